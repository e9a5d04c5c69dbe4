/*
 * chords.h - a lower bound between values at which lower bounds are known [CHORD]
 *
 * What is bounded is the least of functions that are affine in each of a few numbers: along each
 * number, the others being fixed, it is concave, and so lies above the chord between any two of its
 * values, or of bounds of them. Bounds at all corners of a box thus give one everywhere inside, by
 * interpolation in one number after the other; every further value at which one is known, on an
 * edge or anywhere, lifts it:
 *
 *     the last number first: at each of its values at which something is known, a slice of the box,
 *     with one number fewer; corners of the slice that are not known are had from chords along the
 *     edges; between two slices, chords.
 *
 * Which number is last is a choice, and each of the choices gives a bound: the greatest counts.
 *
 * Numbers are in [0, 1] (response.h). A bound that is not known (NaN) is left out; at a corner it
 * leaves no bound at all.
 */
#ifndef CAIRN_STUDY_CHORDS_H
#define CAIRN_STUDY_CHORDS_H

enum { CAIRN_CHORDS_MOST = 4 }; /* numbers */

struct cairn_solved {
    double at[CAIRN_CHORDS_MOST];
    double bound;
};

struct cairn_chord;

struct cairn_chords {
    int n_numbers;
    struct cairn_chord *last[CAIRN_CHORDS_MOST]; /* [number that is last]; owned */
};

/* Of n values, among which are all 2^n_numbers corners. */
void cairn_chords_init(struct cairn_chords *chords, const struct cairn_solved *solved, int n,
                       int n_numbers);
void cairn_chords_release(struct cairn_chords *chords);

/* The bound at a value, NaN: none. */
double cairn_chords_bound(const struct cairn_chords *chords, const double *at);

#endif

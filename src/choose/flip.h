/*
 * flip.h - what would have to change for another placement to win: the runner-up, a baseline
 *
 * Totals are polynomials of the numbers of the factor book (contraction.h). Of one number at a
 * time, all others as they are, the difference between the other and the winner is followed from
 * what the number is to a thousandth and a thousandfold of it, and the value nearest in ratio at
 * which both are equal is where the answer flips. [FLIP]
 *
 *     difference(x) = sum over k of mean(C_k) m_k(x) = 0,    x = number / what it is now
 *
 * Its interval is where the interval of the difference at that value, divided by the slope there,
 * leads. Numbers are those that a planner may doubt or change: intensities (all hours of a grid
 * rescaled), PUE, WUE, watts by state, energy per bit, embodied carbon, lifetimes where embodied
 * carbon is amortised, prices. A PUE does not go below 1. Not here: how many are bought over the
 * horizon (an integer), shares, whatever needs a new simulation.
 *
 * Where either placement has accounting groups (account/group.h) none is sought: what these change
 * is no polynomial of any number, and only a study of its own at another value says what it is.
 *
 * The leading ones are kept: those with a value, nearest first, then those that move the difference
 * most and have none.
 */
#ifndef CAIRN_CHOOSE_FLIP_H
#define CAIRN_CHOOSE_FLIP_H

#include "account/factor.h"

struct cairn_answer;

struct cairn_flip {
    const char *name;    /* of the number: a factor's, or "lifetime"; static */
    const char *unit;    /* static */
    const char *subject; /* the book's */
    double value;        /* as it is; of hours, their mean over the year */
    double ratio;        /* at which both are equal, over what it is; NaN: no value */
    double low, high;    /* of the ratio; NaN where it has no interval */
    double share;        /* of the difference, what is in proportion to this number */
};

struct cairn_flips {
    int other;                /* candidate that would be as good as the winner */
    struct cairn_flip *items; /* owned */
    int n;
};

/* Against another candidate, seen in as many replications as the winner or fewer. */
void cairn_flips_init(struct cairn_flips *flips, struct cairn_answer *answer, int index);
void cairn_flips_release(struct cairn_flips *flips);

#endif

/*
 * box.h - which placement is best over two to four numbers of accounting [CELL]
 *
 * Totals are affine in each of the numbers (response.h). Along one of them, the others being fixed,
 * the best is the least of straight lines, and where it changes is solved for (envelope.h): what is
 * looked at are such lines, along each number, on the edges of the box and through its inside. Of
 * two numbers those along the second, at the values of the first, are the map.
 *
 * Candidates are found as along one number (exact.h): the whole question is asked at all corners,
 * then once where each two placements that meet on a line do, in the middle of such lines, until
 * nothing new turns up, or so many questions were asked. What lies between lines is not looked at:
 * a placement that was never a candidate could be best in a small place there. By how much at most
 * is what the bound says: it is known everywhere (chords.h), and lifted by asking where two meet
 * and it is worst.
 */
#ifndef CAIRN_STUDY_BOX_H
#define CAIRN_STUDY_BOX_H

#include "study/exact.h"

enum {
    CAIRN_BOX_MAP = 201,    /* lines at most; of more values, evenly chosen ones have a line */
    CAIRN_BOX_LINES = 48,   /* along each other number; chosen somewhat arbitrarily */
    CAIRN_BOX_REFINED = 40, /* questions for the bound's sake alone, at most; likewise */
};

struct cairn_box_line {
    int along;                      /* number */
    double at[CAIRN_RESPONSE_MOST]; /* values of the others */
    struct cairn_envelope envelope; /* of finalists; owned */
};

struct cairn_box {
    struct cairn_exact of; /* its status, candidates and responses; not followed along one number */
    struct cairn_box_line *lines; /* owned */
    int n_lines;
    int n_map;   /* the first lines, ascending; of more than two numbers 0 */
    int unasked; /* pairs that meet and were not asked about; 0: nothing new turned up */
};

/* Of all that varies, which is two to four numbers that all apply. Release it in any case. */
void cairn_box_init(struct cairn_box *box, const struct cairn_sweep_question *sweep,
                    const struct cairn_choose_limits *limits);
void cairn_box_release(struct cairn_box *box);

/* Lower bound of the aim at x[number]; NaN: none. */
double cairn_box_bound(const struct cairn_box *box, const double *x);

#endif

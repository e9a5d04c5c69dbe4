/*
 * envelope.h - which of some straight lines is lowest where [ENVELOPE]
 *
 * The least of lines over [0, 1] is a chain of pieces, each of one line, with slopes that fall from
 * piece to piece: it is concave. Where one line takes over from another both have the same value;
 * of lines that are estimated over the same replications, that crossing has an interval by
 * Fieller's theorem: all u at which the interval of the difference d(u) = d0 + (d1 - d0) u contains
 * 0,
 *
 *     d(u)^2 <= t^2 Var d(u),     Var d(u) = V00 (1-u)^2 + 2 V01 u (1-u) + V11 u^2
 *
 * a quadratic in u. Where its leading coefficient is not above 0 the slope of the difference is not
 * known to be other than 0, and the crossing may be anywhere.
 *
 * Source: Fieller, E. C. (1954), Some problems in interval estimation, J. Royal Statistical Society
 * B 16(2), 175-185.
 */
#ifndef CAIRN_STUDY_ENVELOPE_H
#define CAIRN_STUDY_ENVELOPE_H

#include "account/contraction.h"

/* A line by its values at 0 and at 1. */
struct cairn_straight {
    double at_0, at_1;
};

struct cairn_piece {
    int line;
    double from, to; /* in [0, 1] */
};

struct cairn_envelope {
    struct cairn_piece *pieces; /* in order, from 0 to 1; owned */
    int n;
};

/*
 * Of n >= 1 lines; those that are NaN anywhere are never lowest. Of equals the first counts. A line
 * that would gain less than a rounding error (1e-12 of the value) takes over nowhere. No pieces:
 * all lines are NaN.
 */
void cairn_envelope_init(struct cairn_envelope *envelope, const struct cairn_straight *lines,
                         int n);
void cairn_envelope_release(struct cairn_envelope *envelope);

/* Which piece a place in [0, 1] lies in, the later one where two meet. */
int cairn_envelope_find(const struct cairn_envelope *envelope, double at);

struct cairn_crossing_interval {
    double at, low, high; /* NaN: no crossing; low and high: it may be anywhere */
};

/*
 * Where a difference of contractions of two weights (response.h with one number) is 0, and its
 * interval at the confidence of the difference.
 */
struct cairn_crossing_interval cairn_fieller(const struct cairn_contraction *difference);

#endif

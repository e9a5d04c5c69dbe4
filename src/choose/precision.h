/*
 * precision.h - when is a mean known well enough? [CI]
 *
 * By Law and Kelton (Simulation Modeling and Analysis, section 9.4): where the half-width of its
 * interval is at most g / (1 + g) of it, its relative error is at most g. Whoever asks again after
 * each replication stops too early where chance makes the first few look alike, and the interval
 * then covers less than it says: at 95 %, down to 90 % where one stops from 3 replications on. So
 * nobody asks before 5, and before 8 the interval has to be half as wide; then it is 93 % or more
 * whatever the variance is (simulated with normal observations).
 */
#ifndef CAIRN_CHOOSE_PRECISION_H
#define CAIRN_CHOOSE_PRECISION_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "math/stats.h"

enum { CAIRN_PRECISION_FIRST = 5, CAIRN_PRECISION_SURE = 8 };

/* Whether an interval of n replications is narrow enough to stop. */
static inline bool cairn_precision_reached(double precision, double mean, double half_width, int n)
{
    double room = precision / (1.0 + precision) * fabs(mean);

    if (n < CAIRN_PRECISION_FIRST)
        return false;
    return (n < CAIRN_PRECISION_SURE ? 2.0 : 1.0) * half_width <= room;
}

/* Whether it is narrow enough to say so, where there was no choice of n. */
static inline bool cairn_precision_kept(double precision, double mean, double half_width)
{
    return half_width <= precision / (1.0 + precision) * fabs(mean);
}

/*
 * How many replications to simulate before looking again at a mean that is not yet known well
 * enough; at least 1 and no more than `most` > n in all.
 */
static inline int cairn_precision_more(double precision, double mean, double half_width, int n,
                                       double confidence, int most)
{
    double room = precision / (1.0 + precision) * fabs(mean);

    if (n < CAIRN_PRECISION_FIRST)
        return (most < CAIRN_PRECISION_FIRST ? most : CAIRN_PRECISION_FIRST) - n;
    if (n < CAIRN_PRECISION_SURE) {
        most = most < CAIRN_PRECISION_SURE ? most : CAIRN_PRECISION_SURE;
        room /= 2.0;
    }
    return (int)cairn_stats_more(half_width, (size_t)n, confidence, room, (size_t)most);
}

#endif

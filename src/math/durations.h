/*
 * durations.h - a distribution of durations: its moments, exact, and its histogram
 *
 * Both hold the same durations once whoever fills them is done; each may be brought up to date at
 * its own time (histogram.h). Integers, which merge in any order to the same bits.
 */
#ifndef CAIRN_MATH_DURATIONS_H
#define CAIRN_MATH_DURATIONS_H

#include "math/histogram.h"
#include "math/moments.h"

struct cairn_durations {
    struct cairn_moments moments;
    struct cairn_histogram histogram; /* owned */
};

static inline void cairn_durations_init(struct cairn_durations *durations)
{
    durations->moments = (struct cairn_moments){0};
    cairn_histogram_init(&durations->histogram);
}

static inline void cairn_durations_release(struct cairn_durations *durations)
{
    cairn_histogram_release(&durations->histogram);
}

static inline void cairn_durations_clear(struct cairn_durations *durations)
{
    durations->moments = (struct cairn_moments){0};
    cairn_histogram_clear(&durations->histogram);
}

static inline void cairn_durations_merge(struct cairn_durations *to,
                                         const struct cairn_durations *from)
{
    cairn_moments_merge(&to->moments, &from->moments, 1);
    cairn_histogram_merge(&to->histogram, &from->histogram, 1);
}

#endif

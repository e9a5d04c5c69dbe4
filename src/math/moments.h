#ifndef CAIRN_MATH_MOMENTS_H
#define CAIRN_MATH_MOMENTS_H

/*
 * Moments of many durations as integers: count, sum and sum of squares of nanoseconds. Integers add
 * in any order to the same bits, so that parts of a simulation may be merged however they were
 * split; numbers become floating only when they are read.
 *
 * Invariant: |value| <= 2^53 ns (104 days) and a weighted count below 2^63, so that the sum stays
 * below 2^116; the sum of squares is the caller's to keep below 2^127 (a billion hours fit: 1e34).
 */

#include <assert.h>
#include <stdint.h>

#include "base/wide.h"

struct cairn_moments {
    uint64_t count;
    cairn_int128 sum_ns;
    cairn_uint128 sum_squares_ns2;
};

/* All zero is the empty value; initialise with `= {0}`. */

static inline void cairn_moments_add(struct cairn_moments *moments, int64_t value_ns)
{
    assert(value_ns <= INT64_C(1) << 53 && value_ns >= -(INT64_C(1) << 53));
    moments->count++;
    moments->sum_ns += value_ns;
    moments->sum_squares_ns2 += (cairn_uint128)((cairn_int128)value_ns * value_ns);
}

/* Adds `from`, each of its values counted `weight` times. */
void cairn_moments_merge(struct cairn_moments *to, const struct cairn_moments *from,
                         uint64_t weight);

/* Mean in seconds; 0 when empty. */
double cairn_moments_mean_s(const struct cairn_moments *moments);

/* Unbiased variance in s^2, computed exactly before one rounding; 0 for fewer than two values. */
double cairn_moments_variance_s2(const struct cairn_moments *moments);

#endif

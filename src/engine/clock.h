#ifndef CAIRN_ENGINE_CLOCK_H
#define CAIRN_ENGINE_CLOCK_H

/*
 * Simulated time: whole nanoseconds since the start of the simulated calendar (UTC), 292 years.
 *
 * Invariant: every time and duration in the engine is an integer; seconds are floating and appear
 * only at the edges (parameters in, reports out). A conversion rounds half away from zero, so that
 * it commutes with the sign; values outside the clock are a programmer's mistake and assert, in
 * release builds they saturate, what is no number as if it were infinite.
 */

#include <assert.h>
#include <stdint.h>

typedef int64_t cairn_time; /* ns */

#define CAIRN_TIME_MAX INT64_MAX
#define CAIRN_NEVER INT64_MAX /* later than everything */

#define CAIRN_NS_PER_S INT64_C(1000000000)
#define CAIRN_NS_PER_HOUR (INT64_C(3600) * CAIRN_NS_PER_S)
#define CAIRN_NS_PER_DAY (INT64_C(24) * CAIRN_NS_PER_HOUR)
#define CAIRN_NS_PER_WEEK (INT64_C(7) * CAIRN_NS_PER_DAY)

/* A floating number of nanoseconds as a time. No call to libm: the same bits everywhere. */
static inline cairn_time cairn_time_from_ns(double ns)
{
    double shifted = ns < 0.0 ? ns - 0.5 : ns + 0.5;

    assert(ns == ns);
    assert(ns < 0x1p63 && ns > -0x1p63);
    if (ns >= 0x1p52 || ns <= -0x1p52)
        shifted = ns;        /* already whole; adding a half would round to even */
    if (!(shifted < 0x1p63)) /* nor a number */
        return INT64_MAX;
    if (shifted <= -0x1p63)
        return -INT64_MAX;
    return (cairn_time)shifted;
}

static inline cairn_time cairn_time_from_s(double seconds)
{
    return cairn_time_from_ns(seconds * 1e9);
}

/* Seconds; exact to a double's 53 bits, which is 1 ns up to 104 days. */
static inline double cairn_time_to_s(cairn_time time)
{
    return (double)time / 1e9;
}

#endif

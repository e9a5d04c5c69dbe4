#ifndef CAIRN_MATH_HISTOGRAM_H
#define CAIRN_MATH_HISTOGRAM_H

/*
 * A histogram of durations: integer counts in log-linear bins over all of 0 .. 2^63-1 ns, 128 bins
 * per octave, as in Tene's HdrHistogram. [HIST]
 *
 * Invariants: values below 256 ns have a bin each; above, a bin is at most 1/128 of its lower edge
 * wide, so that a quantile is within 0.79 % of the value it stands for. Counts are integers and
 * merge by addition in any order, with an integer weight. The array is allocated once, at init.
 * Not here: confidence intervals of quantiles, which come from several replications.
 */

#include <assert.h>
#include <stdint.h>

enum {
    CAIRN_HISTOGRAM_BITS = 7, /* 2^7 bins per octave */
    CAIRN_HISTOGRAM_BINS = (63 - CAIRN_HISTOGRAM_BITS + 1) << CAIRN_HISTOGRAM_BITS,
};

struct cairn_histogram {
    uint64_t *bins; /* CAIRN_HISTOGRAM_BINS counts; owned */
    uint64_t count; /* their sum */
};

void cairn_histogram_init(struct cairn_histogram *histogram);
void cairn_histogram_release(struct cairn_histogram *histogram);
void cairn_histogram_clear(struct cairn_histogram *histogram);

/* The bin of a value >= 0. */
static inline unsigned cairn_histogram_index(int64_t value_ns)
{
    uint64_t v = (uint64_t)value_ns;
    unsigned octave = 63u - (unsigned)__builtin_clzll(v | (1u << CAIRN_HISTOGRAM_BITS));
    unsigned shift = octave - CAIRN_HISTOGRAM_BITS;

    assert(value_ns >= 0);
    return (shift << CAIRN_HISTOGRAM_BITS) + (unsigned)(v >> shift);
}

static inline void cairn_histogram_add(struct cairn_histogram *histogram, int64_t value_ns)
{
    histogram->bins[cairn_histogram_index(value_ns)]++;
    histogram->count++;
}

/* The smallest value of a bin, and how many values it holds. */
int64_t cairn_histogram_low_ns(unsigned bin);
int64_t cairn_histogram_width_ns(unsigned bin);

/* Adds `from`, each count taken `weight` times. */
void cairn_histogram_merge(struct cairn_histogram *to, const struct cairn_histogram *from,
                           uint64_t weight);

/*
 * The q-quantile in ns, 0 <= q <= 1: the value of rank ceil(q count), placed within its bin by
 * linear interpolation; exact where bins hold one value. 0 when empty.
 */
double cairn_histogram_quantile_ns(const struct cairn_histogram *histogram, double q);

#endif

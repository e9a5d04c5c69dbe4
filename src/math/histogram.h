#ifndef CAIRN_MATH_HISTOGRAM_H
#define CAIRN_MATH_HISTOGRAM_H

/*
 * A histogram of durations: integer counts in log-linear bins over all of 0 .. 2^63-1 ns, 128 bins
 * per octave, as in Tene's HdrHistogram. [HIST]
 *
 * Invariants: values below 256 ns have a bin each; above, a bin is at most 1/128 of its lower edge
 * wide, so that a quantile is within 0.79 % of the value it stands for. Counts are integers and
 * merge by addition in any order, with an integer weight.
 *
 * Memory is taken for the octaves from the least to the greatest value seen, which is a few
 * kilobytes where all of them would be 58: there is a histogram per workload, replication in
 * progress and simulated component. Clearing keeps it. Which octaves have memory says nothing
 * about what was counted; compare histograms with cairn_histogram_equal().
 * Not here: confidence intervals of quantiles, which come from several replications.
 */

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    CAIRN_HISTOGRAM_BITS = 7, /* 2^7 bins per octave */
    CAIRN_HISTOGRAM_BINS = (63 - CAIRN_HISTOGRAM_BITS + 1) << CAIRN_HISTOGRAM_BITS,
};

struct cairn_histogram {
    uint64_t *counts; /* [bin - first], n of them; owned */
    unsigned first, n;
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

/* Private: takes memory for a bin that has none. */
void cairn_histogram_reach(struct cairn_histogram *histogram, unsigned bin);

/*
 * Counts a value `weight` times in its bin and leaves `count` alone, which whoever does so brings
 * up to date when it is done.
 */
static inline void cairn_histogram_put(struct cairn_histogram *histogram, int64_t value_ns,
                                       uint64_t weight)
{
    unsigned bin = cairn_histogram_index(value_ns);

    if (bin - histogram->first >= histogram->n)
        cairn_histogram_reach(histogram, bin);
    histogram->counts[bin - histogram->first] += weight;
}

static inline void cairn_histogram_add(struct cairn_histogram *histogram, int64_t value_ns)
{
    cairn_histogram_put(histogram, value_ns, 1);
    histogram->count++;
}

/* What a bin holds. */
static inline uint64_t cairn_histogram_at(const struct cairn_histogram *histogram, unsigned bin)
{
    return bin - histogram->first < histogram->n ? histogram->counts[bin - histogram->first] : 0;
}

/* Whether all bins hold the same. */
bool cairn_histogram_equal(const struct cairn_histogram *a, const struct cairn_histogram *b);

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

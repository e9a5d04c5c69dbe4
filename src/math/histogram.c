#include "math/histogram.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

enum { PER_OCTAVE = 1 << CAIRN_HISTOGRAM_BITS };

void cairn_histogram_init(struct cairn_histogram *histogram)
{
    histogram->bins = cairn_calloc(CAIRN_HISTOGRAM_BINS, sizeof *histogram->bins);
    histogram->count = 0;
}

void cairn_histogram_release(struct cairn_histogram *histogram)
{
    cairn_free(histogram->bins);
    *histogram = (struct cairn_histogram){0};
}

void cairn_histogram_clear(struct cairn_histogram *histogram)
{
    memset(histogram->bins, 0, CAIRN_HISTOGRAM_BINS * sizeof *histogram->bins);
    histogram->count = 0;
}

/* Bins 2 k 128 .. hold the octave shifted by k; below 256 a bin is a value. [HIST] */
static unsigned shift_of(unsigned bin)
{
    return bin < 2 * PER_OCTAVE ? 0 : bin / PER_OCTAVE - 1;
}

int64_t cairn_histogram_low_ns(unsigned bin)
{
    unsigned shift = shift_of(bin);

    assert(bin < CAIRN_HISTOGRAM_BINS);
    return (int64_t)(bin - shift * PER_OCTAVE) << shift;
}

int64_t cairn_histogram_width_ns(unsigned bin)
{
    return INT64_C(1) << shift_of(bin);
}

void cairn_histogram_merge(struct cairn_histogram *to, const struct cairn_histogram *from,
                           uint64_t weight)
{
    for (unsigned bin = 0; bin < CAIRN_HISTOGRAM_BINS; bin++)
        to->bins[bin] += from->bins[bin] * weight;
    to->count += from->count * weight;
}

/* ceil(q n), at least 1; a product that is whole but for rounding counts as whole. */
static uint64_t rank_of(double q, uint64_t n)
{
    double product = q * (double)n;
    double whole = floor(product + 0.5);
    double rank = fabs(product - whole) <= 1e-12 * (double)n ? whole : ceil(product);

    if (rank < 1.0)
        return 1;
    return rank >= (double)n ? n : (uint64_t)rank;
}

double cairn_histogram_quantile_ns(const struct cairn_histogram *histogram, double q)
{
    uint64_t before = 0;
    uint64_t rank;
    unsigned bin = 0;
    double place;

    assert(q >= 0.0 && q <= 1.0);
    if (histogram->count == 0)
        return 0.0;
    rank = rank_of(q, histogram->count);
    while (before + histogram->bins[bin] < rank)
        before += histogram->bins[bin++];
    place = ((double)(rank - before) - 0.5) / (double)histogram->bins[bin];
    return (double)cairn_histogram_low_ns(bin) +
           (double)(cairn_histogram_width_ns(bin) - 1) * place;
}

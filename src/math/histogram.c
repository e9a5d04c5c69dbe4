#include "math/histogram.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

enum { PER_OCTAVE = 1 << CAIRN_HISTOGRAM_BITS };

void cairn_histogram_init(struct cairn_histogram *histogram)
{
    *histogram = (struct cairn_histogram){0};
}

void cairn_histogram_release(struct cairn_histogram *histogram)
{
    cairn_free(histogram->counts);
    *histogram = (struct cairn_histogram){0};
}

void cairn_histogram_clear(struct cairn_histogram *histogram)
{
    if (histogram->n > 0)
        memset(histogram->counts, 0, histogram->n * sizeof *histogram->counts);
    histogram->count = 0;
}

/* Makes the memory cover bins first .. end - 1 as well, in whole octaves. */
static void cover(struct cairn_histogram *histogram, unsigned first, unsigned end)
{
    unsigned old_end = histogram->first + histogram->n;
    uint64_t *counts;

    first -= first % PER_OCTAVE;
    end += (PER_OCTAVE - end % PER_OCTAVE) % PER_OCTAVE;
    if (histogram->n > 0 && histogram->first < first)
        first = histogram->first;
    if (histogram->n > 0 && old_end > end)
        end = old_end;
    if (end - first == histogram->n)
        return;
    counts = cairn_calloc(end - first, sizeof *counts);
    if (histogram->n > 0)
        memcpy(counts + (histogram->first - first), histogram->counts,
               histogram->n * sizeof *counts);
    cairn_free(histogram->counts);
    histogram->counts = counts;
    histogram->first = first;
    histogram->n = end - first;
}

void cairn_histogram_reach(struct cairn_histogram *histogram, unsigned bin)
{
    cover(histogram, bin, bin + 1);
}

bool cairn_histogram_equal(const struct cairn_histogram *a, const struct cairn_histogram *b)
{
    if (a->count != b->count)
        return false;
    for (unsigned bin = 0; bin < CAIRN_HISTOGRAM_BINS; bin++)
        if (cairn_histogram_at(a, bin) != cairn_histogram_at(b, bin))
            return false;
    return true;
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
    if (from->n > 0)
        cover(to, from->first, from->first + from->n);
    for (unsigned i = 0; i < from->n; i++)
        to->counts[from->first - to->first + i] += from->counts[i] * weight;
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
    uint64_t before = histogram->count;
    uint64_t rank;
    unsigned i = histogram->n;
    unsigned bin;
    double place;

    assert(q >= 0.0 && q <= 1.0);
    if (histogram->count == 0)
        return 0.0;
    rank = rank_of(q, histogram->count);
    do /* from above, where bins that hold something are dense */
        before -= histogram->counts[--i];
    while (before >= rank);
    bin = histogram->first + i;
    place = ((double)(rank - before) - 0.5) / (double)histogram->counts[i];
    return (double)cairn_histogram_low_ns(bin) +
           (double)(cairn_histogram_width_ns(bin) - 1) * place;
}

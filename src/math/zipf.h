#ifndef CAIRN_MATH_ZIPF_H
#define CAIRN_MATH_ZIPF_H

/*
 * Zipf popularity: of N contents, rank i (from 0, the most popular) is asked for with probability
 * proportional to (i + 1)^-exponent. Exponent 0 is uniform. [ZIPF]
 *
 * Sampled by Walker's alias method (A. Walker, ACM TOMS 3, 253, 1977; tables by M. Vose, IEEE
 * Trans. Software Eng. 17, 972, 1991): one step of the generator per sample, whatever N. The upper
 * bits of the step choose a cell, those below choose between the two ranks of the cell. A cell is 8
 * bytes, so that a sample of a large catalogue waits for one line of memory and no more;
 * probabilities within a cell are rounded to multiples of 2^-32, which is 2^-32 / N in all.
 *
 * Memory is 8 bytes per content and 8 for the probabilities.
 * Not here: temporal locality, a catalogue that changes.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/wide.h"
#include "math/rng.h"

enum { CAIRN_ZIPF_MAX = 100000000 }; /* contents; 1.6 GB of tables, chosen somewhat arbitrarily */

struct cairn_zipf_cell {
    uint32_t own;   /* probability of the cell's own rank, in units of 2^-32 */
    uint32_t alias; /* the other rank */
};

struct cairn_zipf {
    size_t n;
    double *probability;           /* by rank; sums to 1 within rounding; owned */
    struct cairn_zipf_cell *cells; /* owned */
};

/*
 * Sets up `n` contents, 1 <= n <= CAIRN_ZIPF_MAX, exponent 0 to 20. Returns NULL, or what is wrong
 * as a static text; *zipf is then unchanged.
 */
const char *cairn_zipf_init(struct cairn_zipf *zipf, size_t n, double exponent);
void cairn_zipf_release(struct cairn_zipf *zipf);

/* A rank in 0 .. n-1; takes exactly one step of the generator. */
static inline size_t cairn_zipf_draw(const struct cairn_zipf *zipf, struct cairn_rng *rng)
{
    cairn_uint128 product = (cairn_uint128)cairn_rng_u64(rng) * zipf->n;
    size_t cell = (size_t)(product >> 64);
    uint32_t within = (uint32_t)((uint64_t)product >> 32);

    return within < zipf->cells[cell].own ? cell : zipf->cells[cell].alias;
}

/* The probability of a rank. */
double cairn_zipf_probability(const struct cairn_zipf *zipf, size_t rank);

#endif

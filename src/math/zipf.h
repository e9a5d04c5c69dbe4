#ifndef CAIRN_MATH_ZIPF_H
#define CAIRN_MATH_ZIPF_H

/*
 * Zipf popularity: of N contents, rank i (from 0, the most popular) is asked for with probability
 * proportional to (i + 1)^-exponent. Exponent 0 is uniform. [ZIPF]
 *
 * Sampled by Walker's alias method (GSL's gsl_ran_discrete): one step of the generator per sample,
 * whatever N. Memory is 16 bytes per content and 8 for the probabilities.
 * Not here: temporal locality, a catalogue that changes.
 */

#include <stddef.h>

#include <gsl/gsl_randist.h>

#include "math/rng.h"

enum { CAIRN_ZIPF_MAX = 100000000 }; /* contents; 2.4 GB of tables, chosen somewhat arbitrarily */

struct cairn_zipf {
    size_t n;
    double *probability; /* by rank; sums to 1 within rounding; owned */
    gsl_ran_discrete_t *alias;
};

/*
 * Sets up `n` contents, 1 <= n <= CAIRN_ZIPF_MAX, exponent 0 to 20. Returns NULL, or what is wrong
 * as a static text; *zipf is then unchanged.
 */
const char *cairn_zipf_init(struct cairn_zipf *zipf, size_t n, double exponent);
void cairn_zipf_release(struct cairn_zipf *zipf);

/* A rank in 0 .. n-1; takes exactly one step of the generator. */
size_t cairn_zipf_draw(const struct cairn_zipf *zipf, struct cairn_rng *rng);

/* The probability of a rank. */
double cairn_zipf_probability(const struct cairn_zipf *zipf, size_t rank);

#endif

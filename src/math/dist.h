#ifndef CAIRN_MATH_DIST_H
#define CAIRN_MATH_DIST_H

/*
 * Distributions of positive times and factors, named by a scenario and described by mean and
 * coefficient of variation (cv = standard deviation / mean). [DIST]
 *
 *   deterministic  cv 0
 *   exponential    cv 1, nothing else
 *   gamma          shape 1/cv^2, scale mean cv^2
 *   lognormal      sigma^2 = ln(1 + cv^2), mu = ln(mean) - sigma^2/2
 *   weibull        shape k solves G(1+2/k)/G(1+1/k)^2 = 1 + cv^2, scale mean/G(1+1/k)
 *
 * Gamma, lognormal and Weibull with cv 0 are the constant `mean`, so that a sweep of cv may begin
 * there. Exponential is not gamma with cv 1 by other means: the samplers differ in their bits.
 *
 * Invariants: a draw is finite and >= 0; how many steps of the generator it takes is not promised.
 * Not here: bounded or signed distributions of uncertain inputs, popularity (zipf.h).
 */

#include <stddef.h>

#include <cairn/distribution.h>

#include "math/rng.h"

enum { CAIRN_N_DISTRIBUTIONS = CAIRN_WEIBULL + 1 };

/* Treat `a` and `b` as private: what they mean depends on the kind. */
struct cairn_dist {
    const struct cairn_dist_type *type; /* how it is drawn; deterministic when cv is 0 */
    double mean;
    double cv;
    double a;
    double b;
};

struct cairn_dist_type {
    const char *name; /* as a scenario names it */
    const char *help; /* half a sentence */
    /* Fills a and b from mean and cv; NULL, or what is wrong with them. */
    const char *(*init)(struct cairn_dist *dist);
    double (*draw)(const struct cairn_dist *dist, struct cairn_rng *rng);
};

/* All kinds, in the order of the enumeration. */
extern const struct cairn_dist_type cairn_dist_types[CAIRN_N_DISTRIBUTIONS];

/* Finds a kind by name; returns 0 and sets *kind, or -1. */
int cairn_dist_find(const char *name, enum cairn_distribution_kind *kind);

/*
 * Sets up a distribution with mean > 0 and 0 <= cv <= 100. Returns NULL, or what is wrong as a
 * static text, such as "an exponential distribution has cv 1 by definition"; *dist is then
 * unchanged.
 */
const char *cairn_dist_init(struct cairn_dist *dist, enum cairn_distribution_kind kind, double mean,
                            double cv);

/* One variate, in the unit of the mean. */
static inline double cairn_dist_draw(const struct cairn_dist *dist, struct cairn_rng *rng)
{
    return dist->type->draw(dist, rng);
}

#endif

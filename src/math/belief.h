#ifndef CAIRN_MATH_BELIEF_H
#define CAIRN_MATH_BELIEF_H

/*
 * What is believed about a number that is not known: a distribution by its inverse, so that any
 * design of uniform coordinates becomes values. [BELIEF]
 *
 *   normal      mean, sd = cv |mean|                     a = mean, b = sd
 *   lognormal   sigma^2 = ln(1 + cv^2), mu = ln(mean) - sigma^2/2        a = mu, b = sigma
 *   gamma       shape 1/cv^2, scale mean cv^2            a = shape, b = scale
 *   uniform     between a and b; half-width sqrt(3) cv |mean|
 *   triangular  between a and b, highest at c
 *   empirical   each of n listed values is as likely as any other
 *
 * Quantiles p5 and p95 fix a normal or lognormal: with z = 1.6449 (the normal 95 % point),
 * sd = (p95 - p5) / 2z about their middle, of the logarithms for the lognormal.
 *
 * A belief may be truncated to a range: it is then the conditional distribution given the range,
 * Q(from + u (to - from)) with from and to the probabilities of the ends.
 *
 * Invariants: a quantile increases with its probability and lies within the range.
 * Not here: times of a simulation (dist.h), correlation (study/draws.h).
 */

#include <stdbool.h>

#include <cairn/distribution.h>

struct cairn_belief {
    enum cairn_belief_kind kind;
    double a, b, c;
    const double *values; /* [n], ascending, of an empirical belief; outlive it */
    int n;
    double from, to;  /* probabilities that are kept: 0 and 1 unless truncated */
    double low, high; /* of values: infinite unless truncated */
};

/* By mean and cv >= 0, not of triangular and empirical. NULL, or what is wrong, a static text. */
const char *cairn_belief_by_mean(struct cairn_belief *belief, enum cairn_belief_kind kind,
                                 double mean, double cv);

/* Normal and lognormal through two quantiles, p5 < p95. */
const char *cairn_belief_by_quantiles(struct cairn_belief *belief, enum cairn_belief_kind kind,
                                      double p5, double p95);

const char *cairn_belief_uniform(struct cairn_belief *belief, double low, double high);
const char *cairn_belief_triangular(struct cairn_belief *belief, double low, double mode,
                                    double high);

/* Sorts the values, n >= 1, which outlive the belief. */
void cairn_belief_empirical(struct cairn_belief *belief, double *values, int n);

/* Truncates to [low, high]; returns the share that is cut off. 1: all of it; nothing is done. */
double cairn_belief_truncate(struct cairn_belief *belief, double low, double high);

/* The value that is not exceeded with probability u in (0, 1). */
double cairn_belief_quantile(const struct cairn_belief *belief, double u);

/* P(X <= x), of the belief as truncated. */
double cairn_belief_cumulative(const struct cairn_belief *belief, double x);

/* The standard normal's: P(Z <= z), which turns normal scores into coordinates. */
double cairn_belief_normal_cumulative(double z);

#endif

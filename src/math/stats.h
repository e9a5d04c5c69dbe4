#ifndef CAIRN_MATH_STATS_H
#define CAIRN_MATH_STATS_H

/*
 * Statistics of a handful of numbers, usually one per replication: mean, variance, and the
 * half-width of a confidence interval for the mean. [CI]
 *
 * Invariant: sums run in index order, so that equal arrays give equal bits. Replications are
 * assumed independent and their means near normal; an interval is Student's. Not here: statistics
 * of single requests, which are integers (moments.h, histogram.h).
 */

#include <stddef.h>

/* Mean of n >= 1 values. */
double cairn_stats_mean(const double *x, size_t n);

/* Moves the values that are numbers to the front, in their order. Returns how many they are. */
size_t cairn_stats_numbers(double *x, size_t n);

/* Unbiased variance by Welford's recursion (Technometrics 4, 1962); 0 for n = 1. */
double cairn_stats_variance(const double *x, size_t n);

/*
 * Half-width of the two-sided interval mean +- t s / sqrt(n) that covers with probability
 * `confidence` in (0, 1), t being Student's quantile for n - 1 degrees of freedom. HUGE_VAL for n <
 * 2: one replication says nothing about its error.
 */
double cairn_stats_half_width(const double *x, size_t n, double confidence);

/*
 * How many more values to take before looking again at an interval that has `half_width` > 0 after
 * n >= 2 of them and is to have `target`: half of those that are missing if the variance stays what
 * it is, since that is not well known yet; at least 1, no more than there are, and up to `most` > n
 * in all. Half-widths shrink as t(m - 1) / sqrt(m).
 */
size_t cairn_stats_more(double half_width, size_t n, double confidence, double target, size_t most);

/* Half-width for the mean of the differences x[i] - y[i], the interval to use under common random
 * numbers; *mean (may be NULL) receives the mean difference. */
double cairn_stats_paired(const double *x, const double *y, size_t n, double confidence,
                          double *mean);

/* Quantiles of Student's t (degrees of freedom > 0) and of the standard normal, 0 < p < 1. */
double cairn_stats_t_quantile(double p, double degrees);
double cairn_stats_t_tail(double t, double degrees); /* P(T > t) */
double cairn_stats_normal_quantile(double p);

#endif

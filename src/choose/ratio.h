/*
 * ratio.h - is a difference of two systems a small gain rather than as large a loss? [SELECT]
 *
 * Differences d_1, d_2 ... are normal with a mean that is at most 0 under the hypothesis, and an
 * unknown variance. After the first n0 of them, of which only the mean is kept, r have
 *
 *     m = r - n0                      degrees of freedom
 *     h = sqrt(r) mean_r,   Q = (r - 1) s_r^2 - (n0 - 1) s_n0^2,   y = h / sqrt(h^2 + Q)
 *     L = exp(-(g^2 r) / 2) I(g sqrt(r) y) / I(0),
 *     I(b) = int_0^inf w^m exp(-w^2 / 2 + b w) dw
 *
 * the likelihood of the mean being g standard deviations beside that of its being 0, the variance
 * integrated out under either with the same weight 1/sigma. It is a martingale where the mean is
 * 0, for any variance, and its values are smaller where the mean is: by Ville, the probability
 * that it ever reaches 1/a is at most a. It grows fastest where the mean is g standard deviations.
 * g may depend on s_n0^2, which is independent of the rest.
 *
 * Source: M. Perez-Ortiz, T. Lardy, R. de Heide and P. Grunwald, E-statistics, group invariance and
 * anytime-valid testing (Annals of Statistics 52, 2024), for t-tests; A. Wald, Sequential Analysis
 * (1947), for known variance.
 */
#ifndef CAIRN_CHOOSE_RATIO_H
#define CAIRN_CHOOSE_RATIO_H

struct cairn_ratio_test {
    int first;             /* n0, >= 2 */
    double first_variance; /* s_n0^2 */
    double gain;           /* the mean at which it is to be quick, > 0 */
};

/* log L after n differences of this mean and variance; -HUGE_VAL for n <= n0, or of no variance. */
double cairn_ratio_log(const struct cairn_ratio_test *test, int n, double mean, double variance);

#endif

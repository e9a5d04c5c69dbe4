#ifndef CAIRN_MATH_GAMMA_H
#define CAIRN_MATH_GAMMA_H

/*
 * The gamma distribution with scale 1, of any shape. [BELIEF]
 *
 * With d = x^a e^-x / Gamma(a + 1), what lies below x and above it is
 *
 *     P = d (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...)            where x < a + 1
 *     Q = d a / (x+1-a- 1(1-a)/(x+3-a- 2(2-a)/(x+5-a- ...)))  elsewhere, a continued fraction
 *
 * (Abramowitz, Stegun, Handbook of mathematical functions, 6.5.29 and 6.5.31; Lentz' way of
 * evaluating the latter, modified by Thompson and Barnett.) From a shape of 10^5 on, where that
 * takes long, the cube root of x/a is normal, with mean 1 - 1/9a and variance 1/9a (Wilson,
 * Hilferty, PNAS 17, 684, 1931): probabilities are good to 1e-7 there. Quantiles are found by
 * Newton's steps in the logarithm of x, between ends that close in.
 *
 * GSL has all of it, but its inverse gives up below a cv of 2 % and above one of 500 %, and so does
 * its P above a shape of 10^6, and then the program would end.
 *
 * Not here: drawing at random (dist.h).
 */

/* Of a shape a above 0 at x; the smaller of both has all its digits. */
struct cairn_gamma_tails {
    double below, above;
};
struct cairn_gamma_tails cairn_gamma_tails(double a, double x);

/* The value that is not exceeded with probability u in [0, 1]; may be 0 where it is too small. */
double cairn_gamma_quantile(double a, double u);

#endif

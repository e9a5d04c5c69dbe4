#ifndef CAIRN_MATH_DIVISIA_H
#define CAIRN_MATH_DIVISIA_H

/*
 * What each factor of a sum of products adds to its change: log-mean Divisia index. [LMDI]
 *
 *     V = sum over cells i of  x1_i x2_i ... xn_i
 *     V(1) - V(0) = sum over factors k of  sum over i of  L(v_i(1), v_i(0)) ln(xk_i(1) / xk_i(0))
 *     L(a, b) = (a - b) / ln(a / b),  L(a, a) = a,  L(a, 0) = 0
 *
 * It adds up exactly and does not depend on the order of the factors (B. Ang, F. Liu, A new energy
 * decomposition method: perfect in decomposition and consistent in aggregation, Energy 26, 537,
 * 2001). A cell that begins or ends at zero is taken in the limit (B. Ang, F. Zhang, F. Choi,
 * Factorizing changes in energy and environmental indicators through decomposition, Energy 23, 489,
 * 1998): its whole change belongs to the factors that are zero there, evenly.
 */

/* The logarithmic mean of two numbers >= 0. */
double cairn_divisia_mean(double a, double b);

/*
 * Adds what each of n factors of one cell contributes to its change to effect[n]. Factors are >= 0;
 * what is added sums to product(after) - product(before).
 */
void cairn_divisia_add(const double *before, const double *after, int n, double *effect);

#endif

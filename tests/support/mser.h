#ifndef TESTS_SUPPORT_MSER_H
#define TESTS_SUPPORT_MSER_H

/*
 * Where does the warm-up end? MSER-5 (White, Simulation 69(6), 1997; White, Cobb, Spratt, WSC
 * 2000): on the means Y of batches of five observations, cut the d batches that minimise the
 * squared standard error of the mean of the rest,
 *
 *     d* = argmin over 0 <= d <= n/2 of  sum_{j>d} (Y_j - Ybar_d)^2 / (n - d)^2
 *
 * Ties go to the smaller d.
 */

#include <stddef.h>

/* Observations to cut, 5 d*; a last batch of fewer than five is left out. */
size_t mser5(const double *observations, size_t n);

#endif

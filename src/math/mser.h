#ifndef CAIRN_MATH_MSER_H
#define CAIRN_MATH_MSER_H

/*
 * Where does the warm-up end? MSER-5 (White, Simulation 69(6), 1997; White, Cobb, Spratt, WSC
 * 2000): on the means Y of batches of five observations, cut the d batches that minimise the
 * squared standard error of the mean of the rest,
 *
 *     d* = argmin over 0 <= d <= n/2 of  sum_{j>d} (Y_j - Ybar_d)^2 / (n - d)^2        [MSER]
 *
 * A minimum at the edge d = n/2 means that the run is too short to tell. Ties go to the smaller d.
 */

#include <stdbool.h>
#include <stddef.h>

struct cairn_mser {
    size_t truncate;  /* observations to discard: 5 d* */
    double statistic; /* the minimum */
    bool too_short;   /* d* at the edge, or fewer than 10 batches: do not trust it */
};

/* Truncation point of `n` observations; a last batch of fewer than five is left out. */
struct cairn_mser cairn_mser5(const double *observations, size_t n);

#endif

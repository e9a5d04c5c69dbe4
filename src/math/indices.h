#ifndef CAIRN_MATH_INDICES_H
#define CAIRN_MATH_INDICES_H

/*
 * Which inputs a function's variance comes from. [INDEX] [MORRIS]
 *
 * A function takes coordinates that are independent and uniform on (0, 1) and gives one or more
 * outputs. Coordinates are put together to factors, each of which is moved as one: correlated
 * inputs are a factor with all coordinates that make them.
 *
 * Sobol indices, with A and B two samples of N points and AB_i that of A with factor i from B, all
 * outputs less c, their mean over A and B:
 *
 *     V   = mean of (f(A)^2 + f(B)^2) / 2
 *     S_i = mean of f(B) (f(AB_i) - f(A)) / V          first order, Saltelli et al. 2010
 *     T_i = mean of (f(A) - f(AB_i))^2 / 2V            total, Jansen 1999
 *
 * (Saltelli et al., Computer Physics Communications 181, 259, 2010; Jansen, ibid. 117, 35, 1999.)
 * It takes N (factors + 2) evaluations. Points are independent. With s the standard deviation over
 * resamples of the N rows (bootstrap), the interval of S_i is S_i +- z s, and that of T_i, a mean
 * of squares and skewed, T_i exp(+-z s) with s that of the logarithm. Centring keeps the error of
 * S_i from growing with the mean of the function.
 *
 * Morris' screening (Technometrics 33, 161, 1991): r trajectories through a grid of LEVELS values
 * per coordinate, in each of which every factor is moved once, by half of its range; its effect is
 * the change of the function per unit of coordinate. mu* is the mean of absolute effects
 * (Campolongo et al., Environmental Modelling & Software 22, 1509, 2007), sigma their standard
 * deviation.
 *
 * Not here: what coordinates mean.
 */

#include <stdbool.h>
#include <stdint.h>

enum {
    CAIRN_INDICES_LEAST = 64,      /* rows: with fewer, intervals say little and cover less */
    CAIRN_INDICES_RESAMPLES = 400, /* of the bootstrap */
    CAIRN_MORRIS_LEVELS = 4,
};

struct cairn_indices_problem {
    /* Outputs at n points: u[point x coordinate] into y[point x output]; false: give up. */
    bool (*evaluate)(void *context, const double *u, int n, double *y);
    void *context;
    int n_coordinates, n_factors, n_outputs;
    const int *factor_of; /* [coordinate] */
    int n; /* rows, at least CAIRN_INDICES_LEAST; trajectories of Morris, at least 2 */
    double confidence;
    uint64_t seed;
    uint32_t repeat; /* another sample under the same seed */
};

struct cairn_index {
    double first, first_low, first_high; /* NaN where the output does not vary */
    double total, total_low, total_high;
};

/* Into indices[output x n_factors + factor]; false: an evaluation gave up. */
bool cairn_indices_find(const struct cairn_indices_problem *problem, struct cairn_index *indices);

struct cairn_effect_size {
    double mu_star, sigma;
    double half_width; /* of mu*, Student's */
};

/* Likewise. */
bool cairn_morris_find(const struct cairn_indices_problem *problem,
                       struct cairn_effect_size *effects);

#endif

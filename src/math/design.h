#ifndef CAIRN_MATH_DESIGN_H
#define CAIRN_MATH_DESIGN_H

/*
 * Designs: n points spread over a unit cube, more evenly than independent ones.
 *
 * Latin hypercube [LHS]: along each dimension the n points lie in the n strata [k/n, (k+1)/n), one
 * in each, uniformly within it; how the dimensions are paired is random (McKay, Beckman, Conover,
 * Technometrics 21(2), 1979). Any number of dimensions. Removes the variance of what is additive.
 *
 * Sobol sequence [SOBOL]: the digital sequence in base 2 of GSL's gsl_qrng (Bratley, Fox, ACM TOMS
 * 14(1), 1988; at most 40 dimensions), with its first point, the origin, that GSL leaves out (Owen,
 * On dropping the first Sobol' point, 2022), under a random digital shift: each coordinate has its
 * own random bits, by which those of all its points are exclusive-ored. Each point is uniform then,
 * so that means are unbiased, and aligned blocks of 2^k points stay as evenly spread as they were:
 * in each dimension they lie one in each interval of length 2^-k. Shifts of several keys are
 * independent, which gives an error of a mean.
 *
 * A point is a function of (kind, key, n, index): nothing else, and for Sobol not of n, so that a
 * longer sequence begins with the shorter one. Coordinates lie in the open interval (0, 1).
 *
 * Not here: what coordinates mean.
 */

#include <stdint.h>

#include "math/rng.h"

enum cairn_design_kind { CAIRN_DESIGN_LATIN_HYPERCUBE, CAIRN_DESIGN_SOBOL };

enum {
    CAIRN_DESIGN_MOST_POINTS = 10000000,     /* of a Latin hypercube; its permutations are kept */
    CAIRN_DESIGN_SOBOL_MOST_DIMENSIONS = 40, /* GSL's */
};

struct cairn_design {
    enum cairn_design_kind kind;
    struct cairn_stream_key key;
    int64_t n;
    int dimensions;
    uint32_t *strata; /* [dimension][point] of a Latin hypercube; owned, like these */
    uint64_t *shift;  /* [dimension] of a Sobol sequence */
    void *sequence;   /* GSL's, which stands at point `next` */
    double *at;       /* scratch */
    int64_t next;
};

/*
 * n points from 1 on. The key's seed, replication and purpose are the caller's; its window and
 * entity are not looked at. The most points of a Sobol sequence are 2^30.
 */
void cairn_design_init(struct cairn_design *design, enum cairn_design_kind kind,
                       struct cairn_stream_key key, int64_t n, int dimensions);
void cairn_design_release(struct cairn_design *design);

/*
 * The coordinates of point `index`, from 0 on and below n, into u[dimensions]. In any order; going
 * up is fast, and going back starts a Sobol sequence again.
 */
void cairn_design_point(struct cairn_design *design, int64_t index, double *u);

#endif

#ifndef CAIRN_MATH_ZIGGURAT_H
#define CAIRN_MATH_ZIGGURAT_H

/*
 * The ziggurat of Marsaglia and Tsang (J. Stat. Software 5(8), 2000) for the standard exponential
 * and the standard normal. [DIST]
 *
 * Words: a density that decreases on x >= 0 is covered by 256 layers of equal area, x_i wide; the
 * lowest, layer 0, has the tail beyond r. A 64-bit number yields the layer (bits 0-7), the sign
 * (bit 8, normal only) and the position m in the layer (bits 11-63), which share no bit, so that
 * the correlation that Doornik (2005) found in the original cannot arise. The variate is
 * m step[layer]; where m < inside[layer] it surely lies under the density, and that is all.
 * ziggurat_tables.py explains the tables and writes them.
 *
 * Part of rng.h, whose functions draw.
 */

#include <stdbool.h>
#include <stdint.h>

struct cairn_ziggurat {
    double r; /* x_1 */
    struct cairn_ziggurat_layer {
        int64_t inside; /* floor(2^53 x_{i+1} / x_i) */
        double step;    /* x_i / 2^53 */
    } layer[256];
    double f[257]; /* density at x_i; 1 at the end */
};

extern const struct cairn_ziggurat cairn_ziggurat_exponential;
extern const struct cairn_ziggurat cairn_ziggurat_normal;

/* Sets *x to the point that 64 random bits name. Is it for sure under the density? */
static inline bool cairn_ziggurat_inside(const struct cairn_ziggurat *ziggurat, uint64_t bits,
                                         double *x)
{
    const struct cairn_ziggurat_layer *layer = &ziggurat->layer[bits & 255];
    int64_t m = (int64_t)(bits >> 11);

    *x = (double)m * layer->step;
    return m < layer->inside;
}

/* 1 or -1. */
static inline double cairn_ziggurat_sign(uint64_t bits)
{
    return (double)(1 - (int)(bits >> 7 & 2));
}

#endif

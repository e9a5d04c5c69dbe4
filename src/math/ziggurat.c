/*
 * The ziggurat of Marsaglia and Tsang (J. Stat. Software 5(8), 2000) for the standard exponential
 * and the standard normal. [DIST] A 64-bit number yields the layer (bits 0-7), the sign (bit 8,
 * normal only) and the position in the layer (bits 11-63), which share no bit. Where a wedge or the
 * tail needs more, further numbers are drawn. ziggurat_tables.py explains the tables.
 */

#include <math.h>
#include <stdbool.h>

#include "math/rng.h"
#include "math/ziggurat_tables.h"

/* Is a point of layer i at height uniform between its edges below the density at x? */
static bool in_wedge(struct cairn_rng *rng, const double *f, unsigned i, double density)
{
    double u = cairn_rng_unit(rng);

    return f[i] + u * (f[i + 1] - f[i]) < density;
}

double cairn_rng_exponential(struct cairn_rng *rng)
{
    double shift = 0.0; /* the tail beyond r is the same distribution, moved by r */

    for (;;) {
        uint64_t bits = cairn_rng_u64(rng);
        unsigned i = bits & 255;
        uint64_t m = bits >> 11;
        double x = (double)m * exponential_step[i];

        if (m < exponential_inside[i])
            return shift + x;
        if (i == 0)
            shift += exponential_r;
        else if (in_wedge(rng, exponential_f, i, exp(-x)))
            return shift + x;
    }
}

/* Beyond r (Marsaglia 1964): r + x with x exponential of rate r, thinned by exp(-x^2 / 2). */
static double normal_tail(struct cairn_rng *rng)
{
    double x, y;

    do {
        x = cairn_rng_exponential(rng) / normal_r;
        y = cairn_rng_exponential(rng);
    } while (2.0 * y < x * x);
    return normal_r + x;
}

double cairn_rng_normal(struct cairn_rng *rng)
{
    for (;;) {
        uint64_t bits = cairn_rng_u64(rng);
        unsigned i = bits & 255;
        bool negative = bits >> 8 & 1;
        uint64_t m = bits >> 11;
        double x = (double)m * normal_step[i];

        if (m >= normal_inside[i]) {
            if (i == 0)
                x = normal_tail(rng);
            else if (!in_wedge(rng, normal_f, i, exp(-0.5 * x * x)))
                continue;
        }
        return negative ? -x : x;
    }
}

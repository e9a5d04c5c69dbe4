#include "math/ziggurat.h"

#include <math.h>
#include <stdbool.h>

#include "math/rng.h"

/* Is a point of layer i at a height uniform between its edges below the density at x? */
static bool in_wedge(const struct cairn_ziggurat *ziggurat, unsigned i, double density,
                     struct cairn_rng *rng)
{
    double u = cairn_rng_unit(rng);

    return ziggurat->f[i] + u * (ziggurat->f[i + 1] - ziggurat->f[i]) < density;
}

double cairn_rng_exponential_rest(struct cairn_rng *rng, uint64_t bits)
{
    const struct cairn_ziggurat *ziggurat = &cairn_ziggurat_exponential;
    double shift = 0.0; /* the tail beyond r is the same distribution, moved by r */
    double x;

    while (!cairn_ziggurat_inside(ziggurat, bits, &x)) {
        unsigned i = bits & 255;

        if (i == 0)
            shift += ziggurat->r;
        else if (in_wedge(ziggurat, i, exp(-x), rng))
            break;
        bits = cairn_rng_u64(rng);
    }
    return shift + x;
}

double cairn_rng_exponential_rest_from_bits(uint64_t bits)
{
    struct cairn_rng rng = cairn_rng_from_bits(bits);

    return cairn_rng_exponential_rest(&rng, bits);
}

/* Beyond r (Marsaglia 1964): r + x with x exponential of rate r, thinned by exp(-x^2 / 2). */
static double normal_tail(struct cairn_rng *rng)
{
    double r = cairn_ziggurat_normal.r;
    double x, y;

    do {
        x = cairn_rng_exponential(rng) / r;
        y = cairn_rng_exponential(rng);
    } while (2.0 * y < x * x);
    return r + x;
}

double cairn_rng_normal_rest(struct cairn_rng *rng, uint64_t bits)
{
    const struct cairn_ziggurat *ziggurat = &cairn_ziggurat_normal;
    double x;

    while (!cairn_ziggurat_inside(ziggurat, bits, &x)) {
        unsigned i = bits & 255;

        if (i == 0) {
            x = normal_tail(rng);
            break;
        }
        if (in_wedge(ziggurat, i, exp(-0.5 * x * x), rng))
            break;
        bits = cairn_rng_u64(rng);
    }
    return cairn_ziggurat_sign(bits) * x;
}

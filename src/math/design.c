#include "math/design.h"

#include <assert.h>

#include <gsl/gsl_qrng.h>

#include "base/alloc.h"

/* Windows of the key: what the numbers of a dimension or a point are for. */
enum { FOR_ORDER, FOR_PLACE, FOR_SHIFT };

enum { SOBOL_BITS = 30 }; /* that GSL's coordinates have */

static struct cairn_rng stream(const struct cairn_design *design, uint32_t what, uint64_t entity)
{
    struct cairn_stream_key key = design->key;
    struct cairn_rng rng;

    key.window = what;
    key.entity = entity;
    cairn_rng_init(&rng, key);
    return rng;
}

/* ---- Latin hypercube [LHS] ---- */

/* Which stratum each point has in a dimension: a random order (Fisher and Yates). */
static void order(const struct cairn_design *design, int dimension)
{
    uint32_t *strata = design->strata + (int64_t)dimension * design->n;
    struct cairn_rng rng = stream(design, FOR_ORDER, (uint64_t)dimension);

    for (int64_t i = 0; i < design->n; i++) {
        int64_t j = (int64_t)cairn_rng_below(&rng, (uint64_t)i + 1);

        strata[i] = strata[j];
        strata[j] = (uint32_t)i;
    }
}

static void point_of_hypercube(const struct cairn_design *design, int64_t index, double *u)
{
    struct cairn_rng rng = stream(design, FOR_PLACE, (uint64_t)index);

    for (int d = 0; d < design->dimensions; d++) {
        double within = cairn_rng_unit(&rng);

        u[d] =
            ((double)design->strata[(int64_t)d * design->n + index] + within) / (double)design->n;
        if (u[d] >= 1)
            u[d] = 1 - 0x1p-53; /* rounding at the upper end of the last stratum */
    }
}

/* ---- Sobol [SOBOL] ---- */

static void start_sequence(struct cairn_design *design)
{
    gsl_qrng_init(design->sequence);
    for (int d = 0; d < design->dimensions; d++)
        design->at[d] = 0;
    design->next = 0;
}

static void point_of_sequence(struct cairn_design *design, int64_t index, double *u)
{
    if (index < design->next)
        start_sequence(design);
    for (; design->next < index; design->next++)
        gsl_qrng_get(design->sequence, design->at);
    for (int d = 0; d < design->dimensions; d++) {
        uint64_t bits = (uint64_t)(design->at[d] * (1 << SOBOL_BITS));

        u[d] = cairn_unit_from_bits((bits << (64 - SOBOL_BITS)) ^ design->shift[d]);
    }
}

static void sequence_init(struct cairn_design *design)
{
    size_t n = (size_t)design->dimensions;

    assert(design->dimensions <= CAIRN_DESIGN_SOBOL_MOST_DIMENSIONS);
    assert(design->n <= INT64_C(1) << SOBOL_BITS);
    design->sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)design->dimensions);
    design->at = cairn_calloc(n, sizeof *design->at);
    design->shift = cairn_calloc(n, sizeof *design->shift);
    for (int d = 0; d < design->dimensions; d++) {
        struct cairn_rng rng = stream(design, FOR_SHIFT, (uint64_t)d);

        design->shift[d] = cairn_rng_u64(&rng);
    }
    start_sequence(design);
}

/* ---- either ---- */

void cairn_design_init(struct cairn_design *design, enum cairn_design_kind kind,
                       struct cairn_stream_key key, int64_t n, int dimensions)
{
    assert(n > 0 && dimensions > 0);
    *design = (struct cairn_design){.kind = kind, .key = key, .n = n, .dimensions = dimensions};
    if (kind == CAIRN_DESIGN_SOBOL) {
        sequence_init(design);
        return;
    }
    assert(n <= CAIRN_DESIGN_MOST_POINTS);
    design->strata = cairn_calloc((size_t)n * (size_t)dimensions, sizeof *design->strata);
    for (int d = 0; d < dimensions; d++)
        order(design, d);
}

void cairn_design_release(struct cairn_design *design)
{
    if (design->sequence)
        gsl_qrng_free(design->sequence);
    cairn_free(design->strata);
    cairn_free(design->shift);
    cairn_free(design->at);
    *design = (struct cairn_design){0};
}

void cairn_design_point(struct cairn_design *design, int64_t index, double *u)
{
    assert(index >= 0 && index < design->n);
    if (design->kind == CAIRN_DESIGN_SOBOL)
        point_of_sequence(design, index, u);
    else
        point_of_hypercube(design, index, u);
}

#include "physics/run.h"

#include <assert.h>

/* A component names distributions in the order in which the math layer has them. */
struct cairn_dist cairn_run_unit_dist(enum cairn_distribution_kind kind, double cv)
{
    struct cairn_dist dist = {0};
    const char *problem;

    if (kind == CAIRN_EXPONENTIAL)
        cv = 1.0;
    else if (kind == CAIRN_DETERMINISTIC)
        cv = 0.0;
    problem = cairn_dist_init(&dist, kind, 1.0, cv);
    assert(!problem);
    (void)problem;
    return dist;
}

int64_t cairn_run_vary_other(const struct cairn_dist *unit, int64_t mean_ns, uint64_t bits)
{
    struct cairn_rng rng = cairn_rng_from_bits(bits);
    double factor = cairn_dist_draw(unit, &rng);

    return cairn_run_round(factor * (double)mean_ns);
}

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

int64_t cairn_run_vary(const struct cairn_dist *unit, int64_t mean_ns, uint64_t bits)
{
    double time_ns;

    if (unit->cv == 0.0)
        return mean_ns;
    if (unit->type == &cairn_dist_types[CAIRN_EXPONENTIAL]) {
        time_ns = cairn_rng_exponential_from_bits(bits) * (double)mean_ns;
    } else {
        struct cairn_rng rng = cairn_rng_from_bits(bits);

        time_ns = cairn_dist_draw(unit, &rng) * (double)mean_ns;
    }
    return time_ns < 0x1p60 ? (int64_t)(time_ns + 0.5) : INT64_C(1) << 60;
}

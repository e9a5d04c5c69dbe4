#include "physics/run.h"

#include <assert.h>

void cairn_run_pass_edge(struct cairn_run *run)
{
    run->clock_ns = cairn_run_clip(run, run->now_ns);
    run->measuring = cairn_run_measures(run, run->now_ns);
    if (run->now_ns < run->begin_ns)
        run->edge_ns = run->begin_ns;
    else
        run->edge_ns = run->measuring ? run->end_ns : INT64_MIN;
}

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

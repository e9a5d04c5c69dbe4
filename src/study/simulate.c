#include "study/simulate.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"

#define CONFIDENCE 0.95

enum { FIRST_REPLICATIONS = 5 }; /* before the interval is looked at; fewer make it too unsure */

static struct cairn_total estimate(struct cairn_trial *trial, int n, enum cairn_measure measure,
                                   enum cairn_basis_kind basis, double parts[CAIRN_N_PARTS])
{
    double *x = cairn_calloc((size_t)n, sizeof *x);
    struct cairn_total total;

    for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
        parts[p] = 0.0;
    for (int r = 0; r < n; r++)
        x[r] = cairn_trial_total(trial, r, measure, basis, parts);
    for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
        parts[p] /= n;
    total.mean = cairn_stats_mean(x, (size_t)n);
    total.half_width = cairn_stats_half_width(x, (size_t)n, CONFIDENCE);
    cairn_free(x);
    return total;
}

/* How many replications are to be added after n: 0 where the interval is as narrow as wanted. */
static int more_after(struct cairn_simulation *simulation, int n, int most)
{
    double precision = simulation->scenario->time.precision;
    const double *carbon_g =
        cairn_trial_carbon(&simulation->trial, simulation->scenario->choose.basis, n);
    double target = precision / (1.0 + precision) * fabs(cairn_stats_mean(carbon_g, (size_t)n));
    double half_width = cairn_stats_half_width(carbon_g, (size_t)n, CONFIDENCE);

    simulation->precise = half_width <= target;
    if (simulation->precise || n >= most)
        return 0;
    return (int)cairn_stats_more(half_width, (size_t)n, CONFIDENCE, target, (size_t)most);
}

void cairn_simulation_init(struct cairn_simulation *simulation,
                           const struct cairn_scenario *scenario,
                           const struct cairn_placement *placement,
                           const struct cairn_choose_limits *limits)
{
    int most = limits->replications;
    int more = most < FIRST_REPLICATIONS ? most : FIRST_REPLICATIONS;

    assert(most >= 2);
    *simulation = (struct cairn_simulation){.scenario = scenario};
    cairn_plan_init(&simulation->plan, scenario);
    cairn_factor_book_init(&simulation->book);
    cairn_lab_init(&simulation->lab, scenario->time.seed, CAIRN_LAB_SELECTION);
    simulation->lab.limits = limits;
    simulation->lab.memory = limits->memory;
    cairn_trial_init(&simulation->trial, scenario, &simulation->plan, placement, &simulation->book,
                     &simulation->lab);
    for (; more > 0; more = more_after(simulation, simulation->replications, most)) {
        struct cairn_trial_want want = {&simulation->trial, simulation->replications + more};

        cairn_trials_prepare(&want, 1);
        simulation->replications = want.n;
    }
}

void cairn_simulation_release(struct cairn_simulation *simulation)
{
    cairn_trial_release(&simulation->trial);
    cairn_lab_release(&simulation->lab);
    cairn_factor_book_release(&simulation->book);
    cairn_plan_release(&simulation->plan);
}

struct cairn_total cairn_simulation_total(struct cairn_simulation *simulation,
                                          enum cairn_measure measure, enum cairn_basis_kind basis,
                                          double parts[CAIRN_N_PARTS])
{
    return estimate(&simulation->trial, simulation->replications, measure, basis, parts);
}

uint64_t cairn_simulation_requests(const struct cairn_simulation *simulation)
{
    return simulation->lab.requests + simulation->lab.recalled_requests;
}

uint64_t cairn_simulation_events(const struct cairn_simulation *simulation)
{
    return simulation->lab.events + simulation->lab.recalled_events;
}

uint64_t cairn_simulation_fingerprint(struct cairn_simulation *simulation)
{
    uint64_t sum = 0;

    for (int c = 0; c < simulation->trial.components.n; c++)
        sum +=
            cairn_trial_entry(&simulation->trial, c, simulation->replications)->sum.fingerprint.sum;
    return sum;
}

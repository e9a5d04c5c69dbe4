#include "study/simulate.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "choose/backlog.h"
#include "choose/precision.h"
#include "math/stats.h"

#define CONFIDENCE 0.95

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
        cairn_trial_values(&simulation->trial, CAIRN_CARBON, simulation->scenario->choose.basis, n);
    double mean = cairn_stats_mean(carbon_g, (size_t)n);
    double half_width = cairn_stats_half_width(carbon_g, (size_t)n, CONFIDENCE);

    simulation->precise = cairn_precision_kept(precision, mean, half_width);
    if (cairn_precision_reached(precision, mean, half_width, n) || n >= most)
        return 0;
    return cairn_precision_more(precision, mean, half_width, n, CONFIDENCE, most);
}

void cairn_simulation_init(struct cairn_simulation *simulation,
                           const struct cairn_scenario *scenario,
                           const struct cairn_placement *placement,
                           const struct cairn_choose_limits *limits)
{
    int most = limits->replications;
    int more = most < CAIRN_PRECISION_FIRST ? most : CAIRN_PRECISION_FIRST;

    assert(most >= 2);
    *simulation = (struct cairn_simulation){.scenario = scenario};
    cairn_plan_init(&simulation->plan, scenario);
    cairn_factor_book_init(&simulation->book);
    cairn_labs_init(&simulation->labs, scenario->time.seed, limits);
    cairn_controls_init(&simulation->controls, scenario, &simulation->plan,
                        &simulation->labs.search);
    cairn_trial_init(&simulation->trial, scenario, &simulation->plan, placement, &simulation->book,
                     &simulation->labs.selection);
    simulation->trial.controls = &simulation->controls;
    for (; more > 0; more = more_after(simulation, simulation->replications, most)) {
        struct cairn_trial_want want = {&simulation->trial, simulation->replications + more};

        cairn_trials_prepare(&want, 1);
        simulation->replications = want.n;
    }
}

void cairn_simulation_release(struct cairn_simulation *simulation)
{
    cairn_trial_release(&simulation->trial);
    cairn_controls_release(&simulation->controls);
    cairn_labs_release(&simulation->labs);
    cairn_factor_book_release(&simulation->book);
    cairn_plan_release(&simulation->plan);
}

struct cairn_total cairn_simulation_total(struct cairn_simulation *simulation,
                                          enum cairn_measure measure, enum cairn_basis_kind basis,
                                          double parts[CAIRN_N_PARTS])
{
    return estimate(&simulation->trial, simulation->replications, measure, basis, parts);
}

bool cairn_simulation_saturated(struct cairn_simulation *simulation,
                                struct cairn_promise_result *result)
{
    struct cairn_trial *trial = &simulation->trial;
    bool any = false;

    for (int c = 0; c < trial->components.n; c++) {
        const struct cairn_lab_entry *entry = cairn_trial_entry(trial, c, simulation->replications);
        struct cairn_promise_result one;

        if (!cairn_backlog_test(&trial->components.items[c], entry, simulation->replications,
                                (1.0 - CONFIDENCE) / trial->components.n, &one))
            continue;
        if (!any || one.share > result->share)
            *result = one;
        any = true;
    }
    return any;
}

uint64_t cairn_simulation_requests(const struct cairn_simulation *simulation)
{
    return simulation->labs.selection.requests + simulation->labs.selection.recalled_requests;
}

uint64_t cairn_simulation_events(const struct cairn_simulation *simulation)
{
    return simulation->labs.selection.events + simulation->labs.selection.recalled_events;
}

uint64_t cairn_simulation_fingerprint(struct cairn_simulation *simulation)
{
    uint64_t sum = 0;

    for (int c = 0; c < simulation->trial.components.n; c++)
        sum +=
            cairn_trial_entry(&simulation->trial, c, simulation->replications)->sum.fingerprint.sum;
    return sum;
}

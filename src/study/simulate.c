#include "study/simulate.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "choose/precision.h"
#include "math/stats.h"

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
    total.half_width = cairn_stats_half_width(x, (size_t)n, 0.95);
    cairn_free(x);
    return total;
}

/* Whether to stop; says also whether that is with the precision asked for. */
static bool precise_enough(struct cairn_simulation *simulation, int n)
{
    double precision = simulation->scenario->time.precision;
    struct cairn_total carbon =
        estimate(&simulation->trial, n, CAIRN_CARBON, simulation->scenario->choose.basis, NULL);

    simulation->precise = cairn_precision_kept(precision, carbon.mean, carbon.half_width);
    return cairn_precision_reached(precision, carbon.mean, carbon.half_width, n);
}

void cairn_simulation_init(struct cairn_simulation *simulation,
                           const struct cairn_scenario *scenario,
                           const struct cairn_placement *placement, int most)
{
    int n = most < CAIRN_PRECISION_FIRST ? most : CAIRN_PRECISION_FIRST;

    assert(most >= 2);
    *simulation = (struct cairn_simulation){.scenario = scenario};
    cairn_plan_init(&simulation->plan, scenario);
    cairn_factor_book_init(&simulation->book);
    cairn_lab_init(&simulation->lab, scenario->time.seed, CAIRN_LAB_SELECTION);
    cairn_lab_init(&simulation->pilot_lab, scenario->time.seed, CAIRN_LAB_SEARCH);
    cairn_controls_init(&simulation->controls, scenario, &simulation->plan, &simulation->pilot_lab);
    cairn_trial_init(&simulation->trial, scenario, &simulation->plan, placement, &simulation->book,
                     &simulation->lab);
    simulation->trial.controls = &simulation->controls;
    while (!precise_enough(simulation, n) && n < most)
        n++;
    simulation->replications = n;
}

void cairn_simulation_release(struct cairn_simulation *simulation)
{
    cairn_trial_release(&simulation->trial);
    cairn_controls_release(&simulation->controls);
    cairn_lab_release(&simulation->pilot_lab);
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

uint64_t cairn_simulation_fingerprint(struct cairn_simulation *simulation)
{
    uint64_t sum = 0;

    for (int c = 0; c < simulation->trial.components.n; c++)
        sum +=
            cairn_trial_entry(&simulation->trial, c, simulation->replications)->sum.fingerprint.sum;
    return sum;
}

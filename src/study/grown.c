#include "study/grown_private.h"

#include <math.h>

#include "base/alloc.h"

void cairn_grower_init(struct cairn_grower *grower, const struct cairn_grown_setup *setup)
{
    *grower = (struct cairn_grower){.setup = setup};
    cairn_labs_init(&grower->labs, setup->question->scenario->time.seed, setup->limits);
}

void cairn_grower_release(struct cairn_grower *grower)
{
    cairn_labs_release(&grower->labs);
}

bool cairn_grown_has_gains(const struct cairn_scenario *scenario)
{
    int last = scenario->growth.from + scenario->growth.years - 1;

    for (int p = 0; p < scenario->n_pools; p++) {
        int hardware = scenario->pools[p].hardware;

        if (hardware != CAIRN_NONE &&
            scenario->hardware[hardware].released > scenario->growth.from &&
            scenario->hardware[hardware].released <= last)
            return true;
    }
    for (int v = 0; v < scenario->n_variants; v++)
        if (scenario->variants[v].released > scenario->growth.from &&
            scenario->variants[v].released <= last)
            return true;
    return scenario->n_gains > 0;
}

/* ---- years ---- */

static double all_costs(const struct cairn_side *side)
{
    double usd = side->g->first->n_demands > 0 ? 0 : NAN;

    for (int d = 0; d < side->g->first->n_demands; d++)
        usd += cairn_year_unit_cost(&side->units[d], &side->scenario->growth, side->price) *
               side->units[d].requests;
    return usd;
}

static bool has_figures(const struct cairn_side *side)
{
    return side->state == CAIRN_YEAR_ANSWERED || side->state == CAIRN_YEAR_UNSETTLED ||
           side->state == CAIRN_YEAR_UNPRICED;
}

static void follow(const struct cairn_side *side, double *responses)
{
    for (int d = 0; d < side->g->first->n_demands; d++)
        responses[d] = exp(side->log_response[d]);
}

/* The year without gains, and with them at that demand, which the side with them is moved to. */
static bool compare(struct cairn_side *with, double *before, struct cairn_grown_year *year)
{
    struct cairn_side without;
    bool done = cairn_side_init(&without, with->g, with->year, false), over_cap = false;
    double without_usd;

    if (done)
        done = cairn_side_settle(&without, before, &over_cap);
    if (done && has_figures(&without)) {
        follow(&without, before);
        without_usd = all_costs(&without);
        if (cairn_side_find(with, without.log_response))
            year->gains = cairn_rebounded_of(without.found.carbon_g, with->found.carbon_g,
                                             year->carbon_g, all_costs(with) / without_usd);
        if (fabs(with->price - without.price) > 0) /* costs differ by more than the gains */
            year->gains.break_even = NAN;
    }
    done = done && !without.rungs.stopped && !with->rungs.stopped;
    cairn_side_release(&without);
    return done;
}

static bool grow_year(struct cairn_growing *g, int number, double *responses, double *without,
                      struct cairn_grown_year *year)
{
    bool gains = cairn_grown_has_gains(g->first) ||
                 (g->of->policy && g->of->policy->select && cairn_growing_holds(g, number));
    struct cairn_side side;
    bool done = cairn_side_init(&side, g, number, true);

    if (done)
        done = number == 1 ? cairn_side_find(&side, side.log_response) || !side.rungs.stopped
                           : cairn_side_settle(&side, responses, &year->over_cap);
    if (done && number == 1 && side.state != CAIRN_YEAR_INFEASIBLE) {
        side.state = CAIRN_YEAR_ANSWERED;
        for (int d = 0; d < g->first->n_demands; d++)
            g->cost_usd[d] =
                cairn_year_unit_cost(&side.units[d], &side.scenario->growth, side.price);
    }
    year->state = side.state;
    if (done && has_figures(&side)) {
        follow(&side, responses);
        year->placement = side.found.placement;
        year->requests = side.found.requests;
        year->carbon_g = side.found.carbon_g;
        year->carbon_usd_per_t = side.price;
        year->planned_ratio =
            cairn_rungs_ratio(&side.rungs, side.multiples, g->grower->setup->planned[number - 1]);
        done = number == 1 || !gains || compare(&side, without, year);
    }
    cairn_side_release(&side);
    return done;
}

bool cairn_grower_grow(struct cairn_grower *grower, const struct cairn_grown_case *of,
                       struct cairn_grown_year *years, char **why)
{
    struct cairn_growing g = {.grower = grower, .of = of};
    size_t n = (size_t)grower->setup->question->scenario->n_demands + 1;
    double *responses = cairn_calloc(n, sizeof(double)), *without = cairn_calloc(n, sizeof(double));
    int n_years = grower->setup->question->scenario->growth.years;
    bool done;

    g.cost_usd = cairn_calloc(n, sizeof(double));
    for (size_t d = 0; d < n; d++)
        responses[d] = without[d] = 1;
    g.first = cairn_growing_make(&g, 1, true);
    done = g.first != NULL;
    for (int y = 0; y < n_years; y++)
        years[y] = (struct cairn_grown_year){.state = CAIRN_YEAR_INVALID,
                                             .placement = CAIRN_NONE,
                                             .requests = NAN,
                                             .carbon_g = NAN,
                                             .gains = cairn_rebounded_none(),
                                             .carbon_usd_per_t = NAN,
                                             .planned_ratio = NAN};
    for (int y = 0; done && y < n_years; y++)
        done = grow_year(&g, y + 1, responses, without, &years[y]);
    *why = g.why;
    cairn_labs_forget(&grower->labs);
    cairn_scenario_free(g.first);
    cairn_free(g.cost_usd);
    cairn_free(responses);
    cairn_free(without);
    return done;
}

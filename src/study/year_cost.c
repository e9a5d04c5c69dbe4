#include "study/year_cost.h"

#include <math.h>

#include "base/alloc.h"

struct costing {
    struct cairn_trial *trial;
    int n; /* replications */
    double per_year;
    enum cairn_basis_kind basis;
    double *requests; /* [workload] in the year */
};

/* Requests of a workload in a year, all copies. */
static double requests_of(const struct cairn_plan *plan, const struct cairn_scenario *scenario,
                          int workload)
{
    double per_s = 0;

    for (int i = 0; i < plan->n_windows; i++)
        per_s += plan->windows[i].hours * cairn_plan_rate(plan, i, workload);
    return per_s / cairn_plan_hours(plan) *
           scenario->places[scenario->workloads[workload].place].count * CAIRN_SECONDS_PER_YEAR;
}

static bool has_workload(const struct cairn_component *component, int workload)
{
    for (int s = 0; s < component->n_sources; s++)
        if (component->sources[s].scenario_workload == workload)
            return true;
    return false;
}

/* Mean time from request to reply of the sources of a component, each by its requests. */
static double mean_wait_s(const struct costing *of, int component, double all)
{
    const struct cairn_component *c = &of->trial->components.items[component];
    const struct cairn_lab_entry *entry = cairn_trial_entry(of->trial, component, of->n);
    double time_s = 0;

    for (int i = 0; i < c->n_sources; i++)
        time_s += of->requests[c->sources[i].scenario_workload] *
                  cairn_moments_mean_s(&entry->sum.times[i].sojourn.moments);
    return time_s / all;
}

static void add_component(const struct costing *of, int component, struct cairn_year_unit *unit,
                          const char **unpriced)
{
    const struct cairn_component *c = &of->trial->components.items[component];
    const struct cairn_ledger *ledger = &of->trial->ledgers[component];
    const struct cairn_ledger_note *missing =
        cairn_ledger_missing(ledger, CAIRN_MONEY_SPENT, of->basis);
    double usd = 0, g = 0, all = 0;

    for (int i = 0; i < c->n_sources; i++)
        all += of->requests[c->sources[i].scenario_workload];
    for (int r = 0; r < of->n; r++) {
        const double *counts = cairn_trial_amounts(of->trial, component, r);

        usd +=
            cairn_ledger_total(ledger, of->trial->book, CAIRN_MONEY_SPENT, of->basis, counts, NULL);
        g += cairn_ledger_total(ledger, of->trial->book, CAIRN_CARBON, of->basis, counts, NULL);
    }
    unit->usd += missing ? NAN : usd * of->per_year / all;
    unit->carbon_g += g * of->per_year / all;
    if (!isnan(of->trial->scenario->growth.time_usd_per_h))
        unit->wait_s += mean_wait_s(of, component, all);
    if (missing)
        *unpriced = missing->text;
}

/* What groups change, which is shared by all requests. */
static struct cairn_year_unit of_groups(const struct costing *of, double all)
{
    struct cairn_year_unit unit = {0};

    for (int r = 0; r < of->n; r++) {
        unit.usd +=
            cairn_trial_groups_total(of->trial, r, true, CAIRN_MONEY_SPENT, of->basis, NULL);
        unit.carbon_g +=
            cairn_trial_groups_total(of->trial, r, true, CAIRN_CARBON, of->basis, NULL);
    }
    unit.usd *= of->per_year / all;
    unit.carbon_g *= of->per_year / all;
    return unit;
}

/* [GROWTH] */
double cairn_year_units(struct cairn_trial *trial, const struct cairn_plan *plan, int n,
                        struct cairn_year_unit *units, const char **unpriced)
{
    const struct cairn_scenario *scenario = trial->scenario;
    struct costing of = {
        .trial = trial,
        .n = n,
        .per_year = CAIRN_SECONDS_PER_YEAR / scenario->time.horizon_s / n,
        .basis = scenario->choose.basis,
        .requests = cairn_calloc((size_t)scenario->n_workloads, sizeof *of.requests),
    };
    struct cairn_year_unit groups;
    double all = 0;

    for (int w = 0; w < scenario->n_workloads; w++)
        all += of.requests[w] = requests_of(plan, scenario, w);
    groups = of_groups(&of, all);
    for (int d = 0; d < scenario->n_demands; d++) {
        int workload = scenario->demands[d].workload;

        units[d] = groups;
        units[d].requests = of.requests[workload];
        for (int c = 0; c < trial->components.n; c++)
            if (has_workload(&trial->components.items[c], workload))
                add_component(&of, c, &units[d], unpriced);
    }
    cairn_free(of.requests);
    return all;
}

double cairn_year_unit_cost(const struct cairn_year_unit *unit, const struct cairn_growth *growth,
                            double carbon_usd_per_t)
{
    double usd = unit->usd;

    if (!isnan(carbon_usd_per_t))
        usd += unit->carbon_g / 1e6 * carbon_usd_per_t;
    if (!isnan(growth->time_usd_per_h))
        usd += unit->wait_s / 3600 * growth->time_usd_per_h;
    return usd;
}

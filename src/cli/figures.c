#include "cli/figures.h"

#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"
#include "study/metrics.h"

const struct cairn_figure_measure cairn_figure_measures[] = {
    {CAIRN_ENERGY_USED, "energy_kwh", 3.6e6},
    {CAIRN_WATER_USED, "water_l", 1.0},
    {CAIRN_WATER_WITHOUT_RESERVOIRS, "water_without_reservoirs_l", 1.0},
    {CAIRN_WATER_SCARCITY, "water_by_scarcity_l", 1.0},
    {CAIRN_MONEY_SPENT, "money_usd", 1.0},
    {.name = NULL},
};

/* ---- stations of components ---- */

/* A station being visited: which one of its kind, and where. */
struct station {
    const char *kind, *id;
    int place; /* into the scenario's */
    int copies;
    int component, index;
    bool lines;
};

/* Tells the figures of a station that the table has. */
static void visit_metrics(const struct cairn_figure_receiver *receiver,
                          struct cairn_simulation *simulation, const struct station *station,
                          const struct cairn_metric *metrics)
{
    for (const struct cairn_metric *metric = metrics; metric->name; metric++) {
        struct cairn_estimate estimate =
            cairn_metric_estimate(metric, &simulation->trial, station->component, station->index,
                                  simulation->replications);

        receiver->figure(receiver->context, metric->name, estimate.mean, estimate.half_width);
    }
}

static void visit_station(const struct cairn_figure_receiver *receiver,
                          struct cairn_simulation *simulation, const struct station *station,
                          const struct cairn_metric *metrics)
{
    struct cairn_figure_group group = {
        .kind = station->kind,
        .id = station->id,
        .place = simulation->scenario->places[station->place].id,
        .at_region = simulation->scenario->places[station->place].kind == CAIRN_REGION,
        .copies =
            station->copies * simulation->trial.components.items[station->component].multiplicity,
        .lines = station->lines,
    };

    receiver->group(receiver->context, &group);
    visit_metrics(receiver, simulation, station, metrics);
}

static void visit_component(const struct cairn_figure_receiver *receiver,
                            struct cairn_simulation *simulation, int c)
{
    const struct cairn_scenario *s = simulation->scenario;
    const struct cairn_component *component = &simulation->trial.components.items[c];
    bool of_lines = component->multiplicity > 1 && component->sources[0].copies > 1;

    for (int i = 0; i < component->n_sources; i++) {
        const struct cairn_workload *workload =
            &s->workloads[component->sources[i].scenario_workload];
        struct station at = {
            "workload", workload->id, workload->place, component->sources[i].copies, c, i, false};

        visit_station(receiver, simulation, &at, cairn_workload_metrics);
        if (component->sources[i].of_tokens)
            visit_metrics(receiver, simulation, &at, cairn_token_metrics);
        if (workload->n_steps > 0)
            visit_metrics(receiver, simulation, &at, cairn_step_metrics);
        else if (workload->drift.origin.file || workload->rework.origin.file)
            visit_metrics(receiver, simulation, &at, cairn_accuracy_metrics);
    }
    for (int i = 0; i < component->n_pools; i++) {
        const struct cairn_pool *pool = &s->pools[component->pools[i].scenario_pool];
        bool at_region = s->places[pool->place].kind == CAIRN_REGION;
        struct station at = {"pool", pool->id, pool->place,          component->pools[i].copies,
                             c,      i,        of_lines && at_region};

        visit_station(receiver, simulation, &at, cairn_pool_metrics);
        if (component->pools[i].of_passes)
            visit_metrics(receiver, simulation, &at, cairn_pass_metrics);
    }
    for (int i = 0; i < component->n_caches; i++) {
        const struct cairn_cache *cache = &s->caches[component->caches[i].scenario_cache];
        struct station at = {"cache", cache->id, cache->place, component->caches[i].copies,
                             c,       i,         false};

        visit_station(receiver, simulation, &at, cairn_cache_metrics);
    }
    for (int i = 0; i < component->n_links; i++) {
        const struct cairn_link *link = &s->links[component->links[i].scenario_link];
        struct station at = {"link",
                             link->id,
                             link->from,
                             component->links[i].lines,
                             c,
                             i,
                             link->copies_per_line > 1};

        visit_station(receiver, simulation, &at, cairn_link_metrics);
    }
}

/* ---- groups ---- */

/* An amount of a group in W of one copy. */
static void visit_amount(const struct cairn_figure_receiver *receiver,
                         struct cairn_simulation *simulation, int g, int amount, const char *name)
{
    const struct cairn_scenario *s = simulation->scenario;
    const struct cairn_group *group = &simulation->trial.groups.items[g];
    double per = s->time.horizon_s * s->places[group->ground->place].count;
    int n = simulation->replications;
    double *x = cairn_calloc((size_t)n, sizeof *x);

    for (int r = 0; r < n; r++)
        x[r] = cairn_trial_group_amounts(&simulation->trial, g, r)[amount] / per;
    receiver->figure(receiver->context, name, cairn_stats_mean(x, (size_t)n),
                     cairn_stats_half_width(x, (size_t)n, 0.95));
    cairn_free(x);
}

static double mean_w(const double *hours_w)
{
    double sum = 0.0;

    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++)
        sum += hours_w[h];
    return sum / CAIRN_HOURS_PER_YEAR;
}

/* By how much each stage changes what is used and drawn for the devices of a place. [GROUP] */
static void visit_group(const struct cairn_figure_receiver *receiver,
                        struct cairn_simulation *simulation, int g)
{
    const struct cairn_group *group = &simulation->trial.groups.items[g];
    const struct cairn_place *place = &simulation->scenario->places[group->ground->place];

    for (int first = 0; first < group->n_amounts; first += cairn_group_amounts_of_stage()) {
        struct cairn_figure_group at = {
            .id = place->id, .place = place->id, .copies = place->count};
        const char *what;

        cairn_group_amount_name(group, first, &at.kind, &what);
        receiver->group(receiver->context, &at);
        visit_amount(receiver, simulation, g, first, "used_change_w");
        visit_amount(receiver, simulation, g, first + 1, "drawn_change_w");
        if (!group->ground->supply.sun_w ||
            first + cairn_group_amounts_of_stage() < group->n_amounts)
            continue;
        receiver->figure(receiver->context, "sun_w", mean_w(group->ground->supply.sun_w), NAN);
        receiver->figure(receiver->context, "other_load_w", mean_w(group->ground->supply.other_w),
                         NAN);
        receiver->figure(receiver->context, "drawn_without_w",
                         mean_w(group->ground->supply.drawn_w), NAN);
    }
}

/* ---- footprints ---- */

struct cairn_total cairn_figures_total(struct cairn_simulation *simulation,
                                       enum cairn_measure measure, enum cairn_basis_kind basis,
                                       double parts[CAIRN_N_PARTS])
{
    if (cairn_trial_missing(&simulation->trial, measure, basis)) {
        for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
            parts[p] = 0.0;
        return (struct cairn_total){NAN, NAN};
    }
    return cairn_simulation_total(simulation, measure, basis, parts);
}

bool cairn_figures_asked(const struct cairn_simulation *simulation, enum cairn_measure measure)
{
    return measure != CAIRN_WATER_SCARCITY || cairn_ledger_weighs_water(simulation->scenario);
}

bool cairn_figures_show(enum cairn_basis_kind basis, double carbon_g)
{
    return cairn_basis(basis)->decides || !isnan(carbon_g);
}

static void visit_footprint(const struct cairn_figure_receiver *receiver,
                            struct cairn_simulation *simulation, enum cairn_basis_kind basis)
{
    struct cairn_figure_group group = {
        .kind = "footprint", .id = cairn_basis(basis)->id, .copies = 1, .total = true};
    double parts[CAIRN_N_PARTS];
    struct cairn_total total = cairn_figures_total(simulation, CAIRN_CARBON, basis, parts);
    double requests = cairn_plan_requests(&simulation->plan, simulation->scenario);

    if (!cairn_figures_show(basis, total.mean))
        return;
    receiver->group(receiver->context, &group);
    receiver->figure(receiver->context, "carbon_g", total.mean, total.half_width);
    receiver->figure(receiver->context, "carbon_g_per_request", total.mean / requests,
                     total.half_width / requests);
    for (int p = 0; p < CAIRN_N_PARTS; p++) {
        char *name = cairn_format("%s_g", cairn_part_name((enum cairn_part)p));

        if (parts[p] != 0.0)
            receiver->figure(receiver->context, name, parts[p], NAN);
        cairn_free(name);
    }
    for (const struct cairn_figure_measure *m = cairn_figure_measures; m->name; m++) {
        if (!cairn_figures_asked(simulation, m->measure))
            continue;
        total = cairn_figures_total(simulation, m->measure, basis, NULL);
        receiver->figure(receiver->context, m->name, total.mean / m->per_unit,
                         total.half_width / m->per_unit);
    }
}

void cairn_figures_visit(const struct cairn_figure_receiver *receiver,
                         struct cairn_simulation *simulation)
{
    for (int c = 0; c < simulation->trial.components.n; c++)
        visit_component(receiver, simulation, c);
    for (int g = 0; g < simulation->trial.groups.n; g++)
        visit_group(receiver, simulation, g);
    for (int b = 0; b < CAIRN_N_BASES; b++)
        visit_footprint(receiver, simulation, (enum cairn_basis_kind)b);
}

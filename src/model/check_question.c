#include <math.h>

#include "base/alloc.h"
#include "model/check.h"
#include "model/steps.h"

/*
 * The data that a basis needs of each grid. No basis borrows another kind: an average never stands
 * in for a marginal, nor life-cycle for direct.
 *
 * inventory, sci: average life-cycle. ghg-location: average direct for scope 2, and life-cycle for
 * what lies upstream of it (category 3.3). decision: long-run marginal, which is direct.
 */
struct need {
    enum cairn_intensity_kind kind;
    enum cairn_intensity_scope scope;
    const char *words;
};

struct basis {
    const char *name;
    struct need needs[2];
    int n_needs;
    bool marginal_network;
};

static const struct basis bases[CAIRN_N_BASES] = {
    [CAIRN_INVENTORY] = {"inventory",
                         {{CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, "average life-cycle"}},
                         1,
                         false},
    [CAIRN_DECISION] = {"decision", {{CAIRN_LONG_RUN, CAIRN_DIRECT, "long-run direct"}}, 1, true},
    [CAIRN_SCI] = {"sci", {{CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, "average life-cycle"}}, 1, false},
    [CAIRN_GHG_LOCATION] = {"ghg-location",
                            {{CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, "average life-cycle"},
                             {CAIRN_AVERAGE, CAIRN_DIRECT, "average direct"}},
                            2,
                            false},
    [CAIRN_GHG_MARKET] = {"ghg-market", {{CAIRN_RESIDUAL, CAIRN_DIRECT, ""}}, 0, false},
};

/* Who uses each grid: the first place, link or workload that does, or NULL; to be freed. */
static const char **grid_users(const struct cairn_scenario *scenario)
{
    const char **users = cairn_calloc((size_t)scenario->n_grids, sizeof *users);

    for (int i = scenario->n_workloads - 1; i >= 0; i--)
        if (scenario->workloads[i].training.origin.file &&
            scenario->workloads[i].training.grid != CAIRN_NONE)
            users[scenario->workloads[i].training.grid] = scenario->workloads[i].id;
    for (int i = scenario->n_links - 1; i >= 0; i--)
        for (int h = scenario->links[i].n_hops - 1; h >= 0; h--) {
            const struct cairn_hop *hop = &scenario->hops[scenario->links[i].first_hop + h];

            if (hop->fed_by != CAIRN_NONE)
                users[hop->fed_by] = scenario->links[i].id;
        }
    for (int i = scenario->n_places - 1; i >= 0; i--)
        if (scenario->places[i].grid != CAIRN_NONE)
            users[scenario->places[i].grid] = scenario->places[i].id;
    return users;
}

static void check_grids(const struct cairn_scenario *scenario, const struct basis *basis,
                        struct cairn_diag *diag)
{
    const char **users = grid_users(scenario);

    for (int g = 0; g < scenario->n_grids; g++) {
        const struct cairn_grid *grid = &scenario->grids[g];

        if (!users[g])
            continue;
        for (int i = 0; i < basis->n_needs; i++) {
            const struct need *need = &basis->needs[i];

            if (cairn_scenario_intensity(scenario, g, need->kind, need->scope) == CAIRN_NONE)
                cairn_diag_error(diag, grid->origin.file, grid->origin.line,
                                 "grid \"%s\" has no %s intensity, which basis %s needs (\"%s\" "
                                 "uses it)",
                                 grid->id, need->words, basis->name, users[g]);
        }
    }
    cairn_free(users);
}

/* Hops of the links in use; each is looked at once, however many links share it. */
static void check_hops(const struct cairn_scenario *scenario, const struct basis *basis,
                       struct cairn_diag *diag)
{
    bool *crossed = cairn_calloc((size_t)scenario->n_hops, sizeof *crossed);

    for (int i = 0; i < scenario->n_links; i++)
        for (int h = 0; h < scenario->links[i].n_hops; h++)
            crossed[scenario->links[i].first_hop + h] = true;
    for (int i = 0; i < scenario->n_hops; i++) {
        const struct cairn_hop *hop = &scenario->hops[i];
        double energy =
            basis->marginal_network ? hop->marginal_w_per_bit_s : hop->average_j_per_byte;

        if (!crossed[i] || !isnan(energy) || hop->radio.origin.file)
            continue;
        cairn_diag_error(diag, hop->origin.file, hop->origin.line,
                         "hop \"%s\" of %s \"%s\" has no %s, which basis %s needs", hop->id,
                         hop->access != CAIRN_NONE ? "access" : "link",
                         hop->access != CAIRN_NONE ? scenario->accesses[hop->access].id
                                                   : scenario->links[hop->link].id,
                         basis->marginal_network ? "marginal" : "average", basis->name);
    }
    cairn_free(crossed);
}

static void check_narrowing(const struct cairn_scenario *scenario,
                            const struct cairn_narrowing *route, struct cairn_diag *diag)
{
    const struct cairn_workload *workload = &scenario->workloads[route->workload];
    const struct cairn_pool *pool = &scenario->pools[route->pool];
    const char *file = route->origin.file;
    int line = route->origin.line;

    int model = cairn_steps_model(scenario, route->workload, route->step);

    if (model == CAIRN_NONE) {
        cairn_diag_error(diag, file, line, "workload \"%s\" has no step %d", workload->id,
                         route->step);
        return;
    }
    if (route->step > 1 && route->cache != CAIRN_NONE)
        cairn_diag_error(diag, file, line, "a cache in front of step %d: only the first has one",
                         route->step);
    if (!cairn_check_reaches(scenario, route->workload, route->pool))
        cairn_check_unreached(scenario, route->origin, route->workload, route->pool, diag);
    else if (!cairn_check_serves(scenario, route->pool, model, route->variant))
        cairn_diag_error(diag, file, line,
                         "pool \"%s\" cannot serve %s%s%s of model \"%s\": it has no profile of "
                         "it, or too little memory",
                         pool->id, route->variant == CAIRN_NONE ? "any variant" : "variant \"",
                         route->variant == CAIRN_NONE ? "" : scenario->variants[route->variant].id,
                         route->variant == CAIRN_NONE ? "" : "\"", scenario->models[model].id);
    if (route->cache != CAIRN_NONE &&
        !cairn_check_cache_fits(scenario, route->cache, route->workload, route->pool))
        cairn_diag_error(diag, file, line,
                         "cache \"%s\" is neither at the site of workload \"%s\" nor where pool "
                         "\"%s\" is",
                         scenario->caches[route->cache].id, workload->id, pool->id);
}

/* A budget says how much of something. */
static void check_budget(const struct cairn_budgets *budget, struct cairn_diag *diag)
{
    if (budget->origin.file && isnan(budget->carbon_g) && isnan(budget->energy_j) &&
        isnan(budget->water_l) && isnan(budget->money_usd) && isnan(budget->purchases_usd))
        cairn_diag_error(diag, budget->origin.file, budget->origin.line,
                         "a budget that limits nothing: say carbon, energy, water, money or "
                         "purchases");
}

/* Every pool tries every rule. Chosen somewhat arbitrarily; more than anybody asks. */
enum { MOST_RULES = 10000 };

static void check_batching(const struct cairn_choose *choose, struct cairn_diag *diag)
{
    double rules = (double)choose->n_batch_max * choose->n_timeouts;

    if (rules > MOST_RULES)
        cairn_diag_error(diag, choose->origin.file, choose->origin.line,
                         "%d largest batches with %d timeouts are %.0f batching rules, and at most "
                         "%d are tried: list fewer",
                         choose->n_batch_max, choose->n_timeouts, rules, MOST_RULES);
}

void cairn_check_question(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    const struct basis *basis = &bases[scenario->choose.basis];

    check_grids(scenario, basis, diag);
    check_hops(scenario, basis, diag);
    check_budget(&scenario->choose.budget, diag);
    check_batching(&scenario->choose, diag);
    for (int i = 0; i < scenario->n_narrowings; i++)
        check_narrowing(scenario, &scenario->narrowings[i], diag);
}

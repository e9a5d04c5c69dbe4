#include "choose/budget.h"

#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"

/* Sums in another order than the budget's author added them up in. */
#define ROUNDING 1e-12

static const struct row {
    const char *name;
    enum cairn_measure measure;
} rows[CAIRN_N_RESOURCES] = {
    [CAIRN_RESOURCE_CARBON] = {"carbon", CAIRN_CARBON},
    [CAIRN_RESOURCE_ENERGY] = {"energy", CAIRN_ENERGY_USED},
    [CAIRN_RESOURCE_WATER] = {"water", CAIRN_WATER_USED},
    [CAIRN_RESOURCE_MONEY] = {"money", CAIRN_MONEY_SPENT},
    [CAIRN_RESOURCE_PURCHASES] = {"purchases", CAIRN_MONEY_SPENT},
};

const char *cairn_resource_name(enum cairn_resource resource)
{
    return rows[resource].name;
}

enum cairn_measure cairn_resource_measure(enum cairn_resource resource)
{
    return rows[resource].measure;
}

static double stated(const struct cairn_budgets *budgets, enum cairn_resource resource)
{
    switch (resource) {
    case CAIRN_RESOURCE_CARBON:
        return budgets->carbon_g;
    case CAIRN_RESOURCE_ENERGY:
        return budgets->energy_j;
    case CAIRN_RESOURCE_WATER:
        return budgets->water_l;
    case CAIRN_RESOURCE_MONEY:
        return budgets->money_usd;
    case CAIRN_RESOURCE_PURCHASES:
        return budgets->purchases_usd;
    case CAIRN_N_RESOURCES:
        break;
    }
    return NAN;
}

double cairn_budget_limit(const struct cairn_scenario *scenario, enum cairn_resource resource)
{
    const struct cairn_budgets *budgets = &scenario->choose.budget;
    double limit = stated(budgets, resource);

    return !budgets->origin.file || isnan(limit) ? INFINITY : limit;
}

int cairn_budget_count(const struct cairn_scenario *scenario)
{
    int n = 0;

    for (int r = 0; r < CAIRN_N_RESOURCES; r++)
        n += isfinite(cairn_budget_limit(scenario, (enum cairn_resource)r));
    return n;
}

void cairn_resource_values(struct cairn_trial *trial, enum cairn_resource resource, int n,
                           double *values)
{
    enum cairn_basis_kind basis = trial->scenario->choose.basis;
    enum cairn_measure measure = rows[resource].measure;

    for (int r = 0; r < n; r++) {
        if (resource == CAIRN_RESOURCE_PURCHASES) {
            double parts[CAIRN_N_PARTS] = {0};

            cairn_trial_total(trial, r, measure, basis, parts);
            values[r] = parts[CAIRN_PART_EMBODIED] + parts[CAIRN_PART_NETWORK_EMBODIED];
        } else {
            values[r] = cairn_trial_values(trial, measure, basis, n)[r];
        }
    }
}

const char *cairn_budget_missing(const struct cairn_trial *trial)
{
    enum cairn_basis_kind basis = trial->scenario->choose.basis;
    const char *missing = cairn_trial_missing(trial, cairn_trial_aim(trial), basis);

    for (int r = 0; r < CAIRN_N_RESOURCES && !missing; r++)
        if (isfinite(cairn_budget_limit(trial->scenario, (enum cairn_resource)r)))
            missing = cairn_trial_missing(trial, rows[r].measure, basis);
    return missing;
}

double cairn_budget_alpha(const struct cairn_scenario *scenario, double alpha)
{
    return cairn_budget_count(scenario) > 0 ? alpha / 2.0 : 0.0;
}

double cairn_promises_alpha(const struct cairn_scenario *scenario, double alpha)
{
    return alpha - cairn_budget_alpha(scenario, alpha);
}

static enum cairn_verdict judge(const struct cairn_budget_result *result) /* [BUDGET] */
{
    double limit = result->limit * (1.0 + ROUNDING);

    if (result->value + result->half_width <= limit)
        return CAIRN_KEPT;
    return result->value - result->half_width > limit ? CAIRN_BROKEN : CAIRN_UNDECIDED;
}

int cairn_budgets_test(struct cairn_trial *trial, int n, double alpha,
                       struct cairn_budget_result results[CAIRN_N_RESOURCES])
{
    int n_budgets = cairn_budget_count(trial->scenario);
    double *values = cairn_calloc((size_t)n, sizeof *values);
    int n_results = 0;

    for (int r = 0; r < CAIRN_N_RESOURCES; r++) {
        enum cairn_resource resource = (enum cairn_resource)r;
        struct cairn_budget_result *result = &results[n_results];
        double limit = cairn_budget_limit(trial->scenario, resource);

        if (!isfinite(limit))
            continue;
        cairn_resource_values(trial, resource, n, values);
        result->resource = resource;
        result->limit = limit;
        result->value = cairn_stats_mean(values, (size_t)n);
        result->half_width = cairn_stats_half_width(
            values, (size_t)n, 1.0 - cairn_budget_alpha(trial->scenario, alpha) / n_budgets);
        result->verdict = judge(result);
        n_results++;
    }
    cairn_free(values);
    return n_results;
}

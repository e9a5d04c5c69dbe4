#include "study/sensitivity.h"

#include "base/alloc.h"
#include "study/draws.h"

struct evaluating {
    const struct cairn_reckoning *reckoning;
    int chosen;
};

static bool evaluate(void *context, const double *u, int n, double *y)
{
    const struct evaluating *e = context;
    const struct cairn_scenario *scenario = e->reckoning->scales->scenario;
    int dimensions = cairn_draws_dimensions(scenario), n_candidates = e->reckoning->scales->n;
    size_t k = (size_t)scenario->n_uncertains;
    double *values = cairn_calloc((size_t)n * k, sizeof *values);
    double *totals = cairn_calloc((size_t)n * (size_t)n_candidates, sizeof *totals);
    struct cairn_reckoning_draws draws = {values, n};
    bool done;

    for (int d = 0; d < n; d++)
        cairn_draws_values(scenario, u + (ptrdiff_t)d * dimensions, values + (size_t)d * k);
    done = cairn_reckoning_find(e->reckoning, &draws, totals, NULL);
    for (int d = 0; done && d < n; d++, y += CAIRN_N_SENSITIVITY_OUTPUTS) {
        const double *total = totals + (ptrdiff_t)d * n_candidates;
        bool best = true;

        for (int c = 0; c < n_candidates; c++)
            best = best && total[e->chosen] <= total[c];
        y[CAIRN_OUTPUT_TOTAL] = total[e->chosen];
        y[CAIRN_OUTPUT_DECISION] = best;
    }
    cairn_free(values);
    cairn_free(totals);
    return done;
}

bool cairn_sensitivity_find(struct cairn_sensitivity *sensitivity,
                            const struct cairn_reckoning *reckoning, int chosen)
{
    const struct cairn_scenario *scenario = reckoning->scales->scenario;
    int dimensions = cairn_draws_dimensions(scenario), n_factors = cairn_draws_factors(scenario);
    size_t all = (size_t)CAIRN_N_SENSITIVITY_OUTPUTS * (size_t)n_factors;
    int *factor_of = cairn_calloc((size_t)dimensions, sizeof *factor_of);
    struct evaluating e = {.reckoning = reckoning, .chosen = chosen};
    struct cairn_indices_problem problem = {
        .evaluate = evaluate,
        .context = &e,
        .n_coordinates = dimensions,
        .n_factors = n_factors,
        .n_outputs = CAIRN_N_SENSITIVITY_OUTPUTS,
        .factor_of = factor_of,
        .confidence = 1.0 - scenario->choose.alpha,
        .seed = scenario->time.seed,
    };
    bool done = true;

    *sensitivity = (struct cairn_sensitivity){.n_factors = n_factors};
    for (int i = 0; i < dimensions; i++)
        factor_of[i] = cairn_draws_factor_of(scenario, i);
    if (scenario->draws.sobol > 0) {
        problem.n = scenario->draws.sobol;
        sensitivity->indices = cairn_calloc(all, sizeof *sensitivity->indices);
        done = cairn_indices_find(&problem, sensitivity->indices);
    }
    if (done && scenario->draws.morris > 0) {
        problem.n = scenario->draws.morris;
        sensitivity->effects = cairn_calloc(all, sizeof *sensitivity->effects);
        done = cairn_morris_find(&problem, sensitivity->effects);
    }
    cairn_free(factor_of);
    return done;
}

void cairn_sensitivity_release(struct cairn_sensitivity *sensitivity)
{
    cairn_free(sensitivity->indices);
    cairn_free(sensitivity->effects);
}

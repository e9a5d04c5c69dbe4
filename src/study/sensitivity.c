#include "study/sensitivity.h"

#include "base/alloc.h"
#include "study/draws.h"

struct evaluating {
    struct cairn_scales *scales;
    int chosen;
    double *values, *totals;
};

static bool evaluate(void *context, const double *u, double *y)
{
    struct evaluating *e = context;
    const struct cairn_choose_limits *limits = e->scales->limits;
    bool best = true;

    cairn_draws_values(e->scales->scenario, u, e->values);
    if ((limits->stop && limits->stop(limits->context)) ||
        !cairn_scales_weigh(e->scales, e->values, 0, e->totals, NULL))
        return false;
    for (int c = 0; c < e->scales->n; c++)
        best = best && e->totals[e->chosen] <= e->totals[c];
    y[CAIRN_OUTPUT_TOTAL] = e->totals[e->chosen];
    y[CAIRN_OUTPUT_DECISION] = best;
    return true;
}

bool cairn_sensitivity_find(struct cairn_sensitivity *sensitivity, struct cairn_scales *scales,
                            int chosen)
{
    const struct cairn_scenario *scenario = scales->scenario;
    int dimensions = cairn_draws_dimensions(scenario), n_factors = cairn_draws_factors(scenario);
    size_t all = (size_t)CAIRN_N_SENSITIVITY_OUTPUTS * (size_t)n_factors;
    int *factor_of = cairn_calloc((size_t)dimensions, sizeof *factor_of);
    struct evaluating e = {
        .scales = scales,
        .chosen = chosen,
        .values = cairn_calloc((size_t)scenario->n_uncertains, sizeof *e.values),
        .totals = cairn_calloc((size_t)scales->n, sizeof *e.totals),
    };
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
    cairn_free(e.values);
    cairn_free(e.totals);
    return done;
}

void cairn_sensitivity_release(struct cairn_sensitivity *sensitivity)
{
    cairn_free(sensitivity->indices);
    cairn_free(sensitivity->effects);
}

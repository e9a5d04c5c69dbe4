#include "study/draws.h"

#include <math.h>
#include <stdio.h>

#include "base/alloc.h"
#include "base/number.h"
#include "math/belief.h"
#include "math/design.h"
#include "math/stats.h"

/* Of streams; numbers below 100 are those of the simulation. */
enum { PURPOSE_DRAWS = 100, SOBOL_MOST = CAIRN_DESIGN_SOBOL_MOST_DIMENSIONS };

static int groups(const struct cairn_scenario *scenario)
{
    int n = 0;

    for (int i = 0; i < scenario->n_uncertains; i++)
        if (scenario->uncertains[i].group_number >= n)
            n = scenario->uncertains[i].group_number + 1;
    return n;
}

int cairn_draws_dimensions(const struct cairn_scenario *scenario)
{
    return scenario->n_uncertains + groups(scenario);
}

/* Is it the first of its group, or alone? */
static bool leads(const struct cairn_scenario *scenario, int uncertain)
{
    int group = scenario->uncertains[uncertain].group_number;

    for (int i = 0; i < uncertain && group != CAIRN_NONE; i++)
        if (scenario->uncertains[i].group_number == group)
            return false;
    return true;
}

int cairn_draws_factors(const struct cairn_scenario *scenario)
{
    int n = 0;

    for (int i = 0; i < scenario->n_uncertains; i++)
        n += leads(scenario, i);
    return n;
}

int cairn_draws_factor_of(const struct cairn_scenario *scenario, int coordinate)
{
    int n = scenario->n_uncertains, factor = -1;
    int group = coordinate >= n ? coordinate - n : scenario->uncertains[coordinate].group_number;

    for (int i = 0; i < n; i++) {
        factor += leads(scenario, i);
        if (i == coordinate ||
            (group != CAIRN_NONE && scenario->uncertains[i].group_number == group))
            return factor;
    }
    return factor;
}

void cairn_draws_values(const struct cairn_scenario *scenario, const double *coordinates,
                        double *values)
{
    int n = scenario->n_uncertains;

    for (int i = 0; i < n; i++) {
        const struct cairn_uncertain *of = &scenario->uncertains[i];
        double u = coordinates[i];

        if (of->group_number != CAIRN_NONE) {
            double common = cairn_stats_normal_quantile(coordinates[n + of->group_number]);
            double own = cairn_stats_normal_quantile(u);
            double load = sqrt(fabs(of->correlation)), rest = sqrt(1.0 - fabs(of->correlation));
            double z = copysign(load, of->correlation) * common + rest * own;

            u = fmin(fmax(cairn_belief_normal_cumulative(z), 0x1p-53), 1.0 - 0x1p-53);
        }
        values[i] = cairn_belief_quantile(of->belief, u);
    }
}

static void random_points(const struct cairn_scenario *scenario, struct cairn_stream_key key,
                          int dimensions, double *u)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, key);
    for (int64_t i = 0; i < (int64_t)scenario->draws.n * dimensions; i++)
        u[i] = cairn_rng_unit(&rng);
}

static void spread_points(const struct cairn_scenario *scenario, enum cairn_design_kind kind,
                          struct cairn_stream_key key, int dimensions, double *u)
{
    struct cairn_design design;

    cairn_design_init(&design, kind, key, scenario->draws.n, dimensions);
    for (int i = 0; i < scenario->draws.n; i++)
        cairn_design_point(&design, i, u + (ptrdiff_t)i * dimensions);
    cairn_design_release(&design);
}

double *cairn_draws_all(const struct cairn_scenario *scenario)
{
    int n = scenario->draws.n, k = scenario->n_uncertains;
    int dimensions = cairn_draws_dimensions(scenario);
    double *values = cairn_calloc((size_t)n * (size_t)k, sizeof *values);
    double *u = cairn_calloc((size_t)n * (size_t)dimensions, sizeof *u);
    struct cairn_stream_key key = {.seed = scenario->time.seed, .purpose = PURPOSE_DRAWS};

    switch ((enum cairn_draw_design)scenario->draws.design) {
    case CAIRN_DRAW_LATIN_HYPERCUBE:
        spread_points(scenario, CAIRN_DESIGN_LATIN_HYPERCUBE, key, dimensions, u);
        break;
    case CAIRN_DRAW_SOBOL:
        spread_points(scenario, CAIRN_DESIGN_SOBOL, key, dimensions, u);
        break;
    case CAIRN_DRAW_RANDOM:
        random_points(scenario, key, dimensions, u);
        break;
    }
    for (int i = 0; i < n; i++)
        cairn_draws_values(scenario, u + (ptrdiff_t)i * dimensions, values + (ptrdiff_t)i * k);
    cairn_free(u);
    return values;
}

int cairn_draws_edits(const struct cairn_scenario *scenario, const double *values,
                      struct cairn_edit *edits, char (*texts)[CAIRN_DRAW_TEXT])
{
    int n = 0;

    for (int i = 0; i < scenario->n_uncertains; i++) {
        const struct cairn_uncertain *of = &scenario->uncertains[i];
        char number[CAIRN_NUMBER_SIZE];

        if (isnan(values[i]))
            continue;
        edits[n] = (struct cairn_edit){.select = of->select, .origin = of->origin};
        if (of->as == CAIRN_AS_MULTIPLIER) {
            edits[n].times = values[i];
        } else {
            snprintf(texts[i], CAIRN_DRAW_TEXT, "%s %s", cairn_number_exact(values[i], number),
                     of->unit);
            edits[n].value = texts[i];
        }
        n++;
    }
    return n;
}

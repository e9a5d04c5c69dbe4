#include "choose/freeze_others.h"

#include <math.h>

/* Chosen by hand. */
enum {
    KEEP = 6, /* at each price */
    KEEP_LEAST = 2,
    PER_ASSIGNMENT = 4,
    ROUNDS = 24, /* of prices */
};

/* The aim of the first placement of a query, and what it takes; false: there is none. */
static bool first_of(const struct cairn_answer *answer, const struct cairn_search_query *query,
                     struct cairn_taken *taken)
{
    struct cairn_search_query one = *query;
    struct cairn_kbest list;
    bool any;

    one.k = one.per_assignment = 1;
    cairn_search_best(&answer->search, &one, &list);
    any = list.n > 0;
    if (any)
        *taken = cairn_search_taken(&answer->search, &list.choices[0]);
    cairn_kbest_release(&list);
    return any;
}

static struct cairn_search_query query_of(const struct cairn_answer *answer,
                                          const struct cairn_weights *weights, int k)
{
    return (struct cairn_search_query){
        .basis = answer->scenario->choose.basis,
        .filter = CAIRN_SPACE_ALL,
        .weights = weights,
        .k = k,
        .per_assignment = PER_ASSIGNMENT,
    };
}

/* What takes least of one resource, within budgets or not: the nearest where nothing is. */
static double enter_least(struct cairn_answer *answer, enum cairn_resource resource)
{
    struct cairn_weights weights = {.aim = 0.0};
    struct cairn_search_query query = query_of(answer, &weights, KEEP_LEAST);
    struct cairn_taken taken;

    weights.of[resource] = 1.0;
    query.lavish = true;
    if (!first_of(answer, &query, &taken))
        return NAN;
    weights.aim = taken.aim > 0.0 ? 1e-9 * fabs(taken.of[resource]) / taken.aim : 1e-9;
    cairn_answer_enter_best(answer, &query); /* of equal ones, the best */
    query.sure = true;
    cairn_answer_enter_best(answer, &query);
    return taken.aim;
}

/* Prices go up where a budget is exceeded and down where it is not, by ever smaller steps. */
static void enter_within_budgets(struct cairn_answer *answer)
{
    struct cairn_weights weights = {.aim = 1.0};
    struct cairn_search_query query = query_of(answer, &weights, KEEP);
    struct cairn_taken taken;

    if (!first_of(answer, &query, &taken))
        return;
    for (int r = 0; r < CAIRN_N_RESOURCES; r++) {
        double limit = cairn_budget_limit(answer->scenario, (enum cairn_resource)r);

        if (isfinite(limit) && taken.of[r] > limit)
            weights.of[r] = taken.aim / taken.of[r];
    }
    for (int round = 0; round < ROUNDS; round++) {
        double step = 1.0 + 8.0 / (1.0 + round);

        cairn_answer_enter_best(answer, &query);
        if (!first_of(answer, &query, &taken))
            return;
        for (int r = 0; r < CAIRN_N_RESOURCES; r++) {
            double limit = cairn_budget_limit(answer->scenario, (enum cairn_resource)r);

            if (!isfinite(limit))
                continue;
            if (weights.of[r] > 0.0)
                weights.of[r] *= taken.of[r] > limit ? step : 1.0 / step;
            else if (taken.of[r] > limit)
                weights.of[r] = taken.aim / taken.of[r];
        }
    }
}

/* The end of a front, and what lies between it and the best. */
static void enter_front(struct cairn_answer *answer, const struct cairn_weights *end,
                        const struct cairn_taken *best)
{
    static const double between[] = {0.25, 1.0, 4.0};
    struct cairn_search_query query = query_of(answer, end, KEEP_LEAST);
    struct cairn_weights weights;
    double least;

    for (int sure = 0; sure < 2; sure++) {
        query.sure = sure;
        least = cairn_answer_enter_best(answer, &query);
    }
    query.sure = false;
    if (!(least > 0.0) || !(best->aim > 0.0))
        return;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        double scale = between[i] * best->aim / least;

        weights = *end;
        weights.aim += 1.0;
        weights.latency *= scale;
        for (int r = 0; r < CAIRN_N_RESOURCES; r++)
            weights.of[r] *= scale;
        query.weights = &weights;
        cairn_answer_enter_best(answer, &query);
    }
}

double cairn_answer_enter_others(struct cairn_answer *answer)
{
    static const enum cairn_resource against[] = {CAIRN_RESOURCE_CARBON, CAIRN_RESOURCE_ENERGY,
                                                  CAIRN_RESOURCE_WATER, CAIRN_RESOURCE_MONEY};
    const struct cairn_scenario *scenario = answer->scenario;
    struct cairn_search_query plain = query_of(answer, NULL, 1);
    struct cairn_taken best;
    double least = NAN;

    for (int r = 0; r < CAIRN_N_RESOURCES; r++)
        if (isfinite(cairn_budget_limit(scenario, (enum cairn_resource)r)))
            least = fmin(least, enter_least(answer, (enum cairn_resource)r));
    if (cairn_budget_count(scenario) > 0)
        enter_within_budgets(answer);
    if (!scenario->choose.front || !first_of(answer, &plain, &best))
        return least;
    for (size_t i = 0; i < sizeof against / sizeof *against; i++) {
        struct cairn_weights end = {.aim = 1e-9};

        end.of[against[i]] = 1.0;
        enter_front(answer, &end, &best);
    }
    enter_front(answer, &(struct cairn_weights){.aim = 1e-12, .latency = 1.0}, &best);
    return least;
}

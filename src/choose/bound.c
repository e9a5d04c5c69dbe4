#include "choose/bound.h"

#include <math.h>

#include "choose/budget.h"
#include "model/coupling.h"

/* Of a part: as many as take seconds. */
#define LEAST_NODES 20.0
#define MOST_NODES 5000.0
#define COLUMNS_TIMES_NODES 1e6

const char *cairn_bound_name(enum cairn_bound_kind kind)
{
    static const char *const names[] = {
        [CAIRN_BOUND_NONE] = "none",       [CAIRN_BOUND_PROGRAMME] = "programme",
        [CAIRN_BOUND_FORMULA] = "formula", [CAIRN_BOUND_SEARCH] = "search",
        [CAIRN_BOUND_CHORD] = "chord",
    };

    return names[kind];
}

double cairn_bound_nodes(const struct cairn_bound_problem *problem)
{
    double columns = problem->n_options + 2.0 * problem->n_facilities + 1.0;

    return fmin(MOST_NODES, fmax(LEAST_NODES, COLUMNS_TIMES_NODES / columns));
}

/* Prices of a resource that are tried, times the bound over its budget; chosen by hand. */
static const double tried[] = {0.1, 0.3, 1.0, 3.0, 10.0, 100.0};

/*
 * Is a total the sum of what its parts take, at any prices? Not where work waits for its best hours
 * by the aim alone, and not where a place shares what it produces.
 */
static bool may_be_priced(const struct cairn_scenario *s)
{
    for (int w = 0; w < s->n_workloads; w++)
        if (s->workloads[w].deferral.origin.file)
            return false;
    for (int p = 0; p < s->n_places; p++)
        if (cairn_place_is_group(s, p))
            return false;
    return true;
}

/* What a placement within a budget costs at least, by its cost with a price on the resource. */
static double priced_g(const struct cairn_bound_question *question,
                       const struct cairn_routes *routes, const struct cairn_choose_limits *limits,
                       enum cairn_resource resource, double price)
{
    double prices[CAIRN_N_RESOURCES] = {0}, bound_g = -INFINITY;
    struct cairn_bound_question priced = *question;
    struct cairn_bound_query query = {.stop = limits->stop, .context = limits->context};
    struct cairn_relaxation relaxation;

    prices[resource] = price;
    priced.prices = prices;
    cairn_relaxation_init(&relaxation, &priced, routes, false);
    if (relaxation.sound) {
        struct cairn_bound_answer answer;

        query.nodes = cairn_bound_nodes(&relaxation.problem);
        cairn_bound_solve(&relaxation.problem, &query, &answer);
        if (isfinite(answer.bound))
            bound_g = answer.bound - price * cairn_budget_limit(question->scenario, resource);
        cairn_bound_answer_release(&answer);
    }
    cairn_relaxation_release(&relaxation);
    return bound_g;
}

/* [BUDGET] Raises the programme's bound by what budgets rule out, one by one. */
static void heed_budgets(struct cairn_bound *bound, const struct cairn_bound_question *question,
                         const struct cairn_routes *routes,
                         const struct cairn_choose_limits *limits)
{
    double unpriced_g = bound->programme_g;

    if (!(unpriced_g > 0.0) || isinf(unpriced_g) || !may_be_priced(question->scenario))
        return;
    for (int r = 0; r < CAIRN_N_RESOURCES; r++) {
        double limit = cairn_budget_limit(question->scenario, (enum cairn_resource)r);

        for (size_t i = 0; isfinite(limit) && limit > 0.0 && i < sizeof tried / sizeof *tried; i++)
            bound->programme_g =
                fmax(bound->programme_g, priced_g(question, routes, limits, (enum cairn_resource)r,
                                                  tried[i] * unpriced_g / limit));
    }
}

bool cairn_bound_init(struct cairn_bound *bound, const struct cairn_bound_question *question,
                      const struct cairn_routes *routes, int n_wanted,
                      const struct cairn_choose_limits *limits)
{
    struct cairn_bound_query query = {
        .n_wanted = n_wanted, .stop = limits->stop, .context = limits->context};

    *bound = (struct cairn_bound){.programme_g = NAN, .bound_g = NAN, .gap = NAN};
    cairn_relaxation_init(&bound->relaxation, question, routes, false);
    if (!bound->relaxation.sound)
        return true;
    query.nodes = cairn_bound_nodes(&bound->relaxation.problem);
    cairn_bound_solve(&bound->relaxation.problem, &query, &bound->programme);
    bound->programme_g = bound->programme.bound;
    if (question->grounds && isfinite(bound->programme_g))
        bound->programme_g = cairn_grounds_least(question->grounds,
                                                 cairn_aim_measure(question->scenario->choose.aim),
                                                 question->basis, bound->programme_g);
    heed_budgets(bound, question, routes, limits);
    bound->programme_kind =
        bound->programme.n_failed > 0 ? CAIRN_BOUND_FORMULA : CAIRN_BOUND_PROGRAMME;
    if (bound->programme_g == -INFINITY) { /* groups may be paid to draw: nothing is known */
        bound->programme_g = NAN;
        bound->programme_kind = CAIRN_BOUND_NONE;
    } else if (!isinf(bound->programme_g)) {
        bound->kind = bound->programme_kind;
        bound->bound_g = bound->programme_g;
    }
    return !(limits->stop && limits->stop(limits->context));
}

void cairn_bound_release(struct cairn_bound *bound)
{
    cairn_bound_answer_release(&bound->programme);
    cairn_relaxation_release(&bound->relaxation);
}

void cairn_bound_settle(struct cairn_bound *bound, double carbon_g, double search_g) /* [BOUND] */
{
    if (isfinite(search_g) && !(bound->bound_g >= search_g)) {
        bound->kind = CAIRN_BOUND_SEARCH;
        bound->bound_g = search_g;
    }
    if (isnan(bound->bound_g))
        return;
    bound->bound_g = fmin(bound->bound_g, carbon_g);
    bound->gap = carbon_g > 0.0 ? (carbon_g - bound->bound_g) / carbon_g : 0.0;
}

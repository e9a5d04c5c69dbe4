#include "choose/bound.h"

#include <math.h>

/*
 * Nodes of a part: as many as take seconds. A node costs about as much as the programme has
 * columns; both numbers are compromises.
 */
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

static double nodes_for(const struct cairn_bound_problem *problem)
{
    double columns = problem->n_options + 2.0 * problem->n_facilities + 1.0;

    return fmin(MOST_NODES, fmax(LEAST_NODES, COLUMNS_TIMES_NODES / columns));
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
    query.nodes = nodes_for(&bound->relaxation.problem);
    cairn_bound_solve(&bound->relaxation.problem, &query, &bound->programme);
    bound->programme_g = bound->programme.bound;
    if (question->grounds && isfinite(bound->programme_g))
        bound->programme_g = cairn_grounds_least(question->grounds,
                                                 cairn_aim_measure(question->scenario->choose.aim),
                                                 question->basis, bound->programme_g);
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

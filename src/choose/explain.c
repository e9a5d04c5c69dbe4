#include "choose/explain.h"

#include <math.h>

#include "account/basis.h"
#include "base/alloc.h"
#include "base/buffer.h"
#include "base/units.h"
#include "choose/explain_unserved.h"
#include "choose/peak.h"

enum { MOST_ROUTES = 3 }; /* of the nearest placement, where it is told */

/* The promise that stands in the way, of the placement that comes nearest to keeping it. */
struct obstacle {
    struct cairn_promise_result promise;
    struct cairn_placement placement; /* or its part that breaks it; owned */
    bool has_placement;
    const struct cairn_plan *plan; /* of what was simulated */
};

/* ": 40 ms wanted, the best reaches 50 ms (11 % of the requests late, 5 % allowed)" */
static void explain_time(const struct cairn_answer *answer, const struct obstacle *obstacle,
                         struct cairn_buffer *why)
{
    const struct cairn_promise_result *promise = &obstacle->promise;
    bool at_peak = cairn_peak_is_asked(promise->kind);
    double reached_s = promise->p95_s;
    char text[CAIRN_UNITS_SIZE];

    if (at_peak && obstacle->has_placement)
        reached_s =
            cairn_peak_time_s(answer->scenario, obstacle->plan, &obstacle->placement, promise);
    cairn_buffer_appendf(why, ": %s wanted",
                         cairn_units_format(promise->promised_s, CAIRN_TIME, text));
    if (isfinite(reached_s) && reached_s > promise->promised_s)
        cairn_buffer_appendf(why, ", the best reaches %s%s", at_peak ? "about " : "",
                             cairn_units_format(reached_s, CAIRN_TIME, text));
    cairn_buffer_appendf(why, " (%.3g %% of the requests late, 5 %% allowed)",
                         100.0 * promise->share);
}

/* "; the nearest is frames: box (int8), 1 x orin": while a sentence can hold it. */
static void explain_nearest(const struct cairn_answer *answer, const struct obstacle *obstacle,
                            struct cairn_buffer *why)
{
    char *text;

    if (!obstacle->has_placement || obstacle->placement.n_routes > MOST_ROUTES)
        return;
    text = cairn_placement_text(&obstacle->placement, answer->scenario);
    cairn_buffer_appendf(why, "; the nearest is %s", text);
    cairn_free(text);
}

/* No placement carries the load, or none keeps this promise; what came nearest. */
static void explain_obstacle(const struct cairn_answer *answer, const struct obstacle *of,
                             struct cairn_buffer *why)
{
    const struct cairn_promise_result *obstacle = &of->promise;
    const struct cairn_workload *workload = &answer->scenario->workloads[obstacle->workload];
    char promised[CAIRN_UNITS_SIZE];
    char reached[CAIRN_UNITS_SIZE];

    if (obstacle->kind == CAIRN_PROMISE_LOAD) {
        cairn_buffer_appendf(
            why,
            "no placement can carry this load: with the best, the line of %s grows "
            "by %.3g %% of what arrives",
            workload->id, 100.0 * obstacle->share);
        return;
    }
    if (obstacle->kind == CAIRN_PROMISE_POWER) {
        const struct cairn_place *place = &answer->scenario->places[obstacle->place];

        cairn_buffer_appendf(
            why,
            "no placement stays within the power cap of %s: %s may be drawn, the nearest draws %s",
            place->id, cairn_units_format(place->building.cap_w, CAIRN_POWER, promised),
            cairn_units_format(place->building.cap_w * obstacle->share, CAIRN_POWER, reached));
        return;
    }
    cairn_buffer_appendf(why, "no placement keeps the promise of %s to %s",
                         cairn_promise_name(obstacle->kind), workload->id);
    if (cairn_promise_is_of_time(obstacle->kind)) {
        explain_time(answer, of, why);
    } else if (obstacle->kind == CAIRN_PROMISE_ACCURACY) {
        cairn_buffer_appendf(why,
                             ": a cache may answer %.3g %% wrongly, the best answers %.3g %% so",
                             100.0 * obstacle->limit, 100.0 * obstacle->share);
    } else {
        cairn_buffer_appendf(why, ": at most %.3g %% wanted, the best loses %.3g %%",
                             100.0 * workload->promise.loss, 100.0 * obstacle->share);
    }
    explain_nearest(answer, of, why);
}

/* How far a candidate's worst promise is from its limit. */
static double worst_of(struct cairn_candidate *candidate, struct cairn_promise_result *worst)
{
    int n;
    struct cairn_promise_result *results = cairn_candidate_promises(candidate, &n);
    double most = 0.0;

    for (int i = 0; i < n; i++) {
        double over = results[i].limit > 0.0   ? results[i].share / results[i].limit
                      : results[i].share > 0.0 ? INFINITY
                                               : 0.0;

        if (results[i].verdict == CAIRN_BROKEN && over >= most) {
            most = over;
            *worst = results[i];
        }
    }
    cairn_free(results);
    return most;
}

/* The budget that is exceeded by most of those a candidate was judged by; what of it, over it. */
static double worst_budget(struct cairn_candidate *candidate, struct cairn_budget_result *worst)
{
    struct cairn_budget_result results[CAIRN_N_RESOURCES];
    int n =
        cairn_budgets_test(&candidate->trial, candidate->judged, candidate->judged_alpha, results);
    double most = 0.0;

    for (int i = 0; i < n; i++) {
        double over = results[i].limit > 0.0 ? results[i].value / results[i].limit : INFINITY;

        if (results[i].verdict == CAIRN_BROKEN && over > most) {
            most = over;
            *worst = results[i];
        }
    }
    return most;
}

/* Of the contenders that break nothing but budgets, the nearest to them; false: there is none. */
static bool budget_obstacle(const struct cairn_answer *answer, struct cairn_budget_result *obstacle)
{
    double least = INFINITY;
    bool any = false;

    for (int i = 0; i < answer->n_candidates; i++) {
        struct cairn_candidate *candidate = answer->candidates[i];
        struct cairn_promise_result promise;
        struct cairn_budget_result budget;
        double over;

        if (candidate->status != CAIRN_CANDIDATE_BROKEN || worst_of(candidate, &promise) > 0.0)
            continue;
        over = worst_budget(candidate, &budget);
        if (over > 0.0 && (!any || over < least)) {
            any = true;
            least = over;
            *obstacle = budget;
        }
    }
    return any;
}

/* What is exceeded, and the nearest to it that was found. */
static void explain_budget(const struct cairn_answer *answer,
                           const struct cairn_budget_result *obstacle, struct cairn_buffer *why)
{
    static const enum cairn_dimension dimensions[CAIRN_N_RESOURCES] = {
        [CAIRN_RESOURCE_CARBON] = CAIRN_MASS,     [CAIRN_RESOURCE_ENERGY] = CAIRN_ENERGY,
        [CAIRN_RESOURCE_WATER] = CAIRN_VOLUME,    [CAIRN_RESOURCE_MONEY] = CAIRN_MONEY,
        [CAIRN_RESOURCE_PURCHASES] = CAIRN_MONEY,
    };
    char allowed[CAIRN_UNITS_SIZE], taken[CAIRN_UNITS_SIZE];

    cairn_buffer_appendf(
        why,
        "no placement %skeeps every promise within the budget of %s: %s allowed, the nearest "
        "takes %s",
        answer->explored ? "that was looked at " : "", cairn_resource_name(obstacle->resource),
        cairn_units_format(obstacle->limit, dimensions[obstacle->resource], allowed),
        cairn_units_format(obstacle->value, dimensions[obstacle->resource], taken));
}

/* The promise that the contender which comes nearest breaks most; false: none was judged. */
static bool selection_obstacle(const struct cairn_answer *answer, struct obstacle *obstacle)
{
    const struct cairn_candidate *nearest = NULL;
    double least = INFINITY;

    for (int i = 0; i < answer->n_candidates; i++) {
        struct cairn_promise_result worst;
        double over;

        if (answer->candidates[i]->status != CAIRN_CANDIDATE_BROKEN)
            continue;
        over = worst_of(answer->candidates[i], &worst);
        if (over > 0.0 && (!nearest || over < least)) {
            nearest = answer->candidates[i];
            least = over;
            obstacle->promise = worst;
        }
    }
    if (!nearest)
        return false;
    obstacle->plan = &answer->plan;
    obstacle->has_placement = true;
    cairn_placement_copy(&obstacle->placement, &nearest->trial.placement, answer->scenario);
    return true;
}

/* The same of what was searched, or explored, which keeps no placement that breaks a promise. */
static bool searched_obstacle(const struct cairn_answer *answer, struct obstacle *obstacle)
{
    obstacle->plan = &answer->search_plan;
    if (!answer->explored) {
        obstacle->has_placement =
            cairn_search_obstacle(&answer->search, &obstacle->promise, &obstacle->placement);
        return obstacle->has_placement;
    }
    obstacle->promise = answer->exploration.worst;
    return answer->exploration.has_obstacle;
}

void cairn_answer_explain(struct cairn_answer *answer)
{
    const struct cairn_space *space = &answer->space;
    struct obstacle obstacle = {.has_placement = false};
    struct cairn_budget_result budget;
    struct cairn_buffer why;
    char *problem = cairn_space_problem(space);

    cairn_buffer_init(&why);
    if (space->unserved != CAIRN_NONE)
        cairn_explain_unserved(answer->scenario, &answer->routes, space->unserved, &why);
    else if (answer->status == CAIRN_ANSWER_TOO_LARGE)
        cairn_buffer_appendf(
            &why,
            "%.4g placements take more than the limit of %d simulations, and no "
            "programme says where to look: narrow the sizes of pools, the batching "
            "rules or the routes, or raise the limit of <choose>",
            space->n_possible, answer->scenario->choose.limit);
    else if (problem)
        cairn_buffer_puts(&why, problem);
    else if (answer->explored && isinf(answer->bound.programme_g))
        cairn_buffer_puts(&why,
                          "no placement can carry this load: pools are too small at any size");
    else if (budget_obstacle(answer, &budget))
        explain_budget(answer, &budget, &why);
    else if (selection_obstacle(answer, &obstacle) || searched_obstacle(answer, &obstacle))
        explain_obstacle(answer, &obstacle, &why);
    else if (answer->search.missing)
        cairn_buffer_appendf(&why, "no placement has all figures that basis %s needs%s: %s",
                             cairn_basis(answer->scenario->choose.basis)->id,
                             answer->scenario->choose.aim != CAIRN_AIM_CARBON ||
                                     cairn_budget_count(answer->scenario) > 0
                                 ? " for its aim and budgets"
                                 : "",
                             answer->search.missing);
    else
        cairn_buffer_puts(&why, "no placement keeps every promise");
    if (obstacle.has_placement)
        cairn_placement_release(&obstacle.placement);
    answer->why = cairn_buffer_take(&why);
    cairn_free(problem);
}

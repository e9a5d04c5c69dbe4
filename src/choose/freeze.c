#include "choose/freeze.h"

#include <math.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/units.h"

enum { KEEP = 16 }; /* contenders; more would cost replications and rarely win */

/* ---- candidates ---- */

/* Index of the candidate with this placement; a new one where there is none. */
static int enter(struct cairn_answer *answer, const struct cairn_placement *placement,
                 bool contender)
{
    int n = answer->n_candidates;

    for (int i = 0; i < n; i++) {
        if (cairn_placement_equal(&answer->candidates[i]->trial.placement, placement,
                                  answer->scenario)) {
            answer->candidates[i]->contender |= contender;
            return i;
        }
    }
    answer->candidates =
        cairn_realloc(answer->candidates, (size_t)n + 1, sizeof *answer->candidates);
    answer->candidates[n] =
        cairn_candidate_new(answer->scenario, &answer->plan, placement, &answer->book,
                            &answer->lab, contender);
    answer->n_candidates++;
    return n;
}

static void compare_with(struct cairn_answer *answer, const char *name,
                         enum cairn_baseline_kind kind, int candidate, const char *reason)
{
    struct cairn_compared *compared = &answer->compared[answer->n_compared++];

    *compared = (struct cairn_compared){
        .name = name,
        .kind = kind,
        .candidate = candidate,
        .reason = candidate == CAIRN_NONE ? cairn_strdup(reason) : NULL,
    };
}

/* Enters the k cheapest placements under a basis; the first one's index, or CAIRN_NONE. */
static int enter_best(struct cairn_answer *answer, enum cairn_basis_kind basis,
                      enum cairn_space_filter filter, int k, double *least_g)
{
    struct cairn_kbest list;
    int first = CAIRN_NONE;

    cairn_search_best(&answer->search, basis, filter, k, &list);
    for (int i = 0; i < list.n; i++) {
        struct cairn_placement placement;
        int index;

        cairn_search_placement(&answer->search, &list.choices[i], &placement);
        index = enter(answer, &placement, true);
        first = i == 0 ? index : first;
        cairn_placement_release(&placement);
    }
    if (list.n > 0 && least_g)
        *least_g = list.choices[0].cost;
    cairn_kbest_release(&list);
    return first;
}

static void compare_with_scenario(struct cairn_answer *answer)
{
    for (int b = 0; b < answer->scenario->n_baselines; b++) {
        struct cairn_placement placement;

        cairn_placement_from_baseline(&placement, answer->scenario, b);
        compare_with(answer, answer->scenario->baselines[b].id, CAIRN_BASELINE_SCENARIO,
                     enter(answer, &placement, false), NULL);
        cairn_placement_release(&placement);
    }
}

bool cairn_answer_freeze(struct cairn_answer *answer)
{
    const struct cairn_scenario *scenario = answer->scenario;
    enum cairn_basis_kind basis = scenario->choose.basis;
    double least_g = 0.0;
    int edge, cloud;

    if (enter_best(answer, basis, CAIRN_SPACE_ALL, KEEP, &least_g) == CAIRN_NONE)
        return false;
    for (int b = 0; b < CAIRN_N_BASES; b++)
        if (b != (int)basis)
            enter_best(answer, (enum cairn_basis_kind)b, CAIRN_SPACE_ALL, 1, NULL);
    edge = enter_best(answer, basis, CAIRN_SPACE_AT_SITES, 1, NULL);
    cloud = enter_best(answer, basis, CAIRN_SPACE_IN_REGIONS, 1, NULL);
    answer->compared = cairn_calloc((size_t)scenario->n_baselines + 2, sizeof *answer->compared);
    compare_with(answer, "all-edge", CAIRN_BASELINE_ALL_EDGE, edge,
                 "no placement that serves everything at the sites keeps every promise");
    compare_with(answer, "all-cloud", CAIRN_BASELINE_ALL_CLOUD, cloud,
                 "no placement that serves everything in regions keeps every promise");
    compare_with_scenario(answer);
    answer->indifference_g = scenario->choose.tie * fabs(least_g);
    if (!(answer->indifference_g > 0.0))
        answer->indifference_g = 1e-9; /* nothing emits anything: any difference counts */
    return true;
}

/* ---- why there is none ---- */

static void explain_unserved(const struct cairn_answer *answer, int workload,
                             struct cairn_buffer *why)
{
    const struct cairn_routes *routes = &answer->routes;
    const char *separator = ": ";

    cairn_buffer_appendf(why, "nothing can serve %s", answer->scenario->workloads[workload].id);
    for (int i = 0; i < routes->n_exclusions; i++) {
        if (routes->exclusions[i].workload != workload)
            continue;
        cairn_buffer_appendf(why, "%s%s", separator, routes->exclusions[i].text);
        separator = "; ";
    }
}

/* No placement carries the load, or none keeps this promise; what came nearest. */
static void explain_obstacle(const struct cairn_answer *answer,
                             const struct cairn_promise_result *obstacle, struct cairn_buffer *why)
{
    const struct cairn_workload *workload = &answer->scenario->workloads[obstacle->workload];
    char promised[CAIRN_UNITS_SIZE];
    char reached[CAIRN_UNITS_SIZE];

    cairn_buffer_appendf(why, "no placement keeps the promise of %s to %s",
                         cairn_promise_name(obstacle->kind), workload->id);
    if (obstacle->kind == CAIRN_PROMISE_P95 || obstacle->kind == CAIRN_PROMISE_P95_PEAK) {
        cairn_buffer_appendf(
            why, ": %s wanted",
            cairn_units_format(workload->promise.p95_s, CAIRN_TIME, promised));
        if (!isnan(obstacle->p95_s))
            cairn_buffer_appendf(why, ", the best reaches %s",
                                 cairn_units_format(obstacle->p95_s, CAIRN_TIME, reached));
        cairn_buffer_appendf(why, " (%.3g %% of the requests late, 5 %% allowed)",
                             100.0 * obstacle->share);
    } else {
        cairn_buffer_appendf(why, ": at most %.3g %% wanted, the best loses %.3g %%",
                             100.0 * workload->promise.loss, 100.0 * obstacle->share);
    }
}

void cairn_answer_explain(struct cairn_answer *answer)
{
    const struct cairn_space *space = &answer->space;
    struct cairn_promise_result obstacle;
    struct cairn_buffer why;
    char *problem = cairn_space_problem(space);

    cairn_buffer_init(&why);
    if (space->unserved != CAIRN_NONE)
        explain_unserved(answer, space->unserved, &why);
    else if (answer->status == CAIRN_ANSWER_TOO_LARGE)
        cairn_buffer_appendf(&why,
                             "%.4g placements take more than the limit of %d simulations: narrow "
                             "the sizes of pools, the batching rules or the routes, or raise the "
                             "limit of <choose>",
                             space->n_possible, answer->scenario->choose.limit);
    else if (problem)
        cairn_buffer_puts(&why, problem);
    else if (cairn_search_obstacle(&answer->search, &obstacle))
        explain_obstacle(answer, &obstacle, &why);
    else
        cairn_buffer_puts(&why, "no placement keeps every promise");
    answer->why = cairn_buffer_take(&why);
    cairn_free(problem);
}

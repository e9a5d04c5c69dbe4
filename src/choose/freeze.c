#include "choose/freeze.h"

#include <math.h>

#include "base/alloc.h"
#include "choose/freeze_others.h"

/* Chosen by hand: more candidates cost replications and rarely win. */
enum {
    KEEP = 16,          /* hopeful ones under the basis that decides */
    KEEP_SURE = 4,      /* that surely keep their promises, if they are others */
    KEEP_OTHER = 2,     /* under another basis */
    KEEP_KIND = 2,      /* at the sites, in regions */
    PER_ASSIGNMENT = 4, /* of any of these */
};

int cairn_answer_enter(struct cairn_answer *answer, const struct cairn_placement *placement,
                       bool contender, char **missing)
{
    int n = answer->n_candidates;
    struct cairn_candidate *candidate;
    const char *lacks;

    for (int i = 0; i < n; i++) {
        if (cairn_placement_equal(&answer->candidates[i]->trial.placement, placement,
                                  answer->scenario)) {
            answer->candidates[i]->contender |= contender;
            return i;
        }
    }
    candidate = cairn_candidate_new(answer->scenario, &answer->plan, placement, &answer->book,
                                    &answer->lab, contender);
    candidate->trial.controls = &answer->controls;
    lacks = cairn_budget_missing(&candidate->trial);
    if (lacks) {
        if (missing)
            *missing = cairn_strdup(lacks);
        cairn_candidate_free(candidate);
        return CAIRN_NONE;
    }
    answer->candidates =
        cairn_realloc(answer->candidates, (size_t)n + 1, sizeof *answer->candidates);
    answer->candidates[answer->n_candidates++] = candidate;
    return n;
}

double cairn_answer_enter_best(struct cairn_answer *answer, const struct cairn_search_query *query)
{
    struct cairn_kbest list;
    double least = NAN;

    cairn_search_best(&answer->search, query, &list);
    for (int i = 0; i < list.n; i++) {
        struct cairn_placement placement;

        if (!query->lavish && !cairn_search_affords(&answer->search, &list.choices[i]))
            continue;
        if (isnan(least))
            least = list.choices[i].cost;
        cairn_search_placement(&answer->search, &list.choices[i], &placement);
        cairn_answer_enter(answer, &placement, true, NULL);
        cairn_placement_release(&placement);
    }
    cairn_kbest_release(&list);
    return least;
}

/* The same of what an exploration found, the cheapest first. */
static double enter_explored(struct cairn_answer *answer)
{
    const struct cairn_exploration *exploration = &answer->exploration;

    for (int i = 0; i < exploration->n && answer->n_candidates < KEEP; i++)
        cairn_answer_enter(answer, &exploration->found[i].placement, true, NULL);
    for (int i = 0; i < exploration->n; i++)
        if (exploration->found[i].is_end)
            cairn_answer_enter(answer, &exploration->found[i].placement, true, NULL);
    return exploration->n > 0 ? exploration->found[0].cost : NAN;
}

/* The contenders; the least carbon under the basis that decides, or NaN: there are none. */
static double enter_contenders(struct cairn_answer *answer)
{
    struct cairn_search_query query = {
        .basis = answer->scenario->choose.basis,
        .filter = CAIRN_SPACE_ALL,
        .k = KEEP,
        .per_assignment = PER_ASSIGNMENT,
    };
    double least_g = cairn_answer_enter_best(answer, &query);

    double others_g = cairn_answer_enter_others(answer);

    if (isnan(least_g))
        least_g = others_g;
    if (isnan(least_g))
        return NAN;
    for (int sure = 0; sure < 2; sure++) {
        query.sure = sure;
        query.k = KEEP_SURE;
        cairn_answer_enter_best(answer, &query);
        query.k = KEEP_KIND;
        query.filter = CAIRN_SPACE_AT_SITES;
        cairn_answer_enter_best(answer, &query);
        query.filter = CAIRN_SPACE_IN_REGIONS;
        cairn_answer_enter_best(answer, &query);
        query.filter = CAIRN_SPACE_ALL;
    }
    query.sure = false;
    query.k = KEEP_OTHER;
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        query.basis = (enum cairn_basis_kind)b;
        cairn_answer_enter_best(answer, &query);
    }
    return least_g;
}

/* all-edge and all-cloud are found among the contenders when these have been seen (evidence.h). */
static void enter_baselines(struct cairn_answer *answer)
{
    const struct cairn_scenario *scenario = answer->scenario;

    answer->n_compared = scenario->n_baselines + 2;
    answer->compared = cairn_calloc((size_t)answer->n_compared, sizeof *answer->compared);
    answer->compared[0] = (struct cairn_compared){
        .name = "all-edge", .kind = CAIRN_BASELINE_ALL_EDGE, .candidate = CAIRN_NONE};
    answer->compared[1] = (struct cairn_compared){
        .name = "all-cloud", .kind = CAIRN_BASELINE_ALL_CLOUD, .candidate = CAIRN_NONE};
    for (int b = 0; b < scenario->n_baselines; b++) {
        struct cairn_compared *compared = &answer->compared[b + 2];
        struct cairn_placement placement;

        *compared = (struct cairn_compared){.name = scenario->baselines[b].id,
                                            .kind = CAIRN_BASELINE_SCENARIO};
        cairn_placement_from_baseline(&placement, scenario, b);
        compared->candidate = cairn_answer_enter(answer, &placement, false, &compared->reason);
        cairn_placement_release(&placement);
    }
}

bool cairn_answer_freeze(struct cairn_answer *answer)
{
    double least_g = answer->explored ? enter_explored(answer) : enter_contenders(answer);

    answer->n_contenders = answer->n_candidates;
    enter_baselines(answer);
    if (isnan(least_g))
        return false;
    answer->indifference = answer->scenario->choose.tie * fabs(least_g);
    if (!(answer->indifference > 0.0))
        answer->indifference = 1e-9; /* nothing emits anything: any difference counts */
    return true;
}

#include "choose/reasons.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/sort.h"
#include "choose/answer.h"

enum { MOST_EXCLUDED = 4, LOOK_AT = 64 }; /* chosen by hand */

/* ---- parts ---- */

/* Means of the parts of the aim over n replications. */
static void parts_of(struct cairn_trial *trial, int n, double parts[CAIRN_N_PARTS])
{
    double sum[CAIRN_N_PARTS] = {0};

    for (int r = 0; r < n; r++)
        cairn_trial_total(trial, r, cairn_trial_aim(trial), trial->scenario->choose.basis, sum);
    for (int p = 0; p < CAIRN_N_PARTS; p++)
        parts[p] = sum[p] / n;
}

static void subtract(double more[CAIRN_N_PARTS], const double other[CAIRN_N_PARTS],
                     const double best[CAIRN_N_PARTS])
{
    for (int p = 0; p < CAIRN_N_PARTS; p++)
        more[p] = other[p] - best[p];
}

/* ---- routes of a workload ---- */

static bool same_route(const struct cairn_route *a, const struct cairn_route *b)
{
    return a->pool == b->pool && a->variant == b->variant && a->cache == b->cache &&
           a->share == b->share && a->fallback == b->fallback &&
           a->fallback_variant == b->fallback_variant && a->over == b->over &&
           a->n_onward == b->n_onward &&
           memcmp(a->onward, b->onward, (size_t)a->n_onward * sizeof *a->onward) == 0;
}

/* Has every route of a workload in `of` its like among n routes? */
static bool holds(const struct cairn_route *routes, int n, const struct cairn_placement *of,
                  int workload)
{
    for (int i = 0; i < of->n_routes; i++) {
        bool found = of->routes[i].workload != workload;

        for (int j = 0; j < n && !found; j++)
            found = routes[j].workload == workload && same_route(&routes[j], &of->routes[i]);
        if (!found)
            return false;
    }
    return true;
}

/* Both placements serve the workload in the same way: shares add up to one in either. */
static bool served_alike(const struct cairn_placement *a, const struct cairn_placement *b,
                         int workload)
{
    return holds(a->routes, a->n_routes, b, workload) && holds(b->routes, b->n_routes, a, workload);
}

/* ---- next best places ---- */

/* Parts of the candidates against the winner's, each worked out once. */
struct differences {
    struct cairn_answer *answer;
    double (*more)[CAIRN_N_PARTS]; /* [candidate]; owned */
    bool *known;                   /* owned */
};

static const double *difference_to(struct differences *differences, int index)
{
    struct cairn_candidate *best = differences->answer->candidates[differences->answer->best];
    struct cairn_candidate *other = differences->answer->candidates[index];
    int n = best->n_seen < other->n_seen ? best->n_seen : other->n_seen;
    double of_best[CAIRN_N_PARTS], of_other[CAIRN_N_PARTS];

    if (!differences->known[index]) {
        parts_of(&best->trial, n, of_best);
        parts_of(&other->trial, n, of_other);
        subtract(differences->more[index], of_other, of_best);
        differences->known[index] = true;
    }
    return differences->more[index];
}

/* The candidate that serves the workload otherwise and has least of the aim, or CAIRN_NONE. */
static int next_candidate(const struct cairn_answer *answer, int workload)
{
    const struct cairn_candidate *best = answer->candidates[answer->best];
    double least = INFINITY;
    int next = CAIRN_NONE;

    for (int i = 0; i < answer->n_candidates; i++) {
        const struct cairn_candidate *candidate = answer->candidates[i];
        double excess;

        if (i == answer->best || !candidate->contender || candidate->n_seen < 1 ||
            candidate->verdict == CAIRN_BROKEN ||
            served_alike(&best->trial.placement, &candidate->trial.placement, workload))
            continue;
        excess = cairn_candidate_excess(candidate, best, 0.95, NULL);
        if (excess < least) {
            least = excess;
            next = i;
        }
    }
    return next;
}

/* Means of the parts of a placement in the search, whose samples are there. */
static void searched_parts(struct cairn_answer *answer, const struct cairn_placement *placement,
                           double parts[CAIRN_N_PARTS])
{
    struct cairn_factor_book scratch;
    struct cairn_trial trial;
    uint64_t wanted = answer->search_lab.wanted; /* what nobody simulates for this is not work */

    cairn_factor_book_init(&scratch);
    cairn_trial_init(&trial, answer->scenario, &answer->search_plan, placement, &scratch,
                     &answer->search_lab);
    parts_of(&trial, 1, parts);
    cairn_trial_release(&trial);
    answer->search_lab.wanted = wanted;
    cairn_factor_book_release(&scratch);
}

/* The cheapest placement of the search that serves the workload otherwise; false: none. */
static bool next_of_search(struct cairn_answer *answer, int workload, struct cairn_next_best *next)
{
    const struct cairn_placement *best = &answer->candidates[answer->best]->trial.placement;
    const struct cairn_routes *routes = &answer->routes;
    bool *without = cairn_calloc((size_t)routes->n_servings + 1, sizeof *without);
    struct cairn_search_query query = {
        .basis = answer->scenario->choose.basis,
        .filter = CAIRN_SPACE_ALL,
        .without = without,
        .k = 1,
        .per_assignment = 1,
    };
    struct cairn_kbest list;
    bool any;

    for (int s = routes->first_serving[workload]; s < routes->first_serving[workload + 1]; s++)
        without[s] =
            holds(routes->servings[s].routes, routes->servings[s].n_routes, best, workload);
    cairn_search_best(&answer->search, &query, &list);
    any = list.n > 0;
    if (any) {
        double of_best[CAIRN_N_PARTS], of_other[CAIRN_N_PARTS];

        cairn_search_placement(&answer->search, &list.choices[0], &next->placement);
        searched_parts(answer, best, of_best);
        searched_parts(answer, &next->placement, of_other);
        subtract(next->more, of_other, of_best);
    }
    cairn_kbest_release(&list);
    cairn_free(without);
    return any;
}

static void find_next_best(struct cairn_reasons *reasons, struct cairn_answer *answer)
{
    int n = answer->scenario->n_workloads;
    struct differences differences = {
        .answer = answer,
        .more = cairn_calloc((size_t)answer->n_candidates, sizeof *differences.more),
        .known = cairn_calloc((size_t)answer->n_candidates, sizeof *differences.known),
    };

    reasons->next_best = cairn_calloc((size_t)n, sizeof *reasons->next_best);
    for (int w = 0; w < n; w++) {
        struct cairn_next_best *next = &reasons->next_best[reasons->n_next_best];

        *next = (struct cairn_next_best){.workload = w, .candidate = next_candidate(answer, w)};
        if (next->candidate != CAIRN_NONE) {
            cairn_placement_copy(&next->placement,
                                 &answer->candidates[next->candidate]->trial.placement,
                                 answer->scenario);
            memcpy(next->more, difference_to(&differences, next->candidate), sizeof next->more);
            reasons->n_next_best++;
        } else if (!answer->explored && next_of_search(answer, w, next)) {
            reasons->n_next_best++;
        }
    }
    cairn_free(differences.more);
    cairn_free(differences.known);
}

/* ---- what promises and budgets exclude ---- */

/* The promise that is broken by most; false: none is. */
static bool worst_promise(struct cairn_candidate *candidate, struct cairn_promise_result *worst)
{
    int n;
    struct cairn_promise_result *results = cairn_candidate_promises(candidate, &n);
    double most = -1.0;

    for (int i = 0; i < n; i++) {
        double over = results[i].limit > 0.0 ? results[i].share / results[i].limit : INFINITY;

        if (results[i].verdict == CAIRN_BROKEN && over > most) {
            most = over;
            *worst = results[i];
        }
    }
    cairn_free(results);
    return most >= 0.0;
}

static void exclude_candidates(struct cairn_reasons *reasons, struct cairn_answer *answer)
{
    for (int i = 0; i < answer->n_candidates; i++) {
        struct cairn_candidate *candidate = answer->candidates[i];
        struct cairn_excluded *excluded = &reasons->excluded[reasons->n_excluded];
        struct cairn_budget_result budgets[CAIRN_N_RESOURCES];
        int n_budgets;

        if (candidate->verdict != CAIRN_BROKEN || candidate->n_seen < 1)
            continue;
        *excluded = (struct cairn_excluded){.candidate = i};
        excluded->saving =
            -cairn_candidate_excess(candidate, answer->candidates[answer->best], 0.95, NULL);
        if (!(excluded->saving > 0.0))
            continue;
        if (!worst_promise(candidate, &excluded->promise)) {
            n_budgets = cairn_budgets_test(&candidate->trial, candidate->judged,
                                           candidate->judged_alpha, budgets);
            for (int b = 0; b < n_budgets; b++)
                if (budgets[b].verdict == CAIRN_BROKEN)
                    excluded->resource = (int)budgets[b].resource;
            excluded->by_budget = true;
        }
        cairn_placement_copy(&excluded->placement, &candidate->trial.placement, answer->scenario);
        reasons->n_excluded++;
    }
}

static bool is_candidate(const struct cairn_answer *answer, const struct cairn_placement *placement)
{
    for (int i = 0; i < answer->n_candidates; i++)
        if (cairn_placement_equal(&answer->candidates[i]->trial.placement, placement,
                                  answer->scenario))
            return true;
    return false;
}

/* The worst promise of the parts of a choice; false: all may be kept. */
static bool worst_of_choice(const struct cairn_search *search, const struct cairn_choice *choice,
                            struct cairn_promise_result *worst)
{
    double most = 0.0;

    for (int i = 0; i < choice->n_parts; i++) {
        const struct cairn_outcome *outcome =
            &search->outcomes[choice->parts[i].component][choice->parts[i].configuration];

        if (!cairn_outcome_is_hopeful(outcome) && outcome->violation > most) {
            most = outcome->violation;
            *worst = outcome->worst;
        }
    }
    return most > 0.0;
}

/* Placements that the search saw break a promise and that had less than the winner there. */
static void exclude_searched(struct cairn_reasons *reasons, struct cairn_answer *answer)
{
    struct cairn_search_query query = {
        .basis = answer->scenario->choose.basis,
        .filter = CAIRN_SPACE_ALL,
        .hopeless = true,
        .k = LOOK_AT,
        .per_assignment = 1,
    };
    double parts[CAIRN_N_PARTS], winner = 0.0;
    struct cairn_kbest list;

    searched_parts(answer, &answer->candidates[answer->best]->trial.placement, parts);
    for (int p = 0; p < CAIRN_N_PARTS; p++)
        winner += parts[p];
    cairn_search_best(&answer->search, &query, &list);
    for (int i = 0; i < list.n && list.choices[i].cost < winner; i++) {
        struct cairn_excluded *excluded = &reasons->excluded[reasons->n_excluded];

        *excluded = (struct cairn_excluded){.candidate = CAIRN_NONE,
                                            .saving = winner - list.choices[i].cost};
        if (!worst_of_choice(&answer->search, &list.choices[i], &excluded->promise))
            continue;
        cairn_search_placement(&answer->search, &list.choices[i], &excluded->placement);
        if (is_candidate(answer, &excluded->placement))
            cairn_placement_release(&excluded->placement);
        else
            reasons->n_excluded++;
    }
    cairn_kbest_release(&list);
}

static int most_first(const void *a, const void *b)
{
    const struct cairn_excluded *p = a, *q = b;

    if (p->saving != q->saving)
        return p->saving > q->saving ? -1 : 1;
    return (p->candidate > q->candidate) - (p->candidate < q->candidate);
}

void cairn_reasons_init(struct cairn_reasons *reasons, struct cairn_answer *answer)
{
    *reasons = (struct cairn_reasons){.next_best = NULL};
    if (answer->best == CAIRN_NONE)
        return;
    find_next_best(reasons, answer);
    reasons->excluded =
        cairn_calloc((size_t)answer->n_candidates + LOOK_AT, sizeof *reasons->excluded);
    exclude_candidates(reasons, answer);
    if (!answer->explored)
        exclude_searched(reasons, answer);
    cairn_sort_stable(reasons->excluded, (size_t)reasons->n_excluded, sizeof *reasons->excluded,
                      most_first);
    while (reasons->n_excluded > MOST_EXCLUDED)
        cairn_placement_release(&reasons->excluded[--reasons->n_excluded].placement);
}

void cairn_reasons_release(struct cairn_reasons *reasons)
{
    for (int i = 0; i < reasons->n_next_best; i++)
        cairn_placement_release(&reasons->next_best[i].placement);
    for (int i = 0; i < reasons->n_excluded; i++)
        cairn_placement_release(&reasons->excluded[i].placement);
    cairn_free(reasons->next_best);
    cairn_free(reasons->excluded);
    *reasons = (struct cairn_reasons){.next_best = NULL};
}

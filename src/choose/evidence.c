#include "choose/evidence.h"

#include <math.h>

#include "base/alloc.h"
#include "choose/select.h"
#include "math/stats.h"

/* ---- the least among some ---- */

typedef bool (*fits_fn)(const struct cairn_answer *answer, const struct cairn_placement *placement);

static struct cairn_candidate *best_of(const struct cairn_answer *answer)
{
    return answer->candidates[answer->best];
}

/* What a candidate emits more than the winner. */
static double excess_of(const struct cairn_answer *answer, int candidate)
{
    return cairn_candidate_excess(answer->candidates[candidate], best_of(answer), 0.95, NULL);
}

/* Of the contenders that fit, have not been found to break a promise and were not passed over, the
 * least; with or without the winner. */
static int least_open(const struct cairn_answer *answer, fits_fn fits, bool or_best)
{
    int least = CAIRN_NONE;

    for (int i = 0; i < answer->n_candidates; i++) {
        const struct cairn_candidate *candidate = answer->candidates[i];

        if (!candidate->contender || candidate->status == CAIRN_CANDIDATE_BROKEN ||
            candidate->aside || (i == answer->best && !or_best) ||
            !fits(answer, &candidate->trial.placement))
            continue;
        if (least == CAIRN_NONE || excess_of(answer, i) < excess_of(answer, least))
            least = i;
    }
    return least;
}

/* Judges a contender as far as it takes; whether it may be shown as one that breaks no promise. */
static bool may_stand(struct cairn_answer *answer, int index)
{
    struct cairn_candidate *candidate = answer->candidates[index];

    cairn_candidate_judge(candidate, &answer->judging, answer->judging.most);
    if (candidate->verdict == CAIRN_BROKEN)
        candidate->status = CAIRN_CANDIDATE_BROKEN;
    return candidate->verdict != CAIRN_BROKEN;
}

/* The same, judged: one that turns out to break a promise makes way for the next. */
static int least_kept(struct cairn_answer *answer, fits_fn fits, bool or_best)
{
    for (;;) {
        int least = least_open(answer, fits, or_best);

        if (least == CAIRN_NONE || may_stand(answer, least))
            return least;
    }
}

/* ---- what fits ---- */

static bool fits_any(const struct cairn_answer *answer, const struct cairn_placement *placement)
{
    (void)answer;
    (void)placement;
    return true;
}

/* Without batching rules, so that equal means equal routes and sizes. */
static void bare_copy(struct cairn_placement *bare, const struct cairn_placement *placement,
                      const struct cairn_scenario *scenario)
{
    cairn_placement_copy(bare, placement, scenario);
    for (int p = 0; p < scenario->n_pools; p++)
        bare->pools[p] = (struct cairn_sizing){.count = bare->pools[p].count};
}

/* Differs from the winner in more than batching rules? */
static bool differs(const struct cairn_answer *answer, const struct cairn_placement *placement)
{
    struct cairn_placement best, other;
    bool equal;

    bare_copy(&best, &best_of(answer)->trial.placement, answer->scenario);
    bare_copy(&other, placement, answer->scenario);
    equal = cairn_placement_equal(&best, &other, answer->scenario);
    cairn_placement_release(&best);
    cairn_placement_release(&other);
    return !equal;
}

static bool is_at(const struct cairn_scenario *scenario, const struct cairn_placement *placement,
                  enum cairn_place_kind kind)
{
    for (int p = 0; p < scenario->n_pools; p++)
        if (placement->pools[p].count > 0 &&
            scenario->places[scenario->pools[p].place].kind != kind)
            return false;
    return true;
}

static bool at_sites(const struct cairn_answer *answer, const struct cairn_placement *placement)
{
    return is_at(answer->scenario, placement, CAIRN_SITE);
}

static bool in_regions(const struct cairn_answer *answer, const struct cairn_placement *placement)
{
    return is_at(answer->scenario, placement, CAIRN_REGION);
}

/* ---- the parts ---- */

/* Judges some candidates as far as they have been simulated, at least once. False: stopped. */
static bool judge_seen(struct cairn_answer *answer, struct cairn_candidate *const *candidates,
                       int n)
{
    int *until = cairn_calloc((size_t)n, sizeof *until);
    bool judged;

    for (int i = 0; i < n; i++)
        until[i] = candidates[i]->replications > 1 ? candidates[i]->replications : 1;
    judged = cairn_candidates_judge(candidates, until, n, &answer->judging);
    for (int i = 0; judged && i < n; i++)
        if (candidates[i]->contender && candidates[i]->verdict == CAIRN_BROKEN)
            candidates[i]->status = CAIRN_CANDIDATE_BROKEN;
    cairn_free(until);
    return judged;
}

/* Simulates candidates as often as the winner, on the same requests. False: stopped. */
static bool settle_as_best(struct cairn_answer *answer, const int *indices, int n)
{
    struct cairn_candidate **candidates = cairn_calloc((size_t)n, sizeof *candidates);
    struct cairn_trial_want *wants = cairn_calloc((size_t)n, sizeof *wants);
    int replications = best_of(answer)->replications;
    int count = 0;
    bool done;

    for (int i = 0; i < n; i++)
        if (indices[i] != CAIRN_NONE) {
            candidates[count] = answer->candidates[indices[i]];
            wants[count] = (struct cairn_trial_want){&candidates[count]->trial, replications};
            count++;
        }
    done = cairn_trials_prepare(wants, count);
    for (int i = 0; i < count; i++)
        done = done &&
               cairn_candidate_settle(candidates[i], answer->scenario->choose.basis, replications);
    done = done && judge_seen(answer, candidates, count);
    cairn_free(wants);
    cairn_free(candidates);
    return done;
}

static void find_runner_up(struct cairn_answer *answer)
{
    answer->runner_up = least_kept(answer, differs, false);
    if (answer->runner_up == CAIRN_NONE)
        answer->runner_up = least_kept(answer, fits_any, false);
}

static void find_kind(struct cairn_answer *answer, struct cairn_compared *compared, fits_fn fits,
                      const char *reason)
{
    compared->candidate = least_kept(answer, fits, true);
    if (compared->candidate == CAIRN_NONE)
        compared->reason = cairn_strdup(reason);
}

/* What the aim amounts to under a basis, [replication]. */
static const double *aim_of(struct cairn_candidate *candidate, enum cairn_basis_kind basis, int n)
{
    return cairn_trial_values(&candidate->trial, cairn_trial_aim(&candidate->trial), basis, n);
}

/* What is missing from it, or NULL. */
static const char *lacks(const struct cairn_candidate *candidate, enum cairn_basis_kind basis)
{
    return cairn_trial_missing(&candidate->trial, cairn_trial_aim(&candidate->trial), basis);
}

/* What a candidate emits more than the winner under a basis, over replications of both. */
static double basis_excess(const struct cairn_answer *answer, int index,
                           enum cairn_basis_kind basis)
{
    struct cairn_candidate *candidate = answer->candidates[index];
    struct cairn_candidate *best = best_of(answer);
    int n = candidate->n_seen < best->n_seen ? candidate->n_seen : best->n_seen;
    const double *of_one = aim_of(candidate, basis, n);
    const double *of_best = aim_of(best, basis, n);
    double sum = 0.0;

    for (int r = 0; r < n; r++)
        sum += of_one[r] - of_best[r];
    return sum / n;
}

static double basis_mean(struct cairn_candidate *candidate, enum cairn_basis_kind basis, int n)
{
    return cairn_stats_mean(aim_of(candidate, basis, n), (size_t)n);
}

/* Of the contenders not found to break a promise that have all figures of a basis, the least. */
static int least_under(const struct cairn_answer *answer, enum cairn_basis_kind basis)
{
    int least = CAIRN_NONE;

    for (int i = 0; i < answer->n_candidates; i++) {
        const struct cairn_candidate *candidate = answer->candidates[i];

        if (!candidate->contender || candidate->status == CAIRN_CANDIDATE_BROKEN ||
            candidate->aside || lacks(candidate, basis))
            continue;
        if (least == CAIRN_NONE ||
            basis_excess(answer, i, basis) < basis_excess(answer, least, basis))
            least = i;
    }
    return least;
}

/* The least, judged; the winner of the answer where that is as good. */
static int winner_under(struct cairn_answer *answer, enum cairn_basis_kind basis)
{
    double selected = answer->bases[basis].selected_aim;
    int least;

    if (basis == answer->scenario->choose.basis)
        return answer->best;
    do
        least = least_under(answer, basis);
    while (least != CAIRN_NONE && !may_stand(answer, least));
    if (least != CAIRN_NONE && !isnan(selected)) {
        double excess = basis_excess(answer, least, basis);

        if (-excess <= answer->scenario->choose.tie * fabs(selected + excess))
            return answer->best;
    }
    return least;
}

static const char *missing_under(const struct cairn_answer *answer, enum cairn_basis_kind basis)
{
    for (int i = 0; i < answer->n_candidates; i++) {
        const struct cairn_candidate *candidate = answer->candidates[i];
        const char *missing = lacks(candidate, basis);

        if (missing && candidate->contender && candidate->status != CAIRN_CANDIDATE_BROKEN)
            return missing;
    }
    return NULL;
}

/* What makes the winner under a basis better than the answer or, if it is that, the runner-up. */
static void find_decisive(struct cairn_answer *answer, enum cairn_basis_kind basis)
{
    struct cairn_basis_result *result = &answer->bases[basis];
    int rival = result->agrees ? answer->runner_up : answer->best;

    if (rival == CAIRN_NONE || lacks(answer->candidates[rival], basis))
        return;
    if (cairn_decisive_find(answer->candidates[result->candidate], answer->candidates[rival], basis,
                            best_of(answer)->replications, &result->decisive))
        result->decisive.rival = rival;
}

/* False: stopped. */
static bool find_basis(struct cairn_answer *answer, enum cairn_basis_kind basis)
{
    struct cairn_basis_result *result = &answer->bases[basis];
    struct cairn_candidate *best = best_of(answer);
    const char *missing = missing_under(answer, basis);

    result->missing = missing ? cairn_strdup(missing) : NULL;
    result->selected_aim = NAN;
    result->decisive.rival = CAIRN_NONE;
    if (!lacks(best, basis))
        result->selected_aim = basis_mean(best, basis, best->replications);
    result->candidate = winner_under(answer, basis);
    result->has_data = result->candidate != CAIRN_NONE;
    if (!result->has_data)
        return true;
    result->agrees = result->candidate == answer->best;
    if (!settle_as_best(answer, &result->candidate, 1))
        return false;
    result->aim = basis_mean(answer->candidates[result->candidate], basis, best->replications);
    find_decisive(answer, basis);
    return true;
}

/* The runner-up and what the winner is compared with, all simulated as often as it. */
static bool settle_compared(struct cairn_answer *answer)
{
    int *indices = cairn_calloc((size_t)answer->n_compared + 1, sizeof *indices);
    bool done;

    indices[0] = answer->runner_up;
    for (int i = 0; i < answer->n_compared; i++)
        indices[i + 1] = answer->compared[i].candidate;
    done = settle_as_best(answer, indices, answer->n_compared + 1);
    cairn_free(indices);
    return done;
}

bool cairn_answer_evidence(struct cairn_answer *answer, const struct cairn_choose_limits *limits)
{
    if (!judge_seen(answer, answer->candidates, answer->n_contenders))
        return false;
    find_runner_up(answer);
    find_kind(answer, &answer->compared[0], at_sites,
              "no placement that serves everything at the sites keeps every promise");
    find_kind(answer, &answer->compared[1], in_regions,
              "no placement that serves everything in regions keeps every promise");
    if (limits->stop && limits->stop(limits->context))
        return false;
    if (!settle_compared(answer))
        return false;
    for (int b = 0; b < CAIRN_N_BASES; b++)
        if (!find_basis(answer, (enum cairn_basis_kind)b))
            return false;
    if (answer->runner_up != CAIRN_NONE)
        answer->regret = excess_of(answer, answer->runner_up);
    return true;
}

bool cairn_answer_without_winner(struct cairn_answer *answer)
{
    int n = cairn_select_next_look(answer->judging.first, answer->judging.most, 0);

    for (int i = 0; i < answer->n_compared; i++) {
        struct cairn_compared *compared = &answer->compared[i];

        if (compared->candidate != CAIRN_NONE) {
            struct cairn_candidate *candidate = answer->candidates[compared->candidate];

            if (!cairn_candidate_settle(candidate, answer->scenario->choose.basis, n) ||
                !cairn_candidate_judge(candidate, &answer->judging, n))
                return false;
        } else if (!compared->reason) {
            compared->reason = cairn_strdup("no placement keeps every promise");
        }
    }
    return true;
}

#include "choose/answer.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "choose/freeze.h"
#include "choose/select.h"

enum {
    SEARCH_SHORTER = 8,       /* windows of the search are shorter by this factor */
    FIRST_REPLICATIONS = 10,  /* of the selection; fewer make its constants large */
};

/* ---- selection ---- */

struct observed {
    struct cairn_answer *answer;
    const int *contenders; /* system -> candidate */
};

static double observe(void *context, int system, int replication)
{
    const struct observed *observed = context;
    struct cairn_candidate *candidate =
        observed->answer->candidates[observed->contenders[system]];

    return cairn_candidate_observe(candidate, observed->answer->scenario->choose.basis,
                                   replication);
}

/* Indices of the candidates that may still win. */
static int list_contenders(const struct cairn_answer *answer, int *contenders)
{
    int n = 0;

    for (int i = 0; i < answer->n_candidates; i++)
        if (answer->candidates[i]->contender &&
            answer->candidates[i]->status != CAIRN_CANDIDATE_BROKEN)
            contenders[n++] = i;
    return n;
}

/* Runs the procedure once over the present contenders. */
static void select_once(struct cairn_answer *answer, const int *contenders, int n, int most)
{
    struct observed observed = {answer, contenders};
    struct cairn_select_problem problem = {
        .n_systems = n,
        .alpha = answer->scenario->choose.alpha / 2.0,
        .indifference = answer->indifference_g,
        .first = most < FIRST_REPLICATIONS ? most : FIRST_REPLICATIONS,
        .most = most,
        .observe = observe,
        .context = &observed,
    };
    struct cairn_selection selection;

    cairn_select(&problem, &selection);
    for (int i = 0; i < n; i++)
        answer->candidates[contenders[i]]->replications = selection.seen[i];
    answer->best = contenders[selection.best];
    answer->runner_up = selection.runner_up < 0 ? CAIRN_NONE : contenders[selection.runner_up];
    answer->p_correct = selection.p_correct;
    answer->status = selection.decided ? CAIRN_ANSWER_DECIDED : CAIRN_ANSWER_UNDECIDED;
    cairn_selection_release(&selection);
}

/* Repeats the procedure until its choice keeps its promises. False: none does. */
static bool select_best(struct cairn_answer *answer, int most)
{
    int *contenders = cairn_calloc((size_t)answer->n_candidates, sizeof *contenders);
    int n;

    while ((n = list_contenders(answer, contenders)) > 0) {
        struct cairn_candidate *best;

        select_once(answer, contenders, n, most);
        best = answer->candidates[answer->best];
        cairn_candidate_judge(best, most);
        if (best->verdict != CAIRN_BROKEN)
            break;
        best->status = CAIRN_CANDIDATE_BROKEN;
    }
    cairn_free(contenders);
    if (n == 0) {
        answer->best = CAIRN_NONE;
        answer->runner_up = CAIRN_NONE;
        return false;
    }
    return true;
}

/* A runner-up that breaks a promise is none: takes the next best instead. */
static void settle_runner_up(struct cairn_answer *answer, int most)
{
    for (;;) {
        int next = CAIRN_NONE;
        double least = INFINITY;

        for (int i = 0; i < answer->n_candidates; i++) {
            const struct cairn_candidate *candidate = answer->candidates[i];
            double mean;

            if (i == answer->best || !candidate->contender ||
                candidate->status == CAIRN_CANDIDATE_BROKEN)
                continue;
            mean = cairn_candidate_mean(candidate, candidate->replications);
            if (mean < least) {
                least = mean;
                next = i;
            }
        }
        answer->runner_up = next;
        if (next == CAIRN_NONE)
            return;
        cairn_candidate_judge(answer->candidates[next], most);
        if (answer->candidates[next]->verdict != CAIRN_BROKEN)
            return;
        answer->candidates[next]->status = CAIRN_CANDIDATE_BROKEN;
    }
}

/* ---- evidence ---- */

/* More replications of the best until its interval is as narrow as wanted. */
static void sharpen(struct cairn_answer *answer, int most)
{
    const struct cairn_scenario *scenario = answer->scenario;
    struct cairn_candidate *best = answer->candidates[answer->best];
    double precision = scenario->time.precision;

    for (;;) {
        cairn_candidate_settle(best, scenario->choose.basis, best->replications);
        if (best->half_width_g <= precision / (1.0 + precision) * fabs(best->carbon_g) ||
            best->replications >= most)
            break;
        best->replications++;
    }
    if (best->verdict == CAIRN_UNDECIDED)
        answer->status = CAIRN_ANSWER_UNDECIDED;
}

/* Every other candidate is shown over as many replications as the best, on the same requests. */
static void settle_others(struct cairn_answer *answer)
{
    int n = answer->candidates[answer->best]->replications;

    for (int i = 0; i < answer->n_candidates; i++) {
        struct cairn_candidate *candidate = answer->candidates[i];

        if (i == answer->best)
            continue;
        if (i == answer->runner_up || !candidate->contender || candidate->replications == 0)
            candidate->replications = n;
        cairn_candidate_settle(candidate, answer->scenario->choose.basis, candidate->replications);
        if (candidate->status != CAIRN_CANDIDATE_BROKEN)
            cairn_candidate_judge(candidate, candidate->replications);
        if (candidate->contender && candidate->verdict == CAIRN_BROKEN)
            candidate->status = CAIRN_CANDIDATE_BROKEN;
    }
    if (answer->runner_up != CAIRN_NONE)
        answer->regret_g = answer->candidates[answer->runner_up]->carbon_g -
                           answer->candidates[answer->best]->carbon_g;
}

static double basis_mean(struct cairn_candidate *candidate, enum cairn_basis_kind basis, int n)
{
    double sum = 0.0;

    for (int r = 0; r < n; r++)
        sum += cairn_trial_total(&candidate->trial, r, CAIRN_CARBON, basis, NULL);
    return sum / n;
}

/* The winner under one basis, over replications that all candidates have. */
static void settle_basis(struct cairn_answer *answer, enum cairn_basis_kind basis)
{
    struct cairn_basis_result *result = &answer->bases[basis];
    struct cairn_candidate *best = answer->candidates[answer->best];

    result->candidate = CAIRN_NONE;
    for (int i = 0; i < answer->n_candidates; i++) {
        struct cairn_candidate *candidate = answer->candidates[i];
        const char *missing = cairn_trial_missing(&candidate->trial, CAIRN_CARBON, basis);
        double mean;

        if (!candidate->contender || candidate->status == CAIRN_CANDIDATE_BROKEN)
            continue;
        if (missing) {
            if (!result->missing)
                result->missing = cairn_strdup(missing);
            continue;
        }
        mean = basis_mean(candidate, basis, candidate->replications);
        if (result->candidate == CAIRN_NONE || mean < result->carbon_g) {
            result->candidate = i;
            result->carbon_g = mean;
        }
    }
    result->has_data = result->candidate != CAIRN_NONE;
    result->selected_g = NAN;
    if (!cairn_trial_missing(&best->trial, CAIRN_CARBON, basis))
        result->selected_g = basis_mean(best, basis, best->replications);
    if (basis == answer->scenario->choose.basis)
        result->candidate = answer->best;
    result->agrees = result->candidate == answer->best;
}

/* ---- the whole ---- */

static void search_init(struct cairn_answer *answer)
{
    struct cairn_scenario shorter = *answer->scenario;

    shorter.time.window_s = (double)answer->plan.length_ns / 1e9 / SEARCH_SHORTER;
    shorter.time.run_in_s = (double)answer->plan.run_in_ns / 1e9;
    cairn_plan_init(&answer->search_plan, &shorter);
    cairn_lab_init(&answer->search_lab, answer->scenario->time.seed, CAIRN_LAB_SEARCH);
}

/* Searches; false: stopped. */
static bool search(struct cairn_answer *answer, const struct cairn_choose_limits *limits)
{
    cairn_search_init(&answer->search, answer->scenario, &answer->space, &answer->search_plan,
                      &answer->search_lab, limits);
    return !answer->search.stopped;
}

static void settle(struct cairn_answer *answer, int most)
{
    if (!select_best(answer, most)) {
        answer->status = CAIRN_ANSWER_INFEASIBLE;
        cairn_answer_explain(answer);
        return;
    }
    settle_runner_up(answer, most);
    sharpen(answer, most);
    answer->candidates[answer->best]->status = CAIRN_CANDIDATE_BEST;
    settle_others(answer);
    for (int b = 0; b < CAIRN_N_BASES; b++)
        settle_basis(answer, (enum cairn_basis_kind)b);
}

bool cairn_choose(struct cairn_answer *answer, const struct cairn_scenario *scenario,
                  const struct cairn_choose_limits *limits)
{
    assert(limits->replications >= 2);
    *answer = (struct cairn_answer){
        .scenario = scenario,
        .best = CAIRN_NONE,
        .runner_up = CAIRN_NONE,
    };
    cairn_plan_init(&answer->plan, scenario);
    cairn_factor_book_init(&answer->book);
    cairn_lab_init(&answer->lab, scenario->time.seed, CAIRN_LAB_SELECTION);
    cairn_routes_init(&answer->routes, scenario);
    cairn_space_init(&answer->space, scenario, &answer->plan, &answer->routes, CAIRN_SPACE_ALL,
                     scenario->choose.limit);
    search_init(answer);
    if (answer->space.too_large ||
        answer->space.n_configurations > (double)scenario->choose.limit) {
        answer->status = CAIRN_ANSWER_TOO_LARGE;
        cairn_answer_explain(answer);
        return true;
    }
    answer->status = CAIRN_ANSWER_INFEASIBLE;
    if (!search(answer, limits))
        return false;
    if (!cairn_answer_freeze(answer)) {
        cairn_answer_explain(answer);
        return true;
    }
    if (limits->progress)
        limits->progress(limits->context, "selecting", -1.0);
    settle(answer, limits->replications);
    return true;
}

void cairn_answer_release(struct cairn_answer *answer)
{
    for (int i = 0; i < answer->n_candidates; i++)
        cairn_candidate_free(answer->candidates[i]);
    cairn_free(answer->candidates);
    for (int i = 0; i < answer->n_compared; i++)
        cairn_free(answer->compared[i].reason);
    cairn_free(answer->compared);
    for (int b = 0; b < CAIRN_N_BASES; b++)
        cairn_free(answer->bases[b].missing);
    cairn_free(answer->why);
    cairn_search_release(&answer->search);
    cairn_lab_release(&answer->search_lab);
    cairn_plan_release(&answer->search_plan);
    cairn_space_release(&answer->space);
    cairn_routes_release(&answer->routes);
    cairn_lab_release(&answer->lab);
    cairn_factor_book_release(&answer->book);
    cairn_plan_release(&answer->plan);
}

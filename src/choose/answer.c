#include "choose/answer.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "choose/answer_bound.h"
#include "choose/evidence.h"
#include "choose/explain.h"
#include "choose/explore_budget.h"
#include "choose/freeze.h"
#include "choose/precision.h"
#include "choose/search_plan.h"
#include "choose/select.h"
#include "math/stats.h"

enum {
    STARTS = 6,     /* of an exploration; a compromise */
    MOST_ASIDE = 4, /* see answer.h; likewise: each may cost all replications */
};

/* ---- selection ---- */

struct watched {
    struct cairn_answer *answer;
    const struct cairn_choose_limits *limits;
    int aside_most; /* how many may be passed over whose promises stay undecided */
};

/* Systems of the selection are the contenders, which are the first candidates. */
static double observe(void *context, int system, int replication)
{
    const struct watched *watched = context;
    struct cairn_answer *answer = watched->answer;

    return cairn_candidate_observe(answer->candidates[system], answer->scenario->choose.basis,
                                   replication);
}

static bool prepare(void *context, const int *systems, int n_systems, int until)
{
    const struct watched *watched = context;
    struct cairn_trial_want *wants = cairn_calloc((size_t)n_systems, sizeof *wants);
    bool prepared;

    for (int i = 0; i < n_systems; i++)
        wants[i] =
            (struct cairn_trial_want){&watched->answer->candidates[systems[i]]->trial, until};
    prepared = cairn_trials_prepare(wants, n_systems);
    cairn_free(wants);
    return prepared;
}

static bool accept(void *context, int system)
{
    struct watched *watched = context;
    struct cairn_answer *answer = watched->answer;
    struct cairn_candidate *candidate = answer->candidates[system];

    cairn_candidate_judge(candidate, &answer->judging, answer->judging.most);
    if (candidate->verdict == CAIRN_BROKEN)
        candidate->status = CAIRN_CANDIDATE_BROKEN;
    if (candidate->verdict == CAIRN_UNDECIDED && watched->aside_most > 0) {
        watched->aside_most--;
        candidate->aside = true;
        return false;
    }
    return candidate->verdict != CAIRN_BROKEN;
}

static bool stopped(const struct cairn_choose_limits *limits)
{
    return limits->stop && limits->stop(limits->context);
}

static bool stop(void *context)
{
    const struct watched *watched = context;

    return stopped(watched->limits);
}

static void note_dropped(struct cairn_answer *answer, int contender,
                         const struct cairn_dropped *dropped)
{
    struct cairn_candidate *candidate = answer->candidates[contender];
    double than = answer->candidates[dropped->by]->aim; /* not dropped: 0 behind the first */

    candidate->screened_at = dropped->at;
    candidate->screened_by = dropped->by;
    candidate->screened_share = than != 0.0 ? dropped->behind / fabs(than) : 0.0;
}

/* Runs the selection; up to so many are passed over whose promises stay undecided. */
static void select_among(struct cairn_answer *answer, const struct cairn_choose_limits *limits,
                         int aside_most, struct cairn_selection *selection)
{
    struct watched watched = {answer, limits, aside_most};
    struct cairn_select_problem problem = {
        .n_systems = answer->n_contenders,
        .alpha = answer->scenario->choose.alpha / 2.0,
        .indifference = answer->indifference,
        .first = answer->judging.first,
        .most = answer->judging.most,
        .observe = observe,
        .prepare = prepare,
        .accept = accept,
        .stop = stop,
        .context = &watched,
    };

    cairn_select(&problem, selection);
}

/*
 * Those that stay undecided step aside for one that keeps its promises, if there is one; else the
 * best of all wins, and the answer is undecided. [ASIDE] False: stopped.
 */
static bool select_best(struct cairn_answer *answer, const struct cairn_choose_limits *limits)
{
    struct cairn_selection selection;
    bool kept;

    select_among(answer, limits, MOST_ASIDE, &selection);
    kept = selection.best >= 0 && answer->candidates[selection.best]->verdict == CAIRN_KEPT;
    if (!selection.stopped && !kept) {
        for (int i = 0; i < answer->n_contenders; i++)
            answer->candidates[i]->aside = false;
        cairn_selection_release(&selection);
        select_among(answer, limits, 0, &selection);
    }
    for (int i = 0; i < answer->n_contenders; i++) /* what was seen is there: this cannot stop */
        if (selection.seen[i] > 0)
            cairn_candidate_settle(answer->candidates[i], answer->scenario->choose.basis,
                                   selection.seen[i]);
    for (int i = 0; i < answer->n_contenders; i++)
        note_dropped(answer, i, &selection.dropped[i]);
    answer->best = selection.best;
    answer->p_correct = selection.p_correct;
    if (selection.best >= 0)
        answer->status = selection.decided ? CAIRN_ANSWER_DECIDED : CAIRN_ANSWER_UNDECIDED;
    cairn_selection_release(&selection);
    return !selection.stopped;
}

/* Observes the winner until its interval is as narrow as wanted. [CI] False: stopped. */
static bool sharpen(struct cairn_answer *answer, const struct cairn_choose_limits *limits)
{
    const struct cairn_scenario *scenario = answer->scenario;
    struct cairn_candidate *best = answer->candidates[answer->best];
    int most = answer->judging.most;
    int prepared = 0;

    while (!cairn_precision_reached(scenario->time.precision, best->aim, best->half_width,
                                    best->replications) &&
           best->replications < most) {
        int n = best->replications;

        if (n >= prepared) {
            prepared =
                n + cairn_precision_more(scenario->time.precision, best->aim, best->half_width, n,
                                         1.0 - scenario->choose.alpha, most);
            if (!cairn_trials_prepare(&(struct cairn_trial_want){&best->trial, prepared}, 1))
                return false;
        }
        if (stopped(limits) || !cairn_candidate_settle(best, scenario->choose.basis, n + 1))
            return false;
    }
    answer->precise = cairn_precision_kept(scenario->time.precision, best->aim, best->half_width);
    return true;
}

/* Looks, and the error that each verdict may take of the half that belongs to promises. */
static void set_judging(struct cairn_answer *answer, int replications)
{
    struct cairn_judging *judging = &answer->judging;
    int n = answer->n_contenders > 0 ? answer->n_contenders : 1;

    judging->most = replications;
    judging->first = cairn_first_replications(replications);
    judging->alpha = answer->scenario->choose.alpha / 2.0 / n /
                     (cairn_select_looks(judging->first, judging->most) + 1); /* + further.h */
}

/* There is no winner: says why, and what the scenario's own baselines emit. */
static bool settle_without_winner(struct cairn_answer *answer)
{
    answer->status = CAIRN_ANSWER_INFEASIBLE;
    if (!cairn_answer_without_winner(answer))
        return false;
    cairn_answer_explain(answer);
    return true;
}

/* Against another candidate, once. */
static void find_flips_to(struct cairn_answer *answer, int other)
{
    if (other == CAIRN_NONE || other == answer->best)
        return;
    for (int i = 0; i < answer->n_flips; i++)
        if (answer->flips[i].other == other)
            return;
    cairn_flips_init(&answer->flips[answer->n_flips++], answer, other);
}

void cairn_answer_reason(struct cairn_answer *answer)
{
    if (answer->best == CAIRN_NONE)
        return;
    for (int axis = 0; axis < CAIRN_N_AXES; axis++)
        cairn_front_init(&answer->fronts[axis], answer, (enum cairn_axis)axis);
    cairn_reasons_init(&answer->reasons, answer);
    answer->flips = cairn_calloc((size_t)answer->n_compared + 1, sizeof *answer->flips);
    find_flips_to(answer, answer->runner_up);
    for (int i = 0; i < answer->n_compared; i++)
        find_flips_to(answer, answer->compared[i].candidate);
}

/* Selects among the frozen candidates. False: stopped. */
static bool settle(struct cairn_answer *answer, const struct cairn_choose_limits *limits)
{
    if (!select_best(answer, limits))
        return false;
    if (answer->best == CAIRN_NONE)
        return settle_without_winner(answer);
    answer->candidates[answer->best]->status = CAIRN_CANDIDATE_BEST;
    if (answer->candidates[answer->best]->verdict == CAIRN_UNDECIDED)
        answer->status = CAIRN_ANSWER_UNDECIDED;
    if (!sharpen(answer, limits) || !cairn_answer_evidence(answer, limits))
        return false;
    cairn_answer_bound(answer);
    return true;
}

/* ---- the whole ---- */

/* Looks for candidates; false: stopped. */
static bool search(struct cairn_answer *answer, const struct cairn_choose_limits *limits)
{
    struct cairn_search_setup setup = {
        .plan = &answer->search_plan,
        .lab = &answer->search_lab,
        .limits = limits,
        .pruning = true,
    };
    struct cairn_exploring exploring = {
        .scenario = answer->scenario,
        .plan = &answer->search_plan,
        .routes = &answer->routes,
        .bound = &answer->bound,
        .lab = &answer->search_lab,
        .limits = limits,
    };

    if (answer->explored)
        return cairn_explore_within(&answer->exploration, &exploring);
    cairn_search_init(&answer->search, answer->scenario, &answer->space, &setup);
    return !answer->search.stopped;
}

/* What no placement can be better than, and where to start from. False: stopped. */
static bool bound(struct cairn_answer *answer, const struct cairn_choose_limits *limits)
{
    struct cairn_factor_book scratch;
    struct cairn_bound_question question = {
        .scenario = answer->scenario,
        .plan = &answer->plan,
        .basis = answer->scenario->choose.basis,
        .book = &scratch,
        .grounds = cairn_lab_grounds(&answer->lab, answer->scenario, &answer->plan),
    };
    bool done;

    if (limits->progress)
        limits->progress(limits->context, "bounding", -1.0);
    cairn_factor_book_init(&scratch);
    done = cairn_bound_init(&answer->bound, &question, &answer->routes,
                            answer->explored ? STARTS : 0, limits);
    cairn_factor_book_release(&scratch);
    return done;
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
    cairn_search_plan_init(&answer->search_plan, &answer->plan, scenario);
    cairn_lab_init(&answer->search_lab, scenario->time.seed, CAIRN_LAB_SEARCH);
    answer->lab.limits = answer->search_lab.limits = limits;
    answer->lab.memory = answer->search_lab.memory = limits->memory;
    cairn_controls_init(&answer->controls, scenario, &answer->plan, &answer->search_lab);
    answer->explored =
        answer->space.too_large || answer->space.n_configurations > (double)scenario->choose.limit;
    if (!bound(answer, limits))
        return false;
    if (answer->explored && answer->bound.programme.n_solutions == 0 &&
        !isinf(answer->bound.programme_g)) {
        answer->status = CAIRN_ANSWER_TOO_LARGE;
        cairn_answer_explain(answer);
        return true;
    }
    answer->status = CAIRN_ANSWER_INFEASIBLE;
    if (!search(answer, limits))
        return false;
    bool frozen = cairn_answer_freeze(answer);

    set_judging(answer, limits->replications);
    if (!frozen)
        return settle_without_winner(answer);
    if (limits->progress)
        limits->progress(limits->context, "selecting", -1.0);
    return settle(answer, limits);
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
    for (int axis = 0; axis < CAIRN_N_AXES; axis++)
        cairn_front_release(&answer->fronts[axis]);
    for (int i = 0; i < answer->n_flips; i++)
        cairn_flips_release(&answer->flips[i]);
    cairn_free(answer->flips);
    cairn_reasons_release(&answer->reasons);
    if (answer->explored)
        cairn_exploration_release(&answer->exploration);
    else
        cairn_search_release(&answer->search);
    cairn_bound_release(&answer->bound);
    cairn_controls_release(&answer->controls);
    cairn_lab_release(&answer->search_lab);
    cairn_plan_release(&answer->search_plan);
    cairn_space_release(&answer->space);
    cairn_routes_release(&answer->routes);
    cairn_lab_release(&answer->lab);
    cairn_factor_book_release(&answer->book);
    cairn_plan_release(&answer->plan);
}

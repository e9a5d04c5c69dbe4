/* exact_ask.c - candidates, by asking the whole question, and what their totals are (exact.h) */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "choose/budget.h"
#include "study/exact_private.h"
#include "study/headline.h"
#include "study/points.h"

/* ---- the question ---- */

static struct cairn_response_number number_of(const struct cairn_vary *vary)
{
    struct cairn_response_number number = {
        .select = vary->select,
        .unit = vary->unit,
        .multiplies = vary->as == CAIRN_AS_MULTIPLIER,
        .origin = vary->origin,
    };

    cairn_vary_span(vary, &number.low, &number.high);
    return number;
}

bool cairn_exact_set_up(struct cairn_exact *e, const struct cairn_sweep_question *sweep,
                        const int *varies, int n, const struct cairn_choose_limits *limits)
{
    enum cairn_basis_kind basis = sweep->scenario->choose.basis;

    *e = (struct cairn_exact){
        .scenario = sweep->scenario,
        .sweep = sweep,
        .limits = *limits,
        .outputs = {{cairn_aim_measure(sweep->scenario->choose.aim), basis}, {CAIRN_CARBON, basis}},
    };
    for (int i = 0; i < n; i++)
        e->numbers[i] = number_of(&sweep->scenario->varies[varies[i]]);
    e->number = e->numbers[0];
    e->question = (struct cairn_response_question){
        .from = sweep->from,
        .adapt = sweep->adapt,
        .context = sweep->context,
        .numbers = e->numbers,
        .n_numbers = n,
        .outputs = e->outputs,
        .n_outputs = 2,
        .labs = &e->labs,
        .stations = &e->stations,
    };
    cairn_labs_init(&e->labs, e->scenario->time.seed, &e->limits);
    return cairn_budget_count(e->scenario) == 0 ||
           cairn_exact_not(e, cairn_strdup("budgets may rule out other placements at each value"));
}

bool cairn_exact_not(struct cairn_exact *e, char *why)
{
    e->status = CAIRN_EXACT_NOT;
    e->why = why;
    return false;
}

static bool stopped(struct cairn_exact *e)
{
    e->status = CAIRN_EXACT_STOPPED;
    return false;
}

/* ---- asking the whole question ---- */

static int find_candidate(const struct cairn_exact *e, const struct cairn_placement *placement)
{
    for (int i = 0; i < e->n_candidates; i++)
        if (cairn_placement_equal(&e->candidates[i].placement, placement, e->scenario))
            return i;
    return CAIRN_NONE;
}

static void note_candidate(struct cairn_exact *e, const struct cairn_candidate *candidate, int most)
{
    bool broken = candidate->verdict == CAIRN_BROKEN && candidate->judged > 0;
    int at = find_candidate(e, &candidate->trial.placement);

    if (at == CAIRN_NONE) {
        if (broken)
            return;
        at = e->n_candidates++;
        e->candidates =
            cairn_grow(e->candidates, &e->capacity, (size_t)e->n_candidates, sizeof *e->candidates);
        e->candidates[at] = (struct cairn_exact_candidate){.finalist = CAIRN_NONE};
        cairn_placement_copy(&e->candidates[at].placement, &candidate->trial.placement,
                             e->scenario);
    }
    e->candidates[at].broken = e->candidates[at].broken || broken;
    e->candidates[at].judged = e->candidates[at].judged || broken || candidate->judged >= most ||
                               (candidate->judged > 0 && candidate->verdict == CAIRN_KEPT);
    if (candidate->judged >= most)
        e->candidates[at].doubtful = candidate->verdict == CAIRN_UNDECIDED;
}

static void note_answer(struct cairn_exact *e, const double *x, struct cairn_answer *answer)
{
    int at = e->n_answers++;

    e->judging = answer->judging;
    for (int i = 0; i < answer->n_contenders; i++)
        note_candidate(e, answer->candidates[i], answer->judging.most);
    e->answers =
        cairn_grow(e->answers, &e->answers_capacity, (size_t)e->n_answers, sizeof *e->answers);
    for (; at > 0 && e->answers[at - 1].value > x[0]; at--)
        e->answers[at] = e->answers[at - 1];
    e->answers[at] = (struct cairn_exact_answer){
        .value = x[0],
        .bound = answer->bound.kind == CAIRN_BOUND_NONE ? NAN : answer->bound.bound_g,
        .best = find_candidate(e, &answer->candidates[answer->best]->trial.placement),
        .replications = answer->candidates[answer->best]->replications,
    };
    memcpy(e->answers[at].at, x, (size_t)e->question.n_numbers * sizeof *x);
}

bool cairn_exact_ask(struct cairn_exact *e, const double *x)
{
    char *why;
    struct cairn_station *at = cairn_response_station(&e->question, x, &why);
    struct cairn_choose_limits limits = e->limits;
    struct cairn_answer answer;
    bool done;

    if (!at)
        return cairn_exact_not(e, why);
    limits.replications = at->scenario->time.replications;
    done = cairn_choose(&answer, at->scenario, &limits);
    if (!done)
        stopped(e);
    else if (answer.best == CAIRN_NONE)
        done = cairn_exact_not(e, cairn_strdup("no placement keeps every promise"));
    else
        note_answer(e, x, &answer);
    cairn_answer_release(&answer);
    return done;
}

/* ---- candidates ---- */

bool cairn_exact_learn(struct cairn_exact *e, struct cairn_response *response, const int *which,
                       int n)
{
    int had = response->n_placements;
    const struct cairn_placement **placements =
        cairn_calloc((size_t)(n - had) + 1, sizeof *placements);

    for (int i = had; i < n; i++)
        placements[i - had] = &e->candidates[which ? which[i] : i].placement;
    cairn_response_add(response, placements, n - had);
    cairn_free(placements);
    e->number = response->numbers[0];
    if (response->status == CAIRN_RESPONSE_STOPPED)
        return stopped(e);
    if (response->status != CAIRN_RESPONSE_EXACT)
        return cairn_exact_not(e, cairn_strdup(response->why));
    return true;
}

bool cairn_exact_judge(struct cairn_exact *e, struct cairn_exact_candidate *candidate)
{
    struct cairn_factor_book book;
    struct cairn_candidate *judged;
    struct cairn_plan plan;
    bool done;

    cairn_plan_init(&plan, e->scenario);
    cairn_factor_book_init(&book);
    judged = cairn_candidate_new(e->scenario, &plan, &candidate->placement, &book,
                                 &e->labs.selection, true);
    done = cairn_candidate_judge(judged, &e->judging, e->judging.most);
    candidate->judged = true;
    candidate->broken = judged->verdict == CAIRN_BROKEN;
    candidate->doubtful = judged->verdict == CAIRN_UNDECIDED;
    cairn_candidate_free(judged);
    cairn_lab_forget_grounds(&e->labs.selection);
    cairn_factor_book_release(&book);
    cairn_plan_release(&plan);
    return done || stopped(e);
}

void cairn_exact_finalist(struct cairn_exact *e, int candidate)
{
    if (e->candidates[candidate].broken || e->candidates[candidate].finalist != CAIRN_NONE)
        return;
    e->candidates[candidate].finalist = e->n_finalists;
    e->finalists = cairn_realloc(e->finalists, (size_t)e->n_finalists + 1, sizeof *e->finalists);
    e->finalists[e->n_finalists++] = candidate;
}

/* In more than batching rules. */
static bool differ(const struct cairn_exact *e, int best, int other)
{
    char *name = cairn_headline_other(e->scenario, &e->candidates[best].placement,
                                      &e->candidates[other].placement);

    cairn_free(name);
    return name != NULL;
}

/* What each finalist is ahead of all candidates, in replications that all are seen in. */
static void find_differences(struct cairn_exact *e)
{
    size_t n = (size_t)e->n_finalists * (size_t)e->n_candidates;

    e->difference = cairn_calloc(n, sizeof *e->difference);
    e->distinct = cairn_calloc(n, sizeof *e->distinct);
    for (int f = 0; f < e->n_finalists; f++)
        for (int i = 0; i < e->n_candidates; i++) {
            int best = e->finalists[f];
            const struct cairn_contraction *a = cairn_response_total(&e->first, i, 0);
            const struct cairn_contraction *b = cairn_response_total(&e->first, best, 0);

            if (a && b && i != best && !e->candidates[i].broken)
                cairn_contraction_difference(&e->difference[f * e->n_candidates + i], a, b);
            e->distinct[f * e->n_candidates + i] = differ(e, best, i);
        }
}

void cairn_exact_find_bounds(struct cairn_exact *e, const struct cairn_response *response)
{
    int n = e->question.n_numbers;
    struct cairn_solved *solved = cairn_calloc((size_t)e->n_answers, sizeof *solved);

    for (int i = 0; i < e->n_answers; i++) {
        solved[i].bound = e->answers[i].bound;
        for (int k = 0; k < n; k++)
            solved[i].at[k] = cairn_response_unit(&response->numbers[k], e->answers[i].at[k]);
    }
    cairn_chords_release(&e->chords);
    cairn_chords_init(&e->chords, solved, e->n_answers, n);
    cairn_free(solved);
}

bool cairn_exact_learn_last(struct cairn_exact *e)
{
    int replications = e->judging.first;

    for (int i = 0; i < e->n_answers; i++) {
        cairn_exact_finalist(e, e->answers[i].best);
        if (e->answers[i].replications > replications)
            replications = e->answers[i].replications;
    }
    e->question.n_replications = replications;
    cairn_response_init(&e->last, &e->question);
    find_differences(e);
    if (!cairn_exact_learn(e, &e->last, e->finalists, e->n_finalists))
        return false;
    cairn_exact_find_bounds(e, &e->last);
    return true;
}

void cairn_exact_release(struct cairn_exact *exact)
{
    for (int i = 0; exact->difference && i < exact->n_finalists * exact->n_candidates; i++)
        cairn_contraction_release(&exact->difference[i]);
    cairn_free(exact->difference);
    cairn_free(exact->distinct);
    cairn_envelope_release(&exact->envelope);
    cairn_response_release(&exact->first);
    cairn_response_release(&exact->last);
    for (int i = 0; i < exact->n_candidates; i++)
        cairn_placement_release(&exact->candidates[i].placement);
    cairn_free(exact->candidates);
    cairn_free(exact->answers);
    cairn_free(exact->finalists);
    cairn_chords_release(&exact->chords);
    cairn_labs_release(&exact->labs);
    cairn_stations_release(&exact->stations);
    cairn_free(exact->why);
    *exact = (struct cairn_exact){.status = CAIRN_EXACT_NOT};
}

#include "study/exact.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "choose/budget.h"
#include "study/headline.h"

enum { MOST_QUESTIONS = 64 }; /* a sweep that needs more is not finished, and says so */

#define SAME 1e-6 /* of the range: nearer values are not asked again */

bool cairn_exact_applies(const struct cairn_vary *vary)
{
    double low = INFINITY, high = -INFINITY;

    if (vary->reach != CAIRN_REACH_ACCOUNTING)
        return false;
    for (int i = 0; i < vary->n; i++) {
        if (isnan(vary->values[i]))
            return false;
        low = fmin(low, vary->values[i]);
        high = fmax(high, vary->values[i]);
    }
    return low < high;
}

static bool not_exact(struct cairn_exact *e, char *why)
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

static void note_answer(struct cairn_exact *e, double value, struct cairn_answer *answer)
{
    int at = e->n_answers++;

    e->judging = answer->judging;
    for (int i = 0; i < answer->n_contenders; i++)
        note_candidate(e, answer->candidates[i], answer->judging.most);
    e->answers =
        cairn_grow(e->answers, &e->answers_capacity, (size_t)e->n_answers, sizeof *e->answers);
    for (; at > 0 && e->answers[at - 1].value > value; at--)
        e->answers[at] = e->answers[at - 1];
    e->answers[at] = (struct cairn_exact_answer){
        .value = value,
        .bound = answer->bound.kind == CAIRN_BOUND_NONE ? NAN : answer->bound.bound_g,
        .best = find_candidate(e, &answer->candidates[answer->best]->trial.placement),
        .replications = answer->candidates[answer->best]->replications,
    };
}

static bool ask(struct cairn_exact *e, double value)
{
    char *why;
    struct cairn_scenario *there = cairn_response_scenario(&e->question, &value, &why);
    struct cairn_choose_limits limits = e->limits;
    struct cairn_answer answer;
    bool done;

    if (!there)
        return not_exact(e, why);
    limits.replications = there->time.replications < 2 ? 2 : there->time.replications;
    done = cairn_choose(&answer, there, &limits);
    if (!done)
        stopped(e);
    else if (answer.best == CAIRN_NONE)
        done = not_exact(e, cairn_strdup("no placement keeps every promise"));
    else
        note_answer(e, value, &answer);
    cairn_answer_release(&answer);
    cairn_scenario_free(there);
    return done;
}

/* ---- lines ---- */

static struct cairn_straight straight_of(const struct cairn_response *response, int placement)
{
    const struct cairn_contraction *total = cairn_response_total(response, placement, 0);

    return total ? (struct cairn_straight){total->mean[0], total->mean[1]}
                 : (struct cairn_straight){NAN, NAN};
}

/* Learns what is not learned yet. False: not exact, or stopped. */
static bool learn(struct cairn_exact *e, struct cairn_response *response, const int *which, int n)
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
        return not_exact(e, cairn_strdup(response->why));
    return true;
}

/* Of candidates that may win, by what was seen first. */
static void find_envelope(struct cairn_exact *e)
{
    struct cairn_straight *lines = cairn_calloc((size_t)e->n_candidates, sizeof *lines);

    for (int i = 0; i < e->n_candidates; i++) {
        lines[i] = straight_of(&e->first, i);
        if (e->candidates[i].broken)
            lines[i].at_0 = NAN;
    }
    cairn_envelope_release(&e->envelope);
    cairn_envelope_init(&e->envelope, lines, e->n_candidates);
    cairn_free(lines);
}

/* Judges the promises of a candidate; false: stopped. Promises depend on no number of accounting.
 */
static bool judge(struct cairn_exact *e, struct cairn_exact_candidate *candidate)
{
    struct cairn_factor_book book;
    struct cairn_candidate *judged;
    struct cairn_plan plan;
    bool done;

    cairn_plan_init(&plan, e->scenario);
    cairn_factor_book_init(&book);
    judged = cairn_candidate_new(e->scenario, &plan, &candidate->placement, &book, &e->lab, true);
    done = cairn_candidate_judge(judged, &e->judging, e->judging.most);
    candidate->judged = true;
    candidate->broken = judged->verdict == CAIRN_BROKEN;
    candidate->doubtful = judged->verdict == CAIRN_UNDECIDED;
    cairn_candidate_free(judged);
    cairn_lab_forget_grounds(&e->lab);
    cairn_factor_book_release(&book);
    cairn_plan_release(&plan);
    return done || stopped(e);
}

/* Candidates that are lowest somewhere all keep their promises, or are not shown not to. */
static bool find_winners(struct cairn_exact *e)
{
    bool again = true;

    while (again) {
        again = false;
        find_envelope(e);
        for (int i = 0; i < e->envelope.n; i++) {
            struct cairn_exact_candidate *candidate = &e->candidates[e->envelope.pieces[i].line];

            if (candidate->judged)
                continue;
            if (!judge(e, candidate))
                return false;
            again = again || candidate->broken;
        }
    }
    return e->envelope.n > 0 || not_exact(e, cairn_strdup("no placement has all figures"));
}

/* ---- completing the candidates ---- */

static bool was_asked(const struct cairn_exact *e, double unit)
{
    for (int i = 0; i < e->n_answers; i++)
        if (fabs(cairn_response_unit(&e->number, e->answers[i].value) - unit) < SAME)
            return true;
    return false;
}

/* Asks at every crossing that is new; *n: how many. */
static bool ask_at_crossings(struct cairn_exact *e, int *n)
{
    *n = 0;
    for (int i = 0; i + 1 < e->envelope.n; i++) {
        double unit = e->envelope.pieces[i].to;

        if (was_asked(e, unit))
            continue;
        if (e->n_answers == MOST_QUESTIONS)
            return not_exact(e, cairn_format("after %d questions there were still new crossings",
                                             MOST_QUESTIONS));
        if (!ask(e, cairn_response_value(&e->number, unit)))
            return false;
        ++*n;
    }
    return true;
}

/* Asks at both ends and at each crossing, until nothing new turns up. */
static bool complete(struct cairn_exact *e)
{
    int asked = 1;

    if (!ask(e, e->number.low) || !ask(e, e->number.high))
        return false;
    e->question.n_replications = e->judging.first;
    cairn_response_init(&e->first, &e->question);
    while (asked > 0)
        if (!learn(e, &e->first, NULL, e->n_candidates) || !find_winners(e) ||
            !ask_at_crossings(e, &asked))
            return false;
    return true;
}

/* ---- the finalists ---- */

static void add_finalist(struct cairn_exact *e, int candidate)
{
    if (e->candidates[candidate].broken || e->candidates[candidate].finalist != CAIRN_NONE)
        return;
    e->candidates[candidate].finalist = e->n_finalists;
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

/* What the best of each piece is ahead of all candidates, in replications that all are seen in. */
static void find_differences(struct cairn_exact *e)
{
    size_t n = (size_t)e->envelope.n * (size_t)e->n_candidates;

    e->difference = cairn_calloc(n, sizeof *e->difference);
    e->distinct = cairn_calloc(n, sizeof *e->distinct);
    for (int p = 0; p < e->envelope.n; p++)
        for (int i = 0; i < e->n_candidates; i++) {
            int best = e->finalists[e->envelope.pieces[p].line];
            const struct cairn_contraction *a = cairn_response_total(&e->first, i, 0);
            const struct cairn_contraction *b = cairn_response_total(&e->first, best, 0);

            if (a && b && i != best && !e->candidates[i].broken)
                cairn_contraction_difference(&e->difference[p * e->n_candidates + i], a, b);
            e->distinct[p * e->n_candidates + i] = differ(e, best, i);
        }
}

static bool settle(struct cairn_exact *e)
{
    struct cairn_straight *lines;
    int replications = e->judging.first;

    e->finalists = cairn_calloc((size_t)e->n_candidates, sizeof *e->finalists);
    for (int i = 0; i < e->envelope.n; i++)
        add_finalist(e, e->envelope.pieces[i].line);
    for (int i = 0; i < e->n_answers; i++) {
        add_finalist(e, e->answers[i].best);
        if (e->answers[i].replications > replications)
            replications = e->answers[i].replications;
    }
    e->question.n_replications = replications;
    cairn_response_init(&e->last, &e->question);
    if (!learn(e, &e->last, e->finalists, e->n_finalists))
        return false;
    lines = cairn_calloc((size_t)e->n_finalists, sizeof *lines);
    for (int i = 0; i < e->n_finalists; i++)
        lines[i] = straight_of(&e->last, i);
    cairn_envelope_release(&e->envelope);
    cairn_envelope_init(&e->envelope, lines, e->n_finalists);
    cairn_free(lines);
    find_differences(e);
    return true;
}

/* ---- all ---- */

static void set_up(struct cairn_exact *e, const struct cairn_vary *vary)
{
    e->number = (struct cairn_response_number){
        .select = vary->select,
        .unit = vary->unit,
        .multiplies = vary->as == CAIRN_AS_MULTIPLIER,
        .origin = vary->origin,
        .low = INFINITY,
        .high = -INFINITY,
    };
    for (int i = 0; i < vary->n; i++) {
        e->number.low = fmin(e->number.low, vary->values[i]);
        e->number.high = fmax(e->number.high, vary->values[i]);
    }
    e->question = (struct cairn_response_question){
        .from = e->sweep->from,
        .adapt = e->sweep->adapt,
        .context = e->sweep->context,
        .numbers = &e->number,
        .n_numbers = 1,
        .outputs = e->outputs,
        .n_outputs = 2,
        .lab = &e->lab,
        .search_lab = &e->search_lab,
    };
    if (strstr(cairn_scenario_effective(e->scenario), "<vary ")) {
        e->question.edits = &e->fewer;
        e->question.n_edits = 1;
    }
    cairn_lab_init(&e->lab, e->scenario->time.seed, CAIRN_LAB_SELECTION);
    cairn_lab_init(&e->search_lab, e->scenario->time.seed, CAIRN_LAB_SEARCH);
    e->lab.limits = e->search_lab.limits = &e->limits;
    e->lab.memory = e->search_lab.memory = e->limits.memory;
}

void cairn_exact_init(struct cairn_exact *exact, const struct cairn_sweep_question *sweep, int vary,
                      const struct cairn_choose_limits *limits)
{
    enum cairn_basis_kind basis = sweep->scenario->choose.basis;

    assert(cairn_exact_applies(&sweep->scenario->varies[vary]));
    *exact = (struct cairn_exact){
        .scenario = sweep->scenario,
        .sweep = sweep,
        .limits = *limits,
        .fewer = {.select = "//vary/@points", .value = "2", .origin = {"sweep", 0}},
        .outputs = {{cairn_aim_measure(sweep->scenario->choose.aim), basis}, {CAIRN_CARBON, basis}},
    };
    set_up(exact, &sweep->scenario->varies[vary]);
    if (cairn_budget_count(exact->scenario) > 0)
        not_exact(exact, cairn_strdup("budgets may rule out other placements at each value"));
    else if (complete(exact))
        settle(exact);
}

void cairn_exact_release(struct cairn_exact *exact)
{
    for (int i = 0; exact->difference && i < exact->envelope.n * exact->n_candidates; i++)
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
    cairn_lab_release(&exact->lab);
    cairn_lab_release(&exact->search_lab);
    cairn_free(exact->why);
    *exact = (struct cairn_exact){.status = CAIRN_EXACT_NOT};
}

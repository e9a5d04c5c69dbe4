#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "study/exact_private.h"
#include "study/points.h"

#define SAME 1e-6 /* of the range: nearer values are not asked again */

bool cairn_exact_applies(const struct cairn_vary *vary)
{
    double low, high;

    if (vary->reach != CAIRN_REACH_ACCOUNTING || vary->words)
        return false;
    cairn_vary_span(vary, &low, &high);
    return low < high;
}

/* ---- lines ---- */

static struct cairn_straight straight_of(const struct cairn_response *response, int placement)
{
    const struct cairn_contraction *total = cairn_response_total(response, placement, 0);

    return total ? (struct cairn_straight){total->mean[0], total->mean[1]}
                 : (struct cairn_straight){NAN, NAN};
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
            if (!cairn_exact_judge(e, candidate))
                return false;
            again = again || candidate->broken;
        }
    }
    return e->envelope.n > 0 || cairn_exact_not(e, cairn_strdup("no placement has all figures"));
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
        double unit = e->envelope.pieces[i].to, value;

        if (was_asked(e, unit))
            continue;
        if (e->n_answers == CAIRN_EXACT_MOST_QUESTIONS)
            return cairn_exact_not(e,
                                   cairn_format("after %d questions there were still new crossings",
                                                CAIRN_EXACT_MOST_QUESTIONS));
        value = cairn_response_value(&e->number, unit);
        if (!cairn_exact_ask(e, &value))
            return false;
        ++*n;
    }
    return true;
}

/* Asks at both ends and at each crossing, until nothing new turns up. */
static bool complete(struct cairn_exact *e)
{
    int asked = 1;

    if (!cairn_exact_ask(e, &e->number.low) || !cairn_exact_ask(e, &e->number.high))
        return false;
    e->question.n_replications = e->judging.first;
    cairn_response_init(&e->first, &e->question);
    while (asked > 0)
        if (!cairn_exact_learn(e, &e->first, NULL, e->n_candidates) || !find_winners(e) ||
            !ask_at_crossings(e, &asked))
            return false;
    return true;
}

/* ---- the finalists ---- */

static bool settle(struct cairn_exact *e)
{
    struct cairn_straight *lines;

    for (int i = 0; i < e->envelope.n; i++)
        cairn_exact_finalist(e, e->envelope.pieces[i].line);
    if (!cairn_exact_learn_last(e))
        return false;
    lines = cairn_calloc((size_t)e->n_finalists, sizeof *lines);
    for (int i = 0; i < e->n_finalists; i++)
        lines[i] = straight_of(&e->last, i);
    cairn_envelope_release(&e->envelope);
    cairn_envelope_init(&e->envelope, lines, e->n_finalists);
    cairn_free(lines);
    return true;
}

/* ---- all ---- */

void cairn_exact_init(struct cairn_exact *exact, const struct cairn_sweep_question *sweep, int vary,
                      const struct cairn_choose_limits *limits)
{
    assert(cairn_exact_applies(&sweep->scenario->varies[vary]));
    if (cairn_exact_set_up(exact, sweep, &vary, 1, limits) && complete(exact))
        settle(exact);
}

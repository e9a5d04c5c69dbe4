#include "study/uncertain_candidates.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "study/draws.h"
#include "study/optimum.h"

enum {
    MOST_CONTENDERS = 8, /* of the study as it stands, least first */
    MOST_ASKED = 64,     /* draws that the whole question is asked at */
};

static int by_carbon(const void *a, const void *b)
{
    const struct cairn_candidate *const *p = a, *const *q = b;

    return ((*p)->carbon_g > (*q)->carbon_g) - ((*p)->carbon_g < (*q)->carbon_g);
}

/* The winner first, then the contenders that break no promise, and what it is compared with. */
static void add_candidates(struct cairn_scales *scales, const struct cairn_answer *answer)
{
    struct cairn_candidate **sorted = cairn_calloc((size_t)answer->n_contenders, sizeof *sorted);
    int n = 0;

    cairn_scales_add(scales, &answer->candidates[answer->best]->trial.placement);
    for (int i = 0; i < answer->n_contenders; i++)
        if (answer->candidates[i]->verdict != CAIRN_BROKEN && answer->candidates[i]->n_seen > 0)
            sorted[n++] = answer->candidates[i];
    qsort(sorted, (size_t)n, sizeof(struct cairn_candidate *), by_carbon);
    for (int i = 0; i < n && i < MOST_CONTENDERS; i++)
        cairn_scales_add(scales, &sorted[i]->trial.placement);
    for (int i = 0; i < answer->n_compared; i++) {
        int candidate = answer->compared[i].candidate;

        if (candidate != CAIRN_NONE && answer->candidates[candidate]->contender &&
            answer->candidates[candidate]->verdict != CAIRN_BROKEN)
            cairn_scales_add(scales, &answer->candidates[candidate]->trial.placement);
    }
    cairn_free(sorted);
}

static bool ask_as_it_stands(struct cairn_uncertain_stage *stage)
{
    struct cairn_answer answer;
    bool done = cairn_choose(&answer, stage->question->scenario, stage->scales.limits);

    if (done && answer.best != CAIRN_NONE)
        add_candidates(&stage->scales, &answer);
    cairn_answer_release(&answer);
    return done;
}

static struct cairn_scenario *make(struct cairn_scales *scales, const double *values)
{
    size_t k = (size_t)scales->scenario->n_uncertains;
    struct cairn_edit *edits = cairn_calloc(k, sizeof *edits);
    char(*texts)[CAIRN_DRAW_TEXT] = cairn_calloc(k, sizeof *texts);
    int n = cairn_draws_edits(scales->scenario, values, edits, texts);
    struct cairn_scenario *there = cairn_scales_make(scales, edits, n);

    cairn_free(texts);
    cairn_free(edits);
    return there;
}

/* The whole question at draws, until so many in a row bring nothing new. [EXPECTED] */
static bool ask_at_draws(struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;
    const struct cairn_choose_limits *limits = stage->scales.limits;
    int quiet = 0, most = stage->n_draws < MOST_ASKED ? stage->n_draws : MOST_ASKED;

    for (; stage->asked < most && quiet < scenario->draws.ask; stage->asked++) {
        const double *values = stage->values + (ptrdiff_t)stage->asked * scenario->n_uncertains;
        struct cairn_scenario *there = make(&stage->scales, values);
        struct cairn_optimum optimum;
        int before = stage->scales.n;
        bool stop;

        if (!there)
            return false;
        if (limits->progress)
            limits->progress(limits->context, "asking at draws", (double)stage->asked / most);
        cairn_optimum_init(&optimum, there, stage->scales.limits);
        if (optimum.has_best)
            cairn_scales_add(&stage->scales, &optimum.best);
        stop = optimum.stopped;
        cairn_optimum_release(&optimum);
        cairn_scenario_free(there);
        if (stop)
            return false;
        quiet = stage->scales.n > before ? 0 : quiet + 1;
    }
    stage->complete = quiet >= scenario->draws.ask || stage->asked == stage->n_draws;
    return true;
}

bool cairn_uncertain_candidates(struct cairn_uncertain_stage *stage)
{
    return ask_as_it_stands(stage) && (stage->scales.n == 0 || ask_at_draws(stage));
}

#include "study/weigh_ask.h"

#include "base/alloc.h"
#include "base/sort.h"
#include "choose/answer.h"
#include "study/optimum.h"

enum { MOST_CONTENDERS = 8 }; /* of the study as it stands, least first */

static int by_carbon(const void *a, const void *b)
{
    const struct cairn_candidate *const *p = a, *const *q = b;

    return ((*p)->aim > (*q)->aim) - ((*p)->aim < (*q)->aim);
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
    cairn_sort_stable(sorted, (size_t)n, sizeof *sorted, by_carbon);
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

bool cairn_scales_ask(struct cairn_scales *scales)
{
    struct cairn_answer answer;
    bool done = cairn_choose(&answer, scales->scenario, scales->limits);

    if (done && answer.best != CAIRN_NONE)
        add_candidates(scales, &answer);
    cairn_answer_release(&answer);
    return done;
}

bool cairn_scales_ask_at(struct cairn_scales *scales, const struct cairn_edit *edits, int n_edits)
{
    struct cairn_scenario *there = cairn_scales_make(scales, edits, n_edits);
    struct cairn_optimum optimum;
    bool done;

    if (!there)
        return false;
    cairn_optimum_init(&optimum, there, scales->limits);
    if (optimum.has_best)
        cairn_scales_add(scales, &optimum.best);
    done = !optimum.stopped;
    cairn_optimum_release(&optimum);
    cairn_scenario_free(there);
    return done;
}

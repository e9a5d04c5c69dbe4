#include "study/optimum.h"

#include "base/alloc.h"
#include "study/headline.h"

/* What is kept of a candidate, or nothing. */
static bool keep(const struct cairn_answer *answer, int candidate,
                 struct cairn_placement *placement, char **name)
{
    const struct cairn_placement *of;

    if (candidate == CAIRN_NONE)
        return false;
    of = &answer->candidates[candidate]->trial.placement;
    cairn_placement_copy(placement, of, answer->scenario);
    *name = cairn_headline_name(answer->scenario, of);
    return true;
}

static void keep_answer(struct cairn_optimum *optimum, const struct cairn_answer *answer)
{
    optimum->answered = true;
    optimum->status = answer->status;
    optimum->has_best = keep(answer, answer->best, &optimum->best, &optimum->best_name);
    optimum->has_runner_up =
        keep(answer, answer->runner_up, &optimum->runner_up, &optimum->runner_up_name);
    optimum->figures = cairn_figures_of(answer);
    optimum->headline = cairn_headline(answer);
}

void cairn_optimum_init(struct cairn_optimum *optimum, const struct cairn_scenario *scenario,
                        const struct cairn_choose_limits *limits)
{
    struct cairn_answer answer;

    *optimum = (struct cairn_optimum){0};
    if (cairn_choose(&answer, scenario, limits))
        keep_answer(optimum, &answer);
    else
        optimum->stopped = true;
    cairn_answer_release(&answer);
}

void cairn_optimum_invalid(struct cairn_optimum *optimum, char *why)
{
    *optimum = (struct cairn_optimum){
        .status = CAIRN_ANSWER_INFEASIBLE,
        .figures = cairn_figures_none(NULL),
        .headline = why,
    };
}

void cairn_optimum_release(struct cairn_optimum *optimum)
{
    if (optimum->has_best)
        cairn_placement_release(&optimum->best);
    if (optimum->has_runner_up)
        cairn_placement_release(&optimum->runner_up);
    cairn_free(optimum->best_name);
    cairn_free(optimum->runner_up_name);
    cairn_free(optimum->headline);
    *optimum = (struct cairn_optimum){0};
}

#include "study/point.h"

#include <math.h>

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

static void keep_answer(struct cairn_point *point, const struct cairn_answer *answer)
{
    const struct cairn_candidate *best =
        answer->best == CAIRN_NONE ? NULL : answer->candidates[answer->best];

    point->answered = true;
    point->status = answer->status;
    point->has_best = keep(answer, answer->best, &point->best, &point->best_name);
    point->has_runner_up =
        keep(answer, answer->runner_up, &point->runner_up, &point->runner_up_name);
    point->carbon_g = best ? best->carbon_g : NAN;
    point->half_width_g = best ? best->half_width_g : NAN;
    point->p_correct = best ? answer->p_correct : NAN;
    point->regret_g = point->has_runner_up ? answer->regret_g : NAN;
    point->bound_g = answer->bound.bound_g;
    point->gap = answer->bound.gap;
    point->programme_g = isinf(answer->bound.programme_g) ? NAN : answer->bound.programme_g;
    point->bound_kind = answer->bound.kind;
    point->candidates = answer->n_candidates;
    point->headline = cairn_headline(answer);
}

void cairn_point_init(struct cairn_point *point, const struct cairn_scenario *scenario,
                      const struct cairn_choose_limits *limits)
{
    struct cairn_answer answer;

    *point = (struct cairn_point){0};
    if (cairn_choose(&answer, scenario, limits))
        keep_answer(point, &answer);
    else
        point->stopped = true;
    cairn_answer_release(&answer);
}

void cairn_point_invalid(struct cairn_point *point, char *why)
{
    *point = (struct cairn_point){
        .status = CAIRN_ANSWER_INFEASIBLE,
        .carbon_g = NAN,
        .half_width_g = NAN,
        .p_correct = NAN,
        .regret_g = NAN,
        .bound_g = NAN,
        .gap = NAN,
        .programme_g = NAN,
        .headline = why,
    };
}

void cairn_point_release(struct cairn_point *point)
{
    if (point->has_best)
        cairn_placement_release(&point->best);
    if (point->has_runner_up)
        cairn_placement_release(&point->runner_up);
    cairn_free(point->best_name);
    cairn_free(point->runner_up_name);
    cairn_free(point->headline);
    *point = (struct cairn_point){0};
}

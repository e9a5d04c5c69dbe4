#include "choose/answer_bound.h"

#include <math.h>

static bool is_contender(const struct cairn_answer *answer, const struct cairn_placement *placement)
{
    for (int i = 0; i < answer->n_contenders; i++)
        if (cairn_placement_equal(&answer->candidates[i]->trial.placement, placement,
                                  answer->scenario))
            return true;
    return false;
}

/*
 * What the cheapest hopeful placement that is no contender cost in the search, where that may be
 * less than what the winner did; else INFINITY.
 */
static double cheapest_other(const struct cairn_answer *answer)
{
    int n = answer->n_contenders; /* where these come first, no other is cheaper than the winner */
    struct cairn_search_query query = {
        .basis = answer->scenario->choose.basis,
        .filter = CAIRN_SPACE_ALL,
        .k = n,
        .per_assignment = n,
    };
    struct cairn_kbest list;
    double least = INFINITY;

    cairn_search_best(&answer->search, &query, &list);
    for (int i = 0; i < list.n && isinf(least); i++) {
        struct cairn_placement placement;

        cairn_search_placement(&answer->search, &list.choices[i], &placement);
        if (!is_contender(answer, &placement))
            least = list.choices[i].cost;
        cairn_placement_release(&placement);
    }
    cairn_kbest_release(&list);
    return least;
}

/* What the winner cost in the search: of samples that are there. */
static double searched(struct cairn_answer *answer, const struct cairn_candidate *best)
{
    struct cairn_factor_book scratch;
    struct cairn_trial trial;
    uint64_t wanted = answer->search_lab.wanted; /* what nobody simulates for this is not work */
    double aim;

    cairn_factor_book_init(&scratch);
    cairn_trial_init(&trial, answer->scenario, &answer->search_plan, &best->trial.placement,
                     &scratch, &answer->search_lab);
    aim = cairn_trial_values(&trial, cairn_trial_aim(&trial), answer->scenario->choose.basis, 1)[0];
    cairn_trial_release(&trial);
    answer->search_lab.wanted = wanted;
    cairn_factor_book_release(&scratch);
    return aim;
}

/*
 * How much less than the winner a contender may emit that was not found to break a promise: the
 * lower end of their paired interval, where it is less than 0. The selection lets go of those that
 * are better by no more than the indifference zone; those that were passed over may be better by
 * more.
 */
static double least_excess(const struct cairn_answer *answer)
{
    const struct cairn_candidate *best = answer->candidates[answer->best];
    double least = 0.0;

    for (int i = 0; i < answer->n_contenders; i++) {
        const struct cairn_candidate *other = answer->candidates[i];
        double excess, half_width, low;

        if (i == answer->best || other->status == CAIRN_CANDIDATE_BROKEN || other->n_seen < 2)
            continue;
        excess =
            cairn_candidate_excess(other, best, 1.0 - answer->scenario->choose.alpha, &half_width);
        low = excess - half_width;
        least = fmin(least, other->aside ? low : fmax(low, -answer->indifference));
    }
    return least;
}

void cairn_answer_bound(struct cairn_answer *answer) /* [BOUND] */
{
    const struct cairn_candidate *best = answer->candidates[answer->best];
    double by_search = NAN;

    if (!answer->explored) {
        double of_other = cheapest_other(answer);
        double of_winner = searched(answer, best);

        by_search = best->aim - best->half_width + least_excess(answer);
        if (of_winner > 0.0 && of_other < of_winner)
            by_search *= of_other / of_winner;
    }
    cairn_bound_settle(&answer->bound, best->aim, by_search);
}

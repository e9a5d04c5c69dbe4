/* relation_optima.c - how an optimum may move when there is more or less to choose from */
#include <math.h>
#include <stdio.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "math/stats.h"
#include "support/build.h"
#include "support/relation.h"
#include "support/town.h"

enum { REPLICATIONS = 100 };

#define ERRORS 3.9 /* of a difference: exceeded with a probability of 5e-5 */

/* A town and the same town with a change, both answered. */
struct towns {
    struct cairn_scenario *s[2];
    struct cairn_answer answer[2];
};

/* The same town twice, to be changed. */
static void towns_init(struct towns *towns, int number)
{
    for (int i = 0; i < 2; i++)
        towns->s[i] = town_random((uint64_t)number);
}

static void answer(struct towns *towns, int i)
{
    static const struct cairn_choose_limits usual = {.replications = REPLICATIONS};

    cairn_choose(&towns->answer[i], towns->s[i], &usual);
}

static void towns_release(struct towns *towns)
{
    for (int i = 0; i < 2; i++) {
        cairn_answer_release(&towns->answer[i]);
        build_free(towns->s[i]);
    }
}

static struct cairn_candidate *best_of(struct towns *towns, int i)
{
    const struct cairn_answer *answer = &towns->answer[i];

    return answer->best == CAIRN_NONE ? NULL : answer->candidates[answer->best];
}

/*
 * The optimum of `low` must not be above that of `high`, which an answer without any counts for
 * infinitely much. Both have seen the same requests. Where `high` is not decided, a promise of its
 * optimum is as near to broken as to kept, and `low` may well pass that over: no case.
 */
static void compare(struct towns *towns, int low, int high, struct relation_outcome *outcome)
{
    enum cairn_basis_kind basis = towns->s[0]->choose.basis;
    struct cairn_candidate *lower = best_of(towns, low), *upper = best_of(towns, high);
    double zone = fmax(towns->answer[0].indifference, towns->answer[1].indifference);
    double mean, error, difference[REPLICATIONS];
    const double *x, *y;
    int n;

    outcome->applies = towns->answer[high].status != CAIRN_ANSWER_UNDECIDED;
    outcome->holds = true;
    outcome->moves = !lower != !upper;
    if (!upper)
        return;
    outcome->holds = lower;
    snprintf(outcome->text, sizeof outcome->text, "no placement where there was one");
    if (!lower)
        return;
    n = lower->replications < upper->replications ? lower->replications : upper->replications;
    x = cairn_trial_values(&lower->trial, CAIRN_CARBON, basis, n);
    y = cairn_trial_values(&upper->trial, CAIRN_CARBON, basis, n);
    for (int r = 0; r < n; r++)
        difference[r] = x[r] - y[r];
    mean = cairn_stats_mean(difference, (size_t)n);
    error = sqrt(cairn_stats_variance(difference, (size_t)n) / n);
    outcome->holds = mean <= zone + ERRORS * error;
    outcome->moves = mean != 0.0;
    snprintf(outcome->text, sizeof outcome->text, "%.6g g above %.6g g; zone %.3g g, error %.3g g",
             mean, cairn_stats_mean(y, (size_t)n), zone, error);
}

/* ---- more to choose from ---- */

/* By number: one more box, one more GPU, a share of a provider's GPU, or larger batches. */
static void add_route(struct cairn_scenario *s, int number)
{
    switch (number / 2 % 4) {
    case 0:
        s->pools[TOWN_BOX].max++;
        break;
    case 1:
        s->pools[TOWN_GPU].max++;
        break;
    case 2:
        s->n_pools = TOWN_RENTED + 1; /* it may be there already */
        break;
    default:
        build_batching(s, (const int[]){1, 4, 8}, 3, (const double[]){0, 0.05}, 2);
        break;
    }
}

static void remove_promises(struct cairn_scenario *s, int number)
{
    (void)number;
    for (int w = 0; w < s->n_workloads; w++) {
        s->workloads[w].promise.p95_s = INFINITY;
        s->workloads[w].promise.loss = 1;
    }
}

/* With the change there is more to choose from. */
static void compare_more(int number, void (*change)(struct cairn_scenario *s, int number),
                         struct relation_outcome *outcome)
{
    struct towns towns;

    towns_init(&towns, number);
    change(towns.s[1], number);
    answer(&towns, 0);
    answer(&towns, 1);
    compare(&towns, 1, 0, outcome);
    towns_release(&towns);
}

static void route_added(int number, struct relation_outcome *outcome)
{
    compare_more(number, add_route, outcome);
}

static void promises_removed(int number, struct relation_outcome *outcome)
{
    compare_more(number, remove_promises, outcome);
}

/* ---- less to choose from ---- */

/* Nine tenths of what the answer takes without it, of water or money. */
static void budget_added(int number, struct relation_outcome *outcome)
{
    struct towns towns;
    struct cairn_candidate *best;

    towns_init(&towns, number);
    for (int i = 0; i < 2; i++)
        town_prices(towns.s[i]);
    answer(&towns, 0);
    best = best_of(&towns, 0);
    if (best) {
        enum cairn_measure of = number % 2 == 0 ? CAIRN_MONEY_SPENT : CAIRN_WATER_USED;
        double least =
            0.9 * cairn_stats_mean(cairn_trial_values(&best->trial, of, towns.s[0]->choose.basis,
                                                      best->replications),
                                   (size_t)best->replications);

        towns.s[1]->choose.budget = (struct cairn_budgets){
            .origin.file = "relation",
            .carbon_g = NAN,
            .energy_j = NAN,
            .water_l = of == CAIRN_WATER_USED ? least : NAN,
            .money_usd = of == CAIRN_MONEY_SPENT ? least : NAN,
            .purchases_usd = NAN,
        };
    }
    answer(&towns, 1);
    if (best)
        compare(&towns, 0, 1, outcome);
    towns_release(&towns);
}

const struct relation relations_of_optima[] = {
    {"one way to serve more: the optimum is no higher", RELATION_OPTIMUM, true, NULL, route_added},
    {"no promises: the optimum is no higher", RELATION_OPTIMUM, true, NULL, promises_removed},
    {"a budget of nine tenths: the optimum is no lower", RELATION_OPTIMUM, true, NULL,
     budget_added},
};
const int n_relations_of_optima = sizeof relations_of_optima / sizeof *relations_of_optima;

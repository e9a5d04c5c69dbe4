#include "choose/explore_budget.h"

#include <math.h>

#include "base/alloc.h"
#include "choose/budget.h"

/* Chosen by hand: a round takes as long as the first. */
enum { ROUNDS = 5, ENDS = 2 };

#define RAISE 4.0   /* of prices, from round to round */
#define HIGH 1e6    /* a price beside which the aim counts for nothing */
#define MARGIN 1.05 /* of budgets; a search sample is no evidence */

struct taken {
    double aim, of[CAIRN_N_RESOURCES];
};

/* What a placement takes in a search sample that is there, or soon is. */
static struct taken taken_by(const struct cairn_exploring *exploring,
                             const struct cairn_placement *placement)
{
    const struct cairn_scenario *s = exploring->scenario;
    struct cairn_factor_book scratch;
    struct cairn_trial trial;
    struct taken taken;

    cairn_factor_book_init(&scratch);
    cairn_trial_init(&trial, s, exploring->plan, placement, &scratch, exploring->lab);
    taken.aim = cairn_trial_values(&trial, cairn_trial_aim(&trial), s->choose.basis, 1)[0];
    for (int r = 0; r < CAIRN_N_RESOURCES; r++)
        cairn_resource_values(&trial, (enum cairn_resource)r, 1, &taken.of[r]);
    cairn_trial_release(&trial);
    cairn_factor_book_release(&scratch);
    return taken;
}

static bool is_within(const struct cairn_scenario *scenario, const struct taken *taken)
{
    for (int r = 0; r < CAIRN_N_RESOURCES; r++)
        if (!(taken->of[r] <= MARGIN * cairn_budget_limit(scenario, (enum cairn_resource)r)))
            return false;
    return true;
}

/* Raises the prices of what is exceeded. */
static void raise_prices(const struct cairn_scenario *scenario, const struct taken *taken,
                         double prices[CAIRN_N_RESOURCES])
{
    for (int r = 0; r < CAIRN_N_RESOURCES; r++) {
        if (!(taken->of[r] > cairn_budget_limit(scenario, (enum cairn_resource)r)))
            continue;
        prices[r] = prices[r] > 0.0 ? RAISE * prices[r] : taken->aim / taken->of[r];
    }
}

/* Puts what was found where costs are the aim alone: within the budgets by it, then the rest. */
static void enter(struct cairn_exploration *to, int *n_within, const struct cairn_found *found,
                  const struct taken *taken, bool within)
{
    int at = to->n;

    to->found = cairn_realloc(to->found, (size_t)to->n + 1, sizeof *to->found);
    if (within) {
        at = 0;
        while (at < *n_within && to->found[at].cost <= taken->aim)
            at++;
        ++*n_within;
    }
    for (int i = to->n++; i > at; i--)
        to->found[i] = to->found[i - 1];
    to->found[at] = *found;
    to->found[at].cost = taken->aim;
}

/* The same placement, or NULL. */
static struct cairn_found *found_in(struct cairn_exploration *exploration,
                                    const struct cairn_found *found,
                                    const struct cairn_scenario *scenario)
{
    for (int i = 0; i < exploration->n; i++)
        if (cairn_placement_equal(&exploration->found[i].placement, &found->placement, scenario))
            return &exploration->found[i];
    return NULL;
}

/* Takes over what a round found; whether its first is within, which *first is of. */
static bool take_over(const struct cairn_exploring *exploring, struct cairn_exploration *to,
                      int *n_within, struct cairn_exploration *round, struct taken *first)
{
    bool first_is_within = false;

    for (int i = 0; i < round->n; i++) {
        struct taken taken = taken_by(exploring, &round->found[i].placement);
        bool within = is_within(exploring->scenario, &taken);

        if (i == 0) {
            *first = taken;
            first_is_within = within;
        }
        struct cairn_found *same = found_in(to, &round->found[i], exploring->scenario);

        if (same) {
            same->is_end = same->is_end || round->found[i].is_end;
            cairn_placement_release(&round->found[i].placement);
        } else {
            enter(to, n_within, &round->found[i], &taken, within);
        }
    }
    to->looked_at += round->looked_at;
    if (round->has_obstacle && !to->has_obstacle) {
        to->has_obstacle = true;
        to->obstacle = round->obstacle;
        to->worst = round->worst;
    }
    cairn_free(round->found);
    return first_is_within;
}

/* Rounds at ever higher prices, until what is found first is within. False: stopped. */
static bool explore_priced(const struct cairn_exploring *exploring, struct cairn_exploration *to,
                           int *n_within, struct taken *first)
{
    struct cairn_exploring priced = *exploring;
    double prices[CAIRN_N_RESOURCES] = {0};
    bool done = true, within = false;

    priced.prices = prices;
    for (int i = 0; i < ROUNDS && done && !within; i++) {
        struct cairn_exploration round;
        int n;

        done = cairn_explore(&round, &priced);
        n = round.n;
        within = take_over(exploring, to, n_within, &round, first);
        if (n == 0)
            break;
        raise_prices(exploring->scenario, first, prices);
    }
    return done;
}

/* Looks for what takes least of some resources and is hopeful. [PARETO] False: stopped. */
static bool explore_ends(const struct cairn_exploring *exploring, struct cairn_exploration *to,
                         int *n_within, const struct taken *best)
{
    static const enum cairn_resource ends[] = {CAIRN_RESOURCE_CARBON, CAIRN_RESOURCE_ENERGY,
                                               CAIRN_RESOURCE_WATER, CAIRN_RESOURCE_MONEY};
    bool done = true;

    for (size_t i = 0; i < sizeof ends / sizeof *ends && done; i++) {
        struct cairn_exploring priced = *exploring;
        double prices[CAIRN_N_RESOURCES] = {0};
        struct cairn_exploration round;
        struct taken taken;

        if (!(best->of[ends[i]] > 0.0)) /* or no data */
            continue;
        prices[ends[i]] = HIGH * best->aim / best->of[ends[i]];
        priced.prices = prices;
        done = cairn_explore(&round, &priced);
        for (int f = 0; f < round.n && f < ENDS; f++)
            round.found[f].is_end = true;
        take_over(exploring, to, n_within, &round, &taken);
    }
    return done;
}

bool cairn_explore_within(struct cairn_exploration *exploration,
                          const struct cairn_exploring *exploring)
{
    const struct cairn_scenario *s = exploring->scenario;
    struct taken first = {.aim = 0.0};
    int n_within = 0;

    if (cairn_budget_count(s) == 0 && !s->choose.front)
        return cairn_explore(exploration, exploring);
    *exploration = (struct cairn_exploration){.n = 0};
    if (!explore_priced(exploring, exploration, &n_within, &first))
        return false;
    return !s->choose.front || exploration->n == 0 ||
           explore_ends(exploring, exploration, &n_within, &first);
}

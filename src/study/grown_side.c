#include "study/grown_private.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"

enum { SECANT_STEPS = 40, MEAN_STEPS = 300, MOST_HALVINGS = 20 };

#define AGREES 1e-6    /* of the logarithm of a response */
#define STEEPEST 0.95  /* slope of what demand makes of itself, that a step is lengthened for */
#define LONGEST 1.0    /* step of the logarithm of a response */
#define MOST_PRICE 1e6 /* USD/t, as of the attribute */

/* Of a year, at the demand of year 1. */
struct cairn_scenario *cairn_growing_make(struct cairn_growing *g, int year, bool gains)
{
    const struct cairn_grown_setup *setup = g->grower->setup;
    const struct cairn_sweep_question *asked = setup->question;
    struct cairn_year_question question = {
        .scenario = g->first ? g->first : asked->scenario,
        .year = year,
        .gains = gains,
        .edits = g->of->edits,
        .n_edits = g->of->n_edits,
        .policy = g->of->policy,
    };
    struct cairn_scenario *made;
    struct cairn_diag diag;

    pthread_mutex_lock(setup->making);
    cairn_diag_init(&diag);
    made = cairn_years_make(asked->from, &question, &diag);
    if (!made && !g->why)
        g->why = cairn_diag_first_line(&diag);
    cairn_diag_release(&diag);
    if (made && asked->adapt)
        asked->adapt(asked->context, made);
    pthread_mutex_unlock(setup->making);
    return made;
}

static int n_demands(const struct cairn_side *side)
{
    return side->g->first->n_demands;
}

/* False: no valid scenario. */
bool cairn_side_init(struct cairn_side *side, struct cairn_growing *g, int year, bool gains)
{
    const struct cairn_grown_setup *setup = g->grower->setup;
    size_t n;

    *side = (struct cairn_side){.g = g, .year = year, .price = NAN, .state = CAIRN_YEAR_INVALID};
    side->scenario = cairn_growing_make(g, year, gains);
    if (!side->scenario)
        return false;
    n = (size_t)side->scenario->n_demands + 1;
    side->units = cairn_calloc(n, sizeof *side->units);
    side->log_response = cairn_calloc(n, sizeof(double));
    side->next = cairn_calloc(n, sizeof(double));
    side->was = cairn_calloc(n, sizeof(double));
    side->was_off = cairn_calloc(n, sizeof(double));
    side->multiples = cairn_calloc(n, sizeof(double));
    side->price = side->scenario->growth.carbon_usd_per_t;
    cairn_rungs_init(&side->rungs, &(struct cairn_rungs_setup){
                                       .scenario = side->scenario,
                                       .remembered = setup->remembered,
                                       .replications = setup->replications,
                                       .labs = &g->grower->labs,
                                       .limits = setup->limits,
                                   });
    return true;
}

void cairn_side_release(struct cairn_side *side)
{
    if (side->scenario) {
        side->g->grower->n_asked += side->rungs.n_asked;
        cairn_rungs_release(&side->rungs);
    }
    cairn_scenario_free(side->scenario);
    cairn_free(side->units);
    cairn_free(side->log_response);
    cairn_free(side->next);
    cairn_free(side->was);
    cairn_free(side->was_off);
    cairn_free(side->multiples);
}

/* ---- the demand that a cost leads to ---- */

bool cairn_side_find(struct cairn_side *side, const double *log_response)
{
    const struct cairn_scenario *first = side->g->first;

    for (int d = 0; d < first->n_demands; d++)
        side->multiples[d] =
            cairn_years_demand(&first->demands[d], side->year) * exp(log_response[d]);
    if (cairn_rungs_find(&side->rungs, side->multiples, &side->found, side->units))
        return true;
    side->state = side->rungs.stopped ? CAIRN_YEAR_STOPPED : CAIRN_YEAR_INFEASIBLE;
    return false;
}

/* What demand makes of that, and how far that is off; NaN: a price is missing. */
static double look_ahead(struct cairn_side *side, const double *before)
{
    const struct cairn_scenario *first = side->g->first;
    double off = 0;

    for (int d = 0; d < first->n_demands; d++) {
        const struct cairn_demand *demand = &first->demands[d];
        double cost = cairn_year_unit_cost(&side->units[d], &side->scenario->growth, side->price);

        side->next[d] = log(before[d]);
        if (!(demand->elasticity > 0))
            continue;
        if (!(cost > 0) || !(side->g->cost_usd[d] > 0))
            return NAN;
        side->next[d] = log(cairn_years_response(demand, before[d], cost / side->g->cost_usd[d]));
        off = fmax(off, fabs(side->next[d] - side->log_response[d]));
    }
    return off;
}

/* A secant step of each demand by itself, which is all of it where none shares a queue. */
static void step(struct cairn_side *side, bool first)
{
    for (int d = 0; d < n_demands(side); d++) {
        double x = side->log_response[d], off = side->next[d] - x, slope = 0;

        if (!first && fabs(x - side->was[d]) > 0)
            slope = 1 + (off - side->was_off[d]) / (x - side->was[d]);
        side->was[d] = x;
        side->was_off[d] = off;
        side->log_response[d] =
            x + fmin(fmax(off / (1 - fmin(slope, STEEPEST)), -LONGEST), LONGEST);
    }
}

/*
 * Where the placement flips, its cost jumps, and there may be no demand that leads to itself: at
 * what the one leads to the other is better. The mean of what all steps lead to tends to where both
 * are as good, so that the total is that of either.
 */
static void step_to_mean(struct cairn_side *side, int number)
{
    for (int d = 0; d < n_demands(side); d++)
        side->log_response[d] += (side->next[d] - side->log_response[d]) / (number + 1);
    cairn_rungs_forget_last(&side->rungs);
}

/* Back towards a demand that could be carried. False: there is none, or it was stopped. */
static bool retreat(struct cairn_side *side, bool carried)
{
    for (int i = 0; i < MOST_HALVINGS && carried && !side->rungs.stopped; i++) {
        for (int d = 0; d < n_demands(side); d++)
            side->log_response[d] = (side->log_response[d] + side->was[d]) / 2;
        if (cairn_side_find(side, side->log_response))
            return true;
    }
    return false;
}

/* Sets its state; the figures of where it ended are found. False: stopped. */
static bool settle(struct cairn_side *side, const double *before)
{
    bool carried = false;

    side->state = CAIRN_YEAR_UNSETTLED;
    for (int d = 0; d < n_demands(side); d++)
        side->log_response[d] = log(before[d]);
    for (int i = 0; i < SECANT_STEPS + MEAN_STEPS; i++) {
        double off;

        if (!cairn_side_find(side, side->log_response) && !retreat(side, carried))
            return !side->rungs.stopped;
        carried = true;
        side->state = CAIRN_YEAR_UNSETTLED;
        off = look_ahead(side, before);
        if (!(off > AGREES)) {
            side->state = isnan(off) ? CAIRN_YEAR_UNPRICED : CAIRN_YEAR_ANSWERED;
            break;
        }
        if (i < SECANT_STEPS)
            step(side, i == 0);
        else
            step_to_mean(side, i - SECANT_STEPS + 1);
    }
    return true;
}

/* ---- a cap ---- */

struct capping {
    struct cairn_side *side;
    const double *before;
    double cap_g;
};

/* Above it, at a price. */
static double over(void *context, double log_price)
{
    struct capping *c = context;

    c->side->price = exp(log_price);
    if (!settle(c->side, c->before) || c->side->state == CAIRN_YEAR_INFEASIBLE)
        return NAN;
    return c->side->found.carbon_g / c->cap_g - 1;
}

/* [POLICY] the least price at which the year keeps a cap. False: stopped. */
static bool settle_below(struct cairn_side *side, const double *before, double cap_g,
                         bool *over_cap)
{
    struct capping c = {side, before, cap_g};
    double least = fmax(isnan(side->price) ? 0 : side->price, 1e-3), root = log(MOST_PRICE);
    bool found;

    if (!settle(side, before))
        return false;
    if (side->state == CAIRN_YEAR_INFEASIBLE || side->found.carbon_g <= cap_g)
        return true;
    found = cairn_root_find(&(struct cairn_root_question){.of = over,
                                                          .context = &c,
                                                          .low = log(least),
                                                          .high = log(MOST_PRICE),
                                                          .absolute = 1e-9,
                                                          .iterations = 200},
                            &root) == CAIRN_ROOT_FOUND;
    *over_cap = !found;
    over(&c, root);
    return !side->rungs.stopped;
}

bool cairn_growing_holds(const struct cairn_growing *g, int year)
{
    const struct cairn_growth_policy *policy = g->of->policy;

    return policy && g->first->growth.from + year - 1 >= policy->begins;
}

/* With what holds in the year. */
bool cairn_side_settle(struct cairn_side *side, const double *before, bool *over_cap)
{
    const struct cairn_growth_policy *policy = side->g->of->policy;
    bool held = cairn_growing_holds(side->g, side->year);

    if (held && !isnan(policy->carbon_usd_per_t))
        side->price =
            cairn_years_policy(policy, policy->carbon_usd_per_t, side->g->first, side->year);
    if (held && !isnan(policy->carbon_cap_g))
        return settle_below(
            side, before,
            cairn_years_policy(policy, policy->carbon_cap_g, side->g->first, side->year), over_cap);
    return settle(side, before);
}

#include "study/grown.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"

enum { SECANT_STEPS = 40, MEAN_STEPS = 300, MOST_HALVINGS = 20 };

#define AGREES 1e-6    /* of the logarithm of a response */
#define STEEPEST 0.95  /* slope of what demand makes of itself, that a step is lengthened for */
#define LONGEST 1.0    /* step of the logarithm of a response */
#define MOST_PRICE 1e6 /* USD/t, as of the attribute */

void cairn_grower_init(struct cairn_grower *grower, const struct cairn_grown_setup *setup)
{
    uint64_t seed = setup->question->scenario->time.seed;

    *grower = (struct cairn_grower){.setup = setup};
    cairn_lab_init(&grower->lab, seed, CAIRN_LAB_SELECTION);
    cairn_lab_init(&grower->search_lab, seed, CAIRN_LAB_SEARCH);
    grower->lab.limits = grower->search_lab.limits = setup->limits;
    grower->lab.memory = grower->search_lab.memory = setup->limits->memory;
}

void cairn_grower_release(struct cairn_grower *grower)
{
    cairn_lab_release(&grower->lab);
    cairn_lab_release(&grower->search_lab);
}

bool cairn_grown_has_gains(const struct cairn_scenario *scenario)
{
    int last = scenario->growth.from + scenario->growth.years - 1;

    for (int p = 0; p < scenario->n_pools; p++) {
        int hardware = scenario->pools[p].hardware;

        if (hardware != CAIRN_NONE &&
            scenario->hardware[hardware].released > scenario->growth.from &&
            scenario->hardware[hardware].released <= last)
            return true;
    }
    return scenario->n_gains > 0;
}

/* ---- one case ---- */

struct growing {
    struct cairn_grower *grower;
    const struct cairn_grown_case *of;
    struct cairn_scenario *first; /* year 1 of the case; owned, as what follows */
    double *cost_usd;             /* [demand] of year 1 */
    char *why;
};

/* A side of a year: with gains or without. */
struct side {
    struct growing *g;
    int year;
    struct cairn_scenario *scenario; /* owned, as what follows */
    struct cairn_rungs rungs;
    struct cairn_year_unit *units;               /* [demand] */
    double *log_response, *next, *was, *was_off; /* [demand] */
    double *multiples;                           /* [demand] */
    double price;                                /* USD/t; NaN: nothing is paid */
    struct cairn_rungs_found found;
    enum cairn_year_state state;
};

static char *first_line(const struct cairn_diag *diag)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_diag_write(diag, &text);
    text.data[strcspn(text.data, "\n")] = '\0';
    return cairn_buffer_take(&text);
}

/* Of a year, at the demand of year 1. */
static struct cairn_scenario *make(struct growing *g, int year, bool gains)
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
        g->why = first_line(&diag);
    cairn_diag_release(&diag);
    if (made && asked->adapt)
        asked->adapt(asked->context, made);
    pthread_mutex_unlock(setup->making);
    return made;
}

static int n_demands(const struct side *side)
{
    return side->g->first->n_demands;
}

/* False: no valid scenario. */
static bool side_init(struct side *side, struct growing *g, int year, bool gains)
{
    const struct cairn_grown_setup *setup = g->grower->setup;
    size_t n;

    *side = (struct side){.g = g, .year = year, .price = NAN, .state = CAIRN_YEAR_INVALID};
    side->scenario = make(g, year, gains);
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
                                       .lab = &g->grower->lab,
                                       .search_lab = &g->grower->search_lab,
                                       .limits = setup->limits,
                                   });
    return true;
}

static void side_release(struct side *side)
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

static bool find_at(struct side *side, const double *log_response)
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
static double look_ahead(struct side *side, const double *before)
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
static void step(struct side *side, bool first)
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
static void step_to_mean(struct side *side, int number)
{
    for (int d = 0; d < n_demands(side); d++)
        side->log_response[d] += (side->next[d] - side->log_response[d]) / (number + 1);
    cairn_rungs_forget_last(&side->rungs);
}

/* Back towards a demand that could be carried. False: there is none, or it was stopped. */
static bool retreat(struct side *side, bool carried)
{
    for (int i = 0; i < MOST_HALVINGS && carried && !side->rungs.stopped; i++) {
        for (int d = 0; d < n_demands(side); d++)
            side->log_response[d] = (side->log_response[d] + side->was[d]) / 2;
        if (find_at(side, side->log_response))
            return true;
    }
    return false;
}

/* Sets its state; the figures of where it ended are found. False: stopped. */
static bool settle(struct side *side, const double *before)
{
    bool carried = false;

    side->state = CAIRN_YEAR_UNSETTLED;
    for (int d = 0; d < n_demands(side); d++)
        side->log_response[d] = log(before[d]);
    for (int i = 0; i < SECANT_STEPS + MEAN_STEPS; i++) {
        double off;

        if (!find_at(side, side->log_response) && !retreat(side, carried))
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
    struct side *side;
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
static bool settle_below(struct side *side, const double *before, double cap_g, bool *over_cap)
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

static bool holds(const struct growing *g, int year)
{
    const struct cairn_growth_policy *policy = g->of->policy;

    return policy && g->first->growth.from + year - 1 >= policy->begins;
}

/* With what holds in the year. */
static bool settle_year(struct side *side, const double *before, bool *over_cap)
{
    const struct cairn_growth_policy *policy = side->g->of->policy;
    bool held = holds(side->g, side->year);

    if (held && !isnan(policy->carbon_usd_per_t))
        side->price =
            cairn_years_policy(policy, policy->carbon_usd_per_t, side->g->first, side->year);
    if (held && !isnan(policy->carbon_cap_g))
        return settle_below(
            side, before,
            cairn_years_policy(policy, policy->carbon_cap_g, side->g->first, side->year), over_cap);
    return settle(side, before);
}

/* ---- years ---- */

static double all_costs(const struct side *side)
{
    double usd = n_demands(side) > 0 ? 0 : NAN;

    for (int d = 0; d < n_demands(side); d++)
        usd += cairn_year_unit_cost(&side->units[d], &side->scenario->growth, side->price) *
               side->units[d].requests;
    return usd;
}

static bool has_figures(const struct side *side)
{
    return side->state == CAIRN_YEAR_ANSWERED || side->state == CAIRN_YEAR_UNSETTLED ||
           side->state == CAIRN_YEAR_UNPRICED;
}

static void follow(const struct side *side, double *responses)
{
    for (int d = 0; d < n_demands(side); d++)
        responses[d] = exp(side->log_response[d]);
}

/* The year without gains, and with them at that demand, which the side with them is moved to. */
static bool compare(struct side *with, double *before, struct cairn_grown_year *year)
{
    struct side without;
    bool done = side_init(&without, with->g, with->year, false), over_cap = false;
    double without_usd;

    if (done)
        done = settle_year(&without, before, &over_cap);
    if (done && has_figures(&without)) {
        follow(&without, before);
        without_usd = all_costs(&without);
        if (find_at(with, without.log_response))
            year->gains = cairn_rebounded_of(without.found.carbon_g, with->found.carbon_g,
                                             year->carbon_g, all_costs(with) / without_usd);
        if (fabs(with->price - without.price) > 0) /* costs differ by more than the gains */
            year->gains.break_even = NAN;
    }
    done = done && !without.rungs.stopped && !with->rungs.stopped;
    side_release(&without);
    return done;
}

static bool grow_year(struct growing *g, int number, double *responses, double *without,
                      struct cairn_grown_year *year)
{
    bool gains = cairn_grown_has_gains(g->first) ||
                 (g->of->policy && g->of->policy->select && holds(g, number));
    struct side side;
    bool done = side_init(&side, g, number, true);

    if (done)
        done = number == 1 ? find_at(&side, side.log_response) || !side.rungs.stopped
                           : settle_year(&side, responses, &year->over_cap);
    if (done && number == 1 && side.state != CAIRN_YEAR_INFEASIBLE) {
        side.state = CAIRN_YEAR_ANSWERED;
        for (int d = 0; d < n_demands(&side); d++)
            g->cost_usd[d] =
                cairn_year_unit_cost(&side.units[d], &side.scenario->growth, side.price);
    }
    year->state = side.state;
    if (done && has_figures(&side)) {
        follow(&side, responses);
        year->placement = side.found.placement;
        year->requests = side.found.requests;
        year->carbon_g = side.found.carbon_g;
        year->carbon_usd_per_t = side.price;
        year->planned_ratio =
            cairn_rungs_ratio(&side.rungs, side.multiples, g->grower->setup->planned[number - 1]);
        done = number == 1 || !gains || compare(&side, without, year);
    }
    side_release(&side);
    return done;
}

bool cairn_grower_grow(struct cairn_grower *grower, const struct cairn_grown_case *of,
                       struct cairn_grown_year *years, char **why)
{
    struct growing g = {.grower = grower, .of = of};
    size_t n = (size_t)grower->setup->question->scenario->n_demands + 1;
    double *responses = cairn_calloc(n, sizeof(double)), *without = cairn_calloc(n, sizeof(double));
    int n_years = grower->setup->question->scenario->growth.years;
    bool done;

    g.cost_usd = cairn_calloc(n, sizeof(double));
    for (size_t d = 0; d < n; d++)
        responses[d] = without[d] = 1;
    g.first = make(&g, 1, true);
    done = g.first != NULL;
    for (int y = 0; y < n_years; y++)
        years[y] = (struct cairn_grown_year){.state = CAIRN_YEAR_INVALID,
                                             .placement = CAIRN_NONE,
                                             .requests = NAN,
                                             .carbon_g = NAN,
                                             .gains = cairn_rebounded_none(),
                                             .carbon_usd_per_t = NAN,
                                             .planned_ratio = NAN};
    for (int y = 0; done && y < n_years; y++)
        done = grow_year(&g, y + 1, responses, without, &years[y]);
    *why = g.why;
    cairn_scenario_free(g.first);
    cairn_free(g.cost_usd);
    cairn_free(responses);
    cairn_free(without);
    return done;
}

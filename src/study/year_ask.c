#include "study/year_ask.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "math/root.h"

enum { PLAIN_STEPS = 3, DAMPED_STEPS = 25, WIDENINGS = 8, ROOT_STEPS = 15 };

#define AGREES 1e-6 /* of the logarithm of a response */
#define ROOT_WIDTH 1e-4

const char *cairn_year_state_name(enum cairn_year_state state)
{
    static const char *const names[] = {
        [CAIRN_YEAR_ANSWERED] = "answered", [CAIRN_YEAR_UNSETTLED] = "unsettled",
        [CAIRN_YEAR_UNPRICED] = "unpriced", [CAIRN_YEAR_INFEASIBLE] = "infeasible",
        [CAIRN_YEAR_INVALID] = "invalid",   [CAIRN_YEAR_STOPPED] = "stopped",
    };

    return names[state];
}

void cairn_year_asked_release(struct cairn_year_asked *asked)
{
    if (asked->has_amounts)
        cairn_year_amounts_release(&asked->amounts);
    if (asked->has_answer)
        cairn_answer_release(&asked->answer);
    cairn_scenario_free(asked->scenario);
    cairn_free(asked->responses);
    cairn_free(asked->why);
    *asked = (struct cairn_year_asked){0};
}

bool cairn_year_ask(struct cairn_year_asker *asker, int year, bool gains, const double *responses,
                    struct cairn_year_asked *asked)
{
    size_t n = (size_t)asker->scenario->n_demands;
    struct cairn_year_question question = {
        .scenario = asker->scenario,
        .year = year,
        .gains = gains,
        .responses = responses,
        .edits = asker->edits,
        .n_edits = asker->n_edits,
    };
    struct cairn_diag diag;
    double *kept = cairn_calloc(n + 1, sizeof *kept);

    if (n > 0)
        memcpy(kept, responses, n * sizeof *kept);
    *asked = (struct cairn_year_asked){.state = CAIRN_YEAR_INVALID, .responses = kept};
    asker->questions++;
    cairn_diag_init(&diag);
    asked->scenario = cairn_years_make(asker->from, &question, &diag);
    if (!asked->scenario)
        asked->why = cairn_diag_first_line(&diag);
    cairn_diag_release(&diag);
    if (!asked->scenario)
        return true;
    if (asker->adapt)
        asker->adapt(asker->context, asked->scenario);
    asked->has_answer = true;
    asked->state = CAIRN_YEAR_STOPPED;
    if (!cairn_choose(&asked->answer, asked->scenario, asker->limits))
        return false;
    asked->state = CAIRN_YEAR_INFEASIBLE;
    if (asked->answer.best == CAIRN_NONE) {
        asked->why = cairn_strdup(asked->answer.why ? asked->answer.why : "no placement");
        return true;
    }
    asked->state = CAIRN_YEAR_ANSWERED;
    asked->has_amounts = true;
    cairn_year_amounts_init(&asked->amounts, &asked->answer,
                            asked->answer.candidates[asked->answer.best]);
    return true;
}

/* ---- the demand that an answer leads to ---- */

struct solving {
    struct cairn_year_asker *asker;
    int year;
    bool gains;
    const double *before;
    struct cairn_year_asked *asked; /* the last one */
    double *next;                   /* [demand]: what that leads to */
    double off;                     /* most of |ln next - ln asked| */
    int elastic;                    /* the only demand that answers, or CAIRN_NONE: several */
    bool stopped;
};

static bool answers(const struct cairn_demand *demand)
{
    return demand->elasticity > 0;
}

static void look_ahead(struct solving *s)
{
    const struct cairn_scenario *scenario = s->asker->scenario;

    s->off = 0;
    for (int d = 0; d < scenario->n_demands; d++) {
        const struct cairn_demand *demand = &scenario->demands[d];
        double cost = s->asked->amounts.cost_usd[d];
        double was = s->asker->cost_usd ? s->asker->cost_usd[d] : cost;

        s->next[d] = s->before[d];
        if (!answers(demand))
            continue;
        if (!(cost > 0) || !(was > 0)) {
            s->asked->state = CAIRN_YEAR_UNPRICED;
            if (!s->asked->why)
                s->asked->why = cairn_strdup(s->asked->amounts.unpriced
                                                 ? s->asked->amounts.unpriced
                                                 : "what a request cost in year 1 is not known");
            continue;
        }
        s->next[d] = cairn_years_response(demand, s->before[d], cost / was);
        s->off = fmax(s->off, fabs(log(s->next[d]) - log(s->asked->responses[d])));
    }
}

/* Asks at these responses; false: stopped, or there is nothing to go on from. */
static bool step(struct solving *s, const double *responses)
{
    double *at = cairn_calloc((size_t)s->asker->scenario->n_demands + 1, sizeof *at);

    for (int d = 0; d < s->asker->scenario->n_demands; d++)
        at[d] = responses[d];
    cairn_year_asked_release(s->asked);
    s->stopped = !cairn_year_ask(s->asker, s->year, s->gains, at, s->asked);
    cairn_free(at);
    if (s->asked->state == CAIRN_YEAR_ANSWERED)
        look_ahead(s);
    return s->asked->state == CAIRN_YEAR_ANSWERED;
}

/* More than what it leads to; where no placement can carry it, demand is too high: 1. */
static double excess(void *context, double log_response)
{
    struct solving *s = context;
    double *at = cairn_calloc((size_t)s->asker->scenario->n_demands, sizeof *at);
    bool answered;

    for (int d = 0; d < s->asker->scenario->n_demands; d++)
        at[d] = s->before[d];
    at[s->elastic] = exp(log_response);
    answered = !s->stopped && step(s, at);
    cairn_free(at);
    if (!answered)
        return s->asked->state == CAIRN_YEAR_INFEASIBLE ? 1 : NAN;
    return log_response - log(s->next[s->elastic]);
}

/* From a demand that can be carried, past the one that it leads to, until they cross. */
static bool bracket(struct solving *s, double x, double *low, double *high)
{
    double e = excess(s, x), stride = -e;

    for (int i = 0; i < WIDENINGS; i++) {
        double beyond = x + stride, then = excess(s, beyond);

        if (isnan(then))
            return false;
        *low = fmin(x, beyond);
        *high = fmax(x, beyond);
        if (e * then <= 0)
            return true;
        x = beyond;
        e = then;
        stride *= 2;
    }
    return false;
}

static void by_root(struct solving *s, double from)
{
    struct cairn_root_question question = {
        .of = excess, .context = s, .absolute = ROOT_WIDTH, .iterations = ROOT_STEPS};
    double root;

    if (!bracket(s, from, &question.low, &question.high) ||
        cairn_root_find(&question, &root) != CAIRN_ROOT_FOUND)
        return;
    excess(s, root);
    if (s->asked->state == CAIRN_YEAR_INFEASIBLE)
        excess(s, root - 2 * ROOT_WIDTH);
    if (s->asked->state == CAIRN_YEAR_ANSWERED && s->off < 10 * ROOT_WIDTH)
        s->off = 0;
}

static void by_damped_steps(struct solving *s)
{
    double *at = cairn_calloc((size_t)s->asker->scenario->n_demands, sizeof *at);

    for (int i = 0; i < DAMPED_STEPS && s->off > ROOT_WIDTH; i++) {
        for (int d = 0; d < s->asker->scenario->n_demands; d++)
            at[d] =
                s->asked->responses[d] * pow(s->next[d] / s->asked->responses[d], 1.0 / (i + 2));
        if (!step(s, at))
            break;
    }
    if (s->off <= ROOT_WIDTH)
        s->off = 0;
    cairn_free(at);
}

static int only_elastic(const struct cairn_scenario *scenario)
{
    int only = CAIRN_NONE;

    for (int d = 0; d < scenario->n_demands; d++)
        if (answers(&scenario->demands[d])) {
            if (only != CAIRN_NONE)
                return CAIRN_NONE;
            only = d;
        }
    return only;
}

bool cairn_year_solve(struct cairn_year_asker *asker, int year, bool gains, const double *before,
                      struct cairn_year_asked *asked)
{
    struct solving s = {
        .asker = asker, .year = year, .gains = gains, .before = before, .asked = asked};
    size_t n = (size_t)asker->scenario->n_demands + 1;
    double *at = cairn_calloc(n, sizeof *at);
    double from = NAN; /* logarithm of a response that can be carried */
    bool open;

    *asked = (struct cairn_year_asked){0};
    s.next = cairn_calloc(n, sizeof *s.next);
    s.elastic = only_elastic(asker->scenario);
    for (int d = 0; d < asker->scenario->n_demands; d++)
        at[d] = before[d];
    for (int i = 0; i <= PLAIN_STEPS && step(&s, at) && s.off > AGREES; i++) {
        from = s.elastic == CAIRN_NONE ? NAN : log(at[s.elastic]);
        memcpy(at, s.next, n * sizeof *at);
    }
    open = asked->state == CAIRN_YEAR_ANSWERED ||
           (asked->state == CAIRN_YEAR_INFEASIBLE && !isnan(from));
    if (open && s.off > AGREES) {
        if (s.elastic != CAIRN_NONE)
            by_root(&s, from);
        else
            by_damped_steps(&s);
        if (asked->state == CAIRN_YEAR_ANSWERED && s.off > AGREES)
            asked->state = CAIRN_YEAR_UNSETTLED;
    }
    cairn_free(s.next);
    cairn_free(at);
    return !s.stopped;
}

#include "choose/bound_solve_prices.h"

#include <math.h>
#include <string.h>

#include <cairn/scenario.h>

#include "base/alloc.h"
#include "choose/bound_solve_market.h"
#include "choose/bound_solve_repair.h"

/* Chosen by hand, on the problems of tests/bench/bench_bound.c. */
enum {
    ROOT_TRADES = 1000,
    NODE_TRADES = 100,
    PATIENCE = 10, /* trades without a better bound until steps are halved */
    RULE_EVERY = 10,
};

/* Offers that may be looked at: so often each, and so many besides. */
#define MOST_LOOKS 4000.0
#define MORE_LOOKS 5e6
#define WITHIN 2e-7     /* of the cost: solutions that save less are not looked for */
#define ALMOST 0.999    /* of a unit */
#define LEAST_STEP 5e-3 /* of what Held, Wolfe and Crowder begin with */
#define BEGIN_STEP 1.5
#define MEMORY 0.3 /* of the last direction */

struct climb {
    struct cairn_prices *of;
    struct cairn_market market;
    double limit;      /* what costs so much or more is not looked for */
    double bound;      /* at the best prices of this node */
    double *best;      /* [demand]: those */
    double *direction; /* [demand] */
    int *trial;        /* [demand]: a solution being made */
    double most_looks;
    bool gave_up;
};

/* ---- solutions ---- */

static void learn(struct climb *c, const int *chosen, double cost)
{
    struct cairn_prices *of = c->of;

    if (!(cost < of->cost))
        return;
    of->cost = cost;
    memcpy(of->chosen, chosen, (size_t)of->problem->n_demands * sizeof *chosen);
    c->limit = of->unit > 0.0 ? cost - ALMOST * of->unit : cost - WITHIN * fabs(cost);
}

/* A solution near what was taken. */
static void learn_nearby(struct climb *c)
{
    if (cairn_market_repair(&c->market, c->trial))
        learn(c, c->trial,
              cairn_bound_cost_of(c->of->problem, c->trial) - c->of->problem->fixed_cost);
}

/* All demands are served outside of the market: one solution is left. */
static void learn_last(struct climb *c)
{
    cairn_market_trade(&c->market);
    learn_nearby(c);
}

/* ---- prices ---- */

/* A step of this size against what is taken too seldom or too often. False: nothing is. */
static bool step(struct climb *c, double bound, double size)
{
    struct cairn_market *m = &c->market;
    double target = isinf(c->of->cost) ? bound + 0.05 * fabs(bound) : c->of->cost, norm = 0.0;

    for (int d = 0; d < m->problem->n_demands; d++) {
        int off = m->present[d] ? 1 - m->times[d] : 0;

        norm += off * off;
        c->direction[d] = off + MEMORY * c->direction[d];
    }
    if (norm == 0.0)
        return false;
    for (int d = 0; d < m->problem->n_demands; d++)
        m->price[d] += size * (target - bound) / norm * c->direction[d];
    return true;
}

/* Improves the bound at this node. False: nothing is left to look for here. */
static bool climb(struct climb *c, int most)
{
    struct cairn_market *m = &c->market;
    size_t bytes = (size_t)m->problem->n_demands * sizeof *c->best;
    double size = BEGIN_STEP;
    int stale = 0, ruled = 0;

    c->bound = -INFINITY;
    memset(c->direction, 0, bytes);
    if (!cairn_market_settle(m))
        return false;
    for (int t = 0; t < most && size > LEAST_STEP; t++) {
        double bound = cairn_market_trade(m);

        if (m->looks > c->most_looks) {
            c->gave_up = true;
            return false;
        }
        if (bound > c->bound) {
            c->bound = bound;
            memcpy(c->best, m->price, bytes);
            learn_nearby(c);
            stale = 0;
            if (bound >= c->limit)
                return false;
            if (t >= ruled + RULE_EVERY) {
                ruled = t;
                if (cairn_market_rule_out(m, bound, c->limit) && !cairn_market_settle(m))
                    return false;
            }
        } else if (++stale > PATIENCE) {
            size /= 2.0;
            stale = 0;
            memcpy(m->price, c->best, bytes);
        }
        if (!step(c, bound, size)) {
            learn_nearby(c);
            break;
        }
    }
    memcpy(m->price, c->best, bytes);
    return true;
}

/* Trades at the best prices, and rules out by them. False: nothing is left to look for. */
static bool conclude(struct climb *c)
{
    double bound = cairn_market_trade(&c->market);

    if (bound >= c->limit)
        return false;
    cairn_market_rule_out(&c->market, bound, c->limit);
    return cairn_market_settle(&c->market);
}

/* ---- the tree ---- */

/* A facility that is open about half of the time, or CAIRN_NONE. */
static int find_station(const struct cairn_market *m)
{
    double clearest = INFINITY;
    int found = CAIRN_NONE;

    for (int s = 0; s < m->n_stations; s++) {
        const struct cairn_station *station = &m->stations[s];

        if (station->held || station->used || station->open_cost <= 0.0 || station->n_active == 0)
            continue;
        if (fabs(station->often - 0.5) < clearest) {
            clearest = fabs(station->often - 0.5);
            found = s;
        }
    }
    return found;
}

/* The offer taken most often, to the demand where that is least; CAIRN_NONE: all are served. */
static int find_offer(const struct cairn_market *m)
{
    double least = INFINITY;
    int found = CAIRN_NONE;

    for (int d = 0; d < m->problem->n_demands; d++) {
        double most = -1.0;
        int best = CAIRN_NONE;

        if (!m->present[d] || m->only[d] != CAIRN_NONE)
            continue;
        for (int o = m->problem->first_option[d]; o < m->problem->first_option[d + 1]; o++) {
            int i = m->offer_of[o];

            if (i != CAIRN_NONE && m->offers[i].allowed && m->offers[i].often > most) {
                most = m->offers[i].often;
                best = i;
            }
        }
        if (most < least) {
            least = most;
            found = best;
        }
    }
    return found;
}

static void close_station(struct cairn_market *m, int s)
{
    for (int i = m->stations[s].first; i < m->stations[s].first + m->stations[s].n; i++)
        cairn_market_forbid(m, i);
}

static void visit(struct climb *c, bool root);

/* Both sides of a question. */
static void branch(struct climb *c, int station, int offer)
{
    struct cairn_market *m = &c->market;
    size_t bytes = (size_t)m->problem->n_demands * sizeof *m->price;
    double *price = cairn_calloc((size_t)m->problem->n_demands, sizeof *price);
    bool first = station == CAIRN_NONE || m->stations[station].often >= 0.5;
    int n_trail = m->n_trail;

    memcpy(price, m->price, bytes);
    for (int side = 0; side < 2; side++) {
        if (station == CAIRN_NONE) {
            if (side == 0)
                cairn_market_insist(m, offer);
            else
                cairn_market_forbid(m, offer);
        } else if ((side == 0) == first) {
            cairn_market_hold(m, station);
        } else {
            close_station(m, station);
        }
        visit(c, false);
        cairn_market_undo(m, n_trail);
        memcpy(m->price, price, bytes);
    }
    cairn_free(price);
}

static void visit(struct climb *c, bool root)
{
    const struct cairn_bound_query *query = c->of->query;
    int n_trail = c->market.n_trail, station, offer;

    c->gave_up =
        c->gave_up || c->of->nodes >= query->nodes || (query->stop && query->stop(query->context));
    if (c->gave_up)
        return;
    c->of->nodes++;
    if (climb(c, root ? ROOT_TRADES : NODE_TRADES)) {
        if (root)
            c->of->bound = c->bound;
        if (conclude(c)) {
            station = find_station(&c->market);
            offer = station == CAIRN_NONE ? find_offer(&c->market) : CAIRN_NONE;
            if (station != CAIRN_NONE || offer != CAIRN_NONE)
                branch(c, station, offer);
            else
                learn_last(c);
        }
    }
    cairn_market_undo(&c->market, n_trail);
}

/* What the second cheapest offer to each demand costs. */
static void begin(struct climb *c)
{
    struct cairn_market *m = &c->market;

    for (int d = 0; d < m->problem->n_demands; d++) {
        double least = INFINITY, second = INFINITY;

        for (int o = m->problem->first_option[d]; o < m->problem->first_option[d + 1]; o++) {
            double cost = m->offer_of[o] == CAIRN_NONE ? INFINITY : m->problem->options[o].cost;

            if (cost < least) {
                second = least;
                least = cost;
            } else {
                second = fmin(second, cost);
            }
        }
        m->price[d] = !isinf(second) ? second : isinf(least) ? 0.0 : least;
        c->trial[d] = CAIRN_NONE;
    }
}

bool cairn_prices_solve(struct cairn_prices *of)
{
    size_t n = (size_t)of->problem->n_demands;
    struct climb c = {.of = of, .limit = INFINITY};
    bool is_market = cairn_market_init(&c.market, of->problem, of->part_of, of->part);

    of->bound = of->nodes = 0.0;
    of->cost = INFINITY;
    of->proven = false;
    if (is_market) {
        c.best = cairn_calloc(n, sizeof *c.best);
        c.direction = cairn_calloc(n, sizeof *c.direction);
        c.trial = cairn_calloc(n, sizeof *c.trial);
        c.most_looks = MOST_LOOKS * c.market.n_offers + MORE_LOOKS;
        begin(&c);
        visit(&c, true);
        of->proven = !c.gave_up && !isinf(of->cost);
        if (of->proven)
            of->bound = of->unit > 0.0 ? of->cost : of->cost - WITHIN * fabs(of->cost);
        cairn_free(c.best);
        cairn_free(c.direction);
        cairn_free(c.trial);
    }
    cairn_market_release(&c.market);
    return is_market;
}

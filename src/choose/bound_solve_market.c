#include "choose/bound_solve_market.h"

#include <math.h>

#include <cairn/scenario.h>

#include "base/alloc.h"

#define LATELY 0.1 /* weight of the last trade in what happened lately */

/* ---- what is forbidden ---- */

void cairn_market_forbid(struct cairn_market *m, int offer)
{
    if (!m->offers[offer].allowed)
        return;
    m->offers[offer].allowed = false;
    m->trail[m->n_trail++] = offer;
}

void cairn_market_hold(struct cairn_market *m, int station)
{
    if (m->stations[station].held)
        return;
    m->stations[station].held = true;
    m->trail[m->n_trail++] = -1 - station;
}

void cairn_market_insist(struct cairn_market *m, int offer)
{
    const int *first = &m->problem->first_option[m->offers[offer].demand];

    for (int o = first[0]; o < first[1]; o++)
        if (m->offer_of[o] != CAIRN_NONE && m->offer_of[o] != offer)
            cairn_market_forbid(m, m->offer_of[o]);
}

void cairn_market_undo(struct cairn_market *m, int n_trail)
{
    while (m->n_trail > n_trail) {
        int last = m->trail[--m->n_trail];

        if (last < 0)
            m->stations[-1 - last].held = false;
        else
            m->offers[last].allowed = true;
    }
}

/* Forbids what does not fit, and counts what is left. Whether anything was forbidden. */
static bool forbid_unfit(struct cairn_market *m, int *last)
{
    bool any = false;

    for (int d = 0; d < m->problem->n_demands; d++)
        m->n_allowed[d] = 0;
    for (int i = 0; i < m->n_offers; i++) {
        struct cairn_offer *offer = &m->offers[i];

        if (!offer->allowed)
            continue;
        if (m->only[offer->demand] == CAIRN_NONE &&
            offer->work > m->stations[offer->station].left) {
            cairn_market_forbid(m, i);
            any = true;
            continue;
        }
        m->n_allowed[offer->demand]++;
        last[offer->demand] = i;
    }
    return any;
}

/* Serves demands with one option left. False: there is no room, or a demand has none left. */
static bool serve_only(struct cairn_market *m, const int *last, bool *any)
{
    for (int d = 0; d < m->problem->n_demands; d++) {
        struct cairn_station *station;

        if (!m->present[d] || m->only[d] != CAIRN_NONE)
            continue;
        if (m->n_allowed[d] == 0)
            return false;
        if (m->n_allowed[d] > 1)
            continue;
        m->only[d] = last[d];
        station = &m->stations[m->offers[last[d]].station];
        station->left -= m->offers[last[d]].work;
        station->used = true;
        *any = true;
        if (station->left < 0.0)
            return false;
    }
    return true;
}

static void find_active(struct cairn_market *m)
{
    for (int s = 0; s < m->n_stations; s++) {
        struct cairn_station *station = &m->stations[s];
        double work = 0.0;

        station->n_active = 0;
        for (int i = station->first; i < station->first + station->n; i++) {
            struct cairn_offer *offer = &m->offers[i];

            offer->taken = m->only[offer->demand] == i;
            if (!offer->allowed || m->only[offer->demand] != CAIRN_NONE)
                continue;
            work += offer->work;
            m->active[station->first + station->n_active++] = i;
        }
        station->loose = work <= station->left;
    }
}

bool cairn_market_settle(struct cairn_market *m)
{
    int *last = cairn_calloc((size_t)m->problem->n_demands, sizeof *last);
    bool any = true, can = true;

    for (int d = 0; d < m->problem->n_demands; d++)
        m->only[d] = CAIRN_NONE;
    for (int s = 0; s < m->n_stations; s++) {
        m->stations[s].left = m->stations[s].room;
        m->stations[s].used = false;
    }
    while (any && can) {
        any = forbid_unfit(m, last);
        can = serve_only(m, last, &any);
    }
    cairn_free(last);
    if (can)
        find_active(m);
    return can;
}

/* ---- trade ---- */

/* What a station may be asked for: with a gain from the front, without from the back. */
static void gather(struct cairn_market *m, struct cairn_station *station)
{
    int back = station->first + station->n;

    station->n_good = 0;
    for (int k = station->first; k < station->first + station->n_active; k++) {
        struct cairn_offer *offer = &m->offers[m->active[k]];
        struct cairn_thing thing = {.work = offer->work, .index = m->active[k]};

        offer->taken = false;
        thing.gain = m->price[offer->demand] - offer->cost;
        if (thing.gain > 0.0)
            m->things[station->first + station->n_good++] = thing;
        else
            m->things[--back] = thing;
    }
}

static bool must_open(const struct cairn_station *station)
{
    return station->held || station->used;
}

static void choose(struct cairn_market *m, struct cairn_station *station)
{
    struct cairn_thing *things = m->things + station->first;

    gather(m, station);
    m->looks += station->n_active;
    station->gains = 0.0;
    if (station->loose)
        for (int i = 0; i < station->n_good; i++) {
            things[i].taken = true;
            station->gains += things[i].gain;
        }
    else
        station->gains = cairn_knapsack(things, station->n_good, station->left, &m->looks);
    station->open = must_open(station) || station->gains > station->open_cost;
    station->often += LATELY * (station->open - station->often);
    for (int i = 0; i < station->n_good; i++)
        if (things[i].taken && station->open) {
            m->offers[things[i].index].taken = true;
            m->times[m->offers[things[i].index].demand]++;
        }
    for (int k = station->first; k < station->first + station->n_active; k++) {
        struct cairn_offer *offer = &m->offers[m->active[k]];

        offer->often += LATELY * (offer->taken - offer->often);
    }
}

double cairn_market_trade(struct cairn_market *m)
{
    double sum = 0.0;

    for (int d = 0; d < m->problem->n_demands; d++) {
        bool only = m->present[d] && m->only[d] != CAIRN_NONE;

        m->times[d] = only;
        sum += only ? m->offers[m->only[d]].cost : m->present[d] ? m->price[d] : 0.0;
    }
    for (int s = 0; s < m->n_stations; s++) {
        choose(m, &m->stations[s]);
        if (m->stations[s].open)
            sum += m->stations[s].open_cost - m->stations[s].gains;
    }
    return sum;
}

/* ---- ruling out ---- */

/* The most that the others can gain beside a thing that takes so much room, without it. */
static double others(const struct cairn_market *m, const struct cairn_station *station, int thing,
                     double work)
{
    const struct cairn_thing *things = m->things + station->first;
    bool good = thing < station->n_good;

    if (station->loose)
        return station->gains - (good ? things[thing].gain : 0.0);
    return cairn_knapsack_most(things, station->n_good, good ? thing : CAIRN_NONE,
                               station->left - work);
}

/* rest: what all the others cost at least. */
static void rule_out_thing(struct cairn_market *m, const struct cairn_station *station, int thing,
                           double rest, double limit)
{
    const struct cairn_thing *t = &m->things[station->first + thing];

    if (thing < station->n_good && t->taken && station->open) {
        double least = station->open_cost - others(m, station, thing, 0.0);

        if (rest + (must_open(station) ? least : fmin(0.0, least)) >= limit)
            cairn_market_insist(m, t->index);
    } else if (rest + station->open_cost - t->gain - others(m, station, thing, t->work) >= limit) {
        cairn_market_forbid(m, t->index);
    }
}

bool cairn_market_rule_out(struct cairn_market *m, double bound, double limit)
{
    int n_trail = m->n_trail;

    for (int s = 0; s < m->n_stations; s++) {
        struct cairn_station *station = &m->stations[s];
        double rest = bound - (station->open ? station->open_cost - station->gains : 0.0);
        /* Those without a gain stand at the end of the station's things. */
        int behind = station->n - station->n_active;

        if (!must_open(station) && station->open && rest >= limit)
            cairn_market_hold(m, s);
        for (int i = 0; i < station->n_active; i++)
            rule_out_thing(m, station, i < station->n_good ? i : i + behind, rest, limit);
    }
    return m->n_trail > n_trail;
}

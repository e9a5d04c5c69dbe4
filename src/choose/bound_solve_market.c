#include "choose/bound_solve_market.h"

#include <math.h>

#include <cairn/scenario.h>

#include "base/alloc.h"

#define CLOSE_BY 1e-9 /* of a device: as cairn_bound_sizes() has it */
#define LATELY 0.1    /* weight of the last trade in what happened lately */

/* ---- making ---- */

/* The one facility that matters to an option, or CAIRN_NONE. False: there are more. */
static bool find_use(const struct cairn_bound_problem *problem, int option, int *use)
{
    const struct cairn_bound_option *of = &problem->options[option];

    *use = CAIRN_NONE;
    for (int u = of->first_use; u < of->first_use + of->n_uses; u++) {
        const struct cairn_bound_facility *f = &problem->facilities[problem->uses[u].facility];

        if (!f->sized && f->open_cost <= 0.0)
            continue;
        if (*use != CAIRN_NONE || (f->sized && f->max > 1))
            return false;
        *use = u;
    }
    return true;
}

/* [facility]: the row in which most work can come to it. */
static void find_rows(const struct cairn_bound_problem *problem, int *row)
{
    size_t n_rows = (size_t)problem->n_rows;
    double *sum = cairn_calloc((size_t)problem->n_facilities * n_rows, sizeof *sum);

    for (int u = 0; u < problem->n_uses; u++)
        for (size_t r = 0; problem->uses[u].first_work != CAIRN_NONE && r < n_rows; r++)
            sum[(size_t)problem->uses[u].facility * n_rows + r] +=
                problem->works[(size_t)problem->uses[u].first_work + r];
    for (int f = 0; f < problem->n_facilities; f++)
        for (size_t r = 0; r < n_rows; r++)
            if (sum[(size_t)f * n_rows + r] > sum[(size_t)f * n_rows + (size_t)row[f]])
                row[f] = (int)r;
    cairn_free(sum);
}

static void add_station(struct cairn_market *m, int facility)
{
    const struct cairn_bound_facility *f = &m->problem->facilities[facility];
    struct cairn_station *station = &m->stations[facility + 1];

    station->open_cost = cairn_bound_facility_cost(f, 1);
    station->room = f->sized ? f->max + CLOSE_BY : INFINITY;
}

/* Counts offers, or puts them in their places. False: too many facilities for one. */
static bool add_offers(struct cairn_market *m, const int *row, bool count)
{
    const struct cairn_bound_problem *problem = m->problem;

    for (int o = 0; o < problem->n_options; o++) {
        const struct cairn_bound_option *option = &problem->options[o];
        struct cairn_station *station = m->stations;
        double work = 0.0;
        int use;

        if (!m->present[option->demand] || !cairn_bound_is_possible(problem, o))
            continue;
        if (!find_use(problem, o, &use))
            return false;
        if (use != CAIRN_NONE) {
            int f = problem->uses[use].facility;

            station += f + 1;
            if (problem->uses[use].first_work != CAIRN_NONE)
                work = problem->works[problem->uses[use].first_work + row[f]];
        }
        m->offer_of[o] = station->first + station->n;
        if (!count)
            m->offers[m->offer_of[o]] =
                (struct cairn_offer){.option = o,
                                     .demand = option->demand,
                                     .station = (int)(station - m->stations),
                                     .cost = option->cost,
                                     .work = work,
                                     .allowed = true};
        station->n++;
        m->n_offers += count;
    }
    return true;
}

static void place_offers(struct cairn_market *m, const int *row)
{
    for (int s = 0, first = 0; s < m->n_stations; s++) {
        m->stations[s].first = m->stations[s].first_thing = first;
        first += m->stations[s].n;
        m->stations[s].n = 0;
    }
    m->offers = cairn_calloc((size_t)m->n_offers, sizeof *m->offers);
    m->things = cairn_calloc((size_t)m->n_offers, sizeof *m->things);
    m->active = cairn_calloc((size_t)m->n_offers, sizeof *m->active);
    m->trail = cairn_calloc((size_t)(m->n_offers + m->n_stations), sizeof *m->trail);
    add_offers(m, row, false);
}

bool cairn_market_init(struct cairn_market *m, const struct cairn_bound_problem *problem,
                       const int *part_of, int part)
{
    size_t n = (size_t)problem->n_demands;
    int *row = cairn_calloc((size_t)problem->n_facilities, sizeof *row);
    bool made;

    *m = (struct cairn_market){.problem = problem, .n_stations = problem->n_facilities + 1};
    m->stations = cairn_calloc((size_t)m->n_stations, sizeof *m->stations);
    m->stations[0].room = INFINITY;
    m->price = cairn_calloc(n, sizeof *m->price);
    m->times = cairn_calloc(n, sizeof *m->times);
    m->only = cairn_calloc(n, sizeof *m->only);
    m->n_allowed = cairn_calloc(n, sizeof *m->n_allowed);
    m->present = cairn_calloc(n, sizeof *m->present);
    m->offer_of = cairn_calloc((size_t)problem->n_options, sizeof *m->offer_of);
    for (int o = 0; o < problem->n_options; o++)
        m->offer_of[o] = CAIRN_NONE;
    for (size_t d = 0; d < n; d++)
        m->present[d] = part_of[d] == part;
    for (int f = 0; f < problem->n_facilities; f++)
        add_station(m, f);
    made = !problem->split && problem->n_levies == 0;
    if (made)
        find_rows(problem, row);
    made = made && add_offers(m, row, true);
    if (made)
        place_offers(m, row);
    cairn_free(row);
    return made;
}

void cairn_market_release(struct cairn_market *m)
{
    cairn_free(m->offers);
    cairn_free(m->stations);
    cairn_free(m->things);
    cairn_free(m->active);
    cairn_free(m->price);
    cairn_free(m->times);
    cairn_free(m->only);
    cairn_free(m->n_allowed);
    cairn_free(m->present);
    cairn_free(m->offer_of);
    cairn_free(m->trail);
}

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
    int back = station->first_thing + station->n;

    station->n_good = station->n_things = 0;
    for (int k = station->first; k < station->first + station->n_active; k++) {
        struct cairn_offer *offer = &m->offers[m->active[k]];
        struct cairn_thing thing = {.work = offer->work, .index = m->active[k]};

        offer->taken = false;
        thing.gain = m->price[offer->demand] - offer->cost;
        if (thing.gain > 0.0)
            m->things[station->first_thing + station->n_good++] = thing;
        else
            m->things[--back] = thing;
        station->n_things++;
    }
}

static bool must_open(const struct cairn_station *station)
{
    return station->held || station->used;
}

static void choose(struct cairn_market *m, struct cairn_station *station)
{
    struct cairn_thing *things = m->things + station->first_thing;

    gather(m, station);
    m->looks += station->n_active;
    station->gains = 0.0;
    if (station->loose)
        for (int i = 0; i < station->n_good; i++) {
            things[i].taken = true;
            station->gains += things[i].gain;
        }
    else
        station->gains = cairn_knapsack(things, station->n_good, station->left);
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
    const struct cairn_thing *things = m->things + station->first_thing;
    bool good = thing < station->n_good;

    if (station->loose)
        return station->gains - (good ? things[thing].gain : 0.0);
    return cairn_knapsack_most(things, station->n_good, good ? thing : CAIRN_NONE,
                               station->left - work);
}

/* rest: what all the others cost at least. */
static bool rule_out_thing(struct cairn_market *m, const struct cairn_station *station, int thing,
                           double rest, double limit)
{
    const struct cairn_thing *t = &m->things[station->first_thing + thing];
    double least;

    if (thing < station->n_good && t->taken && station->open) {
        least = station->open_cost - others(m, station, thing, 0.0);
        if (rest + (must_open(station) ? least : fmin(0.0, least)) < limit)
            return false;
        cairn_market_insist(m, t->index);
        return true;
    }
    if (rest + station->open_cost - t->gain - others(m, station, thing, t->work) < limit)
        return false;
    cairn_market_forbid(m, t->index);
    return true;
}

bool cairn_market_rule_out(struct cairn_market *m, double bound, double limit)
{
    int n_trail = m->n_trail;

    for (int s = 0; s < m->n_stations; s++) {
        struct cairn_station *station = &m->stations[s];
        double rest = bound - (station->open ? station->open_cost - station->gains : 0.0);
        /* All things of the others' way are behind those with a gain, at the end of the room. */
        int behind = station->n - station->n_things;

        if (!must_open(station) && station->open && rest >= limit)
            cairn_market_hold(m, s);
        for (int i = 0; i < station->n_things; i++)
            rule_out_thing(m, station, i < station->n_good ? i : i + behind, rest, limit);
    }
    return m->n_trail > n_trail;
}

#include <math.h>

#include <cairn/scenario.h>

#include "base/alloc.h"
#include "choose/bound_solve_market.h"

#define CLOSE_BY 1e-9 /* of a device: as cairn_bound_sizes() has it */

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
        m->stations[s].first = first;
        first += m->stations[s].n;
        m->stations[s].n = 0;
    }
    m->offers = cairn_calloc((size_t)m->n_offers, sizeof *m->offers);
    m->things = cairn_calloc((size_t)m->n_offers, sizeof *m->things);
    m->active = cairn_calloc((size_t)m->n_offers, sizeof *m->active);
    m->trail = cairn_calloc((size_t)m->n_offers + (size_t)m->n_stations, sizeof *m->trail);
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

#include "choose/bound_solve_repair.h"

#include <math.h>

#include <cairn/scenario.h>

#include "base/alloc.h"

/* What is being built. */
struct site {
    double left;
    bool open;
};

/* The cheapest offer to a demand: of those that took it, or of all that have room. */
static int cheapest(const struct cairn_market *m, const struct site *sites, int demand, bool taken)
{
    const int *first = &m->problem->first_option[demand];
    double least = INFINITY;
    int best = CAIRN_NONE;

    for (int o = first[0]; o < first[1]; o++) {
        const struct cairn_offer *offer;
        double cost;

        if (m->offer_of[o] == CAIRN_NONE)
            continue;
        offer = &m->offers[m->offer_of[o]];
        if (taken ? !offer->taken : offer->work > sites[offer->station].left)
            continue;
        cost = offer->cost +
               (sites[offer->station].open ? 0.0 : m->stations[offer->station].open_cost);
        if (cost < least) {
            least = cost;
            best = m->offer_of[o];
        }
    }
    return best;
}

bool cairn_market_repair(const struct cairn_market *m, int *chosen)
{
    struct site *sites = cairn_calloc((size_t)m->n_stations, sizeof *sites);
    bool fits = true;

    for (int s = 0; s < m->n_stations; s++)
        sites[s] = (struct site){.left = m->stations[s].room, .open = m->stations[s].open};
    for (int taken = 1; taken >= 0; taken--)
        for (int d = 0; d < m->problem->n_demands && fits; d++) {
            const struct cairn_offer *offer;
            int i;

            if (!m->present[d] || (m->times[d] > 0) != taken)
                continue;
            i = cheapest(m, sites, d, taken);
            fits = i != CAIRN_NONE;
            if (!fits)
                continue;
            offer = &m->offers[i];
            chosen[d] = offer->option;
            sites[offer->station].left -= offer->work;
            sites[offer->station].open = true;
        }
    cairn_free(sites);
    return fits;
}

#include "model/route_share.h"

#include <assert.h>

/* The routes of a workload, which stand together: from first on, before end. */
struct range {
    int first, end;
};

static struct range routes_of(const struct cairn_placement *placement, int workload)
{
    struct range range = {0, placement->n_routes};

    while (range.first < range.end) {
        int middle = range.first + (range.end - range.first) / 2;

        if (placement->routes[middle].workload < workload)
            range.first = middle + 1;
        else
            range.end = middle;
    }
    while (range.end < placement->n_routes && placement->routes[range.end].workload == workload)
        range.end++;
    return range;
}

bool cairn_route_shares_change(const struct cairn_placement *placement, int workload)
{
    struct range range = routes_of(placement, workload);

    for (int i = range.first; i < range.end; i++)
        if (placement->routes[i].greenest || placement->routes[i].scheduled)
            return true;
    return false;
}

static int rank_of(const struct cairn_scenario *s, const struct cairn_plan *plan,
                   const struct cairn_route *route, int window)
{
    return cairn_turns_rank(&plan->turns, plan->windows[window].turn, s->pools[route->pool].place);
}

/* Is it the greenest of its workload's? */
static bool has_turn(const struct cairn_scenario *s, const struct cairn_plan *plan,
                     const struct cairn_placement *placement, int route, int window)
{
    const struct cairn_route *r = &placement->routes[route];
    struct range range = routes_of(placement, r->workload);
    int own = rank_of(s, plan, r, window);

    for (int i = range.first; i < range.end; i++) {
        const struct cairn_route *other = &placement->routes[i];
        int rank;

        if (i == route || !other->greenest)
            continue;
        rank = rank_of(s, plan, other, window);
        if (rank < own || (rank == own && i < route))
            return false;
    }
    return true;
}

static double weight(const struct cairn_scenario *s, const struct cairn_plan *plan,
                     const struct cairn_placement *placement, int route, int window)
{
    const struct cairn_route *r = &placement->routes[route];

    if (r->greenest)
        return has_turn(s, plan, placement, route, window) ? r->share : 0;
    if (r->scheduled)
        return r->share *
               cairn_plan_hours_share(plan, s, window, r->hours, s->workloads[r->workload].place);
    return r->share;
}

double cairn_route_share_in(const struct cairn_scenario *s, const struct cairn_plan *plan,
                            const struct cairn_placement *placement, int route, int window)
{
    struct range range = routes_of(placement, placement->routes[route].workload);
    double own = weight(s, plan, placement, route, window), sum = 0;
    bool weighs = false;

    for (int i = range.first; i < range.end; i++)
        weighs = weighs || placement->routes[i].scheduled;
    if (!weighs)
        return own;
    for (int i = range.first; i < range.end; i++)
        sum += weight(s, plan, placement, i, window);
    assert(sum > 0);
    return own / sum;
}

double cairn_route_share_mean(const struct cairn_scenario *s, const struct cairn_plan *plan,
                              const struct cairn_placement *placement, int route)
{
    int workload = placement->routes[route].workload;
    double sum = 0, all = 0;

    if (!cairn_route_shares_change(placement, workload))
        return placement->routes[route].share;
    for (int w = 0; w < plan->n_windows; w++) {
        double requests = plan->windows[w].hours * cairn_plan_rate(plan, w, workload);

        sum += requests * cairn_route_share_in(s, plan, placement, route, w);
        all += requests;
    }
    return all > 0 ? sum / all : 0;
}

/* Would another pool at its place that takes turns go before it, if a route went there too? */
static bool comes_second(const struct cairn_scenario *s, const struct cairn_route *route)
{
    int place = s->pools[route->pool].place;

    for (int i = 0; i < s->n_among; i++)
        if (s->among[i].pool < route->pool && s->pools[s->among[i].pool].place == place)
            return true;
    return false;
}

double cairn_route_surely(const struct cairn_scenario *s, const struct cairn_plan *plan,
                          const struct cairn_route *route, int window)
{
    if (route->scheduled)
        return 0;
    if (!route->greenest)
        return 1;
    return rank_of(s, plan, route, window) == 0 && !comes_second(s, route) ? 1 : 0;
}

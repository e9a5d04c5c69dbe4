#include "model/route_share.h"

#include <assert.h>

bool cairn_route_shares_change(const struct cairn_placement *placement, int workload)
{
    for (int i = 0; i < placement->n_routes; i++)
        if (placement->routes[i].workload == workload &&
            (placement->routes[i].greenest || placement->routes[i].scheduled))
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
    int own = rank_of(s, plan, r, window);

    for (int i = 0; i < placement->n_routes; i++) {
        const struct cairn_route *other = &placement->routes[i];
        int rank;

        if (i == route || other->workload != r->workload || !other->greenest)
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
    int workload = placement->routes[route].workload;
    double own = weight(s, plan, placement, route, window), sum = 0;
    bool weighs = false;

    for (int i = 0; i < placement->n_routes; i++)
        weighs =
            weighs || (placement->routes[i].workload == workload && placement->routes[i].scheduled);
    if (!weighs)
        return own;
    for (int i = 0; i < placement->n_routes; i++)
        if (placement->routes[i].workload == workload)
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

double cairn_route_surely(const struct cairn_scenario *s, const struct cairn_plan *plan,
                          const struct cairn_route *route, int window)
{
    if (route->scheduled)
        return 0;
    return !route->greenest || rank_of(s, plan, route, window) == 0 ? 1 : 0;
}

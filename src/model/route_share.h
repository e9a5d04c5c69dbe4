/*
 * route_share.h - shares of routes that change by the hour [GREENEST] [HOURS]
 *
 * Of the routes of a workload that go to the greenest place, all of one share, one takes it in each
 * window, and the others nothing: the one whose place ranks first in the window's turn, of two at
 * that place the first. Routes with a shape, and then all beside them, are weights: in each window
 * they divide the requests by share x shape over its highest value.
 */
#ifndef CAIRN_MODEL_ROUTE_SHARE_H
#define CAIRN_MODEL_ROUTE_SHARE_H

#include <stdbool.h>

#include <cairn/placement.h>

#include "model/plan.h"

/* Do shares of a workload's routes change by the hour? */
bool cairn_route_shares_change(const struct cairn_placement *placement, int workload);

/* Share of a workload's requests that a route of a placement takes in a window. */
double cairn_route_share_in(const struct cairn_scenario *scenario, const struct cairn_plan *plan,
                            const struct cairn_placement *placement, int route, int window);

/* Its mean over the requests of all windows. */
double cairn_route_share_mean(const struct cairn_scenario *scenario, const struct cairn_plan *plan,
                              const struct cairn_placement *placement, int route);

/*
 * Share of a route's share that it surely has in a window, whatever other routes there are: 1 where
 * that does not change, 0 where it is not known. Beside a route with a shape, its share is that of
 * the sum of all shares.
 */
double cairn_route_surely(const struct cairn_scenario *scenario, const struct cairn_plan *plan,
                          const struct cairn_route *route, int window);

#endif

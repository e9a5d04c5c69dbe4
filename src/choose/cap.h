/*
 * cap.h - how much power the planner's devices may draw at a place [CAP]
 *
 * A cap is what a connection has left. It holds for what all own and bought devices of one copy of
 * a place and its caches draw when all work at their largest, in the hour in which the building
 * takes most for them: a fuse knows no means. So whether a placement keeps it is known before it is
 * simulated, and for certain; it is told among the promises all the same.
 */
#ifndef CAIRN_CHOOSE_CAP_H
#define CAIRN_CHOOSE_CAP_H

#include <cairn/placement.h>

#include "choose/promise.h"

/* How many places of a scenario have a cap. */
int cairn_caps_count(const struct cairn_scenario *scenario);

/*
 * Power that a placement may take at most at one copy of a place, overhead included, in W; NaN
 * where some of it is not known.
 */
double cairn_cap_peak_w(const struct cairn_scenario *scenario,
                        const struct cairn_placement *placement, int place);

/*
 * Results for the caps of the places at which the placement has something; returns how many, at
 * most cairn_caps_count(). Their share is of the cap, their limit is 1, their workload the first
 * that is served there.
 */
int cairn_caps_test(const struct cairn_scenario *scenario, const struct cairn_placement *placement,
                    struct cairn_promise_result *results);

#endif

/*
 * group_overhead.c - what a building takes for the load that is in it. [COOLING]
 *
 * Ledgers charge the least that a watt of IT adds, as PUE of the place. What the planner's devices
 * add beyond that, with those of others there anyway, stands here: it is never negative.
 */

#include "account/group_stage.h"
#include "model/coupling.h"
#include "model/overhead.h"

static const double rounding = 1e-12;

static void settle(const struct cairn_ground *ground, struct cairn_group_hours *hours)
{
    const struct cairn_scenario *s = ground->scenario;
    const struct cairn_place *place = &s->places[ground->place];
    double others_w = place->building.others_w;
    double without_w = others_w > 0 ? cairn_building_w(s, place, others_w) : 0;

    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++) {
        double it_w = hours->facility_w[h] / place->pue;
        double with_w = cairn_building_w(s, place, others_w + it_w);
        double more_w = with_w - without_w - hours->facility_w[h];

        if (more_w < rounding * with_w) /* it is never negative */
            more_w = 0;

        hours->used_w[h] = hours->drawn_w[h] = more_w;
        hours->facility_w[h] += more_w;
    }
}

const struct cairn_group_stage cairn_group_overhead = {.name = "overhead",
                                                       .equation = "[COOLING]",
                                                       .part = CAIRN_PART_OVERHEAD,
                                                       .applies = cairn_place_shares_overhead,
                                                       .settle = settle}; /* it saves nothing */

/*
 * overhead.h - what a building adds to its devices, where that changes with the temperature outside
 *
 * A cooling gives PUE and WUE at points of temperature, a climate the temperature of each hour of
 * the year (year.h). Together they are PUE and WUE of each hour, which accounting needs as means
 * over the hours that a window of the sampling plan stands for. A building that takes most when the
 * grid is at its worst emits more than its mean PUE says: what is charged is the mean of PUE times
 * intensity of the same hour, not the product of the means. [COOLING]
 *
 * Between two points both change on a straight line; below the first and above the last they stay
 * as they are there, and how many hours that concerns is counted.
 *
 * Words: a spell is a season and an hour of its week, [season][168]. Means are over the hours of
 * the real calendar that fall in a spell.
 *
 * Where PUE changes with the load of the place, it is no factor of a device any more: what a
 * building takes is a function of all that is in it, and an accounting group (account/group.h)
 * charges what the planner's devices add. pue of such a place is the least that a watt adds.
 */
#ifndef CAIRN_MODEL_OVERHEAD_H
#define CAIRN_MODEL_OVERHEAD_H

#include <stdbool.h>

#include <cairn/scenario.h>

#include "base/arena.h"
#include "model/year.h"

struct cairn_hourly_overhead {
    int hours_outside_points; /* of the year */
    double pue_most;
    const double *pue;             /* [spell] */
    const double *wue;             /* [spell], L per kWh of IT; NULL: not known */
    const double *wue_of_facility; /* [spell], L per kWh of the facility: WUE / PUE of each hour */
    int first_intensity, n_intensities;   /* of the grid of the place */
    const double *const *intensity;       /* [of the grid][spell] mean of the hours of the year */
    const double *const *pue_x_intensity; /* [of the grid][spell] mean of the products */
};

/* PUE and WUE (may be NULL) at a temperature; false: beyond the points, of which there is one. */
bool cairn_cooling_at(const struct cairn_scenario *scenario, const struct cairn_cooling *cooling,
                      double temperature, double *pue, double *wue_l_per_kwh);

/*
 * PUE by load. What a building takes besides its devices, W, is a straight line between the points
 * of its cooling, and goes on beyond the first and the last. [COOLING]
 */

/* Power of the whole building, of which it_w is IT; of a place whose cooling has points by load. */
double cairn_building_w(const struct cairn_scenario *scenario, const struct cairn_place *place,
                        double it_w);

/* The least that a building takes for a watt more of IT, of a cooling with points by load. */
double cairn_cooling_least(const struct cairn_scenario *scenario,
                           const struct cairn_cooling *cooling);

/*
 * PUE and WUE (L per kWh of IT; NaN: not known) in each hour of the year, of a place that has an
 * overhead; returns in how many of them the cooling has no points for the temperature.
 */
int cairn_overhead_hours(const struct cairn_year *year, const struct cairn_place *place,
                         double pue[CAIRN_HOURS_PER_YEAR], double wue[CAIRN_HOURS_PER_YEAR]);

/*
 * Fills overhead, pue and wue (means of the year) of the places whose cooling depends on a climate.
 * After loading, before it is checked: what is incomplete is left as it is.
 */
void cairn_overheads_derive(struct cairn_scenario *scenario, struct cairn_arena *arena);

#endif

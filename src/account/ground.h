/*
 * ground.h - what there is at a place before cairn puts anything there: the year of its meter
 *
 * Some footprints do not add over what stands at a place: the sun serves a load once, and a
 * building's overhead depends on all that is in it. Such a place is an accounting group (group.h).
 * Its ground is what of it is the same for all placements: the intensity of its grid in each hour
 * of the year, its other load, sun and battery, and what it draws without cairn's devices. Grounds
 * are made once for a scenario and a plan and shared by all trials.
 *
 * Everything is of one copy of the place, W are means over an hour of the year (model/year.h).
 */
#ifndef CAIRN_ACCOUNT_GROUND_H
#define CAIRN_ACCOUNT_GROUND_H

#include "account/basis.h"
#include "account/dispatch.h"
#include "account/ledger.h"
#include "model/plan.h"
#include "model/year.h"

enum { CAIRN_MOST_CHARGES = 16 }; /* on own electricity (basis.h) */

/* The hours of an intensity, and the mean that a factor of the book holds. */
struct cairn_ground_charge {
    const double *g_per_kwh; /* [8,760], or NULL: no data */
    double mean_g_per_kwh;
};

/* Other load, sun and battery. [SOLAR] */
struct cairn_ground_supply {
    double *other_w, *sun_w; /* [8,760]; owned */
    const double *signal;    /* [8,760], or NULL: no battery */
    struct cairn_dispatch_battery battery;
    double *drawn_w; /* [8,760] from the grid, without cairn's devices; owned */
    double lost_w;   /* sum over the hours, in the battery, without them */
};

struct cairn_ground {
    const struct cairn_scenario *scenario;
    const struct cairn_plan *plan;
    int place;
    const int *window; /* [8,760] of the plan */
    struct cairn_ground_charge charges[CAIRN_MOST_CHARGES];
    struct cairn_ground_supply supply;
    /* No group saves more of a measure than this, over the horizon and all copies. */
    double most_saved[CAIRN_N_MEASURES][CAIRN_N_BASES];
};

struct cairn_grounds {
    const struct cairn_scenario *scenario;
    const struct cairn_plan *plan;
    struct cairn_year year;
    int window[CAIRN_HOURS_PER_YEAR];
    struct cairn_ground *items; /* places that are groups, in order; owned */
    int n;
};

/* The scenario and the plan outlive the grounds. Cheap where no place is a group. */
void cairn_grounds_init(struct cairn_grounds *grounds, const struct cairn_scenario *scenario,
                        const struct cairn_plan *plan);
void cairn_grounds_release(struct cairn_grounds *grounds);

/*
 * The least that a placement amounts to with its groups, where its components amount to so much at
 * least and no term of theirs takes anything away: least - most saved. [FLOOR]
 */
double cairn_grounds_least(const struct cairn_grounds *grounds, enum cairn_measure measure,
                           enum cairn_basis_kind basis, double least);

#endif

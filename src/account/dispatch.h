/*
 * dispatch.h - the sun and a battery behind a meter, hour by hour [SOLAR]
 *
 * In each hour a place uses a load, the sun yields something, and what is missing comes from the
 * grid. Nothing is credited for what goes back to it: a surplus that is not stored is curtailed.
 *
 *     grid + sun + discharge = load + charge + curtailed           each at least 0
 *     stored at the end = stored before + charge x charge efficiency
 *                         - discharge / discharge efficiency       within 0 .. capacity
 *     charge <= its limit, discharge <= its limit; unless the battery may charge from the grid,
 *     charge <= sun - load
 *
 * The battery is empty before the first hour, and what is left after the last one is worth nothing.
 *
 * Two rules say what it does. With foresight it makes
 *
 *     sum over hours of  signal x grid + wear x discharge
 *
 * the least there is, knowing all hours to come. Without, it is greedy: it stores any surplus,
 * serves any lack, and never charges from the grid.
 *
 * The least is found exactly: what the hours to come cost is a convex, piecewise linear function of
 * what is stored, and an hour adds at most three slopes to it: to charge from the grid (signal /
 * charge efficiency), from a surplus (nothing), to discharge ((signal - wear) x discharge
 * efficiency). So a pass backwards merges slopes in their order, and cuts what lies beyond empty
 * and full; a pass forwards follows them. The work is hours x slopes that are alive, twice: the
 * slopes of all hours would be too many to keep, and are made again block by block.
 *
 * Words: the signal steers; what a kWh is charged with is somebody else's business. Powers are
 * means over an hour, so that W are Wh.
 */
#ifndef CAIRN_ACCOUNT_DISPATCH_H
#define CAIRN_ACCOUNT_DISPATCH_H

#include <stdbool.h>

struct cairn_dispatch_battery {
    double capacity_wh; /* that may be used */
    double charge_w, discharge_w;
    double charge_efficiency, discharge_efficiency; /* in (0, 1] */
    double wear; /* per unit that is discharged, in the unit of the signal */
    bool grid;   /* may it charge from the grid? */
    bool foresight;
};

struct cairn_dispatch_task {
    int n;                        /* hours */
    const double *load_w, *sun_w; /* not negative; sun_w may be NULL: none */
    const double *signal;         /* not negative; NULL where no battery looks at it */
    const struct cairn_dispatch_battery *battery; /* NULL: none */
};

/* Arrays of n that the caller owns; any of them may be NULL. */
struct cairn_dispatch_hours {
    double *grid_w, *charge_w, *discharge_w, *curtailed_w;
    double *stored_wh; /* at the end of the hour */
};

void cairn_dispatch(const struct cairn_dispatch_task *task, struct cairn_dispatch_hours *hours);

#endif

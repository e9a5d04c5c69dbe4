/*
 * capacity.h - how many devices of a pool are there: schedules, scaling, outages
 *
 * Part of pool.h, for pools whose devices come and go; such a pool is ruled (pool_ruled.h).
 *
 * Words: a device is off, starting or down besides the states of power.h; in all others, and while
 * it starts, it is on. `target` is how many devices of a pool copy should be on. One that should
 * not be any more and has something to do is leaving: it goes off when that is done.
 *
 * [SCHEDULE] The target follows a table by segments of the window. [SCALE] Or it is set every
 * `every`: n is what the rule says, at least `least`, at most all there are, at least 1 where
 * anything waits; the target rises to n at once, and falls to n if it has not moved for cool_down.
 *
 *     by utilisation   n = ceil(mean devices busy since the last check / wanted)
 *     by backlog       n = ceil(requests in the pool / wanted)
 *
 * When a window begins, all that should be on are, and a pool that scales has all on.
 *
 * Too few are on: leaving devices stay, lowest first, then those that are off start, lowest first,
 * for start_ns, in which they serve nothing. Too many: they go off, the highest first, of those
 * that start, then of those asleep, idle, waking, busy.
 *
 * [OUTAGE] Devices fail and are repaired by their own processes (outage.h), whatever their state.
 * What one serves starts again from the head of the queue, on any device, with the same service
 * time; or is lost. What it held in memory is gone. A device that is repaired is ready at once, if
 * it should be on. While it is down another one that is off takes its place.
 */
#ifndef CAIRN_PHYSICS_CAPACITY_H
#define CAIRN_PHYSICS_CAPACITY_H

#include "physics/pool_flow.h"

struct cairn_capacity;

struct cairn_capacity *cairn_capacity_new(const struct cairn_component *component, int index);
void cairn_capacity_free(struct cairn_capacity *capacity);

/* A window has begun, with all devices idle. */
void cairn_capacity_begin(struct cairn_pool_sim *sim, struct cairn_run *run);

/* It ends, and states have been counted: counts what follows from them. */
void cairn_capacity_end(struct cairn_pool_sim *sim);

/* Whether a device of a copy is on, and not leaving, or will be as soon as requests wait. */
bool cairn_capacity_serves(const struct cairn_pool_sim *sim, const struct cairn_pool_copy *in);

/* A device has taken up its batch. */
void cairn_capacity_serve(struct cairn_pool_sim *sim, const struct cairn_run *run,
                          const struct cairn_device *of);

/*
 * A device has served its batch, or has woken up or started: it is idle or off from now on. False:
 * it has not, since that has been broken off.
 */
bool cairn_capacity_served(struct cairn_pool_sim *sim, struct cairn_run *run,
                           struct cairn_device *of);
bool cairn_capacity_awake(struct cairn_pool_sim *sim, struct cairn_run *run,
                          struct cairn_device *of);

/* The target of a copy may move. */
void cairn_capacity_check(struct cairn_pool_sim *sim, struct cairn_run *run, int number);

/* A device fails or is repaired: returns what is lost, of size 0 where nothing is. */
struct cairn_batch cairn_capacity_outage(struct cairn_pool_sim *sim, struct cairn_run *run,
                                         int device);

#endif

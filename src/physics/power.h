/*
 * power.h - power states of the devices of a pool [PWR]
 *
 * Part of pool.h. Every change of state passes through cairn_power_enter(), which counts the times
 * in states and keeps, per pool copy, the numbers and the sets of idle and sleeping devices.
 * Invariant: the devices in all states are all devices.
 */
#ifndef CAIRN_PHYSICS_POWER_H
#define CAIRN_PHYSICS_POWER_H

#include <assert.h>

#include "physics/pool.h"

/* Moves a device from its state to another one. */
static inline void cairn_power_enter(struct cairn_pool_sim *sim, const struct cairn_run *run,
                                     struct cairn_device *of, enum cairn_pool_count from,
                                     enum cairn_pool_count to)
{
    struct cairn_pool_copy *in = of->in;

    assert(of->state == from && from != to);
    sim->counts[from] += run->clock_ns;
    sim->counts[to] -= run->clock_ns;
    of->state = (uint8_t)to;
    in->in_state[from]--;
    in->in_state[to]++;
    if (from == CAIRN_IDLE_NS)
        cairn_device_set_remove(&in->idle, of->at);
    else if (from == CAIRN_SLEEP_NS)
        cairn_device_set_remove(&in->asleep, of->at);
    if (to == CAIRN_IDLE_NS)
        cairn_device_set_add(&in->idle, of->at);
    else if (to == CAIRN_SLEEP_NS)
        cairn_device_set_add(&in->asleep, of->at);
}

/* Private: at most one sleep timer per device is pending. */
void cairn_power_set_sleep_timer(struct cairn_pool_sim *sim, struct cairn_run *run,
                                 struct cairn_device *of, int64_t time_ns);

/* A device becomes idle; in sleep_after it may fall asleep. */
static inline void cairn_power_idle(struct cairn_pool_sim *sim, struct cairn_run *run,
                                    struct cairn_device *of, enum cairn_pool_count from)
{
    cairn_power_enter(sim, run, of, from, CAIRN_IDLE_NS);
    of->mark_ns = run->now_ns;
    if (sim->pool->sleep_after_ns != CAIRN_NONE && !of->timed)
        cairn_power_set_sleep_timer(sim, run, of,
                                    cairn_run_later(run->now_ns, sim->pool->sleep_after_ns));
}

/* Wakes the sleeping device of lowest index, on behalf of a request. */
void cairn_power_wake(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_pool_copy *in,
                      uint64_t entity, uint64_t bits);

#endif

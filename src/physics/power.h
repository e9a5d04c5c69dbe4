/*
 * power.h - power states of the devices of a pool [PWR]
 *
 * Part of pool.h. Every change of state passes through cairn_power_enter(), which counts the time
 * in the state that is left and keeps, per pool copy, the numbers and the sets of idle and
 * sleeping devices. Invariant: idle + waking + asleep + busy = devices.
 */
#ifndef CAIRN_PHYSICS_POWER_H
#define CAIRN_PHYSICS_POWER_H

#include <assert.h>

#include "physics/pool.h"

/* Adds a device of a pool copy to a set of idle or sleeping ones, or takes it out. */
static inline void cairn_power_set(struct cairn_pool_sim *sim, struct cairn_device_set *set,
                                   int copy, int device, bool in)
{
    int at = device - copy * sim->pool->devices;
    uint64_t *word = &set->words[copy * sim->words + at / 64];
    uint64_t bit = UINT64_C(1) << (at & 63);

    *word = in ? *word | bit : *word & ~bit;
    if (in && at / 64 < set->lowest[copy])
        set->lowest[copy] = at / 64;
}

/* Moves a device (numbered through the copies) of a pool copy from its state to another. */
static inline void cairn_power_enter(struct cairn_pool_sim *sim, const struct cairn_run *run,
                                     int copy, int device, enum cairn_pool_count from,
                                     enum cairn_pool_count to)
{
    struct cairn_device *of = &sim->devices[device];

    assert(of->state == from);
    sim->counts[from] += run->clock_ns - of->since_ns;
    of->since_ns = run->clock_ns;
    if (from == to)
        return;
    of->state = (uint8_t)to;
    sim->copies[copy].in_state[from]--;
    sim->copies[copy].in_state[to]++;
    if (from == CAIRN_IDLE_NS || to == CAIRN_IDLE_NS)
        cairn_power_set(sim, &sim->idle, copy, device, to == CAIRN_IDLE_NS);
    if (from == CAIRN_SLEEP_NS || to == CAIRN_SLEEP_NS)
        cairn_power_set(sim, &sim->asleep, copy, device, to == CAIRN_SLEEP_NS);
}

/* The device of lowest index in a set that holds one of this pool copy. */
static inline int cairn_power_lowest(const struct cairn_pool_sim *sim, struct cairn_device_set *set,
                                     int copy)
{
    const uint64_t *words = &set->words[copy * sim->words];
    int32_t *lowest = &set->lowest[copy];

    while (!words[*lowest])
        ++*lowest;
    return copy * sim->pool->devices + 64 * *lowest + __builtin_ctzll(words[*lowest]);
}

/* Private: at most one sleep timer per device is pending. */
void cairn_power_set_sleep_timer(struct cairn_pool_sim *sim, struct cairn_run *run, int device,
                                 int64_t time_ns);

/* A device becomes idle; in sleep_after it may fall asleep. */
static inline void cairn_power_idle(struct cairn_pool_sim *sim, struct cairn_run *run, int copy,
                                    int device, enum cairn_pool_count from)
{
    struct cairn_device *of = &sim->devices[device];

    cairn_power_enter(sim, run, copy, device, from, CAIRN_IDLE_NS);
    of->idle_from_ns = run->now_ns;
    if (sim->pool->sleep_after_ns != CAIRN_NONE && !of->timed)
        cairn_power_set_sleep_timer(sim, run, device,
                                    cairn_run_later(run->now_ns, sim->pool->sleep_after_ns));
}

/* Wakes the sleeping device of lowest index, on behalf of a request. */
void cairn_power_wake(struct cairn_pool_sim *sim, struct cairn_run *run, int copy, uint64_t entity,
                      uint64_t bits);

#endif

/*
 * power.h - power states of the devices of a pool [PWR]
 *
 * Part of pool.h. Every change of state passes through cairn_power_enter(), which counts the time
 * in the state that is left and keeps, per pool copy, the numbers and the sets of idle and
 * sleeping devices. Invariant: idle + waking + asleep + busy = devices.
 */
#ifndef CAIRN_PHYSICS_POWER_H
#define CAIRN_PHYSICS_POWER_H

#include "physics/pool.h"

/* Moves a device (numbered through the copies) of a pool copy to another state. */
static inline void cairn_power_enter(struct cairn_pool_sim *sim, const struct cairn_run *run,
                                     int copy, int device, enum cairn_pool_count state)
{
    struct cairn_device *of = &sim->devices[device];
    struct cairn_pool_copy *in = &sim->copies[copy];
    int at = device - copy * sim->pool->devices;
    uint64_t bit = UINT64_C(1) << (at & 63);
    uint64_t *idle = &sim->idle[copy * sim->words + at / 64];
    uint64_t *asleep = &sim->asleep[copy * sim->words + at / 64];

    sim->counts[of->state] += run->clock_ns - of->since_ns;
    in->idle += (state == CAIRN_IDLE_NS) - (of->state == CAIRN_IDLE_NS);
    in->waking += (state == CAIRN_WAKING_NS) - (of->state == CAIRN_WAKING_NS);
    in->asleep += (state == CAIRN_SLEEP_NS) - (of->state == CAIRN_SLEEP_NS);
    *idle = state == CAIRN_IDLE_NS ? *idle | bit : *idle & ~bit;
    *asleep = state == CAIRN_SLEEP_NS ? *asleep | bit : *asleep & ~bit;
    if (state == CAIRN_IDLE_NS && at / 64 < in->idle_word)
        in->idle_word = at / 64;
    if (state == CAIRN_SLEEP_NS && at / 64 < in->asleep_word)
        in->asleep_word = at / 64;
    of->since_ns = run->clock_ns;
    of->state = (uint8_t)state;
}

/* The idle device of lowest index; there must be one. */
static inline int cairn_power_lowest_idle(struct cairn_pool_sim *sim, int copy)
{
    const uint64_t *words = &sim->idle[copy * sim->words];
    int32_t *word = &sim->copies[copy].idle_word;

    while (!words[*word])
        ++*word;
    return copy * sim->pool->devices + 64 * *word + __builtin_ctzll(words[*word]);
}

/* A device becomes idle; in sleep_after it may fall asleep. */
void cairn_power_idle(struct cairn_pool_sim *sim, struct cairn_run *run, int copy, int device);

/* Wakes the sleeping device of lowest index, on behalf of a request. */
void cairn_power_wake(struct cairn_pool_sim *sim, struct cairn_run *run, int copy,
                      uint64_t entity, uint64_t bits);

#endif

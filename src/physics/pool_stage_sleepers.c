/*
 * Several devices per copy that may sleep, without batching [PWR]. Times to wake do not vary, so
 * that devices awake in the order in which they were woken and a request's start is known when it
 * arrives: whoever is woken later is not awake before it.
 *
 * A device sleeps from when it is free + sleep_after on. A request that finds no device idle wakes
 * the lowest that sleeps, unless as many devices are waking as requests wait; then it takes the
 * first that is free, as in pool_stage_several.c. Of those that are free at one time the ones that
 * were busy come before the ones that were waking: that is the highest of the lowest bits.
 *
 * While devices sleep, no more requests wait than devices are waking; and none falls asleep while
 * requests wait. So `starts` has one place per device.
 */
#include <assert.h>

#include "physics/pool_stage_kinds.h"

enum { WAKING = CAIRN_SEVERAL_MOST };

/* The device that is free first among those that do not sleep; a number of no device if all do. */
static inline int64_t first_free(const int64_t *free, int devices, int64_t sleep_after, int64_t now)
{
    int64_t first = INT64_MAX;

    for (int d = 0; d < devices; d++) {
        int64_t then = free[d] >= now + CAIRN_DEVICE_NUMBERS ? free[d] : now + d;

        then = now - (free[d] & -CAIRN_DEVICE_NUMBERS) > sleep_after ? INT64_MAX : then;
        first = then < first ? then : first;
    }
    return first;
}

/* Do as many devices wake as requests wait? Only asked while devices sleep. */
static bool enough_wake(const struct cairn_pool_stage *stage, int copy, int64_t now_ns)
{
    const struct cairn_pool_fifo *fifo = stage->fifo;
    int devices = stage->pool->devices;
    const int64_t *starts = &fifo->starts[(size_t)copy * (size_t)devices];
    const int64_t *awake = &fifo->awake_ns[(size_t)copy * (size_t)devices];
    int waking = 0;
    int waiting = 0;

    for (int d = 0; d < devices; d++) {
        waking += awake[d] > now_ns;
        waiting += starts[d] > now_ns;
    }
    return waiting < waking;
}

/* Wakes the lowest device that sleeps, if one does; returns it and when it is free. */
static int64_t wake(struct cairn_pool_stage *stage, int copy, int64_t now_ns)
{
    const struct cairn_component_pool *pool = stage->pool;
    int64_t *free = &stage->fifo->free[(size_t)copy * (size_t)pool->devices];
    int64_t awake_ns = now_ns + pool->wake_ns;

    for (int d = 0; d < pool->devices; d++) {
        int64_t asleep_ns = cairn_run_later(free[d] >> CAIRN_DEVICE_BITS, pool->sleep_after_ns);

        if (asleep_ns >= now_ns)
            continue;
        cairn_pool_stage_spend(stage, CAIRN_SLEEP_NS, asleep_ns, now_ns);
        cairn_pool_stage_spend(stage, CAIRN_WAKING_NS, now_ns, awake_ns);
        stage->fifo->awake_ns[(size_t)copy * (size_t)pool->devices + (size_t)d] = awake_ns;
        return awake_ns << CAIRN_DEVICE_BITS | WAKING | d;
    }
    return INT64_MAX;
}

int64_t cairn_pool_sleepers_serve(struct cairn_pool_stage *stage,
                                  const struct cairn_pool_inlet *inlet,
                                  struct cairn_pool_chunk chunk, struct cairn_pool_outlet *outlet)
{
    struct cairn_pool_fifo *fifo = stage->fifo;
    int devices = stage->pool->devices;
    uint64_t order = cairn_event_order(CAIRN_EVENT_SERVED, stage->first_device, 0);
    int64_t sleep_after = stage->pool->sleep_after_ns < CAIRN_FAR_NS
                              ? stage->pool->sleep_after_ns << CAIRN_DEVICE_BITS
                              : INT64_MAX;
    int64_t last_ns = 0;

    for (int i = chunk.first; i < chunk.first + chunk.n; i++) {
        int64_t now_ns = inlet->time_ns[i];
        int copy = cairn_pool_inlet_copy(inlet, i);
        int64_t *free = &fifo->free[(size_t)copy * (size_t)devices];
        int64_t first = first_free(free, devices, sleep_after, now_ns << CAIRN_DEVICE_BITS);
        int64_t start_ns, done_ns;
        int device;

        if (first >> CAIRN_DEVICE_BITS > now_ns) {
            int64_t woken =
                enough_wake(stage, copy, now_ns) ? INT64_MAX : wake(stage, copy, now_ns);

            if (woken != INT64_MAX)
                free[woken & (WAKING - 1)] = woken;
            first = woken < first ? woken : first;
            cairn_pool_fifo_wait(fifo, copy, first >> CAIRN_DEVICE_BITS);
        }
        start_ns = first >> CAIRN_DEVICE_BITS;
        done_ns = start_ns + chunk.service_ns[i - chunk.first];
        device = (int)(first & (WAKING - 1));
        free[device] =
            (done_ns < CAIRN_FAR_NS ? done_ns : CAIRN_FAR_NS) << CAIRN_DEVICE_BITS | device;
        outlet->start_ns[i + chunk.shift] = start_ns;
        outlet->done_ns[i + chunk.shift] = done_ns;
        outlet->order[i + chunk.shift] =
            order + ((uint64_t)(uint32_t)(copy * devices + device) << 32);
        last_ns = done_ns > last_ns ? done_ns : last_ns;
    }
    return last_ns;
}

/*
 * The devices of pools with batching: who serves, who falls asleep, who is woken [PWR].
 */
#include <assert.h>

#include "physics/pool_stage_batching.h"

static void note_free(const struct cairn_pool_stage *stage, int copy)
{
    int devices = stage->pool->devices;
    const int64_t *free = &stage->batching->free[(size_t)copy * (size_t)devices];
    int64_t first = free[0];

    for (int d = 1; d < devices; d++)
        first = free[d] < first ? free[d] : first;
    stage->batching->lines[copy].free_ns = first >> CAIRN_DEVICE_BITS;
}

static void note_timers(const struct cairn_pool_stage *stage, int copy)
{
    int devices = stage->pool->devices;
    const int64_t *timer_ns = &stage->batching->timer_ns[(size_t)copy * (size_t)devices];
    int64_t first_ns = timer_ns[0];

    for (int d = 1; d < devices; d++)
        first_ns = timer_ns[d] < first_ns ? timer_ns[d] : first_ns;
    stage->batching->lines[copy].timer_ns = first_ns;
}

void cairn_pool_batching_doze(struct cairn_pool_stage *stage, int copy, bool waiting)
{
    struct cairn_pool_batching *batching = stage->batching;
    struct cairn_pool_line *line = &batching->lines[copy];
    int first = copy * stage->pool->devices;
    int64_t now_ns = line->timer_ns;

    for (int d = first; d < first + stage->pool->devices; d++) {
        int64_t due_ns =
            cairn_run_later(batching->free[d] >> CAIRN_DEVICE_BITS, stage->pool->sleep_after_ns);

        if (batching->timer_ns[d] != now_ns)
            continue;
        if (due_ns <= now_ns && waiting)
            due_ns = cairn_run_later(line->time_ns[line->head], stage->pool->timeout_ns);
        if (due_ns <= now_ns) {
            batching->free[d] = CAIRN_DEVICE_SLEEPS;
            batching->asleep_ns[d] = now_ns;
            line->asleep++;
            due_ns = CAIRN_NEVER;
        }
        batching->timer_ns[d] = cairn_pool_batching_within(due_ns);
    }
    note_free(stage, copy);
    note_timers(stage, copy);
}

/* Which device is free by now; one that awakes now may have to stand back behind those done now. */
static int choose(const int64_t *free, int devices, int64_t now_ns, bool early)
{
    int64_t now = now_ns << CAIRN_DEVICE_BITS;
    int64_t first = INT64_MAX;
    bool done_now = false;

    for (int d = 0; d < devices; d++)
        done_now |= free[d] == (now | d);
    for (int d = 0; d < devices; d++) {
        int64_t of = early && done_now ? free[d] : free[d] & ~(int64_t)CAIRN_DEVICE_WAKES;

        of = of > (now | d) ? of : (now | d);
        first = of < first ? of : first;
    }
    assert(first >> CAIRN_DEVICE_BITS == now_ns);
    return (int)(first & (CAIRN_SEVERAL_MOST - 1));
}

/* A device serves from start_ns until done_ns; returns which. */
static int occupy(struct cairn_pool_stage *stage, int copy, const struct cairn_pool_batch *batch)
{
    struct cairn_pool_batching *batching = stage->batching;
    int devices = stage->pool->devices;
    int64_t *free = &batching->free[(size_t)copy * (size_t)devices];
    int64_t *timer_ns = &batching->timer_ns[(size_t)copy * (size_t)devices];
    int device = 0;

    if (batching->sleeps)
        device = choose(free, devices, batch->start_ns, batch->early);
    else
        while (free[device] >> CAIRN_DEVICE_BITS > batch->start_ns)
            device++;
    assert(device < devices);
    free[device] = cairn_pool_batching_within(batch->done_ns) << CAIRN_DEVICE_BITS | device;
    if (batching->sleeps && timer_ns[device] < batch->done_ns)
        timer_ns[device] = cairn_pool_batching_within(
            cairn_run_later(batch->done_ns, stage->pool->sleep_after_ns));
    note_free(stage, copy);
    return copy * devices + device;
}

void cairn_pool_batching_serve(struct cairn_pool_stage *stage, int copy,
                               struct cairn_pool_batch *batch)
{
    struct cairn_pool_line *line = &stage->batching->lines[copy];
    int64_t mean_ns = stage->pool->variants[0].latency_ns[batch->size - 1];
    int64_t service_ns = cairn_run_vary(&stage->service, mean_ns, line->bits[line->head]);
    uint32_t device;

    batch->done_ns = batch->start_ns + service_ns;
    device = (uint32_t)occupy(stage, copy, batch);
    batch->order = cairn_event_order(CAIRN_EVENT_SERVED, stage->first_device + device, 0);
    line->start_ns = batch->start_ns;
    stage->instant |= service_ns == 0;
    cairn_pool_stage_count(stage, batch->size, batch->start_ns, batch->done_ns, 0);
}

int cairn_pool_batching_waking(const struct cairn_pool_stage *stage, int copy, int64_t now_ns)
{
    int devices = stage->pool->devices;
    const int64_t *free = &stage->batching->free[(size_t)copy * (size_t)devices];
    int waking = 0;

    for (int d = 0; stage->batching->sleeps && d < devices; d++)
        waking += free[d] != CAIRN_DEVICE_SLEEPS && (free[d] & CAIRN_DEVICE_WAKES) &&
                  free[d] >> CAIRN_DEVICE_BITS > now_ns;
    return waking;
}

void cairn_pool_batching_wake(struct cairn_pool_stage *stage, int copy, int64_t now_ns,
                              uint64_t bits, uint64_t entity)
{
    struct cairn_pool_batching *batching = stage->batching;
    uint64_t own_bits = cairn_mix64(bits ^ cairn_mix64(entity)); /* as in power.c */
    int64_t awake_ns = now_ns + cairn_run_vary(&stage->wake, stage->pool->wake_ns, own_bits);
    int64_t *free = &batching->free[(size_t)copy * (size_t)stage->pool->devices];
    int d = 0;
    int at;

    while (free[d] != CAIRN_DEVICE_SLEEPS)
        d++;
    at = copy * stage->pool->devices + d;
    cairn_pool_stage_spend(stage, CAIRN_SLEEP_NS, batching->asleep_ns[at], now_ns);
    cairn_pool_stage_spend(stage, CAIRN_WAKING_NS, now_ns, awake_ns);
    free[d] = cairn_pool_batching_within(awake_ns) << CAIRN_DEVICE_BITS | CAIRN_DEVICE_WAKES | d;
    batching->timer_ns[at] =
        cairn_pool_batching_within(cairn_run_later(awake_ns, stage->pool->sleep_after_ns));
    batching->lines[copy].asleep--;
    note_free(stage, copy);
    note_timers(stage, copy);
}

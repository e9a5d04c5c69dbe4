/*
 * One device per copy, without batching (D. Lindley, Proc. Cambridge Phil. Soc. 48, 277 (1952)): a
 * request starts when it arrives or when the one before it is done, whichever is later. [BATCH]
 *
 * The device may sleep [PWR]: it does so from when it is free + sleep_after until the next request,
 * if that comes later, which finds it free after its time to wake. That request is with the device
 * and does not count as waiting.
 */
#include "physics/pool_stage_kinds.h"

/* Nobody waits for a device that is free so late; keeps sums of service times within bounds. */
#define FAR_NS (INT64_C(1) << 61)

/*
 * An exponential variate that is as large as 2^6 comes once in 1e28 times. Below it services are
 * not cut off at 2^60 ns, and sums of a chunk stay within bounds, without looking at each.
 */
enum { PLAIN_BITS = 6 };

/* What a pool is, constant in each copy of the loop. */
struct ways {
    bool copies, limited, sleeps;
};

static inline bool sleeps_by(const struct cairn_pool_stage *stage, int64_t free_ns, int64_t now_ns)
{
    return now_ns > cairn_run_later(free_ns, stage->pool->sleep_after_ns);
}

/* A request wakes the device; returns when it is free. */
static int64_t wake(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet, int i,
                    int64_t free_ns)
{
    int64_t now_ns = inlet->time_ns[i];
    uint64_t entity = cairn_mix64(cairn_pool_inlet_entity(inlet, i));
    uint64_t bits = cairn_mix64(cairn_pool_inlet_bits(inlet, i) ^ entity); /* as in power.c */
    int64_t awake_ns = now_ns + cairn_run_vary(&stage->wake, stage->pool->wake_ns, bits);

    cairn_pool_stage_spend(stage, CAIRN_SLEEP_NS, free_ns + stage->pool->sleep_after_ns, now_ns);
    cairn_pool_stage_spend(stage, CAIRN_WAKING_NS, now_ns, awake_ns);
    return awake_ns;
}

static inline __attribute__((always_inline)) int64_t serve(struct cairn_pool_stage *stage,
                                                           const struct cairn_pool_inlet *inlet,
                                                           struct cairn_pool_chunk chunk,
                                                           struct cairn_pool_outlet *outlet,
                                                           struct ways ways)
{
    struct cairn_pool_fifo *fifo = stage->fifo;
    uint64_t order = cairn_event_order(CAIRN_EVENT_SERVED, stage->first_device, 0);
    int64_t *start = &outlet->start_ns[chunk.first + chunk.shift];
    int64_t *done = &outlet->done_ns[chunk.first + chunk.shift];
    uint64_t *orders = &outlet->order[chunk.first + chunk.shift];
    const int64_t *time = &inlet->time_ns[chunk.first];
    int64_t only_ns = fifo->free[0];
    int64_t last_ns = 0;

    for (int i = 0; i < chunk.n; i++) {
        int copy = ways.copies ? inlet->copy[chunk.first + i] : 0;
        int64_t free_ns = ways.copies ? fifo->free[copy] : only_ns;
        bool woken = ways.sleeps && sleeps_by(stage, free_ns, time[i]);

        if (woken)
            free_ns = wake(stage, inlet, chunk.first + i, free_ns);
        if (ways.limited && free_ns > time[i] && !woken) {
            if (cairn_pool_fifo_full(fifo, copy, time[i])) {
                start[i] = done[i] = last_ns = CAIRN_NEVER;
                orders[i] = 0;
                continue;
            }
            cairn_pool_fifo_wait(fifo, copy, free_ns);
        }
        start[i] = time[i] > free_ns ? time[i] : free_ns;
        done[i] = start[i] + chunk.service_ns[i];
        orders[i] = order + ((uint64_t)(uint32_t)copy << 32);
        free_ns = done[i] < FAR_NS ? done[i] : FAR_NS;
        last_ns = done[i] > last_ns ? done[i] : last_ns;
        if (ways.copies)
            fifo->free[copy] = free_ns;
        else
            only_ns = free_ns;
    }
    if (!ways.copies)
        fifo->free[0] = only_ns;
    return last_ns;
}

bool cairn_pool_single_is_plain(const struct cairn_pool_stage *stage,
                                const struct cairn_pool_inlet *inlet)
{
    const struct cairn_component_pool *pool = stage->pool;

    return !inlet->copy && inlet->bits && pool->queue == CAIRN_NONE &&
           pool->sleep_after_ns == CAIRN_NONE && pool->n_variants == 1 &&
           pool->variation == CAIRN_EXPONENTIAL &&
           pool->variants[0].latency_ns[0] < FAR_NS / CAIRN_STAGE_CHUNK >> PLAIN_BITS;
}

int64_t cairn_pool_single_plain(struct cairn_pool_stage *stage,
                                const struct cairn_pool_inlet *inlet, struct cairn_pool_chunk chunk,
                                struct cairn_pool_outlet *outlet)
{
    uint64_t order = cairn_event_order(CAIRN_EVENT_SERVED, stage->first_device, 0);
    int64_t *start = &outlet->start_ns[chunk.first + chunk.shift];
    int64_t *done = &outlet->done_ns[chunk.first + chunk.shift];
    uint64_t *orders = &outlet->order[chunk.first + chunk.shift];
    const int64_t *time = &inlet->time_ns[chunk.first];
    const uint64_t *bits = &inlet->bits[chunk.first];
    double mean_ns = (double)stage->pool->variants[0].latency_ns[0];
    int64_t free_ns = stage->fifo->free[0];
    bool instant = false;

    for (int i = 0; i < chunk.n; i++) {
        int64_t service_ns = (int64_t)(cairn_rng_exponential_from_bits(bits[i]) * mean_ns + 0.5);
        int64_t start_ns = time[i] > free_ns ? time[i] : free_ns;

        instant |= service_ns == 0;
        free_ns = start_ns + service_ns;
        start[i] = start_ns;
        done[i] = free_ns;
    }
    for (int i = 0; i < chunk.n; i++)
        orders[i] = order;
    stage->instant |= instant;
    stage->fifo->free[0] = free_ns < FAR_NS ? free_ns : FAR_NS;
    return free_ns;
}

int64_t cairn_pool_single_serve(struct cairn_pool_stage *stage,
                                const struct cairn_pool_inlet *inlet, struct cairn_pool_chunk chunk,
                                struct cairn_pool_outlet *outlet)
{
    bool copies = inlet->copy != NULL;
    bool limited = stage->pool->queue != CAIRN_NONE;
    bool sleeps = stage->pool->sleep_after_ns != CAIRN_NONE;

    if (limited)
        return copies ? serve(stage, inlet, chunk, outlet, (struct ways){true, true, sleeps})
                      : serve(stage, inlet, chunk, outlet, (struct ways){false, true, sleeps});
    if (sleeps)
        return copies ? serve(stage, inlet, chunk, outlet, (struct ways){true, false, true})
                      : serve(stage, inlet, chunk, outlet, (struct ways){false, false, true});
    return copies ? serve(stage, inlet, chunk, outlet, (struct ways){true, false, false})
                  : serve(stage, inlet, chunk, outlet, (struct ways){false, false, false});
}

bool cairn_pool_single_ready(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                             int i)
{
    int64_t *free_ns = &stage->fifo->free[cairn_pool_inlet_copy(inlet, i)];

    if (stage->pool->sleep_after_ns != CAIRN_NONE && sleeps_by(stage, *free_ns, inlet->time_ns[i]))
        *free_ns = wake(stage, inlet, i, *free_ns);
    return *free_ns <= inlet->time_ns[i];
}

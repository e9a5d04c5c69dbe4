/*
 * Several devices per copy, without batching or sleep (J. Kiefer, J. Wolfowitz, Trans. AMS 78, 1
 * (1955)): a request starts when it arrives or when a device is free, whichever is later. [BATCH]
 * Devices are told apart as in pool.h: of those that are free when it arrives the lowest serves,
 * else the one that is free first, the lowest of these.
 *
 * Both rules are one minimum, over max(when it is free, now) and then the device.
 */
#include <assert.h>

#include "physics/pool_stage_kinds.h"

static inline int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static inline int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Two minima at a time, for the processor. */
static inline int64_t first_free(const int64_t *free, int devices, int64_t now_ns)
{
    int64_t now = now_ns << CAIRN_DEVICE_BITS;
    int64_t even = INT64_MAX;
    int64_t odd = INT64_MAX;

    for (int d = 0; d < devices - 1; d += 2) {
        even = least(even, most(free[d], now + d));
        odd = least(odd, most(free[d + 1], now + d + 1));
    }
    if (devices & 1)
        even = least(even, most(free[devices - 1], now + devices - 1));
    return least(even, odd);
}

static inline __attribute__((always_inline)) int64_t serve(struct cairn_pool_stage *stage,
                                                           const struct cairn_pool_inlet *inlet,
                                                           struct cairn_pool_chunk chunk,
                                                           struct cairn_pool_outlet *outlet,
                                                           bool copies, bool limited)
{
    struct cairn_pool_fifo *fifo = stage->fifo;
    int devices = stage->pool->devices;
    uint64_t order = cairn_event_order(CAIRN_EVENT_SERVED, stage->first_device, 0);
    int64_t *start = &outlet->start_ns[chunk.first + chunk.shift];
    int64_t *done = &outlet->done_ns[chunk.first + chunk.shift];
    uint64_t *orders = &outlet->order[chunk.first + chunk.shift];
    const int64_t *time = &inlet->time_ns[chunk.first];
    int64_t last_ns = 0;

    for (int i = 0; i < chunk.n; i++) {
        int copy = copies ? inlet->copy[chunk.first + i] : 0;
        int64_t *free = &fifo->free[(size_t)copy * (size_t)devices];
        int64_t first = first_free(free, devices, time[i]);
        int64_t start_ns = first >> CAIRN_DEVICE_BITS;
        int device = (int)(first & (CAIRN_SEVERAL_MOST - 1));

        if (limited && start_ns > time[i]) {
            if (cairn_pool_fifo_full(fifo, copy, time[i])) {
                start[i] = done[i] = last_ns = CAIRN_NEVER;
                orders[i] = 0;
                continue;
            }
            cairn_pool_fifo_wait(fifo, copy, start_ns);
        }
        start[i] = start_ns;
        done[i] = start_ns + chunk.service_ns[i];
        orders[i] = order + ((uint64_t)(uint32_t)(copy * devices + device) << 32);
        free[device] =
            (done[i] < CAIRN_FAR_NS ? done[i] : CAIRN_FAR_NS) << CAIRN_DEVICE_BITS | device;
        last_ns = done[i] > last_ns ? done[i] : last_ns;
    }
    return last_ns;
}

int64_t cairn_pool_several_serve(struct cairn_pool_stage *stage,
                                 const struct cairn_pool_inlet *inlet,
                                 struct cairn_pool_chunk chunk, struct cairn_pool_outlet *outlet)
{
    assert(chunk.n == 0 || inlet->time_ns[chunk.first + chunk.n - 1] <= CAIRN_FAR_NS);
    if (stage->pool->queue != CAIRN_NONE)
        return inlet->copy ? serve(stage, inlet, chunk, outlet, true, true)
                           : serve(stage, inlet, chunk, outlet, false, true);
    return inlet->copy ? serve(stage, inlet, chunk, outlet, true, false)
                       : serve(stage, inlet, chunk, outlet, false, false);
}

bool cairn_pool_several_ready(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                              int i)
{
    int devices = stage->pool->devices;
    const int64_t *free =
        &stage->fifo->free[(size_t)cairn_pool_inlet_copy(inlet, i) * (size_t)devices];

    return first_free(free, devices, inlet->time_ns[i]) >> CAIRN_DEVICE_BITS <= inlet->time_ns[i];
}

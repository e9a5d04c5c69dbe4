/*
 * More devices per copy than are scanned, without batching or sleep: as pool_stage_several.c, with
 * the idle devices in a set, of which the lowest serves, and the busy ones in a heap, of which the
 * first that is free takes a request that has to wait.
 */
#include "base/alloc.h"
#include "physics/pool_stage_kinds.h"

struct cairn_pool_crowd {
    struct cairn_event_list busy; /* in the order in which they are free; payload: device */
    struct cairn_device_set idle; /* words owned */
    int32_t n_idle;
};

void cairn_pool_many_init(struct cairn_pool_stage *stage)
{
    const struct cairn_component_pool *pool = stage->pool;
    size_t n_copies = (size_t)pool->copies;

    stage->fifo->crowds = cairn_calloc(n_copies, sizeof *stage->fifo->crowds);
    for (size_t c = 0; c < n_copies; c++) {
        struct cairn_pool_crowd *crowd = &stage->fifo->crowds[c];

        cairn_event_list_init(&crowd->busy);
        crowd->idle.words =
            cairn_calloc((size_t)cairn_device_set_words(pool->devices), sizeof *crowd->idle.words);
    }
}

void cairn_pool_many_release(struct cairn_pool_stage *stage)
{
    for (int c = 0; c < stage->pool->copies; c++) {
        cairn_event_list_release(&stage->fifo->crowds[c].busy);
        cairn_free(stage->fifo->crowds[c].idle.words);
    }
    cairn_free(stage->fifo->crowds);
}

void cairn_pool_many_begin(struct cairn_pool_stage *stage)
{
    for (int c = 0; c < stage->pool->copies; c++) {
        struct cairn_pool_crowd *crowd = &stage->fifo->crowds[c];

        cairn_event_list_clear(&crowd->busy);
        cairn_device_set_clear(&crowd->idle, stage->pool->devices);
        for (int d = 0; d < stage->pool->devices; d++)
            cairn_device_set_add(&crowd->idle, d);
        crowd->n_idle = stage->pool->devices;
    }
}

/* Devices that are done by now become idle. Then: is one? */
static bool one_is_idle(struct cairn_pool_crowd *crowd, int64_t now_ns)
{
    while (!cairn_event_list_empty(&crowd->busy) &&
           cairn_event_list_peek(&crowd->busy)->time_ns <= now_ns) {
        cairn_device_set_add(&crowd->idle, (int)cairn_event_list_pop(&crowd->busy).payload);
        crowd->n_idle++;
    }
    return crowd->n_idle > 0;
}

int64_t cairn_pool_many_serve(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                              struct cairn_pool_chunk chunk, struct cairn_pool_outlet *outlet)
{
    int devices = stage->pool->devices;
    bool limited = stage->pool->queue != CAIRN_NONE;
    int64_t last_ns = 0;

    for (int i = chunk.first; i < chunk.first + chunk.n; i++) {
        int64_t now_ns = inlet->time_ns[i];
        int copy = cairn_pool_inlet_copy(inlet, i);
        struct cairn_pool_crowd *crowd = &stage->fifo->crowds[copy];
        bool starts = one_is_idle(crowd, now_ns);
        int64_t start_ns = starts ? now_ns : cairn_event_list_peek(&crowd->busy)->time_ns;
        int64_t done_ns =
            start_ns < CAIRN_FAR_NS ? start_ns + chunk.service_ns[i - chunk.first] : start_ns;
        struct cairn_event event = {.time_ns = done_ns};

        if (!starts && limited && cairn_pool_fifo_full(stage->fifo, copy, now_ns)) {
            cairn_pool_outlet_set(outlet, i + chunk.shift, CAIRN_NEVER, CAIRN_NEVER, 0);
            last_ns = CAIRN_NEVER;
            continue;
        }
        if (starts) {
            event.payload = (uint64_t)cairn_device_set_lowest(&crowd->idle);
            cairn_device_set_remove(&crowd->idle, (int)event.payload);
            crowd->n_idle--;
        } else {
            event.payload = cairn_event_list_peek(&crowd->busy)->payload;
            cairn_pool_fifo_wait(stage->fifo, copy, start_ns);
        }
        event.order = cairn_event_order(
            CAIRN_EVENT_SERVED,
            stage->first_device + (uint32_t)(copy * devices + (int)event.payload), 0);
        if (starts)
            cairn_event_list_push(&crowd->busy, event);
        else
            cairn_event_list_replace_top(&crowd->busy, event);
        cairn_pool_outlet_set(outlet, i + chunk.shift, start_ns, done_ns, event.order);
        last_ns = done_ns > last_ns ? done_ns : last_ns;
    }
    return last_ns;
}

bool cairn_pool_many_ready(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                           int i)
{
    return one_is_idle(&stage->fifo->crowds[cairn_pool_inlet_copy(inlet, i)], inlet->time_ns[i]);
}

#include "physics/pool_stage.h"

#include <assert.h>

#include "base/alloc.h"
#include "physics/pool_stage_kinds.h"

void cairn_pool_outlet_release(struct cairn_pool_outlet *outlet)
{
    cairn_free(outlet->id);
    cairn_free(outlet->start_ns);
    cairn_free(outlet->done_ns);
    cairn_free(outlet->order);
    cairn_free(outlet->together);
    *outlet = (struct cairn_pool_outlet){0};
}

void cairn_pool_outlet_reserve(struct cairn_pool_outlet *outlet, int more)
{
    size_t need = (size_t)outlet->n + (size_t)more;
    size_t to = outlet->capacity ? outlet->capacity : CAIRN_STAGE_CHUNK;

    if (need <= outlet->capacity)
        return;
    while (to < need)
        to *= 2;
    outlet->id = cairn_realloc(outlet->id, to, sizeof *outlet->id);
    outlet->start_ns = cairn_realloc(outlet->start_ns, to, sizeof *outlet->start_ns);
    outlet->done_ns = cairn_realloc(outlet->done_ns, to, sizeof *outlet->done_ns);
    outlet->order = cairn_realloc(outlet->order, to, sizeof *outlet->order);
    outlet->together = cairn_realloc(outlet->together, to, sizeof *outlet->together);
    outlet->capacity = to;
}

void cairn_pool_stage_draw(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                           int first, int n, int64_t *service_ns)
{
    const struct cairn_component_pool *pool = stage->pool;
    const struct cairn_dist unit = stage->service;
    int size = pool->batch_max;
    int64_t mean_ns = pool->variants[0].latency_ns[size - 1];
    bool instant = false;

    for (int i = 0; i < n; i++)
        service_ns[i] = mean_ns;
    if (pool->n_variants > 1)
        for (int i = 0; i < n; i++)
            service_ns[i] =
                pool->variants[cairn_pool_inlet_variant(inlet, first + i)].latency_ns[size - 1];
    if (unit.cv > 0.0)
        for (int i = 0; i < n; i++)
            service_ns[i] = cairn_run_vary(&unit, service_ns[i], inlet->bits[first + i]);
    for (int i = 0; i < n; i++)
        instant |= service_ns[i] == 0;
    stage->instant |= instant;
}

/* Places in all queues of a pool that are kept as an array. */
enum { QUEUES_MOST = 1 << 20 };

enum cairn_pool_stage_kind cairn_pool_stage_kind(const struct cairn_component_pool *pool)
{
    bool one = pool->n_variants == 1;
    bool sleeps = pool->sleep_after_ns != CAIRN_NONE;
    bool limited = pool->queue != CAIRN_NONE;
    bool many = pool->devices > CAIRN_SEVERAL_MOST;

    if (pool->unlimited)
        return CAIRN_STAGE_UNLIMITED;
    if (pool->batch_max > 1)
        return one && !many ? CAIRN_STAGE_BATCHING : CAIRN_STAGE_GENERAL;
    if (limited && (!one || pool->queue > QUEUES_MOST / pool->copies))
        return CAIRN_STAGE_GENERAL;
    if (pool->devices == 1)
        return CAIRN_STAGE_SINGLE;
    if (!sleeps)
        return many ? CAIRN_STAGE_MANY : CAIRN_STAGE_SEVERAL;
    if (one && !limited && !many && (pool->wake_ns == 0 || pool->wake_cv == 0.0))
        return CAIRN_STAGE_SLEEPERS;
    return CAIRN_STAGE_GENERAL;
}

void cairn_pool_stage_init_as(struct cairn_pool_stage *stage,
                              const struct cairn_component *component, int index,
                              uint32_t first_device, uint32_t first_copy,
                              enum cairn_pool_stage_kind kind)
{
    const struct cairn_component_pool *pool = &component->pools[index];

    *stage = (struct cairn_pool_stage){
        .kind = kind,
        .pool = pool,
        .first_device = first_device,
        .first_copy = first_copy,
        .service = cairn_run_unit_dist(pool->variation, pool->cv),
        .wake = cairn_run_unit_dist(pool->wake_variation, pool->wake_cv),
    };
    switch (kind) {
    case CAIRN_STAGE_UNLIMITED:
        break;
    case CAIRN_STAGE_SINGLE:
    case CAIRN_STAGE_SEVERAL:
    case CAIRN_STAGE_MANY:
    case CAIRN_STAGE_SLEEPERS:
        cairn_pool_fifo_init(stage);
        break;
    case CAIRN_STAGE_BATCHING:
        cairn_pool_batching_init(stage);
        break;
    case CAIRN_STAGE_GENERAL:
        stage->general = cairn_pool_general_new(component, index, first_device, first_copy);
        break;
    }
}

void cairn_pool_stage_init(struct cairn_pool_stage *stage, const struct cairn_component *component,
                           int index, uint32_t first_device, uint32_t first_copy)
{
    cairn_pool_stage_init_as(stage, component, index, first_device, first_copy,
                             cairn_pool_stage_kind(&component->pools[index]));
}

void cairn_pool_stage_release(struct cairn_pool_stage *stage)
{
    cairn_pool_fifo_release(stage);
    cairn_pool_batching_release(stage);
    cairn_pool_general_free(stage->general);
    *stage = (struct cairn_pool_stage){0};
}

void cairn_pool_stage_begin(struct cairn_pool_stage *stage, int64_t start_ns, int64_t begin_ns,
                            int64_t end_ns, int64_t *counts, int64_t *batch_counts)
{
    stage->instant = false;
    stage->begin_ns = begin_ns;
    stage->end_ns = end_ns;
    stage->counts = counts;
    stage->batch_counts = batch_counts;
    stage->waits_ns = 0;
    stage->answered = 0;
    if (stage->kind != CAIRN_STAGE_GENERAL) /* until it turns out what else they do */
        counts[CAIRN_IDLE_NS] +=
            (int64_t)stage->pool->copies * stage->pool->devices * (end_ns - begin_ns);
    switch (stage->kind) {
    case CAIRN_STAGE_UNLIMITED:
        break;
    case CAIRN_STAGE_SINGLE:
    case CAIRN_STAGE_SEVERAL:
    case CAIRN_STAGE_MANY:
    case CAIRN_STAGE_SLEEPERS:
        cairn_pool_fifo_begin(stage, start_ns);
        break;
    case CAIRN_STAGE_BATCHING:
        cairn_pool_batching_begin(stage, start_ns);
        break;
    case CAIRN_STAGE_GENERAL:
        cairn_pool_general_begin(stage, start_ns);
        break;
    }
}

void cairn_pool_stage_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                          int64_t until_ns, struct cairn_pool_outlet *outlet)
{
    assert(inlet->n == 0 || inlet->time_ns[inlet->n - 1] < until_ns);
    switch (stage->kind) {
    case CAIRN_STAGE_UNLIMITED:
        cairn_pool_unlimited_run(stage, inlet, outlet);
        break;
    case CAIRN_STAGE_SINGLE:
    case CAIRN_STAGE_SEVERAL:
    case CAIRN_STAGE_MANY:
    case CAIRN_STAGE_SLEEPERS:
        cairn_pool_fifo_run(stage, inlet, outlet);
        break;
    case CAIRN_STAGE_BATCHING:
        cairn_pool_batching_run(stage, inlet, until_ns, outlet);
        break;
    case CAIRN_STAGE_GENERAL:
        cairn_pool_general_run(stage, inlet, until_ns, outlet);
        break;
    }
}

void cairn_pool_stage_end(struct cairn_pool_stage *stage)
{
    switch (stage->kind) {
    case CAIRN_STAGE_UNLIMITED:
        break;
    case CAIRN_STAGE_SINGLE:
    case CAIRN_STAGE_SEVERAL:
    case CAIRN_STAGE_MANY:
    case CAIRN_STAGE_SLEEPERS:
        cairn_pool_fifo_end(stage);
        break;
    case CAIRN_STAGE_BATCHING:
        cairn_pool_batching_end(stage);
        break;
    case CAIRN_STAGE_GENERAL:
        cairn_pool_general_end(stage);
        break;
    }
    cairn_count_add(&stage->counts[CAIRN_WAITS_NS], stage->waits_ns);
    cairn_count_add(&stage->counts[CAIRN_QUEUE_NS], stage->waits_ns);
}

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
    *outlet = (struct cairn_pool_outlet){0};
}

void cairn_pool_outlet_reserve(struct cairn_pool_outlet *outlet, int more)
{
    size_t need = (size_t)outlet->n + (size_t)more;
    size_t to = outlet->capacity ? outlet->capacity : 64;

    if (need <= outlet->capacity)
        return;
    while (to < need)
        to *= 2;
    outlet->id = cairn_realloc(outlet->id, to, sizeof *outlet->id);
    outlet->start_ns = cairn_realloc(outlet->start_ns, to, sizeof *outlet->start_ns);
    outlet->done_ns = cairn_realloc(outlet->done_ns, to, sizeof *outlet->done_ns);
    outlet->order = cairn_realloc(outlet->order, to, sizeof *outlet->order);
    outlet->capacity = to;
}

void cairn_pool_stage_draw(const struct cairn_pool_stage *stage,
                           const struct cairn_pool_inlet *inlet, int first, int n,
                           int64_t *service_ns)
{
    const struct cairn_component_variant *variants = stage->pool->variants;
    int size = stage->pool->batch_max;

    for (int i = 0; i < n; i++) {
        int variant = cairn_pool_inlet_variant(inlet, first + i);

        service_ns[i] = cairn_run_vary(&stage->service, variants[variant].latency_ns[size - 1],
                                       cairn_pool_inlet_bits(inlet, first + i));
    }
}

enum cairn_pool_stage_kind cairn_pool_stage_kind(const struct cairn_component_pool *pool)
{
    if (pool->unlimited)
        return CAIRN_STAGE_UNLIMITED;
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
    if (kind == CAIRN_STAGE_GENERAL)
        stage->general = cairn_pool_general_new(component, index, first_device, first_copy);
}

void cairn_pool_stage_init(struct cairn_pool_stage *stage, const struct cairn_component *component,
                           int index, uint32_t first_device, uint32_t first_copy)
{
    cairn_pool_stage_init_as(stage, component, index, first_device, first_copy,
                             cairn_pool_stage_kind(&component->pools[index]));
}

void cairn_pool_stage_release(struct cairn_pool_stage *stage)
{
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
    stage->answered = 0;
    switch (stage->kind) {
    case CAIRN_STAGE_UNLIMITED:
        break;
    case CAIRN_STAGE_SINGLE:
    case CAIRN_STAGE_SEVERAL:
    case CAIRN_STAGE_BATCHING:
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
    case CAIRN_STAGE_BATCHING:
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
    case CAIRN_STAGE_BATCHING:
    case CAIRN_STAGE_GENERAL:
        cairn_pool_general_end(stage);
        break;
    }
}

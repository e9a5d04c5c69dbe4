#include "physics/quantity.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"

void cairn_layout_init(struct cairn_layout *layout, const struct cairn_component *component)
{
    int at = component->n_sources * CAIRN_N_SOURCE_COUNTS;
    size_t n_pools = (size_t)component->n_pools;

    *layout = (struct cairn_layout){
        .n_windows = component->plan->n_windows,
        .n_sources = component->n_sources,
        .n_routes = component->n_routes,
        .n_links = component->n_links,
        .n_caches = component->n_caches,
        .n_pools = component->n_pools,
        .pool_at = cairn_calloc(n_pools, sizeof *layout->pool_at),
        .batch_at = cairn_calloc(n_pools, sizeof *layout->batch_at),
        .batch_max = cairn_calloc(n_pools, sizeof *layout->batch_max),
        .pass_at = cairn_calloc(n_pools, sizeof *layout->pass_at),
    };
    layout->link_at = at;
    at += component->n_links * CAIRN_N_LINK_COUNTS;
    layout->cache_at = at;
    at += component->n_caches * CAIRN_N_CACHE_COUNTS;
    for (int p = 0; p < component->n_pools; p++) {
        const struct cairn_component_pool *pool = &component->pools[p];

        layout->pool_at[p] = at;
        at += CAIRN_N_POOL_COUNTS;
        layout->batch_at[p] = at;
        layout->batch_max[p] = pool->batch_max;
        at += pool->n_variants * pool->batch_max;
        layout->pass_at[p] = pool->of_passes ? at : CAIRN_NONE;
        if (pool->of_passes)
            at += pool->n_variants * CAIRN_N_PASS_COUNTS;
    }
    layout->stride = at;
}

void cairn_layout_release(struct cairn_layout *layout)
{
    cairn_free(layout->pool_at);
    cairn_free(layout->batch_at);
    cairn_free(layout->batch_max);
    cairn_free(layout->pass_at);
    *layout = (struct cairn_layout){0};
}

static size_t count_of(const struct cairn_layout *layout)
{
    return (size_t)layout->n_windows * (size_t)layout->stride;
}

void cairn_quantities_init(struct cairn_quantities *quantities,
                           const struct cairn_component *component)
{
    size_t n_sources = (size_t)component->n_sources;

    *quantities = (struct cairn_quantities){0};
    cairn_layout_init(&quantities->layout, component);
    quantities->counts = cairn_calloc(count_of(&quantities->layout), sizeof *quantities->counts);
    quantities->times = cairn_calloc(n_sources, sizeof *quantities->times);
    for (size_t s = 0; s < n_sources; s++)
        for (int i = 0; i < CAIRN_N_REQUEST_TIMES; i++)
            cairn_durations_init(cairn_request_time(&quantities->times[s], i));
    quantities->gaps = cairn_calloc((size_t)component->n_pools, sizeof *quantities->gaps);
    for (int p = 0; p < component->n_pools; p++)
        cairn_histogram_init(&quantities->gaps[p]);
}

void cairn_quantities_release(struct cairn_quantities *quantities)
{
    for (int s = 0; s < quantities->layout.n_sources; s++)
        for (int i = 0; i < CAIRN_N_REQUEST_TIMES; i++)
            cairn_durations_release(cairn_request_time(&quantities->times[s], i));
    for (int p = 0; p < quantities->layout.n_pools; p++)
        cairn_histogram_release(&quantities->gaps[p]);
    cairn_free(quantities->gaps);
    cairn_free(quantities->times);
    cairn_free(quantities->counts);
    cairn_layout_release(&quantities->layout);
    *quantities = (struct cairn_quantities){0};
}

void cairn_quantities_clear(struct cairn_quantities *quantities)
{
    memset(quantities->counts, 0, count_of(&quantities->layout) * sizeof *quantities->counts);
    for (int s = 0; s < quantities->layout.n_sources; s++)
        for (int i = 0; i < CAIRN_N_REQUEST_TIMES; i++)
            cairn_durations_clear(cairn_request_time(&quantities->times[s], i));
    for (int p = 0; p < quantities->layout.n_pools; p++)
        cairn_histogram_clear(&quantities->gaps[p]);
    quantities->fingerprint = (struct cairn_fingerprint){0};
    quantities->replications = 0;
    memset(quantities->by_path, 0, sizeof quantities->by_path);
    quantities->events = 0;
    quantities->requests = 0;
}

void cairn_quantities_add(struct cairn_quantities *to, const struct cairn_quantities *from)
{
    size_t n = count_of(&to->layout);

    assert(to->layout.n_windows == from->layout.n_windows);
    assert(to->layout.stride == from->layout.stride);
    assert(to->layout.n_sources == from->layout.n_sources);
    for (size_t i = 0; i < n; i++)
        cairn_count_add(&to->counts[i], from->counts[i]);
    for (int s = 0; s < to->layout.n_sources; s++)
        for (int i = 0; i < CAIRN_N_REQUEST_TIMES; i++)
            cairn_durations_merge(cairn_request_time(&to->times[s], i),
                                  cairn_request_time(&from->times[s], i));
    for (int p = 0; p < to->layout.n_pools; p++)
        cairn_histogram_merge(&to->gaps[p], &from->gaps[p], 1);
    cairn_fingerprint_merge(&to->fingerprint, from->fingerprint);
    to->replications += from->replications;
    for (int path = 0; path < CAIRN_N_PATHS; path++)
        to->by_path[path] += from->by_path[path];
    to->events += from->events;
    to->requests += from->requests;
}

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
    for (size_t s = 0; s < n_sources; s++) {
        cairn_histogram_init(&quantities->times[s].wait_histogram);
        cairn_histogram_init(&quantities->times[s].sojourn_histogram);
        cairn_histogram_init(&quantities->times[s].first_histogram);
        cairn_histogram_init(&quantities->times[s].token_histogram);
    }
}

void cairn_quantities_release(struct cairn_quantities *quantities)
{
    for (int s = 0; s < quantities->layout.n_sources; s++) {
        cairn_histogram_release(&quantities->times[s].wait_histogram);
        cairn_histogram_release(&quantities->times[s].sojourn_histogram);
        cairn_histogram_release(&quantities->times[s].first_histogram);
        cairn_histogram_release(&quantities->times[s].token_histogram);
    }
    cairn_free(quantities->times);
    cairn_free(quantities->counts);
    cairn_layout_release(&quantities->layout);
    *quantities = (struct cairn_quantities){0};
}

void cairn_quantities_clear(struct cairn_quantities *quantities)
{
    memset(quantities->counts, 0, count_of(&quantities->layout) * sizeof *quantities->counts);
    for (int s = 0; s < quantities->layout.n_sources; s++) {
        struct cairn_request_times *times = &quantities->times[s];

        times->wait = (struct cairn_moments){0};
        times->sojourn = (struct cairn_moments){0};
        times->first = (struct cairn_moments){0};
        times->token = (struct cairn_moments){0};
        cairn_histogram_clear(&times->wait_histogram);
        cairn_histogram_clear(&times->sojourn_histogram);
        cairn_histogram_clear(&times->first_histogram);
        cairn_histogram_clear(&times->token_histogram);
    }
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
        to->counts[i] += from->counts[i];
    for (int s = 0; s < to->layout.n_sources; s++) {
        struct cairn_request_times *sum = &to->times[s];
        const struct cairn_request_times *part = &from->times[s];

        cairn_moments_merge(&sum->wait, &part->wait, 1);
        cairn_moments_merge(&sum->sojourn, &part->sojourn, 1);
        cairn_moments_merge(&sum->first, &part->first, 1);
        cairn_moments_merge(&sum->token, &part->token, 1);
        cairn_histogram_merge(&sum->wait_histogram, &part->wait_histogram, 1);
        cairn_histogram_merge(&sum->sojourn_histogram, &part->sojourn_histogram, 1);
        cairn_histogram_merge(&sum->first_histogram, &part->first_histogram, 1);
        cairn_histogram_merge(&sum->token_histogram, &part->token_histogram, 1);
    }
    cairn_fingerprint_merge(&to->fingerprint, from->fingerprint);
    to->replications += from->replications;
    for (int path = 0; path < CAIRN_N_PATHS; path++)
        to->by_path[path] += from->by_path[path];
    to->events += from->events;
    to->requests += from->requests;
}

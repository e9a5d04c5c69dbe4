/*
 * Look-ups in caches of 10,000 entries, contents by Zipf's law with exponent 0.8 over a million, as
 * part of a replication that first fills the cache: a request arrives, draws its content, is looked
 * up, and goes on to a provider's pool if it misses. Beside the draw of the content alone. The
 * figure is 1 and the share of hits, of the draw that of the 10,000 most popular contents: a static
 * cache has just that, LRU and FIFO fall short of it.
 */
#include <math.h>
#include <stdlib.h>

#include "bench/bench.h"
#include "engine/clock.h"
#include "math/zipf.h"
#include "physics/world.h"

enum { CONTENTS = 1000000, ENTRIES = 10000, REQUESTS = 1000000 };
static const double exponent = 0.8;

static struct bench_turn draw(const void *context, uint64_t seed)
{
    const struct cairn_zipf *zipf = context;
    struct cairn_rng rng;
    double held = 0.0;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = seed, .purpose = 5});
    for (int i = 0; i < REQUESTS; i++)
        held += cairn_zipf_draw(zipf, &rng) < ENTRIES;
    return (struct bench_turn){REQUESTS, 1.0 + held / REQUESTS};
}

/* A world is made once: its tables of contents would take longer than the look-ups. */
struct store {
    struct cairn_window window;
    struct cairn_plan plan;
    struct cairn_component_source source;
    struct cairn_component_route route;
    struct cairn_component_cache cache;
    struct cairn_component_variant variant;
    struct cairn_component_pool pool;
    struct cairn_component component;
    int64_t end_ns, latency_ns;
    double rate_per_s;
    struct cairn_world *world;
};

static void store_init(struct store *store, enum cairn_policy policy)
{
    *store = (struct store){
        .window = {.hours = 1, .n_segments = 1, .segment_end_ns = &store->end_ns},
        .plan = {.n_windows = 1,
                 .windows = &store->window,
                 .length_ns = cairn_time_from_s(REQUESTS / 1000.0),
                 .parts = 1,
                 .drain_ns = cairn_time_from_s(1e6)},
        .source = {.entity = 1,
                   .copies = 1,
                   .process = CAIRN_EXPONENTIAL,
                   .rate_per_s = &store->rate_per_s,
                   .late_ns = INT64_MAX,
                   .contents = CONTENTS,
                   .exponent = exponent,
                   .n_routes = 1},
        .route = {.share = 1.0,
                  .cache = 0,
                  .cache_at_site = true,
                  .link = CAIRN_NONE,
                  .fallback_route = CAIRN_NONE,
                  .next_route = CAIRN_NONE},
        .cache = {.copies = 1, .policy = policy, .entries = ENTRIES, .lookup_ns = 1000},
        .variant = {.latency_ns = &store->latency_ns},
        .pool = {.copies = 1,
                 .unlimited = true,
                 .batch_max = 1,
                 .queue = CAIRN_NONE,
                 .sleep_after_ns = CAIRN_NONE,
                 .n_variants = 1,
                 .variants = &store->variant},
        .end_ns = INT64_MAX,
        .latency_ns = 1000000,
        .rate_per_s = 1000.0,
    };
    store->component = (struct cairn_component){
        .multiplicity = 1,
        .plan = &store->plan,
        .sources = &store->source,
        .n_sources = 1,
        .routes = &store->route,
        .n_routes = 1,
        .caches = &store->cache,
        .n_caches = 1,
        .pools = &store->pool,
        .n_pools = 1,
    };
    store->world = cairn_world_new(&store->component);
}

static struct bench_turn look_up(const void *context, uint64_t seed)
{
    const struct store *store = context;
    struct cairn_quantities quantities;
    struct bench_turn turn;
    const int64_t *counts;

    cairn_quantities_init(&quantities, &store->component);
    cairn_world_replicate(store->world, seed, 0, NULL, &quantities);
    counts = &quantities.counts[cairn_layout_cache(&quantities.layout, 0, 0, CAIRN_LOOKUPS)];
    turn.jobs = (double)counts[0];
    turn.figure = 1.0 + (double)counts[CAIRN_CACHE_HITS] / turn.jobs;
    cairn_quantities_release(&quantities);
    return turn;
}

int main(void)
{
    static struct store lru, fifo, fixed;
    struct cairn_zipf zipf;
    struct bench_way ways[] = {
        {"draw of the content", NULL, draw, &zipf},
        {"static", "draw of the content", look_up, &fixed},
        {"lru", "draw of the content", look_up, &lru},
        {"fifo", "draw of the content", look_up, &fifo},
    };
    bool good;

    cairn_zipf_init(&zipf, CONTENTS, exponent);
    store_init(&lru, CAIRN_LRU);
    store_init(&fifo, CAIRN_FIFO);
    store_init(&fixed, CAIRN_STATIC);
    good = bench_case_run(&(struct bench_case){
        .name = "cache",
        .turns = 5,
        .expected = NAN,
        .within = 0.2,
        .ways = ways,
        .n_ways = 4,
    });
    cairn_world_free(lru.world);
    cairn_world_free(fifo.world);
    cairn_world_free(fixed.world);
    cairn_zipf_release(&zipf);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

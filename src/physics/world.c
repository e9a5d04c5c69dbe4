#include "physics/world.h"

#include <assert.h>

#include "base/alloc.h"
#include "physics/journey.h"
#include "physics/recursion.h"

struct cairn_world *cairn_world_new(const struct cairn_component *component)
{
    struct cairn_world *world = cairn_calloc(1, sizeof *world);

    world->component = component;
    world->sources = cairn_calloc((size_t)component->n_sources, sizeof *world->sources);
    world->tallies = cairn_calloc((size_t)component->n_sources, sizeof *world->tallies);
    world->caches = cairn_calloc((size_t)component->n_caches, sizeof *world->caches);
    for (int s = 0; s < component->n_sources; s++) {
        cairn_source_sim_init(&world->sources[s], component, s);
        cairn_tally_init(&world->tallies[s], component, s);
    }
    for (int c = 0; c < component->n_caches; c++)
        cairn_cache_sim_init(&world->caches[c], component, c);
    cairn_event_list_init(&world->run.arrivals);
    cairn_event_list_init(&world->run.events);
    for (int r = 0; r < component->n_routes; r++)
        world->has_steps = world->has_steps || component->routes[r].next_route != CAIRN_NONE;
    if (cairn_recursion_fits(component))
        world->recursion = cairn_recursion_new(component);
    return world;
}

void cairn_world_use_events(struct cairn_world *world)
{
    cairn_recursion_free(world->recursion);
    world->recursion = NULL;
}

/* What requests of a route go by. */
static struct cairn_way way_of(const struct cairn_world *world, int source, int at)
{
    const struct cairn_component_route *route = &world->component->routes[at];
    bool fallback = !(route->share > 0.0); /* nothing takes it of its own accord */
    bool has_cache = route->cache != CAIRN_NONE && !fallback;
    const struct cairn_passes *passes =
        world->component->pools[route->pool].variants[route->variant].passes;
    bool has_fallback = route->fallback_route != CAIRN_NONE && !fallback;

    return (struct cairn_way){
        .route = route,
        .source = &world->sources[source],
        .tally = &world->tallies[source],
        .cache = has_cache ? &world->caches[route->cache] : NULL,
        .link = route->link != CAIRN_NONE ? &world->links[route->link] : NULL,
        .pool = &world->pools[route->pool],
        .up_bytes = world->component->sources[source].payload_bytes,
        .of_tokens = world->component->sources[source].of_tokens,
        .streams = passes && passes->of_tokens,
        .over = has_fallback ? route->over : CAIRN_NONE,
        .is_fallback = fallback,
    };
}

/* Makes the links and pools of the event engine, once. */
static void prepare_events(struct cairn_world *world)
{
    const struct cairn_component *component = world->component;
    uint32_t lines = 0, devices = 0, copies = 0;

    if (world->pools)
        return;
    world->feeds = cairn_calloc((size_t)component->n_sources, sizeof *world->feeds);
    world->links = cairn_calloc((size_t)component->n_links, sizeof *world->links);
    world->pools = cairn_calloc((size_t)component->n_pools, sizeof *world->pools);
    for (int l = 0; l < component->n_links; l++) {
        cairn_link_sim_init(&world->links[l], component, l, lines);
        lines += (uint32_t)component->links[l].lines;
    }
    for (int p = 0; p < component->n_pools; p++) {
        cairn_pool_sim_init(&world->pools[p], component, p, devices, copies);
        devices += cairn_pool_sim_devices(&component->pools[p]);
        copies += (uint32_t)component->pools[p].copies;
    }
    world->ways = cairn_calloc((size_t)component->n_routes, sizeof *world->ways);
    for (int s = 0; s < component->n_sources; s++)
        for (int r = 0; r < component->sources[s].n_routes; r++) {
            int at = component->sources[s].first_route + r;

            world->ways[at] = way_of(world, s, at);
        }
    for (int r = 0; r < component->n_routes; r++)
        if (component->routes[r].next_route != CAIRN_NONE) {
            struct cairn_way *next = &world->ways[component->routes[r].next_route];

            next->further = 1 + world->ways[r].further;
            next->is_fallback = false;
            next->up_bytes = next->route->handed_bytes;
        }
}

void cairn_world_free(struct cairn_world *world)
{
    if (!world)
        return;
    for (int s = 0; s < world->component->n_sources; s++)
        cairn_source_sim_release(&world->sources[s]);
    for (int c = 0; c < world->component->n_caches; c++)
        cairn_cache_sim_release(&world->caches[c]);
    for (int l = 0; world->links && l < world->component->n_links; l++)
        cairn_link_sim_release(&world->links[l]);
    for (int p = 0; world->pools && p < world->component->n_pools; p++)
        cairn_pool_sim_release(&world->pools[p]);
    cairn_recursion_free(world->recursion);
    cairn_event_list_release(&world->run.arrivals);
    cairn_event_list_release(&world->run.events);
    cairn_requests_release(&world->run.requests);
    cairn_free(world->sources);
    cairn_free(world->tallies);
    cairn_free(world->feeds);
    cairn_free(world->links);
    cairn_free(world->caches);
    cairn_free(world->pools);
    cairn_free(world->ways);
    cairn_free(world->waited_ns);
    cairn_free(world);
}

/* ---- windows ---- */

/*
 * When a replication begins to simulate a window: the part of the hour that it measures is drawn,
 * the same for all components. [PLAN]
 */
static int64_t start_of(const struct cairn_plan *plan, int window, uint64_t seed,
                        uint32_t replication)
{
    struct cairn_stream_key key = {
        .seed = seed,
        .replication = replication,
        .window = (uint32_t)window,
        .purpose = CAIRN_PURPOSE_PART,
    };
    struct cairn_rng rng;

    if (plan->parts <= 1)
        return 0;
    cairn_rng_init(&rng, key);
    return (int64_t)cairn_rng_below(&rng, (uint64_t)plan->parts) * plan->length_ns;
}

static void begin_window(struct cairn_world *world, int window, int first_segment, uint64_t seed,
                         uint32_t replication)
{
    const struct cairn_component *component = world->component;
    const struct cairn_plan *plan = component->plan;
    const struct cairn_layout *layout = &world->quantities->layout;
    struct cairn_run *run = &world->run;
    int64_t *counts = world->quantities->counts;
    int64_t start_ns = start_of(plan, window, seed, replication);

    cairn_run_begin(run, start_ns, start_ns + plan->run_in_ns,
                    start_ns + plan->run_in_ns + plan->length_ns);
    run->key = (struct cairn_stream_key){
        .seed = seed,
        .replication = replication,
        .window = (uint32_t)window,
    };
    run->first_segment = first_segment;
    for (int s = 0; s < component->n_sources; s++) {
        cairn_tally_begin(&world->tallies[s], world->quantities, window,
                          plan->windows[window].hours);
        cairn_source_sim_begin(&world->sources[s], plan, window,
                               &component->sources[s].rate_per_s[first_segment], start_ns, seed,
                               replication, &counts[cairn_layout_source(layout, window, s, 0)]);
    }
    for (int c = 0; c < component->n_caches; c++)
        cairn_cache_sim_begin(&world->caches[c], run, window,
                              &counts[cairn_layout_cache(layout, window, c, 0)]);
}

static void end_window(struct cairn_world *world)
{
    cairn_run_set_now(&world->run, world->run.end_ns);
    for (int c = 0; c < world->component->n_caches; c++)
        cairn_cache_sim_end(&world->caches[c], &world->run);
    for (int s = 0; s < world->component->n_sources; s++)
        cairn_tally_end(&world->tallies[s]);
}

/* ---- by events ---- */

static void begin_events(struct cairn_world *world, int window)
{
    const struct cairn_component *component = world->component;
    const struct cairn_layout *layout = &world->quantities->layout;
    struct cairn_run *run = &world->run;
    int64_t *counts = world->quantities->counts;

    prepare_events(world);
    run->outstanding = 0;
    run->handled = false;
    cairn_event_list_clear(&run->arrivals);
    cairn_event_list_clear(&run->events);
    cairn_requests_clear(&run->requests);
    for (int s = 0; s < component->n_sources; s++)
        cairn_feed_begin(&world->feeds[s], &world->sources[s]);
    for (int l = 0; l < component->n_links; l++)
        cairn_link_sim_begin(&world->links[l], run,
                             &counts[cairn_layout_link(layout, window, l, 0)]);
    for (int p = 0; p < component->n_pools; p++)
        cairn_pool_sim_begin(&world->pools[p], run,
                             &counts[cairn_layout_pool(layout, window, p, 0)],
                             &counts[cairn_layout_batch(layout, window, p, 0, 1)]);
    for (int p = 0; p < component->n_pools; p++)
        if (world->pools[p].passes)
            cairn_pass_pool_gaps(&world->pools[p], &world->quantities->gaps[p],
                                 component->plan->windows[window].hours);
}

/* Measured requests that have not ended. */
static void count_in_flight(struct cairn_world *world)
{
    for (uint32_t r = 0; r < world->run.requests.count; r++) {
        const struct cairn_request *request = cairn_run_request(&world->run, r);

        if (request->measured)
            cairn_tally_in_flight(world->ways[request->route].tally, 1);
    }
}

static void run_events(struct cairn_world *world, int window, const struct cairn_trace *trace)
{
    begin_events(world, window);
    cairn_journey_run(world, trace);
    cairn_run_set_now(&world->run, world->run.end_ns);
    for (int l = 0; l < world->component->n_links; l++)
        cairn_link_sim_end(&world->links[l], &world->run);
    for (int p = 0; p < world->component->n_pools; p++)
        cairn_pool_sim_end(&world->pools[p], &world->run);
    count_in_flight(world);
}

/* ---- replications ---- */

/* False: the recursion gave up. */
static bool replicate(struct cairn_world *world, uint64_t seed, uint32_t replication,
                      enum cairn_path path, const struct cairn_trace *trace)
{
    const struct cairn_plan *plan = world->component->plan;
    int first_segment = 0;

    cairn_quantities_clear(world->quantities);
    world->quantities->replications = 1;
    world->quantities->by_path[path] = 1;
    for (int s = 0; s < world->component->n_sources; s++)
        cairn_source_sim_place(&world->sources[s], seed, replication);
    for (int c = 0; c < world->component->n_caches; c++)
        cairn_cache_sim_fill(&world->caches[c], world->sources, seed, replication);
    for (int w = 0; w < plan->n_windows; w++) {
        begin_window(world, w, first_segment, seed, replication);
        if (path == CAIRN_PATH_EVENTS)
            run_events(world, w, trace);
        else if (!cairn_recursion_run(world->recursion, world, w))
            return false;
        end_window(world);
        first_segment += plan->windows[w].n_segments;
    }
    return true;
}

void cairn_world_replicate(struct cairn_world *world, uint64_t seed, uint32_t replication,
                           const struct cairn_trace *trace, struct cairn_quantities *quantities)
{
    assert(quantities->layout.n_windows == world->component->plan->n_windows);
    world->quantities = quantities;
    if (world->recursion && !trace &&
        replicate(world, seed, replication, CAIRN_PATH_RECURSION, NULL))
        return;
    replicate(world, seed, replication, CAIRN_PATH_EVENTS, trace);
}

void cairn_world_run(const struct cairn_component *component, uint64_t seed, uint32_t replication,
                     const struct cairn_trace *trace, struct cairn_quantities *quantities)
{
    struct cairn_world *world = cairn_world_new(component);

    cairn_world_replicate(world, seed, replication, trace, quantities);
    cairn_world_free(world);
}

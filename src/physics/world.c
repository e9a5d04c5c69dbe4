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
    world->caches = cairn_calloc((size_t)component->n_caches, sizeof *world->caches);
    for (int s = 0; s < component->n_sources; s++)
        cairn_source_sim_init(&world->sources[s], component, s);
    for (int c = 0; c < component->n_caches; c++)
        cairn_cache_sim_init(&world->caches[c], component, c);
    cairn_event_list_init(&world->run.arrivals);
    cairn_event_list_init(&world->run.events);
    if (cairn_recursion_fits(component))
        world->recursion = cairn_recursion_new(component);
    return world;
}

void cairn_world_use_events(struct cairn_world *world)
{
    cairn_recursion_free(world->recursion);
    world->recursion = NULL;
}

/* Makes the links and pools of the event engine, once. */
static void prepare_events(struct cairn_world *world)
{
    const struct cairn_component *component = world->component;
    uint32_t lines = 0, devices = 0, copies = 0;

    if (world->pools)
        return;
    world->links = cairn_calloc((size_t)component->n_links, sizeof *world->links);
    world->pools = cairn_calloc((size_t)component->n_pools, sizeof *world->pools);
    for (int l = 0; l < component->n_links; l++) {
        cairn_link_sim_init(&world->links[l], component, l, lines);
        lines += (uint32_t)component->links[l].copies;
    }
    for (int p = 0; p < component->n_pools; p++) {
        cairn_pool_sim_init(&world->pools[p], component, p, devices, copies);
        devices += cairn_pool_sim_devices(&component->pools[p]);
        copies += (uint32_t)component->pools[p].copies;
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
    cairn_free(world->links);
    cairn_free(world->caches);
    cairn_free(world->pools);
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

    run->begin_ns = start_ns + plan->run_in_ns;
    run->end_ns = run->begin_ns + plan->length_ns;
    cairn_run_set_now(run, start_ns);
    world->weight = plan->windows[window].hours;
    for (int s = 0; s < component->n_sources; s++)
        cairn_source_sim_begin(&world->sources[s], plan, window,
                               &component->sources[s].rate_per_s[first_segment], start_ns, seed,
                               replication, &counts[cairn_layout_source(layout, window, s, 0)]);
    for (int c = 0; c < component->n_caches; c++)
        cairn_cache_sim_begin(&world->caches[c], run, window,
                              &counts[cairn_layout_cache(layout, window, c, 0)]);
}

static void end_window(struct cairn_world *world)
{
    cairn_run_set_now(&world->run, world->run.end_ns);
    for (int c = 0; c < world->component->n_caches; c++)
        cairn_cache_sim_end(&world->caches[c], &world->run);
    for (int s = 0; s < world->component->n_sources; s++) {
        struct cairn_request_times *times = &world->quantities->times[s];
        uint64_t weight = (uint64_t)world->weight;

        cairn_moments_merge(&times->wait, &world->sources[s].wait, weight);
        cairn_moments_merge(&times->sojourn, &world->sources[s].sojourn, weight);
        times->wait_histogram.count += weight * world->sources[s].wait.count;
        times->sojourn_histogram.count += weight * world->sources[s].sojourn.count;
    }
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
    for (int l = 0; l < component->n_links; l++)
        cairn_link_sim_begin(&world->links[l], &counts[cairn_layout_link(layout, window, l, 0)]);
    for (int p = 0; p < component->n_pools; p++)
        cairn_pool_sim_begin(&world->pools[p], run,
                             &counts[cairn_layout_pool(layout, window, p, 0)],
                             &counts[cairn_layout_batch(layout, window, p, 0, 1)]);
}

/* Measured requests that have not ended. */
static void count_in_flight(struct cairn_world *world)
{
    for (uint32_t r = 0; r < world->run.requests.count; r++) {
        const struct cairn_request *request = cairn_run_request(&world->run, r);
        struct cairn_source_sim *source;

        if (!request->alive || !request->measured)
            continue;
        source = &world->sources[request->source];
        source->counts[CAIRN_IN_FLIGHT]++;
        source->counts[CAIRN_LATE] += source->source->late_ns != INT64_MAX;
    }
}

static void run_events(struct cairn_world *world, int window, const struct cairn_trace *trace)
{
    begin_events(world, window);
    cairn_journey_run(world, trace);
    cairn_run_set_now(&world->run, world->run.end_ns);
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

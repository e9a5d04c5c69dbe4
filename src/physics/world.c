#include "physics/world.h"

#include <assert.h>

#include "base/alloc.h"
#include "physics/cache.h"
#include "physics/link.h"
#include "physics/pool.h"
#include "physics/source.h"

struct cairn_world {
    const struct cairn_component *component;
    struct cairn_source_sim *sources; /* as the component's arrays; owned */
    struct cairn_link_sim *links;
    struct cairn_cache_sim *caches;
    struct cairn_pool_sim *pools;
    struct cairn_run run;

    /* of the running replication */
    struct cairn_quantities *quantities;
    int64_t weight; /* hours of the running window */
};

struct cairn_world *cairn_world_new(const struct cairn_component *component)
{
    struct cairn_world *world = cairn_calloc(1, sizeof *world);
    uint32_t lines = 0, devices = 0, copies = 0;

    world->component = component;
    world->sources = cairn_calloc((size_t)component->n_sources, sizeof *world->sources);
    world->links = cairn_calloc((size_t)component->n_links, sizeof *world->links);
    world->caches = cairn_calloc((size_t)component->n_caches, sizeof *world->caches);
    world->pools = cairn_calloc((size_t)component->n_pools, sizeof *world->pools);
    for (int s = 0; s < component->n_sources; s++)
        cairn_source_sim_init(&world->sources[s], component, s);
    for (int l = 0; l < component->n_links; l++) {
        cairn_link_sim_init(&world->links[l], component, l, lines);
        lines += (uint32_t)component->links[l].copies;
    }
    for (int c = 0; c < component->n_caches; c++)
        cairn_cache_sim_init(&world->caches[c], component, c);
    for (int p = 0; p < component->n_pools; p++) {
        cairn_pool_sim_init(&world->pools[p], component, p, devices, copies);
        devices += cairn_pool_sim_devices(&component->pools[p]);
        copies += (uint32_t)component->pools[p].copies;
    }
    cairn_event_list_init(&world->run.events);
    return world;
}

void cairn_world_free(struct cairn_world *world)
{
    if (!world)
        return;
    for (int s = 0; s < world->component->n_sources; s++)
        cairn_source_sim_release(&world->sources[s]);
    for (int l = 0; l < world->component->n_links; l++)
        cairn_link_sim_release(&world->links[l]);
    for (int c = 0; c < world->component->n_caches; c++)
        cairn_cache_sim_release(&world->caches[c]);
    for (int p = 0; p < world->component->n_pools; p++)
        cairn_pool_sim_release(&world->pools[p]);
    cairn_event_list_release(&world->run.events);
    cairn_requests_release(&world->run.requests);
    cairn_free(world->sources);
    cairn_free(world->links);
    cairn_free(world->caches);
    cairn_free(world->pools);
    cairn_free(world);
}

/* ---- how a request ends ---- */

static void count_time(struct cairn_histogram *histogram, int64_t weight, int64_t time_ns)
{
    histogram->bins[cairn_histogram_index(time_ns)] += (uint64_t)weight;
    histogram->count += (uint64_t)weight;
}

/* A word for a workload in the fingerprint. */
static uint32_t fingerprint_subject(const struct cairn_source_sim *source)
{
    return (uint32_t)cairn_mix64(source->source->entity);
}

/* A measured request has its reply. */
static void count_answer(struct cairn_world *world, const struct cairn_request *request)
{
    struct cairn_source_sim *source = &world->sources[request->source];
    struct cairn_request_times *times = &world->quantities->times[request->source];
    int64_t sojourn_ns = world->run.now_ns - request->arrival_ns;

    if (request->hit) {
        source->counts[CAIRN_HITS]++;
    } else {
        source->counts[CAIRN_COMPLETED]++;
        source->counts[CAIRN_WAITED] += request->wait_ns > 0;
        cairn_moments_add(&source->wait, request->wait_ns);
        count_time(&times->wait_histogram, world->weight, request->wait_ns);
    }
    source->counts[CAIRN_LATE] += sojourn_ns > source->source->late_ns;
    cairn_moments_add(&source->sojourn, sojourn_ns);
    count_time(&times->sojourn_histogram, world->weight, sojourn_ns);
    cairn_fingerprint_add(&world->quantities->fingerprint, fingerprint_subject(source),
                          request->number, world->run.now_ns);
}

/* The reply is at the site. */
static void end_answered(struct cairn_world *world, uint32_t r)
{
    const struct cairn_request *request = cairn_run_request(&world->run, r);

    if (request->measured) {
        count_answer(world, request);
        world->run.outstanding--;
    }
    cairn_requests_end(&world->run.requests, r);
}

static void end_lost(struct cairn_world *world, uint32_t r)
{
    const struct cairn_request *request = cairn_run_request(&world->run, r);
    struct cairn_source_sim *source = &world->sources[request->source];

    if (request->measured) {
        source->counts[CAIRN_LOST]++;
        source->counts[CAIRN_LATE] += source->source->late_ns != INT64_MAX;
        cairn_fingerprint_add(&world->quantities->fingerprint, fingerprint_subject(source),
                              request->number, CAIRN_NEVER);
        world->run.outstanding--;
    }
    cairn_requests_end(&world->run.requests, r);
}

/* ---- the way of a request ---- */

static const struct cairn_component_route *route_of(struct cairn_world *world, uint32_t r)
{
    return &world->component->routes[cairn_run_request(&world->run, r)->route];
}

static void send_down(struct cairn_world *world, uint32_t r)
{
    const struct cairn_request *request = cairn_run_request(&world->run, r);
    const struct cairn_component_route *route = &world->component->routes[request->route];

    if (route->link == CAIRN_NONE)
        end_answered(world, r);
    else
        cairn_link_sim_send(&world->links[route->link], &world->run, CAIRN_DOWN, request->copy,
                            route->down_ns, world->sources[request->source].source->reply_bytes,
                            r);
}

static void send_up(struct cairn_world *world, uint32_t r);

static void join_pool(struct cairn_world *world, uint32_t r)
{
    struct cairn_request *request = cairn_run_request(&world->run, r);
    const struct cairn_component_route *route = &world->component->routes[request->route];
    struct cairn_source_sim *source = &world->sources[request->source];
    struct cairn_alternative alternative = {
        .fallback = route->fallback_route != CAIRN_NONE && !request->spilled,
        .over = route->over,
    };

    switch (cairn_pool_sim_arrive(&world->pools[route->pool], &world->run, r, route->variant,
                                  source->source->entity, alternative)) {
    case CAIRN_ADMITTED:
        break;
    case CAIRN_SENT_ON:
        request->spilled = true;
        request->route = route->fallback_route;
        source->counts[CAIRN_SPILLED] += request->measured;
        send_up(world, r);
        break;
    case CAIRN_REFUSED:
        end_lost(world, r);
        break;
    }
}

/* A cache's answer is known. */
static void looked_up(struct cairn_world *world, uint32_t r)
{
    const struct cairn_component_route *route = route_of(world, r);
    bool hit = cairn_run_request(&world->run, r)->hit;

    if (hit && route->cache_at_site)
        end_answered(world, r);
    else if (hit)
        send_down(world, r);
    else if (route->cache_at_site)
        send_up(world, r);
    else
        join_pool(world, r);
}

static void look_up(struct cairn_world *world, uint32_t r)
{
    struct cairn_request *request = cairn_run_request(&world->run, r);
    struct cairn_cache_sim *cache = &world->caches[route_of(world, r)->cache];

    request->hit = cairn_cache_sim_ask(cache, &world->run, request);
    if (cache->cache->lookup_ns == 0)
        looked_up(world, r);
    else
        cairn_cache_sim_answer(cache, &world->run, r);
}

/* At the region, or at the site where that is where the pool is. */
static void reach_pool(struct cairn_world *world, uint32_t r)
{
    const struct cairn_component_route *route = route_of(world, r);

    if (route->cache != CAIRN_NONE && !route->cache_at_site &&
        !cairn_run_request(&world->run, r)->spilled)
        look_up(world, r);
    else
        join_pool(world, r);
}

static void send_up(struct cairn_world *world, uint32_t r)
{
    const struct cairn_request *request = cairn_run_request(&world->run, r);
    const struct cairn_component_route *route = &world->component->routes[request->route];

    if (route->link == CAIRN_NONE)
        reach_pool(world, r);
    else
        cairn_link_sim_send(&world->links[route->link], &world->run, CAIRN_UP, request->copy,
                            route->up_ns, world->sources[request->source].source->payload_bytes,
                            r);
}

/* ---- events; each removes itself from the list ---- */

static void on_arrival(struct cairn_world *world, const struct cairn_event *event)
{
    struct cairn_run *run = &world->run;
    struct cairn_source_sim *source = &world->sources[cairn_event_entity(event)];
    struct cairn_event next = *event;
    uint32_t r = cairn_source_sim_arrive(source, run);
    const struct cairn_request *request = cairn_run_request(run, r);
    const struct cairn_component_route *route = &world->component->routes[request->route];

    next.time_ns = cairn_source_sim_next_ns(source);
    if (next.time_ns == CAIRN_NEVER)
        cairn_event_list_pop(&run->events);
    else
        cairn_event_list_replace_top(&run->events, next);
    world->quantities->requests++;
    if (request->measured) {
        source->counts[CAIRN_ARRIVALS]++;
        run->outstanding++;
    }
    if (route->cache != CAIRN_NONE && route->cache_at_site)
        look_up(world, r);
    else
        send_up(world, r);
}

static void on_served(struct cairn_world *world, const struct cairn_event *event)
{
    struct cairn_run *run = &world->run;
    struct cairn_pool_sim *pool = &world->pools[cairn_payload_high(event)];
    int device = (int)cairn_payload_low(event);
    struct cairn_batch batch;

    cairn_event_list_pop(&run->events);
    batch = cairn_pool_sim_served(pool, run, device);
    for (uint32_t r = batch.head; batch.size > 0; batch.size--) {
        uint32_t next = cairn_run_request(run, r)->next;

        send_down(world, r);
        r = next;
    }
}

static void on_answered(struct cairn_world *world, const struct cairn_event *event)
{
    uint32_t r = cairn_payload_low(event);

    cairn_event_list_pop(&world->run.events);
    send_down(world, r);
}

static void on_awake(struct cairn_world *world, const struct cairn_event *event)
{
    struct cairn_pool_sim *pool = &world->pools[cairn_payload_high(event)];
    int device = (int)cairn_payload_low(event);

    cairn_event_list_pop(&world->run.events);
    cairn_pool_sim_awake(pool, &world->run, device);
}

static void on_looked_up(struct cairn_world *world, const struct cairn_event *event)
{
    uint32_t r = cairn_payload_low(event);

    cairn_cache_sim_answered(&world->caches[cairn_payload_high(event)], &world->run);
    looked_up(world, r);
}

static void on_delivered_up(struct cairn_world *world, const struct cairn_event *event)
{
    uint32_t r = cairn_payload_low(event);

    cairn_link_sim_delivered(&world->links[cairn_payload_high(event)], &world->run, event);
    reach_pool(world, r);
}

static void on_delivered_down(struct cairn_world *world, const struct cairn_event *event)
{
    uint32_t r = cairn_payload_low(event);

    cairn_link_sim_delivered(&world->links[cairn_payload_high(event)], &world->run, event);
    end_answered(world, r);
}

static void on_timeout(struct cairn_world *world, const struct cairn_event *event)
{
    struct cairn_pool_sim *pool = &world->pools[cairn_payload_high(event)];
    int copy = (int)cairn_payload_low(event);

    cairn_event_list_pop(&world->run.events);
    cairn_pool_sim_timeout(pool, &world->run, copy);
}

static void on_sleep(struct cairn_world *world, const struct cairn_event *event)
{
    struct cairn_pool_sim *pool = &world->pools[cairn_payload_high(event)];
    int device = (int)cairn_payload_low(event);

    cairn_event_list_pop(&world->run.events);
    cairn_pool_sim_sleep(pool, &world->run, device);
}

static void on_event(struct cairn_world *world, const struct cairn_event *event)
{
    switch ((enum cairn_event_rank)cairn_event_kind(event)) {
    case CAIRN_EVENT_SERVED:
        on_served(world, event);
        break;
    case CAIRN_EVENT_ANSWERED:
        on_answered(world, event);
        break;
    case CAIRN_EVENT_AWAKE:
        on_awake(world, event);
        break;
    case CAIRN_EVENT_LOOKED_UP:
        on_looked_up(world, event);
        break;
    case CAIRN_EVENT_DELIVERED_UP:
        on_delivered_up(world, event);
        break;
    case CAIRN_EVENT_DELIVERED_DOWN:
        on_delivered_down(world, event);
        break;
    case CAIRN_EVENT_ARRIVAL:
        on_arrival(world, event);
        break;
    case CAIRN_EVENT_TIMEOUT:
        on_timeout(world, event);
        break;
    case CAIRN_EVENT_SLEEP:
        on_sleep(world, event);
        break;
    }
}

/* ---- windows ---- */

static void set_now(struct cairn_run *run, int64_t now_ns)
{
    run->now_ns = now_ns;
    run->clock_ns = cairn_run_clip(run, now_ns);
}

static void begin_window(struct cairn_world *world, int window, int first_segment, uint64_t seed,
                         uint32_t replication)
{
    const struct cairn_component *component = world->component;
    const struct cairn_plan *plan = component->plan;
    const struct cairn_layout *layout = &world->quantities->layout;
    struct cairn_run *run = &world->run;
    int64_t *counts = world->quantities->counts;

    run->begin_ns = plan->run_in_ns;
    run->end_ns = plan->run_in_ns + plan->length_ns;
    run->outstanding = 0;
    set_now(run, 0);
    cairn_event_list_clear(&run->events);
    cairn_requests_clear(&run->requests);
    world->weight = plan->windows[window].hours;
    for (int s = 0; s < component->n_sources; s++) {
        struct cairn_source_sim *source = &world->sources[s];

        cairn_source_sim_begin(source, plan, window,
                               &component->sources[s].rate_per_s[first_segment], seed, replication,
                               &counts[cairn_layout_source(layout, window, s, 0)]);
        if (cairn_source_sim_next_ns(source) != CAIRN_NEVER)
            cairn_run_schedule(run, cairn_source_sim_next_ns(source), CAIRN_EVENT_ARRIVAL,
                               (uint32_t)s, 0, 0);
    }
    for (int l = 0; l < component->n_links; l++)
        cairn_link_sim_begin(&world->links[l], &counts[cairn_layout_link(layout, window, l, 0)]);
    for (int c = 0; c < component->n_caches; c++)
        cairn_cache_sim_begin(&world->caches[c], run,
                              &counts[cairn_layout_cache(layout, window, c, 0)]);
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

static void end_window(struct cairn_world *world)
{
    set_now(&world->run, world->run.end_ns);
    for (int p = 0; p < world->component->n_pools; p++)
        cairn_pool_sim_end(&world->pools[p], &world->run);
    for (int c = 0; c < world->component->n_caches; c++)
        cairn_cache_sim_end(&world->caches[c], &world->run);
    for (int s = 0; s < world->component->n_sources; s++) {
        struct cairn_request_times *times = &world->quantities->times[s];
        uint64_t weight = (uint64_t)world->weight;

        cairn_moments_merge(&times->wait, &world->sources[s].wait, weight);
        cairn_moments_merge(&times->sojourn, &world->sources[s].sojourn, weight);
    }
    count_in_flight(world);
}

/* Until all measured requests have ended, or may not be followed any further. */
static void run_window(struct cairn_world *world, const struct cairn_trace *trace)
{
    struct cairn_run *run = &world->run;
    int64_t last_ns = cairn_run_later(run->end_ns, world->component->plan->drain_ns);
    uint64_t events = 0;

    while (!cairn_event_list_empty(&run->events)) {
        struct cairn_event event = *cairn_event_list_peek(&run->events);

        if (event.time_ns >= run->end_ns && (run->outstanding == 0 || event.time_ns > last_ns))
            break;
        assert(event.time_ns >= run->now_ns);
        set_now(run, event.time_ns);
        cairn_trace_event(trace, &event);
        on_event(world, &event);
        events++;
    }
    world->quantities->events += events;
}

void cairn_world_replicate(struct cairn_world *world, uint64_t seed, uint32_t replication,
                           const struct cairn_trace *trace, struct cairn_quantities *quantities)
{
    const struct cairn_plan *plan = world->component->plan;
    int first_segment = 0;

    assert(quantities->layout.n_windows == plan->n_windows);
    world->quantities = quantities;
    for (int c = 0; c < world->component->n_caches; c++)
        cairn_cache_sim_fill(&world->caches[c], world->sources, seed, replication);
    for (int w = 0; w < plan->n_windows; w++) {
        begin_window(world, w, first_segment, seed, replication);
        run_window(world, trace);
        end_window(world);
        first_segment += plan->windows[w].n_segments;
    }
    quantities->replications++;
}

void cairn_world_run(const struct cairn_component *component, uint64_t seed, uint32_t replication,
                     const struct cairn_trace *trace, struct cairn_quantities *quantities)
{
    struct cairn_world *world = cairn_world_new(component);

    cairn_world_replicate(world, seed, replication, trace, quantities);
    cairn_world_free(world);
}

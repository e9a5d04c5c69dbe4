#include "physics/journey.h"

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

void cairn_journey_event(struct cairn_world *world, const struct cairn_event *event)
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

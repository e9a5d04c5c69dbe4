#include "physics/journey.h"

#include <assert.h>

/* ---- how a request ends ---- */

/* Counts a time in its bin; the sum of all bins is brought up to date when the window ends. */
static void count_time(struct cairn_histogram *histogram, int64_t weight, int64_t time_ns)
{
    cairn_histogram_put(histogram, time_ns, (uint64_t)weight);
}

/* A measured request has its reply at that time. */
static void count_answer(struct cairn_world *world, const struct cairn_request *request,
                         int64_t time_ns)
{
    struct cairn_source_sim *source = &world->sources[request->source];
    struct cairn_request_times *times = source->times;
    int64_t wait_ns = request->wait_ns;
    int64_t sojourn_ns = time_ns - request->arrival_ns;

    if (request->hit) {
        source->counts[CAIRN_HITS]++;
    } else {
        source->counts[CAIRN_COMPLETED]++;
        source->counts[CAIRN_WAITED] += wait_ns > 0;
        cairn_moments_add(&source->wait, wait_ns);
        count_time(&times->wait_histogram, world->weight, wait_ns);
    }
    source->counts[CAIRN_LATE] += sojourn_ns > source->late_ns;
    cairn_moments_add(&source->sojourn, sojourn_ns);
    count_time(&times->sojourn_histogram, world->weight, sojourn_ns);
    cairn_fingerprint_add(&world->quantities->fingerprint, source->subject, request->number,
                          time_ns);
}

/* The reply is at the site at that time, now or later. Inline like its caller. */
static inline __attribute__((always_inline)) void end_answered(struct cairn_world *world,
                                                               uint32_t r,
                                                               const struct cairn_request *request,
                                                               int64_t time_ns)
{
    if (request->measured) {
        count_answer(world, request, time_ns);
        world->run.outstanding--;
    }
    cairn_requests_end(&world->run.requests, r);
}

static void end_lost(struct cairn_world *world, uint32_t r, const struct cairn_request *request)
{
    struct cairn_source_sim *source = &world->sources[request->source];

    if (request->measured) {
        source->counts[CAIRN_LOST]++;
        source->counts[CAIRN_LATE] += source->late_ns != INT64_MAX;
        cairn_fingerprint_add(&world->quantities->fingerprint, source->subject, request->number,
                              CAIRN_NEVER);
        world->run.outstanding--;
    }
    cairn_requests_end(&world->run.requests, r);
}

/* ---- the way of a request: its number, itself, its route ---- */

static const struct cairn_component_route *route_of(const struct cairn_world *world,
                                                    const struct cairn_request *request)
{
    return &world->component->routes[request->route];
}

/*
 * A reply's delivery changes nothing but the request, whose end is known as soon as it is sent; it
 * is an event only where someone looks on.
 */
static inline __attribute__((always_inline)) void send_down(struct cairn_world *world, uint32_t r,
                                                            const struct cairn_request *request)
{
    const struct cairn_component_route *route = route_of(world, request);
    int64_t delivery_ns = world->run.now_ns;

    if (route->link != CAIRN_NONE) {
        struct cairn_link_sim *link = &world->links[route->link];
        int64_t bytes = world->sources[request->source].source->reply_bytes;

        delivery_ns = cairn_link_sim_send(link, &world->run, CAIRN_DOWN, request->copy,
                                          route->down_ns, bytes);
        if (world->trace)
            cairn_link_sim_schedule(link, &world->run, CAIRN_DOWN, request->copy, delivery_ns, r);
        if (world->trace || delivery_ns > world->last_ns)
            return; /* in the second case it is in flight when the window ends */
    }
    end_answered(world, r, request, delivery_ns);
}

static void send_up(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                    const struct cairn_component_route *route);

static inline __attribute__((always_inline)) void join_pool(
    struct cairn_world *world, uint32_t r, struct cairn_request *request,
    const struct cairn_component_route *route)
{
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
        send_up(world, r, request, route_of(world, request));
        break;
    case CAIRN_REFUSED:
        end_lost(world, r, request);
        break;
    }
}

/* A cache's answer is known. */
static void looked_up(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                      const struct cairn_component_route *route)
{
    if (request->hit && route->cache_at_site)
        end_answered(world, r, request, world->run.now_ns);
    else if (request->hit)
        send_down(world, r, request);
    else if (route->cache_at_site)
        send_up(world, r, request, route);
    else
        join_pool(world, r, request, route);
}

static void look_up(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                    const struct cairn_component_route *route)
{
    struct cairn_cache_sim *cache = &world->caches[route->cache];
    struct cairn_question question = {
        .time_ns = world->run.now_ns,
        .source = request->source,
        .copy = request->copy,
        .content = request->content,
    };

    request->hit = cairn_cache_sim_ask(cache, &world->run, &question);
    if (cache->cache->lookup_ns == 0)
        looked_up(world, r, request, route);
    else
        cairn_cache_sim_answer(cache, &world->run, r);
}

/* At the region, or at the site where that is where the pool is. */
static void reach_pool(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                       const struct cairn_component_route *route)
{
    if (route->cache != CAIRN_NONE && !route->cache_at_site && !request->spilled)
        look_up(world, r, request, route);
    else
        join_pool(world, r, request, route);
}

static void send_up(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                    const struct cairn_component_route *route)
{
    if (route->link == CAIRN_NONE) {
        reach_pool(world, r, request, route);
    } else {
        struct cairn_link_sim *link = &world->links[route->link];
        int64_t bytes = world->sources[request->source].source->payload_bytes;
        int64_t delivery_ns =
            cairn_link_sim_send(link, &world->run, CAIRN_UP, request->copy, route->up_ns, bytes);

        cairn_link_sim_schedule(link, &world->run, CAIRN_UP, request->copy, delivery_ns, r);
    }
}

/* ---- events: `station` and `item` are the words of the payload ---- */

static void on_arrival(struct cairn_world *world, int station)
{
    struct cairn_run *run = &world->run;
    struct cairn_source_sim *source = &world->sources[station];
    uint32_t r = cairn_source_sim_arrive(source, run);
    struct cairn_request *request = cairn_run_request(run, r);
    const struct cairn_component_route *route = route_of(world, request);

    cairn_event_list_postpone_top(&run->arrivals, cairn_source_sim_move_on(source));
    world->quantities->requests++;
    if (request->measured) {
        source->counts[CAIRN_ARRIVALS]++;
        run->outstanding++;
    }
    if (r >= CAIRN_REQUESTS_MOST)
        end_lost(world, r, request);
    else if (route->link == CAIRN_NONE && route->cache == CAIRN_NONE)
        join_pool(world, r, request, route);
    else if (route->cache != CAIRN_NONE && route->cache_at_site)
        look_up(world, r, request, route);
    else
        send_up(world, r, request, route);
}

static void on_served(struct cairn_world *world, int station, uint32_t item)
{
    struct cairn_batch batch =
        cairn_pool_sim_served(&world->pools[station], &world->run, (int)item);
    uint32_t r = batch.head;

    for (int32_t i = 0; i < batch.size; i++) {
        const struct cairn_request *request = cairn_run_request(&world->run, r);
        uint32_t next = request->next;

        send_down(world, r, request);
        r = next;
    }
}

static void on_answered(struct cairn_world *world, uint32_t item)
{
    send_down(world, item, cairn_run_request(&world->run, item));
}

static void on_looked_up(struct cairn_world *world, int station, uint32_t item)
{
    struct cairn_request *request = cairn_run_request(&world->run, item);

    cairn_cache_sim_answered(&world->caches[station], &world->run);
    looked_up(world, item, request, route_of(world, request));
}

static void on_delivered(struct cairn_world *world, enum cairn_direction direction, int station,
                         uint32_t line, uint32_t item)
{
    struct cairn_request *request = cairn_run_request(&world->run, item);

    cairn_link_sim_delivered(&world->links[station], &world->run, direction, line);
    if (direction == CAIRN_UP)
        reach_pool(world, item, request, route_of(world, request));
    else
        end_answered(world, item, request, world->run.now_ns);
}

/* All but arrivals. */
static void on_event(struct cairn_world *world, uint64_t order, int station, uint32_t item)
{
    struct cairn_run *run = &world->run;

    switch ((enum cairn_event_rank)cairn_order_kind(order)) {
    case CAIRN_EVENT_SERVED:
        on_served(world, station, item);
        break;
    case CAIRN_EVENT_ANSWERED:
        on_answered(world, item);
        break;
    case CAIRN_EVENT_AWAKE:
        cairn_pool_sim_awake(&world->pools[station], run, (int)item);
        break;
    case CAIRN_EVENT_LOOKED_UP:
        on_looked_up(world, station, item);
        break;
    case CAIRN_EVENT_DELIVERED_UP:
        on_delivered(world, CAIRN_UP, station, cairn_order_entity(order), item);
        break;
    case CAIRN_EVENT_DELIVERED_DOWN:
        on_delivered(world, CAIRN_DOWN, station, cairn_order_entity(order), item);
        break;
    case CAIRN_EVENT_ARRIVAL:
        break;
    case CAIRN_EVENT_TIMEOUT:
        cairn_pool_sim_timeout(&world->pools[station], run, (int)item);
        break;
    case CAIRN_EVENT_SLEEP:
        cairn_pool_sim_sleep(&world->pools[station], run, (int)item);
        break;
    }
}

/* Has the window been simulated, now that what comes next comes after its measured time? */
static bool is_over(const struct cairn_world *world, int64_t time_ns)
{
    return world->run.outstanding == 0 || time_ns > world->last_ns || time_ns == CAIRN_NEVER;
}

/* Time moves on to an event; false: it is not simulated any more. */
static bool move_on(struct cairn_world *world, const struct cairn_event *next)
{
    int64_t time_ns = next->time_ns;

    if (time_ns >= world->run.end_ns && is_over(world, time_ns))
        return false;
    assert(time_ns >= world->run.now_ns);
    cairn_run_set_now(&world->run, time_ns);
    cairn_trace_event(world->trace, next);
    return true;
}

void cairn_journey_run(struct cairn_world *world, const struct cairn_trace *trace)
{
    struct cairn_run *run = &world->run;
    uint64_t events = 0;

    world->trace = trace;
    world->last_ns = cairn_run_later(run->end_ns, world->component->plan->drain_ns);
    for (int s = 0; s < world->component->n_sources; s++) {
        world->sources[s].times = &world->quantities->times[s];
        cairn_event_list_push(&run->arrivals, cairn_source_sim_next(&world->sources[s]));
    }
    for (;; events++) {
        const struct cairn_event *arrival = cairn_event_list_peek(&run->arrivals);
        const struct cairn_event *next = run->events.heap;

        if (cairn_event_list_empty(&run->events) || cairn_event_before(arrival, next)) {
            if (!move_on(world, arrival))
                break;
            on_arrival(world, cairn_payload_station(arrival->payload));
        } else {
            uint64_t payload = next->payload;

            if (!move_on(world, next))
                break;
            run->handled = true;
            on_event(world, next->order, cairn_payload_station(payload),
                     cairn_payload_item(payload));
            cairn_run_remove_handled(run);
        }
    }
    world->quantities->events += events;
}

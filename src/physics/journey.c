#include "physics/journey.h"

#include <assert.h>

#include "physics/onward.h"

#include "physics/capacity.h"

/* ---- how a request ends ---- */

/* A reply that comes in one piece has its first token with its last. */
static void count_tokens(const struct cairn_request *request, const struct cairn_way *way,
                         int64_t sojourn_ns)
{
    if (way->streams && !request->hit)
        cairn_tally_tokens(way->tally, request->queued_ns, request->content);
    else
        cairn_tally_tokens(way->tally, sojourn_ns, CAIRN_ONE_TOKEN);
}

/* The reply is at the site at that time, now or later. Inline like its caller. */
static inline __attribute__((always_inline)) void end_answered(struct cairn_world *world,
                                                               uint32_t r,
                                                               const struct cairn_request *request,
                                                               const struct cairn_way *way,
                                                               int64_t time_ns)
{
    if (request->measured) {
        int64_t sojourn_ns = time_ns - request->arrival_ns;

        if (request->hit)
            cairn_tally_hit(way->tally, request->number, sojourn_ns, time_ns);
        else
            cairn_tally_completed(way->tally, request->number, request->wait_ns, sojourn_ns,
                                  time_ns);
        if (way->of_tokens)
            count_tokens(request, way, sojourn_ns);
        world->run.outstanding--;
    }
    cairn_requests_end(&world->run.requests, r);
}

static void end_lost(struct cairn_world *world, uint32_t r, const struct cairn_request *request,
                     const struct cairn_way *way)
{
    if (request->measured) {
        cairn_tally_lost(way->tally, request->number);
        world->run.outstanding--;
    }
    cairn_requests_end(&world->run.requests, r);
}

/* ---- the way of a request: its number, itself, its way ---- */

static const struct cairn_way *way_of(const struct cairn_world *world,
                                      const struct cairn_request *request)
{
    return &world->ways[request->route];
}

/* Puts something on the line of a way, now, and returns when it is delivered. */
static inline __attribute__((always_inline)) int64_t put_on_line(
    struct cairn_world *world, const struct cairn_request *request, const struct cairn_way *way,
    enum cairn_direction direction, int64_t duration_ns, int64_t bytes)
{
    struct cairn_message message;

    if (way->link->plain)
        return cairn_link_sim_send(way->link, &world->run, direction, request->copy, duration_ns,
                                   bytes);
    message = (struct cairn_message){
        .duration_ns = duration_ns,
        .bytes = bytes,
        .copy = request->copy,
        .luck = &way->source->luck,
        .number = cairn_onward_message(request->number, way->further, direction == CAIRN_DOWN,
                                       way->is_fallback),
    };
    return cairn_link_sim_send_any(way->link, &world->run, direction, message);
}

/*
 * A reply's delivery changes nothing but the request, whose end is known as soon as it is sent; it
 * is an event only where someone looks on.
 */
static inline __attribute__((always_inline)) void send_down(struct cairn_world *world, uint32_t r,
                                                            const struct cairn_request *request)
{
    const struct cairn_way *way = way_of(world, request);
    int64_t delivery_ns = world->run.now_ns;

    if (way->link) {
        delivery_ns = put_on_line(world, request, way, CAIRN_DOWN, way->route->down_ns,
                                  way->source->source->reply_bytes);
        if (world->trace)
            cairn_link_sim_schedule(way->link, &world->run, CAIRN_DOWN, request->copy, delivery_ns,
                                    r);
        if (world->trace || delivery_ns > world->last_ns)
            return; /* in the second case it is in flight when the window ends */
    }
    end_answered(world, r, request, way, delivery_ns);
}

static void send_on(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                    const struct cairn_way *way);

static inline __attribute__((always_inline)) void join_pool(struct cairn_world *world, uint32_t r,
                                                            struct cairn_request *request,
                                                            const struct cairn_way *way)
{
    switch (cairn_pool_sim_arrive(way->pool, &world->run, r, way->route->variant,
                                  way->source->source->entity, way->over)) {
    case CAIRN_ADMITTED:
        break;
    case CAIRN_SENT_ON:
        send_on(world, r, request, way);
        break;
    case CAIRN_REFUSED:
        end_lost(world, r, request, way);
        break;
    }
}

static void look_up(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                    const struct cairn_way *way);

/* At the region, or at the site where that is where the pool is. */
static inline __attribute__((always_inline)) void reach_pool(struct cairn_world *world, uint32_t r,
                                                             struct cairn_request *request,
                                                             const struct cairn_way *way)
{
    if (way->cache && !way->route->cache_at_site)
        look_up(world, r, request, way);
    else
        join_pool(world, r, request, way);
}

/* From the site. */
static inline __attribute__((always_inline)) void send_up(struct cairn_world *world, uint32_t r,
                                                          struct cairn_request *request,
                                                          const struct cairn_way *way)
{
    if (!way->link) {
        reach_pool(world, r, request, way);
    } else if (way->link->cuts && cairn_link_sim_is_cut(way->link, &world->run, request->copy) &&
               (way->over != CAIRN_NONE || way->link->link->outage.lost)) {
        if (way->over != CAIRN_NONE)
            send_on(world, r, request, way); /* [FAILOVER] */
        else
            end_lost(world, r, request, way);
    } else {
        int64_t delivery_ns =
            put_on_line(world, request, way, CAIRN_UP, way->route->up_ns, way->up_bytes);

        cairn_link_sim_schedule(way->link, &world->run, CAIRN_UP, request->copy, delivery_ns, r);
    }
}

/* To its fallback. */
static void send_on(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                    const struct cairn_way *way)
{
    request->route = way->route->fallback_route;
    way->source->counts[CAIRN_SPILLED] += request->measured;
    send_up(world, r, request, way_of(world, request));
}

/* ---- steps [STEP] ---- */

/* Kept out of the way of components without steps, whose functions shall stay inline. */
#define APART __attribute__((noinline, cold))

/* What a request has waited in all, now that a step has served it. */
static void add_wait(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                     const struct cairn_way *way)
{
    if (r >= world->waited_capacity)
        world->waited_ns = cairn_grow(world->waited_ns, &world->waited_capacity, (size_t)r + 1,
                                      sizeof *world->waited_ns);
    if (way->further > 0)
        request->wait_ns += world->waited_ns[r];
    world->waited_ns[r] = request->wait_ns;
}

/* A step has served a request. False: it is answered, and its reply not yet sent. */
static APART bool step_on(struct cairn_world *world, uint32_t r, struct cairn_request *request)
{
    const struct cairn_way *way = way_of(world, request);
    const struct cairn_component_route *route = way->route;

    add_wait(world, r, request, way);
    if (!cairn_onward_goes(request->bits, request->number, route))
        return false;
    way->source->counts[CAIRN_WENT_ON] += world->run.measuring;
    request->route = route->next_route;
    request->bits = cairn_onward_bits(request->bits);
    request->wait_ns = 0;
    if (route->next_here) {
        join_pool(world, r, request, way_of(world, request));
    } else if (way->link) {
        int64_t delivery_ns = put_on_line(world, request, way, CAIRN_DOWN, route->on_ns,
                                          way_of(world, request)->up_bytes);

        request->handed_on = true;
        cairn_link_sim_schedule(way->link, &world->run, CAIRN_DOWN, request->copy, delivery_ns, r);
    } else {
        send_up(world, r, request, way_of(world, request));
    }
    return true;
}

/* ---- caches ---- */

/* A cache's answer is known. */
static void looked_up(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                      const struct cairn_way *way)
{
    if (request->hit && way->route->cache_at_site)
        end_answered(world, r, request, way, world->run.now_ns);
    else if (request->hit)
        send_down(world, r, request);
    else if (way->route->cache_at_site)
        send_up(world, r, request, way);
    else
        join_pool(world, r, request, way);
}

static void look_up(struct cairn_world *world, uint32_t r, struct cairn_request *request,
                    const struct cairn_way *way)
{
    struct cairn_question question = {
        .time_ns = world->run.now_ns,
        .source = way->source->index,
        .copy = request->copy,
        .content = request->content,
        .number = request->number,
    };
    enum cairn_cache_answer answer = cairn_cache_sim_ask(way->cache, &world->run, &question);

    request->hit = answer != CAIRN_ANSWER_NONE;
    if (answer == CAIRN_ANSWER_WRONG)
        way->source->counts[CAIRN_WRONG] += request->measured;
    if (way->cache->cache->lookup_ns == 0)
        looked_up(world, r, request, way);
    else
        cairn_cache_sim_answer(way->cache, &world->run, r);
}

/* ---- events: `station` and `item` are the words of the payload ---- */

static inline __attribute__((always_inline)) void on_arrival(struct cairn_world *world, int station)
{
    struct cairn_run *run = &world->run;
    struct cairn_feed *feed = &world->feeds[station];
    uint32_t r = cairn_feed_arrive(feed, run);
    struct cairn_request *request = cairn_run_request(run, r);
    const struct cairn_way *way = way_of(world, request);

    cairn_event_list_postpone_top(&run->arrivals, cairn_feed_next_ns(feed));
    world->quantities->requests++;
    if (request->measured) {
        way->source->counts[CAIRN_ARRIVALS]++;
        run->outstanding++;
    }
    if (r >= CAIRN_REQUESTS_MOST)
        end_lost(world, r, request, way);
    else if (way->cache && way->route->cache_at_site)
        look_up(world, r, request, way);
    else
        send_up(world, r, request, way);
}

/* A batch is done, of requests some of which go on. */
static APART void steps_served(struct cairn_world *world, const struct cairn_batch *batch)
{
    uint32_t r = batch->head;

    for (int32_t i = 0; i < batch->size; i++) {
        struct cairn_request *request = cairn_run_request(&world->run, r);
        uint32_t next = request->next;

        if (!step_on(world, r, request))
            send_down(world, r, request);
        r = next;
    }
}

static inline __attribute__((always_inline)) void on_served(struct cairn_world *world, int station,
                                                            uint32_t item)
{
    struct cairn_batch batch =
        cairn_pool_sim_served(&world->pools[station], &world->run, (int)item);
    uint32_t r = batch.head;

    if (world->has_steps) {
        steps_served(world, &batch);
        return;
    }
    for (int32_t i = 0; i < batch.size; i++) {
        const struct cairn_request *request = cairn_run_request(&world->run, r);
        uint32_t next = request->next;

        send_down(world, r, request);
        r = next;
    }
}

/* A device fails, and loses what it served, or is repaired. */
static void on_outage(struct cairn_world *world, int station, uint32_t item)
{
    struct cairn_batch lost = cairn_capacity_outage(&world->pools[station], &world->run, (int)item);
    uint32_t r = lost.head;

    for (int32_t i = 0; i < lost.size; i++) {
        const struct cairn_request *request = cairn_run_request(&world->run, r);
        uint32_t next = request->next;

        end_lost(world, r, request, way_of(world, request));
        r = next;
    }
}

/*
 * A language model has made the last token of a reply, now, and made the first at first_ns: puts
 * into the request what will be counted when the reply is at the site, whither tokens stream.
 */
static void note_tokens(const struct cairn_world *world, struct cairn_request *request,
                        const struct cairn_way *way, int64_t first_ns)
{
    struct cairn_lengths lengths = cairn_pass_pool_lengths(way->pool, request, way->route->variant);
    uint64_t message = cairn_onward_message(request->number, way->further, true, way->is_fallback);
    int64_t travel_ns = 0; /* of the first token: that of the reply */
    int64_t each_ns = CAIRN_ONE_TOKEN;

    if (way->link)
        travel_ns = cairn_link_law_travel_ns(&way->link->law, &way->source->luck, message);

    if (lengths.reply > 1)
        each_ns = (world->run.now_ns - first_ns) / (lengths.reply - 1);
    if (lengths.reply > 1 && each_ns >= CAIRN_ONE_TOKEN)
        each_ns = CAIRN_ONE_TOKEN - 1;
    request->queued_ns = first_ns + travel_ns - request->arrival_ns;
    request->content = (uint32_t)each_ns;
}

static void on_passed(struct cairn_world *world, int station, uint32_t item, uint32_t counter)
{
    struct cairn_pool_sim *pool = &world->pools[station];

    cairn_pass_pool_passed(pool, &world->run, (int)item, counter);
    for (int i = 0; i < pool->passes->n_replies; i++) {
        uint32_t r = pool->passes->replies[i].request;
        struct cairn_request *request = cairn_run_request(&world->run, r);

        if (world->has_steps && step_on(world, r, request))
            continue;
        note_tokens(world, request, way_of(world, request), pool->passes->replies[i].first_ns);
        send_down(world, r, request);
    }
}

static void on_answered(struct cairn_world *world, uint32_t item)
{
    struct cairn_request *request = cairn_run_request(&world->run, item);
    const struct cairn_way *way = way_of(world, request);

    if (world->has_steps && step_on(world, item, request))
        return;
    if (way->streams)
        note_tokens(world, request, way,
                    cairn_pass_pool_first_ns(way->pool, request, way->route->variant));
    send_down(world, item, request);
}

static void on_looked_up(struct cairn_world *world, int station, uint32_t item)
{
    struct cairn_request *request = cairn_run_request(&world->run, item);

    cairn_cache_sim_answered(&world->caches[station], &world->run);
    looked_up(world, item, request, way_of(world, request));
}

static void on_delivered(struct cairn_world *world, enum cairn_direction direction, int station,
                         uint32_t line, uint32_t item)
{
    struct cairn_request *request = cairn_run_request(&world->run, item);

    cairn_link_sim_delivered(&world->links[station], &world->run, direction, line);
    if (direction == CAIRN_UP) {
        reach_pool(world, item, request, way_of(world, request));
    } else if (request->handed_on) {
        request->handed_on = false;
        send_up(world, item, request, way_of(world, request));
    } else {
        end_answered(world, item, request, way_of(world, request), world->run.now_ns);
    }
}

/* All but arrivals. */
static void on_event(struct cairn_world *world, uint64_t order, int station, uint32_t item)
{
    struct cairn_run *run = &world->run;

    switch ((enum cairn_event_rank)cairn_order_kind(order)) {
    case CAIRN_EVENT_SERVED:
        on_served(world, station, item);
        break;
    case CAIRN_EVENT_PASSED:
        on_passed(world, station, item, (uint32_t)order);
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
    case CAIRN_EVENT_OUTAGE:
        on_outage(world, station, item);
        break;
    case CAIRN_EVENT_CAPACITY:
        cairn_capacity_check(&world->pools[station], run, (int)item);
        break;
    }
}

/* Has the window been simulated, now that this time comes next? */
static bool is_over(const struct cairn_world *world, int64_t time_ns)
{
    if (time_ns < world->run.end_ns)
        return false;
    return world->run.outstanding == 0 || time_ns > world->last_ns || time_ns == CAIRN_NEVER;
}

/* Time moves on to an event; false: it is not simulated any more. */
static bool move_on(struct cairn_world *world, const struct cairn_event *next)
{
    int64_t time_ns = next->time_ns;

    if (time_ns >= world->run.edge_ns && is_over(world, time_ns))
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
    for (int s = 0; s < world->component->n_sources; s++)
        cairn_event_list_push(&run->arrivals, cairn_feed_next(&world->feeds[s]));
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

#include "physics/net.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "physics/front.h"
#include "physics/passage.h"
#include "physics/transit.h"

/* Requests that arrive in a slice; chosen by measurement. */
enum { SLICE_LEAST = 2048, SLICE_MOST = 1 << 16, SLICE_PER_SOURCE = 16, ARRIVALS = 1024 };

/* The first slice after the measured time, mostly the last, is smaller. */
#define DRAIN_SHARE (1.0 / 16.0)

struct cairn_net {
    const struct cairn_component *component;
    struct cairn_recursion *recursion; /* of the running window */

    struct cairn_passages passages;
    bool delays_at_site;          /* look-ups there take time, and may reorder what goes up */
    struct cairn_transit arrived; /* at the sites */
    struct cairn_transit up;      /* about to take an uplink */
    struct cairn_transit region;  /* about to ask a cache of a region */
    struct cairn_transit *pools;  /* [pool]; owned */
    struct cairn_transit down;    /* about to take a downlink */

    struct cairn_passage_block inlet;
    struct cairn_pool_outlet outlet;
    struct {
        int64_t time_ns[ARRIVALS];
        int32_t copy[ARRIVALS], route[ARRIVALS];
        uint32_t content[ARRIVALS];
        uint64_t bits[ARRIVALS];
    } block;
};

struct cairn_net *cairn_net_new(const struct cairn_component *component)
{
    struct cairn_net *net = cairn_calloc(1, sizeof *net);

    net->component = component;
    net->pools = cairn_calloc((size_t)component->n_pools, sizeof *net->pools);
    for (int r = 0; r < component->n_routes; r++) {
        const struct cairn_component_route *route = &component->routes[r];

        if (route->cache != CAIRN_NONE && route->cache_at_site &&
            component->caches[route->cache].lookup_ns > 0)
            net->delays_at_site = true;
    }
    return net;
}

void cairn_net_free(struct cairn_net *net)
{
    if (!net)
        return;
    cairn_passages_release(&net->passages);
    cairn_transit_release(&net->arrived);
    cairn_transit_release(&net->up);
    cairn_transit_release(&net->region);
    cairn_transit_release(&net->down);
    for (int p = 0; p < net->component->n_pools; p++)
        cairn_transit_release(&net->pools[p]);
    cairn_free(net->pools);
    cairn_passage_block_release(&net->inlet);
    cairn_pool_outlet_release(&net->outlet);
    cairn_free(net);
}

static void begin(struct cairn_net *net, struct cairn_recursion *recursion)
{
    net->recursion = recursion;
    cairn_passages_clear(&net->passages);
    cairn_transit_clear(&net->arrived);
    cairn_transit_clear(&net->up);
    cairn_transit_clear(&net->region);
    cairn_transit_clear(&net->down);
    for (int p = 0; p < net->component->n_pools; p++)
        cairn_transit_clear(&net->pools[p]);
}

/* ---- requests under way ---- */

static const struct cairn_component_route *route_of(const struct cairn_net *net, uint32_t id)
{
    return &net->component->routes[net->passages.items[id].route];
}

static bool is_measured(const struct cairn_net *net, const struct cairn_passage *passage)
{
    return cairn_run_measures(&net->recursion->world->run, passage->arrival_ns);
}

/* The reply is at the site. */
static void end_answered(struct cairn_net *net, uint32_t id, int64_t end_ns)
{
    const struct cairn_passage *passage = &net->passages.items[id];
    struct cairn_tally *tally = &net->recursion->tallies[passage->source];
    int64_t sojourn_ns = end_ns - passage->arrival_ns;

    cairn_passages_end(&net->passages, id);
    if (sojourn_ns > net->recursion->crowd.longest_ns)
        net->recursion->crowd.longest_ns = sojourn_ns;
    if (!is_measured(net, passage))
        return;
    net->recursion->outstanding--;
    if (end_ns >= net->recursion->past_ns)
        return;
    if (passage->hit)
        cairn_tally_hit(tally, passage->number, sojourn_ns, end_ns);
    else
        cairn_tally_completed(tally, passage->number, passage->queued_ns, sojourn_ns, end_ns);
}

static void end_lost(struct cairn_net *net, uint32_t id)
{
    const struct cairn_passage *passage = &net->passages.items[id];

    cairn_passages_end(&net->passages, id);
    if (!is_measured(net, passage))
        return;
    net->recursion->outstanding--;
    cairn_tally_lost(&net->recursion->tallies[passage->source], passage->number);
}

/* ---- the way of a request: `event` is what brings it ---- */

static struct cairn_event send(struct cairn_net *net, enum cairn_direction direction,
                               struct cairn_event event)
{
    const struct cairn_passage *passage = &net->passages.items[event.payload];
    const struct cairn_component_route *route = &net->component->routes[passage->route];
    const struct cairn_component_source *source = &net->component->sources[passage->source];
    bool down = direction == CAIRN_DOWN;
    struct cairn_message message = {
        .time_ns = event.time_ns,
        .duration_ns = down ? route->down_ns : route->up_ns,
        .bytes = down ? source->reply_bytes : source->payload_bytes,
        .copy = passage->copy,
        .payload = event.payload,
        .luck = &net->recursion->world->sources[passage->source].luck,
        .number = cairn_luck_message(passage->number, down, false),
    };

    return cairn_link_stage_send(&net->recursion->links[route->link], &net->recursion->world->run,
                                 direction, message);
}

static void send_up(struct cairn_net *net, struct cairn_event event)
{
    const struct cairn_component_route *route = route_of(net, (uint32_t)event.payload);

    if (route->link != CAIRN_NONE)
        event = send(net, CAIRN_UP, event);
    if (route->cache != CAIRN_NONE && !route->cache_at_site)
        cairn_transit_add(&net->region, event);
    else
        cairn_transit_add(&net->pools[route->pool], event);
}

static void send_down(struct cairn_net *net, struct cairn_event event)
{
    const struct cairn_component_route *route = route_of(net, (uint32_t)event.payload);

    if (route->link == CAIRN_NONE)
        end_answered(net, (uint32_t)event.payload, event.time_ns);
    else
        cairn_transit_add(&net->down, event);
}

/* Asks the cache of its route; `event` becomes the one that brings the answer. */
static bool look_up(struct cairn_net *net, struct cairn_event *event)
{
    struct cairn_passage *passage = &net->passages.items[event->payload];
    int c = net->component->routes[passage->route].cache;
    struct cairn_cache_sim *cache = &net->recursion->world->caches[c];
    struct cairn_question question = {
        .time_ns = event->time_ns,
        .source = passage->source,
        .copy = passage->copy,
        .content = passage->content,
        .number = passage->number,
    };
    enum cairn_cache_answer answer =
        cairn_cache_sim_ask(cache, &net->recursion->world->run, &question);

    passage->hit = answer != CAIRN_ANSWER_NONE;
    if (answer == CAIRN_ANSWER_WRONG)
        net->recursion->world->sources[passage->source].counts[CAIRN_WRONG] +=
            is_measured(net, passage);
    if (cache->cache->lookup_ns > 0) {
        event->time_ns += cache->cache->lookup_ns;
        event->order = cairn_event_order(CAIRN_EVENT_LOOKED_UP, (uint32_t)c, cache->asked++);
    }
    return passage->hit;
}

/* ---- stages ---- */

/* Makes one source's requests that arrive before until_ns; returns how many. */
static int enter_source(struct cairn_net *net, int s, int64_t until_ns)
{
    struct cairn_recursion *recursion = net->recursion;
    struct cairn_source_sim *source = &recursion->world->sources[s];
    const struct cairn_front_block arrivals = {
        .time_ns = net->block.time_ns,
        .copy = net->block.copy,
        .route = net->block.route,
        .content = net->block.content,
        .bits = net->block.bits,
    };
    int n = ARRIVALS;
    int made = 0;
    int64_t measured = 0;

    while (n == ARRIVALS) {
        n = cairn_front_run(source, until_ns, ARRIVALS, &arrivals);
        made += n;
        for (int i = 0; i < n; i++) {
            uint32_t id = cairn_passages_make(&net->passages);
            /* numbered, since those of one time may reach a pool in several ways */
            uint64_t order =
                cairn_event_order(CAIRN_EVENT_ARRIVAL, (uint32_t)s, (uint32_t)source->number);

            net->passages.items[id] = (struct cairn_passage){
                .arrival_ns = arrivals.time_ns[i],
                .number = source->number++,
                .bits = source->draws_service ? arrivals.bits[i] : 0,
                .content = source->draws_content ? arrivals.content[i] : 0,
                .source = s,
                .copy = arrivals.copy[i],
                .route = arrivals.route[i],
            };
            measured += cairn_run_measures(&recursion->world->run, arrivals.time_ns[i]);
            cairn_transit_add(&net->arrived, (struct cairn_event){
                                                 .time_ns = arrivals.time_ns[i],
                                                 .order = order,
                                                 .payload = id,
                                             });
        }
    }
    source->counts[CAIRN_ARRIVALS] += measured;
    recursion->outstanding += measured;
    return made;
}

/* What arrives asks the caches of the sites; what these do not answer goes up. */
static bool run_sites(struct cairn_net *net, int64_t until_ns)
{
    int made = 0;

    for (int s = 0; s < net->component->n_sources; s++)
        made += enter_source(net, s, until_ns);
    net->recursion->world->quantities->requests += (uint64_t)made;
    if (!cairn_recursion_arrived(net->recursion, made, until_ns, net->passages.n))
        return false;
    cairn_transit_take(&net->arrived, until_ns);
    for (size_t i = 0; i < net->arrived.n_due; i++) {
        struct cairn_event event = net->arrived.due[i];
        const struct cairn_component_route *route = route_of(net, (uint32_t)event.payload);
        bool asks = route->cache != CAIRN_NONE && route->cache_at_site;

        if (asks && look_up(net, &event))
            end_answered(net, (uint32_t)event.payload, event.time_ns);
        else if (net->delays_at_site)
            cairn_transit_add(&net->up, event);
        else
            send_up(net, event);
    }
    return true;
}

static void run_uplinks(struct cairn_net *net, int64_t until_ns)
{
    cairn_transit_take(&net->up, until_ns);
    for (size_t i = 0; i < net->up.n_due; i++)
        send_up(net, net->up.due[i]);
}

static void run_caches(struct cairn_net *net, int64_t until_ns)
{
    cairn_transit_take(&net->region, until_ns);
    for (size_t i = 0; i < net->region.n_due; i++) {
        struct cairn_event event = net->region.due[i];

        if (look_up(net, &event))
            send_down(net, event);
        else
            cairn_transit_add(&net->pools[route_of(net, (uint32_t)event.payload)->pool], event);
    }
}

static struct cairn_pool_inlet fill_inlet(struct cairn_net *net,
                                          const struct cairn_transit *transit,
                                          const struct cairn_component_pool *pool)
{
    struct cairn_passage_block *inlet = &net->inlet;

    cairn_passage_block_reserve(inlet, transit->n_due);
    for (size_t i = 0; i < transit->n_due; i++) {
        uint32_t id = (uint32_t)transit->due[i].payload;
        struct cairn_passage *passage = &net->passages.items[id];

        passage->queued_ns = transit->due[i].time_ns;
        inlet->time_ns[i] = passage->queued_ns;
        inlet->bits[i] = passage->bits;
        inlet->entity[i] = net->component->sources[passage->source].entity;
        inlet->id[i] = id;
        inlet->copy[i] = pool->copies > 1 ? passage->copy : 0;
        inlet->variant[i] = net->component->routes[passage->route].variant;
    }
    return (struct cairn_pool_inlet){
        .n = (int)transit->n_due,
        .time_ns = inlet->time_ns,
        .bits = inlet->bits,
        .id = inlet->id,
        .copy = pool->copies > 1 ? inlet->copy : NULL,
        .variant = pool->n_variants > 1 ? inlet->variant : NULL,
        .entity = inlet->entity,
    };
}

static void run_pool(struct cairn_net *net, int p, int64_t until_ns)
{
    struct cairn_pool_outlet *outlet = &net->outlet;
    struct cairn_pool_inlet inlet;

    cairn_transit_take(&net->pools[p], until_ns);
    inlet = fill_inlet(net, &net->pools[p], &net->component->pools[p]);
    outlet->n = 0;
    cairn_pool_stage_run(&net->recursion->pools[p], &inlet, until_ns, outlet);
    for (int i = 0; i < outlet->n; i++) {
        uint32_t id = outlet->id[i];
        struct cairn_passage *passage = &net->passages.items[id];

        if (outlet->start_ns[i] == CAIRN_NEVER) {
            end_lost(net, id);
            continue;
        }
        passage->queued_ns = outlet->start_ns[i] - passage->queued_ns;
        send_down(net, (struct cairn_event){
                           .time_ns = outlet->done_ns[i],
                           .order = outlet->order[i],
                           .payload = id,
                       });
    }
}

/* Where a service took 0 ns, what happens at one time may be in another order. */
static bool order_is_known(const struct cairn_net *net)
{
    bool instant = false;

    for (int p = 0; p < net->component->n_pools; p++)
        instant = instant || net->recursion->pools[p].instant;
    return !instant || !cairn_transit_ties(&net->down);
}

static bool run_downlinks(struct cairn_net *net, int64_t until_ns)
{
    cairn_transit_take(&net->down, until_ns);
    if (!order_is_known(net))
        return false;
    for (size_t i = 0; i < net->down.n_due; i++) {
        struct cairn_event delivery = send(net, CAIRN_DOWN, net->down.due[i]);

        end_answered(net, (uint32_t)delivery.payload, delivery.time_ns);
    }
    return true;
}

/* ---- slices ---- */

/* The end of a slice of so many requests. The measured time and segments end slices as well. */
static int64_t slice_end(const struct cairn_net *net, int64_t from_ns, double requests)
{
    const struct cairn_recursion *recursion = net->recursion;
    int64_t measured_ns = recursion->world->run.end_ns;
    int64_t last_ns = from_ns < measured_ns ? measured_ns : recursion->past_ns;
    int64_t until_ns;
    double ns = requests / cairn_front_rate(recursion->world->sources, net->component->n_sources,
                                            from_ns, &until_ns);

    until_ns = until_ns < last_ns ? until_ns : last_ns;
    if (ns < (double)(until_ns - from_ns)) /* false where nothing arrives */
        return from_ns + (int64_t)ns + 1;
    return until_ns;
}

/* One slice through all stages. False: it gives up. */
static bool run_slice(struct cairn_net *net, int64_t until_ns)
{
    if (!run_sites(net, until_ns))
        return false;
    if (net->delays_at_site)
        run_uplinks(net, until_ns);
    run_caches(net, until_ns);
    for (int p = 0; p < net->component->n_pools; p++)
        run_pool(net, p, until_ns);
    return run_downlinks(net, until_ns);
}

bool cairn_net_run(struct cairn_net *net, struct cairn_recursion *recursion)
{
    int64_t end_ns = recursion->world->run.end_ns;
    int64_t until_ns = recursion->start_ns;
    double requests = (double)net->component->n_sources * SLICE_PER_SOURCE;
    double most;

    requests = requests > SLICE_LEAST ? requests : SLICE_LEAST;
    requests = requests < SLICE_MOST ? requests : SLICE_MOST;
    if (recursion->block > 0)
        requests = recursion->block;
    begin(net, recursion);
    while (until_ns < end_ns) {
        until_ns = slice_end(net, until_ns, requests);
        if (!run_slice(net, until_ns))
            return false;
    }
    most = requests;
    requests *= DRAIN_SHARE;
    while (!cairn_recursion_ended(recursion, until_ns)) {
        until_ns = slice_end(net, until_ns, requests);
        if (!run_slice(net, until_ns))
            return false;
        requests = 2.0 * requests < most ? 2.0 * requests : most;
    }
    return true;
}

#include "physics/strand.h"

#include <string.h>

#include "base/alloc.h"
#include "physics/ending.h"
#include "physics/front.h"
#include "physics/slots.h"
#include "physics/transit.h"

/* Requests of a block; of the first one after the measured time. Chosen by measurement. */
enum { BLOCK = CAIRN_TALLY_BLOCK, DRAIN_BLOCK = 32 };

struct cairn_strand {
    const struct cairn_component *component;
    const struct cairn_component_route *route;
    bool marked;   /* the pool has copies */
    bool ordered;  /* the pool lets requests go as they came */
    bool straight; /* the same, and no reply overtakes another before its line */
    struct cairn_slots slots;
    struct cairn_transit down; /* where replies are put in order: about to take the line */
    struct cairn_pool_outlet outlet;

    /* of the running window */
    struct cairn_recursion *recursion;
    struct cairn_source_sim *source;
    struct cairn_link_stage *link; /* or NULL */
    struct cairn_pool_stage *pool;
    int64_t last_ns; /* of the ends in the slots; CAIRN_NEVER: not known */
};

/* The only route that requests take, or NULL. */
static const struct cairn_component_route *only_route(const struct cairn_component *component)
{
    const struct cairn_component_source *source = &component->sources[0];
    const struct cairn_component_route *only = NULL;

    for (int r = source->first_route; r < source->first_route + source->n_routes; r++) {
        if (!(component->routes[r].share > 0.0))
            continue;
        if (only)
            return NULL;
        only = &component->routes[r];
    }
    return only;
}

/* Is it one line that leaves nothing to chance? */
static bool is_plain(const struct cairn_component_link *link)
{
    return link->lines == 1 && link->variation == CAIRN_DETERMINISTIC && !(link->loss > 0.0);
}

bool cairn_strand_fits(const struct cairn_component *component)
{
    const struct cairn_component_route *route =
        component->n_sources == 1 ? only_route(component) : NULL;

    return route && route->cache == CAIRN_NONE && route->variant == 0 &&
           (route->link == CAIRN_NONE || is_plain(&component->links[route->link]));
}

/* Do requests leave the outlet of a pool as they came? */
static bool keeps_order(const struct cairn_component_pool *pool)
{
    enum cairn_pool_stage_kind kind = cairn_pool_stage_kind(pool);

    if (pool->queue != CAIRN_NONE || kind == CAIRN_STAGE_GENERAL)
        return false;
    return kind != CAIRN_STAGE_BATCHING || pool->copies == 1;
}

/* Are they done as they came? */
static bool serves_in_order(const struct cairn_component_pool *pool)
{
    return !pool->unlimited && pool->copies == 1 && pool->devices == 1;
}

struct cairn_strand *cairn_strand_new(const struct cairn_component *component)
{
    struct cairn_strand *strand = cairn_calloc(1, sizeof *strand);
    const struct cairn_component_route *route = only_route(component);
    const struct cairn_component_pool *pool = &component->pools[route->pool];

    strand->component = component;
    strand->route = route;
    strand->marked = pool->copies > 1;
    strand->ordered = keeps_order(pool);
    strand->straight = strand->ordered && (route->link == CAIRN_NONE || serves_in_order(pool));
    strand->slots.queues = route->link != CAIRN_NONE;
    strand->slots.marks = strand->marked;
    strand->slots.ends = !strand->straight;
    return strand;
}

void cairn_strand_free(struct cairn_strand *strand)
{
    if (!strand)
        return;
    cairn_slots_release(&strand->slots);
    cairn_transit_release(&strand->down);
    cairn_pool_outlet_release(&strand->outlet);
    cairn_free(strand);
}

/* ---- stages ---- */

/* Makes at most so many requests that arrive before limit_ns; returns how many. */
static int enter(struct cairn_strand *strand, int64_t limit_ns, int most)
{
    struct cairn_recursion *recursion = strand->recursion;
    const struct cairn_run *run = &recursion->world->run;
    struct cairn_slots *slots = &strand->slots;
    struct cairn_source_sim *source = strand->source;
    int64_t *arrival_ns = &slots->arrival_ns[slots->n];
    const struct cairn_front_block block = {
        .time_ns = arrival_ns,
        .copy = strand->marked ? &slots->copy[slots->n] : NULL,
        .bits = &slots->bits[slots->n],
    };
    int n = cairn_front_run(source, limit_ns, most, &block);
    int counted = cairn_count_before(arrival_ns, n, run->end_ns) -
                  cairn_count_before(arrival_ns, n, run->begin_ns);

    for (int i = 0; strand->slots.ends && i < n; i++)
        slots->end_ns[slots->n + (size_t)i] = CAIRN_SLOT_OPEN;
    slots->n += (size_t)n;
    source->number += (uint64_t)n;
    source->counts[CAIRN_ARRIVALS] += counted;
    recursion->outstanding += counted;
    recursion->world->quantities->requests += (uint64_t)n;
    return n;
}

/* Requests from that slot on take the line to the region. */
static void send_up(struct cairn_strand *strand, size_t first)
{
    struct cairn_slots *slots = &strand->slots;
    const struct cairn_messages messages = {
        .n = (int)(slots->n - first),
        .time_ns = &slots->arrival_ns[first],
        .duration_ns = strand->route->up_ns,
        .bytes = strand->source->source->payload_bytes,
    };

    cairn_link_stage_send_all(strand->link, &strand->recursion->world->run, CAIRN_UP, &messages,
                              &slots->queued_ns[first]);
}

/* Those that reach the pool before until_ns are handed to it. */
static void serve(struct cairn_strand *strand, int64_t until_ns)
{
    struct cairn_slots *slots = &strand->slots;
    const int64_t *queued_ns = strand->link ? slots->queued_ns : slots->arrival_ns;
    size_t from = slots->reached;
    size_t to = slots->n;
    struct cairn_pool_inlet inlet = {
        .time_ns = &queued_ns[from],
        .bits = strand->source->draws_service ? &slots->bits[from] : NULL,
        .first_id = (uint32_t)(slots->first + from),
        .copy = strand->marked ? &slots->copy[from] : NULL,
        .only_entity = strand->source->source->entity,
    };

    while (to > from && queued_ns[to - 1] >= until_ns)
        to--;
    inlet.n = (int)(to - from);
    slots->reached = to;
    strand->outlet.n = 0;
    cairn_pool_stage_run(strand->pool, &inlet, until_ns, &strand->outlet);
}

static struct cairn_messages replies(const struct cairn_strand *strand, int n,
                                     const int64_t *done_ns)
{
    return (struct cairn_messages){
        .n = n,
        .time_ns = done_ns,
        .duration_ns = strand->route->down_ns,
        .bytes = strand->source->source->reply_bytes,
    };
}

static const int64_t *queued(const struct cairn_strand *strand)
{
    return strand->link ? strand->slots.queued_ns : strand->slots.arrival_ns;
}

/* Requests leave the pool as they came; where they take a line, they are done like that as well. */
static void reply_straight(struct cairn_strand *strand)
{
    const struct cairn_pool_outlet *outlet = &strand->outlet;
    int64_t end_ns[BLOCK];

    for (int first = 0; first < outlet->n; first += BLOCK) {
        struct cairn_ending ending = {
            .n = outlet->n - first < BLOCK ? outlet->n - first : BLOCK,
            .queued_ns = queued(strand),
            .start_ns = &outlet->start_ns[first],
            .end_ns = &outlet->done_ns[first],
            .last_ns = CAIRN_NEVER,
        };

        if (strand->link) {
            struct cairn_messages messages = replies(strand, ending.n, ending.end_ns);

            cairn_link_stage_send_all(strand->link, &strand->recursion->world->run, CAIRN_DOWN,
                                      &messages, end_ns);
            ending.end_ns = end_ns;
        }
        if (serves_in_order(strand->pool->pool))
            ending.last_ns = ending.end_ns[ending.n - 1];
        cairn_ending_count(&ending, &strand->slots, strand->recursion);
    }
}

/* Puts the services that the pool has told of into the slots. */
static void note_starts(struct cairn_strand *strand)
{
    const struct cairn_pool_outlet *outlet = &strand->outlet;
    struct cairn_slots *slots = &strand->slots;
    uint32_t first = (uint32_t)slots->first;

    if (outlet->n > 0 && strand->ordered)
        memcpy(&slots->start_ns[outlet->id[0] - first], outlet->start_ns,
               (size_t)outlet->n * sizeof *outlet->start_ns);
    for (int i = 0; !strand->ordered && i < outlet->n; i++)
        slots->start_ns[outlet->id[i] - first] = outlet->start_ns[i];
}

/*
 * Ends those that take no line, and hands the others on: batches of neighbours as one. The payload
 * is the first id and how many there are.
 */
static void hand_on(struct cairn_strand *strand)
{
    const struct cairn_pool_outlet *outlet = &strand->outlet;
    bool batches = strand->ordered && strand->pool->kind == CAIRN_STAGE_BATCHING;
    int n = 1;

    for (int i = 0; i < outlet->n; i += n) {
        if (!strand->link || outlet->done_ns[i] == CAIRN_NEVER) {
            strand->slots.end_ns[outlet->id[i] - (uint32_t)strand->slots.first] =
                outlet->done_ns[i];
            continue;
        }
        if (batches)
            n = outlet->together[i];
        cairn_transit_add(&strand->down, (struct cairn_event){
                                             .time_ns = outlet->done_ns[i],
                                             .order = outlet->order[i],
                                             .payload = (uint64_t)outlet->id[i] << 32 | (uint32_t)n,
                                         });
    }
}

/* Replies take the line in the order in which they are done. False: that is not known. */
static bool send_down(struct cairn_strand *strand, int64_t until_ns)
{
    struct cairn_transit *down = &strand->down;

    cairn_transit_take(down, until_ns);
    if (strand->pool->instant && cairn_transit_ties(down))
        return false;
    for (size_t i = 0; i < down->n_due; i++) {
        const struct cairn_event *event = &down->due[i];
        int n = (int)(uint32_t)event->payload;
        struct cairn_messages messages = replies(strand, n, &event->time_ns);
        int64_t end_ns = cairn_link_stage_send_together(
            strand->link, &strand->recursion->world->run, CAIRN_DOWN, &messages);
        uint32_t id = (uint32_t)(event->payload >> 32);
        int64_t *to = &strand->slots.end_ns[id - (uint32_t)strand->slots.first];

        for (int k = 0; k < n; k++)
            to[k] = end_ns + k * messages.duration_ns;
        if (strand->ordered) /* nobody is lost */
            strand->last_ns = to[n - 1];
    }
    return true;
}

/* Ends those before a slot. */
static void end_before(struct cairn_strand *strand, size_t to)
{
    struct cairn_slots *slots = &strand->slots;

    while (slots->ended < to) {
        struct cairn_ending ending = {
            .n = to - slots->ended < BLOCK ? (int)(to - slots->ended) : BLOCK,
            .queued_ns = queued(strand),
            .start_ns = &slots->start_ns[slots->ended],
            .end_ns = &slots->end_ns[slots->ended],
            .last_ns = strand->last_ns,
        };

        cairn_ending_count(&ending, slots, strand->recursion);
    }
}

/* ---- blocks ---- */

static void begin(struct cairn_strand *strand, struct cairn_recursion *recursion)
{
    struct cairn_slots *slots = &strand->slots;

    strand->recursion = recursion;
    strand->source = &recursion->world->sources[0];
    strand->pool = &recursion->pools[strand->route->pool];
    strand->link =
        strand->route->link == CAIRN_NONE ? NULL : &recursion->links[strand->route->link];
    strand->last_ns = CAIRN_NEVER;
    cairn_slots_begin(slots, strand->source->number);
    cairn_transit_clear(&strand->down);
}

/* One block through all stages; *until_ns: before it everything is simulated. */
static bool run_block(struct cairn_strand *strand, int64_t limit_ns, int most, int64_t *until_ns)
{
    struct cairn_slots *slots = &strand->slots;
    size_t before;
    int64_t next_ns;
    int made;

    cairn_slots_make_room(slots, BLOCK);
    before = slots->n;
    made = enter(strand, limit_ns, most);
    next_ns = cairn_source_sim_next_ns(strand->source);
    *until_ns = next_ns < limit_ns ? next_ns : limit_ns;
    if (!cairn_recursion_arrived(strand->recursion, made, *until_ns, slots->n - slots->ended))
        return false;
    if (strand->link)
        send_up(strand, before);
    serve(strand, *until_ns);
    if (strand->straight) {
        reply_straight(strand);
        return true;
    }
    note_starts(strand);
    hand_on(strand);
    if (strand->link && !send_down(strand, *until_ns))
        return false;
    end_before(strand, cairn_slots_end(&strand->slots));
    return true;
}

/* The window has been followed long enough: those whose ends are not known stay in flight. */
static void end_all(struct cairn_strand *strand)
{
    struct cairn_slots *slots = &strand->slots;

    for (size_t i = slots->ended; i < slots->n; i++) {
        if (slots->end_ns[i] != CAIRN_SLOT_OPEN)
            continue;
        strand->last_ns = CAIRN_NEVER;
        slots->start_ns[i] = slots->arrival_ns[i];
        slots->end_ns[i] = CAIRN_NEVER;
    }
    end_before(strand, slots->n);
}

/* Pools that nobody uses idle and fall asleep. */
static void run_other_pools(struct cairn_strand *strand, int64_t until_ns)
{
    const struct cairn_pool_inlet nobody = {0};

    for (int p = 0; p < strand->component->n_pools; p++)
        if (p != strand->route->pool)
            cairn_pool_stage_run(&strand->recursion->pools[p], &nobody, until_ns, &strand->outlet);
}

bool cairn_strand_run(struct cairn_strand *strand, struct cairn_recursion *recursion)
{
    int64_t end_ns = recursion->world->run.end_ns;
    int64_t until_ns = recursion->start_ns;
    int most = recursion->block > 0 ? recursion->block : BLOCK;
    int drain = DRAIN_BLOCK < most ? DRAIN_BLOCK : most;

    begin(strand, recursion);
    while (until_ns < end_ns)
        if (!run_block(strand, end_ns, most, &until_ns))
            return false;
    while (!cairn_recursion_ended(recursion, until_ns)) {
        if (!run_block(strand, recursion->past_ns, drain, &until_ns))
            return false;
        drain = 2 * drain < most ? 2 * drain : most;
    }
    if (!strand->straight)
        end_all(strand);
    run_other_pools(strand, until_ns);
    return true;
}

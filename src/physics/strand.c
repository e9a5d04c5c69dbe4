#include "physics/strand.h"

#include "base/alloc.h"
#include "physics/front.h"
#include "physics/slots.h"
#include "physics/transit.h"

/* Requests of a block; of the first one after the measured time. Chosen by measurement. */
enum { BLOCK = CAIRN_TALLY_BLOCK, DRAIN_BLOCK = 32 };

struct cairn_strand {
    const struct cairn_component *component;
    const struct cairn_component_route *route;
    bool marked;   /* the pool has copies */
    bool in_order; /* requests are served and end as they came */
    bool sorts;    /* replies take a line and may overtake each other before */
    struct cairn_slots slots;
    struct cairn_transit down; /* where replies are put in order: about to take the line */
    struct cairn_pool_outlet outlet;

    /* of the running window */
    struct cairn_recursion *recursion;
    struct cairn_source_sim *source;
    struct cairn_link_stage *link; /* or NULL */
    struct cairn_pool_stage *pool;
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

bool cairn_strand_fits(const struct cairn_component *component)
{
    const struct cairn_component_route *route =
        component->n_sources == 1 ? only_route(component) : NULL;

    return route && route->cache == CAIRN_NONE && route->variant == 0 &&
           (route->link == CAIRN_NONE || component->links[route->link].copies == 1);
}

/* Are requests served as they came, one batch after the other? */
static bool keeps_order(const struct cairn_component_pool *pool)
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
    strand->in_order = keeps_order(pool) && pool->queue == CAIRN_NONE;
    strand->slots.queues = route->link != CAIRN_NONE;
    strand->slots.marks = strand->marked;
    strand->sorts = route->link != CAIRN_NONE && !keeps_order(pool);
    strand->slots.starts = strand->sorts;
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

/* ---- how requests end ---- */

static bool measured(const struct cairn_run *run, int64_t arrival_ns)
{
    return (uint64_t)(arrival_ns - run->begin_ns) < (uint64_t)(run->end_ns - run->begin_ns);
}

static void end_lost(struct cairn_strand *strand, uint32_t id)
{
    struct cairn_recursion *recursion = strand->recursion;
    struct cairn_slots *slots = &strand->slots;
    uint32_t slot = id - (uint32_t)slots->first;

    if (measured(&recursion->world->run, slots->arrival_ns[slot])) {
        recursion->outstanding--;
        cairn_tally_lost(&recursion->tallies[0], slots->first + slot);
    }
    slots->arrival_ns[slot] = CAIRN_SLOT_ENDED;
}

/* Replies to at most BLOCK requests have come to the site. */
static void end_answered(struct cairn_strand *strand, int n, const uint32_t *id,
                         const int64_t *start_ns, const int64_t *end_ns)
{
    struct cairn_tally_block block;
    struct cairn_recursion *recursion = strand->recursion;
    const struct cairn_run run = recursion->world->run;
    uint64_t first = strand->slots.first;
    int64_t *arrivals_ns = strand->slots.arrival_ns;
    const int64_t *queued_ns = strand->link ? strand->slots.queued_ns : arrivals_ns;
    int64_t past_ns = recursion->past_ns;
    int64_t longest_ns = recursion->crowd.longest_ns;
    int64_t ended = 0;
    int64_t kept_ns[BLOCK];
    int at = 0;

    for (int i = 0; i < n; i++) {
        uint32_t slot = id[i] - (uint32_t)first;
        int64_t arrival_ns = arrivals_ns[slot];
        int64_t sojourn_ns = end_ns[i] - arrival_ns;
        bool counts = measured(&run, arrival_ns);

        block.number[at] = first + slot;
        block.wait_ns[at] = start_ns[i] - queued_ns[slot];
        block.sojourn_ns[at] = sojourn_ns;
        kept_ns[at] = end_ns[i];
        at += counts && end_ns[i] < past_ns;
        ended += counts;
        longest_ns = sojourn_ns > longest_ns ? sojourn_ns : longest_ns;
        arrivals_ns[slot] = CAIRN_SLOT_ENDED;
    }
    block.n = at;
    block.end_ns = kept_ns;
    recursion->crowd.longest_ns = longest_ns;
    recursion->outstanding -= ended;
    cairn_tally_add(&recursion->tallies[0], &block);
}

/* How many of n ascending times are before a limit; mostly all or none. */
static int count_before(const int64_t *time_ns, int n, int64_t limit_ns)
{
    if (n == 0 || time_ns[0] >= limit_ns)
        return 0;
    while (time_ns[n - 1] >= limit_ns)
        n--;
    return n;
}

/*
 * The same of the first n requests that have not ended, whose replies come in this order. What
 * counts of them stands in a row then.
 */
static void end_in_order(struct cairn_strand *strand, int n, const int64_t *start_ns,
                         const int64_t *end_ns)
{
    struct cairn_tally_block block;
    struct cairn_recursion *recursion = strand->recursion;
    const struct cairn_run *run = &recursion->world->run;
    struct cairn_slots *slots = &strand->slots;
    const int64_t *arrival_ns = &slots->arrival_ns[slots->ended];
    const int64_t *queued_ns = strand->link ? &slots->queued_ns[slots->ended] : arrival_ns;
    int from = count_before(arrival_ns, n, run->begin_ns);
    int to = count_before(arrival_ns, n, run->end_ns);
    int64_t at_most_ns = n > 0 ? end_ns[n - 1] - arrival_ns[0] : 0;

    if (at_most_ns > recursion->crowd.longest_ns)
        recursion->crowd.longest_ns = at_most_ns;
    recursion->outstanding -= to - from;
    to = from + count_before(&end_ns[from], to - from, recursion->past_ns);
    block.n = to - from;
    for (int i = from; i < to; i++)
        block.wait_ns[i - from] = start_ns[i] - queued_ns[i];
    for (int i = from; i < to; i++)
        block.sojourn_ns[i - from] = end_ns[i] - arrival_ns[i];
    for (int i = from; i < to; i++)
        block.number[i - from] = slots->first + slots->ended + (uint64_t)i;
    block.end_ns = &end_ns[from];
    slots->ended += (size_t)n;
    cairn_tally_add(&recursion->tallies[0], &block);
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
    int counted =
        count_before(arrival_ns, n, run->end_ns) - count_before(arrival_ns, n, run->begin_ns);

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
    struct cairn_message message = {
        .duration_ns = strand->route->up_ns,
        .bytes = strand->source->source->payload_bytes,
    };

    for (size_t i = first; i < slots->n; i++) {
        message.time_ns = slots->arrival_ns[i];
        slots->queued_ns[i] =
            cairn_link_stage_send(strand->link, &strand->recursion->world->run, CAIRN_UP, &message)
                .time_ns;
    }
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

/* A reply takes the line back; returns when it is at the site. */
static int64_t send_down(struct cairn_strand *strand, int64_t done_ns)
{
    const struct cairn_message message = {
        .time_ns = done_ns,
        .duration_ns = strand->route->down_ns,
        .bytes = strand->source->source->reply_bytes,
    };

    return cairn_link_stage_send(strand->link, &strand->recursion->world->run, CAIRN_DOWN, &message)
        .time_ns;
}

/* Ends those that the pool has refused, and moves the others up. */
static void drop_refused(struct cairn_strand *strand)
{
    struct cairn_pool_outlet *outlet = &strand->outlet;
    int n = 0;

    for (int i = 0; i < outlet->n; i++) {
        if (outlet->start_ns[i] == CAIRN_NEVER) {
            end_lost(strand, outlet->id[i]);
            continue;
        }
        outlet->id[n] = outlet->id[i];
        outlet->start_ns[n] = outlet->start_ns[i];
        outlet->done_ns[n] = outlet->done_ns[i];
        outlet->order[n++] = outlet->order[i];
    }
    outlet->n = n;
}

/* Replies in the order in which they were served, or that take no line. */
static void reply(struct cairn_strand *strand)
{
    const struct cairn_pool_outlet *outlet = &strand->outlet;
    int64_t end_ns[BLOCK];

    for (int first = 0; first < outlet->n; first += BLOCK) {
        int n = outlet->n - first < BLOCK ? outlet->n - first : BLOCK;

        for (int i = 0; strand->link && i < n; i++)
            end_ns[i] = send_down(strand, outlet->done_ns[first + i]);
        if (strand->in_order)
            end_in_order(strand, n, &outlet->start_ns[first],
                         strand->link ? end_ns : &outlet->done_ns[first]);
        else
            end_answered(strand, n, &outlet->id[first], &outlet->start_ns[first],
                         strand->link ? end_ns : &outlet->done_ns[first]);
    }
}

/* Replies that are put in order before they take the line. False: their order is not known. */
static bool reply_sorted(struct cairn_strand *strand, int64_t until_ns)
{
    const struct cairn_pool_outlet *outlet = &strand->outlet;
    struct cairn_transit *down = &strand->down;
    struct cairn_slots *slots = &strand->slots;
    uint32_t id[BLOCK];
    int64_t start_ns[BLOCK], end_ns[BLOCK];
    int n = 0;

    for (int i = 0; i < outlet->n; i++) {
        slots->start_ns[outlet->id[i] - (uint32_t)slots->first] = outlet->start_ns[i];
        cairn_transit_add(down, (struct cairn_event){
                                    .time_ns = outlet->done_ns[i],
                                    .order = outlet->order[i],
                                    .payload = outlet->id[i],
                                });
    }
    cairn_transit_take(down, until_ns);
    if (strand->pool->instant && cairn_transit_ties(down))
        return false;
    for (size_t i = 0; i < down->n_due; i++) {
        id[n] = (uint32_t)down->due[i].payload;
        start_ns[n] = slots->start_ns[id[n] - (uint32_t)slots->first];
        end_ns[n++] = send_down(strand, down->due[i].time_ns);
        if (n == BLOCK || i + 1 == down->n_due) {
            end_answered(strand, n, id, start_ns, end_ns);
            n = 0;
        }
    }
    return true;
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

    if (!strand->in_order)
        cairn_slots_skip_ended(slots);
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
    if (strand->pool->pool->queue != CAIRN_NONE)
        drop_refused(strand);
    if (strand->sorts)
        return reply_sorted(strand, *until_ns);
    reply(strand);
    return true;
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
    run_other_pools(strand, until_ns);
    return true;
}

/*
 * recursion.h - a component without feedback, simulated without an event list
 *
 * Where nothing that happens at a station can change what has come to it, stations need not take
 * turns: the first is simulated for a stretch of time, then the next on what the first let go, and
 * so on. Queues and lines are then recursions over arrays, and nothing waits in a list of events.
 * The result is that of the event engine (journey.c), to the bit, which stays as its oracle.
 *
 * Words: a stage is a station that is simulated by itself. A slice is a stretch of simulated time
 * [from, until) in which some thousands of requests arrive, so that what goes from stage to stage
 * stays in the cache of the processor. When all stages have been run in turn up to `until`, each
 * has known all that reaches it before: every way takes 0 ns or more.
 *
 * Order. What reaches a stage at one time comes in the order of the events that bring it (run.h:
 * rank, entity, counter), which each stage works out without making the events. This holds as long
 * as events are scheduled before their time comes. One that is scheduled for the present follows at
 * once, whatever its rank, and would be misplaced; therefore
 *
 *   - links that may take 0 ns and services of mean 0 are left to the event engine;
 *   - services that happen to take 0 ns are looked out for where order matters: before a downlink.
 *
 * Two forms: a strand (strand.h) for one source whose requests stay in order until they are
 * served, and a net (net.h) for whatever else.
 *
 * It gives up, and leaves the replication to the event engine, where so many requests may have been
 * under way that some would be lost for it (CAIRN_REQUESTS_MOST), and where a service of 0 ns ties
 * with something else before a downlink.
 *
 * Not here: pools that are not plain (pool.h); fallbacks, which feed back (what a pool holds
 * decides where requests go next); radios, which do as well (a reply keeps them awake for the next
 * payload); further steps, which may lead to a pool before the one they come from; traces.
 */
#ifndef CAIRN_PHYSICS_RECURSION_H
#define CAIRN_PHYSICS_RECURSION_H

#include "physics/journey.h"
#include "physics/link_stage.h"
#include "physics/pool_stage.h"

/*
 * Could CAIRN_REQUESTS_MOST requests have been under way at one time? Then at least half as many
 * were held by stages, or one whose end was known already was under way while as many arrived. The
 * stages count what they hold; here is how long it took that many to arrive, at least, and how long
 * a request was under way, at most. A window of fewer requests in all is never crowded.
 */
struct cairn_crowd {
    uint64_t arrivals;
    int64_t mark_ns[2]; /* when the last and the last but one EIGHTH had arrived */
    int n_marks;
    int64_t shortest_ns; /* of two EIGHTHs in a row */
    int64_t longest_ns;  /* sojourn of a request that has ended */
};

/* The stages of a component and what they share. */
struct cairn_recursion {
    const struct cairn_component *component;
    struct cairn_link_stage *links; /* as the component's arrays; owned */
    struct cairn_pool_stage *pools; /* owned */
    struct cairn_strand *strand;    /* one of these two; owned */
    struct cairn_net *net;
    int block; /* requests of a block or slice where tests want few; 0: what is fastest */

    /* of the running window */
    struct cairn_world *world;
    struct cairn_tally *tallies; /* [source]; the world's */
    int64_t start_ns;            /* simulated time before the measured time begins here */
    int64_t past_ns;             /* no request that ends at or after this is followed */
    int64_t outstanding;         /* measured requests that have not ended */
    struct cairn_crowd crowd;
};

/* Can a component be simulated like this? */
bool cairn_recursion_fits(const struct cairn_component *component);

/* For a component that fits. */
struct cairn_recursion *cairn_recursion_new(const struct cairn_component *component);
void cairn_recursion_free(struct cairn_recursion *recursion);

/*
 * Simulates a window of a world, whose run, sources and caches have begun it. False: it gave up,
 * and whatever has been counted is worth nothing.
 */
bool cairn_recursion_run(struct cairn_recursion *recursion, struct cairn_world *world, int window);

/* ---- for the forms ---- */

/* Has a window been followed long enough, with everything before until_ns simulated? */
static inline bool cairn_recursion_ended(const struct cairn_recursion *recursion, int64_t until_ns)
{
    return until_ns >= recursion->past_ns ||
           (recursion->outstanding == 0 && until_ns >= recursion->world->run.end_ns);
}

/* So many more requests have arrived before until_ns, now that stages hold `held`. May it go on? */
bool cairn_recursion_arrived(struct cairn_recursion *recursion, int n, int64_t until_ns,
                             size_t held);

#endif

/*
 * world.h - the behaviour of a component: requests, links, caches, queues, batches, power states
 *
 * One replication is a pure function of (component, seed, replication). Windows are simulated one
 * after the other; queues and devices start each of them empty and idle and run in, caches keep
 * their contents from window to window within a replication and are filled before the first.
 *
 * The way of a request: cache of the site, uplink, cache of the region, queue of the pool,
 * downlink; each where its route has it. A hit at the site is answered after the look-up, a hit at
 * the region sends its reply down. A request that its pool sends on takes the link and the pool of
 * the fallback route from there, as if from the site, passes no cache, and is not sent on again:
 * where it finds no room it is lost. One that a pool has served may go on to a further step
 * (journey.h), where it passes no cache and is lost if there is no room.
 *
 * A window goes on after its measured time until every request that arrived in it has ended, for
 * at most the plan's drain; those that have not by then are in flight. In that time new requests
 * keep arriving and caches answer without changing (cache.h): what a window leaves behind does not
 * depend on how long it drained.
 */
#ifndef CAIRN_PHYSICS_WORLD_H
#define CAIRN_PHYSICS_WORLD_H

#include <stdint.h>

#include "engine/trace.h"
#include "physics/quantity.h"

/*
 * A component made ready to be simulated, any number of replications one after the other; they do
 * not affect each other. The component and its plan must outlive it. After the first replications
 * nothing is allocated any more. Not for two threads at once: each makes its own.
 */
struct cairn_world;

struct cairn_world *cairn_world_new(const struct cairn_component *component);

/* Simulates by events from now on, also where a recursion would do: the oracle of tests. */
void cairn_world_use_events(struct cairn_world *world);

void cairn_world_free(struct cairn_world *world);

/*
 * Simulates one replication and sets `quantities`, which must have been initialised for this
 * component, to what it yields; whatever they held before is gone. trace may be NULL; with one, or
 * where something feeds back, events are simulated, and else a recursion (recursion.h). Both give
 * the same bits; `by_path` tells which it was.
 */
void cairn_world_replicate(struct cairn_world *world, uint64_t seed, uint32_t replication,
                           const struct cairn_trace *trace, struct cairn_quantities *quantities);

/* The same for a component that is simulated once. */
void cairn_world_run(const struct cairn_component *component, uint64_t seed, uint32_t replication,
                     const struct cairn_trace *trace, struct cairn_quantities *quantities);

#endif

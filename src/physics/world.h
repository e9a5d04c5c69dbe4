/*
 * world.h - the behaviour of a component: requests, links, caches, queues, batches, power states
 *
 * One replication is a pure function of (component, seed, replication). Windows are simulated one
 * after the other; queues and devices start each of them empty and idle and run in, caches keep
 * their contents from window to window within a replication and are filled before the first.
 */
#ifndef CAIRN_PHYSICS_WORLD_H
#define CAIRN_PHYSICS_WORLD_H

#include <stdint.h>

#include "engine/trace.h"
#include "physics/quantity.h"

/*
 * Simulates one replication and adds what it yields to `quantities`, which must have been
 * initialised for this component. trace may be NULL.
 */
void cairn_world_run(const struct cairn_component *component, uint64_t seed, uint32_t replication,
                     const struct cairn_trace *trace, struct cairn_quantities *quantities);

#endif

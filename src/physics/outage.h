/*
 * outage.h - when a device or a line is down [OUTAGE]
 *
 * What can fail is up and down by turns, for times that are exponential with means MTBF and MTTR,
 * whatever it has to do. When a window begins it is up with probability MTBF / (MTBF + MTTR), which
 * is also the share of time that it is up.
 *
 * An outage process is a walk through these times from the beginning of the window. It depends on
 * nothing but its stream, which belongs to the thing: two placements see the same outages, and
 * whoever walks through it again sees them again.
 */
#ifndef CAIRN_PHYSICS_OUTAGE_H
#define CAIRN_PHYSICS_OUTAGE_H

#include "math/rng.h"
#include "model/component.h"
#include "physics/run.h"

/* Of the outage that is being looked at: up before fails_ns, down until back_ns. */
struct cairn_outage_walk {
    struct cairn_rng rng;
    int64_t fails_ns, back_ns;
};

/* The stream of one of several things that share an entity. */
uint64_t cairn_outage_entity(uint64_t entity, uint32_t number);

/* Begins at `now`, the first outage being the one at hand or the next. */
void cairn_outage_begin(struct cairn_outage_walk *walk, const struct cairn_component_outage *outage,
                        const struct cairn_run *run, uint64_t entity);

/* Goes on to the next outage. */
void cairn_outage_next(struct cairn_outage_walk *walk, const struct cairn_component_outage *outage);

/* Goes on to the first outage that ends after a time, which never falls. */
static inline void cairn_outage_advance(struct cairn_outage_walk *walk,
                                        const struct cairn_component_outage *outage,
                                        int64_t time_ns)
{
    while (walk->back_ns <= time_ns)
        cairn_outage_next(walk, outage);
}

#endif

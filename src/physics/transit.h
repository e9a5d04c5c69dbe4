/*
 * transit.h - requests on their way from one stage to the next
 *
 * Part of recursion.h. A stage hands requests on with the event that would bring them: when, and
 * its order among events of that time. Whoever takes them gets them slice by slice, in the order of
 * their events, which is the order in which the event list would have had them.
 *
 * What is due in a later slice waits in runs, each in order, as it left a slice; a run is as long
 * as the requests under way of one slice, and there are as many as slices reach ahead. However far
 * that is, a request is looked at a few times.
 */
#ifndef CAIRN_PHYSICS_TRANSIT_H
#define CAIRN_PHYSICS_TRANSIT_H

#include "base/alloc.h"
#include "engine/event_sort.h"

struct cairn_transit_run {
    struct cairn_event *events; /* owned */
    size_t at, n, capacity;
};

/* All zero is the initial state. */
struct cairn_transit {
    struct cairn_event *fresh; /* since the last take, in any order; owned */
    size_t n_fresh, fresh_capacity;
    struct cairn_event *due; /* owned */
    size_t n_due, due_capacity;
    struct cairn_transit_run *runs; /* the first n_runs hold something; owned */
    size_t n_runs, runs_made, runs_capacity;
    struct cairn_event_sorter sorter;
};

void cairn_transit_release(struct cairn_transit *transit);

/* Forgets what is under way and keeps the memory. */
void cairn_transit_clear(struct cairn_transit *transit);

/* Hands a request on; the payload is the caller's. Not earlier than what has been taken. */
static inline void cairn_transit_add(struct cairn_transit *transit, struct cairn_event event)
{
    if (transit->n_fresh == transit->fresh_capacity)
        transit->fresh = cairn_grow(transit->fresh, &transit->fresh_capacity, transit->n_fresh + 1,
                                    sizeof *transit->fresh);
    transit->fresh[transit->n_fresh++] = event;
}

/* Moves all that is due before until_ns to due[0] ... due[n_due - 1], in order. */
void cairn_transit_take(struct cairn_transit *transit, int64_t until_ns);

/*
 * Does a service end at the time at which something else is due, other than of its own batch or
 * device? Only where a service took 0 ns is their order in doubt (recursion.h).
 */
bool cairn_transit_ties(const struct cairn_transit *transit);

#endif

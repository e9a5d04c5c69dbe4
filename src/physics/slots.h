/*
 * slots.h - the requests of a strand that are under way, in the order of their arrival
 *
 * Part of strand.h. A request in slot i has the number first + i. Slots are arrays, one per
 * property; those that end are forgotten from the front, and while few are under way it is always
 * the same memory that is used.
 */
#ifndef CAIRN_PHYSICS_SLOTS_H
#define CAIRN_PHYSICS_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In place of the end of a request that has not ended. One that is lost ends at CAIRN_NEVER. */
#define CAIRN_SLOT_OPEN INT64_MIN

/* Zero but for the three flags is the initial state. */
struct cairn_slots {
    bool queues, ends, marks; /* which of the arrays are there */
    uint64_t first;
    size_t n, capacity;
    size_t ended;        /* those before are done with */
    size_t reached;      /* those before have been handed to the pool */
    int64_t *arrival_ns; /* at the site; owned, as all */
    int64_t *queued_ns;  /* arrival at the pool, where it is another; or NULL */
    int64_t *start_ns;   /* of service, once that is known; or NULL */
    int64_t *end_ns;     /* at the site, or CAIRN_SLOT_OPEN; or NULL */
    uint64_t *bits;      /* service variates */
    int32_t *copy;       /* of the site; or NULL */
};

void cairn_slots_release(struct cairn_slots *slots);

/* Nobody is under way; the next request has this number. */
void cairn_slots_begin(struct cairn_slots *slots, uint64_t first);

/* Up to which slot all have an end; of those that have been handed to the pool. */
size_t cairn_slots_end(const struct cairn_slots *slots);

/* Makes room for so many more at the end. */
void cairn_slots_make_room(struct cairn_slots *slots, size_t more);

#endif

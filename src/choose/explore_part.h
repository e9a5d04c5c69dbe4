/*
 * explore_part.h - parts of placements: what they cost, and the sizes that suit them
 *
 * A part is a partial placement (placement.h) of workloads that are coupled with nobody outside it.
 * Parts are looked at once; many at a time are simulated together. Private to explore.c.
 */
#ifndef CAIRN_CHOOSE_EXPLORE_PART_H
#define CAIRN_CHOOSE_EXPLORE_PART_H

#include "choose/explore.h"
#include "model/sizing.h"

struct cairn_seen_part {
    uint64_t hash;
    double cost;            /* of the aim, with prices (explore.h); INFINITY: a figure is missing */
    double violation, risk; /* see outcome.h */
    bool hopeful, sure;
    struct cairn_promise_result worst;
};

/* All that has been looked at. */
struct cairn_parts {
    const struct cairn_exploring *exploring;
    struct cairn_sizer sizer;
    struct cairn_seen_part *slots; /* open addressing by hash; hash 0: free; owned */
    size_t n, n_slots;
    double work;     /* workloads of all of them */
    double requests; /* that it took to look at them, or would have if nothing were remembered */
    bool stopped;
};

void cairn_parts_init(struct cairn_parts *parts, const struct cairn_exploring *exploring);
void cairn_parts_release(struct cairn_parts *parts);

/* As many parts have been looked at as the scenario allows, or it was stopped. */
bool cairn_parts_done(const struct cairn_parts *parts);

/* Looks at parts; seen[i] is what was seen of the i-th. False: stopped. */
bool cairn_parts_look(struct cairn_parts *parts, const struct cairn_placement *placements, int n,
                      struct cairn_seen_part *seen);

/* Does one part come before another? */
bool cairn_part_is_better(const struct cairn_seen_part *a, const struct cairn_seen_part *b);

/* Gives the pools of a part that have none their least sizes. False: it cannot carry its load. */
bool cairn_parts_size(const struct cairn_parts *parts, struct cairn_placement *placement);

/* A part with the sizes that suit it best, as far as moves lead, and the safest that was met. */
struct cairn_sized_part {
    struct cairn_placement placement, safest; /* owned */
    struct cairn_seen_part seen, safest_seen;
};

/* Takes the placement over; it has sizes. What is here when it is stopped is good. */
void cairn_parts_climb(struct cairn_parts *parts, struct cairn_placement *placement,
                       struct cairn_sized_part *sized);
void cairn_sized_part_release(struct cairn_sized_part *sized);

#endif

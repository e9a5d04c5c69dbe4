/*
 * tally.h - how requests end: counts, times, histograms, fingerprint
 *
 * Part of recursion.h. One tally per source, for a window. It takes requests in any order, since
 * all that it adds up are integers, and yields what journey.c counts at each event. A request whose
 * end lies beyond the drain has none: it is in flight, which the end of the window finds out.
 */
#ifndef CAIRN_PHYSICS_TALLY_H
#define CAIRN_PHYSICS_TALLY_H

#include "physics/journey.h"

/* Most requests of a block. */
enum { CAIRN_TALLY_BLOCK = 512 };

/* Measured requests of one source that a pool has served, and whose replies have come in time. */
struct cairn_tally_block {
    int n;
    uint64_t number[CAIRN_TALLY_BLOCK];
    int64_t wait_ns[CAIRN_TALLY_BLOCK]; /* at the pool */
    int64_t sojourn_ns[CAIRN_TALLY_BLOCK];
    const int64_t *end_ns; /* [request] */
};

/* All of them are those of the running window of a world. */
struct cairn_tally {
    struct cairn_source_sim *source;
    struct cairn_request_times *times;
    struct cairn_fingerprint *fingerprint;
    uint64_t weight; /* hours */
    int64_t late_ns;
};

void cairn_tally_begin(struct cairn_tally *tally, struct cairn_world *world, int source);

/* Counts a block of requests. */
void cairn_tally_add(const struct cairn_tally *tally, const struct cairn_tally_block *block);

/* Counts a single one; one that was lost; one that a cache answered. */
void cairn_tally_completed(const struct cairn_tally *tally, uint64_t number, int64_t wait_ns,
                           int64_t sojourn_ns, int64_t end_ns);
void cairn_tally_lost(const struct cairn_tally *tally, uint64_t number);
void cairn_tally_hit(const struct cairn_tally *tally, uint64_t number, int64_t sojourn_ns,
                     int64_t end_ns);

/* The window ends: measured requests that have not ended are in flight. */
void cairn_tally_end(const struct cairn_tally *tally);

#endif

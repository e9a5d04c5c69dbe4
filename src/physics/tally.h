/*
 * tally.h - how requests end: counts, times, histograms, fingerprint
 *
 * One tally per source, which both ways of simulating hand the ends of measured requests to, in any
 * order: all that is added up are integers. Single ones are gathered in a block first, since a
 * block is counted several requests at a time. A request whose end lies beyond the drain has none:
 * it is in flight, which the end of the window finds out.
 */
#ifndef CAIRN_PHYSICS_TALLY_H
#define CAIRN_PHYSICS_TALLY_H

#include "physics/quantity.h"
#include "physics/request.h"

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

struct cairn_tally {
    int source;
    uint32_t subject;         /* the source's word in the fingerprint */
    int64_t late_ns;          /* a request that takes longer is late */
    bool of_tokens;           /* its requests have tokens */
    int64_t ttft_ns, tpot_ns; /* one whose tokens take longer is slow */

    /* of the running window */
    int64_t *counts; /* enum cairn_source_count */
    struct cairn_request_times *times;
    struct cairn_fingerprint *fingerprint;
    uint64_t weight;                    /* hours */
    struct cairn_moments wait, sojourn; /* not yet weighted, like these: */
    struct cairn_moments first, token;
    struct cairn_tally_block singles; /* not yet counted */
    int64_t singles_end_ns[CAIRN_TALLY_BLOCK];
};

void cairn_tally_init(struct cairn_tally *tally, const struct cairn_component *component,
                      int source);

/* A window of so many hours begins. */
void cairn_tally_begin(struct cairn_tally *tally, struct cairn_quantities *quantities, int window,
                       int64_t hours);

/* Counts a block of requests. */
void cairn_tally_add(struct cairn_tally *tally, const struct cairn_tally_block *block);

/* Private: counts the single ones that have been gathered. */
void cairn_tally_flush(struct cairn_tally *tally);

/* Counts a single one. */
static inline void cairn_tally_completed(struct cairn_tally *tally, uint64_t number,
                                         int64_t wait_ns, int64_t sojourn_ns, int64_t end_ns)
{
    int at = tally->singles.n++;

    tally->singles.number[at] = number;
    tally->singles.wait_ns[at] = wait_ns;
    tally->singles.sojourn_ns[at] = sojourn_ns;
    tally->singles_end_ns[at] = end_ns;
    if (at + 1 == CAIRN_TALLY_BLOCK)
        cairn_tally_flush(tally);
}

/*
 * Counts what a reply with tokens took, besides: until its first, and each after it on average.
 * CAIRN_ONE_TOKEN: nothing is known of others.
 */
void cairn_tally_tokens(struct cairn_tally *tally, int64_t first_ns, uint32_t each_ns);

/* Counts one that was lost; one that a cache answered. */
void cairn_tally_lost(struct cairn_tally *tally, uint64_t number);
void cairn_tally_hit(struct cairn_tally *tally, uint64_t number, int64_t sojourn_ns,
                     int64_t end_ns);

/* So many have not ended when the window does. */
void cairn_tally_in_flight(struct cairn_tally *tally, int64_t requests);

/* How many have arrived, and nothing has been said about since. */
int64_t cairn_tally_missing(struct cairn_tally *tally);

/* The window ends. */
void cairn_tally_end(struct cairn_tally *tally);

#endif

/*
 * cache.h - a store of results, per copy [CACHE]
 *
 * A request asks for its content; a miss inserts it at once, before its result is known, and the
 * next request for it is a hit (no coalescing), so that a cache feeds nothing back. Contents are
 * those of all sources that use the cache, set apart: two workloads share room, never results.
 * What a copy holds and what makes room is the policy's (cache_store.h), but for
 *
 *   STATIC  the most popular contents, for ever: by rank, and of equal rank by source, each that
 *           still fits
 *
 * How caches come to be filled is in cache_fill.h.
 *
 * Updates. Where the model behind a cache is updated, its caches are emptied, all copies at once.
 * When that happens on the calendar of the week is drawn for each replication, so that each window
 * begins at its own age since the last update; it is filled anew for that age.
 *
 * Similar contents. A request that misses may be answered with the result of a similar one: a
 * share of the misses, drawn for each request. The cache then stays as it is: nothing is inserted
 * and nothing moves. Of these answers a share is wrong, and of the wrong ones a share is noticed
 * and goes on as a miss, as if it had not been answered. A copy that is empty has nothing similar.
 *
 * After the measured time of a window the cache is frozen: look-ups are answered from what is
 * there, nothing is inserted, expires or moves. A window's drain, however long, hence leaves no
 * trace in the next, which begins at the moment at which the one before was frozen.
 *
 * A source without popularity never asks for the same content again: only something similar can
 * answer it, and what it would insert is left out.
 */
#ifndef CAIRN_PHYSICS_CACHE_H
#define CAIRN_PHYSICS_CACHE_H

#include "engine/channel.h"
#include "physics/cache_store.h"
#include "physics/quantity.h"
#include "physics/run.h"
#include "physics/source.h"

struct cairn_filler; /* cache_fill.c */

/* A source that uses the cache. */
struct cairn_cache_user {
    int source;
    int64_t first_content; /* of its contents among all */
    double share;          /* of its requests that come by the cache */
    double rate_per_s;     /* of its look-ups at one copy of the cache, in the mean of the week */
    double weight;         /* cumulative share of the look-ups */
};

struct cairn_cache_sim {
    const struct cairn_component_cache *cache;
    const struct cairn_plan *plan;
    int index, n_sources;
    int64_t contents;
    int64_t room;   /* units of a copy: entries, no more than there are contents, or bytes */
    int64_t *sizes; /* [content] where room is counted in bytes; owned */
    int n_users;
    struct cairn_cache_user *users; /* owned */
    int *user_of_source;            /* [source] or CAIRN_NONE; owned */
    bool stores;                    /* has a store: is not STATIC and has room */
    struct cairn_cache_store store;
    uint8_t *held;               /* [content]: of STATIC; owned */
    int64_t static_entries;      /* held by a copy of STATIC */
    struct cairn_filler *filler; /* where it has a store; owned */
    uint64_t *similar_bits;      /* [source]: begin the variates of similar contents; owned */

    /* of the running replication */
    const struct cairn_source_sim *sources;
    uint64_t seed;
    uint32_t replication;
    int64_t now_ns; /* the store's time: it goes on from window to window */

    /* of the running window */
    int64_t shift_ns;             /* the store's time - time of the run */
    int64_t update_ns;            /* the next update, time of the run */
    uint32_t asked;               /* counter of its events */
    struct cairn_channel answers; /* look-ups take equally long and never overtake */
    int64_t *counts;              /* enum cairn_cache_count */
};

void cairn_cache_sim_init(struct cairn_cache_sim *sim, const struct cairn_component *component,
                          int index);
void cairn_cache_sim_release(struct cairn_cache_sim *sim);

/* Begins a replication: empties the cache and brings it into the steady state. */
void cairn_cache_sim_fill(struct cairn_cache_sim *sim, const struct cairn_source_sim *sources,
                          uint64_t seed, uint32_t replication);

/* A window begins, with now at its beginning; ends, with the clock at its end. */
void cairn_cache_sim_begin(struct cairn_cache_sim *sim, const struct cairn_run *run, int window,
                           int64_t *counts);
void cairn_cache_sim_end(struct cairn_cache_sim *sim, const struct cairn_run *run);

/* A request asks for its content. */
struct cairn_question {
    int64_t time_ns;
    int source, copy;
    uint32_t content; /* rank within its source */
    uint64_t number;  /* of the request */
};

enum cairn_cache_answer { CAIRN_ANSWER_NONE, CAIRN_ANSWER_RIGHT, CAIRN_ANSWER_WRONG };

/* Questions come in order of time; `run` says what time is measured. */
enum cairn_cache_answer cairn_cache_sim_ask(struct cairn_cache_sim *sim,
                                            const struct cairn_run *run,
                                            const struct cairn_question *question);

/* Schedules the answer to a request that has asked, look-up time later. */
void cairn_cache_sim_answer(struct cairn_cache_sim *sim, struct cairn_run *run, uint32_t request);

/* Removes the event being handled, an answer of this cache. */
static inline void cairn_cache_sim_answered(struct cairn_cache_sim *sim, struct cairn_run *run)
{
    run->handled = false;
    cairn_channel_pop(&sim->answers, &run->events);
}

#endif

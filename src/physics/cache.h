/*
 * cache.h - a store of results, per copy [CACHE]
 *
 * A request asks for its content; a miss inserts it at once, before its result is known, and the
 * next request for it is a hit (no coalescing), so that a cache feeds nothing back. Contents are
 * those of all sources that use the cache, set apart: two workloads share space, never results.
 *
 *   LRU     the content asked for longest ago makes room
 *   FIFO    the content inserted longest ago makes room
 *   STATIC  the most popular contents, for ever: rank r of the k-th of n sources is held if
 *           r n + k < entries
 *
 * After the measured time of a window the cache is frozen: look-ups are answered from what is
 * there, nothing is inserted and nothing moves. A window's drain, however long, hence leaves no
 * trace in the next.
 *
 * A source without popularity never asks for the same content again: it always misses, and what
 * it would insert is left out.
 *
 * Filling. Contents last from window to window, and the first window begins in the steady state:
 *   - where all contents fit, all are there;
 *   - otherwise contents are drawn, independently by popularity and in the mixture of the sources'
 *     mean rates, and each one not seen before takes the next slot from the most recently used
 *     downwards, until the cache is full. This reads the past backwards: the order of first
 *     appearances has the law of the stationary LRU order (size-biased sampling without
 *     replacement: Hendricks, The stationary distribution of an interesting Markov chain, J. Appl.
 *     Prob. 9, 1972), so that LRU is exactly in steady state;
 *   - FIFO goes on from there with look-ups until FIFO_TURNOVERS times its entries have been
 *     inserted.
 * Draws end at FILL_DRAWS per entry; what is then still empty takes the most popular contents that
 * are missing. This happens only where nearly all contents fit or one takes nearly all requests.
 */
#ifndef CAIRN_PHYSICS_CACHE_H
#define CAIRN_PHYSICS_CACHE_H

#include "engine/channel.h"
#include "physics/content_index.h"
#include "physics/quantity.h"
#include "physics/run.h"
#include "physics/source.h"

/*
 * What a slot holds, in a list from newest to oldest: by last use for LRU, by insertion for FIFO.
 * Links are slots of the same copy, or CAIRN_NO_SLOT.
 */
struct cairn_cache_slot {
    uint32_t content;
    uint32_t newer, older;
};

struct cairn_cache_copy {
    uint32_t used; /* slots in use, the first ones */
    uint32_t newest, oldest;
};

/* A source that uses the cache. */
struct cairn_cache_user {
    int source;
    int64_t first_content; /* of its contents among all; CAIRN_NONE: contents never repeat */
    double weight;         /* cumulative share of the look-ups */
};

struct cairn_cache_sim {
    const struct cairn_component_cache *cache;
    int index;
    int entries; /* of the cache, or contents if they are fewer */
    int64_t contents;
    int n_users;
    struct cairn_cache_user *users;  /* owned */
    int *user_of_source;             /* [source] or CAIRN_NONE; owned */
    struct cairn_rng *fill_rng;      /* [user], while it is being filled; owned */
    struct cairn_cache_slot *slots;  /* [copy][entry]; owned; NULL for STATIC */
    struct cairn_cache_copy *copies; /* owned; NULL for STATIC */
    struct cairn_content_index where;
    int64_t occupancy;            /* entries in use, all copies; constant once filled */
    int64_t since_ns;             /* clock when the window began */
    uint32_t asked;               /* counter of its events */
    struct cairn_channel answers; /* look-ups take equally long and never overtake */
    int64_t *counts;              /* of this window, enum cairn_cache_count */
};

void cairn_cache_sim_init(struct cairn_cache_sim *sim, const struct cairn_component *component,
                          int index);
void cairn_cache_sim_release(struct cairn_cache_sim *sim);

/* Empties the cache and brings it into the steady state. */
void cairn_cache_sim_fill(struct cairn_cache_sim *sim, const struct cairn_source_sim *sources,
                          uint64_t seed, uint32_t replication);

/* A window begins, with the clock at its beginning; ends, with the clock at its end. */
void cairn_cache_sim_begin(struct cairn_cache_sim *sim, const struct cairn_run *run,
                           int64_t *counts);
void cairn_cache_sim_end(struct cairn_cache_sim *sim, const struct cairn_run *run);

/* A request asks for its content. */
struct cairn_question {
    int64_t time_ns;
    int source, copy;
    uint32_t content; /* rank within its source */
};

/* Is it there? Questions come in order of time; `run` says what time is measured. */
bool cairn_cache_sim_ask(struct cairn_cache_sim *sim, const struct cairn_run *run,
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

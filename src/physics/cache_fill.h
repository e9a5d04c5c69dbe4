/*
 * cache_fill.h - what a cache holds when a window begins [CACHE]
 *
 * Contents last from window to window, and the first window begins as if the mean load of the week
 * had come for ever: in the steady state. Where updates empty a cache, every window begins as if
 * that load had come since the last one. Contents are drawn independently by popularity, in the
 * mixture of the sources' mean rates. Look-ups: with a trace of contents, those that stand before
 * the place where the replication begins.
 *
 *   all fit   all are there, unless they expire or have been emptied
 *   LRU       the past is read backwards: each content not seen before takes the next slot from
 *             the most recently used downwards, until the cache is full or the past ends. The order
 *             of first appearances has the law of the stationary LRU order (W. Hendricks, The
 *             stationary distribution of an interesting Markov chain, J. Appl. Prob. 9, 1972), so
 *             that LRU in entries is exact, at any age. In bytes the same, and then look-ups as for
 *             FIFO, since what is large makes more room than it takes
 *   TTL       a content that is asked for at a rate r is there with the probability
 *             1 - exp(-r D), D the lesser of ttl and age, and was last asked for, or if that does
 *             not renew it first asked for since emptied, at a truncated exponential time; in the
 *             steady state without renewal with r T / (1 + r T), expiring uniformly within T.
 *             Exact for Poisson arrivals where room has no limit, and where it is renewed and
 *             counted in entries: the newest stay. Else the newest stay at first, and look-ups go
 *             on at Poisson times for STAYS times what a content stays at most. A trace, or an age
 *             between one and STAYS ttl without renewal: such look-ups alone
 *   FIFO      from what LRU would hold, look-ups until LIST_TURNOVERS times its room has been
 *             inserted, and half as many again; S3_FIFO the same from empty, S3_TURNOVERS times
 *   LFU       LFU_DRAWS look-ups per entry from empty. Frequencies have no steady state: they
 *             grow for ever, and what is held hardly changes any more
 *
 * No filling takes more than FILL_DRAWS look-ups per entry; an age that would is taken for the
 * steady state. What is then still empty, of LRU, takes the most popular contents that are missing.
 * This happens only where nearly all contents fit or one takes nearly all requests.
 */
#ifndef CAIRN_PHYSICS_CACHE_FILL_H
#define CAIRN_PHYSICS_CACHE_FILL_H

#include "physics/cache.h"

/* What filling a cache with a store needs, made once: filling itself takes no memory in the end. */
struct cairn_filler *cairn_filler_new(struct cairn_cache_sim *sim,
                                      const struct cairn_component *component);
void cairn_filler_free(struct cairn_filler *filler);

/*
 * Empties a cache that has a store and fills it for a window. It was last emptied so long ago, or
 * CAIRN_NEVER. Its replication has begun; the store's time is 0 afterwards.
 */
void cairn_cache_fill(struct cairn_cache_sim *sim, int window, int64_t age_ns);

#endif

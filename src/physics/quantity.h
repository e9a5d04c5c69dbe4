/*
 * quantity.h - what a simulation yields: integers, and nothing but integers
 *
 * Nanoseconds by state, nanoseconds by batch size, bytes, counts, sums of times and of their
 * squares, histogram bins. Integers add in any order to the same bits. There are no joules here
 * and no carbon: these are products of a quantity and a factor, and are made in accounting.
 *
 * Counts stand by window (see plan.h), unweighted, in one flat array, so that accounting is a
 * dot product. A layout, a function of the component, says which index means what. Times and
 * distributions of requests are merged over the windows with the windows' weights (hours), so
 * that a window that is there for promises, of weight 0, is in the counts alone.
 *
 * Only what falls into the measured time of a window counts: state times are clipped to it;
 * requests count where they arrive in it, and are followed to their end.
 *
 *     arrivals = completed + hits + lost + in_flight        (per source and window)
 *     sum of state times = devices x copies x length        (per limited pool and window)
 *     busy time by variant and batch size sums to busy time (per pool and window)
 *     queue time = sum of the single waits                  (Little's law, per pool and window)
 *     look-ups = hits + misses                              (per cache and window)
 *     sum of radio times = lines x length                   (per link with radios and window)
 *
 * Each holds exactly, for one replication or the sum of many; audit.h checks them.
 */
#ifndef CAIRN_PHYSICS_QUANTITY_H
#define CAIRN_PHYSICS_QUANTITY_H

#include <stdint.h>

#include "base/wide.h"
#include "engine/fingerprint.h"
#include "math/durations.h"
#include "model/component.h"

/* Of requests that arrived in the measured time. */
enum cairn_source_count {
    CAIRN_ARRIVALS,
    CAIRN_COMPLETED,  /* by a pool */
    CAIRN_HITS,       /* answered by a cache */
    CAIRN_LOST,       /* refused by a full queue, or by a component that cannot cope (request.h) */
    CAIRN_IN_FLIGHT,  /* neither, when the window had drained as long as it may */
    CAIRN_LATE,       /* over the promised time, lost and in flight included; 0 without a promise */
    CAIRN_WAITED,     /* of the completed: had to wait in the queue of the pool that served them */
    CAIRN_SPILLED,    /* sent on to a fallback, whatever became of them there */
    CAIRN_WENT_ON,    /* to a further step in the measured time, whenever they arrived */
    CAIRN_SLOW_FIRST, /* like late: over the promised time to the first token */
    CAIRN_SLOW_TOKEN, /* likewise: over that per token */
    CAIRN_WRONG,      /* answered by a cache with something similar that was wrong */
    CAIRN_N_SOURCE_COUNTS
};

enum cairn_link_count {
    CAIRN_UP_BYTES, /* of payloads whose sending began in the measured time */
    CAIRN_DOWN_BYTES,
    CAIRN_UP_BUSY_NS,
    CAIRN_DOWN_BUSY_NS,
    CAIRN_RADIO_IDLE_NS, /* of the radios at the lines' ends; 0 of a link without */
    CAIRN_PROMOTION_NS,
    CAIRN_ACTIVE_NS,
    CAIRN_TAIL_NS,
    CAIRN_PROMOTIONS, /* that began in the measured time */
    CAIRN_CUT_NS,     /* lines that are down x time */
    CAIRN_N_LINK_COUNTS
};

enum cairn_cache_count {
    CAIRN_LOOKUPS, /* in the measured time, whenever the request arrived */
    CAIRN_CACHE_HITS,
    CAIRN_CACHE_MISSES,
    CAIRN_SIMILAR_HITS, /* of the hits: answered with something similar */
    CAIRN_WRONG_HITS,   /* of these: wrong */
    CAIRN_OCCUPANCY_NS, /* entries x time */
    CAIRN_N_CACHE_COUNTS
};

enum cairn_pool_count {
    CAIRN_SLEEP_NS,
    CAIRN_WAKING_NS,
    CAIRN_IDLE_NS,
    CAIRN_BUSY_NS, /* also by variant and batch size, below; and while loading */
    CAIRN_OFF_NS,  /* this and what follows only where devices come and go (capacity.h) */
    CAIRN_STARTING_NS,
    CAIRN_DOWN_NS,      /* the last state */
    CAIRN_QUEUE_NS,     /* requests waiting x time; INT64_MAX: that or more */
    CAIRN_WAITS_NS,     /* the same, added up request by request; likewise */
    CAIRN_BATCHES,      /* begun in the measured time; of an unlimited pool: requests */
    CAIRN_FULL_BATCHES, /* of these, of the largest size; of an unlimited pool: 0 */
    CAIRN_SERVED,       /* requests in them */
    CAIRN_LOADING_NS,   /* the part of the time busy in which devices loaded variants */
    CAIRN_ON_NS,        /* devices that are not off x time; only where they come and go */
    CAIRN_N_POOL_COUNTS
};

/* Time of devices that serve or could do so at once, or when woken; from a pool's counts. */
static inline int64_t cairn_pool_ready_ns(const int64_t *counts)
{
    return counts[CAIRN_SLEEP_NS] + counts[CAIRN_WAKING_NS] + counts[CAIRN_IDLE_NS] +
           counts[CAIRN_BUSY_NS];
}

/* May a device of a limited pool be in this state? */
static inline bool cairn_pool_may_be(const struct cairn_component_pool *pool,
                                     enum cairn_pool_count state)
{
    bool goes_off = pool->on || pool->scaling != CAIRN_SCALING_NONE;

    switch (state) {
    case CAIRN_SLEEP_NS:
    case CAIRN_WAKING_NS:
        return pool->sleep_after_ns != CAIRN_NONE;
    case CAIRN_OFF_NS:
        return goes_off;
    case CAIRN_STARTING_NS:
        return goes_off && pool->start_ns > 0;
    case CAIRN_DOWN_NS:
        return pool->outage.mtbf_ns > 0;
    default:
        return true;
    }
}

/* Of a pool that serves language models, by variant (passes.h). */
enum cairn_pass_count {
    CAIRN_PREFILL_NS,   /* busy, as far as prompts took it; the rest by sequences that decode */
    CAIRN_PASSES,       /* that ended in the measured time; of an unlimited pool: 0 */
    CAIRN_READ,         /* tokens of prompts in them; of an unlimited pool: of its requests */
    CAIRN_MADE,         /* tokens of replies, likewise */
    CAIRN_GOT,          /* the same, added up sequence by sequence */
    CAIRN_SEQUENCES_NS, /* sequences on devices x time; of an unlimited pool: 0, as what follows */
    CAIRN_STAYS_NS,     /* the same, added up sequence by sequence */
    CAIRN_CONTEXT_MS,   /* tokens of context that room is kept for x time in ms */
    CAIRN_N_PASS_COUNTS
};

/* How a replication was simulated; both ways give the same bits. */
enum cairn_path {
    CAIRN_PATH_EVENTS,    /* by the event engine (journey.h) */
    CAIRN_PATH_RECURSION, /* without an event list (recursion.h) */
    CAIRN_N_PATHS
};

struct cairn_layout {
    int n_windows;
    int stride; /* counts per window */
    int n_sources, n_routes, n_links, n_caches, n_pools;
    int link_at, cache_at;
    int *pool_at;   /* [pool], owned */
    int *batch_at;  /* [pool]: busy ns by (variant, batch); owned */
    int *batch_max; /* [pool]; owned */
    int *pass_at;   /* [pool]: pass counts by variant; CAIRN_NONE where there are none; owned */
};

void cairn_layout_init(struct cairn_layout *layout, const struct cairn_component *component);
void cairn_layout_release(struct cairn_layout *layout);

static inline int cairn_layout_source(const struct cairn_layout *layout, int window, int source,
                                      enum cairn_source_count count)
{
    return window * layout->stride + source * CAIRN_N_SOURCE_COUNTS + (int)count;
}

static inline int cairn_layout_link(const struct cairn_layout *layout, int window, int link,
                                    enum cairn_link_count count)
{
    return window * layout->stride + layout->link_at + link * CAIRN_N_LINK_COUNTS + (int)count;
}

static inline int cairn_layout_cache(const struct cairn_layout *layout, int window, int cache,
                                     enum cairn_cache_count count)
{
    return window * layout->stride + layout->cache_at + cache * CAIRN_N_CACHE_COUNTS + (int)count;
}

static inline int cairn_layout_pool(const struct cairn_layout *layout, int window, int pool,
                                    enum cairn_pool_count count)
{
    return window * layout->stride + layout->pool_at[pool] + (int)count;
}

/*
 * Busy nanoseconds of batches of this variant and size. Of unlimited pools: requests' own time,
 * all of it under batch_max, the size of the provider's batches.
 */
static inline int cairn_layout_batch(const struct cairn_layout *layout, int window, int pool,
                                     int variant, int batch)
{
    return window * layout->stride + layout->batch_at[pool] + variant * layout->batch_max[pool] +
           batch - 1;
}

/* Of a pool that serves language models. */
static inline int cairn_layout_pass(const struct cairn_layout *layout, int window, int pool,
                                    int variant, enum cairn_pass_count count)
{
    return window * layout->stride + layout->pass_at[pool] + variant * CAIRN_N_PASS_COUNTS +
           (int)count;
}

/* Times of the requests of one source, windows weighted; without the peak window. */
struct cairn_request_times {
    /*
     * wait: of completed requests, from the arrival at the pool that served them to the start of
     * service. sojourn: of completed requests and hits, from the arrival at the site to the
     * delivery of the reply.
     */
    struct cairn_durations wait, sojourn;
    /*
     * Of answered requests with tokens. first: from the arrival at the site to the first token
     * there; the whole reply where it comes in one piece. token: of requests that a language model
     * served in passes and that have more than one token, the mean time per token after the first.
     */
    struct cairn_durations first, token;
};

/* Of these, in the order above. */
enum { CAIRN_N_REQUEST_TIMES = 4 };

static inline struct cairn_durations *cairn_request_time(struct cairn_request_times *times, int i)
{
    struct cairn_durations *const all[CAIRN_N_REQUEST_TIMES] = {&times->wait, &times->sojourn,
                                                                &times->first, &times->token};

    return all[i];
}

/*
 * Adds to a count, which ends at INT64_MAX. In a replication only what waits in a queue without
 * bound, or stays on devices many at a time, may come that far: whatever else could is refused
 * before anything is simulated (model/counted.h). Sums over replications may.
 */
static inline void cairn_count_add(int64_t *count, cairn_int128 more)
{
    cairn_int128 sum = *count + more;

    *count = sum < INT64_MAX ? (int64_t)sum : INT64_MAX;
}

/* What one replication of one component yields, or the sum over several. */
struct cairn_quantities {
    struct cairn_layout layout;
    int64_t *counts;                   /* n_windows x stride; owned */
    struct cairn_request_times *times; /* [source]; owned */
    /*
     * [pool]: of those that serve language models, times from token to token, each as often as a
     * sequence has it, windows weighted; empty of the others; owned. [PASS]
     */
    struct cairn_histogram *gaps;
    struct cairn_fingerprint fingerprint; /* of measured requests that were answered or lost */
    uint64_t replications;                /* added up here */
    /* of the work, not of the result: */
    uint64_t by_path[CAIRN_N_PATHS]; /* replications */
    uint64_t events;                 /* simulated; none in a recursion */
    uint64_t requests;               /* simulated, run-in and drain included */
};

void cairn_quantities_init(struct cairn_quantities *quantities,
                           const struct cairn_component *component);
void cairn_quantities_release(struct cairn_quantities *quantities);

/* Sets everything to zero, as after init. */
void cairn_quantities_clear(struct cairn_quantities *quantities);

/* Adds `from`, of a component with the same key. */
void cairn_quantities_add(struct cairn_quantities *to, const struct cairn_quantities *from);

#endif

/*
 * pool_stage.h - a pool that is fed its arrivals in order and needs no event list of the world
 *
 * Where nothing that a pool does can change what arrives there later, it needs not be simulated
 * together with the rest: all arrivals of a stretch of time go in, services come out. A stage does
 * that for a pool without fallback, and is the pool of pool.h to the bit: the same services, the
 * same counts in the same rows, ties included.
 *
 * Words: a block is a stretch of arrivals in the order in which they reach the pool. The stage is
 * told up to when it knows all of them, and decides what it can decide by then.
 *
 * How it does that is chosen by what the pool is. All but the general one are recursions [BATCH]
 * [PWR]: a service starts when a device is free and its batch is formed, whichever is later.
 *
 *   unlimited   every request by itself
 *   single      one device per copy, no batching: the recursion of Lindley; may sleep
 *   several     up to 64 devices per copy, no batching, no sleep: the recursion of Kiefer and
 *               Wolfowitz, with the devices told apart
 *   many        the same with more devices
 *   sleepers    up to 64 devices that sleep, no batching; one variant, no limit to the queue, times
 *               to wake that do not vary
 *   batching    up to 64 devices per copy, one variant; may sleep: batch by batch
 *   general     whatever else: the pool of pool.h on an event list of its own
 *
 * Limited queues of several variants, and places in queues beyond a million, go to the last too.
 *
 * What comes out stands in an order that is no use beyond this: of equal (done_ns, order) the one
 * that comes out first is done first. Sorted stably by these two, requests stand in the order in
 * which an event list would have finished them; but for services of 0 ns, which an event list
 * finishes before whatever else happens at their time. `instant` says that there was one.
 *
 * Absent: fallbacks (nothing is sent on), traces, bounds on the number of requests.
 */
#ifndef CAIRN_PHYSICS_POOL_STAGE_H
#define CAIRN_PHYSICS_POOL_STAGE_H

#include "physics/pool.h"

/* A block of arrivals. Where an array may be absent, `x` stands for all of them. */
struct cairn_pool_inlet {
    int n;
    const int64_t *time_ns; /* ascending; equal times stand in the order of their events */
    const uint64_t *bits;   /* service variates; NULL: 0, for a pool where nothing varies */
    const uint32_t *id;     /* the caller's handles, handed back; NULL: first_id + i */
    uint32_t first_id;
    const int32_t *copy;    /* NULL: 0 */
    const int32_t *variant; /* NULL: 0 */
    const uint64_t *entity; /* of the request's source, for waking a device; NULL: only_entity */
    uint64_t only_entity;
};

/* Services. Reused from block to block; the stage makes it as long as need be. */
struct cairn_pool_outlet {
    int n;
    size_t capacity;
    uint32_t *id;                /* owned, as all arrays */
    int64_t *start_ns, *done_ns; /* of service; CAIRN_NEVER both: refused */
    uint64_t *order;             /* of the event that ends the service; refused: 0 */
    int32_t *together; /* at the first of a batch: its size; only set by the batching stage */
};

void cairn_pool_outlet_release(struct cairn_pool_outlet *outlet);

enum cairn_pool_stage_kind {
    CAIRN_STAGE_UNLIMITED,
    CAIRN_STAGE_SINGLE,
    CAIRN_STAGE_SEVERAL,
    CAIRN_STAGE_MANY,
    CAIRN_STAGE_SLEEPERS,
    CAIRN_STAGE_BATCHING,
    CAIRN_STAGE_GENERAL,
};

/* Which one a pool takes. */
enum cairn_pool_stage_kind cairn_pool_stage_kind(const struct cairn_component_pool *pool);

/* All private but `kind` and `instant`. */
struct cairn_pool_stage {
    enum cairn_pool_stage_kind kind;
    bool instant; /* a service took 0 ns, in this window */
    const struct cairn_component_pool *pool;
    uint32_t first_device, first_copy;
    struct cairn_dist service, wake; /* mean 1 */

    /* of the running window */
    int64_t begin_ns, end_ns;
    int64_t *counts, *batch_counts;
    cairn_int128 waits_ns; /* which 64 bits may not hold; the queue's as well, by Little's law */

    uint32_t answered; /* counter of an unlimited pool */

    struct cairn_pool_fifo *fifo; /* owned; without batching */
    struct cairn_pool_batching *batching;
    struct cairn_pool_general *general; /* owned, of the general stage */
};

/*
 * Pool `index` of a component, which must outlive the stage; its devices and copies are numbered
 * from these, as in cairn_pool_sim_init().
 */
void cairn_pool_stage_init(struct cairn_pool_stage *stage, const struct cairn_component *component,
                           int index, uint32_t first_device, uint32_t first_copy);

/* The same as a stage of another kind: `kind` of this pool, or the general one. For tests. */
void cairn_pool_stage_init_as(struct cairn_pool_stage *stage,
                              const struct cairn_component *component, int index,
                              uint32_t first_device, uint32_t first_copy,
                              enum cairn_pool_stage_kind kind);
void cairn_pool_stage_release(struct cairn_pool_stage *stage);

/*
 * A window begins: at start_ns queues are empty and devices idle, measured time is [begin, end).
 * Counts, as in cairn_pool_sim_begin(), are added to and must last until the window has ended.
 */
void cairn_pool_stage_begin(struct cairn_pool_stage *stage, int64_t start_ns, int64_t begin_ns,
                            int64_t end_ns, int64_t *counts, int64_t *batch_counts);

/*
 * Takes a block, with which all arrivals before until_ns are known; none in it is later, nor
 * earlier than in blocks before. Appends to the outlet, and never twice, at least every request
 * whose service begins before until_ns (its end may be later) or which is refused by then.
 * A block may be empty.
 */
void cairn_pool_stage_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                          int64_t until_ns, struct cairn_pool_outlet *outlet);

/*
 * Ends a window: counts what still lasts at end_ns. The last call of a window, which must have run
 * until end_ns at least; how much longer it ran does not change the counts.
 */
void cairn_pool_stage_end(struct cairn_pool_stage *stage);

#endif

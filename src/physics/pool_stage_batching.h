/*
 * pool_stage_batching.h - lines and devices of pools with batching; private to pool_stage_batch*.c
 *
 * Part of pool_stage_kinds.h. Requests wait in a line per copy. While nobody else arrives, the next
 * batch starts at its trigger: when a device is free and the batch is full or its oldest member has
 * waited `timeout`, whichever is later. [BATCH] That can be followed request by request
 * (pool_stage_batching.c) or, where all requests of a line are known that matter, batch by batch
 * (pool_stage_batches.c).
 *
 * A device is one number (pool_stage_kinds.h): when it is free, which may lie ahead, whether it was
 * waking until then, and which it is. One that sleeps is never free.
 *
 * Sleep [PWR]. As in pool.h a device has one timer, which looks at what is the case when it comes
 * up: it moves on while the device may not sleep yet, or while a batch forms. A timer that comes up
 * while the device is busy has no effect, and is set anew when the device is free; here that is
 * done as soon as it is known when that will be.
 *
 * Ties as in run.h. A device that is done at the trigger, and after it one that is awake then,
 * starts the batch before arrivals of that time see it; a batching timeout does so after them, and
 * before devices fall asleep.
 */
#ifndef CAIRN_PHYSICS_POOL_STAGE_BATCHING_H
#define CAIRN_PHYSICS_POOL_STAGE_BATCHING_H

#include "physics/pool_stage_kinds.h"

/* A trigger is twice its time, plus one if it comes after arrivals of that time. */
#define CAIRN_NO_TRIGGER INT64_MAX

struct cairn_pool_line {
    int64_t *time_ns; /* of arrival; owned, as all arrays */
    uint64_t *bits;
    uint32_t *id;
    int capacity;
    int head, arrived, n; /* requests [head, arrived) wait, [arrived, n) are known to come */
    int64_t trigger;      /* of those that wait */
    int64_t free_ns;      /* when the first of the devices is free */
    int64_t start_ns;     /* of the last batch */
    int64_t timer_ns;     /* no device may fall asleep before */
    int asleep;           /* devices */
};

struct cairn_pool_batching {
    bool sleeps;
    struct cairn_pool_line *lines; /* [copy]; owned */
    int64_t *free;                 /* [copy][device]; owned */
    int64_t *timer_ns;             /* [copy][device]; owned */
    int64_t *asleep_ns;            /* [copy][device]: since when; owned */
};

/* In the number of a device: it is waking until it is free. */
enum { CAIRN_DEVICE_WAKES = CAIRN_SEVERAL_MOST };
#define CAIRN_DEVICE_SLEEPS INT64_MAX

static inline int64_t cairn_pool_batching_within(int64_t time_ns)
{
    return time_ns < CAIRN_FAR_NS ? time_ns : CAIRN_FAR_NS;
}

/* Is a device free exactly then? */
static inline bool cairn_pool_batching_ties(const int64_t *free, int devices, int64_t time_ns)
{
    bool any = false;

    for (int d = 0; d < devices; d++)
        any |= free[d] >> CAIRN_DEVICE_BITS == time_ns;
    return any;
}

/*
 * The timers of a copy that come up at line->timer_ns come up; `waiting`: requests wait then.
 * Brings timer_ns up to date.
 */
void cairn_pool_batching_doze(struct cairn_pool_stage *stage, int copy, bool waiting);

/* A batch of those at the head of a line. */
struct cairn_pool_batch {
    int size;
    int64_t start_ns;
    bool early; /* it starts before arrivals of that time */
    int64_t done_ns;
    uint64_t order; /* of the event that ends it */
};

/*
 * Gives a batch a device of those that are free by its start, and sets when it is done. Counts all
 * but the waits of its members; leaves the line alone.
 */
void cairn_pool_batching_serve(struct cairn_pool_stage *stage, int copy,
                               struct cairn_pool_batch *batch);

/* How many devices are waking. */
int cairn_pool_batching_waking(const struct cairn_pool_stage *stage, int copy, int64_t now_ns);

/* A request that has just arrived, of these bits and entity, wakes the lowest that sleeps. */
void cairn_pool_batching_wake(struct cairn_pool_stage *stage, int copy, int64_t now_ns,
                              uint64_t bits, uint64_t entity);

/*
 * In a pool of one copy without a limit to the queue, none of whose devices sleeps, and all of
 * whose arrivals before until_ns are in its line: whatever happens before until_ns, or until a
 * device falls asleep. Does not heed `arrived` nor `trigger`.
 */
void cairn_pool_batches_run(struct cairn_pool_stage *stage, int64_t until_ns,
                            struct cairn_pool_outlet *outlet);

#endif

/*
 * pool.h - devices, their queues, their batches and their power states [BATCH] [PWR]
 *
 * Words: every copy of a site has its own devices and queues, a pool copy; a pool in a region has
 * one. A queue per variant, first in, first out. A batch is requests of one variant that one
 * device serves together.
 *
 * [BATCH] When a device is free, a batch starts if a queue holds batch_max requests or its oldest
 * has waited `timeout`; among such queues, that with the oldest head first (at a tie the lower
 * variant). It takes min(queue, batch_max) requests. Among idle devices the lowest index serves.
 * The batch takes latency_ns[size - 1] times a variate of mean 1 of its oldest member.
 *
 * [PWR] A device is asleep, waking, idle or busy. Idle for sleep_after, it falls asleep; while
 * requests wait for their batch to form, an idle device stays awake. A request that finds no
 * device idle wakes the sleeping device of lowest index, unless the devices already waking can
 * take all that wait, and it, in one batch each. Having woken up with nothing to do, a device
 * idles. The time to wake is varied by a variate of the request that asked for it.
 *
 * Full queues. A request that can start at once is never refused. Requests that a waking device
 * will take are with that device; a request that finds so many others waiting as `queue` says is
 * lost, so that a pool holds at most one batch per device and `queue` requests. One that finds as
 * many as its route's `over`, or a full queue, goes to the route's fallback, if it has one.
 *
 * An unlimited pool serves every request at once, for latency_ns[batch_max - 1] times its own
 * variate, and has no states.
 *
 * Timers are lazy: a device has at most one sleep timer pending and a pool copy one batch timeout,
 * which looks at what is the case when it comes up and moves on if that is too early. Nothing is
 * ever cancelled.
 *
 * Requests arrive and are served in pool_flow.h. All this is said of plain pools; others rank what
 * waits (pool_ruled.h) or serve everybody at once (pool_sharing.h), and are the same in the rest.
 * Where devices come and go, they have more states (capacity.h).
 * A pool that serves a language model forms no batches: its devices run passes (pass_pool.h).
 */
#ifndef CAIRN_PHYSICS_POOL_H
#define CAIRN_PHYSICS_POOL_H

#include "physics/device_set.h"
#include "physics/quantity.h"
#include "physics/run.h"

/* Requests linked by `next`; `size` says how many, the last one's link is not set. */
struct cairn_batch {
    uint32_t head;
    int32_t size;
};

/* Batches of one variant and size in this window. */
struct cairn_batch_count {
    int64_t busy_ns;
    int64_t begun; /* in the measured time */
};

struct cairn_device {
    /* idle: since when; waking or starting: until when; in ruled pools also of a busy one */
    int64_t mark_ns;
    struct cairn_batch_count *count; /* busy: that of its batch */
    struct cairn_pool_copy *in;      /* where it belongs */
    uint32_t head;                   /* busy: first request of its batch */
    int32_t size;                    /* busy: of its batch */
    int32_t at;                      /* number within its copy */
    uint32_t number;                 /* number through the copies */
    uint8_t state;                   /* CAIRN_SLEEP_NS ... CAIRN_DOWN_NS */
    bool timed;                      /* a sleep timer is pending */
    bool leaving;                    /* goes off when it is done (capacity.h) */
};

struct cairn_fifo {
    uint32_t head, tail; /* requests, linked by `next`; not set when empty */
    int32_t length;
};

struct cairn_pool_copy {
    int32_t waiting;                     /* requests in all queues */
    int32_t in_state[CAIRN_DOWN_NS + 1]; /* devices, by CAIRN_SLEEP_NS ... */
    bool timed;                          /* a batch timeout is pending */
    struct cairn_fifo *queues;           /* [variant], of the pool's */
    struct cairn_device *devices;        /* of the pool's */
    struct cairn_device_set idle, asleep;
};

struct cairn_pass_sim;

struct cairn_pool_sim {
    const struct cairn_component_pool *pool;
    int index;
    bool apart;                        /* unlimited, or of passes: nothing below is about batches */
    uint32_t first_device, first_copy; /* numbers among all pools' */
    struct cairn_dist service, wake;   /* mean 1 */
    struct cairn_pool_copy *copies;    /* owned */
    struct cairn_fifo *queues;         /* [copy][variant]; owned */
    struct cairn_device *devices;      /* [copy][device]; owned */
    uint64_t *sets;                    /* words of the copies' sets; owned */
    uint32_t answered;                 /* counter of an unlimited pool */
    bool plain;                        /* not apart, and neither of these is there */
    struct cairn_pool_ruled *ruled;    /* owned */
    struct cairn_pool_sharing *sharing; /* owned */
    struct cairn_capacity *capacity;    /* where devices come and go; owned */
    struct cairn_batch_count *batches;  /* [variant][batch - 1]; owned */
    int64_t *counts;                    /* of this window, enum cairn_pool_count */
    cairn_int128 queue_ns, waits_ns;    /* the two of them that 64 bits may not hold */
    int64_t *batch_counts;              /* of this window, as batches */
    struct cairn_pass_sim *passes;      /* of a pool that serves language models; owned */
};

/* Whether a pool takes a request. */
enum cairn_admission {
    CAIRN_ADMITTED,
    CAIRN_SENT_ON, /* as many wait as `over` says, or the queue is full and there is a fallback */
    CAIRN_REFUSED, /* the queue is full */
};

void cairn_pool_sim_init(struct cairn_pool_sim *sim, const struct cairn_component *component,
                         int index, uint32_t first_device, uint32_t first_copy);
void cairn_pool_sim_release(struct cairn_pool_sim *sim);

/*
 * Begins a window: queues empty, devices idle. Pass counts stand behind the batch counts, as in a
 * layout.
 */
void cairn_pool_sim_begin(struct cairn_pool_sim *sim, struct cairn_run *run, int64_t *counts,
                          int64_t *batch_counts);

/* Ends a window, with the clock at its end: counts what still lasts. */
void cairn_pool_sim_end(struct cairn_pool_sim *sim, struct cairn_run *run);

/* How many numbers a pool takes among devices; also 1 for an unlimited pool. */
uint32_t cairn_pool_sim_devices(const struct cairn_component_pool *pool);

/* A device has woken up. */
void cairn_pool_sim_awake(struct cairn_pool_sim *sim, struct cairn_run *run, int device);

/* The oldest request of a pool copy may have waited enough. */
void cairn_pool_sim_timeout(struct cairn_pool_sim *sim, struct cairn_run *run, int copy);

/* When the oldest request that waits at a pool copy has waited enough. */
int64_t cairn_pool_sim_due_ns(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                              const struct cairn_pool_copy *in);

/* A device may have idled enough. */
void cairn_pool_sim_sleep(struct cairn_pool_sim *sim, struct cairn_run *run, int device);

#endif

/*
 * pool_stage_kinds.h - what the kinds of a pool stage share; private to pool_stage*.c
 *
 * Part of pool_stage.h. Each kind has the same few functions; pool_stage.c calls them.
 */
#ifndef CAIRN_PHYSICS_POOL_STAGE_KINDS_H
#define CAIRN_PHYSICS_POOL_STAGE_KINDS_H

#include "physics/pool_stage.h"

/* Requests that are handled together, so that what lies between two steps stays in the cache. */
enum { CAIRN_STAGE_CHUNK = 512 };

/*
 * Where devices are scanned, time and device are one number, so that the first of them is a
 * minimum: the time in ns << CAIRN_DEVICE_BITS, one bit for ties, the device. That leaves 2^56 ns;
 * what would be later than CAIRN_FAR_NS, a year, counts as then: no window lasts so long.
 */
enum { CAIRN_DEVICE_BITS = 7, CAIRN_DEVICE_NUMBERS = 1 << CAIRN_DEVICE_BITS };
enum { CAIRN_SEVERAL_MOST = CAIRN_DEVICE_NUMBERS / 2 };
#define CAIRN_FAR_NS (INT64_C(1) << 55)

/* Makes room for `more` requests. */
void cairn_pool_outlet_reserve(struct cairn_pool_outlet *outlet, int more);

/* Room must be there. */
static inline void cairn_pool_outlet_put(struct cairn_pool_outlet *outlet, uint32_t id,
                                         int64_t start_ns, int64_t done_ns, uint64_t order)
{
    int at = outlet->n++;

    outlet->id[at] = id;
    outlet->start_ns[at] = start_ns;
    outlet->done_ns[at] = done_ns;
    outlet->order[at] = order;
}

/* The same of a request whose place is there and has its id. */
static inline void cairn_pool_outlet_set(struct cairn_pool_outlet *outlet, int at, int64_t start_ns,
                                         int64_t done_ns, uint64_t order)
{
    outlet->start_ns[at] = start_ns;
    outlet->done_ns[at] = done_ns;
    outlet->order[at] = order;
}

static inline uint32_t cairn_pool_inlet_id(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->id ? inlet->id[i] : inlet->first_id + (uint32_t)i;
}

static inline uint64_t cairn_pool_inlet_bits(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->bits ? inlet->bits[i] : 0;
}

static inline int cairn_pool_inlet_copy(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->copy ? inlet->copy[i] : 0;
}

static inline int cairn_pool_inlet_variant(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->variant ? inlet->variant[i] : 0;
}

static inline uint64_t cairn_pool_inlet_entity(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->entity ? inlet->entity[i] : inlet->only_entity;
}

static inline int64_t cairn_pool_stage_clip(const struct cairn_pool_stage *stage, int64_t time_ns)
{
    int64_t late = time_ns > stage->begin_ns ? time_ns : stage->begin_ns;

    return late < stage->end_ns ? late : stage->end_ns;
}

static inline bool cairn_pool_stage_measures(const struct cairn_pool_stage *stage, int64_t time_ns)
{
    return time_ns >= stage->begin_ns && time_ns < stage->end_ns;
}

/* Devices spend a stretch of time in a state; what is in no other state is idle. */
static inline void cairn_pool_stage_spend(struct cairn_pool_stage *stage,
                                          enum cairn_pool_count state, int64_t from_ns,
                                          int64_t to_ns)
{
    int64_t spent_ns = cairn_pool_stage_clip(stage, to_ns) - cairn_pool_stage_clip(stage, from_ns);

    stage->counts[state] += spent_ns;
    stage->counts[CAIRN_IDLE_NS] -= spent_ns;
}

/* One batch of the first variant, whose members waited so long within the measured time. */
static inline void cairn_pool_stage_count(struct cairn_pool_stage *stage, int size,
                                          int64_t start_ns, int64_t done_ns, int64_t waits_ns)
{
    bool measured = cairn_pool_stage_measures(stage, start_ns);

    cairn_pool_stage_spend(stage, CAIRN_BUSY_NS, start_ns, done_ns);
    stage->batch_counts[size - 1] +=
        cairn_pool_stage_clip(stage, done_ns) - cairn_pool_stage_clip(stage, start_ns);
    stage->waits_ns += waits_ns;
    stage->counts[CAIRN_BATCHES] += measured;
    stage->counts[CAIRN_FULL_BATCHES] += measured && size == stage->pool->batch_max;
    stage->counts[CAIRN_SERVED] += measured ? size : 0;
}

/* Service times of n <= CAIRN_STAGE_CHUNK requests of a block, each alone, from `first` on. */
void cairn_pool_stage_draw(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                           int first, int n, int64_t *service_ns);

/* ---- without batching: pool_stage_fifo.c, by one device, several or many ---- */

/* At most CAIRN_STAGE_CHUNK requests of a block; request i has place i + shift in the outlet. */
struct cairn_pool_chunk {
    int first, n, shift;
    const int64_t *service_ns; /* [i - first] */
};

struct cairn_pool_fifo {
    int64_t *free;   /* [copy][device]: when it has done all it was given; owned, as all arrays */
    int queue;       /* most waiting; of sleeping devices their number */
    int64_t *starts; /* [copy][queue]: a ring of the last starts of those that waited */
    int32_t *at;     /* [copy]: the oldest of them */
    struct cairn_pool_crowd *crowds; /* [copy]: of many devices */
    int64_t *awake_ns; /* [copy][device]: when it awoke last, of several sleeping ones */
};

/* Starts ascend within a copy: `queue` requests wait if the one so many before the last does. */
static inline bool cairn_pool_fifo_full(const struct cairn_pool_fifo *fifo, int copy,
                                        int64_t now_ns)
{
    return fifo->queue == 0 || fifo->starts[copy * fifo->queue + fifo->at[copy]] > now_ns;
}

/* A request waits until then. */
static inline void cairn_pool_fifo_wait(struct cairn_pool_fifo *fifo, int copy, int64_t start_ns)
{
    if (fifo->queue == 0)
        return;
    fifo->starts[copy * fifo->queue + fifo->at[copy]] = start_ns;
    fifo->at[copy] = fifo->at[copy] + 1 < fifo->queue ? fifo->at[copy] + 1 : 0;
}

void cairn_pool_fifo_init(struct cairn_pool_stage *stage);
void cairn_pool_fifo_release(struct cairn_pool_stage *stage);
void cairn_pool_fifo_begin(struct cairn_pool_stage *stage, int64_t start_ns);
void cairn_pool_fifo_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                         struct cairn_pool_outlet *outlet);
void cairn_pool_fifo_end(struct cairn_pool_stage *stage);

/*
 * Ways to find a device. _serve() gives the requests of a chunk their devices and returns
 * when the last of them is done, CAIRN_NEVER if one was refused. _ready() says whether a request
 * can start when it arrives, and wakes a device if it has to.
 */
/*
 * The commonest pool, of exponential services and without anything else: draws them as well, of
 * which the time is hidden behind that of the recursion.
 */
int64_t cairn_pool_single_plain(struct cairn_pool_stage *stage,
                                const struct cairn_pool_inlet *inlet, struct cairn_pool_chunk chunk,
                                struct cairn_pool_outlet *outlet);
bool cairn_pool_single_is_plain(const struct cairn_pool_stage *stage,
                                const struct cairn_pool_inlet *inlet);
int64_t cairn_pool_single_serve(struct cairn_pool_stage *stage,
                                const struct cairn_pool_inlet *inlet, struct cairn_pool_chunk chunk,
                                struct cairn_pool_outlet *outlet);
bool cairn_pool_single_ready(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                             int i);

int64_t cairn_pool_several_serve(struct cairn_pool_stage *stage,
                                 const struct cairn_pool_inlet *inlet,
                                 struct cairn_pool_chunk chunk, struct cairn_pool_outlet *outlet);
bool cairn_pool_several_ready(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                              int i);

int64_t cairn_pool_sleepers_serve(struct cairn_pool_stage *stage,
                                  const struct cairn_pool_inlet *inlet,
                                  struct cairn_pool_chunk chunk, struct cairn_pool_outlet *outlet);

void cairn_pool_many_init(struct cairn_pool_stage *stage);
void cairn_pool_many_release(struct cairn_pool_stage *stage);
void cairn_pool_many_begin(struct cairn_pool_stage *stage);
int64_t cairn_pool_many_serve(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                              struct cairn_pool_chunk chunk, struct cairn_pool_outlet *outlet);
bool cairn_pool_many_ready(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                           int i);

/* ---- the other kinds ---- */

void cairn_pool_batching_init(struct cairn_pool_stage *stage);
void cairn_pool_batching_release(struct cairn_pool_stage *stage);
void cairn_pool_batching_begin(struct cairn_pool_stage *stage, int64_t start_ns);
void cairn_pool_batching_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                             int64_t until_ns, struct cairn_pool_outlet *outlet);
void cairn_pool_batching_end(struct cairn_pool_stage *stage);

void cairn_pool_unlimited_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                              struct cairn_pool_outlet *outlet);

struct cairn_pool_general *cairn_pool_general_new(const struct cairn_component *component,
                                                  int index, uint32_t first_device,
                                                  uint32_t first_copy);
void cairn_pool_general_free(struct cairn_pool_general *general);
void cairn_pool_general_begin(struct cairn_pool_stage *stage, int64_t start_ns);
void cairn_pool_general_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                            int64_t until_ns, struct cairn_pool_outlet *outlet);
void cairn_pool_general_end(struct cairn_pool_stage *stage);

#endif

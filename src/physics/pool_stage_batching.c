/*
 * Batches of one variant, without sleep [BATCH]. Requests wait in a line per copy. While nobody
 * else arrives, the next batch starts at its trigger: when a device is free and the batch is full
 * or its oldest member has waited `timeout`, whichever is later.
 *
 * What arrives can only bring that forward: the request that makes a batch full, or comes at the
 * very time when it is due, starts it at once where a device is free. So it is enough to look at
 * the trigger before each arrival.
 *
 * Ties as in run.h. A device that is done at the trigger starts the batch before arrivals of that
 * time see it; a batching timeout does so after them. Of the devices that are free by then the
 * lowest serves.
 */
#include <assert.h>

#include "base/alloc.h"
#include "physics/pool_stage_kinds.h"

struct waiter {
    int64_t time_ns;
    uint64_t bits;
    uint32_t id;
};

/* A trigger is twice its time, plus one if it comes after arrivals of that time. */
#define NO_TRIGGER INT64_MAX

struct line {
    struct waiter *waiters; /* a ring; owned */
    uint32_t capacity;      /* 0 or a power of two */
    uint32_t head, n;
    int64_t trigger;
    int64_t free_ns; /* when the first of the devices is free */
};

struct cairn_pool_batching {
    struct line *lines; /* [copy]; owned */
    int64_t *free;      /* [copy][device]: free_ns << CAIRN_DEVICE_BITS | device; owned */
};

void cairn_pool_batching_init(struct cairn_pool_stage *stage)
{
    const struct cairn_component_pool *pool = stage->pool;
    struct cairn_pool_batching *batching = cairn_calloc(1, sizeof *batching);
    size_t n_copies = (size_t)pool->copies;

    assert(pool->n_variants == 1 && pool->devices <= CAIRN_SEVERAL_MOST);
    batching->lines = cairn_calloc(n_copies, sizeof *batching->lines);
    batching->free = cairn_calloc(n_copies * (size_t)pool->devices, sizeof *batching->free);
    stage->batching = batching;
}

void cairn_pool_batching_release(struct cairn_pool_stage *stage)
{
    struct cairn_pool_batching *batching = stage->batching;

    if (!batching)
        return;
    for (int c = 0; c < stage->pool->copies; c++)
        cairn_free(batching->lines[c].waiters);
    cairn_free(batching->lines);
    cairn_free(batching->free);
    cairn_free(batching);
}

void cairn_pool_batching_begin(struct cairn_pool_stage *stage, int64_t start_ns)
{
    struct cairn_pool_batching *batching = stage->batching;
    int devices = stage->pool->devices;

    for (int c = 0; c < stage->pool->copies; c++) {
        batching->lines[c].head = batching->lines[c].n = 0;
        batching->lines[c].trigger = NO_TRIGGER;
        batching->lines[c].free_ns = start_ns;
        for (int d = 0; d < devices; d++)
            batching->free[c * devices + d] = start_ns << CAIRN_DEVICE_BITS | d;
    }
}

static inline struct waiter *waiter(const struct line *line, uint32_t i)
{
    return &line->waiters[(line->head + i) & (line->capacity - 1)];
}

static void lengthen(struct line *line)
{
    uint32_t capacity = line->capacity ? 2 * line->capacity : 64;
    struct waiter *waiters = cairn_alloc(capacity * sizeof *waiters);

    for (uint32_t i = 0; i < line->n; i++)
        waiters[i] = *waiter(line, i);
    cairn_free(line->waiters);
    line->waiters = waiters;
    line->capacity = capacity;
    line->head = 0;
}

/* Is a device done exactly then? */
static bool one_is_done(const struct cairn_pool_stage *stage, int copy, int64_t time_ns)
{
    int devices = stage->pool->devices;
    const int64_t *free = &stage->batching->free[copy * devices];

    for (int d = 0; d < devices; d++)
        if (free[d] >> CAIRN_DEVICE_BITS == time_ns)
            return true;
    return false;
}

/* Sets when the next batch starts, not before now. */
static void set_trigger(const struct cairn_pool_stage *stage, int copy, int64_t now_ns)
{
    struct line *line = &stage->batching->lines[copy];
    int64_t ready_ns = line->free_ns > now_ns ? line->free_ns : now_ns;
    int64_t due_ns;

    if (line->n == 0) {
        line->trigger = NO_TRIGGER;
        return;
    }
    due_ns = cairn_run_later(waiter(line, 0)->time_ns, stage->pool->timeout_ns);
    if (due_ns <= ready_ns || line->n >= (uint32_t)stage->pool->batch_max)
        line->trigger = 2 * ready_ns;
    else if (due_ns >= CAIRN_FAR_NS)
        line->trigger = NO_TRIGGER;
    else
        line->trigger = 2 * due_ns + !one_is_done(stage, copy, due_ns);
}

/* The lowest device that is free by then serves until done_ns. */
static int occupy(const struct cairn_pool_stage *stage, int copy, int64_t now_ns, int64_t done_ns)
{
    int devices = stage->pool->devices;
    int64_t *free = &stage->batching->free[copy * devices];
    int device = 0;
    int64_t first;

    while (free[device] >> CAIRN_DEVICE_BITS > now_ns)
        device++;
    assert(device < devices);
    free[device] = (done_ns < CAIRN_FAR_NS ? done_ns : CAIRN_FAR_NS) << CAIRN_DEVICE_BITS | device;
    first = free[0];
    for (int d = 1; d < devices; d++)
        first = free[d] < first ? free[d] : first;
    stage->batching->lines[copy].free_ns = first >> CAIRN_DEVICE_BITS;
    return device;
}

static void start(struct cairn_pool_stage *stage, int copy, int64_t now_ns,
                  struct cairn_pool_outlet *outlet)
{
    const struct cairn_component_pool *pool = stage->pool;
    struct line *line = &stage->batching->lines[copy];
    int size = line->n < (uint32_t)pool->batch_max ? (int)line->n : pool->batch_max;
    int64_t service_ns = cairn_run_vary(&stage->service, pool->variants[0].latency_ns[size - 1],
                                        waiter(line, 0)->bits);
    int64_t done_ns = now_ns + service_ns;
    uint32_t device = (uint32_t)(copy * pool->devices + occupy(stage, copy, now_ns, done_ns));
    uint64_t order = cairn_event_order(CAIRN_EVENT_SERVED, stage->first_device + device, 0);
    int64_t at_ns = cairn_pool_stage_clip(stage, now_ns);
    int64_t waits_ns = 0;

    cairn_pool_outlet_reserve(outlet, size);
    for (int i = 0; i < size; i++) {
        const struct waiter *member = waiter(line, (uint32_t)i);

        waits_ns += at_ns - cairn_pool_stage_clip(stage, member->time_ns);
        cairn_pool_outlet_put(outlet, member->id, now_ns, done_ns, order);
    }
    cairn_pool_stage_count(stage, size, now_ns, done_ns, waits_ns);
    stage->instant |= service_ns == 0;
    line->head = (line->head + (uint32_t)size) & (line->capacity - 1);
    line->n -= (uint32_t)size;
    set_trigger(stage, copy, now_ns);
}

static void arrive(struct cairn_pool_stage *stage, int copy, int64_t now_ns, uint64_t bits,
                   uint32_t id, struct cairn_pool_outlet *outlet)
{
    const struct cairn_component_pool *pool = stage->pool;
    struct line *line = &stage->batching->lines[copy];
    bool starts = false;

    while (line->trigger <= 2 * now_ns)
        start(stage, copy, line->trigger / 2, outlet);
    if (line->free_ns <= now_ns)
        starts = line->n + 1 >= (uint32_t)pool->batch_max || pool->timeout_ns == 0 ||
                 line->trigger == 2 * now_ns + 1;
    if (!starts && pool->queue != CAIRN_NONE && line->n >= (uint32_t)pool->queue) {
        cairn_pool_outlet_reserve(outlet, 1);
        cairn_pool_outlet_put(outlet, id, CAIRN_NEVER, CAIRN_NEVER, 0);
        return;
    }
    if (line->n == line->capacity)
        lengthen(line);
    *waiter(line, line->n++) = (struct waiter){.time_ns = now_ns, .bits = bits, .id = id};
    if (starts)
        start(stage, copy, now_ns, outlet);
    else if (line->n == 1 || line->n == (uint32_t)pool->batch_max)
        set_trigger(stage, copy, now_ns);
}

void cairn_pool_batching_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                             int64_t until_ns, struct cairn_pool_outlet *outlet)
{
    int64_t until = until_ns < CAIRN_FAR_NS ? 2 * until_ns : NO_TRIGGER;

    assert(inlet->n == 0 || inlet->time_ns[inlet->n - 1] <= CAIRN_FAR_NS);
    for (int i = 0; i < inlet->n; i++)
        arrive(stage, cairn_pool_inlet_copy(inlet, i), inlet->time_ns[i],
               cairn_pool_inlet_bits(inlet, i), cairn_pool_inlet_id(inlet, i), outlet);
    for (int c = 0; c < stage->pool->copies; c++)
        while (stage->batching->lines[c].trigger < until)
            start(stage, c, stage->batching->lines[c].trigger / 2, outlet);
}

/* Requests that still wait. */
void cairn_pool_batching_end(struct cairn_pool_stage *stage)
{
    for (int c = 0; c < stage->pool->copies; c++) {
        const struct line *line = &stage->batching->lines[c];

        for (uint32_t i = 0; i < line->n; i++) {
            int64_t wait_ns =
                stage->end_ns - cairn_pool_stage_clip(stage, waiter(line, i)->time_ns);

            stage->counts[CAIRN_WAITS_NS] += wait_ns;
            stage->counts[CAIRN_QUEUE_NS] += wait_ns;
        }
    }
}

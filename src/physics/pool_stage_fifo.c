/*
 * Pools without batching, first in, first out: what does not depend on how a device is found.
 *
 * Requests are served in the order in which they come, with one exception. Among those of several
 * variants that arrive at one time and have to wait, the lower variant goes first [BATCH]: requests
 * of one time are taken together where their variants differ.
 */
#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "physics/pool_stage_kinds.h"

static bool sleeps(const struct cairn_component_pool *pool)
{
    return pool->sleep_after_ns != CAIRN_NONE;
}

void cairn_pool_fifo_init(struct cairn_pool_stage *stage)
{
    const struct cairn_component_pool *pool = stage->pool;
    struct cairn_pool_fifo *fifo = cairn_calloc(1, sizeof *fifo);
    size_t n_copies = (size_t)pool->copies;
    size_t n_devices = n_copies * (size_t)pool->devices;

    stage->fifo = fifo;
    fifo->free = cairn_calloc(n_devices, sizeof *fifo->free);
    if (stage->kind == CAIRN_STAGE_MANY)
        cairn_pool_many_init(stage);
    if (stage->kind == CAIRN_STAGE_SLEEPERS) {
        fifo->queue = pool->devices;
        fifo->awake_ns = cairn_calloc(n_devices, sizeof *fifo->awake_ns);
    } else if (pool->queue != CAIRN_NONE) {
        fifo->queue = pool->queue;
    }
    fifo->starts = cairn_calloc(n_copies * (size_t)fifo->queue, sizeof *fifo->starts);
    fifo->at = cairn_calloc(n_copies, sizeof *fifo->at);
}

void cairn_pool_fifo_release(struct cairn_pool_stage *stage)
{
    struct cairn_pool_fifo *fifo = stage->fifo;

    if (!fifo)
        return;
    if (fifo->crowds)
        cairn_pool_many_release(stage);
    cairn_free(fifo->free);
    cairn_free(fifo->starts);
    cairn_free(fifo->at);
    cairn_free(fifo->awake_ns);
    cairn_free(fifo);
}

void cairn_pool_fifo_begin(struct cairn_pool_stage *stage, int64_t start_ns)
{
    struct cairn_pool_fifo *fifo = stage->fifo;
    int devices = stage->pool->devices;
    size_t n_copies = (size_t)stage->pool->copies;

    for (int d = 0; d < stage->pool->copies * devices; d++)
        fifo->free[d] = devices == 1 ? start_ns : start_ns << CAIRN_DEVICE_BITS | d % devices;
    if (fifo->crowds)
        cairn_pool_many_begin(stage);
    memset(fifo->at, 0, n_copies * sizeof *fifo->at);
    memset(fifo->starts, 0, n_copies * (size_t)fifo->queue * sizeof *fifo->starts);
    if (fifo->awake_ns)
        memset(fifo->awake_ns, 0, n_copies * (size_t)devices * sizeof *fifo->awake_ns);
}

/* Asleep until the end of the window. */
void cairn_pool_fifo_end(struct cairn_pool_stage *stage)
{
    const struct cairn_component_pool *pool = stage->pool;

    if (!sleeps(pool))
        return;
    for (int d = 0; d < pool->copies * pool->devices; d++) {
        int64_t free = stage->fifo->free[d];
        int64_t free_ns = pool->devices == 1 ? free : free >> CAIRN_DEVICE_BITS;
        int64_t asleep_ns = cairn_run_later(free_ns, pool->sleep_after_ns);

        if (asleep_ns < stage->end_ns)
            cairn_pool_stage_spend(stage, CAIRN_SLEEP_NS, asleep_ns, stage->end_ns);
    }
}

/* ---- counts ---- */

static void count(struct cairn_pool_stage *stage, int variant, int64_t batches, uint64_t waits_ns,
                  int64_t busy_ns)
{
    stage->waits_ns += waits_ns;
    stage->counts[CAIRN_BUSY_NS] += busy_ns;
    stage->counts[CAIRN_IDLE_NS] -= busy_ns;
    stage->batch_counts[variant] += busy_ns;
    stage->counts[CAIRN_BATCHES] += batches;
    stage->counts[CAIRN_FULL_BATCHES] += batches;
    stage->counts[CAIRN_SERVED] += batches;
}

static void count_each(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                       struct cairn_pool_chunk chunk, const struct cairn_pool_outlet *outlet)
{
    int last = chunk.first + chunk.n - 1;
    int64_t batches = 0, busy_ns = 0; /* of neighbours of one variant */
    uint64_t waits_ns = 0;

    for (int i = chunk.first; i <= last; i++) {
        int64_t start_ns = outlet->start_ns[i + chunk.shift];
        int64_t at_ns = cairn_pool_stage_clip(stage, start_ns);
        int variant = cairn_pool_inlet_variant(inlet, i);

        if (start_ns != CAIRN_NEVER) {
            batches += cairn_pool_stage_measures(stage, start_ns);
            waits_ns += (uint64_t)(at_ns - cairn_pool_stage_clip(stage, inlet->time_ns[i]));
            busy_ns += cairn_pool_stage_clip(stage, outlet->done_ns[i + chunk.shift]) - at_ns;
        }
        if (i == last || variant != cairn_pool_inlet_variant(inlet, i + 1)) {
            count(stage, variant, batches, waits_ns, busy_ns);
            batches = busy_ns = 0;
            waits_ns = 0;
        }
    }
}

/* Where all happens within the measured time, and to one variant, sums will do. */
static void count_chunk(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                        struct cairn_pool_chunk chunk, const struct cairn_pool_outlet *outlet,
                        int64_t last_ns)
{
    const int64_t *time = &inlet->time_ns[chunk.first];
    const int64_t *start = &outlet->start_ns[chunk.first + chunk.shift];
    const int64_t *done = &outlet->done_ns[chunk.first + chunk.shift];
    uint64_t waits_ns = 0; /* of 512 requests and a year: below 2^64 */
    int64_t busy_ns = 0;

    if (time[0] >= stage->end_ns || last_ns < stage->begin_ns)
        return;
    if (time[0] < stage->begin_ns || last_ns >= stage->end_ns || stage->pool->n_variants > 1) {
        count_each(stage, inlet, chunk, outlet);
        return;
    }
    for (int i = 0; i < chunk.n; i++) {
        waits_ns += (uint64_t)(start[i] - time[i]);
        busy_ns += done[i] - start[i];
    }
    count(stage, 0, chunk.n, waits_ns, busy_ns);
}

/* ---- requests of one time ---- */

static int64_t serve(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                     struct cairn_pool_chunk chunk, struct cairn_pool_outlet *outlet)
{
    if (stage->kind == CAIRN_STAGE_SINGLE)
        return cairn_pool_single_serve(stage, inlet, chunk, outlet);
    if (stage->kind == CAIRN_STAGE_SEVERAL)
        return cairn_pool_several_serve(stage, inlet, chunk, outlet);
    if (stage->kind == CAIRN_STAGE_MANY)
        return cairn_pool_many_serve(stage, inlet, chunk, outlet);
    return cairn_pool_sleepers_serve(stage, inlet, chunk, outlet);
}

/* Sleepers are of one variant: never asked. */
static bool is_ready(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet, int i)
{
    if (stage->kind == CAIRN_STAGE_SINGLE)
        return cairn_pool_single_ready(stage, inlet, i);
    if (stage->kind == CAIRN_STAGE_SEVERAL)
        return cairn_pool_several_ready(stage, inlet, i);
    return cairn_pool_many_ready(stage, inlet, i);
}

static void serve_one(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet, int i,
                      int shift, struct cairn_pool_outlet *outlet)
{
    int64_t service_ns;
    struct cairn_pool_chunk chunk = {.first = i, .n = 1, .shift = shift, .service_ns = &service_ns};

    cairn_pool_stage_draw(stage, inlet, i, 1, &service_ns);
    count_chunk(stage, inlet, chunk, outlet, serve(stage, inlet, chunk, outlet));
}

/* How many requests from `first` on arrive at its time; *mixed: of several variants. */
static int tied(const struct cairn_pool_inlet *inlet, int first, bool *mixed)
{
    int n = 1;

    *mixed = false;
    while (first + n < inlet->n && inlet->time_ns[first + n] == inlet->time_ns[first]) {
        *mixed |= inlet->variant[first + n] != inlet->variant[first];
        n++;
    }
    return n;
}

/* First those that need not wait, then the others by variant. */
static void serve_tied(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                       int first, int n, int shift, struct cairn_pool_outlet *outlet)
{
    for (int i = first; i < first + n; i++) {
        bool ready = is_ready(stage, inlet, i);

        outlet->done_ns[i + shift] = -1;
        if (ready)
            serve_one(stage, inlet, i, shift, outlet);
    }
    for (int v = 0; v < stage->pool->n_variants; v++)
        for (int i = first; i < first + n; i++)
            if (outlet->done_ns[i + shift] == -1 && inlet->variant[i] == v)
                serve_one(stage, inlet, i, shift, outlet);
}

/* ---- blocks ---- */

/*
 * Serves a chunk that begins at `first`; returns how many requests. Several variants: up to the
 * first tie of two of them, or that tie.
 */
static int run_chunk(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                     int first, int shift, struct cairn_pool_outlet *outlet)
{
    int64_t service_ns[CAIRN_STAGE_CHUNK];
    struct cairn_pool_chunk chunk = {.first = first, .shift = shift, .service_ns = service_ns};
    int left = inlet->n - first;
    bool mixed;

    chunk.n = left < CAIRN_STAGE_CHUNK ? left : CAIRN_STAGE_CHUNK;
    if (inlet->variant && stage->pool->n_variants > 1) {
        int plain = 0;

        while (plain < chunk.n) {
            int n = tied(inlet, first + plain, &mixed);

            if (mixed && plain == 0) {
                serve_tied(stage, inlet, first, n, shift, outlet);
                return n;
            }
            if (mixed)
                break;
            plain += n;
        }
        chunk.n = plain < chunk.n ? plain : chunk.n;
    }
    if (stage->kind == CAIRN_STAGE_SINGLE && cairn_pool_single_is_plain(stage, inlet)) {
        count_chunk(stage, inlet, chunk, outlet,
                    cairn_pool_single_plain(stage, inlet, chunk, outlet));
        return chunk.n;
    }
    cairn_pool_stage_draw(stage, inlet, first, chunk.n, service_ns);
    count_chunk(stage, inlet, chunk, outlet, serve(stage, inlet, chunk, outlet));
    return chunk.n;
}

void cairn_pool_fifo_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                         struct cairn_pool_outlet *outlet)
{
    int shift = outlet->n;

    cairn_pool_outlet_reserve(outlet, inlet->n);
    for (int i = 0; i < inlet->n; i++)
        outlet->id[i + shift] = cairn_pool_inlet_id(inlet, i);
    for (int first = 0; first < inlet->n;)
        first += run_chunk(stage, inlet, first, shift, outlet);
    outlet->n += inlet->n;
}

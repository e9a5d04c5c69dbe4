/*
 * Batches of one variant, request by request [BATCH] [PWR].
 *
 * What arrives can only bring the trigger forward: the request that makes a batch full, or comes at
 * the very time when it is due, starts it at once where a device is free. So it is enough to look
 * at the trigger before each arrival.
 *
 * Of the devices that are free by then the lowest serves. A request that cannot start and finds no
 * device idle wakes the lowest that sleeps, unless those that are waking can take all that wait.
 */
#include "physics/pool_stage_batching.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"

void cairn_pool_batching_init(struct cairn_pool_stage *stage)
{
    const struct cairn_component_pool *pool = stage->pool;
    struct cairn_pool_batching *batching = cairn_calloc(1, sizeof *batching);
    size_t n_copies = (size_t)pool->copies;
    size_t n_devices = n_copies * (size_t)pool->devices;

    assert(pool->n_variants == 1 && pool->devices <= CAIRN_SEVERAL_MOST);
    batching->sleeps = pool->sleep_after_ns != CAIRN_NONE;
    batching->lines = cairn_calloc(n_copies, sizeof *batching->lines);
    batching->free = cairn_calloc(n_devices, sizeof *batching->free);
    batching->timer_ns = cairn_calloc(n_devices, sizeof *batching->timer_ns);
    batching->asleep_ns = cairn_calloc(n_devices, sizeof *batching->asleep_ns);
    stage->batching = batching;
}

void cairn_pool_batching_release(struct cairn_pool_stage *stage)
{
    struct cairn_pool_batching *batching = stage->batching;

    if (!batching)
        return;
    for (int c = 0; c < stage->pool->copies; c++) {
        cairn_free(batching->lines[c].time_ns);
        cairn_free(batching->lines[c].bits);
        cairn_free(batching->lines[c].id);
    }
    cairn_free(batching->lines);
    cairn_free(batching->free);
    cairn_free(batching->timer_ns);
    cairn_free(batching->asleep_ns);
    cairn_free(batching);
}

void cairn_pool_batching_begin(struct cairn_pool_stage *stage, int64_t start_ns)
{
    struct cairn_pool_batching *batching = stage->batching;
    int devices = stage->pool->devices;
    int64_t timer_ns =
        batching->sleeps
            ? cairn_pool_batching_within(cairn_run_later(start_ns, stage->pool->sleep_after_ns))
            : CAIRN_FAR_NS;

    for (int c = 0; c < stage->pool->copies; c++) {
        struct cairn_pool_line *line = &batching->lines[c];

        line->head = line->arrived = line->n = line->asleep = 0;
        line->trigger = CAIRN_NO_TRIGGER;
        line->free_ns = start_ns;
        line->start_ns = -1;
        line->timer_ns = timer_ns;
        for (int d = 0; d < devices; d++) {
            batching->free[c * devices + d] = start_ns << CAIRN_DEVICE_BITS | d;
            batching->timer_ns[c * devices + d] = timer_ns;
        }
    }
}

/* ---- lines ---- */

/* Makes room for so many more requests. */
static void make_room(struct cairn_pool_line *line, int more)
{
    int left = line->n - line->head;

    if (line->capacity - line->n >= more)
        return;
    if (left > 0) {
        memmove(line->time_ns, line->time_ns + line->head, (size_t)left * sizeof *line->time_ns);
        memmove(line->bits, line->bits + line->head, (size_t)left * sizeof *line->bits);
        memmove(line->id, line->id + line->head, (size_t)left * sizeof *line->id);
    }
    line->arrived -= line->head;
    line->n = left;
    line->head = 0;
    if (line->capacity - left >= left + more)
        return;
    line->capacity = 2 * (left + more) + 16;
    line->time_ns = cairn_realloc(line->time_ns, (size_t)line->capacity, sizeof *line->time_ns);
    line->bits = cairn_realloc(line->bits, (size_t)line->capacity, sizeof *line->bits);
    line->id = cairn_realloc(line->id, (size_t)line->capacity, sizeof *line->id);
}

/* Requests of a block from that one on, whose copy this is, will come. */
static void expect(struct cairn_pool_line *line, const struct cairn_pool_inlet *inlet, int first,
                   int n)
{
    if (n == 0) /* there may be no arrays yet */
        return;
    make_room(line, n);
    memcpy(&line->time_ns[line->n], &inlet->time_ns[first], (size_t)n * sizeof *line->time_ns);
    for (int i = 0; i < n; i++)
        line->bits[line->n + i] = cairn_pool_inlet_bits(inlet, first + i);
    for (int i = 0; i < n; i++)
        line->id[line->n + i] = cairn_pool_inlet_id(inlet, first + i);
    line->n += n;
}

/* Sets when the next batch starts, not before now. */
static void set_trigger(const struct cairn_pool_stage *stage, int copy, int64_t now_ns)
{
    int devices = stage->pool->devices;
    struct cairn_pool_line *line = &stage->batching->lines[copy];
    int64_t ready_ns = line->free_ns > now_ns ? line->free_ns : now_ns;
    int64_t due_ns;

    line->trigger = CAIRN_NO_TRIGGER;
    if (line->head == line->arrived || ready_ns >= CAIRN_FAR_NS)
        return;
    due_ns = cairn_run_later(line->time_ns[line->head], stage->pool->timeout_ns);
    if (due_ns <= ready_ns || line->arrived - line->head >= stage->pool->batch_max)
        line->trigger = 2 * ready_ns;
    else if (due_ns < CAIRN_FAR_NS)
        line->trigger = 2 * due_ns + !cairn_pool_batching_ties(
                                         &stage->batching->free[(size_t)copy * (size_t)devices],
                                         devices, due_ns);
}

/* Starts a batch of those that wait, by a trigger of now. */
static void start(struct cairn_pool_stage *stage, int copy, int64_t trigger,
                  struct cairn_pool_outlet *outlet)
{
    const struct cairn_component_pool *pool = stage->pool;
    struct cairn_pool_line *line = &stage->batching->lines[copy];
    int waiting = line->arrived - line->head;
    int size = waiting < pool->batch_max ? waiting : pool->batch_max;
    int64_t now_ns = trigger / 2;
    int64_t at_ns = cairn_pool_stage_clip(stage, now_ns);
    cairn_int128 waits_ns = 0;
    struct cairn_pool_batch batch = {.size = size, .start_ns = now_ns, .early = !(trigger & 1)};

    cairn_pool_batching_serve(stage, copy, &batch);
    cairn_pool_outlet_reserve(outlet, size);
    outlet->together[outlet->n] = size;
    for (int i = line->head; i < line->head + size; i++) {
        waits_ns += at_ns - cairn_pool_stage_clip(stage, line->time_ns[i]);
        cairn_pool_outlet_put(outlet, line->id[i], now_ns, batch.done_ns, batch.order);
    }
    stage->waits_ns += waits_ns;
    line->head += size;
    set_trigger(stage, copy, now_ns);
}

/* What happens at a copy by a trigger. */
static void advance(struct cairn_pool_stage *stage, int copy, int64_t last,
                    struct cairn_pool_outlet *outlet)
{
    struct cairn_pool_line *line = &stage->batching->lines[copy];

    for (;;) {
        int64_t timer = 2 * line->timer_ns + 1;

        if (line->trigger <= last && line->trigger <= timer)
            start(stage, copy, line->trigger, outlet);
        else if (timer <= last && line->timer_ns < CAIRN_FAR_NS)
            cairn_pool_batching_doze(stage, copy, line->arrived > line->head);
        else
            return;
    }
}

/* Does a request that cannot start at once wake a device? If not, *others wait before it. */
static bool must_wake(const struct cairn_pool_stage *stage, int copy, int64_t now_ns, int *others)
{
    const struct cairn_pool_line *line = &stage->batching->lines[copy];

    *others = line->arrived - line->head;
    if (stage->batching->sleeps)
        *others -= cairn_pool_batching_waking(stage, copy, now_ns) * stage->pool->batch_max;
    return line->asleep > 0 && line->free_ns > now_ns && *others >= 0;
}

/* The next of those that are known to come arrives. */
static void arrive(struct cairn_pool_stage *stage, int copy, uint64_t entity,
                   struct cairn_pool_outlet *outlet)
{
    const struct cairn_component_pool *pool = stage->pool;
    struct cairn_pool_line *line = &stage->batching->lines[copy];
    int64_t now_ns = line->time_ns[line->arrived];
    bool starts = false, wakes = false;
    int waiting, others;

    advance(stage, copy, 2 * now_ns, outlet);
    waiting = line->arrived - line->head;
    if (line->free_ns <= now_ns)
        starts = waiting + 1 >= pool->batch_max || pool->timeout_ns == 0 ||
                 line->trigger == 2 * now_ns + 1;
    if (!starts && (line->asleep > 0 || pool->queue != CAIRN_NONE)) {
        wakes = must_wake(stage, copy, now_ns, &others);
        if (!wakes && pool->queue != CAIRN_NONE && others >= pool->queue) {
            cairn_pool_outlet_reserve(outlet, 1);
            outlet->together[outlet->n] = 1;
            cairn_pool_outlet_put(outlet, line->id[line->arrived], CAIRN_NEVER, CAIRN_NEVER, 0);
            line->n--;
            assert(line->arrived == line->n);
            return;
        }
    }
    line->arrived++;
    if (starts) {
        start(stage, copy, 2 * now_ns + 1, outlet);
        return;
    }
    if (wakes)
        cairn_pool_batching_wake(stage, copy, now_ns, line->bits[line->arrived - 1], entity);
    if (wakes || waiting == 0 || waiting + 1 == pool->batch_max)
        set_trigger(stage, copy, now_ns);
}

/* ---- blocks ---- */

/* One copy without a limit: by batches while nobody sleeps, by requests while somebody does. */
static void run_batches(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                        int64_t until_ns, struct cairn_pool_outlet *outlet)
{
    struct cairn_pool_line *line = &stage->batching->lines[0];

    expect(line, inlet, 0, inlet->n);
    for (;;) {
        if (line->asleep == 0) {
            cairn_pool_batches_run(stage, until_ns, outlet);
            if (line->asleep == 0)
                return;
            line->arrived = line->head; /* nobody falls asleep while requests wait */
            line->trigger = CAIRN_NO_TRIGGER;
        }
        if (line->arrived == line->n) {
            advance(stage, 0, 2 * until_ns - 1, outlet);
            return;
        }
        arrive(stage, 0, cairn_pool_inlet_entity(inlet, inlet->n - (line->n - line->arrived)),
               outlet);
    }
}

static void run_requests(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                         int64_t until_ns, struct cairn_pool_outlet *outlet)
{
    for (int i = 0; i < inlet->n; i++) {
        int copy = cairn_pool_inlet_copy(inlet, i);

        expect(&stage->batching->lines[copy], inlet, i, 1);
        arrive(stage, copy, cairn_pool_inlet_entity(inlet, i), outlet);
    }
    for (int c = 0; c < stage->pool->copies; c++)
        advance(stage, c, 2 * until_ns - 1, outlet);
}

void cairn_pool_batching_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                             int64_t until_ns, struct cairn_pool_outlet *outlet)
{
    assert(inlet->n == 0 || inlet->time_ns[inlet->n - 1] <= CAIRN_FAR_NS);
    until_ns = cairn_pool_batching_within(until_ns);
    if (stage->pool->copies == 1 && stage->pool->queue == CAIRN_NONE)
        run_batches(stage, inlet, until_ns, outlet);
    else
        run_requests(stage, inlet, until_ns, outlet);
}

/* Requests that still wait, and devices that still sleep. */
void cairn_pool_batching_end(struct cairn_pool_stage *stage)
{
    const struct cairn_pool_batching *batching = stage->batching;
    const struct cairn_component_pool *pool = stage->pool;

    for (int c = 0; c < pool->copies; c++) {
        const struct cairn_pool_line *line = &batching->lines[c];

        for (int i = line->head; i < line->n; i++) {
            int64_t wait_ns = stage->end_ns - cairn_pool_stage_clip(stage, line->time_ns[i]);

            stage->waits_ns += wait_ns;
        }
    }
    for (int d = 0; d < pool->copies * pool->devices; d++)
        if (batching->free[d] == CAIRN_DEVICE_SLEEPS)
            cairn_pool_stage_spend(stage, CAIRN_SLEEP_NS, batching->asleep_ns[d], stage->end_ns);
}

/*
 * Batches of one variant, batch by batch [BATCH]: where all arrivals are known, the next batch
 * starts when a device is free and it is full or due, whichever of these two comes first.
 *
 * Who is in it depends on what starts it. A batch that is full or due before it starts, or due when
 * a device is done, starts before arrivals of that time see it, and takes those that came before.
 * One that becomes due takes the first that arrives at that time as well, if one does; and one that
 * becomes full, all that it needs.
 */
#include "physics/pool_stage_batching.h"

/* Requests that are looked at together, without a branch. */
enum { STEP = 8 };

/* How many of the first `most` times, which ascend, are before now. */
static int count_before(const int64_t *time_ns, int most, int64_t now_ns)
{
    int before = 0;
    int seen = 0;

    while (before == seen && most - seen >= STEP) {
        for (int i = seen; i < seen + STEP; i++)
            before += time_ns[i] < now_ns;
        seen += STEP;
    }
    if (before < seen)
        return before;
    while (before < most && time_ns[before] < now_ns)
        before++;
    return before;
}

/* The next batch of a line that is not empty. */
static struct cairn_pool_batch next_batch(const struct cairn_pool_stage *stage,
                                          const struct cairn_pool_line *line)
{
    int batch_max = stage->pool->batch_max;
    const int64_t *time_ns = &line->time_ns[line->head];
    int known = line->n - line->head;
    bool fills = known >= batch_max;
    int64_t due_ns = cairn_run_later(time_ns[0], stage->pool->timeout_ns);
    int64_t ready_ns = line->free_ns > line->start_ns ? line->free_ns : line->start_ns;
    int64_t now_ns = fills && time_ns[batch_max - 1] < due_ns ? time_ns[batch_max - 1] : due_ns;
    int before;

    now_ns = now_ns > ready_ns ? now_ns : ready_ns;
    before = count_before(time_ns, fills ? batch_max : known, now_ns);
    if (before == batch_max || due_ns < now_ns)
        return (struct cairn_pool_batch){.size = before, .start_ns = now_ns, .early = true};
    if (due_ns > now_ns) /* the last that it needs arrives now */
        return (struct cairn_pool_batch){.size = batch_max, .start_ns = now_ns};
    if (before > 0 &&
        (now_ns == line->start_ns ||
         cairn_pool_batching_ties(stage->batching->free, stage->pool->devices, now_ns)))
        return (struct cairn_pool_batch){.size = before, .start_ns = now_ns, .early = true};
    return (struct cairn_pool_batch){
        .size = before + (before < known && time_ns[before] == now_ns),
        .start_ns = now_ns,
    };
}

/* Room for STEP more must be there. */
static void put(struct cairn_pool_outlet *outlet, const struct cairn_pool_line *line,
                const struct cairn_pool_batch *batch)
{
    uint32_t *id = &outlet->id[outlet->n];
    int64_t *start_ns = &outlet->start_ns[outlet->n];
    int64_t *done_ns = &outlet->done_ns[outlet->n];
    uint64_t *order = &outlet->order[outlet->n];

    for (int first = 0; first < batch->size; first += STEP) {
        for (int i = first; i < first + STEP; i++) {
            start_ns[i] = batch->start_ns;
            done_ns[i] = batch->done_ns;
            order[i] = batch->order;
        }
    }
    for (int i = 0; i < batch->size; i++)
        id[i] = line->id[line->head + i];
    outlet->n += batch->size;
}

/* Those from `first` on have been served, the last so many of the outlet. */
static void count_waits(struct cairn_pool_stage *stage, int first,
                        const struct cairn_pool_outlet *outlet)
{
    const struct cairn_pool_line *line = &stage->batching->lines[0];
    int n = line->head - first;
    const int64_t *time_ns = &line->time_ns[first];
    const int64_t *start_ns = &outlet->start_ns[outlet->n - n];
    int64_t waits_ns = 0;

    if (n == 0)
        return;
    if (time_ns[0] >= stage->begin_ns && start_ns[n - 1] < stage->end_ns)
        for (int i = 0; i < n; i++)
            waits_ns += start_ns[i] - time_ns[i];
    else
        for (int i = 0; i < n; i++)
            waits_ns += cairn_pool_stage_clip(stage, start_ns[i]) -
                        cairn_pool_stage_clip(stage, time_ns[i]);
    stage->counts[CAIRN_WAITS_NS] += waits_ns;
    stage->counts[CAIRN_QUEUE_NS] += waits_ns; /* Little's law */
}

void cairn_pool_batches_run(struct cairn_pool_stage *stage, int64_t until_ns,
                            struct cairn_pool_outlet *outlet)
{
    struct cairn_pool_line *line = &stage->batching->lines[0];
    int first = line->head;

    cairn_pool_outlet_reserve(outlet, line->n - line->head + STEP);
    while (line->asleep == 0) {
        struct cairn_pool_batch batch = {.start_ns = CAIRN_FAR_NS};

        if (line->head < line->n)
            batch = next_batch(stage, line);
        if (line->timer_ns < batch.start_ns && line->timer_ns < until_ns) {
            cairn_pool_batching_doze(
                stage, 0, line->head < line->n && line->time_ns[line->head] <= line->timer_ns);
            continue;
        }
        if (batch.start_ns >= until_ns)
            break;
        cairn_pool_batching_serve(stage, 0, &batch);
        put(outlet, line, &batch);
        line->head += batch.size;
    }
    count_waits(stage, first, outlet);
}

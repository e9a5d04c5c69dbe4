/*
 * Batches of one variant, batch by batch [BATCH]: where all arrivals are known, the next batch
 * starts when a device is free and it is full or due, whichever of these two comes first.
 *
 * Who is in it depends on what starts it. A batch that is full or due before it starts, or due when
 * a device is done, starts before arrivals of that time see it, and takes those that came before.
 * One that becomes due takes the first that arrives at that time as well, if one does; and one that
 * becomes full, all that it needs.
 */
#include <string.h>

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

/* The next batch of a line that is not empty; returns how many are in it. */
static int next_batch(const struct cairn_pool_stage *stage, const struct cairn_pool_line *line,
                      int64_t *start_ns, bool *early)
{
    int batch_max = stage->pool->batch_max;
    const int64_t *time_ns = &line->time_ns[line->head];
    int known = line->n - line->head;
    int most = known < batch_max ? known : batch_max;
    int64_t full_ns = most == batch_max ? time_ns[batch_max - 1] : CAIRN_NEVER;
    int64_t due_ns = cairn_run_later(time_ns[0], stage->pool->timeout_ns);
    int64_t ready_ns = line->free_ns > line->start_ns ? line->free_ns : line->start_ns;
    int64_t now_ns = full_ns < due_ns ? full_ns : due_ns;
    int before;

    now_ns = now_ns > ready_ns ? now_ns : ready_ns;
    before = count_before(time_ns, most, now_ns);
    *start_ns = now_ns;
    *early = before == batch_max || due_ns < now_ns;
    if (*early)
        return before;
    if (due_ns > now_ns) /* the last that it needs arrives now */
        return batch_max;
    *early =
        before > 0 && cairn_pool_batching_ties(stage->batching->free, stage->pool->devices, now_ns);
    return before + (!*early && before < known && time_ns[before] == now_ns);
}

/* All but the ids of its members. Room for STEP more must be there. */
static void put(struct cairn_pool_outlet *outlet, const struct cairn_pool_batch *batch)
{
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
    outlet->together[outlet->n] = batch->size;
    outlet->n += batch->size;
}

/* Those from `first` on have been served, the last of the outlet: puts their ids, counts waits. */
static void finish(struct cairn_pool_stage *stage, int first, struct cairn_pool_outlet *outlet)
{
    const struct cairn_pool_line *line = &stage->batching->lines[0];
    int n = line->head - first;
    const int64_t *time_ns = &line->time_ns[first];
    const int64_t *start_ns = &outlet->start_ns[outlet->n - n];
    cairn_int128 waits_ns = 0;

    if (n == 0)
        return;
    memcpy(&outlet->id[outlet->n - n], &line->id[first], (size_t)n * sizeof *line->id);
    if (time_ns[0] >= stage->begin_ns && start_ns[n - 1] < stage->end_ns)
        for (int i = 0; i < n; i++)
            waits_ns += start_ns[i] - time_ns[i];
    else
        for (int i = 0; i < n; i++)
            waits_ns += cairn_pool_stage_clip(stage, start_ns[i]) -
                        cairn_pool_stage_clip(stage, time_ns[i]);
    stage->waits_ns += waits_ns;
}

void cairn_pool_batches_run(struct cairn_pool_stage *stage, int64_t until_ns,
                            struct cairn_pool_outlet *outlet)
{
    struct cairn_pool_line *line = &stage->batching->lines[0];
    int first = line->head;

    cairn_pool_outlet_reserve(outlet, line->n - line->head + STEP);
    while (line->asleep == 0) {
        struct cairn_pool_batch batch;

        batch.start_ns = CAIRN_FAR_NS;
        if (line->head < line->n)
            batch.size = next_batch(stage, line, &batch.start_ns, &batch.early);
        if (line->timer_ns < batch.start_ns && line->timer_ns < until_ns) {
            cairn_pool_batching_doze(
                stage, 0, line->head < line->n && line->time_ns[line->head] <= line->timer_ns);
            continue;
        }
        if (batch.start_ns >= until_ns)
            break;
        cairn_pool_batching_serve(stage, 0, &batch);
        put(outlet, &batch);
        line->head += batch.size;
    }
    finish(stage, first, outlet);
}

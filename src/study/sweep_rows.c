#include "study/sweep_rows.h"

#include <assert.h>

static const double commit_s = 0.1;

static double since(const struct timespec *then)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

void cairn_sweep_rows_init(struct cairn_sweep_rows *rows,
                           const struct cairn_sweep_question *question, int64_t points)
{
    *rows = (struct cairn_sweep_rows){.question = question, .points = points};
    cairn_record_points_init(&rows->record, question->store, question->study, question->scenario);
    clock_gettime(CLOCK_MONOTONIC, &rows->committed);
}

static void commit(struct cairn_sweep_rows *rows)
{
    if (!rows->open)
        return;
    rows->open = false;
    if (cairn_store_commit(rows->question->store) != CAIRN_STORE_OK)
        rows->failed = true;
    clock_gettime(CLOCK_MONOTONIC, &rows->committed);
}

void cairn_sweep_rows_release(struct cairn_sweep_rows *rows)
{
    commit(rows);
    for (int i = 0; i < CAIRN_SWEEP_ROWS_AHEAD; i++)
        if (rows->ahead[i].point > 0)
            cairn_asked_release(&rows->ahead[i]);
    cairn_record_points_release(&rows->record);
}

bool cairn_sweep_rows_has_room(const struct cairn_sweep_rows *rows, int64_t index)
{
    return index < rows->next + CAIRN_SWEEP_ROWS_AHEAD;
}

void cairn_sweep_rows_begin(struct cairn_sweep_rows *rows)
{
    if (!rows->open)
        cairn_store_begin(rows->question->store);
    rows->open = true;
}

/* Some were written. */
static void wrote(struct cairn_sweep_rows *rows)
{
    if (since(&rows->committed) >= commit_s)
        commit(rows);
    if (rows->question->on_points)
        rows->question->on_points(rows->question->context, rows->known + rows->next, rows->points);
}

void cairn_sweep_rows_put(struct cairn_sweep_rows *rows, int64_t index, struct cairn_asked *asked)
{
    struct cairn_asked *slot = &rows->ahead[index % CAIRN_SWEEP_ROWS_AHEAD];

    assert(index >= rows->next && cairn_sweep_rows_has_room(rows, index) && slot->point == 0);
    *slot = *asked;
    *asked = (struct cairn_asked){0};
    for (;;) {
        slot = &rows->ahead[rows->next % CAIRN_SWEEP_ROWS_AHEAD];
        if (slot->point == 0)
            break;
        cairn_sweep_rows_begin(rows);
        cairn_record_point(&rows->record, slot);
        cairn_asked_release(slot);
        rows->next++;
    }
    wrote(rows);
}

void cairn_sweep_rows_write(struct cairn_sweep_rows *rows, const struct cairn_point_row *points,
                            int n)
{
    cairn_sweep_rows_begin(rows);
    for (int i = 0; i < n; i++)
        cairn_record_point_row(&rows->record, &points[i]);
    rows->next += n;
    wrote(rows);
}

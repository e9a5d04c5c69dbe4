#include "study/report_rows.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"

static void keep_names(struct cairn_report_rows *rows, const struct cairn_rows *from)
{
    rows->width = cairn_rows_width(from);
    rows->names = cairn_arena_array(&rows->arena, (size_t)rows->width, sizeof *rows->names);
    for (int i = 0; i < rows->width; i++)
        rows->names[i] = cairn_arena_strdup(&rows->arena, cairn_rows_name(from, i));
}

static void keep_row(struct cairn_report_rows *rows, const struct cairn_rows *from)
{
    size_t at = rows->n * (size_t)rows->width;

    rows->cells =
        cairn_grow(rows->cells, &rows->capacity, at + (size_t)rows->width, sizeof *rows->cells);
    for (int i = 0; i < rows->width; i++) {
        struct cairn_cell *cell = &rows->cells[at + (size_t)i];

        *cell = cairn_rows_cell(from, i);
        cell->column = rows->names[i];
        if (cell->kind == CAIRN_CELL_TEXT)
            cell->bytes = cairn_arena_strdup(&rows->arena, cell->bytes);
        else
            cell->bytes = NULL;
    }
    rows->n++;
}

enum cairn_store_status cairn_report_rows_read(struct cairn_report_rows *rows,
                                               struct cairn_store *store, const char *sql,
                                               int64_t study)
{
    struct cairn_cell parameter = CAIRN_INTEGER("study", study);
    struct cairn_rows *from =
        cairn_store_query(store, sql, &parameter, strstr(sql, ":study") != NULL);

    *rows = (struct cairn_report_rows){.n = 0};
    cairn_arena_init(&rows->arena);
    keep_names(rows, from);
    while (cairn_rows_next(from))
        keep_row(rows, from);
    return cairn_rows_free(from);
}

void cairn_report_rows_release(struct cairn_report_rows *rows)
{
    cairn_free(rows->cells);
    cairn_arena_release(&rows->arena);
}

void cairn_report_rows_thin(struct cairn_report_rows *rows, size_t most)
{
    size_t width = (size_t)rows->width;

    assert(most > 1);
    if (rows->n <= most)
        return;
    for (size_t i = 0; i < most; i++) /* never behind its place */
        memmove(rows->cells + i * width, rows->cells + i * (rows->n - 1) / (most - 1) * width,
                width * sizeof *rows->cells);
    rows->n = most;
}

/* ---- pivot ---- */

static const char *word_at(const struct cairn_report_rows *rows, size_t row, int column)
{
    const char *text = cairn_report_rows_at(rows, row, column)->bytes;

    return text ? text : "";
}

/* The row of `to` with the same first cells, which is made where there is none. */
static size_t row_like(const struct cairn_report_rows *from, size_t row,
                       struct cairn_report_rows *to, int keys)
{
    size_t at = 0;
    int same = 0;

    for (; at < to->n && same < keys; at += same < keys)
        for (same = 0; same < keys; same++)
            if (strcmp(word_at(to, at, same), word_at(from, row, same)) != 0)
                break;
    if (at < to->n)
        return at;
    to->cells =
        cairn_grow(to->cells, &to->capacity, (at + 1) * (size_t)to->width, sizeof *to->cells);
    for (int i = 0; i < to->width; i++) {
        struct cairn_cell *cell = &to->cells[at * (size_t)to->width + (size_t)i];

        *cell = i < keys ? *cairn_report_rows_at(from, row, i) : CAIRN_NULL(to->names[i]);
        if (cell->bytes)
            cell->bytes = cairn_arena_strdup(&to->arena, cell->bytes);
    }
    return to->n++;
}

void cairn_report_rows_pivot(const struct cairn_report_rows *from, struct cairn_report_rows *to)
{
    int keys = from->width - 2;

    assert(keys > 0);
    *to = (struct cairn_report_rows){.width = keys};
    cairn_arena_init(&to->arena);
    to->names = cairn_arena_array(&to->arena, (size_t)keys + from->n, sizeof *to->names);
    for (int i = 0; i < keys; i++)
        to->names[i] = cairn_arena_strdup(&to->arena, from->names[i]);
    for (size_t row = 0; row < from->n; row++)
        if (cairn_report_rows_column(to, word_at(from, row, keys)) < 0)
            to->names[to->width++] = cairn_arena_strdup(&to->arena, word_at(from, row, keys));
    for (size_t row = 0; row < from->n; row++) {
        size_t at = row_like(from, row, to, keys);
        int column = cairn_report_rows_column(to, word_at(from, row, keys));

        to->cells[at * (size_t)to->width + (size_t)column] =
            *cairn_report_rows_at(from, row, keys + 1);
    }
}

const struct cairn_cell *cairn_report_rows_at(const struct cairn_report_rows *rows, size_t row,
                                              int column)
{
    assert(row < rows->n && column >= 0 && column < rows->width);
    return &rows->cells[row * (size_t)rows->width + (size_t)column];
}

int cairn_report_rows_column(const struct cairn_report_rows *rows, const char *name)
{
    for (int i = 0; i < rows->width; i++)
        if (strcmp(rows->names[i], name) == 0)
            return i;
    return -1;
}

const char *cairn_report_rows_text(const struct cairn_report_rows *rows, size_t row,
                                   const char *name)
{
    int column = cairn_report_rows_column(rows, name);

    return column < 0 ? NULL : cairn_report_rows_at(rows, row, column)->bytes;
}

double cairn_report_rows_number(const struct cairn_report_rows *rows, size_t row, const char *name)
{
    int column = cairn_report_rows_column(rows, name);
    const struct cairn_cell *cell = column < 0 ? NULL : cairn_report_rows_at(rows, row, column);

    if (cell && cell->kind == CAIRN_CELL_REAL)
        return cell->real;
    return cell && cell->kind == CAIRN_CELL_INTEGER ? (double)cell->integer : NAN;
}

bool cairn_report_rows_empty(const struct cairn_report_rows *rows, int column)
{
    for (size_t row = 0; row < rows->n; row++)
        if (cairn_report_rows_at(rows, row, column)->kind != CAIRN_CELL_NULL)
            return false;
    return true;
}

/*
 * report_rows.h - rows of a query, kept: what a section of the report is drawn from
 *
 * The same rows become a table and the data of a chart, so they are read once and held. Texts live
 * in the arena of the rows.
 */
#ifndef CAIRN_STUDY_REPORT_ROWS_H
#define CAIRN_STUDY_REPORT_ROWS_H

#include <stdbool.h>

#include "base/arena.h"
#include "io/store.h"

struct cairn_report_rows {
    struct cairn_arena arena;
    const char **names; /* of the columns */
    int width;
    struct cairn_cell *cells; /* row by row; texts in the arena, blobs none */
    size_t n;                 /* rows */
    size_t capacity;          /* of cells */
};

/* Reads all rows of a SELECT with the parameter :study. Release them also after a failure. */
enum cairn_store_status cairn_report_rows_read(struct cairn_report_rows *rows,
                                               struct cairn_store *store, const char *sql,
                                               int64_t study);
void cairn_report_rows_release(struct cairn_report_rows *rows);

/*
 * The same rows as a pivot table: the values of the last column but one become columns, which hold
 * those of the last one; the columns before tell rows apart. In the order of first appearance.
 */
void cairn_report_rows_pivot(const struct cairn_report_rows *from, struct cairn_report_rows *to);

/* Leaves so many rows at most, evenly spaced, the first and the last of them included. */
void cairn_report_rows_thin(struct cairn_report_rows *rows, size_t most);

const struct cairn_cell *cairn_report_rows_at(const struct cairn_report_rows *rows, size_t row,
                                              int column);

/* The column of that name, or -1. */
int cairn_report_rows_column(const struct cairn_report_rows *rows, const char *name);

/* The text in a row of a named column; NULL: none, or no text. */
const char *cairn_report_rows_text(const struct cairn_report_rows *rows, size_t row,
                                   const char *name);

/* The number in a row of a named column; NaN: none. */
double cairn_report_rows_number(const struct cairn_report_rows *rows, size_t row, const char *name);

/* True where a column is NULL in every row. */
bool cairn_report_rows_empty(const struct cairn_report_rows *rows, int column);

#endif

#ifndef CAIRN_CLI_TABLE_H
#define CAIRN_CLI_TABLE_H

/*
 * A table: rows of typed cells under named columns, written as text for people, as CSV or as JSON.
 *
 * Words: a column has a name (of the field in CSV and JSON) and a title (above it in text; the name
 * where there is none). Cells are filled in row by row, as many as there are columns; a text cell
 * is copied.
 *
 *     cairn_table_init(&table, columns, n);
 *     for (...) {
 *         cairn_table_text(&table, pool->id);
 *         cairn_table_number(&table, pool->power_w);   NaN: an empty cell
 *     }
 *     cairn_call_table(call, &table);
 *     cairn_table_release(&table);
 *
 * Text: columns in which no row says anything are left out; numbers are right-aligned and rounded
 * to `digits` significant ones; where the width is not enough, texts are wrapped, or cut with an
 * ellipsis where the column says so, and columns of details are left out; a table that still does
 * not fit is written whole, as one block of `title  value` lines per row. CSV (RFC 4180, lines end
 * in CRLF, a header) and JSON (an array of objects) carry exact numbers and whole texts; an empty
 * cell is nothing in CSV and null in JSON.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "cli/call.h"
#include "cli/style.h"

enum cairn_column_fit {
    CAIRN_COLUMN_WRAP, /* texts go on in the next line */
    CAIRN_COLUMN_CUT,  /* texts end in an ellipsis */
    CAIRN_COLUMN_KEEP, /* never narrower than its texts */
};

struct cairn_column {
    const char *name, *title;
    enum cairn_column_fit fit;
    int digits;  /* significant, of numbers in text; 0: 4 */
    bool detail; /* left out of text that is too wide with it */
};

enum cairn_table_kind {
    CAIRN_TABLE_EMPTY,
    CAIRN_TABLE_TEXT,
    CAIRN_TABLE_INTEGER,
    CAIRN_TABLE_NUMBER
};

struct cairn_table_cell {
    enum cairn_table_kind kind;
    char *text; /* owned */
    int64_t integer;
    double number;
};

struct cairn_table {
    const struct cairn_column *columns; /* not owned */
    size_t n_columns;
    struct cairn_table_cell *cells; /* row by row */
    size_t n_cells, cells_capacity;
};

void cairn_table_init(struct cairn_table *table, const struct cairn_column *columns, size_t n);
void cairn_table_release(struct cairn_table *table);

/* Append the next cell. NULL and NaN are empty cells; an infinity is the text "inf" or "-inf". */
void cairn_table_empty(struct cairn_table *table);
void cairn_table_text(struct cairn_table *table, const char *text);
void cairn_table_integer(struct cairn_table *table, int64_t value);
void cairn_table_number(struct cairn_table *table, double value);

/* Full rows. */
size_t cairn_table_rows(const struct cairn_table *table);

/* The cell; row and column from 0. */
const struct cairn_table_cell *cairn_table_at(const struct cairn_table *table, size_t row,
                                              size_t column);

/* Appends the table; every row must be full. The style is that of where it goes. */
void cairn_table_write(const struct cairn_table *table, enum cairn_format format,
                       struct cairn_style style, struct cairn_buffer *out);

/* The text layout alone (table_text.c). */
void cairn_table_write_text(const struct cairn_table *table, struct cairn_style style,
                            struct cairn_buffer *out);

/* Appends a number rounded to so many significant digits, without an exponent where it has a
 * readable form without: 1234567, 0.00012, 1.2e-09. */
void cairn_table_round(double value, int digits, struct cairn_buffer *out);

#endif

#ifndef CAIRN_CLI_PIVOT_H
#define CAIRN_CLI_PIVOT_H

/*
 * A pivot: rows of (row, column, number), as a query yields them, become a table for people with a
 * line per row, a column per column and the sum of each column below. Both stand in the order in
 * which they come first.
 */

#include "base/buffer.h"
#include "cli/style.h"
#include "io/store.h"

/* Reads the query to its end and appends the table, nothing where there is no row. `corner` is the
 * title of the first column. */
void cairn_pivot_write(struct cairn_rows *rows, const char *corner, struct cairn_style style,
                       struct cairn_buffer *out);

#endif

#ifndef CAIRN_CLI_PIVOT_H
#define CAIRN_CLI_PIVOT_H

/*
 * A pivot: (row, column, number) become a table for people with a line per row and a column per
 * column. Both stand in the order in which they come first; what is not given is empty.
 */

#include <stddef.h>

#include "base/buffer.h"
#include "cli/style.h"

struct cairn_pivot_names {
    char **items; /* owned, as are the names */
    size_t n, capacity;
};

struct cairn_pivot_value {
    size_t row, column;
    double number;
};

struct cairn_pivot {
    struct cairn_pivot_names rows, columns;
    struct cairn_pivot_value *values; /* owned */
    size_t n, capacity;
};

void cairn_pivot_init(struct cairn_pivot *pivot);
void cairn_pivot_release(struct cairn_pivot *pivot);

/* Copies the names. What is given several times is added up; NaN is nothing. */
void cairn_pivot_add(struct cairn_pivot *pivot, const char *row, const char *column, double number);

/* Appends the table, nothing where there is no number. `corner` is the title of the first column;
 * `total` names a last line with the sum of each column, NULL: without. */
void cairn_pivot_write(const struct cairn_pivot *pivot, const char *corner, const char *total,
                       struct cairn_style style, struct cairn_buffer *out);

#endif

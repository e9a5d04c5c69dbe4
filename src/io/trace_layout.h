#ifndef CAIRN_IO_TRACE_LAYOUT_H
#define CAIRN_IO_TRACE_LAYOUT_H

/*
 * Where the columns of a trace stand, found by their headers: for trace_table.c.
 */

#include "io/csv.h"
#include "io/trace_table.h"

struct cairn_trace_layout {
    int time, zone, status, estimated; /* columns, or CAIRN_NONE */
    int year;                          /* of which times are hours, or CAIRN_NONE */
    int n_columns;
    int *columns; /* of numbers; in the arena of the file */
};

/* Finds them. False after an error, which is one of the asker. */
bool cairn_trace_layout_find(struct cairn_trace_layout *layout, const struct cairn_csv *csv,
                             const struct cairn_trace_ask *ask);

/* What format a header belongs to; plain if no other. */
int cairn_trace_layout_recognise(const struct cairn_csv *csv);

#endif

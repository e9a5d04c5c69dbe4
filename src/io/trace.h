#ifndef CAIRN_IO_TRACE_H
#define CAIRN_IO_TRACE_H

/*
 * Traces: a year of intensity from a CSV file, as 168 means by UTC hour of week.
 *
 * The first column holds time stamps of ISO 8601 (2024-03-31 01:00, with T instead of the space,
 * with seconds, with Z or an offset; UTC where none is given), which must ascend. One other column
 * holds numbers in gCO2e/kWh. Rows of less than an hour are averaged within their hour. Hours
 * without a number are gaps: filled on a straight line between their neighbours and reported;
 * where less than nine of ten hours have one, the trace is refused.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "io/input.h"

struct cairn_trace {
    double mean;              /* over all hours from the first to the last, gaps filled */
    double hour_of_week[168]; /* means on the calendar of the trace; hour 0 is Monday 00:00 UTC */
};

/*
 * Reads a trace; `column` is the header of the numbers, or NULL for the second column. False after
 * errors. What the coverage lacks is a warning at `origin`, where the trace is asked for.
 */
bool cairn_trace_read(struct cairn_arena *arena, const struct cairn_input *input,
                      const char *column, struct cairn_origin origin, struct cairn_diag *diag,
                      struct cairn_trace *trace);

#endif

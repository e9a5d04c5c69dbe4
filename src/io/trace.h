#ifndef CAIRN_IO_TRACE_H
#define CAIRN_IO_TRACE_H

/*
 * Traces: a year of intensity from a CSV file, as 168 means by UTC hour of week, of each season.
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
    double mean;          /* over all hours from the first to the last, gaps filled */
    double *hour_of_week; /* [season][hour]: means on the calendar of the trace; the arena's */
};

struct cairn_trace_setup {
    const char *column;                   /* header of the numbers, or NULL for the second column */
    struct cairn_origin origin;           /* where the trace is asked for */
    const struct cairn_scenario *seasons; /* whose */
};

/*
 * Reads a trace. False after errors; a season without some hour of the week is one. What the
 * coverage lacks is a warning.
 */
bool cairn_trace_read(struct cairn_arena *arena, const struct cairn_input *input,
                      const struct cairn_trace_setup *setup, struct cairn_diag *diag,
                      struct cairn_trace *trace);

#endif

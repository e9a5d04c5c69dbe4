#ifndef CAIRN_IO_TRACE_H
#define CAIRN_IO_TRACE_H

/*
 * Traces: hours of intensity from a file (trace_table.h says in which formats), as a series of the
 * real calendar and as 168 means by UTC hour of week, of each season.
 *
 * Rows of less than an hour are averaged within their hour. Hours without a number are gaps:
 * filled on a straight line between their neighbours and reported; where less than nine of ten
 * hours have one, the trace is refused. So is one whose publisher gives another kind of intensity
 * than the one it is asked for.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "io/input.h"

/*
 * Reads the trace that an intensity names. *series and its hours live in the arena, and so does
 * *week, the means by [season of the scenario][hour of the week], hour 0 being Monday 00:00 UTC.
 * False after errors; a season without some hour of the week is one. What the coverage lacks is a
 * warning where the trace is asked for.
 */
bool cairn_trace_read(struct cairn_arena *arena, const struct cairn_input *input,
                      const struct cairn_intensity *intensity,
                      const struct cairn_scenario *scenario, struct cairn_diag *diag,
                      struct cairn_series *series, double **week);

#endif

#ifndef CAIRN_IO_JSON_TRACE_H
#define CAIRN_IO_JSON_TRACE_H

/*
 * Traces in JSON, as the Carbon Intensity API of Great Britain answers:
 *
 *     {"data": [{"from": "2023-01-01T00:00Z", "to": "2023-01-01T00:30Z",
 *                "intensity": {"forecast": 90, "actual": 87, "index": "low"}}, ...]}
 *
 * Every object that has `from` and, in it or in one below it, `actual` or `forecast` is a row.
 * Where actual is null or absent, forecast stands in, and the row counts as estimated. Other
 * members are skipped, wherever they stand.
 */

#include "io/trace_table.h"

/* As cairn_trace_table_read(). */
bool cairn_json_trace_read(struct cairn_trace_table *table, struct cairn_arena *arena,
                           const struct cairn_input *input, const struct cairn_trace_ask *ask,
                           struct cairn_diag *diag);

#endif

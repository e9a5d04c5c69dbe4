#ifndef CAIRN_CLI_CHECK_TRACE_H
#define CAIRN_CLI_CHECK_TRACE_H

/*
 * What traces cover, for `cairn check`: rows, hours, mean, what was filled and what is estimated;
 * of those that a scenario names, or of a file alone.
 */

#include <cairn/scenario.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "cli/json.h"

/* One line for each intensity that has a trace, and each series of a place. */
void cairn_check_traces_text(const struct cairn_scenario *scenario, struct cairn_buffer *out);

/* An array "traces" of objects, where there is any. */
void cairn_check_traces_json(const struct cairn_scenario *scenario, struct cairn_json *json);

/* Is a file a trace, by its name: .csv or .json, packed or not? */
bool cairn_check_is_trace(const char *path);

/*
 * Reads a file in the format that its headers tell, and says what each of its columns holds: as
 * text to `out`, or as members of the object that `json` is in. False after errors.
 */
bool cairn_check_trace_file(const char *path, struct cairn_diag *diag, struct cairn_buffer *out,
                            struct cairn_json *json);

#endif

#ifndef CAIRN_CLI_CHECK_REPLAY_H
#define CAIRN_CLI_CHECK_REPLAY_H

/*
 * What the recordings of a scenario cover, for `cairn check`: requests, time, mean rate, longest
 * gap, and what is not replayed.
 */

#include <cairn/scenario.h>

#include "base/buffer.h"
#include "cli/json.h"

/* One line for each recording, however many workloads replay it; nothing where there is none. */
void cairn_check_replays_text(const struct cairn_scenario *scenario, struct cairn_buffer *out);

/* An array "replays" of objects, where there is any. */
void cairn_check_replays_json(const struct cairn_scenario *scenario, struct cairn_json *json);

#endif

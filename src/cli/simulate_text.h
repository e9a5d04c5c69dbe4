#ifndef CAIRN_CLI_SIMULATE_TEXT_H
#define CAIRN_CLI_SIMULATE_TEXT_H

/* The figures of a simulation for people: what was simulated, a block per workload, pool, cache and
 * link, and the footprint under all bases side by side. */

#include "base/buffer.h"
#include "cli/style.h"
#include "study/simulate.h"

/* Appends them; `name` is that of the placement. */
void cairn_simulate_text(struct cairn_simulation *simulation, const char *name,
                         struct cairn_style style, struct cairn_buffer *out);

#endif

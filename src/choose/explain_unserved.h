/*
 * explain_unserved.h - why a workload has no way to be served, and which promise comes nearest
 *
 * Of the promises that ways were excluded for, the one named is the last that a way is held
 * against: what fails there has passed all others. Its value is the best that any such way
 * reaches.
 */
#ifndef CAIRN_CHOOSE_EXPLAIN_UNSERVED_H
#define CAIRN_CHOOSE_EXPLAIN_UNSERVED_H

#include "base/buffer.h"
#include "model/routes.h"

/*
 * Appends "nothing can serve frames: p95 promised 50 ms, 100 ms at best (box: takes 100 ms at best,
 * promised 50 ms; gpu: no link from store to north)": three ways at most, those that come nearest
 * first, and how many more there are.
 */
void cairn_explain_unserved(const struct cairn_scenario *scenario,
                            const struct cairn_routes *routes, int workload,
                            struct cairn_buffer *why);

#endif

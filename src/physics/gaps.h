/*
 * gaps.h - times from token to token of the sequences of a device [PASS]
 *
 * Part of runner.h. What a reader of a reply sees between two of its tokens: the pass that makes
 * the second, and where prompts are read whole, the passes before it in which only prompts were
 * read. Gaps count where the pass that ends them does. A stretch of passes is a progression, and is
 * put into the histogram bin by bin.
 */
#ifndef CAIRN_PHYSICS_GAPS_H
#define CAIRN_PHYSICS_GAPS_H

#include "math/histogram.h"
#include "physics/runner.h"

/*
 * Counts the gaps that end with passes `from` + 1 to `until` of the stretch of a runner, of all
 * sequences that decode in it, each `weight` times.
 */
void cairn_gaps_count(struct cairn_histogram *histogram, uint64_t weight,
                      const struct cairn_runner *runner, int64_t from, int64_t until);

#endif

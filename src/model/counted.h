#ifndef CAIRN_MODEL_COUNTED_H
#define CAIRN_MODEL_COUNTED_H

/*
 * How much of a scenario 64 bits can count, said before anything is simulated. [BITS]
 *
 * Counts are nanoseconds in 64 bits (physics/quantity.h): of all devices of a pool, all lines of a
 * link and all entries of a cache, in a window of one replication. Sums over replications end at
 * the largest number and decide nothing. A site whose copies do not meet is simulated once and
 * counted as often as it is there, so that its copies are not in its counts; as which placements
 * will be looked at is not known yet, copies count as meeting where some route could make them.
 * Windows that a scenario does not state are kept that short (plan.h); longer ones are refused, and
 * nothing makes them right. So are more devices or lines of a component than events have numbers
 * for.
 *
 * Not here: what waits in queues, which no scenario bounds; such a count ends at the largest
 * number.
 */

#include "base/diag.h"
#include <cairn/scenario.h>

/* The longest window in which nothing that is counted comes near to 2^63; infinite: any. */
double cairn_counted_longest_s(const struct cairn_scenario *scenario);

/* An error at the pool, link or cache of which there is most, where that is too much. */
void cairn_counted_check(const struct cairn_scenario *scenario, struct cairn_diag *diag);

#endif

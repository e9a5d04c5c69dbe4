#ifndef CAIRN_IO_WEEK_H
#define CAIRN_IO_WEEK_H

/*
 * Weeks: what is written over months, days or years comes down to 168 hours of a week.
 *
 * Carbon intensities are by UTC hour and keep their mean over the year; loads are by local hour
 * and have the mean 1. Hour 0 is Monday 00:00 to 01:00.
 */

#include "io/input.h"
#include "io/node.h"

/*
 * Fills hour_of_week of every intensity and shape, and the mean of intensities that leave it to
 * their trace. Nodes are those of the tree that `scenario` was bound from.
 */
void cairn_week_derive(struct cairn_arena *arena, struct cairn_node *root,
                       struct cairn_inputs *inputs, struct cairn_scenario *scenario,
                       struct cairn_diag *diag);

#endif

#ifndef CAIRN_IO_HOURLY_H
#define CAIRN_IO_HOURLY_H

/*
 * Series of places: the numbers of <series> below <load> and <solar>, read by the hour.
 *
 * Hours that a series lacks are the mean of the same hour of the day (UTC) over those that it has;
 * a series that lacks more than a tenth of a year is warned of.
 */

#include "base/arena.h"
#include "base/diag.h"
#include "io/input.h"
#include "io/node.h"
#include <cairn/scenario.h>

/* Reads the series of all places. Nodes are those of the tree that `scenario` was bound from. */
void cairn_hourly_derive(struct cairn_arena *arena, struct cairn_node *root,
                         struct cairn_inputs *inputs, struct cairn_scenario *scenario,
                         struct cairn_diag *diag);

#endif

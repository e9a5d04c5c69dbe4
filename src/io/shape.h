#ifndef CAIRN_IO_SHAPE_H
#define CAIRN_IO_SHAPE_H

/*
 * Shapes: what is written by days and seasons becomes the hours of a week in each season.
 *
 * A <day> that names no season stands for its days in all seasons that do not have them of their
 * own. A shape is scaled to a mean of 1 over the year, each season counting by its days. [SEASON]
 */

#include "io/ids.h"
#include "io/node.h"

/* Fills hour_of_week of every shape. Nodes are those of the tree that `scenario` was bound from. */
void cairn_shapes_derive(struct cairn_arena *arena, struct cairn_node *root,
                         const struct cairn_ids *ids, struct cairn_scenario *scenario,
                         struct cairn_diag *diag);

#endif

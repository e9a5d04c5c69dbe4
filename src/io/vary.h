#ifndef CAIRN_IO_VARY_H
#define CAIRN_IO_VARY_H

/*
 * What varies, resolved: the attributes that an expression selects, what a change of them calls for
 * and the values that they take. [VARY]
 */

#include "base/diag.h"
#include "io/node.h"

/* Fills the derived fields of all that varies; nodes are those that `scenario` was bound from. */
void cairn_varies_derive(struct cairn_arena *arena, struct cairn_node *root,
                         struct cairn_scenario *scenario, struct cairn_diag *diag);

#endif

#ifndef CAIRN_IO_UNCERTAIN_H
#define CAIRN_IO_UNCERTAIN_H

/*
 * What is uncertain, resolved: the attributes that an expression selects, and the distribution in
 * their base unit, within the range that they may have. [BELIEF]
 *
 * What of a distribution lies outside that range is refused with its share, unless the scenario
 * says outside="truncate". A share below a millionth is cut off in any case: every unbounded
 * distribution has one.
 */

#include "base/diag.h"
#include "io/input.h"
#include "io/node.h"

/*
 * Values that stand in files become attributes of the tree, so that the effective scenario holds
 * them.
 */
void cairn_uncertain_read(struct cairn_arena *arena, struct cairn_node *root,
                          struct cairn_inputs *inputs, struct cairn_diag *diag);

/* Fills the derived fields of all that is uncertain; `scenario` was bound from the nodes. */
void cairn_uncertain_derive(struct cairn_arena *arena, struct cairn_node *root,
                            struct cairn_scenario *scenario, struct cairn_diag *diag);

#endif

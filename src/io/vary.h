#ifndef CAIRN_IO_VARY_H
#define CAIRN_IO_VARY_H

/*
 * What varies, resolved: the attributes that an expression selects, what a change of them calls for
 * and the values that they take. [VARY]
 */

#include "base/diag.h"
#include "io/ids.h"

/*
 * Fills the derived fields of all that varies; nodes are those that `scenario` was bound from.
 * `ids` are their names, `all` also those of what the scenario does not use: a listed value may
 * refer to either.
 */
void cairn_varies_derive(struct cairn_arena *arena, struct cairn_node *root,
                         const struct cairn_ids *ids, const struct cairn_ids *all,
                         struct cairn_scenario *scenario, struct cairn_diag *diag);

#endif

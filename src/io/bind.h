#ifndef CAIRN_IO_BIND_H
#define CAIRN_IO_BIND_H

/*
 * Second pass: the tree becomes structs, by the rows of the attribute table (attributes.h).
 *
 * The tree is in canonical order when it comes here, and structs are numbered in the order in
 * which a walk of the tree meets them: children of one parent stand together, and every array is in
 * the order of its parents' ids and its own.
 */

#include "io/ids.h"

/*
 * Fills the arrays of `scenario` (in the arena) from the tree below `root`, whose nodes get their
 * `index`. `ids` may know more entries than the tree has, which messages name; a reference to such
 * an entry is a programmer's mistake. A catalogue has no question: what only a scenario needs is
 * not asked of it.
 */
void cairn_bind(struct cairn_arena *arena, struct cairn_node *root, const struct cairn_ids *ids,
                bool catalogue, struct cairn_scenario *scenario, struct cairn_diag *diag);

#endif

#ifndef CAIRN_IO_GROWTH_H
#define CAIRN_IO_GROWTH_H

/*
 * What moves from year to year, looked at once: that trends and gains select numbers, and none that
 * devices in use were bought with. [GROWTH]
 */

#include "base/diag.h"
#include "io/node.h"

/* Nodes are those that `scenario` was bound from. */
void cairn_growth_derive(struct cairn_arena *arena, struct cairn_node *root,
                         struct cairn_scenario *scenario, struct cairn_diag *diag);

#endif

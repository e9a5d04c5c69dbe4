#ifndef CAIRN_IO_USED_H
#define CAIRN_IO_USED_H

/*
 * What a scenario uses of its catalogues. Everything that its own file says stays; an entry of a
 * catalogue stays when something that stays refers to it, and a profile when both its model and its
 * hardware stay. The rest is cut off, so that a scenario is what it needs and no more.
 */

#include "io/ids.h"

/* Cuts the children of `root` that are not used. `own` is the scenario's own file. */
void cairn_used_prune(struct cairn_node *root, const struct cairn_input *own,
                      const struct cairn_ids *ids);

#endif

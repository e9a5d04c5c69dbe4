#ifndef CAIRN_IO_USED_H
#define CAIRN_IO_USED_H

/*
 * What a scenario uses of its catalogues. Everything that its own file says stays; an entry of a
 * catalogue stays when something that stays refers to it, and a profile when both its model and its
 * hardware stay. The rest is cut off, so that a scenario is what it needs and no more. Where an
 * edit refers to what was cut off (edit.h), it comes back.
 */

#include "io/ids.h"

/*
 * Cuts the children of `root` that are not used; they are those of the node returned. `own` is the
 * scenario's own file, and `ids` are of all.
 */
struct cairn_node *cairn_used_prune(struct cairn_arena *arena, struct cairn_node *root,
                                    const struct cairn_input *own, const struct cairn_ids *ids);

/*
 * Appends to `root`, a copy of the tree after edits, copies of what edited attributes refer to and
 * is among `cut`, with all that these need; true: there was any. `left` are names in `root`, `all`
 * those before anything was cut.
 */
bool cairn_used_restore(struct cairn_arena *arena, struct cairn_node *root,
                        const struct cairn_ids *left, const struct cairn_node *cut,
                        const struct cairn_ids *all);

#endif

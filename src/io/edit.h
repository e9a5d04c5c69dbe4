#ifndef CAIRN_IO_EDIT_H
#define CAIRN_IO_EDIT_H

/*
 * Edits of a tree: what an XPath expression selects gets another value, an attribute that it lacked
 * or a further element. The tree is that of the effective scenario before it is bound, so that a
 * new value passes every check that one of the file passes, and is complained about where the edit
 * was said. Elements that are added are held against the format and get its defaults; where
 * something was added the tree is put into canonical order again.
 *
 * Not here: taking elements away, and bringing entries of catalogues back that were cut off and
 * are referred to now (used.h).
 */

#include "base/diag.h"
#include "io/node.h"
#include "io/schema.h"
#include <cairn/load.h>

/*
 * Applies edits in order; an expression that selects nothing is an error. After an edit with an
 * error nothing else is edited: what follows may ask for what it did not leave there.
 */
void cairn_edits_apply(struct cairn_arena *arena, const struct cairn_schema *schema,
                       struct cairn_node *root, const struct cairn_edit *edits, int n_edits,
                       struct cairn_diag *diag);

#endif

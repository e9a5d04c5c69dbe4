#ifndef CAIRN_IO_EDIT_H
#define CAIRN_IO_EDIT_H

/*
 * Edits of a tree: what an XPath expression selects gets another value. The tree is that of the
 * effective scenario before it is bound, so that a new value passes every check that one of the
 * file passes, and is complained about where the edit was said.
 */

#include "base/diag.h"
#include "io/node.h"
#include <cairn/load.h>

/* Applies edits in order; an expression that selects nothing is an error. */
void cairn_edits_apply(struct cairn_arena *arena, struct cairn_node *root,
                       const struct cairn_edit *edits, int n_edits, struct cairn_diag *diag);

#endif

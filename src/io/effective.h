#ifndef CAIRN_IO_EFFECTIVE_H
#define CAIRN_IO_EFFECTIVE_H

/*
 * A tree as XML text, which the loader reads back into the same scenario. Each element stands
 * behind a comment that says where it and its attributes come from:
 *
 *     <!-- shop.xml:12; stores.csv:3: count; default: class -->
 *
 * names the line of the element, then other lines with the attributes that come from there, then
 * those that a default of the format filled in.
 */

#include "io/node.h"

/* The text; owned by the arena. */
const char *cairn_effective_write(struct cairn_arena *arena, const struct cairn_node *root);

#endif

#ifndef CAIRN_IO_CANONICAL_H
#define CAIRN_IO_CANONICAL_H

/*
 * One order for what may be said in any order: siblings by element name, then by the values of
 * their attributes in the order in which the XSD declares them (an id is always first), then by
 * text. Two numbers compare by size. So the order of elements in files changes nothing.
 */

#include "io/node.h"
#include "io/schema.h"

/* Sorts a whole tree, attributes included: they come to stand in the order of the XSD. */
void cairn_canonical_sort(struct cairn_arena *arena, const struct cairn_schema *schema,
                          struct cairn_node *root);

#endif

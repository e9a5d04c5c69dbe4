#ifndef CAIRN_IO_VALUE_H
#define CAIRN_IO_VALUE_H

/*
 * Text becomes a value: units, words, lists and ranges, as a row of the attribute table says.
 * References are not values in this sense (bind.c).
 */

#include "base/diag.h"
#include "io/node.h"
#include "model/attributes.h"

/* Where a value comes from, for messages. */
struct cairn_said {
    struct cairn_arena *arena;
    struct cairn_diag *diag;
    const struct cairn_node *node;
    const char *text;
    struct cairn_origin origin;
};

/* Puts what stands for "nothing is said" into the field of a struct. */
void cairn_value_clear(const struct cairn_attribute_type *type, void *item);

/* Reads the text into the field of a struct, which stays as it is after an error. */
void cairn_value_read(const struct cairn_attribute_type *type, const struct cairn_said *said,
                      void *item);

#endif

#ifndef CAIRN_IO_DERIVE_H
#define CAIRN_IO_DERIVE_H

/*
 * Deriving: the tables that a scenario names are read into the structs that its tree was bound to
 * (bind.h), each kind by a module of its own. What they share stands here.
 */

#include "io/input.h"
#include "io/node.h"
#include <cairn/scenario.h>

struct cairn_deriver {
    struct cairn_arena *arena; /* of the scenario */
    struct cairn_node *root;   /* of the tree that it was bound from */
    struct cairn_inputs *inputs;
    struct cairn_scenario *scenario;
    struct cairn_diag *diag;
};

/*
 * Opens the table that an attribute of a node names, and names it there as the scenario's files are
 * kept. NULL after an error.
 */
struct cairn_input *cairn_deriver_open(const struct cairn_deriver *deriver, struct cairn_node *node,
                                       const char *attribute);

/* The same of one that is taken apart each time that it is named (input.h). */
struct cairn_input *cairn_deriver_table(const struct cairn_deriver *deriver,
                                        struct cairn_node *node, const char *attribute);

#endif

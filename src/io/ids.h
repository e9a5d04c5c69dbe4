#ifndef CAIRN_IO_IDS_H
#define CAIRN_IO_IDS_H

/*
 * Who is called what: the entries of a tree by kind and id.
 *
 * Sites and regions share their names, as links and storage refer to either. Variants are known
 * within their model and hops within their path; they are not here.
 */

#include "base/diag.h"
#include "io/node.h"
#include "model/attributes.h"

struct cairn_ids {
    struct cairn_arena *arena;
    struct {
        struct cairn_node **nodes; /* in order of id */
        int n;
    } list[CAIRN_N_LISTS];
};

/* Gathers the entries below `root` and reports ids that are given twice, with both places. */
void cairn_ids_init(struct cairn_ids *ids, struct cairn_arena *arena, const struct cairn_node *root,
                    struct cairn_diag *diag);

/* The entry, or NULL. */
struct cairn_node *cairn_ids_find(const struct cairn_ids *ids, enum cairn_list list,
                                  const char *id);

/* What to say behind "unknown ...": `; did you mean "x"?`, or what there is. Never NULL. */
const char *cairn_ids_hint(const struct cairn_ids *ids, enum cairn_list list, const char *id);

/* The same for the names of some nodes by an attribute, such as the variants of a model. */
const char *cairn_ids_hint_among(struct cairn_arena *arena, struct cairn_node *const *nodes, int n,
                                 const char *id);

#endif

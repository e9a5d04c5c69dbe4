/*
 * space_parts.h - the components of a space, each made once, found by their servings
 *
 * Works on the list of components of a space that is being made. A serving belongs to one
 * workload, so that the servings of a component say everything about it.
 */
#ifndef CAIRN_MODEL_SPACE_PARTS_H
#define CAIRN_MODEL_SPACE_PARTS_H

#include <stddef.h>

#include "model/space.h"

struct cairn_space_parts {
    struct cairn_space *space;
    const struct cairn_sizer *sizer;
    int *slots;     /* hash table of indices of components, or CAIRN_NONE; owned */
    size_t n_slots; /* a power of 2 */
    size_t room;    /* of the space's components */
};

void cairn_space_parts_init(struct cairn_space_parts *parts, struct cairn_space *space,
                            const struct cairn_sizer *sizer);
void cairn_space_parts_release(struct cairn_space_parts *parts);

/* The component in which these workloads have these servings; made where it is new. */
int cairn_space_parts_find(struct cairn_space_parts *parts, int block, const int *workloads,
                           const int *servings, int n);

/*
 * Why the variants that these routes want of a pool do not fit into its devices together, or NULL;
 * owned by the caller.
 */
char *cairn_space_memory_problem(const struct cairn_scenario *scenario, int pool,
                                 const struct cairn_route *routes, int n);

void cairn_space_component_release(struct cairn_space_component *component);

#endif

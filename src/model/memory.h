#ifndef CAIRN_MODEL_MEMORY_H
#define CAIRN_MODEL_MEMORY_H

/*
 * What a loaded scenario owns besides its public structs. A scenario that was put together by hand
 * has none of it (memory is NULL): look-ups then search, and freeing does nothing.
 */

#include "base/arena.h"
#include <cairn/scenario.h>

struct cairn_name {
    const char *id;
    int index;
};

struct cairn_ends {
    int from, to, index;
};

struct cairn_scenario_memory {
    struct cairn_arena arena; /* everything, the scenario and this struct included */
    const char *effective;
    const struct cairn_name *workloads, *pools; /* by id */
    const struct cairn_ends *links;             /* by site, then region */
};

/* Builds the indexes above, once the arrays have their final content. */
void cairn_scenario_index(struct cairn_scenario *scenario);

#endif

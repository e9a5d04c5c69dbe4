/*
 * bound_relax.h - a scenario as facility location: what any placement must emit at least [BOUND]
 *
 * Demands are the workloads, options their servings (routes.h), facilities the limited pools with
 * their sizes and hosts, the links and the caches. Costs are carbon under one basis over the
 * horizon, read from the ledgers of single ways (bound_reading.h):
 *
 *     open, each, module    what stands without requests, and devices all the time in the cheapest
 *                           state there is (that of rest, or any work if that should be cheaper)
 *     option                per request: its way and, at a limited pool, what the cheapest batches
 *                           add that may come together there (bound_batch.h)
 *     work                  devices that are needed at least, by stratum [LOAD]
 *
 * A split takes its shares of both ways. A spill takes in each window the cheaper of its two ways,
 * needs both pools and brings work to neither. Left out is all that makes serving dearer than
 * this: waiting, and the devices that promises need because of it.
 */
#ifndef CAIRN_CHOOSE_BOUND_RELAX_H
#define CAIRN_CHOOSE_BOUND_RELAX_H

#include "choose/bound_problem.h"
#include "choose/bound_reading.h"
#include "model/routes.h"

struct cairn_relaxation {
    struct cairn_bound_problem problem; /* options are labelled by servings */
    bool sound;                         /* else it bounds nothing: something is credited */
    int *pool_facility;                 /* [pool], or CAIRN_NONE: unlimited or not used; owned */
};

/*
 * split: requests of a workload may go any ways in any shares. The book is scratch: factors of
 * every way are entered. Servings of which a figure is missing under the basis are no options.
 */
void cairn_relaxation_init(struct cairn_relaxation *relaxation,
                           const struct cairn_bound_question *question,
                           const struct cairn_routes *routes, bool split);
void cairn_relaxation_release(struct cairn_relaxation *relaxation);

#endif

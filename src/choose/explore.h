/*
 * explore.h - candidates where there are too many placements to look at all of them
 *
 * The relaxation (bound_relax.h) proposes: its cheapest solutions that differ in which pools are
 * open, and the cheapest with everything at the sites and everything in regions. Each is a start,
 * with the smallest sizes that may carry the load. From there moves improve what search samples
 * say, one at a time:
 *
 *   sizes      one pool of a component has a device more or fewer, or the next batching rule
 *   servings   one workload is served in another way
 *
 * Workloads that are coupled form groups, which cost independently of each other; a move concerns
 * the groups of one workload before and after it, and is looked at only if the relaxation of what
 * it leads to costs less than what is there. What keeps its promises (outcome.h) is better than
 * what does not, then what emits less. It ends where no move improves, or when parts of placements
 * have been looked at that have as many workloads in all as the scenario's limit of whole
 * placements (two million at most), or that took 300 million requests to look at. Both are
 * compromises: that takes minutes.
 *
 * It is a search by hand: what it finds is good, and the bound (bound.h) says how good. All that it
 * does is a pure function of the scenario.
 */
#ifndef CAIRN_CHOOSE_EXPLORE_H
#define CAIRN_CHOOSE_EXPLORE_H

#include "choose/bound.h"
#include "choose/outcome.h"

/*
 * A placement that was found, and what its groups cost in all under the basis that decides: the
 * aim, in units of the ledger, and what prices add.
 */
struct cairn_found {
    struct cairn_placement placement; /* owned */
    double cost;
    bool is_end; /* of a front: a contender whatever it costs */
};

struct cairn_exploration {
    struct cairn_found *found; /* placements that may keep their promises; owned */
    int n;
    double looked_at;                  /* parts of placements */
    bool has_obstacle;                 /* something was met that does not keep its promises: */
    double obstacle;                   /* by how much the nearest breaks one, see outcome.h */
    struct cairn_promise_result worst; /* that promise */
};

struct cairn_exploring {
    const struct cairn_scenario *scenario;
    const struct cairn_plan *plan; /* of the search */
    const struct cairn_routes *routes;
    const struct cairn_bound *bound; /* solved for several solutions */
    struct cairn_lab *lab;
    const struct cairn_choose_limits *limits;
    const double *prices; /* [resource]: what each unit taken adds to the cost; NULL: nothing */
};

/* False: stopped. Release it in any case. */
bool cairn_explore(struct cairn_exploration *exploration, const struct cairn_exploring *exploring);
void cairn_exploration_release(struct cairn_exploration *exploration);

#endif

/*
 * search.h - which placements are worth a closer look
 *
 * Footprints of components add, so each component of the space (model/space.h) is looked at by
 * itself: every configuration of its pools is simulated once over a short sampling plan, unless
 * what it costs at least (floor.h) is already more than another configuration costs in all that
 * surely keeps its promises (wave.h). The cheapest placements are the cheapest sums (kbest.h).
 *
 * What a sample says of a configuration is outcome.h's.
 */
#ifndef CAIRN_CHOOSE_SEARCH_H
#define CAIRN_CHOOSE_SEARCH_H

#include "choose/kbest.h"
#include "choose/limits.h"
#include "choose/budget.h"
#include "choose/outcome.h"
#include "choose/trial.h"
#include "model/space.h"

struct cairn_search {
    const struct cairn_scenario *scenario;
    const struct cairn_space *space;
    struct cairn_outcome **outcomes; /* [component][configuration]; owned */
    double looked_at, ruled_out;     /* configurations */
    char *missing; /* what a total under the deciding basis lacks, where one does; owned */
    bool stopped;
};

/* What the search does; the usual is {.pruning = true}. */
struct cairn_search_setup {
    const struct cairn_plan *plan;
    struct cairn_lab *lab;
    const struct cairn_choose_limits *limits;
    bool pruning; /* by floors; without it every configuration is simulated */
};

/*
 * What a query adds up besides or instead of the aim: multiples of it, of what is taken, and of the
 * latencies of the components (whose sum stands for the largest). Needs outcomes that looked beyond
 * the aim.
 */
struct cairn_weights {
    double aim;
    double of[CAIRN_N_RESOURCES];
    double latency;
};

/* Which placements are wanted. */
struct cairn_search_query {
    enum cairn_basis_kind basis;
    enum cairn_space_filter filter;
    const struct cairn_weights *weights; /* NULL: the aim alone */
    bool lavish;                         /* also of what alone exceeds a budget */
    /* Without these servings; NULL: with all. [serving] */
    const bool *without;
    bool hopeless;      /* also of configurations that break their promises */
    bool sure;          /* only of configurations that surely keep their promises */
    int k;              /* at most so many */
    int per_assignment; /* of them, so many from one assignment of a block: the others would be
                           variations of sizes and batching rules */
};

/* Looks at every configuration of the space. Plan and lab may go afterwards. */
void cairn_search_init(struct cairn_search *search, const struct cairn_scenario *scenario,
                       const struct cairn_space *space, const struct cairn_search_setup *setup);
void cairn_search_release(struct cairn_search *search);

/* The cheapest hopeful placements of a query, cheapest first. The list is the caller's. */
void cairn_search_best(const struct cairn_search *search, const struct cairn_search_query *query,
                       struct cairn_kbest *list);

/* What a choice takes in all. */
struct cairn_taken {
    double aim; /* under the basis that decides */
    double of[CAIRN_N_RESOURCES];
};
struct cairn_taken cairn_search_taken(const struct cairn_search *search,
                                      const struct cairn_choice *choice);

/*
 * May it stay within the budgets? A search sample is no evidence: it may be a twentieth above them.
 */
bool cairn_search_affords(const struct cairn_search *search, const struct cairn_choice *choice);

/* The placement of a choice, to be released by the caller. */
void cairn_search_placement(const struct cairn_search *search, const struct cairn_choice *choice,
                            struct cairn_placement *placement);

/*
 * Where no placement is hopeful: the promise that the nearest placement breaks most, and of that
 * placement the component that breaks it, to be released by the caller. False: there is no such
 * thing, and nothing was set.
 */
bool cairn_search_obstacle(const struct cairn_search *search, struct cairn_promise_result *worst,
                           struct cairn_placement *placement);

#endif

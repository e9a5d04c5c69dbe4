/*
 * search.h - which placements are worth a closer look
 *
 * Footprints of components add, so each component of the space (model/space.h) is looked at by
 * itself: every configuration of its pools is simulated over a short sampling plan, unless what it
 * costs without serving anything is already more than another one costs in all that keeps its
 * promises. The cheapest placements are the cheapest sums (kbest.h).
 *
 * A search sample is a pointer, not evidence: promises are judged by their point estimate with a
 * margin, and the placements found are simulated afresh by whoever selects among them.
 */
#ifndef CAIRN_CHOOSE_SEARCH_H
#define CAIRN_CHOOSE_SEARCH_H

#include "choose/kbest.h"
#include "choose/limits.h"
#include "choose/trial.h"
#include "model/space.h"

/* What the search saw of one configuration of a component. */
struct cairn_outcome {
    bool looked_at;                /* false: ruled out by what it costs without serving */
    double basis_g[CAIRN_N_BASES]; /* NaN: no data */
    double violation;              /* largest share late or lost over its limit; keeps them: <= 1 */
    struct cairn_promise_result worst; /* the promise that it belongs to */
};

struct cairn_search {
    const struct cairn_scenario *scenario;
    const struct cairn_space *space;
    struct cairn_outcome **outcomes; /* [component][configuration]; owned */
    double looked_at, ruled_out;     /* configurations */
    bool stopped;
};

/* Looks at every configuration of the space. */
void cairn_search_init(struct cairn_search *search, const struct cairn_scenario *scenario,
                       const struct cairn_space *space, const struct cairn_plan *plan,
                       struct cairn_lab *lab, const struct cairn_choose_limits *limits);
void cairn_search_release(struct cairn_search *search);

/*
 * The k cheapest placements under a basis that keep every promise, cheapest first; of those that
 * pass the filter. The list is the caller's.
 */
void cairn_search_best(const struct cairn_search *search, enum cairn_basis_kind basis,
                       enum cairn_space_filter filter, int k, struct cairn_kbest *list);

/* The placement of a choice, to be released by the caller. */
void cairn_search_placement(const struct cairn_search *search, const struct cairn_choice *choice,
                            struct cairn_placement *placement);

/*
 * Where no placement keeps every promise: the promise that the nearest placement breaks most.
 * False: there is no such thing.
 */
bool cairn_search_obstacle(const struct cairn_search *search, struct cairn_promise_result *worst);

#endif

/*
 * coupling.h - which workloads affect each other, given the routes they use
 *
 * Two workloads are coupled when they use the same limited pool, link or cache, or are both
 * coupled to a third: the classes of a union-find over workloads and what they use. Shared pools
 * and managed services serve everyone at once and couple nobody.
 *
 * Fed with the routes of a placement, the classes are its components; fed with all routes that
 * are possible, they are the parts of a scenario that can be decided one by one. Decisions also
 * hang together where footprints do: at the place of an accounting group (account/group.h), which
 * couples nothing that is simulated.
 */
#ifndef CAIRN_MODEL_COUPLING_H
#define CAIRN_MODEL_COUPLING_H

#include <stdbool.h>

#include <cairn/placement.h>
#include <cairn/scenario.h>

struct cairn_coupling {
    const struct cairn_scenario *scenario;
    /* Nodes are numbered: workloads, then pools, links, caches, places. */
    int *nodes; /* those that there are, ascending; NULL: all; owned */
    int n_nodes;
    int *parent; /* [node], into the same; owned */
    bool groups; /* devices at the place of an accounting group are coupled too; set after init */
};

void cairn_coupling_init(struct cairn_coupling *coupling, const struct cairn_scenario *scenario);

/*
 * With the routes of a placement, and of no others: takes time by them, however large the scenario.
 * Only workloads that have routes may be asked about.
 */
void cairn_coupling_init_of(struct cairn_coupling *coupling, const struct cairn_scenario *scenario,
                            const struct cairn_placement *placement);
void cairn_coupling_release(struct cairn_coupling *coupling);

/* Forgets all routes. */
void cairn_coupling_clear(struct cairn_coupling *coupling);

void cairn_coupling_add(struct cairn_coupling *coupling, const struct cairn_route *route);

/* The smallest workload of the class that a workload is in. */
int cairn_coupling_class(struct cairn_coupling *coupling, int workload);

/* Does what a building takes for its devices depend on all that is in it? [COOLING] */
bool cairn_place_shares_overhead(const struct cairn_scenario *scenario, int place);

/* Is a place an accounting group: do footprints of what stands there not add? [GROUP] */
bool cairn_place_is_group(const struct cairn_scenario *scenario, int place);

/* Whether a pool serves everyone at once: shared tenancy or a managed service. */
bool cairn_pool_is_unlimited(const struct cairn_scenario *scenario, int pool);

/* Whether its hardware cannot be had yet, in the year that the scenario asks about. [GROWTH] */
bool cairn_pool_is_to_come(const struct cairn_scenario *scenario, int pool);

/* Whether a variant cannot be had yet, likewise; CAIRN_NONE can. */
bool cairn_variant_is_to_come(const struct cairn_scenario *scenario, int variant);

/* Whether a placement has devices of such a pool, or serves with such a variant. */
bool cairn_placement_is_to_come(const struct cairn_scenario *scenario,
                                const struct cairn_placement *placement);

/* The link that a workload's requests to a pool take, or CAIRN_NONE: at its own site, or no way. */
int cairn_link_to_pool(const struct cairn_scenario *scenario, int workload, int pool);

/* Can the link that they take, or the pool, be down, or all its devices be off? */
bool cairn_way_may_fail(const struct cairn_scenario *scenario, int workload, int pool);

/* Share of time that what fails like this is up. [OUTAGE] */
static inline double cairn_up_share(const struct cairn_outage *outage)
{
    return outage->origin.file ? outage->mtbf_s / (outage->mtbf_s + outage->mttr_s) : 1;
}

#endif

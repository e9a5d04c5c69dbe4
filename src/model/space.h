/*
 * space.h - all placements that are worth evaluating, laid out so that nothing is evaluated twice
 *
 * Words: an assignment takes one serving (routes.h) per workload. Workloads that no choice of
 * servings could couple are decided apart: each set of workloads that some servings couple is a
 * block, and an assignment is one of a block. Within an assignment, the workloads that are
 * actually coupled form a component; many assignments share components, and a component stands
 * here once. A configuration of a component gives each of its limited pools a sizing (sizing.h).
 *
 *     a placement   = per block one of its assignments, per component of it one configuration
 *     its footprint = sum over components of the footprint of the configuration
 *
 * Since footprints add and each promise belongs to a workload, thus to a component, the best
 * placement is the best configuration of each component, the best sum in each block, and the sum
 * over blocks. It takes as many evaluations as there are configurations, however many placements
 * these make.
 *
 * A component that no sizing can carry, or whose variants do not fit together into the memory of a
 * device, has no configuration and says why; its assignments are not listed.
 *
 * Everything is in canonical order: blocks by smallest workload; assignments count like numbers
 * whose last digit is the serving of the last workload; components as they are first met.
 */
#ifndef CAIRN_MODEL_SPACE_H
#define CAIRN_MODEL_SPACE_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/placement.h>
#include <cairn/scenario.h>

#include "model/plan.h"
#include "model/routes.h"
#include "model/sizing.h"

/* Which servings take part: for the baselines that keep all at the edge or in the cloud. */
enum cairn_space_filter { CAIRN_SPACE_ALL, CAIRN_SPACE_AT_SITES, CAIRN_SPACE_IN_REGIONS };

struct cairn_space_component {
    int block;
    int n_workloads;
    int *workloads; /* ascending; owned */
    int *servings;  /* of each, into the routes' servings; owned */
    int n_pools;
    struct cairn_pool_sizings *pools; /* limited pools in use, ascending; owned */
    double n_configurations;          /* product of the pools' choices; 0: see problem */
    char *problem;                    /* why there is no configuration, or NULL; owned */
    struct cairn_overload overload;   /* where that is the problem; else its pool is CAIRN_NONE */
};

struct cairn_space_assignment {
    int first_member, n_members; /* into members */
};

struct cairn_space_block {
    int n_workloads;
    int *workloads;    /* ascending; owned */
    double n_possible; /* assignments before those without configuration go */
    int first_assignment, n_assignments;
    double n_placements;            /* sum over assignments of product over components */
    struct cairn_overload overload; /* of the assignment that comes closest, if none works */
    int problem_component;          /* a component without configuration then, or CAIRN_NONE */
};

/* A batch size of the search that is not tried on a pool with a variant. */
struct cairn_space_note {
    int pool, variant, batch;
    char *text; /* owned */
};

struct cairn_space {
    const struct cairn_scenario *scenario;
    const struct cairn_routes *routes;
    bool too_large;      /* more assignments than the limit: blocks only, nothing enumerated */
    int unserved;        /* first workload without a serving, or CAIRN_NONE: nothing enumerated */
    double n_possible;   /* assignments of all blocks, before any are dropped */
    double n_placements; /* product over blocks */
    double n_configurations; /* of all components: evaluations that an exhaustive search takes */
    struct cairn_space_block *blocks; /* owned */
    int n_blocks;
    struct cairn_space_assignment *assignments; /* block after block; owned */
    int n_assignments;
    int *members; /* components of assignments; owned */
    int n_members;
    struct cairn_space_component *components; /* owned */
    int n_components;
    struct cairn_space_note *notes; /* owned */
    int n_notes;
};

/*
 * The space of a scenario. Scenario, plan (only here) and routes must outlive it. limit is the
 * most assignments to enumerate.
 */
void cairn_space_init(struct cairn_space *space, const struct cairn_scenario *scenario,
                      const struct cairn_plan *plan, const struct cairn_routes *routes,
                      enum cairn_space_filter filter, double limit);
void cairn_space_release(struct cairn_space *space);

/*
 * Adds the routes and sizes of a component's configuration, 0 <= configuration <
 * n_configurations, to a placement. Alone in an empty placement it makes a partial one, whose
 * cairn_components are this component; those of all components of an assignment of each block
 * together make a full one. The sizing of the last pool runs fastest.
 */
void cairn_space_configure(const struct cairn_space *space, int component, uint64_t configuration,
                           struct cairn_placement *placement);

/*
 * Why no placement exists, as a sentence owned by the caller (cairn_free), such as "no placement
 * can carry this load: box carries at most 38 /s of the 64 /s of frames: 3.4 devices' worth of
 * work, at most 2"; NULL where one exists or the space is too large to say.
 */
char *cairn_space_problem(const struct cairn_space *space);

#endif

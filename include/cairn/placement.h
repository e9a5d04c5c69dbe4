/*
 * placement.h - an answer: which pool serves which workload, with how many devices
 *
 * A placement gives every workload a set of routes whose shares sum to 1, and every pool a size
 * and a batching rule. It belongs to a scenario, and its indices point into that scenario's
 * arrays. In its canonical form routes are in order of (workload, pool, variant, cache, fallback);
 * pools that no route uses are all zero; shared pools and managed services in use have count 1 and
 * no batching; a batch of 1 has no timeout; a route without a fallback has no fallback variant and
 * over 0; onward steps that a route does not take are all zero. Two placements that mean the same
 * are then equal field by field.
 *
 * A placement may be partial: a workload without routes is simply not there. Components of a
 * partial placement are those of a full one.
 */
#ifndef CAIRN_PLACEMENT_H
#define CAIRN_PLACEMENT_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include <cairn/api.h>
#include <cairn/scenario.h>

enum { CAIRN_OVER_NEVER = INT_MAX }; /* of a route: however many wait, unless its queue is full */

enum { CAIRN_STEPS_MOST = 4, CAIRN_ONWARD_MOST = CAIRN_STEPS_MOST - 1 };

/* A further step of a route. [STEP] */
struct cairn_onward {
    int pool;
    int variant;    /* CAIRN_NONE for a managed service */
    int early_exit; /* of the variant before, which keeps what it decides; CAIRN_NONE: takes all */
};

/*
 * One way to serve (a share of) one workload. Of a workload with steps it says where each of them
 * is served: pool and variant are those of the first. It may end at a step that others would go on
 * from only where the next takes the unsure, and is not asked. A route with onward steps has no
 * fallback.
 */
struct cairn_route {
    int workload;
    int pool;
    int variant;          /* CAIRN_NONE for a managed service */
    int cache;            /* asked first; at the site before the link, at the region behind it */
    double share;         /* of the workload's requests, in (0, 1] */
    int fallback;         /* pool to which requests are sent on, or CAIRN_NONE */
    int fallback_variant; /* CAIRN_NONE for a managed service or without a fallback */
    /* sent on when so many wait at the pool already; always where the way there is down */
    int over;
    /*
     * Of the routes of a workload that say greenest, all of the same share, the one whose pool is
     * in the greenest place takes it, hour by hour. [GREENEST]
     */
    bool greenest;
    bool scheduled; /* its weight beside the other routes has a shape, by local hour [HOURS] */
    int hours;      /* into shapes, where scheduled; else 0 */
    int n_onward;
    struct cairn_onward onward[CAIRN_ONWARD_MOST];
};

/* Size and batching rule of one pool. */
struct cairn_sizing {
    int count;     /* devices per copy of the place; 1 for a used shared pool or managed service */
    int batch_max; /* 1 for these */
    int64_t timeout_ns;
};

/* The answer; placement.h. */
struct cairn_placement {
    struct cairn_route *routes; /* owned */
    int n_routes;
    struct cairn_sizing *pools; /* as many as the scenario has pools; owned */
};

/* An empty placement for a scenario: no routes, all pools of size 0. */
CAIRN_API void cairn_placement_init(struct cairn_placement *placement,
                                    const struct cairn_scenario *scenario);

/* Frees what it holds; the struct itself is the caller's. */
CAIRN_API void cairn_placement_release(struct cairn_placement *placement);

/* Makes `to`, which holds nothing, a copy of its own. */
CAIRN_API void cairn_placement_copy(struct cairn_placement *to, const struct cairn_placement *from,
                                    const struct cairn_scenario *scenario);

/* Adds a copy of a route where the canonical order puts it. */
CAIRN_API void cairn_placement_add(struct cairn_placement *placement,
                                   const struct cairn_route *route);

/* Brings a placement whose fields were set by hand into its canonical form. */
CAIRN_API void cairn_placement_normalise(struct cairn_placement *placement,
                                         const struct cairn_scenario *scenario);

/* Whether two placements of one scenario mean the same; both are canonical. */
CAIRN_API bool cairn_placement_equal(const struct cairn_placement *a,
                                     const struct cairn_placement *b,
                                     const struct cairn_scenario *scenario);

/* Equal placements have equal hashes; others most likely not. */
CAIRN_API uint64_t cairn_placement_hash(const struct cairn_placement *placement,
                                        const struct cairn_scenario *scenario);

/*
 * The placement that a baseline of the scenario describes, canonical. Sizes that it does not give
 * are those of the pool's minimum, at least 1, without batching. A variant that a send does not
 * name is the most accurate one of the model that has a profile on the pool's hardware; that of a
 * fallback is the variant of the route itself where it has a profile there. A fallback without
 * `over` is used when the queue of the pool is full, or, where the way there may be down, only
 * then, or else from one waiting request on. Over 0 means whenever a request would wait. Variants
 * of onward steps likewise, or those of the same name as the step before; an exit that is not named
 * is the only one of the variant before.
 */
CAIRN_API void cairn_placement_from_baseline(struct cairn_placement *placement,
                                             const struct cairn_scenario *scenario, int baseline);

/*
 * One line for people, workloads separated by semicolons, such as
 *     frames: box (int8), 2 x orin-nx-16 per store, batch 4 or 10 ms
 *     frames: 25 % box (int8), 1 x orin-nx-16 and 75 % gpu (fp16), 3 x l4
 *     frames: box (int8), 1 x orin-nx-16 or, when 8 wait, gpu (fp16), 1 x l4
 *     frames: gpu (fp16), 3 x l4 or, when it is down, box (int8), 1 x orin-nx-16 per store
 *     chat: cache answers, then assistant (managed service)
 *     mail: when greenest north (int8), 1 x l4 and when greenest south (int8), 1 x l4
 *     voice: ear (base), 1 x phone, then cloud (8b), 2 x h100
 *     crops: eye (tiny), 1 x orin-nx-16, and if unsure at 0.8 gpu (large), 1 x l4
 * The size of a pool stands where it is mentioned first. Owned by the caller, freed with free().
 */
CAIRN_API char *cairn_placement_text(const struct cairn_placement *placement,
                                     const struct cairn_scenario *scenario);

#endif

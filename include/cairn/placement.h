/*
 * placement.h - an answer: which pool serves which workload, with how many devices
 *
 * A placement gives every workload a set of routes whose shares sum to 1, and every pool a size
 * and a batching rule. It belongs to a scenario, and its indices point into that scenario's
 * arrays. Routes are in order of (workload, pool, variant, cache); pools that no route uses have
 * count 0. Two placements that mean the same are therefore equal field by field.
 */
#ifndef CAIRN_PLACEMENT_H
#define CAIRN_PLACEMENT_H

#include <stdint.h>

#include <cairn/api.h>
#include <cairn/scenario.h>

/* One way to serve (a share of) one workload. */
struct cairn_route {
    int workload;
    int pool;
    int variant;          /* CAIRN_NONE for a managed service */
    int cache;            /* asked first; at the site before the link, at the region behind it */
    double share;         /* of the workload's requests, in (0, 1] */
    int fallback;         /* pool to which requests are sent on, or CAIRN_NONE */
    int fallback_variant; /* CAIRN_NONE for a managed service or without a fallback */
    int over;             /* sent on when so many wait at the pool already */
};

/* Size and batching rule of one pool. */
struct cairn_sizing {
    int count;     /* devices per copy of the place; 1 for a used shared pool or managed service */
    int batch_max; /* 1 for these */
    int64_t timeout_ns;
};

struct cairn_placement {
    struct cairn_route *routes; /* owned */
    int n_routes;
    struct cairn_sizing *pools; /* as many as the scenario has pools; owned */
};

/* An empty placement for a scenario: no routes, all pools of size 0. */
CAIRN_API void cairn_placement_init(struct cairn_placement *placement,
                                    const struct cairn_scenario *scenario);
CAIRN_API void cairn_placement_release(struct cairn_placement *placement);
CAIRN_API void cairn_placement_copy(struct cairn_placement *to, const struct cairn_placement *from,
                                    const struct cairn_scenario *scenario);

/*
 * The placement that a baseline of the scenario describes. Sizes that it does not give are those
 * of the pool's minimum, at least 1.
 */
CAIRN_API void cairn_placement_from_baseline(struct cairn_placement *placement,
                                             const struct cairn_scenario *scenario, int baseline);

/*
 * One line for people, such as "frames: box (int8), 2 x orin-nx-16, batch 4 or 10 ms". Owned by
 * the caller, freed with free().
 */
CAIRN_API char *cairn_placement_text(const struct cairn_placement *placement,
                                     const struct cairn_scenario *scenario);

#endif

/*
 * routes.h - the ways to serve each workload that are worth simulating, and why the others are not
 *
 * A way is a pool, a variant and perhaps a cache. Pools of the workload's own site and of every
 * region come into question, every variant of its model, with and without each cache at the site
 * or at the pool's region where contents repeat. A serving serves a whole workload:
 *
 *   one route    one way for all requests
 *   a split      a share at a pool of the site, the rest at one of a region, for each share that
 *                the scenario wants tried; both without a cache or behind the same one at the site
 *   a failover   where it is asked for: a way that may be down, and another pool for then
 *   a spill      a limited pool of the site whose requests go on to a pool of a region when its
 *                queue is long, for each length that the scenario wants tried
 *
 *   turns        where the scenario has pools that take turns: ways with the same variant, without
 *                a cache, to all of these that it can go to, two at least [GREENEST]
 *
 * Of a workload with steps a way says where each is taken, and at which exit of the variant before
 * it takes the unsure; it is served by one route. [STEP]
 *
 * What cannot work, or cannot keep a promise whatever the load is, is left out; each such pruning
 * leaves an exclusion with its reason, once per pool and variant. Pruning by latency and by loss is
 * done on the whole serving: it must be sure that more than 5 % of all requests are late, or that
 * links that are down lose more on average than is promised; a failover loses nothing. A spill
 * whose site alone is late is left out too: it could only work if hardly anything stayed there, and
 * then it is the region with idle devices.
 *
 * Narrowings: where a workload has any, ways that match none are excluded. What a narrowing does
 * not name (variant, cache) it leaves open.
 *
 * The list is canonical: by workload; single routes, splits, spills, failovers, turns; then by
 * pool, variant, cache (none first) of the first and second route; then by share or queue length.
 * Of steps by pool and variant, the first step's before those of the next; shorter ways first.
 */
#ifndef CAIRN_MODEL_ROUTES_H
#define CAIRN_MODEL_ROUTES_H

#include <cairn/placement.h>
#include <cairn/scenario.h>

#include "model/turns.h"

/* In the order in which they are looked for; the first is kept. */
enum cairn_exclusion_reason {
    CAIRN_EXCLUDED_NARROWED,   /* not among the routes that the scenario asks for */
    CAIRN_EXCLUDED_EMPTY,      /* the pool may have no devices */
    CAIRN_EXCLUDED_NO_LINK,    /* no network from the site to the region */
    CAIRN_EXCLUDED_OFFLINE,    /* must work without a network */
    CAIRN_EXCLUDED_RESIDENCY,  /* data may not be processed there */
    CAIRN_EXCLUDED_MODEL,      /* a managed service for another model */
    CAIRN_EXCLUDED_ACCURACY,   /* below the promise */
    CAIRN_EXCLUDED_MEMORY,     /* does not fit on the device */
    CAIRN_EXCLUDED_NO_PROFILE, /* not measured on this hardware */
    CAIRN_EXCLUDED_POWER,      /* a power without which nothing can be accounted is not known */
    CAIRN_EXCLUDED_LATENCY,    /* an empty system is too slow */
    CAIRN_EXCLUDED_LOSS,       /* its link alone loses too much */
    CAIRN_N_EXCLUSIONS
};

struct cairn_exclusion {
    int workload, pool;
    int variant; /* CAIRN_NONE: the pool with every variant */
    enum cairn_exclusion_reason reason;
    char *text; /* "no profile of resnet50 int8 on l4"; owned */
};

enum { CAIRN_SERVING_ROUTES = CAIRN_AMONG_MOST };

/* One way, or several, to serve a whole workload. */
struct cairn_serving {
    struct cairn_route routes[CAIRN_SERVING_ROUTES];
    int n_routes;
};

struct cairn_routes {
    struct cairn_serving *servings; /* of all workloads; owned */
    int n_servings;
    int *first_serving; /* [workload], and one more: where the next one's begin; owned */
    struct cairn_exclusion *exclusions; /* by workload, step, pool, variant; owned */
    int n_exclusions;
};

void cairn_routes_init(struct cairn_routes *routes, const struct cairn_scenario *scenario);
void cairn_routes_release(struct cairn_routes *routes);

/* A reason in a word or two, such as "no profile". */
const char *cairn_exclusion_name(enum cairn_exclusion_reason reason);

/* Whether every pool of a serving, fallbacks included, is in a place of this kind. */
bool cairn_serving_is_at(const struct cairn_serving *serving, const struct cairn_scenario *scenario,
                         enum cairn_place_kind kind);

#endif

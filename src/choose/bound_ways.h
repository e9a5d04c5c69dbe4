/*
 * bound_ways.h - all ways to serve the workloads, and what their requests must emit [BOUND]
 *
 * A way is a step of a workload at a pool with a variant, and perhaps a cache; servings (routes.h)
 * are made of ways, and many share them (those of several steps share none). Each is read once
 * (bound_reading.h). Then it is known what may come together at a pool, and so the cheapest state
 * of its devices and the batches that can form (bound_batch.h): where all that may come to a pool
 * of a site comes as a Poisson process and nothing but its own variant keeps the devices busy,
 * batches are restricted by the rate; elsewhere they may have any size that the rules allow.
 */
#ifndef CAIRN_CHOOSE_BOUND_WAYS_H
#define CAIRN_CHOOSE_BOUND_WAYS_H

#include "choose/bound_reading.h"
#include "model/routes.h"
#include "model/sizing.h"

struct cairn_bound_way {
    struct cairn_route route; /* share and fallback are not read */
    int step;                 /* of it */
    int pool, variant;        /* of the step */
    struct cairn_bound_reading reading;
    bool lent;      /* tables of the reading that belong to another way, see previous */
    double share;   /* of the workload's requests that surely come this way, at least */
    int previous;   /* way to the same pool that was read before, or CAIRN_NONE */
    double *cost_g; /* [window]: of all requests, over the horizon; owned; NULL: not complete */
    double *work;   /* [stratum]: devices that all requests need; owned; NULL: pool not limited */
};

/* A limited pool, as it is used by the ways to it. */
struct cairn_bound_pool {
    int last_way;    /* read to it, or CAIRN_NONE: it is not used */
    double *low_g;   /* [window]: a ns of a device in the cheapest state it may be in; owned */
    double *awake_g; /* [window]: the same, but not asleep; owned */
    double *rest_g;  /* [window]: of these two, what costs are counted from (bound_rest.h); owned */
    int devices;     /* of all copies at size 1 */
    int workload, variant; /* that use it; CAIRN_BOUND_MANY: several */
    double *rate_per_s;    /* [window]: most that comes to a copy; INFINITY: not known; owned */
};

enum { CAIRN_BOUND_MANY = -2 };

struct cairn_bound_ways {
    const struct cairn_bound_question *question;
    bool sound;
    struct cairn_sizer sizer;
    struct cairn_bound_way *ways; /* workload by workload; owned */
    int n;
    size_t room;
    int *first_way;                 /* [workload], and one more; owned */
    struct cairn_bound_pool *pools; /* [pool]; owned */
};

/* The question outlives the ways. */
void cairn_bound_ways_init(struct cairn_bound_ways *ways,
                           const struct cairn_bound_question *question,
                           const struct cairn_routes *routes);
void cairn_bound_ways_release(struct cairn_bound_ways *ways);

/* The way of a step of a route, or of its requests that are sent on. */
const struct cairn_bound_way *cairn_bound_way(const struct cairn_bound_ways *ways,
                                              const struct cairn_route *route, int step);
const struct cairn_bound_way *cairn_bound_way_on(const struct cairn_bound_ways *ways,
                                                 const struct cairn_route *route);

#endif

/*
 * crowd.h - who comes to a pool, known before anything is simulated
 *
 * Rates of the plan times shares of routes and steps give the requests of each source that come to
 * each variant of a pool, and times the least time that one takes of a device [LOAD] the part of
 * what the pool can do that they take. Caches, losses and fallbacks are not looked at.
 */
#ifndef CAIRN_ACCOUNT_CROWD_H
#define CAIRN_ACCOUNT_CROWD_H

#include <stddef.h>

#include "model/component.h"

/* Requests of a source that come to a variant of the pool. */
struct cairn_crowd_visit {
    int source, variant;
    double share;           /* of the source's requests */
    const double *share_in; /* of its first route, by window, or NULL: does not change */
    double reach;           /* of these, those who come so far */
    double each_s;          /* least time of a device */
};

struct cairn_crowd {
    const struct cairn_scenario *scenario;
    const struct cairn_component *component;
    int pool;
    const struct cairn_component_pool *p;
    const struct cairn_pool *said;
    struct cairn_crowd_visit *visits; /* owned */
    int n_visits;
    size_t room;
    int *waits; /* sources of whose requests some may wait; owned */
    int n_waits;
    double *on; /* [window] devices; owned */
};

/* The scenario and the component outlive it. */
void cairn_crowd_init(struct cairn_crowd *crowd, const struct cairn_scenario *scenario,
                      const struct cairn_component *component, int pool);
void cairn_crowd_release(struct cairn_crowd *crowd);

const struct cairn_workload *cairn_crowd_workload(const struct cairn_crowd *crowd, int source);

/* Requests of a visit per second, at all copies of the pool. */
double cairn_crowd_rate(const struct cairn_crowd *crowd, const struct cairn_crowd_visit *visit,
                        int window);

/*
 * Part of what the devices that are on can do, at least one, that the requests of a source take, or
 * (CAIRN_NONE) all of them; 0 of an unlimited pool.
 */
double cairn_crowd_load(const struct cairn_crowd *crowd, int source, int window);

#endif

/*
 * route_check.h - why a pool, or a variant on it, cannot serve a workload
 *
 * Each function returns NULL where it can, or a text owned by the caller (cairn_free) and the
 * first reason that applies, in the order of enum cairn_exclusion_reason.
 */
#ifndef CAIRN_MODEL_ROUTE_CHECK_H
#define CAIRN_MODEL_ROUTE_CHECK_H

#include "model/routes.h"

/* The pool with whatever variant, for a step of the workload (steps.h). */
char *cairn_route_check_pool(const struct cairn_scenario *scenario, int workload, int step,
                             int pool, enum cairn_exclusion_reason *reason);

/*
 * A variant (CAIRN_NONE for a managed service) on a pool that passed, latency excepted; of a
 * workload with several steps accuracy too, which is one of all of them.
 */
char *cairn_route_check_variant(const struct cairn_scenario *scenario, int workload, int step,
                                int pool, int variant, enum cairn_exclusion_reason *reason);

/*
 * The accuracy of a route with steps: of all of them. What it comes to goes to *accuracy, where
 * that is too little.
 */
char *cairn_route_check_accuracy(const struct cairn_scenario *scenario,
                                 const struct cairn_route *route, double *accuracy);

/* The same for latency, where all requests go this way and no cache answers. */
char *cairn_route_check_latency(const struct cairn_scenario *scenario, int workload, int pool,
                                int variant, enum cairn_exclusion_reason *reason);

/* Whether some narrowing of the workload's first step, or the lack of any, allows the way. */
bool cairn_route_is_wanted(const struct cairn_scenario *scenario, int workload, int pool,
                           int variant, int cache);

/* The share of late requests that a promised p95 allows. */
#define CAIRN_LATE_ALLOWED 0.05

/* Why the link of a way without cache alone breaks the promised loss: the caller's, or NULL. */
char *cairn_route_check_loss(const struct cairn_scenario *scenario, int workload, int pool,
                             enum cairn_exclusion_reason *reason);

#endif

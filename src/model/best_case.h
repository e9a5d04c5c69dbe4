/*
 * best_case.h - bounds that no simulation can beat, used to prune what cannot keep its promise
 *
 * Everything here errs on the side of hope: times are those of an empty system, caches hold the
 * most popular contents. What fails even so fails.
 */
#ifndef CAIRN_MODEL_BEST_CASE_H
#define CAIRN_MODEL_BEST_CASE_H

#include <cairn/placement.h>
#include <cairn/scenario.h>

/*
 * Mean time of a request of a workload that a pool answers with a variant (CAIRN_NONE for a
 * managed service), when nothing waits anywhere: transfer and propagation both ways and the
 * service of a batch of one (of a shared pool: of the provider's batch). Where propagation varies
 * it counts as nothing, and nothing is lost on the way. Seconds. The variant must have a profile on
 * the pool's hardware, the pool must be reachable.
 */
double cairn_best_time_s(const struct cairn_scenario *scenario, int workload, int pool,
                         int variant);

/*
 * Largest share of requests that a cache can answer: that of its most popular contents under
 * Zipf's law, bounded from above by integrals,
 *     H(n) / H(N) <= (1 + I(n)) / I(N + 1),  I(n) = integral of x^-s from 1 to n.       [CACHE]
 * Each round of a trace asks for N contents, of which a cache holds n when it begins: it misses
 * N - n of its requests at least. What it misses it may answer with something similar. Where sizes
 * vary, all of the most popular may be small: 1. 0 without a cache, 1 where it holds everything.
 */
double cairn_best_hit(const struct cairn_scenario *scenario, int workload, int cache);

/*
 * Smallest share of the requests on a way that take longer than the workload promises: 0 where
 * the best time keeps the promise; else of those that the cache cannot answer at least all where
 * service times do not vary, and at least 0.2 where they vary with a cv of at most 2 (for each
 * distribution there is, more than a fifth exceeds the mean); beyond that nothing is claimed.
 */
double cairn_least_late(const struct cairn_scenario *scenario, int workload, int pool, int variant,
                        int cache);

/*
 * The same of a route with steps: of the requests that end at each step, all where what surely
 * passes until then, transfers and services that do not vary, is too long. [STEP]
 */
double cairn_least_late_of_route(const struct cairn_scenario *scenario,
                                 const struct cairn_route *route);

/*
 * Share of the requests on a way without fallback that its link loses on average, since it is down:
 * of those that a cache at the site cannot answer. [OUTAGE]
 */
double cairn_least_lost(const struct cairn_scenario *scenario, int workload, int pool, int cache);

#endif

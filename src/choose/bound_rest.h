/*
 * bound_rest.h - what pools with sleep must emit for being awake [BOUND]
 *
 * Where the devices of a pool may sleep, one of each copy is awake for a share of the time at least
 * (bound_awake.h), by who uses the pool. That time is charged as a whole, and of work only what it
 * adds to being awake, in windows where this gives more than charging what work adds to sleep:
 *
 *     sum of (busy_g - awake_g) busy  +  (awake_g - low_g) awake  <=  sum of (busy_g - low_g) busy
 *                                                      + (awake_g - low_g) max(0, awake - busy)
 *
 * What is awake depends on the set S of workloads that use the pool, F(S). The charge enters the
 * problem as levies (bound_problem.h): F of each one alone; and, of those with Poisson arrivals,
 * F(1), F(1 2) - F(1), F(1 2 3) - F(1 2), ... in order of rates, which is at most F(S) for every S
 * because F is submodular.
 *
 * Source: J. Edmonds, Submodular functions, matroids, and certain polyhedra (1970).
 */
#ifndef CAIRN_CHOOSE_BOUND_REST_H
#define CAIRN_CHOOSE_BOUND_REST_H

#include "choose/bound_problem.h"
#include "choose/bound_ways.h"

/* Sets rest_g of all pools that are used; ways are read. */
void cairn_bound_rest_find(struct cairn_bound_ways *ways);

/* Adds the levies of a pool to its facility. Demands are workloads. */
void cairn_bound_rest_levy(const struct cairn_bound_ways *ways, int pool,
                           struct cairn_bound_problem *problem, int facility);

#endif

/*
 * fleet.h - a scenario for tests about coupling: two sites, two regions, every kind of pool
 *
 * Three farms and forty stores with two workloads each (1, 2, 3 and 4 requests per second and
 * copy), boxes at both, a pool, a share of a provider's pool and a managed service in the north, a
 * pool in the south, all lines between them. One hardware, 10, 16 and 24 ms for batches of 1, 2
 * and 4. Windows of 100 s with a run-in of 10 s.
 */
#ifndef TESTS_SUPPORT_FLEET_H
#define TESTS_SUPPORT_FLEET_H

#include <cairn/placement.h>
#include <cairn/scenario.h>

enum { FARM, STORE, NORTH, SOUTH };
enum { FARM_BOX, STORE_BOX, STORE_CPU, GPU, RENTED, API, SOUTH_GPU, N_POOLS };
enum { FARM_FRAMES, FARM_WORDS, STORE_FRAMES, STORE_WORDS, N_WORKLOADS };
enum { STORE_CACHE, NORTH_CACHE };
enum { FARM_NORTH, FARM_SOUTH, STORE_NORTH, STORE_SOUTH };
enum { INT8, FP16 };

struct cairn_scenario *fleet(void);

/* How a workload is served: with int8 and, where there is a fallback, fp16 when 4 wait. */
struct fleet_way {
    int pool; /* CAIRN_NONE: not at all */
    int cache, fallback;
};
/* clang-format off */
#define FLEET_TO(pool) {pool, CAIRN_NONE, CAIRN_NONE}
#define FLEET_NOT FLEET_TO(CAIRN_NONE)
/* clang-format on */

/* The placement that serves each workload so, with two devices in each pool. */
void fleet_place(struct cairn_placement *placement, const struct cairn_scenario *s,
                 const struct fleet_way ways[N_WORKLOADS]);

#endif

/*
 * town.h - small complete scenarios for tests of choosing: places with grids, devices with figures
 *
 * A town has one kind of site with a box, a region with bought GPUs and a share of a provider's,
 * a link between them, and every figure that any basis needs. town() is the plain one; a random
 * town varies what there is to choose from and how hard the promises are.
 */
#ifndef TESTS_SUPPORT_TOWN_H
#define TESTS_SUPPORT_TOWN_H

#include <stdint.h>

#include <cairn/scenario.h>

enum { TOWN_STORE, TOWN_NORTH };
enum { TOWN_BOX, TOWN_GPU, TOWN_RENTED };

/*
 * One workload, 4 requests per second, promised 1 s; up to 2 boxes of 100 ms, up to 2 GPUs of 20 ms
 * and a share of one. Windows of 40 s.
 */
struct cairn_scenario *town(void);

/* The same with nothing but its boxes, at this rate and promise. */
struct cairn_scenario *town_boxes(double rate_per_s, double p95_s);

/*
 * By seed: one or two workloads, one to three copies, variants, sizes, batching rules, a cache,
 * splits, spills, sleep, a limited queue, a share of a GPU or none, loose and tight promises. Not
 * all of them have an answer.
 */
struct cairn_scenario *town_random(uint64_t seed);

/*
 * A random town of this seed with releases, monitoring, repairs, stocks, used devices, drift and
 * rework.
 */
struct cairn_scenario *town_upkeep(uint64_t seed);

/*
 * Gives a scenario of these every price and water figure that it lacks: what is green is dear, as
 * devices at the sites are cheap and rent is high.
 */
void town_prices(struct cairn_scenario *s);

/* A grid of constant intensity of every kind. Returns its index. */
int town_grid(struct cairn_scenario *s, const char *id, double g_per_kwh);

#endif

#ifndef CAIRN_MODEL_EFFORT_H
#define CAIRN_MODEL_EFFORT_H

/*
 * What it takes to simulate a scenario, said before it begins.
 *
 * A replication simulates, in each window of the plan (plan.h), the requests of the run-in and of
 * the measured time: all copies of all workloads where they meet in one place, fewer where each
 * site keeps to itself. Caches, batches and placements do not change that number much; the length
 * of the windows, the run-in and the rates do. A slip of units in one of these asks for years of
 * simulation, so a scenario of more than CAIRN_EFFORT_MOST requests is refused unless the caller
 * wants it all the same. [EFFORT]
 */

#include "base/diag.h"
#include "model/plan.h"

/* Requests of a replication: about ten minutes of one core. */
#define CAIRN_EFFORT_MOST 3e9

/*
 * Of all points of a sweep, or all draws, that change more than factors, so that each is simulated:
 * about half an hour of one core, if each took one replication.
 */
#define CAIRN_EFFORT_MOST_ASKED 1e10

/* A second, summed over the windows: expected requests of so many copies of a workload. */
double cairn_effort_rate(const struct cairn_plan *plan, int workload, int copies);

/* Of a rate like that: in a replication, run-in and all. */
double cairn_effort_simulated(const struct cairn_plan *plan, double rate_per_s);

/* Requests that a replication simulates at most, without those of the drain. */
double cairn_effort_requests(const struct cairn_scenario *scenario);

/*
 * An error at the workload that brings the most, where there are more than CAIRN_EFFORT_MOST; and
 * at what varies or is uncertain, where all points or draws take more than CAIRN_EFFORT_MOST_ASKED.
 */
void cairn_effort_check(const struct cairn_scenario *scenario, struct cairn_diag *diag);

#endif

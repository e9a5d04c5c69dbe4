/*
 * sizing.h - the sizes and batching rules of a pool that are worth simulating under a load
 *
 * A sizing is a number of devices, a largest batch and a timeout. Left out are
 *
 *   - batches beyond the largest that was measured for every variant in the pool (nothing is known
 *     of them); where no rule is left, batches of one,
 *   - timeouts of batches of one,
 *   - sizes at which the pool is overloaded: offered work [LOAD]
 *
 *         work_h = sum over routes of rate_h x share x copies x (1 - best hit)
 *                                     x min over b <= batch_max of latency(b) / b
 *
 *     in devices, for the mean rates of each stratum h. An unlimited queue needs more devices than
 *     work in every stratum: windows do not carry a queue from hour to hour, so that an hour of
 *     overload could not be simulated rightly. A limited queue may refuse what was promised to be
 *     lost at most:
 *
 *         sum over h of hours_h x min(devices, work_h) >= (1 - loss) x sum of hours_h x work_h
 *
 *     The load of a further step is that of the workload times the share that comes so far; where a
 *     pool or a link before may lose requests it counts as none. [STEP]
 *     Of devices that follow a schedule only those count that are on, of those that fail the share
 *     of time that they are up; of a pool that scales, all. A link that loses what finds it down
 *     brings the work of the rest. Requests that may go on to a fallback count as no work, since
 *     all of them might. Windows without weight are left to simulation. Work is a lower bound; what
 *     passes may still be too slow.
 */
#ifndef CAIRN_MODEL_SIZING_H
#define CAIRN_MODEL_SIZING_H

#include <stdbool.h>

#include <cairn/placement.h>
#include <cairn/scenario.h>

#include "model/plan.h"

/* Why a load cannot be carried. */
struct cairn_overload {
    int pool;             /* CAIRN_NONE: there is no overload */
    int workload;         /* that gives it most work */
    double devices, max;  /* work of the busiest stratum, under the best rule; most devices */
    double offered_per_s; /* of that workload, in that stratum; of one copy at a site, of */
    double carried_per_s; /* all copies in a region; and what of it could be carried */
};

/* A pool and the sizings to try, in order of count, batch_max, timeout. */
struct cairn_pool_sizings {
    int pool;
    struct cairn_sizing *choices; /* owned */
    int n_choices;                /* 0: the pool is overloaded at any size */
    struct cairn_overload overload;
};

struct cairn_sizer {
    const struct cairn_scenario *scenario;
    int n_strata;
    const struct cairn_plan *plan;
    int *hours;                 /* of each stratum; owned */
    int *window;                /* that it is; owned */
    double *rate_per_s;         /* [stratum][workload], one copy; owned */
    struct cairn_sizing *rules; /* batch_max and timeout; owned */
    int n_rules;
};

void cairn_sizer_init(struct cairn_sizer *sizer, const struct cairn_scenario *scenario,
                      const struct cairn_plan *plan);
void cairn_sizer_release(struct cairn_sizer *sizer);

/*
 * The sizings of a limited pool among these routes, of which some use it; routes of other pools
 * are ignored.
 */
void cairn_sizer_pool(const struct cairn_sizer *sizer, int pool, const struct cairn_route *routes,
                      int n_routes, struct cairn_pool_sizings *sizings);

/*
 * [LOAD] Work of each stratum that surely reaches a limited pool by these routes, in devices, with
 * batches of up to batch_max.
 */
void cairn_sizer_work(const struct cairn_sizer *sizer, int pool, const struct cairn_route *routes,
                      int n_routes, int batch_max, double *work);

/* Largest measured batch of a variant on a pool's hardware; 1 where requests share devices. */
int cairn_largest_batch(const struct cairn_scenario *scenario, int pool, int variant);

/* "box carries at most 38 /s of the 64 /s of frames: 3.4 devices' worth of work, at most 2"; owned
 * by the caller (cairn_free). */
char *cairn_overload_text(const struct cairn_overload *overload,
                          const struct cairn_scenario *scenario);

#endif

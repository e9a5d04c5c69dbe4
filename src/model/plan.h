/*
 * plan.h - the sampling plan: which hours of the week are simulated, and what they stand for
 *
 * The load of a week is cut into 168 hours (UTC). Hours in which every workload of the scenario
 * has the same course of rates, in the hour itself and in its run-in, are one stratum. A
 * replication simulates one window per stratum: it starts empty, runs in over the load of the
 * preceding time, is measured for `length`, and drains: requests that arrived while it was
 * measured are followed to their end while new ones keep arriving. A window has a weight, the
 * number of hours of the week it stands for; the weights sum to 168. Weights are applied in
 * accounting: energy of an hour of the week = quantity of its window x (1 h / length). [PLAN]
 *
 * A load without shape has one stratum and one window, which may be of any length.
 *
 * Where a workload states a peak, one more window of weight 0 is simulated: the hour of greatest
 * total load with each rate multiplied by its peak. It counts for promises and for nothing else.
 *
 * The plan is a function of the scenario, never of the placement, so that every placement sees
 * the same requests.
 */
#ifndef CAIRN_MODEL_PLAN_H
#define CAIRN_MODEL_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

/*
 * Time within a window runs from 0 (start of the run-in). Rates are constant on segments; the
 * last segment goes on for ever.
 */
struct cairn_window {
    int hour;           /* representative UTC hour of week */
    int hours;          /* weight: how many hours of the week it stands for; 0 for the peak */
    bool peak;
    int n_segments;
    int64_t *segment_end_ns; /* n_segments; the last is INT64_MAX; owned by the plan */
    double *rate_per_s;      /* [workload][segment] of one copy, peaks applied; owned by the plan */
};

struct cairn_plan {
    int n_windows;
    struct cairn_window *windows;
    int64_t run_in_ns;
    int64_t length_ns;
    int64_t drain_ns;                        /* most time to follow requests after the measured time */
    int window_of_hour[CAIRN_HOURS_PER_WEEK]; /* which window stands for an hour of the week */
};

/*
 * The plan of a scenario. Where the scenario gives no window length, it is chosen so that a
 * replication has about 200,000 requests, at least a minute and at most an hour per window of a
 * shaped load; where it gives no run-in, a multiple of the slowest time constant of its devices.
 */
void cairn_plan_init(struct cairn_plan *plan, const struct cairn_scenario *scenario);
void cairn_plan_release(struct cairn_plan *plan);

#endif

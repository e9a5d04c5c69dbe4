/*
 * plan.h - the sampling plan: which hours of the year are simulated, and what they stand for
 *
 * The load of a week is cut into 168 hours (UTC), and each season has a week of its own
 * (calendar.h). Hours in which every workload of the scenario has the same course of rates, and
 * every schedule of devices that of its shares, in the measured time and in its run-in, are one
 * stratum, in whatever season they are. A
 * replication simulates one window per stratum: it starts empty, runs in over the load of the
 * preceding time, is measured for `length`, and drains: requests that arrived while it was
 * measured are followed to their end while new ones keep arriving. A window has a weight, the
 * number of hours it stands for of a week, or, where there are seasons, of 365 weeks: these are
 * seven years, and a season of d days has d of them. The weights sum to 168, or to 61,320. They are
 * applied in accounting: energy of an hour = quantity of its window x (1 h / length). [PLAN]
 *
 * A load whose rates never change has one stratum and one window, which may be of any length.
 *
 * The measured time is one of `parts` equal parts of the hour, drawn afresh for each window and
 * replication, so that over replications every moment of an hour counts alike: the requests and
 * idle devices that the hour before left behind, and the empty end of an hour. All placements of
 * a replication see the same part.
 *
 * All courses are compared by quarters of an hour.
 *
 * Where places take turns, strata are those of the 8,760 hours of a real year [YEAR] that are alike
 * in load and in which of the places is greenest, second and so on [GREENEST]; then the weights are
 * hours of that year and sum to 8,760.
 *
 * Where a workload states a peak, promises are tested in peak windows as well, each by itself: one
 * for the hour of greatest total load of all copies, and one for the hour of greatest load of each
 * site that has a workload with a peak; these are mostly one and the same hour. Where a season says
 * when the peak is, rates of that season are multiplied by it, and where that is so of all peaks,
 * the peak windows are among those above and have their weight. Otherwise they are windows of
 * weight 0 with each rate multiplied by its peak, which are simulated besides, count for promises
 * and for nothing else, and stand behind the others. [SEASON]
 *
 * The plan is a function of the scenario, never of the placement, so that every placement sees
 * the same requests. All components share it, and it is part of what names them: a change of the
 * scenario that changes the plan makes everything new, and what was simulated of components that
 * the change does not concern cannot be used again. So times that are set by rule move in steps:
 *
 *   - A workload that comes, goes or changes its rate moves the length only where the number of
 *     requests in all crosses the middle between two steps, which are a factor of two apart; a
 *     service time, a transfer or a promise moves run-in and drain only where it is the longest of
 *     the scenario and crosses a step.
 *   - These still change everything: a shape, or an offset to UTC, that cuts the week into other
 *     strata than before; where there are peaks, another hour of greatest load, so also a rate that
 *     moves it, and a first or last peak; the first load that varies and the last.
 *
 * Rules for what the scenario leaves open. They are compromises, chosen by hand; what matters is
 * that they are fixed and can be overridden in the file.
 *
 *   length   as stated; else about 200,000 requests of all copies over all windows of a
 *            replication; more, until each workload has about 100 requests per copy, but for that
 *            not beyond 2,000,000 in total: a component of one copy sees only its own requests,
 *            one where all copies meet sees them all, and both have to be affordable and worth
 *            something. Of a load that varies, the one of 1, 2, 4, 7.5, 15, 30 and 60 minutes
 *            that is nearest in ratio; of one that does not, of 1, 2, 4, 8, ... minutes, and at
 *            least the run-in (which would else be most of the work). At most what keeps the
 *            nanoseconds of all devices over all replications below 2^62, and of lines and entries
 *            of caches (counted.h). A stated length becomes
 *            the largest whole part of an hour within it, where the load varies.
 *            Where a replay is measured from its start and the load does not vary, the time that
 *            the longest of them takes.
 *   run-in   as stated; else 100 x the longest service time at the smallest batch, transfers
 *            included (at utilisation u a queue forgets its start in about service /
 *            (1 - sqrt u)^2, 90 services at 0.8), + 10 x (longest service time of a batch that
 *            the rules allow + longest batching timeout) + 3 x the longest stay in a phase of
 *            arrivals + the longest period of a cycle of theirs, at most an hour of these; +
 *            longest idle time before sleep with its wake time: devices start awake, and after
 *            that time the ones without work sleep as they would have; where a pool scales, at
 *            least its cool-down, the time in which a device starts and two looks. Then the next of
 *            10, 15, 20, 30, 40, 60, ... s; that step does not lead beyond an hour. A service time
 *            that alone breaks the p95 of its workload counts as that p95. Where a placement makes
 *            a pool so busy that its queue remembers longer (pace.h), results are flagged: the plan
 *            cannot know.
 *   drain    the longest of 5 minutes, the run-in, 10 x the longest service time and twice the
 *            largest p95 that is promised; then the next of 5, 7.5, 10, 15, 20, 30, ... minutes. A
 *            window ends as soon as its requests have; the drain is what ends an overloaded one.
 */
#ifndef CAIRN_MODEL_PLAN_H
#define CAIRN_MODEL_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

#include "model/calendar.h"
#include "model/turns.h"

/*
 * Time within a window runs from 0, the run-in before its hour (or, of a load that does not vary,
 * before the measured time). Measuring part k begins at run_in + k x length, and simulating at
 * k x length. Rates are constant on segments; the last segment goes on for ever.
 */
struct cairn_window {
    int season, hour; /* the first of its stratum: season, UTC hour of week */
    int hours;        /* weight: how many hours it stands for; 0 where it is there for promises */
    bool peak;        /* promises are tested in it by itself */
    int turn;         /* of the places that take turns (turns.h); 0 where none do */
    int n_segments;
    int64_t *segment_end_ns; /* n_segments; the last is INT64_MAX; owned by the plan */
    double *rate_per_s;      /* [workload][segment] of one copy, peaks applied; owned by the plan */
    double *on_share;        /* [schedule][segment]: of the devices; owned by the plan */
};

struct cairn_plan {
    int n_windows;
    struct cairn_window *windows; /* in order of their hours, then peaks in order of theirs */
    int64_t run_in_ns;
    int64_t length_ns;
    int parts;        /* of an hour, of which one is measured; 1 where the load does not vary */
    int64_t drain_ns; /* most time to follow requests after the measured time */
    int n_seasons;    /* at least 1: the year */
    int weeks[CAIRN_MOST_SEASONS]; /* that the plan has of each: 1, or the days of a season */
    int window_of_hour[CAIRN_MOST_SPELLS]; /* [season][hour of week] which window stands for it */
    int n_schedules;
    int *schedule_of;       /* [pool] into schedules, or CAIRN_NONE; NULL: there are none; owned */
    int *schedule_of_hours; /* [shape][place] of sends with hours, likewise; owned */
    struct cairn_turns turns;
    /* Where places take turns, of the hours of a year; else NULL; owned */
    int *window_of_year;  /* [8,760] in the place of window_of_hour, which holds some of these */
    short *spell_of_year; /* [8,760] */
};

/* The schedule of a pool, or CAIRN_NONE. */
static inline int cairn_plan_schedule(const struct cairn_plan *plan, int pool)
{
    return plan->schedule_of ? plan->schedule_of[pool] : CAIRN_NONE;
}

/* Devices of so many that are on at a share: as many as it makes, rounded up. [SCHEDULE] */
static inline int cairn_devices_on(int devices, double share)
{
    double on = devices * share - 1e-9;
    int whole = (int)on;

    return on > whole ? whole + 1 : whole;
}

/*
 * The plan of a scenario that was checked: rates are positive, offsets multiples of 15 minutes, a
 * stated length is at most an hour where the load varies.
 */
void cairn_plan_init(struct cairn_plan *plan, const struct cairn_scenario *scenario);
void cairn_plan_release(struct cairn_plan *plan);

/* All that the windows stand for: the sum of their weights. */
int cairn_plan_hours(const struct cairn_plan *plan);

/*
 * Largest share of a pool's devices that its schedule has on in what a window may measure; 1
 * without one.
 */
double cairn_plan_on_share(const struct cairn_plan *plan, int window, int pool);

/*
 * Mean of the shape of a send over its highest value, in what a window may measure: of a shape at a
 * site. [HOURS]
 */
double cairn_plan_hours_share(const struct cairn_plan *plan, const struct cairn_scenario *scenario,
                              int window, int shape, int site);

/* Mean rate of one copy of a workload over all that a window may measure, in 1/s. */
double cairn_plan_rate(const struct cairn_plan *plan, int window, int workload);

/* Requests of all workloads and copies over the horizon, without peaks. */
double cairn_plan_requests(const struct cairn_plan *plan, const struct cairn_scenario *scenario);

#endif

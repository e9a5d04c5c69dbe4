/*
 * fold.h - from the hours of years to the hours of a week, and from these to windows
 *
 * An intensity that is known by the hour is used by the hour of the week in each season, and a
 * window of the sampling plan stands for some of these. Both steps are plain means. They stand
 * here because loading a trace, accounting, and accounting for another trace in bulk must do the
 * very same arithmetic. [CARB]
 *
 * Hours of the week are UTC, hour 0 is Monday 00:00 to 01:00.
 *
 * Invariant: sums run in order of time, so that equal numbers give equal bits.
 */
#ifndef CAIRN_MODEL_FOLD_H
#define CAIRN_MODEL_FOLD_H

#include <stddef.h>

#include "model/plan.h"

/*
 * Means by hour of the week of n consecutive hours, the first of which is hour `first` of a week
 * (0 .. 167) and none of which is missing; n is a week at least. Of 8,760 hours, the 24 hours of
 * the week in which they begin stand there 53 times, the others 52.
 */
void cairn_fold_to_week(const double *hours, size_t n, int first,
                        double week[CAIRN_HOURS_PER_WEEK]);

/*
 * Mean over the hours that a window of the plan stands for, of which there is at least one, each
 * season counting by its days; for CAIRN_NONE over the year. Hours are week[season][168].
 */
double cairn_fold_to_window(const double *week, const struct cairn_plan *plan, int window);

/* The same for all windows: mean[n_windows + 1], last the year; 0 where a window has no hours. */
void cairn_fold_to_windows(const double *week, const struct cairn_plan *plan, double *mean);

/* The same of the 8,760 hours of a year as they are, for a plan of a year's hours. [GREENEST] */
void cairn_fold_year_to_windows(const double *hours, const struct cairn_plan *plan, double *mean);

#endif

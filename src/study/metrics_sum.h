/*
 * metrics_sum.h - private: sums that metrics are made of
 *
 * Over a typical week, or the weeks of seasons: each window counts as often as it stands for an
 * hour.
 */
#ifndef CAIRN_STUDY_METRICS_SUM_H
#define CAIRN_STUDY_METRICS_SUM_H

#include <math.h>

#include "study/metrics.h"

/* Index of a count of one station in one window. */
typedef int (*cairn_count_index)(const struct cairn_layout *layout, int window, int station,
                                 int count);

static inline double cairn_week_sum(const struct cairn_measurement *m, cairn_count_index index,
                                    int station, int count)
{
    double sum = 0.0;

    for (int w = 0; w < m->component->plan->n_windows; w++)
        sum += m->component->plan->windows[w].hours *
               (double)m->counts[index(m->layout, w, station, count)];
    return sum;
}

/* Measured seconds that cairn_week_sum() adds up. */
static inline double cairn_week_s(const struct cairn_measurement *m)
{
    return cairn_plan_hours(m->component->plan) * ((double)m->component->plan->length_ns / 1e9);
}

/* NaN of nothing. */
static inline double cairn_ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : NAN;
}

#endif

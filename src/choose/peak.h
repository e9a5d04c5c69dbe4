/*
 * peak.h - within what time requests are answered at peak
 *
 * A promise at peak is tested by how many requests of a peak window are late (promise.h): samples
 * keep no times of single windows. Who has to say how near a placement comes to such a promise asks
 * here, of one placement: the peak windows are simulated again, each as if the year had no other, a
 * few replications of them. So it is a time of other requests than those that were counted, near
 * enough to plan by and no evidence.
 */
#ifndef CAIRN_CHOOSE_PEAK_H
#define CAIRN_CHOOSE_PEAK_H

#include "choose/promise.h"

/* That of a result, if it is one of a time at peak. */
bool cairn_peak_is_asked(enum cairn_promise_kind kind);

/*
 * The time that 95 % of the requests of the result's workload keep in the worst peak window; NaN
 * where more than 5 % get no answer. A placement of that workload alone will do.
 */
double cairn_peak_time_s(const struct cairn_scenario *scenario, const struct cairn_plan *plan,
                         const struct cairn_placement *placement,
                         const struct cairn_promise_result *result);

#endif

/*
 * drift.h - how accuracy falls from one training to the next [DRIFT]
 *
 * The world moves on and a model does not: t after a training it is right less often,
 *
 *     a(t) = max(0, a - loss t / per)
 *
 * until the next training makes it as good as new. An interval is the time from one training to the
 * next, or the horizon where that is shorter or nothing is ever trained again. A workload promises
 * the accuracy at the end of each interval, or its mean over it; wrong answers are charged by the
 * mean [REWORK]. A route drifts if a variant of one's own takes a step of it: managed services are
 * kept up by their providers.
 *
 * A workload without <drift> has the accuracy of its route at any time.
 */
#ifndef CAIRN_MODEL_DRIFT_H
#define CAIRN_MODEL_DRIFT_H

#include <stdbool.h>

#include <cairn/placement.h>
#include <cairn/scenario.h>

/* The interval, in s. */
double cairn_drift_interval_s(const struct cairn_scenario *scenario, int workload);

/* What a workload that drifts can promise where its route has an accuracy after a training. */
double cairn_drift_promised(const struct cairn_scenario *scenario, int workload, double accuracy);

/* Its mean over the interval. */
double cairn_drift_mean(const struct cairn_scenario *scenario, int workload, double accuracy);

/*
 * The longest interval that keeps what is promised of a route with this accuracy, in s; 0 where
 * none does, HUGE_VAL where any.
 */
double cairn_drift_longest_s(const struct cairn_scenario *scenario, int workload, double accuracy);

/* Accuracy of a route, or of its fallback: after a training, as promised, on average. */
struct cairn_accuracy {
    double fresh, promised, mean;
};
struct cairn_accuracy cairn_drift_of_route(const struct cairn_scenario *scenario,
                                           const struct cairn_route *route);
struct cairn_accuracy cairn_drift_of_target(const struct cairn_scenario *scenario, int workload,
                                            int pool, int variant);

#endif

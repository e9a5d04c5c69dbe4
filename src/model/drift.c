#include "model/drift.h"

#include <math.h>

#include "model/steps.h"

static bool drifts(const struct cairn_scenario *s, int workload)
{
    const struct cairn_drift *drift = &s->workloads[workload].drift;

    return drift->origin.file && drift->loss > 0;
}

double cairn_drift_interval_s(const struct cairn_scenario *s, int workload)
{
    const struct cairn_training *training = &s->workloads[workload].training;

    return training->origin.file && training->every_s < s->time.horizon_s ? training->every_s
                                                                          : s->time.horizon_s;
}

/* [DRIFT] a - loss T / per, but not below 0 */
static double at_end(const struct cairn_scenario *s, int workload, double accuracy)
{
    const struct cairn_drift *drift = &s->workloads[workload].drift;
    double lost = drift->loss * cairn_drift_interval_s(s, workload) / drift->per_s;

    return fmax(0, accuracy - lost);
}

double cairn_drift_mean(const struct cairn_scenario *s, int workload, double accuracy)
{
    const struct cairn_drift *drift = &s->workloads[workload].drift;

    if (!drifts(s, workload))
        return accuracy;
    double end = at_end(s, workload, accuracy);
    if (end > 0)
        return (accuracy + end) / 2;
    /* a triangle that ends within the interval */
    return accuracy * accuracy * drift->per_s /
           (2 * drift->loss * cairn_drift_interval_s(s, workload));
}

double cairn_drift_promised(const struct cairn_scenario *s, int workload, double accuracy)
{
    const struct cairn_drift *drift = &s->workloads[workload].drift;

    if (!drifts(s, workload))
        return accuracy;
    return drift->promise == CAIRN_DRIFT_END ? at_end(s, workload, accuracy)
                                             : cairn_drift_mean(s, workload, accuracy);
}

double cairn_drift_longest_s(const struct cairn_scenario *s, int workload, double accuracy)
{
    const struct cairn_drift *drift = &s->workloads[workload].drift;
    double spare = accuracy - s->workloads[workload].promise.accuracy;

    if (spare < 0)
        return 0;
    if (!drifts(s, workload))
        return HUGE_VAL;
    double end_s = spare * drift->per_s / drift->loss;
    if (drift->promise == CAIRN_DRIFT_END)
        return end_s;
    /* until the accuracy itself has gone the mean falls half as fast; then as 1 / interval */
    double gone_s = accuracy * drift->per_s / drift->loss;
    double promised = s->workloads[workload].promise.accuracy;
    return 2 * end_s <= gone_s ? 2 * end_s
           : promised > 0      ? accuracy * gone_s / (2 * promised)
                               : HUGE_VAL;
}

static struct cairn_accuracy of(const struct cairn_scenario *s, int workload, bool own,
                                double accuracy)
{
    if (!own)
        return (struct cairn_accuracy){accuracy, accuracy, accuracy};
    return (struct cairn_accuracy){.fresh = accuracy,
                                   .promised = cairn_drift_promised(s, workload, accuracy),
                                   .mean = cairn_drift_mean(s, workload, accuracy)};
}

struct cairn_accuracy cairn_drift_of_route(const struct cairn_scenario *s,
                                           const struct cairn_route *route)
{
    bool own = false;

    for (int step = 1; step <= cairn_route_steps(route); step++)
        own = own || cairn_route_variant(route, step) != CAIRN_NONE;
    return of(s, route->workload, own, cairn_route_accuracy(s, route));
}

struct cairn_accuracy cairn_drift_of_target(const struct cairn_scenario *s, int workload, int pool,
                                            int variant)
{
    return of(s, workload, variant != CAIRN_NONE, cairn_target_accuracy(s, pool, variant));
}

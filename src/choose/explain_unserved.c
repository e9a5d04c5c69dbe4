#include "choose/explain_unserved.h"

#include <math.h>

#include "base/number.h"
#include "base/units.h"
#include "model/best_case.h"

enum { MOST_NAMED = 3 }; /* ways, of which there may be a hundred */

/* Of promises, in the order in which ways are held against them; the last that is there, or -1. */
static int nearest_reason(const struct cairn_routes *routes, int workload)
{
    static const enum cairn_exclusion_reason promises[] = {
        CAIRN_EXCLUDED_OFFLINE, CAIRN_EXCLUDED_RESIDENCY, CAIRN_EXCLUDED_ACCURACY,
        CAIRN_EXCLUDED_LATENCY, CAIRN_EXCLUDED_LOSS};
    int nearest = -1;

    for (size_t p = 0; p < sizeof promises / sizeof *promises; p++)
        for (int i = 0; i < routes->n_exclusions; i++)
            if (routes->exclusions[i].workload == workload &&
                routes->exclusions[i].reason == promises[p])
                nearest = (int)promises[p];
    return nearest;
}

/* What a way that was excluded reaches: accuracy, or seconds, or the share lost. */
static double reached(const struct cairn_scenario *s, const struct cairn_exclusion *exclusion)
{
    const struct cairn_pool *pool = &s->pools[exclusion->pool];

    switch (exclusion->reason) {
    case CAIRN_EXCLUDED_ACCURACY:
        return exclusion->variant != CAIRN_NONE ? s->variants[exclusion->variant].accuracy
               : pool->service != CAIRN_NONE    ? s->services[pool->service].accuracy
                                                : NAN;
    case CAIRN_EXCLUDED_LATENCY:
        return cairn_best_time_s(s, exclusion->workload, exclusion->pool, exclusion->variant);
    case CAIRN_EXCLUDED_LOSS:
        return cairn_least_lost(s, exclusion->workload, exclusion->pool, CAIRN_NONE);
    default:
        return NAN;
    }
}

/* The best of them; NaN where none is a number. */
static double best_reached(const struct cairn_scenario *s, const struct cairn_routes *routes,
                           int workload, int reason)
{
    double best = NAN;

    for (int i = 0; i < routes->n_exclusions; i++) {
        const struct cairn_exclusion *exclusion = &routes->exclusions[i];
        double value;

        if (exclusion->workload != workload || (int)exclusion->reason != reason)
            continue;
        value = reached(s, exclusion);
        best = reason == CAIRN_EXCLUDED_ACCURACY ? fmax(best, value) : fmin(best, value);
    }
    return best;
}

/* The promise, and how near the best comes to it; nothing: it was for other reasons. */
static void explain_nearest(const struct cairn_scenario *s, int workload, int reason, double best,
                            struct cairn_buffer *why)
{
    const struct cairn_promise *promise = &s->workloads[workload].promise;
    char promised[CAIRN_UNITS_SIZE], reaches[CAIRN_UNITS_SIZE];

    if (reason == CAIRN_EXCLUDED_OFFLINE) {
        cairn_buffer_puts(why, "it was promised to work offline, and nothing at its site can");
    } else if (reason == CAIRN_EXCLUDED_RESIDENCY) {
        cairn_buffer_appendf(why, "residency promised %s, and nothing that lies there can",
                             promise->residency);
    } else if (reason == CAIRN_EXCLUDED_ACCURACY) {
        cairn_buffer_appendf(why, "accuracy promised %s",
                             cairn_number_format(promise->accuracy, 4, promised));
        if (!isnan(best))
            cairn_buffer_appendf(why, ", %s at best", cairn_number_format(best, 4, reaches));
    } else if (reason == CAIRN_EXCLUDED_LATENCY) {
        cairn_buffer_appendf(why, "p95 promised %s",
                             cairn_units_format(promise->p95_s, CAIRN_TIME, promised));
        if (!isnan(best))
            cairn_buffer_appendf(why, ", %s at best",
                                 cairn_units_format(best, CAIRN_TIME, reaches));
    } else if (reason == CAIRN_EXCLUDED_LOSS) {
        cairn_buffer_appendf(why, "loss promised %s, %s at best",
                             cairn_units_format(promise->loss, CAIRN_FRACTION, promised),
                             cairn_units_format(best, CAIRN_FRACTION, reaches));
    }
}

/* Of a way: 0 if it comes nearest, 1 if it was excluded for that promise, 2 for other reasons. */
static int rank_of(const struct cairn_scenario *s, const struct cairn_exclusion *exclusion,
                   int reason, double best)
{
    if ((int)exclusion->reason != reason)
        return 2;
    return reached(s, exclusion) == best ? 0 : 1;
}

/* The first few, the nearest first, and how many more there are. */
static void list_ways(const struct cairn_scenario *s, const struct cairn_routes *routes,
                      int workload, int reason, double best, struct cairn_buffer *why)
{
    int n = 0;

    for (int rank = 0; rank <= 2; rank++)
        for (int i = 0; i < routes->n_exclusions; i++) {
            const struct cairn_exclusion *exclusion = &routes->exclusions[i];

            if (exclusion->workload != workload || rank_of(s, exclusion, reason, best) != rank)
                continue;
            if (n++ < MOST_NAMED)
                cairn_buffer_appendf(why, "%s%s: %s", n > 1 ? "; " : "",
                                     s->pools[exclusion->pool].id, exclusion->text);
        }
    if (n > MOST_NAMED)
        cairn_buffer_appendf(why, "; and %d more: cairn show pruned", n - MOST_NAMED);
}

void cairn_explain_unserved(const struct cairn_scenario *scenario,
                            const struct cairn_routes *routes, int workload,
                            struct cairn_buffer *why)
{
    int reason = nearest_reason(routes, workload);
    bool has_number = scenario->workloads[workload].n_steps == 0; /* else of the first step alone */
    double best = has_number ? best_reached(scenario, routes, workload, reason) : NAN;

    cairn_buffer_appendf(why, "nothing can serve %s: ", scenario->workloads[workload].id);
    explain_nearest(scenario, workload, reason, best, why);
    if (reason >= 0)
        cairn_buffer_puts(why, " (");
    list_ways(scenario, routes, workload, reason, best, why);
    if (reason >= 0)
        cairn_buffer_puts(why, ")");
}

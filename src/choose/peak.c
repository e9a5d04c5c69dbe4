#include "choose/peak.h"

#include <math.h>
#include <string.h>

enum { REPLICATIONS = 4 }; /* of a single window; chosen by hand */

/* The promise over all of a year that is the same at peak; the kind itself: it is not of one. */
static enum cairn_promise_kind whole_of(enum cairn_promise_kind kind)
{
    switch (kind) {
    case CAIRN_PROMISE_P95_PEAK:
        return CAIRN_PROMISE_P95;
    case CAIRN_PROMISE_TTFT_PEAK:
        return CAIRN_PROMISE_TTFT;
    case CAIRN_PROMISE_TPOT_PEAK:
        return CAIRN_PROMISE_TPOT;
    default:
        return kind;
    }
}

bool cairn_peak_is_asked(enum cairn_promise_kind kind)
{
    return whole_of(kind) != kind;
}

/* A plan of one window, which stands for every hour; it shares what `plan` owns. */
static struct cairn_plan plan_of(const struct cairn_plan *plan, struct cairn_window *window)
{
    struct cairn_plan alone = *plan;

    window->hours = 1;
    alone.n_windows = 1;
    alone.windows = window;
    memset(alone.window_of_hour, 0, sizeof alone.window_of_hour);
    alone.window_of_year = NULL;
    alone.spell_of_year = NULL;
    return alone;
}

/* The same promise over a plan of that window. */
static double time_in(const struct cairn_scenario *scenario,
                      const struct cairn_component *component, int source,
                      const struct cairn_promise_result *result)
{
    struct cairn_promise_error error = {0.05, 0.05}; /* verdicts are not asked for */
    struct cairn_promise_result results[CAIRN_N_PROMISES];
    double time_s = NAN;
    struct cairn_lab lab;
    int n;

    cairn_lab_init(&lab, scenario->time.seed, CAIRN_LAB_SEARCH);
    n = cairn_promise_test(scenario, component, source,
                           cairn_lab_sample(&lab, component, REPLICATIONS), REPLICATIONS, error,
                           results);
    for (int i = 0; i < n; i++)
        if (results[i].kind == whole_of(result->kind))
            time_s = results[i].requests > 0.0 ? results[i].p95_s : 0.0;
    cairn_lab_release(&lab);
    return time_s;
}

static double time_of_plan(const struct cairn_scenario *scenario, const struct cairn_plan *plan,
                           const struct cairn_placement *placement,
                           const struct cairn_promise_result *result)
{
    struct cairn_components components;
    double time_s = NAN;

    cairn_components_init(&components, scenario, plan, placement);
    for (int c = 0; c < components.n; c++)
        for (int s = 0; s < components.items[c].n_sources; s++)
            if (components.items[c].sources[s].scenario_workload == result->workload)
                time_s = time_in(scenario, &components.items[c], s, result);
    cairn_components_release(&components);
    return time_s;
}

double cairn_peak_time_s(const struct cairn_scenario *scenario, const struct cairn_plan *plan,
                         const struct cairn_placement *placement,
                         const struct cairn_promise_result *result)
{
    double worst_s = 0.0;

    for (int w = 0; w < plan->n_windows; w++) {
        struct cairn_window window = plan->windows[w];
        struct cairn_plan alone;
        double time_s;

        if (!window.peak)
            continue;
        alone = plan_of(plan, &window);
        time_s = time_of_plan(scenario, &alone, placement, result);
        if (!isfinite(time_s))
            return NAN;
        worst_s = fmax(worst_s, time_s);
    }
    return worst_s > 0.0 ? worst_s : NAN;
}

#include "choose/work.h"

#include <math.h>

/* Requests a second of a source, summed over the windows. */
static double rate_of(const struct cairn_component *component, int source)
{
    const struct cairn_component_source *of = &component->sources[source];
    double rate_per_s = 0.0;

    for (int w = 0; w < component->plan->n_windows; w++)
        rate_per_s += cairn_plan_rate(component->plan, w, of->scenario_workload) * of->copies;
    return rate_per_s;
}

double cairn_work_requests(const struct cairn_component *component)
{
    const struct cairn_plan *plan = component->plan;
    double seconds = (double)(plan->run_in_ns + plan->length_ns) * 1e-9;
    double requests = 0.0;

    for (int s = 0; s < component->n_sources; s++)
        requests += rate_of(component, s) * seconds;
    return requests;
}

double cairn_work_fewest(const struct cairn_component *component)
{
    double fewest = INFINITY;

    for (int s = 0; s < component->n_sources; s++)
        fewest = fmin(fewest, rate_of(component, s));
    return fewest * (double)component->plan->length_ns * 1e-9;
}

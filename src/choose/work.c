#include "choose/work.h"

#include <math.h>

#include "model/effort.h"

static double rate_of(const struct cairn_component *component, int source)
{
    const struct cairn_component_source *of = &component->sources[source];

    return cairn_effort_rate(component->plan, of->scenario_workload, of->copies);
}

double cairn_work_requests(const struct cairn_component *component)
{
    double requests = 0.0;

    for (int s = 0; s < component->n_sources; s++)
        requests += cairn_effort_simulated(component->plan, rate_of(component, s));
    return requests;
}

double cairn_work_fewest(const struct cairn_component *component)
{
    double fewest = INFINITY;

    for (int s = 0; s < component->n_sources; s++)
        fewest = fmin(fewest, rate_of(component, s));
    return fewest * (double)component->plan->length_ns * 1e-9;
}

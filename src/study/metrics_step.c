/* Figures of workloads with several steps, and their accuracy (metrics.h). [STEP] [DRIFT] */

#include <math.h>

#include "study/metrics.h"

/* Of a typical week. */
static double week_count(const struct cairn_measurement *m, int source,
                         enum cairn_source_count count)
{
    double sum = 0.0;

    for (int w = 0; w < m->component->plan->n_windows; w++)
        sum += m->component->plan->windows[w].hours *
               (double)m->counts[cairn_layout_source(m->layout, w, source, count)];
    return sum;
}

static double further_steps(const struct cairn_measurement *m, int source)
{
    double arrivals = week_count(m, source, CAIRN_ARRIVALS);

    return arrivals > 0.0 ? week_count(m, source, CAIRN_WENT_ON) / arrivals : NAN;
}

static double accuracy(const struct cairn_measurement *m, int source)
{
    const struct cairn_component_source *of = &m->component->sources[source];
    double sum = 0.0;

    for (int r = of->first_route; r < of->first_route + of->n_routes; r++)
        sum += m->component->routes[r].share * m->component->routes[r].mean_accuracy;
    return sum;
}

const struct cairn_metric cairn_accuracy_metrics[] = {
    {"accuracy", accuracy},
    {NULL, NULL},
};

const struct cairn_metric cairn_step_metrics[] = {
    {"further_steps", further_steps},
    {"accuracy", accuracy},
    {NULL, NULL},
};

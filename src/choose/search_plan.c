#include "choose/search_plan.h"

enum { SHORTER = 8, REQUESTS = 50000 };
#define ROOT_OF_2 1.4142135623730951

/* Requests of all copies that a replication of a plan measures. */
static double requests_of(const struct cairn_plan *plan, const struct cairn_scenario *scenario)
{
    double per_s = 0.0;

    for (int i = 0; i < plan->n_windows; i++)
        for (int w = 0; w < scenario->n_workloads; w++)
            per_s +=
                cairn_plan_rate(plan, i, w) * scenario->places[scenario->workloads[w].place].count;
    return per_s * (double)plan->length_ns / 1e9;
}

void cairn_search_plan_init(struct cairn_plan *plan, const struct cairn_plan *full,
                            const struct cairn_scenario *scenario)
{
    struct cairn_scenario shorter = *scenario;
    double wanted = requests_of(full, scenario) / REQUESTS;
    int by = 1;

    while (by < SHORTER && by * ROOT_OF_2 <= wanted)
        by *= 2;

    shorter.time.window_s = (double)full->length_ns / 1e9 / by;
    shorter.time.run_in_s = (double)full->run_in_ns / 1e9;
    cairn_plan_init(plan, &shorter);
}

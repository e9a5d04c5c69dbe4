#include <math.h>

#include "model/check.h"

/* What changes the rate of a workload must be able to, and must not change it to nothing. */
struct loads {
    const struct cairn_workload *workload;
    struct cairn_diag *diag;
};

static void complain(const struct loads *loads, struct cairn_origin origin, const char *problem)
{
    cairn_diag_error(loads->diag, origin.file, origin.line, "arrivals of workload \"%s\": %s",
                     loads->workload->id, problem);
}

static void check_phases(const struct loads *loads, const struct cairn_scenario *scenario)
{
    const struct cairn_arrivals *arrivals = &loads->workload->arrivals;
    const struct cairn_phase *phases = &scenario->phases[arrivals->first_phase];
    double sum = 0;

    for (int i = 0; i < arrivals->n_phases; i++)
        sum += phases[i].load;
    if (arrivals->n_phases == 1)
        complain(loads, phases->origin, "one phase, which no other follows; two are due");
    else if (arrivals->n_phases > 1 && sum <= 0)
        complain(loads, phases->origin, "no phase has a load: nothing to scale");
    if (arrivals->n_phases == 0 && arrivals->together && !arrivals->replay.recording)
        complain(loads, arrivals->origin,
                 "together changes nothing where there are no phases and no replay");
    if (isnan(arrivals->rate_per_s))
        complain(loads, arrivals->origin, "no rate; only a replay has its own");
}

static void check_cycle(const struct loads *loads)
{
    static const double shortest_part_s = 1e-6;
    const struct cairn_cycle *cycle = &loads->workload->arrivals.cycle;
    double sum = 0;

    if (!cycle->origin.file)
        return;
    for (int i = 0; i < cycle->n_loads; i++)
        sum += cycle->loads[i];
    if (cycle->n_loads < 2)
        complain(loads, cycle->origin, "a cycle of fewer than two numbers changes nothing");
    else if (sum <= 0)
        complain(loads, cycle->origin, "the cycle is all zero: nothing to scale");
    else if (cycle->period_s < shortest_part_s * cycle->n_loads)
        complain(loads, cycle->origin, "the parts of the cycle take less than 1 us");
    if (cycle->from_s >= cycle->period_s) /* false where it is absent */
        complain(loads, cycle->origin, "from of the cycle is not within its period");
}

static void check_peak(const struct loads *loads)
{
    const struct cairn_workload *workload = loads->workload;

    if (workload->peak_season != CAIRN_NONE && workload->peak == 1)
        cairn_diag_error(loads->diag, workload->origin.file, workload->origin.line,
                         "peak-in of workload \"%s\" without a peak above 1 changes nothing",
                         workload->id);
}

void cairn_check_arrivals(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    for (int i = 0; i < scenario->n_surges; i++) {
        const struct cairn_surge *surge = &scenario->surges[i];

        cairn_check_cv(diag, surge->origin, "surge", surge->id, surge->variation, surge->cv);
        if (surge->variation == CAIRN_DETERMINISTIC)
            cairn_diag_error(diag, surge->origin.file, surge->origin.line,
                             "surge \"%s\" does not vary and so changes nothing", surge->id);
    }
    for (int i = 0; i < scenario->n_workloads; i++) {
        const struct loads loads = {&scenario->workloads[i], diag};

        check_phases(&loads, scenario);
        check_cycle(&loads);
        check_peak(&loads);
    }
}

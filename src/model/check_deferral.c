#include <math.h>

#include "model/check.h"
#include "model/steps.h"

static const double hour_s = 3600;

static void check_hours(struct cairn_diag *diag, const struct cairn_workload *workload,
                        const char *what, double time_s)
{
    const struct cairn_deferral *defer = &workload->deferral;

    if (isfinite(time_s) && fmod(time_s, hour_s) != 0)
        cairn_diag_error(diag, defer->origin.file, defer->origin.line,
                         "%s of the work of \"%s\" that waits is %g h: whole hours are due", what,
                         workload->id, time_s / hour_s);
}

/* Can some step of a workload be served by a pool? */
static bool may_come_to(const struct cairn_scenario *s, int workload, int pool)
{
    bool serves = false;

    for (int step = 1; step <= 1 + s->workloads[workload].n_steps; step++)
        serves =
            serves || cairn_check_serves(s, pool, cairn_steps_model(s, workload, step), CAIRN_NONE);
    return serves && cairn_check_reaches(s, workload, pool);
}

void cairn_check_deferral(const struct cairn_scenario *s, int workload, struct cairn_diag *diag)
{
    const struct cairn_workload *w = &s->workloads[workload];
    const struct cairn_deferral *defer = &w->deferral;

    check_hours(diag, w, "slack", defer->slack_s);
    check_hours(diag, w, "length", defer->length_s);
    for (int p = 0; p < s->n_pools; p++) {
        int grid = s->places[s->pools[p].place].grid;

        if (!may_come_to(s, workload, p) || grid == CAIRN_NONE ||
            cairn_scenario_intensity(s, grid, defer->by, defer->scope) != CAIRN_NONE)
            continue;
        cairn_diag_error(diag, defer->origin.file, defer->origin.line,
                         "work of \"%s\" waits by %s %s intensity, of which grid \"%s\" of pool "
                         "\"%s\" has no data",
                         w->id, defer->by == CAIRN_AVERAGE ? "average" : "short-run",
                         defer->scope == CAIRN_DIRECT ? "direct" : "life-cycle", s->grids[grid].id,
                         s->pools[p].id);
    }
}

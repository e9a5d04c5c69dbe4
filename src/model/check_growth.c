#include <math.h>

#include "model/check.h"

static void check_course(const struct cairn_yearly *course, struct cairn_origin origin,
                         const char *what, struct cairn_diag *diag)
{
    if (isnan(course->change) == (course->n_values == 0))
        cairn_diag_error(diag, origin.file, origin.line,
                         "%s by an equal change a year, or by values of each year: say one", what);
}

static void check_demand(const struct cairn_scenario *s, int demand, struct cairn_diag *diag)
{
    const struct cairn_demand *of = &s->demands[demand];
    const char *id = s->workloads[of->workload].id;

    for (int i = 0; i < demand; i++)
        if (s->demands[i].workload == of->workload)
            cairn_check_twice(diag, of->origin, s->demands[i].origin,
                              "demand of workload \"%s\" is stated twice", id);
    if (s->workloads[of->workload].arrivals.replay.origin.file)
        cairn_diag_error(diag, of->origin.file, of->origin.line,
                         "demand of workload \"%s\" cannot change: its requests are recorded", id);
    check_course(&of->course, of->origin, "demand grows", diag);
    if (!isnan(of->saturation) && !(of->course.change > 0))
        cairn_diag_error(diag, of->origin.file, of->origin.line,
                         "a logistic course begins with a change a year above 0");
}

/* [GROWTH] */
void cairn_check_growth(const struct cairn_scenario *s, struct cairn_diag *diag)
{
    if (!s->growth.origin.file)
        return;
    for (int i = 0; i < s->n_demands; i++)
        check_demand(s, i, diag);
    for (int i = 0; i < s->n_trends; i++)
        check_course(&s->trends[i].course, s->trends[i].origin, "a trend moves", diag);
    for (int i = 0; i < s->n_gains; i++)
        check_course(&s->gains[i].course, s->gains[i].origin, "efficiency is gained", diag);
}

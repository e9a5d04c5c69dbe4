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
        if (s->demands[i].workload == of->workload) {
            cairn_check_twice(diag, of->origin, s->demands[i].origin,
                              "demand of workload \"%s\" is stated twice", id);
            break;
        }
    if (s->workloads[of->workload].arrivals.replay.origin.file)
        cairn_diag_error(diag, of->origin.file, of->origin.line,
                         "demand of workload \"%s\" cannot change: its requests are recorded", id);
    check_course(&of->course, of->origin, "demand grows", diag);
    if (!isnan(of->saturation) && !(of->course.change > 0))
        cairn_diag_error(diag, of->origin.file, of->origin.line,
                         "a logistic course begins with a change a year above 0");
}

static void check_policy(const struct cairn_scenario *s, int policy, struct cairn_diag *diag)
{
    const struct cairn_growth_policy *of = &s->policies[policy];
    int said = !isnan(of->carbon_usd_per_t) + !isnan(of->carbon_cap_g) + !isnan(of->standard);

    if (said != 1)
        cairn_diag_error(diag, of->origin.file, of->origin.line,
                         "policy \"%s\" is a carbon-price, a carbon-cap or a standard: say one",
                         of->id);
    if ((of->select != NULL) != !isnan(of->standard))
        cairn_diag_error(diag, of->origin.file, of->origin.line,
                         "policy \"%s\": a standard selects what it is for, and nothing else does",
                         of->id);
    if (of->begins <= s->growth.from || of->begins >= s->growth.from + s->growth.years)
        cairn_diag_error(diag, of->origin.file, of->origin.line,
                         "policy \"%s\" begins in %d: it has to be in %d to %d, after the first "
                         "year and not after the last",
                         of->id, of->begins, s->growth.from + 1,
                         s->growth.from + s->growth.years - 1);
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
    for (int i = 0; i < s->n_policies; i++)
        check_policy(s, i, diag);
}

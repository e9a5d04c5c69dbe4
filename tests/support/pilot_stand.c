#include "support/pilot_stand.h"

#include <check.h>
#include <string.h>

#include "base/alloc.h"
#include "support/build.h"
#include "support/town.h"

void pilot_stand_init(struct pilot_stand *t, struct cairn_scenario *s)
{
    memset(t, 0, sizeof *t);
    t->s = s;
    cairn_plan_init(&t->plan, s);
    cairn_lab_init(&t->lab, 1, CAIRN_LAB_SEARCH);
    cairn_controls_init(&t->controls, s, &t->plan, &t->lab);
    cairn_placement_from_baseline(&t->placement, s, 0);
    cairn_components_init(&t->components, s, &t->plan, &t->placement);
    cairn_pilot_init(&t->pilot, &t->controls, &t->placement, &t->components);
    t->n_wants = cairn_pilot_wants(&t->pilot, t->wants);
}

void pilot_stand_release(struct pilot_stand *t, struct cairn_control *control)
{
    for (int c = 0; control && c < t->components.n; c++)
        cairn_control_release(&control[c]);
    cairn_free(control);
    cairn_components_release(&t->components);
    cairn_placement_release(&t->placement);
    cairn_controls_release(&t->controls);
    cairn_lab_release(&t->lab);
    cairn_plan_release(&t->plan);
    build_free(t->s);
}

void pilot_stand_dismiss(struct pilot_stand *t)
{
    cairn_pilot_cancel(&t->pilot);
    pilot_stand_release(t, NULL);
}

struct cairn_scenario *pilot_town(int pool, int count, int batch)
{
    struct cairn_scenario *s = town();

    build_baseline(s, "all");
    build_send(s, 0, pool, 0, 1);
    build_size(s, pool, count, batch, batch > 1 ? 0.01 : 0);
    return s;
}

struct cairn_scenario *pilot_load(int n, const int *hours, const double *rates, double others)
{
    struct cairn_scenario *s = pilot_town(TOWN_RENTED, 1, 1);
    double of_hour[24], mean = 0;
    int h = 0;

    for (int i = 0; i < n; i++)
        for (int k = 0; k < hours[i]; k++)
            of_hour[h++] = rates[i];
    ck_assert_int_eq(h, 24);
    for (h = 0; h < 24; h++)
        mean += of_hour[h] / 24;
    for (h = 0; h < 24; h++)
        of_hour[h] /= mean;
    s->workloads[0].arrivals.rate_per_s = mean;
    s->workloads[0].arrivals.shape = build_day_shape(s, "day", of_hour);
    s->time.window_s = 60;
    s->time.run_in_s = 0;
    if (others > 0) { /* at all hours alike, of a fiftieth of the work */
        build_workload(s, "other", TOWN_STORE, 0, others);
        build_send(s, 1, TOWN_RENTED, 0, 1);
    }
    return s;
}

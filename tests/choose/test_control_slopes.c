/* What slopes follow from the runs of pilots, and what these correct. [CV] */
#include <check.h>
#include <math.h>

#include "base/alloc.h"
#include "support/build.h"
#include "support/pilot_stand.h"
#include "support/town.h"

/* Work of a run in a window: its arrivals, each at what it is worth. */
static double work_in(const struct pilot_stand *t, const struct cairn_lab_entry *entry,
                      int replication, int window)
{
    double work_s = 0;

    for (int k = 0; k < entry->sum.layout.n_sources; k++)
        work_s += t->pilot.control[0].work_s[k] *
                  (double)entry->samples[replication]
                      .counts[cairn_layout_source(&entry->sum.layout, window, k, CAIRN_ARRIVALS)];
    return work_s;
}

/* By the formula: runs are replications 0 and 1, or 0 of both loads. */
static double *slopes_of(struct pilot_stand *t, int *stride)
{
    const struct cairn_component *component = t->wants[0].component;
    const struct cairn_lab_entry *a = cairn_lab_sample(&t->lab, component, t->wants[0].n), *b = a;
    int of_b = t->n_wants == 1;
    double below = 0, *slopes;

    if (!of_b)
        b = cairn_lab_sample(&t->lab, t->wants[1].component, 1);
    *stride = a->sum.layout.stride;
    slopes = cairn_calloc((size_t)*stride, sizeof *slopes);
    for (int w = 0; w < a->sum.layout.n_windows; w++) {
        double hours = component->plan->windows[w].hours;
        double more_s = work_in(t, a, 0, w) - work_in(t, b, of_b, w);

        below += hours * hours * more_s * more_s;
        for (int j = 0; j < *stride; j++) {
            int at = w * *stride + j;

            slopes[j] += hours * hours * more_s *
                         (double)(a->samples[0].counts[at] - b->samples[of_b].counts[at]);
        }
    }
    ck_assert_double_gt(below, 0);
    for (int j = 0; j < *stride; j++)
        slopes[j] /= below;
    return slopes;
}

static void check_slopes(struct cairn_scenario *s, int n_wants)
{
    struct pilot_stand t;
    struct cairn_control *control;
    double *slopes;
    int stride, others = 0;

    pilot_stand_init(&t, s);
    ck_assert_int_eq(t.n_wants, n_wants);
    slopes = slopes_of(&t, &stride);
    control = cairn_pilot_finish(&t.pilot);
    ck_assert(control[0].works);
    for (int j = 0; j < stride; j++) {
        ck_assert_double_eq_tol(control[0].slope[j], slopes[j], 1e-9 * fabs(slopes[j]) + 1e-12);
        others += slopes[j] != 0;
    }
    ck_assert_int_gt(others, 2);
    cairn_free(slopes);
    pilot_stand_release(&t, control);
}

START_TEST(slopes_are_regressions) /* [CV] */
{
    static const int hours[12] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, halves[2] = {9, 15};
    static const double many[12] = {5, 5.5, 6, 6.5, 7, 7.5, 5.2, 5.7, 6.2, 6.7, 7.2, 7.7};
    struct cairn_scenario *s;

    check_slopes(pilot_load(12, hours, many, 0), 1);
    check_slopes(pilot_load(12, hours, many, 3), 1);
    check_slopes(pilot_load(2, halves, (const double[]){3, 6}, 0), 2);
    check_slopes(pilot_load(2, halves, (const double[]){3, 6}, 2), 2);
    s = pilot_town(TOWN_BOX, 1, 4);
    s->workloads[0].peak = 1.5; /* a window that stands for no hours */
    check_slopes(s, 2);
}
END_TEST

/*
 * Arrivals like clockwork, each of 100 ms: as many tenths of a box as there are per second are
 * busy. Above 15/16 of all boxes of all copies, over the year, nothing is corrected, unless windows
 * are many; a provider's pool has no boxes to be busy.
 */
START_TEST(pools_that_are_hardly_idle_are_left_alone) /* [CV] */
{
    static const struct {
        double by_day, by_night; /* per second and copy, 12 h each */
        int pool, boxes, copies;
        bool works;
    } cases[] = {
        {9.5, 9.5, TOWN_BOX, 1, 1, false},  {9.2, 9.2, TOWN_BOX, 1, 1, true},
        {12, 12, TOWN_BOX, 2, 1, true},     {19, 19, TOWN_BOX, 2, 1, false},
        {18.4, 18.4, TOWN_BOX, 2, 1, true}, {9.5, 9.5, TOWN_BOX, 1, 3, false},
        {9.2, 9.2, TOWN_BOX, 1, 3, true},   {9.9, 5, TOWN_BOX, 1, 1, true},
        {5, 9.9, TOWN_BOX, 1, 1, true},     {9.9, 9.2, TOWN_BOX, 1, 1, false},
        {9.2, 9.9, TOWN_BOX, 1, 1, false},  {50, 50, TOWN_RENTED, 1, 1, true},
        {48, 48, TOWN_GPU, 1, 1, false},    {46, 46, TOWN_GPU, 1, 1, true},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_scenario *s = pilot_town(cases[i].pool, cases[i].boxes, 1);
        double mean = (cases[i].by_day + cases[i].by_night) / 2, of_hour[24];
        struct cairn_control *control;
        struct pilot_stand t;

        for (int h = 0; h < 24; h++)
            of_hour[h] = (h < 12 ? cases[i].by_day : cases[i].by_night) / mean;
        s->workloads[0].arrivals.process = CAIRN_DETERMINISTIC;
        s->workloads[0].arrivals.rate_per_s = mean;
        s->workloads[0].arrivals.shape = build_day_shape(s, "day", of_hour);
        s->places[TOWN_STORE].count = cases[i].copies;
        s->time.window_s = 60;
        pilot_stand_init(&t, s);
        ck_assert_int_eq(t.n_wants, 2);
        control = cairn_pilot_finish(&t.pilot);
        ck_assert_msg(control[0].works == cases[i].works, "case %d", (int)i);
        ck_assert_int_eq(control[0].slope != NULL, cases[i].works);
        pilot_stand_release(&t, control);
    }
}
END_TEST

/* 12 windows of some 9.6 per second at one box: many windows are compared as they are. */
START_TEST(many_windows_may_be_busy) /* [CV] */
{
    static const int hours[12] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    static const double rates[12] = {9.6,  9.61, 9.62, 9.63, 9.64, 9.65,
                                     9.66, 9.67, 9.68, 9.69, 9.7,  9.71};
    struct cairn_scenario *s = pilot_load(12, hours, rates, 0);
    struct cairn_control *control;
    struct pilot_stand t;

    s->n_baselines = s->n_sends = s->n_sizes = 0;
    build_baseline(s, "all");
    build_send(s, 0, TOWN_BOX, 0, 1);
    build_size(s, TOWN_BOX, 1, 1, 0);
    pilot_stand_init(&t, s);
    ck_assert_int_eq(t.n_wants, 1);
    control = cairn_pilot_finish(&t.pilot);
    ck_assert(control[0].works);
    pilot_stand_release(&t, control);
}
END_TEST

/* Clockwork of 300, 330 ... a minute: each window has as many every time, so there is no slope. */
START_TEST(what_never_differs_has_no_slope) /* [CV] */
{
    static const int hours[12] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    static const double rates[12] = {5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10, 10.5};
    struct cairn_scenario *s = pilot_load(12, hours, rates, 0);
    struct cairn_control *control;
    struct pilot_stand t;

    s->workloads[0].arrivals.process = CAIRN_DETERMINISTIC;
    pilot_stand_init(&t, s);
    ck_assert_int_eq(t.n_wants, 1);
    control = cairn_pilot_finish(&t.pilot);
    ck_assert(!control[0].works);
    pilot_stand_release(&t, control);
}
END_TEST

/* ---- correction ---- */

/*
 * Counts less slope x surplus, slopes and expectations being made up, in windows that stand for
 * hours; without a control, just counts.
 */
START_TEST(counts_are_corrected_by_their_surplus) /* [CV] */
{
    struct cairn_scenario *s = pilot_town(TOWN_GPU, 1, 1);
    const struct cairn_component *component;
    const struct cairn_lab_entry *entry;
    struct pilot_stand t;
    int stride, n_windows, unweighted = 0;
    double *amounts, expected_s[8];
    struct cairn_control made = {.works = true, .expected_s = expected_s};

    build_workload(s, "other", TOWN_STORE, 0, 2);
    build_send(s, 1, TOWN_GPU, 0, 1);
    s->workloads[0].peak = 1.5;
    s->workloads[0].arrivals.shape =
        build_day_shape(s, "day", (const double[24]){2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0});
    pilot_stand_init(&t, s);
    component = &t.components.items[0];
    entry = cairn_lab_sample(&t.lab, component, 1);
    stride = entry->sum.layout.stride;
    n_windows = entry->sum.layout.n_windows;
    ck_assert_int_ge(n_windows, 3);
    ck_assert_int_le(n_windows, 8);
    made.work_s = (double[]){0.5, 0.25};
    made.slope = cairn_calloc((size_t)stride, sizeof *made.slope);
    amounts = cairn_calloc((size_t)(n_windows * stride), sizeof *amounts);
    for (int j = 0; j < stride; j++)
        made.slope[j] = 1 + j / 8.0;
    for (int w = 0; w < n_windows; w++)
        expected_s[w] = 3 * w + 0.125;
    for (int works = 0; works < 2; works++) {
        made.works = works;
        cairn_control_correct(&made, component, &entry->sum.layout, entry->samples[0].counts,
                              amounts);
        for (int w = 0; w < n_windows; w++) {
            const int64_t *counts = &entry->samples[0].counts[w * stride];
            double arrived[2], surplus_s;

            for (int k = 0; k < 2; k++)
                arrived[k] =
                    (double)counts[cairn_layout_source(&entry->sum.layout, 0, k, CAIRN_ARRIVALS)];
            surplus_s = 0.5 * arrived[0] + 0.25 * arrived[1] - (3 * w + 0.125);
            if (!works || t.plan.windows[w].hours == 0)
                surplus_s = 0;
            unweighted += t.plan.windows[w].hours == 0;
            for (int j = 0; j < stride; j++)
                ck_assert_double_eq_tol(amounts[w * stride + j],
                                        (double)counts[j] - (1 + j / 8.0) * surplus_s, 1e-6);
        }
    }
    ck_assert_int_gt(unweighted, 0);
    cairn_free(amounts);
    cairn_free(made.slope);
    pilot_stand_dismiss(&t);
}
END_TEST

Suite *test_control_slopes(void);

Suite *test_control_slopes(void)
{
    Suite *suite = suite_create("control_slopes");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, slopes_are_regressions);
    tcase_add_test(tests, pools_that_are_hardly_idle_are_left_alone);
    tcase_add_test(tests, many_windows_may_be_busy);
    tcase_add_test(tests, what_never_differs_has_no_slope);
    tcase_add_test(tests, counts_are_corrected_by_their_surplus);
    suite_add_tcase(suite, tests);
    return suite;
}

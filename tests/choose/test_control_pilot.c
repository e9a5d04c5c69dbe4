/* Which pilots are run, and what is known of their components before. [CV] */
#include <check.h>
#include <stdlib.h>

#include "support/build.h"
#include "support/pilot_stand.h"
#include "support/town.h"

/* ---- plans ---- */

/*
 * Pilots are as long as the search's windows or as the plan's, whole and with 7/8 or 1/2 of the
 * load; what is no plain process keeps its load.
 */
START_TEST(pilots_have_their_plans)
{
    static const double part[] = {[PILOT_SHORT] = 7.0 / 8, [PILOT_LONG] = 0.5};
    struct cairn_scenario *s = pilot_town(TOWN_GPU, 1, 1);
    struct pilot_stand t;

    s->time.window_s = 4000;
    s->time.run_in_s = 20;
    s->workloads[0].arrivals.rate_per_s = 6;
    build_workload(s, "other", TOWN_STORE, 0, 3);
    build_workload(s, "third", TOWN_STORE, 0, 4);
    s->workloads[1].arrivals.process = CAIRN_GAMMA;
    build_send(s, 1, TOWN_GPU, 0, 1);
    build_send(s, 2, TOWN_GPU, 0, 1);
    pilot_stand_init(&t, s);
    ck_assert_int_eq(t.controls.plans[PILOT_LONG][PILOT_WHOLE].length_ns, t.plan.length_ns);
    ck_assert_int_eq(t.plan.length_ns, INT64_C(4000000000000));
    ck_assert_int_eq(t.controls.plans[PILOT_SHORT][PILOT_WHOLE].length_ns, t.plan.length_ns);
    for (int length = PILOT_SHORT; length <= PILOT_LONG; length++)
        for (int load = PILOT_WHOLE; load <= PILOT_LIGHTER; load++) {
            const struct cairn_plan *plan = &t.controls.plans[length][load];
            double by = load == PILOT_LIGHTER ? part[length] : 1;

            ck_assert_int_eq(plan->length_ns, t.controls.plans[length][PILOT_WHOLE].length_ns);
            ck_assert_int_eq(plan->run_in_ns, INT64_C(20000000000));
            ck_assert_double_eq(cairn_plan_rate(plan, 0, 0), 6 * by);
            ck_assert_double_eq(cairn_plan_rate(plan, 0, 1), 3);
            ck_assert_double_eq(cairn_plan_rate(plan, 0, 2), 4 * by);
        }
    ck_assert_double_eq(s->workloads[0].arrivals.rate_per_s, 6);
    pilot_stand_dismiss(&t);
}
END_TEST

/* ---- work ---- */

/* A device's time at the best batch: of a box 250 ms over 4, of a GPU 32 ms over 4. */
START_TEST(work_is_that_of_the_best_batch)
{
    static const struct {
        int batch;
        double box_s, gpu_s;
    } cases[] = {{1, 0.1, 0.02}, {2, 0.075, 0.012}, {4, 0.0625, 0.008}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_scenario *s = town();
        struct pilot_stand t;

        build_baseline(s, "both");
        build_send(s, 0, TOWN_BOX, 0, 0.25);
        build_send(s, 0, TOWN_GPU, 0, 0.75);
        build_size(s, TOWN_BOX, 1, cases[i].batch, 0.01);
        build_size(s, TOWN_GPU, 1, cases[i].batch, 0.01);
        pilot_stand_init(&t, s);
        ck_assert_int_eq(t.pilot.n, 1);
        ck_assert_double_eq_tol(t.pilot.control[0].work_s[0],
                                0.25 * cases[i].box_s + 0.75 * cases[i].gpu_s, 1e-12);
        pilot_stand_dismiss(&t);
    }
}
END_TEST

/*
 * Three copies of two sources at one pool, 0.02 s each: 2 and 5 per second and copy by day (12 h),
 * half as many by night, for 60 s; the second one is left out where its mean is not exact. Windows
 * stand for the first hours and the others, of day and of night.
 */
START_TEST(expected_work_is_of_all_copies)
{
    for (int inexact = 0; inexact < 2; inexact++) {
        struct cairn_scenario *s = pilot_town(TOWN_GPU, 1, 1);
        struct pilot_stand t;
        double rates[24];

        for (int h = 0; h < 24; h++)
            rates[h] = h < 12 ? 4.0 / 3 : 2.0 / 3;
        s->time.window_s = 60;
        s->places[TOWN_STORE].count = 3;
        build_workload(s, "other", TOWN_STORE, 0, 5);
        build_send(s, 1, TOWN_GPU, 0, 1);
        for (int w = 0; w < 2; w++) {
            s->workloads[w].arrivals.rate_per_s = (w ? 5 : 2) * 0.75;
            s->workloads[w].arrivals.shape = build_day_shape(s, w ? "b" : "a", rates);
        }
        if (inexact)
            s->workloads[1].arrivals.process = CAIRN_GAMMA;
        pilot_stand_init(&t, s);
        ck_assert_int_eq(t.pilot.n, 1);
        ck_assert_int_eq(t.components.items[0].n_sources, 2);
        ck_assert_int_eq(t.plan.n_windows, 4);
        for (int w = 0; w < 4; w++) {
            double all = inexact ? 2 : 2 + 5, by = w < 2 ? 1 : 0.5;

            ck_assert_double_eq_tol(t.pilot.control[0].expected_s[w], 3 * all * by * 60 * 0.02,
                                    1e-9);
        }
        ck_assert_double_eq_tol(t.pilot.control[0].work_s[0], 0.02, 1e-12);
        ck_assert_double_eq_tol(t.pilot.control[0].work_s[1], inexact ? 0 : 0.02, 1e-12);
        pilot_stand_dismiss(&t);
    }
}
END_TEST

/* ---- which pilots are run ---- */

/* The wants of a pilot of one component: none, by windows, or whole and lighter of a length. */
enum wanted { NOTHING, BY_WINDOWS, BY_LOAD };

static void check_wants(const struct pilot_stand *t, enum wanted wanted, int length)
{
    ck_assert_int_eq(t->n_wants, wanted == NOTHING ? 0 : wanted == BY_WINDOWS ? 1 : 2);
    if (wanted == NOTHING)
        return;
    ck_assert_ptr_eq(t->wants[0].component, &t->pilot.components[length][PILOT_WHOLE].items[0]);
    ck_assert_int_eq(t->wants[0].n, wanted == BY_WINDOWS ? 2 : 1);
    if (wanted == BY_WINDOWS)
        return;
    ck_assert_ptr_eq(t->wants[1].component, &t->pilot.components[length][PILOT_LIGHTER].items[0]);
    ck_assert_int_eq(t->wants[1].n, 1);
}

/*
 * A search of 4,000 arrivals is enough for a short pilot, one of fewer is as long as the plan, and
 * with less than 30 there is none; of all copies, and of plain processes only.
 */
START_TEST(pilots_are_as_long_as_arrivals_ask_for)
{
    static const struct {
        double arrivals; /* in a window */
        int copies;
        enum wanted wanted;
        int length;
    } cases[] = {
        {4000, 1, BY_LOAD, PILOT_SHORT}, {3999, 1, BY_LOAD, PILOT_LONG},
        {4000, 4, BY_LOAD, PILOT_SHORT}, {3998, 4, BY_LOAD, PILOT_LONG},
        {8000, 1, BY_LOAD, PILOT_SHORT}, {30, 1, BY_LOAD, PILOT_LONG},
        {29.9, 1, NOTHING, PILOT_LONG},  {30, 4, BY_LOAD, PILOT_LONG},
        {29.9, 4, NOTHING, PILOT_LONG},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int others = 0; others < 3; others++) {
            struct cairn_scenario *s = pilot_town(TOWN_GPU, 1, 1);
            struct pilot_stand t;

            s->time.window_s = 64;
            s->places[TOWN_STORE].count = cases[i].copies;
            s->workloads[0].arrivals.rate_per_s = cases[i].arrivals / cases[i].copies / 64;
            if (others == 2) /* windows for promises alone do not count */
                s->workloads[0].peak = 1.5;
            if (others == 1) { /* nor does what is no plain process */
                build_workload(s, "other", TOWN_STORE, 0, 50);
                s->workloads[1].arrivals.process = CAIRN_GAMMA;
                build_send(s, 1, TOWN_GPU, 0, 1);
            }
            pilot_stand_init(&t, s);
            ck_assert_int_eq(t.pilot.n, 1);
            check_wants(&t, cases[i].wanted, cases[i].length);
            pilot_stand_dismiss(&t);
        }
}
END_TEST

/* A search of 8 s has 8 arrivals, too few; the plan of 64 s has enough. Others do not count. */
START_TEST(what_is_too_short_is_tried_longer)
{
    struct cairn_scenario *s = pilot_town(TOWN_GPU, 1, 1);
    struct pilot_stand t;

    s->time.window_s = 64;
    s->workloads[0].arrivals.rate_per_s = 1;
    build_workload(s, "other", TOWN_STORE, 0, 6000);
    s->workloads[1].arrivals.process = CAIRN_GAMMA;
    build_send(s, 1, TOWN_GPU, 0, 1);
    pilot_stand_init(&t, s);
    ck_assert_int_eq(t.controls.plans[PILOT_SHORT][PILOT_WHOLE].length_ns, INT64_C(8000000000));
    check_wants(&t, BY_LOAD, PILOT_LONG);
    pilot_stand_dismiss(&t);
}
END_TEST

static void renewal(struct cairn_scenario *s)
{
    s->workloads[0].arrivals.process = CAIRN_GAMMA;
}

static void one_phase(struct cairn_scenario *s)
{
    s->phases = calloc(1, sizeof *s->phases);
    ck_assert_ptr_nonnull(s->phases);
    s->n_phases = 1;
    s->phases[0] = (struct cairn_phase){.load = 1, .stay_s = 1, .weight = 1};
    s->workloads[0].arrivals.n_phases = 1;
}

static void one_load(struct cairn_scenario *s)
{
    static const double loads[] = {1};

    s->workloads[0].arrivals.cycle =
        (struct cairn_cycle){.loads = loads, .n_loads = 1, .period_s = 100, .from_s = 0};
}

/* However little an arrival process is more than a plain one, it has no control. */
START_TEST(only_plain_processes_have_pilots)
{
    static void (*const changes[])(struct cairn_scenario *) = {renewal, one_phase, one_load};

    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct cairn_scenario *s = pilot_town(TOWN_GPU, 1, 1);
        struct pilot_stand t;

        changes[i](s);
        pilot_stand_init(&t, s);
        check_wants(&t, NOTHING, PILOT_LONG);
        ck_assert_double_eq(t.pilot.control[0].work_s[0], 0);
        pilot_stand_dismiss(&t);
    }
}
END_TEST

/* Component by component: that of a renewal process has none, the other its own. */
START_TEST(each_component_has_its_pilot)
{
    for (int inexact = 0; inexact < 2; inexact++) {
        struct cairn_scenario *s = pilot_town(TOWN_BOX, 1, 1);
        struct pilot_stand t;

        build_workload(s, "other", TOWN_STORE, 0, 4);
        build_send(s, 1, TOWN_GPU, 0, 1);
        build_size(s, TOWN_GPU, 1, 1, 0);
        s->workloads[inexact].arrivals.process = CAIRN_GAMMA;
        pilot_stand_init(&t, s);
        ck_assert_int_eq(t.pilot.n, 2);
        ck_assert_int_eq(t.n_wants, 2);
        for (int i = 0; i < 2; i++) {
            ck_assert_int_eq(t.wants[i].component->sources[0].scenario_workload, !inexact);
            ck_assert_int_eq(t.wants[i].n, 1);
        }
        pilot_stand_dismiss(&t);
    }
}
END_TEST

/*
 * Kish's effective number of windows, (sum of v)^2 / sum of v^2 of the variances that they bring,
 * v = hours^2 x arrivals, worked out by hand for those of a day; from 10 on there are many.
 *     12 x 2 h, alike but for a trifle, so that each is a window: 12
 *     11 of 1 h and one of 13 h, at one rate nearly: (11 + 169)^2 / (11 + 169^2) = 1.13
 *     12 x 2 h, of which one has 100 times the rate of others: (11 + 100)^2 / (11 + 100^2) = 1.23
 *     9 of 2 h at 9 and one of 6 h at 1: 36 each, so 10 and for the trifles a trifle less
 *     10 of 2 h at 4 and one of 4 h at 1: 16 each, so 11
 * In a minute each they have 3,600, 3,600, 6,600, 4,920 and 2,460 arrivals.
 */
START_TEST(many_windows_are_a_pilot) /* [CV] */
{
    static const struct {
        int n, hours[12];
        double rates[12];
        enum wanted wanted;
        int length;
    } cases[] = {
        {12,
         {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
         {5, 5.01, 5.02, 5.03, 5.04, 5.05, 5.06, 5.07, 5.08, 5.09, 5.1, 5.11},
         BY_WINDOWS,
         PILOT_LONG},
        {12,
         {1, 1, 1, 1, 1, 1, 13, 1, 1, 1, 1, 1},
         {5, 5.01, 5.02, 5.03, 5.04, 5.05, 5.06, 5.07, 5.08, 5.09, 5.1, 5.11},
         BY_LOAD,
         PILOT_LONG},
        {12,
         {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
         {1, 1.01, 1.02, 100, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11},
         BY_LOAD,
         PILOT_SHORT},
        {10,
         {2, 2, 2, 2, 2, 2, 2, 2, 2, 6},
         {9, 9.01, 9.02, 9.03, 9.04, 9.05, 9.06, 9.07, 9.08, 1},
         BY_LOAD,
         PILOT_SHORT},
        {11,
         {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 4},
         {4, 4.01, 4.02, 4.03, 4.04, 4.05, 4.06, 4.07, 4.08, 4.09, 1},
         BY_WINDOWS,
         PILOT_LONG},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pilot_stand t;

        pilot_stand_init(&t, pilot_load(cases[i].n, cases[i].hours, cases[i].rates, 0));
        ck_assert_int_eq(t.plan.n_windows, cases[i].n);
        check_wants(&t, cases[i].wanted, cases[i].length);
        pilot_stand_dismiss(&t);
    }
}
END_TEST

/*
 * Ten are many: 9 windows of 2 h at 9 and one of 6 h at 1 have 36 each; another load tells them
 * apart.
 */
START_TEST(ten_windows_are_many)
{
    struct cairn_scenario *s = pilot_town(TOWN_GPU, 1, 1);
    double of_hour[24], of_other[24];
    struct pilot_stand t;

    for (int h = 0; h < 24; h++) {
        of_hour[h] = h < 18 ? 9 : 1;
        of_other[h] = 1 + (h < 18 ? h / 2 : 9) / 100.0;
    }
    s->time.window_s = 60;
    s->time.run_in_s = 0;
    s->workloads[0].arrivals.rate_per_s = 1;
    s->workloads[0].arrivals.shape = build_day_shape(s, "day", of_hour);
    build_workload(s, "other", TOWN_STORE, 0, 1);
    s->workloads[1].arrivals.process = CAIRN_GAMMA;
    s->workloads[1].arrivals.shape = build_day_shape(s, "other", of_other);
    build_send(s, 1, TOWN_GPU, 0, 1);
    pilot_stand_init(&t, s);
    ck_assert_int_eq(t.plan.n_windows, 10);
    check_wants(&t, BY_WINDOWS, PILOT_SHORT);
    pilot_stand_dismiss(&t);
}
END_TEST

Suite *test_control_pilot(void);

Suite *test_control_pilot(void)
{
    Suite *suite = suite_create("control_pilot");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, pilots_have_their_plans);
    tcase_add_test(tests, work_is_that_of_the_best_batch);
    tcase_add_test(tests, expected_work_is_of_all_copies);
    tcase_add_test(tests, pilots_are_as_long_as_arrivals_ask_for);
    tcase_add_test(tests, what_is_too_short_is_tried_longer);
    tcase_add_test(tests, only_plain_processes_have_pilots);
    tcase_add_test(tests, each_component_has_its_pilot);
    tcase_add_test(tests, many_windows_are_a_pilot);
    tcase_add_test(tests, ten_windows_are_many);
    suite_add_tcase(suite, tests);
    return suite;
}

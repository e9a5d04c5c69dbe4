/* [EFFORT] What a replication takes, against counts by hand, and where it is refused. */

#include <check.h>

#include "model/effort.h"
#include "support/build.h"
#include "support/town.h"

static struct cairn_scenario *boxes;
static struct cairn_diag diag;

static void setup(void)
{
    boxes = town_boxes(10, 1);
    boxes->time.window_s = 600;
    boxes->time.run_in_s = 60;
    cairn_diag_init(&diag);
}

static void teardown(void)
{
    cairn_diag_release(&diag);
    build_free(boxes);
}

static double copies(void)
{
    return boxes->places[boxes->workloads[0].place].count;
}

/* One window of constant load: rate x (run-in + length) x copies. */
START_TEST(a_constant_load)
{
    ck_assert_int_eq(boxes->n_workloads, 1);
    ck_assert_double_eq_tol(cairn_effort_requests(boxes), 10 * 660 * copies(), 1e-6);
}
END_TEST

START_TEST(what_takes_ten_minutes_passes_and_more_does_not)
{
    boxes->workloads[0].arrivals.rate_per_s = 0.999 * CAIRN_EFFORT_MOST / (660 * copies());
    cairn_effort_check(boxes, &diag);
    ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), 0);
    boxes->workloads[0].arrivals.rate_per_s *= 1.002;
    cairn_effort_check(boxes, &diag);
    ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), 1);
}
END_TEST

/* Not the rate alone: the length of what is measured, too. */
START_TEST(long_windows_are_refused)
{
    boxes->time.window_s = 1.001 * CAIRN_EFFORT_MOST / (10 * copies());
    cairn_effort_check(boxes, &diag);
    ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), 1);
}
END_TEST

/* 90,090 points of 11,000 and 100,000 requests are below 1e10. Factors alone are not simulated. */
static const struct {
    enum cairn_reach reach;
    double requests;
    int points[2];
    size_t refused; /* the second */
} sweeps[] = {
    {CAIRN_REACH_ACCOUNTING, 1e5, {1000000, 100000000}, 0},
    {CAIRN_REACH_PHYSICS, 1e5, {90080, 90100}, 1},
    {CAIRN_REACH_CHOICE, 1e5, {90080, 90100}, 1},
};

START_TEST(sweeps_of_too_many_points_are_refused)
{
    struct cairn_vary varies[2] = {{.reach = CAIRN_REACH_ACCOUNTING}, {.reach = sweeps[_i].reach}};

    boxes->workloads[0].arrivals.rate_per_s = sweeps[_i].requests / (660 * copies());
    boxes->varies = varies;
    boxes->n_varies = 2;
    for (size_t over = 0; over < 2; over++) {
        boxes->sweep.n = sweeps[_i].points[over];
        cairn_effort_check(boxes, &diag);
        ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), over * sweeps[_i].refused);
    }
    boxes->sweep.design = CAIRN_SOBOL;
    boxes->sweep.n = 64;
    cairn_effort_check(boxes, &diag);
    ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), sweeps[_i].refused);
    boxes->varies = NULL;
    boxes->n_varies = 0;
}
END_TEST

/* 300,000 draws of 3,000 and 30,000 requests are below 1e10. */
static const struct {
    enum cairn_reach reach;
    struct cairn_draws draws[2];
    size_t refused; /* the second */
} beliefs[] = {
    {CAIRN_REACH_ACCOUNTING, {{.n = 1000}, {.n = 1000000}}, 0},
    {CAIRN_REACH_PHYSICS, {{.n = 303000}, {.n = 303100}}, 1},
    {CAIRN_REACH_CHOICE, {{.n = 303000}, {.n = 303100}}, 1},
    {CAIRN_REACH_PHYSICS, {{.n = 1000, .sobol = 100600}, {.n = 1000, .sobol = 100700}}, 1},
    {CAIRN_REACH_PHYSICS, {{.n = 1000, .morris = 151000}, {.n = 1000, .morris = 151100}}, 1},
};

START_TEST(too_many_draws_are_refused)
{
    struct cairn_uncertain uncertains[2] = {{.reach = CAIRN_REACH_ACCOUNTING},
                                            {.reach = beliefs[_i].reach}};

    boxes->workloads[0].arrivals.rate_per_s = 3e4 / (660 * copies());
    boxes->uncertains = uncertains;
    boxes->n_uncertains = 2;
    for (size_t over = 0; over < 2; over++) {
        boxes->draws = beliefs[_i].draws[over];
        cairn_effort_check(boxes, &diag);
        ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), over * beliefs[_i].refused);
    }
    boxes->uncertains = NULL;
    boxes->n_uncertains = 0;
}
END_TEST

Suite *test_effort(void)
{
    Suite *suite = suite_create("effort");
    TCase *tcase = tcase_create("effort");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_constant_load);
    tcase_add_test(tcase, what_takes_ten_minutes_passes_and_more_does_not);
    tcase_add_test(tcase, long_windows_are_refused);
    tcase_add_loop_test(tcase, sweeps_of_too_many_points_are_refused, 0,
                        sizeof sweeps / sizeof *sweeps);
    tcase_add_loop_test(tcase, too_many_draws_are_refused, 0, sizeof beliefs / sizeof *beliefs);
    suite_add_tcase(suite, tcase);
    return suite;
}

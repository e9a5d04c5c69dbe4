/* Estimates of figures over replications, of which some may have none. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "study/metrics.h"
#include "support/build.h"
#include "support/hand_trial.h"
#include "support/town.h"

static struct hand_trial hand;

static struct cairn_estimate estimate(const char *name)
{
    const struct cairn_metric *metric = cairn_workload_metrics;
    int source, component = hand_trial_component(&hand, 0, &source);

    while (strcmp(metric->name, name) != 0)
        metric++;
    return cairn_metric_estimate(metric, &hand.trial, component, source, hand.n);
}

/* Of the replications: requests, of which half are late, and how long the answered took. */
static void replication(int r, int64_t arrivals, double time_s)
{
    hand_trial_set(&hand, 0, r, CAIRN_ARRIVALS, arrivals);
    hand_trial_set(&hand, 0, r, CAIRN_LATE, arrivals / 2);
    hand_trial_times(&hand, 0, r)->sojourn =
        (struct cairn_time_summary){time_s, time_s, time_s, time_s};
}

/* Two of four have times, 1 s and 3 s: 2 s, give or take Student's 12.706 x sqrt 2 / sqrt 2. */
START_TEST(means_are_over_replications_that_have_some) /* [CI] */
{
    replication(0, 0, NAN);
    replication(1, 10, 1);
    replication(2, 0, NAN);
    replication(3, 30, 3);
    ck_assert_double_eq_tol(estimate("sojourn_mean_s").mean, 2, 1e-12);
    ck_assert_double_eq_tol(estimate("sojourn_p95_s").mean, 2, 1e-12);
    ck_assert_double_eq_tol(estimate("sojourn_mean_s").half_width, 12.7062047361747, 1e-9);
    ck_assert_double_eq_tol(estimate("late_share").mean, 0.5, 1e-12);
    ck_assert_double_eq_tol(estimate("late_share").half_width, 0, 1e-12);
}
END_TEST

START_TEST(one_replication_has_no_interval) /* [CI] */
{
    for (int r = 0; r < 4; r++)
        replication(r, r == 2 ? 10 : 0, r == 2 ? 5 : NAN);
    ck_assert_double_eq(estimate("sojourn_p50_s").mean, 5);
    ck_assert(estimate("sojourn_p50_s").half_width == HUGE_VAL);
}
END_TEST

START_TEST(where_none_has_any_there_is_no_figure) /* [CI] */
{
    for (int r = 0; r < 4; r++)
        replication(r, 0, NAN);
    ck_assert(isnan(estimate("sojourn_mean_s").mean));
    ck_assert(isnan(estimate("late_share").mean));
    ck_assert(estimate("arrivals_per_s").mean == 0);
}
END_TEST

static void setup(void)
{
    struct cairn_scenario *s = town();

    build_baseline(s, "today");
    build_send(s, 0, TOWN_BOX, 0, 1);
    hand_trial_init(&hand, s, 4);
}

static void teardown(void)
{
    hand_trial_release(&hand);
}

Suite *test_metrics(void);
Suite *test_metrics(void)
{
    Suite *suite = suite_create("metrics");
    TCase *tests = tcase_create("metrics");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, means_are_over_replications_that_have_some);
    tcase_add_test(tests, one_replication_has_no_interval);
    tcase_add_test(tests, where_none_has_any_there_is_no_figure);
    suite_add_tcase(suite, tests);
    return suite;
}

#include <check.h>
#include <math.h>

#include "model/drift.h"
#include "support/build.h"

#define DAY 86400.0

/* Accuracy 0.9 loses 0.06 in 90 days; the horizon is 5 years. */
static struct cairn_scenario *drifting(void)
{
    struct cairn_scenario *s = build_scenario();

    build_site(s, "store", 1);
    build_hardware(s, "box");
    int model = build_model(s, "net");
    build_variant(s, "base", 0.9);
    build_workload(s, "frames", 0, model, 1);
    s->workloads[0].drift =
        (struct cairn_drift){.origin.file = "test.xml", .loss = 0.06, .per_s = 90 * DAY};
    s->workloads[0].training.origin.file = "test.xml";
    s->workloads[0].training.every_s = 180 * DAY;
    s->workloads[0].promise.accuracy = 0.8;
    return s;
}

static void near(double actual, double expected)
{
    ck_assert_msg(fabs(actual - expected) <= 1e-12 * fabs(expected), "%.17g, not %.17g", actual,
                  expected);
}

/* [DRIFT] 0.12 in 180 days: 0.78 at the end, 0.84 on average; hand arithmetic. */
START_TEST(accuracy_falls_in_a_line)
{
    struct cairn_scenario *s = drifting();

    near(cairn_drift_interval_s(s, 0), 180 * DAY);
    near(cairn_drift_promised(s, 0, 0.9), 0.78);
    near(cairn_drift_mean(s, 0, 0.9), 0.84);
    /* 0.1 may be lost until 0.8: 150 days; of the mean, twice as long */
    near(cairn_drift_longest_s(s, 0, 0.9), 150 * DAY);
    ck_assert_double_eq(cairn_drift_longest_s(s, 0, 0.79), 0);
    s->workloads[0].drift.promise = CAIRN_DRIFT_MEAN;
    near(cairn_drift_promised(s, 0, 0.9), 0.84);
    near(cairn_drift_longest_s(s, 0, 0.9), 300 * DAY);
    build_free(s);
}
END_TEST

/* The interval that would keep a promise keeps it, and a longer one does not. */
START_TEST(the_longest_interval_is_the_longest)
{
    static const double promised[] = {0.05, 0.3, 0.44, 0.46, 0.7, 0.89};
    struct cairn_scenario *s = drifting();

    s->workloads[0].promise.accuracy = promised[_i / 2];
    s->workloads[0].drift.promise = _i % 2 ? CAIRN_DRIFT_MEAN : CAIRN_DRIFT_END;
    s->time.horizon_s = 1e12;
    double longest_s = cairn_drift_longest_s(s, 0, 0.9);
    s->workloads[0].training.every_s = longest_s * (1 - 1e-9);
    ck_assert_double_ge(cairn_drift_promised(s, 0, 0.9), promised[_i / 2]);
    s->workloads[0].training.every_s = longest_s * (1 + 1e-9);
    ck_assert_double_lt(cairn_drift_promised(s, 0, 0.9), promised[_i / 2]);
    build_free(s);
}
END_TEST

/* Without training it falls over the whole horizon; 0.9 has gone after 1,350 days of 1,825: the
 * mean is that of a triangle, 0.45 x 1350 / 1825. */
START_TEST(nothing_is_below_none)
{
    struct cairn_scenario *s = drifting();

    s->workloads[0].training.origin.file = NULL;
    near(cairn_drift_interval_s(s, 0), 1825 * DAY);
    ck_assert_double_eq(cairn_drift_promised(s, 0, 0.9), 0);
    near(cairn_drift_mean(s, 0, 0.9), 0.45 * 1350 / 1825);
    build_free(s);
}
END_TEST

START_TEST(providers_keep_their_models_up)
{
    struct cairn_scenario *s = drifting();

    build_region(s, "north");
    int api = build_api(s, "vision", 1, build_service(s, "vision", 0, 0.1));
    s->services[0].accuracy = 0.9;
    near(cairn_drift_of_target(s, 0, api, CAIRN_NONE).promised, 0.9);
    near(cairn_drift_of_target(s, 0, api, 0).promised, 0.78);
    s->workloads[0].drift.origin.file = NULL;
    near(cairn_drift_of_target(s, 0, api, 0).promised, 0.9);
    build_free(s);
}
END_TEST

Suite *test_drift(void);

Suite *test_drift(void)
{
    Suite *suite = suite_create("drift");
    TCase *all = tcase_create("all");

    tcase_add_test(all, accuracy_falls_in_a_line);
    tcase_add_loop_test(all, the_longest_interval_is_the_longest, 0, 12);
    tcase_add_test(all, nothing_is_below_none);
    tcase_add_test(all, providers_keep_their_models_up);
    suite_add_tcase(suite, all);
    return suite;
}

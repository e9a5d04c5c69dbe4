#include <check.h>
#include <math.h>
#include <stdbool.h>

#include "model/profile.h"

/* A scenario of one profile with these points. */
static struct cairn_scenario scenario_of(struct cairn_profile *profile, struct cairn_point *points,
                                         int n)
{
    *profile = (struct cairn_profile){.n_points = n};
    return (struct cairn_scenario){
        .profiles = profile, .n_profiles = 1, .points = points, .n_points = n};
}

#define POWER(b, s, w)                                                  \
    {                                                                   \
        .batch = (b), .latency_s = (s), .power_w = (w), .energy_j = NAN \
    }
#define ENERGY(b, s, j)                                                 \
    {                                                                   \
        .batch = (b), .latency_s = (s), .power_w = NAN, .energy_j = (j) \
    }

START_TEST(measured_points_are_returned_as_they_are)
{
    struct cairn_point points[] = {POWER(1, 0.010, 20), POWER(4, 0.019, 30), POWER(16, 0.055, 36),
                                   POWER(32, 0.103, 40)};
    struct cairn_profile profile;
    struct cairn_scenario s = scenario_of(&profile, points, 4);
    for (int i = 0; i < 4; i++) {
        bool outside = true;
        ck_assert_double_eq_tol(cairn_profile_latency_s(&s, 0, points[i].batch, &outside),
                                points[i].latency_s, 1e-15);
        ck_assert(!outside);
        ck_assert_double_eq_tol(cairn_profile_power_w(&s, 0, points[i].batch, &outside),
                                points[i].power_w, 1e-12);
        ck_assert(!outside);
    }
}
END_TEST

/* Steffen's method reproduces a straight line, and its slopes (eq. 11 of the paper) are bounded. */
START_TEST(between_points_latency_is_monotone_and_power_saturates)
{
    struct cairn_point points[] = {POWER(1, 0.010, 20), POWER(2, 0.011, 39), POWER(8, 0.040, 40),
                                   POWER(9, 0.041, 40)};
    struct cairn_profile profile;
    struct cairn_scenario s = scenario_of(&profile, points, 4);
    for (int b = 2; b <= 9; b++) {
        ck_assert_double_ge(cairn_profile_latency_s(&s, 0, b, NULL),
                            cairn_profile_latency_s(&s, 0, b - 1, NULL));
        ck_assert_double_le(cairn_profile_power_w(&s, 0, b, NULL), 40.0 + 1e-12);
    }
    struct cairn_point line[] = {POWER(1, 0.005, 9), POWER(3, 0.009, 9), POWER(7, 0.017, 9)};
    s = scenario_of(&profile, line, 3);
    /* t0 = 3 ms, t1 = 2 ms: hand arithmetic */
    ck_assert_double_eq_tol(cairn_profile_latency_s(&s, 0, 2, NULL), 0.007, 1e-15);
    ck_assert_double_eq_tol(cairn_profile_latency_s(&s, 0, 5, NULL), 0.013, 1e-15);
}
END_TEST

/*
 * Points (1, 0), (2, 1), (4, 2), by hand: slopes between them s1 = 1 and s2 = 1/2; Steffen's slope
 * at the middle point min(2 s1, 2 s2, (s1 2 + s2 1) / 3) = 5/6; at the end that of the last
 * interval, 1/2. On [2, 4] with h = 2: a = (5/6 + 1/2 - 2 s2) / h^2 = 1/12, b = (3 s2 - 5/3 - 1/2)
 * / h = -1/3, y(3) = 1 + 5/6 - 1/3 + 1/12 = 19/12.
 */
/* [INTERP] */
START_TEST(interpolation_is_steffens)
{
    struct cairn_point points[] = {POWER(1, 1, 0), POWER(2, 1, 1), POWER(4, 1, 2)};
    struct cairn_profile profile;
    struct cairn_scenario s = scenario_of(&profile, points, 3);
    ck_assert_double_eq_tol(cairn_profile_power_w(&s, 0, 3, NULL), 19.0 / 12, 1e-12);
}
END_TEST

/* [PROFILE] */
START_TEST(outside_several_points_the_line_goes_on_and_is_flagged)
{
    struct cairn_point points[] = {POWER(2, 0.020, 30), POWER(4, 0.028, 40), POWER(8, 0.040, 44)};
    struct cairn_profile profile;
    struct cairn_scenario s = scenario_of(&profile, points, 3);
    bool outside = false;
    /* slope of the last two: 12 ms / 4; 40 ms + 8 x 3 ms */
    ck_assert_double_eq_tol(cairn_profile_latency_s(&s, 0, 16, &outside), 0.064, 1e-15);
    ck_assert(outside);
    /* slope of the first two: 8 ms / 2; 20 ms - 4 ms */
    ck_assert_double_eq_tol(cairn_profile_latency_s(&s, 0, 1, &outside), 0.016, 1e-15);
    ck_assert(outside);
    ck_assert_double_eq(cairn_profile_power_w(&s, 0, 16, &outside), 44);
    ck_assert(outside);
    ck_assert_double_eq(cairn_profile_power_w(&s, 0, 1, &outside), 30);
}
END_TEST

START_TEST(extrapolation_never_goes_below_the_best_measured)
{
    struct cairn_profile profile;
    /* Latency falls with the batch, as noise makes it: held, not continued below 0. */
    struct cairn_point falls[] = {POWER(1, 0.020, 5), POWER(2, 0.019, 5)};
    struct cairn_scenario s = scenario_of(&profile, falls, 2);
    ck_assert_double_eq(cairn_profile_latency_s(&s, 0, 64, NULL), 0.019);
    /* More than proportional: the line would give 20 ms - 3 x 10 ms < 0 for one request. */
    struct cairn_point steep[] = {POWER(4, 0.020, 5), POWER(8, 0.060, 5)};
    s = scenario_of(&profile, steep, 2);
    ck_assert_double_eq_tol(cairn_profile_latency_s(&s, 0, 1, NULL), 0.005, 1e-15);
}
END_TEST

START_TEST(one_point_gains_nothing_from_batching)
{
    struct cairn_point points[] = {POWER(4, 0.020, 30)};
    struct cairn_profile profile;
    struct cairn_scenario s = scenario_of(&profile, points, 1);
    bool outside = false;
    ck_assert_double_eq_tol(cairn_profile_latency_s(&s, 0, 16, &outside), 0.080, 1e-15);
    ck_assert(outside);
    ck_assert_double_eq(cairn_profile_latency_s(&s, 0, 1, &outside), 0.020);
    ck_assert(outside);
    ck_assert_double_eq(cairn_profile_power_w(&s, 0, 1, NULL), 30);
}
END_TEST

/* 3 ms + 4 x 2 ms; (4 x 0.1 J + 0.26 J) / 11 ms = 60 W; beyond 8 the law goes on and is flagged. */
START_TEST(a_law_is_used_as_it_stands)
{
    struct cairn_profile profile;
    struct cairn_scenario s = scenario_of(&profile, NULL, 0);
    bool outside = true;

    profile.law = (struct cairn_law){.origin.file = "law.xml",
                                     .latency_s = 0.003,
                                     .latency_per_request_s = 0.002,
                                     .energy_j = 0.1,
                                     .energy_per_batch_j = 0.26,
                                     .batch_max = 8};
    ck_assert_double_eq_tol(cairn_profile_latency_s(&s, 0, 4, &outside), 0.011, 1e-15);
    ck_assert(!outside);
    ck_assert_double_eq_tol(cairn_profile_power_w(&s, 0, 4, &outside), 60, 1e-12);
    ck_assert(!outside);
    ck_assert_double_eq_tol(cairn_profile_latency_s(&s, 0, 16, &outside), 0.035, 1e-15);
    ck_assert(outside);
    ck_assert_int_eq(cairn_profile_largest(&s, 0), 8);
}
END_TEST

/*
 * Points of t = 3 ms + 2 ms b and E = 0.26 J + 0.1 J b, lines in b: between them 0.66 J / 11 ms at
 * 4 and 1.86 J / 35 ms at 16. Where energy bends, power stays within that of the points on either
 * side: 10 W between two of 10 W, whatever the curve does.
 */
/* [PROFILE] */
START_TEST(a_law_is_found_between_points)
{
    struct cairn_point points[] = {ENERGY(1, 0.005, 0.36), ENERGY(2, 0.007, 0.23),
                                   ENERGY(8, 0.019, 0.1325), ENERGY(32, 0.067, 0.108125)};
    struct cairn_point bent[] = {POWER(1, 0.001, 10), POWER(3, 0.003, 10), POWER(4, 0.004, 40)};
    struct cairn_profile profile;
    struct cairn_scenario s = scenario_of(&profile, points, 4);

    ck_assert_double_eq_tol(cairn_profile_power_w(&s, 0, 4, NULL), 60, 1e-9);
    ck_assert_double_eq_tol(cairn_profile_power_w(&s, 0, 16, NULL), 1.86 / 0.035, 1e-9);
    ck_assert_double_eq(cairn_profile_power_w(&s, 0, 8, NULL), 8 * 0.1325 / 0.019);
    s = scenario_of(&profile, bent, 3);
    ck_assert_double_eq(cairn_profile_power_w(&s, 0, 2, NULL), 10);
}
END_TEST

/* 21.9 mJ per request in 1.479 ms is 14.8 W: J / s by hand. */
START_TEST(energy_per_request_becomes_power)
{
    struct cairn_point points[] = {ENERGY(1, 0.001479, 0.0219), ENERGY(4, 0.004, 0.010)};
    struct cairn_profile profile;
    struct cairn_scenario s = scenario_of(&profile, points, 2);
    ck_assert_double_eq_tol(cairn_profile_power_w(&s, 0, 1, NULL), 0.0219 / 0.001479, 1e-12);
    /* 4 x 10 mJ / 4 ms */
    ck_assert_double_eq_tol(cairn_profile_power_w(&s, 0, 4, NULL), 10.0, 1e-12);
}
END_TEST

Suite *test_profile(void);
Suite *test_profile(void)
{
    Suite *suite = suite_create("profile");
    TCase *tc = tcase_create("profile");
    tcase_add_test(tc, measured_points_are_returned_as_they_are);
    tcase_add_test(tc, between_points_latency_is_monotone_and_power_saturates);
    tcase_add_test(tc, interpolation_is_steffens);
    tcase_add_test(tc, outside_several_points_the_line_goes_on_and_is_flagged);
    tcase_add_test(tc, extrapolation_never_goes_below_the_best_measured);
    tcase_add_test(tc, one_point_gains_nothing_from_batching);
    tcase_add_test(tc, energy_per_request_becomes_power);
    tcase_add_test(tc, a_law_is_used_as_it_stands);
    tcase_add_test(tc, a_law_is_found_between_points);
    suite_add_tcase(suite, tc);
    return suite;
}

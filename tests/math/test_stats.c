#include <check.h>
#include <math.h>

#include "math/rng.h"
#include "math/stats.h"

static const double x[] = {2, 4, 4, 4, 5, 5, 7, 9}; /* mean 5, squares about it 32 */

START_TEST(mean_and_variance)
{
    static const double shifted[] = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};

    ck_assert(cairn_stats_mean(x, 8) == 5);
    ck_assert_double_eq_tol(cairn_stats_variance(x, 8), 32.0 / 7, 1e-14);
    ck_assert(cairn_stats_variance(x, 1) == 0);
    ck_assert(cairn_stats_variance(shifted, 4) == 30); /* where sums of squares lose all digits */
}
END_TEST

START_TEST(what_is_no_number_is_left_out)
{
    double some[] = {NAN, 3, 1, NAN, INFINITY, 2}, none[] = {NAN, NAN};

    ck_assert_uint_eq(cairn_stats_numbers(some, 6), 4);
    ck_assert(some[0] == 3 && some[1] == 1 && isinf(some[2]) && some[3] == 2);
    ck_assert_uint_eq(cairn_stats_numbers(none, 2), 0);
}
END_TEST

/* Published tables: t(0.975; 7) = 2.3646, t(0.975; 1) = 12.7062, z(0.975) = 1.959964. */
START_TEST(half_widths) /* [CI] */
{
    static const double y[] = {1, 3, 3, 3, 4, 4, 6, 9};
    double difference = 0;

    ck_assert_double_eq_tol(cairn_stats_half_width(x, 8, 0.95),
                            2.364624251592785 * sqrt(32.0 / 7 / 8), 1e-9);
    ck_assert(cairn_stats_half_width(x, 1, 0.95) == HUGE_VAL);
    ck_assert_double_eq_tol(cairn_stats_t_quantile(0.975, 1), 12.706204736174698, 1e-9);
    ck_assert_double_eq_tol(cairn_stats_normal_quantile(0.975), 1.959963984540054, 1e-12);
    /* seven differences of 1 and one of 0: mean 7/8, variance 1/8 */
    ck_assert_double_eq_tol(cairn_stats_paired(x, y, 8, 0.95, &difference), 2.364624251592785 / 8,
                            1e-9);
    ck_assert_double_eq_tol(difference, 0.875, 1e-15);
}
END_TEST

/* A 90 % interval covers the mean in 90 % of 4000 normal samples of five: within 4.9 sigma (1e-6),
 * which is 0.023. */
START_TEST(intervals_cover)
{
    struct cairn_rng rng = cairn_rng_from_bits(9);
    int covered = 0;

    for (int i = 0; i < 4000; i++) {
        double sample[5];

        for (int j = 0; j < 5; j++)
            sample[j] = cairn_rng_normal(&rng);
        covered += fabs(cairn_stats_mean(sample, 5)) <= cairn_stats_half_width(sample, 5, 0.9);
    }
    ck_assert_double_lt(fabs(covered / 4000.0 - 0.9), 0.0233);
}
END_TEST

/*
 * The least m with t(m - 1) / sqrt(m) <= target / half-width x t(n - 1) / sqrt(n), found by trying
 * one after the other; half of the way to it, rounded up.
 */
START_TEST(half_of_what_is_missing)
{
    static const size_t from[] = {2, 3, 5, 12, 40};
    static const double narrower[] = {0.999, 0.9, 0.5, 0.1, 0.01};
    enum { MOST = 50000 };

    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 5; j++) {
            size_t n = from[i], m = n + 1;
            double scale = cairn_stats_t_quantile(0.975, (double)n - 1) / sqrt((double)n);
            size_t half;

            while (m < MOST && cairn_stats_t_quantile(0.975, (double)m - 1) / sqrt((double)m) >
                                   narrower[j] * scale)
                m++;
            half = (m - n + 1) / 2;
            ck_assert_uint_eq(cairn_stats_more(3.0, n, 0.95, 3.0 * narrower[j], MOST),
                              half < n ? half : n);
        }
    ck_assert_uint_eq(cairn_stats_more(1, 12, 0.95, 0.0, 13), 1); /* never past the most */
    ck_assert_uint_eq(cairn_stats_more(1, 12, 0.95, 0.0, 16), 2);
    ck_assert_uint_eq(cairn_stats_more(1, 12, 0.95, 0.0, 1000000), 12);
    ck_assert_uint_eq(cairn_stats_more(HUGE_VAL, 12, 0.95, 1.0, 1000000), 12);
}
END_TEST

Suite *test_stats(void);
Suite *test_stats(void)
{
    Suite *suite = suite_create("stats");
    TCase *tcase = tcase_create("stats");

    tcase_add_test(tcase, mean_and_variance);
    tcase_add_test(tcase, what_is_no_number_is_left_out);
    tcase_add_test(tcase, half_widths);
    tcase_add_test(tcase, intervals_cover);
    tcase_add_test(tcase, half_of_what_is_missing);
    suite_add_tcase(suite, tcase);
    return suite;
}

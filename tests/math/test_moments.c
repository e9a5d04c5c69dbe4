#include <check.h>

#include "math/moments.h"
#include "math/rng.h"
#include "math/stats.h"

START_TEST(small_numbers_by_hand)
{
    struct cairn_moments moments = {0};

    ck_assert(cairn_moments_mean_s(&moments) == 0);
    ck_assert(cairn_moments_variance_s2(&moments) == 0);
    cairn_moments_add(&moments, 2000000000);
    ck_assert(cairn_moments_mean_s(&moments) == 2);
    ck_assert(cairn_moments_variance_s2(&moments) == 0);
    cairn_moments_add(&moments, 5000000000);
    ck_assert(cairn_moments_mean_s(&moments) == 3.5);
    ck_assert(cairn_moments_variance_s2(&moments) == 4.5);
}
END_TEST

/* Variance 1 ns^2 about a mean of 52 days: a sum of squares in doubles would have no digit left. */
START_TEST(nothing_cancels)
{
    struct cairn_moments moments = {0};
    const int64_t far = INT64_C(1) << 52;

    for (int i = 0; i < 1000; i++) {
        cairn_moments_add(&moments, far - 1);
        cairn_moments_add(&moments, far + 1);
    }
    ck_assert_double_eq_tol(cairn_moments_variance_s2(&moments) * 1e18, 2000.0 / 1999, 1e-12);
    ck_assert(cairn_moments_mean_s(&moments) == (double)far / 1e9);
}
END_TEST

START_TEST(as_floating_statistics_and_in_any_order)
{
    enum { N = 1000 };
    struct cairn_rng rng = cairn_rng_from_bits(2);
    struct cairn_moments whole = {0}, a = {0}, b = {0}, merged = {0};
    double x[N];

    for (int i = 0; i < N; i++) {
        int64_t ns = (int64_t)cairn_rng_below(&rng, 2000000000) - 500000000;

        x[i] = (double)ns / 1e9;
        cairn_moments_add(&whole, ns);
        cairn_moments_add(i % 3 ? &a : &b, ns);
    }
    cairn_moments_merge(&merged, &b, 1);
    cairn_moments_merge(&merged, &a, 1);
    ck_assert_mem_eq(&merged, &whole, sizeof whole);
    ck_assert_double_eq_tol(cairn_moments_mean_s(&whole), cairn_stats_mean(x, N), 1e-14);
    ck_assert_double_eq_tol(cairn_moments_variance_s2(&whole), cairn_stats_variance(x, N), 1e-14);
}
END_TEST

START_TEST(a_weight_is_repetition)
{
    struct cairn_moments once = {0}, weighted = {0}, repeated = {0};

    for (int64_t ns = -5; ns < 20; ns += 3) {
        cairn_moments_add(&once, ns);
        for (int i = 0; i < 7; i++)
            cairn_moments_add(&repeated, ns);
    }
    cairn_moments_merge(&weighted, &once, 7);
    ck_assert_mem_eq(&weighted, &repeated, sizeof weighted);
}
END_TEST

Suite *test_moments(void);
Suite *test_moments(void)
{
    Suite *suite = suite_create("moments");
    TCase *tcase = tcase_create("moments");

    tcase_add_test(tcase, small_numbers_by_hand);
    tcase_add_test(tcase, nothing_cancels);
    tcase_add_test(tcase, as_floating_statistics_and_in_any_order);
    tcase_add_test(tcase, a_weight_is_repetition);
    suite_add_tcase(suite, tcase);
    return suite;
}

#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "math/histogram.h"
#include "math/rng.h"

/* The bins tile 0 .. 2^63-1, each found by its first and last value, none too wide. [HIST] */
START_TEST(bins_tile_the_clock)
{
    uint64_t next = 0;

    for (unsigned bin = 0; bin < CAIRN_HISTOGRAM_BINS; bin++) {
        int64_t low = cairn_histogram_low_ns(bin);
        int64_t width = cairn_histogram_width_ns(bin);

        ck_assert_uint_eq((uint64_t)low, next);
        ck_assert_uint_eq(cairn_histogram_index(low), bin);
        ck_assert_uint_eq(cairn_histogram_index(low + (width - 1)), bin);
        ck_assert(low < 256 ? width == 1 : width <= low / 128);
        next = (uint64_t)low + (uint64_t)width;
    }
    ck_assert_uint_eq(next, UINT64_C(1) << 63);
    ck_assert_uint_eq(cairn_histogram_index(INT64_MAX), CAIRN_HISTOGRAM_BINS - 1);
}
END_TEST

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* Against the sorted values themselves: within the width of a bin, 1/128, at any quantile. */
START_TEST(quantiles_are_within_a_bin)
{
    enum { N = 20000 };
    static int64_t x[N];
    struct cairn_rng rng = cairn_rng_from_bits(6);
    struct cairn_histogram histogram;

    cairn_histogram_init(&histogram);
    for (int i = 0; i < N; i++) {
        x[i] = (int64_t)exp(10 + 4 * cairn_rng_normal(&rng)); /* a few ns to hours */
        cairn_histogram_add(&histogram, x[i]);
    }
    qsort(x, N, sizeof *x, ascending);
    ck_assert(x[0] < 256 && x[N - 1] > 1000000000);
    for (int rank = 1; rank <= N; rank++) {
        double q = (double)rank / N;
        double got = cairn_histogram_quantile_ns(&histogram, q);
        double want = (double)x[rank - 1];

        ck_assert_msg(fabs(got - want) <= want / 128, "q %g: %g for %g", q, got, want);
        if (want < 256)
            ck_assert(got == want);
    }
    cairn_histogram_release(&histogram);
}
END_TEST

START_TEST(few_values_by_hand)
{
    struct cairn_histogram histogram;

    cairn_histogram_init(&histogram);
    ck_assert(cairn_histogram_quantile_ns(&histogram, 0.5) == 0);
    for (int64_t v = 1; v <= 100; v++)
        cairn_histogram_add(&histogram, v);
    ck_assert(cairn_histogram_quantile_ns(&histogram, 0) == 1);
    ck_assert(cairn_histogram_quantile_ns(&histogram, 0.07) == 7); /* 0.07 * 100 > 7 in binary */
    ck_assert(cairn_histogram_quantile_ns(&histogram, 0.95) == 95);
    ck_assert(cairn_histogram_quantile_ns(&histogram, 0.951) == 96);
    ck_assert(cairn_histogram_quantile_ns(&histogram, 1) == 100);
    cairn_histogram_clear(&histogram);
    ck_assert_uint_eq(histogram.count, 0);
    for (int i = 0; i < 4; i++) /* the bin 1024 .. 1031, four values: thirds of its 7 between */
        cairn_histogram_add(&histogram, 1024);
    ck_assert_double_eq_tol(cairn_histogram_quantile_ns(&histogram, 0.25), 1024 + 7 * 0.125, 1e-9);
    ck_assert_double_eq_tol(cairn_histogram_quantile_ns(&histogram, 1), 1024 + 7 * 0.875, 1e-9);
    cairn_histogram_release(&histogram);
}
END_TEST

/* Memory follows the values downwards and upwards, and what was counted stays. */
START_TEST(memory_follows_the_values)
{
    static const int64_t values[] = {1000000, 1000000, 3, INT64_MAX, 0, 70000, 1000000};
    enum { N = sizeof values / sizeof *values };
    struct cairn_histogram histogram;
    uint64_t sum = 0;

    cairn_histogram_init(&histogram);
    ck_assert_uint_eq(cairn_histogram_at(&histogram, 0), 0);
    cairn_histogram_add(&histogram, values[0]);
    ck_assert_uint_le(histogram.n, 1 << CAIRN_HISTOGRAM_BITS);
    for (int i = 1; i < N; i++)
        cairn_histogram_add(&histogram, values[i]);
    ck_assert_uint_eq(cairn_histogram_at(&histogram, cairn_histogram_index(1000000)), 3);
    for (int i = 2; i < N - 1; i++)
        ck_assert_uint_eq(cairn_histogram_at(&histogram, cairn_histogram_index(values[i])), 1);
    for (unsigned bin = 0; bin < CAIRN_HISTOGRAM_BINS; bin++)
        sum += cairn_histogram_at(&histogram, bin);
    ck_assert_uint_eq(sum, N);
    cairn_histogram_clear(&histogram);
    for (unsigned bin = 0; bin < CAIRN_HISTOGRAM_BINS; bin++)
        ck_assert_uint_eq(cairn_histogram_at(&histogram, bin), 0);
    cairn_histogram_release(&histogram);
}
END_TEST

START_TEST(a_weight_is_repetition)
{
    struct cairn_histogram once, weighted, repeated;

    cairn_histogram_init(&once);
    cairn_histogram_init(&weighted);
    cairn_histogram_init(&repeated);
    for (int64_t v = 1; v < INT64_MAX / 7; v *= 7) {
        cairn_histogram_add(&once, v);
        for (int i = 0; i < 4; i++)
            cairn_histogram_add(&repeated, v);
    }
    cairn_histogram_merge(&weighted, &once, 1);
    cairn_histogram_merge(&weighted, &once, 3);
    ck_assert(cairn_histogram_equal(&weighted, &repeated));
    ck_assert(!cairn_histogram_equal(&weighted, &once));
    cairn_histogram_release(&once);
    cairn_histogram_release(&weighted);
    cairn_histogram_release(&repeated);
}
END_TEST

Suite *test_histogram(void);
Suite *test_histogram(void)
{
    Suite *suite = suite_create("histogram");
    TCase *tcase = tcase_create("histogram");

    tcase_add_test(tcase, bins_tile_the_clock);
    tcase_add_test(tcase, quantiles_are_within_a_bin);
    tcase_add_test(tcase, few_values_by_hand);
    tcase_add_test(tcase, memory_follows_the_values);
    tcase_add_test(tcase, a_weight_is_repetition);
    suite_add_tcase(suite, tcase);
    return suite;
}

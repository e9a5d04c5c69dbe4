#include <check.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "math/zipf.h"

/* N = 3, exponent 1: 1, 1/2, 1/3 over 11/6. [ZIPF] */
START_TEST(probabilities_by_hand)
{
    struct cairn_zipf zipf;

    ck_assert_ptr_null(cairn_zipf_init(&zipf, 3, 1));
    ck_assert_double_eq_tol(cairn_zipf_probability(&zipf, 0), 6.0 / 11, 1e-15);
    ck_assert_double_eq_tol(cairn_zipf_probability(&zipf, 1), 3.0 / 11, 1e-15);
    ck_assert_double_eq_tol(cairn_zipf_probability(&zipf, 2), 2.0 / 11, 1e-15);
    cairn_zipf_release(&zipf);
}
END_TEST

/* Chi-square of 200,000 samples over 50 ranks, two-sided at 1e-6; exponents 0, 0.8, 1.6. */
START_TEST(samples_follow_the_probabilities)
{
    enum { RANKS = 50, N = 200000 };
    struct cairn_rng rng = cairn_rng_from_bits(3);
    unsigned count[RANKS] = {0};
    struct cairn_zipf zipf;
    double chi2 = 0;

    ck_assert_ptr_null(cairn_zipf_init(&zipf, RANKS, 0.8 * _i));
    for (int i = 0; i < N; i++)
        count[cairn_zipf_draw(&zipf, &rng)]++;
    for (size_t i = 0; i < RANKS; i++) {
        double expected = N * cairn_zipf_probability(&zipf, i);

        chi2 += (count[i] - expected) * (count[i] - expected) / expected;
    }
    ck_assert_double_lt(chi2, gsl_cdf_chisq_Qinv(5e-7, RANKS - 1));
    ck_assert_double_gt(chi2, gsl_cdf_chisq_Pinv(5e-7, RANKS - 1));
    cairn_zipf_release(&zipf);
}
END_TEST

/*
 * Of 10^5 contents: shares of the first 1, 10, ... ranks and the first two moments of the logarithm
 * of 1 + rank, by the definition and not from the tables; each within five sigma (6e-7). [ZIPF]
 */
START_TEST(quantiles_and_moments)
{
    enum { RANKS = 100000, DECADES = 5, N = 1000000 };
    double exponent = 0.8 * _i;
    struct cairn_rng rng = cairn_rng_from_bits(29);
    double share[DECADES] = {0}, moment[5] = {0}, below[DECADES] = {0}, power[3] = {0}, sum = 0;
    struct cairn_zipf zipf;

    for (int r = 0; r < RANKS; r++) {
        double p = pow(r + 1, -exponent), x = log1p(r);

        sum += p;
        for (int d = 0; d < DECADES; d++)
            share[d] += r < pow(10, d) ? p : 0;
        for (int k = 1; k <= 4; k++)
            moment[k] += p * pow(x, k);
    }
    ck_assert_ptr_null(cairn_zipf_init(&zipf, RANKS, exponent));
    for (int i = 0; i < N; i++) {
        size_t r = cairn_zipf_draw(&zipf, &rng);
        double x = log1p((double)r);

        for (int d = 0; d < DECADES; d++)
            below[d] += (double)r < pow(10, d);
        power[1] += x;
        power[2] += x * x;
    }
    for (int d = 0; d < DECADES; d++) {
        double p = share[d] / sum;

        ck_assert_double_lt(fabs(below[d] - N * p), 5 * sqrt(N * p * (1 - p)));
    }
    for (int k = 1; k <= 2; k++) {
        double mean = moment[k] / sum, variance = moment[2 * k] / sum - mean * mean;

        ck_assert_double_lt(fabs(power[k] - N * mean), 5 * sqrt(N * variance));
    }
    cairn_zipf_release(&zipf);
}
END_TEST

START_TEST(a_sample_is_one_step)
{
    struct cairn_rng a = cairn_rng_from_bits(4);
    struct cairn_rng b = a;
    struct cairn_zipf zipf;

    ck_assert_ptr_null(cairn_zipf_init(&zipf, 1000, 1.1));
    for (int i = 0; i < 1000; i++) {
        cairn_zipf_draw(&zipf, &a);
        cairn_rng_u64(&b);
        ck_assert_mem_eq(a.s, b.s, sizeof a.s);
    }
    cairn_zipf_release(&zipf);
}
END_TEST

START_TEST(bounds)
{
    struct cairn_rng rng = cairn_rng_from_bits(4);
    struct cairn_zipf zipf = {.n = 42};

    ck_assert_str_eq(cairn_zipf_init(&zipf, 0, 1),
                     "the number of contents lies between 1 and 100000000");
    ck_assert_str_eq(cairn_zipf_init(&zipf, 10, -1),
                     "the exponent of a popularity lies between 0 and 20");
    ck_assert_ptr_nonnull(cairn_zipf_init(&zipf, 10, NAN));
    ck_assert_uint_eq(zipf.n, 42);
    ck_assert_ptr_null(cairn_zipf_init(&zipf, 1, 1));
    ck_assert_uint_eq(cairn_zipf_draw(&zipf, &rng), 0);
    cairn_zipf_release(&zipf);
    ck_assert_ptr_null(cairn_zipf_init(&zipf, 100000, 20)); /* the last are below 1e-99 */
    for (int i = 0; i < 1000; i++)
        ck_assert_uint_lt(cairn_zipf_draw(&zipf, &rng), 10);
    cairn_zipf_release(&zipf);
}
END_TEST

Suite *test_zipf(void);
Suite *test_zipf(void)
{
    Suite *suite = suite_create("zipf");
    TCase *tcase = tcase_create("zipf");

    tcase_add_test(tcase, probabilities_by_hand);
    tcase_add_loop_test(tcase, samples_follow_the_probabilities, 0, 3);
    tcase_add_loop_test(tcase, quantiles_and_moments, 0, 3);
    tcase_add_test(tcase, a_sample_is_one_step);
    tcase_add_test(tcase, bounds);
    suite_add_tcase(suite, tcase);
    return suite;
}

/* [BELIEF] What is believed about numbers: quantiles against closed forms. */

#include "math/belief.h"

#include <check.h>
#include <math.h>

static double mean_of(const struct cairn_belief *belief, double *cv)
{
    enum { N = 200000 };
    double sum = 0.0, squares = 0.0, mean;

    for (int i = 0; i < N; i++) {
        double x = cairn_belief_quantile(belief, (i + 0.5) / N);

        sum += x;
        squares += x * x;
    }
    mean = sum / N;
    *cv = sqrt(squares / N - mean * mean) / mean;
    return mean;
}

/* the integral of the quantile over probabilities is the mean; that of its square gives the cv */
START_TEST(has_the_stated_mean_and_cv)
{
    static const enum cairn_belief_kind kinds[] = {CAIRN_BELIEF_NORMAL, CAIRN_BELIEF_LOGNORMAL,
                                                   CAIRN_BELIEF_GAMMA, CAIRN_BELIEF_UNIFORM};
    struct cairn_belief belief;
    double cv;

    ck_assert_ptr_null(cairn_belief_by_mean(&belief, kinds[_i], 400, 0.3));
    ck_assert_double_eq_tol(mean_of(&belief, &cv), 400, 0.01);
    ck_assert_double_eq_tol(cv, 0.3, 3e-4);
}
END_TEST

/* E = (a + b + c)/3, var = (a^2 + b^2 + c^2 - ab - ac - bc)/18 */
START_TEST(triangular_has_its_moments)
{
    struct cairn_belief belief;
    double cv;

    ck_assert_ptr_null(cairn_belief_triangular(&belief, 1, 2, 6));
    ck_assert_double_eq_tol(mean_of(&belief, &cv), 3, 1e-5);
    ck_assert_double_eq_tol(cv, sqrt((1 + 36 + 4 - 6 - 2 - 12) / 18.0) / 3, 1e-5);
}
END_TEST

START_TEST(goes_through_its_quantiles)
{
    struct cairn_belief belief;

    ck_assert_ptr_null(cairn_belief_by_quantiles(&belief, CAIRN_BELIEF_LOGNORMAL, 20, 180));
    ck_assert_double_eq_tol(cairn_belief_quantile(&belief, 0.05), 20, 1e-9);
    ck_assert_double_eq_tol(cairn_belief_quantile(&belief, 0.5), 60, 1e-9); /* sqrt(20 x 180) */
    ck_assert_double_eq_tol(cairn_belief_quantile(&belief, 0.95), 180, 1e-9);
    ck_assert_ptr_null(cairn_belief_by_quantiles(&belief, CAIRN_BELIEF_NORMAL, 20, 180));
    ck_assert_double_eq_tol(cairn_belief_quantile(&belief, 0.5), 100, 1e-9);
    ck_assert_double_eq_tol(cairn_belief_cumulative(&belief, 180), 0.95, 1e-9);
}
END_TEST

START_TEST(listed_values_are_equally_likely)
{
    double values[] = {7, 1, 3, 3};
    struct cairn_belief belief;

    cairn_belief_empirical(&belief, values, 4);
    ck_assert_double_eq(cairn_belief_quantile(&belief, 0.1), 1);
    ck_assert_double_eq(cairn_belief_quantile(&belief, 0.3), 3);
    ck_assert_double_eq(cairn_belief_quantile(&belief, 0.7), 3);
    ck_assert_double_eq(cairn_belief_quantile(&belief, 0.8), 7);
    ck_assert_double_eq(cairn_belief_truncate(&belief, 3, 7), 0.25);
    ck_assert_double_eq(cairn_belief_quantile(&belief, 0.01), 3);
}
END_TEST

/* conditional on the range: half of a normal above its mean; E = sd sqrt(2/pi) beyond it */
START_TEST(truncated_is_conditional)
{
    struct cairn_belief belief;
    double cv;

    ck_assert_ptr_null(cairn_belief_by_mean(&belief, CAIRN_BELIEF_NORMAL, 1, 0.1));
    ck_assert_double_eq_tol(cairn_belief_truncate(&belief, 1, 5), 0.5, 1e-12);
    ck_assert_double_ge(cairn_belief_quantile(&belief, 1e-12), 1);
    ck_assert_double_eq_tol(mean_of(&belief, &cv), 1 + 0.1 * sqrt(2 / acos(-1)), 1e-5);
    ck_assert_double_eq_tol(cairn_belief_cumulative(&belief, 1), 0, 1e-12);
    ck_assert_double_eq(cairn_belief_truncate(&belief, 90, 91), 1);
}
END_TEST

START_TEST(says_what_is_wrong)
{
    struct cairn_belief belief;

    ck_assert_ptr_nonnull(cairn_belief_by_mean(&belief, CAIRN_BELIEF_NORMAL, 0, 0.1));
    ck_assert_ptr_nonnull(cairn_belief_by_mean(&belief, CAIRN_BELIEF_GAMMA, -1, 0.1));
    ck_assert_ptr_nonnull(cairn_belief_by_mean(&belief, CAIRN_BELIEF_NORMAL, 1, 0));
    ck_assert_ptr_nonnull(cairn_belief_by_mean(&belief, CAIRN_BELIEF_TRIANGULAR, 1, 0.1));
    ck_assert_ptr_nonnull(cairn_belief_by_quantiles(&belief, CAIRN_BELIEF_GAMMA, 1, 2));
    ck_assert_ptr_nonnull(cairn_belief_by_quantiles(&belief, CAIRN_BELIEF_LOGNORMAL, 0, 2));
    ck_assert_ptr_nonnull(cairn_belief_by_quantiles(&belief, CAIRN_BELIEF_NORMAL, 2, 1));
    ck_assert_ptr_nonnull(cairn_belief_uniform(&belief, 2, 2));
    ck_assert_ptr_nonnull(cairn_belief_triangular(&belief, 1, 3, 2));
}
END_TEST

Suite *test_belief(void)
{
    Suite *suite = suite_create("belief");
    TCase *tcase = tcase_create("belief");

    tcase_add_loop_test(tcase, has_the_stated_mean_and_cv, 0, 4);
    tcase_add_test(tcase, triangular_has_its_moments);
    tcase_add_test(tcase, goes_through_its_quantiles);
    tcase_add_test(tcase, listed_values_are_equally_likely);
    tcase_add_test(tcase, truncated_is_conditional);
    tcase_add_test(tcase, says_what_is_wrong);
    suite_add_tcase(suite, tcase);
    return suite;
}

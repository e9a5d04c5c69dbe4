#include <check.h>
#include <math.h>

#include "account/crossing.h"

/* c0 + c1 x + c2 / x in three replications that do not differ: by hand. */
static struct cairn_crossing cross(double c0, double c1, double c2, double constant)
{
    struct cairn_monomial monomials[3] = {
        {.n = 0}, {.n = 1, .powers = {{0, 1}}}, {.n = 1, .powers = {{0, -1}}}};
    double coefficient[] = {c0, c0, c0, c1, c1, c1, c2, c2, c2};
    double mean[] = {c0, c1, c2};
    struct cairn_contraction difference = {
        .n_replications = 3,
        .n_variables = 1,
        .n_monomials = 3,
        .monomials = monomials,
        .coefficient = coefficient,
        .mean = mean,
        .n_rows = 0,
        .confidence = 0.95,
        .widen = 1.0,
    };
    struct cairn_crossing_query query = {
        .difference = &difference, .variable = 0, .constant = constant, .least = 1e-3, .most = 1e3};

    return cairn_crossing_find(&query);
}

/* Zeros by algebra. */
START_TEST(crossings_are_where_algebra_says) /* [FLIP] */
{
    ck_assert_double_eq_tol(cross(-6, 3, 0, 0).at, 2.0, 1e-12);     /* 3 x = 6 */
    ck_assert_double_eq_tol(cross(-6, 3, 0, 3).at, 1.0, 1e-12);     /* 3 x = 3 */
    ck_assert_double_eq_tol(cross(-2, 0, 1, 0).at, 0.5, 1e-12);     /* 1 / x = 2 */
    ck_assert_double_eq_tol(cross(0, 1, -16, 0).at, 4.0, 1e-11);    /* x^2 = 16 */
    ck_assert_double_eq_tol(cross(-4.2, 1, 2, 0).at, 0.5477, 1e-3); /* of two, nearer in ratio */
}
END_TEST

START_TEST(what_never_crosses_has_no_value)
{
    ck_assert(isnan(cross(1, 1, 0, 0).at));
    ck_assert(isnan(cross(-1e4, 1, 0, 0).at)); /* beyond a thousandfold */
    ck_assert(isnan(cross(1, 0, 0, 0).at));
}
END_TEST

/* Coefficients that do not vary leave an interval without width. */
START_TEST(without_variance_the_interval_is_a_point)
{
    struct cairn_crossing crossing = cross(-6, 3, 0, 0);

    ck_assert_double_eq_tol(crossing.low, 2.0, 1e-9);
    ck_assert_double_eq_tol(crossing.high, 2.0, 1e-9);
}
END_TEST

Suite *test_crossing(void);

Suite *test_crossing(void)
{
    Suite *suite = suite_create("crossing");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, crossings_are_where_algebra_says);
    tcase_add_test(tests, what_never_crosses_has_no_value);
    tcase_add_test(tests, without_variance_the_interval_is_a_point);
    suite_add_tcase(suite, tests);
    return suite;
}

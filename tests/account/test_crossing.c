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

/*
 * 3 x - 6 crosses 0 at 2 with a slope of 3. Only -6 varies, with a root of 0.6: widened twice that
 * is 1.2, so that 0.4 lie on either side; widened ten times it goes below what x can be.
 */
START_TEST(the_interval_is_what_varies_over_the_slope)
{
    static const struct {
        double widen, low, high;
    } rows[] = {{2, 1.6, 2.4}, {20, 0, 6}, {HUGE_VAL, NAN, NAN}};
    struct cairn_monomial monomials[2] = {{.n = 0}, {.n = 1, .powers = {{0, 1}}}};
    double mean[] = {-6, 3}, root[] = {0.6, 0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cairn_contraction difference = {.n_replications = 3,
                                               .n_variables = 1,
                                               .n_monomials = 2,
                                               .monomials = monomials,
                                               .mean = mean,
                                               .root = root,
                                               .n_rows = 1,
                                               .confidence = 0.95,
                                               .widen = rows[i].widen};
        struct cairn_crossing crossing = cairn_crossing_find(&(struct cairn_crossing_query){
            .difference = &difference, .variable = 0, .least = 1e-3, .most = 1e3});

        ck_assert_double_eq_tol(crossing.at, 2, 1e-12);
        if (isnan(rows[i].low)) {
            ck_assert(isnan(crossing.low) && isnan(crossing.high));
        } else {
            ck_assert_double_eq_tol(crossing.low, rows[i].low, 1e-6);
            ck_assert_double_eq_tol(crossing.high, rows[i].high, 1e-6);
        }
    }
}
END_TEST

/* Only the asked side is looked at; 1 itself may be the crossing. */
START_TEST(an_end_of_one_closes_a_side)
{
    struct cairn_monomial monomials[2] = {{.n = 0}, {.n = 1, .powers = {{0, 1}}}};
    double mean[] = {-6, 3};
    struct cairn_contraction difference = {.n_replications = 3,
                                           .n_variables = 1,
                                           .n_monomials = 2,
                                           .monomials = monomials,
                                           .mean = mean,
                                           .widen = 1};
    struct cairn_crossing_query query = {
        .difference = &difference, .variable = 0, .least = 1e-3, .most = 1};

    ck_assert(isnan(cairn_crossing_find(&query).at));
    query.most = 2 * (1 + 1e-9); /* the last step just reaches it */
    ck_assert_double_eq_tol(cairn_crossing_find(&query).at, 2, 1e-8);
    query.most = 1.999; /* less than a step before it */
    ck_assert(isnan(cairn_crossing_find(&query).at));
    query.constant = 3; /* 1 itself, where neither side is asked for */
    ck_assert_double_eq_tol(cairn_crossing_find(&query).at, 1, 1e-12);
    query.least = query.most = 1;
    ck_assert(isnan(cairn_crossing_find(&query).at));
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
    tcase_add_test(tests, the_interval_is_what_varies_over_the_slope);
    tcase_add_test(tests, an_end_of_one_closes_a_side);
    suite_add_tcase(suite, tests);
    return suite;
}

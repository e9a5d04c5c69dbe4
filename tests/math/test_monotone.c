#include <check.h>

#include "math/monotone.h"

/* A step, which a natural cubic spline overshoots: Steffen's paper, figure 1, is of this kind. */
START_TEST(a_step_is_not_overshot)
{
    const double x[] = {0, 1, 2, 3, 4}, y[] = {0, 0, 1, 1, 1};
    double before = 0;
    for (int i = 0; i <= 400; i++) {
        double value = cairn_monotone_at(x, y, 5, i / 100.0);
        ck_assert(value >= before - 1e-15 && value <= 1 + 1e-15);
        before = value;
    }
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq_tol(cairn_monotone_at(x, y, 5, x[i]), y[i], 1e-15);
}
END_TEST

START_TEST(few_points_give_a_line_or_a_constant)
{
    const double x[] = {2, 4}, y[] = {10, 20};
    ck_assert_double_eq(cairn_monotone_at(x, y, 1, 2), 10);
    ck_assert_double_eq(cairn_monotone_at(x, y, 2, 2.5), 12.5);
    ck_assert_double_eq(cairn_monotone_at(x, y, 2, 4), 20);
}
END_TEST

Suite *test_monotone(void);
Suite *test_monotone(void)
{
    Suite *suite = suite_create("monotone");
    TCase *tc = tcase_create("monotone");
    tcase_add_test(tc, a_step_is_not_overshot);
    tcase_add_test(tc, few_points_give_a_line_or_a_constant);
    suite_add_tcase(suite, tc);
    return suite;
}

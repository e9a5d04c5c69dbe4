#include <check.h>
#include <math.h>

#include "math/root.h"

static double cubic(void *context, double x)
{
    ++*(int *)context;
    return x * x * x - 2 * x - 5;
}

static double step(void *context, double x)
{
    ++*(int *)context;
    return x < 0.7 ? -1 : 3;
}

static double hole(void *context, double x)
{
    ++*(int *)context;
    return x <= 0 ? -1 : x >= 1 ? 1 : NAN;
}

static enum cairn_root_status find(double (*of)(void *, double), double low, double high, int most,
                                   double *root)
{
    int asked = 0;
    enum cairn_root_status status =
        cairn_root_find(&(struct cairn_root_question){.of = of,
                                                      .context = &asked,
                                                      .low = low,
                                                      .high = high,
                                                      .relative = 1e-13,
                                                      .iterations = most},
                        root);

    ck_assert_int_le(asked, most + 2); /* the ends once, then one question an iteration */
    return status;
}

/* [ROOT] Wallis's example, x^3 - 2x = 5, root 2.0945514815423265 (Wallis 1685; any table) */
START_TEST(wallis)
{
    double root;

    ck_assert_int_eq(find(cubic, 2, 3, 100, &root), CAIRN_ROOT_FOUND);
    ck_assert_double_eq_tol(root, 2.0945514815423265, 1e-12);
    ck_assert_int_eq(find(cubic, 2, 3, 1, &root), CAIRN_ROOT_UNFINISHED);
    ck_assert_int_eq(find(cubic, 3, 4, 100, &root), CAIRN_ROOT_NO_BRACKET);
}
END_TEST

START_TEST(a_jump_is_narrowed_down)
{
    double root;

    ck_assert_int_eq(find(step, 0, 1, 200, &root), CAIRN_ROOT_FOUND);
    ck_assert_double_eq_tol(root, 0.7, 1e-12);
}
END_TEST

START_TEST(no_number_is_no_root)
{
    double root;

    ck_assert_int_eq(find(hole, 0, 1, 100, &root), CAIRN_ROOT_UNFINISHED);
    ck_assert_int_eq(find(hole, 0.2, 0.5, 100, &root), CAIRN_ROOT_NO_BRACKET);
}
END_TEST

Suite *test_root(void);
Suite *test_root(void)
{
    Suite *suite = suite_create("root");
    TCase *tc = tcase_create("root");
    tcase_add_test(tc, wallis);
    tcase_add_test(tc, a_jump_is_narrowed_down);
    tcase_add_test(tc, no_number_is_no_root);
    suite_add_tcase(suite, tc);
    return suite;
}

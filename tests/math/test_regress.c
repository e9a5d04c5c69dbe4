/* Least squares: what lies in the columns is found, what is orthogonal to them is not at all. */

#include "math/regress.h"

#include <check.h>

START_TEST(fits_what_columns_hold)
{
    static const double columns[] = {1, 2, 3, 4, 5, 1, 4, 9, 16, 25, 2, 4, 6, 8, 10};
    static const double y[] = {6, 11, 18, 27, 38}; /* 3 + 2 x + x^2 */
    static const double odd[] = {-1, 2, 0, -2, 1}; /* the third orthogonal polynomial */
    struct cairn_regress regress;
    double fitted[5];

    cairn_regress_init(&regress, columns, 3, 5);
    ck_assert_int_eq(regress.rank, 3); /* the third column is twice the first */
    cairn_regress_fit(&regress, y, fitted);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq_tol(fitted[i], y[i], 1e-9);
    cairn_regress_fit(&regress, odd, fitted);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq_tol(fitted[i], 0, 1e-9);
    cairn_regress_release(&regress);
}
END_TEST

Suite *test_regress(void)
{
    Suite *suite = suite_create("regress");
    TCase *tcase = tcase_create("regress");

    tcase_add_test(tcase, fits_what_columns_hold);
    suite_add_tcase(suite, tcase);
    return suite;
}

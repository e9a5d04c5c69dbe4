#include <check.h>

#include "base/sort.h"

START_TEST(doubles)
{
    double values[] = {3.0, -1.0, 2.5, -1.0, 0.0};

    cairn_sort_doubles(values, 5);
    for (int i = 1; i < 5; i++)
        ck_assert_double_le(values[i - 1], values[i]);
    ck_assert_double_eq(values[0], -1.0);
    ck_assert_double_eq(values[4], 3.0);
    cairn_sort_doubles(NULL, 0);
}
END_TEST

START_TEST(distinct)
{
    int values[] = {7, 2, 7, -4, 2, 7};

    ck_assert_int_eq(cairn_sort_distinct(values, 6), 3);
    ck_assert_int_eq(values[0], -4);
    ck_assert_int_eq(values[1], 2);
    ck_assert_int_eq(values[2], 7);
    ck_assert_int_eq(cairn_sort_distinct(NULL, 0), 0);
}
END_TEST

/* By tens alone. */
static int by_ten(const void *a, const void *b)
{
    const int *p = a, *q = b;

    return *p / 10 - *q / 10;
}

START_TEST(stable)
{
    enum { N = 100 };
    int values[N];

    for (int n = 0; n <= N; n++) {
        for (int i = 0; i < n; i++)
            values[i] = 10 * (i * 37 % 7) + i % 10; /* of each ten the ones as they come */
        cairn_sort_stable(values, (size_t)n, sizeof *values, by_ten);
        for (int i = 0, at = 0; i < 7; i++)
            for (int k = 0; k < n; k++)
                if (k * 37 % 7 == i)
                    ck_assert_int_eq(values[at++], 10 * i + k % 10);
    }
    cairn_sort_stable(NULL, 0, sizeof(int), by_ten);
}
END_TEST

START_TEST(found)
{
    static const int values[] = {-4, 2, 7, 9};

    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(cairn_sorted_find(values, 4, values[i]), i);
    ck_assert_int_eq(cairn_sorted_find(values, 4, 3), -1);
    ck_assert_int_eq(cairn_sorted_find(values, 4, 10), -1);
    ck_assert_int_eq(cairn_sorted_find(NULL, 0, 3), -1);
}
END_TEST

Suite *test_sort(void);
Suite *test_sort(void)
{
    Suite *suite = suite_create("sort");
    TCase *tcase = tcase_create("sort");

    tcase_add_test(tcase, doubles);
    tcase_add_test(tcase, distinct);
    tcase_add_test(tcase, stable);
    tcase_add_test(tcase, found);
    suite_add_tcase(suite, tcase);
    return suite;
}

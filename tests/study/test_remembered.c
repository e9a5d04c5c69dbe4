#include <check.h>

#include "study/remembered.h"

/* [RUNG] placements were looked for from the least to the most that was asked, 1 among them */
START_TEST(reaches)
{
    const struct cairn_scenario scenario = {.n_demands = 2};
    const double low[] = {0.5, 3}, high[] = {0.8, 7};
    struct cairn_remembered remembered;

    cairn_remembered_init(&remembered, &scenario);
    cairn_remembered_reach(&remembered, low, 2);
    cairn_remembered_reach(&remembered, high, 2);
    ck_assert_double_eq(remembered.least[0], 0.5);
    ck_assert_double_eq(remembered.most[0], 1);
    ck_assert_double_eq(remembered.least[1], 1);
    ck_assert_double_eq(remembered.most[1], 7);
    cairn_remembered_release(&remembered);
}
END_TEST

/* A placement that is there already keeps its number. */
START_TEST(once_each)
{
    const struct cairn_scenario scenario = {.n_pools = 1};
    struct cairn_sizing one = {.count = 1}, two = {.count = 2};
    const struct cairn_placement first = {.pools = &one}, second = {.pools = &two};
    struct cairn_remembered remembered;

    cairn_remembered_init(&remembered, &scenario);
    ck_assert_int_eq(cairn_remembered_add(&remembered, &first, &scenario), 0);
    ck_assert_int_eq(cairn_remembered_add(&remembered, &second, &scenario), 1);
    ck_assert_int_eq(cairn_remembered_add(&remembered, &first, &scenario), 0);
    ck_assert_int_eq(remembered.n, 2);
    cairn_remembered_release(&remembered);
}
END_TEST

Suite *test_remembered(void);
Suite *test_remembered(void)
{
    Suite *suite = suite_create("remembered");
    TCase *tc = tcase_create("remembered");

    tcase_add_test(tc, reaches);
    tcase_add_test(tc, once_each);
    suite_add_tcase(suite, tc);
    return suite;
}

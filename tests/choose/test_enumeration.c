/* The placement chosen is that of an enumeration on other streams: soak_enumeration.c, smaller. */

#include <check.h>

#include "support/enumerated.h"
#include "support/town.h"

enum { FIRST = 45, SCENARIOS = 14 };

/*
 * An answer may be wrong with probability 0.05: of 14, more than 2 with 0.03. Seeds are fixed;
 * measured: none. Among them is 54, where a single sample of the search takes the optimum for one
 * that breaks its promises.
 */
START_TEST(as_good_as_the_best) /* [SELECT] [BOUND] */
{
    struct enumerated_sum sum = {0};

    for (int i = FIRST; i < FIRST + SCENARIOS; i++) {
        struct enumerated e;

        enumerated_measure(&e, town_random((uint64_t)i));
        enumerated_add(&sum, &e);
        ck_assert_msg(i != 54 || e.near, "scenario 54: %g zones above", e.excess_g / e.zone_g);
    }
    ck_assert_int_ge(sum.scenarios, SCENARIOS - 2);
    ck_assert_int_ge(sum.near, sum.scenarios - 2);
    ck_assert_int_eq(sum.wrong_infeasible, 0);
    ck_assert_int_eq(sum.bound_exceeds, 0);
    ck_assert_double_le(sum.answer_requests, 0.1 * sum.all_requests);
}
END_TEST

Suite *test_enumeration(void);

Suite *test_enumeration(void)
{
    Suite *suite = suite_create("enumeration");
    TCase *core = tcase_create("enumeration");

    tcase_set_timeout(core, 240.0);
    tcase_add_test(core, as_good_as_the_best);
    suite_add_tcase(suite, core);
    return suite;
}

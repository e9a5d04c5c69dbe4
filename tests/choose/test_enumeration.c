/* The placement chosen is that of an enumeration on other streams: soak_enumeration.c, smaller. */

#include <check.h>

#include "support/enumerated.h"
#include "support/town.h"

enum { FIRST = 47, SCENARIOS = 12 };

/*
 * An answer may be wrong with probability 0.05: of 12, more than 2 with 0.02. Seeds are fixed;
 * measured: none. Among them is 54, where a single sample of the search takes the optimum for one
 * that breaks its promises.
 *
 * Each takes a tenth of what the enumeration does at most (measured: 0.07), but 51: there 100
 * replications leave the winner's promise undecided, it takes 275 to show that it is kept
 * (further.h), and 100 do not settle the runner-up's. That is 0.46 of what 17 placements take.
 */
START_TEST(as_good_as_the_best) /* [SELECT] [BOUND] */
{
    struct enumerated_sum sum = {0};

    for (int i = FIRST; i < FIRST + SCENARIOS; i++) {
        struct enumerated e;

        enumerated_measure(&e, town_random((uint64_t)i));
        enumerated_add(&sum, &e);
        ck_assert_msg((double)e.answer_requests <= (i == 51 ? 0.5 : 0.1) * (double)e.all_requests,
                      "scenario %d: %g of the requests", i,
                      (double)e.answer_requests / (double)e.all_requests);
        ck_assert_msg(i != 54 || e.near, "scenario 54: %g zones above", e.excess_g / e.zone_g);
    }
    ck_assert_int_ge(sum.scenarios, SCENARIOS - 2);
    ck_assert_int_ge(sum.near, sum.scenarios - 2);
    ck_assert_int_eq(sum.wrong_infeasible, 0);
    ck_assert_int_eq(sum.bound_exceeds, 0);
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

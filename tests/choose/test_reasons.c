#include <check.h>
#include <math.h>

#include "choose/answer.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = 30};

static double sum_of(const double parts[CAIRN_N_PARTS])
{
    double sum = 0.0;

    for (int p = 0; p < CAIRN_N_PARTS; p++)
        sum += parts[p];
    return sum;
}

/* Parts add up: what a next best candidate has more is its paired difference in all. */
START_TEST(parts_add_up_to_the_difference)
{
    struct cairn_scenario *s = town_random((uint64_t)_i);
    struct cairn_answer answer;

    ck_assert(cairn_choose(&answer, s, &usual));
    cairn_answer_reason(&answer);
    for (int i = 0; i < answer.reasons.n_next_best; i++) {
        const struct cairn_next_best *next = &answer.reasons.next_best[i];
        double excess_g;

        if (next->candidate == CAIRN_NONE)
            continue;
        ck_assert_int_ne(answer.candidates[next->candidate]->verdict, CAIRN_BROKEN);
        excess_g = cairn_candidate_excess(answer.candidates[next->candidate],
                                          answer.candidates[answer.best], 0.95, NULL);
        ck_assert_double_eq_tol(sum_of(next->more), excess_g,
                                1e-9 * answer.candidates[answer.best]->aim);
    }
    for (int i = 0; i < answer.reasons.n_excluded; i++) {
        ck_assert(answer.reasons.excluded[i].saving > 0.0);
        ck_assert(i == 0 ||
                  answer.reasons.excluded[i].saving <= answer.reasons.excluded[i - 1].saving);
    }
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/*
 * 8 requests per second of 100 ms each keep one box 80 % busy, and 45 % of them wait longer than
 * 150 ms (M/D/1): two boxes are needed, and the promise costs what the second one does. In the town
 * of boxes there is no other place.
 */
START_TEST(a_promise_costs_what_keeping_it_takes)
{
    struct cairn_scenario *s = town_boxes(8, 0.25);
    struct cairn_answer answer;
    const struct cairn_excluded *excluded;

    s->time.window_s = 400;
    ck_assert(cairn_choose(&answer, s, &usual));
    cairn_answer_reason(&answer);
    ck_assert_int_eq(answer.candidates[answer.best]->trial.placement.pools[TOWN_BOX].count, 2);
    ck_assert_int_eq(answer.reasons.n_excluded, 1);
    excluded = &answer.reasons.excluded[0];
    ck_assert_int_eq(excluded->placement.pools[TOWN_BOX].count, 1);
    ck_assert_int_eq(excluded->promise.kind, CAIRN_PROMISE_P95);
    ck_assert_int_eq(excluded->promise.workload, 0);
    ck_assert(!excluded->by_budget);
    ck_assert_double_gt(excluded->saving, 0.2 * answer.candidates[answer.best]->aim);
    ck_assert_double_lt(excluded->saving, 0.6 * answer.candidates[answer.best]->aim);
    ck_assert_int_eq(answer.reasons.n_next_best, 0);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

Suite *test_reasons(void);

Suite *test_reasons(void)
{
    Suite *suite = suite_create("reasons");
    TCase *tests = tcase_create("tests");

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, parts_add_up_to_the_difference, 1, 9);
    tcase_add_test(tests, a_promise_costs_what_keeping_it_takes);
    suite_add_tcase(suite, tests);
    return suite;
}

#include <check.h>
#include <math.h>

#include "choose/answer.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = 30};

/*
 * Where a scenario has more configurations than its limit, the winner among what moves lead to is
 * within the indifference zone of the winner among all, and the bound is below both. Seeds are
 * fixed.
 */
START_TEST(what_is_explored_is_as_good_as_what_is_enumerated) /* [BOUND] */
{
    struct cairn_scenario *s = town_random((uint64_t)_i), *same = town_random((uint64_t)_i);
    struct cairn_answer all, some;

    ck_assert(cairn_choose(&all, s, &usual));
    same->choose.limit = all.space.n_configurations > 20 ? (int)all.space.n_configurations - 1 : 20;
    ck_assert(cairn_choose(&some, same, &usual));
    ck_assert_int_eq(some.explored, all.space.n_configurations > 20);
    ck_assert_int_eq(some.best == CAIRN_NONE, all.best == CAIRN_NONE);
    if (all.best != CAIRN_NONE) {
        const struct cairn_candidate *a = all.candidates[all.best];
        const struct cairn_candidate *b = some.candidates[some.best];

        ck_assert_double_le(b->carbon_g,
                            a->carbon_g + all.indifference + a->half_width_g + b->half_width_g);
        ck_assert_double_le(some.bound.bound_g, a->carbon_g + a->half_width_g);
        ck_assert_double_le(all.bound.bound_g, all.candidates[all.best]->carbon_g);
        ck_assert_double_le(all.bound.gap, some.bound.gap + 1e-9);
        ck_assert(!some.explored || some.bound.kind == CAIRN_BOUND_PROGRAMME);
    }
    cairn_answer_release(&all);
    cairn_answer_release(&some);
    build_free(s);
    build_free(same);
}
END_TEST

Suite *test_explore(void);

Suite *test_explore(void)
{
    Suite *suite = suite_create("explore");
    TCase *random = tcase_create("random");

    tcase_set_timeout(random, 60);
    tcase_add_loop_test(random, what_is_explored_is_as_good_as_what_is_enumerated, 1, 41);
    suite_add_tcase(suite, random);
    return suite;
}

/* [ROBUST] What candidates take over all points of a sweep, by hand. */

#include <check.h>

#include "io/store.h"
#include "support/store_sample.h"

static struct sample_folder folder;

/*
 * Two points, two placements: 3 and 10 of one, 5 and 6 of the other. Worst 10 and 6, mean 6.5 and
 * 5.5, greatest regret 10 - 6 and 5 - 3, mean regret (0 + 4) / 2 and (2 + 0) / 2.
 */
START_TEST(by_hand_of_two_points)
{
    char answer[200];

    sample_folder_enter(&folder);
    struct cairn_store *store = sample_open("r.sqlite");
    sample_fill(store, 'a');
    cairn_store_close(store);
    sample_execute("r.sqlite",
                   "INSERT INTO point_result SELECT study, 1, 1, 5, 1 FROM point_result;"
                   "INSERT INTO point_result SELECT DISTINCT study, 2, 0, 10, 1 FROM "
                   "point_result;"
                   "INSERT INTO point_result SELECT DISTINCT study, 2, 1, 6, 1 FROM "
                   "point_result");
    sample_ask("r.sqlite",
               "SELECT group_concat(printf('%d: %g %g %g %g %d%d%d', placement_id, worst, mean, "
               "greatest_regret, mean_regret, is_minimax, is_minimax_regret, is_least_mean), '; ') "
               "FROM v_robust",
               answer, sizeof answer);
    ck_assert_str_eq(answer, "1: 6 5.5 2 1 111; 0: 10 6.5 4 2 000");
    /* what breaks a promise somewhere is not chosen */
    sample_execute("r.sqlite",
                   "UPDATE point_result SET kept = 0 WHERE point = 1 AND placement = 1");
    sample_ask("r.sqlite",
               "SELECT group_concat(placement_id || is_minimax || eligible) FROM v_robust", answer,
               sizeof answer);
    ck_assert_str_eq(answer, "011,100");
    sample_folder_leave(&folder);
}
END_TEST

Suite *test_regret(void)
{
    Suite *suite = suite_create("regret");
    TCase *tcase = tcase_create("regret");

    tcase_add_test(tcase, by_hand_of_two_points);
    suite_add_tcase(suite, tcase);
    return suite;
}

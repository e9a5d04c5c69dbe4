/* Whole answers by several threads; their parts are tested in test_workers, test_job, test_wave. */

#include <check.h>

#include "choose/answer.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = 30};

/* Every number that an answer holds and what it took, whatever the number of workers. */
START_TEST(workers_change_nothing)
{
    static const int counts[] = {1, 2, 3, 8};
    struct cairn_scenario *s = town_random((uint64_t)_i);
    struct cairn_answer alone;

    ck_assert(cairn_choose(&alone, s, &usual));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct cairn_choose_limits limits = usual;
        struct cairn_answer answer;

        limits.workers = cairn_workers_new(counts[i]);
        ck_assert(cairn_choose(&answer, s, &limits));
        ck_assert_int_eq(answer.status, alone.status);
        ck_assert_int_eq(answer.best, alone.best);
        ck_assert_int_eq(answer.runner_up, alone.runner_up);
        ck_assert(answer.p_correct == alone.p_correct && answer.regret == alone.regret);
        ck_assert_int_eq(answer.n_candidates, alone.n_candidates);
        for (int c = 0; c < answer.n_candidates; c++) {
            const struct cairn_candidate *a = answer.candidates[c], *b = alone.candidates[c];

            ck_assert_int_eq(a->replications, b->replications);
            ck_assert_int_eq(a->verdict, b->verdict);
            ck_assert(a->carbon_g == b->carbon_g && a->half_width_g == b->half_width_g);
        }
        ck_assert(answer.search.looked_at == alone.search.looked_at);
        ck_assert_uint_eq(answer.lab.simulated, alone.lab.simulated);
        ck_assert_uint_eq(answer.lab.requests, alone.lab.requests);
        ck_assert_uint_eq(answer.search_lab.simulated, alone.search_lab.simulated);
        ck_assert_uint_eq(answer.search_lab.events, alone.search_lab.events);
        cairn_answer_release(&answer);
        cairn_workers_free(limits.workers);
    }
    cairn_answer_release(&alone);
    build_free(s);
}
END_TEST

static bool stop_after(void *context)
{
    int *polls = context;

    return --*polls < 0;
}

/* Wherever it is stopped, with threads too. */
START_TEST(it_can_be_stopped_anywhere_with_workers)
{
    struct cairn_workers *workers = cairn_workers_new(3);
    struct cairn_scenario *s = town();
    bool done = false;

    for (int polls = 0; !done; polls += 1 + polls / 2) {
        int left = polls;
        struct cairn_choose_limits limits = {
            .replications = 30, .stop = stop_after, .context = &left, .workers = workers};
        struct cairn_answer answer;

        done = cairn_choose(&answer, s, &limits);
        ck_assert(done || left < 0);
        cairn_answer_release(&answer);
    }
    cairn_workers_free(workers);
    build_free(s);
}
END_TEST

Suite *test_threads(void);

Suite *test_threads(void)
{
    Suite *suite = suite_create("threads");
    TCase *threads = tcase_create("threads");

    tcase_add_loop_test(threads, workers_change_nothing, 1, 6);
    tcase_add_test(threads, it_can_be_stopped_anywhere_with_workers);
    tcase_set_tags(threads, "threads");
    suite_add_tcase(suite, threads);
    return suite;
}

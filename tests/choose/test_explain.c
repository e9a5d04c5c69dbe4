#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/answer.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = 30};

static void check_why(struct cairn_scenario *s, enum cairn_answer_status status, const char *begins,
                      const char *contains)
{
    struct cairn_answer answer;

    ck_assert(cairn_choose(&answer, s, &usual));
    ck_assert_int_eq(answer.status, status);
    ck_assert_int_eq(answer.best, CAIRN_NONE);
    ck_assert_int_eq(answer.runner_up, CAIRN_NONE);
    ck_assert_msg(strncmp(answer.why, begins, strlen(begins)) == 0, "%s", answer.why);
    ck_assert_msg(strstr(answer.why, contains), "%s", answer.why);
    cairn_answer_release(&answer);
    build_free(s);
}

START_TEST(nothing_fast_enough)
{
    check_why(town_boxes(4, 0.05), CAIRN_ANSWER_INFEASIBLE,
              "nothing can serve frames: ", "100 ms at best, promised 50 ms");
}
END_TEST

/* Of five pools that are too slow the fastest, 90 ms, is named first, and two are not named. */
START_TEST(a_few_of_many)
{
    struct cairn_scenario *s = town_boxes(4, 0.05);
    const double fast_s[] = {0.09};

    for (int i = 0; i < 3; i++)
        build_pool(s, (const char *[]){"b", "c", "d"}[i], TOWN_STORE, s->pools[TOWN_BOX].hardware,
                   2);
    build_profile(s, 0, build_hardware(s, "fast"), fast_s, 1);
    build_pool(s, "fast-box", TOWN_STORE, s->n_hardware - 1, 2);
    check_why(s, CAIRN_ANSWER_INFEASIBLE,
              "nothing can serve frames: p95 promised 50 ms, 90 ms at best (fast-box: takes 90 ms",
              "; and 2 more: cairn show pruned)");
}
END_TEST

/* Two boxes carry 20 /s. */
START_TEST(overload)
{
    check_why(town_boxes(40, 1), CAIRN_ANSWER_INFEASIBLE,
              "no placement can carry this load: box carries at most 20 /s of the 40 /s of frames",
              "4 devices' worth of work, at most 2");
}
END_TEST

/* 19 /s on two boxes: waits far above 5 ms; the search sees it. */
START_TEST(a_promise_that_nothing_keeps)
{
    check_why(town_boxes(19, 0.105), CAIRN_ANSWER_INFEASIBLE,
              "no placement keeps the promise of p95 to frames: 105 ms wanted, the best reaches ",
              "% of the requests late, 5 % allowed)");
}
END_TEST

/* A queue of one place loses more than 0.1 %; with two boxes less. */
START_TEST(a_loss_that_nothing_keeps_to)
{
    struct cairn_scenario *s = town_boxes(6, INFINITY);

    s->pools[TOWN_BOX].queue = 1;
    s->workloads[0].promise.loss = 0.001;
    check_why(s, CAIRN_ANSWER_INFEASIBLE,
              "no placement keeps the promise of loss to frames: at most 0.1 % wanted, the best "
              "loses ",
              " %");
}
END_TEST

/* Carbon that is taken away makes no programme. */
START_TEST(too_many_to_look_at) /* [BOUND] */
{
    struct cairn_scenario *s = town();

    s->hardware[0].embodied.carbon_g = -1e9;

    s->choose.limit = 3;
    check_why(s, CAIRN_ANSWER_TOO_LARGE, "", "more than the limit of 3 simulations");
}
END_TEST

Suite *test_explain(void);

Suite *test_explain(void)
{
    Suite *suite = suite_create("explain");
    TCase *none = tcase_create("none");

    tcase_add_test(none, nothing_fast_enough);
    tcase_add_test(none, a_few_of_many);
    tcase_add_test(none, overload);
    tcase_add_test(none, a_promise_that_nothing_keeps);
    tcase_add_test(none, a_loss_that_nothing_keeps_to);
    tcase_add_test(none, too_many_to_look_at);
    suite_add_tcase(suite, none);
    return suite;
}

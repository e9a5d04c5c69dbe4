/* What is said of the winner and of those it is compared with, and that it can be stopped late. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/answer.h"
#include "math/stats.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = 30};

struct polls {
    int n, stop_at;
};

static bool count_polls(void *context)
{
    struct polls *polls = context;

    return ++polls->n >= polls->stop_at;
}

/* Polls of a whole choice. */
static int polls_of(const struct cairn_scenario *s)
{
    struct polls polls = {.stop_at = 1 << 30};
    struct cairn_choose_limits limits = {
        .replications = 30, .stop = count_polls, .context = &polls};
    struct cairn_answer answer;

    ck_assert(cairn_choose(&answer, s, &limits));
    cairn_answer_release(&answer);
    return polls.n;
}

/* A stop at any of the last polls but one, when all is done, is one: no answer is half made. */
static void stop_late(const struct cairn_scenario *s, int polls_before_end)
{
    int all = polls_of(s);

    for (int i = 1; i < polls_before_end && i < all; i++) {
        struct polls polls = {.stop_at = all - i};
        struct cairn_choose_limits limits = {
            .replications = 30, .stop = count_polls, .context = &polls};
        struct cairn_answer answer;

        ck_assert_msg(!cairn_choose(&answer, s, &limits), "not stopped at poll %d of %d", all - i,
                      all);
        cairn_answer_release(&answer);
    }
}

/* The winner at hand is compared with others that have to be simulated as often. */
START_TEST(a_stop_while_comparing_is_one)
{
    struct cairn_scenario *s = town();

    build_baseline(s, "today");
    build_send(s, 0, TOWN_RENTED, 0, 1);
    stop_late(s, 40);
    build_free(s);
}
END_TEST

/* Nothing keeps a promise of 1 ms: the baseline is looked at all the same. */
START_TEST(a_stop_without_a_winner_is_one)
{
    struct cairn_scenario *s = town();

    s->workloads[0].promise.p95_s = 0.001;
    build_baseline(s, "today");
    build_send(s, 0, TOWN_RENTED, 0, 1);
    stop_late(s, 10);
    build_free(s);
}
END_TEST

/* Shares that are known are shares, the others are negative. */
struct told {
    int bounding, selecting;
};

static void note_progress(void *context, const char *what, double done)
{
    struct told *told = context;

    ck_assert_double_le(done, 1);
    told->bounding += strcmp(what, "bounding") == 0 && done < 0;
    told->selecting += strcmp(what, "selecting") == 0 && done < 0;
}

START_TEST(what_is_done_is_told)
{
    struct cairn_scenario *s = town();
    struct told told = {0};
    struct cairn_choose_limits limits = {
        .replications = 30, .progress = note_progress, .context = &told};
    struct cairn_answer answer;

    ck_assert(cairn_choose(&answer, s, &limits));
    ck_assert_int_ge(told.bounding, 1);
    ck_assert_int_ge(told.selecting, 1);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/*
 * Under each basis the winner has the least mean of those that broke no promise, but for the tie;
 * regret is the runner-up's mean excess. Means are taken anew here.
 */
START_TEST(winners_have_the_least_mean)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;
    const struct cairn_candidate *best;

    ck_assert(cairn_choose(&answer, s, &usual));
    best = answer.candidates[answer.best];
    for (int b = 0; b < CAIRN_GHG_MARKET; b++) {
        const struct cairn_basis_result *result = &answer.bases[b];
        enum cairn_basis_kind basis = (enum cairn_basis_kind)b;
        int n = best->replications;

        ck_assert(result->has_data);
        ck_assert_int_eq(result->agrees, result->candidate == answer.best);
        ck_assert_double_eq(
            result->selected_aim,
            cairn_stats_mean(
                cairn_trial_values(&answer.candidates[answer.best]->trial, CAIRN_CARBON, basis, n),
                (size_t)n));
        ck_assert_double_eq(
            result->aim,
            cairn_stats_mean(cairn_trial_values(&answer.candidates[result->candidate]->trial,
                                                CAIRN_CARBON, basis, n),
                             (size_t)n));
        ck_assert_int_ge(answer.candidates[result->candidate]->replications, n);
        ck_assert_double_le(result->aim, result->selected_aim * (1 + 1e-12));
        if (!result->agrees)
            ck_assert_double_gt(result->selected_aim - result->aim, s->choose.tie * result->aim);
    }
    ck_assert_double_eq(answer.bases[s->choose.basis].selected_aim,
                        answer.bases[s->choose.basis].aim);
    ck_assert_int_ne(answer.runner_up, CAIRN_NONE);
    ck_assert_double_eq_tol(answer.regret, answer.candidates[answer.runner_up]->aim - best->aim,
                            1e-9 * best->aim);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

Suite *test_evidence(void);
Suite *test_evidence(void)
{
    Suite *suite = suite_create("evidence");
    TCase *tc = tcase_create("evidence");

    tcase_add_test(tc, a_stop_while_comparing_is_one);
    tcase_add_test(tc, a_stop_without_a_winner_is_one);
    tcase_add_test(tc, what_is_done_is_told);
    tcase_add_test(tc, winners_have_the_least_mean);
    suite_add_tcase(suite, tc);
    return suite;
}

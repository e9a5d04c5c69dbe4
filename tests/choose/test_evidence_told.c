/* Runner-up and kinds of candidates that take what they are told to, worked out by hand. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/evidence.h"
#include "support/build.h"
#include "support/staged.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = STAGED_MOST};

static void find(struct staged *t)
{
    ck_assert(cairn_answer_evidence(&t->answer, &usual));
}

/*
 * Least of those that differ in more than batching and have a chance: no broken one, none that
 * stepped aside, no baseline; of two that take the same the first.
 */
START_TEST(the_runner_up_is_the_least_that_differs)
{
    struct staged t;
    struct cairn_candidate **c;
    enum { DEAR, BROKEN, BEST, BATCHED, ASIDE, SECOND, EQUAL, BASELINE };

    staged_init(&t, staged_town(), STAGED_MOST);
    staged_add_more(&t, TOWN_GPU, 1, 1, 30);
    staged_add_more(&t, TOWN_BOX, 1, 1, -10);
    staged_add_more(&t, TOWN_BOX, 2, 1, 0);
    staged_add_more(&t, TOWN_BOX, 2, 4, -1);
    staged_add_more(&t, TOWN_BOX, 3, 1, -2);
    staged_add_more(&t, TOWN_GPU, 2, 1, 5);
    staged_add_more(&t, TOWN_GPU, 3, 1, 5);
    staged_add_more(&t, TOWN_RENTED, 1, 1, -50);
    c = t.answer.candidates;
    c[BROKEN]->status = CAIRN_CANDIDATE_BROKEN;
    c[ASIDE]->aside = true;
    c[BASELINE]->contender = false;
    t.answer.n_contenders = BASELINE;
    staged_win(&t, BEST);
    find(&t);
    ck_assert_int_eq(t.answer.runner_up, SECOND);
    ck_assert_double_eq_tol(t.answer.regret, 5, 1e-12);
    ck_assert_int_eq(t.answer.compared[0].candidate, BATCHED);
    ck_assert_int_eq(t.answer.compared[1].candidate, SECOND);
    ck_assert_ptr_null(t.answer.compared[0].reason);
    ck_assert_ptr_null(t.answer.compared[1].reason);
    ck_assert_int_eq(c[SECOND]->replications, STAGED_SEEN);
    ck_assert_int_eq(c[BATCHED]->replications, STAGED_SEEN);
    ck_assert_double_eq(c[SECOND]->aim, 205 + 5);
    ck_assert_int_eq(c[SECOND]->judged, 2); /* as far as it takes for what is kept */
    ck_assert_int_eq(c[DEAR]->judged, 2);
    ck_assert_int_eq(c[DEAR]->replications, 0);
    ck_assert_int_eq(c[BASELINE]->judged, 0);
    staged_release(&t);
}
END_TEST

/* The winner itself may be the best of its kind; where a kind has none it says so. */
START_TEST(the_winner_may_be_all_of_its_kind)
{
    struct staged t;

    staged_init(&t, staged_town(), STAGED_MOST);
    staged_add_more(&t, TOWN_BOX, 2, 4, 3);
    staged_add_more(&t, TOWN_BOX, 2, 1, 0);
    staged_win(&t, 1);
    find(&t);
    ck_assert_int_eq(t.answer.compared[0].candidate, 1);
    ck_assert_int_eq(t.answer.compared[1].candidate, CAIRN_NONE);
    ck_assert_str_eq(t.answer.compared[1].reason,
                     "no placement that serves everything in regions keeps every promise");
    ck_assert_int_eq(t.answer.runner_up, 0); /* it differs in batching alone, for want of others */
    ck_assert_double_eq_tol(t.answer.regret, 3, 1e-12);
    staged_release(&t);

    staged_init(&t, staged_town(), STAGED_MOST);
    staged_add_more(&t, TOWN_GPU, 2, 1, 0);
    staged_win(&t, 0);
    find(&t);
    ck_assert_int_eq(t.answer.compared[0].candidate, CAIRN_NONE);
    ck_assert_str_eq(t.answer.compared[0].reason,
                     "no placement that serves everything at the sites keeps every promise");
    ck_assert_int_eq(t.answer.compared[1].candidate, 0);
    ck_assert_int_eq(t.answer.runner_up, CAIRN_NONE);
    ck_assert_double_eq(t.answer.regret, 0);
    ck_assert_int_eq(t.answer.bases[CAIRN_INVENTORY].decisive.rival, CAIRN_NONE);
    staged_release(&t);
}
END_TEST

/* Served half at the site and half in the region it is of neither kind, whatever is unused. */
START_TEST(what_is_split_is_of_no_kind)
{
    struct staged t;
    struct cairn_scenario *s = staged_town();
    struct cairn_placement placement;
    struct cairn_candidate *c;

    staged_init(&t, s, STAGED_MOST);
    staged_add_more(&t, TOWN_BOX, 2, 1, 0);
    build_baseline(s, "both");
    build_send(s, 0, TOWN_BOX, 0, 0.5);
    build_send(s, 0, TOWN_GPU, 0, 0.5);
    build_size(s, TOWN_BOX, 1, 1, 0);
    build_size(s, TOWN_GPU, 1, 1, 0);
    staged_add_more(&t, TOWN_GPU, 1, 1, 3);
    cairn_placement_from_baseline(&placement, s, 1);
    c = t.answer.candidates[1];
    cairn_placement_release(&c->trial.placement); /* physics stay: only the kind is asked for */
    c->trial.placement = placement;
    staged_win(&t, 0);
    find(&t);
    ck_assert_int_eq(t.answer.compared[0].candidate, 0);
    ck_assert_int_eq(t.answer.compared[1].candidate, CAIRN_NONE);
    ck_assert_int_eq(t.answer.runner_up, 1);
    staged_release(&t);
}
END_TEST

/* Differs in the number of boxes, though the winner has the same routes. */
START_TEST(devices_are_a_difference)
{
    struct staged t;

    staged_init(&t, staged_town(), STAGED_MOST);
    staged_add_more(&t, TOWN_BOX, 2, 1, 0);
    staged_add_more(&t, TOWN_BOX, 2, 4, 1);
    staged_add_more(&t, TOWN_BOX, 1, 4, 2);
    staged_win(&t, 0);
    find(&t);
    ck_assert_int_eq(t.answer.runner_up, 2);
    staged_release(&t);
}
END_TEST

/*
 * A budget of 1,000 that two observations of 0 and 1,900 leave open and sixteen break: what looked
 * least makes way for the next when it is judged to the end.
 */
START_TEST(what_breaks_a_promise_when_looked_at_makes_way)
{
    struct staged t;
    struct cairn_scenario *s = staged_town();
    double values[STAGED_MOST];
    struct cairn_candidate **c;

    s->choose.budget = (struct cairn_budgets){.origin.file = "x",
                                              .carbon_g = 1000,
                                              .energy_j = NAN,
                                              .water_l = NAN,
                                              .money_usd = NAN,
                                              .purchases_usd = NAN};
    staged_init(&t, s, STAGED_MOST);
    staged_add_more(&t, TOWN_GPU, 1, 1, 0);
    staged_add_more(&t, TOWN_GPU, 2, 1, 0);
    staged_add_more(&t, TOWN_GPU, 3, 1, 7);
    for (int r = 0; r < STAGED_MOST; r++)
        values[r] = r < 2 ? 1900 * r : 1500;
    staged_tell(&t, 1, values, STAGED_MOST);
    c = t.answer.candidates;
    c[1]->n_seen = 1; /* 100 less than the winner, so far */
    staged_win(&t, 0);
    find(&t);
    ck_assert_int_eq(c[1]->status, CAIRN_CANDIDATE_BROKEN);
    ck_assert_int_eq(c[1]->judged, STAGED_MOST);
    ck_assert_int_eq(t.answer.runner_up, 2);
    ck_assert_int_eq(t.answer.compared[1].candidate, 0);
    ck_assert_double_eq_tol(t.answer.regret, 7, 1e-12);
    staged_release(&t);
}
END_TEST

/* A box takes 100 ms: of 90 ms it breaks the promise at the first look, all alike. */
START_TEST(all_contenders_are_looked_at)
{
    struct staged t;
    struct cairn_scenario *s = staged_town();
    struct cairn_candidate **c;

    s->workloads[0].promise.p95_s = 0.09;
    staged_init(&t, s, STAGED_MOST);
    staged_add_more(&t, TOWN_BOX, 1, 1, -5);
    staged_add_more(&t, TOWN_GPU, 1, 1, 0);
    staged_add_more(&t, TOWN_BOX, 2, 1, 500);
    staged_add_more(&t, TOWN_BOX, 3, 1, 600);
    c = t.answer.candidates;
    c[3]->contender = false;
    t.answer.n_contenders = 3;
    t.answer.compared[1].candidate = 3; /* which is for the search of kinds to replace */
    staged_win(&t, 1);
    find(&t);
    ck_assert_int_eq(c[0]->status, CAIRN_CANDIDATE_BROKEN);
    ck_assert_int_eq(c[1]->status, CAIRN_CANDIDATE_BEST);
    ck_assert_int_eq(c[2]->status, CAIRN_CANDIDATE_BROKEN);
    ck_assert_int_eq(c[1]->judged, 2);
    ck_assert_int_eq(t.answer.runner_up, CAIRN_NONE);
    ck_assert_int_eq(t.answer.compared[0].candidate, CAIRN_NONE);
    ck_assert_int_eq(t.answer.compared[1].candidate, 1);
    staged_release(&t);
}
END_TEST

/* ---- without a winner ---- */

/* What there is of baselines is looked at once; whoever has a reason keeps it. */
START_TEST(baselines_without_a_winner)
{
    struct staged t;
    struct cairn_answer *answer = &t.answer;

    staged_init(&t, staged_town(), STAGED_MOST);
    staged_add_more(&t, TOWN_BOX, 2, 1, 0);
    staged_add_more(&t, TOWN_BOX, 1, 1, 0);
    cairn_free(answer->compared);
    answer->compared = cairn_calloc(4, sizeof *answer->compared);
    answer->n_compared = 4;
    answer->compared[0].candidate = 1;
    answer->compared[1].candidate = CAIRN_NONE;
    answer->compared[2].candidate = CAIRN_NONE;
    answer->compared[2].reason = cairn_strdup("of its own");
    answer->compared[3].candidate = CAIRN_NONE;
    ck_assert(cairn_answer_without_winner(answer));
    ck_assert_int_eq(answer->candidates[0]->replications, 0);
    ck_assert_int_eq(answer->candidates[1]->replications, 2);
    ck_assert_int_eq(answer->candidates[1]->judged, 2);
    ck_assert_ptr_null(answer->compared[0].reason);
    ck_assert_str_eq(answer->compared[1].reason, "no placement keeps every promise");
    ck_assert_str_eq(answer->compared[2].reason, "of its own");
    ck_assert_str_eq(answer->compared[3].reason, "no placement keeps every promise");
    staged_release(&t);
}
END_TEST

/* ---- stops ---- */

static bool always(void *context)
{
    (void)context;
    return true;
}

/* After so many polls. */
static bool after(void *context)
{
    int *left = context;

    return --*left < 0;
}

/* Evidence of three, stopped after so many polls; how many of them are left. */
static int stop_after(int polls, bool *done)
{
    struct staged t;
    struct cairn_choose_limits limits = usual;
    int left = polls;

    staged_init(&t, staged_town(), STAGED_MOST);
    staged_add_more(&t, TOWN_BOX, 2, 1, 0);
    staged_add_more(&t, TOWN_GPU, 1, 1, 1);
    staged_add_more(&t, TOWN_GPU, 2, 1, 2);
    staged_tell_under(&t, 2, CAIRN_SCI, (const double[STAGED_MOST]){1, 1, 1, 1}, STAGED_MOST);
    t.answer.candidates[2]->n_seen = 2;
    staged_win(&t, 0);
    limits.stop = t.limits.stop = after;
    limits.context = t.limits.context = &left;
    *done = cairn_answer_evidence(&t.answer, &limits);
    staged_release(&t);
    return left;
}

/* At any poll but the last, when all is there. */
START_TEST(a_stop_is_told_wherever_it_comes)
{
    enum { MANY = 1000 };
    bool done;
    int polls = MANY - stop_after(MANY, &done);

    ck_assert(done);
    ck_assert_int_gt(polls, 3);
    for (int i = 0; i < polls - 1; i++) {
        ck_assert_int_lt(stop_after(i, &done), 0);
        ck_assert_msg(!done, "poll %d of %d", i, polls);
    }
}
END_TEST

START_TEST(a_stop_without_a_winner_is_told)
{
    struct staged t;

    staged_init(&t, staged_town(), STAGED_MOST);
    staged_add_more(&t, TOWN_BOX, 2, 1, 0);
    t.answer.compared[1].candidate = 0;
    t.limits.stop = always;
    ck_assert(!cairn_answer_without_winner(&t.answer));
    ck_assert_int_eq(t.answer.candidates[0]->judged, 0);
    cairn_lab_sample(&t.answer.lab, &t.answer.candidates[0]->trial.components.items[0], 1);
    t.limits.stop = NULL;
    ck_assert(cairn_answer_without_winner(&t.answer));
    ck_assert_int_eq(t.answer.candidates[0]->judged, 2);
    staged_release(&t);
}
END_TEST

Suite *test_evidence_told(void);

Suite *test_evidence_told(void)
{
    Suite *suite = suite_create("evidence_told");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, the_runner_up_is_the_least_that_differs);
    tcase_add_test(tests, the_winner_may_be_all_of_its_kind);
    tcase_add_test(tests, what_is_split_is_of_no_kind);
    tcase_add_test(tests, devices_are_a_difference);
    tcase_add_test(tests, what_breaks_a_promise_when_looked_at_makes_way);
    tcase_add_test(tests, all_contenders_are_looked_at);
    tcase_add_test(tests, baselines_without_a_winner);
    tcase_add_test(tests, a_stop_is_told_wherever_it_comes);
    tcase_add_test(tests, a_stop_without_a_winner_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}

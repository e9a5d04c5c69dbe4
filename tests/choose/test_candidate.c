/* What a candidate was seen to take, and when its promises are looked at. */
#include <check.h>
#include <math.h>

#include "base/alloc.h"
#include "support/staged.h"
#include "support/town.h"

/* Student's t with 2 degrees of freedom at 97.5 %, from tables. */
#define T2 4.302652729911275

static bool always(void *context)
{
    (void)context;
    return true;
}

/* Of 10, 12 and 14 the mean is 12, the standard deviation 2. */
START_TEST(what_counts_is_what_was_settled) /* [CI] */
{
    struct staged t;
    struct cairn_candidate *c;

    staged_init(&t, town(), 16);
    staged_add(&t, TOWN_BOX, 1, 1, true);
    c = t.answer.candidates[0];
    staged_tell(&t, 0, (const double[]){10, 12, 14, 99, 99}, 5);
    c->n_seen = 0;
    ck_assert_ptr_eq(c->trial.lab, &t.answer.lab);
    ck_assert(c->contender);
    ck_assert(cairn_candidate_settle(c, CAIRN_INVENTORY, 3));
    ck_assert_int_eq(c->replications, 3);
    ck_assert_int_eq(c->n_seen, 3);
    ck_assert_uint_eq(t.answer.lab.simulated, 3);
    ck_assert_double_eq(c->aim, 12);
    ck_assert_double_eq_tol(c->half_width, T2 * 2 / sqrt(3), 1e-9);
    ck_assert_double_eq(cairn_candidate_observe(c, CAIRN_INVENTORY, 0), 10);
    ck_assert_int_eq(c->n_seen, 3);
    ck_assert_double_eq(cairn_candidate_observe(c, CAIRN_INVENTORY, 3), 99);
    ck_assert_int_eq(c->n_seen, 4);
    t.limits.stop = always;
    ck_assert(!cairn_candidate_settle(c, CAIRN_INVENTORY, 5));
    ck_assert_int_eq(c->replications, 3);
    staged_release(&t);
}
END_TEST

/* Over what both have been seen in: 10 - 9, 12 - 10, 14 - 11. */
START_TEST(candidates_are_compared_where_both_were_seen) /* [CI] */
{
    struct staged t;
    struct cairn_candidate **c;
    double half_width;

    staged_init(&t, town(), 16);
    staged_add(&t, TOWN_BOX, 1, 1, true);
    staged_add(&t, TOWN_GPU, 1, 1, true);
    staged_tell(&t, 0, (const double[]){10, 12, 14, 99}, 4);
    staged_tell(&t, 1, (const double[]){9, 10, 11}, 3);
    c = t.answer.candidates;
    ck_assert_double_eq_tol(cairn_candidate_excess(c[0], c[1], 0.95, &half_width), 2, 1e-12);
    ck_assert_double_eq_tol(half_width, T2 / sqrt(3), 1e-9);
    ck_assert_double_eq_tol(cairn_candidate_excess(c[1], c[0], 0.95, NULL), -2, 1e-12);
    staged_release(&t);
}
END_TEST

/* ---- looks, which are after 2, 4, 8 and 16 replications ---- */

enum { N = 3, MOST = 16 };

/*
 * Three whose promises are kept, with a budget of 100: of 0 and 200 by turns it is undecided to the
 * end, with 1 it is kept and with 300 broken at the first look.
 */
static void stage_budget(struct staged *t, double p95_s)
{
    struct cairn_scenario *s = town();
    double values[MOST];

    s->workloads[0].promise.p95_s = p95_s;
    s->choose.budget = (struct cairn_budgets){.origin.file = "x",
                                              .carbon_g = 100,
                                              .energy_j = NAN,
                                              .water_l = NAN,
                                              .money_usd = NAN,
                                              .purchases_usd = NAN};
    staged_init(t, s, MOST);
    for (int i = 0; i < N; i++) {
        staged_add(t, TOWN_GPU, 1 + i, 1, true);
        for (int r = 0; r < MOST; r++)
            values[r] = i == 0 ? 200 * (r % 2) : i == 1 ? 1 : 300;
        staged_tell(t, i, values, MOST);
    }
}

START_TEST(looks_go_on_until_there_is_a_verdict)
{
    struct staged t;
    struct cairn_candidate **c;
    static const struct {
        int until, judged;
    } asked[] = {{1, 2}, {2, 2}, {3, 4}, {4, 4}, {9, 16}, {40, 16}};

    stage_budget(&t, INFINITY);
    c = t.answer.candidates;
    for (int i = 0; i < (int)(sizeof asked / sizeof *asked); i++) {
        ck_assert(cairn_candidate_judge(c[0], &t.answer.judging, asked[i].until));
        ck_assert_int_eq(c[0]->judged, asked[i].judged);
        ck_assert_int_eq(c[0]->verdict, CAIRN_UNDECIDED);
        ck_assert_double_eq(c[0]->judged_alpha, 0.025);
        ck_assert_int_eq(c[0]->looked_further, asked[i].judged == MOST);
        ck_assert_uint_eq(t.answer.lab.simulated, (uint64_t)asked[i].judged);
    }
    ck_assert(cairn_candidate_judge(c[1], &t.answer.judging, 9));
    ck_assert_int_eq(c[1]->judged, 2);
    ck_assert_int_eq(c[1]->verdict, CAIRN_KEPT);
    ck_assert(!c[1]->looked_further);
    ck_assert(cairn_candidate_judge(c[2], &t.answer.judging, 9));
    ck_assert_int_eq(c[2]->judged, 2);
    ck_assert_int_eq(c[2]->verdict, CAIRN_BROKEN);
    staged_release(&t);
}
END_TEST

/* Each as far as it is asked for; one that stands there twice is looked at once. */
START_TEST(some_are_judged_together)
{
    struct staged t;
    struct cairn_candidate **c, *some[4];

    stage_budget(&t, INFINITY);
    c = t.answer.candidates;
    some[0] = c[1];
    some[1] = some[3] = c[0];
    some[2] = c[2];
    ck_assert(cairn_candidates_judge(some, (const int[]){0, 3, 16, 4}, 4, &t.answer.judging));
    ck_assert_int_eq(c[0]->judged, 4);
    ck_assert_int_eq(c[1]->judged, 0);
    ck_assert_int_eq(c[2]->judged, 2);
    ck_assert_uint_eq(t.answer.lab.simulated, 4 + 2);
    staged_release(&t);
}
END_TEST

/* What is there already needs no lab: only what is missing can be stopped. */
START_TEST(a_stop_while_judging_is_one)
{
    static const struct {
        int until[N];
        bool done;
    } asked[] = {
        {{4, 0, 0}, true},  {{3, 0, 0}, true},  {{5, 0, 0}, false}, {{0, 2, 0}, false},
        {{4, 0, 2}, false}, {{4, 2, 2}, false}, {{0, 0, 1}, false},
    };

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct staged t;
        struct cairn_candidate **c;

        stage_budget(&t, INFINITY);
        c = t.answer.candidates;
        ck_assert(cairn_candidates_judge(c, (const int[]){4, 0, 0}, N, &t.answer.judging));
        t.limits.stop = always;
        ck_assert_int_eq(cairn_candidates_judge(c, asked[i].until, N, &t.answer.judging),
                         asked[i].done);
        ck_assert_int_eq(c[0]->judged, 4);
        ck_assert_int_eq(c[1]->judged, 0);
        ck_assert_int_eq(c[2]->judged, 0);
        staged_release(&t);
    }
}
END_TEST

/*
 * Of requests that are never late it takes ln 0.025 / ln 0.95 = 72 to show, at an error of 0.025,
 * that no more than 5 % are. Four per second for 6 s are some 48 in two replications: about half as
 * many again are looked at. A stop before that says so, and leaves the verdict.
 */
START_TEST(few_requests_are_looked_at_further) /* [PROMISE] */
{
    struct cairn_scenario *s = town();
    struct staged t;
    struct cairn_candidate *c;

    s->time.window_s = 6;
    staged_init(&t, s, 2);
    t.answer.judging.first = 2;
    staged_add(&t, TOWN_GPU, 1, 1, true);
    c = t.answer.candidates[0];
    cairn_lab_sample(&t.answer.lab, &c->trial.components.items[0], 2);
    t.limits.stop = always;
    ck_assert(!cairn_candidate_judge(c, &t.answer.judging, 2));
    ck_assert_int_eq(c->judged, 2);
    ck_assert_int_eq(c->verdict, CAIRN_UNDECIDED);
    ck_assert(!c->looked_further);
    t.limits.stop = NULL;
    ck_assert(cairn_candidate_judge(c, &t.answer.judging, 2));
    ck_assert(c->looked_further);
    ck_assert_int_eq(c->judged, 2);
    ck_assert_int_gt(c->trial.tested[0], 2);
    ck_assert_uint_eq(t.answer.lab.simulated, (uint64_t)c->trial.tested[0]);
    staged_release(&t);
}
END_TEST

/* What leaves nothing open is not looked at by component. */
START_TEST(what_is_kept_needs_no_settling) /* [PROMISE] */
{
    struct staged t;

    stage_budget(&t, 1);
    t.s->choose.budget.origin.file = NULL;
    ck_assert(cairn_candidate_judge(t.answer.candidates[0], &t.answer.judging, 2));
    ck_assert_int_eq(t.answer.candidates[0]->verdict, CAIRN_KEPT);
    ck_assert_int_eq(t.answer.candidates[0]->trial.tested[0], 0);
    staged_release(&t);
}
END_TEST

/* ---- results ---- */

/* Nothing takes a millisecond. */
START_TEST(results_are_those_of_the_last_look)
{
    for (int tight = 0; tight < 2; tight++) {
        struct staged t;
        struct cairn_candidate *c;
        struct cairn_promise_result *results;
        int n = 7;

        stage_budget(&t, tight ? 1e-3 : 10);
        c = t.answer.candidates[2];
        ck_assert_ptr_null(cairn_candidate_promises(c, &n));
        ck_assert_int_eq(n, 0);
        cairn_candidate_judge(c, &t.answer.judging, 2);
        results = cairn_candidate_promises(c, &n);
        ck_assert_ptr_nonnull(results);
        ck_assert_int_ge(n, 1);
        cairn_free(results);
        ck_assert_int_eq(c->verdict, CAIRN_BROKEN);
        ck_assert_int_eq(cairn_candidate_breaks_promise(c), tight); /* else only the budget */
        t.s->choose.budget.origin.file = NULL;                      /* what else could it be? */
        ck_assert(cairn_candidate_breaks_promise(c));
        staged_release(&t);
    }
}
END_TEST

Suite *test_candidate(void);

Suite *test_candidate(void)
{
    Suite *suite = suite_create("candidate");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, what_counts_is_what_was_settled);
    tcase_add_test(tests, candidates_are_compared_where_both_were_seen);
    tcase_add_test(tests, looks_go_on_until_there_is_a_verdict);
    tcase_add_test(tests, some_are_judged_together);
    tcase_add_test(tests, a_stop_while_judging_is_one);
    tcase_add_test(tests, few_requests_are_looked_at_further);
    tcase_add_test(tests, what_is_kept_needs_no_settling);
    tcase_add_test(tests, results_are_those_of_the_last_look);
    suite_add_tcase(suite, tests);
    return suite;
}

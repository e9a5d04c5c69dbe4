/* Latency on a front, by times made up by hand. */
#include <check.h>
#include <math.h>

#include "choose/answer.h"
#include "support/build.h"
#include "support/hand_trial.h"
#include "support/town.h"

/* Two workloads on the box of their site, and one on a box of its own. */
static struct cairn_scenario *three_workloads(void)
{
    struct cairn_scenario *s = town();
    int hut = build_site(s, "hut", 1), box;

    s->places[hut].grid = s->places[TOWN_STORE].grid;
    build_workload(s, "words", TOWN_STORE, 0, 1);
    build_workload(s, "zoom", hut, 0, 1);
    box = build_pool(s, "zoom-box", hut, s->pools[TOWN_BOX].hardware, 1);
    build_baseline(s, "today");
    build_send(s, 0, TOWN_BOX, 0, 1);
    build_send(s, 1, TOWN_BOX, 0, 1);
    build_send(s, 2, box, 0, 1);
    return s;
}

/* The front of a single candidate; NaN: it is not on it. */
static double latency_of(struct hand_trial *hand, double *half_width)
{
    struct cairn_candidate candidate = {
        .trial = hand->trial, .contender = true, .replications = hand->n};
    struct cairn_candidate *pointer = &candidate;
    struct cairn_answer answer = {.scenario = hand->s, .candidates = &pointer, .n_candidates = 1};
    struct cairn_front front;
    double value = NAN;

    cairn_front_init(&front, &answer, CAIRN_AXIS_LATENCY);
    hand->trial = candidate.trial; /* it has accounted */
    if (front.n > 0) {
        value = front.points[0].value;
        *half_width = front.points[0].half_width;
    }
    cairn_front_release(&front);
    return value;
}

/*
 * Promised 2 s, 0.5 s and any; the largest of 0.5 / 2 and 0.2 / 0.5 is 0.4, of 1.2 / 2 and
 * 0.2 / 0.5 it is 0.6. Alone or not: the third is another component.
 */
START_TEST(latency_is_the_largest_over_its_promise) /* [PARETO] */
{
    struct hand_trial hand;
    double half_width, t = 12.7062047361747; /* 0.975, one degree of freedom */

    hand_trial_init(&hand, three_workloads(), 2);
    ck_assert_int_eq(hand.trial.components.n, 2);
    hand.s->workloads[0].promise.p95_s = 2;
    hand.s->workloads[1].promise.p95_s = 0.5;
    hand.s->workloads[2].promise.p95_s = INFINITY;
    for (int r = 0; r < 2; r++) {
        hand_trial_times(&hand, 0, r)->kept_p95_s = r ? 1.2 : 0.5;
        hand_trial_times(&hand, 1, r)->kept_p95_s = 0.2;
        hand_trial_times(&hand, 2, r)->kept_p95_s = 9;
    }
    ck_assert_double_eq_tol(latency_of(&hand, &half_width), 0.5, 1e-12);
    ck_assert_double_eq_tol(half_width, t * 0.1, 1e-8);
    hand.s->workloads[2].promise.p95_s = 10; /* 0.9 */
    ck_assert_double_eq_tol(latency_of(&hand, &half_width), 0.9, 1e-12);
    hand.s->workloads[0].promise.p95_s = INFINITY;
    hand.s->workloads[1].promise.p95_s = INFINITY;
    hand_trial_times(&hand, 2, 1)->kept_p95_s = 5;
    ck_assert_double_eq_tol(latency_of(&hand, &half_width), 0.7, 1e-12);
    ck_assert_double_eq_tol(half_width, t * 0.2, 1e-8);
    hand.s->workloads[2].promise.p95_s = INFINITY;
    ck_assert_double_eq(latency_of(&hand, &half_width), 0);
    hand_trial_release(&hand);
}
END_TEST

/*
 * A replication without requests is not one of no latency: of 0.5 and 0.7 in the others the mean is
 * 0.6, give or take 12.7 x 0.1. Where more than 5 % have no answer in one there is no such time.
 */
START_TEST(latency_of_the_unanswered) /* [PARETO] */
{
    struct hand_trial hand;
    double half_width, t = 12.7062047361747;

    hand_trial_init(&hand, three_workloads(), 3);
    hand.s->workloads[0].promise.p95_s = 1;
    hand.s->workloads[1].promise.p95_s = INFINITY;
    hand.s->workloads[2].promise.p95_s = INFINITY;
    for (int w = 0; w < 3; w++)
        for (int r = 0; r < 3; r++)
            hand_trial_times(&hand, w, r)->kept_p95_s = r == 0 ? NAN : 0.3 + 0.2 * r;
    hand_trial_times(&hand, 1, 0)->kept_p95_s = 0.1; /* promised any: it says nothing */
    ck_assert_double_eq_tol(latency_of(&hand, &half_width), 0.6, 1e-12);
    ck_assert_double_eq_tol(half_width, t * 0.1, 1e-8);
    hand_trial_times(&hand, 0, 2)->kept_p95_s = INFINITY;
    ck_assert(isnan(latency_of(&hand, &half_width)));
    for (int r = 0; r < 3; r++)
        hand_trial_times(&hand, 0, r)->kept_p95_s = NAN;
    ck_assert(isnan(latency_of(&hand, &half_width)));
    hand_trial_release(&hand);
}
END_TEST

/* Of language models the first token and the others have promises of their own. */
START_TEST(latency_of_tokens) /* [PARETO] */
{
    struct hand_trial hand;
    struct cairn_promise *promise;
    double half_width;
    int source, c;

    hand_trial_init(&hand, three_workloads(), 2);
    promise = &hand.s->workloads[0].promise;
    *promise = (struct cairn_promise){.p95_s = 10, .ttft_s = 2, .tpot_s = 0.1};
    hand.s->workloads[1].promise.p95_s = INFINITY;
    hand.s->workloads[2].promise.p95_s = INFINITY;
    for (int r = 0; r < 2; r++) {
        struct cairn_source_summary *times = hand_trial_times(&hand, 0, r);

        times->kept_p95_s = 4;                 /* 0.4 */
        times->kept_first_s = r ? 0.6 : 1.2;   /* 0.3 or 0.6 */
        times->kept_token_s = r ? 0.05 : 0.01; /* 0.5 or 0.1 */
    }
    ck_assert_double_eq_tol(latency_of(&hand, &half_width), 0.4, 1e-12);
    c = hand_trial_component(&hand, 0, &source);
    hand.trial.components.items[c].sources[source].of_tokens = true;
    ck_assert_double_eq_tol(latency_of(&hand, &half_width), 0.55, 1e-12);
    hand_trial_release(&hand);
}
END_TEST

Suite *test_front_latency(void);

Suite *test_front_latency(void)
{
    Suite *suite = suite_create("front_latency");
    TCase *tests = tcase_create("front_latency");

    tcase_add_test(tests, latency_is_the_largest_over_its_promise);
    tcase_add_test(tests, latency_of_the_unanswered);
    tcase_add_test(tests, latency_of_tokens);
    suite_add_tcase(suite, tests);
    return suite;
}

/* What one search sample says, of counts and times made up by hand. */
#include <check.h>
#include <math.h>

#include "choose/outcome.h"
#include "support/build.h"
#include "support/hand_trial.h"
#include "support/town.h"

/* Promised 2 s: 0.5 s is a quarter of it. Whom nobody answers is not fast. */
START_TEST(the_unanswered_are_slow)
{
    static const double kept_s[] = {0.5, INFINITY, NAN}, latency[] = {0.25, INFINITY, 0};
    struct cairn_scenario *s = town();
    struct hand_trial hand;

    s->workloads[0].promise.p95_s = 2;
    build_baseline(s, "today");
    build_send(s, 0, TOWN_BOX, 0, 1);
    hand_trial_init(&hand, s, 2);
    for (int i = 0; i < 3; i++) {
        struct cairn_outcome outcome;

        for (int r = 0; r < 2; r++)
            hand_trial_times(&hand, 0, r)->kept_p95_s = kept_s[i];
        cairn_outcome_look(&outcome, &hand.trial, 2);
        ck_assert(outcome.latency == latency[i]);
    }
    hand_trial_release(&hand);
}
END_TEST

Suite *test_outcome(void);
Suite *test_outcome(void)
{
    Suite *suite = suite_create("outcome");
    TCase *tests = tcase_create("outcome");

    tcase_add_test(tests, the_unanswered_are_slow);
    suite_add_tcase(suite, tests);
    return suite;
}

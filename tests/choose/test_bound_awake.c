#include <check.h>
#include <math.h>

#include "choose/bound_awake.h"
#include "support/build.h"
#include "support/town.h"

/* A town whose first workload comes so often, by some process; its plan, a window without shape. */
struct watch {
    struct cairn_scenario *s;
    struct cairn_plan plan;
};

static void watch_init(struct watch *watch, enum cairn_distribution_kind process, double cv,
                       double rate_per_s)
{
    watch->s = town_random(1);
    watch->s->time.window_s = 3600;
    watch->s->time.run_in_s = 600;
    for (int w = 0; w < watch->s->n_workloads; w++) {
        watch->s->workloads[w].arrivals.process = process;
        watch->s->workloads[w].arrivals.cv = cv;
        watch->s->workloads[w].arrivals.rate_per_s = rate_per_s;
        watch->s->workloads[w].arrivals.shape = CAIRN_NONE;
        watch->s->workloads[w].peak = NAN;
    }
    cairn_plan_init(&watch->plan, watch->s);
}

static void watch_release(struct watch *watch)
{
    cairn_plan_release(&watch->plan);
    build_free(watch->s);
}

static double awake(const struct watch *watch, double share, double after_s, double wake_s)
{
    return cairn_bound_awake(&watch->plan, 0, watch->s,
                             &(struct cairn_bound_sleeper){0, share, after_s, wake_s});
}

/* Closed form: 1 - exp(-r x); of half of the requests, of half the rate. */
START_TEST(poisson_gaps_have_a_closed_form) /* [BOUND] */
{
    struct watch watch;

    watch_init(&watch, CAIRN_EXPONENTIAL, NAN, 0.1);
    ck_assert_double_eq_tol(awake(&watch, 1, 5, 0), 1 - exp(-0.5), 1e-12);
    ck_assert_double_eq_tol(awake(&watch, 0.5, 5, 0), 1 - exp(-0.25), 1e-12);
    ck_assert_double_eq_tol(awake(&watch, 1, 1e5, 0), 1, 1e-12);
    watch_release(&watch);
}
END_TEST

/*
 * A request each 10 s exactly, 3 s awake and 2 s of waking: awake for half of the time. Less is
 * proven: 2 + 3 of 360 gaps are added for the ends of windows.
 */
START_TEST(waking_counts) /* [BOUND] */
{
    struct watch watch;
    double proven;

    watch_init(&watch, CAIRN_DETERMINISTIC, NAN, 0.1);
    proven = awake(&watch, 1, 3, 2);
    ck_assert_double_le(proven, 0.5);
    ck_assert_double_ge(proven, 0.36);
    ck_assert(proven > awake(&watch, 1, 3, 0));
    ck_assert_double_eq_tol(awake(&watch, 1, 20, 0), 1, 1e-12); /* no gap is as long */
    ck_assert(awake(&watch, 0.5, 20, 0) == 0.0); /* of a share of such gaps nothing is known */
    watch_release(&watch);
}
END_TEST

/* Of what comes in surges nothing is known. */
START_TEST(surges_prove_nothing) /* [BOUND] */
{
    struct watch watch;

    watch_init(&watch, CAIRN_EXPONENTIAL, NAN, 0.1);
    watch.s->workloads[0].arrivals.surge = 0;
    ck_assert(awake(&watch, 1, 1e5, 0) == 0.0);
    watch.s->workloads[0].arrivals.surge = CAIRN_NONE;
    watch_release(&watch);
}
END_TEST

Suite *test_bound_awake(void);

Suite *test_bound_awake(void)
{
    Suite *suite = suite_create("bound_awake");
    TCase *tcase = tcase_create("bound_awake");

    tcase_add_test(tcase, poisson_gaps_have_a_closed_form);
    tcase_add_test(tcase, waking_counts);
    tcase_add_test(tcase, surges_prove_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

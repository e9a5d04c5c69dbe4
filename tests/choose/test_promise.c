#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/promise.h"
#include "choose/trial.h"
#include "math/stats.h"
#include "support/build.h"
#include "support/promise_bench.h"
#include "support/town.h"

/*
 * 10 of 100 late in the window of one hour, 2 of 100 in that of three: (10 + 3 x 2) / (100 + 300).
 * Kish: (100 + 300)^2 / (100 + 9 x 100) = 160 requests a replication.
 */
START_TEST(shares_are_weighted_by_hours) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    bench_set_all(&b, 100, 100, 50); /* the peaks do not count */
    for (int r = 0; r < BENCH_REPLICATIONS; r++) {
        bench_set(&b, r, BENCH_ONE_HOUR, 100, 10, 4);
        bench_set(&b, r, BENCH_THREE_HOURS, 100, 2, 0);
    }
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(b.n_results, 4); /* p95 and loss, and both at the peak: no tokens */
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95)->share, 0.04, 1e-15);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95)->requests,
                            BENCH_REPLICATIONS * 160.0, 1e-9);
    ck_assert(bench_result(&b, CAIRN_PROMISE_P95)->limit == 0.05);
    ck_assert(bench_result(&b, CAIRN_PROMISE_P95)->promised_s == 1);
    ck_assert(bench_result(&b, CAIRN_PROMISE_P95)->p95_s == 2.5); /* mean of 1, 2, 3, 4 */
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_LOSS)->share, 0.01, 1e-15);
    ck_assert(bench_result(&b, CAIRN_PROMISE_LOSS)->limit == 0.02);
    ck_assert(isnan(bench_result(&b, CAIRN_PROMISE_LOSS)->p95_s));
    bench_release(&b);
}
END_TEST

/* 1, 2, 3 and 4 s; a replication without requests says nothing, one without answers all. */
START_TEST(times_are_of_replications_that_have_requests) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    bench_set_all(&b, 100, 0, 0);
    b.summaries[3].kept_p95_s = NAN;
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert(bench_result(&b, CAIRN_PROMISE_P95)->p95_s == 2);
    b.summaries[0].kept_p95_s = INFINITY;
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert(isinf(bench_result(&b, CAIRN_PROMISE_P95)->p95_s));
    for (int r = 0; r < BENCH_REPLICATIONS; r++)
        b.summaries[r].kept_p95_s = NAN;
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert(isnan(bench_result(&b, CAIRN_PROMISE_P95)->p95_s));
    bench_release(&b);
}
END_TEST

START_TEST(the_worst_peak_counts_by_itself) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    bench_set_all(&b, 100000, 0, 0);
    for (int r = 0; r < BENCH_REPLICATIONS; r++) {
        bench_set(&b, r, BENCH_PEAK, 100000, 7000, 0);
        bench_set(&b, r, BENCH_OTHER_PEAK, 100000, 6000, 3000);
    }
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95)->verdict, CAIRN_KEPT);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_LOSS)->verdict, CAIRN_KEPT);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->verdict, CAIRN_BROKEN);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->share, 0.07, 1e-15);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_LOSS_PEAK)->verdict, CAIRN_BROKEN);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_LOSS_PEAK)->share, 0.03, 1e-15);
    bench_release(&b);
}
END_TEST

/* One peak has a larger share but a wide interval, the other surely breaks the promise. */
START_TEST(a_verdict_is_worse_than_a_share) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    bench_set_all(&b, 100000, 0, 0);
    for (int r = 0; r < BENCH_REPLICATIONS; r++) {
        bench_set(&b, r, BENCH_PEAK, 100000, r % 2 ? 0 : 20000, 0);
        bench_set(&b, r, BENCH_OTHER_PEAK, 100000, 6000, 0);
    }
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->share, 0.06, 1e-15);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->verdict, CAIRN_BROKEN);
    bench_release(&b);
}
END_TEST

/* Without peaks in the plan there is nothing to say about them. */
START_TEST(no_peak_no_result) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    b.rig.plan.n_windows = BENCH_PEAK;
    bench_set_all(&b, 1000, 0, 0);
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(b.n_results, 2);
    bench_release(&b);
}
END_TEST

START_TEST(any_is_no_promise) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    b.s->workloads[0].promise.p95_s = INFINITY;
    bench_set_all(&b, 1000, 0, 0);
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(b.n_results, 2);
    ck_assert_int_eq(b.results[0].kind, CAIRN_PROMISE_LOSS);
    ck_assert_int_eq(b.results[1].kind, CAIRN_PROMISE_LOSS_PEAK);
    bench_release(&b);
}
END_TEST

START_TEST(a_loss_of_nothing_is_kept_until_something_is_lost) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    b.s->workloads[0].promise.loss = 0;
    bench_set_all(&b, 10, 0, 0);
    bench_test(&b, 1, 0.05);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_LOSS)->verdict, CAIRN_KEPT);
    bench_set(&b, 0, BENCH_THREE_HOURS, 1000000, 0, 1);
    bench_test(&b, 1, 0.05);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_LOSS)->verdict, CAIRN_BROKEN);
    bench_release(&b);
}
END_TEST

/* One replication says nothing about its error, whatever its share. */
START_TEST(one_replication_decides_nothing) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    for (int late = 0; late <= 1000; late += 500) {
        bench_set_all(&b, 1000, late, 0);
        bench_test(&b, 1, 0.05);
        ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95)->verdict, CAIRN_UNDECIDED);
        ck_assert(bench_result(&b, CAIRN_PROMISE_P95)->half_width == HUGE_VAL);
    }
    bench_release(&b);
}
END_TEST

/* Shares of 3 % and 5 %: mean 4 %, standard error 1 %, t(0.975; 1) = 12.7062. */
START_TEST(intervals_are_students) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    for (int r = 0; r < 2; r++)
        for (int w = 0; w < BENCH_N_WINDOWS; w++)
            bench_set(&b, r, w, 1000, r ? 50 : 30, 0);
    bench_test(&b, 2, 0.05);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95)->half_width, 0.127062047361747,
                            1e-9);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95)->verdict, CAIRN_UNDECIDED);
    bench_release(&b);
}
END_TEST

/*
 * n requests in a window of one hour and n in one of three are worth (n + 3 n)^2 / (n + 9 n),
 * which is 1.6 n. Without a late one, two such replications leave open what N = 3.2 n independent
 * requests do: 1 - 0.025^(1/N), which is 5.6 % for n = 20 and 2.8 % for n = 40.
 */
START_TEST(few_requests_prove_little) /* [PROMISE] */
{
    struct promise_bench b;

    bench_init(&b);
    for (int n = 20; n <= 60; n += 20) {
        const struct cairn_promise_result *p95;
        double open = 1 - pow(0.025, 1 / (3.2 * n));

        bench_set_all(&b, n, 0, 0);
        bench_test(&b, 2, 0.05);
        p95 = bench_result(&b, CAIRN_PROMISE_P95);
        ck_assert_double_eq_tol(p95->half_width, open, 1e-12);
        ck_assert_int_eq(p95->verdict, n == 20 ? CAIRN_UNDECIDED : CAIRN_KEPT);
    }
    bench_set_all(&b, 0, 0, 0);
    bench_test(&b, 2, 0.05);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95)->verdict, CAIRN_UNDECIDED);
    bench_release(&b);
}
END_TEST

/*
 * Shares that swing by +-d about their mean over four replications have the half-width
 * t(1 - alpha/2; 3) d / sqrt 3. The mean is put a hair to either side of where a verdict changes.
 */
START_TEST(verdicts_change_where_the_interval_crosses_the_limit) /* [PROMISE] */
{
    enum { MANY = 1000000, SWING = 1000 };
    double half = cairn_stats_t_quantile(0.975, 3) * SWING / sqrt(3);
    const struct {
        double late;
        enum cairn_verdict verdict;
    } cases[] = {
        {0.05 * MANY - half - 1, CAIRN_KEPT},
        {0.05 * MANY - half + 1, CAIRN_UNDECIDED},
        {0.05 * MANY + half - 1, CAIRN_UNDECIDED},
        {0.05 * MANY + half + 1, CAIRN_BROKEN},
    };
    struct promise_bench b;

    bench_init(&b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int r = 0; r < BENCH_REPLICATIONS; r++)
            for (int w = 0; w < BENCH_N_WINDOWS; w++)
                bench_set(&b, r, w, MANY, lround(cases[i].late) + (r % 2 ? SWING : -SWING), 0);
        bench_test(&b, BENCH_REPLICATIONS, 0.05);
        ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95)->verdict, cases[i].verdict);
    }
    bench_release(&b);
}
END_TEST

/*
 * Two peaks, over which the worst is taken. Both have to be kept, each at the whole error; that of
 * "broken" is shared: a share of 5.2 % that swings by 0.1 % about it over four replications is
 * 0.2 / (0.1 / sqrt 3) = 3.46 standard errors beyond its limit, more than t(0.975; 3) = 3.18, less
 * than t(0.9875; 3) = 4.18.
 */
START_TEST(peaks_share_the_error_of_broken) /* [PROMISE] */
{
    double half = cairn_stats_t_quantile(1 - 0.025, 3) * 0.001 / sqrt(3);
    struct promise_bench b;

    bench_init(&b);
    for (int r = 0; r < BENCH_REPLICATIONS; r++)
        for (int w = 0; w < BENCH_N_WINDOWS; w++)
            bench_set(&b, r, w, 100000, r % 2 ? 5100 : 5300, 0);
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95)->half_width, half, 1e-12);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->half_width, half, 1e-12);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95)->verdict, CAIRN_BROKEN);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->verdict, CAIRN_UNDECIDED);
    bench_release(&b);
}
END_TEST

/*
 * How many times more replications it takes. 40 requests in a window of one hour and 40 in one of
 * three, in two replications, are worth 128 (see above); without a late one 5 % take
 * ln 0.001 / ln 0.95 = 134.7. Shares that swing by 0.1 % about 4.95 %: the half-width over the
 * distance to the limit, squared.
 */
START_TEST(how_many_more_replications) /* [PROMISE] */
{
    struct cairn_promise_error error = {0.001, 0.001};
    double half = cairn_stats_t_quantile(0.999, 3) * 0.001 / sqrt(3);
    struct promise_bench b;

    bench_init(&b);
    bench_set_all(&b, 40, 0, 0);
    bench_test(&b, 2, 0.002);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95)->verdict, CAIRN_UNDECIDED);
    ck_assert_double_eq_tol(cairn_promise_more(bench_result(&b, CAIRN_PROMISE_P95), error),
                            log(0.001) / log(0.95) / 128, 1e-9);
    for (int r = 0; r < BENCH_REPLICATIONS; r++)
        for (int w = 0; w < BENCH_N_WINDOWS; w++)
            bench_set(&b, r, w, 1000000, r % 2 ? 48500 : 50500, 0);
    bench_test(&b, BENCH_REPLICATIONS, 0.002);
    ck_assert_double_eq_tol(cairn_promise_more(bench_result(&b, CAIRN_PROMISE_P95), error),
                            half / 0.0005 * half / 0.0005, 1e-6);
    bench_set_all(&b, 1000, 50, 0); /* at its limit, whatever is done */
    bench_test(&b, BENCH_REPLICATIONS, 0.002);
    ck_assert(isinf(cairn_promise_more(bench_result(&b, CAIRN_PROMISE_P95), error)));
    bench_release(&b);
}
END_TEST

/* ---- a whole placement ---- */

/* Two workloads of one site on one box: 8 requests per second, 100 ms each. */
static struct cairn_scenario *two_workloads(void)
{
    struct cairn_scenario *s = town();

    build_workload(s, "words", TOWN_STORE, 0, 4);
    build_baseline(s, "today");
    for (int w = 0; w < 2; w++) {
        s->workloads[w].promise.p95_s = 0.25;
        s->workloads[w].promise.loss = 0.01;
        build_send(s, w, TOWN_BOX, 0, 1);
    }
    return s;
}

/*
 * Each promise has the whole error of "kept", so that its interval is that of the promise alone;
 * of half of that of "broken" (the other half is that of loads) two sources with up to four
 * promises each have an eighth.
 */
START_TEST(only_the_error_of_broken_is_split) /* [PROMISE] */
{
    enum { N = 5 };
    struct cairn_scenario *s = two_workloads();
    struct cairn_plan plan;
    struct cairn_factor_book book;
    struct cairn_lab lab;
    struct cairn_placement placement;
    struct cairn_trial trial;
    struct cairn_promise_result *results, alone[CAIRN_N_PROMISES];
    struct cairn_promise_error error;
    int n;

    cairn_plan_init(&plan, s);
    cairn_factor_book_init(&book);
    cairn_lab_init(&lab, 1, CAIRN_LAB_SELECTION);
    cairn_placement_from_baseline(&placement, s, 0);
    cairn_trial_init(&trial, s, &plan, &placement, &book, &lab);
    results = cairn_trial_promises(&trial, N, 0.05, &n);
    error = cairn_trial_promise_error(&trial, 0.05);
    ck_assert_double_eq(error.kept, 0.05);
    ck_assert_double_eq_tol(error.broken, 0.05 / 2 / 8, 1e-15);
    ck_assert_int_eq(n, 4); /* p95 and loss of two workloads; no peaks */
    for (int w = 0; w < 2; w++) {
        const struct cairn_component *component = &trial.components.items[0];

        ck_assert_int_eq(component->n_sources, 2);
        ck_assert_int_eq(
            cairn_promise_test(s, component, w, cairn_trial_entry(&trial, 0, N), N, error, alone),
            2);
        ck_assert(alone[0].share > 0); /* or the test could not fail */
        ck_assert(results[2 * w].half_width == alone[0].half_width);
        ck_assert(results[2 * w + 1].half_width == alone[1].half_width);
    }
    cairn_free(results);
    cairn_trial_release(&trial);
    cairn_placement_release(&placement);
    cairn_lab_release(&lab);
    cairn_factor_book_release(&book);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/*
 * A variant that is right in 0.9 of all cases may be answered for wrongly in 1 - 0.81 / 0.9 = 10 %
 * of them. The test is that of late requests; what differs is what it counts, and its limit.
 * [CACHE]
 */
START_TEST(accuracy_of_the_whole)
{
    static const struct {
        int64_t wrong;
        enum cairn_verdict verdict;
    } cases[] = {{5, CAIRN_KEPT}, {15, CAIRN_BROKEN}, {10, CAIRN_UNDECIDED}};
    struct cairn_promise_result got;
    struct promise_bench b;

    bench_init(&b);
    b.rig.routes[0].accuracy = 0.9;
    b.s->workloads[0].promise.accuracy = 0.81;
    rig_add_cache(&b.rig, CAIRN_LRU, 10);
    b.rig.routes[0].cache = 0;
    ck_assert(!cairn_promise_has_accuracy(b.s, &b.rig.component, 0));
    b.rig.caches[0].wrong = 0.5;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int r = 0; r < BENCH_REPLICATIONS; r++)
            for (int w = 0; w < BENCH_N_WINDOWS; w++) {
                int at = cairn_layout_source(&b.entry.sum.layout, w, 0, CAIRN_WRONG);

                bench_set(&b, r, w, 100, 0, 0);
                b.samples[r].counts[at] = cases[i].wrong + (r % 2 ? 1 : -1);
            }
        ck_assert(cairn_promise_has_accuracy(b.s, &b.rig.component, 0));
        cairn_promise_test_accuracy(b.s, &b.rig.component, 0, &b.entry, 4, bench_both(0.05), &got);
        ck_assert_double_eq_tol(got.limit, 0.1, 1e-15);
        ck_assert_double_eq_tol(got.share, (double)cases[i].wrong / 100, 1e-15);
        ck_assert_int_eq(got.verdict, cases[i].verdict);
    }
    b.s->workloads[0].promise.accuracy = 0; /* any */
    ck_assert(!cairn_promise_has_accuracy(b.s, &b.rig.component, 0));
    bench_release(&b);
}
END_TEST

Suite *test_promise(void);

Suite *test_promise(void)
{
    Suite *suite = suite_create("promise");
    TCase *shares = tcase_create("shares");
    TCase *verdicts = tcase_create("verdicts");

    tcase_add_test(shares, shares_are_weighted_by_hours);
    tcase_add_test(shares, times_are_of_replications_that_have_requests);
    tcase_add_test(shares, the_worst_peak_counts_by_itself);
    tcase_add_test(shares, a_verdict_is_worse_than_a_share);
    tcase_add_test(shares, no_peak_no_result);
    tcase_add_test(shares, any_is_no_promise);
    tcase_add_test(verdicts, a_loss_of_nothing_is_kept_until_something_is_lost);
    tcase_add_test(verdicts, one_replication_decides_nothing);
    tcase_add_test(verdicts, intervals_are_students);
    tcase_add_test(verdicts, few_requests_prove_little);
    tcase_add_test(verdicts, verdicts_change_where_the_interval_crosses_the_limit);
    tcase_add_test(verdicts, peaks_share_the_error_of_broken);
    tcase_add_test(verdicts, how_many_more_replications);
    tcase_add_test(verdicts, only_the_error_of_broken_is_split);
    suite_add_tcase(suite, shares);
    tcase_add_test(verdicts, accuracy_of_the_whole);
    suite_add_tcase(suite, verdicts);
    return suite;
}

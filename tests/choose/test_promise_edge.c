/* Promises at their edges, of tokens and of accuracy, by counts made up by hand. [PROMISE] */
#include <check.h>
#include <math.h>

#include "math/stats.h"
#include "support/promise_bench.h"

/* ---- where a verdict changes ---- */

static enum cairn_verdict verdict_at(struct promise_bench *b, double limit)
{
    b->s->workloads[0].promise.loss = limit;
    bench_test(b, BENCH_REPLICATIONS, 0.05);
    return bench_result(b, CAIRN_PROMISE_LOSS)->verdict;
}

/* Kept where the interval ends at or below the limit, broken where it begins above. */
START_TEST(at_its_limit_an_interval_keeps)
{
    const struct cairn_promise_result *loss;
    struct promise_bench b;
    double ends, begins;

    bench_init(&b);
    for (int r = 0; r < BENCH_REPLICATIONS; r++)
        for (int w = 0; w < BENCH_N_WINDOWS; w++)
            bench_set(&b, r, w, 100000, 0, r % 2 ? 5000 : 5100);
    ck_assert_int_eq(verdict_at(&b, 0.5), CAIRN_KEPT);
    loss = bench_result(&b, CAIRN_PROMISE_LOSS);
    ck_assert_double_eq_tol(loss->share, 0.0505, 1e-12);
    ck_assert_double_gt(loss->half_width, 0.0001);
    ends = loss->share + loss->half_width;
    begins = loss->share - loss->half_width;
    ck_assert_int_eq(verdict_at(&b, ends), CAIRN_KEPT);
    ck_assert_int_eq(verdict_at(&b, nextafter(ends, 0)), CAIRN_UNDECIDED);
    ck_assert_int_eq(verdict_at(&b, begins), CAIRN_UNDECIDED);
    ck_assert_int_eq(verdict_at(&b, nextafter(begins, 0)), CAIRN_BROKEN);
    bench_release(&b);
}
END_TEST

/* One request in each replication, in the window of one hour: it is worth one, and was late. */
START_TEST(a_single_request_counts)
{
    const struct cairn_promise_result *p95;
    struct promise_bench b;

    bench_init(&b);
    bench_set(&b, 0, BENCH_ONE_HOUR, 1, 1, 0);
    bench_set(&b, 0, BENCH_PEAK, 1, 1, 0);
    bench_test(&b, 1, 0.05);
    p95 = bench_result(&b, CAIRN_PROMISE_P95);
    ck_assert_double_eq(p95->requests, 1);
    ck_assert_double_eq(p95->share, 1);
    ck_assert_double_eq(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->requests, 1);
    /* of two without a late one 1 - sqrt 0.025 is left open, of one nearly all: 0.975 */
    bench_set(&b, 0, BENCH_ONE_HOUR, 1, 0, 0);
    bench_test(&b, 2, 0.05);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95)->half_width, 0.975, 1e-12);
    bench_set(&b, 1, BENCH_ONE_HOUR, 1, 0, 0);
    bench_test(&b, 2, 0.05);
    ck_assert_double_eq(bench_result(&b, CAIRN_PROMISE_P95)->requests, 2);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95)->half_width, 1 - sqrt(0.025),
                            1e-12);
    bench_release(&b);
}
END_TEST

/* ---- peaks ---- */

/*
 * A season may have its peak in the first window, which then counts twice: for the year and as a
 * peak. 5.2 %, swinging by 0.1 %, is 3.46 standard errors beyond the limit: more than
 * t(0.975; 3) = 3.18 of a peak that has the error for itself, less than t(0.9875; 3) = 4.18.
 */
START_TEST(the_first_window_may_be_a_peak)
{
    struct promise_bench b;

    bench_init(&b);
    for (int r = 0; r < BENCH_REPLICATIONS; r++) {
        for (int w = 0; w < BENCH_N_WINDOWS; w++)
            bench_set(&b, r, w, 100000, 0, 0);
        bench_set(&b, r, BENCH_ONE_HOUR, 100000, r % 2 ? 5100 : 5300, 0);
    }
    b.rig.windows[BENCH_ONE_HOUR].peak = true;
    b.rig.windows[BENCH_PEAK].peak = b.rig.windows[BENCH_OTHER_PEAK].peak = false;
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->verdict, CAIRN_BROKEN);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->share, 0.052, 1e-12);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95)->share, 0.013, 1e-12);
    b.rig.windows[BENCH_OTHER_PEAK].peak = true;
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->verdict, CAIRN_UNDECIDED);
    bench_release(&b);
}
END_TEST

/* The worst is not the first, nor the last: of equal verdicts the larger share. */
START_TEST(the_worst_peak_stands_anywhere)
{
    struct promise_bench b;

    bench_init(&b);
    b.rig.windows[BENCH_THREE_HOURS].peak = true;
    for (int r = 0; r < BENCH_REPLICATIONS; r++) {
        bench_set(&b, r, BENCH_ONE_HOUR, 100000, 0, 0);
        bench_set(&b, r, BENCH_THREE_HOURS, 100000, 1000, 0);
        bench_set(&b, r, BENCH_PEAK, 100000, 3000, 0);
        bench_set(&b, r, BENCH_OTHER_PEAK, 100000, 2000, 0);
    }
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->verdict, CAIRN_KEPT);
    ck_assert_double_eq_tol(bench_result(&b, CAIRN_PROMISE_P95_PEAK)->share, 0.03, 1e-12);
    bench_release(&b);
}
END_TEST

/* ---- tokens ---- */

START_TEST(tokens_have_promises_of_their_own)
{
    static const struct {
        enum cairn_promise_kind kind;
        const char *name;
        double share, promised_s, p95_s;
        bool of_time;
    } rows[CAIRN_N_PROMISES] = {
        {CAIRN_PROMISE_P95, "p95", 0.01, 1, 2.5, true},
        {CAIRN_PROMISE_LOSS, "loss", 0.002, NAN, NAN, false},
        {CAIRN_PROMISE_P95_PEAK, "p95 at peak", 0.01, 1, NAN, true},
        {CAIRN_PROMISE_LOSS_PEAK, "loss at peak", 0.002, NAN, NAN, false},
        {CAIRN_PROMISE_TTFT, "ttft", 0.03, 2, 0.25, true},
        {CAIRN_PROMISE_TPOT, "tpot", 0.04, 0.1, 0.025, true},
        {CAIRN_PROMISE_TTFT_PEAK, "ttft at peak", 0.03, 2, NAN, true},
        {CAIRN_PROMISE_TPOT_PEAK, "tpot at peak", 0.04, 0.1, NAN, true},
    };
    struct promise_bench b;

    bench_init(&b);
    bench_set_all(&b, 1000, 10, 2);
    for (int r = 0; r < BENCH_REPLICATIONS; r++) {
        for (int w = 0; w < BENCH_N_WINDOWS; w++) {
            const struct cairn_layout *layout = &b.entry.sum.layout;

            b.samples[r].counts[cairn_layout_source(layout, w, 0, CAIRN_SLOW_FIRST)] = 30;
            b.samples[r].counts[cairn_layout_source(layout, w, 0, CAIRN_SLOW_TOKEN)] = 40;
        }
        b.summaries[r].kept_first_s = 0.1 * (r + 1); /* 0.25 on average */
        b.summaries[r].kept_token_s = 0.01 * (r + 1);
    }
    b.s->workloads[0].promise.ttft_s = 2;
    b.s->workloads[0].promise.tpot_s = 0.1;
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(b.n_results, 4); /* it is no language model */
    ck_assert_int_eq(cairn_promise_most(b.s, &b.rig.component, 0), 4);
    b.rig.sources[0].of_tokens = true;
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(b.n_results, CAIRN_N_PROMISES);
    ck_assert_int_eq(cairn_promise_most(b.s, &b.rig.component, 0), 8);
    for (int i = 0; i < CAIRN_N_PROMISES; i++) {
        ck_assert_int_eq(b.results[i].kind, rows[i].kind);
        ck_assert_str_eq(cairn_promise_name(rows[i].kind), rows[i].name);
        ck_assert(cairn_promise_is_of_time(rows[i].kind) == rows[i].of_time);
        ck_assert_double_eq_tol(b.results[i].share, rows[i].share, 1e-12);
        ck_assert(b.results[i].limit == (rows[i].of_time ? 0.05 : 0.02));
        ck_assert(isnan(rows[i].promised_s) ? isnan(b.results[i].promised_s)
                                            : b.results[i].promised_s == rows[i].promised_s);
        ck_assert(isnan(rows[i].p95_s) ? isnan(b.results[i].p95_s)
                                       : fabs(b.results[i].p95_s - rows[i].p95_s) < 1e-12);
    }
    b.s->workloads[0].promise.ttft_s = INFINITY;
    ck_assert_int_eq(cairn_promise_most(b.s, &b.rig.component, 0), 6);
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert_int_eq(b.n_results, 6);
    b.s->workloads[0].promise.tpot_s = INFINITY;
    ck_assert_int_eq(cairn_promise_most(b.s, &b.rig.component, 0), 4);
    b.s->workloads[0].promise.ttft_s = 2;
    ck_assert_int_eq(cairn_promise_most(b.s, &b.rig.component, 0), 6);
    bench_release(&b);
}
END_TEST

START_TEST(loads_accuracy_and_power_are_of_no_time)
{
    ck_assert(!cairn_promise_is_of_time(CAIRN_PROMISE_LOAD));
    ck_assert(!cairn_promise_is_of_time(CAIRN_PROMISE_ACCURACY));
    ck_assert(!cairn_promise_is_of_time(CAIRN_PROMISE_POWER));
}
END_TEST

/* ---- accuracy ---- */

/* Two routes of the first source, with accuracies of 0.9 and 0.8; one of the second, with 0.5. */
static void add_routes(struct promise_bench *b)
{
    rig_add_cache(&b->rig, CAIRN_LRU, 10);
    rig_add_cache(&b->rig, CAIRN_LRU, 10);
    b->rig.caches[1].wrong = 0.5;
    rig_add_route(&b->rig, 0);
    rig_add_source(&b->rig, 1);
    rig_add_route(&b->rig, 0);
    b->rig.sources[1].scenario_workload = 0;
    for (int r = 0; r < 3; r++)
        b->rig.routes[r].cache = CAIRN_NONE;
    b->rig.routes[0].accuracy = 0.9;
    b->rig.routes[1].accuracy = 0.8;
    b->rig.routes[2].accuracy = 0.5;
    b->s->workloads[0].promise.accuracy = 0.72;
}

START_TEST(a_cache_of_any_route_may_be_wrong) /* [CACHE] */
{
    struct promise_bench b;

    bench_init(&b);
    add_routes(&b);
    for (int cache = 0; cache < 2; cache++) /* the first is never wrong */
        for (int r = 0; r < 3; r++) {
            b.rig.routes[r].cache = cache;
            for (int s = 0; s < 2; s++)
                ck_assert(cairn_promise_has_accuracy(b.s, &b.rig.component, s) ==
                          (cache == 1 && s == (r == 2)));
            b.rig.routes[r].cache = CAIRN_NONE;
        }
    bench_release(&b);
}
END_TEST

/* 1 - 0.72 / 0.8 of the least accurate route, in whatever order; and never less than nothing. */
START_TEST(the_least_accurate_route_limits) /* [CACHE] */
{
    struct cairn_promise_result got;
    struct promise_bench b;

    bench_init(&b);
    add_routes(&b);
    bench_set_all(&b, 1000, 0, 0);
    for (int swapped = 0; swapped < 2; swapped++) {
        b.rig.routes[swapped].accuracy = 0.9;
        b.rig.routes[!swapped].accuracy = 0.8;
        b.s->workloads[0].promise.accuracy = 0.72;
        cairn_promise_test_accuracy(b.s, &b.rig.component, 0, &b.entry, 4, bench_both(0.05), &got);
        ck_assert_int_eq(got.kind, CAIRN_PROMISE_ACCURACY);
        ck_assert_double_eq_tol(got.limit, 0.1, 1e-12);
        ck_assert_int_eq(got.verdict, CAIRN_KEPT);
        b.s->workloads[0].promise.accuracy = 0.85;
        cairn_promise_test_accuracy(b.s, &b.rig.component, 0, &b.entry, 4, bench_both(0.05), &got);
        ck_assert_double_eq(got.limit, 0);
        ck_assert_int_eq(got.verdict, CAIRN_KEPT); /* nothing was wrong */
    }
    bench_release(&b);
}
END_TEST

/* ---- how many more ---- */

START_TEST(what_is_kept_needs_no_more)
{
    struct cairn_promise_error error = {0.025, 0.025};
    const struct cairn_promise_result *p95;
    struct promise_bench b;

    bench_init(&b);
    bench_set_all(&b, 100000, 0, 0); /* by the number of requests */
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    p95 = bench_result(&b, CAIRN_PROMISE_P95);
    ck_assert_int_eq(p95->verdict, CAIRN_KEPT);
    ck_assert_double_eq(cairn_promise_more(p95, error), 1);
    for (int r = 0; r < BENCH_REPLICATIONS; r++) /* by how they vary */
        for (int w = 0; w < BENCH_N_WINDOWS; w++)
            bench_set(&b, r, w, 100000, r % 2 ? 1000 : 1100, 0);
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    p95 = bench_result(&b, CAIRN_PROMISE_P95);
    ck_assert_int_eq(p95->verdict, CAIRN_KEPT);
    ck_assert_double_eq(cairn_promise_more(p95, error), 1);
    bench_release(&b);
}
END_TEST

/* Of no request, of one replication and beyond the limit nobody knows. */
START_TEST(what_is_unknown_needs_no_end_of_them)
{
    struct cairn_promise_error error = {0.025, 0.025};
    struct promise_bench b;

    bench_init(&b);
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert(isinf(cairn_promise_more(bench_result(&b, CAIRN_PROMISE_P95), error)));
    bench_set_all(&b, 1000, 20, 0);
    bench_test(&b, 1, 0.05);
    ck_assert(isinf(cairn_promise_more(bench_result(&b, CAIRN_PROMISE_P95), error)));
    bench_set_all(&b, 1000, 60, 0);
    bench_test(&b, BENCH_REPLICATIONS, 0.05);
    ck_assert(isinf(cairn_promise_more(bench_result(&b, CAIRN_PROMISE_P95), error)));
    bench_release(&b);
}
END_TEST

Suite *test_promise_edge(void);

Suite *test_promise_edge(void)
{
    Suite *suite = suite_create("promise_edge");
    TCase *tests = tcase_create("promise_edge");

    tcase_add_test(tests, at_its_limit_an_interval_keeps);
    tcase_add_test(tests, a_single_request_counts);
    tcase_add_test(tests, the_first_window_may_be_a_peak);
    tcase_add_test(tests, the_worst_peak_stands_anywhere);
    tcase_add_test(tests, tokens_have_promises_of_their_own);
    tcase_add_test(tests, loads_accuracy_and_power_are_of_no_time);
    tcase_add_test(tests, a_cache_of_any_route_may_be_wrong);
    tcase_add_test(tests, the_least_accurate_route_limits);
    tcase_add_test(tests, what_is_kept_needs_no_more);
    tcase_add_test(tests, what_is_unknown_needs_no_end_of_them);
    suite_add_tcase(suite, tests);
    return suite;
}

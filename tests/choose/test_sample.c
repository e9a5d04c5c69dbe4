/* What is kept of a replication: quantiles of histograms filled by hand, and counts. */
#include <check.h>
#include <math.h>

#include "choose/sample.h"
#include "support/rig.h"

/* Times of 10, 20, ... 1000 ms. */
static void add_times(struct cairn_durations *times, double scale)
{
    for (int i = 1; i <= 100; i++) {
        int64_t ns = (int64_t)(i * scale * 1e7);

        cairn_moments_add(&times->moments, ns);
        cairn_histogram_add(&times->histogram, ns);
    }
}

/* Bins of the histogram are 1 % wide or less. */
static void near(double value, double expected)
{
    ck_assert_msg(fabs(value - expected) <= 0.011 * expected, "%g s, not %g s", value, expected);
}

static void summary_is(const struct cairn_time_summary *summary, double scale)
{
    ck_assert_double_eq_tol(summary->mean_s, 0.505 * scale, 1e-9);
    near(summary->p50_s, 0.5 * scale);
    near(summary->p95_s, 0.95 * scale);
    near(summary->p99_s, 0.99 * scale);
}

struct sampled {
    struct rig rig;
    struct cairn_quantities quantities;
    struct cairn_sample sample;
};

static void begin(struct sampled *t)
{
    rig_init(&t->rig, 0, 10);
    rig_add_source(&t->rig, 1);
    rig_add_pool(&t->rig, 1, 0.1);
    rig_add_route(&t->rig, 0);
    cairn_quantities_init(&t->quantities, &t->rig.component);
}

static void arrive(struct sampled *t, int64_t n)
{
    t->quantities.counts[cairn_layout_source(&t->quantities.layout, 0, 0, CAIRN_ARRIVALS)] = n;
}

static void end(struct sampled *t)
{
    cairn_sample_release(&t->sample);
    cairn_quantities_release(&t->quantities);
}

/* Each time has its own: waits as they are, sojourns twice, first tokens three times as long... */
START_TEST(quantiles_are_those_of_the_times)
{
    struct sampled t;

    begin(&t);
    for (int i = 0; i < CAIRN_N_REQUEST_TIMES; i++)
        add_times(cairn_request_time(&t.quantities.times[0], i), i + 1);
    for (int i = 1; i <= 100; i++)
        cairn_histogram_add(&t.quantities.gaps[0], i * INT64_C(1000000));
    arrive(&t, 100);
    cairn_sample_init(&t.sample, &t.quantities, &t.rig.plan);
    summary_is(&t.sample.sources[0].wait, 1);
    summary_is(&t.sample.sources[0].sojourn, 2);
    summary_is(&t.sample.sources[0].first, 3);
    summary_is(&t.sample.sources[0].token, 4);
    near(t.sample.gaps[0].p50_s, 0.05);
    near(t.sample.gaps[0].p95_s, 0.095);
    near(t.sample.gaps[0].p99_s, 0.099);
    near(t.sample.sources[0].kept_p95_s, 2 * 0.95);
    near(t.sample.sources[0].kept_first_s, 3 * 0.95);
    near(t.sample.sources[0].kept_token_s, 4 * 0.95);
    ck_assert_int_eq(
        t.sample.counts[cairn_layout_source(&t.quantities.layout, 0, 0, CAIRN_ARRIVALS)], 100);
    end(&t);
}
END_TEST

/*
 * 100 answered of 104 that came: 95 % of all are 98.8 of them. Of 105 it is nearly the slowest one;
 * of more, no time is long enough.
 */
START_TEST(the_lost_keep_nothing)
{
    struct sampled t;

    begin(&t);
    add_times(&t.quantities.times[0].sojourn, 1);
    arrive(&t, 104);
    cairn_sample_init(&t.sample, &t.quantities, &t.rig.plan);
    near(t.sample.sources[0].kept_p95_s, 0.988);
    ck_assert(isnan(t.sample.sources[0].kept_first_s)); /* there were none */
    cairn_sample_release(&t.sample);
    arrive(&t, 105);
    cairn_sample_init(&t.sample, &t.quantities, &t.rig.plan);
    near(t.sample.sources[0].kept_p95_s, 0.9975);
    cairn_sample_release(&t.sample);
    arrive(&t, 106);
    cairn_sample_init(&t.sample, &t.quantities, &t.rig.plan);
    ck_assert(isinf(t.sample.sources[0].kept_p95_s) && isinf(t.sample.sources[0].kept_first_s));
    end(&t);
}
END_TEST

/*
 * Windows of two and of three hours, with 20 requests each, stand for 2 x 20 + 3 x 20 = 100. Of 95
 * that were answered the slowest is the one that 95 % of all keep.
 */
START_TEST(requests_stand_for_the_hours_of_their_window)
{
    struct sampled t;

    rig_init(&t.rig, 0, 10);
    t.rig.windows[0].hours = 2;
    rig_add_window(&t.rig, 3, 1, NULL);
    rig_add_source(&t.rig, 1);
    rig_add_pool(&t.rig, 1, 0.1);
    rig_add_route(&t.rig, 0);
    cairn_quantities_init(&t.quantities, &t.rig.component);
    for (int i = 1; i <= 95; i++) {
        cairn_moments_add(&t.quantities.times[0].sojourn.moments, i * INT64_C(1000000));
        cairn_histogram_add(&t.quantities.times[0].sojourn.histogram, i * INT64_C(1000000));
    }
    for (int w = 0; w < 2; w++)
        t.quantities.counts[cairn_layout_source(&t.quantities.layout, w, 0, CAIRN_ARRIVALS)] = 20;
    cairn_sample_init(&t.sample, &t.quantities, &t.rig.plan);
    near(t.sample.sources[0].kept_p95_s, 0.095);
    ck_assert_mem_eq(t.sample.counts, t.quantities.counts,
                     2 * (size_t)t.quantities.layout.stride * sizeof *t.sample.counts);
    end(&t);
}
END_TEST

/* All quantiles of one request are its time. */
START_TEST(a_single_request_has_its_time)
{
    struct sampled t;

    begin(&t);
    for (int i = 0; i < CAIRN_N_REQUEST_TIMES; i++) {
        cairn_moments_add(&cairn_request_time(&t.quantities.times[0], i)->moments, 200000000);
        cairn_histogram_add(&cairn_request_time(&t.quantities.times[0], i)->histogram, 200000000);
    }
    cairn_histogram_add(&t.quantities.gaps[0], 30000000);
    arrive(&t, 1);
    cairn_sample_init(&t.sample, &t.quantities, &t.rig.plan);
    near(t.sample.sources[0].wait.mean_s, 0.2);
    near(t.sample.sources[0].sojourn.p50_s, 0.2);
    near(t.sample.sources[0].first.mean_s, 0.2);
    near(t.sample.sources[0].token.p99_s, 0.2);
    near(t.sample.gaps[0].p50_s, 0.03);
    near(t.sample.sources[0].kept_p95_s, 0.2);
    end(&t);
}
END_TEST

START_TEST(where_nothing_happened_there_is_nothing)
{
    struct sampled t;

    begin(&t);
    cairn_sample_init(&t.sample, &t.quantities, &t.rig.plan);
    ck_assert(isnan(t.sample.sources[0].wait.mean_s) && isnan(t.sample.sources[0].wait.p99_s));
    ck_assert(isnan(t.sample.sources[0].sojourn.mean_s));
    ck_assert(isnan(t.sample.sources[0].first.mean_s) && isnan(t.sample.sources[0].token.p95_s));
    ck_assert(isnan(t.sample.gaps[0].p50_s) && isnan(t.sample.gaps[0].p99_s));
    ck_assert(isnan(t.sample.sources[0].kept_p95_s));
    end(&t);
}
END_TEST

Suite *test_sample(void);
Suite *test_sample(void)
{
    Suite *suite = suite_create("sample");
    TCase *tc = tcase_create("sample");

    tcase_add_test(tc, quantiles_are_those_of_the_times);
    tcase_add_test(tc, the_lost_keep_nothing);
    tcase_add_test(tc, requests_stand_for_the_hours_of_their_window);
    tcase_add_test(tc, a_single_request_has_its_time);
    tcase_add_test(tc, where_nothing_happened_there_is_nothing);
    suite_add_tcase(suite, tc);
    return suite;
}

/*
 * Arrivals [ARR]: totals by segment, rates that change and stop, coupling, variates that stay with
 * their requests.
 */

#include <check.h>
#include <math.h>

#include "support/rig.h"

static struct rig rig;

static void setup_arrivals(double rate, double length_s)
{
    rig_add_source(&rig, rate);
    rig_add_pool(&rig, 1, 0.001);
    rig_add_route(&rig, 0);
    rig.pools[0].unlimited = true;
    rig.plan.length_ns = cairn_time_from_s(length_s);
}

static struct cairn_quantities run_seed(uint64_t seed)
{
    struct cairn_quantities quantities;

    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, seed, 0, NULL, &quantities);
    return quantities;
}

static int64_t arrivals_in(const struct cairn_quantities *quantities, int window)
{
    return quantities->counts[cairn_layout_source(&quantities->layout, window, 0, CAIRN_ARRIVALS)];
}

/*
 * A day by the hour, in one window of 24 segments and in 24 windows: 302,400 expected at 1, 4, 6
 * and 3 per s for six hours each; Poisson, so that four standard errors are 4 sqrt(n).
 */
static const double day[24] = {1, 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4,
                               6, 6, 6, 6, 6, 6, 3, 3, 3, 3, 3, 3};

START_TEST(profile_in_one_window)
{
    double ends_s[24];
    struct cairn_quantities quantities;

    for (int h = 0; h < 24; h++)
        ends_s[h] = 3600.0 * (h + 1);
    rig_init(&rig, 0.0, 86400.0);
    rig.plan.n_windows = 0;
    rig.n_segments = 0;
    rig_add_window(&rig, 1, 24, ends_s);
    setup_arrivals(0.0, 86400.0);
    for (int h = 0; h < 24; h++)
        rig.rates[0][h] = day[h];
    quantities = run_seed(1);
    ck_assert_double_eq_tol((double)arrivals_in(&quantities, 0), 302400.0, 4.0 * sqrt(302400.0));
    cairn_quantities_release(&quantities);
}
END_TEST

START_TEST(profile_in_windows)
{
    struct cairn_quantities quantities;

    rig_init(&rig, 100.0, 3600.0);
    for (int w = 1; w < RIG_MAX; w++)
        rig_add_window(&rig, 1, 1, NULL);
    setup_arrivals(0.0, 3600.0);
    for (int w = 0; w < RIG_MAX; w++)
        rig.rates[0][w] = day[w];
    quantities = run_seed(2);
    for (int w = 0; w < RIG_MAX; w++)
        ck_assert_double_eq_tol((double)arrivals_in(&quantities, w), 3600.0 * day[w],
                                4.5 * sqrt(3600.0 * day[w])); /* 16 checks, 7e-6 each */
    cairn_quantities_release(&quantities);
}
END_TEST

/*
 * A rate that changes within a window, deterministic gaps: 10/s for 10 s, nothing for 10 s, 5/s
 * for ever. The phase moves all of them, so that the counts are exact to one.
 */
START_TEST(rate_stops_and_resumes)
{
    static const double ends_s[] = {10.0, 20.0, 0.0};
    static const double from_s[] = {0.0, 10.0, 20.0};
    static const int expected[] = {100, 0, 50};

    for (int part = 0; part < 3; part++) {
        struct cairn_quantities quantities;

        rig_init(&rig, from_s[part], 10.0);
        rig.plan.n_windows = 0;
        rig.n_segments = 0;
        rig_add_window(&rig, 1, 3, ends_s);
        setup_arrivals(0.0, 10.0);
        rig.sources[0].process = CAIRN_DETERMINISTIC;
        rig.rates[0][0] = 10.0;
        rig.rates[0][2] = 5.0;
        quantities = run_seed(3);
        ck_assert_int_le(arrivals_in(&quantities, 0), expected[part] + (part != 1));
        ck_assert_int_ge(arrivals_in(&quantities, 0), expected[part] - (part != 1));
        cairn_quantities_release(&quantities);
    }
}
END_TEST

/*
 * What is left of a gap at the end of a segment goes on in the next at its rate: 200 segments of
 * 0.15 s, in which 10/s and 20/s alternate, make 450 requests, exact to one.
 */
START_TEST(gaps_go_on_over_segments)
{
    double ends_s[200];
    struct cairn_quantities quantities;

    for (int s = 0; s < 200; s++)
        ends_s[s] = 0.15 * (s + 1);
    rig_init(&rig, 0.0, 30.0);
    rig.plan.n_windows = 0;
    rig.n_segments = 0;
    rig_add_window(&rig, 1, 200, ends_s);
    setup_arrivals(0.0, 30.0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    for (int s = 0; s < 200; s++)
        rig.rates[0][s] = s % 2 ? 20.0 : 10.0;
    quantities = run_seed(11);
    ck_assert_int_ge(arrivals_in(&quantities, 0), 449);
    ck_assert_int_le(arrivals_in(&quantities, 0), 451);
    cairn_quantities_release(&quantities);
}
END_TEST

/* A rate of 0 at the end: the window ends by itself, and nothing is left. */
START_TEST(rate_ends)
{
    static const double ends_s[] = {10.0, 0.0};
    struct cairn_quantities quantities;

    rig_init(&rig, 0.0, 30.0);
    rig.plan.n_windows = 0;
    rig.n_segments = 0;
    rig_add_window(&rig, 1, 2, ends_s);
    setup_arrivals(0.0, 30.0);
    rig.rates[0][0] = 20.0;
    quantities = run_seed(4);
    ck_assert_double_eq_tol((double)arrivals_in(&quantities, 0), 200.0, 60.0);
    ck_assert_int_eq(quantities.counts[CAIRN_COMPLETED], quantities.counts[CAIRN_ARRIVALS]);
    cairn_quantities_release(&quantities);
}
END_TEST

/*
 * M_t/M/inf after a load that stops: at t after it the mean number in system is a exp(-t/m) with a
 * what it was. Offered 10/s x 20 s for 1,000 s; between 20 s and 40 s after the end, on average
 * 200 (e^-1 - e^-2). 20 replications of ten windows.
 */
START_TEST(load_that_stops)
{
    static const double ends_s[] = {1000.0, 0.0};
    struct rig_result result;

    rig_init(&rig, 1020.0, 20.0);
    rig.plan.n_windows = 0;
    rig.n_segments = 0;
    for (int w = 0; w < 10; w++)
        rig_add_window(&rig, 1, 2, ends_s);
    setup_arrivals(0.0, 20.0);
    for (int w = 0; w < 10; w++)
        rig.rates[0][2 * w] = 10.0;
    rig.latencies[0][0][0] = cairn_time_from_s(20.0);
    rig_run(&rig, 5, &result);
    rig_check(result.busy[0], 200.0 * (exp(-1.0) - exp(-2.0)), 0.05);
    rig_result_release(&result);
}
END_TEST

/* Twice the rate in half the time: the same arrivals of the unit-rate process. */
START_TEST(rates_are_coupled)
{
    int64_t n[2];
    static const enum cairn_distribution_kind kinds[] = {CAIRN_EXPONENTIAL, CAIRN_GAMMA,
                                                         CAIRN_LOGNORMAL, CAIRN_WEIBULL};

    for (int i = 0; i < 2; i++) {
        struct cairn_quantities quantities;

        rig_init(&rig, 0.0, 1.0);
        setup_arrivals(i ? 20.0 : 10.0, i ? 500.0 : 1000.0);
        rig.sources[0].process = kinds[_i];
        rig.sources[0].cv = _i ? 1.5 : 1.0;
        quantities = run_seed(6);
        n[i] = arrivals_in(&quantities, 0);
        cairn_quantities_release(&quantities);
    }
    ck_assert_int_eq(n[0], n[1]);
    /* the variance of a renewal count is rate cv^2 t */
    ck_assert_double_eq_tol((double)n[0], 10000.0, 4.0 * 100.0 * 1.5);
}
END_TEST

/*
 * Common random numbers: a changed pool, a changed share of routes, another cache see the same
 * requests. With two devices the same services are done, busy for the same time to the ns.
 */
START_TEST(requests_stay_the_same)
{
    struct cairn_quantities one, two;

    rig_init(&rig, 0.0, 100.0);
    rig_add_source(&rig, 10.0);
    rig_add_pool(&rig, 1, 0.05);
    rig_add_route(&rig, 0);
    rig.plan.run_in_ns = 0;
    rig.pools[0].unlimited = true;
    one = run_seed(7);
    rig.pools[0].unlimited = false;
    rig.pools[0].devices = 100;
    two = run_seed(7);
    /* nobody waits at 100 devices: every request takes the same time in both */
    ck_assert_int_eq(one.counts[CAIRN_ARRIVALS], two.counts[CAIRN_ARRIVALS]);
    ck_assert_uint_eq(one.fingerprint.sum, two.fingerprint.sum);
    cairn_quantities_release(&one);
    cairn_quantities_release(&two);
}
END_TEST

/*
 * Shares: a quarter to the first pool, the rest to the second, binomial. A route of share 0 (a
 * fallback) is never chosen.
 */
START_TEST(shares)
{
    struct cairn_quantities quantities;
    double n[2], sum;

    rig_init(&rig, 0.0, 1000.0);
    setup_arrivals(40.0, 1000.0);
    rig_add_pool(&rig, 1, 0.001);
    rig_add_pool(&rig, 1, 0.001);
    rig_add_route(&rig, 1);
    rig_add_route(&rig, 2);
    rig.pools[1].unlimited = true;
    rig.pools[2].unlimited = true;
    rig.routes[0].share = 0.25;
    rig.routes[1].share = 0.0;
    rig.routes[2].share = 0.75;
    quantities = run_seed(8);
    n[0] = (double)quantities.counts[cairn_layout_pool(&quantities.layout, 0, 0, CAIRN_SERVED)];
    n[1] = (double)quantities.counts[cairn_layout_pool(&quantities.layout, 0, 2, CAIRN_SERVED)];
    sum = n[0] + n[1];
    ck_assert_double_eq(sum, (double)quantities.counts[CAIRN_ARRIVALS]);
    ck_assert_double_eq_tol(n[0] / sum, 0.25, 4.0 * sqrt(0.25 * 0.75 / sum));
    cairn_quantities_release(&quantities);
}
END_TEST

/*
 * Copies of a clock are out of step: 50 devices that report every second are not 50 requests at
 * once. Each is exact; a device of 10 ms sees 50 % load, and if all came at once the mean wait
 * would be 245 ms.
 */
START_TEST(copies_are_out_of_step)
{
    struct cairn_quantities quantities;

    rig_init(&rig, 1.0, 100.0);
    rig_add_source(&rig, 1.0);
    rig_add_pool(&rig, 1, 0.01);
    rig_add_route(&rig, 0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig.sources[0].copies = 50;
    rig.pools[0].variation = CAIRN_DETERMINISTIC;
    quantities = run_seed(9);
    ck_assert_int_eq(quantities.counts[CAIRN_ARRIVALS], 5000);
    ck_assert_double_lt(cairn_moments_mean_s(&quantities.times[0].wait.moments), 0.03);
    cairn_quantities_release(&quantities);
}
END_TEST

Suite *test_arrivals(void)
{
    Suite *suite = suite_create("arrivals");
    TCase *core = tcase_create("arrivals");

    tcase_add_test(core, profile_in_one_window);
    tcase_add_test(core, profile_in_windows);
    tcase_add_test(core, rate_stops_and_resumes);
    tcase_add_test(core, gaps_go_on_over_segments);
    tcase_add_test(core, rate_ends);
    tcase_add_test(core, load_that_stops);
    tcase_add_loop_test(core, rates_are_coupled, 0, 4);
    tcase_add_test(core, requests_stay_the_same);
    tcase_add_test(core, shares);
    tcase_add_test(core, copies_are_out_of_step);
    suite_add_tcase(suite, core);
    return suite;
}

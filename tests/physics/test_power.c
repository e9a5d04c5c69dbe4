/*
 * Power states [PWR] against M/G/1 with set-up: the first service of a busy period is exceptional
 * (Welch, Oper. Res. 12, 1964). With idle timeout tau, p = exp(-lam tau), set-up time I with
 * E[I] = p D and E[I^2] = p E[D^2]:
 *
 *     Wq = PK + (2 E[I] + lam E[I^2]) / (2 (1 + lam E[I]))
 *     busy rho; idle (1 - rho)(1 - p)/d; sleep (1 - rho) p/d; set-up (1 - rho) lam p D/d,
 *     d = 1 + lam p D
 */

#include <check.h>
#include <math.h>

#include "support/rig.h"

static struct rig rig;
static struct rig_result result;

static void release(void)
{
    rig_result_release(&result);
}

static void setup_sleeper(double rate, double sleep_after_s, double wake_s, double length_s)
{
    rig_init(&rig, 500.0, length_s);
    rig_add_source(&rig, rate);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_route(&rig, 0);
    rig.pools[0].sleep_after_ns = cairn_time_from_s(sleep_after_s);
    rig.pools[0].wake_ns = cairn_time_from_s(wake_s);
}

START_TEST(deterministic_setup)
{
    setup_sleeper(0.5, 1.0, 2.0, 4e4);
    rig_run(&rig, 300, &result);
    rig_check(result.wait_s[0], 2.13262200639, 0.04);
    rig_check(result.sojourn_s[0], 3.13262200639, 0.03);
    rig_check(result.busy[0], 0.5, 0.02);
    rig_check(result.idle[0], 0.122459331202, 0.02);
    rig_check(result.sleep[0], 0.188770334399, 0.03);
    rig_check(result.waking[0], 0.188770334399, 0.02);
}
END_TEST

/* Exponential set-up, sleep at once: E[T] = 1/(mu - lam) + 1/theta. */
START_TEST(exponential_setup)
{
    setup_sleeper(0.5, 0.0, 2.0, 4e4);
    rig.pools[0].wake_variation = CAIRN_EXPONENTIAL;
    rig_run(&rig, 301, &result);
    rig_check(result.sojourn_s[0], 4.0, 0.04);
    rig_check(result.busy[0], 0.5, 0.02);
    rig_check(result.sleep[0], 0.25, 0.03);
    rig_check(result.waking[0], 0.25, 0.03);
    ck_assert_double_eq(rig_mean(&result.idle[0]), 0.0);
}
END_TEST

/*
 * A queue of length 0 with a device that sleeps: the request that wakes it is with the device and
 * not lost; lost are those that come during set-up and service, lam (p D + m)/(1 + lam (p D + m))
 * by renewal at the ends of service.
 */
START_TEST(setup_without_queue)
{
    double held = exp(-0.5 * 1.0) * 2.0 + 1.0;

    setup_sleeper(0.5, 1.0, 2.0, 2e4);
    rig.pools[0].queue = 0;
    rig_run(&rig, 302, &result);
    rig_check(result.lost[0], 0.5 * held / (1.0 + 0.5 * held), 0.02);
}
END_TEST

/* Sleep after longer than the window: nobody sleeps, and nothing else changes. */
START_TEST(never_idle_enough)
{
    struct rig_result without;

    setup_sleeper(0.5, 1e6, 1.0, 1e3);
    rig.pools[0].devices = 2;
    rig_run(&rig, 304, &result);
    rig.pools[0].sleep_after_ns = CAIRN_NONE;
    rig_run(&rig, 304, &without);
    ck_assert_double_eq(rig_mean(&result.sleep[0]), 0.0);
    ck_assert_uint_eq(result.total.fingerprint.sum, without.total.fingerprint.sum);
    rig_result_release(&without);
}
END_TEST

/*
 * Devices enough that sleep at once and wake for one request each. Every request that finds no
 * device waking for it wakes one, so that nobody waits longer than the set-up time.
 */
START_TEST(waits_at_most_for_setup)
{
    setup_sleeper(0.3, 0.0, 2.0, 2e4);
    rig.pools[0].devices = 64;
    rig_run(&rig, 305, &result);
    ck_assert_double_le(cairn_histogram_quantile_ns(&result.total.times[0].wait.histogram, 1.0),
                        2.016e9); /* a bin above 2 s ends at 2.0156 s */
    ck_assert_double_gt(rig_mean(&result.wait_s[0]), 1.0);
}
END_TEST

Suite *test_power(void)
{
    Suite *suite = suite_create("power");
    TCase *core = tcase_create("power");

    tcase_add_checked_fixture(core, NULL, release);
    tcase_add_test(core, deterministic_setup);
    tcase_add_test(core, exponential_setup);
    tcase_add_test(core, setup_without_queue);
    tcase_add_test(core, never_idle_enough);
    tcase_add_test(core, waits_at_most_for_setup);
    suite_add_tcase(suite, core);
    return suite;
}

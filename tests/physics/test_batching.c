/*
 * Batching [BATCH] against exact chains, closed forms and an independent simulation. A batch of b
 * takes fixed + each b; a batch starts when a device is free and the queue holds batch_max or the
 * oldest has waited the timeout.
 */

#include <check.h>

#include "support/rig.h"

static struct rig rig;
static struct rig_result result;

static void release(void)
{
    rig_result_release(&result);
}

struct batch_case {
    const char *source;
    double rate;
    int batch_max;
    double timeout_s, fixed_s, each_s;
    enum cairn_distribution_kind variation;
    double length_s;
    double sojourn, sojourn_half_width;
    double size, size_half_width;
    double busy;
    double p95;
    double precision;
};

static const char chain[] = "embedded Markov chain at completions, exact; P95 simulated";
static const char simulated[] = "independent simulation of 30 x 2e6 requests with its half-widths";

static const struct batch_case batch_cases[] = {
    {chain, 2, 8, 0, 0.3, 0.05, CAIRN_DETERMINISTIC, 1e4, 0.479717437341, 0, 1.20777994176, 0,
     0.596779238714, 0.727715, 0.02},
    {chain, 10, 8, 0, 0.3, 0.05, CAIRN_DETERMINISTIC, 4e3, 1.10279334093, 0, 6.00850337456, 0,
     0.999292388301, 1.85654, 0.04},
    {chain, 10, 32, 0, 0.3, 0.05, CAIRN_DETERMINISTIC, 2e3, 0.982982344738, 0, 6.01054816463, 0,
     0.999122528899, 1.46989, 0.02},
    {chain, 15, 64, 0, 0.3, 0.05, CAIRN_DETERMINISTIC, 2e3, 1.95714249307, 0, 18.0000298128, 0,
     0.999999585934, 0, 0.04},
    {chain, 3, 4, 0, 1, 0, CAIRN_EXPONENTIAL, 1e4, 3.55249872534, 0, 3.11182033241, 0,
     0.964065941967, 0, 0.06},
    {simulated, 10, 8, 0.2, 0.3, 0.05, CAIRN_DETERMINISTIC, 4e3, 1.10433, 0.001, 6.05902, 0.0034,
     0.99513, 1.86046, 0.04},
    {simulated, 10, 16, 0.5, 0.3, 0.05, CAIRN_DETERMINISTIC, 2e3, 1.04298, 0.00026, 6.89149, 0.0029,
     0.93532, 1.49997, 0.02},
    {simulated, 2, 8, 1.0, 0.3, 0.05, CAIRN_DETERMINISTIC, 4e3, 1.14811, 5.8e-5, 2.99881, 0.00061,
     0.300078, 1.54999, 0.02},
    {simulated, 30, 8, 0.1, 0.05, 0.01, CAIRN_DETERMINISTIC, 1e3, 0.15957, 1.6e-5, 4.00702, 0.0011,
     0.674216, 0.209995, 0.02},
};

START_TEST(batches)
{
    const struct batch_case *of = &batch_cases[_i];

    rig_init(&rig, 100.0, of->length_s);
    rig_add_source(&rig, of->rate);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_route(&rig, 0);
    rig_batching(&rig, 0, of->batch_max, of->timeout_s, of->fixed_s, of->each_s);
    rig.pools[0].variation = of->variation;
    rig_run(&rig, 200 + (uint64_t)_i, &result);
    rig_check_simulated(result.sojourn_s[0], of->sojourn, of->sojourn_half_width, of->precision);
    rig_check_simulated(result.batch_size[0], of->size, of->size_half_width, 0.03);
    rig_check_simulated(result.busy[0], of->busy, 2e-4, 0.02);
    if (of->p95 > 0.0)
        rig_check_simulated(result.p95_sojourn_s[0], of->p95, 0.004 * of->p95, 0.06);
}
END_TEST

/*
 * Forming alone: service takes no time. E[N] = 1 + sum_k min(k, B-1) Pois(k; lam T); mean wait
 * int_0^T sum_{j<B-1} (1+j) Pois(j; lam t) dt / E[N]; P(full) = P(Pois(lam T) >= B-1).
 */
START_TEST(forming)
{
    rig_init(&rig, 10.0, 4e3);
    rig_add_source(&rig, 10.0);
    rig_add_pool(&rig, 1, 0.0);
    rig_add_route(&rig, 0);
    rig_batching(&rig, 0, 8, 0.5, 0.0, 0.0);
    rig_run(&rig, 210, &result);
    rig_check(result.batch_size[0], 5.74451903335, 0.01);
    rig_check(result.wait_s[0], 0.265380483305, 0.01);
    rig_check(result.sojourn_s[0], 0.265380483305, 0.01);
    rig_check(result.full[0], 0.237816537027, 0.03);
}
END_TEST

/*
 * Two variants share a device and never a batch: each of rate 1 with batches of one is M/G/1 of
 * rate 2 with service 0.2 or 0.4, first come first served. Pollaczek-Khinchine: E[S] = .3,
 * E[S^2] = .1, Wq = 2 x .1/(2 x (1 - .6)) = .25.
 */
START_TEST(variants_share_a_device)
{
    rig_init(&rig, 100.0, 2e4);
    rig_add_source(&rig, 1.0);
    rig_add_pool(&rig, 1, 0.2);
    rig_add_route(&rig, 0);
    rig_add_source(&rig, 1.0);
    rig_add_route(&rig, 0);
    rig.pools[0].variation = CAIRN_DETERMINISTIC;
    rig.pools[0].n_variants = 2;
    rig.latencies[0][1][0] = cairn_time_from_s(0.4);
    rig.routes[1].variant = 1;
    rig_run(&rig, 211, &result);
    rig_check(result.busy[0], 0.6, 0.01);
    rig_check(result.wait_s[0], 0.25, 0.03);
    rig_check(result.wait_s[1], 0.25, 0.03);
}
END_TEST

/* Busy time is told apart by variant and batch size: 1 x 1/3 of the time and 1/4 of the time. */
START_TEST(busy_time_by_variant)
{
    const struct cairn_quantities *total = &result.total;
    double all_ns;

    rig_init(&rig, 100.0, 4e3);
    rig_add_source(&rig, 1.0);
    rig_add_pool(&rig, 2, 1.0 / 3.0);
    rig_add_route(&rig, 0);
    rig_add_source(&rig, 0.5);
    rig_add_route(&rig, 0);
    rig.pools[0].n_variants = 2;
    rig.latencies[0][1][0] = cairn_time_from_s(0.5);
    rig.routes[1].variant = 1;
    rig_run(&rig, 212, &result);
    all_ns = (double)rig.plan.length_ns * RIG_REPLICATIONS;
    /* 8e4 and 4e4 services: three standard errors are 1.1 % and 1.5 % */
    ck_assert_double_eq_tol((double)total->counts[cairn_layout_batch(&total->layout, 0, 0, 0, 1)],
                            all_ns / 3.0, 0.016 * all_ns / 3.0);
    ck_assert_double_eq_tol((double)total->counts[cairn_layout_batch(&total->layout, 0, 0, 1, 1)],
                            all_ns / 4.0, 0.022 * all_ns / 4.0);
}
END_TEST

/*
 * A provider's pool with batches of four: each request takes the time of a batch of four, which is
 * counted under that size, and never waits.
 */
START_TEST(unlimited)
{
    const struct cairn_quantities *total = &result.total;
    int batch = 0;

    rig_init(&rig, 100.0, 1e3);
    rig_add_source(&rig, 5.0);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_route(&rig, 0);
    rig_batching(&rig, 0, 4, 0.0, 0.2, 0.1);
    rig.pools[0].unlimited = true;
    rig_run(&rig, 213, &result);
    rig_check(result.busy[0], 5.0 * 0.6, 0.02);
    ck_assert_double_eq_tol(rig_mean(&result.sojourn_s[0]), 0.6, 1e-12);
    batch = cairn_layout_batch(&total->layout, 0, 0, 0, 4);
    ck_assert_int_eq(total->counts[batch],
                     total->counts[cairn_layout_pool(&total->layout, 0, 0, CAIRN_BUSY_NS)]);
    ck_assert_int_eq(total->counts[cairn_layout_pool(&total->layout, 0, 0, CAIRN_QUEUE_NS)], 0);
}
END_TEST

Suite *test_batching(void)
{
    Suite *suite = suite_create("batching");
    TCase *core = tcase_create("batching");

    tcase_add_checked_fixture(core, NULL, release);
    tcase_add_loop_test(core, batches, 0, sizeof batch_cases / sizeof batch_cases[0]);
    tcase_add_test(core, forming);
    tcase_add_test(core, variants_share_a_device);
    tcase_add_test(core, busy_time_by_variant);
    tcase_add_test(core, unlimited);
    suite_add_tcase(suite, core);
    return suite;
}

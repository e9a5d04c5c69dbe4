/*
 * What changes the rate of arrivals: phases [PHASE], cycles [CYCLE], surges [SURGE]. Counts of
 * arrivals against closed forms of their mean and variance.
 */

#include <check.h>
#include <math.h>

#include "support/rig.h"

static struct rig rig;

enum { WINDOWS = RIG_MAX, REPLICATIONS = 125 };

/* 16 windows of one copy, without run-in; what arrives is served at once. */
static void setup(double rate, double length_s, int copies)
{
    rig_init(&rig, 0.0, length_s);
    for (int w = 1; w < WINDOWS; w++)
        rig_add_window(&rig, 1, 1, NULL);
    rig_add_source(&rig, rate);
    rig_add_pool(&rig, 1, 0.001);
    rig_add_route(&rig, 0);
    rig.pools[0].unlimited = true;
    rig.sources[0].copies = copies;
}

struct counts {
    double mean, variance;
};

/* Of the arrivals in a window, over 2,000 windows. */
static struct counts count(void)
{
    struct cairn_world *world = cairn_world_new(&rig.component);
    struct cairn_quantities quantities;
    double sum = 0.0, squares = 0.0, n = WINDOWS * REPLICATIONS;

    cairn_quantities_init(&quantities, &rig.component);
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        cairn_world_replicate(world, 1, r, NULL, &quantities);
        for (int w = 0; w < WINDOWS; w++) {
            int at = cairn_layout_source(&quantities.layout, w, 0, CAIRN_ARRIVALS);
            double x = (double)quantities.counts[at];

            sum += x;
            squares += x * x;
        }
    }
    cairn_quantities_release(&quantities);
    cairn_world_free(world);
    return (struct counts){sum / n, squares / n - sum / n * (sum / n)};
}

/*
 * Two phases of 30/s and 10/s, 2 s and 6 s in each: mean 15/s. By the covariance of a two-state
 * chain, with r = 1/2 + 1/6 and A = 1/4 3/4 (30 - 10)^2 = 75 (W. Fischer, K. Meier-Hellstern, The
 * MMPP cookbook, Performance Evaluation 18, 1993):
 *     variance of N(t) = 15 t + 2 A (t / r - (1 - exp(-r t)) / r^2)
 * Means within four standard errors; variances within 15 %, about four standard errors of those
 * of 2,000 windows, whose kurtosis is near 3.
 */
static double variance_of_two(double t)
{
    double r = 0.5 + 1.0 / 6.0;

    return 15.0 * t + 2.0 * 75.0 * (t / r - (1.0 - exp(-r * t)) / (r * r));
}

static const struct cairn_component_phase two[] = {{3.0, 2.0, 1.0}, {1.0, 6.0, 5.0}};

START_TEST(dispersion_of_two_phases)
{
    static const double lengths_s[] = {0.5, 5.0, 40.0};
    double t = lengths_s[_i];
    struct counts n;

    setup(15.0, t, 1);
    rig_add_phases(&rig, 0, 2, two);
    n = count();
    ck_assert_double_eq_tol(n.mean, 15.0 * t, 4.0 * sqrt(variance_of_two(t) / 2000.0));
    ck_assert_double_eq_tol(n.variance / variance_of_two(t), 1.0, 0.15);
}
END_TEST

/* Variances of copies add up; of copies that change phase together their part goes by squares. */
START_TEST(copies_together_or_not)
{
    double t = 5.0;
    double part = variance_of_two(t) - 15.0 * t;
    double expected = _i ? 10.0 * 15.0 * t + 100.0 * part : 10.0 * variance_of_two(t);
    struct counts n;

    setup(15.0, t, 10);
    rig_add_phases(&rig, 0, 2, two);
    rig.sources[0].tempo.together = _i;
    n = count();
    ck_assert_double_eq_tol(n.mean, 150.0 * t, 4.0 * sqrt(expected / 2000.0));
    ck_assert_double_eq_tol(n.variance / expected, 1.0, 0.15);
}
END_TEST

/*
 * Three phases of weights 1, 2 and 5: by hand, visits are as 1 x 7 : 2 x 6 : 5 x 3 and, with stays
 * of 3, 2 and 1 s, time as 21 : 24 : 15. In windows of 10 ms, in which nothing changes, the
 * variance is the mean plus that of the rates: loads 1, 0 and 4 have the mean 81/60 and the
 * variance 261/60 - (81/60)^2, at a mean of 1,350 /s times 10 ms / 1.35 = 10 for each unit.
 */
START_TEST(weights_of_three_phases)
{
    static const struct cairn_component_phase three[] = {
        {1.0, 3.0, 1.0}, {0.0, 2.0, 2.0}, {4.0, 1.0, 5.0}};
    double loads = 261.0 / 60.0 - 81.0 / 60.0 * 81.0 / 60.0;
    double variance = 13.5 + 100.0 * loads;
    struct counts n;

    setup(1350.0, 0.01, 1);
    rig_add_phases(&rig, 0, 3, three);
    n = count();
    ck_assert_double_eq_tol(n.mean, 13.5, 4.0 * sqrt(variance / 2000.0));
    ck_assert_double_eq_tol(n.variance / variance, 1.0, 0.15);
}
END_TEST

/* Deterministic gaps: 1 s of 40/s, 1 s of nothing, 2 s of 20/s, measured from 3 s on for 2 s. */
START_TEST(cycle_from_a_point)
{
    static const double loads[] = {2.0, 0.0, 1.0, 1.0};
    struct counts n;

    setup(20.0, 2.0, 1);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig_add_cycle(&rig, 0, 4, loads, 4.0);
    rig.sources[0].tempo.cycle_from_ns = cairn_time_from_s(3.0);
    rig.plan.run_in_ns = cairn_time_from_s(7.5);
    n = count();
    ck_assert_double_eq_tol(n.mean, 60.0, 1.0);
    ck_assert_double_le(n.variance, 1.0);
}
END_TEST

/* Begun anywhere: in windows of a whole period, all the same; of half a period, 20 or 60 or so. */
START_TEST(cycle_from_anywhere)
{
    static const double loads[] = {0.0, 0.0, 2.0, 2.0};
    struct counts n;

    setup(20.0, _i ? 4.0 : 2.0, 1);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig_add_cycle(&rig, 0, 4, loads, 4.0);
    n = count();
    /* of half a period: uniform on 0 to 80, deviation 80 / sqrt 12 */
    ck_assert_double_eq_tol(n.mean, _i ? 80.0 : 40.0, _i ? 1.0 : 4.0 * 80.0 / sqrt(12.0 * 2000.0));
    ck_assert_double_eq_tol(sqrt(n.variance), _i ? 0.0 : 80.0 / sqrt(12.0), _i ? 1.0 : 1.5);
}
END_TEST

/*
 * A crowd strikes all copies at once: the variance of the sum is n + (cv n)^2, which does not
 * vanish against its square however many there are. Gamma, cv 0.5; n = 5,000.
 */
START_TEST(surge_does_not_average_out)
{
    double variance = 5000.0 + 2500.0 * 2500.0;
    struct counts n;

    setup(1.0, 5.0, 1000);
    rig.sources[0].tempo.surge = 9;
    rig.sources[0].tempo.surge_variation = CAIRN_GAMMA;
    rig.sources[0].tempo.surge_cv = 0.5;
    rig.sources[0].tempo.surge_ns = cairn_time_from_s(1e6);
    n = count();
    ck_assert_double_eq_tol(n.mean, 5000.0, 4.0 * sqrt(variance / 2000.0));
    ck_assert_double_eq_tol(n.variance / variance, 1.0, 0.15);
}
END_TEST

/* Of periods of half a window, two whole ones or one and two parts u, 1/2 - u with u uniform. */
START_TEST(surge_changes_by_period)
{
    /* variance of the mean of factors: cv^2 (1/4 + 2 int over u of u^2 (du / (1/2))) = cv^2 5/12 */
    double variance = 5000.0 + 2500.0 * 2500.0 * 5.0 / 12.0;
    struct counts n;

    setup(1000.0, 5.0, 1);
    rig.sources[0].tempo.surge = 9;
    rig.sources[0].tempo.surge_variation = CAIRN_GAMMA;
    rig.sources[0].tempo.surge_cv = 0.5;
    rig.sources[0].tempo.surge_ns = cairn_time_from_s(2.5);
    n = count();
    ck_assert_double_eq_tol(n.mean, 5000.0, 4.0 * sqrt(variance / 2000.0));
    ck_assert_double_eq_tol(n.variance / variance, 1.0, 0.15);
}
END_TEST

/* Two workloads that name one surge see the same factors; the arrivals themselves are their own. */
START_TEST(surge_is_common)
{
    struct cairn_quantities quantities;
    double a = 0.0, b = 0.0, aa = 0.0, bb = 0.0, ab = 0.0, n = WINDOWS;

    setup(1000.0, 5.0, 1);
    rig_add_source(&rig, 1000.0);
    rig_add_route(&rig, 0);
    for (int s = 0; s < 2; s++) {
        rig.sources[s].tempo.surge = 9;
        rig.sources[s].tempo.surge_variation = CAIRN_LOGNORMAL;
        rig.sources[s].tempo.surge_cv = 0.5;
        rig.sources[s].tempo.surge_ns = cairn_time_from_s(10.0);
    }
    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 3, 0, NULL, &quantities);
    for (int w = 0; w < WINDOWS; w++) {
        const struct cairn_layout *l = &quantities.layout;
        double x = (double)quantities.counts[cairn_layout_source(l, w, 0, CAIRN_ARRIVALS)];
        double y = (double)quantities.counts[cairn_layout_source(l, w, 1, CAIRN_ARRIVALS)];

        a += x / n;
        b += y / n;
        aa += x * x / n;
        bb += y * y / n;
        ab += x * y / n;
    }
    /* 5,000 / 2,500^2 of the variance is not common: correlation 0.999 */
    ck_assert_double_gt((ab - a * b) / sqrt((aa - a * a) * (bb - b * b)), 0.98);
    cairn_quantities_release(&quantities);
}
END_TEST

/*
 * MMPP/M/1 with rates 1.2 and 0.4, 20 s in each, service rate 1: mean time in system by the
 * matrix-geometric method (M. Neuts, 1981): R = (A0 + R^2 A2) (-A1)^-1 by iteration.
 */
START_TEST(mmpp_m_1)
{
    static const double rate[2] = {1.2, 0.4};
    static const struct cairn_component_phase phases[] = {{3.0, 20.0, 1.0}, {1.0, 20.0, 1.0}};
    double change = 1.0 / 20.0;
    double r[2][2] = {{0.0}}, in_system = 0.0;
    double d[2] = {change + rate[0] + 1.0, change + rate[1] + 1.0};
    double det = d[0] * d[1] - change * change;
    double inverse[2][2] = {{d[1] / det, change / det}, {change / det, d[0] / det}};
    double level[2], sum;
    struct rig_result result;

    for (int step = 0; step < 20000; step++) {
        double x[2][2];

        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                x[i][j] = (i == j ? rate[i] : 0.0) + r[i][0] * r[0][j] + r[i][1] * r[1][j];
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                r[i][j] = x[i][0] * inverse[0][j] + x[i][1] * inverse[1][j];
    }
    /* level 0 solves p (B0 + R A2) = 0; any multiple will do */
    level[0] = change + r[1][0];
    level[1] = change + rate[0] - r[0][0];
    sum = level[0] + level[1];
    for (int n = 1; n < 2000; n++) {
        double next[2] = {level[0] * r[0][0] + level[1] * r[1][0],
                          level[0] * r[0][1] + level[1] * r[1][1]};

        level[0] = next[0];
        level[1] = next[1];
        sum += level[0] + level[1];
        in_system += n * (level[0] + level[1]);
    }
    in_system /= sum;
    ck_assert_double_eq_tol(in_system, 9.368965747646, 1e-6); /* computed apart from this */
    rig_init(&rig, 2000.0, 200000.0);
    rig_add_source(&rig, 0.8);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_route(&rig, 0);
    rig_add_phases(&rig, 0, 2, phases);
    rig_run(&rig, 7, &result);
    rig_check(result.sojourn_s[0], in_system / 0.8, 0.05);
    rig_check(result.busy[0], 0.8, 0.02);
    rig_result_release(&result);
}
END_TEST

Suite *test_tempo(void)
{
    Suite *suite = suite_create("tempo");
    TCase *core = tcase_create("tempo");

    tcase_add_loop_test(core, dispersion_of_two_phases, 0, 3);
    tcase_add_loop_test(core, copies_together_or_not, 0, 2);
    tcase_add_test(core, weights_of_three_phases);
    tcase_add_test(core, cycle_from_a_point);
    tcase_add_loop_test(core, cycle_from_anywhere, 0, 2);
    tcase_add_test(core, surge_does_not_average_out);
    tcase_add_test(core, surge_changes_by_period);
    tcase_add_test(core, surge_is_common);
    tcase_add_test(core, mmpp_m_1);
    suite_add_tcase(suite, core);
    return suite;
}

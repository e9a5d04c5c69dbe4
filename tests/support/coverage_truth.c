/* What is true of the cases of coverage.h, computed without simulating anything. */

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "model/plan.h"
#include "support/coverage.h"
#include "support/town.h"

enum { STATES = 150, DAY_H = 24 };

static const double mean_service_s = 0.1;

static double rate_in(const struct cairn_scenario *s, int hour)
{
    const struct cairn_workload *workload = &s->workloads[0];
    int shape = workload->arrivals.shape;
    double factor = shape == CAIRN_NONE ? 1.0 : s->shapes[shape].hour_of_week[hour];

    return workload->arrivals.rate_per_s * factor;
}

/* Over the horizon, from the share of time that the box is busy in each hour of the day. */
static double carbon_g(const struct cairn_scenario *s, const double busy[DAY_H])
{
    const struct cairn_intensity *intensity = &s->intensities[0]; /* average, life-cycle */
    double idle_w = s->hardware[0].power.idle_w;
    double busy_w = s->points[s->profiles[0].first_point].power_w;
    double sum = 0.0;

    assert(intensity->kind == CAIRN_AVERAGE && intensity->scope == CAIRN_LIFE_CYCLE);
    for (int h = 0; h < DAY_H; h++) {
        double g_per_kwh =
            intensity->hour_of_week ? intensity->hour_of_week[h] : intensity->value_g_per_kwh;

        sum += g_per_kwh * (idle_w * (1.0 - busy[h]) + busy_w * busy[h]) / 1000.0;
    }
    return sum / DAY_H * s->time.horizon_s / 3600.0;
}

static void all_day(double busy[DAY_H], double value)
{
    for (int h = 0; h < DAY_H; h++)
        busy[h] = value;
}

static void of_mm1(struct coverage_truth *truth, const struct cairn_scenario *s)
{
    double rate = rate_in(s, 0), rho = rate * mean_service_s, busy[DAY_H];

    all_day(busy, rho);
    truth->value[COVERAGE_WAIT] = rho * mean_service_s / (1.0 - rho);
    truth->value[COVERAGE_P95] = log(20.0) / (1.0 / mean_service_s - rate);
    truth->value[COVERAGE_CARBON] = carbon_g(s, busy);
}

/* ---- batching ---- */

enum { MOST_BATCH = 8 };

static double batch_s(int n)
{
    return 0.05 + 0.0125 * n;
}

/* p[i]: i arrivals in this time. */
static void poisson(double p[STATES], double mean)
{
    p[0] = exp(-mean);
    for (int i = 1; i < STATES; i++)
        p[i] = p[i - 1] * mean / i;
}

static int batch_of(int queue)
{
    return queue == 0 ? 1 : queue < MOST_BATCH ? queue : MOST_BATCH;
}

/* Queue left at the end of a batch: q' = q - b + arrivals (of q = 0: after an arrival, b = 1). */
static void step(const double from[STATES], double to[STATES], double rate)
{
    double arrivals[MOST_BATCH + 1][STATES];

    for (int b = 1; b <= MOST_BATCH; b++)
        poisson(arrivals[b], rate * batch_s(b));
    memset(to, 0, STATES * sizeof *to);
    for (int q = 0; q < STATES; q++) {
        int b = batch_of(q);
        int left = q == 0 ? 0 : q - b;

        for (int a = 0; left + a < STATES; a++)
            to[left + a] += from[q] * arrivals[b][a];
    }
}

/* Mean number over a cycle (batch and what is left behind, plus arrivals on their way). [BATCH] */
static void of_batching(struct coverage_truth *truth, const struct cairn_scenario *s)
{
    double rate = rate_in(s, 0);
    double p[STATES] = {1.0}, next[STATES], busy[DAY_H];
    double area = 0.0, cycle_s = 0.0, busy_s = 0.0, work_s = 0.0, served = 0.0;

    for (int i = 0; i < 5000; i++) {
        step(p, next, rate);
        memcpy(p, next, sizeof p);
    }
    for (int q = 0; q < STATES; q++) {
        int b = batch_of(q);
        double tau = batch_s(b);
        double idle_s = q == 0 ? 1.0 / rate : 0.0;

        area += p[q] * ((q == 0 ? 1 : q) * tau + rate * tau * tau / 2.0);
        cycle_s += p[q] * (tau + idle_s);
        busy_s += p[q] * tau;
        work_s += p[q] * b * tau;
        served += p[q] * b;
    }
    all_day(busy, busy_s / cycle_s);
    truth->value[COVERAGE_WAIT] = area / cycle_s / rate - work_s / served;
    truth->value[COVERAGE_P95] = NAN;
    truth->value[COVERAGE_CARBON] = carbon_g(s, busy);
}

/* ---- M(t)/M/1 ---- */

/* Over a day that begins as it ends. */
struct day {
    double p[STATES];    /* number in system now */
    double seen[STATES]; /* arrivals that found so many */
    double busy[DAY_H];
};

/* One step of the forward equations by Heun's method. */
static void advance(double p[STATES], double rate, double step_s)
{
    double mu = 1.0 / mean_service_s;
    double slope[2][STATES], at[STATES];

    memcpy(at, p, sizeof at);
    for (int stage = 0; stage < 2; stage++) {
        for (int n = 0; n < STATES; n++)
            slope[stage][n] = (n > 0 ? rate * at[n - 1] : 0.0) +
                              (n + 1 < STATES ? mu * at[n + 1] : 0.0) -
                              at[n] * ((n + 1 < STATES ? rate : 0.0) + (n > 0 ? mu : 0.0));
        for (int n = 0; n < STATES; n++)
            at[n] = p[n] + step_s * slope[0][n];
    }
    for (int n = 0; n < STATES; n++)
        p[n] += step_s / 2.0 * (slope[0][n] + slope[1][n]);
}

/* Counts so much time of an hour with the present numbers. */
static void account(struct day *d, int hour, double rate, double time_s)
{
    for (int n = 0; n < STATES; n++)
        d->seen[n] += rate * time_s * d->p[n];
    d->busy[hour] += (1.0 - d->p[0]) * time_s / 3600.0;
}

/* The first minutes step by step; what comes then is the steady state. */
static void pass_hour(struct day *d, int hour, double rate)
{
    static const double step_s = 0.02, moving_s = 180.0;
    double rho = rate * mean_service_s;

    for (int i = 0; i < (int)(moving_s / step_s); i++) {
        account(d, hour, rate, step_s / 2.0);
        advance(d->p, rate, step_s);
        account(d, hour, rate, step_s / 2.0);
    }
    for (int n = 0; n < STATES; n++)
        d->p[n] = (1.0 - rho) * pow(rho, n);
    account(d, hour, rate, 3600.0 - moving_s);
}

/* P(sojourn > t): who finds n in system stays for n + 1 services. */
static double longer_than(const struct day *d, double t_s)
{
    double all = 0.0, longer = 0.0;

    for (int n = 0; n < STATES; n++) {
        all += d->seen[n];
        longer += d->seen[n] * gsl_cdf_gamma_Q(t_s, n + 1.0, mean_service_s);
    }
    return longer / all;
}

static void of_hourly(struct coverage_truth *truth, const struct cairn_scenario *s)
{
    struct day d = {.p = {1.0}};
    double all = 0.0, found = 0.0, low_s = 0.0, high_s = 100.0;

    pass_hour(&d, DAY_H - 1, rate_in(s, DAY_H - 1)); /* how the day begins */
    memset(d.seen, 0, sizeof d.seen);
    memset(d.busy, 0, sizeof d.busy);
    for (int h = 0; h < DAY_H; h++)
        pass_hour(&d, h, rate_in(s, h));
    for (int n = 0; n < STATES; n++) {
        all += d.seen[n];
        found += n * d.seen[n];
    }
    while (high_s - low_s > 1e-6) {
        double middle_s = (low_s + high_s) / 2.0;

        if (longer_than(&d, middle_s) > 0.05)
            low_s = middle_s;
        else
            high_s = middle_s;
    }
    truth->value[COVERAGE_WAIT] = found / all * mean_service_s;
    truth->value[COVERAGE_P95] = high_s;
    truth->value[COVERAGE_CARBON] = carbon_g(s, d.busy);
}

void coverage_truth_of(struct coverage_truth *truth, const struct cairn_scenario *s,
                       enum coverage_case which)
{
    switch (which) {
    case COVERAGE_MM1:
        of_mm1(truth, s);
        return;
    case COVERAGE_BATCHING:
        of_batching(truth, s);
        return;
    case COVERAGE_HOURLY:
        of_hourly(truth, s);
        return;
    case COVERAGE_CASES:
        break;
    }
    assert(false);
}

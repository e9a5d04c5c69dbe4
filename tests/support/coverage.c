#include "support/coverage.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "study/metrics.h"
#include "study/simulate.h"
#include "support/build.h"
#include "support/town.h"

enum { MOST = 30 };

const char *coverage_case_name(enum coverage_case which)
{
    static const char *const names[] = {"M/M/1", "batching", "hourly profile"};

    return names[which];
}

const char *coverage_figure_name(enum coverage_figure figure)
{
    static const char *const names[] = {"mean wait (s)", "p95 of sojourn (s)", "carbon (g)"};

    return names[figure];
}

/* ---- scenarios ---- */

/* Of the M/M/1 box by hour (UTC): 5/s times these. */
static const double day[24] = {0.4, 0.4, 0.4, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.3, 1.4, 1.5,
                               1.5, 1.4, 1.3, 1.2, 1.2, 1.3, 1.3, 1.2, 1.0, 0.8, 0.6, 0.5};

/* g/kWh by hour of the week: less where the sun shines. Of program lifetime. */
#define NIGHT 650, 640, 630, 620, 620, 640, 660, 600, 520, 430, 360, 310
#define NOON 290, 300, 330, 400, 500, 610, 700, 720, 710, 700, 690, 670
static const double week_g_per_kwh[168] = {NIGHT, NOON,  NIGHT, NOON,  NIGHT, NOON,  NIGHT,
                                           NOON,  NIGHT, NOON,  NIGHT, NOON,  NIGHT, NOON};

static void exponential_service(struct cairn_scenario *s)
{
    s->pools[TOWN_BOX].variation = CAIRN_EXPONENTIAL;
    s->pools[TOWN_BOX].cv = 1.0;
}

struct cairn_scenario *coverage_scenario(enum coverage_case which)
{
    struct cairn_scenario *s = town_boxes(which == COVERAGE_BATCHING ? 20 : 5, INFINITY);

    s->pools[TOWN_BOX].max = 1;
    s->hardware[0].embodied.carbon_g = 0;
    s->time.precision = 0.01;
    s->time.window_s = which == COVERAGE_HOURLY ? 60 : 600;
    s->time.run_in_s = 30;
    build_baseline(s, "box");
    build_send(s, 0, TOWN_BOX, 0, 1);
    build_size(s, TOWN_BOX, 1, which == COVERAGE_BATCHING ? 8 : 1, 0);
    if (which != COVERAGE_BATCHING) {
        exponential_service(s);
    } else {
        const struct cairn_profile *profile = &s->profiles[0];

        for (int i = 0; i < profile->n_points; i++)
            s->points[profile->first_point + i].latency_s = 0.05 + 0.0125 * (1 << i);
    }
    if (which == COVERAGE_HOURLY) {
        s->workloads[0].arrivals.shape = build_day_shape(s, "day", day);
        for (int i = 0; i < s->n_intensities; i++)
            s->intensities[i].hour_of_week = week_g_per_kwh;
    }
    return s;
}

/* ---- runs ---- */

static const struct cairn_metric *metric(const char *name)
{
    const struct cairn_metric *m = cairn_workload_metrics;

    while (m->name && strcmp(m->name, name) != 0)
        m++;
    assert(m->name);
    return m;
}

static void add(struct coverage *coverage, enum coverage_figure figure, double mean,
                double half_width)
{
    coverage->covered[figure] += fabs(mean - coverage->truth.value[figure]) <= half_width;
    coverage->mean[figure] += mean / coverage->runs;
    coverage->half_width[figure] += half_width / coverage->runs;
}

static void run(struct coverage *coverage, const struct cairn_scenario *s)
{
    static const struct cairn_choose_limits limits = {.replications = MOST};
    struct cairn_placement placement;
    struct cairn_simulation simulation;
    struct cairn_total total;
    struct cairn_estimate wait, p95;

    cairn_placement_from_baseline(&placement, s, 0);
    cairn_simulation_init(&simulation, s, &placement, &limits);
    total = cairn_simulation_total(&simulation, CAIRN_CARBON, s->choose.basis, NULL);
    wait = cairn_metric_estimate(metric("wait_mean_s"), &simulation.trial, 0, 0,
                                 simulation.replications);
    p95 = cairn_metric_estimate(metric("sojourn_p95_s"), &simulation.trial, 0, 0,
                                simulation.replications);
    add(coverage, COVERAGE_WAIT, wait.mean, wait.half_width);
    add(coverage, COVERAGE_P95, p95.mean, p95.half_width);
    add(coverage, COVERAGE_CARBON, total.mean, total.half_width);
    coverage->replications += (double)simulation.replications / coverage->runs;
    cairn_simulation_release(&simulation);
    cairn_placement_release(&placement);
}

void coverage_measure(struct coverage *coverage, enum coverage_case which, int runs)
{
    struct cairn_scenario *s = coverage_scenario(which);

    *coverage = (struct coverage){.runs = runs};
    coverage_truth_of(&coverage->truth, s, which);
    for (int i = 0; i < runs; i++) {
        s->time.seed = (uint64_t)i + 1;
        run(coverage, s);
    }
    build_free(s);
}

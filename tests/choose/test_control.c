#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "choose/control.h"
#include "choose/trial.h"
#include "math/stats.h"
#include "model/space.h"
#include "support/build.h"
#include "support/town.h"

/* A configuration of a scenario on trial, with controls. */
struct stand {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_routes routes;
    struct cairn_space space;
    struct cairn_lab lab, pilot;
    struct cairn_factor_book book;
    struct cairn_controls controls;
    struct cairn_trial trial;
    bool on_trial;
};

/* Takes the scenario over. */
static void stand_init(struct stand *t, struct cairn_scenario *s)
{
    *t = (struct stand){.s = s};
    cairn_plan_init(&t->plan, s);
    cairn_routes_init(&t->routes, s);
    cairn_space_init(&t->space, s, &t->plan, &t->routes, CAIRN_SPACE_ALL, s->choose.limit);
    cairn_lab_init(&t->lab, s->time.seed, CAIRN_LAB_SELECTION);
    cairn_lab_init(&t->pilot, s->time.seed, CAIRN_LAB_SEARCH);
    cairn_factor_book_init(&t->book);
    cairn_controls_init(&t->controls, s, &t->plan, &t->pilot);
}

static void stand_dismiss(struct stand *t)
{
    if (t->on_trial)
        cairn_trial_release(&t->trial);
    t->on_trial = false;
}

static void stand_try(struct stand *t, int component, uint64_t configuration)
{
    struct cairn_placement placement;

    stand_dismiss(t);
    cairn_placement_init(&placement, t->s);
    cairn_space_configure(&t->space, component, configuration, &placement);
    cairn_trial_init(&t->trial, t->s, &t->plan, &placement, &t->book, &t->lab);
    t->trial.controls = &t->controls;
    t->on_trial = true;
    cairn_placement_release(&placement);
}

static void stand_release(struct stand *t)
{
    stand_dismiss(t);
    cairn_controls_release(&t->controls);
    cairn_factor_book_release(&t->book);
    cairn_lab_release(&t->pilot);
    cairn_lab_release(&t->lab);
    cairn_space_release(&t->space);
    cairn_routes_release(&t->routes);
    cairn_plan_release(&t->plan);
    build_free(t->s);
}

enum { MOST = 200 };

/* Carbon of n replications as counted and as corrected. */
struct series {
    double counted[MOST], corrected[MOST];
};

static void observe(struct stand *t, int n, struct series *series)
{
    for (int r = 0; r < n; r++) {
        series->counted[r] = cairn_trial_counted(&t->trial, r, CAIRN_CARBON, t->s->choose.basis);
        series->corrected[r] =
            cairn_trial_total(&t->trial, r, CAIRN_CARBON, t->s->choose.basis, NULL);
    }
}

/* Standard deviation after over before; 1 where nothing varies. */
static double noise_left(const struct series *series, int n)
{
    double before = cairn_stats_variance(series->counted, (size_t)n);

    return before > 0 ? sqrt(cairn_stats_variance(series->corrected, (size_t)n) / before) : 1;
}

/* Six hours each of four rates, mean 3.5, over local hours. */
static const double four_rates[24] = {
    1 / 3.5, 1 / 3.5, 1 / 3.5, 1 / 3.5, 1 / 3.5, 1 / 3.5, 4 / 3.5, 4 / 3.5,
    4 / 3.5, 4 / 3.5, 4 / 3.5, 4 / 3.5, 6 / 3.5, 6 / 3.5, 6 / 3.5, 6 / 3.5,
    6 / 3.5, 6 / 3.5, 3 / 3.5, 3 / 3.5, 3 / 3.5, 3 / 3.5, 3 / 3.5, 3 / 3.5,
};

/* Boxes under a load that changes within UTC hours: windows of parts of an hour. */
static struct cairn_scenario *uneven_boxes(void)
{
    struct cairn_scenario *s = town_boxes(3.5, 1);

    s->places[TOWN_STORE].utc_offset_s = 1800;
    s->workloads[0].arrivals.shape = build_day_shape(s, "day", four_rates);
    s->workloads[0].peak = 1.5;
    s->time.window_s = 60;
    return s;
}

static struct cairn_scenario *even_boxes(void)
{
    return town_boxes(4, 1);
}

static struct cairn_scenario *clockwork(void)
{
    struct cairn_scenario *s = town_boxes(4, 1);

    s->workloads[0].arrivals.process = CAIRN_DETERMINISTIC;
    return s;
}

static struct cairn_scenario *(*const loads[])(void) = {even_boxes, uneven_boxes, clockwork};
enum { N_LOADS = sizeof loads / sizeof *loads };

/*
 * A surplus has mean 0: over all windows and 200 replications, weighted, it is within 4 standard
 * errors (a right mean fails this with probability 6e-5). Counted arrivals become rate x length to
 * rounding, also where the rate changes within the hour, and stay as they are in peak windows.
 */
START_TEST(arrivals_become_their_mean) /* [CV] */
{
    struct stand t;
    double surplus[MOST];
    struct series series;

    stand_init(&t, loads[_i]());
    stand_try(&t, 0, 0);
    observe(&t, MOST, &series);
    for (int r = 0; r < MOST; r++) {
        const struct cairn_lab_entry *entry = cairn_trial_entry(&t.trial, 0, MOST);
        const double *amounts = cairn_trial_amounts(&t.trial, 0, r);

        surplus[r] = 0;
        for (int w = 0; w < t.plan.n_windows; w++) {
            int at = cairn_layout_source(&entry->sum.layout, w, 0, CAIRN_ARRIVALS);
            double counted = (double)entry->samples[r].counts[at];
            double mean = cairn_plan_rate(&t.plan, w, 0) * (double)t.plan.length_ns / 1e9;

            surplus[r] += t.plan.windows[w].hours * (counted - mean);
            if (t.plan.windows[w].peak)
                ck_assert_double_eq(amounts[at], counted);
            else
                ck_assert_double_eq_tol(amounts[at], mean, 1e-9 * mean);
        }
    }
    ck_assert_double_le(fabs(cairn_stats_mean(surplus, MOST)),
                        4 * sqrt(cairn_stats_variance(surplus, MOST) / MOST) + 1e-9);
    stand_release(&t);
}
END_TEST

/* Times in states add up to devices x length, corrected as counted. */
START_TEST(conserved_sums_stay) /* [CV] */
{
    struct cairn_scenario *s = town_boxes(2, INFINITY);
    struct stand t;

    s->pools[TOWN_BOX].sleep_after_s = 0.3;
    stand_init(&t, s);
    stand_try(&t, 0, 0);
    for (int r = 0; r < 20; r++) {
        const struct cairn_layout *layout = &cairn_trial_entry(&t.trial, 0, r + 1)->sum.layout;
        const double *amounts = cairn_trial_amounts(&t.trial, 0, r);
        double sum_ns = 0;

        for (int state = CAIRN_SLEEP_NS; state <= CAIRN_BUSY_NS; state++)
            sum_ns += amounts[cairn_layout_pool(layout, 0, 0, (enum cairn_pool_count)state)];
        ck_assert_double_eq_tol(sum_ns, (double)t.plan.length_ns, 1e-3);
    }
    ck_assert(t.trial.control[0].works);
    stand_release(&t);
}
END_TEST

/*
 * One box that never forms batches is busy for what it is offered: a second per second of work,
 * which is taken off its idling. What is left are the services that windows cut.
 */
START_TEST(slopes_of_a_linear_system) /* [CV] */
{
    struct cairn_scenario *s = town_boxes(2, INFINITY);
    struct stand t;
    const struct cairn_layout *layout;
    const double *slope;

    s->time.window_s = 4000;
    stand_init(&t, s);
    stand_try(&t, 0, 0);
    cairn_trial_amounts(&t.trial, 0, 0);
    layout = &cairn_trial_entry(&t.trial, 0, 1)->sum.layout;
    slope = t.trial.control[0].slope;
    ck_assert_double_eq_tol(t.trial.control[0].work_s[0], 0.1, 1e-12); /* of a batch of one */
    ck_assert_double_eq_tol(t.trial.control[0].expected_s[0], 2 * 0.1 * 4000, 1e-9);
    ck_assert_double_eq_tol(slope[cairn_layout_source(layout, 0, 0, CAIRN_ARRIVALS)], 10, 1e-9);
    ck_assert_double_eq_tol(slope[cairn_layout_pool(layout, 0, 0, CAIRN_BUSY_NS)], 1e9, 2e6);
    ck_assert_double_eq_tol(slope[cairn_layout_pool(layout, 0, 0, CAIRN_IDLE_NS)], -1e9, 2e6);
    stand_release(&t);
}
END_TEST

/*
 * The correction has mean 0 and does not add noise. 30 random towns with windows of 40 s and few
 * requests: queues, batches, sleep, spills, caches, splits, up to two workloads, and loads that
 * saturate a pool. Means agree within 5 standard errors of the paired differences (60 replications:
 * a right mean fails this with probability 6e-6 each); the standard deviation after is at most
 * 1.35 times that before (by chance it would be at equal variances with probability 0.01 if the
 * two were independent, which they are far from).
 */
START_TEST(never_noticeably_worse) /* [CV] */
{
    enum { N = 60 };
    struct stand t;

    stand_init(&t, town_random((uint64_t)_i));
    for (int c = 0; c < t.space.n_components; c++)
        for (uint64_t i = 0; i < (uint64_t)t.space.components[c].n_configurations; i += 5) {
            struct series series;
            double difference, half_width;

            if (i >= 40)
                break;
            stand_try(&t, c, i);
            observe(&t, N, &series);
            half_width = cairn_stats_paired(series.counted, series.corrected, N, 0.95, &difference);
            ck_assert_double_le(fabs(difference), 2.5 * half_width + 1e-9 * series.counted[0]);
            ck_assert_double_le(noise_left(&series, N), 1.35);
        }
    stand_release(&t);
}
END_TEST

/* One of 1,000 copies, with few requests, served by a share of a provider's pool or a box. */
START_TEST(low_rates_gain_most) /* [CV] */
{
    enum { N = 60 };
    struct cairn_scenario *s = town();
    struct stand t;
    struct series series;

    s->places[TOWN_STORE].count = 1000;
    s->workloads[0].arrivals.rate_per_s = 0.2;
    s->time.window_s = 500;
    s->pools[TOWN_BOX].max = 1;
    s->pools[TOWN_GPU].max = 0;
    stand_init(&t, s);
    ck_assert_int_ge(t.space.n_components, 2);
    for (int c = 0; c < t.space.n_components; c++) {
        stand_try(&t, c, 0);
        observe(&t, N, &series);
        /* 100 requests each: 10 % of what they cause before, and what windows cut after */
        ck_assert_double_le(noise_left(&series, N), 0.05);
    }
    stand_release(&t);
}
END_TEST

/* Arrivals whose surplus in a window is not that of a plain process of the plan's rate. */
static void gamma_gaps(struct cairn_scenario *s)
{
    s->workloads[0].arrivals.process = CAIRN_GAMMA;
    s->workloads[0].arrivals.cv = 0.5;
}

static void phases(struct cairn_scenario *s)
{
    s->phases = calloc(2, sizeof *s->phases);
    ck_assert_ptr_nonnull(s->phases);
    s->n_phases = 2;
    s->phases[0] = (struct cairn_phase){.load = 3, .stay_s = 1, .weight = 1};
    s->phases[1] = (struct cairn_phase){.load = 0.5, .stay_s = 4, .weight = 1};
    s->workloads[0].arrivals.n_phases = 2;
}

static void cycle(struct cairn_scenario *s)
{
    static const double halves[] = {1, 3};

    s->workloads[0].arrivals.cycle =
        (struct cairn_cycle){.loads = halves, .n_loads = 2, .period_s = 1e5, .from_s = 0};
}

static void surge(struct cairn_scenario *s)
{
    s->surges = calloc(1, sizeof *s->surges);
    ck_assert_ptr_nonnull(s->surges);
    s->n_surges = 1;
    s->surges[0] =
        (struct cairn_surge){.id = "match", .variation = CAIRN_GAMMA, .cv = 0.5, .period_s = 3600};
    s->workloads[0].arrivals.surge = 0;
}

static void replay(struct cairn_scenario *s)
{
    static const int64_t at_ns[] = {0, 1000000, 400000000};
    static const struct cairn_recording recording = {
        .n = 3, .at_ns = at_ns, .length_ns = 750000000};

    s->workloads[0].arrivals.replay.scale = 1;
    s->workloads[0].arrivals.replay.recording = &recording;
}

static void (*const inexact[])(struct cairn_scenario *) = {gamma_gaps, phases, cycle, surge,
                                                           replay};
enum { N_INEXACT = sizeof inexact / sizeof *inexact };

/* Gaps of other laws are stationary only after a while, and so on: nothing is corrected. */
START_TEST(only_exact_means_are_controls) /* [CV] */
{
    struct cairn_scenario *s = town_boxes(4, 1);
    struct stand t;
    struct series series;

    inexact[_i](s);
    stand_init(&t, s);
    stand_try(&t, 0, 0);
    observe(&t, 10, &series);
    ck_assert(!t.trial.control[0].works);
    for (int r = 0; r < 10; r++)
        ck_assert_double_eq(series.counted[r], series.corrected[r]);
    ck_assert_uint_eq(t.pilot.simulated, 0);
    stand_release(&t);
}
END_TEST

/* A box that is always busy is so whatever arrives; a lesser load would suggest otherwise. */
START_TEST(a_saturated_pool_is_left_alone) /* [CV] */
{
    struct cairn_scenario *s = town_boxes(9.9, INFINITY);
    struct stand t;

    s->time.window_s = 2000;
    stand_init(&t, s);
    stand_try(&t, 0, 0);
    cairn_trial_amounts(&t.trial, 0, 0);
    ck_assert_int_eq(t.trial.placement.pools[TOWN_BOX].count, 1);
    ck_assert(!t.trial.control[0].works);
    stand_release(&t);
}
END_TEST

Suite *test_control(void)
{
    Suite *suite = suite_create("control");
    TCase *tc = tcase_create("arrivals");

    tcase_add_loop_test(tc, arrivals_become_their_mean, 0, N_LOADS);
    tcase_add_test(tc, conserved_sums_stay);
    tcase_add_test(tc, slopes_of_a_linear_system);
    tcase_add_loop_test(tc, never_noticeably_worse, 0, 30);
    tcase_add_test(tc, low_rates_gain_most);
    tcase_add_loop_test(tc, only_exact_means_are_controls, 0, N_INEXACT);
    tcase_add_test(tc, a_saturated_pool_is_left_alone);
    suite_add_tcase(suite, tc);
    return suite;
}

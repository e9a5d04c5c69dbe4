/* Pilots: which are run, what slopes follow from their runs, and what these correct. [CV] */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/control.h"
#include "support/build.h"
#include "support/town.h"

enum { SHORT, LONG };    /* lengths of plans */
enum { WHOLE, LIGHTER }; /* loads */

/* The pilot of what the scenario's only baseline says. */
struct stand {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_lab lab;
    struct cairn_controls controls;
    struct cairn_placement placement;
    struct cairn_components components;
    struct cairn_pilot pilot;
    struct cairn_lab_want wants[8];
    int n_wants;
};

/* Takes the scenario over. */
static void stand_init(struct stand *t, struct cairn_scenario *s)
{
    memset(t, 0, sizeof *t);
    t->s = s;
    cairn_plan_init(&t->plan, s);
    cairn_lab_init(&t->lab, 1, CAIRN_LAB_SEARCH);
    cairn_controls_init(&t->controls, s, &t->plan, &t->lab);
    cairn_placement_from_baseline(&t->placement, s, 0);
    cairn_components_init(&t->components, s, &t->plan, &t->placement);
    cairn_pilot_init(&t->pilot, &t->controls, &t->placement, &t->components);
    t->n_wants = cairn_pilot_wants(&t->pilot, t->wants);
}

/* After the pilot was finished, or cancelled (NULL). */
static void stand_release(struct stand *t, struct cairn_control *control)
{
    for (int c = 0; control && c < t->components.n; c++)
        cairn_control_release(&control[c]);
    cairn_free(control);
    cairn_components_release(&t->components);
    cairn_placement_release(&t->placement);
    cairn_controls_release(&t->controls);
    cairn_lab_release(&t->lab);
    cairn_plan_release(&t->plan);
    build_free(t->s);
}

static void stand_dismiss(struct stand *t)
{
    cairn_pilot_cancel(&t->pilot);
    stand_release(t, NULL);
}

/* A town whose work is done by so many devices of one pool. */
static struct cairn_scenario *served_by(int pool, int count, int batch)
{
    struct cairn_scenario *s = town();

    build_baseline(s, "all");
    build_send(s, 0, pool, 0, 1);
    build_size(s, pool, count, batch, batch > 1 ? 0.01 : 0);
    return s;
}

/* ---- plans ---- */

/*
 * Pilots are as long as the search's windows or as the plan's, whole and with 7/8 or 1/2 of the
 * load; what is no plain process keeps its load.
 */
START_TEST(pilots_have_their_plans)
{
    static const double part[] = {[SHORT] = 7.0 / 8, [LONG] = 0.5};
    struct cairn_scenario *s = served_by(TOWN_GPU, 1, 1);
    struct stand t;

    s->time.window_s = 4000;
    s->time.run_in_s = 20;
    s->workloads[0].arrivals.rate_per_s = 6;
    build_workload(s, "other", TOWN_STORE, 0, 3);
    build_workload(s, "third", TOWN_STORE, 0, 4);
    s->workloads[1].arrivals.process = CAIRN_GAMMA;
    build_send(s, 1, TOWN_GPU, 0, 1);
    build_send(s, 2, TOWN_GPU, 0, 1);
    stand_init(&t, s);
    ck_assert_int_eq(t.controls.plans[LONG][WHOLE].length_ns, t.plan.length_ns);
    ck_assert_int_eq(t.plan.length_ns, INT64_C(4000000000000));
    ck_assert_int_eq(t.controls.plans[SHORT][WHOLE].length_ns, t.plan.length_ns);
    for (int length = SHORT; length <= LONG; length++)
        for (int load = WHOLE; load <= LIGHTER; load++) {
            const struct cairn_plan *plan = &t.controls.plans[length][load];
            double by = load == LIGHTER ? part[length] : 1;

            ck_assert_int_eq(plan->length_ns, t.controls.plans[length][WHOLE].length_ns);
            ck_assert_int_eq(plan->run_in_ns, INT64_C(20000000000));
            ck_assert_double_eq(cairn_plan_rate(plan, 0, 0), 6 * by);
            ck_assert_double_eq(cairn_plan_rate(plan, 0, 1), 3);
            ck_assert_double_eq(cairn_plan_rate(plan, 0, 2), 4 * by);
        }
    ck_assert_double_eq(s->workloads[0].arrivals.rate_per_s, 6);
    stand_dismiss(&t);
}
END_TEST

/* ---- work ---- */

/* A device's time at the best batch: of a box 250 ms over 4, of a GPU 32 ms over 4. */
START_TEST(work_is_that_of_the_best_batch)
{
    static const struct {
        int batch;
        double box_s, gpu_s;
    } cases[] = {{1, 0.1, 0.02}, {2, 0.075, 0.012}, {4, 0.0625, 0.008}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_scenario *s = town();
        struct stand t;

        build_baseline(s, "both");
        build_send(s, 0, TOWN_BOX, 0, 0.25);
        build_send(s, 0, TOWN_GPU, 0, 0.75);
        build_size(s, TOWN_BOX, 1, cases[i].batch, 0.01);
        build_size(s, TOWN_GPU, 1, cases[i].batch, 0.01);
        stand_init(&t, s);
        ck_assert_int_eq(t.pilot.n, 1);
        ck_assert_double_eq_tol(t.pilot.control[0].work_s[0],
                                0.25 * cases[i].box_s + 0.75 * cases[i].gpu_s, 1e-12);
        stand_dismiss(&t);
    }
}
END_TEST

/*
 * Three copies of two sources at one pool, 0.02 s each: 2 and 5 per second and copy by day (12 h),
 * half as many by night, for 60 s; the second one is left out where its mean is not exact. Windows
 * stand for the first hours and the others, of day and of night.
 */
START_TEST(expected_work_is_of_all_copies)
{
    for (int inexact = 0; inexact < 2; inexact++) {
        struct cairn_scenario *s = served_by(TOWN_GPU, 1, 1);
        struct stand t;
        double rates[24];

        for (int h = 0; h < 24; h++)
            rates[h] = h < 12 ? 4.0 / 3 : 2.0 / 3;
        s->time.window_s = 60;
        s->places[TOWN_STORE].count = 3;
        build_workload(s, "other", TOWN_STORE, 0, 5);
        build_send(s, 1, TOWN_GPU, 0, 1);
        for (int w = 0; w < 2; w++) {
            s->workloads[w].arrivals.rate_per_s = (w ? 5 : 2) * 0.75;
            s->workloads[w].arrivals.shape = build_day_shape(s, w ? "b" : "a", rates);
        }
        if (inexact)
            s->workloads[1].arrivals.process = CAIRN_GAMMA;
        stand_init(&t, s);
        ck_assert_int_eq(t.pilot.n, 1);
        ck_assert_int_eq(t.components.items[0].n_sources, 2);
        ck_assert_int_eq(t.plan.n_windows, 4);
        for (int w = 0; w < 4; w++) {
            double all = inexact ? 2 : 2 + 5, by = w < 2 ? 1 : 0.5;

            ck_assert_double_eq_tol(t.pilot.control[0].expected_s[w], 3 * all * by * 60 * 0.02,
                                    1e-9);
        }
        ck_assert_double_eq_tol(t.pilot.control[0].work_s[0], 0.02, 1e-12);
        ck_assert_double_eq_tol(t.pilot.control[0].work_s[1], inexact ? 0 : 0.02, 1e-12);
        stand_dismiss(&t);
    }
}
END_TEST

/* ---- which pilots are run ---- */

/* The wants of a pilot of one component: none, by windows, or whole and lighter of a length. */
enum wanted { NOTHING, BY_WINDOWS, BY_LOAD };

static void check_wants(const struct stand *t, enum wanted wanted, int length)
{
    ck_assert_int_eq(t->n_wants, wanted == NOTHING ? 0 : wanted == BY_WINDOWS ? 1 : 2);
    if (wanted == NOTHING)
        return;
    ck_assert_ptr_eq(t->wants[0].component, &t->pilot.components[length][WHOLE].items[0]);
    ck_assert_int_eq(t->wants[0].n, wanted == BY_WINDOWS ? 2 : 1);
    if (wanted == BY_WINDOWS)
        return;
    ck_assert_ptr_eq(t->wants[1].component, &t->pilot.components[length][LIGHTER].items[0]);
    ck_assert_int_eq(t->wants[1].n, 1);
}

/*
 * A search of 4,000 arrivals is enough for a short pilot, one of fewer is as long as the plan, and
 * with less than 30 there is none; of all copies, and of plain processes only.
 */
START_TEST(pilots_are_as_long_as_arrivals_ask_for)
{
    static const struct {
        double arrivals; /* in a window */
        int copies;
        enum wanted wanted;
        int length;
    } cases[] = {
        {4000, 1, BY_LOAD, SHORT}, {3999, 1, BY_LOAD, LONG}, {4000, 4, BY_LOAD, SHORT},
        {3998, 4, BY_LOAD, LONG},  {8000, 1, BY_LOAD, SHORT}, {30, 1, BY_LOAD, LONG},
        {29.9, 1, NOTHING, LONG},  {30, 4, BY_LOAD, LONG},   {29.9, 4, NOTHING, LONG},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int others = 0; others < 3; others++) {
            struct cairn_scenario *s = served_by(TOWN_GPU, 1, 1);
            struct stand t;

            s->time.window_s = 64;
            s->places[TOWN_STORE].count = cases[i].copies;
            s->workloads[0].arrivals.rate_per_s = cases[i].arrivals / cases[i].copies / 64;
            if (others == 2) /* windows for promises alone do not count */
                s->workloads[0].peak = 1.5;
            if (others == 1) { /* nor does what is no plain process */
                build_workload(s, "other", TOWN_STORE, 0, 50);
                s->workloads[1].arrivals.process = CAIRN_GAMMA;
                build_send(s, 1, TOWN_GPU, 0, 1);
            }
            stand_init(&t, s);
            ck_assert_int_eq(t.pilot.n, 1);
            check_wants(&t, cases[i].wanted, cases[i].length);
            stand_dismiss(&t);
        }
}
END_TEST

/* Component by component: that of a renewal process has none, the other its own. */
START_TEST(each_component_has_its_pilot)
{
    for (int inexact = 0; inexact < 2; inexact++) {
        struct cairn_scenario *s = served_by(TOWN_BOX, 1, 1);
        struct stand t;

        build_workload(s, "other", TOWN_STORE, 0, 4);
        build_send(s, 1, TOWN_GPU, 0, 1);
        build_size(s, TOWN_GPU, 1, 1, 0);
        s->workloads[inexact].arrivals.process = CAIRN_GAMMA;
        stand_init(&t, s);
        ck_assert_int_eq(t.pilot.n, 2);
        ck_assert_int_eq(t.n_wants, 2);
        for (int i = 0; i < 2; i++) {
            ck_assert_int_eq(t.wants[i].component->sources[0].scenario_workload, !inexact);
            ck_assert_int_eq(t.wants[i].n, 1);
        }
        stand_dismiss(&t);
    }
}
END_TEST

/* A load of so many hours of a day at each rate, at a provider's pool that is never full. */
static struct cairn_scenario *load_of(int n, const int *hours, const double *rates, double others)
{
    struct cairn_scenario *s = served_by(TOWN_RENTED, 1, 1);
    double of_hour[24], mean = 0;
    int h = 0;

    for (int i = 0; i < n; i++)
        for (int k = 0; k < hours[i]; k++)
            of_hour[h++] = rates[i];
    ck_assert_int_eq(h, 24);
    for (h = 0; h < 24; h++)
        mean += of_hour[h] / 24;
    for (h = 0; h < 24; h++)
        of_hour[h] /= mean;
    s->workloads[0].arrivals.rate_per_s = mean;
    s->workloads[0].arrivals.shape = build_day_shape(s, "day", of_hour);
    s->time.window_s = 60;
    s->time.run_in_s = 0;
    if (others > 0) { /* at all hours alike, of a fiftieth of the work */
        build_workload(s, "other", TOWN_STORE, 0, others);
        build_send(s, 1, TOWN_RENTED, 0, 1);
    }
    return s;
}

/*
 * Kish's effective number of windows, (sum of v)^2 / sum of v^2 of the variances that they bring,
 * v = hours^2 x arrivals, worked out by hand for those of a day; from 10 on there are many.
 *     12 x 2 h, alike but for a trifle, so that each is a window: 12
 *     11 of 1 h and one of 13 h, at one rate nearly: (11 + 169)^2 / (11 + 169^2) = 1.13
 *     12 x 2 h, of which one has 100 times the rate of others: (11 + 100)^2 / (11 + 100^2) = 1.23
 *     9 of 2 h at 9 and one of 6 h at 1: 36 each, so 10 and for the trifles a trifle less
 *     10 of 2 h at 4 and one of 4 h at 1: 16 each, so 11
 * In a minute each they have 3,600, 3,600, 6,600, 4,920 and 2,460 arrivals.
 */
START_TEST(many_windows_are_a_pilot) /* [CV] */
{
    static const struct {
        int n, hours[12];
        double rates[12];
        enum wanted wanted;
        int length;
    } cases[] = {
        {12, {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
         {5, 5.01, 5.02, 5.03, 5.04, 5.05, 5.06, 5.07, 5.08, 5.09, 5.1, 5.11}, BY_WINDOWS, LONG},
        {12, {1, 1, 1, 1, 1, 1, 13, 1, 1, 1, 1, 1},
         {5, 5.01, 5.02, 5.03, 5.04, 5.05, 5.06, 5.07, 5.08, 5.09, 5.1, 5.11}, BY_LOAD, LONG},
        {12, {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
         {1, 1.01, 1.02, 100, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11}, BY_LOAD, SHORT},
        {10, {2, 2, 2, 2, 2, 2, 2, 2, 2, 6},
         {9, 9.01, 9.02, 9.03, 9.04, 9.05, 9.06, 9.07, 9.08, 1}, BY_LOAD, SHORT},
        {11, {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 4},
         {4, 4.01, 4.02, 4.03, 4.04, 4.05, 4.06, 4.07, 4.08, 4.09, 1}, BY_WINDOWS, LONG},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stand t;

        stand_init(&t, load_of(cases[i].n, cases[i].hours, cases[i].rates, 0));
        ck_assert_int_eq(t.plan.n_windows, cases[i].n);
        check_wants(&t, cases[i].wanted, cases[i].length);
        stand_dismiss(&t);
    }
}
END_TEST

/*
 * Ten are many: 9 windows of 2 h at 9 and one of 6 h at 1 have 36 each; another load tells them
 * apart.
 */
START_TEST(ten_windows_are_many)
{
    struct cairn_scenario *s = served_by(TOWN_GPU, 1, 1);
    double of_hour[24], of_other[24];
    struct stand t;

    for (int h = 0; h < 24; h++) {
        of_hour[h] = h < 18 ? 9 : 1;
        of_other[h] = 1 + (h < 18 ? h / 2 : 9) / 100.0;
    }
    s->time.window_s = 60;
    s->time.run_in_s = 0;
    s->workloads[0].arrivals.rate_per_s = 1;
    s->workloads[0].arrivals.shape = build_day_shape(s, "day", of_hour);
    build_workload(s, "other", TOWN_STORE, 0, 1);
    s->workloads[1].arrivals.process = CAIRN_GAMMA;
    s->workloads[1].arrivals.shape = build_day_shape(s, "other", of_other);
    build_send(s, 1, TOWN_GPU, 0, 1);
    stand_init(&t, s);
    ck_assert_int_eq(t.plan.n_windows, 10);
    check_wants(&t, BY_WINDOWS, SHORT);
    stand_dismiss(&t);
}
END_TEST

/* ---- slopes ---- */

/* Work of a run in a window: its arrivals, each at what it is worth. */
static double work_in(const struct stand *t, const struct cairn_lab_entry *entry, int replication,
                      int window)
{
    double work_s = 0;

    for (int k = 0; k < entry->sum.layout.n_sources; k++)
        work_s += t->pilot.control[0].work_s[k] *
                  (double)entry->samples[replication]
                      .counts[cairn_layout_source(&entry->sum.layout, window, k, CAIRN_ARRIVALS)];
    return work_s;
}

/* By the formula: runs are replications 0 and 1, or 0 of both loads. */
static double *slopes_of(struct stand *t, int *stride)
{
    const struct cairn_component *component = t->wants[0].component;
    const struct cairn_lab_entry *a = cairn_lab_sample(&t->lab, component, t->wants[0].n), *b = a;
    int of_b = t->n_wants == 1;
    double below = 0, *slopes;

    if (!of_b)
        b = cairn_lab_sample(&t->lab, t->wants[1].component, 1);
    *stride = a->sum.layout.stride;
    slopes = cairn_calloc((size_t)*stride, sizeof *slopes);
    for (int w = 0; w < a->sum.layout.n_windows; w++) {
        double hours = component->plan->windows[w].hours;
        double more_s = work_in(t, a, 0, w) - work_in(t, b, of_b, w);

        below += hours * hours * more_s * more_s;
        for (int j = 0; j < *stride; j++) {
            int at = w * *stride + j;

            slopes[j] += hours * hours * more_s *
                         (double)(a->samples[0].counts[at] - b->samples[of_b].counts[at]);
        }
    }
    ck_assert_double_gt(below, 0);
    for (int j = 0; j < *stride; j++)
        slopes[j] /= below;
    return slopes;
}

static void check_slopes(struct cairn_scenario *s, int n_wants)
{
    struct stand t;
    struct cairn_control *control;
    double *slopes;
    int stride, others = 0;

    stand_init(&t, s);
    ck_assert_int_eq(t.n_wants, n_wants);
    slopes = slopes_of(&t, &stride);
    control = cairn_pilot_finish(&t.pilot);
    ck_assert(control[0].works);
    for (int j = 0; j < stride; j++) {
        ck_assert_double_eq_tol(control[0].slope[j], slopes[j],
                                1e-9 * fabs(slopes[j]) + 1e-12);
        others += slopes[j] != 0;
    }
    ck_assert_int_gt(others, 2);
    cairn_free(slopes);
    stand_release(&t, control);
}

START_TEST(slopes_are_regressions) /* [CV] */
{
    static const int hours[12] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, halves[2] = {9, 15};
    static const double many[12] = {5, 5.5, 6, 6.5, 7, 7.5, 5.2, 5.7, 6.2, 6.7, 7.2, 7.7};
    struct cairn_scenario *s;

    check_slopes(load_of(12, hours, many, 0), 1);
    check_slopes(load_of(12, hours, many, 3), 1);
    check_slopes(load_of(2, halves, (const double[]){3, 6}, 0), 2);
    check_slopes(load_of(2, halves, (const double[]){3, 6}, 2), 2);
    s = served_by(TOWN_BOX, 1, 4);
    s->workloads[0].peak = 1.5; /* a window that stands for no hours */
    check_slopes(s, 2);
}
END_TEST

/*
 * Arrivals like clockwork, each of 100 ms: as many tenths of a box as there are per second are
 * busy. Above 15/16 of all boxes of all copies, over the year, nothing is corrected, unless windows
 * are many; a provider's pool has no boxes to be busy.
 */
START_TEST(pools_that_are_hardly_idle_are_left_alone) /* [CV] */
{
    static const struct {
        double by_day, by_night; /* per second and copy, 12 h each */
        int pool, boxes, copies;
        bool works;
    } cases[] = {
        {9.5, 9.5, TOWN_BOX, 1, 1, false},   {9.2, 9.2, TOWN_BOX, 1, 1, true},
        {12, 12, TOWN_BOX, 2, 1, true},      {19, 19, TOWN_BOX, 2, 1, false},
        {18.4, 18.4, TOWN_BOX, 2, 1, true},  {9.5, 9.5, TOWN_BOX, 1, 3, false},
        {9.2, 9.2, TOWN_BOX, 1, 3, true},    {9.9, 5, TOWN_BOX, 1, 1, true},
        {5, 9.9, TOWN_BOX, 1, 1, true},      {9.9, 9.2, TOWN_BOX, 1, 1, false},
        {9.2, 9.9, TOWN_BOX, 1, 1, false},   {50, 50, TOWN_RENTED, 1, 1, true},
        {48, 48, TOWN_GPU, 1, 1, false},     {46, 46, TOWN_GPU, 1, 1, true},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_scenario *s = served_by(cases[i].pool, cases[i].boxes, 1);
        double mean = (cases[i].by_day + cases[i].by_night) / 2, of_hour[24];
        struct cairn_control *control;
        struct stand t;

        for (int h = 0; h < 24; h++)
            of_hour[h] = (h < 12 ? cases[i].by_day : cases[i].by_night) / mean;
        s->workloads[0].arrivals.process = CAIRN_DETERMINISTIC;
        s->workloads[0].arrivals.rate_per_s = mean;
        s->workloads[0].arrivals.shape = build_day_shape(s, "day", of_hour);
        s->places[TOWN_STORE].count = cases[i].copies;
        s->time.window_s = 60;
        stand_init(&t, s);
        ck_assert_int_eq(t.n_wants, 2);
        control = cairn_pilot_finish(&t.pilot);
        ck_assert_msg(control[0].works == cases[i].works, "case %d", (int)i);
        ck_assert_int_eq(control[0].slope != NULL, cases[i].works);
        stand_release(&t, control);
    }
}
END_TEST

/* 12 windows of some 9.6 per second at one box: many windows are compared as they are. */
START_TEST(many_windows_may_be_busy) /* [CV] */
{
    static const int hours[12] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    static const double rates[12] = {9.6,  9.61, 9.62, 9.63, 9.64, 9.65,
                                     9.66, 9.67, 9.68, 9.69, 9.7,  9.71};
    struct cairn_scenario *s = load_of(12, hours, rates, 0);
    struct cairn_control *control;
    struct stand t;

    s->n_baselines = s->n_sends = s->n_sizes = 0;
    build_baseline(s, "all");
    build_send(s, 0, TOWN_BOX, 0, 1);
    build_size(s, TOWN_BOX, 1, 1, 0);
    stand_init(&t, s);
    ck_assert_int_eq(t.n_wants, 1);
    control = cairn_pilot_finish(&t.pilot);
    ck_assert(control[0].works);
    stand_release(&t, control);
}
END_TEST

/* ---- correction ---- */

/*
 * Counts less slope x surplus, slopes and expectations being made up, in windows that stand for
 * hours; without a control, just counts.
 */
START_TEST(counts_are_corrected_by_their_surplus) /* [CV] */
{
    struct cairn_scenario *s = served_by(TOWN_GPU, 1, 1);
    const struct cairn_component *component;
    const struct cairn_lab_entry *entry;
    struct stand t;
    int stride, n_windows, unweighted = 0;
    double *amounts, expected_s[8];
    struct cairn_control made = {.works = true, .expected_s = expected_s};

    build_workload(s, "other", TOWN_STORE, 0, 2);
    build_send(s, 1, TOWN_GPU, 0, 1);
    s->workloads[0].peak = 1.5;
    s->workloads[0].arrivals.shape = build_day_shape(
        s, "day", (const double[24]){2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0});
    stand_init(&t, s);
    component = &t.components.items[0];
    entry = cairn_lab_sample(&t.lab, component, 1);
    stride = entry->sum.layout.stride;
    n_windows = entry->sum.layout.n_windows;
    ck_assert_int_ge(n_windows, 3);
    ck_assert_int_le(n_windows, 8);
    made.work_s = (double[]){0.5, 0.25};
    made.slope = cairn_calloc((size_t)stride, sizeof *made.slope);
    amounts = cairn_calloc((size_t)(n_windows * stride), sizeof *amounts);
    for (int j = 0; j < stride; j++)
        made.slope[j] = 1 + j / 8.0;
    for (int w = 0; w < n_windows; w++)
        expected_s[w] = 3 * w + 0.125;
    for (int works = 0; works < 2; works++) {
        made.works = works;
        cairn_control_correct(&made, component, &entry->sum.layout, entry->samples[0].counts,
                              amounts);
        for (int w = 0; w < n_windows; w++) {
            const int64_t *counts = &entry->samples[0].counts[w * stride];
            double arrived[2], surplus_s;

            for (int k = 0; k < 2; k++)
                arrived[k] = (double)counts[cairn_layout_source(&entry->sum.layout, 0, k,
                                                                CAIRN_ARRIVALS)];
            surplus_s = 0.5 * arrived[0] + 0.25 * arrived[1] - (3 * w + 0.125);
            if (!works || t.plan.windows[w].hours == 0)
                surplus_s = 0;
            unweighted += t.plan.windows[w].hours == 0;
            for (int j = 0; j < stride; j++)
                ck_assert_double_eq_tol(amounts[w * stride + j],
                                        (double)counts[j] - (1 + j / 8.0) * surplus_s, 1e-6);
        }
    }
    ck_assert_int_gt(unweighted, 0);
    cairn_free(amounts);
    cairn_free(made.slope);
    stand_dismiss(&t);
}
END_TEST

Suite *test_control_pilot(void);

Suite *test_control_pilot(void)
{
    Suite *suite = suite_create("control_pilot");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, pilots_have_their_plans);
    tcase_add_test(tests, work_is_that_of_the_best_batch);
    tcase_add_test(tests, expected_work_is_of_all_copies);
    tcase_add_test(tests, pilots_are_as_long_as_arrivals_ask_for);
    tcase_add_test(tests, each_component_has_its_pilot);
    tcase_add_test(tests, many_windows_are_a_pilot);
    tcase_add_test(tests, ten_windows_are_many);
    tcase_add_test(tests, slopes_are_regressions);
    tcase_add_test(tests, pools_that_are_hardly_idle_are_left_alone);
    tcase_add_test(tests, many_windows_may_be_busy);
    tcase_add_test(tests, counts_are_corrected_by_their_surplus);
    suite_add_tcase(suite, tests);
    return suite;
}

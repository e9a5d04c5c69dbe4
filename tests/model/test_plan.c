#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "engine/clock.h"
#include "model/plan.h"
#include "support/build.h"

static const double minute_s = 60, hour_s = 3600;

/* Six hours each of four rates, mean 3.5; used with a rate of 3.5 per second. */
static const double four_rates[24] = {
    1 / 3.5, 1 / 3.5, 1 / 3.5, 1 / 3.5, 1 / 3.5, 1 / 3.5, 4 / 3.5, 4 / 3.5,
    4 / 3.5, 4 / 3.5, 4 / 3.5, 4 / 3.5, 6 / 3.5, 6 / 3.5, 6 / 3.5, 6 / 3.5,
    6 / 3.5, 6 / 3.5, 3 / 3.5, 3 / 3.5, 3 / 3.5, 3 / 3.5, 3 / 3.5, 3 / 3.5,
};

/* One site whose load has this course; a run-in of 10 minutes. */
static struct cairn_scenario *shaped(const double factors[24])
{
    struct cairn_scenario *s = build_scenario();
    int site = build_site(s, "site", 1);
    int model = build_model(s, "model");
    int w = build_workload(s, "frames", site, model, 3.5);
    s->workloads[w].arrivals.shape = build_day_shape(s, "day", factors);
    s->time.run_in_s = 10 * minute_s;
    return s;
}

static struct cairn_scenario *constant(double rate_per_s, int copies)
{
    struct cairn_scenario *s = build_scenario();
    int site = build_site(s, "site", copies);
    int model = build_model(s, "model");
    build_workload(s, "frames", site, model, rate_per_s);
    return s;
}

/* The weights sum to 168 and every hour of the week has a window of weight. */
static void check_weights(const struct cairn_plan *plan)
{
    int sum = 0, seen[CAIRN_HOURS_PER_WEEK] = {0};
    for (int i = 0; i < plan->n_windows; i++) {
        sum += plan->windows[i].hours;
        ck_assert_int_eq(plan->windows[i].peak, plan->windows[i].hours == 0);
    }
    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++)
        seen[plan->window_of_hour[hour]]++;
    for (int i = 0; i < plan->n_windows; i++)
        ck_assert_int_eq(seen[i], plan->windows[i].hours);
    ck_assert_int_eq(sum, CAIRN_HOURS_PER_WEEK);
}

START_TEST(constant_load_is_one_window)
{
    struct cairn_scenario *s = constant(16, 40);
    struct cairn_plan plan;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 1);
    ck_assert_int_eq(plan.windows[0].hours, 168);
    ck_assert_int_eq(plan.windows[0].n_segments, 1);
    ck_assert_int_eq(plan.windows[0].segment_end_ns[0], INT64_MAX);
    ck_assert_double_eq(plan.windows[0].rate_per_s[0], 16);
    check_weights(&plan);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* A shape that says the same of every hour changes nothing. */
START_TEST(flat_shape_is_no_shape)
{
    double flat[24];
    for (int i = 0; i < 24; i++)
        flat[i] = 1;
    struct cairn_scenario *s = shaped(flat);
    struct cairn_plan plan;
    s->time.window_s = 5 * hour_s;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 1);
    ck_assert_int_eq(plan.length_ns, 5 * CAIRN_NS_PER_HOUR);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/*
 * By hand: in a window of a whole hour the run-in lies in the hour before, so that the first of
 * each six equal hours is a stratum of its own: 4 x (1 + 5) hours a day.
 */
START_TEST(whole_hours_tell_first_hours_apart)
{
    struct cairn_scenario *s = shaped(four_rates);
    struct cairn_plan plan;
    cairn_plan_init(&plan, s);
    static const int hour[] = {0, 1, 6, 7, 12, 13, 18, 19};
    static const int hours[] = {7, 35, 7, 35, 7, 35, 7, 35};
    static const double before[] = {3, 1, 1, 4, 4, 6, 6, 3}, in[] = {1, 1, 4, 4, 6, 6, 3, 3};
    ck_assert_int_eq(plan.n_windows, 8);
    ck_assert_int_eq(plan.length_ns, CAIRN_NS_PER_HOUR);
    ck_assert_int_eq(plan.run_in_ns, 600 * CAIRN_NS_PER_S);
    check_weights(&plan);
    for (int i = 0; i < 8; i++) {
        const struct cairn_window *window = &plan.windows[i];
        ck_assert_int_eq(window->hour, hour[i]);
        ck_assert_int_eq(window->hours, hours[i]);
        ck_assert_int_eq(window->n_segments, before[i] == in[i] ? 1 : 2);
        if (window->n_segments == 2)
            ck_assert_int_eq(window->segment_end_ns[0], 600 * CAIRN_NS_PER_S);
        ck_assert_double_eq_tol(window->rate_per_s[0], before[i], 1e-12);
        ck_assert_double_eq_tol(window->rate_per_s[window->n_segments - 1], in[i], 1e-12);
        ck_assert_int_eq(window->segment_end_ns[window->n_segments - 1], INT64_MAX);
        ck_assert_double_eq_tol(cairn_plan_rate(&plan, i, 0), in[i], 1e-12);
    }
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/*
 * A window of 50 minutes becomes half an hour, of 20 a third, of 7 a ninth; the hours that it
 * stands for and their courses stay what they are, since any part of an hour may be measured.
 */
START_TEST(windows_are_whole_parts_of_an_hour)
{
    static const struct {
        double minutes;
        int parts;
    } cases[] = {{50, 2}, {20, 3}, {7, 9}, {60, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_scenario *s = shaped(four_rates);
        struct cairn_plan plan;
        s->time.window_s = cases[i].minutes * minute_s;
        cairn_plan_init(&plan, s);
        ck_assert_int_eq(plan.parts, cases[i].parts);
        ck_assert_int_eq(plan.length_ns, CAIRN_NS_PER_HOUR / cases[i].parts);
        ck_assert_int_eq(plan.n_windows, 8);
        ck_assert_int_eq(plan.windows[0].segment_end_ns[0], 600 * CAIRN_NS_PER_S);
        check_weights(&plan);
        cairn_plan_release(&plan);
        build_free(s);
    }
}
END_TEST

/* A run-in of 2 h reaches back over two hours: the first two of each six differ from the others. */
START_TEST(long_run_in_reaches_back)
{
    struct cairn_scenario *s = shaped(four_rates);
    struct cairn_plan plan;
    s->time.run_in_s = 2 * hour_s;
    s->time.window_s = hour_s;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 12);
    ck_assert_int_eq(plan.windows[0].hours, 7);
    ck_assert_int_eq(plan.windows[1].hours, 7);
    ck_assert_int_eq(plan.windows[2].hours, 28);
    ck_assert_int_eq(plan.windows[1].segment_end_ns[0], CAIRN_NS_PER_HOUR);
    check_weights(&plan);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/*
 * Local time is UTC + 5:30, so that the rates change in the middle of UTC hours 0, 6, 12 and 18
 * (local 6, 12, 18 and 24). By hand: 4 mixed hours, 4 x 5 even ones whose run-in is like them.
 */
START_TEST(half_hour_offset_mixes_hours)
{
    struct cairn_scenario *s = shaped(four_rates);
    struct cairn_plan plan;
    s->places[0].utc_offset_s = 5.5 * hour_s;
    s->time.window_s = 10 * minute_s;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 8);
    ck_assert_int_eq(plan.length_ns, 600 * CAIRN_NS_PER_S);
    check_weights(&plan);
    static const double before[] = {1, 4, 4, 6, 6, 3, 3, 1}, after[] = {4, 4, 6, 6, 3, 3, 1, 1};
    for (int i = 0; i < 8; i++) {
        const struct cairn_window *window = &plan.windows[i];
        ck_assert_int_eq(window->hour, 6 * (i / 2) + i % 2);
        ck_assert_int_eq(window->hours, i % 2 == 0 ? 7 : 35);
        ck_assert_int_eq(window->n_segments, i % 2 == 0 ? 2 : 1);
        if (i % 2 == 0)
            ck_assert_int_eq(window->segment_end_ns[0], 2400 * CAIRN_NS_PER_S);
        ck_assert_double_eq_tol(cairn_plan_rate(&plan, i, 0), (before[i] + after[i]) / 2, 1e-12);
    }
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* Quarters: at UTC + 5:45 a UTC hour has 15 minutes of one local hour and 45 of the next. */
START_TEST(quarter_offset)
{
    struct cairn_scenario *s = shaped(four_rates);
    struct cairn_plan plan;
    s->places[0].utc_offset_s = 5.75 * hour_s;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.windows[0].hour, 0);
    ck_assert_int_eq(plan.windows[0].segment_end_ns[0], (600 + 900) * CAIRN_NS_PER_S);
    ck_assert_double_eq_tol(cairn_plan_rate(&plan, 0, 0), (1 + 3 * 4) / 4.0, 1e-12);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* West of Greenwich: Monday 00:00 UTC is Sunday 19:00 at UTC - 5, local hour 163. */
START_TEST(negative_offset_wraps_the_week)
{
    double week[168];
    for (int i = 0; i < 168; i++)
        week[i] = 1 + i;
    struct cairn_scenario *s = constant(1, 1);
    struct cairn_plan plan;
    s->workloads[0].arrivals.shape = build_week_shape(s, "week", week);
    s->places[0].utc_offset_s = -5 * hour_s;
    s->time.run_in_s = minute_s;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 168);
    ck_assert_double_eq_tol(cairn_plan_rate(&plan, plan.window_of_hour[0], 0), 164, 1e-9);
    ck_assert_double_eq_tol(cairn_plan_rate(&plan, plan.window_of_hour[5], 0), 1, 1e-9);
    check_weights(&plan);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/*
 * Strata are those of all workloads together: 3 h of load cut the first six equal hours. By hand,
 * each with its hour before: 0; 1, 2; 3; 4, 5; 6; 7 to 11; 12; 13 to 17; 18; 19 to 23.
 */
START_TEST(strata_of_all_workloads)
{
    double on_off[24];
    for (int i = 0; i < 24; i++)
        on_off[i] = i < 3 ? 8 : 0;
    struct cairn_scenario *s = shaped(four_rates);
    struct cairn_plan plan;
    int w = build_workload(s, "words", 0, 0, 1);
    s->workloads[w].arrivals.shape = build_day_shape(s, "night", on_off);
    s->time.window_s = 50 * minute_s;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 10);
    ck_assert_int_eq(plan.windows[0].hours, 7);
    ck_assert_int_eq(plan.windows[1].hours, 14);
    ck_assert_double_eq(cairn_plan_rate(&plan, 1, w), 8);
    ck_assert_double_eq(cairn_plan_rate(&plan, 2, w), 0);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

START_TEST(peak_of_a_constant_load)
{
    struct cairn_scenario *s = constant(10, 1);
    struct cairn_plan plan;
    s->workloads[0].peak = 1.8;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 2);
    ck_assert(!plan.windows[0].peak);
    ck_assert(plan.windows[1].peak);
    ck_assert_double_eq(plan.windows[0].rate_per_s[0], 10);
    ck_assert_double_eq(plan.windows[1].rate_per_s[0], 18);
    check_weights(&plan);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* The busiest hour is the first of those with rate 6; its run-in, with rate 4, is at peak too. */
START_TEST(peak_of_a_shaped_load)
{
    struct cairn_scenario *s = shaped(four_rates);
    struct cairn_plan plan;
    s->workloads[0].peak = 2;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 9);
    ck_assert_int_eq(plan.windows[8].hour, 12);
    ck_assert(plan.windows[8].peak);
    ck_assert_double_eq_tol(plan.windows[8].rate_per_s[0], 8, 1e-12);
    ck_assert_double_eq_tol(plan.windows[8].rate_per_s[1], 12, 1e-12);
    check_weights(&plan);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* Sites in other time zones peak at other hours; the larger one decides the hour of all. */
START_TEST(each_site_has_its_peak)
{
    struct cairn_scenario *s = shaped(four_rates);
    struct cairn_plan plan;
    int far = build_site(s, "far", 10);
    int w = build_workload(s, "frames-far", far, 0, 3.5);
    s->workloads[w].arrivals.shape = s->workloads[0].arrivals.shape;
    s->places[far].utc_offset_s = -6 * hour_s;
    s->workloads[0].peak = 2;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.windows[plan.n_windows - 2].hour, 12);
    ck_assert_int_eq(plan.windows[plan.n_windows - 1].hour, 18); /* 12 local, all copies */
    ck_assert(plan.windows[plan.n_windows - 2].peak);
    ck_assert(!plan.windows[plan.n_windows - 3].peak);
    cairn_plan_release(&plan);

    s->workloads[w].peak = 2; /* its hour is that of all copies: still two */
    cairn_plan_init(&plan, s);
    ck_assert(plan.windows[plan.n_windows - 2].peak);
    ck_assert(!plan.windows[plan.n_windows - 3].peak);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* Automatic lengths, by the rules that plan.h states. */
static const struct {
    double rate_per_s;
    int copies;
    double length_s;
} lengths[] = {
    {100, 1, 1920},        /* 200,000 / 100 = 2000 */
    {136, 1, 1920},        /* 1470.6 = 1920 / 1.306 = 960 x 1.532 */
    {148, 1, 960},         /* 1351.4 = 1920 / 1.421 = 960 x 1.408 */
    {16, 40, 240},         /* 200,000 / 640 = 312.5 = 240 x 1.302 = 480 / 1.536 */
    {1e6, 1, 60},          /* at least a minute */
    {0.01, 10000, 7680},   /* 200,000 / 100 = 2000 s give one copy 20; 100 need 10,000 s */
    {0.001, 10000, 15360}, /* 100,000 s, but 2^62 ns / (10,000 x 30) = 15,372.3 s is the end */
    {0.01, 100000, 960},   /* 2,000,000 / 1000 = 2000 s, but 2^62 ns / (100,000 x 30) = 1537.2 s */
    {10, 1000, 60},
};

START_TEST(automatic_length_of_constant_load)
{
    struct cairn_scenario *s = constant(lengths[_i].rate_per_s, lengths[_i].copies);
    struct cairn_plan plan;
    int hardware = build_hardware(s, "box");
    build_pool(s, "pool", 0, hardware, 1);
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.length_ns, cairn_time_from_s(lengths[_i].length_s));
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* 8 strata with rates 2 x (1 + 4 + 6 + 3) per second: 200,000 / (28 x copies) seconds. */
static const struct {
    int copies;
    double length_s;
} shaped_lengths[] = {
    {1000, 60}, {100, 60}, {50, 120}, /* 7.1; 71.4 = 60 x 1.19; 142.9 = 120 x 1.19 */
    {20, 450},  {1, 3600},            /* 357 = 450 / 1.26 = 240 x 1.49; 7143 */
};

START_TEST(automatic_length_of_shaped_load)
{
    struct cairn_scenario *s = shaped(four_rates);
    struct cairn_plan plan;
    s->places[0].count = shaped_lengths[_i].copies;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.length_ns, cairn_time_from_s(shaped_lengths[_i].length_s));
    ck_assert_int_eq(plan.parts * plan.length_ns, CAIRN_NS_PER_HOUR);
    ck_assert_int_eq(plan.n_windows, 8);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* 13.3 octaves of the rate: 13 or 14 steps, each length within a root of 2 of what is wanted. */
START_TEST(lengths_move_in_steps)
{
    struct cairn_scenario *s = constant(1, 1);
    struct cairn_plan plan;
    int64_t last_ns = 0;
    int steps = 0;
    s->time.run_in_s = 10;
    for (double rate = 0.25; rate < 2500; rate *= 1.01) {
        s->workloads[0].arrivals.rate_per_s = rate;
        cairn_plan_init(&plan, s);
        double ratio = (double)plan.length_ns / 1e9 / (2e5 / rate);
        ck_assert(ratio > 0.707 && ratio < 1.4143);
        steps += plan.length_ns != last_ns;
        last_ns = plan.length_ns;
        cairn_plan_release(&plan);
    }
    ck_assert_int_ge(steps, 13);
    ck_assert_int_le(steps, 15);
    build_free(s);
}
END_TEST

/* A constant load with devices that sleep for long is measured at least as long as it runs in. */
START_TEST(length_is_at_least_the_run_in)
{
    struct cairn_scenario *s = constant(1e4, 1);
    struct cairn_plan plan;
    s->time.run_in_s = 500;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.length_ns, 960 * CAIRN_NS_PER_S); /* 480 is too short */
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* 100 x service + 10 x (batch + timeout) + sleep-after + wake, and the step above (plan.h). */
START_TEST(automatic_run_in)
{
    struct cairn_scenario *s = constant(10, 1);
    struct cairn_plan plan;
    int hardware = build_hardware(s, "box");
    int variant = build_variant(s, "fp16", 0.7);
    build_profile(s, variant, hardware, (const double[]){0.2, 0.3, 0.5}, 3);
    int pool = build_pool(s, "pool", 0, hardware, 1);
    build_batching(s, (const int[]){1, 2}, 2, (const double[]){0, 0.1}, 2);

    cairn_plan_init(&plan, s); /* 100 x 0.2 + 10 x (0.3 + 0.1) = 24: batches of 4 cannot form */
    ck_assert_int_eq(plan.run_in_ns, 30 * CAIRN_NS_PER_S);
    ck_assert_int_eq(plan.drain_ns, 300 * CAIRN_NS_PER_S);
    cairn_plan_release(&plan);

    s->pools[pool].sleep_after_s = 120;
    s->hardware[hardware].wake.origin.file = "test.xml";
    s->hardware[hardware].wake.time_s = 5;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.run_in_ns, 160 * CAIRN_NS_PER_S); /* 24 + 125 = 149 */
    cairn_plan_release(&plan);

    s->workloads[0].promise.p95_s = 0.1; /* no service that breaks the promise is waited for */
    cairn_plan_init(&plan, s);           /* 100 x 0.1 + 10 x (0.1 + 0.1) = 12 */
    ck_assert_int_eq(plan.run_in_ns, 160 * CAIRN_NS_PER_S); /* 12 + 125 = 137 */
    cairn_plan_release(&plan);

    struct cairn_phase *phase = s->phases = calloc(1, sizeof *s->phases);
    s->n_phases = 1;
    phase->stay_s = 30;
    s->workloads[0].arrivals.cycle = (struct cairn_cycle){
        .n_loads = 2, .loads = (const double[]){1, 2}, .period_s = 100, .from_s = NAN};
    cairn_plan_init(&plan, s); /* 137 + 3 x 30 + 100 = 327 */
    ck_assert_int_eq(plan.run_in_ns, 480 * CAIRN_NS_PER_S);
    cairn_plan_release(&plan);

    s->workloads[0].promise.p95_s = 1000;
    s->time.run_in_s = 7;
    cairn_plan_init(&plan, s); /* stated; the drain covers twice the promise */
    ck_assert_int_eq(plan.run_in_ns, 7 * CAIRN_NS_PER_S);
    ck_assert_int_eq(plan.drain_ns, 2400 * CAIRN_NS_PER_S);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* Queues count for an hour at most; the shortest run-in is 10 s. */
START_TEST(run_in_has_bounds)
{
    struct cairn_scenario *s = constant(0.001, 1);
    struct cairn_plan plan;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.run_in_ns, 10 * CAIRN_NS_PER_S);
    cairn_plan_release(&plan);

    int hardware = build_hardware(s, "box");
    int variant = build_variant(s, "fp16", 0.7);
    build_profile(s, variant, hardware, (const double[]){100}, 1);
    build_pool(s, "pool", 0, hardware, 1);
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.run_in_ns, CAIRN_NS_PER_HOUR);
    ck_assert_int_eq(plan.drain_ns, CAIRN_NS_PER_HOUR);
    cairn_plan_release(&plan);

    s->points[0].latency_s = 1000;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.drain_ns, 14400 * CAIRN_NS_PER_S);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

Suite *test_plan(void);
Suite *test_plan(void)
{
    Suite *s = suite_create("plan");
    TCase *tc = tcase_create("strata");
    tcase_add_test(tc, constant_load_is_one_window);
    tcase_add_test(tc, flat_shape_is_no_shape);
    tcase_add_test(tc, whole_hours_tell_first_hours_apart);
    tcase_add_test(tc, windows_are_whole_parts_of_an_hour);
    tcase_add_test(tc, long_run_in_reaches_back);
    tcase_add_test(tc, half_hour_offset_mixes_hours);
    tcase_add_test(tc, quarter_offset);
    tcase_add_test(tc, negative_offset_wraps_the_week);
    tcase_add_test(tc, strata_of_all_workloads);
    suite_add_tcase(s, tc);
    tc = tcase_create("peak");
    tcase_add_test(tc, peak_of_a_constant_load);
    tcase_add_test(tc, peak_of_a_shaped_load);
    tcase_add_test(tc, each_site_has_its_peak);
    suite_add_tcase(s, tc);
    tc = tcase_create("lengths");
    tcase_add_loop_test(tc, automatic_length_of_constant_load, 0,
                        (int)(sizeof lengths / sizeof *lengths));
    tcase_add_loop_test(tc, automatic_length_of_shaped_load, 0,
                        sizeof shaped_lengths / sizeof *shaped_lengths);
    tcase_add_test(tc, lengths_move_in_steps);
    tcase_add_test(tc, length_is_at_least_the_run_in);
    tcase_add_test(tc, automatic_run_in);
    tcase_add_test(tc, run_in_has_bounds);
    suite_add_tcase(s, tc);
    return s;
}

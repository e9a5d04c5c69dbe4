#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fold.h"
#include "support/build.h"

enum { WEEK = CAIRN_HOURS_PER_WEEK, WINTER = 73, REST = 292 };

/* [SEASON] Two seasons, a fifth of the year and the rest of it. */
static struct cairn_scenario *two_seasons(void)
{
    struct cairn_scenario *s = build_scenario();
    int site = build_site(s, "site", 3);
    int model = build_model(s, "model");
    build_season(s, "winter", WINTER);
    build_season(s, "rest", REST);
    build_workload(s, "frames", site, model, 10);
    s->time.run_in_s = 600;
    return s;
}

/* From 8 to 18 as much as said, else 1. */
static void fill(double week[WEEK], double day)
{
    for (int h = 0; h < WEEK; h++)
        week[h] = h % 24 >= 8 && h % 24 < 18 ? day : 1;
}

static void give_shape(struct cairn_scenario *s, double winter, double rest)
{
    double year[2 * WEEK];
    fill(year, winter);
    fill(year + WEEK, rest);
    s->workloads[0].arrivals.shape = build_year_shape(s, "year", year);
}

/* The weights sum to the hours of 365 weeks, and each hour of each is in the window it says. */
static void check_weights(const struct cairn_plan *plan)
{
    int seen[CAIRN_MOST_SPELLS] = {0}, days[] = {WINTER, REST};
    ck_assert_int_eq(plan->n_seasons, 2);
    for (int h = 0; h < 2 * WEEK; h++)
        seen[plan->window_of_hour[h]] += days[h / WEEK];
    for (int i = 0; i < plan->n_windows; i++)
        ck_assert_int_eq(plan->windows[i].hours, seen[i]);
    ck_assert_int_eq(cairn_plan_hours(plan), 365 * 168);
}

START_TEST(weights_sum_to_the_year)
{
    struct cairn_scenario *s = two_seasons();
    struct cairn_plan plan;
    give_shape(s, 5, 3);
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 7); /* first and other hours of day and night; one of nights */
    check_weights(&plan);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* A year of one of the seasons alone. */
static struct cairn_scenario *one_season(double day)
{
    struct cairn_scenario *s = build_scenario();
    double week[WEEK];
    int site = build_site(s, "site", 3);
    int model = build_model(s, "model");
    fill(week, day);
    build_workload(s, "frames", site, model, 10);
    s->workloads[0].arrivals.shape = build_week_shape(s, "week", week);
    s->time.run_in_s = 600;
    return s;
}

/* Hour by hour the rates of the one or the other, and their requests by days, to the bit. */
START_TEST(two_seasons_are_the_sum_of_two_years)
{
    struct cairn_scenario *s = two_seasons(), *alone[] = {one_season(5), one_season(3)};
    struct cairn_plan both, one[2];
    double requests = 0;
    int days[] = {WINTER, REST};
    give_shape(s, 5, 3);
    cairn_plan_init(&both, s);
    for (int k = 0; k < 2; k++) {
        cairn_plan_init(&one[k], alone[k]);
        for (int h = 0; h < WEEK; h++)
            ck_assert_double_eq(cairn_plan_rate(&both, both.window_of_hour[k * WEEK + h], 0),
                                cairn_plan_rate(&one[k], one[k].window_of_hour[h], 0));
        requests += days[k] * cairn_plan_requests(&one[k], alone[k]) / 365;
    }
    ck_assert_double_eq_tol(cairn_plan_requests(&both, s) / requests, 1, 1e-14);
    cairn_plan_release(&both);
    build_free(s);
    for (int k = 0; k < 2; k++) {
        cairn_plan_release(&one[k]);
        build_free(alone[k]);
    }
}
END_TEST

/* Nights are alike in both seasons: one window for both, with the mean of their intensities. */
START_TEST(equal_hours_of_seasons_are_one_window)
{
    struct cairn_scenario *s = two_seasons();
    struct cairn_plan plan;
    double grid[2 * WEEK];
    give_shape(s, 5, 3);
    cairn_plan_init(&plan, s);
    for (int h = 0; h < 2 * WEEK; h++)
        grid[h] = h < WEEK ? 500 : 100;
    ck_assert_int_eq(plan.window_of_hour[3], plan.window_of_hour[WEEK + 3]);
    ck_assert_int_ne(plan.window_of_hour[12], plan.window_of_hour[WEEK + 12]);
    ck_assert_double_eq(cairn_fold_to_window(grid, &plan, plan.window_of_hour[12]), 500);
    ck_assert_double_eq(cairn_fold_to_window(grid, &plan, plan.window_of_hour[WEEK + 12]), 100);
    ck_assert_double_eq_tol(cairn_fold_to_window(grid, &plan, plan.window_of_hour[3]), 180, 1e-12);
    ck_assert_double_eq_tol(cairn_fold_to_window(grid, &plan, CAIRN_NONE), 180, 1e-12);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

START_TEST(seasons_of_one_load_are_one_window)
{
    struct cairn_scenario *s = two_seasons();
    struct cairn_plan plan;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 1);
    check_weights(&plan);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* The peak weighs as much as its season; nothing is simulated for promises alone. */
START_TEST(a_peak_in_a_season_has_its_weight)
{
    struct cairn_scenario *s = two_seasons();
    struct cairn_plan plan;
    s->workloads[0].peak = 3;
    s->workloads[0].peak_season = 0;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 2);
    check_weights(&plan);
    ck_assert(plan.windows[0].peak);
    ck_assert(!plan.windows[1].peak);
    ck_assert_double_eq(cairn_plan_rate(&plan, 0, 0), 30);
    ck_assert_double_eq(cairn_plan_rate(&plan, 1, 0), 10);
    ck_assert_int_eq(plan.windows[0].hours, WINTER * 168);
    /* three copies, (73 x 30 + 292 x 10) / 365 = 14 per second */
    ck_assert_double_eq_tol(cairn_plan_requests(&plan, s), 42 * s->time.horizon_s, 1e-3);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* One peak has its season, the other might be any time: both at once, where the first is. */
START_TEST(a_peak_without_season_comes_on_top)
{
    struct cairn_scenario *s = two_seasons();
    struct cairn_plan plan;
    int w = build_workload(s, "words", 0, 0, 1);
    s->workloads[0].peak = 3;
    s->workloads[0].peak_season = 1;
    s->workloads[w].peak = 2;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 3);
    ck_assert(!plan.windows[0].peak);
    ck_assert(!plan.windows[1].peak);
    ck_assert(plan.windows[2].peak);
    ck_assert_int_eq(plan.windows[2].hours, 0);
    ck_assert_int_eq(plan.windows[2].season, 1);
    ck_assert_double_eq(cairn_plan_rate(&plan, 2, 0), 30);
    ck_assert_double_eq(cairn_plan_rate(&plan, 2, w), 2);
    ck_assert_double_eq(cairn_plan_rate(&plan, 1, w), 1);
    check_weights(&plan);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/*
 * Four seasons of different hours at the last of 8,000 workloads: to compare all of them for each
 * two quarters would take longer than the test may (4 s).
 */
START_TEST(quarters_are_told_apart_quickly)
{
    enum { SEASONS = 4, MANY = 8000 };
    struct cairn_workload *workloads = calloc(MANY, sizeof *workloads);
    struct cairn_season seasons[SEASONS] = {{.days = 90}, {.days = 91}, {.days = 92}, {.days = 92}};
    double year[SEASONS * WEEK];
    struct cairn_shape shape = {.hour_of_week = year};
    struct cairn_place place = {.count = 1};
    struct cairn_scenario s = {.seasons = seasons,
                               .n_seasons = SEASONS,
                               .places = &place,
                               .n_places = 1,
                               .shapes = &shape,
                               .n_shapes = 1,
                               .workloads = workloads,
                               .n_workloads = MANY};
    struct cairn_calendar calendar;
    for (int h = 0; h < SEASONS * WEEK; h++)
        year[h] = 1 + h / 1000.0;
    for (int w = 0; w < MANY; w++)
        workloads[w] = (struct cairn_workload){
            .arrivals = {.rate_per_s = 1, .shape = w + 1 < MANY ? CAIRN_NONE : 0},
            .peak = 1,
            .peak_season = CAIRN_NONE};
    cairn_calendar_init(&calendar, &s);
    for (int q = 0; q < SEASONS * CAIRN_QUARTERS_PER_WEEK; q++)
        ck_assert_int_eq(calendar.kind[q], q - q % CAIRN_QUARTERS_PER_HOUR);
    cairn_calendar_release(&calendar);
    free(workloads);
}
END_TEST

Suite *test_calendar(void);
Suite *test_calendar(void)
{
    Suite *s = suite_create("calendar");
    TCase *tc = tcase_create("seasons");
    tcase_add_test(tc, weights_sum_to_the_year);
    tcase_add_test(tc, two_seasons_are_the_sum_of_two_years);
    tcase_add_test(tc, equal_hours_of_seasons_are_one_window);
    tcase_add_test(tc, seasons_of_one_load_are_one_window);
    suite_add_tcase(s, tc);
    tc = tcase_create("many");
    tcase_set_timeout(tc, 4);
    tcase_add_test(tc, quarters_are_told_apart_quickly);
    suite_add_tcase(s, tc);
    tc = tcase_create("peaks");
    tcase_add_test(tc, a_peak_in_a_season_has_its_weight);
    tcase_add_test(tc, a_peak_without_season_comes_on_top);
    suite_add_tcase(s, tc);
    return s;
}

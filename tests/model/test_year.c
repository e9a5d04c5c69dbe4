#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "model/year.h"
#include "support/build.h"

enum { N = CAIRN_HOURS_PER_YEAR, LEAP = 8784 };

/*
 * Hours since 1970 of January 1st, as `date -u -d 2023-01-01 +%s` has it, over 3600: Sunday in
 * 2023, Monday in 2024, Wednesday in 2025.
 */
static const int64_t first_2023 = 1672531200 / 3600, first_2024 = 1704067200 / 3600,
                     first_2025 = 1735689600 / 3600;

/* A scenario of two grids with an intensity each, average and life-cycle. */
struct fixture {
    struct cairn_scenario s;
    struct cairn_grid grids[2];
    struct cairn_intensity intensities[2];
    struct cairn_series series[2];
    double *values[2];
};

static void set_up(struct fixture *f)
{
    *f = (struct fixture){0};
    for (int i = 0; i < 2; i++) {
        f->grids[i] =
            (struct cairn_grid){.id = i ? "G1" : "G0", .first_intensity = i, .n_intensities = 1};
        f->intensities[i] = (struct cairn_intensity){
            .grid = i, .kind = CAIRN_AVERAGE, .scope = CAIRN_LIFE_CYCLE, .value_g_per_kwh = 100};
    }
    f->s.grids = f->grids;
    f->s.intensities = f->intensities;
    f->s.n_grids = f->s.n_intensities = 2;
}

/* A trace whose n hours are numbered from `base` on. */
static void trace(struct fixture *f, int i, int64_t first_hour, int n, double base)
{
    f->values[i] = malloc((size_t)n * sizeof(double));
    for (int h = 0; h < n; h++)
        f->values[i][h] = base + h;
    f->series[i] = (struct cairn_series){.first_hour = first_hour, .n = n, .values = f->values[i]};
    f->intensities[i].trace.series = &f->series[i];
}

static void tear_down(struct fixture *f)
{
    for (int i = 0; i < 2; i++)
        free(f->values[i]);
}

static const double *hours_of(struct cairn_year *year, int grid)
{
    return cairn_year_intensity(year, grid, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE);
}

static enum cairn_year_detail detail_of(const struct cairn_year *year, int grid)
{
    return cairn_year_detail(year, grid, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE);
}

/* [YEAR] 2023: January 1st was a Sunday, day 6 of the week; hour 24 the Monday after it. */
START_TEST(a_year_without_a_trace_is_2023)
{
    struct fixture f;
    struct cairn_year year;
    set_up(&f);
    cairn_year_init(&year, &f.s);
    ck_assert_int_eq(year.year, 2023);
    ck_assert_int_eq(year.spell[0], 6 * 24);
    ck_assert_int_eq(year.spell[24], 0);
    ck_assert_int_eq(year.spell[N - 1], 6 * 24 + 23); /* December 31st 2023 was a Sunday */
    for (int h = 0; h < N; h++)
        ck_assert(hours_of(&year, 1)[h] == 100);
    ck_assert_int_eq(detail_of(&year, 0), CAIRN_YEAR_CONSTANT);
    ck_assert_ptr_null(cairn_year_intensity(&year, 0, CAIRN_SHORT_RUN, CAIRN_DIRECT));
    cairn_year_release(&year);
}
END_TEST

/* Of 2024 the hours of February 29th, 59 days in, are dropped, and March 1st is a Friday. */
START_TEST(a_leap_year_loses_its_day)
{
    struct fixture f;
    struct cairn_year year;
    set_up(&f);
    trace(&f, 0, first_2024, LEAP, 0);
    cairn_year_init(&year, &f.s);
    ck_assert_int_eq(year.year, 2024);
    ck_assert_int_eq(detail_of(&year, 0), CAIRN_YEAR_TRACE);
    ck_assert(hours_of(&year, 0)[59 * 24 - 1] == 59 * 24 - 1);
    ck_assert(hours_of(&year, 0)[59 * 24] == 60 * 24);
    ck_assert(hours_of(&year, 0)[N - 1] == LEAP - 1);
    ck_assert_int_eq(year.spell[59 * 24 - 1], 2 * 24 + 23); /* February 28th: a Wednesday */
    ck_assert_int_eq(year.spell[59 * 24], 4 * 24);
    cairn_year_release(&year);
    tear_down(&f);
}
END_TEST

/* Two traces of 2024 against one of 2023 to 2024: 2024; against each other: the later. */
START_TEST(the_year_is_that_of_most_hours)
{
    struct fixture f;
    struct cairn_year year;
    set_up(&f);
    trace(&f, 0, first_2023, N + LEAP, 0);
    trace(&f, 1, first_2024, LEAP, 0);
    cairn_year_init(&year, &f.s);
    ck_assert_int_eq(year.year, 2024);
    ck_assert(hours_of(&year, 0)[0] == N); /* hours of 2023 precede it */
    cairn_year_release(&year);
    tear_down(&f);
    set_up(&f);
    trace(&f, 0, first_2023, N, 0);
    trace(&f, 1, first_2025, N, 0);
    cairn_year_init(&year, &f.s);
    ck_assert_int_eq(year.year, 2025);
    cairn_year_release(&year);
    tear_down(&f);
}
END_TEST

/*
 * Wednesday 2025-01-01 takes the nearest Wednesday of 2023: of January 4th and December 28th
 * before, three and four days off, the 4th, 72 hours in; so do all others. The last three days of
 * 2025 (Monday to Wednesday) come from the first three of 2023, a Sunday to Tuesday, one off where
 * the circle closes.
 */
START_TEST(another_year_stands_in_by_days_of_the_week)
{
    struct fixture f;
    struct cairn_year year;
    set_up(&f);
    trace(&f, 0, first_2025, N, 0);
    trace(&f, 1, first_2023, N, 0);
    cairn_year_init(&year, &f.s);
    ck_assert_int_eq(year.year, 2025);
    ck_assert_int_eq(detail_of(&year, 0), CAIRN_YEAR_TRACE);
    ck_assert_int_eq(detail_of(&year, 1), CAIRN_YEAR_ELSEWHEN);
    for (int h = 0; h < N; h++)
        ck_assert(hours_of(&year, 1)[h] == (h + 72) % N);
    cairn_year_release(&year);
    tear_down(&f);
}
END_TEST

/* A trace of March alone: the rest is its mean by hour of the week, here the hour's number. */
START_TEST(missing_hours_are_those_of_the_week)
{
    struct fixture f;
    struct cairn_year year;
    double week[168];
    set_up(&f);
    for (int h = 0; h < 168; h++)
        week[h] = h;
    trace(&f, 0, first_2023 + 59 * 24, 31 * 24, 1000);
    f.intensities[0].hour_of_week = week;
    cairn_year_init(&year, &f.s);
    ck_assert_int_eq(year.year, 2023);
    ck_assert_int_eq(detail_of(&year, 0), CAIRN_YEAR_ELSEWHEN);
    for (int h = 0; h < N; h++)
        ck_assert(hours_of(&year, 0)[h] ==
                  (h >= 59 * 24 && h < 90 * 24 ? 1000 + h - 59 * 24 : year.spell[h]));
    cairn_year_release(&year);
    tear_down(&f);
}
END_TEST

/*
 * A profile of 1 in all months but January, 3 there at noon: its mean is 1 + 2 x 31 / 8760, and the
 * intensity's mean 100.
 */
START_TEST(profiles_are_by_month_and_hour)
{
    struct fixture f;
    struct cairn_year year;
    double profile[288], week[168] = {0}, mean = 1 + 2.0 * 31 / N, sum = 0;
    set_up(&f);
    for (int i = 0; i < 288; i++)
        profile[i] = i == 12 ? 3 : 1;
    f.intensities[0].hours = profile;
    f.intensities[0].hour_of_week = week;
    cairn_year_init(&year, &f.s);
    ck_assert_int_eq(detail_of(&year, 0), CAIRN_YEAR_PROFILE);
    for (int h = 0; h < N; h++)
        sum += hours_of(&year, 0)[h];
    ck_assert_double_eq_tol(sum / N, 100, 1e-9);
    ck_assert_double_eq_tol(hours_of(&year, 0)[30 * 24 + 12], 300 / mean, 1e-9);
    ck_assert_double_eq_tol(hours_of(&year, 0)[31 * 24 + 12], 100 / mean, 1e-9);
    cairn_year_release(&year);
}
END_TEST

/* Winter is from November to March, around the end of the year. */
START_TEST(hours_fall_in_seasons_and_windows)
{
    struct cairn_scenario *s = build_scenario();
    struct cairn_year year;
    struct cairn_plan plan;
    static int window[N];
    int site = build_site(s, "site", 1);
    int model = build_model(s, "model");
    int w = build_workload(s, "frames", site, model, 1);
    int summer = build_season(s, "summer", 214), winter = build_season(s, "winter", 151);
    double factors[2 * 168];
    s->seasons[summer].first_day = 90;
    s->seasons[winter].first_day = 304;
    for (int h = 0; h < 2 * 168; h++)
        factors[h] = h < 168 ? 0.5 : 1.5;
    s->workloads[w].arrivals.shape = build_year_shape(s, "year", factors);
    cairn_year_init(&year, s);
    cairn_plan_init(&plan, s);
    cairn_year_windows(&year, &plan, window);
    for (int h = 0; h < N; h++) {
        bool warm = h / 24 >= 90 && h / 24 < 304;
        ck_assert_int_eq(year.spell[h] / 168, warm ? summer : winter);
        ck_assert_double_eq(cairn_plan_rate(&plan, window[h], w), warm ? 0.5 : 1.5);
    }
    cairn_plan_release(&plan);
    cairn_year_release(&year);
    build_free(s);
}
END_TEST

Suite *test_year(void);
Suite *test_year(void)
{
    Suite *suite = suite_create("year");
    TCase *tc = tcase_create("year");
    tcase_add_test(tc, a_year_without_a_trace_is_2023);
    tcase_add_test(tc, a_leap_year_loses_its_day);
    tcase_add_test(tc, the_year_is_that_of_most_hours);
    tcase_add_test(tc, another_year_stands_in_by_days_of_the_week);
    tcase_add_test(tc, missing_hours_are_those_of_the_week);
    tcase_add_test(tc, profiles_are_by_month_and_hour);
    tcase_add_test(tc, hours_fall_in_seasons_and_windows);
    suite_add_tcase(suite, tc);
    return suite;
}

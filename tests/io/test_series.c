/*
 * Series: rows of any step become hours of the real calendar [TRACE]. Expected values are worked
 * out by hand beside each case.
 */

#include "io/series.h"

#include <check.h>
#include <math.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 3600, MOST = 400 };

static struct cairn_arena arena;
static long long at_s[MOST];
static double value[MOST];
static struct cairn_series series;
static size_t due;

static void setup(void)
{
    cairn_arena_init(&arena);
}

static void teardown(void)
{
    cairn_arena_release(&arena);
}

static bool make(size_t n, int year)
{
    struct cairn_series_rows rows = {.n = n, .at_s = at_s, .value = value, .stride = 1};

    return cairn_series_make(&arena, &rows, year, &series, &due);
}

/* Rows every 30 minutes, then every 15: 10 and 30 make 20; 40, 40, 80, 80 make 60. */
START_TEST(a_step_may_change_within_a_file)
{
    static const long long minutes[] = {0, 30, 60, 90, 120, 135, 150, 165};
    static const double values[] = {10, 30, 5, 7, 40, 40, 80, 80};

    for (int i = 0; i < 8; i++)
        at_s[i] = minutes[i] * MINUTE;
    memcpy(value, values, sizeof values);
    ck_assert(make(8, CAIRN_NONE));
    ck_assert_int_eq(series.n, 3);
    ck_assert_int_eq(series.rows, 8);
    ck_assert_int_eq(series.step_s, 30 * MINUTE); /* four times, 15 only three */
    ck_assert_double_eq(series.values[0], 20);
    ck_assert_double_eq(series.values[1], 6);
    ck_assert_double_eq(series.values[2], 60);
    ck_assert_int_eq(series.filled, 0);
}
END_TEST

/* Hourly rows on the half hour, as India's midnight is: each counts half in two hours. */
START_TEST(a_row_across_two_hours_counts_in_both)
{
    for (int i = 0; i < 3; i++) {
        at_s[i] = 30 * MINUTE + i * (long long)HOUR;
        value[i] = 10 * (i + 1);
    }
    ck_assert(make(3, CAIRN_NONE));
    ck_assert_int_eq(series.n, 4);
    ck_assert_double_eq(series.values[0], 10);
    ck_assert_double_eq(series.values[1], 15);
    ck_assert_double_eq(series.values[2], 25);
    ck_assert_double_eq(series.values[3], 30);
}
END_TEST

/* Hours 2 and 3 are missing, hour 5 is empty: on lines from 20 to 50 and from 40 to 60. */
START_TEST(gaps_lie_on_a_line)
{
    static const int hours[] = {0, 1, 4, 5, 6};
    static const double values[] = {10, 20, 50, NAN, 70};

    for (int i = 0; i < 5; i++)
        at_s[i] = hours[i] * (long long)HOUR;
    memcpy(value, values, sizeof values);
    ck_assert(make(5, CAIRN_NONE));
    ck_assert_int_eq(series.n, 7);
    ck_assert_int_eq(series.filled, 3);
    ck_assert_double_eq_tol(series.values[2], 30, 1e-12);
    ck_assert_double_eq_tol(series.values[3], 40, 1e-12);
    ck_assert_double_eq_tol(series.values[5], 60, 1e-12);
    ck_assert_double_eq_tol(series.mean, 40, 1e-12); /* (10 + ... + 70) / 7 */
}
END_TEST

/* 2024 is a leap year of 8,784 hours; the ends of a year take the value nearest to them. */
START_TEST(a_year_is_taken_whole)
{
    long long start = 1704067200; /* 2024-01-01 00:00 UTC, `date -u -d ... +%s` */

    for (int i = 0; i < 4; i++) {
        at_s[i] = start + (i - 1) * (long long)HOUR;
        value[i] = i;
    }
    ck_assert(make(4, 2024));
    ck_assert_int_eq(series.n, 8784);
    ck_assert_int_eq(series.first_hour, start / HOUR);
    ck_assert_double_eq(series.values[0], 1);
    ck_assert_double_eq(series.values[8783], 3);
    ck_assert_int_eq(series.filled, 8781);
    ck_assert(make(4, 2023));
    ck_assert_int_eq(series.n, 8760);
    ck_assert_double_eq(series.values[0], 0);
    ck_assert(!make(4, 2022));
    value[0] = value[1] = value[2] = value[3] = NAN;
    ck_assert(!make(4, CAIRN_NONE));
}
END_TEST

START_TEST(the_epoch_was_a_thursday)
{
    ck_assert_int_eq(cairn_series_first_of_week(&(struct cairn_series){.first_hour = 0}), 72);
    ck_assert_int_eq(cairn_series_first_of_week(&(struct cairn_series){.first_hour = 96}), 0);
    ck_assert_int_eq(cairn_series_first_of_week(&(struct cairn_series){.first_hour = -73}), 167);
}
END_TEST

/* 1969-12-31 23:00 is an hour before the epoch, and a Wednesday's. */
START_TEST(hours_before_the_epoch_are_hours_too)
{
    series.first_hour = -1;
    ck_assert_int_eq(cairn_series_hour_of_day(&series, 0), 23);
    ck_assert_int_eq(cairn_series_hour_of_day(&series, 1), 0);
    ck_assert_int_eq(cairn_series_first_of_week(&series), 71);
}
END_TEST

Suite *test_series(void)
{
    Suite *suite = suite_create("series");
    TCase *tcase = tcase_create("series");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_step_may_change_within_a_file);
    tcase_add_test(tcase, a_row_across_two_hours_counts_in_both);
    tcase_add_test(tcase, gaps_lie_on_a_line);
    tcase_add_test(tcase, a_year_is_taken_whole);
    tcase_add_test(tcase, the_epoch_was_a_thursday);
    tcase_add_test(tcase, hours_before_the_epoch_are_hours_too);
    suite_add_tcase(suite, tcase);
    return suite;
}

#include "io/trace.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "io/stamp.h"

static struct cairn_arena arena;
static struct cairn_diag diag;
static struct cairn_buffer text;
static const struct cairn_scenario no_seasons;

static void setup(void)
{
    cairn_arena_init(&arena);
    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
}

static void teardown(void)
{
    cairn_arena_release(&arena);
    cairn_diag_release(&diag);
    cairn_buffer_release(&text);
}

/* Seconds from `date -u -d ... +%s` of GNU coreutils 9.1. */
static const struct {
    const char *text;
    long long seconds;
} stamps[] = {
    {"1970-01-01 00:00", 0},
    {"2024-02-29T23:59:59Z", 1709251199},
    {"2024-03-31 01:00", 1711846800},
    {"2022-01-01 00:00:00+00:00", 1640995200},
    {"2022-01-01 00:00:00-05:00", 1641013200},
    {"2022-01-01T00:00+0530", 1640975400},
    {"2022-01-01 00:00:00.000 UTC", 1640995200},
    {"1969-12-31 23:00", -3600},
    {"2100-03-01T00:00:00Z", 4107542400},
};

START_TEST(stamps_are_read)
{
    long long seconds;

    ck_assert(cairn_stamp_read(stamps[_i].text, &seconds));
    ck_assert_int_eq(seconds, stamps[_i].seconds);
}
END_TEST

static const char *const no_stamps[] = {
    "",
    "2024",
    "2024-01-01",
    "2023-02-29 00:00",
    "2024-13-01 00:00",
    "2024-01-00 00:00",
    "2024-01-01 24:00",
    "2024-01-01 00:60",
    "24-01-01 00:00",
    "2024-01-01 00:00 CET",
    "2024-01-01 00:00+1",
    "2024-01-01 00:00+15:00",
    "yesterday",
    "2024-01-01x00:00",
    "2024-01-01 00:00Zulu",
};

START_TEST(other_texts_are_no_stamps)
{
    long long seconds = 1;

    ck_assert(!cairn_stamp_read(no_stamps[_i], &seconds));
    ck_assert_int_eq(seconds, 1);
}
END_TEST

/* Four weeks from Monday 2021-02-01 00:00 UTC in steps of `minutes`; values by hour, 1 to 168. */
static void add_weeks(int minutes)
{
    cairn_buffer_puts(&text, "time,other,g\n");
    for (int m = 0; m < 4 * 168 * 60; m += minutes)
        cairn_buffer_appendf(&text, "2021-02-%02dT%02d:%02dZ,x,%d\n", 1 + m / 1440, m / 60 % 24,
                             m % 60, m / 60 % 168 + 1);
}

static bool read_in(const struct cairn_scenario *seasons, const char *column,
                    struct cairn_trace *trace)
{
    struct cairn_input input = {.path = "t.csv", .bytes = text.data, .size = text.size};

    struct cairn_trace_setup setup = {.column = column, .origin = {"s.xml", 3}, .seasons = seasons};

    return cairn_trace_read(&arena, &input, &setup, &diag, trace);
}

static bool read_trace(const char *column, struct cairn_trace *trace)
{
    return read_in(&no_seasons, column, trace);
}

static void expect(const char *message)
{
    struct cairn_buffer got;

    cairn_buffer_init(&got);
    cairn_diag_write(&diag, &got);
    ck_assert_str_eq(got.data, message);
    cairn_buffer_release(&got);
}

static const int steps[] = {60, 30, 15, 5};

/* 1 February 2021 was a Monday, so the hours of week stand as written: 1 to 168. */
START_TEST(a_week_comes_out_as_it_went_in)
{
    struct cairn_trace trace;

    add_weeks(steps[_i]);
    ck_assert(read_trace("g", &trace));
    for (int hour = 0; hour < 168; hour++)
        ck_assert_double_eq_tol(trace.hour_of_week[hour], hour + 1, 1e-12);
    ck_assert_double_eq_tol(trace.mean, 84.5, 1e-9);
    expect("s.xml:3: warning: trace t.csv covers 672 hours, less than a year: seasons are "
           "missing\n");
}
END_TEST

/* Hour 10 lies on the line between 9 and 11 anyway; a gap at the end is cut. */
START_TEST(gaps_are_filled_and_reported)
{
    struct cairn_trace trace;
    char *at;

    add_weeks(60);
    at = strstr(text.data, "2021-02-01T10:00Z,x,11\n");
    ck_assert_ptr_nonnull(at);
    memcpy(at, "2021-02-01T10:00Z,xxx,\n", 23);
    at = strstr(text.data, "2021-02-28T23:00Z,x,168\n");
    ck_assert_ptr_nonnull(at);
    memcpy(at, "2021-02-28T23:00Z,xxxx,\n", 24);
    ck_assert(read_trace("g", &trace));
    ck_assert_double_eq_tol(trace.hour_of_week[10], 11, 1e-12);
    ck_assert_double_eq_tol(trace.hour_of_week[167], 168, 1e-12);
    expect("s.xml:3: warning: trace t.csv covers 670 of 672 hours; 2 filled by linear "
           "interpolation\n"
           "s.xml:3: warning: trace t.csv covers 672 hours, less than a year: seasons are "
           "missing\n");
}
END_TEST

/* [SEASON] The four weeks of February 2021 are 100 higher in the two from the 15th, a Monday. */
START_TEST(seasons_have_weeks_of_their_own)
{
    struct cairn_season items[] = {{.id = "first", .first_day = 0},
                                   {.id = "then", .first_day = 45}};
    const struct cairn_scenario two = {.seasons = items, .n_seasons = 2};
    struct cairn_trace trace;

    cairn_buffer_puts(&text, "time,g\n");
    for (int h = 0; h < 4 * 168; h++)
        cairn_buffer_appendf(&text, "2021-02-%02dT%02d:00Z,%d\n", 1 + h / 24, h % 24,
                             h % 168 + 1 + (h >= 2 * 168 ? 100 : 0));
    ck_assert(read_in(&two, "g", &trace));
    for (int hour = 0; hour < 168; hour++) {
        ck_assert_double_eq(trace.hour_of_week[hour], hour + 1);
        ck_assert_double_eq(trace.hour_of_week[168 + hour], hour + 101);
    }
    ck_assert_double_eq_tol(trace.mean, 134.5, 1e-9);
    items[1].first_day = 31;
    items[0].first_day = 31 + 26; /* 27 February, a Saturday */
    cairn_diag_release(&diag);
    cairn_diag_init(&diag);
    ck_assert(!read_in(&two, "g", &trace));
    expect("s.xml:3: warning: trace t.csv covers 672 hours, less than a year: seasons are "
           "missing\n"
           "s.xml:3: error: trace t.csv does not cover every hour of a week in season \"first\"\n");
}
END_TEST

/* Of a year of 365 days; 31 + 28 = 59 precede March 1st. */
START_TEST(days_of_the_year_have_no_leap_day)
{
    static const struct {
        const char *text;
        int day;
    } cases[] = {
        {"1970-01-01 00:00", 0},   {"1969-12-31 23:00", 364}, {"2024-02-28 12:00", 58},
        {"2024-02-29 12:00", 58},  {"2024-03-01 00:00", 59},  {"2023-03-01 00:00", 59},
        {"2024-12-31 23:59", 364}, {"2100-12-31 23:59", 364}, {"1900-01-01 00:00", 0},
    };
    long long seconds;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert(cairn_stamp_read(cases[i].text, &seconds));
        ck_assert_int_eq(cairn_stamp_day(seconds), cases[i].day);
    }
}
END_TEST

START_TEST(the_second_column_is_taken_unless_one_is_named)
{
    struct cairn_trace trace;

    add_weeks(60);
    ck_assert(!read_trace(NULL, &trace));
    expect("t.csv:2: error: \"x\" is not a number; a gap is an empty field\n"
           "t.csv:3: error: \"x\" is not a number; a gap is an empty field\n"
           "t.csv:4: error: \"x\" is not a number; a gap is an empty field\n"
           "t.csv:5: error: \"x\" is not a number; a gap is an empty field\n"
           "t.csv:6: error: \"x\" is not a number; a gap is an empty field\n");
}
END_TEST

Suite *test_intensity_trace(void)
{
    Suite *suite = suite_create("intensity_trace");
    TCase *tcase = tcase_create("intensity_trace");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, stamps_are_read, 0, sizeof stamps / sizeof *stamps);
    tcase_add_loop_test(tcase, other_texts_are_no_stamps, 0, sizeof no_stamps / sizeof *no_stamps);
    tcase_add_loop_test(tcase, a_week_comes_out_as_it_went_in, 0, sizeof steps / sizeof *steps);
    tcase_add_test(tcase, gaps_are_filled_and_reported);
    tcase_add_test(tcase, seasons_have_weeks_of_their_own);
    tcase_add_test(tcase, days_of_the_year_have_no_leap_day);
    tcase_add_test(tcase, the_second_column_is_taken_unless_one_is_named);
    suite_add_tcase(suite, tcase);
    return suite;
}

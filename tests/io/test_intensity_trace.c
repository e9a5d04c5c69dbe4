#include "io/trace.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "io/stamp.h"

static struct cairn_arena arena;
static struct cairn_diag diag;
static struct cairn_buffer text;

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

static bool read_trace(const char *column, struct cairn_trace *trace)
{
    struct cairn_input input = {.path = "t.csv", .bytes = text.data, .size = text.size};

    return cairn_trace_read(&arena, &input, column, (struct cairn_origin){"s.xml", 3}, &diag,
                            trace);
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
    tcase_add_test(tcase, the_second_column_is_taken_unless_one_is_named);
    suite_add_tcase(suite, tcase);
    return suite;
}

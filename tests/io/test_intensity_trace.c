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

/* What is read last. */
static struct cairn_series series;
static double *week; /* [season][hour] */

static bool read_in(const struct cairn_scenario *seasons, const struct cairn_intensity *intensity)
{
    struct cairn_input input = {.path = "t.csv", .bytes = text.data, .size = text.size};

    return cairn_trace_read(&arena, &input, intensity, seasons, &diag, &series, &week);
}

static bool read_intensity(const struct cairn_intensity *intensity)
{
    return read_in(&no_seasons, intensity);
}

static bool read_trace(const char *column)
{
    return read_intensity(&(struct cairn_intensity){
        .trace = {.origin = {"s.xml", 3}, .column = column, .year = CAIRN_NONE}});
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
    add_weeks(steps[_i]);
    ck_assert(read_trace("g"));
    for (int hour = 0; hour < 168; hour++)
        ck_assert_double_eq_tol(week[hour], hour + 1, 1e-12);
    ck_assert_double_eq_tol(series.mean, 84.5, 1e-9);
    expect("s.xml:3: warning: trace t.csv covers 672 hours, less than a year: seasons are "
           "missing\n");
}
END_TEST

/* Hour 10 lies on the line between 9 and 11 anyway; a gap at the end is cut. */
START_TEST(gaps_are_filled_and_reported)
{
    char *at;

    add_weeks(60);
    at = strstr(text.data, "2021-02-01T10:00Z,x,11\n");
    ck_assert_ptr_nonnull(at);
    memcpy(at, "2021-02-01T10:00Z,xxx,\n", 23);
    at = strstr(text.data, "2021-02-28T23:00Z,x,168\n");
    ck_assert_ptr_nonnull(at);
    memcpy(at, "2021-02-28T23:00Z,xxxx,\n", 24);
    ck_assert(read_trace("g"));
    ck_assert_double_eq_tol(week[10], 11, 1e-12);
    ck_assert_double_eq_tol(week[167], 168, 1e-12);
    expect("s.xml:3: warning: trace t.csv covers 670 of 672 hours; 2 filled by linear "
           "interpolation\n"
           "s.xml:3: warning: trace t.csv covers 672 hours, less than a year: seasons are "
           "missing\n");
}
END_TEST

/* [TRACE] Two weeks of 50 and two of 150: means by hour of week are 100, each hour 50 off. */
START_TEST(what_a_week_hides_is_measured)
{
    cairn_buffer_puts(&text, "time,g\n");
    for (int h = 0; h < 4 * 168; h++)
        cairn_buffer_appendf(&text, "2021-02-%02dT%02d:00Z,%d\n", 1 + h / 24, h % 24,
                             h < 2 * 168 ? 50 : 150);
    ck_assert(read_trace("g"));
    ck_assert_double_eq(series.hidden, 0.5);
}
END_TEST

/* [SEASON] The four weeks of February 2021 are 100 higher in the two from the 15th, a Monday. */
START_TEST(seasons_have_weeks_of_their_own)
{
    struct cairn_season items[] = {{.id = "first", .first_day = 0},
                                   {.id = "then", .first_day = 45}};
    const struct cairn_scenario two = {.seasons = items, .n_seasons = 2};
    const struct cairn_intensity intensity = {
        .trace = {.origin = {"s.xml", 3}, .column = "g", .year = CAIRN_NONE}};

    cairn_buffer_puts(&text, "time,g\n");
    for (int h = 0; h < 4 * 168; h++)
        cairn_buffer_appendf(&text, "2021-02-%02dT%02d:00Z,%d\n", 1 + h / 24, h % 24,
                             h % 168 + 1 + (h >= 2 * 168 ? 100 : 0));
    ck_assert(read_in(&two, &intensity));
    for (int hour = 0; hour < 168; hour++) {
        ck_assert_double_eq(week[hour], hour + 1);
        ck_assert_double_eq(week[168 + hour], hour + 101);
    }
    ck_assert_double_eq_tol(series.mean, 134.5, 1e-9);
    ck_assert_double_eq(series.hidden, 0); /* [TRACE] each week is that of its season */
    items[1].first_day = 31;
    items[0].first_day = 31 + 26; /* 27 February, a Saturday */
    cairn_diag_release(&diag);
    cairn_diag_init(&diag);
    ck_assert(!read_in(&two, &intensity));
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
    add_weeks(60);
    ck_assert(!read_trace(NULL));
    expect("t.csv:2: error: \"x\" is not a number; a gap is an empty field\n"
           "t.csv:3: error: \"x\" is not a number; a gap is an empty field\n"
           "t.csv:4: error: \"x\" is not a number; a gap is an empty field\n"
           "t.csv:5: error: \"x\" is not a number; a gap is an empty field\n"
           "t.csv:6: error: \"x\" is not a number; a gap is an empty field\n");
}
END_TEST

/* The hours keep their place in the calendar; hour 447,816 since 1970 is 2021-02-01 00:00 UTC. */
START_TEST(hours_stand_in_the_real_calendar)
{
    add_weeks(15);
    ck_assert(read_trace("g"));
    ck_assert_int_eq(series.first_hour, 447816);
    ck_assert_int_eq(series.n, 672);
    ck_assert_int_eq(series.rows, 2688);
    ck_assert_int_eq(series.step_s, 900);
    ck_assert_double_eq(series.values[169], 2);
    ck_assert_double_eq(series.hidden, 0); /* every week is the same */
}
END_TEST

/* A row that stands there twice with the same number counts once. */
START_TEST(equal_rows_count_once)
{
    struct cairn_buffer twice;
    char *line;

    add_weeks(60);
    line = strstr(text.data, "2021-02-01T03");
    cairn_buffer_init(&twice);
    cairn_buffer_append(&twice, text.data, (size_t)(line - text.data));
    cairn_buffer_puts(&twice, "2021-02-01T03:00Z,x,4\n");
    cairn_buffer_puts(&twice, line);
    cairn_buffer_release(&text);
    text = twice;
    ck_assert(read_trace("g"));
    ck_assert_int_eq(series.repeated, 1);
    ck_assert_int_eq(series.rows, 672);
    ck_assert_double_eq_tol(series.mean, 84.5, 1e-9);
}
END_TEST

/* In autumn 2021 Berlin has 02:00 twice: no hour is lost, none is a gap. */
START_TEST(local_hours_come_twice_in_autumn)
{
    struct cairn_intensity intensity = {.trace = {.origin = {"s.xml", 3},
                                                  .year = CAIRN_NONE,
                                                  .utc_offset_s = 3600,
                                                  .daylight = CAIRN_DAYLIGHT_EU}};

    cairn_buffer_puts(&text, "local,g\n");
    for (int h = 0; h < 240; h++)
        for (int again = 0; again <= (h == 74); again++)
            cairn_buffer_appendf(&text, "2021-%02d-%02d %02d:00,%d\n", h < 96 ? 10 : 11,
                                 h < 96 ? 28 + h / 24 : h / 24 - 3, h % 24, 7 + again);
    ck_assert(read_intensity(&intensity));
    ck_assert_int_eq(series.n, 241);
    ck_assert_int_eq(series.filled, 0);
    ck_assert_int_eq(series.first_hour, 454270); /* 2021-10-27 22:00 UTC */
    ck_assert_double_eq(series.values[74], 7);
    ck_assert_double_eq(series.values[75], 8);
}
END_TEST

/* A pound per MWh is 0.45359237 g/kWh. Shares of estimates above a tenth are said. */
START_TEST(units_zones_and_estimates)
{
    struct cairn_intensity intensity = {.scope = CAIRN_DIRECT,
                                        .trace = {.origin = {"s.xml", 3},
                                                  .format = CAIRN_TRACE_ELECTRICITY_MAPS,
                                                  .zone = "B",
                                                  .unit_g_per_kwh = 0.45359237,
                                                  .year = CAIRN_NONE}};

    cairn_buffer_puts(&text, "Datetime (UTC),Zone Id,x (direct),x (LCA),Data Estimated\n");
    for (int h = 0; h < 192; h++)
        for (int zone = 0; zone < 2; zone++)
            cairn_buffer_appendf(&text, "2021-02-%02d %02d:00:00,%c,%d,9,%s\n", 1 + h / 24, h % 24,
                                 'A' + zone, 100 * (zone + 1), h % 4 ? "false" : "true");
    ck_assert(read_intensity(&intensity));
    ck_assert_double_eq_tol(series.mean, 90.718474, 1e-9);
    ck_assert_int_eq(series.estimated, 48);
    expect("s.xml:3: warning: 48 of 192 hours of trace t.csv are estimates of its publisher\n"
           "s.xml:3: warning: trace t.csv covers 192 hours, less than a year: seasons are "
           "missing\n");
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
    tcase_add_test(tcase, what_a_week_hides_is_measured);
    tcase_add_test(tcase, seasons_have_weeks_of_their_own);
    tcase_add_test(tcase, days_of_the_year_have_no_leap_day);
    tcase_add_test(tcase, the_second_column_is_taken_unless_one_is_named);
    tcase_add_test(tcase, hours_stand_in_the_real_calendar);
    tcase_add_test(tcase, equal_rows_count_once);
    tcase_add_test(tcase, local_hours_come_twice_in_autumn);
    tcase_add_test(tcase, units_zones_and_estimates);
    suite_add_tcase(suite, tcase);
    return suite;
}

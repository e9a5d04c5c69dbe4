/*
 * Local times of traces. Expected seconds are those of the tz database (release 2024), by Python's
 * zoneinfo; `after` picks the second of two equal times.
 */

#include "io/local_time.h"

#include <check.h>
#include <limits.h>

enum { HOUR = 3600 };

static const struct cairn_clock berlin = {HOUR, CAIRN_DAYLIGHT_EU};
static const struct cairn_clock london = {0, CAIRN_DAYLIGHT_EU};
static const struct cairn_clock new_york = {-5 * HOUR, CAIRN_DAYLIGHT_US};
static const struct cairn_clock los_angeles = {-8 * HOUR, CAIRN_DAYLIGHT_US};
static const struct cairn_clock sydney = {10 * HOUR, CAIRN_DAYLIGHT_AUSTRALIA};
static const struct cairn_clock auckland = {12 * HOUR, CAIRN_DAYLIGHT_NEW_ZEALAND};
static const struct cairn_clock delhi = {5 * HOUR + HOUR / 2, CAIRN_DAYLIGHT_NONE};

static const struct {
    const struct cairn_clock *clock;
    long long local, after, utc;
} times[] = {
    {&berlin, 1711850340, LLONG_MIN, 1711846740}, /* 2024-03-31 01:59 */
    {&berlin, 1711854000, LLONG_MIN, 1711846800}, /* 03:00, a minute later */
    {&berlin, 1729996200, LLONG_MIN, 1729989000}, /* 2024-10-27 02:30 */
    {&berlin, 1729996200, 1729989000, 1729992600},
    {&london, 1729992600, LLONG_MIN, 1729989000},
    {&london, 1729992600, 1729989000, 1729992600},
    {&new_york, 1710039600, LLONG_MIN, 1710054000},
    {&new_york, 1730596500, LLONG_MIN, 1730610900},
    {&new_york, 1730596500, 1730610900, 1730614500},
    {&los_angeles, 1656633600, LLONG_MIN, 1656658800},
    {&sydney, 1712457000, LLONG_MIN, 1712417400},
    {&sydney, 1712457000, 1712417400, 1712421000},
    {&sydney, 1704067200, LLONG_MIN, 1704027600},
    {&sydney, 1728183600, LLONG_MIN, 1728144000},
    {&auckland, 1712457000, 1712410200, 1712413800},
    {&auckland, 1727578800, LLONG_MIN, 1727532000},
    {&auckland, 1719792000, LLONG_MIN, 1719748800},
    {&delhi, 1640995200, LLONG_MIN, 1640975400},
};

START_TEST(clocks_are_those_of_the_tz_database)
{
    long long utc;

    ck_assert(cairn_local_time(times[_i].clock, times[_i].local, times[_i].after, &utc));
    ck_assert_int_eq(utc, times[_i].utc);
}
END_TEST

START_TEST(an_hour_in_spring_does_not_exist)
{
    long long utc;

    ck_assert(!cairn_local_time(&berlin, 1711852200, LLONG_MIN, &utc)); /* 2024-03-31 02:30 */
}
END_TEST

Suite *test_local_time(void)
{
    Suite *suite = suite_create("local_time");
    TCase *tcase = tcase_create("local_time");

    tcase_add_loop_test(tcase, clocks_are_those_of_the_tz_database, 0,
                        sizeof times / sizeof *times);
    tcase_add_test(tcase, an_hour_in_spring_does_not_exist);
    suite_add_tcase(suite, tcase);
    return suite;
}

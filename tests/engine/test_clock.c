#include <check.h>
#include <math.h>
#include <signal.h>

#include "engine/clock.h"

static const struct {
    double seconds;
    cairn_time time_ns;
} cases[] = {
    {0, 0},
    {1, 1000000000},
    {0.028, 28000000},
    {0.4e-9, 0},
    {0.5e-9, 1},   /* half away from zero, */
    {-0.5e-9, -1}, /* on both sides */
    {1.5e-9, 2},
    {2.5e-9, 3},
    {-2.5e-9, -3},
    {31536000, INT64_C(31536000000000000)}, /* a year, beyond 2^53 ns */
    {9e9, INT64_C(9000000000000000000)},
};

START_TEST(seconds_are_rounded)
{
    ck_assert_int_eq(cairn_time_from_s(cases[_i].seconds), cases[_i].time_ns);
}
END_TEST

START_TEST(times_come_back)
{
    for (cairn_time t = 1; t < INT64_C(1) << 52; t = t * 3 + 1)
        ck_assert_int_eq(cairn_time_from_s(cairn_time_to_s(t)), t);
    ck_assert_int_eq(cairn_time_from_ns(0x1p52 + 1), (INT64_C(1) << 52) + 1);
    ck_assert_int_eq(cairn_time_from_ns(0x1p52 - 0.5), INT64_C(1) << 52);
}
END_TEST

/* What is outside the clock is a mistake; where asserts are left out, its ends; NaN the last. */
static const double outside[] = {NAN, INFINITY, -INFINITY, 0x1p63, -0x1p63};

START_TEST(outside_the_clock)
{
    ck_assert_int_eq(cairn_time_from_ns(outside[_i]), outside[_i] < 0 ? -INT64_MAX : INT64_MAX);
}
END_TEST

Suite *test_clock(void);
Suite *test_clock(void)
{
    Suite *suite = suite_create("clock");
    TCase *tcase = tcase_create("clock");

    tcase_add_loop_test(tcase, seconds_are_rounded, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tcase, times_come_back);
#ifdef NDEBUG
    tcase_add_loop_test(tcase, outside_the_clock, 0, sizeof outside / sizeof *outside);
#else
    tcase_add_loop_test_raise_signal(tcase, outside_the_clock, SIGABRT, 0,
                                     sizeof outside / sizeof *outside);
#endif
    suite_add_tcase(suite, tcase);
    return suite;
}

#include <check.h>
#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

static const struct {
    const char *text;
    double value;
    int used; /* characters */
} good[] = {
    {"0", 0, 1},
    {"-3", -3, 2},
    {"+3", 3, 2},
    {".5", 0.5, 2},
    {"1.25", 1.25, 4},
    {"1e3", 1000, 3},
    {"1.5E-2x", 0.015, 6},
    {"5 W", 5, 1},
    {"5e", 5, 1},
    {"5e+", 5, 1},
    {"0x10", 0, 1},
    {"1,5", 1, 1},
    {"1.5.2", 1.5, 3},
    {"1e-400", 0, 6},
    {"007", 7, 3},
    {"0.1", 0x1.999999999999ap-4, 3},                         /* IEEE 754, nearest to 1/10 */
    {"2.2250738585072011e-308", 0x0.fffffffffffffp-1022, 23}, /* the value that once hung PHP */
    {"9007199254740993", 9007199254740992.0, 16},             /* 2^53 + 1: a tie, to even */
};

START_TEST(numbers_are_read)
{
    const char *end = NULL;
    double value = -1;

    ck_assert_int_eq(cairn_number_scan(good[_i].text, &value, &end), CAIRN_NUMBER_OK);
    ck_assert_msg(value == good[_i].value, "%s read as %a", good[_i].text, value);
    ck_assert_int_eq((int)(end - good[_i].text), good[_i].used);
}
END_TEST

static const char *const malformed[] = {"",    " 1",  "W",        ".",  "-",    "+.",  "e5",
                                        "nan", "inf", "INFINITY", "5.", "5. W", "--1", "-.e1"};

START_TEST(the_rest_is_refused)
{
    const char *end = "unchanged";
    double value = 42;

    ck_assert_int_eq(cairn_number_scan(malformed[_i], &value, &end), CAIRN_NUMBER_MALFORMED);
    ck_assert(value == 42);
    ck_assert_str_eq(end, "unchanged");
}
END_TEST

START_TEST(what_does_not_fit_is_refused)
{
    char text[600];
    const char *end = NULL;
    double value = 42;

    ck_assert_int_eq(cairn_number_scan("1e309", &value, &end), CAIRN_NUMBER_RANGE);
    ck_assert_int_eq(cairn_number_scan("-1e999", &value, &end), CAIRN_NUMBER_RANGE);
    memset(text, '1', sizeof text);
    text[300] = '\0';
    ck_assert_int_eq(cairn_number_scan(text, &value, &end), CAIRN_NUMBER_OK);
    text[300] = '1';
    text[301] = '\0';
    ck_assert_int_eq(cairn_number_scan(text, &value, &end), CAIRN_NUMBER_MALFORMED);
}
END_TEST

START_TEST(numbers_are_written)
{
    static const double values[] = {0, 1, -1.5, 0.1, 1.0 / 3, 1e-300, DBL_MAX, DBL_MIN, 123456789};
    char text[CAIRN_NUMBER_SIZE];
    const char *end;
    double back;

    ck_assert_str_eq(cairn_number_format(1234.5, 4, text), "1234"); /* ties to even, as printf */
    ck_assert_str_eq(cairn_number_format(0.00012, 4, text), "0.00012");
    ck_assert_str_eq(cairn_number_exact(0.1, text), "0.1");
    ck_assert_str_eq(cairn_number_exact(1.0 / 3, text), "0.3333333333333333");
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        cairn_number_exact(values[i], text);
        ck_assert_int_eq(cairn_number_scan(text, &back, &end), CAIRN_NUMBER_OK);
        ck_assert_msg(back == values[i] && !*end, "%s", text);
    }
}
END_TEST

/* As %.*g would, but for the digits before the point, which all stay. */
START_TEST(numbers_are_rounded)
{
    char text[CAIRN_NUMBER_SIZE];

    ck_assert_str_eq(cairn_number_round(12.34, 3, text), "12.3");
    ck_assert_str_eq(cairn_number_round(-123.4, 3, text), "-123");
    ck_assert_str_eq(cairn_number_round(12345.6, 3, text), "12346");
    ck_assert_str_eq(cairn_number_round(0.001234, 3, text), "0.00123");
    ck_assert_str_eq(cairn_number_round(1e15, 3, text), "1000000000000000");
    ck_assert_str_eq(cairn_number_round(2e16, 3, text), "2e+16"); /* doubles have no more digits */
}
END_TEST

START_TEST(the_locale_does_not_matter)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE",       "fr_FR.UTF-8",
                                        "pl_PL.UTF-8", "es_ES.UTF-8", "ps_AF.UTF-8"};
    char text[CAIRN_NUMBER_SIZE];
    const char *end = "";
    double value = 0;
    size_t i = 0;

    while (i < sizeof names / sizeof *names && !setlocale(LC_ALL, names[i]))
        i++;
    if (i == sizeof names / sizeof *names) {
        fprintf(stderr, "skipped: no locale with a decimal comma is installed\n");
        return;
    }
    ck_assert_str_ne(localeconv()->decimal_point, ".");
    ck_assert_int_eq(cairn_number_scan("1.25 W", &value, &end), CAIRN_NUMBER_OK);
    ck_assert(value == 1.25);
    ck_assert_str_eq(end, " W");
    ck_assert_int_eq(cairn_number_scan("1,25", &value, &end), CAIRN_NUMBER_OK);
    ck_assert_str_eq(end, ",25");
    ck_assert_str_eq(cairn_number_format(-0.25, 6, text), "-0.25");
    ck_assert_str_eq(cairn_number_exact(1.5e-9, text), "1.5e-09");
    setlocale(LC_ALL, "C");
}
END_TEST

Suite *test_number(void);
Suite *test_number(void)
{
    Suite *suite = suite_create("number");
    TCase *tcase = tcase_create("number");

    tcase_add_loop_test(tcase, numbers_are_read, 0, sizeof good / sizeof *good);
    tcase_add_loop_test(tcase, the_rest_is_refused, 0, sizeof malformed / sizeof *malformed);
    tcase_add_test(tcase, what_does_not_fit_is_refused);
    tcase_add_test(tcase, numbers_are_written);
    tcase_add_test(tcase, numbers_are_rounded);
    tcase_add_test(tcase, the_locale_does_not_matter);
    suite_add_tcase(suite, tcase);
    return suite;
}

#include <check.h>
#include <stdio.h>
#include <string.h>

#include <cairn/version.h>

#include "base/datadir.h"

/* The library a program links is the one its headers describe. */
START_TEST(version_matches_header)
{
    int major, minor, patch;
    char rest;
    ck_assert_str_eq(cairn_version(), CAIRN_VERSION_STRING);
    ck_assert_int_eq(sscanf(cairn_version(), "%d.%d.%d%c", &major, &minor, &patch, &rest), 3);
}
END_TEST

START_TEST(datadir_is_absolute)
{
    const char *dir = cairn_datadir();
    ck_assert_int_eq(dir[0], '/');
    ck_assert_str_eq(strrchr(dir, '/'), "/cairn");
}
END_TEST

Suite *test_version(void);
Suite *test_version(void)
{
    Suite *s = suite_create("version");
    TCase *tc = tcase_create("version");
    tcase_add_test(tc, version_matches_header);
    tcase_add_test(tc, datadir_is_absolute);
    suite_add_tcase(s, tc);
    return s;
}

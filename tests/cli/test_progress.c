/* What is written to standard error, which these tests point at a file. */

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/pace.h"
#include "cli/progress.h"

static int file, before;

static void setup(void)
{
    char path[] = "/tmp/test-progress-XXXXXX";

    file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    unlink(path);
    before = dup(STDERR_FILENO);
    ck_assert_int_ge(dup2(file, STDERR_FILENO), 0);
    setenv("COLUMNS", "20", 1);
}

/* Compares what was written. */
static void wrote(const char *wanted)
{
    char text[256] = "";
    ssize_t n;

    dup2(before, STDERR_FILENO);
    close(before);
    n = pread(file, text, sizeof text - 1, 0);
    close(file);
    ck_assert_int_ge(n, 0);
    ck_assert_str_eq(text, wanted);
}

START_TEST(test_not_on_a_file)
{
    struct cairn_progress progress;

    cairn_progress_init(&progress, false);
    ck_assert(!progress.wanted);
    cairn_progress_update(&progress, 0.5, "sweeping");
    cairn_progress_clear(&progress);
    wrote("");
}
END_TEST

START_TEST(test_once_in_a_while)
{
    struct cairn_progress progress = {.wanted = true};

    for (int i = 0; i < 1000; i++) /* far less than a tenth of a second */
        cairn_progress_update(&progress, 0.125, "point %d", i);
    cairn_progress_clear(&progress);
    cairn_progress_clear(&progress);
    wrote("\r\033[K 12 %  point 0\r\033[K");
}
END_TEST

START_TEST(test_cut_to_width)
{
    struct cairn_progress progress = {.wanted = true};

    cairn_progress_update(&progress, -1, "a scenario of a long name");
    wrote("\r\033[Ka scenario of a lon"); /* one less than 20 columns */
}
END_TEST

/* Since a week ago 6,048,000 points more, which is 10 a second. */
START_TEST(test_pace)
{
    struct cairn_progress progress = {.wanted = true};
    struct cairn_pace pace = {.counted = NULL};

    setenv("COLUMNS", "100", 1);
    cairn_pace_tell(&pace, &progress, "shops", "points", 1000, 6049400);
    pace.began.tv_sec -= 604800;
    cairn_progress_clear(&progress);
    cairn_pace_tell(&pace, &progress, "shops", "points", 6049000, 6049400);
    wrote("\r\033[K  0 %  shops: 1000 of 6049400 points\r\033[K"
          "\r\033[K100 %  shops: 6049000 of 6049400 points, 10 a second, 40 s left");
}
END_TEST

Suite *test_progress(void)
{
    Suite *suite = suite_create("progress");
    TCase *tcase = tcase_create("progress");

    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, test_not_on_a_file);
    tcase_add_test(tcase, test_once_in_a_while);
    tcase_add_test(tcase, test_cut_to_width);
    tcase_add_test(tcase, test_pace);
    suite_add_tcase(suite, tcase);
    return suite;
}

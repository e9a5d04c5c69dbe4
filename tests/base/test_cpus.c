#define _GNU_SOURCE /* sched_setaffinity() */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cpus.h"

#ifdef __linux__
#include <sched.h>
#endif

START_TEST(quotas)
{
    static const struct {
        const char *text;
        int cpus;
    } cases[] = {
        {"max 100000", 0},
        {"100000 100000", 1},
        {"150000 100000", 2},
        {"200000 100000\n", 2},
        {"1000 100000", 1},
        {"6400000 100000", 64},
        {"", 0},
        {"max", 0},
        {"100000", 0},
        {"0 100000", 0},
        {"-1 100000", 0},
        {"100000 0", 0},
        {"nonsense", 0},
        {"9000000000000000000 1", 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(cairn_cpus_of_quota(cases[i].text) == cases[i].cpus, "%s", cases[i].text);
}
END_TEST

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

/* What the kernel would say of a group two deep. */
START_TEST(the_least_limit_of_all_groups_around_counts)
{
    char folder[] = "/tmp/cairn-test-XXXXXX";

    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(cairn_cpus_quota("groups", "."), 0); /* no such file */
    put("groups", "0::/outer/inner\n");
    ck_assert_int_eq(cairn_cpus_quota("groups", "."), 0); /* no limits */
    ck_assert_int_eq(mkdir("outer", 0700), 0);
    ck_assert_int_eq(mkdir("outer/inner", 0700), 0);
    put("outer/inner/cpu.max", "400000 100000\n");
    ck_assert_int_eq(cairn_cpus_quota("groups", "."), 4);
    put("outer/cpu.max", "150000 100000\n");
    ck_assert_int_eq(cairn_cpus_quota("groups", "."), 2);
    put("outer/cpu.max", "900000 100000\n");
    ck_assert_int_eq(cairn_cpus_quota("groups", "."), 4);
    put("groups", "9:name=systemd:/outer/inner\n");
    ck_assert_int_eq(cairn_cpus_quota("groups", "."), 0); /* version 1 */
    ck_assert_int_eq(unlink("outer/inner/cpu.max") + unlink("outer/cpu.max") + unlink("groups"), 0);
    ck_assert_int_eq(rmdir("outer/inner") + rmdir("outer") + rmdir(folder), 0);
}
END_TEST

START_TEST(a_type_is_one_line_behind_what_was_there)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_buffer_puts(&text, "on");
    cairn_cpus_type(&text);
    ck_assert_int_eq(strncmp(text.data, "on", 2), 0);
    ck_assert_uint_gt(text.size, 2);
    ck_assert_ptr_null(strchr(text.data, '\n'));
    cairn_buffer_release(&text);
}
END_TEST

START_TEST(there_is_one_at_least)
{
    ck_assert_int_ge(cairn_cpus(), 1);
}
END_TEST

/* The test runs in a process of its own, whose affinity it may change. */
START_TEST(a_process_bound_to_one_has_one)
{
#ifdef __linux__
    cpu_set_t set, one;
    size_t cpu = 0;

    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return;
    while (!CPU_ISSET(cpu, &set))
        cpu++;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    ck_assert_int_eq(sched_setaffinity(0, sizeof one, &one), 0);
    ck_assert_int_eq(cairn_cpus(), 1);
    ck_assert_int_eq(sched_setaffinity(0, sizeof set, &set), 0);
#endif
}
END_TEST

Suite *test_cpus(void);

Suite *test_cpus(void)
{
    Suite *suite = suite_create("cpus");
    TCase *tcase = tcase_create("cpus");

    tcase_add_test(tcase, quotas);
    tcase_add_test(tcase, the_least_limit_of_all_groups_around_counts);
    tcase_add_test(tcase, a_type_is_one_line_behind_what_was_there);
    tcase_add_test(tcase, there_is_one_at_least);
    tcase_add_test(tcase, a_process_bound_to_one_has_one);
    suite_add_tcase(suite, tcase);
    return suite;
}

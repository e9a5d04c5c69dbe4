/* [BITS] What 64 bits count, against numbers by hand. */

#include <check.h>
#include <math.h>

#include "model/counted.h"
#include "model/plan.h"
#include "support/build.h"
#include "support/town.h"

static struct cairn_scenario *s;
static struct cairn_diag diag;

/* A site of 30 copies with boxes, and a region with others. */
static void setup(void)
{
    s = town();
    s->n_pools = TOWN_RENTED;
    s->time.window_s = NAN;
    s->places[TOWN_STORE].count = 30;
    s->pools[TOWN_BOX].max = 2;
    s->pools[TOWN_GPU].max = 4;
    cairn_diag_init(&diag);
}

static void teardown(void)
{
    cairn_diag_release(&diag);
    build_free(s);
}

/* 2^62 ns of so many things. */
static void longest_is(double things)
{
    ck_assert_double_eq_tol(cairn_counted_longest_s(s) * things / (0x1p62 * 1e-9), 1, 1e-12);
}

static size_t errors(void)
{
    cairn_counted_check(s, &diag);
    return cairn_diag_count(&diag, CAIRN_ERROR);
}

/* Copies meet in the region: 30 x 2 devices. Where they do not, one. */
START_TEST(devices_of_copies_that_meet)
{
    longest_is(30 * 2);
    s->pools[TOWN_GPU].tenancy = CAIRN_SHARED_POOL;
    longest_is(2); /* nobody waits in the region: each site is alone */
    s->pools[TOWN_BOX].max = 1;
    longest_is(1);
}
END_TEST

/* Copies that share a line are together: five of 30. Lines that differ are all together. */
START_TEST(copies_that_share_a_line)
{
    s->pools[TOWN_GPU].tenancy = CAIRN_SHARED_POOL;
    for (int i = 0; i < s->n_links; i++)
        s->links[i].copies_per_line = 5;
    longest_is(5 * 2);
    for (int i = 0; i < s->n_links; i++)
        s->links[i].copies_per_line = 7;
    longest_is(30 * 2);
}
END_TEST

/* No more entries than contents, nor than fit. */
START_TEST(entries_of_a_cache)
{
    struct cairn_cache cache = {.origin = {"x.xml", 7},
                                .id = "near",
                                .place = TOWN_STORE,
                                .entries = 1000000,
                                .size_bytes = NAN};

    s->caches = &cache;
    s->n_caches = 1;
    s->workloads[0].popularity = (struct cairn_popularity){.contents = 2000000, .size_bytes = 1000};
    longest_is(30 * 1e6);
    s->workloads[0].popularity.contents = 500000;
    longest_is(30 * 5e5);
    cache.size_bytes = 1e6; /* 1,000 of mean size, 16 times as many of others */
    longest_is(30 * 16e3);
    s->caches = NULL;
    s->n_caches = 0;
}
END_TEST

START_TEST(longer_windows_are_refused)
{
    double longest_s = cairn_counted_longest_s(s);

    ck_assert_uint_eq(errors(), 0); /* none is stated */
    s->time.window_s = 0.999 * longest_s;
    ck_assert_uint_eq(errors(), 0);
    s->time.window_s = 1.001 * longest_s;
    ck_assert_uint_eq(errors(), 1);
}
END_TEST

/* Events tell 2^26 devices and as many lines apart. */
START_TEST(numbers_of_devices_and_lines)
{
    s->places[TOWN_STORE].count = (1 << 25) - 2;
    ck_assert_uint_eq(errors(), 0);
    s->places[TOWN_STORE].count = (1 << 25) - 1; /* twice as many, and four in the region */
    ck_assert_uint_eq(errors(), 1);
    s->pools[TOWN_BOX].tenancy = CAIRN_SHARED_POOL; /* one number */
    ck_assert_uint_eq(errors(), 1);
    s->places[TOWN_STORE].count = 1 << 26;
    ck_assert_uint_eq(errors(), 1);
    s->places[TOWN_STORE].count = (1 << 26) + 1;
    ck_assert_uint_eq(errors(), 2);
}
END_TEST

/* A rate of one an hour would be measured for years, of 30 million devices for 2^62 ns of them. */
START_TEST(windows_that_are_not_stated_are_short_enough)
{
    struct cairn_plan plan;

    s->places[TOWN_STORE].count = 1 << 24;
    s->pools[TOWN_BOX].max = 1;
    s->workloads[0].arrivals.rate_per_s = 1e-9;
    cairn_plan_init(&plan, s);
    ck_assert_double_le((double)plan.length_ns * 1e-9, cairn_counted_longest_s(s));
    cairn_plan_release(&plan);
}
END_TEST

Suite *test_counted(void);
Suite *test_counted(void)
{
    Suite *suite = suite_create("counted");
    TCase *tests = tcase_create("counted");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, devices_of_copies_that_meet);
    tcase_add_test(tests, copies_that_share_a_line);
    tcase_add_test(tests, entries_of_a_cache);
    tcase_add_test(tests, longer_windows_are_refused);
    tcase_add_test(tests, numbers_of_devices_and_lines);
    tcase_add_test(tests, windows_that_are_not_stated_are_short_enough);
    suite_add_tcase(suite, tests);
    return suite;
}

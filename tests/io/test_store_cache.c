/* The cache file: what comes back, and what is dropped. */

#include <check.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/cache_sample.h"
#include "support/store_sample.h"

static struct sample_folder folder;

static void setup(void)
{
    sample_folder_enter(&folder);
}

static void teardown(void)
{
    sample_folder_leave(&folder);
}

/* ---- what comes back ---- */

START_TEST(samples_come_back_in_another_session)
{
    struct cairn_store_cache *cache = cache_open_good();

    ck_assert(!cache_has(cache, 1, 0));
    cache_put(cache, 1, 0);
    cache_put(cache, 1, UINT32_MAX);
    cache_put(cache, 2, 0);
    cache_put(cache, 1, 3);
    cairn_store_cache_close(cache);
    ck_assert_int_eq(sample_folder_count(), 1);
    cache = cache_open_good();
    ck_assert(cache_has(cache, 1, 0) && cache_has(cache, 1, UINT32_MAX) && cache_has(cache, 1, 3));
    ck_assert(cache_has(cache, 2, 0));
    ck_assert(!cache_has(cache, 1, 1) && !cache_has(cache, 2, 3) && !cache_has(cache, 3, 0));
    cairn_store_cache_close(cache);
}
END_TEST

START_TEST(every_part_of_a_name_counts)
{
    static const struct cairn_store_cache_name others[] = {
        {{{2, 2}}, UINT64_MAX - 1, 0}, {{{1, 3}}, UINT64_MAX - 1, 0}, {{{1, 2}}, 5, 0}};
    struct cairn_store_cache *cache;
    struct cairn_buffer bytes;

    cache_fill(2, 1);
    cairn_buffer_init(&bytes);
    cache = cache_open_good();
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert(!cairn_store_cache_get(cache, &others[i], &bytes));
    ck_assert(cache_has(cache, 1, 0));
    cairn_store_cache_close(cache);
    cache = cache_open_with("2", UINT64_MAX, CACHE_ROOMY);
    ck_assert(!cache_has(cache, 1, 0));
    cache_put(cache, 1, 0);
    cairn_store_cache_close(cache);
    cache = cache_open_with("1", 1, CACHE_ROOMY);
    ck_assert(!cache_has(cache, 1, 0));
    cairn_store_cache_close(cache);
    cache = cache_open_good();
    ck_assert(cache_has(cache, 1, 0)); /* the other model's stands beside it */
    cairn_store_cache_close(cache);
    cairn_buffer_release(&bytes);
}
END_TEST

START_TEST(the_last_put_of_a_name_counts)
{
    struct cairn_store_cache_name name = cache_name(1, 1);
    struct cairn_store_cache *cache = cache_open_good();

    cairn_store_cache_put(cache, &name, "damaged", 7);
    cairn_store_cache_flush(cache);
    ck_assert(!cache_has(cache, 1, 1));
    cache_put(cache, 1, 1);
    cairn_store_cache_flush(cache);
    ck_assert(cache_has(cache, 1, 1));
    cairn_store_cache_close(cache);
}
END_TEST

/* Many small files' worth: written on the way, since megabytes are not kept. */
START_TEST(samples_are_written_on_the_way)
{
    struct cairn_store_cache *cache = cache_open_good(), *other;

    for (uint32_t r = 0; r < 1000; r++)
        cache_put(cache, 1, r);
    other = cache_open_good();
    ck_assert(cache_has(other, 1, 0));
    ck_assert(!cache_has(other, 1, 999));
    cairn_store_cache_close(other);
    cairn_store_cache_close(cache);
}
END_TEST

static void die(bool flushed)
{
    pid_t pid = fork();

    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        struct cairn_store_cache *cache = cache_open();

        cache_put(cache, 1, 0);
        if (flushed)
            cairn_store_cache_flush(cache);
        cache_put(cache, 1, 1);
        raise(SIGKILL);
    }
    ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
}

START_TEST(what_was_flushed_survives_a_kill)
{
    struct cairn_store_cache *cache;

    die(false);
    cache_check_usable();
    die(true);
    cache = cache_open_good();
    ck_assert(cache_has(cache, 1, 0));
    ck_assert(!cache_has(cache, 1, 1));
    cairn_store_cache_close(cache);
}
END_TEST

START_TEST(two_sessions_at_once)
{
    struct cairn_store_cache *a = cache_open_good(), *b = cache_open_good();

    for (uint32_t r = 0; r < 10; r++) {
        cache_put(a, 1, r);
        cache_put(b, 1, r);
        cache_put(b, 2, r);
        cairn_store_cache_flush(r % 2 ? a : b);
        ck_assert(cache_has(r % 2 ? b : a, 1, r));
    }
    cairn_store_cache_close(a);
    cairn_store_cache_close(b);
    a = cache_open_good();
    for (uint32_t r = 0; r < 10; r++)
        ck_assert(cache_has(a, 1, r) && cache_has(a, 2, r));
    cairn_store_cache_close(a);
}
END_TEST

/* ---- size ---- */

START_TEST(what_was_not_asked_for_longest_goes_first)
{
    enum { MOST = 1 << 20, EACH = 20 }; /* 120 kB a component: eight fit, with their pages */
    struct cairn_store_cache *cache;
    struct stat found;

    for (uint64_t c = 0; c < 30; c++) { /* a session each; all of them ask for the first */
        cache = cache_open_with("1", UINT64_MAX, MOST);
        for (uint32_t r = 0; r < EACH; r++) {
            cache_put(cache, c, r);
            ck_assert(c == 0 || cache_has(cache, 0, r));
        }
        cairn_store_cache_close(cache);
        ck_assert_int_eq(stat("c.cache", &found), 0);
        ck_assert_int_le(found.st_size, MOST);
    }
    ck_assert_int_gt(found.st_size, MOST / 2);
    cache = cache_open_with("1", UINT64_MAX, MOST);
    ck_assert(cache_has(cache, 0, 0) && cache_has(cache, 0, EACH - 1));
    ck_assert(cache_has(cache, 29, 0) && cache_has(cache, 28, 0) && cache_has(cache, 27, EACH - 1));
    for (uint64_t c = 1; c < 20; c++)
        ck_assert(!cache_has(cache, c, 0) && !cache_has(cache, c, EACH - 1));
    ck_assert_ptr_null(cairn_store_cache_text(cache));
    cairn_store_cache_close(cache);
}
END_TEST

START_TEST(a_session_does_not_push_out_its_own)
{
    enum { MOST = 1 << 20 };
    struct cairn_store_cache *cache = cache_open_with("1", UINT64_MAX, MOST);
    struct stat found;

    for (uint32_t r = 0; r < 600; r++) {
        cache_put(cache, r / 20, r);
        if (r % 50 == 49)
            cairn_store_cache_flush(cache);
    }
    cache_check_text(cache,
                     "cache file 'c.cache': it has reached its limit of 1 MiB; what is simulated "
                     "now is not remembered");
    ck_assert(cache_has(cache, 0, 0) && cache_has(cache, 0, 19) && cache_has(cache, 4, 99));
    ck_assert(!cache_has(cache, 29, 599));
    cairn_store_cache_close(cache);
    ck_assert_int_eq(stat("c.cache", &found), 0);
    ck_assert_int_le(found.st_size, MOST);
}
END_TEST

Suite *test_store_cache(void);

static TCase *add_case(Suite *suite, const char *name)
{
    TCase *tcase = tcase_create(name);

    tcase_add_checked_fixture(tcase, setup, teardown);
    suite_add_tcase(suite, tcase);
    return tcase;
}

Suite *test_store_cache(void)
{
    Suite *suite = suite_create("store_cache");
    TCase *tcase;

    tcase = add_case(suite, "samples");
    tcase_add_test(tcase, samples_come_back_in_another_session);
    tcase_add_test(tcase, every_part_of_a_name_counts);
    tcase_add_test(tcase, the_last_put_of_a_name_counts);
    tcase_add_test(tcase, samples_are_written_on_the_way);
    tcase_add_test(tcase, what_was_flushed_survives_a_kill);
    tcase_add_test(tcase, two_sessions_at_once);
    tcase = add_case(suite, "size");
    tcase_add_test(tcase, what_was_not_asked_for_longest_goes_first);
    tcase_add_test(tcase, a_session_does_not_push_out_its_own);
    return suite;
}

/* Nothing that befalls the cache file is an error. */

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
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

/* ---- files that are not ours to use ---- */

static char *read_whole(const char *path, size_t *size)
{
    struct stat found;
    FILE *f = fopen(path, "rb");
    char *bytes;

    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(fstat(fileno(f), &found), 0);
    bytes = cairn_alloc((size_t)found.st_size + 1);
    *size = fread(bytes, 1, (size_t)found.st_size + 1, f);
    fclose(f);
    return bytes;
}

static void write_whole(const char *path, const char *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");

    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, size, f), size);
    ck_assert_int_eq(fclose(f), 0);
}

/* A session that has to do without the file, and leaves it as it is. */
static void check_left_alone(const char *text)
{
    size_t before_size, after_size;
    char *before = read_whole("c.cache", &before_size), *after;
    struct cairn_store_cache *cache = cache_open();

    cache_check_text(cache, text);
    ck_assert(!cache_has(cache, 1, 0));
    cache_put(cache, 1, 0);
    cairn_store_cache_flush(cache);
    ck_assert(!cache_has(cache, 1, 0));
    ck_assert_ptr_null(cairn_store_cache_text(cache));
    cairn_store_cache_close(cache);
    after = read_whole("c.cache", &after_size);
    ck_assert_uint_eq(before_size, after_size);
    ck_assert_mem_eq(before, after, before_size);
    ck_assert_int_eq(sample_folder_count(), 1);
    cairn_free(before);
    cairn_free(after);
}

START_TEST(files_of_others_are_left_alone)
{
    struct cairn_store *store;

    write_whole("c.cache", "hello", 5);
    check_left_alone("cache file 'c.cache': not a cache file of cairn; going on without it");
    unlink("c.cache");
    sample_execute("c.cache", "CREATE TABLE t (a)");
    check_left_alone("cache file 'c.cache': not a cache file of cairn; going on without it");
    unlink("c.cache");
    store = sample_open("c.cache"); /* a results file */
    cairn_store_close(store);
    check_left_alone("cache file 'c.cache': not a cache file of cairn; going on without it");
    unlink("c.cache");
    cache_fill(2, 1);
    sample_execute("c.cache", "PRAGMA user_version = 1000");
    check_left_alone("cache file 'c.cache': written by a newer cairn; going on without it");
}
END_TEST

START_TEST(an_older_one_is_begun_anew)
{
    struct cairn_store_cache *cache;

    cache_fill(2, 1);
    sample_execute("c.cache", "DROP TABLE sample; PRAGMA user_version = 0");
    cache = cache_open();
    cache_check_text(cache, "cache file 'c.cache': of an older cairn, and begun anew");
    ck_assert(!cache_has(cache, 1, 0));
    cairn_store_cache_close(cache);
    cache_check_usable();
}
END_TEST

START_TEST(no_place_for_a_file)
{
    struct cairn_store_cache_setup setup_of = {
        .path = "missing/c.cache", .model = "1", .most_bytes = CACHE_ROOMY};
    struct cairn_store_cache *cache = cairn_store_cache_open(&setup_of);

    cache_check_text(cache,
                     "cache file 'missing/c.cache': the folder 'missing' does not exist; going "
                     "on without it");
    cache_put(cache, 1, 0);
    ck_assert(!cache_has(cache, 1, 0));
    cairn_store_cache_close(cache);
    ck_assert_int_eq(mkdir("c.cache", 0700), 0);
    cache = cache_open();
    cache_check_text(cache, "cache file 'c.cache': not a file; going on without it");
    cairn_store_cache_close(cache);
    ck_assert_int_eq(rmdir("c.cache"), 0);
}
END_TEST

START_TEST(an_empty_file_is_begun)
{
    write_whole("c.cache", "", 0);
    cache_check_usable();
}
END_TEST

/* ---- damage ---- */

/* A session with a damaged file: sound samples or none, and the next session is like any other. */
static void check_survives(void)
{
    struct cairn_store_cache *cache = cache_open();

    for (uint64_t c = 0; c < 4; c++)
        for (uint32_t r = 0; r < 5; r++)
            cache_has(cache, c, r);
    cache_put(cache, 9, 9);
    cairn_store_cache_close(cache);
    cache = cache_open();
    cairn_store_cache_text(cache);
    if (!cache_has(cache, 9, 9)) { /* damage that only shows here */
        cache_put(cache, 9, 9);
        cairn_store_cache_flush(cache);
        cairn_store_cache_close(cache);
        cache = cache_open();
        ck_assert(cache_has(cache, 9, 9));
    }
    cairn_store_cache_close(cache);
}

START_TEST(damaged_pages)
{
    size_t size;
    char *bytes, *damaged;
    int mended = 0;

    cache_fill(4, 5);
    bytes = read_whole("c.cache", &size);
    damaged = cairn_alloc(size);
    for (size_t page = 0; page < size; page += 4096) {
        struct cairn_store_cache *cache;

        memcpy(damaged, bytes, size);
        memset(damaged + page + (page == 0 ? 100 : 0), 0xa5, 4096 - (page == 0 ? 100 : 0));
        write_whole("c.cache", damaged, size);
        cache = cache_open();
        cache_has(cache, 0, 0);
        cache_put(cache, 0, 9);
        cairn_store_cache_flush(cache);
        mended += cairn_store_cache_text(cache) != NULL;
        cairn_store_cache_close(cache);
        write_whole("c.cache", damaged, size);
        check_survives();
    }
    ck_assert_int_gt(mended,
                     2); /* first page, roots of the tables; that of a blob is not noticed */
    cairn_free(bytes);
    cairn_free(damaged);
}
END_TEST

START_TEST(a_damaged_file_is_begun_anew)
{
    size_t size;
    char *bytes;
    struct cairn_store_cache *cache;

    cache_fill(4, 5);
    bytes = read_whole("c.cache", &size);
    memset(bytes + 100, 0xa5, 4096 - 100); /* the schema, behind the header */
    write_whole("c.cache", bytes, size);
    cache = cache_open();
    cache_check_text(cache, "cache file 'c.cache': it was damaged, and is begun anew");
    ck_assert(!cache_has(cache, 0, 0));
    cache_put(cache, 0, 0);
    cairn_store_cache_flush(cache);
    ck_assert(cache_has(cache, 0, 0));
    cairn_store_cache_close(cache);
    cache_check_usable();
    cairn_free(bytes);
}
END_TEST

START_TEST(cut_files)
{
    size_t size;
    char *bytes;

    cache_fill(4, 5);
    bytes = read_whole("c.cache", &size);
    for (size_t cut = 100; cut < size; cut += 1500) {
        write_whole("c.cache", bytes, cut);
        check_survives();
    }
    cairn_free(bytes);
}
END_TEST

/* ---- others, and the disk ---- */

START_TEST(a_locked_file_is_done_without)
{
    struct cairn_store_cache *cache;
    sqlite3 *db;

    cache_fill(2, 1);
    ck_assert_int_eq(sqlite3_open("c.cache", &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    cache = cache_open();
    cache_check_text(
        cache, "cache file 'c.cache': cannot open: in use by another process; going on without it");
    cache_put(cache, 1, 1);
    ck_assert(!cache_has(cache, 1, 0));
    cairn_store_cache_close(cache);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);

    cache = cache_open_good();
    ck_assert_int_eq(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    cache_put(cache, 1, 1);
    ck_assert(cache_has(cache, 1, 0)); /* reading goes on */
    cairn_store_cache_flush(cache);
    cache_check_text(cache,
                     "cache file 'c.cache': cannot write: in use by another process; what is "
                     "simulated now is not remembered");
    ck_assert(cache_has(cache, 1, 0));
    cairn_store_cache_close(cache);
    sqlite3_close(db);
}
END_TEST

/* The limit on the size of files stands in for a full disk. */
START_TEST(a_full_disk_is_done_without)
{
    struct rlimit limit;
    struct cairn_store_cache *cache;

    cache_fill(2, 1);
    cache = cache_open_good();
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = 100000;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    for (uint32_t r = 0; r < 50; r++)
        cache_put(cache, 5, r);
    cairn_store_cache_flush(cache);
    ck_assert_ptr_nonnull(strstr(cairn_store_cache_text(cache), "cannot write: "));
    ck_assert(cache_has(cache, 1, 0));
    cairn_store_cache_close(cache);
    limit.rlim_cur = limit.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    cache_check_usable();
}
END_TEST

START_TEST(deleted_while_in_use)
{
    struct cairn_store_cache *cache;

    cache_fill(2, 1);
    cache = cache_open_good();
    ck_assert_int_eq(unlink("c.cache"), 0);
    cache_put(cache, 1, 1);
    cairn_store_cache_flush(cache);
    cairn_store_cache_close(cache);
    cache_check_usable();
}
END_TEST

/* Root may write anything, so a root is nobody for a while. */
START_TEST(a_file_to_be_read_only)
{
    struct cairn_store_cache *cache;
    bool root = geteuid() == 0;

    cache_fill(2, 1);
    ck_assert_int_eq(chmod("c.cache", 0444), 0);
    ck_assert_int_eq(chmod(".", 0555), 0);
    if (root)
        ck_assert_int_eq(seteuid(65534), 0);
    cache = cache_open();
    cache_check_text(cache,
                     "cache file 'c.cache': cannot write: read-only; what is simulated now is not "
                     "remembered");
    ck_assert(cache_has(cache, 1, 0));
    cache_put(cache, 1, 1);
    cairn_store_cache_flush(cache);
    ck_assert_ptr_null(cairn_store_cache_text(cache));
    cairn_store_cache_close(cache);
    if (root)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(chmod(".", 0700), 0);
}
END_TEST

Suite *test_store_cache_file(void);

static TCase *add_case(Suite *suite, const char *name)
{
    TCase *tcase = tcase_create(name);

    tcase_add_checked_fixture(tcase, setup, teardown);
    suite_add_tcase(suite, tcase);
    return tcase;
}

Suite *test_store_cache_file(void)
{
    Suite *suite = suite_create("store_cache_file");
    TCase *tcase;

    tcase = add_case(suite, "foreign");
    tcase_add_test(tcase, files_of_others_are_left_alone);
    tcase_add_test(tcase, an_older_one_is_begun_anew);
    tcase_add_test(tcase, no_place_for_a_file);
    tcase_add_test(tcase, an_empty_file_is_begun);
    tcase = add_case(suite, "damage");
    tcase_add_test(tcase, damaged_pages);
    tcase_add_test(tcase, a_damaged_file_is_begun_anew);
    tcase_add_test(tcase, cut_files);
    tcase = add_case(suite, "others");
    tcase_add_test(tcase, a_locked_file_is_done_without);
    tcase_add_test(tcase, a_full_disk_is_done_without);
    tcase_add_test(tcase, deleted_while_in_use);
    tcase_add_test(tcase, a_file_to_be_read_only);
    return suite;
}

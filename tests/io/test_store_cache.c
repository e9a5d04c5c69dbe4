/* The cache file: what comes back, what is dropped, and that nothing that befalls the file is an
 * error. */

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "io/store_cache.h"
#include "support/store_sample.h"

enum { ROOMY = 1 << 30 };

static struct sample_folder folder;

static void setup(void)
{
    sample_folder_enter(&folder);
}

static void teardown(void)
{
    sample_folder_leave(&folder);
}

static struct cairn_store_cache *open_with(const char *model, uint64_t arithmetic, int64_t most)
{
    struct cairn_store_cache_setup setup_of = {
        .path = "c.cache", .model = model, .arithmetic = arithmetic, .most_bytes = most};

    return cairn_store_cache_open(&setup_of);
}

static struct cairn_store_cache *open_cache(void)
{
    return open_with("1", UINT64_MAX, ROOMY);
}

static struct cairn_store_cache *open_good(void)
{
    struct cairn_store_cache *cache = open_cache();

    ck_assert_ptr_null(cairn_store_cache_text(cache));
    return cache;
}

static struct cairn_store_cache_name name_of(uint64_t component, uint32_t replication)
{
    return (struct cairn_store_cache_name){{{component, 2}}, UINT64_MAX - 1, replication};
}

/* A sample says what it is of, again and again. */
enum { SAMPLE_BYTES = 6000 };

static void sample_bytes(uint64_t component, uint32_t replication, char bytes[SAMPLE_BYTES])
{
    char word[40];
    int n = snprintf(word, sizeof word, "%llu/%u ", (unsigned long long)component, replication);

    for (int i = 0; i < SAMPLE_BYTES; i++)
        bytes[i] = word[i % n];
}

static void put(struct cairn_store_cache *cache, uint64_t component, uint32_t replication)
{
    struct cairn_store_cache_name name = name_of(component, replication);
    char bytes[SAMPLE_BYTES];

    sample_bytes(component, replication, bytes);
    cairn_store_cache_put(cache, &name, bytes, sizeof bytes);
}

/* Is it there, and as it was put? */
static bool has(struct cairn_store_cache *cache, uint64_t component, uint32_t replication)
{
    struct cairn_store_cache_name name = name_of(component, replication);
    char expected[SAMPLE_BYTES];
    struct cairn_buffer bytes;
    bool found;

    cairn_buffer_init(&bytes);
    found = cairn_store_cache_get(cache, &name, &bytes);
    sample_bytes(component, replication, expected);
    if (found)
        found = bytes.size == sizeof expected && memcmp(bytes.data, expected, bytes.size) == 0;
    else
        ck_assert_uint_eq(bytes.size, 0);
    cairn_buffer_release(&bytes);
    return found;
}

/* Files with samples 0 to n - 1 of each of some components. */
static void fill(int components, int n)
{
    struct cairn_store_cache *cache = open_good();

    for (int c = 0; c < components; c++)
        for (int r = 0; r < n; r++)
            put(cache, (uint64_t)c, (uint32_t)r);
    cairn_store_cache_close(cache);
}

static void check_text(struct cairn_store_cache *cache, const char *text)
{
    const char *told = cairn_store_cache_text(cache);

    ck_assert_ptr_nonnull(told);
    ck_assert_str_eq(told, text);
    ck_assert_ptr_null(cairn_store_cache_text(cache)); /* once */
}

/* Does it open, take a sample and give it back in another session? */
static void check_usable(void)
{
    struct cairn_store_cache *cache = open_good();

    put(cache, 77, 7);
    cairn_store_cache_close(cache);
    cache = open_good();
    ck_assert(has(cache, 77, 7));
    cairn_store_cache_close(cache);
    ck_assert_int_eq(sample_folder_count(), 1);
}

/* ---- what comes back ---- */

START_TEST(samples_come_back_in_another_session)
{
    struct cairn_store_cache *cache = open_good();

    ck_assert(!has(cache, 1, 0));
    put(cache, 1, 0);
    put(cache, 1, UINT32_MAX);
    put(cache, 2, 0);
    put(cache, 1, 3);
    cairn_store_cache_close(cache);
    ck_assert_int_eq(sample_folder_count(), 1);
    cache = open_good();
    ck_assert(has(cache, 1, 0) && has(cache, 1, UINT32_MAX) && has(cache, 1, 3));
    ck_assert(has(cache, 2, 0));
    ck_assert(!has(cache, 1, 1) && !has(cache, 2, 3) && !has(cache, 3, 0));
    cairn_store_cache_close(cache);
}
END_TEST

START_TEST(every_part_of_a_name_counts)
{
    static const struct cairn_store_cache_name others[] = {
        {{{2, 2}}, UINT64_MAX - 1, 0}, {{{1, 3}}, UINT64_MAX - 1, 0}, {{{1, 2}}, 5, 0}};
    struct cairn_store_cache *cache;
    struct cairn_buffer bytes;

    fill(2, 1);
    cairn_buffer_init(&bytes);
    cache = open_good();
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert(!cairn_store_cache_get(cache, &others[i], &bytes));
    ck_assert(has(cache, 1, 0));
    cairn_store_cache_close(cache);
    cache = open_with("2", UINT64_MAX, ROOMY);
    ck_assert(!has(cache, 1, 0));
    put(cache, 1, 0);
    cairn_store_cache_close(cache);
    cache = open_with("1", 1, ROOMY);
    ck_assert(!has(cache, 1, 0));
    cairn_store_cache_close(cache);
    cache = open_good();
    ck_assert(has(cache, 1, 0)); /* the other model's stands beside it */
    cairn_store_cache_close(cache);
    cairn_buffer_release(&bytes);
}
END_TEST

START_TEST(the_last_put_of_a_name_counts)
{
    struct cairn_store_cache_name name = name_of(1, 1);
    struct cairn_store_cache *cache = open_good();

    cairn_store_cache_put(cache, &name, "damaged", 7);
    cairn_store_cache_flush(cache);
    ck_assert(!has(cache, 1, 1));
    put(cache, 1, 1);
    cairn_store_cache_flush(cache);
    ck_assert(has(cache, 1, 1));
    cairn_store_cache_close(cache);
}
END_TEST

/* Many small files' worth: written on the way, since megabytes are not kept. */
START_TEST(samples_are_written_on_the_way)
{
    struct cairn_store_cache *cache = open_good(), *other;

    for (uint32_t r = 0; r < 1000; r++)
        put(cache, 1, r);
    other = open_good();
    ck_assert(has(other, 1, 0));
    ck_assert(!has(other, 1, 999));
    cairn_store_cache_close(other);
    cairn_store_cache_close(cache);
}
END_TEST

static void die(bool flushed)
{
    pid_t pid = fork();

    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        struct cairn_store_cache *cache = open_cache();

        put(cache, 1, 0);
        if (flushed)
            cairn_store_cache_flush(cache);
        put(cache, 1, 1);
        raise(SIGKILL);
    }
    ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
}

START_TEST(what_was_flushed_survives_a_kill)
{
    struct cairn_store_cache *cache;

    die(false);
    check_usable();
    die(true);
    cache = open_good();
    ck_assert(has(cache, 1, 0));
    ck_assert(!has(cache, 1, 1));
    cairn_store_cache_close(cache);
}
END_TEST

START_TEST(two_sessions_at_once)
{
    struct cairn_store_cache *a = open_good(), *b = open_good();

    for (uint32_t r = 0; r < 10; r++) {
        put(a, 1, r);
        put(b, 1, r);
        put(b, 2, r);
        cairn_store_cache_flush(r % 2 ? a : b);
        ck_assert(has(r % 2 ? b : a, 1, r));
    }
    cairn_store_cache_close(a);
    cairn_store_cache_close(b);
    a = open_good();
    for (uint32_t r = 0; r < 10; r++)
        ck_assert(has(a, 1, r) && has(a, 2, r));
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
        cache = open_with("1", UINT64_MAX, MOST);
        for (uint32_t r = 0; r < EACH; r++) {
            put(cache, c, r);
            ck_assert(c == 0 || has(cache, 0, r));
        }
        cairn_store_cache_close(cache);
        ck_assert_int_eq(stat("c.cache", &found), 0);
        ck_assert_int_le(found.st_size, MOST);
    }
    ck_assert_int_gt(found.st_size, MOST / 2);
    cache = open_with("1", UINT64_MAX, MOST);
    ck_assert(has(cache, 0, 0) && has(cache, 0, EACH - 1));
    ck_assert(has(cache, 29, 0) && has(cache, 28, 0) && has(cache, 27, EACH - 1));
    for (uint64_t c = 1; c < 20; c++)
        ck_assert(!has(cache, c, 0) && !has(cache, c, EACH - 1));
    ck_assert_ptr_null(cairn_store_cache_text(cache));
    cairn_store_cache_close(cache);
}
END_TEST

START_TEST(a_session_does_not_push_out_its_own)
{
    enum { MOST = 1 << 20 };
    struct cairn_store_cache *cache = open_with("1", UINT64_MAX, MOST);
    struct stat found;

    for (uint32_t r = 0; r < 600; r++) {
        put(cache, r / 20, r);
        if (r % 50 == 49)
            cairn_store_cache_flush(cache);
    }
    check_text(cache, "cache file 'c.cache': it has reached its limit of 1 MiB; what is simulated "
                      "now is not remembered");
    ck_assert(has(cache, 0, 0) && has(cache, 0, 19) && has(cache, 4, 99));
    ck_assert(!has(cache, 29, 599));
    cairn_store_cache_close(cache);
    ck_assert_int_eq(stat("c.cache", &found), 0);
    ck_assert_int_le(found.st_size, MOST);
}
END_TEST

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
    struct cairn_store_cache *cache = open_cache();

    check_text(cache, text);
    ck_assert(!has(cache, 1, 0));
    put(cache, 1, 0);
    cairn_store_cache_flush(cache);
    ck_assert(!has(cache, 1, 0));
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
    fill(2, 1);
    sample_execute("c.cache", "PRAGMA user_version = 1000");
    check_left_alone("cache file 'c.cache': written by a newer cairn; going on without it");
}
END_TEST

START_TEST(an_older_one_is_begun_anew)
{
    struct cairn_store_cache *cache;

    fill(2, 1);
    sample_execute("c.cache", "DROP TABLE sample; PRAGMA user_version = 0");
    cache = open_cache();
    check_text(cache, "cache file 'c.cache': of an older cairn, and begun anew");
    ck_assert(!has(cache, 1, 0));
    cairn_store_cache_close(cache);
    check_usable();
}
END_TEST

START_TEST(no_place_for_a_file)
{
    struct cairn_store_cache_setup setup_of = {
        .path = "missing/c.cache", .model = "1", .most_bytes = ROOMY};
    struct cairn_store_cache *cache = cairn_store_cache_open(&setup_of);

    check_text(cache, "cache file 'missing/c.cache': cannot open: No such file or directory; going "
                      "on without it");
    put(cache, 1, 0);
    ck_assert(!has(cache, 1, 0));
    cairn_store_cache_close(cache);
    ck_assert_int_eq(mkdir("c.cache", 0700), 0);
    cache = open_cache();
    check_text(cache, "cache file 'c.cache': not a file; going on without it");
    cairn_store_cache_close(cache);
    ck_assert_int_eq(rmdir("c.cache"), 0);
}
END_TEST

START_TEST(an_empty_file_is_begun)
{
    write_whole("c.cache", "", 0);
    check_usable();
}
END_TEST

/* ---- damage ---- */

/* A session with a damaged file: sound samples or none, and the next session is like any other. */
static void check_survives(void)
{
    struct cairn_store_cache *cache = open_cache();

    for (uint64_t c = 0; c < 4; c++)
        for (uint32_t r = 0; r < 5; r++)
            has(cache, c, r);
    put(cache, 9, 9);
    cairn_store_cache_close(cache);
    cache = open_cache();
    cairn_store_cache_text(cache);
    if (!has(cache, 9, 9)) { /* damage that only shows here */
        put(cache, 9, 9);
        cairn_store_cache_flush(cache);
        cairn_store_cache_close(cache);
        cache = open_cache();
        ck_assert(has(cache, 9, 9));
    }
    cairn_store_cache_close(cache);
}

START_TEST(damaged_pages)
{
    size_t size;
    char *bytes, *damaged;
    int mended = 0;

    fill(4, 5);
    bytes = read_whole("c.cache", &size);
    damaged = cairn_alloc(size);
    for (size_t page = 0; page < size; page += 4096) {
        struct cairn_store_cache *cache;

        memcpy(damaged, bytes, size);
        memset(damaged + page + (page == 0 ? 100 : 0), 0xa5, 4096 - (page == 0 ? 100 : 0));
        write_whole("c.cache", damaged, size);
        cache = open_cache();
        has(cache, 0, 0);
        put(cache, 0, 9);
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

    fill(4, 5);
    bytes = read_whole("c.cache", &size);
    memset(bytes + 100, 0xa5, 4096 - 100); /* the schema, behind the header */
    write_whole("c.cache", bytes, size);
    cache = open_cache();
    check_text(cache, "cache file 'c.cache': it was damaged, and is begun anew");
    ck_assert(!has(cache, 0, 0));
    put(cache, 0, 0);
    cairn_store_cache_flush(cache);
    ck_assert(has(cache, 0, 0));
    cairn_store_cache_close(cache);
    check_usable();
    cairn_free(bytes);
}
END_TEST

START_TEST(cut_files)
{
    size_t size;
    char *bytes;

    fill(4, 5);
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

    fill(2, 1);
    ck_assert_int_eq(sqlite3_open("c.cache", &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    cache = open_cache();
    check_text(cache,
               "cache file 'c.cache': cannot open: in use by another process; going on without it");
    put(cache, 1, 1);
    ck_assert(!has(cache, 1, 0));
    cairn_store_cache_close(cache);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);

    cache = open_good();
    ck_assert_int_eq(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    put(cache, 1, 1);
    ck_assert(has(cache, 1, 0)); /* reading goes on */
    cairn_store_cache_flush(cache);
    check_text(cache, "cache file 'c.cache': cannot write: in use by another process; what is "
                      "simulated now is not remembered");
    ck_assert(has(cache, 1, 0));
    cairn_store_cache_close(cache);
    sqlite3_close(db);
}
END_TEST

/* The limit on the size of files stands in for a full disk. */
START_TEST(a_full_disk_is_done_without)
{
    struct rlimit limit;
    struct cairn_store_cache *cache;

    fill(2, 1);
    cache = open_good();
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = 100000;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    for (uint32_t r = 0; r < 50; r++)
        put(cache, 5, r);
    cairn_store_cache_flush(cache);
    ck_assert_ptr_nonnull(strstr(cairn_store_cache_text(cache), "cannot write: "));
    ck_assert(has(cache, 1, 0));
    cairn_store_cache_close(cache);
    limit.rlim_cur = limit.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    check_usable();
}
END_TEST

START_TEST(deleted_while_in_use)
{
    struct cairn_store_cache *cache;

    fill(2, 1);
    cache = open_good();
    ck_assert_int_eq(unlink("c.cache"), 0);
    put(cache, 1, 1);
    cairn_store_cache_flush(cache);
    cairn_store_cache_close(cache);
    check_usable();
}
END_TEST

/* Root may write anything, so a root is nobody for a while. */
START_TEST(a_file_to_be_read_only)
{
    struct cairn_store_cache *cache;
    bool root = geteuid() == 0;

    fill(2, 1);
    ck_assert_int_eq(chmod("c.cache", 0444), 0);
    ck_assert_int_eq(chmod(".", 0555), 0);
    if (root)
        ck_assert_int_eq(seteuid(65534), 0);
    cache = open_cache();
    check_text(cache, "cache file 'c.cache': cannot write: read-only; what is simulated now is not "
                      "remembered");
    ck_assert(has(cache, 1, 0));
    put(cache, 1, 1);
    cairn_store_cache_flush(cache);
    ck_assert_ptr_null(cairn_store_cache_text(cache));
    cairn_store_cache_close(cache);
    if (root)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(chmod(".", 0700), 0);
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

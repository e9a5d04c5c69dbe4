/* Whose a results file is, who else has it, and what a killed or failing writer leaves behind. */

#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "io/store.h"
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

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    ck_assert_int_eq(fclose(f), 0);
}

static void read_file(const char *path, struct cairn_buffer *bytes)
{
    cairn_buffer_init(bytes);
    FILE *f = fopen(path, "rb");
    if (!f)
        return;
    char chunk[4096];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        cairn_buffer_append(bytes, chunk, n);
    fclose(f);
}

static void write_sample(const char *path)
{
    struct cairn_store *store = sample_open(path);
    sample_fill(store, 'a');
    cairn_store_close(store);
}

static void expect(const char *path, enum cairn_store_mode mode, enum cairn_store_status status,
                   const char *text)
{
    struct cairn_store *store;
    ck_assert_int_eq(cairn_store_open(&store, path, mode), status);
    ck_assert_int_eq(cairn_store_status(store), status);
    ck_assert_str_eq(cairn_store_text(store), text);
    cairn_store_close(store);
}

/* sqlite3 and datasette see what it is; nothing is left beside it. */
START_TEST(created_whole)
{
    char answer[100];
    write_sample("r.sqlite");
    ck_assert_int_eq(sample_folder_count(), 1);
    sample_ask("r.sqlite", "PRAGMA application_id", answer, sizeof answer);
    ck_assert_str_eq(answer, "1667328370"); /* "cair" in ASCII, as docs/RESULTS.md says */
    sample_ask("r.sqlite", "PRAGMA user_version", answer, sizeof answer);
    ck_assert_str_eq(answer, "7"); /* as docs/RESULTS.md says */
    sample_ask("r.sqlite", "PRAGMA journal_mode", answer, sizeof answer);
    ck_assert_str_eq(answer, "delete");
    sample_ask("r.sqlite", "PRAGMA integrity_check", answer, sizeof answer);
    ck_assert_str_eq(answer, "ok");
    sample_ask("r.sqlite", "PRAGMA foreign_key_check", answer, sizeof answer);
    ck_assert_str_eq(answer, "");
    sample_ask("r.sqlite", "SELECT answer FROM v_optimum", answer, sizeof answer);
    ck_assert_str_eq(answer, "a box in every store");
}
END_TEST

/* Looking up a study that is there ("running again adds nothing") leaves the file as it is. */
START_TEST(looking_changes_nothing)
{
    char key[65];
    struct cairn_buffer before, after;
    write_sample("r.sqlite");
    read_file("r.sqlite", &before);
    for (int i = 0; i < 2; i++) {
        struct cairn_store *store;
        enum cairn_store_mode mode = i == 0 ? CAIRN_STORE_READ : CAIRN_STORE_WRITE;
        ck_assert_int_eq(cairn_store_open(&store, "r.sqlite", mode), CAIRN_STORE_OK);
        ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), 1);
        cairn_store_close(store);
    }
    read_file("r.sqlite", &after);
    ck_assert_uint_eq(after.size, before.size);
    ck_assert_mem_eq(after.data, before.data, before.size);
    ck_assert_int_eq(sample_folder_count(), 1);
    cairn_buffer_release(&before);
    cairn_buffer_release(&after);
}
END_TEST

START_TEST(an_empty_file_is_begun)
{
    write_file("r.sqlite", "");
    write_sample("r.sqlite");
    struct cairn_store *store;
    ck_assert_int_eq(cairn_store_open(&store, "r.sqlite", CAIRN_STORE_READ), CAIRN_STORE_OK);
    cairn_store_close(store);
}
END_TEST

/* Names that mean something else to SQLite or to URIs are names of files here. */
START_TEST(any_name_is_a_file)
{
    static const char *const names[] = {":memory:", "file:x?mode=memory", "a%41 b#c?d", "\xc3\xa9"};
    struct stat found;
    write_sample(names[_i]);
    ck_assert_int_eq(stat(names[_i], &found), 0);
    struct cairn_store *store;
    ck_assert_int_eq(cairn_store_open(&store, names[_i], CAIRN_STORE_READ), CAIRN_STORE_OK);
    cairn_store_close(store);
}
END_TEST

/* ---- files that are refused, unchanged, with nothing put beside them ---- */

static void make_text(void)
{
    write_file("f", "<scenario format=\"1\"/>\nnot a database, but long enough to be mistaken\n");
}
static void make_empty(void)
{
    write_file("f", "");
}
static void make_foreign(void)
{
    sample_execute("f", "PRAGMA application_id = 7; CREATE TABLE study (id); "
                        "INSERT INTO study VALUES (1)");
}
static void make_unmarked(void)
{
    sample_execute("f", "PRAGMA journal_mode = WAL; CREATE TABLE t (x)");
}
static void make_newer(void)
{
    write_sample("f");
    sample_execute("f", "PRAGMA user_version = 8");
}
static void make_older(void)
{
    write_sample("f");
    sample_execute("f", "PRAGMA user_version = 1");
}
static void make_truncated(void)
{
    write_sample("f");
    ck_assert_int_eq(truncate("f", 8192), 0);
}
static void make_folder(void)
{
    ck_assert_int_eq(mkdir("f", 0700), 0);
}
static void make_nothing(void)
{
}

#define F "results file 'f': "
static const struct {
    const char *path;
    void (*make)(void);
    int modes; /* bit 0: reading, bit 1: writing */
    enum cairn_store_status status;
    const char *text;
} refused[] = {
    {"f", make_text, 3, CAIRN_STORE_FOREIGN,
     F "not a results file of cairn, nor any SQLite "
       "database"},
    {"f", make_empty, 1, CAIRN_STORE_FOREIGN, F "empty, not a results file of cairn"},
    {"f", make_foreign, 3, CAIRN_STORE_FOREIGN,
     F "not a results file of cairn, but a database of another program"},
    {"f", make_unmarked, 3, CAIRN_STORE_FOREIGN,
     F "not a results file of cairn, but a database of another program"},
    {"f", make_newer, 3, CAIRN_STORE_OTHER_SCHEMA,
     F "written by a newer cairn: its schema is 8, this one knows 7"},
    {"f", make_older, 3, CAIRN_STORE_OTHER_SCHEMA,
     F "written by an older cairn: its schema is 1, this one knows 7"},
    {"f", make_truncated, 3, CAIRN_STORE_CORRUPT, F "cannot open: the file is damaged"},
    {"f", make_folder, 3, CAIRN_STORE_CANNOT_OPEN, F "not a file"},
    {"f", make_nothing, 1, CAIRN_STORE_CANNOT_OPEN, F "cannot open: No such file or directory"},
    {"no/such/f", make_nothing, 2, CAIRN_STORE_CANNOT_OPEN,
     "results file 'no/such/f': cannot create: the folder 'no/such' does not exist; make it, "
     "or say --db FILE"},
    {"/no-such-folder/f", make_nothing, 2, CAIRN_STORE_CANNOT_OPEN,
     "results file '/no-such-folder/f': cannot create: the folder '/no-such-folder' does not "
     "exist; make it, or say --db FILE"},
};

START_TEST(refused_and_unchanged)
{
    struct cairn_buffer before, after;
    refused[_i].make();
    read_file(refused[_i].path, &before);
    int files = sample_folder_count();
    for (int mode = 0; mode < 2; mode++)
        if (refused[_i].modes & 1 << mode)
            expect(refused[_i].path, mode == 0 ? CAIRN_STORE_READ : CAIRN_STORE_WRITE,
                   refused[_i].status, refused[_i].text);
    read_file(refused[_i].path, &after);
    ck_assert_uint_eq(after.size, before.size);
    ck_assert_mem_eq(after.data, before.data, before.size);
    ck_assert_int_eq(sample_folder_count(), files);
    cairn_buffer_release(&before);
    cairn_buffer_release(&after);
}
END_TEST

/* Permissions bind everyone but root, who becomes nobody for a while. */
START_TEST(without_permission)
{
    struct cairn_store *store;
    write_sample("r.sqlite");
    ck_assert_int_eq(chmod("r.sqlite", 0444), 0);
    ck_assert_int_eq(chmod(".", 0555), 0);
    bool root = geteuid() == 0;
    if (root)
        ck_assert_int_eq(seteuid(65534), 0);

    expect("r.sqlite", CAIRN_STORE_WRITE, CAIRN_STORE_CANNOT_OPEN,
           "results file 'r.sqlite': cannot write: Permission denied");
    expect("new.sqlite", CAIRN_STORE_WRITE, CAIRN_STORE_CANNOT_OPEN,
           "results file 'new.sqlite': cannot write into the folder '.': Permission denied");
    ck_assert_int_eq(cairn_store_open(&store, "r.sqlite", CAIRN_STORE_READ), CAIRN_STORE_OK);
    struct cairn_rows *rows = cairn_store_query(store, "SELECT answer FROM v_optimum", NULL, 0);
    ck_assert(cairn_rows_next(rows));
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_OK);
    cairn_store_close(store);

    if (root)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(chmod(".", 0700), 0);
}
END_TEST

/* ---- other processes ---- */

/* A child that has said "ready" and waits until its end of a pipe closes. */
struct child {
    pid_t pid;
    int ready, go;
};

static struct child child_start(void (*body)(int ready, int go))
{
    int ready[2], go[2];
    struct child child;
    ck_assert(pipe(ready) == 0 && pipe(go) == 0);
    fflush(NULL);
    child.pid = fork();
    ck_assert_int_ge(child.pid, 0);
    if (child.pid == 0) {
        close(ready[0]);
        close(go[1]);
        body(ready[1], go[0]);
        _exit(0);
    }
    close(ready[1]);
    close(go[0]);
    child.ready = ready[0];
    child.go = go[1];
    char byte;
    ck_assert_int_eq(read(child.ready, &byte, 1), 1);
    return child;
}

static int child_end(struct child child)
{
    int status;
    close(child.go);
    close(child.ready);
    ck_assert_int_eq(waitpid(child.pid, &status, 0), child.pid);
    return status;
}

static void hold(int ready, int go)
{
    char byte = 1;
    struct cairn_store *store;
    if (cairn_store_open(&store, "r.sqlite", CAIRN_STORE_WRITE) != CAIRN_STORE_OK)
        _exit(1);
    if (write(ready, &byte, 1) != 1)
        _exit(2);
    if (read(go, &byte, 1) != 0)
        _exit(3);
    cairn_store_close(store);
}

START_TEST(one_writer)
{
    static const char text[] = "results file 'r.sqlite': cannot open: in use by another process";
    write_sample("r.sqlite");
    struct child child = child_start(hold);
    expect("r.sqlite", CAIRN_STORE_WRITE, CAIRN_STORE_LOCKED, text);
    expect("r.sqlite", CAIRN_STORE_READ, CAIRN_STORE_LOCKED, text);
    ck_assert_int_eq(child_end(child), 0);

    struct cairn_store *store = sample_open("r.sqlite");
    sample_fill(store, 'b');
    expect("r.sqlite", CAIRN_STORE_WRITE, CAIRN_STORE_LOCKED, text); /* this process too */
    sample_fill(store, 'c');
    cairn_store_close(store);
}
END_TEST

/* A second look from the same process must not let go of what the first holds. */
START_TEST(a_refusal_keeps_the_lock)
{
    static struct cairn_store *store, *other; /* still there as the child ends */
    store = sample_open("r.sqlite");
    expect("r.sqlite", CAIRN_STORE_WRITE, CAIRN_STORE_LOCKED,
           "results file 'r.sqlite': cannot open: in use by another process");
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        _exit((int)cairn_store_open(&other, "r.sqlite", CAIRN_STORE_WRITE));
    int status;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), CAIRN_STORE_LOCKED);
    cairn_store_close(store);
}
END_TEST

/* Enough in one transaction that SQLite writes some of it before the commit. */
static void die_writing(int ready, int go)
{
    char byte = 1;
    (void)go;
    struct cairn_store *store = sample_open("r.sqlite");
    sample_fill(store, 'b');
    cairn_store_begin(store);
    int64_t study = sample_study(store, 'c');
    static char content[1 << 16];
    for (int i = 0; i < 200; i++) {
        char path[20], key[65];
        snprintf(path, sizeof path, "%d", i);
        CAIRN_STORE_ADD(store, "input", CAIRN_INTEGER("study", study), CAIRN_STRING("path", path),
                        CAIRN_STRING("sha256", sample_key('0', key)),
                        CAIRN_BLOB("content", content, sizeof content));
    }
    if (cairn_store_status(store) != CAIRN_STORE_OK || write(ready, &byte, 1) != 1)
        _exit(1);
    raise(SIGKILL);
}

START_TEST(a_killed_writer_leaves_no_half_study)
{
    write_sample("r.sqlite");
    struct child child = child_start(die_writing);
    int status = child_end(child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    ck_assert_int_gt(sample_folder_count(), 1); /* its journal is there: it was in the middle */

    /* Reading and writing find the same: what was committed. */
    char key[65], answer[100];
    enum cairn_store_mode mode = _i == 0 ? CAIRN_STORE_READ : CAIRN_STORE_WRITE;
    struct cairn_store *store;
    ck_assert_int_eq(cairn_store_open(&store, "r.sqlite", mode), CAIRN_STORE_OK);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), 1);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('b', key)), 2);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('c', key)), 0);
    struct cairn_rows *rows = cairn_store_query(store, "SELECT count(*) FROM input", NULL, 0);
    ck_assert(cairn_rows_next(rows));
    ck_assert_int_eq(cairn_rows_cell(rows, 0).integer, 2);
    cairn_rows_free(rows);
    cairn_store_close(store);

    store = sample_open("r.sqlite");
    sample_fill(store, 'c');
    cairn_store_close(store);
    ck_assert_int_eq(sample_folder_count(), 1);
    sample_ask("r.sqlite", "PRAGMA integrity_check", answer, sizeof answer);
    ck_assert_str_eq(answer, "ok");
}
END_TEST

/* ---- damage and full disks ---- */

/* A page overwritten where opening does not look: the first reading that does says so. */
START_TEST(damage_is_found_when_read)
{
    write_sample("r.sqlite");
    struct stat found;
    ck_assert_int_eq(stat("r.sqlite", &found), 0);
    char root[20];
    sample_ask("r.sqlite", "SELECT rootpage FROM sqlite_schema WHERE name = 'factor'", root,
               sizeof root);
    FILE *f = fopen("r.sqlite", "r+b");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(fseek(f, (atol(root) - 1) * 4096, SEEK_SET), 0);
    for (int i = 0; i < 4096; i++)
        putc(0xa5, f);
    ck_assert_int_eq(fclose(f), 0);

    struct cairn_store *store;
    ck_assert_int_eq(cairn_store_open(&store, "r.sqlite", CAIRN_STORE_READ), CAIRN_STORE_OK);
    struct cairn_rows *rows = cairn_store_canonical(store, "factor");
    ck_assert(!cairn_rows_next(rows));
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_CORRUPT);
    ck_assert_str_eq(cairn_store_text(store),
                     "results file 'r.sqlite': cannot read: the file is damaged");
    cairn_store_close(store);
}
END_TEST

static void allow(rlim_t bytes)
{
    struct rlimit limit;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* A limit on the size of files stands for a full disk. */
START_TEST(a_full_disk_loses_nothing)
{
    static char content[1 << 16];
    char key[65], answer[100];
    signal(SIGXFSZ, SIG_IGN);
    struct cairn_store *store = sample_open("r.sqlite");
    sample_fill(store, 'a');
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    int64_t study = sample_study(store, 'b');
    allow(1 << 18);
    for (int i = 0; i < 200; i++) {
        char path[20];
        snprintf(path, sizeof path, "%d", i);
        CAIRN_STORE_ADD(store, "input", CAIRN_INTEGER("study", study), CAIRN_STRING("path", path),
                        CAIRN_STRING("sha256", sample_key('0', key)),
                        CAIRN_BLOB("content", content, sizeof content));
    }
    ck_assert_int_eq(cairn_store_commit(store), CAIRN_STORE_FULL);
    ck_assert_msg(strstr(cairn_store_text(store), ": no space left"), "%s",
                  cairn_store_text(store));
    allow(RLIM_INFINITY);
    cairn_store_rollback(store);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), 1);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('b', key)), 0);
    sample_fill(store, 'b');
    cairn_store_close(store);
    sample_ask("r.sqlite", "PRAGMA integrity_check", answer, sizeof answer);
    ck_assert_str_eq(answer, "ok");
    ck_assert_int_eq(sample_folder_count(), 1);
}
END_TEST

/* A file that could not be begun is not left as an empty one. */
START_TEST(a_full_disk_begins_nothing)
{
    signal(SIGXFSZ, SIG_IGN);
    allow(1000);
    struct cairn_store *store;
    ck_assert_int_eq(cairn_store_open(&store, "r.sqlite", CAIRN_STORE_WRITE), CAIRN_STORE_FULL);
    cairn_store_close(store);
    allow(RLIM_INFINITY);
    ck_assert_int_eq(sample_folder_count(), 0);
}
END_TEST

Suite *test_store_file(void);
Suite *test_store_file(void)
{
    Suite *s = suite_create("store_file");
    TCase *tc = tcase_create("store_file");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, created_whole);
    tcase_add_test(tc, looking_changes_nothing);
    tcase_add_test(tc, an_empty_file_is_begun);
    tcase_add_loop_test(tc, any_name_is_a_file, 0, 4);
    tcase_add_loop_test(tc, refused_and_unchanged, 0, sizeof refused / sizeof refused[0]);
    tcase_add_test(tc, without_permission);
    tcase_add_test(tc, one_writer);
    tcase_add_test(tc, a_refusal_keeps_the_lock);
    tcase_add_loop_test(tc, a_killed_writer_leaves_no_half_study, 0, 2);
    tcase_add_test(tc, damage_is_found_when_read);
    tcase_add_test(tc, a_full_disk_loses_nothing);
    tcase_add_test(tc, a_full_disk_begins_nothing);
    suite_add_tcase(s, tc);
    return s;
}

/* What goes into a results file and comes out of it: rows, views, canonical order. */

#include <check.h>
#include <float.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "io/store.h"
#include "support/store_sample.h"

static struct sample_folder folder;
static struct cairn_store *store;

static void setup(void)
{
    sample_folder_enter(&folder);
    store = sample_open("r.sqlite");
}

static void teardown(void)
{
    cairn_store_close(store);
    sample_folder_leave(&folder);
}

START_TEST(finds_what_was_committed)
{
    char key[65];
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), 0);
    int64_t a = sample_fill(store, 'a');
    int64_t b = sample_fill(store, 'b');
    ck_assert_int_ne(a, b);

    cairn_store_close(store);
    store = sample_open("r.sqlite");
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), a);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('b', key)), b);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('c', key)), 0);
    ck_assert_int_eq(cairn_store_status(store), CAIRN_STORE_OK);
}
END_TEST

START_TEST(rolled_back_is_gone)
{
    char key[65];
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    ck_assert_int_gt(sample_study(store, 'a'), 0);
    cairn_store_rollback(store);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), 0);

    /* Closing in a transaction rolls back too. */
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    ck_assert_int_gt(sample_study(store, 'a'), 0);
    cairn_store_close(store);
    store = sample_open("r.sqlite");
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), 0);
}
END_TEST

/* Every kind of value comes back with the same bits. */
START_TEST(values_survive)
{
    static const double reals[] = {0.1, -DBL_MAX, DBL_MIN, 0x1p-1074, 1e15, 3};
    static const char text[] = "\xc3\xa9t\xc3\xa9 'quoted' \"twice\"\n; DROP TABLE study; --";
    static const unsigned char blob[] = {0, 1, 255, 0, '\n'};
    char hash[65];

    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    int64_t study = sample_study(store, 'a');
    for (int i = 0; i < 6; i++)
        CAIRN_STORE_ADD(store, "factor", CAIRN_INTEGER("study", study), CAIRN_INTEGER("factor", i),
                        CAIRN_STRING("name", text), CAIRN_INTEGER("window", INT64_MIN + i),
                        CAIRN_REAL("value", reals[i]), CAIRN_NULL("unit"));
    CAIRN_STORE_ADD(store, "input", CAIRN_INTEGER("study", study), CAIRN_STRING("path", ""),
                    CAIRN_STRING("sha256", sample_key('0', hash)),
                    CAIRN_BLOB("content", blob, sizeof blob));
    CAIRN_STORE_ADD(store, "input", CAIRN_INTEGER("study", study), CAIRN_STRING("path", "empty"),
                    CAIRN_STRING("sha256", hash), CAIRN_BLOB("content", NULL, 0));
    ck_assert_int_eq(cairn_store_commit(store), CAIRN_STORE_OK);

    struct cairn_cell parameter = CAIRN_STRING("name", text);
    struct cairn_rows *rows = cairn_store_query(
        store, "SELECT name, window, value, unit FROM factor WHERE name = :name ORDER BY factor",
        &parameter, 1);
    ck_assert_int_eq(cairn_rows_width(rows), 4);
    ck_assert_str_eq(cairn_rows_name(rows, 3), "unit");
    for (int i = 0; i < 6; i++) {
        ck_assert(cairn_rows_next(rows));
        ck_assert_str_eq(cairn_rows_cell(rows, 0).bytes, text);
        ck_assert_uint_eq(cairn_rows_cell(rows, 0).size, sizeof text - 1);
        ck_assert(cairn_rows_cell(rows, 1).integer == INT64_MIN + i);
        ck_assert_int_eq(cairn_rows_cell(rows, 2).kind, CAIRN_CELL_REAL);
        ck_assert(cairn_rows_cell(rows, 2).real == reals[i]);
        ck_assert_int_eq(cairn_rows_cell(rows, 3).kind, CAIRN_CELL_NULL);
    }
    ck_assert(!cairn_rows_next(rows));
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_OK);

    rows = cairn_store_query(store, "SELECT content FROM input ORDER BY path", NULL, 0);
    ck_assert(cairn_rows_next(rows));
    ck_assert_int_eq(cairn_rows_cell(rows, 0).kind, CAIRN_CELL_BLOB);
    ck_assert_mem_eq(cairn_rows_cell(rows, 0).bytes, blob, sizeof blob);
    ck_assert_uint_eq(cairn_rows_cell(rows, 0).size, sizeof blob);
    ck_assert(cairn_rows_next(rows));
    ck_assert_int_eq(cairn_rows_cell(rows, 0).kind, CAIRN_CELL_BLOB);
    ck_assert_uint_eq(cairn_rows_cell(rows, 0).size, 0);
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_OK);
}
END_TEST

START_TEST(absent_is_null)
{
    ck_assert_int_eq(CAIRN_STRING("x", NULL).kind, CAIRN_CELL_NULL);
    ck_assert_int_eq(CAIRN_INDEX("x", -1).kind, CAIRN_CELL_NULL);
    ck_assert_int_eq(CAIRN_INDEX("x", 0).kind, CAIRN_CELL_INTEGER);
    ck_assert_int_eq(CAIRN_REAL_OR_NULL("x", NAN).kind, CAIRN_CELL_NULL);
    ck_assert_int_eq(CAIRN_REAL_OR_NULL("x", 0.0).kind, CAIRN_CELL_REAL);
}
END_TEST

/* Rows that break a rule of the schema, one rule each, and a word of the message. */
static const struct {
    const char *table, *says;
    struct cairn_cell values[6];
    int n;
} broken[] = {
    {"run", "FOREIGN KEY", {{"study", CAIRN_CELL_INTEGER, 77, 0, 0, 0}}, 1},
    {"flag", "NOT NULL", {{"study", CAIRN_CELL_INTEGER, 1, 0, 0, 0}}, 1},
    {"pruned",
     "cannot store TEXT value in INTEGER column",
     {{"study", CAIRN_CELL_INTEGER, 1, 0, 0, 0},
      {"pruned", CAIRN_CELL_TEXT, 0, 0, "one", 3},
      {"workload", CAIRN_CELL_TEXT, 0, 0, "w", 1},
      {"reason", CAIRN_CELL_TEXT, 0, 0, "r", 1},
      {"text", CAIRN_CELL_TEXT, 0, 0, "t", 1}},
     5},
    {"input",
     "CHECK constraint failed: length(sha256)",
     {{"study", CAIRN_CELL_INTEGER, 1, 0, 0, 0},
      {"path", CAIRN_CELL_TEXT, 0, 0, "p", 1},
      {"sha256", CAIRN_CELL_TEXT, 0, 0, "short", 5},
      {"content", CAIRN_CELL_BLOB, 0, 0, "", 0}},
     4},
    {"factor",
     "FOREIGN KEY",
     {{"study", CAIRN_CELL_INTEGER, 1, 0, 0, 0},
      {"factor", CAIRN_CELL_INTEGER, 0, 0, 0, 0},
      {"name", CAIRN_CELL_TEXT, 0, 0, "f", 1},
      {"value", CAIRN_CELL_REAL, 0, 1, 0, 0},
      {"source", CAIRN_CELL_TEXT, 0, 0, "nobody", 6}},
     5},
};

START_TEST(broken_rows_are_refused)
{
    char key[65];
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    ck_assert_int_eq(sample_study(store, 'a'), 1);
    if (strcmp(broken[_i].table, "run") == 0) {
        /* Give it all that it needs but its study. */
        CAIRN_STORE_ADD(store, "run", CAIRN_INTEGER("study", 77), CAIRN_STRING("started", "a"),
                        CAIRN_STRING("finished", "b"), CAIRN_STRING("cairn", "c"),
                        CAIRN_STRING("compiler", "d"), CAIRN_STRING("host", "e"),
                        CAIRN_INTEGER("threads", 1), CAIRN_REAL("seconds", 1),
                        CAIRN_INTEGER("requests", 1), CAIRN_INTEGER("events", 1));
    } else {
        int64_t id = cairn_store_insert(store, broken[_i].table, broken[_i].values, broken[_i].n);
        ck_assert_int_eq(id, 0);
    }
    ck_assert_int_eq(cairn_store_status(store), CAIRN_STORE_REFUSED);
    ck_assert_msg(strstr(cairn_store_text(store), broken[_i].says), "%s", cairn_store_text(store));

    /* It sticks, and takes the study with it. */
    ck_assert_int_eq(sample_study(store, 'b'), 0);
    ck_assert_int_eq(cairn_store_commit(store), CAIRN_STORE_REFUSED);
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_REFUSED); /* until this: */
    cairn_store_rollback(store);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), 0);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('b', key)), 0);
    ck_assert_int_eq(sample_fill(store, 'a'), 1);
}
END_TEST

START_TEST(a_key_stands_once)
{
    sample_fill(store, 'a');
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    ck_assert_int_eq(sample_study(store, 'a'), 0);
    ck_assert_str_eq(cairn_store_text(store), "results file 'r.sqlite': cannot insert into study: "
                                              "UNIQUE constraint failed: study.key");
    ck_assert_int_eq(cairn_store_commit(store), CAIRN_STORE_REFUSED);
    cairn_store_rollback(store);
    ck_assert_double_eq(sample_number(store, "SELECT count(*) FROM study"), 1);
}
END_TEST

/* A programmer's mistakes: an assertion where there are any, a refusal otherwise. */
static const struct {
    const char *table, *column;
    double value;
} mistakes[] = {
    {"study", "no_such_column", 1}, {"no_such_table", "study", 1},  {"factor", "value", NAN},
    {"factor", "value", INFINITY},  {"factor", "value", -INFINITY},
};

START_TEST(mistakes_are_caught)
{
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        fclose(stderr);
        signal(SIGABRT, SIG_DFL);
        CAIRN_STORE_ADD(store, mistakes[_i].table,
                        CAIRN_REAL(mistakes[_i].column, mistakes[_i].value));
        _exit(cairn_store_status(store) == CAIRN_STORE_REFUSED ? 1 : 2);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
#ifdef NDEBUG
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
#else
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
#endif
    cairn_store_rollback(store);
}
END_TEST

static void count_all(char *counts, size_t size)
{
    size_t used = 0;
    const char *table;
    for (int i = 0; (table = cairn_store_table(i)) != NULL; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
        used += (size_t)snprintf(counts + used, size - used, "%s %g\n", table,
                                 sample_number(store, sql));
        ck_assert_uint_lt(used, size);
    }
}

START_TEST(forgotten_with_all_that_is_its)
{
    char one[1000], again[1000], key[65];
    sample_fill(store, 'a');
    count_all(one, sizeof one);
    ck_assert_ptr_null(strstr(one, " 0\n")); /* the sample has a row in each table */
    int64_t b = sample_fill(store, 'b');

    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    cairn_store_forget(store, b);
    ck_assert_int_eq(cairn_store_commit(store), CAIRN_STORE_OK);
    count_all(again, sizeof again);
    ck_assert_str_eq(again, one);
    ck_assert_double_eq(sample_number(store, "SELECT count(*) FROM run"), 1);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), 1);
}
END_TEST

static void collect(void *context, const char *line)
{
    cairn_buffer_puts(context, line);
    cairn_buffer_putc(context, '\n');
}

static void dump(struct cairn_store *from, struct cairn_buffer *text)
{
    cairn_buffer_init(text);
    ck_assert_int_eq(cairn_store_dump(from, collect, text), CAIRN_STORE_OK);
}

START_TEST(canonical_whatever_the_order)
{
    sample_fill(store, 'a');
    sample_fill(store, 'b');
    sample_fill(store, 'c');
    struct cairn_store *other = sample_open("other.sqlite");
    sample_fill(other, 'c');
    sample_fill(other, 'x');
    sample_fill(other, 'b');
    ck_assert_int_eq(cairn_store_begin(other), CAIRN_STORE_OK);
    cairn_store_forget(other, 2);
    ck_assert_int_eq(cairn_store_commit(other), CAIRN_STORE_OK);
    sample_fill(other, 'a');

    struct cairn_buffer first, second;
    dump(store, &first);
    dump(other, &second);
    ck_assert_str_eq(first.data, second.data);
    ck_assert_ptr_nonnull(strstr(first.data, "\nfactor study=\"aaaa"));
    ck_assert_ptr_null(strstr(first.data, "2026-01-02")); /* when: not deterministic */
    cairn_buffer_release(&second);

    /* The last bit of one number shows. */
    cairn_store_close(other);
    sample_execute("other.sqlite", "UPDATE optimum SET carbon_kg = carbon_kg * (1 + 3e-16) "
                                   "WHERE study = 1");
    other = sample_open("other.sqlite");
    dump(other, &second);
    ck_assert_str_ne(first.data, second.data);
    cairn_buffer_release(&first);
    cairn_buffer_release(&second);
    cairn_store_close(other);
}
END_TEST

/* A new table is in the canonical order, or said not to be. */
START_TEST(every_table_is_accounted_for)
{
    char name[100], sql[200];
    double n = sample_number(
        store, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT IN "
               "('run', 'basis', 'measure', 'category')");
    int listed = 0;
    for (const char *table; (table = cairn_store_table(listed)) != NULL; listed++) {
        snprintf(sql, sizeof sql,
                 "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = "
                 "'%s'",
                 table);
        sample_text(store, sql, name, sizeof name);
    }
    ck_assert_double_eq(n, listed);
    /* All strict, so that nothing of the wrong type can get in. */
    ck_assert_double_eq(sample_number(store,
                                      "SELECT count(*) FROM pragma_table_list WHERE type = 'table' "
                                      "AND NOT strict AND name NOT LIKE 'sqlite%'"),
                        0);
}
END_TEST

START_TEST(an_infinite_number_is_not_read)
{
    struct cairn_rows *rows = cairn_store_query(store, "SELECT 1 AS a, -9e999 AS b", NULL, 0);

    ck_assert(!cairn_rows_next(rows));
    ck_assert(!cairn_rows_next(rows));
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_FOREIGN);
    ck_assert_str_eq(cairn_store_text(store),
                     "results file 'r.sqlite': its column 'b' holds an infinite number");
}
END_TEST

START_TEST(a_bad_query_says_why)
{
    struct cairn_rows *rows = cairn_store_query(store, "SELECT * FROM v_missing", NULL, 0);
    ck_assert(!cairn_rows_next(rows));
    ck_assert_int_eq(cairn_rows_width(rows), 0);
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_REFUSED);
    ck_assert_str_eq(cairn_store_text(store),
                     "results file 'r.sqlite': cannot read: no such table: v_missing");
    rows = cairn_store_query(store, "SELECT 1", NULL, 0);
    ck_assert(!cairn_rows_next(rows)); /* it sticks, so that who looks at the end sees it */
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_REFUSED);
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_REFUSED);
    cairn_store_rollback(store);
    ck_assert_int_eq(cairn_store_status(store), CAIRN_STORE_OK);
    ck_assert_double_eq(sample_number(store, "SELECT 1"), 1);
}
END_TEST

Suite *test_store(void);
Suite *test_store(void)
{
    Suite *s = suite_create("store");
    TCase *tc = tcase_create("store");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, finds_what_was_committed);
    tcase_add_test(tc, rolled_back_is_gone);
    tcase_add_test(tc, values_survive);
    tcase_add_test(tc, absent_is_null);
    tcase_add_loop_test(tc, broken_rows_are_refused, 0, sizeof broken / sizeof broken[0]);
    tcase_add_test(tc, a_key_stands_once);
    tcase_add_loop_test(tc, mistakes_are_caught, 0, sizeof mistakes / sizeof mistakes[0]);
    tcase_add_test(tc, forgotten_with_all_that_is_its);
    tcase_add_test(tc, canonical_whatever_the_order);
    tcase_add_test(tc, every_table_is_accounted_for);
    tcase_add_test(tc, an_infinite_number_is_not_read);
    tcase_add_test(tc, a_bad_query_says_why);
    suite_add_tcase(s, tc);
    return s;
}

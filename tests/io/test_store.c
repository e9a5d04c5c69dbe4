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

static double ask_number(const char *sql)
{
    struct cairn_rows *rows = cairn_store_query(store, sql, NULL, 0);
    ck_assert_msg(cairn_rows_next(rows), "%s: %s", sql, cairn_store_text(store));
    struct cairn_cell cell = cairn_rows_cell(rows, 0);
    double value = cell.kind == CAIRN_CELL_INTEGER ? (double)cell.integer : cell.real;
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_OK);
    return value;
}

static void ask_text(const char *sql, char *answer, size_t size)
{
    struct cairn_rows *rows = cairn_store_query(store, sql, NULL, 0);
    ck_assert_msg(cairn_rows_next(rows), "%s: %s", sql, cairn_store_text(store));
    struct cairn_cell cell = cairn_rows_cell(rows, 0);
    ck_assert_int_eq(cell.kind, CAIRN_CELL_TEXT);
    snprintf(answer, size, "%s", (const char *)cell.bytes);
    ck_assert_int_eq(cairn_rows_free(rows), CAIRN_STORE_OK);
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
    ck_assert_double_eq(ask_number("SELECT count(*) FROM study"), 1);
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
        used += (size_t)snprintf(counts + used, size - used, "%s %g\n", table, ask_number(sql));
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
    ck_assert_double_eq(ask_number("SELECT count(*) FROM run"), 1);
    ck_assert_int_eq(cairn_store_find_study(store, sample_key('a', key)), 1);
}
END_TEST

/* The expected figures are those of store_sample.h, done by hand there. */
START_TEST(footprint_is_quantity_times_factors)
{
    sample_fill(store, 'a');
    sample_fill(store, 'b');
    static const char *const where = "SELECT value FROM v_footprint WHERE study = 1 AND basis = ";
    char sql[200];
    snprintf(sql, sizeof sql, "%s'inventory'", where);
    ck_assert_double_eq_tol(ask_number(sql), 0.030, 0.030 * 1e-12);
    snprintf(sql, sizeof sql, "%s'sci'", where);
    ck_assert_double_eq_tol(ask_number(sql), 0.030, 0.030 * 1e-12);
    snprintf(sql, sizeof sql, "%s'decision'", where);
    ck_assert_double_eq_tol(ask_number(sql), 150, 150 * 1e-12);
    /* One row for each basis and part; the horizon is two years. */
    ck_assert_double_eq(ask_number("SELECT count(*) FROM v_footprint WHERE study = 1"), 4);
    ck_assert_double_eq_tol(
        ask_number("SELECT value_per_year FROM v_footprint WHERE study = 1 AND basis = 'decision'"),
        75, 75 * 1e-12);

    /* A planner's what-if, by a plain client: half the intensity of the grid is half the carbon. */
    cairn_store_close(store);
    sample_execute("r.sqlite", "UPDATE factor SET value = 250 WHERE study = 1 AND name = "
                               "'intensity' AND subject = 'PL'");
    store = sample_open("r.sqlite");
    snprintf(sql, sizeof sql, "%s'inventory'", where);
    ck_assert_double_eq_tol(ask_number(sql), 0.015, 0.015 * 1e-12);
    ck_assert_double_eq_tol(
        ask_number("SELECT value FROM v_footprint WHERE study = 2 AND basis = 'inventory'"), 0.030,
        0.030 * 1e-12);
}
END_TEST

START_TEST(views_read_as_answers)
{
    char text[500];
    sample_fill(store, 'a');
    ask_text("SELECT scenario || ' | ' || question || ' | ' || answer || ' | ' || placement || "
             "' over ' || runner_up || ' | ' || change_from_baselines FROM v_optimum",
             text, sizeof text);
    ck_assert_str_eq(text, "cameras | A box or a GPU? | a box in every store | box over gpu | "
                           "all-cloud: no region; today: -0.03 kg (-50 %)");
    ck_assert_double_eq(ask_number("SELECT carbon_kg_per_year FROM v_optimum"), 0.015);
    ck_assert_double_eq(ask_number("SELECT flags FROM v_optimum"), 1);

    ask_text("SELECT calculation FROM v_term WHERE part = 'busy'", text, sizeof text);
    ck_assert_str_eq(text, "3.6e+12 ns busy of box in window 0 x 10 W busy power of orin x "
                           "4 copies of store x 1.5 pue of store x 500 g/kWh intensity of PL x "
                           "2.77778e-16");
    ask_text("SELECT calculation FROM v_term WHERE part = 'embodied'", text, sizeof text);
    ck_assert_str_eq(text, "3 x 50000 g embodied carbon of orin");

    ask_text("SELECT broken_promises FROM v_candidate WHERE rank = 2", text, sizeof text);
    ck_assert_str_eq(text, "frames p95");
    ck_assert_double_eq(ask_number("SELECT devices FROM v_route"), 8); /* 4 copies of 2 */
    ck_assert_double_eq(ask_number("SELECT embodied_bought_kg FROM v_purchase"), 800); /* 8x2x50 */
    ck_assert_double_eq(ask_number("SELECT price_bought_usd FROM v_purchase"), 9600);
    ck_assert_double_eq(ask_number("SELECT decides FROM v_basis"), 0);
    ck_assert_double_eq(ask_number("SELECT count(*) FROM v_promise"), 2);
    ck_assert_double_eq(ask_number("SELECT count(*) FROM v_baseline"), 2);
    ck_assert_double_eq(ask_number("SELECT concerns_answer FROM v_flag"), 1);
    ck_assert_double_eq(ask_number("SELECT placements FROM v_flag"), 0); /* the whole study */
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

/* By hand from the sample: two points of a front, a flip from 1.2 to 1.8, two years. */
START_TEST(fronts_and_flips_are_told)
{
    char text[100];

    sample_fill(store, 'a');
    /* 300 USD more for 0.03 kg less; nothing to compare the last one with */
    ck_assert_double_eq_tol(ask_number("SELECT value_per_kg FROM v_pareto WHERE rank = 1"), 1e4,
                            1e-6);
    ck_assert_double_eq(ask_number("SELECT value_per_kg IS NULL FROM v_pareto WHERE rank = 2"), 1);
    ck_assert_double_eq(ask_number("SELECT value_per_year FROM v_pareto WHERE rank = 1"), 450);
    ck_assert_double_eq_tol(ask_number("SELECT change_share FROM v_flip"), 0.5, 1e-12);
    ask_text("SELECT role FROM v_flip", text, sizeof text);
    ck_assert_str_eq(text, "runner-up");
    ck_assert_double_eq(ask_number("SELECT used_share FROM v_budget"), 0.9);
    ask_text("SELECT what FROM v_binding LIMIT 1", text, sizeof text);
    ck_assert_str_eq(text, "budget of money"); /* 0.9 used; of the promise a half */
    ask_text("SELECT breaks FROM v_excluded", text, sizeof text);
    ck_assert_str_eq(text, "promise of p95 to frames");
    ck_assert_double_eq(ask_number("SELECT more_per_year FROM v_next_best"), 0.015);
    /* what is of nothing in particular is named all the same */
    ask_text("SELECT words FROM v_flip", text, sizeof text);
    ck_assert_str_eq(text, "pue of store");
    cairn_store_close(store);
    sample_execute("r.sqlite", "UPDATE flip SET number = 'repair.wasted', subject = NULL");
    store = sample_open("r.sqlite");
    ask_text("SELECT words FROM v_flip", text, sizeof text);
    ck_assert_str_eq(text, "repair wasted");
}
END_TEST

/* A new table is in the canonical order, or said not to be. */
/* Hours of the sample's one window: their mean is what the footprint has in all. */
START_TEST(hours_add_up_to_the_footprint)
{
    sample_fill(store, 'a');
    ck_assert_double_eq(ask_number("SELECT count(DISTINCT hour) FROM v_hour"), 168);
    double mean = ask_number("SELECT sum(carbon_kg_per_hour) / 168 FROM v_hour");
    double all = ask_number("SELECT sum(v.value) FROM v_footprint v JOIN study s ON s.id = v.study "
                            "AND s.basis = v.basis WHERE v.measure = 'carbon'");
    ck_assert(all > 0);
    ck_assert_double_eq_tol(mean, all / (2 * 8760), 1e-12 * all); /* its horizon is two years */
}
END_TEST

START_TEST(every_table_is_accounted_for)
{
    char name[100], sql[200];
    double n = ask_number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT IN "
                          "('run', 'basis', 'measure', 'category')");
    int listed = 0;
    for (const char *table; (table = cairn_store_table(listed)) != NULL; listed++) {
        snprintf(sql, sizeof sql,
                 "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = "
                 "'%s'",
                 table);
        ask_text(sql, name, sizeof name);
    }
    ck_assert_double_eq(n, listed);
    /* All strict, so that nothing of the wrong type can get in. */
    ck_assert_double_eq(ask_number("SELECT count(*) FROM pragma_table_list WHERE type = 'table' "
                                   "AND NOT strict AND name NOT LIKE 'sqlite%'"),
                        0);
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
    ck_assert_double_eq(ask_number("SELECT 1"), 1);
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
    tcase_add_test(tc, footprint_is_quantity_times_factors);
    tcase_add_test(tc, views_read_as_answers);
    tcase_add_test(tc, canonical_whatever_the_order);
    tcase_add_test(tc, every_table_is_accounted_for);
    tcase_add_test(tc, hours_add_up_to_the_footprint);
    tcase_add_test(tc, fronts_and_flips_are_told);
    tcase_add_test(tc, a_bad_query_says_why);
    suite_add_tcase(s, tc);
    return s;
}

/* docs/RESULTS.md says what the results file holds: every table, view and column, nothing else. */

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "io/store.h"
#include "support/store_sample.h"

static struct sample_folder folder;
static struct cairn_store *store;
static struct cairn_buffer page;

/* The runner starts at the top of the tree; the folder is entered after the page is read. */
static void setup(void)
{
    cairn_buffer_init(&page);
    FILE *f = fopen("docs/RESULTS.md", "rb");
    ck_assert_msg(f != NULL, "docs/RESULTS.md: not found; tests run from the top of the tree");
    char chunk[4096];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        cairn_buffer_append(&page, chunk, n);
    fclose(f);
    sample_folder_enter(&folder);
    store = sample_open("r.sqlite");
    sample_fill(store, 'a');
}

static void teardown(void)
{
    cairn_store_close(store);
    sample_folder_leave(&folder);
    cairn_buffer_release(&page);
}

/* Appends " name" for each name in backquotes in the first cell of the rows below a heading. */
static void documented(const char *object, struct cairn_buffer *names)
{
    char heading[100];
    snprintf(heading, sizeof heading, "\n### %s\n", object);
    const char *at = strstr(page.data, heading);
    ck_assert_msg(at != NULL, "docs/RESULTS.md has no heading '### %s'", object);
    at = strchr(at + 1, '\n') + 1;
    while (*at && strncmp(at, "##", 2) != 0) {
        const char *end = strchr(at, '\n');
        if (strncmp(at, "| `", 3) == 0) {
            const char *cell_end = strchr(at + 1, '|');
            for (const char *open = at; (open = strchr(open, '`')) && open < cell_end;) {
                const char *close = strchr(open + 1, '`');
                cairn_buffer_putc(names, ' ');
                cairn_buffer_append(names, open + 1, (size_t)(close - open - 1));
                open = close + 1;
            }
        }
        at = end + 1;
    }
    cairn_buffer_putc(names, ' ');
}

/* Names in the order of the page and of the schema differ, so each is looked for in the other. */
START_TEST(every_column_is_described)
{
    struct cairn_rows *objects = cairn_store_query(
        store, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')", NULL, 0);
    int n_objects = 0;
    for (; cairn_rows_next(objects); n_objects++) {
        const char *object = cairn_rows_cell(objects, 0).bytes;
        struct cairn_buffer names;
        cairn_buffer_init(&names);
        documented(object, &names);

        struct cairn_cell parameter = CAIRN_STRING("name", object);
        struct cairn_rows *columns = cairn_store_query(
            store, "SELECT ' ' || name || ' ' FROM pragma_table_info(:name)", &parameter, 1);
        int n_columns = 0;
        for (; cairn_rows_next(columns); n_columns++) {
            const char *column = cairn_rows_cell(columns, 0).bytes;
            ck_assert_msg(strstr(names.data, column) != NULL, "%s: no row for%s", object, column);
        }
        ck_assert_int_eq(cairn_rows_free(columns), CAIRN_STORE_OK);

        int n_names = -1;
        for (const char *c = names.data; *c; c++)
            n_names += *c == ' ';
        ck_assert_msg(n_names == n_columns, "%s has %d columns, its section names %d:%s", object,
                      n_columns, n_names, names.data);
        cairn_buffer_release(&names);
    }
    ck_assert_int_eq(cairn_rows_free(objects), CAIRN_STORE_OK);

    int headings = 0;
    for (const char *at = page.data; (at = strstr(at, "\n### ")) != NULL; at++)
        headings++;
    ck_assert_int_eq(headings, n_objects);
}
END_TEST

/* Each block of SQL in the page runs as it stands there, by a plain client. */
START_TEST(queries_work)
{
    cairn_store_close(store);
    int n = 0;
    for (char *at = page.data; (at = strstr(at, "\n```sql\n")) != NULL; n++) {
        char *end = strstr(at + 8, "\n```");
        ck_assert_ptr_nonnull(end);
        *end = '\0';
        sample_execute("r.sqlite", at + 8);
        at = end + 1;
    }
    ck_assert_int_ge(n, 5);

    /* One of them halves the intensity of PL, and with it the 30 g of the sample. */
    char answer[50];
    sample_ask("r.sqlite", "SELECT printf('%.9f', value) FROM v_footprint WHERE basis = 'sci'",
               answer, sizeof answer);
    ck_assert_str_eq(answer, "0.015000000");
    store = sample_open("r.sqlite");
}
END_TEST

Suite *test_store_docs(void);
Suite *test_store_docs(void)
{
    Suite *s = suite_create("store_docs");
    TCase *tc = tcase_create("store_docs");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, every_column_is_described);
    tcase_add_test(tc, queries_work);
    suite_add_tcase(s, tc);
    return s;
}

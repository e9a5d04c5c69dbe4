/* The views over a small results file whose rows are those of support/store_sample.c. */

#include <check.h>
#include <stdlib.h>

#include "cli/call.c"
#include "cli/cmd_show.c"
#include "cli/output.c"
#include "cli/pace.c"
#include "cli/progress.c"
#include "cli/studies.c"
#include "cli/view.c"
#include "cli/view_answer.c"
#include "cli/view_growth.c"
#include "cli/view_ledger.c"
#include "cli/view_sweep.c"
#include "support/store_sample.h"

static struct sample_folder folder;
static struct cairn_output output;

static void setup(void)
{
    struct cairn_store *store;

    sample_folder_enter(&folder);
    store = sample_open("r.sqlite");
    sample_fill(store, 'a');
    cairn_store_close(store);
    cairn_buffer_init(&output.data);
    output.error = 0;
}

static void teardown(void)
{
    cairn_buffer_release(&output.data);
    sample_folder_leave(&folder);
}

/* What `cairn show` with these words prints; words end with NULL. */
static const char *show(const char *const *words, int status)
{
    struct cairn_call call = {.command = &cairn_cmd_show, .output = &output};
    struct cairn_buffer error;
    int n = 0;

    while (words[n])
        n++;
    cairn_buffer_init(&error);
    cairn_buffer_clear(&output.data);
    cairn_options_init(&call.options, "show", cairn_cmd_show.options);
    ck_assert(cairn_options_parse(&call.options, n, (char *const *)words, &error));
    ck_assert_int_eq(cairn_cmd_show.run(&call), status);
    cairn_options_release(&call.options);
    cairn_buffer_release(&error);
    return output.data.data;
}

#define SHOW(status, ...) show((const char *const[]){__VA_ARGS__, NULL}, status)

START_TEST(test_every_view)
{
    const struct cairn_view *view = cairn_view_at(_i);
    const char *text = SHOW(CAIRN_EXIT_FINE, "r.sqlite", view->name);

    ck_assert_msg(strncmp(text, "scenario ", 9) == 0, "%s", text);
    ck_assert_ptr_nonnull(strchr(text, '\n'));
    ck_assert_msg(strchr(text, '\n')[1], "%s has no row", view->name);
}
END_TEST

/* Every view of the file can be shown, and help lists them all. */
START_TEST(test_all_views_of_the_schema)
{
    struct cairn_buffer help;
    const struct cairn_view *view;
    char answer[16];
    int n = 0;

    cairn_buffer_init(&help);
    cairn_cmd_show.list(&help);
    sample_ask("r.sqlite", "SELECT count(*) FROM sqlite_schema WHERE type = 'view'", answer,
               sizeof answer);
    for (; (view = cairn_view_at(n)); n++) {
        ck_assert_msg(strstr(help.data, view->name) != NULL, "%s", view->name);
        ck_assert_msg(strstr(help.data, view->help) != NULL, "%s", view->name);
    }
    ck_assert_int_eq(n, atoi(answer));
    cairn_buffer_release(&help);
}
END_TEST

/* 30 g under inventory and sci, 150 kg under decision: see support/store_sample.h */
START_TEST(test_footprint)
{
    const char *text = SHOW(CAIRN_EXIT_FINE, "footprint", "--db", "r.sqlite", "--csv");

    ck_assert_msg(strstr(text, ",inventory,carbon,busy,") != NULL, "%s", text);
    ck_assert_msg(strstr(text, ",store,0.03") != NULL, "%s", text);
    ck_assert_msg(strstr(text, ",store,150,") != NULL, "%s", text);
}
END_TEST

START_TEST(test_study)
{
    char scenario[64];
    const char *text;

    sample_ask("r.sqlite", "SELECT scenario FROM study", scenario, sizeof scenario);
    text = SHOW(CAIRN_EXIT_FINE, "r.sqlite", "--study", scenario, "--csv");
    ck_assert_ptr_nonnull(strstr(text, scenario));
    /* In text the name would be the same in every row. */
    text = SHOW(CAIRN_EXIT_FINE, "r.sqlite", "--study", scenario);
    ck_assert_msg(strncmp(text, "answer ", 7) == 0, "%s", text);
    text = SHOW(CAIRN_EXIT_FAILED, "r.sqlite", "--study", "nobody");
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(test_default_view)
{
    char *first = cairn_strdup(SHOW(CAIRN_EXIT_FINE, "r.sqlite", "--json"));

    ck_assert_str_eq(first, SHOW(CAIRN_EXIT_FINE, "--json", "r.sqlite", "v_optimum"));
    ck_assert_ptr_nonnull(strstr(first, "\"answer\": \""));
    cairn_free(first);
}
END_TEST

START_TEST(test_usage)
{
    SHOW(CAIRN_EXIT_USAGE, "r.sqlite", "optimun");
    SHOW(CAIRN_EXIT_USAGE, "r.sqlite", "optimum", "--db", "r.sqlite");
    SHOW(CAIRN_EXIT_FAILED, "optimun"); /* a file of that name */
}
END_TEST

Suite *test_show(void)
{
    Suite *suite = suite_create("show");
    TCase *tcase = tcase_create("show");
    int n = 0;

    while (cairn_view_at(n))
        n++;

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_every_view, 0, n);
    tcase_add_test(tcase, test_all_views_of_the_schema);
    tcase_add_test(tcase, test_footprint);
    tcase_add_test(tcase, test_study);
    tcase_add_test(tcase, test_default_view);
    tcase_add_test(tcase, test_usage);
    suite_add_tcase(suite, tcase);
    return suite;
}

/*
 * Every tests/bad/NAME.xml must be refused with exactly the diagnostics of NAME.err. With UPDATE=1
 * the messages are written there instead, to be reviewed as a diff.
 */

#include <cairn/load.h>
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/diag.h"

static int is_case(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);

    return n > 4 && strcmp(entry->d_name + n - 4, ".xml") == 0;
}

/* The whole text of a file, empty if there is none. */
static struct cairn_buffer slurp(const char *path)
{
    FILE *file = fopen(path, "r");
    struct cairn_buffer text;
    int c;

    cairn_buffer_init(&text);
    while (file && (c = fgetc(file)) != EOF)
        cairn_buffer_putc(&text, (char)c);
    if (file)
        fclose(file);
    return text;
}

static void check_case(const char *name)
{
    char *error_file = cairn_format("%.*s.err", (int)strlen(name) - 4, name);
    struct cairn_buffer expected = slurp(error_file);
    struct cairn_buffer got;
    struct cairn_diag diag;
    struct cairn_scenario *scenario;

    cairn_diag_init(&diag);
    cairn_buffer_init(&got);
    scenario = cairn_scenario_load(name, NULL, &diag);
    cairn_diag_write(&diag, &got);
    if (getenv("UPDATE")) {
        FILE *file = fopen(error_file, "w");

        fwrite(got.data, 1, got.size, file);
        fclose(file);
    } else {
        ck_assert_msg(!scenario, "%s was accepted", name);
        ck_assert_msg(strcmp(got.data, expected.data) == 0, "%s:\nexpected: %sgot:      %s", name,
                      expected.data, got.data);
    }
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
    cairn_buffer_release(&got);
    cairn_buffer_release(&expected);
    cairn_free(error_file);
}

START_TEST(bad_scenarios_have_their_messages)
{
    struct dirent **cases;
    int n;

    ck_assert_int_eq(chdir("tests/bad"), 0);
    n = scandir(".", &cases, is_case, alphasort);
    ck_assert_int_ge(n, 50);
    for (int i = 0; i < n; i++) {
        check_case(cases[i]->d_name);
        free(cases[i]);
    }
    free(cases);
}
END_TEST

Suite *test_bad(void)
{
    Suite *suite = suite_create("bad");
    TCase *tcase = tcase_create("bad");

    tcase_add_test(tcase, bad_scenarios_have_their_messages);
    suite_add_tcase(suite, tcase);
    return suite;
}

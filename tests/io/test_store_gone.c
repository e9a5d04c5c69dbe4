/* A results file that is deleted, moved or replaced while it is written. */

#include <check.h>
#include <stdio.h>
#include <unistd.h>

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

/* What others do to the file that a writer holds. */
static void delete_it(void)
{
    ck_assert_int_eq(unlink("r.sqlite"), 0);
}
static void move_it(void)
{
    ck_assert_int_eq(rename("r.sqlite", "moved.sqlite"), 0);
}
static void replace_it(void)
{
    ck_assert_int_eq(unlink("r.sqlite"), 0);
    FILE *f = fopen("r.sqlite", "w");
    ck_assert_ptr_nonnull(f);
    fputs("garbage", f);
    ck_assert_int_eq(fclose(f), 0);
}

START_TEST(a_file_that_goes_away_is_missed)
{
    static void (*const ways[])(void) = {delete_it, move_it, replace_it};
    struct cairn_store *store = sample_open("r.sqlite");
    sample_fill(store, 'a');
    ways[_i]();
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    ck_assert_int_gt(sample_study(store, 'b'), 0);
    ck_assert_int_eq(cairn_store_commit(store), CAIRN_STORE_CANNOT_OPEN);
    ck_assert_str_eq(cairn_store_text(store),
                     "results file 'r.sqlite': cannot write: it was moved or deleted");
    cairn_store_close(store);
    ck_assert_int_eq(access("r.sqlite-wal", F_OK), 0); /* may be that of another's new file */
    if (_i == 1) {
        char answer[100];
        sample_ask("moved.sqlite", "PRAGMA integrity_check", answer, sizeof answer);
        ck_assert_str_eq(answer, "ok");
        sample_ask("moved.sqlite", "SELECT count(*) FROM study", answer, sizeof answer);
        ck_assert_str_eq(answer, "2"); /* what was written is in it */
    }
}
END_TEST

Suite *test_store_gone(void);
Suite *test_store_gone(void)
{
    Suite *s = suite_create("store_gone");
    TCase *tc = tcase_create("store_gone");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, a_file_that_goes_away_is_missed, 0, 3);
    suite_add_tcase(s, tc);
    return s;
}

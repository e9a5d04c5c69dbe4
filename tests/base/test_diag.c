#include <check.h>
#include <string.h>

#include "base/diag.h"

static struct cairn_diag diag;
static struct cairn_buffer out;

static void setup(void)
{
    cairn_diag_init(&diag);
    cairn_buffer_init(&out);
}

static void teardown(void)
{
    cairn_diag_release(&diag);
    cairn_buffer_release(&out);
}

START_TEST(order_is_file_line_report)
{
    cairn_diag_error(&diag, "a.xml", 9, "later line");
    cairn_diag_error(&diag, "b.xml", 1, "second file");
    cairn_diag_error(&diag, "a.xml", 2, "first of two on a line");
    cairn_diag_warning(&diag, "a.xml", 2, "second of two");
    cairn_diag_error(&diag, "a.xml", 0, "whole file");
    cairn_diag_error(&diag, NULL, 0, "no place");
    cairn_diag_write(&diag, &out);
    ck_assert_str_eq(out.data, "a.xml: error: whole file\n"
                               "a.xml:2: error: first of two on a line\n"
                               "a.xml:2: warning: second of two\n"
                               "a.xml:9: error: later line\n"
                               "b.xml:1: error: second file\n"
                               "error: no place\n");
    ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), 5);
    ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_WARNING), 1);
}
END_TEST

START_TEST(warnings_are_no_failure)
{
    ck_assert(!cairn_diag_failed(&diag));
    cairn_diag_warning(&diag, "a.xml", 1, "odd");
    ck_assert(!cairn_diag_failed(&diag));
    cairn_diag_error(&diag, "a.xml", 1, "wrong");
    ck_assert(cairn_diag_failed(&diag));
}
END_TEST

START_TEST(a_note_follows_what_it_explains)
{
    cairn_diag_note(&diag, "a.xml", 1, "explains nothing");
    cairn_diag_error(&diag, "a.xml", 9, "id \"%s\" used twice", "box");
    cairn_diag_note(&diag, "a.xml", 4, "first used here");
    cairn_diag_error(&diag, "a.xml", 5, "other");
    cairn_diag_note(&diag, NULL, 0, "known: %d", 3);
    cairn_diag_write(&diag, &out);
    ck_assert_str_eq(out.data, "a.xml:5: error: other\n"
                               "note: known: 3\n"
                               "a.xml:9: error: id \"box\" used twice\n"
                               "a.xml:4: note: first used here\n");
}
END_TEST

/* The 20 kept are the first by place, whichever order they were found in. */
START_TEST(the_limit_keeps_the_first)
{
    for (int line = 30; line > 0; line--) {
        cairn_diag_error(&diag, "a.xml", line, "e%d", line);
        cairn_diag_note(&diag, "a.xml", line, "n%d", line);
    }
    for (int line = 21; line > 0; line--)
        cairn_diag_warning(&diag, "b.xml", line, "w%d", line);
    cairn_diag_error(&diag, "a.xml", 99, "beyond");
    cairn_diag_note(&diag, "a.xml", 99, "dropped with it");
    cairn_diag_write(&diag, &out);
    ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), 31);
    ck_assert_uint_eq(diag.n_items, 2 * CAIRN_DIAG_LIMIT);
    for (int line = 1; line <= 20; line++) {
        struct cairn_buffer expected;

        cairn_buffer_init(&expected);
        cairn_buffer_appendf(&expected, "a.xml:%d: error: e%d\na.xml:%d: note: n%d\n", line, line,
                             line, line);
        ck_assert_ptr_nonnull(strstr(out.data, expected.data));
        cairn_buffer_release(&expected);
    }
    ck_assert_ptr_null(strstr(out.data, "e21"));
    ck_assert_ptr_null(strstr(out.data, "n21"));
    ck_assert_ptr_null(strstr(out.data, "dropped"));
    ck_assert_ptr_nonnull(strstr(out.data, "\nand 11 more errors\nand 1 more warning\n"));
}
END_TEST

/* ESC and U+009B begin commands to terminals (ECMA-48); a bell rings, DEL rubs out. */
START_TEST(what_would_not_be_kept_need_not_be_said)
{
    cairn_diag_error(&diag, "a.xml", 1, "first file");
    for (int i = 1; i < CAIRN_DIAG_LIMIT; i++) {
        ck_assert(cairn_diag_keeps(&diag, CAIRN_ERROR, "b.xml", 5));
        cairn_diag_error(&diag, "b.xml", 5, "error %d", i);
    }
    cairn_diag_warning(&diag, "b.xml", 9, "the last item is no error");
    ck_assert(!cairn_diag_keeps(&diag, CAIRN_ERROR, "b.xml", 5));
    ck_assert(!cairn_diag_keeps(&diag, CAIRN_ERROR, "c.xml", 1));
    ck_assert(!cairn_diag_keeps(&diag, CAIRN_ERROR, NULL, 0));
    ck_assert(cairn_diag_keeps(&diag, CAIRN_ERROR, "b.xml", 4));
    ck_assert(cairn_diag_keeps(&diag, CAIRN_ERROR, "a.xml", 9));
    ck_assert(cairn_diag_keeps(&diag, CAIRN_WARNING, "c.xml", 1));
    cairn_diag_error(&diag, "b.xml", 4, "in the place of another");
    ck_assert_uint_eq(diag.kept[CAIRN_ERROR], CAIRN_DIAG_LIMIT);
    ck_assert_str_eq(diag.items[1].text, "in the place of another");
}
END_TEST

START_TEST(what_steers_a_terminal_is_tamed)
{
    cairn_diag_error(&diag, "a.xml", 1, "unknown \"%s\"",
                     "\033[2J\xc2\x9b"
                     "2J\a\x7f");
    cairn_diag_note(&diag, "a.xml", 2, "%s", "\033c, but \xc2\xa0 and \xc3\x9b are letters");
    cairn_diag_write(&diag, &out);
    ck_assert_str_eq(out.data, "a.xml:1: error: unknown \"?[2J??2J??\"\n"
                               "a.xml:2: note: ?c, but \xc2\xa0 and \xc3\x9b are letters\n");
}
END_TEST

Suite *test_diag(void);
Suite *test_diag(void)
{
    Suite *suite = suite_create("diag");
    TCase *tcase = tcase_create("diag");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, order_is_file_line_report);
    tcase_add_test(tcase, warnings_are_no_failure);
    tcase_add_test(tcase, a_note_follows_what_it_explains);
    tcase_add_test(tcase, the_limit_keeps_the_first);
    tcase_add_test(tcase, what_would_not_be_kept_need_not_be_said);
    tcase_add_test(tcase, what_steers_a_terminal_is_tamed);
    suite_add_tcase(suite, tcase);
    return suite;
}

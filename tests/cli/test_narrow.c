/* Help on narrow terminals: expected lines are counted by hand. */

#include <check.h>

#include "cli/narrow.c"

static void narrows(const char *text, int columns, const char *wanted)
{
    struct cairn_buffer out;

    cairn_buffer_init(&out);
    cairn_narrow(text, columns, &out);
    ck_assert_str_eq(out.data, wanted);
    cairn_buffer_release(&out);
}

START_TEST(test_as_it_is)
{
    narrows("a long line of prose that stays\n", 0, "a long line of prose that stays\n");
    narrows("fits\nas it is\n\n  and this\n", 20, "fits\nas it is\n\n  and this\n");
    narrows("", 20, "");
}
END_TEST

START_TEST(test_prose)
{
    narrows("one two three four\nfive six\n\nseven\n", 15,
            "one two three\nfour five six\n\nseven\n");
}
END_TEST

START_TEST(test_columns)
{
    narrows("  --db FILE  one two three four five\n", 40, "  --db FILE  one two three four five\n");
    narrows("  --db FILE  one two three four five six seven\n", 38,
            "  --db FILE  one two three four five\n             six seven\n");
    /* 17 columns are too few beside the first: below it. */
    narrows("  --db FILE  one two three four five\n", 30,
            "  --db FILE\n      one two three four five\n");
    narrows("    no second column at all here\n", 20, "    no second column\n    at all here\n");
}
END_TEST

START_TEST(test_commands_stay)
{
    narrows("some words of prose\n\nexamples\n  cairn run --explain a.xml\n", 12,
            "some words\nof prose\n\nexamples\n  cairn run --explain a.xml\n");
}
END_TEST

Suite *test_narrow(void)
{
    Suite *suite = suite_create("narrow");
    TCase *tcase = tcase_create("narrow");

    tcase_add_test(tcase, test_as_it_is);
    tcase_add_test(tcase, test_prose);
    tcase_add_test(tcase, test_columns);
    tcase_add_test(tcase, test_commands_stay);
    suite_add_tcase(suite, tcase);
    return suite;
}

#include "io/csv.h"

#include <check.h>
#include <string.h>

static struct cairn_arena arena;
static struct cairn_diag diag;
static struct cairn_input input;

static void setup(void)
{
    cairn_arena_init(&arena);
    cairn_diag_init(&diag);
}

static void teardown(void)
{
    cairn_arena_release(&arena);
    cairn_diag_release(&diag);
}

/* All records, fields separated by |, records by /, then what is wrong. */
static const char *read_all(const char *text)
{
    struct cairn_csv csv;
    struct cairn_buffer out;
    const char *result;

    input = (struct cairn_input){.path = "t.csv", .bytes = text, .size = strlen(text)};
    cairn_buffer_init(&out);
    if (cairn_csv_open(&csv, &arena, &input, &diag)) {
        for (int i = 0; i < csv.n_columns; i++)
            cairn_buffer_appendf(&out, "%s%s", i > 0 ? "|" : "", csv.header[i]);
        while (cairn_csv_next(&csv))
            for (int i = 0; i < csv.n_columns; i++)
                cairn_buffer_appendf(&out, "%s%s", i > 0 ? "|" : "/", csv.fields[i]);
    }
    cairn_diag_write(&diag, &out);
    result = cairn_arena_strdup(&arena, out.data);
    cairn_buffer_release(&out);
    return result;
}

/* RFC 4180 section 2, one rule after the other, and what real files add to it. */
static const struct {
    const char *text, *result;
} texts[] = {
    {"a,b\r\nc,d\r\n", "a|b/c|d"},
    {"a,b\nc,d", "a|b/c|d"},
    {"a\n1\n2\n3\n", "a/1/2/3"},
    {"a,b\n\"x\",\"y\"\n", "a|b/x|y"},
    {"a,b\n\"x,\r\ny\",\"he said \"\"no\"\"\"\n", "a|b/x,\r\ny|he said \"no\""},
    {"a,b\n,\n", "a|b/|"},
    {"a,b\n \t x \t, y\n", "a|b/x|y"},
    {"a,b\n \" x \" ,y\n", "a|b/ x |y"},
    {"\xef\xbb\xbf"
     "a\n1\n",
     "a/1"},
    {"\n\na\n\n\r\n1\n\n", "a/1"},
    {"a,b\n1\n", "a|bt.csv:2: error: 1 field, but the header has 2\n"},
    {"a\n\"1", "at.csv:2: error: a quote that is never closed\n"},
    {"a\n\"1\"2\n",
     "at.csv:2: error: text behind a closing quote; a quote inside quotes is doubled\n"},
    {"a,b,a\n", "t.csv:1: error: two columns are called \"a\"\n"},
    {"", "t.csv:1: error: this file is empty: a header is due\n"},
    {"a;b\n1;2\n", "t.csv:1: error: columns are separated by commas, not by semicolons\n"},
    {"a\n\xff\n", "t.csv:2: error: byte 0xff is not UTF-8 text\n"},
    {"a\n\x01\n", "t.csv:2: error: byte 0x01 is not UTF-8 text\n"},
};

START_TEST(records_and_fields)
{
    ck_assert_str_eq(read_all(texts[_i].text), texts[_i].result);
}
END_TEST

START_TEST(lines_are_those_of_the_file)
{
    static const char text[] = "a,b\n\"x\ny\",1\n\nz,2\n";
    struct cairn_csv csv;

    input = (struct cairn_input){.path = "t.csv", .bytes = text, .size = strlen(text)};
    ck_assert(cairn_csv_open(&csv, &arena, &input, &diag));
    ck_assert(cairn_csv_next(&csv));
    ck_assert_int_eq(csv.record_line, 2);
    ck_assert(cairn_csv_next(&csv));
    ck_assert_int_eq(csv.record_line, 5);
    ck_assert_int_eq(cairn_csv_column(&csv, "b"), 1);
    ck_assert_int_eq(cairn_csv_column(&csv, "c"), -1);
}
END_TEST

Suite *test_csv(void)
{
    Suite *suite = suite_create("csv");
    TCase *tcase = tcase_create("csv");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, records_and_fields, 0, sizeof texts / sizeof *texts);
    tcase_add_test(tcase, lines_are_those_of_the_file);
    suite_add_tcase(suite, tcase);
    return suite;
}

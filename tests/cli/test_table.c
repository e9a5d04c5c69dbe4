/* Expected tables are laid out by hand from the rules in table.h; CSV by RFC 4180. */

#include <check.h>
#include <math.h>

#include "cli/style.c"
#include "cli/table.c"
#include "cli/table_text.c"

static const struct cairn_column columns[] = {
    {.name = "id"},
    {.name = "power_w", .title = "power [W]"},
    {.name = "about", .title = "about"},
};
static struct cairn_table table;
static struct cairn_buffer out;

static void setup(void)
{
    cairn_buffer_init(&out);
    cairn_table_init(&table, columns, 3);
    cairn_table_text(&table, "orin");
    cairn_table_number(&table, 7.0 / 3);
    cairn_table_text(&table, "a box that stands in \"every\" store");
    cairn_table_text(&table, "gr\xc3\xbcn");
    cairn_table_integer(&table, 12345678);
    cairn_table_empty(&table);
}

static void teardown(void)
{
    cairn_table_release(&table);
    cairn_buffer_release(&out);
}

static const struct {
    int width;
    const char *text;
} layouts[] = {
    {0, "id    power [W]  about\n"
        "orin      2.333  a box that stands in \"every\" store\n"
        "gr\xc3\xbcn   12345678\n"},
    {51, "id    power [W]  about\n"
         "orin      2.333  a box that stands in \"every\" store\n"
         "gr\xc3\xbcn   12345678\n"},
    {50, "id    power [W]  about\n"
         "orin      2.333  a box that stands in \"every\"\n"
         "                 store\n"
         "gr\xc3\xbcn   12345678\n"},
    {24, "id    power [W]  about\n"
         "orin      2.333  a box\n"
         "                 that\n"
         "                 stands\n"
         "                 in\n"
         "                 \"every\"\n"
         "                 store\n"
         "gr\xc3\xbcn   12345678\n"},
    {23, "id         orin\n"
         "power [W]  2.333\n"
         "about      a box that\n"
         "           stands in\n"
         "           \"every\"\n"
         "           store\n"
         "\n"
         "id         gr\xc3\xbcn\n"
         "power [W]  12345678\n"},
};

START_TEST(test_text)
{
    struct cairn_style style = {.width = layouts[_i].width};

    cairn_table_write(&table, CAIRN_FORMAT_TEXT, style, &out);
    ck_assert_str_eq(out.data, layouts[_i].text);
}
END_TEST

START_TEST(test_cut_column)
{
    static const struct cairn_column cut[] = {{.name = "a", .fit = CAIRN_COLUMN_CUT},
                                              {.name = "b", .fit = CAIRN_COLUMN_KEEP}};
    struct cairn_style style = {.width = 20, .colour = true};
    struct cairn_table narrow;

    cairn_table_init(&narrow, cut, 2);
    cairn_table_text(&narrow, "as long as the day");
    cairn_table_text(&narrow, "keep it all");
    cairn_table_write(&narrow, CAIRN_FORMAT_TEXT, style, &out);
    /* 20 is one short of 8 + 2 + 11, so rows become blocks; 21 is enough */
    ck_assert_str_eq(out.data, "a  as long as the\n   day\nb  keep it all\n");
    cairn_buffer_clear(&out);
    style.width = 21;
    cairn_table_write(&narrow, CAIRN_FORMAT_TEXT, style, &out);
    ck_assert_str_eq(out.data, "\033[1ma         b\n\033[0mas long\xe2\x80\xa6  keep it all\n");
    cairn_table_release(&narrow);
}
END_TEST

/* The first column takes 4, the gap 2: 17 are left for the third, once the second is left out. */
START_TEST(test_details_are_left_out)
{
    static const struct cairn_column with_details[] = {
        {.name = "id"}, {.name = "power [W]", .detail = true}, {.name = "about"}};
    struct cairn_style style = {.width = 23};

    table.columns = with_details;
    cairn_table_write(&table, CAIRN_FORMAT_TEXT, style, &out);
    ck_assert_str_eq(out.data, "id    about\n"
                               "orin  a box that stands\n"
                               "      in \"every\" store\n"
                               "gr\xc3\xbcn\n");
}
END_TEST

START_TEST(test_csv)
{
    struct cairn_style style = {.width = 10};

    cairn_table_write(&table, CAIRN_FORMAT_CSV, style, &out);
    ck_assert_str_eq(out.data,
                     "id,power_w,about\r\n"
                     "orin,2.3333333333333335,\"a box that stands in \"\"every\"\" store\"\r\n"
                     "gr\xc3\xbcn,12345678,\r\n");
}
END_TEST

START_TEST(test_csv_quotes)
{
    static const char *const pairs[][2] = {
        {"plain", "plain"}, {"a,b", "\"a,b\""}, {"a\nb", "\"a\nb\""},
        {"", "\"\""},       {" a", "\" a\""},   {"a;b'c", "a;b'c"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        cairn_buffer_clear(&out);
        write_csv_text(pairs[i][0], &out);
        ck_assert_str_eq(out.data, pairs[i][1]);
    }
}
END_TEST

START_TEST(test_table_json)
{
    struct cairn_style style = {.width = 10};

    cairn_table_write(&table, CAIRN_FORMAT_JSON, style, &out);
    ck_assert_str_eq(out.data, "[\n"
                               "  {\n"
                               "    \"id\": \"orin\",\n"
                               "    \"power_w\": 2.3333333333333335,\n"
                               "    \"about\": \"a box that stands in \\\"every\\\" store\"\n"
                               "  },\n"
                               "  {\n"
                               "    \"id\": \"gr\xc3\xbcn\",\n"
                               "    \"power_w\": 12345678,\n"
                               "    \"about\": null\n"
                               "  }\n"
                               "]\n");
}
END_TEST

START_TEST(test_no_rows)
{
    struct cairn_style style = {.width = 20};
    struct cairn_table empty;

    cairn_table_init(&empty, columns, 3);
    cairn_table_write(&empty, CAIRN_FORMAT_TEXT, style, &out);
    cairn_table_write(&empty, CAIRN_FORMAT_CSV, style, &out);
    cairn_table_write(&empty, CAIRN_FORMAT_JSON, style, &out);
    ck_assert_str_eq(out.data, "id  power [W]  about\nid,power_w,about\r\n[]\n");
    cairn_table_release(&empty);
}
END_TEST

START_TEST(test_not_finite)
{
    struct cairn_table one;

    cairn_table_init(&one, columns, 1);
    cairn_table_number(&one, NAN);
    cairn_table_number(&one, INFINITY);
    cairn_table_text(&one, NULL);
    ck_assert_int_eq(cairn_table_at(&one, 0, 0)->kind, CAIRN_TABLE_EMPTY);
    ck_assert_str_eq(cairn_table_at(&one, 1, 0)->text, "inf");
    ck_assert_int_eq(cairn_table_at(&one, 2, 0)->kind, CAIRN_TABLE_EMPTY);
    cairn_table_release(&one);
}
END_TEST

static const struct {
    double value;
    int digits;
    const char *text;
} rounded[] = {
    {0, 4, "0"},
    {1234567, 4, "1234567"},
    {1234.56, 4, "1235"},
    {99999.6, 4, "100000"},
    {9.9996, 4, "10"},
    {-0.000123456, 4, "-0.0001235"},
    {1.23456e-9, 4, "1.235e-09"},
    {1e15, 4, "1000000000000000"},
    {1e20, 4, "1e+20"},
    {0.5, 2, "0.5"},
};

START_TEST(test_round)
{
    cairn_table_round(rounded[_i].value, rounded[_i].digits, &out);
    ck_assert_str_eq(out.data, rounded[_i].text);
}
END_TEST

Suite *test_table(void)
{
    Suite *suite = suite_create("table");
    TCase *tcase = tcase_create("table");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_text, 0, (int)(sizeof layouts / sizeof *layouts));
    tcase_add_test(tcase, test_cut_column);
    tcase_add_test(tcase, test_details_are_left_out);
    tcase_add_test(tcase, test_csv);
    tcase_add_test(tcase, test_csv_quotes);
    tcase_add_test(tcase, test_table_json);
    tcase_add_test(tcase, test_no_rows);
    tcase_add_test(tcase, test_not_finite);
    tcase_add_loop_test(tcase, test_round, 0, (int)(sizeof rounded / sizeof *rounded));
    suite_add_tcase(suite, tcase);
    return suite;
}

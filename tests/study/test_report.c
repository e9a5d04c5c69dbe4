/* The report: nothing in a results file becomes markup, and it says what the file says. */

#include "study/report.h"

#include <check.h>
#include <string.h>

#include "study/report_html.h"
#include "study/report_rows.h"
#include "support/store_sample.h"

static struct cairn_buffer out;
static struct sample_folder folder;

static void begin(void)
{
    sample_folder_enter(&folder);
    cairn_buffer_init(&out);
}

static void end(void)
{
    cairn_buffer_release(&out);
    sample_folder_leave(&folder);
}

/* ---- pieces ---- */

static const struct {
    const char *text, *html, *json;
} escaped[] = {
    {"store", "store", "\"store\""},
    {"", "", "\"\""},
    {"<b onclick='x'>\"&", "&lt;b onclick='x'&gt;&quot;&amp;",
     "\"\\u003cb onclick=\\u0027x\\u0027\\u003e\\u0022\\u0026\""},
    {"</script>", "&lt;/script&gt;", "\"\\u003c/script\\u003e\""},
    {"a\\b\n", "a\\b\n", "\"a\\u005cb\\u000a\""},
    {"\xc3\xa9", "\xc3\xa9", "\"\xc3\xa9\""},
    /* no UTF-8: a byte of its own, an overlong form; a control character */
    {"a\xff", "a\xef\xbf\xbd", "\"a\xef\xbf\xbd\""},
    {"\xc0\xbc", "\xef\xbf\xbd\xef\xbf\xbd", "\"\xef\xbf\xbd\xef\xbf\xbd\""},
    {"a\001b",
     "a\xef\xbf\xbd"
     "b",
     "\"a\xef\xbf\xbd"
     "b\""},
};

START_TEST(text_is_no_markup)
{
    cairn_html_text(&out, escaped[_i].text);
    ck_assert_str_eq(out.data, escaped[_i].html);
    cairn_buffer_clear(&out);
    cairn_json_text_in_html(&out, escaped[_i].text);
    ck_assert_str_eq(out.data, escaped[_i].json);
}
END_TEST

static const struct {
    const char *text;
    size_t most;
    const char *cut;
} cuts[] = {
    {"four", 4, "four"},
    {"fives", 4, "fiv\xe2\x80\xa6"},
    {"\xc3\xa9\xc3\xa9\xc3\xa9", 3, "\xc3\xa9\xc3\xa9\xc3\xa9"}, /* characters, not bytes */
    {"\xc3\xa9\xc3\xa9\xc3\xa9", 2, "\xc3\xa9\xe2\x80\xa6"},
    {"<<<", 2, "&lt;\xe2\x80\xa6"},
};

START_TEST(cut_by_characters)
{
    cairn_html_cut(&out, cuts[_i].text, cuts[_i].most);
    ck_assert_str_eq(out.data, cuts[_i].cut);
}
END_TEST

#define NARROW "\xe2\x80\xaf" /* U+202F, narrow no-break space */

static const struct {
    double value;
    const char *number, *count;
} numbers[] = {
    {0, "0", "0"},
    {0.5, "0.5", "0.5"},
    {38.951234, "<data value=\"38.951234\">38.95</data>", "39"},
    {9999, "9999", "9999"},
    {15200, "<data value=\"15200\">15" NARROW "200</data>", "15" NARROW "200"},
    {1520000, "<data value=\"1520000\">1" NARROW "520" NARROW "000</data>", "1.52 million"},
    {-123456, "<data value=\"-123456\">-123" NARROW "456</data>", "-123" NARROW "456"},
    {15999980345.8647,
     "<data value=\"15999980345.8647\">15" NARROW "999" NARROW "980" NARROW "346</data>",
     "16 billion"},
    {2e12,
     "<data value=\"2000000000000\">2" NARROW "000" NARROW "000" NARROW "000" NARROW "000</data>",
     "2 trillion"},
};

START_TEST(numbers_are_rounded_and_exact)
{
    cairn_html_number(&out, numbers[_i].value);
    ck_assert_str_eq(out.data, numbers[_i].number);
    cairn_buffer_clear(&out);
    cairn_html_count(&out, numbers[_i].value);
    ck_assert_str_eq(out.data, numbers[_i].count);
}
END_TEST

START_TEST(addresses_that_can_be_links)
{
    ck_assert(cairn_html_links("https://example.org/a"));
    ck_assert(cairn_html_links("http://example.org"));
    ck_assert(cairn_html_links("#s1"));
    ck_assert(!cairn_html_links("javascript:alert(1)"));
    ck_assert(!cairn_html_links(" https://example.org"));
    ck_assert(!cairn_html_links("data:text/html,x"));
    ck_assert(!cairn_html_links("HTTPS:alert(1)"));
    ck_assert(!cairn_html_links(""));
    ck_assert(!cairn_html_links(NULL));
}
END_TEST

/* Rows told apart by the first columns, columns by the last but one; what is not there is NULL. */
START_TEST(a_pivot)
{
    static const char sql[] =
        "SELECT column1 AS part, column2 AS \"in\", column3 AS kg FROM (VALUES "
        "('busy', 'box', 1.0), ('idle', 'box', 2.0), ('busy', 'gpu', 3.0))";
    struct cairn_store *store = sample_open("a.sqlite");
    struct cairn_report_rows rows;
    struct cairn_report_rows pivot;

    ck_assert_int_eq(cairn_report_rows_read(&rows, store, sql, 0), CAIRN_STORE_OK);
    cairn_report_rows_pivot(&rows, &pivot);
    ck_assert_uint_eq(pivot.n, 2);
    ck_assert_int_eq(pivot.width, 3);
    ck_assert_str_eq(pivot.names[0], "part");
    ck_assert_str_eq(pivot.names[1], "box");
    ck_assert_str_eq(pivot.names[2], "gpu");
    ck_assert_str_eq(cairn_report_rows_text(&pivot, 1, "part"), "idle");
    ck_assert_double_eq(cairn_report_rows_number(&pivot, 0, "box"), 1);
    ck_assert_double_eq(cairn_report_rows_number(&pivot, 0, "gpu"), 3);
    ck_assert_double_eq(cairn_report_rows_number(&pivot, 1, "box"), 2);
    ck_assert_double_nan(cairn_report_rows_number(&pivot, 1, "gpu"));
    cairn_report_rows_release(&pivot);
    cairn_report_rows_release(&rows);
    cairn_store_close(store);
}
END_TEST

/* Of 1 to 100 ten: the first, the last, and what is nearest below equal steps of 11. */
START_TEST(thinned_evenly)
{
    static const char sql[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                              "WHERE i < 100) SELECT i, 2 * i AS twice FROM n";
    struct cairn_store *store = sample_open("a.sqlite");
    struct cairn_report_rows rows;

    ck_assert_int_eq(cairn_report_rows_read(&rows, store, sql, 0), CAIRN_STORE_OK);
    cairn_report_rows_thin(&rows, 100);
    ck_assert_uint_eq(rows.n, 100);
    cairn_report_rows_thin(&rows, 10);
    ck_assert_uint_eq(rows.n, 10);
    for (size_t i = 0; i < 10; i++) {
        ck_assert_double_eq(cairn_report_rows_number(&rows, i, "i"), 1 + 11 * (double)i);
        ck_assert_double_eq(cairn_report_rows_number(&rows, i, "twice"), 2 + 22 * (double)i);
    }
    cairn_report_rows_release(&rows);
    cairn_store_close(store);
}
END_TEST

/* ---- the page ---- */

static int write_page(const char *path, const char *study)
{
    struct cairn_report_request request = {.path = path, .study = study};
    struct cairn_store *store;
    int n = -1;

    ck_assert_int_eq(cairn_store_open(&store, path, CAIRN_STORE_READ), CAIRN_STORE_OK);
    ck_assert_int_eq(cairn_report_write(store, &request, &out, &n), CAIRN_STORE_OK);
    cairn_store_close(store);
    return n;
}

static void fill(const char *path)
{
    struct cairn_store *store = sample_open(path);

    sample_fill(store, 'a');
    cairn_store_close(store);
}

static int count(const char *text)
{
    int n = 0;

    for (const char *at = out.data; (at = strstr(at, text)) != NULL; at++)
        n++;
    return n;
}

#define STUDIES "<nav aria-label=\"Studies\">"

/* store_sample.h: the answer of two years emits 30 g, so 15 g a year */
START_TEST(what_the_file_says)
{
    static const char *const said[] = {
        "<p class=\"headline\"><span>a box in every store</span> </p>",
        "A box or a GPU?",
        "id=\"s1-answer\"",
        "id=\"s1-parts\"",
        "id=\"s1-flips\"",
        "id=\"s1-candidates\"",
        "id=\"s1-next-best\"",
        "id=\"s1-bases\"",
        "id=\"s1-purchases\"",
        "id=\"s1-promises\"",
        "id=\"s1-budgets\"",
        "id=\"s1-excluded\"",
        "id=\"s1-fronts\"",
        "id=\"s1-varies\"",
        "id=\"s1-segments\"",
        "id=\"s1-breakpoints\"",
        "id=\"s1-cells\"",
        "id=\"s1-outlook\"",
        "id=\"s1-swings\"",
        "id=\"s1-worth\"",
        "id=\"s1-sensitivity\"",
        "id=\"s1-times\"",
        "id=\"s1-carbon\"",
        "id=\"s1-levers\"",
        "id=\"s1-growth\"",
        "id=\"s1-growth-parts\"",
        "id=\"s1-growth-paths\"",
        "id=\"s1-growth-stock\"",
        "<a href=\"#s1-ahead\">",
        "id=\"s1-pruned\"",
        "id=\"s1-flags\"",
        "id=\"s1-sources\"",
        "id=\"s1-inputs\"",
        "id=\"s1-runs\"",
        "\"s1-parts\":{\"kind\":\"stack\"",
        "<p class=\"finding\">Its largest part is busy: 100 % of ",
        "<dt>kgCO2e a year</dt><dd>0.015</dd>",
    };

    fill("a.sqlite");
    ck_assert_int_eq(write_page("a.sqlite", NULL), 1);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        ck_assert_msg(strstr(out.data, said[i]) != NULL, "the page has no %s", said[i]);
    ck_assert_ptr_nonnull(strstr(out.data, "id=\"s1-sweep\"")); /* there is a point beside 0 */
    ck_assert_ptr_null(strstr(out.data, STUDIES));              /* but no other study */
    ck_assert_str_eq(out.data + out.size - strlen("</html>\n"), "</html>\n");
}
END_TEST

/* Whatever stands in a text column, the page has the elements that it had before. */
START_TEST(nasty_names)
{
    static const char nasty[] =
        "UPDATE study SET scenario = '</title><script>alert(1)</script>', "
        "about = '\"><img src=x onerror=alert(1)>', headline = '<b>', "
        "effective = '<scenario><site id=\"a&lt;svg onload=x&gt;\" count=\"2\"/>"
        "<region id=\"r\"/><link id=\"&lt;l\" from=\"a&lt;svg onload=x&gt;\" "
        "to=\"r\"/></scenario>';"
        "UPDATE placement SET name = '</script><i>', summary = '<!--<script>';"
        "UPDATE source SET href = 'javascript:alert(1)', title = '<u>';"
        "UPDATE vary SET subject = '</script>';"
        "UPDATE uncertain SET subject = '<b>';"
        "UPDATE sensitivity SET subject = '</script><b>';"
        "UPDATE value_of_information SET subject = '<i>';"
        "UPDATE outlook SET sentence = '<b onclick=\"x\">';"
        "UPDATE growth_part SET part = '<u>';"
        "UPDATE hour SET season = '</script>';"
        "UPDATE flag SET text = x'3c623eff' || '';";
    int scripts;

    fill("a.sqlite");
    write_page("a.sqlite", NULL);
    scripts = count("<script");
    cairn_buffer_clear(&out);
    sample_execute("a.sqlite", nasty);
    ck_assert_int_eq(write_page("a.sqlite", NULL), 1);
    ck_assert_int_eq(count("<script"), scripts);
    ck_assert_int_eq(count("</script"), scripts);
    ck_assert_int_eq(count("<img"), 0);
    ck_assert_int_eq(count("<svg onload"), 0);
    ck_assert_int_eq(count("<!--"), 0);
    ck_assert_int_eq(count("<b>"), 0);
    ck_assert_int_eq(count("<i>"), 0);
    ck_assert_int_eq(count("<u>"), 0);
    ck_assert_int_eq(count("href=\"javascript:"), 0);
    ck_assert_int_gt(count("class=\"place"), 0); /* and the map was drawn of it */
}
END_TEST

START_TEST(one_of_several)
{
    struct cairn_store *store = sample_open("a.sqlite");

    sample_fill(store, 'a');
    sample_fill(store, 'b');
    cairn_store_close(store);
    sample_execute("a.sqlite", "UPDATE study SET scenario = 'other' WHERE id = 2");
    ck_assert_int_eq(write_page("a.sqlite", NULL), 2);
    ck_assert_int_eq(count("<article"), 2);
    ck_assert_int_eq(count(STUDIES), 1);
    ck_assert_int_eq(count("href=\"#s2\""), 2); /* from the list and from the table of answers */
    cairn_buffer_clear(&out);
    ck_assert_int_eq(write_page("a.sqlite", "other"), 1);
    ck_assert_int_eq(count("<article"), 1);
    ck_assert_int_eq(count(STUDIES), 0);
}
END_TEST

START_TEST(the_same_page)
{
    struct cairn_buffer first;

    fill("a.sqlite");
    write_page("a.sqlite", NULL);
    first = out;
    cairn_buffer_init(&out);
    write_page("a.sqlite", NULL);
    ck_assert_str_eq(out.data, first.data);
    cairn_buffer_release(&first);
}
END_TEST

Suite *test_report(void);
Suite *test_report(void)
{
    Suite *suite = suite_create("report");
    TCase *pieces = tcase_create("pieces");
    TCase *page = tcase_create("page");

    tcase_add_checked_fixture(pieces, begin, end);
    tcase_add_loop_test(pieces, text_is_no_markup, 0, sizeof escaped / sizeof *escaped);
    tcase_add_loop_test(pieces, cut_by_characters, 0, sizeof cuts / sizeof *cuts);
    tcase_add_loop_test(pieces, numbers_are_rounded_and_exact, 0, sizeof numbers / sizeof *numbers);
    tcase_add_test(pieces, addresses_that_can_be_links);
    tcase_add_test(pieces, a_pivot);
    tcase_add_test(pieces, thinned_evenly);
    suite_add_tcase(suite, pieces);

    tcase_add_checked_fixture(page, begin, end);
    tcase_add_test(page, what_the_file_says);
    tcase_add_test(page, nasty_names);
    tcase_add_test(page, one_of_several);
    tcase_add_test(page, the_same_page);
    suite_add_tcase(suite, page);
    return suite;
}

#include "base/escape.h"

#include <check.h>
#include <string.h>

/* Escapes of https://www.w3.org/TR/xml/#syntax; the quote for attributes in double quotes. */
static const struct {
    const char *text, *written, *line;
} cases[] = {
    {"", "", ""},
    {"plain, 'quoted'", "plain, 'quoted'", "plain, 'quoted'"},
    {"a & b", "a &amp; b", "a &amp; b"},
    {"&amp;", "&amp;amp;", "&amp;amp;"},
    {"</script><img src=\"x\">", "&lt;/script&gt;&lt;img src=&quot;x&quot;&gt;",
     "&lt;/script&gt;&lt;img src=&quot;x&quot;&gt;"},
    {"two\nlines\t<", "two\nlines\t&lt;", "two lines &lt;"},
    {"gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f"},
};

START_TEST(no_character_is_markup)
{
    struct cairn_buffer written, line;
    cairn_buffer_init(&written);
    cairn_buffer_init(&line);
    cairn_escape_xml(&written, cases[_i].text, strlen(cases[_i].text));
    cairn_escape_xml_line(&line, cases[_i].text, strlen(cases[_i].text));
    ck_assert_str_eq(written.data, cases[_i].written);
    ck_assert_str_eq(line.data, cases[_i].line);
    cairn_buffer_release(&line);
    cairn_buffer_release(&written);
}
END_TEST

START_TEST(only_so_many_bytes_are_taken)
{
    struct cairn_buffer out;
    cairn_buffer_init(&out);
    cairn_escape_xml(&out, "<<<", 2);
    ck_assert_str_eq(out.data, "&lt;&lt;");
    cairn_buffer_release(&out);
}
END_TEST

Suite *test_escape(void);
Suite *test_escape(void)
{
    Suite *suite = suite_create("escape");
    TCase *tcase = tcase_create("escape");
    tcase_add_loop_test(tcase, no_character_is_markup, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tcase, only_so_many_bytes_are_taken);
    suite_add_tcase(suite, tcase);
    return suite;
}

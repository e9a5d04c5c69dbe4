/* Expected texts follow RFC 8259 and the writer's own layout. The program's objects are not in the
 * library, so the test of a word of src/cli includes its source. */

#include <check.h>
#include <math.h>

#include "cli/json.c"

static struct cairn_buffer out;
static struct cairn_json json;

static void setup(void)
{
    cairn_buffer_init(&out);
    cairn_json_init(&json, &out);
}

static void teardown(void)
{
    cairn_buffer_release(&out);
}

START_TEST(test_nested)
{
    cairn_json_object(&json, NULL);
    cairn_json_text(&json, "a", "x");
    cairn_json_array(&json, "b");
    cairn_json_integer(&json, NULL, -7);
    cairn_json_unsigned(&json, NULL, UINT64_MAX);
    cairn_json_end(&json);
    cairn_json_object(&json, "empty");
    cairn_json_end(&json);
    cairn_json_bool(&json, "c", true);
    cairn_json_null(&json, "d");
    cairn_json_end(&json);
    ck_assert_str_eq(out.data, "{\n"
                               "  \"a\": \"x\",\n"
                               "  \"b\": [\n"
                               "    -7,\n"
                               "    18446744073709551615\n"
                               "  ],\n"
                               "  \"empty\": {},\n"
                               "  \"c\": true,\n"
                               "  \"d\": null\n"
                               "}\n");
}
END_TEST

static const struct {
    const char *text, *json;
} strings[] = {
    {"", "\"\"\n"},
    {"a\"b\\c", "\"a\\\"b\\\\c\"\n"},
    {"\n\t\r", "\"\\n\\t\\r\"\n"},
    {"\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"\n"},
    {"gr\xc3\xbcn \xf0\x9f\x8c\xb1", "\"gr\xc3\xbcn \xf0\x9f\x8c\xb1\"\n"},
    /* a lone byte, an overlong slash, half a surrogate pair, a cut character */
    {"\xff", "\"\xef\xbf\xbd\"\n"},
    {"\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"\n"},
    {"\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"\n"},
    {"\xe2\x82", "\"\xef\xbf\xbd\xef\xbf\xbd\"\n"},
    {NULL, "null\n"},
};

START_TEST(test_string)
{
    cairn_json_text(&json, NULL, strings[_i].text);
    ck_assert_str_eq(out.data, strings[_i].json);
}
END_TEST

static const struct {
    double value;
    const char *json;
} numbers[] = {
    {0, "0\n"},
    {0.1, "0.1\n"},
    {1.0 / 3, "0.3333333333333333\n"}, /* shortest that reads back, as Python prints it */
    {1e300, "1e+300\n"},
    {NAN, "null\n"},
    {INFINITY, "null\n"},
    {-INFINITY, "null\n"},
};

START_TEST(test_number)
{
    cairn_json_number(&json, NULL, numbers[_i].value);
    ck_assert_str_eq(out.data, numbers[_i].json);
}
END_TEST

Suite *test_json(void)
{
    Suite *suite = suite_create("json");
    TCase *tcase = tcase_create("json");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_nested);
    tcase_add_loop_test(tcase, test_string, 0, (int)(sizeof strings / sizeof *strings));
    tcase_add_loop_test(tcase, test_number, 0, (int)(sizeof numbers / sizeof *numbers));
    suite_add_tcase(suite, tcase);
    return suite;
}

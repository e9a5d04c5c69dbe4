#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/json_reader.h"

static char heard[1000];

static bool note(const char *what, const struct cairn_json_place *place, const char *value)
{
    size_t used = strlen(heard);

    snprintf(heard + used, sizeof heard - used, "%s %s %d:%d%s%s\n", what, place->key, place->line,
             place->depth, *value ? " " : "", value);
    return strcmp(value, "stop") != 0;
}

static bool begin(void *context, const struct cairn_json_place *place)
{
    (void)context;
    return note("begin", place, place->is_array ? "array" : "");
}

static bool end(void *context, const struct cairn_json_place *place)
{
    (void)context;
    return note("end", place, "");
}

static bool text(void *context, const struct cairn_json_place *place, const char *value)
{
    (void)context;
    return note("text", place, value);
}

static bool number(void *context, const struct cairn_json_place *place, double value)
{
    char digits[40];

    (void)context;
    snprintf(digits, sizeof digits, "%g", isnan(value) ? -1 : value);
    return note("number", place, digits);
}

/* Reads a text; what it says is wrong goes to `error`. */
static bool reads(const char *bytes, char error[200])
{
    const struct cairn_json_handler handler = {begin, end, text, number, NULL};
    char copy[500];
    struct cairn_input input = {.path = "f", .bytes = copy, .size = strlen(bytes)};
    struct cairn_arena arena;
    struct cairn_diag diag;
    bool good;

    snprintf(copy, sizeof copy, "%s", bytes);
    *heard = *error = '\0';
    cairn_arena_init(&arena);
    cairn_diag_init(&diag);
    good = cairn_json_read(&arena, &input, &handler, &diag);
    if (cairn_diag_count(&diag, CAIRN_ERROR) > 0)
        snprintf(error, 200, "%d: %s", diag.items[0].line, diag.items[0].text);
    cairn_diag_release(&diag);
    cairn_arena_release(&arena);
    return good;
}

START_TEST(all_is_heard_in_order)
{
    char error[200];

    ck_assert(reads("{\"a\": [1, null,\n {\"b\": \"x\\\"y\"}],\n\"c\": 2.5e1}\n", error));
    ck_assert_str_eq(heard, "begin  1:0\nbegin a 1:1 array\nnumber  1:2 1\nnumber  1:2 -1\n"
                            "begin  2:2\ntext b 2:3 x\"y\nend  2:2\nend a 1:1\n"
                            "number c 3:1 25\nend  1:0\n");
    ck_assert_str_eq(error, "");
}
END_TEST

static const struct {
    const char *bytes, *error;
} wrong[] = {
    {"{\"a\": 1", "1: this is no JSON: a comma or a closing brace is due"},
    {"{\"a\": \n[1, 2", "2: this is no JSON: a comma or a closing bracket is due"},
    {"{\"a\" 1}", "1: this is no JSON: a colon is due"},
    {"{\n\"a\": soon}", "2: this is no JSON: a value is due"},
    {"{a: 1}", "1: a text in quotes is due"},
    {"{\"a: 1}\n", "1: a quote that is never closed"},
    {"{} 1", "1: text behind the end of the JSON"},
    {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "1: more than 32 brackets inside each other"},
    {"", "1: this is no JSON: a value is due"},
    {"{\"a\": \"stop\"}", ""}, /* the handler's word */
};

START_TEST(what_is_wrong_is_named_with_its_line)
{
    char error[200];

    ck_assert(!reads(wrong[_i].bytes, error));
    ck_assert_str_eq(error, wrong[_i].error);
}
END_TEST

Suite *test_json_reader(void);

Suite *test_json_reader(void)
{
    Suite *suite = suite_create("json_reader");
    TCase *tc = tcase_create("json_reader");

    tcase_add_test(tc, all_is_heard_in_order);
    tcase_add_loop_test(tc, what_is_wrong_is_named_with_its_line, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    suite_add_tcase(suite, tc);
    return suite;
}

/*
 * Traces of contents: ranks and sizes of small files whose requests can be counted by hand, and
 * what is said of rows that hold something else.
 */

#include "io/contents.h"

#include <check.h>
#include <string.h>

#include <cairn/diag.h>

#include "base/alloc.h"
#include "base/buffer.h"

static struct cairn_arena arena;
static struct cairn_diag diag;

static const struct cairn_content_trace *read_text(const char *text,
                                                   enum cairn_content_format format)
{
    const struct cairn_input input = {.path = "asked.csv", .bytes = text, .size = strlen(text)};

    cairn_arena_init(&arena);
    cairn_diag_init(&diag);
    return cairn_contents_read(&arena, &input, format, (struct cairn_origin){"a.xml", 3}, &diag);
}

/* What was said; and the end of it. */
static void release(const char *said)
{
    char *text = cairn_diag_text(&diag);

    ck_assert_str_eq(text, said);
    cairn_free(text);
    cairn_diag_release(&diag);
    cairn_arena_release(&arena);
}

/* b is asked for three times, a and c twice and a first; c has two sizes; names are trimmed. */
START_TEST(contents_are_ranked)
{
    static const uint32_t ranks[] = {1, 0, 0, 2, 0, 2, 1};
    const struct cairn_content_trace *trace = read_text("\xef\xbb\xbfid,size\r\n"
                                                        "a,10\r\n"
                                                        " b , 20 \r\n"
                                                        "\r\n"
                                                        "b,20\r\n"
                                                        "c,1\r\n"
                                                        "b,20\r\n"
                                                        "c,5\r\n"
                                                        "a,0010",
                                                        CAIRN_CONTENT_PLAIN);

    ck_assert_ptr_nonnull(trace);
    ck_assert_int_eq(trace->contents, 3);
    ck_assert_uint_eq(trace->n_requests, sizeof ranks / sizeof *ranks);
    ck_assert_mem_eq(trace->requests, ranks, sizeof ranks);
    ck_assert_int_eq(trace->sizes_bytes[0], 20);
    ck_assert_int_eq(trace->sizes_bytes[1], 10);
    ck_assert_int_eq(trace->sizes_bytes[2], 5);
    release("a.xml:3: warning: trace asked.csv: 1 of 3 contents change their size; the largest is "
            "taken\n");
}
END_TEST

/* Keys hold commas; a size is that of key and value; what writes is left out; nothing is 1 B. */
START_TEST(twitter)
{
    static const uint32_t ranks[] = {0, 0, 1};
    const struct cairn_content_trace *trace = read_text("0,k,1,3,100,2,get,0\n"
                                                        "1,k,1,3,100,2,gets,0\n"
                                                        "2,other,5,9,2,set,60\n"
                                                        "3,other,0,0,2,get,0\n",
                                                        CAIRN_CONTENT_TWITTER);

    ck_assert_ptr_nonnull(trace);
    ck_assert_int_eq(trace->contents, 2);
    ck_assert_uint_eq(trace->n_requests, 3);
    ck_assert_mem_eq(trace->requests, ranks, sizeof ranks);
    ck_assert_int_eq(trace->sizes_bytes[0], 103);
    ck_assert_int_eq(trace->sizes_bytes[1], 1);
    release(
        "a.xml:3: warning: trace asked.csv: 3 of 4 rows are look-ups; other operations are left "
        "out\n");
}
END_TEST

/* 2,000 contents, the i-th asked for i + 1 times in turns: the last is the most popular. */
START_TEST(many_contents)
{
    enum { N = 2000, TURNS = 3 };
    const struct cairn_content_trace *trace;
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    for (int i = 0; i < N; i++)
        for (int turn = 0; turn <= i % TURNS; turn++)
            cairn_buffer_appendf(&text, "content-%d,%d\n", i, i + 1);
    trace = read_text(text.data, CAIRN_CONTENT_PLAIN);
    ck_assert_int_eq(trace->contents, N);
    ck_assert_uint_eq(trace->n_requests, 666 * 6 + 1 + 2); /* 1 + 2 + 3 of each three, and 2 more */
    ck_assert_int_eq(trace->sizes_bytes[0], TURNS); /* the first of those asked for three times */
    ck_assert_int_eq(trace->sizes_bytes[N - 1], N - 1); /* the last of those asked for once */
    ck_assert_uint_eq(trace->requests[0], 666 + 667);   /* number 0, the first of those */
    release("");
    cairn_buffer_release(&text);
}
END_TEST

#define NO_ROW " is no row of timestamp, key, key size, value size, client, operation and TTL\n"
#define NO_CONTENT " is no content and its size in bytes, such as a17,2048\n"

static const struct {
    enum cairn_content_format format;
    const char *text;
    const char *why;
} mistakes[] = {
    {CAIRN_CONTENT_PLAIN, "", "a.xml:3: error: trace asked.csv holds no requests\n"},
    {CAIRN_CONTENT_PLAIN, "id,size\n", "a.xml:3: error: trace asked.csv holds no requests\n"},
    {CAIRN_CONTENT_PLAIN, "id\na,1\n", "asked.csv:1: error: \"id\"" NO_CONTENT},
    {CAIRN_CONTENT_PLAIN, "a,1\nb,1e3\n", "asked.csv:2: error: \"b,1e3\"" NO_CONTENT},
    {CAIRN_CONTENT_PLAIN, "a,1\nb,\n", "asked.csv:2: error: \"b,\"" NO_CONTENT},
    {CAIRN_CONTENT_TWITTER, "0,k,3,100,2,get\n", "asked.csv:1: error: \"0,k,3,100,2,get\"" NO_ROW},
    {CAIRN_CONTENT_TWITTER, "k,3,100,2,get,0\n", "asked.csv:1: error: \"k,3,100,2,get,0\"" NO_ROW},
    {CAIRN_CONTENT_TWITTER, "0,k,x,100,2,get,0\n",
     "asked.csv:1: error: \"0,k,x,100,2,get,0\"" NO_ROW},
    {CAIRN_CONTENT_TWITTER, "0,k,3,-1,2,get,0\n",
     "asked.csv:1: error: \"0,k,3,-1,2,get,0\"" NO_ROW},
    {CAIRN_CONTENT_TWITTER, "0,k,1,1,2,set,0\n",
     "a.xml:3: error: trace asked.csv holds no requests\n"},
};

START_TEST(mistakes_are_named_where_they_are)
{
    ck_assert_ptr_null(read_text(mistakes[_i].text, mistakes[_i].format));
    release(mistakes[_i].why);
}
END_TEST

Suite *test_contents(void);

Suite *test_contents(void)
{
    Suite *suite = suite_create("contents");
    TCase *tcase = tcase_create("contents");

    tcase_add_test(tcase, contents_are_ranked);
    tcase_add_test(tcase, twitter);
    tcase_add_test(tcase, many_contents);
    tcase_add_loop_test(tcase, mistakes_are_named_where_they_are, 0,
                        sizeof mistakes / sizeof *mistakes);
    suite_add_tcase(suite, tcase);
    return suite;
}

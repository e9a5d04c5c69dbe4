/*
 * Recordings: the published formats, each from a small file of its own making, and what they come
 * down to: times from the first request on, tokens, the circle. [REPLAY]
 */

#include "io/recording.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include <cairn/diag.h>

#include "base/alloc.h"

static struct cairn_arena arena;
static struct cairn_diag diag;
static struct cairn_recording recording;

static bool read_text(const char *text, struct cairn_replay replay)
{
    const struct cairn_input input = {.path = "trace.csv", .bytes = text, .size = strlen(text)};

    cairn_arena_init(&arena);
    cairn_diag_init(&diag);
    replay.origin = (struct cairn_origin){"a.xml", 3};
    return cairn_recording_read(&arena, &input, &replay, &diag, &recording);
}

static void release(void)
{
    ck_assert(!cairn_diag_failed(&diag));
    cairn_diag_release(&diag);
    cairn_arena_release(&arena);
}

static void check_times(const int64_t *at_ns, int n, int64_t length_ns)
{
    ck_assert_int_eq(recording.n, n);
    for (int i = 0; i < n; i++)
        ck_assert_int_eq(recording.at_ns[i], at_ns[i]);
    ck_assert_int_eq(recording.length_ns, length_ns);
}

/* Seven digits of a fraction, over midnight, no line end behind the last row. */
START_TEST(azure_llm)
{
    static const int64_t at_ns[] = {0, 1600000100, 2100000000};

    ck_assert(read_text("TIMESTAMP,ContextTokens,GeneratedTokens\n"
                        "2023-11-16 23:59:59.4000000,374,44\n"
                        "2023-11-17 00:00:01.0000001,396,109\n"
                        "2023-11-17 00:00:01.5000000,879,55",
                        (struct cairn_replay){.format = CAIRN_AZURE_LLM}));
    check_times(at_ns, 3, 3150000000); /* 2.1 s in two gaps, and a third like them */
    ck_assert_uint_eq(recording.tokens[1].context, 396);
    ck_assert_uint_eq(recording.tokens[2].generated, 55);
    ck_assert_int_eq(recording.longest_gap_ns, 1600000100);
    release();
}
END_TEST

START_TEST(vidur)
{
    static const int64_t at_ns[] = {0, 52000000, 4314579000};

    ck_assert(read_text("arrived_at,num_prefill_tokens,num_decode_tokens\n"
                        "0.0,4808,10\n0.052,3180,8\n4.314579,396,109\n",
                        (struct cairn_replay){.format = CAIRN_VIDUR}));
    check_times(at_ns, 3, 4314579000 / 2 * 3);
    ck_assert_uint_eq(recording.tokens[0].context, 4808);
    release();
}
END_TEST

/* A response of no tokens is a failure; another model is not asked for. */
START_TEST(burstgpt)
{
    static const int64_t at_ns[] = {0, 40000000000};
    static const char text[] =
        "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
        "5,ChatGPT,472,18,490,Conversation log\n"
        "45,ChatGPT,1087,230,1317,Conversation log\n"
        "50,GPT-4,417,276,693,API log\n"
        "118,ChatGPT,1360,0,1360,Conversation log\n";

    ck_assert(read_text(text, (struct cairn_replay){.format = CAIRN_BURSTGPT, .only = "ChatGPT"}));
    check_times(at_ns, 2, 80000000000);
    ck_assert_int_eq(recording.rows, 4);
    ck_assert_int_eq(recording.failed, 1);
    ck_assert_int_eq(recording.others, 1);
    release();
}
END_TEST

/* Rows stand in order of their ends; a request begins a duration before, if need be before 0. */
START_TEST(azure_functions_2021)
{
    static const int64_t at_ns[] = {0, 10000000000, 10500000000};

    ck_assert(read_text("app,func,end_timestamp,duration\n"
                        "a,f,1.5,0.5\na,g,2,0.5\na,h,3,12\n",
                        (struct cairn_replay){.format = CAIRN_AZURE_FUNCTIONS_2021}));
    check_times(at_ns, 3, 15750000000);
    ck_assert_ptr_null(recording.tokens);
    release();
}
END_TEST

/* Counts per minute: each request in its minute, spread as uniform variates are. */
START_TEST(azure_functions_2019)
{
    double sum = 0.0, squares = 0.0;
    int before = 0;

    ck_assert(read_text("HashOwner,HashApp,HashFunction,Trigger,1,2,3\n"
                        "o,a,f,http,600,0,2\no,a,g,timer,400,0,1\n",
                        (struct cairn_replay){.format = CAIRN_AZURE_FUNCTIONS_2019}));
    ck_assert_int_eq(recording.n, 1003);
    ck_assert_int_eq(recording.length_ns, INT64_C(180000000000));
    for (int i = 0; i < recording.n; i++) {
        double minutes = (double)recording.at_ns[i] / 60e9;

        before += minutes < 1.0;
        ck_assert(minutes < 1.0 || minutes >= 2.0);
        if (minutes < 1.0) {
            sum += minutes / 1000.0;
            squares += minutes * minutes / 1000.0;
        }
    }
    ck_assert_int_eq(before, 1000);
    /* mean 1/2 and mean square 1/3 of 1,000 uniform variates, four standard errors */
    ck_assert_double_eq_tol(sum, 0.5, 4.0 * sqrt(1.0 / 12.0 / 1000.0));
    ck_assert_double_eq_tol(squares, 1.0 / 3.0, 4.0 * sqrt(4.0 / 45.0 / 1000.0));
    release();
}
END_TEST

/* Seconds since 1970 keep their nanoseconds; so do time stamps with offsets. */
START_TEST(timestamps)
{
    static const int64_t at_ns[] = {0, 1, 1000000001};
    static const int64_t stamps_ns[] = {0, 250000000};

    ck_assert(read_text("id,when\na,1700000000.000000001\nb,1700000000.000000002\n"
                        "c,1700000001.000000002\n",
                        (struct cairn_replay){.column = "when"}));
    check_times(at_ns, 3, 1000000001 + 1000000001 / 2);
    release();
    ck_assert(read_text("when\n2024-03-31T02:00:00.5+02:00\n2024-03-31T00:00:00.75Z\n",
                        (struct cairn_replay){0}));
    check_times(stamps_ns, 2, 500000000);
    release();
}
END_TEST

/* What is replayed decides the content, not the file around it. */
START_TEST(content_is_what_is_replayed)
{
    uint64_t content;

    ck_assert(read_text("at\n1\n2\n4\n", (struct cairn_replay){0}));
    content = recording.content[0];
    release();
    ck_assert(read_text("who,at\na,14\nb,12\nc,11\n", (struct cairn_replay){.column = "at"}));
    ck_assert(recording.content[0] == content);
    release();
    ck_assert(read_text("at\n1\n2\n4.000000001\n", (struct cairn_replay){0}));
    ck_assert(recording.content[0] != content);
    release();
}
END_TEST

static const struct {
    enum cairn_replay_format format;
    const char *text;
    const char *why;
} mistakes[] = {
    {CAIRN_TIMESTAMPS, "at\n1\n", "a.xml:3: error: recording trace.csv has one request: no rate\n"},
    {CAIRN_TIMESTAMPS, "at\n", "a.xml:3: error: recording trace.csv has no request to replay\n"},
    {CAIRN_TIMESTAMPS, "at\n3\n3\n",
     "a.xml:3: error: recording trace.csv has all requests at one time: no rate\n"},
    {CAIRN_TIMESTAMPS, "at\n-3999999999\n3999999999\n",
     "a.xml:3: error: recording trace.csv has more than 126 years between its requests\n"},
    {CAIRN_TIMESTAMPS, "at\n1\n4000000000\n",
     "trace.csv:3: error: \"4000000000\" is not a number of seconds\n"},
    {CAIRN_TIMESTAMPS, "at\n666666666661\n1\n",
     "trace.csv:2: error: \"666666666661\" is not a number of seconds\n"},
    {CAIRN_TIMESTAMPS, "at\n0001-01-01T00:00:00Z\n1\n",
     "trace.csv:2: error: \"0001-01-01T00:00:00Z\" is no time stamp such as 2023-11-16 "
     "18:15:46.6805900\n"},
    {CAIRN_TIMESTAMPS, "at\n1\n1e300\n",
     "trace.csv:3: error: \"1e300\" is not a number of seconds\n"},
    {CAIRN_TIMESTAMPS, "at\n1\n-5e9\n",
     "trace.csv:3: error: \"-5e9\" is not a number of seconds\n"},
    {CAIRN_TIMESTAMPS, "at\n1\n2 s\n", "trace.csv:3: error: \"2 s\" is not a number of seconds\n"},
    {CAIRN_TIMESTAMPS, "at\n1\n2100-01-01 00:00:00\n",
     "trace.csv:3: error: \"2100-01-01 00:00:00\" is no time stamp such as 2023-11-16 "
     "18:15:46.6805900\n"},
    {CAIRN_AZURE_LLM, "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 00:00:01,3,4.5\n",
     "trace.csv:2: error: \"4.5\" is not a whole number\n"},
    {CAIRN_AZURE_LLM, "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 00:00:01,4294967296,4\n",
     "trace.csv:2: error: \"4294967296\" is not a whole number\n"},
    {CAIRN_VIDUR, "arrived_at,num_prefill_tokens,num_decode_tokens\nsoon,3,4\n0,-3,4\n0,3,\n",
     "trace.csv:2: error: \"soon\" is not a number of seconds\n"
     "trace.csv:3: error: \"-3\" is not a whole number\n"
     "trace.csv:4: error: \"\" is not a whole number\n"},
    {CAIRN_BURSTGPT,
     "Timestamp,Model,Request tokens,Response tokens\nsoon,a,3,4\n0,a,many,4\n0,a,3,many\n",
     "trace.csv:2: error: \"soon\" is not a number of seconds\n"
     "trace.csv:3: error: \"many\" is not a whole number\n"
     "trace.csv:4: error: \"many\" is not a whole number\n"},
    {CAIRN_AZURE_FUNCTIONS_2021, "app,func,end_timestamp,duration\na,b,soon,1\na,b,1,long\n",
     "trace.csv:2: error: \"soon\" is not a number of seconds\n"
     "trace.csv:3: error: \"long\" is not a number of seconds\n"},
    {CAIRN_AZURE_FUNCTIONS_2021,
     "app,func,end_timestamp,duration\na,b,-3999999999,3999999999\na,b,3999999999,0\n",
     "trace.csv:2: error: \"3999999999\" is so long that the request came too far from 1970\n"},
    {CAIRN_AZURE_FUNCTIONS_2019, "HashOwner,HashApp,HashFunction,Trigger,1,2\na,b,c,http,1,some\n",
     "trace.csv:2: error: \"some\" is not a whole number\n"},
    {CAIRN_TIMESTAMPS, "at\na\nb\nc\nd\ne\nf\n", /* five are enough */
     "trace.csv:2: error: \"a\" is not a number of seconds\n"
     "trace.csv:3: error: \"b\" is not a number of seconds\n"
     "trace.csv:4: error: \"c\" is not a number of seconds\n"
     "trace.csv:5: error: \"d\" is not a number of seconds\n"
     "trace.csv:6: error: \"e\" is not a number of seconds\n"},
};

START_TEST(mistakes_are_named_where_they_are)
{
    char *said;

    ck_assert(!read_text(mistakes[_i].text, (struct cairn_replay){.format = mistakes[_i].format}));
    said = cairn_diag_text(&diag);
    ck_assert_str_eq(said, mistakes[_i].why);
    cairn_free(said);
    cairn_diag_release(&diag);
    cairn_arena_release(&arena);
}
END_TEST

/* As spreadsheets and other programs write them. */
START_TEST(seconds_are_written_in_many_ways)
{
    static const int64_t at_ns[] = {0, 1500000000, 2500000000, 3000000000};

    ck_assert(read_text("at\n-1.5\n+0.\n1e0\n1.500000000999\n", (struct cairn_replay){0}));
    check_times(at_ns, 4, 4000000000);
    release();
}
END_TEST

Suite *test_recording(void)
{
    Suite *suite = suite_create("recording");
    TCase *core = tcase_create("recording");

    tcase_add_test(core, azure_llm);
    tcase_add_test(core, vidur);
    tcase_add_test(core, burstgpt);
    tcase_add_test(core, azure_functions_2021);
    tcase_add_test(core, azure_functions_2019);
    tcase_add_test(core, timestamps);
    tcase_add_loop_test(core, mistakes_are_named_where_they_are, 0,
                        sizeof mistakes / sizeof *mistakes);
    tcase_add_test(core, seconds_are_written_in_many_ways);
    tcase_add_test(core, content_is_what_is_replayed);
    suite_add_tcase(suite, core);
    return suite;
}

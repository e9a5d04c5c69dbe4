/* Messages are the specification: lower case, what is wrong first, the subject quoted. */

#include <check.h>

#include "cli/options.c"
#include "cli/options_table.c"

static const char *const colours[] = {"red", "green", "blue", NULL};
static const struct cairn_option colour = {
    .name = "colour", .kind = CAIRN_OPTION_WORD, .value = "WORD", .help = "h", .words = colours};
static const struct cairn_option output = {
    .name = "output", .letter = 'o', .kind = CAIRN_OPTION_PATH, .value = "FILE", .help = "where"};
static const struct cairn_option *const rows[] = {&cairn_option_db,
                                                  &cairn_option_seed,
                                                  &cairn_option_replications,
                                                  &cairn_option_precision,
                                                  &cairn_option_json,
                                                  &cairn_option_csv,
                                                  &cairn_option_quiet,
                                                  &colour,
                                                  &output,
                                                  NULL};

enum { MOST = 6 };

static const struct {
    const char *words[MOST];
    const char *error;
} bad[] = {
    {{"--foo"}, "unknown option --foo of run; see 'cairn help run'"},
    {{"--bd", "x"}, "unknown option --bd of run; did you mean --db?"},
    {{"--sede=1"}, "unknown option --sede of run; did you mean --seed?"},
    {{"--force"}, "unknown option --force of run; see 'cairn help run'"}, /* not listed */
    {{"-x"}, "unknown option -x of run; see 'cairn help run'"},
    {{"--db"}, "--db of run needs a value: --db FILE"},
    {{"--db="}, "--db of run needs a value: --db FILE"},
    {{"--replications"}, "--replications of run needs a value: --replications N"},
    {{"--json=yes"}, "--json of run takes no value"},
    {{"-qq"}, "--quiet of run takes no value"},
    {{"--seed", "-1"}, "--seed of run is a whole number, 0 or more, not \"-1\""},
    {{"--seed", "18446744073709551616"},
     "--seed of run is a whole number, 0 or more, not \"18446744073709551616\""},
    {{"--seed="}, "--seed of run is a whole number, 0 or more, not \"\""},
    {{"--replications=0"}, "--replications of run is a whole number, 2 to 1000000, not \"0\""},
    {{"--replications=1e3"}, "--replications of run is a whole number, 2 to 1000000, not \"1e3\""},
    {{"--precision=0"}, "--precision of run lies between 0 and 1, not \"0\""},
    {{"--precision=100%"}, "--precision of run lies between 0 and 1, not \"100%\""},
    {{"--colour=grene"},
     "--colour of run is one of red, green and blue, not \"grene\"; did you mean green?"},
    {{"--colour=x"}, "--colour of run is one of red, green and blue, not \"x\""},
    {{"--json", "--csv"}, "--json and --csv exclude each other"},
};

static int length(const char *const *words)
{
    int n = 0;

    while (n < MOST && words[n])
        n++;
    return n;
}

START_TEST(test_bad)
{
    struct cairn_options options;
    struct cairn_buffer error;

    cairn_buffer_init(&error);
    cairn_options_init(&options, "run", rows);
    ck_assert(!cairn_options_parse(&options, length(bad[_i].words), (char *const *)bad[_i].words,
                                   &error));
    ck_assert_str_eq(error.data, bad[_i].error);
    cairn_options_release(&options);
    cairn_buffer_release(&error);
}
END_TEST

static void parse(struct cairn_options *options, const char *const *words, int n)
{
    struct cairn_buffer error;

    cairn_buffer_init(&error);
    cairn_options_init(options, "run", rows);
    ck_assert_msg(cairn_options_parse(options, n, (char *const *)words, &error), "%s", error.data);
    cairn_buffer_release(&error);
}

START_TEST(test_values)
{
    static const char *const words[] = {"--seed=18446744073709551615",
                                        "a.xml",
                                        "--precision",
                                        "2.5 %",
                                        "-o",
                                        "x",
                                        "--db=y=z",
                                        "--colour",
                                        "blue",
                                        "-",
                                        "--db",
                                        "--json",
                                        "--",
                                        "--csv"};
    struct cairn_options options;

    parse(&options, words, (int)(sizeof words / sizeof *words));
    ck_assert_uint_eq(cairn_options_count(&options, &cairn_option_seed, 1), UINT64_MAX);
    ck_assert_double_eq(cairn_options_fraction(&options, &cairn_option_precision, 0), 0.025);
    ck_assert_str_eq(cairn_options_text(&options, &output, NULL), "x");
    /* a value may look like an option, and the last one counts */
    ck_assert_str_eq(cairn_options_text(&options, &cairn_option_db, NULL), "--json");
    ck_assert(!cairn_options_given(&options, &cairn_option_json));
    ck_assert_int_eq(cairn_options_word(&options, &colour), 2);
    ck_assert_int_eq(options.n_arguments, 3);
    ck_assert_str_eq(options.arguments[0], "a.xml");
    ck_assert_str_eq(options.arguments[1], "-");
    ck_assert_str_eq(options.arguments[2], "--csv");
    cairn_options_release(&options);
}
END_TEST

START_TEST(test_absent)
{
    struct cairn_options options;

    parse(&options, NULL, 0);
    ck_assert_uint_eq(cairn_options_count(&options, &cairn_option_seed, 7), 7);
    ck_assert_ptr_null(cairn_options_text(&options, &cairn_option_db, NULL));
    ck_assert_int_eq(cairn_options_word(&options, &colour), -1);
    ck_assert(!cairn_options_given(&options, &cairn_option_force));
    cairn_options_release(&options);
}
END_TEST

START_TEST(test_letter_with_value)
{
    static const char *const words[] = {"-ofile", "-q"};
    struct cairn_options options;

    parse(&options, words, 2);
    ck_assert_str_eq(cairn_options_text(&options, &output, NULL), "file");
    ck_assert(cairn_options_given(&options, &cairn_option_quiet));
    cairn_options_release(&options);
}
END_TEST

START_TEST(test_help_ends_parsing)
{
    static const char *const words[] = {"--help", "--nonsense"};
    struct cairn_options options;

    parse(&options, words, 2);
    ck_assert(options.help);
    cairn_options_release(&options);
}
END_TEST

Suite *test_options(void)
{
    Suite *suite = suite_create("options");
    TCase *tcase = tcase_create("options");

    tcase_add_loop_test(tcase, test_bad, 0, (int)(sizeof bad / sizeof *bad));
    tcase_add_test(tcase, test_values);
    tcase_add_test(tcase, test_absent);
    tcase_add_test(tcase, test_letter_with_value);
    tcase_add_test(tcase, test_help_ends_parsing);
    suite_add_tcase(suite, tcase);
    return suite;
}

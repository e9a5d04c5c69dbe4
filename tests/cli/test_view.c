/* Views as tables, and the views that group, over rows that are written here. */

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "cli/explain.c"
#include "cli/pivot.c"
#include "cli/view.h"
#include "support/store_sample.h"

static struct sample_folder folder;
static struct cairn_store *store;
static struct cairn_buffer text;
static int64_t study;

static void setup(void)
{
    sample_folder_enter(&folder);
    store = sample_open("r.sqlite");
    study = sample_fill(store, 'a');
    cairn_buffer_init(&text);
}

static void teardown(void)
{
    cairn_buffer_release(&text);
    cairn_store_close(store);
    sample_folder_leave(&folder);
}

static const struct cairn_style plain = {.width = 0};

/* The request as text; returns how many rows there are. */
static int write_view(struct cairn_view_request request, const char *name)
{
    int n;

    request.view = cairn_view_find(name);
    cairn_buffer_clear(&text);
    ck_assert_int_eq(cairn_view_write(&request, store, CAIRN_FORMAT_TEXT, plain, &text, &n),
                     CAIRN_STORE_OK);
    return n;
}

/* The first column of a query on the open store. */
static const char *ask(const char *sql)
{
    struct cairn_rows *rows = cairn_store_query(store, sql, NULL, 0);

    cairn_buffer_clear(&text);
    while (cairn_rows_next(rows))
        cairn_buffer_appendf(&text, "%s\n", (const char *)cairn_rows_cell(rows, 0).bytes);
    ck_assert_msg(cairn_rows_free(rows) == CAIRN_STORE_OK, "%s", cairn_store_text(store));
    return text.data;
}

START_TEST(test_brief_and_alone)
{
    ck_assert_int_eq(write_view((struct cairn_view_request){0}, "candidates"), 2);
    ck_assert_msg(strncmp(text.data, "scenario  rank  status     no.  ", 32) == 0, "%s", text.data);
    write_view((struct cairn_view_request){.brief = true, .alone = true}, "candidates");
    /* 0.03 and 0.06 kg over two years; "breaks" because the second one breaks a promise */
    ck_assert_str_eq(text.data, "rank  status     placement                                  "
                                "                    kg/year  breaks\n"
                                "   1  selected   the answer                                 "
                                "                      0.015\n"
                                "   2  contender  frames: gpu (int8); gpu: 2 x orin per store"
                                ", batch 4 or 10 ms     0.03  frames p95\n");
}
END_TEST

START_TEST(test_condition_and_limit)
{
    struct cairn_cell verdict = CAIRN_STRING("verdict", "broken");
    struct cairn_view_request request = {
        .where = "verdict = :verdict",
        .parameters = &verdict,
        .n_parameters = 1,
        .brief = true,
        .alone = true,
    };

    ck_assert_int_eq(write_view(request, "promises"), 1);
    ck_assert_str_eq(text.data, "placement  workload  promise  verdict  outcome\n"
                                "gpu        frames    p95      broken   100 ms of 200 ms\n");
    request.where = NULL;
    request.n_parameters = 0;
    request.most = 1;
    ck_assert_int_eq(write_view(request, "promises"), 2); /* rows there are, not shown */
    ck_assert_ptr_nonnull(strstr(text.data, "the answer"));
    ck_assert_ptr_null(strstr(text.data, "broken"));
    request.where = "false";
    ck_assert_int_eq(write_view(request, "promises"), 0);
    ck_assert_str_eq(text.data, "");
}
END_TEST

START_TEST(test_kinds_of_cells)
{
    struct cairn_view_request request = {.brief = true, .alone = true};

    cairn_store_close(store);
    sample_execute("r.sqlite", "UPDATE optimum SET p_correct = 0.99995");
    store = sample_open("r.sqlite");
    write_view(request, "optimum");
    ck_assert_ptr_nonnull(strstr(text.data, ">0.999"));
    write_view(request, "baselines");
    ck_assert_ptr_nonnull(strstr(text.data, "0.015       50\n")); /* saved: kg a year, percent */
    write_view(request, "bases");
    ck_assert_ptr_nonnull(strstr(text.data, "no data: long-run marginal of PL"));
}
END_TEST

static void prune(const char *workload, const char *pool, const char *variant, const char *reason,
                  const char *why)
{
    static int n = 1;

    CAIRN_STORE_ADD(store, "pruned", CAIRN_INTEGER("study", study), CAIRN_INTEGER("pruned", n++),
                    CAIRN_STRING("workload", workload), CAIRN_STRING("pool", pool),
                    CAIRN_STRING("variant", variant), CAIRN_STRING("reason", reason),
                    CAIRN_STRING("text", why));
}

/* The same of several variants and pools is one row; other figures are an example. */
START_TEST(test_pruned_is_grouped)
{
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    prune("a", "north", "s", "no profile", "no profile of yolo s on l4");
    prune("a", "north", "m", "no profile", "no profile of yolo m on l4");
    prune("a", "south", "s", "no profile", "no profile of yolo s on l4");
    prune("a", "south", "m", "no profile", "no profile of yolo m on l4");
    for (int i = 0; i < 4; i++)
        prune("b", "box", (const char *[]){"n", "s", "m", "l"}[i], "accuracy",
              (const char *[]){"accuracy of n is 0.1", "accuracy of s is 0.2",
                               "accuracy of m is 0.3", "accuracy of l is 0.4"}[i]);
    ck_assert_int_eq(cairn_store_commit(store), CAIRN_STORE_OK);
    ck_assert_str_eq(ask("SELECT workload || ' | ' || pool || ' | ' || coalesce(variant, 'any') || "
                         "' | ' || text || ' | ' || ways FROM v_pruned"),
                     "frames | box | any | not measured | 1\n"
                     "a | north, south | s, m | no profile of yolo on l4 | 4\n"
                     "b | box | l and 3 more | such as: accuracy of l is 0.4 | 4\n");
}
END_TEST

/* A text stands once, whichever places and placements it is about. */
START_TEST(test_flags_are_said_once)
{
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    for (int i = 0; i < 4; i++)
        CAIRN_STORE_ADD(store, "flag", CAIRN_INTEGER("study", study), CAIRN_INTEGER("flag", 1 + i),
                        CAIRN_INTEGER("placement", i % 2),
                        CAIRN_STRING("subject", i < 2 ? "store" : "north"),
                        CAIRN_STRING("text", "the same"));
    CAIRN_STORE_ADD(store, "flag", CAIRN_INTEGER("study", study), CAIRN_INTEGER("flag", 5),
                    CAIRN_INTEGER("placement", 1), CAIRN_STRING("subject", "north"),
                    CAIRN_STRING("text", "only of the other"));
    ck_assert_int_eq(cairn_store_commit(store), CAIRN_STORE_OK);
    ck_assert_str_eq(ask("SELECT subject || ' | ' || text || ' | ' || concerns_answer || ' | ' || "
                         "placements FROM v_flag"),
                     "box | power is assumed | 1 | 0\n"
                     "store, north | the same | 1 | 2\n"
                     "north | only of the other | 0 | 1\n");
    ck_assert_str_eq(ask("SELECT flags || '' FROM v_optimum"), "2\n");
}
END_TEST

/* 30 g busy under inventory in the answer; the runner-up, which is today, has no ledger here. */
START_TEST(test_parts)
{
    ck_assert_str_eq(ask("SELECT role || ' | ' || part || ' | ' || basis || ' | ' || decides || "
                         "printf(' | %.9g', carbon_kg_per_year) FROM v_part"),
                     "answer | embodied | decision | 0 | 75\n"
                     "answer | embodied | ghg-location | 0 | 75\n"
                     "answer | busy | inventory | 1 | 0.015\n"
                     "answer | busy | sci | 0 | 0.015\n");
}
END_TEST

START_TEST(test_pivot)
{
    struct cairn_pivot pivot;

    cairn_pivot_init(&pivot);
    cairn_pivot_write(&pivot, "part", "in all", plain, &text);
    ck_assert_str_eq(text.data, "");
    cairn_pivot_add(&pivot, "busy", "answer", 1.5);
    cairn_pivot_add(&pivot, "idle", "answer", 0.5);
    cairn_pivot_add(&pivot, "idle", "today", 4);
    cairn_pivot_add(&pivot, "network", "today", 8);
    cairn_pivot_add(&pivot, "idle", "answer", 1.5);
    cairn_pivot_add(&pivot, "nothing", "nowhere", NAN);
    cairn_pivot_write(&pivot, "part", "in all", plain, &text);
    ck_assert_str_eq(text.data, "part     answer  today\n"
                                "busy        1.5\n"
                                "idle          2      4\n"
                                "network              8\n"
                                "in all      3.5     12\n");
    cairn_buffer_clear(&text);
    cairn_pivot_write(&pivot, "part", NULL, plain, &text);
    ck_assert_ptr_null(strstr(text.data, "in all"));
    cairn_pivot_release(&pivot);
}
END_TEST

/* Sections with rows appear, in order; what a limit cuts off is counted. */
START_TEST(test_explanation)
{
    static const char *const titles[] = {
        "\nwhat runs where\n",
        "\nwhat was compared, best first",
        "\npromises of the answer, and those that others break\n",
        "\nagainst the baselines\n",
        "\nunder each accounting basis\n",
        "\nwhat emits, in kgCO2e a year under the basis that decides\n",
        "\nwhat to have or buy",
        "\nruled out before simulation\n",
        "\nto know before trusting a figure\n",
    };
    struct cairn_output output = {.error = 0};
    struct cairn_call call = {.output = &output};
    const char *at;

    cairn_buffer_init(&output.data);
    ck_assert_int_eq(cairn_store_begin(store), CAIRN_STORE_OK);
    for (int i = 0; i < 20; i++)
        prune((const char *[]){"a", "b"}[i % 2], "box",
              (const char *[]){"m", "n", "o", "p", "q", "r", "s", "t", "u", "v"}[i / 2],
              (const char *[]){"memory", "accuracy", "power", "offline", "model", "latency",
                               "residency", "empty", "link", "narrowed"}[i / 2],
              (const char *[]){"x", "y"}[i % 2]);
    ck_assert_int_eq(cairn_store_commit(store), CAIRN_STORE_OK);
    cairn_explain(&call, store, "r.sqlite", study);
    at = output.data.data;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        const char *next = strstr(at, titles[i]);

        ck_assert_msg(next != NULL, "no section '%s' behind: %s", titles[i], at);
        at = next + 1;
    }
    ck_assert_msg(strstr(output.data.data,
                         "... and 5 more: cairn show r.sqlite pruned --study cameras\n") != NULL,
                  "%s", output.data.data);
    cairn_buffer_release(&output.data);
}
END_TEST

Suite *test_view(void)
{
    Suite *suite = suite_create("view");
    TCase *tcase = tcase_create("view");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_brief_and_alone);
    tcase_add_test(tcase, test_condition_and_limit);
    tcase_add_test(tcase, test_kinds_of_cells);
    tcase_add_test(tcase, test_pruned_is_grouped);
    tcase_add_test(tcase, test_flags_are_said_once);
    tcase_add_test(tcase, test_parts);
    tcase_add_test(tcase, test_pivot);
    tcase_add_test(tcase, test_explanation);
    suite_add_tcase(suite, tcase);
    return suite;
}

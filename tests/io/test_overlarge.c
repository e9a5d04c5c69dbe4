/*
 * Small files that ask for more than is looked at: they are refused, and it is said what of them is
 * too much. How long that takes is not tested here; see docs/RELIABILITY.md.
 */
#include <cairn/load.h>
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/diag.h"

static char folder[] = "/tmp/cairn-test-XXXXXX";
static char *xml, *csv, *sun;

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    xml = cairn_format("%s/a.xml", folder);
    csv = cairn_format("%s/a.csv", folder);
    sun = cairn_format("%s/sun.csv", folder);
}

static void teardown(void)
{
    unlink(xml);
    unlink(csv);
    unlink(sun);
    rmdir(folder);
    cairn_free(xml);
    cairn_free(csv);
}

static void put_file(const char *path, const struct cairn_buffer *text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text->data, 1, text->size, file), text->size);
    ck_assert_int_eq(fclose(file), 0);
}

/* n times the same, in which %d is a number from 0 to n - 1. */
static void repeat(struct cairn_buffer *text, int n, const char *before, const char *after)
{
    for (int i = 0; i < n; i++)
        cairn_buffer_appendf(text, "%s%d%s", before, i, after);
}

static void begin(struct cairn_buffer *text, int variants)
{
    cairn_buffer_init(text);
    cairn_buffer_puts(
        text, "<scenario format=\"1\" name=\"a\"><time horizon=\"1 y\"/>"
              "<grid id=\"g\"><intensity kind=\"average\" scope=\"life-cycle\" value=\"1 g/kWh\"/>"
              "</grid><hardware id=\"h\"><power idle=\"1 W\" busy=\"2 W\" boundary=\"wall\"/>"
              "<memory size=\"4 GB\"/><embodied carbon=\"1 kgCO2e\" lifetime=\"5 y\"/></hardware>"
              "<model id=\"m\">");
    repeat(text, variants, "<variant accuracy=\"0.9\" memory=\"1 GB\" id=\"v", "\"/>");
    cairn_buffer_puts(
        text, "</model><profile model=\"m\" variant=\"v0\" hardware=\"h\" boundary=\"wall\">"
              "<point batch=\"1\" latency=\"1 ms\" power=\"2 W\"/></profile>");
}

static void put_parts(struct cairn_buffer *text, int pools, int workloads)
{
    repeat(text, pools, "<pool hardware=\"h\" tenancy=\"bought\" max=\"1\" id=\"p", "\"/>");
    repeat(text, workloads, "<workload model=\"m\" payload=\"1 kB\" reply=\"1 kB\" id=\"w",
           "\"><arrivals rate=\"1 /s\"/><promise p95=\"1 s\" accuracy=\"any\"/></workload>");
}

/* What is said of the scenario without its folder, "" where it is valid. */
static void says(struct cairn_buffer *text, const char *expected)
{
    struct cairn_buffer said;
    struct cairn_diag diag;
    struct cairn_scenario *scenario;

    cairn_buffer_puts(text, "\n<choose basis=\"inventory\"/></scenario>");
    put_file(xml, text);
    cairn_buffer_release(text);
    cairn_diag_init(&diag);
    cairn_buffer_init(&said);
    scenario = cairn_scenario_load(xml, NULL, &diag);
    cairn_diag_write(&diag, &said);
    ck_assert_str_eq(said.size > 0 ? said.data + strlen(folder) + 1 : "", expected);
    ck_assert(!scenario == (said.size > 0));
    cairn_scenario_free(scenario);
    cairn_buffer_release(&said);
    cairn_diag_release(&diag);
}

static void put_rows(int n)
{
    struct cairn_buffer rows;

    cairn_buffer_init(&rows);
    cairn_buffer_puts(&rows, "id\n");
    repeat(&rows, n, "r", "\n");
    put_file(csv, &rows);
    cairn_buffer_release(&rows);
}

/* A row is a site with 99 pools, a workload, its arrivals and its promise: 103 elements. */
static const struct {
    int rows;
    const char *said;
} grown[] = {
    {10, ""},
    {2500, "a.csv:2429: error: the rows of all sites make more than 250000 elements: state fewer "
           "rows, or fewer pools, caches, workloads and links of a site with rows\n"},
};

START_TEST(rows_do_not_grow_without_bounds)
{
    struct cairn_buffer text;

    put_rows(grown[_i].rows);
    begin(&text, 1);
    cairn_buffer_puts(&text, "<site id=\"s\" rows=\"a.csv\" grid=\"g\" pue=\"1\">");
    put_parts(&text, 99, 1);
    cairn_buffer_puts(&text, "</site>");
    says(&text, grown[_i].said);
}
END_TEST

/* Long names of rows are copied as often as there are elements: 8 of 64 kB. */
START_TEST(neither_do_their_names)
{
    struct cairn_buffer rows, text;

    cairn_buffer_init(&rows);
    cairn_buffer_puts(&rows, "id\n");
    for (int i = 0; i < 1 << 16; i++)
        cairn_buffer_putc(&rows, 'x');
    put_file(csv, &rows);
    cairn_buffer_release(&rows);
    begin(&text, 1);
    cairn_buffer_puts(&text, "<site id=\"s\" rows=\"a.csv\" grid=\"g\" pue=\"1\">");
    put_parts(&text, 300, 1);
    cairn_buffer_puts(&text, "</site>");
    says(&text, "a.csv:2: error: the rows of all sites make more than 250000 elements: state fewer "
                "rows, or fewer pools, caches, workloads and links of a site with rows\n");
}
END_TEST

/* The first reading, 3,000 again, and one too many: in line 3002, as the first is in line 1. */
START_TEST(a_table_is_not_read_for_ever)
{
    struct cairn_buffer text;

    put_rows(1);
    begin(&text, 1);
    cairn_buffer_puts(&text, "<site id=\"s\" grid=\"g\" pue=\"1\">");
    put_parts(&text, 1, 1);
    cairn_buffer_puts(&text, "</site>");
    repeat(&text, 3002, "<site grid=\"g\" pue=\"1\" rows=\"a.csv\" id=\"t", "\"/>\n");
    says(&text, "a.xml:3002: error: \"a.csv\": tables that were read before are read at most 3000 "
                "times again: let places share a grid or a climate, or be copies of one site\n");
}
END_TEST

/* Sites of one pattern have the same sun: it is read once. */
START_TEST(but_rows_share_what_they_name)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct cairn_buffer hours, text;

    cairn_buffer_init(&hours);
    cairn_buffer_puts(&hours, "time,up\n");
    for (int month = 0; month < 12; month++)
        for (int h = 0; h < 24 * days[month]; h++)
            cairn_buffer_appendf(&hours, "2023-%02d-%02d %02d:00,%d\n", month + 1, h / 24 + 1,
                                 h % 24, h % 24);
    put_file(sun, &hours);
    cairn_buffer_release(&hours);
    put_rows(3500);
    begin(&text, 1);
    cairn_buffer_puts(&text,
                      "<site id=\"s\" rows=\"a.csv\" grid=\"g\" pue=\"1\"><load power=\"0 W\"/>"
                      "<solar peak=\"1 kW\" tenancy=\"owned\"><series href=\"sun.csv\"/></solar>");
    put_parts(&text, 1, 1);
    cairn_buffer_puts(&text, "</site>");
    says(&text, "");
}
END_TEST

/* 700 pools x 600 variants are 420,000 for each of 500 workloads. */
START_TEST(ways_to_serve_are_counted_before_they_are_looked_at)
{
    struct cairn_buffer text;

    begin(&text, 600);
    cairn_buffer_puts(&text, "<site id=\"s\" grid=\"g\" pue=\"1\">");
    put_parts(&text, 700, 500);
    cairn_buffer_puts(&text, "</site>");
    says(&text, "a.xml:1: error: workload \"w0\": the pools that workloads reach and the variants "
                "of their models make 2.1e+08 ways to serve, 4.2e+05 of them for this one, and at "
                "most 2e+08 are looked at: state fewer pools, links or variants, or divide the "
                "scenario\n");
}
END_TEST

Suite *test_overlarge(void);
Suite *test_overlarge(void)
{
    Suite *suite = suite_create("overlarge");
    TCase *tcase = tcase_create("overlarge");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, rows_do_not_grow_without_bounds, 0, sizeof grown / sizeof *grown);
    tcase_add_test(tcase, neither_do_their_names);
    tcase_add_test(tcase, a_table_is_not_read_for_ever);
    tcase_add_test(tcase, but_rows_share_what_they_name);
    tcase_add_test(tcase, ways_to_serve_are_counted_before_they_are_looked_at);
    suite_add_tcase(suite, tcase);
    return suite;
}

#include "study/report.h"

#include <inttypes.h>
#include <string.h>

#include "base/alloc.h"
#include "study/report_html.h"
#include "study/report_map.h"
#include "study/report_rows.h"
#include "study/report_section.h"
#include <cairn/version.h>

/* Made of src/report by the build. */
extern const char cairn_report_css[], cairn_report_js[], cairn_charts_js[], cairn_courses_js[];
extern const char cairn_d3_min_js[], cairn_plot_umd_min_js[];
extern const char cairn_d3_LICENSE[], cairn_plot_LICENSE[];

struct page {
    const struct cairn_report_request *request;
    struct cairn_store *store;
    struct cairn_buffer *out;
    struct cairn_buffer data; /* members of the object of charts */
    struct cairn_report_rows studies;
};

static const struct cairn_report_section answers = {
    .id = "answers",
    .title = "The answers",
    .sql = "SELECT v.scenario AS \"scenario\", v.placement AS \"answer\","
           " v.carbon_kg_per_year AS \"kgCO2e a year\", v.carbon_low_kg_per_year AS \"from\","
           " v.carbon_high_kg_per_year AS \"to\", CASE WHEN v.p_correct > 0.999 THEN '>0.999' ELSE "
           "v.p_correct END AS \"P(best)\","
           " round(100 * v.gap, 4) AS \"gap, %\", v.basis AS \"basis\", v.status AS \"status\","
           " '#s' || v.study AS _href FROM v_optimum v",
};

static int64_t study_at(const struct page *page, size_t row)
{
    return (int64_t)cairn_report_rows_number(&page->studies, row, "id");
}

static bool is_wanted(const struct page *page, size_t row)
{
    const char *scenario = cairn_report_rows_text(&page->studies, row, "scenario");

    return !page->request->study || strcmp(scenario, page->request->study) == 0;
}

static int count_wanted(const struct page *page)
{
    int n = 0;

    for (size_t row = 0; row < page->studies.n; row++)
        n += is_wanted(page, row);
    return n;
}

/* ---- the frame ---- */

/* Nothing is fetched: a policy that the browser enforces, whatever a name in the file says. */
static const char policy[] =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'\">\n";

static void write_title(struct page *page)
{
    cairn_buffer_puts(page->out, "cairn: ");
    cairn_html_text(page->out, page->request->study ? page->request->study : page->request->path);
}

/* Where the page tells of several studies, a way to each. */
static void write_navigation(struct page *page)
{
    if (count_wanted(page) < 2)
        return;
    cairn_buffer_puts(page->out, "<nav aria-label=\"Studies\"><ul>\n");
    for (size_t row = 0; row < page->studies.n; row++) {
        if (!is_wanted(page, row))
            continue;
        cairn_buffer_appendf(page->out, "<li><a href=\"#s%" PRId64 "\">", study_at(page, row));
        cairn_html_text(page->out, cairn_report_rows_text(&page->studies, row, "title"));
        cairn_buffer_puts(page->out, "</a></li>\n");
    }
    cairn_buffer_puts(page->out, "</ul></nav>\n");
}

static void write_head(struct page *page)
{
    cairn_buffer_puts(page->out,
                      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    cairn_buffer_puts(page->out, policy);
    cairn_buffer_puts(page->out,
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n"
                      "<meta name=\"generator\" content=\"cairn " CAIRN_VERSION_STRING "\">\n"
                      "<title>");
    write_title(page);
    cairn_buffer_puts(page->out, "</title>\n<style>\n");
    cairn_buffer_puts(page->out, cairn_report_css);
    cairn_buffer_puts(page->out,
                      "</style>\n</head>\n<body>\n"
                      "<a class=\"skip\" href=\"#main\">Skip to the answers</a>\n<header>\n<h1>");
    write_title(page);
    cairn_buffer_puts(page->out, "</h1>\n");
    write_navigation(page);
    cairn_buffer_puts(page->out, "</header>\n<main id=\"main\">\n");
}

static void write_script(struct page *page, const char *licence, const char *script)
{
    if (licence)
        cairn_buffer_appendf(page->out, "<script>\n/*\n%s*/\n", licence);
    else
        cairn_buffer_puts(page->out, "<script>\n");
    cairn_buffer_puts(page->out, script);
    cairn_buffer_puts(page->out, "</script>\n");
}

static void write_foot(struct page *page)
{
    cairn_buffer_puts(page->out,
                      "</main>\n<footer>\n<p>Made by cairn " CAIRN_VERSION_STRING " from <code>");
    cairn_html_text(page->out, page->request->path);
    cairn_buffer_puts(page->out, "</code>, which holds every figure here exactly and more of them. "
                                 "Carbon is CO2 equivalents; a year has 365 days. "
                                 "Charts: Observable Plot and D3, ISC licence.</p>\n</footer>\n");
    if (page->data.size == 0)
        return;
    cairn_buffer_puts(page->out, "<script type=\"application/json\" id=\"data\">\n{");
    cairn_buffer_puts(page->out, page->data.data);
    cairn_buffer_puts(page->out, "\"\":null}\n</script>\n");
    write_script(page, cairn_d3_LICENSE, cairn_d3_min_js);
    write_script(page, cairn_plot_LICENSE, cairn_plot_umd_min_js);
    write_script(page, NULL, cairn_charts_js);
    write_script(page, NULL, cairn_courses_js);
    write_script(page, NULL, cairn_report_js);
}

/* ---- studies ---- */

/* The way to a chapter, where it has something. */
static void write_way(struct cairn_buffer *ways, int64_t study,
                      const struct cairn_report_chapter *chapter)
{
    cairn_buffer_appendf(ways, "<li><a href=\"#s%" PRId64 "-%s\">%s</a></li>\n", study, chapter->id,
                         chapter->title);
}

static enum cairn_store_status write_chapter(struct page *page, int64_t study,
                                             const struct cairn_report_chapter *chapter,
                                             struct cairn_buffer *out)
{
    enum cairn_store_status status = CAIRN_STORE_OK;
    bool first = chapter == cairn_report_chapters;

    for (const struct cairn_report_section *section = chapter->sections;
         section->id && status == CAIRN_STORE_OK; section++) {
        status = cairn_report_section_write(section, page->store, study, out, &page->data);
        if (first && section == chapter->sections && status == CAIRN_STORE_OK)
            status = cairn_report_map_write(page->store, study, out);
    }
    return status;
}

static enum cairn_store_status write_chapters(struct page *page, int64_t study,
                                              struct cairn_buffer *ways, struct cairn_buffer *all)
{
    enum cairn_store_status status = CAIRN_STORE_OK;
    struct cairn_buffer one;

    cairn_buffer_init(&one);
    for (const struct cairn_report_chapter *chapter = cairn_report_chapters;
         chapter->id && status == CAIRN_STORE_OK; chapter++) {
        cairn_buffer_clear(&one);
        status = write_chapter(page, study, chapter, &one);
        if (one.size == 0)
            continue;
        write_way(ways, study, chapter);
        cairn_buffer_appendf(all, "<h3 id=\"s%" PRId64 "-%s\">%s</h3>\n", study, chapter->id,
                             chapter->title);
        cairn_buffer_append(all, one.data, one.size);
    }
    cairn_buffer_release(&one);
    return status;
}

/* The headline, each of its clauses on a line. */
static void write_headline(struct page *page, const char *headline)
{
    cairn_buffer_puts(page->out, "<p class=\"headline\">");
    while (*headline) {
        const char *end = strstr(headline, "; ");
        size_t length = end ? (size_t)(end - headline) + 1 : strlen(headline);
        char *clause = cairn_format("%.*s", (int)length, headline);

        cairn_buffer_puts(page->out, "<span>");
        cairn_html_text(page->out, clause);
        cairn_buffer_puts(page->out, "</span> ");
        cairn_free(clause);
        headline += length + (end != NULL);
    }
    cairn_buffer_puts(page->out, "</p>\n");
}

static enum cairn_store_status write_study(struct page *page, size_t row)
{
    int64_t study = study_at(page, row);
    struct cairn_buffer ways, chapters;
    enum cairn_store_status status;

    cairn_buffer_init(&ways);
    cairn_buffer_init(&chapters);
    status = write_chapters(page, study, &ways, &chapters);
    cairn_buffer_appendf(page->out,
                         "<article id=\"s%" PRId64 "\" aria-labelledby=\"s%" PRId64 "-name\">\n"
                         "<h2 id=\"s%" PRId64 "-name\">",
                         study, study, study);
    cairn_html_text(page->out, cairn_report_rows_text(&page->studies, row, "title"));
    cairn_buffer_puts(page->out, "</h2>\n<p class=\"question\">");
    cairn_html_text(page->out, cairn_report_rows_text(&page->studies, row, "about"));
    cairn_buffer_puts(page->out, "</p>\n");
    write_headline(page, cairn_report_rows_text(&page->studies, row, "headline"));
    cairn_buffer_puts(page->out, "<nav aria-label=\"Chapters of ");
    cairn_html_text(page->out, cairn_report_rows_text(&page->studies, row, "title"));
    cairn_buffer_puts(page->out, "\"><ul>\n");
    cairn_buffer_append(page->out, ways.data, ways.size);
    cairn_buffer_puts(page->out, "</ul></nav>\n");
    cairn_buffer_append(page->out, chapters.data, chapters.size);
    cairn_buffer_puts(page->out, "</article>\n");
    cairn_buffer_release(&chapters);
    cairn_buffer_release(&ways);
    return status;
}

static enum cairn_store_status write_page(struct page *page)
{
    enum cairn_store_status status = CAIRN_STORE_OK;

    write_head(page);
    if (count_wanted(page) > 1 && !page->request->study)
        status = cairn_report_section_write(&answers, page->store, 0, page->out, &page->data);
    for (size_t row = 0; status == CAIRN_STORE_OK && row < page->studies.n; row++)
        if (is_wanted(page, row))
            status = write_study(page, row);
    write_foot(page);
    cairn_buffer_puts(page->out, "</body>\n</html>\n");
    return status;
}

enum cairn_store_status cairn_report_write(struct cairn_store *store,
                                           const struct cairn_report_request *request,
                                           struct cairn_buffer *out, int *n_studies)
{
    struct page page = {.request = request, .store = store, .out = out};
    enum cairn_store_status status = cairn_report_rows_read(
        &page.studies, store,
        "SELECT id, scenario, about, headline, scenario || CASE WHEN count(*) OVER"
        " (PARTITION BY scenario) > 1 THEN ' (study ' || id || ')' ELSE '' END AS title"
        " FROM study ORDER BY scenario, id",
        0);

    cairn_buffer_init(&page.data);
    if (n_studies)
        *n_studies = count_wanted(&page);
    if (status == CAIRN_STORE_OK)
        status = write_page(&page);
    cairn_buffer_release(&page.data);
    cairn_report_rows_release(&page.studies);
    return status;
}

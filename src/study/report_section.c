#include "study/report_section.h"

#include <inttypes.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "study/report_html.h"
#include "study/report_rows.h"

enum {
    OPEN_ROWS = 14,      /* longer tables beside a chart are behind a click */
    WIDE_FACT = 20,      /* a longer one has a line of its own */
    MOST_ON_PAPER = 100, /* a longer table is not printed */
    MOST_ROWS = 10000,   /* of more rows the page has so many */
};

struct drawing {
    const struct cairn_report_section *section;
    int64_t study;
    struct cairn_report_rows rows;
    size_t n_rows; /* that there are; `rows` may be fewer */
    struct cairn_buffer *out, *data;
};

static bool is_long(const struct drawing *draw)
{
    return draw->rows.n > CAIRN_REPORT_EXACT_ROWS;
}

/* ---- tables ---- */

static bool is_shown(const struct drawing *draw, int column)
{
    return draw->rows.names[column][0] != '_' && !cairn_report_rows_empty(&draw->rows, column);
}

static bool is_numeric(const struct drawing *draw, int column)
{
    for (size_t row = 0; row < draw->rows.n; row++) {
        const struct cairn_cell *cell = cairn_report_rows_at(&draw->rows, row, column);

        if (cell->kind == CAIRN_CELL_TEXT || cell->kind == CAIRN_CELL_BLOB)
            return false;
    }
    return true;
}

static void write_value(struct drawing *draw, const struct cairn_cell *cell)
{
    char number[CAIRN_NUMBER_SIZE];

    if (cell->kind == CAIRN_CELL_INTEGER)
        cairn_html_number(draw->out, (double)cell->integer);
    else if (cell->kind == CAIRN_CELL_REAL && is_long(draw))
        cairn_buffer_puts(draw->out, cairn_number_round(cell->real, 4, number));
    else if (cell->kind == CAIRN_CELL_REAL)
        cairn_html_number(draw->out, cell->real);
    else
        cairn_html_text(draw->out, cell->bytes);
}

static void write_named(struct drawing *draw, size_t row, int column)
{
    const char *address = cairn_report_rows_text(&draw->rows, row, "_href");
    bool links = cairn_html_links(address);

    if (links) {
        cairn_buffer_puts(draw->out, "<a rel=\"noreferrer\" href=\"");
        cairn_html_text(draw->out, address);
        cairn_buffer_puts(draw->out, "\">");
    }
    write_value(draw, cairn_report_rows_at(&draw->rows, row, column));
    cairn_buffer_puts(draw->out, links ? "</a>" : "");
}

static void write_head(struct drawing *draw)
{
    cairn_buffer_puts(draw->out, "<thead><tr>");
    for (int i = 0; i < draw->rows.width; i++) {
        if (!is_shown(draw, i))
            continue;
        cairn_buffer_appendf(draw->out, "<th scope=\"col\"%s>",
                             is_numeric(draw, i) ? " class=\"n\"" : "");
        cairn_html_text(draw->out, draw->rows.names[i]);
        cairn_buffer_puts(draw->out, "</th>");
    }
    cairn_buffer_puts(draw->out, "</tr></thead>\n<tbody>\n");
}

/* Long tables leave out what HTML lets one leave out: end tags, and a class on every number. */
static void write_row(struct drawing *draw, size_t row, const bool *shown, const bool *numeric)
{
    bool brief = is_long(draw);
    bool first = true;

    cairn_buffer_puts(draw->out, "<tr>");
    for (int i = 0; i < draw->rows.width; i++) {
        if (!shown[i])
            continue;
        cairn_buffer_puts(draw->out, first ? "<th scope=\"row\"" : "<td");
        if (brief)
            cairn_buffer_puts(draw->out, numeric[i] ? ">" : " class=t>");
        else
            cairn_buffer_puts(draw->out, numeric[i] ? " class=\"n\">" : ">");
        if (first)
            write_named(draw, row, i);
        else
            write_value(draw, cairn_report_rows_at(&draw->rows, row, i));
        if (!brief)
            cairn_buffer_puts(draw->out, first ? "</th>" : "</td>");
        first = false;
    }
    cairn_buffer_puts(draw->out, brief ? "\n" : "</tr>\n");
}

static void write_rows(struct drawing *draw)
{
    size_t width = (size_t)draw->rows.width;
    bool *shown = cairn_alloc(width * sizeof *shown);
    bool *numeric = cairn_alloc(width * sizeof *numeric);

    for (int i = 0; i < draw->rows.width; i++) {
        shown[i] = is_shown(draw, i);
        numeric[i] = is_numeric(draw, i);
    }
    for (size_t row = 0; row < draw->rows.n; row++)
        write_row(draw, row, shown, numeric);
    cairn_free(shown);
    cairn_free(numeric);
}

static void write_table(struct drawing *draw)
{
    const struct cairn_report_section *section = draw->section;
    bool folds = section->folded || (section->chart.kind && draw->rows.n > OPEN_ROWS);
    bool details = folds || section->chart.kind;

    if (details)
        cairn_buffer_appendf(draw->out, "<details%s%s><summary>%s: %zu %s</summary>\n",
                             draw->rows.n > MOST_ON_PAPER ? " class=\"bulk\"" : "",
                             folds ? "" : " open",
                             section->chart.kind ? "The figures" : "The table", draw->rows.n,
                             draw->rows.n == 1 ? "row" : "rows");
    cairn_buffer_puts(draw->out,
                      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    cairn_html_text(draw->out, section->title);
    cairn_buffer_appendf(draw->out, "\"><table%s><caption>",
                         is_long(draw) ? " class=\"long\"" : "");
    cairn_html_text(draw->out, section->title);
    cairn_buffer_puts(draw->out, "</caption>\n");
    write_head(draw);
    write_rows(draw);
    cairn_buffer_puts(draw->out, "</tbody></table></div>\n");
    if (details)
        cairn_buffer_puts(draw->out, "</details>\n");
}

static void write_facts(struct drawing *draw)
{
    const char *text;

    cairn_buffer_puts(draw->out, "<dl class=\"facts\">\n");
    for (int i = 0; i < draw->rows.width; i++) {
        if (!is_shown(draw, i))
            continue;
        text = cairn_report_rows_at(&draw->rows, 0, i)->bytes;
        cairn_buffer_appendf(draw->out, "<div%s><dt>",
                             text && strlen(text) > WIDE_FACT ? " class=\"wide\"" : "");
        cairn_html_text(draw->out, draw->rows.names[i]);
        cairn_buffer_puts(draw->out, "</dt><dd>");
        write_value(draw, cairn_report_rows_at(&draw->rows, 0, i));
        cairn_buffer_puts(draw->out, "</dd></div>\n");
    }
    cairn_buffer_puts(draw->out, "</dl>\n");
}

/* ---- the section ---- */

/* The rows as they come are the chart's, and those of the table may be a pivot of them. */
static void write_pivot(struct drawing *draw)
{
    struct drawing pivot = *draw;

    cairn_report_rows_pivot(&draw->rows, &pivot.rows);
    write_table(&pivot);
    cairn_report_rows_release(&pivot.rows);
}

/* What there is to see, before how to look at it: the columns of a row, one after the other. */
static enum cairn_store_status write_finding(struct drawing *draw, struct cairn_store *store)
{
    struct drawing finding = *draw;
    enum cairn_store_status status;

    if (!draw->section->finding)
        return CAIRN_STORE_OK;
    status = cairn_report_rows_read(&finding.rows, store, draw->section->finding, draw->study);
    if (finding.rows.n > 0 && cairn_report_rows_at(&finding.rows, 0, 0)->kind != CAIRN_CELL_NULL) {
        cairn_buffer_puts(draw->out, "<p class=\"finding\">");
        for (int i = 0; i < finding.rows.width; i++)
            write_value(&finding, cairn_report_rows_at(&finding.rows, 0, i));
        cairn_buffer_puts(draw->out, "</p>\n");
    }
    cairn_report_rows_release(&finding.rows);
    return status;
}

static void write_about(struct drawing *draw)
{
    bool thinned = draw->n_rows > draw->rows.n;

    if (!draw->section->about && !thinned)
        return;
    cairn_buffer_puts(draw->out, "<p class=\"about\">");
    cairn_html_text(draw->out, draw->section->about);
    if (thinned)
        cairn_buffer_appendf(draw->out,
                             " Here are %zu of %zu rows, evenly spaced; the file has all.",
                             draw->rows.n, draw->n_rows);
    cairn_buffer_puts(draw->out, "</p>\n");
}

static void write_chart(struct drawing *draw, const char *id)
{
    const struct cairn_report_section *section = draw->section;

    if (!cairn_report_chart_shows(&section->chart, &draw->rows))
        return;
    cairn_buffer_appendf(draw->out, "<figure id=\"%s-chart\" class=\"chart\" hidden></figure>\n",
                         id);
    cairn_report_chart_write(&section->chart, &draw->rows, id, section->title, draw->data);
}

static enum cairn_store_status write_section(struct drawing *draw, struct cairn_store *store)
{
    const struct cairn_report_section *section = draw->section;
    int level = draw->study > 0 ? 4 : 2; /* below a chapter of its study, or beside studies */
    char *id = cairn_format("s%" PRId64 "-%s", draw->study, section->id);
    enum cairn_store_status status;

    cairn_buffer_appendf(draw->out, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n", id, id);
    cairn_buffer_appendf(draw->out, "<h%d id=\"%s-title\">", level, id);
    cairn_html_text(draw->out, section->title);
    cairn_buffer_appendf(draw->out, "</h%d>\n", level);
    status = write_finding(draw, store);
    write_about(draw);
    write_chart(draw, id);
    if (section->facts)
        write_facts(draw);
    else if (section->across)
        write_pivot(draw);
    else
        write_table(draw);
    cairn_buffer_puts(draw->out, "</section>\n");
    cairn_free(id);
    return status;
}

enum cairn_store_status cairn_report_section_write(const struct cairn_report_section *section,
                                                   struct cairn_store *store, int64_t study,
                                                   struct cairn_buffer *out,
                                                   struct cairn_buffer *data)
{
    struct drawing draw = {.section = section, .study = study, .out = out, .data = data};
    enum cairn_store_status status = cairn_report_rows_read(&draw.rows, store, section->sql, study);

    draw.n_rows = draw.rows.n;
    cairn_report_rows_thin(&draw.rows, MOST_ROWS);
    if (status == CAIRN_STORE_OK && draw.rows.n > 0)
        status = write_section(&draw, store);
    cairn_report_rows_release(&draw.rows);
    return status;
}

#include "study/report_section.h"

#include <inttypes.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "study/report_html.h"
#include "study/report_rows.h"

enum {
    OPEN_ROWS = 14,   /* longer tables beside a chart are behind a click */
    WIDE_FACT = 30,   /* a longer one has a line of its own */
    EXACT_ROWS = 1000 /* in longer ones numbers are rounded: the file has them */
};

struct drawing {
    const struct cairn_report_section *section;
    int64_t study;
    struct cairn_report_rows rows;
    struct cairn_buffer *out, *data;
};

static bool is_long(const struct drawing *draw)
{
    return draw->rows.n > EXACT_ROWS;
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
        cairn_buffer_appendf(draw->out, "%" PRId64, cell->integer);
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
        cairn_buffer_appendf(draw->out, "<details%s><summary>%s: %zu %s</summary>\n",
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

/* ---- the data of a chart ---- */

static void put_member(struct cairn_buffer *out, const char *name, const char *text)
{
    if (!text)
        return;
    cairn_buffer_appendf(out, "\"%s\":", name);
    cairn_json_text_in_html(out, text);
    cairn_buffer_putc(out, ',');
}

/* Exactly; in a long series to a digit that no eye sees. */
static void put_number(const struct drawing *draw, const struct cairn_cell *cell)
{
    char number[CAIRN_NUMBER_SIZE];

    if (cell->kind == CAIRN_CELL_REAL && is_long(draw))
        cairn_buffer_puts(draw->data, cairn_number_format(cell->real, 8, number));
    else
        cairn_json_cell_in_html(draw->data, cell);
}

/* Values of a column; texts by their number in a list of the different ones. */
static void put_column(const struct drawing *draw, int column)
{
    struct cairn_buffer *out = draw->data;
    size_t capacity = 0;
    const char **words = NULL;
    size_t n = 0;

    cairn_buffer_puts(out, "\"values\":[");
    for (size_t row = 0; row < draw->rows.n; row++) {
        const struct cairn_cell *cell = cairn_report_rows_at(&draw->rows, row, column);
        size_t word = 0;

        if (row > 0)
            cairn_buffer_putc(out, ',');
        if (cell->kind != CAIRN_CELL_TEXT) {
            put_number(draw, cell);
            continue;
        }
        while (word < n && strcmp(words[word], cell->bytes) != 0)
            word++;
        if (word == n) {
            words = cairn_grow(words, &capacity, n + 1, sizeof *words);
            words[n++] = cell->bytes;
        }
        cairn_buffer_appendf(out, "%zu", word);
    }
    cairn_buffer_puts(out, "]");
    for (size_t i = 0; i < n; i++) {
        cairn_buffer_puts(out, i == 0 ? ",\"words\":[" : ",");
        cairn_json_text_in_html(out, words[i]);
    }
    cairn_buffer_puts(out, n > 0 ? "]" : "");
    cairn_free(words);
}

static void put_channel(const struct drawing *draw, const char *name, const char *column)
{
    int at = column ? cairn_report_rows_column(&draw->rows, column) : -1;

    if (at < 0 || cairn_report_rows_empty(&draw->rows, at))
        return;
    cairn_buffer_appendf(draw->data, "\"%s\":{\"name\":", name);
    cairn_json_text_in_html(draw->data, column[0] == '_' ? column + 1 : column);
    cairn_buffer_putc(draw->data, ',');
    put_column(draw, at);
    cairn_buffer_puts(draw->data, "},\n");
}

static void write_chart(struct drawing *draw)
{
    const struct cairn_report_section *section = draw->section;
    const struct cairn_report_chart *chart = &section->chart;
    const char *label = chart->label;

    if (chart->label_column)
        label = cairn_report_rows_text(&draw->rows, 0, chart->label_column);
    cairn_buffer_appendf(draw->out,
                         "<figure id=\"s%" PRId64 "-%s-chart\" class=\"chart\" hidden></figure>\n",
                         draw->study, section->id);
    cairn_buffer_appendf(draw->data, "\"s%" PRId64 "-%s\":{", draw->study, section->id);
    put_member(draw->data, "kind", chart->kind);
    put_member(draw->data, "title", section->title);
    put_member(draw->data, "label", label);
    if (chart->z_label_column)
        put_member(draw->data, "zLabel",
                   cairn_report_rows_text(&draw->rows, 0, chart->z_label_column));
    put_member(draw->data, "markLabel", chart->mark_label);
    put_channel(draw, "x", chart->x);
    put_channel(draw, "y", chart->y);
    put_channel(draw, "z", chart->z);
    put_channel(draw, "low", chart->low);
    put_channel(draw, "high", chart->high);
    put_channel(draw, "mark", chart->mark);
    put_channel(draw, "fill", chart->fill);
    put_channel(draw, "split", chart->split);
    cairn_buffer_appendf(draw->data, "\"log\":%s},\n", chart->log ? "true" : "false");
}

/* ---- the section ---- */

/* A chart shows something where its axis of numbers has a number. */
static bool has_chart(const struct drawing *draw)
{
    const struct cairn_report_chart *chart = &draw->section->chart;
    int x = chart->kind ? cairn_report_rows_column(&draw->rows, chart->x) : -1;

    return x >= 0 && !cairn_report_rows_empty(&draw->rows, x);
}

/* The rows as they come are the chart's, and those of the table may be a pivot of them. */
static void write_pivot(struct drawing *draw)
{
    struct drawing pivot = *draw;

    cairn_report_rows_pivot(&draw->rows, &pivot.rows);
    write_table(&pivot);
    cairn_report_rows_release(&pivot.rows);
}

static void write_section(struct drawing *draw)
{
    const struct cairn_report_section *section = draw->section;
    int level = draw->study > 0 ? 3 : 2; /* below the name of its study, or beside */
    char *id = cairn_format("s%" PRId64 "-%s", draw->study, section->id);

    cairn_buffer_appendf(draw->out, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n", id, id);
    cairn_buffer_appendf(draw->out, "<h%d id=\"%s-title\">", level, id);
    cairn_html_text(draw->out, section->title);
    cairn_buffer_appendf(draw->out, "</h%d>\n", level);
    if (section->about) {
        cairn_buffer_puts(draw->out, "<p class=\"about\">");
        cairn_html_text(draw->out, section->about);
        cairn_buffer_puts(draw->out, "</p>\n");
    }
    if (has_chart(draw))
        write_chart(draw);
    if (section->facts)
        write_facts(draw);
    else if (section->across)
        write_pivot(draw);
    else
        write_table(draw);
    cairn_buffer_puts(draw->out, "</section>\n");
    cairn_free(id);
}

enum cairn_store_status cairn_report_section_write(const struct cairn_report_section *section,
                                                   struct cairn_store *store, int64_t study,
                                                   struct cairn_buffer *out,
                                                   struct cairn_buffer *data)
{
    struct drawing draw = {.section = section, .study = study, .out = out, .data = data};
    enum cairn_store_status status = cairn_report_rows_read(&draw.rows, store, section->sql, study);

    if (status == CAIRN_STORE_OK && draw.rows.n > 0)
        write_section(&draw);
    cairn_report_rows_release(&draw.rows);
    return status;
}

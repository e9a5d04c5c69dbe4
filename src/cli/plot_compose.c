/* From the queries of a figure to a script with its data. */

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "cli/plot.h"
#include "cli/width.h"

extern const char cairn_style_gp[];

enum { WIDTH = 800, HEIGHT = 450 }; /* of a picture that does not say */

struct composing {
    struct cairn_store *store;
    char *common; /* what stands before the first query; owned */
    struct cairn_cell study;
    struct cairn_plot_text *text;
    double width, height;
};

void cairn_plot_text_init(struct cairn_plot_text *text)
{
    cairn_buffer_init(&text->script);
    cairn_buffer_init(&text->title);
    cairn_buffer_init(&text->caption);
    text->is_empty = false;
}

void cairn_plot_text_release(struct cairn_plot_text *text)
{
    cairn_buffer_release(&text->script);
    cairn_buffer_release(&text->title);
    cairn_buffer_release(&text->caption);
}

/* ---- values ---- */

/* What gnuplot reads as itself between double quotes: no escape, substitution, end or macro. */
static bool is_plain(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (c && strchr(" .,;:()+-=/<>", c));
}

void cairn_plot_quote(const char *text, struct cairn_buffer *out)
{
    cairn_buffer_putc(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '\n')
            cairn_buffer_puts(out, "\\n");
        else if (c < ' ' || c == 0x7f)
            cairn_buffer_putc(out, ' ');
        else if (is_plain(c))
            cairn_buffer_putc(out, (char)c);
        else
            cairn_buffer_appendf(out, "\\%03o", c);
    }
    cairn_buffer_putc(out, '"');
}

static void write_cell(struct cairn_cell cell, struct cairn_buffer *out)
{
    char number[CAIRN_NUMBER_SIZE];

    switch (cell.kind) {
    case CAIRN_CELL_NULL:
    case CAIRN_CELL_BLOB:
        cairn_buffer_puts(out, "NaN");
        break;
    case CAIRN_CELL_INTEGER:
        cairn_buffer_appendf(out, "%lld", (long long)cell.integer);
        break;
    case CAIRN_CELL_REAL:
        cairn_number_exact(cell.real, number);
        cairn_buffer_puts(out, number);
        break;
    case CAIRN_CELL_TEXT:
        cairn_plot_quote(cell.bytes, out);
        break;
    }
}

static double number_of(struct cairn_cell cell)
{
    return cell.kind == CAIRN_CELL_REAL ? cell.real : (double)cell.integer;
}

static void note_value(struct composing *composing, const char *name, struct cairn_cell cell)
{
    struct cairn_plot_text *text = composing->text;

    if (strcmp(name, "width") == 0)
        composing->width = number_of(cell);
    else if (strcmp(name, "height") == 0)
        composing->height = number_of(cell);
    else if (strcmp(name, "title") == 0 && cell.kind == CAIRN_CELL_TEXT)
        cairn_buffer_puts(&text->title, cell.bytes);
    else if (strcmp(name, "caption") == 0 && cell.kind == CAIRN_CELL_TEXT)
        cairn_buffer_puts(&text->caption, cell.bytes);
}

/* ---- queries ---- */

static void write_values(struct composing *composing, struct cairn_rows *rows)
{
    struct cairn_buffer *out = &composing->text->script;

    if (!cairn_rows_next(rows)) {
        composing->text->is_empty = true;
        return;
    }
    for (int i = 0; i < cairn_rows_width(rows); i++) {
        note_value(composing, cairn_rows_name(rows, i), cairn_rows_cell(rows, i));
        cairn_buffer_appendf(out, "%s = ", cairn_rows_name(rows, i));
        write_cell(cairn_rows_cell(rows, i), out);
        cairn_buffer_putc(out, '\n');
    }
}

static int write_data(struct composing *composing, const char *name, struct cairn_rows *rows)
{
    struct cairn_buffer *out = &composing->text->script;
    int n = 0;

    cairn_buffer_appendf(out, "$%s << EOD\n", name);
    for (; cairn_rows_next(rows); n++)
        for (int i = 0; i < cairn_rows_width(rows); i++) {
            write_cell(cairn_rows_cell(rows, i), out);
            cairn_buffer_putc(out, i + 1 < cairn_rows_width(rows) ? '\t' : '\n');
        }
    cairn_buffer_appendf(out, "EOD\n%s_n = %d\n", name, n);
    return n;
}

/* The query of the text from `start`, a line "-- values" or "-- data NAME", up to `end`. */
static enum cairn_store_status compose_query(struct composing *composing, const char *start,
                                             size_t size, bool is_first)
{
    static const char data[] = "-- data ";
    size_t line = strcspn(start, "\n");
    char *sql = cairn_format("%s%.*s", composing->common, (int)(size - line), start + line);
    struct cairn_rows *rows = cairn_store_query(composing->store, sql, &composing->study, 1);

    if (strncmp(start, data, strlen(data)) == 0) {
        char *name = cairn_strndup(start + strlen(data), line - strlen(data));

        if (write_data(composing, name, rows) == 0 && is_first)
            composing->text->is_empty = true;
        cairn_free(name);
    } else {
        write_values(composing, rows);
    }
    cairn_free(sql);
    return cairn_rows_free(rows);
}

static const char *next_query(const char *at)
{
    const char *values = strstr(at, "-- values\n");
    const char *data = strstr(at, "-- data ");

    return !values || (data && data < values) ? data : values;
}

static enum cairn_store_status compose_queries(struct composing *composing, const char *queries)
{
    enum cairn_store_status status = CAIRN_STORE_OK;
    const char *at = next_query(queries);
    bool had_data = false;

    composing->common = cairn_strndup(queries, (size_t)(at - queries));
    while (at && status == CAIRN_STORE_OK && !composing->text->is_empty) {
        const char *behind = next_query(at + 3);
        bool is_data = at[3] == 'd';

        status = compose_query(composing, at, behind ? (size_t)(behind - at) : strlen(at),
                               is_data && !had_data);
        had_data = had_data || is_data;
        at = behind;
    }
    cairn_free(composing->common);
    return status;
}

/* ---- the script ---- */

/* Sizes are pixels at 96 to the inch; a PNG has twice as many, for print and sharp screens. */
static void write_terminal(const struct composing *composing, enum cairn_plot_format format)
{
    struct cairn_buffer *out = &composing->text->script;
    int width = (int)composing->width;
    int height = (int)composing->height;

    switch (format) {
    case CAIRN_PLOT_PDF:
        cairn_buffer_appendf(out,
                             "set terminal pdfcairo noenhanced size %d.%02d,%d.%02d fontscale 0.75 "
                             "background '#ffffff' font 'sans-serif,13'\n",
                             width / 96, width % 96 * 100 / 96, height / 96,
                             height % 96 * 100 / 96);
        break;
    case CAIRN_PLOT_PNG:
        cairn_buffer_appendf(out,
                             "set terminal pngcairo noenhanced size %d,%d fontscale 1.5 "
                             "linewidth 2 pointscale 2 background '#ffffff' font 'sans-serif,13'\n",
                             2 * width, 2 * height);
        break;
    case CAIRN_PLOT_SVG:
    case CAIRN_PLOT_GP:
        cairn_buffer_appendf(out,
                             "set terminal svg noenhanced size %d,%d dynamic "
                             "background '#ffffff' font 'sans-serif,13'\n",
                             width, height);
        break;
    }
}

/* About 6.3 pixels to a letter of the caption. */
static void write_caption(const struct composing *composing)
{
    struct cairn_buffer wrapped;
    int n_lines = 0;

    cairn_buffer_init(&wrapped);
    cairn_width_wrap(composing->text->caption.data, (int)((composing->width - 32) / 6.3), 0,
                     &wrapped);
    for (size_t i = 0; i < wrapped.size; i++)
        n_lines += wrapped.data[i] == '\n';
    cairn_buffer_puts(&composing->text->script, "caption = ");
    cairn_plot_quote(wrapped.data, &composing->text->script);
    cairn_buffer_appendf(&composing->text->script, "\ncaption_lines = %d\n", n_lines);
    cairn_buffer_release(&wrapped);
}

enum cairn_store_status cairn_plot_compose(const struct cairn_plot *plot, struct cairn_store *store,
                                           int64_t study, enum cairn_plot_format format,
                                           struct cairn_plot_text *text)
{
    struct composing composing = {
        .store = store,
        .study = CAIRN_INTEGER("study", study),
        .text = text,
        .width = WIDTH,
        .height = HEIGHT,
    };
    enum cairn_store_status status;

    cairn_buffer_appendf(&text->script, "# %s: %s. Run by gnuplot 5.4 or later.\n", plot->name,
                         plot->about);
    status = compose_queries(&composing, plot->queries);
    if (status != CAIRN_STORE_OK || text->is_empty)
        return status;
    cairn_buffer_appendf(&text->script, "width = %d\nheight = %d\n", (int)composing.width,
                         (int)composing.height);
    write_caption(&composing);
    write_terminal(&composing, format);
    cairn_buffer_puts(&text->script, cairn_style_gp);
    cairn_buffer_puts(&text->script, plot->script);
    return status;
}

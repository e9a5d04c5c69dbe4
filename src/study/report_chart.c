#include "study/report_chart.h"

#include <stddef.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "study/report_html.h"

/* Names of channels in the page's script, and where they stand. */
static const struct {
    const char *name;
    size_t at;
} channels[] = {
#define CHANNEL(name)                                    \
    {                                                    \
#name, offsetof(struct cairn_report_chart, name) \
    }
    CHANNEL(x),   CHANNEL(y),    CHANNEL(x2),   CHANNEL(y2),   CHANNEL(z),
    CHANNEL(low), CHANNEL(high), CHANNEL(mark), CHANNEL(fill), CHANNEL(split),
#undef CHANNEL
};

struct writing {
    const struct cairn_report_rows *rows;
    struct cairn_buffer *out;
};

static void put_member(struct writing *writing, const char *name, const char *text)
{
    if (!text)
        return;
    cairn_buffer_appendf(writing->out, "\"%s\":", name);
    cairn_json_text_in_html(writing->out, text);
    cairn_buffer_putc(writing->out, ',');
}

/* Exactly; in a long series to a digit that no eye sees. */
static void put_number(struct writing *writing, const struct cairn_cell *cell)
{
    char number[CAIRN_NUMBER_SIZE];

    if (cell->kind == CAIRN_CELL_REAL && writing->rows->n > CAIRN_REPORT_EXACT_ROWS)
        cairn_buffer_puts(writing->out, cairn_number_format(cell->real, 8, number));
    else
        cairn_json_cell_in_html(writing->out, cell);
}

/* Values of a column; texts by their number in a list of the different ones. */
static void put_column(struct writing *writing, int column)
{
    struct cairn_buffer *out = writing->out;
    size_t capacity = 0;
    const char **words = NULL;
    size_t n = 0;

    cairn_buffer_puts(out, "\"values\":[");
    for (size_t row = 0; row < writing->rows->n; row++) {
        const struct cairn_cell *cell = cairn_report_rows_at(writing->rows, row, column);
        size_t word = 0;

        if (row > 0)
            cairn_buffer_putc(out, ',');
        if (cell->kind != CAIRN_CELL_TEXT) {
            put_number(writing, cell);
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

static void put_channel(struct writing *writing, const char *name, const char *column)
{
    int at = column ? cairn_report_rows_column(writing->rows, column) : -1;

    if (at < 0 || cairn_report_rows_empty(writing->rows, at))
        return;
    cairn_buffer_appendf(writing->out, "\"%s\":{\"name\":", name);
    cairn_json_text_in_html(writing->out, column[0] == '_' ? column + 1 : column);
    cairn_buffer_putc(writing->out, ',');
    put_column(writing, at);
    cairn_buffer_puts(writing->out, "},\n");
}

bool cairn_report_chart_shows(const struct cairn_report_chart *chart,
                              const struct cairn_report_rows *rows)
{
    const char *numbers = chart->x ? chart->x : chart->low;
    int at = chart->kind ? cairn_report_rows_column(rows, numbers) : -1;

    return at >= 0 && !cairn_report_rows_empty(rows, at);
}

void cairn_report_chart_write(const struct cairn_report_chart *chart,
                              const struct cairn_report_rows *rows, const char *id,
                              const char *title, struct cairn_buffer *out)
{
    struct writing writing = {.rows = rows, .out = out};

    cairn_buffer_appendf(out, "\"%s\":{", id);
    put_member(&writing, "kind", chart->kind);
    put_member(&writing, "title", title);
    put_member(&writing, "label",
               chart->label_column ? cairn_report_rows_text(rows, 0, chart->label_column)
                                   : chart->label);
    if (chart->z_label_column)
        put_member(&writing, "zLabel", cairn_report_rows_text(rows, 0, chart->z_label_column));
    put_member(&writing, "markLabel", chart->mark_label);
    for (size_t i = 0; i < sizeof channels / sizeof *channels; i++) {
        const char *column;

        memcpy(&column, (const char *)chart + channels[i].at, sizeof column);
        put_channel(&writing, channels[i].name, column);
    }
    cairn_buffer_appendf(out, "\"log\":%s},\n", chart->log ? "true" : "false");
}

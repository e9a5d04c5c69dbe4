/*
 * The text layout of a table: columns two spaces apart, titles above, texts to the left, numbers to
 * the right.
 *
 * Widths: each column starts as wide as its widest cell. While the table is too wide, the widest
 * column that may shrink loses a column, down to its longest word (wrapped), or eight columns or
 * its title (cut). If that is not enough, it is tried without the columns of details; if that is
 * not either, rows become blocks of all columns.
 */

#include "cli/table.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "cli/width.h"

static const char ellipsis[] = "\xe2\x80\xa6"; /* one column */
enum { GAP = 2, LEAST_CUT = 8, LONGEST_WORD = 32 };

struct layout {
    const struct cairn_table *table;
    struct cairn_style style;
    struct cairn_buffer *out;
    char **texts;  /* of the cells, clean; row by row */
    size_t *shown; /* the columns that are not empty all the way down */
    size_t n_shown;
    int *widths;   /* of all columns */
    bool *numeric; /* likewise */
};

void cairn_table_round(double value, int digits, struct cairn_buffer *out)
{
    char text[CAIRN_NUMBER_SIZE];

    cairn_buffer_puts(out, cairn_number_round(value, digits, text));
}

/* ---- measuring ---- */

static char *text_of(const struct cairn_table_cell *cell, int digits)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    switch (cell->kind) {
    case CAIRN_TABLE_EMPTY:
        break;
    case CAIRN_TABLE_TEXT:
        cairn_width_clean(cell->text, &text);
        break;
    case CAIRN_TABLE_INTEGER:
        cairn_buffer_appendf(&text, "%" PRId64, cell->integer);
        break;
    case CAIRN_TABLE_NUMBER:
        cairn_table_round(cell->number, digits ? digits : 4, &text);
        break;
    }
    return cairn_buffer_take(&text);
}

static const char *title_of(const struct cairn_column *column)
{
    return column->title ? column->title : column->name;
}

static int text_width(const char *text)
{
    return cairn_width(text, strlen(text));
}

static int longest_word(const char *text)
{
    int longest = 0;

    while (*text) {
        size_t size = strcspn(text, " ");
        int width = cairn_width(text, size);

        longest = width > longest ? width : longest;
        text += size + strspn(text + size, " ");
    }
    return longest;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* The least width that a column can be given. */
static int least_width(const struct layout *layout, size_t column)
{
    const struct cairn_table *table = layout->table;
    enum cairn_column_fit fit = table->columns[column].fit;
    int least = text_width(title_of(&table->columns[column]));

    if (layout->numeric[column] || fit == CAIRN_COLUMN_KEEP)
        return layout->widths[column];
    if (fit == CAIRN_COLUMN_CUT)
        return larger(least, LEAST_CUT);
    for (size_t i = 0; i < cairn_table_rows(table); i++) {
        int word = longest_word(layout->texts[i * table->n_columns + column]);

        least = larger(least, word > LONGEST_WORD ? LONGEST_WORD : word);
    }
    return least;
}

static void measure(struct layout *layout)
{
    const struct cairn_table *table = layout->table;

    for (size_t j = 0; j < table->n_columns; j++) {
        bool numbers = false;
        bool texts = false;

        layout->widths[j] = text_width(title_of(&table->columns[j]));
        for (size_t i = 0; i < cairn_table_rows(table); i++) {
            const struct cairn_table_cell *cell = cairn_table_at(table, i, j);
            char **text = &layout->texts[i * table->n_columns + j];

            *text = text_of(cell, table->columns[j].digits);
            layout->widths[j] = larger(layout->widths[j], text_width(*text));
            numbers |= cell->kind == CAIRN_TABLE_INTEGER || cell->kind == CAIRN_TABLE_NUMBER;
            texts |= cell->kind == CAIRN_TABLE_TEXT;
        }
        layout->numeric[j] = numbers && !texts;
        if (numbers || texts || cairn_table_rows(table) == 0)
            layout->shown[layout->n_shown++] = j;
    }
}

static int total_width(const struct layout *layout)
{
    int total = -GAP;

    for (size_t k = 0; k < layout->n_shown; k++)
        total += layout->widths[layout->shown[k]] + GAP;
    return total;
}

/* True if the table could be made to fit. */
static bool shrink(struct layout *layout)
{
    size_t n = layout->table->n_columns;
    int *least = cairn_calloc(n, sizeof *least);
    int excess = layout->style.width > 0 ? total_width(layout) - layout->style.width : 0;

    for (size_t k = 0; k < layout->n_shown; k++)
        least[layout->shown[k]] = least_width(layout, layout->shown[k]);
    for (; excess > 0; excess--) {
        size_t widest = n;

        for (size_t k = 0; k < layout->n_shown; k++) {
            size_t j = layout->shown[k];

            if (layout->widths[j] > least[j] &&
                (widest == n || layout->widths[j] > layout->widths[widest]))
                widest = j;
        }
        if (widest == n)
            break;
        layout->widths[widest]--;
    }
    cairn_free(least);
    return excess <= 0;
}

/* The same without the columns of details; as it was where that does not help. */
static bool shrink_brief(struct layout *layout, const int *widths)
{
    size_t n = layout->table->n_columns;
    size_t *all = cairn_calloc(n, sizeof *all);
    size_t n_all = layout->n_shown;
    bool fits;

    memcpy(all, layout->shown, n_all * sizeof *all);
    memcpy(layout->widths, widths, n * sizeof *widths);
    layout->n_shown = 0;
    for (size_t k = 0; k < n_all; k++)
        if (!layout->table->columns[all[k]].detail)
            layout->shown[layout->n_shown++] = all[k];
    fits = layout->n_shown < n_all && shrink(layout);
    if (!fits) {
        memcpy(layout->shown, all, n_all * sizeof *all);
        layout->n_shown = n_all;
    }
    cairn_free(all);
    return fits;
}

/* Makes the table fit; false where it cannot. */
static bool fit(struct layout *layout)
{
    size_t size = layout->table->n_columns * sizeof *layout->widths;
    int *widths = cairn_alloc(size);
    bool fits;

    memcpy(widths, layout->widths, size);
    fits = shrink(layout) || shrink_brief(layout, widths);
    cairn_free(widths);
    return fits;
}

/* ---- writing ---- */

static void write_spaces(int n, struct cairn_buffer *out)
{
    for (; n > 0; n--)
        cairn_buffer_putc(out, ' ');
}

/* One line of one cell; returns what of the text is left. */
static const char *write_part(const struct layout *layout, size_t column, const char *text,
                              bool last)
{
    int width = layout->widths[column];
    int taken;
    size_t skip;
    size_t size;

    if (layout->table->columns[column].fit == CAIRN_COLUMN_CUT && text_width(text) > width) {
        size = cairn_width_cut(text, strlen(text), width - 1);
        taken = cairn_width(text, size) + 1;
        cairn_buffer_append(layout->out, text, size);
        cairn_buffer_puts(layout->out, ellipsis);
        skip = strlen(text);
    } else {
        size = cairn_width_line(text, width, &skip);
        taken = cairn_width(text, size);
        if (layout->numeric[column])
            write_spaces(width - taken, layout->out);
        cairn_buffer_append(layout->out, text, size);
    }
    if (!layout->numeric[column] && !last)
        write_spaces(width - taken, layout->out);
    return text + skip;
}

/* A row of the table, in as many lines as its longest cell needs; texts of all columns. */
static void write_row(const struct layout *layout, const char **texts)
{
    bool more = true;

    while (more) {
        size_t last = 0;

        more = false;
        for (size_t k = 0; k < layout->n_shown; k++)
            if (*texts[layout->shown[k]])
                last = k;
        for (size_t k = 0; k < layout->n_shown && k <= last; k++) {
            size_t j = layout->shown[k];

            write_spaces(k ? GAP : 0, layout->out);
            texts[j] = write_part(layout, j, texts[j], k == last);
            more |= *texts[j] != '\0';
        }
        cairn_buffer_putc(layout->out, '\n');
    }
}

static void write_columns(const struct layout *layout)
{
    size_t n = layout->table->n_columns;
    const char **texts = cairn_calloc(n, sizeof *texts);

    for (size_t j = 0; j < n; j++)
        texts[j] = title_of(&layout->table->columns[j]);
    cairn_buffer_puts(layout->out, cairn_style_on(layout->style, CAIRN_BOLD));
    write_row(layout, texts);
    cairn_buffer_puts(layout->out, cairn_style_off(layout->style));
    for (size_t i = 0; i < cairn_table_rows(layout->table); i++) {
        for (size_t j = 0; j < n; j++)
            texts[j] = layout->texts[i * n + j];
        write_row(layout, texts);
    }
    cairn_free(texts);
}

/* One value of a block, wrapped behind its title. */
static void write_field(const struct layout *layout, int title_width, const char *title,
                        const char *text)
{
    int room = larger(layout->style.width - title_width - GAP, LEAST_CUT);
    bool first = true;

    do {
        size_t skip;
        size_t size = cairn_width_line(text, room, &skip);

        if (first)
            cairn_buffer_puts(layout->out, title);
        write_spaces(title_width + GAP - (first ? text_width(title) : 0), layout->out);
        cairn_buffer_append(layout->out, text, size);
        cairn_buffer_putc(layout->out, '\n');
        text += skip;
        first = false;
    } while (*text);
}

static void write_blocks(const struct layout *layout)
{
    const struct cairn_table *table = layout->table;
    int width = 0;

    for (size_t k = 0; k < layout->n_shown; k++)
        width = larger(width, text_width(title_of(&table->columns[layout->shown[k]])));
    for (size_t i = 0; i < cairn_table_rows(table); i++) {
        cairn_buffer_puts(layout->out, i ? "\n" : "");
        for (size_t j = 0; j < table->n_columns; j++)
            if (*layout->texts[i * table->n_columns + j])
                write_field(layout, width, title_of(&table->columns[j]),
                            layout->texts[i * table->n_columns + j]);
    }
}

void cairn_table_write_text(const struct cairn_table *table, struct cairn_style style,
                            struct cairn_buffer *out)
{
    struct layout layout = {.table = table, .style = style, .out = out};

    layout.texts = cairn_calloc(table->n_cells, sizeof *layout.texts);
    layout.shown = cairn_calloc(table->n_columns, sizeof *layout.shown);
    layout.widths = cairn_calloc(table->n_columns, sizeof *layout.widths);
    layout.numeric = cairn_calloc(table->n_columns, sizeof *layout.numeric);
    measure(&layout);
    if (fit(&layout) || cairn_table_rows(table) == 0)
        write_columns(&layout);
    else
        write_blocks(&layout);
    for (size_t i = 0; i < table->n_cells; i++)
        cairn_free(layout.texts[i]);
    cairn_free(layout.texts);
    cairn_free(layout.shown);
    cairn_free(layout.widths);
    cairn_free(layout.numeric);
}

#include "cli/table.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "cli/json.h"

void cairn_table_init(struct cairn_table *table, const struct cairn_column *columns, size_t n)
{
    assert(n > 0);
    *table = (struct cairn_table){.columns = columns, .n_columns = n};
}

void cairn_table_release(struct cairn_table *table)
{
    for (size_t i = 0; i < table->n_cells; i++)
        cairn_free(table->cells[i].text);
    cairn_free(table->cells);
    *table = (struct cairn_table){0};
}

static struct cairn_table_cell *append(struct cairn_table *table, enum cairn_table_kind kind)
{
    table->cells =
        cairn_grow(table->cells, &table->cells_capacity, table->n_cells + 1, sizeof *table->cells);
    table->cells[table->n_cells] = (struct cairn_table_cell){.kind = kind};
    return &table->cells[table->n_cells++];
}

void cairn_table_empty(struct cairn_table *table)
{
    append(table, CAIRN_TABLE_EMPTY);
}

void cairn_table_text(struct cairn_table *table, const char *text)
{
    if (text)
        append(table, CAIRN_TABLE_TEXT)->text = cairn_strdup(text);
    else
        cairn_table_empty(table);
}

void cairn_table_integer(struct cairn_table *table, int64_t value)
{
    append(table, CAIRN_TABLE_INTEGER)->integer = value;
}

void cairn_table_number(struct cairn_table *table, double value)
{
    if (isnan(value))
        cairn_table_empty(table);
    else if (isinf(value))
        cairn_table_text(table, value > 0 ? "inf" : "-inf");
    else
        append(table, CAIRN_TABLE_NUMBER)->number = value;
}

size_t cairn_table_rows(const struct cairn_table *table)
{
    return table->n_cells / table->n_columns;
}

const struct cairn_table_cell *cairn_table_at(const struct cairn_table *table, size_t row,
                                              size_t column)
{
    assert(row < cairn_table_rows(table) && column < table->n_columns);
    return &table->cells[row * table->n_columns + column];
}

/* ---- CSV ---- */

/* Quotes where RFC 4180 wants them, and where a reader may trim. */
static void write_csv_text(const char *text, struct cairn_buffer *out)
{
    size_t size = strlen(text);
    bool plain = size > 0 && text[strcspn(text, ",\"\r\n")] == '\0' && text[0] != ' ' &&
                 text[size - 1] != ' ';

    if (plain) {
        cairn_buffer_puts(out, text);
        return;
    }
    cairn_buffer_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            cairn_buffer_putc(out, '"');
        cairn_buffer_putc(out, *text);
    }
    cairn_buffer_putc(out, '"');
}

static void write_csv_cell(const struct cairn_table_cell *cell, struct cairn_buffer *out)
{
    char text[CAIRN_NUMBER_SIZE];

    switch (cell->kind) {
    case CAIRN_TABLE_EMPTY:
        break;
    case CAIRN_TABLE_TEXT:
        write_csv_text(cell->text, out);
        break;
    case CAIRN_TABLE_INTEGER:
        cairn_buffer_appendf(out, "%" PRId64, cell->integer);
        break;
    case CAIRN_TABLE_NUMBER:
        cairn_buffer_puts(out, cairn_number_exact(cell->number, text));
        break;
    }
}

static void write_csv(const struct cairn_table *table, struct cairn_buffer *out)
{
    for (size_t j = 0; j < table->n_columns; j++) {
        cairn_buffer_puts(out, j ? "," : "");
        write_csv_text(table->columns[j].name, out);
    }
    cairn_buffer_puts(out, "\r\n");
    for (size_t i = 0; i < cairn_table_rows(table); i++) {
        for (size_t j = 0; j < table->n_columns; j++) {
            cairn_buffer_puts(out, j ? "," : "");
            write_csv_cell(cairn_table_at(table, i, j), out);
        }
        cairn_buffer_puts(out, "\r\n");
    }
}

/* ---- JSON ---- */

static void write_json_cell(struct cairn_json *json, const char *key,
                            const struct cairn_table_cell *cell)
{
    switch (cell->kind) {
    case CAIRN_TABLE_EMPTY:
        cairn_json_null(json, key);
        break;
    case CAIRN_TABLE_TEXT:
        cairn_json_text(json, key, cell->text);
        break;
    case CAIRN_TABLE_INTEGER:
        cairn_json_integer(json, key, cell->integer);
        break;
    case CAIRN_TABLE_NUMBER:
        cairn_json_number(json, key, cell->number);
        break;
    }
}

static void write_json(const struct cairn_table *table, struct cairn_buffer *out)
{
    struct cairn_json json;

    cairn_json_init(&json, out);
    cairn_json_array(&json, NULL);
    for (size_t i = 0; i < cairn_table_rows(table); i++) {
        cairn_json_object(&json, NULL);
        for (size_t j = 0; j < table->n_columns; j++)
            write_json_cell(&json, table->columns[j].name, cairn_table_at(table, i, j));
        cairn_json_end(&json);
    }
    cairn_json_end(&json);
}

void cairn_table_write(const struct cairn_table *table, enum cairn_format format,
                       struct cairn_style style, struct cairn_buffer *out)
{
    assert(table->n_cells % table->n_columns == 0);
    switch (format) {
    case CAIRN_FORMAT_TEXT:
        cairn_table_write_text(table, style, out);
        break;
    case CAIRN_FORMAT_CSV:
        write_csv(table, out);
        break;
    case CAIRN_FORMAT_JSON:
        write_json(table, out);
        break;
    }
}

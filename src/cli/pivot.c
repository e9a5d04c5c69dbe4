#include "cli/pivot.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "cli/table.h"

struct names {
    char **items; /* owned, as are the names */
    size_t n, capacity;
};

struct value {
    size_t row, column;
    double number;
};

struct pivot {
    struct names rows, columns;
    struct value *values; /* owned */
    size_t n, capacity;
};

/* Where the name stands; added where it is new. */
static size_t index_of(struct names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->items[i], name) == 0)
            return i;
    names->items = cairn_grow(names->items, &names->capacity, names->n + 1, sizeof *names->items);
    names->items[names->n] = cairn_strdup(name);
    return names->n++;
}

static void names_release(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        cairn_free(names->items[i]);
    cairn_free(names->items);
}

static void add(struct pivot *pivot, const char *row, const char *column, double number)
{
    pivot->values =
        cairn_grow(pivot->values, &pivot->capacity, pivot->n + 1, sizeof *pivot->values);
    pivot->values[pivot->n].row = index_of(&pivot->rows, row);
    pivot->values[pivot->n].column = index_of(&pivot->columns, column);
    pivot->values[pivot->n++].number = number;
}

/* Sum of what stands at a row and column, of all rows where row is their number; NaN: nothing. */
static double sum_at(const struct pivot *pivot, size_t row, size_t column)
{
    double sum = NAN;

    for (size_t i = 0; i < pivot->n; i++) {
        const struct value *value = &pivot->values[i];

        if (value->column == column && (row == pivot->rows.n || value->row == row))
            sum = isnan(sum) ? value->number : sum + value->number;
    }
    return sum;
}

static void write_table(const struct pivot *pivot, const char *corner, struct cairn_style style,
                        struct cairn_buffer *out)
{
    struct cairn_column *columns = cairn_calloc(pivot->columns.n + 1, sizeof *columns);
    struct cairn_table table;

    columns[0].name = corner;
    for (size_t j = 0; j < pivot->columns.n; j++)
        columns[j + 1].name = pivot->columns.items[j];
    cairn_table_init(&table, columns, pivot->columns.n + 1);
    for (size_t i = 0; i <= pivot->rows.n; i++) {
        cairn_table_text(&table, i < pivot->rows.n ? pivot->rows.items[i] : "in all");
        for (size_t j = 0; j < pivot->columns.n; j++)
            cairn_table_number(&table, sum_at(pivot, i, j));
    }
    cairn_table_write(&table, CAIRN_FORMAT_TEXT, style, out);
    cairn_table_release(&table);
    cairn_free(columns);
}

void cairn_pivot_write(struct cairn_rows *rows, const char *corner, struct cairn_style style,
                       struct cairn_buffer *out)
{
    struct pivot pivot = {.n = 0};

    assert(cairn_rows_width(rows) == 3);
    while (cairn_rows_next(rows)) {
        char *row = cairn_strdup(cairn_rows_cell(rows, 0).bytes);

        add(&pivot, row, cairn_rows_cell(rows, 1).bytes, cairn_rows_cell(rows, 2).real);
        cairn_free(row);
    }
    if (pivot.n > 0)
        write_table(&pivot, corner, style, out);
    names_release(&pivot.rows);
    names_release(&pivot.columns);
    cairn_free(pivot.values);
}

#include "cli/pivot.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "cli/table.h"

void cairn_pivot_init(struct cairn_pivot *pivot)
{
    *pivot = (struct cairn_pivot){.n = 0};
}

static void names_release(struct cairn_pivot_names *names)
{
    for (size_t i = 0; i < names->n; i++)
        cairn_free(names->items[i]);
    cairn_free(names->items);
}

void cairn_pivot_release(struct cairn_pivot *pivot)
{
    names_release(&pivot->rows);
    names_release(&pivot->columns);
    cairn_free(pivot->values);
    cairn_pivot_init(pivot);
}

/* Where the name stands; added where it is new. */
static size_t index_of(struct cairn_pivot_names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->items[i], name) == 0)
            return i;
    names->items = cairn_grow(names->items, &names->capacity, names->n + 1, sizeof *names->items);
    names->items[names->n] = cairn_strdup(name);
    return names->n++;
}

void cairn_pivot_add(struct cairn_pivot *pivot, const char *row, const char *column, double number)
{
    if (isnan(number))
        return;
    pivot->values =
        cairn_grow(pivot->values, &pivot->capacity, pivot->n + 1, sizeof *pivot->values);
    pivot->values[pivot->n].row = index_of(&pivot->rows, row);
    pivot->values[pivot->n].column = index_of(&pivot->columns, column);
    pivot->values[pivot->n++].number = number;
}

/* Sum of what stands at a row and column, of all rows where row is their number; NaN: nothing. */
static double sum_at(const struct cairn_pivot *pivot, size_t row, size_t column)
{
    double sum = NAN;

    for (size_t i = 0; i < pivot->n; i++) {
        const struct cairn_pivot_value *value = &pivot->values[i];

        if (value->column == column && (row == pivot->rows.n || value->row == row))
            sum = isnan(sum) ? value->number : sum + value->number;
    }
    return sum;
}

void cairn_pivot_write(const struct cairn_pivot *pivot, const char *corner, const char *total,
                       struct cairn_style style, struct cairn_buffer *out)
{
    size_t n_lines = pivot->rows.n + (total ? 1 : 0);
    struct cairn_column *columns;
    struct cairn_table table;

    if (pivot->n == 0)
        return;
    columns = cairn_calloc(pivot->columns.n + 1, sizeof *columns);
    columns[0].name = corner;
    for (size_t j = 0; j < pivot->columns.n; j++)
        columns[j + 1].name = pivot->columns.items[j];
    cairn_table_init(&table, columns, pivot->columns.n + 1);
    for (size_t i = 0; i < n_lines; i++) {
        cairn_table_text(&table, i < pivot->rows.n ? pivot->rows.items[i] : total);
        for (size_t j = 0; j < pivot->columns.n; j++)
            cairn_table_number(&table, sum_at(pivot, i, j));
    }
    cairn_table_write(&table, CAIRN_FORMAT_TEXT, style, out);
    cairn_table_release(&table);
    cairn_free(columns);
}

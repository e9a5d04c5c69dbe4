#include "study/compare_rows.h"

#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/number.h"

enum { MOST_SHOWN = 60 }; /* bytes of a text in an example */

/* SELECT key columns, then the others; n_keys of the former. */
static char *query_of(struct cairn_store *store, const char *table, int *n_keys)
{
    struct cairn_cell name = CAIRN_STRING("name", table);
    bool of_study = strcmp(table, "study") == 0;
    const char *study = of_study ? "id" : "study";
    struct cairn_buffer sql, order;
    struct cairn_rows *columns;

    *n_keys = 0;
    cairn_buffer_init(&sql);
    cairn_buffer_init(&order);
    columns = cairn_store_query(store,
                                "SELECT name, pk FROM pragma_table_info(:name) "
                                "ORDER BY pk = 0, pk, cid",
                                &name, 1);
    while (cairn_rows_next(columns)) {
        const char *column = cairn_rows_cell(columns, 0).bytes;

        if (strcmp(column, study) == 0)
            continue;
        cairn_buffer_puts(&sql, sql.size > 0 ? ", " : "SELECT ");
        cairn_store_append_name(&sql, column);
        if (cairn_rows_cell(columns, 1).integer > 0) {
            cairn_buffer_puts(&order, *n_keys > 0 ? ", " : " ORDER BY ");
            cairn_store_append_name(&order, column);
            ++*n_keys;
        }
    }
    cairn_rows_free(columns);
    if (sql.size == 0) /* says then that there is no such table */
        cairn_buffer_puts(&sql, "SELECT *");
    cairn_buffer_appendf(&sql, " FROM \"%s\" WHERE \"%s\" = :study%s", table, study,
                         order.data ? order.data : "");
    cairn_buffer_release(&order);
    return cairn_buffer_take(&sql);
}

/* As SQLite orders values. */
static int rank_of(const struct cairn_cell *cell)
{
    switch (cell->kind) {
    case CAIRN_CELL_NULL:
        return 0;
    case CAIRN_CELL_INTEGER:
    case CAIRN_CELL_REAL:
        return 1;
    case CAIRN_CELL_TEXT:
        return 2;
    case CAIRN_CELL_BLOB:
        return 3;
    }
    return 0;
}

static int compare_bytes(const struct cairn_cell *a, const struct cairn_cell *b)
{
    size_t size = a->size < b->size ? a->size : b->size;
    int order = size > 0 ? memcmp(a->bytes, b->bytes, size) : 0;

    return order ? order : (a->size > b->size) - (a->size < b->size);
}

static int compare_cells(const struct cairn_cell *a, const struct cairn_cell *b)
{
    double x, y;

    if (rank_of(a) != rank_of(b))
        return rank_of(a) - rank_of(b);
    if (rank_of(a) == 0)
        return 0;
    if (rank_of(a) > 1)
        return compare_bytes(a, b);
    if (a->kind == CAIRN_CELL_INTEGER && b->kind == CAIRN_CELL_INTEGER)
        return (a->integer > b->integer) - (a->integer < b->integer);
    x = a->kind == CAIRN_CELL_INTEGER ? (double)a->integer : a->real;
    y = b->kind == CAIRN_CELL_INTEGER ? (double)b->integer : b->real;
    return (x > y) - (x < y);
}

static int compare_keys(struct cairn_rows *a, struct cairn_rows *b, int n_keys)
{
    for (int i = 0; i < n_keys; i++) {
        struct cairn_cell x = cairn_rows_cell(a, i), y = cairn_rows_cell(b, i);
        int order = compare_cells(&x, &y);

        if (order)
            return order;
    }
    return 0;
}

/* The start of a text, cut between characters. */
static void append_start(struct cairn_buffer *text, const char *bytes, size_t size)
{
    size_t n = size < MOST_SHOWN ? size : MOST_SHOWN;

    while (n > 0 && n < size && ((unsigned char)bytes[n] & 0xc0) == 0x80)
        n--;
    cairn_buffer_appendf(text, "\"%.*s%s\"", (int)n, bytes, n < size ? "..." : "");
}

static void append_cell(struct cairn_buffer *text, struct cairn_cell cell)
{
    char number[CAIRN_NUMBER_SIZE];

    switch (cell.kind) {
    case CAIRN_CELL_NULL:
        cairn_buffer_puts(text, "nothing");
        break;
    case CAIRN_CELL_INTEGER:
        cairn_buffer_appendf(text, "%lld", (long long)cell.integer);
        break;
    case CAIRN_CELL_REAL:
        cairn_buffer_puts(text, cairn_number_exact(cell.real, number));
        break;
    case CAIRN_CELL_TEXT:
        append_start(text, cell.bytes, cell.size);
        break;
    case CAIRN_CELL_BLOB:
        cairn_buffer_appendf(text, "%zu bytes", cell.size);
        break;
    }
}

/* "carbon_kg 1.5, was 1.25 (point 3)" */
static char *example_of(struct cairn_rows *a, struct cairn_rows *b, int column, int n_keys)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_buffer_appendf(&text, "%s ", cairn_rows_name(a, column));
    append_cell(&text, cairn_rows_cell(b, column));
    cairn_buffer_puts(&text, ", was ");
    append_cell(&text, cairn_rows_cell(a, column));
    for (int i = 0; i < n_keys; i++) {
        cairn_buffer_appendf(&text, "%s%s ", i > 0 ? ", " : " (", cairn_rows_name(a, i));
        append_cell(&text, cairn_rows_cell(a, i));
    }
    if (n_keys > 0)
        cairn_buffer_puts(&text, ")");
    return cairn_buffer_take(&text);
}

/* Rows of one key: does a value differ? Keeps the first that ever did. */
static bool differs(struct cairn_compared_table *table, struct cairn_rows *a, struct cairn_rows *b,
                    int n_keys)
{
    if (cairn_rows_width(a) != cairn_rows_width(b))
        return true;
    for (int i = n_keys; i < cairn_rows_width(a); i++) {
        struct cairn_cell x = cairn_rows_cell(a, i), y = cairn_rows_cell(b, i);

        if (x.kind == y.kind && compare_cells(&x, &y) == 0)
            continue;
        if (!table->example)
            table->example = example_of(a, b, i, n_keys);
        return true;
    }
    return false;
}

int64_t cairn_compare_rows(struct cairn_compared_table *table, struct cairn_store *a,
                           int64_t study_a, struct cairn_store *b, int64_t study_b)
{
    struct cairn_cell id_a = CAIRN_INTEGER("study", study_a);
    struct cairn_cell id_b = CAIRN_INTEGER("study", study_b);
    int64_t before = table->changed + table->only_a + table->only_b;
    int n_keys;
    char *sql = query_of(a, table->name, &n_keys);
    struct cairn_rows *rows_a = cairn_store_query(a, sql, &id_a, 1);
    struct cairn_rows *rows_b = cairn_store_query(b, sql, &id_b, 1);
    bool has_a = cairn_rows_next(rows_a), has_b = cairn_rows_next(rows_b);

    while (has_a || has_b) {
        int order = !has_b ? -1 : !has_a ? 1 : compare_keys(rows_a, rows_b, n_keys);

        if (order == 0)
            table->changed += differs(table, rows_a, rows_b, n_keys);
        table->only_a += order < 0;
        table->only_b += order > 0;
        if (order <= 0)
            has_a = cairn_rows_next(rows_a);
        if (order >= 0)
            has_b = cairn_rows_next(rows_b);
    }
    cairn_rows_free(rows_a);
    cairn_rows_free(rows_b);
    cairn_free(sql);
    return table->changed + table->only_a + table->only_b - before;
}

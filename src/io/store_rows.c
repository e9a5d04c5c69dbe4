/* Reading the results file: rows of a query, and whole tables in canonical order. */

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/number.h"
#include "base/sha256.h"
#include "io/store_private.h"

struct cairn_rows {
    struct cairn_store *store;
    sqlite3_stmt *statement; /* NULL after a failure */
    bool at_row;
    enum cairn_store_status status; /* of this query */
};

static void bind_parameters(struct cairn_rows *rows, const struct cairn_cell *parameters, int n)
{
    struct cairn_store *store = rows->store;
    if (sqlite3_bind_parameter_count(rows->statement) != n)
        cairn_store_misuse(store, "cannot read: a query with other parameters");
    for (int i = 0; i < n && store->status == CAIRN_STORE_OK; i++) {
        char *name = cairn_format(":%s", parameters[i].column);
        int at = sqlite3_bind_parameter_index(rows->statement, name);
        if (at == 0)
            cairn_store_misuse(store, "cannot read: a query without parameter %s", name);
        else
            cairn_store_bind(store, rows->statement, at, &parameters[i], false);
        cairn_free(name);
    }
}

struct cairn_rows *cairn_store_query(struct cairn_store *store, const char *sql,
                                     const struct cairn_cell *parameters, int n)
{
    struct cairn_rows *rows = cairn_calloc(1, sizeof *rows);
    rows->store = store;
    store->open_rows++;
    if (store->status == CAIRN_STORE_OK) {
        const char *rest = "";
        int code = sqlite3_prepare_v2(store->db, sql, -1, &rows->statement, &rest);
        if (code != SQLITE_OK)
            cairn_store_fail_sqlite(store, code, "cannot read");
        else if (!rows->statement || !sqlite3_stmt_readonly(rows->statement) || *rest != '\0')
            cairn_store_misuse(store, "cannot read: not one SELECT: %s", sql);
        else
            bind_parameters(rows, parameters, n);
    }
    rows->status = store->status;
    if (rows->status != CAIRN_STORE_OK) {
        sqlite3_finalize(rows->statement);
        rows->statement = NULL;
    }
    return rows;
}

/* One that cairn does not write, and that has no digits: its name, or NULL. */
static const char *infinite_column(sqlite3_stmt *statement)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++)
        if (sqlite3_column_type(statement, i) == SQLITE_FLOAT &&
            !isfinite(sqlite3_column_double(statement, i)))
            return sqlite3_column_name(statement, i);
    return NULL;
}

bool cairn_rows_next(struct cairn_rows *rows)
{
    rows->at_row = false;
    if (!rows->statement || rows->status != CAIRN_STORE_OK)
        return false;
    int code = sqlite3_step(rows->statement);
    rows->at_row = code == SQLITE_ROW;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        rows->status = cairn_store_fail_sqlite(rows->store, code, "cannot read");
    const char *infinite = rows->at_row ? infinite_column(rows->statement) : NULL;
    if (infinite) {
        rows->at_row = false;
        rows->status = cairn_store_fail(rows->store, CAIRN_STORE_FOREIGN,
                                        "its column '%s' holds an infinite number", infinite);
    }
    return rows->at_row;
}

int cairn_rows_width(const struct cairn_rows *rows)
{
    return rows->statement ? sqlite3_column_count(rows->statement) : 0;
}

const char *cairn_rows_name(const struct cairn_rows *rows, int column)
{
    assert(column >= 0 && column < cairn_rows_width(rows));
    return sqlite3_column_name(rows->statement, column);
}

struct cairn_cell cairn_rows_cell(const struct cairn_rows *rows, int column)
{
    assert(rows->at_row);
    const char *name = cairn_rows_name(rows, column);
    sqlite3_stmt *statement = rows->statement;

    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        return CAIRN_INTEGER(name, sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
        return CAIRN_REAL(name, sqlite3_column_double(statement, column));
    case SQLITE_TEXT: {
        struct cairn_cell cell = {.column = name, .kind = CAIRN_CELL_TEXT};
        cell.bytes = sqlite3_column_text(statement, column);
        if (!cell.bytes)
            cairn_out_of_memory();
        cell.size = (size_t)sqlite3_column_bytes(statement, column);
        return cell;
    }
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_column_blob(statement, column);
        return CAIRN_BLOB(name, bytes, (size_t)sqlite3_column_bytes(statement, column));
    }
    default:
        return CAIRN_NULL(name);
    }
}

enum cairn_store_status cairn_rows_free(struct cairn_rows *rows)
{
    enum cairn_store_status status = rows->status;
    sqlite3_finalize(rows->statement);
    rows->store->open_rows--;
    cairn_free(rows);
    return status;
}

void cairn_store_append_name(struct cairn_buffer *sql, const char *name)
{
    cairn_buffer_putc(sql, '"');
    for (; *name; name++) {
        if (*name == '"')
            cairn_buffer_putc(sql, '"');
        cairn_buffer_putc(sql, *name);
    }
    cairn_buffer_putc(sql, '"');
}

/* ---- canonical order ---- */

const char *cairn_store_table(int index)
{
    static const char *const tables[] = {
        "study",
        "input",
        "source",
        "placement",
        "route",
        "sizing",
        "pruned",
        "narrowing",
        "candidate",
        "promise",
        "budget",
        "optimum",
        "vary",
        "segment",
        "breakpoint",
        "cell",
        "sweep",
        "point",
        "point_result",
        "setting",
        "vary_word",
        "lever",
        "uncertain",
        "outlook",
        "best_share",
        "draw",
        "draw_value",
        "draw_result",
        "value_of_information",
        "swing",
        "sensitivity",
        "baseline",
        "basis_result",
        "gap",
        "pareto",
        "flip",
        "next_best",
        "excluded",
        "purchase",
        "flag",
        "workload_result",
        "quantile",
        "pool_result",
        "cache_result",
        "link_result",
        "factor",
        "quantity",
        "term",
        "growth_year",
        "growth_demand",
        "growth_part",
        "growth_path",
        "growth_stock",
        "growth_policy",
        "growth_case",
        "growth_exact",
        "hour",
    };
    enum { N = sizeof tables / sizeof tables[0] };
    assert(index >= 0 && index <= N);
    return index < N ? tables[index] : NULL;
}

/*
 * SELECT s.key AS study, t.placement, ... FROM study s CROSS JOIN term t ON t.study = s.id
 * ORDER BY s.key, t.placement, ...: the order is that of the indices, so nothing is sorted.
 * The table study itself has its key in place of its id.
 */
static char *canonical_text(struct cairn_store *store, const char *table)
{
    struct cairn_buffer sql, order;
    cairn_buffer_init(&sql);
    cairn_buffer_init(&order);
    cairn_buffer_puts(&sql, "SELECT s.key AS study");
    cairn_buffer_puts(&order, "s.key");

    struct cairn_cell parameter = CAIRN_STRING("name", table);
    struct cairn_rows *columns = cairn_store_query(
        store, "SELECT name, pk FROM pragma_table_info(:name) ORDER BY pk = 0, pk, cid", &parameter,
        1);
    while (cairn_rows_next(columns)) {
        const char *name = cairn_rows_cell(columns, 0).bytes;
        bool of_study = strcmp(table, "study") == 0;
        if (strcmp(name, of_study ? "id" : "study") == 0 || (of_study && strcmp(name, "key") == 0))
            continue;
        cairn_buffer_puts(&sql, ", t.");
        cairn_store_append_name(&sql, name);
        if (cairn_rows_cell(columns, 1).integer > 0) {
            cairn_buffer_puts(&order, ", t.");
            cairn_store_append_name(&order, name);
        }
    }
    cairn_rows_free(columns);

    cairn_buffer_appendf(&sql, " FROM study s CROSS JOIN \"%s\" t ON t.\"%s\" = s.id ORDER BY %s",
                         table, strcmp(table, "study") == 0 ? "id" : "study", order.data);
    cairn_buffer_release(&order);
    return cairn_buffer_take(&sql);
}

struct cairn_rows *cairn_store_canonical(struct cairn_store *store, const char *table)
{
    char *sql = canonical_text(store, table);
    struct cairn_rows *rows = cairn_store_query(store, sql, NULL, 0);
    cairn_free(sql);
    return rows;
}

static void append_quoted(struct cairn_buffer *line, const char *text, size_t size)
{
    cairn_buffer_putc(line, '"');
    for (size_t i = 0; i < size; i++)
        switch (text[i]) {
        case '\n':
            cairn_buffer_puts(line, "\\n");
            break;
        case '\r':
            cairn_buffer_puts(line, "\\r");
            break;
        case '\0':
            cairn_buffer_puts(line, "\\0");
            break;
        case '\\':
        case '"':
            cairn_buffer_putc(line, '\\');
            /* fall through */
        default:
            cairn_buffer_putc(line, text[i]);
        }
    cairn_buffer_putc(line, '"');
}

static void append_cell(struct cairn_buffer *line, struct cairn_cell cell)
{
    char number[CAIRN_NUMBER_SIZE], hex[CAIRN_SHA256_HEX];

    switch (cell.kind) {
    case CAIRN_CELL_NULL:
        cairn_buffer_puts(line, "NULL");
        break;
    case CAIRN_CELL_INTEGER:
        cairn_buffer_appendf(line, "%lld", (long long)cell.integer);
        break;
    case CAIRN_CELL_REAL:
        cairn_buffer_puts(line, cairn_number_exact(cell.real, number));
        break;
    case CAIRN_CELL_TEXT:
        append_quoted(line, cell.bytes, cell.size);
        break;
    case CAIRN_CELL_BLOB:
        cairn_sha256_hex(cell.bytes, cell.size, hex);
        cairn_buffer_appendf(line, "sha256:%s", hex);
        break;
    }
}

static enum cairn_store_status dump_table(struct cairn_store *store, const char *table,
                                          void (*print)(void *context, const char *text),
                                          void *context)
{
    struct cairn_buffer line;
    cairn_buffer_init(&line);
    struct cairn_rows *rows = cairn_store_canonical(store, table);
    while (cairn_rows_next(rows)) {
        cairn_buffer_clear(&line);
        cairn_buffer_puts(&line, table);
        for (int i = 0; i < cairn_rows_width(rows); i++) {
            cairn_buffer_appendf(&line, " %s=", cairn_rows_name(rows, i));
            append_cell(&line, cairn_rows_cell(rows, i));
        }
        print(context, line.data);
    }
    cairn_buffer_release(&line);
    return cairn_rows_free(rows);
}

enum cairn_store_status cairn_store_dump(struct cairn_store *store,
                                         void (*line)(void *context, const char *text),
                                         void *context)
{
    enum cairn_store_status status = CAIRN_STORE_OK;
    const char *table;
    for (int i = 0; status == CAIRN_STORE_OK && (table = cairn_store_table(i)) != NULL; i++)
        status = dump_table(store, table, line, context);
    return status;
}

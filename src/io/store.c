#include "io/store.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "io/store_private.h"

/* ---- failures ---- */

static enum cairn_store_status fail_v(struct cairn_store *store, enum cairn_store_status status,
                                      const char *format, va_list args)
{
    if (store->status == CAIRN_STORE_OK) {
        struct cairn_buffer text;
        cairn_buffer_init(&text);
        cairn_buffer_appendf(&text, "results file '%s': ", store->path);
        cairn_buffer_appendf_v(&text, format, args);
        store->status = status;
        store->text = cairn_buffer_take(&text);
    }
    return store->status;
}

enum cairn_store_status cairn_store_fail(struct cairn_store *store, enum cairn_store_status status,
                                         const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_v(store, status, format, args);
    va_end(args);
    return store->status;
}

enum cairn_store_status cairn_store_misuse(struct cairn_store *store, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_v(store, CAIRN_STORE_REFUSED, format, args);
    va_end(args);
    assert(0 && "the store is used wrongly: see store->text");
    return store->status;
}

/* SQLite knows ENOSPC as "full" and calls these an I/O error. */
static bool is_full(int system_error)
{
    return system_error == EDQUOT || system_error == EFBIG;
}

/* What there is to say about an operation that the system refused. */
static const char *system_reason(int system_error, int code)
{
    return system_error != 0 ? strerror(system_error) : sqlite3_errstr(code);
}

enum cairn_store_status cairn_store_fail_sqlite(struct cairn_store *store, int code,
                                                const char *doing)
{
    /* A failing COMMIT leaves its reason in errno alone. */
    int last_error = errno;
    int system_error = sqlite3_system_errno(store->db);
    bool full = is_full(system_error) || (system_error == 0 && is_full(last_error));

    switch (code & 0xff) {
    case SQLITE_NOMEM:
        cairn_out_of_memory();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return cairn_store_fail(store, CAIRN_STORE_LOCKED, "%s: in use by another process", doing);
    case SQLITE_NOTADB:
        return cairn_store_fail(store, CAIRN_STORE_FOREIGN, "not a results file of cairn");
    case SQLITE_CORRUPT:
        return cairn_store_fail(store, CAIRN_STORE_CORRUPT, "%s: the file is damaged", doing);
    case SQLITE_FULL:
        return cairn_store_fail(store, CAIRN_STORE_FULL, "%s: no space left", doing);
    case SQLITE_IOERR:
        if (full)
            return cairn_store_fail(store, CAIRN_STORE_FULL, "%s: no space left", doing);
        /* fall through */
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return cairn_store_fail(store, CAIRN_STORE_CANNOT_OPEN, "%s: %s", doing,
                                system_reason(system_error, code));
    default:
        return cairn_store_fail(store, CAIRN_STORE_REFUSED, "%s: %s", doing,
                                sqlite3_errmsg(store->db));
    }
}

enum cairn_store_status cairn_store_status(const struct cairn_store *store)
{
    return store->status;
}

const char *cairn_store_text(const struct cairn_store *store)
{
    return store->text ? store->text : "";
}

/* ---- values ---- */

struct cairn_cell cairn_cell_null(const char *column)
{
    return (struct cairn_cell){.column = column, .kind = CAIRN_CELL_NULL};
}

struct cairn_cell cairn_cell_integer(const char *column, int64_t value)
{
    return (struct cairn_cell){.column = column, .kind = CAIRN_CELL_INTEGER, .integer = value};
}

struct cairn_cell cairn_cell_real(const char *column, double value)
{
    return (struct cairn_cell){.column = column, .kind = CAIRN_CELL_REAL, .real = value};
}

struct cairn_cell cairn_cell_string(const char *column, const char *value)
{
    if (!value)
        return cairn_cell_null(column);
    return (struct cairn_cell){
        .column = column, .kind = CAIRN_CELL_TEXT, .bytes = value, .size = strlen(value)};
}

struct cairn_cell cairn_cell_blob(const char *column, const void *bytes, size_t size)
{
    return (struct cairn_cell){
        .column = column, .kind = CAIRN_CELL_BLOB, .bytes = size > 0 ? bytes : "", .size = size};
}

struct cairn_cell cairn_cell_index(const char *column, int value)
{
    return value < 0 ? cairn_cell_null(column) : cairn_cell_integer(column, value);
}

struct cairn_cell cairn_cell_real_or_null(const char *column, double value)
{
    return isnan(value) ? cairn_cell_null(column) : cairn_cell_real(column, value);
}

bool cairn_store_bind(struct cairn_store *store, sqlite3_stmt *statement, int parameter,
                      const struct cairn_cell *cell, bool borrow)
{
    sqlite3_destructor_type copy = borrow ? SQLITE_STATIC : SQLITE_TRANSIENT;
    int code = SQLITE_OK;

    switch (cell->kind) {
    case CAIRN_CELL_NULL:
        code = sqlite3_bind_null(statement, parameter);
        break;
    case CAIRN_CELL_INTEGER:
        code = sqlite3_bind_int64(statement, parameter, cell->integer);
        break;
    case CAIRN_CELL_REAL:
        /* SQLite would take infinity and make NULL of a NaN. */
        if (!isfinite(cell->real)) {
            cairn_store_misuse(store, "column %s: not a finite number", cell->column);
            return false;
        }
        code = sqlite3_bind_double(statement, parameter, cell->real);
        break;
    case CAIRN_CELL_TEXT:
        code =
            sqlite3_bind_text64(statement, parameter, cell->bytes, cell->size, copy, SQLITE_UTF8);
        break;
    case CAIRN_CELL_BLOB:
        code = sqlite3_bind_blob64(statement, parameter, cell->bytes, cell->size, copy);
        break;
    }
    if (code != SQLITE_OK)
        cairn_store_fail_sqlite(store, code, "cannot pass a value");
    return code == SQLITE_OK;
}

/* ---- transactions ---- */

static int execute(struct cairn_store *store, const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL);
}

/* Does the file have the journal that was asked for? */
static bool is_wal(struct cairn_store *store)
{
    sqlite3_stmt *statement = NULL;
    bool wal =
        sqlite3_prepare_v2(store->db, "PRAGMA journal_mode", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW &&
        strcmp((const char *)sqlite3_column_text(statement, 0), "wal") == 0;

    sqlite3_finalize(statement);
    return wal;
}

enum cairn_store_status cairn_store_begin(struct cairn_store *store)
{
    if (store->status != CAIRN_STORE_OK)
        return store->status;
    assert(store->mode == CAIRN_STORE_WRITE);
    assert(!store->in_transaction);
    assert(store->open_rows == 0);

    /* Chosen here and not at open, so that a file that is only looked into stays as it is. Where
     * the file system has no WAL, SQLite keeps its other journal. In WAL, NORMAL is safe: a kill
     * loses nothing that was committed, and a sweep commits ten times a second, which a sync each
     * time would hold up. */
    if (!store->journal_chosen) {
        int code = execute(store, "PRAGMA journal_mode = WAL");
        if (code == SQLITE_OK && is_wal(store))
            code = execute(store, "PRAGMA synchronous = NORMAL");
        if (code != SQLITE_OK)
            return cairn_store_fail_sqlite(store, code, "cannot write");
        store->journal_chosen = true;
    }
    int code = execute(store, "BEGIN IMMEDIATE");
    if (code != SQLITE_OK)
        return cairn_store_fail_sqlite(store, code, "cannot write");
    store->in_transaction = true;
    return CAIRN_STORE_OK;
}

/* SQLite ends a transaction by itself after some failures; then there is nothing to roll back. */
static void end_transaction(struct cairn_store *store)
{
    if (store->in_transaction && !sqlite3_get_autocommit(store->db))
        execute(store, "ROLLBACK");
    store->in_transaction = false;
}

bool cairn_store_is_gone(const struct cairn_store *store)
{
    int moved = 0;
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

enum cairn_store_status cairn_store_commit(struct cairn_store *store)
{
    if (store->status == CAIRN_STORE_OK) {
        assert(store->in_transaction);
        int code = execute(store, "COMMIT");
        if (code != SQLITE_OK)
            cairn_store_fail_sqlite(store, code, "cannot write");
        else if (cairn_store_is_gone(store))
            cairn_store_fail(store, CAIRN_STORE_CANNOT_OPEN,
                             "cannot write: it was moved or deleted");
    }
    end_transaction(store);
    return store->status;
}

void cairn_store_rollback(struct cairn_store *store)
{
    end_transaction(store);
    if (!store->db)
        return;
    cairn_free(store->text);
    store->text = NULL;
    store->status = CAIRN_STORE_OK;
}

/* ---- inserting ---- */

static void insert_text(struct cairn_buffer *sql, const char *table,
                        const struct cairn_cell *values, int n)
{
    cairn_buffer_appendf(sql, "INSERT INTO \"%s\" (", table);
    for (int i = 0; i < n; i++)
        cairn_buffer_appendf(sql, "%s\"%s\"", i > 0 ? ", " : "", values[i].column);
    cairn_buffer_puts(sql, ") VALUES (");
    for (int i = 0; i < n; i++)
        cairn_buffer_puts(sql, i > 0 ? ", ?" : "?");
    cairn_buffer_puts(sql, ")");
}

/* Whether `text` goes on with `word`, which it is then behind. */
static bool goes_on(const char **text, const char *word)
{
    size_t size = strlen(word);
    bool same = strncmp(*text, word, size) == 0;
    *text += same ? size : 0;
    return same;
}

/* Is this the text that insert_text() would write? Writing it for each row took longer than SQLite
 * took to insert the row. */
static bool is_insert_text(const char *sql, const char *table, const struct cairn_cell *values,
                           int n)
{
    if (!goes_on(&sql, "INSERT INTO \"") || !goes_on(&sql, table) || !goes_on(&sql, "\" ("))
        return false;
    for (int i = 0; i < n; i++)
        if ((i > 0 && !goes_on(&sql, ", ")) || !goes_on(&sql, "\"") ||
            !goes_on(&sql, values[i].column) || !goes_on(&sql, "\""))
            return false;
    return goes_on(&sql, ") VALUES (");
}

/* The statement prepared before, or NULL. */
static sqlite3_stmt *find_prepared(const struct cairn_store *store, const char *table,
                                   const struct cairn_cell *values, int n)
{
    for (size_t i = 0; i < store->n_statements; i++)
        if (is_insert_text(store->statements[i].sql, table, values, n))
            return store->statements[i].prepared;
    return NULL;
}

/* Prepares a statement and keeps it; NULL after a failure. */
static sqlite3_stmt *prepare(struct cairn_store *store, const char *sql)
{
    struct cairn_store_statement statement = {0};
    int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                  &statement.prepared, NULL);
    if (code == SQLITE_ERROR) {
        cairn_store_misuse(store, "cannot insert: %s", sqlite3_errmsg(store->db));
        return NULL;
    }
    if (code != SQLITE_OK) {
        cairn_store_fail_sqlite(store, code, "cannot write");
        return NULL;
    }
    statement.sql = cairn_strdup(sql);
    store->statements = cairn_grow(store->statements, &store->statement_capacity,
                                   store->n_statements + 1, sizeof *store->statements);
    store->statements[store->n_statements++] = statement;
    return statement.prepared;
}

int64_t cairn_store_insert(struct cairn_store *store, const char *table,
                           const struct cairn_cell *values, int n)
{
    if (store->status != CAIRN_STORE_OK)
        return 0;
    assert(store->in_transaction);
    assert(n > 0);

    sqlite3_stmt *statement = find_prepared(store, table, values, n);
    if (!statement) {
        struct cairn_buffer sql;
        cairn_buffer_init(&sql);
        insert_text(&sql, table, values, n);
        statement = prepare(store, sql.data);
        cairn_buffer_release(&sql);
    }
    if (!statement)
        return 0;

    bool bound = true;
    for (int i = 0; i < n && bound; i++)
        bound = cairn_store_bind(store, statement, i + 1, &values[i], true);
    if (bound && sqlite3_step(statement) != SQLITE_DONE) {
        char *doing = cairn_format("cannot insert into %s", table);
        cairn_store_fail_sqlite(store, sqlite3_extended_errcode(store->db), doing);
        cairn_free(doing);
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return store->status == CAIRN_STORE_OK ? sqlite3_last_insert_rowid(store->db) : 0;
}

static void delete_rows(struct cairn_store *store, const char *table, int64_t study)
{
    char *sql = cairn_format("DELETE FROM %s WHERE %s = ?", table,
                             strcmp(table, "study") == 0 ? "id" : "study");
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_int64(statement, 1, study);
        sqlite3_step(statement);
        code = sqlite3_finalize(statement);
    }
    if (code != SQLITE_OK)
        cairn_store_fail_sqlite(store, code, "cannot remove a study");
    cairn_free(sql);
}

/*
 * Children first. Deleting the study alone would take the rest with it, but look through all its
 * terms for each of its factors: a minute and a half for 150,000 terms, where this takes a fifth
 * of a second.
 */
void cairn_store_forget(struct cairn_store *store, int64_t study)
{
    assert(store->in_transaction || store->status != CAIRN_STORE_OK);
    int n = 0;
    while (cairn_store_table(n))
        n++;
    while (--n >= 0 && store->status == CAIRN_STORE_OK)
        delete_rows(store, cairn_store_table(n), study);
}

int64_t cairn_store_find_study(struct cairn_store *store, const char *key)
{
    struct cairn_cell parameter = CAIRN_STRING("key", key);
    struct cairn_rows *rows =
        cairn_store_query(store, "SELECT id FROM study WHERE key = :key", &parameter, 1);
    int64_t id = cairn_rows_next(rows) ? cairn_rows_cell(rows, 0).integer : 0;
    cairn_rows_free(rows);
    return id;
}

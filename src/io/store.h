#ifndef CAIRN_IO_STORE_H
#define CAIRN_IO_STORE_H

/*
 * The results file: one SQLite database for many studies (schema.sql, docs/RESULTS.md).
 *
 * The store writes rows and reads rows. It never computes: what a row says is decided by whoever
 * inserts it, and derived figures are views in the file. It is the only module that knows SQLite.
 *
 * Words. A study is one answered question; every row belongs to one and is keyed within it, so a
 * study is written in one transaction and is in the file whole or not at all. The deterministic
 * tables are all but `run` (who, when, how fast) and the fixed vocabulary (basis, measure).
 *
 * Errors. The first failure sticks: everything else then does nothing, queries have no rows, and
 * cairn_store_commit() rolls back and returns it; only cairn_store_rollback() forgets it. So a
 * writer may insert a thousand rows, and a reader ask ten queries, and look at the end; who does
 * not look takes what could not be read for what is not there. Running out of memory ends the
 * process (alloc.h). cairn_store_text() says what happened, with the file's name, fit for a user.
 * A programmer's mistake (unknown table or column, NaN, infinity) trips an assertion; built
 * without them it fails like the rest, with CAIRN_STORE_REFUSED, and nothing is written.
 *
 * Invariants: a file that was refused is not changed by a bit. One process writes at a time and
 * holds the file from open to close. After a clean close there is one file and nothing beside it;
 * after a kill, the next open restores the last commit.
 *
 * Not here: printing, formats (CSV, JSON), comparing. Not for several threads at once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cairn_buffer;
struct cairn_store;
struct cairn_rows;

enum cairn_store_status {
    CAIRN_STORE_OK,
    CAIRN_STORE_CANNOT_OPEN,  /* absent, no such folder, no permission, I/O error */
    CAIRN_STORE_FOREIGN,      /* not SQLite, or SQLite of another program */
    CAIRN_STORE_OTHER_SCHEMA, /* of a newer cairn, or an older one */
    CAIRN_STORE_LOCKED,       /* in use by another process */
    CAIRN_STORE_CORRUPT,
    CAIRN_STORE_FULL,    /* no space, or a limit on the size of files */
    CAIRN_STORE_REFUSED, /* a row that breaks a rule of the schema, or a programmer's mistake */
};

enum {
    CAIRN_STORE_APPLICATION_ID = 0x63616972, /* "cair" */
    CAIRN_STORE_SCHEMA_VERSION = 7,
};

enum cairn_store_mode {
    CAIRN_STORE_READ,  /* the file must exist; many may read at once */
    CAIRN_STORE_WRITE, /* creates the file (not its folder) where it is absent or empty */
};

/*
 * Opens a results file. Always sets *opened, also on failure, so that cairn_store_text() can be
 * asked; cairn_store_close() it in both cases. Waits up to a quarter of a second for others.
 * Refuses a file before anything in it is changed, and removes a file that it began and could not
 * complete.
 */
enum cairn_store_status cairn_store_open(struct cairn_store **opened, const char *path,
                                         enum cairn_store_mode mode);

/*
 * Ends an open transaction by rolling back, folds the journal into the file, frees. Rows must have
 * been freed before. NULL is ignored.
 */
void cairn_store_close(struct cairn_store *store);

/*
 * The failure that sticks, or CAIRN_STORE_OK. The text, "" when there is none, is valid until the
 * next call. A failed open stays for good.
 */
enum cairn_store_status cairn_store_status(const struct cairn_store *store);
const char *cairn_store_text(const struct cairn_store *store);

/* ---- values ---- */

enum cairn_cell_kind {
    CAIRN_CELL_NULL,
    CAIRN_CELL_INTEGER,
    CAIRN_CELL_REAL,
    CAIRN_CELL_TEXT,
    CAIRN_CELL_BLOB,
};

/*
 * One value and the column (or parameter) it belongs to. Text and bytes are borrowed: of an
 * argument, during the call; of a row, until the next one.
 */
struct cairn_cell {
    const char *column;
    enum cairn_cell_kind kind;
    int64_t integer;
    double real;
    const void *bytes; /* text is terminated */
    size_t size;       /* of bytes, without the terminator */
};

#define CAIRN_NULL(column) cairn_cell_null(column)
#define CAIRN_INTEGER(column, value) cairn_cell_integer((column), (value))
#define CAIRN_REAL(column, value) cairn_cell_real((column), (value))
#define CAIRN_STRING(column, value) cairn_cell_string((column), (value)) /* NULL: absent */
#define CAIRN_BLOB(column, bytes, size) cairn_cell_blob((column), (bytes), (size))
/* As the scenario says "absent": an index CAIRN_NONE (any negative one) and a NaN become NULL. */
#define CAIRN_INDEX(column, value) cairn_cell_index((column), (value))
#define CAIRN_REAL_OR_NULL(column, value) cairn_cell_real_or_null((column), (value))

struct cairn_cell cairn_cell_null(const char *column);
struct cairn_cell cairn_cell_integer(const char *column, int64_t value);
struct cairn_cell cairn_cell_real(const char *column, double value);
struct cairn_cell cairn_cell_string(const char *column, const char *value);
struct cairn_cell cairn_cell_blob(const char *column, const void *bytes, size_t size);
struct cairn_cell cairn_cell_index(const char *column, int value);
struct cairn_cell cairn_cell_real_or_null(const char *column, double value);

/* ---- writing ---- */

/*
 * A transaction; they do not nest, and no query is open when one begins. Rows are inserted in one,
 * parents before children.
 */
enum cairn_store_status cairn_store_begin(struct cairn_store *store);
enum cairn_store_status cairn_store_commit(struct cairn_store *store);
void cairn_store_rollback(struct cairn_store *store);

/*
 * Inserts a row; columns that are not named are NULL. Returns its id in tables that have one
 * (study, run), anything else otherwise; 0 after a failure, which sticks.
 */
int64_t cairn_store_insert(struct cairn_store *store, const char *table,
                           const struct cairn_cell *values, int n);

/* The same with the values as arguments: CAIRN_STORE_ADD(store, "run", CAIRN_INTEGER(...), ...). */
#define CAIRN_STORE_ADD(store, table, ...)                    \
    cairn_store_insert(                                       \
        (store), (table), (struct cairn_cell[]){__VA_ARGS__}, \
        (int)(sizeof(struct cairn_cell[]){__VA_ARGS__} / sizeof(struct cairn_cell)))

/* Removes a study and everything that belongs to it, within a transaction. */
void cairn_store_forget(struct cairn_store *store, int64_t study);

/* ---- reading ---- */

/* Id of the study with this key, or 0: there is none, or the file cannot be read (see status). */
int64_t cairn_store_find_study(struct cairn_store *store, const char *key);

/*
 * Appends the name of a table or column that a file says itself, in quotes; values are parameters
 * of a query and never part of its text.
 */
void cairn_store_append_name(struct cairn_buffer *sql, const char *name);

/*
 * Rows of a SELECT. Parameters stand as :name in the SQL and are given by that name:
 *
 *     struct cairn_cell study = CAIRN_INTEGER("study", id);
 *     struct cairn_rows *rows = cairn_store_query(
 *         store, "SELECT * FROM v_optimum WHERE study = :study", &study, 1);
 *     while (cairn_rows_next(rows))
 *         for (int i = 0; i < cairn_rows_width(rows); i++)
 *             print(cairn_rows_cell(rows, i));
 *     status = cairn_rows_free(rows);
 *
 * Never NULL: a query that fails has no rows, and cairn_rows_free() returns why. A row with an
 * infinite number, which only somebody else can have written, ends it as foreign. A column's name
 * is cairn_rows_name(), also before the first row and where there is none.
 */
struct cairn_rows *cairn_store_query(struct cairn_store *store, const char *sql,
                                     const struct cairn_cell *parameters, int n);
bool cairn_rows_next(struct cairn_rows *rows);
int cairn_rows_width(const struct cairn_rows *rows);
const char *cairn_rows_name(const struct cairn_rows *rows, int column);
struct cairn_cell cairn_rows_cell(const struct cairn_rows *rows, int column);
enum cairn_store_status cairn_rows_free(struct cairn_rows *rows);

/* ---- canonical order ---- */

/* Names of the deterministic tables, parents before children; NULL behind the last one. */
const char *cairn_store_table(int index);

/*
 * A deterministic table in canonical order: by the study's key, then by the primary key. The
 * study's number, which depends on what else is in the file, is given as its key. Two files that
 * hold the same studies yield the same rows.
 */
struct cairn_rows *cairn_store_canonical(struct cairn_store *store, const char *table);

/*
 * All deterministic tables as text, one line per row, passed to `line` without a line end. Numbers
 * are exact, blobs are their sha256.
 */
enum cairn_store_status cairn_store_dump(struct cairn_store *store,
                                         void (*line)(void *context, const char *text),
                                         void *context);

#endif

#ifndef CAIRN_IO_STORE_PRIVATE_H
#define CAIRN_IO_STORE_PRIVATE_H

/* What the sources of the store share; everyone else includes store.h. */

#include <sqlite3.h>

#include "io/store.h"

/* A prepared INSERT, kept because a study inserts thousands of rows of the same shape. */
struct cairn_store_statement {
    char *sql;
    sqlite3_stmt *prepared;
};

struct cairn_store {
    sqlite3 *db; /* NULL when opening failed */
    char *path;  /* as given */
    enum cairn_store_mode mode;
    bool in_transaction;
    bool journal_chosen; /* WAL, or what the file system allows instead */
    int open_rows;
    enum cairn_store_status status;
    char *text; /* of the status; NULL when OK */
    struct cairn_store_statement *statements;
    size_t n_statements, statement_capacity;
};

/*
 * Remembers a failure unless one sticks already, and returns the one that sticks. The text is
 * formatted as by printf; "%s: " with the file's name is put before it.
 */
enum cairn_store_status cairn_store_fail(struct cairn_store *store, enum cairn_store_status status,
                                         const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for what SQLite has just reported; `doing` is what did not work: "cannot write". */
enum cairn_store_status cairn_store_fail_sqlite(struct cairn_store *store, int code,
                                                const char *doing);

/* A programmer's mistake: trips an assertion; without assertions a failure like others. */
enum cairn_store_status cairn_store_misuse(struct cairn_store *store, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Was the file moved or deleted since it was opened? SQLite goes on writing to one that nobody can
 * find any more.
 */
bool cairn_store_is_gone(const struct cairn_store *store);

/* ---- the schema (store_schema.c) ---- */

/* Creates tables, views and marks in an empty file; a code of SQLite's. */
int cairn_store_create_schema(sqlite3 *db);

/*
 * Are the tables and views of the open file, by the text that defines them, those that cairn makes?
 * A view is a program that its file brings: only our own are run. What others added stays unread.
 */
enum cairn_store_status cairn_store_check_schema(struct cairn_store *store);

/* ---- any file of ours, here those of SQLite's functions that return its codes ---- */

/* A name for SQLite, freed with cairn_free(): none means ":memory:" or a URI to it. */
char *cairn_store_file_name(const char *path);

/*
 * Looks at the marks without a lock and without touching anything: SQLite proper would begin by
 * repairing what a killed program left behind, also in files of others. It goes through SQLite
 * because closing a file by hand would drop the locks that this process has on it.
 */
int cairn_store_peek(const char *name, int *application, int *version);

/*
 * Can the folder of a path hold a file, and the journals beside it? 0, or errno. The folder's name
 * is to be freed.
 */
int cairn_store_folder(const char *path, char **folder);

/*
 * The file may come from anywhere: its schema is not trusted with functions that have effects, and
 * SQL may not reach below SQL. Double-quoted strings are off: a misspelt column would be one.
 */
int cairn_store_configure(sqlite3 *db);

/* Reads an integer that a PRAGMA or SELECT yields; none leaves the value as it is. */
int cairn_store_read_integer(sqlite3 *db, const char *sql, int *value);

/* ---- binding ---- */

/* Binds a cell to a parameter; false after a failure. Bytes are copied unless `borrow`. */
bool cairn_store_bind(struct cairn_store *store, sqlite3_stmt *statement, int parameter,
                      const struct cairn_cell *cell, bool borrow);

#endif

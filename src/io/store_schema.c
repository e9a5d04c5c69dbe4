/*
 * The tables and views of a results file: creating them, and whether those of a file are ours. Rows
 * are only in tables, which must be. Views are a part of the program: where some of a file are of
 * another cairn, or of whoever made it, all of ours take their places for as long as it is open.
 */

#include <string.h>

#include "base/alloc.h"
#include "io/store_private.h"

extern const char cairn_schema_sql[];

int cairn_store_create_schema(sqlite3 *db)
{
    int code = sqlite3_exec(db, cairn_schema_sql, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return code;
    char *marks = cairn_format("PRAGMA application_id = %d; PRAGMA user_version = %d",
                               CAIRN_STORE_APPLICATION_ID, CAIRN_STORE_SCHEMA_VERSION);
    code = sqlite3_exec(db, marks, NULL, NULL, NULL);
    cairn_free(marks);
    return code;
}

/* Is an object that is ours the same in the file? `theirs` is asked by kind and name. */
static int find(sqlite3_stmt *ours, sqlite3_stmt *theirs, bool *found, bool *same)
{
    for (int column = 0; column < 2; column++)
        sqlite3_bind_text(theirs, column + 1, (const char *)sqlite3_column_text(ours, column), -1,
                          SQLITE_TRANSIENT);
    *found = sqlite3_step(theirs) == SQLITE_ROW;
    const char *sql = *found ? (const char *)sqlite3_column_text(theirs, 0) : NULL;
    *same = sql && strcmp(sql, (const char *)sqlite3_column_text(ours, 2)) == 0;
    return sqlite3_reset(theirs);
}

/* Fails where a table or an index is another; *own_views: all views are as ours. */
static int compare(struct cairn_store *store, sqlite3_stmt *ours, sqlite3_stmt *theirs,
                   bool *own_views)
{
    int code;
    *own_views = true;
    while ((code = sqlite3_step(ours)) == SQLITE_ROW) {
        const char *kind = (const char *)sqlite3_column_text(ours, 0);
        bool found, same;
        if ((code = find(ours, theirs, &found, &same)) != SQLITE_OK)
            return code;
        if (!same && strcmp(kind, "view") == 0) {
            *own_views = false;
        } else if (!same) {
            cairn_store_fail(store, CAIRN_STORE_FOREIGN, "its %s '%s' is %s", kind,
                             (const char *)sqlite3_column_text(ours, 1),
                             found ? "not the one that cairn makes" : "missing");
            return SQLITE_OK;
        }
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/*
 * Names mean what is temporary before what is in the file (SQLite, "CREATE VIEW"); a view of the
 * file sees the file alone, so that all are made.
 */
static int make_views(sqlite3 *db, sqlite3_stmt *ours)
{
    static const char create[] = "CREATE VIEW ";
    int code;
    sqlite3_reset(ours);
    while ((code = sqlite3_step(ours)) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(ours, 2);
        if (strncmp(sql, create, strlen(create)) != 0)
            continue;
        char *temporary = cairn_format("CREATE TEMP VIEW %s", sql + strlen(create));
        code = sqlite3_exec(db, temporary, NULL, NULL, NULL);
        cairn_free(temporary);
        if (code != SQLITE_OK)
            return code;
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

enum cairn_store_status cairn_store_check_schema(struct cairn_store *store)
{
    sqlite3 *model = NULL;
    sqlite3_stmt *ours = NULL, *theirs = NULL;
    bool own_views = true;
    int code = sqlite3_open_v2(":memory:", &model, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = cairn_store_create_schema(model);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(model,
                                  "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL",
                                  -1, &ours, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(store->db,
                                  "SELECT sql FROM sqlite_schema WHERE type = ?1 AND name = ?2", -1,
                                  &theirs, NULL);
    if (code == SQLITE_OK)
        code = compare(store, ours, theirs, &own_views);
    if (code == SQLITE_OK && store->status == CAIRN_STORE_OK && !own_views)
        code = make_views(store->db, ours);
    if (code != SQLITE_OK)
        cairn_store_fail_sqlite(store, code, "cannot open");
    sqlite3_finalize(theirs);
    sqlite3_finalize(ours);
    sqlite3_close(model);
    return store->status;
}

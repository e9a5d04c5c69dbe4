/* The tables and views of a results file: creating them, and whether those of a file are ours. */

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

/*
 * Compares what `ours` says of each of its objects with what the file's `theirs`, asked by kind and
 * name, says of it.
 */
static int compare(struct cairn_store *store, sqlite3_stmt *ours, sqlite3_stmt *theirs)
{
    int code;
    while ((code = sqlite3_step(ours)) == SQLITE_ROW) {
        const char *kind = (const char *)sqlite3_column_text(ours, 0);
        const char *name = (const char *)sqlite3_column_text(ours, 1);
        sqlite3_bind_text(theirs, 1, kind, -1, SQLITE_STATIC);
        sqlite3_bind_text(theirs, 2, name, -1, SQLITE_STATIC);
        bool found = sqlite3_step(theirs) == SQLITE_ROW;
        const char *sql = found ? (const char *)sqlite3_column_text(theirs, 0) : NULL;
        bool same = sql && strcmp(sql, (const char *)sqlite3_column_text(ours, 2)) == 0;
        if ((code = sqlite3_reset(theirs)) != SQLITE_OK)
            return code;
        if (!same) {
            cairn_store_fail(store, CAIRN_STORE_FOREIGN, "its %s '%s' is %s", kind, name,
                             found ? "not the one that cairn makes" : "missing");
            return SQLITE_OK;
        }
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

enum cairn_store_status cairn_store_check_schema(struct cairn_store *store)
{
    sqlite3 *model = NULL;
    sqlite3_stmt *ours = NULL, *theirs = NULL;
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
        code = compare(store, ours, theirs);
    if (code != SQLITE_OK)
        cairn_store_fail_sqlite(store, code, "cannot open");
    sqlite3_finalize(theirs);
    sqlite3_finalize(ours);
    sqlite3_close(model);
    return store->status;
}

/* Opening and closing the results file: whose it is, who else has it, what was left behind. */

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "io/store_private.h"

enum { WAIT_MS = 250 }; /* long enough for another's glance, short enough to answer at once */

char *cairn_store_file_name(const char *path)
{
    return cairn_format("%s%s", path[0] == '/' ? "" : "./", path);
}

int cairn_store_read_integer(sqlite3 *db, const char *sql, int *value)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code != SQLITE_OK)
        return code;
    if (sqlite3_step(statement) == SQLITE_ROW)
        *value = sqlite3_column_int(statement, 0);
    return sqlite3_finalize(statement);
}

static int read_marks(sqlite3 *db, int *application, int *version)
{
    int code = cairn_store_read_integer(db, "PRAGMA application_id", application);
    return code == SQLITE_OK ? cairn_store_read_integer(db, "PRAGMA user_version", version) : code;
}

static enum cairn_store_status check_marks(struct cairn_store *store, int application, int version)
{
    if (application != CAIRN_STORE_APPLICATION_ID)
        return cairn_store_fail(store, CAIRN_STORE_FOREIGN,
                                "not a results file of cairn, but a database of another program");
    if (version != CAIRN_STORE_SCHEMA_VERSION)
        return cairn_store_fail(store, CAIRN_STORE_OTHER_SCHEMA,
                                "written by %s cairn: its schema is %d, this one knows %d",
                                version > CAIRN_STORE_SCHEMA_VERSION ? "a newer" : "an older",
                                version, CAIRN_STORE_SCHEMA_VERSION);
    return CAIRN_STORE_OK;
}

int cairn_store_peek(const char *name, int *application, int *version)
{
    struct cairn_buffer uri;
    cairn_buffer_init(&uri);
    cairn_buffer_puts(&uri, "file:");
    for (const char *c = name; *c; c++)
        if (strchr("?#%", *c))
            cairn_buffer_appendf(&uri, "%%%02X", (unsigned)(unsigned char)*c);
        else
            cairn_buffer_putc(&uri, *c);
    cairn_buffer_puts(&uri, "?immutable=1");

    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(uri.data, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    if (code == SQLITE_OK)
        code = read_marks(db, application, version);
    sqlite3_close(db);
    cairn_buffer_release(&uri);
    return code;
}

/* Did a writer end in the middle of a transaction? Then SQLite restores what was there before. */
static bool has_journal(const char *name)
{
    char *journal = cairn_format("%s-journal", name);
    struct stat found;
    bool has = stat(journal, &found) == 0 && found.st_size > 0;
    cairn_free(journal);
    return has;
}

/*
 * What is seen may be a half-written state of another process, so damage proves nothing here; nor
 * does a file without marks that somebody was killed in creating.
 */
static enum cairn_store_status peek(struct cairn_store *store, const char *name)
{
    int application = 0, version = 0;
    int code = cairn_store_peek(name, &application, &version);
    if (code == SQLITE_OK && application == 0 && has_journal(name))
        return CAIRN_STORE_OK;
    if (code == SQLITE_NOTADB)
        return cairn_store_fail(store, CAIRN_STORE_FOREIGN,
                                "not a results file of cairn, nor any SQLite database");
    return code == SQLITE_OK ? check_marks(store, application, version) : CAIRN_STORE_OK;
}

int cairn_store_folder(const char *path, char **folder)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;

    *folder = length > 0 ? cairn_strndup(path, length) : cairn_strdup(".");
    return faccessat(AT_FDCWD, *folder, W_OK | X_OK, AT_EACCESS) == 0 ? 0 : errno;
}

static enum cairn_store_status check_folder(struct cairn_store *store)
{
    char *folder;
    int problem = cairn_store_folder(store->path, &folder);

    if (problem == ENOENT)
        cairn_store_fail(store, CAIRN_STORE_CANNOT_OPEN,
                         "cannot create: the folder '%s' does not exist; make it, or say --db FILE",
                         folder);
    else if (problem != 0)
        cairn_store_fail(store, CAIRN_STORE_CANNOT_OPEN, "cannot write into the folder '%s': %s",
                         folder, strerror(problem));
    cairn_free(folder);
    return store->status;
}

/* Everything that can be said before SQLite opens the file. *fresh: it has to be created. */
static enum cairn_store_status look(struct cairn_store *store, const char *name, bool *absent,
                                    bool *fresh)
{
    struct stat found;
    *absent = stat(name, &found) != 0;
    if (*absent && (errno != ENOENT || store->mode == CAIRN_STORE_READ))
        return cairn_store_fail(store, CAIRN_STORE_CANNOT_OPEN, "cannot open: %s", strerror(errno));
    if (!*absent && !S_ISREG(found.st_mode))
        return cairn_store_fail(store, CAIRN_STORE_CANNOT_OPEN, "not a file");
    *fresh =
        *absent || found.st_size == 0 || (store->mode == CAIRN_STORE_WRITE && has_journal(name));
    if (*fresh && store->mode == CAIRN_STORE_READ)
        return cairn_store_fail(store, CAIRN_STORE_FOREIGN, "empty, not a results file of cairn");
    if (!*absent && faccessat(AT_FDCWD, name, R_OK, AT_EACCESS) != 0)
        return cairn_store_fail(store, CAIRN_STORE_CANNOT_OPEN, "cannot read: %s", strerror(errno));
    if (!*absent && found.st_size > 0 && peek(store, name) != CAIRN_STORE_OK)
        return store->status;
    if (store->mode == CAIRN_STORE_READ)
        return CAIRN_STORE_OK;
    if (!*absent && faccessat(AT_FDCWD, name, W_OK, AT_EACCESS) != 0)
        return cairn_store_fail(store, CAIRN_STORE_CANNOT_OPEN, "cannot write: %s",
                                strerror(errno));
    return check_folder(store);
}

int cairn_store_configure(sqlite3 *db)
{
    static const int settings[][2] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},     {SQLITE_DBCONFIG_DQS_DML, 0},
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        int code = sqlite3_db_config(db, settings[i][0], settings[i][1], (int *)NULL);
        if (code != SQLITE_OK)
            return code;
    }
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, WAIT_MS);
    return sqlite3_exec(db, "PRAGMA cell_size_check = ON", NULL, NULL, NULL);
}

/* What a file says of itself. */
struct marks {
    int application, version;
    int objects; /* tables, views and indices */
};

static int read_all_marks(sqlite3 *db, struct marks *marks)
{
    int code = read_marks(db, &marks->application, &marks->version);
    if (code != SQLITE_OK)
        return code;
    return cairn_store_read_integer(db, "SELECT count(*) FROM sqlite_schema", &marks->objects);
}

/* Takes the file for as long as it is open, restores the last commit, creates what is missing. */
static enum cairn_store_status seize(struct cairn_store *store, const char *name, bool absent,
                                     bool fresh)
{
    if (sqlite3_db_readonly(store->db, "main") != 0)
        return cairn_store_fail(store, CAIRN_STORE_CANNOT_OPEN, "cannot write: read-only");
    int code = sqlite3_exec(store->db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", NULL,
                            NULL, NULL);
    if (code != SQLITE_OK)
        return cairn_store_fail_sqlite(store, code, "cannot open");

    /* Looked at again: another process may have created it in the meantime. */
    struct marks marks = {0};
    code = read_all_marks(store->db, &marks);
    bool creates = code == SQLITE_OK && fresh && marks.application == 0 && marks.objects == 0;
    if (creates)
        code = cairn_store_create_schema(store->db);
    if (code == SQLITE_OK)
        code = sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    if (code != SQLITE_OK) {
        cairn_store_fail_sqlite(store, code, creates ? "cannot create" : "cannot open");
        if (creates && absent)
            unlink(name);
    }
    return store->status;
}

static enum cairn_store_status open_file(struct cairn_store *store, const char *name)
{
    bool absent = false, fresh = false;
    if (look(store, name, &absent, &fresh) != CAIRN_STORE_OK)
        return store->status;

    /* A reader too may have to finish what a killed writer left behind; it writes nothing else. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                (store->mode == CAIRN_STORE_WRITE ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(name, &store->db, flags, NULL);
    if (code == SQLITE_OK)
        code = cairn_store_configure(store->db);
    if (code != SQLITE_OK)
        return cairn_store_fail_sqlite(store, code, "cannot open");
    if (store->mode == CAIRN_STORE_WRITE && seize(store, name, absent, fresh) != CAIRN_STORE_OK)
        return store->status;

    struct marks marks = {0};
    code = read_all_marks(store->db, &marks);
    if (code != SQLITE_OK)
        return cairn_store_fail_sqlite(store, code, "cannot open");
    if (check_marks(store, marks.application, marks.version) != CAIRN_STORE_OK ||
        cairn_store_check_schema(store) != CAIRN_STORE_OK)
        return store->status;
    if (store->mode == CAIRN_STORE_READ)
        code = sqlite3_exec(store->db, "PRAGMA query_only = ON", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        cairn_store_fail_sqlite(store, code, "cannot open");
    return store->status;
}

enum cairn_store_status cairn_store_open(struct cairn_store **opened, const char *path,
                                         enum cairn_store_mode mode)
{
    struct cairn_store *store = cairn_calloc(1, sizeof *store);
    store->path = cairn_strdup(path);
    store->mode = mode;
    *opened = store;

    char *name = cairn_store_file_name(path);
    if (open_file(store, name) != CAIRN_STORE_OK) {
        sqlite3_close(store->db);
        store->db = NULL;
    }
    cairn_free(name);
    return store->status;
}

/*
 * Leaves one file that also opens on a read-only disk, which a WAL does not. Nothing is lost where
 * this fails: the next open repeats it.
 */
static void fold_journal(struct cairn_store *store)
{
    /* The journal's name may be that of another's by now, who keeps it. */
    if (store->journal_chosen && cairn_store_is_gone(store)) {
        sqlite3_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
        return;
    }
    if (store->journal_chosen)
        sqlite3_exec(store->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    else if (store->mode == CAIRN_STORE_WRITE)
        /* That of who was killed here before: who holds a file alone empties it but lets it be. */
        sqlite3_exec(store->db,
                     "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = PERSIST; "
                     "PRAGMA journal_mode = DELETE",
                     NULL, NULL, NULL);
}

void cairn_store_close(struct cairn_store *store)
{
    if (!store)
        return;
    assert(store->open_rows == 0);
    if (store->in_transaction)
        cairn_store_rollback(store);
    for (size_t i = 0; i < store->n_statements; i++) {
        sqlite3_finalize(store->statements[i].prepared);
        cairn_free(store->statements[i].sql);
    }
    cairn_free(store->statements);
    if (store->db)
        fold_journal(store);
    sqlite3_close(store->db);
    cairn_free(store->text);
    cairn_free(store->path);
    cairn_free(store);
}

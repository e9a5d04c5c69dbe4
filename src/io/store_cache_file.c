/* Opening, emptying and closing the cache file, and what to do when it is not as it should be. */

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "io/store_cache_private.h"
#include "io/store_private.h"

extern const char cairn_store_cache_sql[];

/* ---- what is wrong ---- */

void cairn_store_cache_complain(struct cairn_store_cache *cache, const char *format, ...)
{
    struct cairn_buffer text;
    va_list args;

    if (cache->text)
        return;
    cairn_buffer_init(&text);
    cairn_buffer_appendf(&text, "cache file '%s': ", cache->path);
    va_start(args, format);
    cairn_buffer_appendf_v(&text, format, args);
    va_end(args);
    cache->text = cairn_buffer_take(&text);
}

const char *cairn_store_cache_text(struct cairn_store_cache *cache)
{
    cairn_free(cache->told);
    cache->told = cache->text;
    cache->text = NULL;
    return cache->told;
}

static const char *reason(const struct cairn_store_cache *cache, int code)
{
    int system_error = sqlite3_system_errno(cache->db);

    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return "in use by another process";
    case SQLITE_NOTADB:
        return "not a cache file of cairn";
    case SQLITE_CORRUPT:
        return "the file is damaged";
    case SQLITE_FULL:
        return "no space left";
    case SQLITE_READONLY:
        return code == SQLITE_READONLY_DBMOVED ? "it was moved or deleted" : "read-only";
    default:
        return system_error != 0 ? strerror(system_error) : sqlite3_errstr(code);
    }
}

static void forget_statements(struct cairn_store_cache *cache)
{
    sqlite3_finalize(cache->find);
    sqlite3_finalize(cache->read);
    cache->find = cache->read = NULL;
    cache->at_id = 0;
}

/* Leaves the file alone from now on. */
static void give_up(struct cairn_store_cache *cache)
{
    forget_statements(cache);
    sqlite3_close(cache->db);
    cache->db = NULL;
    cache->writable = false;
}

/* ---- beginning ---- */

/* Creates the tables, unless another process just did. */
static int create(struct cairn_store_cache *cache)
{
    int objects = 0;
    int code = sqlite3_exec(cache->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

    if (code != SQLITE_OK)
        return code;
    code = cairn_store_read_integer(cache->db, "SELECT count(*) FROM sqlite_schema", &objects);
    if (code == SQLITE_OK && objects == 0) {
        char *marks =
            cairn_format("PRAGMA application_id = %d; PRAGMA user_version = %d",
                         CAIRN_STORE_CACHE_APPLICATION_ID, CAIRN_STORE_CACHE_SCHEMA_VERSION);

        code = sqlite3_exec(cache->db, cairn_store_cache_sql, NULL, NULL, NULL);
        if (code == SQLITE_OK)
            code = sqlite3_exec(cache->db, marks, NULL, NULL, NULL);
        cairn_free(marks);
    }
    if (code == SQLITE_OK)
        code = sqlite3_exec(cache->db, "COMMIT", NULL, NULL, NULL);
    if (code != SQLITE_OK && !sqlite3_get_autocommit(cache->db))
        sqlite3_exec(cache->db, "ROLLBACK", NULL, NULL, NULL);
    return code;
}

/* Begins a file of ours anew, whatever is in it and whoever else has it open. */
static int empty(struct cairn_store_cache *cache)
{
    int code;

    cache->emptied = true;
    cache->session = 1;
    cache->n_asked = 0;
    forget_statements(cache);
    sqlite3_db_config(cache->db, SQLITE_DBCONFIG_RESET_DATABASE, 1, (int *)NULL);
    /* Said again: a damaged file has not heard it. */
    code = sqlite3_exec(cache->db, "PRAGMA synchronous = OFF; VACUUM", NULL, NULL, NULL);
    sqlite3_db_config(cache->db, SQLITE_DBCONFIG_RESET_DATABASE, 0, (int *)NULL);
    return code == SQLITE_OK ? create(cache) : code;
}

bool cairn_store_cache_mended(struct cairn_store_cache *cache, int code)
{
    if ((code & 0xff) != SQLITE_CORRUPT || cache->emptied || !cache->writable ||
        empty(cache) != SQLITE_OK)
        return false;
    cairn_store_cache_complain(cache, "it was damaged, and is begun anew");
    return true;
}

void cairn_store_cache_cannot_read(struct cairn_store_cache *cache, int code)
{
    if (cairn_store_cache_mended(cache, code))
        return;
    cairn_store_cache_complain(cache, "cannot read: %s; going on without it", reason(cache, code));
    give_up(cache);
}

void cairn_store_cache_cannot_write(struct cairn_store_cache *cache, int code)
{
    cairn_store_cache_complain(cache, "cannot write: %s; what is simulated now is not remembered",
                               reason(cache, code));
    cache->writable = false;
}

/* ---- opening ---- */

/* Whose is it? False: not ours to use. */
static bool is_ours(struct cairn_store_cache *cache, int application, int version)
{
    if (application == CAIRN_STORE_CACHE_APPLICATION_ID &&
        version <= CAIRN_STORE_CACHE_SCHEMA_VERSION)
        return true;
    cairn_store_cache_complain(cache, "%s; going on without it",
                               application == CAIRN_STORE_CACHE_APPLICATION_ID
                                   ? "written by a newer cairn"
                                   : "not a cache file of cairn");
    return false;
}

/* Can the file be made where there is none? SQLite itself would say that there is none. */
static bool has_folder(struct cairn_store_cache *cache)
{
    char *folder;
    int problem = cairn_store_folder(cache->path, &folder);

    if (problem == ENOENT)
        cairn_store_cache_complain(cache, "the folder '%s' does not exist; going on without it",
                                   folder);
    else if (problem != 0)
        cairn_store_cache_complain(cache,
                                   "cannot write into the folder '%s': %s; going on without it",
                                   folder, strerror(problem));
    cairn_free(folder);
    return problem == 0;
}

/* Everything that can be said before SQLite opens it. */
static bool look(struct cairn_store_cache *cache, const char *name)
{
    struct stat found;
    int application = 0, version = 0, code;

    if (stat(name, &found) != 0) {
        if (errno == ENOENT)
            return has_folder(cache);
        cairn_store_cache_complain(cache, "cannot open: %s; going on without it", strerror(errno));
        return false;
    }
    if (!S_ISREG(found.st_mode)) {
        cairn_store_cache_complain(cache, "not a file; going on without it");
        return false;
    }
    if (found.st_size == 0)
        return true;
    code = cairn_store_peek(name, &application, &version);
    if (code == SQLITE_NOTADB)
        return is_ours(cache, 0, 0);
    return code != SQLITE_OK || is_ours(cache, application, version);
}

/* Makes an open file ready; a code of SQLite. *used: false where it is not ours to use. */
static int prepare(struct cairn_store_cache *cache, bool *used)
{
    int application = 0, version = 0, objects = 0, session = 1;
    int code = cairn_store_configure(cache->db);

    if (code == SQLITE_OK)
        code = sqlite3_exec(cache->db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = cairn_store_read_integer(cache->db, "PRAGMA application_id", &application);
    if (code == SQLITE_OK)
        code = cairn_store_read_integer(cache->db, "PRAGMA user_version", &version);
    if (code == SQLITE_OK)
        code = cairn_store_read_integer(cache->db, "SELECT count(*) FROM sqlite_schema", &objects);
    if (code != SQLITE_OK)
        return code;
    if (application == 0 && objects == 0) {
        code = create(cache);
    } else if (!is_ours(cache, application, version)) {
        *used = false;
    } else if (version < CAIRN_STORE_CACHE_SCHEMA_VERSION) {
        cairn_store_cache_complain(cache, "of an older cairn, and begun anew");
        code = empty(cache);
    }
    if (code == SQLITE_OK && *used)
        code = cairn_store_read_integer(
            cache->db, "SELECT coalesce(max(used), 0) + 1 FROM component", &session);
    cache->session = session;
    return code;
}

static void open_file(struct cairn_store_cache *cache, const char *name)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    bool used = true;
    int code;

    if (!look(cache, name))
        return;
    code = sqlite3_open_v2(name, &cache->db, flags, NULL);
    if (code == SQLITE_OK) {
        cache->writable = sqlite3_db_readonly(cache->db, "main") == 0;
        code = prepare(cache, &used);
    }
    if (code != SQLITE_OK && !cairn_store_cache_mended(cache, code)) {
        cairn_store_cache_complain(cache, "cannot open: %s; going on without it",
                                   reason(cache, code));
        used = false;
    }
    if (!used)
        give_up(cache);
    else if (!cache->writable)
        cairn_store_cache_complain(
            cache, "cannot write: read-only; what is simulated now is not remembered");
}

struct cairn_store_cache *cairn_store_cache_open(const struct cairn_store_cache_setup *setup)
{
    struct cairn_store_cache *cache = cairn_calloc(1, sizeof *cache);
    char *name = cairn_store_file_name(setup->path);

    cache->path = cairn_strdup(setup->path);
    cache->model = cairn_strdup(setup->model);
    cache->arithmetic = setup->arithmetic;
    cache->most_bytes = setup->most_bytes;
    clock_gettime(CLOCK_MONOTONIC, &cache->flushed);
    open_file(cache, name);
    cairn_free(name);
    return cache;
}

void cairn_store_cache_close(struct cairn_store_cache *cache)
{
    if (!cache)
        return;
    cairn_store_cache_flush(cache);
    give_up(cache);
    cairn_free(cache->asked);
    cairn_free(cache->kept);
    cairn_free(cache->path);
    cairn_free(cache->model);
    cairn_free(cache->text);
    cairn_free(cache->told);
    cairn_free(cache);
}

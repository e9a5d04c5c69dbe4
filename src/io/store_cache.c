#include "io/store_cache.h"

#include <string.h>

#include "base/alloc.h"
#include "io/store_cache_private.h"
#include "io/store_private.h"

/* Written when there is so much or so long has passed; chosen by hand. */
enum { KEPT_BYTES = 4 << 20, KEPT_NS = 1000000000 };

static sqlite3_int64 sample_id(int64_t component, uint32_t replication)
{
    return (sqlite3_int64)(((uint64_t)component << 32) | replication);
}

static bool same_component(const struct cairn_store_cache_name *a,
                           const struct cairn_store_cache_name *b)
{
    return a->key.word[0] == b->key.word[0] && a->key.word[1] == b->key.word[1] &&
           a->seed == b->seed;
}

/* Parameters 1 to 4 of a statement: what a component is known by. */
static void bind_component(const struct cairn_store_cache *cache, sqlite3_stmt *statement,
                           const struct cairn_store_cache_name *name)
{
    unsigned char key[16];

    cairn_hash128_bytes(name->key, key);
    sqlite3_bind_blob(statement, 1, key, sizeof key, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)name->seed);
    sqlite3_bind_text(statement, 3, cache->model, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 4, (sqlite3_int64)cache->arithmetic);
}

/* ---- reading ---- */

static int prepare_reading(struct cairn_store_cache *cache)
{
    int code = SQLITE_OK;

    if (!cache->find)
        code = sqlite3_prepare_v2(cache->db,
                                  "SELECT id FROM component WHERE key = ? AND seed = ? AND "
                                  "model = ? AND arithmetic = ?",
                                  -1, &cache->find, NULL);
    if (code == SQLITE_OK && !cache->read)
        code = sqlite3_prepare_v2(cache->db, "SELECT bytes FROM sample WHERE id = ?", -1,
                                  &cache->read, NULL);
    return code;
}

/* Sets the id of a component, 0 where there is none; returns a code of SQLite. */
static int find_component(struct cairn_store_cache *cache,
                          const struct cairn_store_cache_name *name)
{
    if (cache->at_id != 0 && same_component(&cache->at, name))
        return SQLITE_OK;
    bind_component(cache, cache->find, name);
    cache->at = *name;
    cache->at_id =
        sqlite3_step(cache->find) == SQLITE_ROW ? sqlite3_column_int64(cache->find, 0) : 0;
    if (cache->at_id != 0) {
        cache->asked = cairn_grow(cache->asked, &cache->asked_capacity, cache->n_asked + 1,
                                  sizeof *cache->asked);
        cache->asked[cache->n_asked++] = cache->at_id;
    }
    return sqlite3_reset(cache->find);
}

static int read_sample(struct cairn_store_cache *cache, uint32_t replication,
                       struct cairn_buffer *bytes, bool *found)
{
    sqlite3_bind_int64(cache->read, 1, sample_id(cache->at_id, replication));
    if (sqlite3_step(cache->read) == SQLITE_ROW) {
        const void *blob = sqlite3_column_blob(cache->read, 0);

        *found = blob != NULL;
        if (blob)
            cairn_buffer_append(bytes, blob, (size_t)sqlite3_column_bytes(cache->read, 0));
    }
    return sqlite3_reset(cache->read);
}

bool cairn_store_cache_get(struct cairn_store_cache *cache,
                           const struct cairn_store_cache_name *name, struct cairn_buffer *bytes)
{
    bool found = false;
    int code;

    if (!cache->db)
        return false;
    code = prepare_reading(cache);
    if (code == SQLITE_OK)
        code = find_component(cache, name);
    if (code == SQLITE_OK && cache->at_id != 0)
        code = read_sample(cache, name->replication, bytes, &found);
    if (code != SQLITE_OK)
        cairn_store_cache_cannot_read(cache, code);
    return found;
}

/* ---- room ---- */

static int size_of(struct cairn_store_cache *cache, int64_t *bytes)
{
    int pages = 0, free_pages = 0, page = 0;
    int code = cairn_store_read_integer(cache->db, "PRAGMA page_count", &pages);

    if (code == SQLITE_OK)
        code = cairn_store_read_integer(cache->db, "PRAGMA freelist_count", &free_pages);
    if (code == SQLITE_OK)
        code = cairn_store_read_integer(cache->db, "PRAGMA page_size", &page);
    *bytes = (int64_t)(pages - free_pages) * page;
    return code;
}

/* Runs a statement of one or two integers; its first column, if it yields any, goes to *value. */
static int ask(struct cairn_store_cache *cache, const char *sql, int64_t a, int64_t b,
               int64_t *value)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(cache->db, sql, -1, &statement, NULL);

    if (code != SQLITE_OK)
        return code;
    sqlite3_bind_int64(statement, 1, a);
    if (sqlite3_bind_parameter_count(statement) > 1)
        sqlite3_bind_int64(statement, 2, b);
    if (sqlite3_step(statement) == SQLITE_ROW && value)
        *value = sqlite3_column_int64(statement, 0);
    return sqlite3_finalize(statement);
}

/* Drops components until there is room for so much more. *room: false where it does not suffice. */
static int make_room(struct cairn_store_cache *cache, int64_t needed, bool *room)
{
    int64_t bytes, wanted = cache->most_bytes - needed;
    int code = size_of(cache, &bytes);

    if (bytes > wanted)
        wanted -= cache->most_bytes / 8; /* so that this is not called for every time */
    while (code == SQLITE_OK && bytes > wanted) {
        int64_t oldest = 0;

        code = ask(cache, "SELECT id FROM component WHERE used < ? ORDER BY used, id LIMIT 1",
                   cache->session, 0, &oldest);
        if (code != SQLITE_OK || oldest == 0)
            break;
        code = ask(cache, "DELETE FROM sample WHERE id BETWEEN ? AND ?", sample_id(oldest, 0),
                   sample_id(oldest, UINT32_MAX), NULL);
        if (code == SQLITE_OK)
            code = ask(cache, "DELETE FROM component WHERE id = ?", oldest, 0, NULL);
        if (code == SQLITE_OK)
            code = size_of(cache, &bytes);
    }
    *room = bytes + needed <= cache->most_bytes;
    return code;
}

/* ---- writing ---- */

static int write_use(struct cairn_store_cache *cache)
{
    int code = SQLITE_OK;

    for (size_t i = 0; i < cache->n_asked && code == SQLITE_OK; i++)
        code = ask(cache, "UPDATE component SET used = ?2 WHERE id = ?1 AND used < ?2",
                   cache->asked[i], cache->session, NULL);
    return code;
}

/* Sets the id of the component, which is created where it is missing. */
static int enter_component(struct cairn_store_cache *cache, sqlite3_stmt *statement,
                           const struct cairn_store_cache_name *name, int64_t *id)
{
    bind_component(cache, statement, name);
    sqlite3_bind_int64(statement, 5, cache->session);
    while (sqlite3_step(statement) == SQLITE_ROW)
        *id = sqlite3_column_int64(statement, 0);
    return sqlite3_reset(statement);
}

static int write_kept(struct cairn_store_cache *cache, sqlite3_stmt *component,
                      sqlite3_stmt *sample)
{
    int code = SQLITE_OK;
    int64_t id = 0;

    for (size_t i = 0; i < cache->n_kept && code == SQLITE_OK; i++) {
        const struct cairn_store_cache_sample *kept = &cache->kept[i];

        if (i == 0 || !same_component(&kept->name, &kept[-1].name))
            code = enter_component(cache, component, &kept->name, &id);
        if (code != SQLITE_OK)
            break;
        sqlite3_bind_int64(sample, 1, sample_id(id, kept->name.replication));
        sqlite3_bind_blob64(sample, 2, kept->bytes, kept->size, SQLITE_STATIC);
        sqlite3_step(sample);
        code = sqlite3_reset(sample);
    }
    return code;
}

static int write_samples(struct cairn_store_cache *cache)
{
    sqlite3_stmt *component = NULL, *sample = NULL;
    int code = sqlite3_prepare_v2(
        cache->db,
        "INSERT INTO component (key, seed, model, arithmetic, used) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (key, seed, model, arithmetic) "
        "DO UPDATE SET used = max(used, excluded.used) RETURNING id",
        -1, &component, NULL);

    if (code == SQLITE_OK)
        code =
            sqlite3_prepare_v2(cache->db, "INSERT OR REPLACE INTO sample (id, bytes) VALUES (?, ?)",
                               -1, &sample, NULL);
    if (code == SQLITE_OK)
        code = write_kept(cache, component, sample);
    sqlite3_finalize(component);
    sqlite3_finalize(sample);
    return code;
}

/* One transaction; what it did not write for want of room is not tried again. */
static int write_all(struct cairn_store_cache *cache)
{
    bool room = true;
    int code = sqlite3_exec(cache->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

    if (code != SQLITE_OK)
        return code;
    code = write_use(cache);
    if (code == SQLITE_OK && cache->n_kept > 0)
        code = make_room(cache, (int64_t)cache->kept_bytes, &room);
    if (code == SQLITE_OK && room)
        code = write_samples(cache);
    if (code == SQLITE_OK)
        code = sqlite3_exec(cache->db, "COMMIT", NULL, NULL, NULL);
    if (code != SQLITE_OK && !sqlite3_get_autocommit(cache->db))
        sqlite3_exec(cache->db, "ROLLBACK", NULL, NULL, NULL);
    if (code == SQLITE_OK && !room) {
        cairn_store_cache_complain(cache,
                                   "it has reached its limit of %lld MiB; what is simulated "
                                   "now is not remembered",
                                   (long long)(cache->most_bytes >> 20));
        cache->full = true;
    }
    return code;
}

void cairn_store_cache_flush(struct cairn_store_cache *cache)
{
    if (cache->db && cache->writable && (cache->n_kept > 0 || cache->n_asked > 0)) {
        int code = write_all(cache);

        if (code != SQLITE_OK && cairn_store_cache_mended(cache, code))
            code = write_all(cache);
        if (code != SQLITE_OK)
            cairn_store_cache_cannot_write(cache, code);
    }
    for (size_t i = 0; i < cache->n_kept; i++)
        cairn_free(cache->kept[i].bytes);
    cache->n_kept = cache->n_asked = 0;
    cache->kept_bytes = 0;
    clock_gettime(CLOCK_MONOTONIC, &cache->flushed);
}

static bool is_time(const struct cairn_store_cache *cache)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)(now.tv_sec - cache->flushed.tv_sec) * 1000000000 +
               (now.tv_nsec - cache->flushed.tv_nsec) >=
           KEPT_NS;
}

void cairn_store_cache_put(struct cairn_store_cache *cache,
                           const struct cairn_store_cache_name *name, const void *bytes,
                           size_t size)
{
    struct cairn_store_cache_sample *kept;

    if (!cache->db || !cache->writable || cache->full)
        return;
    cache->kept =
        cairn_grow(cache->kept, &cache->kept_capacity, cache->n_kept + 1, sizeof *cache->kept);
    kept = &cache->kept[cache->n_kept++];
    *kept = (struct cairn_store_cache_sample){*name, cairn_alloc(size), size};
    memcpy(kept->bytes, bytes, size);
    cache->kept_bytes += size;
    if (cache->kept_bytes >= KEPT_BYTES || is_time(cache))
        cairn_store_cache_flush(cache);
}

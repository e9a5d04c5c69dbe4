#include "study/archive.h"

#include "math/arithmetic.h"

static struct cairn_store_cache_name name_of(const struct cairn_lab_ask *ask)
{
    return (struct cairn_store_cache_name){ask->key, ask->seed, ask->replication};
}

static bool get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes)
{
    struct cairn_store_cache_name name = name_of(ask);

    return cairn_store_cache_get(context, &name, bytes);
}

static void put(void *context, const struct cairn_lab_ask *ask, const struct cairn_buffer *bytes)
{
    struct cairn_store_cache_name name = name_of(ask);

    cairn_store_cache_put(context, &name, bytes->data, bytes->size);
}

void cairn_archive_open(struct cairn_archive *archive, const char *path)
{
    struct cairn_store_cache_setup setup = {
        .path = path,
        .model = CAIRN_MODEL_VERSION,
        .arithmetic = cairn_arithmetic_fingerprint(),
        .most_bytes = CAIRN_STORE_CACHE_MOST_BYTES,
    };

    archive->cache = cairn_store_cache_open(&setup);
    archive->lab = (struct cairn_lab_memory){get, put, archive->cache};
}

void cairn_archive_close(struct cairn_archive *archive)
{
    cairn_store_cache_close(archive->cache);
    *archive = (struct cairn_archive){0};
}

void cairn_archive_flush(struct cairn_archive *archive)
{
    cairn_store_cache_flush(archive->cache);
}

const char *cairn_archive_text(struct cairn_archive *archive)
{
    return cairn_store_cache_text(archive->cache);
}

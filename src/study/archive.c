#include "study/archive.h"

#include "math/arithmetic.h"

/* Chosen somewhat arbitrarily: a quarter of what a sweep may take. */
#define MOST_RECALLED_BYTES ((size_t)256 << 20)

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

static bool recall_get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes)
{
    return cairn_recall_get(context, ask, bytes);
}

static void recall_put(void *context, const struct cairn_lab_ask *ask,
                       const struct cairn_buffer *bytes)
{
    cairn_recall_put(context, ask, bytes->data, bytes->size);
}

void cairn_archive_open(struct cairn_archive *archive, const char *path)
{
    struct cairn_store_cache_setup setup = {
        .path = path,
        .model = CAIRN_MODEL_VERSION,
        .arithmetic = cairn_arithmetic_fingerprint(),
        .most_bytes = CAIRN_STORE_CACHE_MOST_BYTES,
    };

    *archive = (struct cairn_archive){0};
    if (!path) {
        archive->recall = cairn_recall_new(MOST_RECALLED_BYTES);
        archive->lab = (struct cairn_lab_memory){recall_get, recall_put, archive->recall};
        return;
    }
    archive->cache = cairn_store_cache_open(&setup);
    archive->lab = (struct cairn_lab_memory){get, put, archive->cache};
}

void cairn_archive_close(struct cairn_archive *archive)
{
    cairn_store_cache_close(archive->cache);
    cairn_recall_free(archive->recall);
    *archive = (struct cairn_archive){0};
}

void cairn_archive_flush(struct cairn_archive *archive)
{
    if (archive->cache)
        cairn_store_cache_flush(archive->cache);
}

const char *cairn_archive_text(struct cairn_archive *archive)
{
    return archive->cache ? cairn_store_cache_text(archive->cache) : NULL;
}

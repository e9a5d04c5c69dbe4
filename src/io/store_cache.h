#ifndef CAIRN_IO_STORE_CACHE_H
#define CAIRN_IO_STORE_CACHE_H

/*
 * The cache file: what was simulated, remembered from run to run.
 *
 * A sample is bytes under a name: component key, seed, replication, version of the model and
 * fingerprint of the machine's arithmetic. What the bytes mean, and whether they are sound, is for
 * others to know. The file is one SQLite database of its own (store_cache.sql), apart from the
 * results file, because it may be deleted at any time: losing it, or anything in it, costs time and
 * nothing else.
 *
 * Therefore nothing here fails. What cannot be read is not there and what cannot be written is
 * dropped; cairn_store_cache_text() says once what is wrong, for a warning. A file of another
 * program, or of a newer cairn, is left as it is. A file of ours that is damaged, or of an older
 * cairn, is emptied and begun anew.
 *
 * Samples are kept in memory until there are some megabytes of them or a second has passed, and
 * then written in one short transaction; what was committed survives a kill. So several processes
 * can use a file at once. Writing does not wait for the disk (synchronous = OFF): a power cut may
 * damage the file, which is then begun anew.
 *
 * Size: when what is in the file would exceed its limit, components are dropped, those first that
 * were not asked for in the longest time (in sessions: a session is from open to close); but none
 * that this session has asked for. Then new samples are dropped instead.
 *
 * Not for several threads at once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/hash.h"

enum {
    CAIRN_STORE_CACHE_APPLICATION_ID = 0x63726e63, /* "crnc" */
    CAIRN_STORE_CACHE_SCHEMA_VERSION = 1,
};

#define CAIRN_STORE_CACHE_MOST_BYTES (INT64_C(1) << 30)

struct cairn_store_cache;

struct cairn_store_cache_setup {
    const char *path;    /* created where it is absent or empty; not its folder */
    const char *model;   /* version of the model */
    uint64_t arithmetic; /* math/arithmetic.h */
    int64_t most_bytes;  /* of the file, about; CAIRN_STORE_CACHE_MOST_BYTES is usual */
};

struct cairn_store_cache_name {
    struct cairn_hash128 key;
    uint64_t seed;
    uint32_t replication;
};

/* Never NULL; see cairn_store_cache_text(). */
struct cairn_store_cache *cairn_store_cache_open(const struct cairn_store_cache_setup *setup);

/* Writes what is left, frees. NULL is ignored. */
void cairn_store_cache_close(struct cairn_store_cache *cache);

/* Appends the bytes of a sample; false: there are none in the file, and nothing was appended. */
bool cairn_store_cache_get(struct cairn_store_cache *cache,
                           const struct cairn_store_cache_name *name, struct cairn_buffer *bytes);

/* Takes a copy of a sample, to be in the file after the next flush; replaces one of that name. */
void cairn_store_cache_put(struct cairn_store_cache *cache,
                           const struct cairn_store_cache_name *name, const void *bytes,
                           size_t size);

/* Writes what is kept in memory. */
void cairn_store_cache_flush(struct cairn_store_cache *cache);

/*
 * What has gone wrong since the last call, a sentence with the file's name, fit for a user; NULL:
 * nothing. Valid until the next call of any function here.
 */
const char *cairn_store_cache_text(struct cairn_store_cache *cache);

#endif

#ifndef CAIRN_IO_STORE_CACHE_PRIVATE_H
#define CAIRN_IO_STORE_CACHE_PRIVATE_H

/* What the sources of the cache file share; everyone else includes store_cache.h. */

#include <sqlite3.h>
#include <time.h>

#include "io/store_cache.h"

/* A sample that is not in the file yet. */
struct cairn_store_cache_sample {
    struct cairn_store_cache_name name;
    char *bytes; /* owned */
    size_t size;
};

struct cairn_store_cache {
    sqlite3 *db; /* NULL: the file is not used */
    char *path;
    char *model;
    uint64_t arithmetic;
    int64_t most_bytes;
    int64_t session;
    bool writable;
    bool full;                        /* no room: samples are dropped */
    bool emptied;                     /* begun anew by this session; once is enough */
    sqlite3_stmt *find, *read;        /* prepared when needed */
    struct cairn_store_cache_name at; /* the component found last, and its id; 0: none */
    int64_t at_id;
    int64_t *asked; /* ids of components that were asked for since the last flush; owned */
    size_t n_asked, asked_capacity;
    struct cairn_store_cache_sample *kept; /* owned */
    size_t n_kept, kept_capacity, kept_bytes;
    struct timespec flushed;
    char *text; /* what went wrong and was not told yet; owned */
    char *told; /* owned */
};

/* Notes what went wrong, with the file's name before it, unless there is something else to tell. */
void cairn_store_cache_complain(struct cairn_store_cache *cache, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* True: the file was damaged, and is begun anew now. Any other is left alone. */
bool cairn_store_cache_mended(struct cairn_store_cache *cache, int code);

/* What SQLite could not read or write: from now on nothing is read or written, or only read. */
void cairn_store_cache_cannot_read(struct cairn_store_cache *cache, int code);
void cairn_store_cache_cannot_write(struct cairn_store_cache *cache, int code);

#endif

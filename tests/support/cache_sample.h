#ifndef TESTS_CACHE_SAMPLE_H
#define TESTS_CACHE_SAMPLE_H

/*
 * Cache files to test with: "c.cache" in the current folder, and samples that say in 6000 bytes
 * what they are of.
 */

#include "io/store_cache.h"

enum { CACHE_ROOMY = 1 << 30 };

struct cairn_store_cache *cache_open_with(const char *model, uint64_t arithmetic, int64_t most);
struct cairn_store_cache *cache_open(void);
struct cairn_store_cache *cache_open_good(void); /* and nothing is wrong with it */

struct cairn_store_cache_name cache_name(uint64_t component, uint32_t replication);
void cache_put(struct cairn_store_cache *cache, uint64_t component, uint32_t replication);

/* Is it there, and as it was put? */
bool cache_has(struct cairn_store_cache *cache, uint64_t component, uint32_t replication);

/* Samples 0 to n - 1 of each of some components, in a session of their own. */
void cache_fill(int components, int n);

/* What went wrong is this, and it is said once. */
void cache_check_text(struct cairn_store_cache *cache, const char *text);

/* Fails unless the file opens, takes a sample and gives it back in another session. */
void cache_check_usable(void);

#endif

#include "support/cache_sample.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "support/store_sample.h"

struct cairn_store_cache *cache_open_with(const char *model, uint64_t arithmetic, int64_t most)
{
    struct cairn_store_cache_setup setup_of = {
        .path = "c.cache", .model = model, .arithmetic = arithmetic, .most_bytes = most};

    return cairn_store_cache_open(&setup_of);
}

struct cairn_store_cache *cache_open(void)
{
    return cache_open_with("1", UINT64_MAX, CACHE_ROOMY);
}

struct cairn_store_cache *cache_open_good(void)
{
    struct cairn_store_cache *cache = cache_open();

    ck_assert_ptr_null(cairn_store_cache_text(cache));
    return cache;
}

struct cairn_store_cache_name cache_name(uint64_t component, uint32_t replication)
{
    return (struct cairn_store_cache_name){{{component, 2}}, UINT64_MAX - 1, replication};
}

/* A sample says what it is of, again and again. */
enum { SAMPLE_BYTES = 6000 };

static void fill_bytes(uint64_t component, uint32_t replication, char bytes[SAMPLE_BYTES])
{
    char word[40];
    int n = snprintf(word, sizeof word, "%llu/%u ", (unsigned long long)component, replication);

    for (int i = 0; i < SAMPLE_BYTES; i++)
        bytes[i] = word[i % n];
}

void cache_put(struct cairn_store_cache *cache, uint64_t component, uint32_t replication)
{
    struct cairn_store_cache_name name = cache_name(component, replication);
    char bytes[SAMPLE_BYTES];

    fill_bytes(component, replication, bytes);
    cairn_store_cache_put(cache, &name, bytes, sizeof bytes);
}

/* Is it there, and as it was put? */
bool cache_has(struct cairn_store_cache *cache, uint64_t component, uint32_t replication)
{
    struct cairn_store_cache_name name = cache_name(component, replication);
    char expected[SAMPLE_BYTES];
    struct cairn_buffer bytes;
    bool found;

    cairn_buffer_init(&bytes);
    found = cairn_store_cache_get(cache, &name, &bytes);
    fill_bytes(component, replication, expected);
    if (found)
        found = bytes.size == sizeof expected && memcmp(bytes.data, expected, bytes.size) == 0;
    else
        ck_assert_uint_eq(bytes.size, 0);
    cairn_buffer_release(&bytes);
    return found;
}

/* Files with samples 0 to n - 1 of each of some components. */
void cache_fill(int components, int n)
{
    struct cairn_store_cache *cache = cache_open_good();

    for (int c = 0; c < components; c++)
        for (int r = 0; r < n; r++)
            cache_put(cache, (uint64_t)c, (uint32_t)r);
    cairn_store_cache_close(cache);
}

void cache_check_text(struct cairn_store_cache *cache, const char *text)
{
    const char *told = cairn_store_cache_text(cache);

    ck_assert_ptr_nonnull(told);
    ck_assert_str_eq(told, text);
    ck_assert_ptr_null(cairn_store_cache_text(cache)); /* once */
}

/* Does it open, take a sample and give it back in another session? */
void cache_check_usable(void)
{
    struct cairn_store_cache *cache = cache_open_good();

    cache_put(cache, 77, 7);
    cairn_store_cache_close(cache);
    cache = cache_open_good();
    ck_assert(cache_has(cache, 77, 7));
    cairn_store_cache_close(cache);
    ck_assert_int_eq(sample_folder_count(), 1);
}

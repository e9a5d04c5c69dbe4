/*
 * Look-ups alone, without requests around them: what a cache holds (cache_store.h) is asked for the
 * contents of a trace of Zipf's law, with room for a tenth of a million contents or for a gigabyte
 * of them. The figure is 1 and the share of misses, which policies agree on within a tenth. Five
 * million look-ups a second are 200 ns each.
 */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "bench/bench.h"
#include "math/zipf.h"
#include "physics/cache_store.h"

enum { REQUESTS = 2000000, CONTENTS = 1000000, ENTRIES = 100000, BYTES = 1000000000 };

struct asked {
    uint32_t *contents;
    int64_t *sizes;
};

struct way {
    const struct asked *asked;
    enum cairn_policy policy;
    bool bytes;
};

static struct bench_turn look_up(const void *context, uint64_t seed)
{
    const struct way *way = context;
    struct cairn_cache_store store;
    double misses = 0.0;

    (void)seed;
    cairn_cache_store_init(&store, &(struct cairn_cache_store_spec){
                                       .policy = way->policy,
                                       .copies = 1,
                                       .contents = CONTENTS,
                                       .room = way->bytes ? BYTES : ENTRIES,
                                       .sizes = way->bytes ? way->asked->sizes : NULL,
                                       .ttl_ns = REQUESTS,
                                       .renewed = true,
                                   });
    for (int i = 0; i < REQUESTS; i++)
        misses += !cairn_cache_store_ask(&store, 0, way->asked->contents[i], i);
    cairn_cache_store_release(&store);
    return (struct bench_turn){REQUESTS, 1.0 + misses / REQUESTS};
}

int main(void)
{
    struct asked asked = {
        .contents = cairn_calloc(REQUESTS, sizeof *asked.contents),
        .sizes = cairn_calloc(CONTENTS, sizeof *asked.sizes),
    };
    const struct way of[] = {
        {&asked, CAIRN_LRU, false},     {&asked, CAIRN_LRU, true},     {&asked, CAIRN_FIFO, false},
        {&asked, CAIRN_FIFO, true},     {&asked, CAIRN_LFU, false},    {&asked, CAIRN_LFU, true},
        {&asked, CAIRN_S3_FIFO, false}, {&asked, CAIRN_S3_FIFO, true}, {&asked, CAIRN_TTL, false},
    };
    struct bench_way ways[] = {
        {"lru", NULL, look_up, &of[0]},      {"lru in bytes", "lru", look_up, &of[1]},
        {"fifo", "lru", look_up, &of[2]},    {"fifo in bytes", "lru", look_up, &of[3]},
        {"lfu", "lru", look_up, &of[4]},     {"lfu in bytes", "lru", look_up, &of[5]},
        {"s3-fifo", "lru", look_up, &of[6]}, {"s3-fifo in bytes", "lru", look_up, &of[7]},
        {"ttl", "lru", look_up, &of[8]},
    };
    struct cairn_rng rng = cairn_rng_from_bits(1);
    struct cairn_zipf zipf;
    bool good;

    cairn_zipf_init(&zipf, CONTENTS, 0.9);
    for (int i = 0; i < REQUESTS; i++)
        asked.contents[i] = (uint32_t)cairn_zipf_draw(&zipf, &rng);
    for (int i = 0; i < CONTENTS; i++)
        asked.sizes[i] = 1 + (int64_t)(10000.0 * cairn_rng_exponential(&rng));
    good = bench_case_run(&(struct bench_case){
        .name = "cache store",
        .turns = 3,
        .expected = NAN,
        .within = 0.1,
        .ways = ways,
        .n_ways = 9,
    });
    cairn_zipf_release(&zipf);
    cairn_free(asked.contents);
    cairn_free(asked.sizes);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

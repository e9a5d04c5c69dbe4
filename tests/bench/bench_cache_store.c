/*
 * How fast caches answer: look-ups of a trace of Zipf's law with sizes, by policy, and how fast they
 * are filled; processor time. The target is 5 million look-ups a second for LRU and FIFO in bytes.
 */

#include <stdio.h>
#include <time.h>

#include "base/alloc.h"
#include "math/zipf.h"
#include "physics/cache_store.h"

enum { REQUESTS = 5000000, CONTENTS = 1000000 };

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

struct bench {
    uint32_t *asked;
    int64_t *sizes;
};

static void bench_policy(const struct bench *bench, const char *name, enum cairn_policy policy,
                         bool bytes)
{
    struct cairn_cache_store store;
    int64_t misses = 0;
    double begin;

    cairn_cache_store_init(&store, &(struct cairn_cache_store_spec){
                                       .policy = policy,
                                       .copies = 1,
                                       .contents = CONTENTS,
                                       .room = bytes ? 1000000000 : 100000,
                                       .sizes = bytes ? bench->sizes : NULL,
                                       .ttl_ns = 1000000,
                                       .renewed = true,
                                   });
    begin = seconds();
    for (int i = 0; i < REQUESTS; i++)
        misses += !cairn_cache_store_ask(&store, 0, bench->asked[i], i);
    begin = seconds() - begin;
    printf("%-8s in %-8s %6.1f ns/look-up, %5.1f million/s, %.3f missed\n", name,
           bytes ? "bytes" : "entries", 1e9 * begin / REQUESTS, 1e-6 * REQUESTS / begin,
           (double)misses / REQUESTS);
    cairn_cache_store_release(&store);
}

int main(void)
{
    static const struct {
        const char *name;
        enum cairn_policy policy;
    } policies[] = {
        {"lru", CAIRN_LRU},         {"fifo", CAIRN_FIFO}, {"lfu", CAIRN_LFU},
        {"s3-fifo", CAIRN_S3_FIFO}, {"ttl", CAIRN_TTL},
    };
    struct bench bench = {
        .asked = cairn_calloc(REQUESTS, sizeof *bench.asked),
        .sizes = cairn_calloc(CONTENTS, sizeof *bench.sizes),
    };
    struct cairn_rng rng = cairn_rng_from_bits(1);
    struct cairn_zipf zipf;
    double begin = seconds();

    cairn_zipf_init(&zipf, CONTENTS, 0.9);
    printf("Zipf, %d contents        %6.1f ns/content to set up\n", CONTENTS,
           1e9 * (seconds() - begin) / CONTENTS);
    begin = seconds();
    for (int i = 0; i < REQUESTS; i++)
        bench.asked[i] = (uint32_t)cairn_zipf_draw(&zipf, &rng);
    printf("Zipf, %d contents        %6.1f ns/draw\n", CONTENTS,
           1e9 * (seconds() - begin) / REQUESTS);
    for (int i = 0; i < CONTENTS; i++)
        bench.sizes[i] = 1 + (int64_t)(10000.0 * cairn_rng_exponential(&rng));
    for (size_t i = 0; i < 2 * sizeof policies / sizeof policies[0]; i++)
        bench_policy(&bench, policies[i / 2].name, policies[i / 2].policy, i % 2 == 1);
    cairn_zipf_release(&zipf);
    cairn_free(bench.asked);
    cairn_free(bench.sizes);
    return 0;
}

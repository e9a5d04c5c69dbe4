/* by_hand_private.h - what the files of by_hand.h share */
#ifndef TESTS_BENCH_BY_HAND_PRIVATE_H
#define TESTS_BENCH_BY_HAND_PRIVATE_H

#include "bench/by_hand.h"
#include "math/rng.h"

enum { RING = 1 << 14 }; /* more than ever wait in these queues */

struct streams {
    struct cairn_rng gaps, services;
};

static inline struct streams streams_begin(uint64_t seed)
{
    struct streams streams;

    cairn_rng_init(&streams.gaps, (struct cairn_stream_key){.seed = seed, .purpose = 1});
    cairn_rng_init(&streams.services, (struct cairn_stream_key){.seed = seed, .purpose = 2});
    return streams;
}

static inline struct by_hand_result result_of(double sum_s, long requests)
{
    return (struct by_hand_result){.requests = (double)requests,
                                   .sojourn_s = sum_s / (double)requests};
}

#endif

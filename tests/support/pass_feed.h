/*
 * pass_feed.h - a pool that serves a language model, fed with requests of stated lengths: by the
 * event engine, in stretches, and by an oracle that goes pass by pass and token by token
 */
#ifndef TESTS_SUPPORT_PASS_FEED_H
#define TESTS_SUPPORT_PASS_FEED_H

#include "physics/pass_pool.h"

enum { PASS_REQUESTS = 200, PASS_VARIANTS = 2, PASS_BATCH = 32, PASS_PREFILLS = 3 };

struct pass_feed {
    struct cairn_component component;
    struct cairn_component_source source;
    struct cairn_component_route route;
    struct cairn_component_pool pool;
    struct cairn_component_variant variants[PASS_VARIANTS];
    struct cairn_passes passes[PASS_VARIANTS];
    int64_t decode_ps[PASS_VARIANTS][PASS_BATCH + 1];
    int64_t prefill_at[PASS_VARIANTS][PASS_PREFILLS], prefill_ps[PASS_VARIANTS][PASS_PREFILLS];
    bool own_tables;          /* the passes have tables of their own */
    int64_t begin_ns, end_ns; /* measured time */
    int n;
    int64_t time_ns[PASS_REQUESTS];
    int64_t prompt[PASS_REQUESTS], reply[PASS_REQUESTS];
    struct cairn_recorded_tokens rows[PASS_REQUESTS]; /* the same, while it runs */
    struct cairn_recording recording;
    int32_t variant[PASS_REQUESTS];
};

struct pass_result {
    /* of each request; -1: refused */
    int64_t start_ns[PASS_REQUESTS], first_ns[PASS_REQUESTS], done_ns[PASS_REQUESTS];
    int64_t counts[CAIRN_N_POOL_COUNTS];
    int64_t batch_counts[PASS_VARIANTS * PASS_BATCH + PASS_VARIANTS * CAIRN_N_PASS_COUNTS];
};

/* One device, chunked, a budget of 1000 tokens, t(B) = 10 ms + B ms, F(n) = n us; all measured. */
void pass_feed_init(struct pass_feed *feed);

/* Appends a request; times may not decrease. */
void pass_feed_add(struct pass_feed *feed, int64_t time_ns, int64_t prompt, int64_t reply);

void pass_feed_run(const struct pass_feed *feed, struct pass_result *result);

/* Fills the times only. */
void pass_feed_oracle(const struct pass_feed *feed, struct pass_result *result);

#endif

/*
 * pool_feed.h - a pool fed with arrivals, as a stage and as the pool of pool.h on one event list
 *
 * A feed is a component of one pool with arrivals of several sources and copies. What the pool does
 * with them is told per request and as counts: by pool.h, whose own events and arrivals stand in
 * one event list as in a world, and by a stage that is given the arrivals in blocks.
 */
#ifndef TESTS_SUPPORT_POOL_FEED_H
#define TESTS_SUPPORT_POOL_FEED_H

#include "physics/pool_stage.h"

enum { FEED_REQUESTS = 400, FEED_VARIANTS = 3, FEED_SOURCES = 3, FEED_BATCH = 8 };

struct feed {
    struct cairn_component component;
    struct cairn_component_pool pool;
    struct cairn_component_variant variants[FEED_VARIANTS];
    int64_t latencies[FEED_VARIANTS][FEED_BATCH];
    int64_t start_ns, begin_ns, end_ns; /* of the window */
    int n;
    int64_t time_ns[FEED_REQUESTS];
    uint64_t bits[FEED_REQUESTS];
    int32_t copy[FEED_REQUESTS], variant[FEED_REQUESTS];
    uint64_t entity[FEED_REQUESTS];

    /* for pools that ask whose a request is; all zeros otherwise, and then it is nobody's */
    struct cairn_component_source sources[FEED_SOURCES];
    struct cairn_component_route routes[FEED_SOURCES * FEED_VARIANTS]; /* [source][variant] */
    int32_t source[FEED_REQUESTS];
};

struct feed_result {
    int64_t start_ns[FEED_REQUESTS], done_ns[FEED_REQUESTS]; /* CAIRN_NEVER: refused */
    int n;                                                   /* that were served */
    int finished[FEED_REQUESTS];                             /* these, in order */
    int64_t counts[CAIRN_N_POOL_COUNTS];
    int64_t batch_counts[FEED_VARIANTS * FEED_BATCH];
};

/* Numbers of the pool's devices and copies begin with these. */
enum { FEED_FIRST_DEVICE = 1000, FEED_FIRST_COPY = 100 };

/* By pool.h. */
void feed_events(const struct feed *feed, struct feed_result *result);

/* By a stage; blocks are cut at random. It is begun twice, to see that nothing stays behind. */
void feed_stage(const struct feed *feed, enum cairn_pool_stage_kind kind, uint64_t seed,
                const struct feed_result *expected, struct feed_result *result);

/* Fails unless all is equal. */
void feed_check_same(const struct feed_result *expected, const struct feed_result *got);

#endif

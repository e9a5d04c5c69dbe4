/*
 * A pool as a stage does what pool.h does, to the bit: random pools with random arrivals, many of
 * them at the same nanoseconds, given in random blocks. What is expected is what pool.h does on an
 * event list with arrivals and all, which has its closed forms elsewhere (queues, batching, power).
 */

#include <check.h>

#include "physics/world.h"
#include "support/pool_feed.h"
#include "support/rig.h"

enum { MS = 1000000 };

static struct feed feed;
static struct feed_result expected, got;

static int below(struct cairn_rng *rng, int n)
{
    return (int)cairn_rng_below(rng, (uint64_t)n);
}

/* ---- random pools ---- */

static void vary(struct cairn_rng *rng, enum cairn_distribution_kind *kind, double *cv)
{
    switch (below(rng, 4)) {
    case 0:
        *kind = CAIRN_EXPONENTIAL;
        *cv = 1.0;
        break;
    case 1:
        *kind = CAIRN_GAMMA;
        *cv = 0.5;
        break;
    default: /* mostly the same times, for ties */
        *kind = CAIRN_DETERMINISTIC;
        *cv = 0.0;
    }
}

static void make_pool(struct cairn_rng *rng, int devices_most, int variants_most)
{
    struct cairn_component_pool *pool = &feed.pool;

    *pool = (struct cairn_component_pool){
        .copies = below(rng, 2) ? 1 : 1 + below(rng, 4),
        .devices = 1 + below(rng, devices_most),
        .batch_max = 1,
        .queue = CAIRN_NONE,
        .sleep_after_ns = CAIRN_NONE,
        .wake_variation = CAIRN_DETERMINISTIC,
        .n_variants = 1 + below(rng, variants_most),
        .variants = feed.variants,
    };
    vary(rng, &pool->variation, &pool->cv);
    for (int v = 0; v < FEED_VARIANTS; v++) {
        int64_t each_ns = (1 + below(rng, 4)) * MS;

        feed.variants[v].latency_ns = feed.latencies[v];
        for (int b = 0; b < FEED_BATCH; b++)
            feed.latencies[v][b] = each_ns + b * below(rng, 2) * MS;
    }
    feed.component = (struct cairn_component){.pools = pool, .n_pools = 1};
}

static void make_batches(struct cairn_rng *rng)
{
    feed.pool.batch_max = 1 + below(rng, FEED_BATCH);
    feed.pool.timeout_ns = below(rng, 3) ? below(rng, 12) * MS : 0;
    if (below(rng, 20) == 0)
        feed.pool.timeout_ns = INT64_MAX;
}

static void make_sleep(struct cairn_rng *rng)
{
    feed.pool.sleep_after_ns = below(rng, 8) * MS;
    feed.pool.wake_ns = below(rng, 8) * MS;
    vary(rng, &feed.pool.wake_variation, &feed.pool.wake_cv);
    if (feed.pool.wake_ns == 0 || below(rng, 2))
        feed.pool.wake_variation = CAIRN_DETERMINISTIC;
}

/* ---- random arrivals ---- */

/* About as many as the pool can carry, give or take a factor of two. */
static void make_arrivals(struct cairn_rng *rng)
{
    const struct cairn_component_pool *pool = &feed.pool;
    int servers = pool->devices * pool->copies;
    double gap_ns = 2.5 * MS / (servers ? servers : 1) * (0.5 + 1.5 * cairn_rng_unit(rng));
    bool tied = below(rng, 3) > 0;
    double now_ns = 0.0;

    feed.n = FEED_REQUESTS - below(rng, 100);
    feed.start_ns = below(rng, 3) * 17 * MS;
    for (int i = 0; i < feed.n; i++) {
        if (i % 50 == 49)
            now_ns += below(rng, 40) * MS; /* all asleep by then */
        now_ns += gap_ns * cairn_rng_exponential(rng);
        feed.time_ns[i] = feed.start_ns + (int64_t)now_ns;
        if (tied)
            feed.time_ns[i] -= (int64_t)now_ns % MS;
        feed.bits[i] = cairn_rng_u64(rng);
        feed.copy[i] = below(rng, pool->copies);
        feed.variant[i] = below(rng, pool->n_variants);
        feed.entity[i] = (uint64_t)below(rng, 3);
    }
    feed.begin_ns = feed.start_ns + (int64_t)(now_ns * 0.2);
    feed.end_ns = feed.start_ns + (int64_t)(now_ns * 0.8);
    feed.end_ns -= (feed.end_ns - feed.start_ns) % MS;
}

static void check_all(uint64_t seed)
{
    enum cairn_pool_stage_kind kind = cairn_pool_stage_kind(&feed.pool);

    feed_events(&feed, &expected);
    if (!feed.pool.unlimited) {
        feed_stage(&feed, CAIRN_STAGE_GENERAL, seed, &expected, &got);
        feed_check_same(&expected, &got);
    }
    if (kind != CAIRN_STAGE_GENERAL) {
        feed_stage(&feed, kind, seed, &expected, &got);
        feed_check_same(&expected, &got);
    }
}

enum { CASES = 200 };

static void begin(struct cairn_rng *rng, int purpose)
{
    cairn_rng_init(rng, (struct cairn_stream_key){.seed = 7, .purpose = (uint32_t)purpose});
}

/* Whatever a pool can be. */
START_TEST(any_pool)
{
    struct cairn_rng rng;

    begin(&rng, 1);
    for (uint64_t i = 0; i < CASES; i++) {
        make_pool(&rng, 6, FEED_VARIANTS);
        make_batches(&rng);
        if (below(&rng, 2))
            make_sleep(&rng);
        if (below(&rng, 2))
            feed.pool.queue = below(&rng, 6);
        make_arrivals(&rng);
        check_all(i);
    }
}
END_TEST

START_TEST(unlimited)
{
    struct cairn_rng rng;

    begin(&rng, 2);
    for (uint64_t i = 0; i < CASES; i++) {
        make_pool(&rng, 6, FEED_VARIANTS);
        feed.pool.unlimited = true;
        feed.pool.devices = 0;
        ck_assert_int_eq(cairn_pool_stage_kind(&feed.pool), CAIRN_STAGE_UNLIMITED);
        make_arrivals(&rng);
        check_all(i);
    }
}
END_TEST

/* One device: Lindley, with copies, limits, variants and sleep. */
START_TEST(single)
{
    struct cairn_rng rng;

    begin(&rng, 3);
    for (uint64_t i = 0; i < 3 * CASES; i++) {
        make_pool(&rng, 1, i % 3 == 0 ? FEED_VARIANTS : 1);
        if (i % 3 == 1)
            feed.pool.queue = below(&rng, 6);
        if (below(&rng, 2))
            make_sleep(&rng);
        ck_assert_int_eq(cairn_pool_stage_kind(&feed.pool), CAIRN_STAGE_SINGLE);
        make_arrivals(&rng);
        check_all(i);
    }
}
END_TEST

/* Several devices that are told apart. */
START_TEST(several)
{
    struct cairn_rng rng;

    begin(&rng, 4);
    for (uint64_t i = 0; i < 3 * CASES; i++) {
        make_pool(&rng, i % 10 ? 6 : 70, i % 3 == 0 ? FEED_VARIANTS : 1);
        if (i % 3 == 1)
            feed.pool.queue = below(&rng, 6);
        make_arrivals(&rng);
        check_all(i);
    }
}
END_TEST

/* Several devices that sleep and awake. */
START_TEST(sleepers)
{
    struct cairn_rng rng;

    begin(&rng, 6);
    for (uint64_t i = 0; i < 4 * CASES; i++) {
        make_pool(&rng, 6, 1);
        feed.pool.devices++;
        make_sleep(&rng);
        feed.pool.wake_variation = CAIRN_DETERMINISTIC;
        feed.pool.wake_cv = 0.0;
        ck_assert_int_eq(cairn_pool_stage_kind(&feed.pool), CAIRN_STAGE_SLEEPERS);
        make_arrivals(&rng);
        check_all(i);
    }
}
END_TEST

/* Batches, of one or several devices, of short and long batching times. */
START_TEST(batching)
{
    struct cairn_rng rng;

    begin(&rng, 5);
    for (uint64_t i = 0; i < 4 * CASES; i++) {
        make_pool(&rng, i % 2 ? 4 : 1, 1);
        make_batches(&rng);
        if (feed.pool.batch_max == 1)
            feed.pool.batch_max = 2;
        if (i % 3 == 1)
            feed.pool.queue = below(&rng, 6);
        ck_assert_int_eq(cairn_pool_stage_kind(&feed.pool), CAIRN_STAGE_BATCHING);
        make_arrivals(&rng);
        check_all(i);
    }
}
END_TEST

Suite *test_pool_stage(void)
{
    Suite *suite = suite_create("pool_stage");
    TCase *same = tcase_create("same bits");

    tcase_add_test(same, any_pool);
    tcase_add_test(same, unlimited);
    tcase_add_test(same, single);
    tcase_add_test(same, several);
    tcase_add_test(same, sleepers);
    tcase_add_test(same, batching);
    suite_add_tcase(suite, same);
    return suite;
}

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

/* Several devices that are told apart: few, up to all that are scanned, more. */
START_TEST(several)
{
    static const int most[] = {5, 5, 5, 5, 5, 5, 5, 62, 90, 90};
    struct cairn_rng rng;

    begin(&rng, 4);
    for (uint64_t i = 0; i < 3 * CASES; i++) {
        make_pool(&rng, most[i % 10], i % 3 == 0 ? FEED_VARIANTS : 1);
        feed.pool.devices++;
        if (i % 3 == 1)
            feed.pool.queue = below(&rng, 6);
        ck_assert_int_eq(cairn_pool_stage_kind(&feed.pool),
                         feed.pool.devices > 64 ? CAIRN_STAGE_MANY : CAIRN_STAGE_SEVERAL);
        make_arrivals(&rng);
        check_all(i);
    }
}
END_TEST

/* The stage for many devices does for any number. */
START_TEST(many)
{
    struct cairn_rng rng;

    begin(&rng, 8);
    for (uint64_t i = 0; i < CASES; i++) {
        make_pool(&rng, 6, i % 3 == 0 ? FEED_VARIANTS : 1);
        if (i % 3 == 1)
            feed.pool.queue = below(&rng, 6);
        make_arrivals(&rng);
        feed_events(&feed, &expected);
        feed_stage(&feed, CAIRN_STAGE_MANY, i, &expected, &got);
        feed_check_same(&expected, &got);
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

/* Batches of one or several devices, that sleep or do not, of short and long batching times. */
START_TEST(batching)
{
    static const int most[] = {1, 4, 1, 6, 2, 64};
    struct cairn_rng rng;

    begin(&rng, 5);
    for (uint64_t i = 0; i < 12 * CASES; i++) {
        make_pool(&rng, most[i % 6], 1);
        make_batches(&rng);
        if (i % 5 < 3)
            make_sleep(&rng);
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

/* ---- beside a world ---- */

enum { TRACED = 20000 };

static struct traced {
    int n;
    int64_t time_ns[TRACED];
    int32_t variant[TRACED];
} traced;

static void on_event(void *context, const struct cairn_event *event)
{
    struct traced *to = context;

    if (cairn_event_kind(event) != CAIRN_EVENT_ARRIVAL || to->n == TRACED)
        return;
    to->time_ns[to->n] = event->time_ns;
    to->variant[to->n++] = (int32_t)cairn_event_entity(event); /* a variant per source */
}

static const struct cairn_component_pool world_pools[] = {
    {.devices = 1, .batch_max = 1, .queue = CAIRN_NONE, .sleep_after_ns = 20 * MS},
    {.devices = 3, .batch_max = 1, .queue = CAIRN_NONE, .sleep_after_ns = 20 * MS},
    {.devices = 3, .batch_max = 1, .queue = 2, .sleep_after_ns = CAIRN_NONE},
    {.devices = 2, .batch_max = 4, .queue = CAIRN_NONE, .sleep_after_ns = CAIRN_NONE},
    {.devices = 2, .batch_max = 4, .queue = 5, .sleep_after_ns = 10 * MS},
};

/* The arrivals of a world, which a trace shows, give the world's counts. Odd: of two variants. */
START_TEST(beside_a_world)
{
    const struct cairn_trace trace = {.on_event = on_event, .context = &traced};
    struct cairn_pool_outlet outlet = {0};
    struct cairn_pool_stage stage;
    struct cairn_quantities all;
    struct cairn_pool_inlet inlet = {.time_ns = traced.time_ns, .variant = traced.variant};
    int64_t batch_counts[2 * RIG_BATCH] = {0};
    int64_t counts[CAIRN_N_POOL_COUNTS] = {0};
    const int64_t *world_counts;
    static struct rig rig;

    rig_init(&rig, 1.0, 10.0);
    rig_add_pool(&rig, 1, 0.01);
    for (int v = 0; v <= _i % 2; v++) {
        rig_add_source(&rig, 150.0);
        rig_add_route(&rig, 0);
        rig.routes[v].variant = v;
    }
    rig.pools[0] = world_pools[_i / 2];
    rig.pools[0].copies = 1;
    rig.pools[0].variants = rig.variants[0];
    rig.pools[0].n_variants = 1 + _i % 2;
    rig.pools[0].wake_ns = 3 * MS;
    rig_batching(&rig, 0, rig.pools[0].batch_max, 0.01, 0.005, 0.001);
    traced.n = 0;
    cairn_quantities_init(&all, &rig.component);
    cairn_world_run(&rig.component, 1, 0, &trace, &all);
    inlet.n = traced.n;
    ck_assert_int_gt(inlet.n, 1500);
    ck_assert_int_lt(inlet.n, TRACED);

    cairn_pool_stage_init(&stage, &rig.component, 0, 0, 0);
    cairn_pool_stage_begin(&stage, 0, rig.plan.run_in_ns, rig.plan.run_in_ns + rig.plan.length_ns,
                           counts, batch_counts);
    cairn_pool_stage_run(&stage, &inlet, CAIRN_NEVER, &outlet);
    cairn_pool_stage_end(&stage);
    world_counts = &all.counts[cairn_layout_pool(&all.layout, 0, 0, 0)];
    for (int c = 0; c < CAIRN_N_POOL_COUNTS; c++)
        ck_assert_int_eq(world_counts[c], counts[c]);
    world_counts = &all.counts[cairn_layout_batch(&all.layout, 0, 0, 0, 1)];
    for (int c = 0; c < rig.pools[0].n_variants * rig.pools[0].batch_max; c++)
        ck_assert_int_eq(world_counts[c], batch_counts[c]);
    ck_assert(!stage.instant);
    cairn_pool_stage_release(&stage);
    cairn_pool_outlet_release(&outlet);
    cairn_quantities_release(&all);
}
END_TEST

/* A service that takes no time is told of, and only in its window. */
START_TEST(instant)
{
    struct cairn_pool_outlet outlet = {0};
    struct cairn_pool_stage stage;
    struct cairn_rng rng;

    begin(&rng, 9);
    for (int kind = 0; kind < 4; kind++) {
        make_pool(&rng, 1, 1);
        feed.pool.copies = 1;
        feed.pool.unlimited = kind == 0;
        feed.pool.devices = kind == 2 ? 3 : 1;
        feed.pool.batch_max = kind == 3 ? 2 : 1;
        feed.pool.variation = CAIRN_DETERMINISTIC;
        feed.pool.cv = 0.0;
        make_arrivals(&rng);
        cairn_pool_stage_init(&stage, &feed.component, 0, 0, 0);
        for (int latency_ns = 1; latency_ns >= 0; latency_ns--) {
            struct cairn_pool_inlet inlet = {.n = feed.n, .time_ns = feed.time_ns};

            feed.latencies[0][0] = feed.latencies[0][1] = latency_ns;
            cairn_pool_stage_begin(&stage, 0, 0, INT64_C(1) << 40, got.counts, got.batch_counts);
            cairn_pool_stage_run(&stage, &inlet, CAIRN_NEVER, &outlet);
            cairn_pool_stage_end(&stage);
            ck_assert(stage.instant == (latency_ns == 0));
        }
        cairn_pool_stage_release(&stage);
    }
    cairn_pool_outlet_release(&outlet);
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
    tcase_add_test(same, many);
    tcase_add_test(same, sleepers);
    tcase_add_test(same, batching);
    tcase_add_loop_test(same, beside_a_world, 0, 10);
    tcase_add_test(same, instant);
    suite_add_tcase(suite, same);
    return suite;
}

/*
 * Pools that are not plain. Where no rank says otherwise they are the plain pool, to the bit; with
 * ranks they do what a simulation by the tick does, which looks at everything at every millisecond
 * and remembers nothing but what waits; processor sharing does what one can work out by hand.
 */

#include <check.h>

#include "support/pool_feed.h"
#include "support/pool_ticks.h"
#include "support/random_rig.h"
#include "support/same_bits.h"

enum { MS = 1000000 };

static struct feed feed;
static struct feed_result expected, got;
static struct rig rig;

static int below(struct cairn_rng *rng, int n)
{
    return (int)cairn_rng_below(rng, (uint64_t)n);
}

/* ---- the plain pool ---- */

START_TEST(equal_ranks_are_none)
{
    struct cairn_quantities plain, ranked;

    rig_random(&rig, (struct random_rig){.kind = RANDOM_ANY}, (uint64_t)_i);
    for (int p = 0; p < rig.component.n_pools; p++) {
        rig.pools[p].discipline = CAIRN_FIRST_COME;
        rig.pools[p].batch_min = 0;
        rig.pools[p].adaptive = false;
        rig.pools[p].swaps = false;
    }
    for (int s = 0; s < rig.component.n_sources; s++)
        rig.sources[s].priority = 5;
    cairn_quantities_init(&plain, &rig.component);
    cairn_quantities_init(&ranked, &rig.component);
    cairn_world_run(&rig.component, 1, 0, NULL, &plain);
    for (int p = 0; p < rig.component.n_pools; p++)
        rig.pools[p].discipline = CAIRN_BY_PRIORITY;
    cairn_world_run(&rig.component, 1, 0, NULL, &ranked);
    ck_assert_ptr_null(quantities_differ(&plain, &ranked));
    cairn_quantities_release(&plain);
    cairn_quantities_release(&ranked);
}
END_TEST

/* ---- by the tick ---- */

/* A route for each source and variant. */
static void link_up(struct cairn_component_pool *pool)
{
    feed.component = (struct cairn_component){
        .pools = pool,
        .n_pools = 1,
        .sources = feed.sources,
        .n_sources = FEED_SOURCES,
        .routes = feed.routes,
        .n_routes = FEED_SOURCES * FEED_VARIANTS,
    };
    for (int r = 0; r < feed.component.n_routes; r++)
        feed.routes[r] =
            (struct cairn_component_route){.link = CAIRN_NONE, .variant = r % FEED_VARIANTS};
    for (int s = 0; s < FEED_SOURCES; s++) {
        feed.sources[s].first_route = s * FEED_VARIANTS;
        feed.sources[s].n_routes = FEED_VARIANTS;
    }
}

static void make_feed(struct cairn_rng *rng)
{
    struct cairn_component_pool *pool = &feed.pool;
    double now_ns = 0.0, gap_ns;

    feed = (struct feed){.n = FEED_REQUESTS};
    *pool = (struct cairn_component_pool){
        .copies = 1,
        .devices = 1 + below(rng, 3),
        .batch_max = 1 + below(rng, 5),
        .timeout_ns = below(rng, 2) * below(rng, 10) * MS,
        .queue = below(rng, 3) ? CAIRN_NONE : below(rng, 12),
        .sleep_after_ns = CAIRN_NONE,
        .discipline = (enum cairn_discipline)below(rng, 3),
        .n_variants = 1 + below(rng, FEED_VARIANTS),
        .variants = feed.variants,
    };
    pool->batch_min = below(rng, 2) * below(rng, 5);
    pool->adaptive = below(rng, 3) == 0;
    pool->memory_bytes = 200;
    pool->swaps = pool->n_variants == 3 && below(rng, 2);
    for (int v = 0; v < FEED_VARIANTS; v++) {
        feed.variants[v] = (struct cairn_component_variant){
            .latency_ns = feed.latencies[v], .bytes = 100, .load_ns = (1 + v) * MS};
        for (int b = 0; b < FEED_BATCH; b++)
            feed.latencies[v][b] = (2 + v + b) * MS;
    }
    for (int s = 0; s < FEED_SOURCES; s++) {
        feed.sources[s].priority = below(rng, 3);
        feed.sources[s].late_ns = below(rng, 4) ? below(rng, 60) * MS : INT64_MAX;
    }
    link_up(pool);
    gap_ns = (1.0 + 2.0 * cairn_rng_unit(rng)) * MS / pool->devices;
    for (int i = 0; i < feed.n; i++) {
        now_ns += gap_ns * cairn_rng_exponential(rng);
        feed.time_ns[i] = (int64_t)(now_ns / MS) * MS;
        feed.variant[i] = below(rng, pool->n_variants);
        feed.source[i] = below(rng, FEED_SOURCES);
    }
    feed.end_ns = (int64_t)now_ns;
}

START_TEST(as_by_the_tick)
{
    struct cairn_rng rng = cairn_rng_from_bits((uint64_t)_i);
    int served = 0;

    make_feed(&rng);
    feed_events(&feed, &got);
    ticks_run(&feed, &expected);
    for (int i = 0; i < feed.n; i++) {
        ck_assert_msg(got.start_ns[i] == expected.start_ns[i] &&
                          got.done_ns[i] == expected.done_ns[i],
                      "feed %d, request %d: %.0f to %.0f ms, expected %.0f to %.0f", _i, i,
                      (double)got.start_ns[i] / 1e6, (double)got.done_ns[i] / 1e6,
                      (double)expected.start_ns[i] / 1e6, (double)expected.done_ns[i] / 1e6);
        served += got.start_ns[i] != CAIRN_NEVER;
    }
    ck_assert(served > feed.n / 20 || feed.pool.queue != CAIRN_NONE);
}
END_TEST

/* ---- batches that adapt [FORM] ---- */

/* One every 10 ms, each to be answered in 25; a batch of b takes 2 + b ms. */
static void adapt(int batch_max)
{
    feed = (struct feed){.n = 4, .end_ns = 100 * MS};
    feed.pool = (struct cairn_component_pool){
        .copies = 1,
        .devices = 1,
        .batch_max = batch_max,
        .queue = CAIRN_NONE,
        .sleep_after_ns = CAIRN_NONE,
        .adaptive = true,
        .n_variants = 1,
        .variants = feed.variants,
    };
    feed.sources[0].late_ns = 25 * MS;
    link_up(&feed.pool);
    feed.variants[0].latency_ns = feed.latencies[0];
    for (int b = 0; b < FEED_BATCH; b++)
        feed.latencies[0][b] = (3 + b) * MS;
    for (int i = 0; i < feed.n; i++)
        feed.time_ns[i] = 10 * i * MS;
}

/* With one more it would take 6 ms, so that at 19 it cannot wait for a fourth. */
START_TEST(grows_as_far_as_the_promise_allows)
{
    adapt(8);
    feed.time_ns[2] = 12 * MS;
    feed_events(&feed, &got);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(got.start_ns[i], 19 * MS);
        ck_assert_int_eq(got.done_ns[i], 24 * MS);
    }
    ck_assert_int_eq(got.start_ns[3], 30 * MS + 25 * MS - 4 * MS);
}
END_TEST

/* Full is full; and a reply that has a way to go must leave earlier. */
START_TEST(starts_when_full_or_for_the_way_back)
{
    struct cairn_component_link link = {.lines = 1, .copies_per_line = 1, .latency_ns = 5 * MS};

    adapt(2);
    feed_events(&feed, &got);
    ck_assert_int_eq(got.start_ns[0], 10 * MS);
    ck_assert_int_eq(got.start_ns[2], 30 * MS);
    adapt(8);
    feed.component.links = &link;
    feed.component.n_links = 1;
    feed.routes[0].link = 0;
    feed.routes[0].down_ns = 2 * MS;
    feed_events(&feed, &got);
    ck_assert_int_eq(got.start_ns[0], 25 * MS - 7 * MS - 5 * MS);
    ck_assert_int_eq(got.start_ns[1], got.start_ns[0]);
}
END_TEST

/* A device falls asleep over a batch that nothing but requests can start, and they wake it. */
START_TEST(sleeps_over_a_least_batch)
{
    adapt(8);
    feed.pool.adaptive = false;
    feed.pool.batch_min = 3;
    feed.pool.sleep_after_ns = 4 * MS;
    feed.pool.wake_ns = 2 * MS;
    feed_events(&feed, &got);
    ck_assert_int_eq(got.start_ns[0], 22 * MS);
    ck_assert_int_eq(got.start_ns[2], 22 * MS);
    ck_assert_int_eq(got.start_ns[3], -1);
    ck_assert_int_gt(got.counts[CAIRN_SLEEP_NS], 0);
}
END_TEST

/* ---- processor sharing [QUEUE] ---- */

/* Request i comes at time_ms and takes service_ms when alone. */
static void share(int devices, int n, const int *time_ms, const int *service_ms)
{
    feed = (struct feed){.n = n, .end_ns = 100 * MS};
    feed.pool = (struct cairn_component_pool){
        .copies = 1,
        .devices = devices,
        .batch_max = 1,
        .queue = CAIRN_NONE,
        .sleep_after_ns = CAIRN_NONE,
        .discipline = CAIRN_SHARING,
        .n_variants = FEED_VARIANTS,
        .variants = feed.variants,
    };
    link_up(&feed.pool);
    for (int i = 0; i < n; i++) {
        feed.latencies[i][0] = service_ms[i] * MS;
        feed.variants[i].latency_ns = feed.latencies[i];
        feed.time_ns[i] = time_ms[i] * MS;
        feed.variant[i] = i;
    }
}

static void check_done(int n, const int *done_ms)
{
    feed_events(&feed, &got);
    for (int i = 0; i < n; i++) {
        ck_assert_int_eq(got.done_ns[i], done_ms[i] * MS);
        ck_assert_int_eq(got.start_ns[i], feed.time_ns[i]);
    }
}

/* One alone for 2 ms, two at half the rate until the shorter has had its 2, one alone again. */
START_TEST(two_share_a_device)
{
    share(1, 2, (int[]){0, 2}, (int[]){6, 2});
    check_done(2, (int[]){8, 6});
    ck_assert_int_eq(got.counts[CAIRN_BUSY_NS], 8 * MS);
    ck_assert_int_eq(got.counts[CAIRN_IDLE_NS], 92 * MS);
    ck_assert_int_eq(got.batch_counts[0], 6 * MS); /* half of four, and four alone */
    ck_assert_int_eq(got.batch_counts[1], 2 * MS);
    ck_assert_int_eq(got.counts[CAIRN_SERVED], 2);
    ck_assert_int_eq(got.counts[CAIRN_WAITS_NS], 0);
}
END_TEST

/* Three on two devices: two thirds each until 1 and 2 have had 4, at 6 ms; then 0 has 4 left. */
START_TEST(three_share_two_devices)
{
    share(2, 3, (int[]){0, 0, 0}, (int[]){8, 4, 4});
    check_done(3, (int[]){10, 6, 6});
    ck_assert_int_eq(got.counts[CAIRN_BUSY_NS], 16 * MS);
}
END_TEST

/* All that had asked before the device awoke begin together. */
START_TEST(shared_once_awake)
{
    share(1, 2, (int[]){20, 21}, (int[]){4, 4});
    feed.pool.sleep_after_ns = 3 * MS;
    feed.pool.wake_ns = 5 * MS;
    feed_events(&feed, &got);
    ck_assert_int_eq(got.start_ns[0], 25 * MS);
    ck_assert_int_eq(got.start_ns[1], 25 * MS);
    ck_assert_int_eq(got.done_ns[0], 33 * MS);
    ck_assert_int_eq(got.done_ns[1], 33 * MS);
    ck_assert_int_eq(got.counts[CAIRN_WAITS_NS], 9 * MS);
    ck_assert_int_eq(got.counts[CAIRN_QUEUE_NS], 9 * MS);
    ck_assert_int_eq(got.counts[CAIRN_SLEEP_NS], 17 * MS + 64 * MS);
}
END_TEST

/* With a queue of 1, a device has two at most. */
START_TEST(sharing_has_room_for_so_many)
{
    share(1, 3, (int[]){0, 1, 2}, (int[]){6, 6, 6});
    feed.pool.queue = 1;
    feed_events(&feed, &got);
    ck_assert_int_eq(got.done_ns[0], 11 * MS);
    ck_assert_int_eq(got.done_ns[1], 12 * MS);
    ck_assert_int_eq(got.done_ns[2], CAIRN_NEVER);
}
END_TEST

Suite *test_pool_ruled(void)
{
    Suite *suite = suite_create("pool_ruled");
    TCase *core = tcase_create("pool_ruled");

    tcase_add_loop_test(core, equal_ranks_are_none, 0, 200);
    tcase_add_loop_test(core, as_by_the_tick, 0, 300);
    tcase_add_test(core, grows_as_far_as_the_promise_allows);
    tcase_add_test(core, starts_when_full_or_for_the_way_back);
    tcase_add_test(core, sleeps_over_a_least_batch);
    tcase_add_test(core, two_share_a_device);
    tcase_add_test(core, three_share_two_devices);
    tcase_add_test(core, shared_once_awake);
    tcase_add_test(core, sharing_has_room_for_so_many);
    suite_add_tcase(suite, core);
    return suite;
}

/*
 * The audit: it passes what a few hundred random components yield, and it catches each law being
 * broken.
 */

#include <check.h>
#include <string.h>

#include "math/rng.h"
#include "physics/audit.h"
#include "support/rig.h"

static struct rig rig;

/* ---- random components ---- */

static int pick(struct cairn_rng *rng, int n)
{
    return (int)cairn_rng_below(rng, (uint64_t)n);
}

static bool chance(struct cairn_rng *rng, double probability)
{
    return cairn_rng_unit(rng) < probability;
}

static void random_times(struct cairn_rng *rng)
{
    double ends_s[3] = {0.0};
    int n_windows = 1 + pick(rng, 3);
    double run_in_s = chance(rng, 0.3) ? 0.0 : 0.5;
    double length_s = 0.5 + cairn_rng_unit(rng);

    rig_init(&rig, run_in_s, length_s);
    rig.plan.n_windows = 0;
    rig.n_segments = 0;
    rig.plan.drain_ns = chance(rng, 0.5) ? cairn_time_from_s(0.2) : cairn_time_from_s(50.0);
    for (int w = 0; w < n_windows; w++) {
        int hours = pick(rng, 4);
        int n_segments = 1 + pick(rng, 3);

        for (int s = 0; s < 3; s++)
            ends_s[s] = 0.3 * (s + 1);
        rig_add_window(&rig, hours, n_segments, ends_s);
    }
}

/* Times of whole ms are many, so that there are ties. */
static int64_t random_ns(struct cairn_rng *rng, int most_ms)
{
    int64_t time_ns = (int64_t)pick(rng, most_ms + 1) * 1000000;

    return chance(rng, 0.3) ? time_ns + pick(rng, 1000000) : time_ns;
}

static enum cairn_distribution_kind random_kind(struct cairn_rng *rng)
{
    return (enum cairn_distribution_kind)pick(rng, 5);
}

static void random_pool(struct cairn_rng *rng, int copies)
{
    int p = rig_add_pool(&rig, 1 + pick(rng, chance(rng, 0.1) ? 100 : 4), 0.01);
    struct cairn_component_pool *pool = &rig.pools[p];

    pool->copies = chance(rng, 0.5) ? copies : 1;
    pool->unlimited = chance(rng, 0.2);
    pool->batch_max = 1 + (chance(rng, 0.5) ? pick(rng, 8) : 0);
    pool->timeout_ns = chance(rng, 0.5) ? 0 : random_ns(rng, 10);
    pool->queue = chance(rng, 0.5) ? CAIRN_NONE : pick(rng, 6);
    pool->sleep_after_ns = chance(rng, 0.5) ? CAIRN_NONE : random_ns(rng, 8);
    pool->wake_ns = random_ns(rng, 10);
    pool->wake_variation = random_kind(rng);
    pool->wake_cv = 0.5;
    pool->variation = random_kind(rng);
    pool->cv = 0.1 + 2.0 * cairn_rng_unit(rng);
    pool->n_variants = 1 + pick(rng, 2);
    for (int v = 0; v < pool->n_variants; v++)
        for (int b = 0; b < pool->batch_max; b++)
            rig.latencies[p][v][b] = random_ns(rng, 20);
}

static void random_cache(struct cairn_rng *rng, int copies, int most)
{
    enum cairn_policy policy = (enum cairn_policy)pick(rng, 3);
    int entries = pick(rng, most);

    rig.caches[rig_add_cache(&rig, policy, entries)].copies = copies;
}

static void random_route(struct cairn_rng *rng)
{
    int pool = pick(rng, rig.component.n_pools);
    struct cairn_component_route *route = &rig.routes[rig_add_route(&rig, pool)];

    route->variant = pick(rng, rig.pools[route->pool].n_variants);
    if (chance(rng, 0.5)) {
        route->link = pick(rng, rig.component.n_links);
        route->up_ns = random_ns(rng, 4);
        route->down_ns = random_ns(rng, 2);
    }
    if (chance(rng, 0.4)) {
        route->cache = pick(rng, rig.component.n_caches);
        route->cache_at_site = route->link == CAIRN_NONE || chance(rng, 0.5);
    }
}

static void random_source(struct cairn_rng *rng, int copies)
{
    int s = rig_add_source(&rig, 0.0);
    int n = 1 + pick(rng, 2);
    int first = rig.component.n_routes;

    for (int i = 0; i < rig.n_segments; i++)
        rig.rates[s][i] = chance(rng, 0.2) ? 0.0 : 300.0 * cairn_rng_unit(rng) / copies;
    rig.sources[s].copies = copies;
    rig.sources[s].process = random_kind(rng);
    rig.sources[s].cv = 0.1 + 2.0 * cairn_rng_unit(rng);
    rig.sources[s].contents = pick(rng, 50);
    rig.sources[s].exponent = 1.0;
    rig.sources[s].payload_bytes = pick(rng, 1000);
    rig.sources[s].reply_bytes = pick(rng, 1000);
    rig.sources[s].late_ns = chance(rng, 0.3) ? INT64_MAX : random_ns(rng, 50);
    for (int r = 0; r < n; r++)
        random_route(rng);
    if (n == 2) {
        rig.routes[first].share = chance(rng, 0.5) ? 1.0 : 0.6;
        rig.routes[first + 1].share = 1.0 - rig.routes[first].share;
        if (rig.routes[first + 1].share == 0.0) {
            rig.routes[first].fallback_route = first + 1;
            rig.routes[first].over = pick(rng, 4);
        }
    }
}

static void random_component(uint64_t number)
{
    struct cairn_rng rng = cairn_rng_from_bits(number);
    int copies = chance(&rng, 0.5) ? 1 : 1 + pick(&rng, 5);
    int n_pools = 1 + pick(&rng, 3);
    int n_sources = 1 + pick(&rng, 3);

    random_times(&rng);
    rig_add_link(&rig, 0.001 * pick(&rng, 5));
    rig_add_link(&rig, 0.0);
    random_cache(&rng, copies, 60);
    random_cache(&rng, 1, 6);
    rig.links[0].copies = copies;
    rig.caches[1].lookup_ns = random_ns(&rng, 3);
    for (int p = 0; p < n_pools; p++)
        random_pool(&rng, copies);
    for (int s = 0; s < n_sources; s++)
        random_source(&rng, copies);
}

enum { RANDOM_BLOCKS = 10, PER_BLOCK = 40 };

START_TEST(random_components)
{
    for (int i = 0; i < PER_BLOCK; i++) {
        uint64_t number = (uint64_t)(_i * PER_BLOCK + i);
        struct cairn_quantities quantities, one;
        struct cairn_buffer report;

        random_component(number);
        cairn_buffer_init(&report);
        cairn_quantities_init(&quantities, &rig.component);
        cairn_quantities_init(&one, &rig.component);
        for (uint32_t r = 0; r < 2; r++) {
            cairn_world_run(&rig.component, number, r, NULL, &one);
            cairn_quantities_add(&quantities, &one);
        }
        cairn_quantities_release(&one);
        if (cairn_audit_check(&rig.component, &quantities, &report) > 0)
            ck_abort_msg("component %d:\n%s", (int)number, report.data);
        cairn_quantities_release(&quantities);
        cairn_buffer_release(&report);
    }
}
END_TEST

/* The random components do meet what there is: every kind of count occurs. */
START_TEST(generator_covers)
{
    int64_t source[CAIRN_N_SOURCE_COUNTS] = {0};
    int64_t pool[CAIRN_N_POOL_COUNTS] = {0};
    int64_t cache[CAIRN_N_CACHE_COUNTS] = {0};
    int64_t link[CAIRN_N_LINK_COUNTS] = {0};

    for (uint64_t number = 0; number < 60; number++) {
        struct cairn_quantities q;

        random_component(number);
        cairn_quantities_init(&q, &rig.component);
        cairn_world_run(&rig.component, number, 0, NULL, &q);
        for (int i = 0; i < CAIRN_N_SOURCE_COUNTS; i++)
            source[i] += rig_sum(&q, i);
        for (int i = 0; i < CAIRN_N_LINK_COUNTS; i++)
            link[i] += rig_sum(&q, cairn_layout_link(&q.layout, 0, 0, (enum cairn_link_count)i));
        for (int i = 0; i < CAIRN_N_CACHE_COUNTS; i++)
            cache[i] += rig_sum(&q, cairn_layout_cache(&q.layout, 0, 1, (enum cairn_cache_count)i));
        for (int i = 0; i < CAIRN_N_POOL_COUNTS; i++)
            pool[i] += rig_sum(&q, cairn_layout_pool(&q.layout, 0, 0, (enum cairn_pool_count)i));
        cairn_quantities_release(&q);
    }
    for (int i = 0; i < CAIRN_N_SOURCE_COUNTS; i++)
        ck_assert_int_gt(source[i], 20);
    for (int i = 0; i < CAIRN_N_LINK_COUNTS; i++)
        ck_assert_int_gt(link[i], 100);
    for (int i = 0; i < CAIRN_N_CACHE_COUNTS; i++)
        ck_assert_int_gt(cache[i], 100);
    for (int i = 0; i < CAIRN_N_POOL_COUNTS; i++)
        ck_assert_int_gt(pool[i], 100);
}
END_TEST

/* ---- what it catches ---- */

/* Each count off by one breaks a law. Those that no equality holds are left out. */
START_TEST(broken)
{
    struct cairn_quantities q;
    struct cairn_buffer report;
    const struct cairn_layout *layout = &q.layout;
    int at[14];
    int n = 0;

    rig_init(&rig, 1.0, 10.0);
    rig_add_source(&rig, 20.0);
    rig_add_pool(&rig, 2, 0.02);
    rig_add_cache(&rig, CAIRN_LRU, 3);
    rig_add_route(&rig, 0);
    rig_batching(&rig, 0, 4, 0.01, 0.01, 0.01);
    rig.sources[0].contents = 10;
    rig.routes[0].cache = 0;
    rig.routes[0].cache_at_site = true;
    cairn_buffer_init(&report);
    cairn_quantities_init(&q, &rig.component);
    cairn_world_run(&rig.component, 1, 0, NULL, &q);
    ck_assert_int_eq(cairn_audit_check(&rig.component, &q, &report), 0);
    ck_assert_str_eq(report.data, "");

    at[n++] = CAIRN_ARRIVALS;
    at[n++] = CAIRN_COMPLETED;
    at[n++] = CAIRN_HITS;
    at[n++] = CAIRN_LOST;
    at[n++] = CAIRN_IN_FLIGHT;
    at[n++] = cairn_layout_cache(layout, 0, 0, CAIRN_LOOKUPS);
    at[n++] = cairn_layout_cache(layout, 0, 0, CAIRN_CACHE_HITS);
    at[n++] = cairn_layout_cache(layout, 0, 0, CAIRN_CACHE_MISSES);
    at[n++] = cairn_layout_pool(layout, 0, 0, CAIRN_IDLE_NS);
    at[n++] = cairn_layout_pool(layout, 0, 0, CAIRN_BUSY_NS);
    at[n++] = cairn_layout_pool(layout, 0, 0, CAIRN_QUEUE_NS);
    at[n++] = cairn_layout_pool(layout, 0, 0, CAIRN_WAITS_NS);
    at[n++] = cairn_layout_batch(layout, 0, 0, 0, 2);
    for (int i = 0; i < n; i++) {
        q.counts[at[i]]++;
        cairn_buffer_clear(&report);
        ck_assert_int_gt(cairn_audit_check(&rig.component, &q, &report), 0);
        ck_assert_uint_gt(report.size, 0);
        q.counts[at[i]]--;
    }
    q.times[0].sojourn_histogram.bins[1000]++;
    ck_assert_int_eq(cairn_audit_check(&rig.component, &q, NULL), 1);
    q.times[0].sojourn_histogram.bins[1000]--;
    ck_assert_int_eq(cairn_audit_check(&rig.component, &q, NULL), 0);
    cairn_buffer_clear(&report);
    q.counts[CAIRN_LOST]--;
    cairn_audit_check(&rig.component, &q, &report);
    ck_assert_ptr_nonnull(strstr(report.data, "window 0, source 0: a count: -1 is not at least 0"));
    cairn_quantities_release(&q);
    cairn_buffer_release(&report);
}
END_TEST

Suite *test_audit(void)
{
    Suite *suite = suite_create("audit");
    TCase *core = tcase_create("audit");

    tcase_set_timeout(core, 60);
    tcase_add_loop_test(core, random_components, 0, RANDOM_BLOCKS);
    tcase_add_test(core, generator_covers);
    tcase_add_test(core, broken);
    suite_add_tcase(suite, core);
    return suite;
}

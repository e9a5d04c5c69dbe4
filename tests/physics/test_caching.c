/*
 * Caches [CACHE] under independent requests with Zipf popularity, from the first look-up on: there
 * is no run-in here, so that the filling is tested too. Sources of the hit ratios:
 *
 *   LRU     sum_i p_i int p_i exp(-p_i t) P(fewer than C others by t) dt (Flajolet, Gardy,
 *           Thimonier 1992); for N = 10,000 Che's approximation, which simulations of 1e8 requests
 *           confirm to 2e-4
 *   FIFO    product form (King 1971, Gelenbe 1973); for N = 10,000 an independent simulation
 *   STATIC  the mass of the C most popular
 *
 * Those with a half-width are means of five independent simulations of 2e7 requests.
 */

#include <check.h>
#include <math.h>

#include "math/rng.h"
#include "physics/cache.h"
#include "support/rig.h"

static struct rig rig;
static struct rig_result result;

static void release(void)
{
    rig_result_release(&result);
}

struct cache_case {
    int contents, entries;
    double exponent;
    double lru, fifo, fixed;
    double half_width; /* of simulated or approximate figures */
};

static const struct cache_case cache_cases[] = {
    {8, 3, 0.8, 0.478768425387, 0.461421322892, 0.61517311616, 0},
    {100, 10, 0.8, 0.264280746464, 0.239194381537, 0.438274553601, 0},
    {100, 25, 1.0, 0.624708103286, 0.564841025847, 0.735623764566, 0},
    {10000, 1000, 0.8, 0.436659722231, 0.394247, 0.570617585513, 2e-4},
    {10000, 100, 1.0, 0.390525485411, 0.342785, 0.529994515363, 2e-4},
    {4, 2, 1, 0.603845417, 0.588571429, 0.72, 0},
    {6, 3, 0.8, 0.591638795, 0.573289386, 0.702066197, 0},
    {8, 4, 1.2, 0.717955389, 0.675962193, 0.811103958, 0},
    {10, 2, 0.6, 0.244009002, 0.240690394, 0.372861625, 0},
    {100, 10, 0.6, 0.172165413, 0.163227268, 0.321335584, 0},
    {100, 10, 1, 0.397802436, 0.350043716, 0.564633718, 0},
    {100, 25, 0.8, 0.49479948, 0.446891769, 0.629250886, 0},
    {100, 50, 1.2, 0.880079985, 0.840422621, 0.918562725, 0},
    {1000, 10, 0.8, 0.082157, 0.0750977142, 0.23045638, 0.00019},
    {1000, 50, 0.8, 0.2615, 0.227341637, 0.421329744, 0.00036},
    {1000, 50, 1, 0.461062, 0.405522489, 0.601058427, 0.00042},
    {1000, 100, 1.2, 0.757424, 0.707468542, 0.831002906, 0.00017},
    {10000, 100, 0.8, 0.15672, 0.133908, 0.300045854, 0.00025},
    {10000, 1000, 1, 0.67567, 0.631006, 0.764790781, 0.00023},
    {100000, 1000, 0.9, 0.342107, 0.306369, 0.474188218, 0.00035},
};

enum { N_CACHE_CASES = sizeof cache_cases / sizeof cache_cases[0] };

/* A source of 1,000 requests/s whose misses are served at once. */
static void setup_cache(enum cairn_policy policy, int contents, double exponent, int entries,
                        double length_s)
{
    rig_init(&rig, 0.0, length_s);
    rig_add_source(&rig, 1000.0);
    rig_add_pool(&rig, 1, 0.01);
    rig_add_cache(&rig, policy, entries);
    rig_add_route(&rig, 0);
    rig.pools[0].unlimited = true;
    rig.sources[0].contents = contents;
    rig.sources[0].exponent = exponent;
    rig.routes[0].cache = 0;
    rig.routes[0].cache_at_site = true;
}

START_TEST(hit_ratio)
{
    const struct cache_case *of = &cache_cases[_i / 3];
    enum cairn_policy policy = (enum cairn_policy)(_i % 3);
    double expected = policy == CAIRN_LRU ? of->lru : policy == CAIRN_FIFO ? of->fifo : of->fixed;

    setup_cache(policy, of->contents, of->exponent, of->entries, 30.0);
    rig_run(&rig, 400 + (uint64_t)_i, &result);
    rig_check_simulated(result.hits[0], expected, policy == CAIRN_STATIC ? 0.0 : of->half_width,
                        0.03);
}
END_TEST

/*
 * The first second of a replication hits as often as the law says: the cache begins in steady
 * state. 1e-3 of 1e6 look-ups is two standard errors; the check allows four.
 */
START_TEST(filled_at_the_beginning)
{
    const struct cache_case *of = &cache_cases[_i / 2];
    enum cairn_policy policy = _i % 2 ? CAIRN_FIFO : CAIRN_LRU;

    setup_cache(policy, of->contents, of->exponent, of->entries, 1.0);
    rig.rates[0][0] = 2000.0;
    rig_run(&rig, 430 + (uint64_t)_i, &result);
    rig_check_simulated(result.hits[0], policy == CAIRN_LRU ? of->lru : of->fifo, of->half_width,
                        0.08);
}
END_TEST

/* Each copy has its own contents: the ratio is that of one cache. And they last over windows. */
START_TEST(copies_and_windows)
{
    rig_init(&rig, 0.0, 1.0);
    rig_add_window(&rig, 1, 1, NULL);
    rig_add_window(&rig, 1, 1, NULL);
    rig_add_source(&rig, 300.0);
    rig_add_pool(&rig, 1, 0.01);
    rig_add_cache(&rig, CAIRN_LRU, 10);
    rig_add_route(&rig, 0);
    rig.pools[0].unlimited = true;
    rig.sources[0].copies = 5;
    rig.sources[0].contents = 100;
    rig.sources[0].exponent = 0.8;
    rig.caches[0].copies = 5;
    rig.routes[0].cache = 0;
    rig.routes[0].cache_at_site = true;
    rig_run(&rig, 440, &result);
    rig_check(result.hits[0], 0.264280746464, 0.03);
    /* all 5 x 10 places are in use all the time */
    ck_assert_int_eq(
        result.total.counts[cairn_layout_cache(&result.total.layout, 1, 0, CAIRN_OCCUPANCY_NS)],
        50 * rig.plan.length_ns * RIG_REPLICATIONS);
}
END_TEST

/* Copies are filled independently, and anew in every replication; the same one the same way. */
START_TEST(filled_by_copy_and_replication)
{
    struct cairn_source_sim source;
    struct cairn_cache_sim cache;
    uint32_t oldest[4][2];

    setup_cache(CAIRN_LRU, 100000, 0.5, 1000, 1.0);
    rig.sources[0].copies = 2;
    rig.caches[0].copies = 2;
    cairn_source_sim_init(&source, &rig.component, 0);
    cairn_cache_sim_init(&cache, &rig.component, 0);
    for (int i = 0; i < 4; i++) {
        cairn_cache_sim_fill(&cache, &source, i == 3 ? 2 : 1, i == 1 ? 1 : 0);
        for (int c = 0; c < 2; c++)
            oldest[i][c] =
                cache.store.slots[1000 * c + (int)cache.store.copies[c].main.oldest].content;
    }
    /* equal by chance with probability below 1e-4 each */
    ck_assert_uint_ne(oldest[0][0], oldest[0][1]);
    ck_assert_uint_ne(oldest[0][0], oldest[1][0]);
    ck_assert_uint_ne(oldest[0][0], oldest[3][0]);
    ck_assert_uint_eq(oldest[0][0], oldest[2][0]);
    ck_assert_uint_eq(oldest[0][1], oldest[2][1]);
    cairn_cache_sim_release(&cache);
    cairn_source_sim_release(&source);
}
END_TEST

/*
 * Two sources of equal rate over one cache and the same popularity: their contents differ, so the
 * cache sees 16 contents, each rank twice. LRU: the integral of Flajolet et al., evaluated
 * numerically for these 16 probabilities and C = 6.
 */
START_TEST(shared)
{
    setup_cache(CAIRN_LRU, 8, 0.8, 6, 20.0);
    rig_add_source(&rig, 1000.0);
    rig_add_route(&rig, 0);
    rig.sources[1].contents = 8;
    rig.sources[1].exponent = 0.8;
    rig.routes[1].cache = 0;
    rig.routes[1].cache_at_site = true;
    rig_run(&rig, 441, &result);
    rig_check(result.hits[0], 0.476565120144, 0.02);
}
END_TEST

/*
 * A static cache of 500 entries that a source of 10 contents shares with one of 1,000: whose ranks
 * have ended leaves its turns to the other, of which 490 are held. By entries and by bytes alike:
 * half of the look-ups hit always, the others H(490) / H(1000).
 */
START_TEST(shared_by_unequals)
{
    double head = 0, all = 0;

    for (int i = 1; i <= 1000; i++) {
        all += 1.0 / i;
        head += i <= 490 ? 1.0 / i : 0;
    }
    setup_cache(CAIRN_STATIC, 10, 1.0, 500, 10.0);
    rig_add_source(&rig, 1000.0);
    rig_add_route(&rig, 0);
    rig.sources[1].contents = 1000;
    rig.sources[1].exponent = 1.0;
    rig.routes[1].cache = 0;
    rig.routes[1].cache_at_site = true;
    if (_i) {
        rig.caches[0].size_bytes = 500000;
        rig.sources[0].size_bytes = rig.sources[1].size_bytes = 1000;
    }
    rig_run(&rig, 446, &result);
    rig_check(result.hits[0], (1 + head / all) / 2, 0.005);
    ck_assert_int_eq(
        result.total.counts[cairn_layout_cache(&result.total.layout, 0, 0, CAIRN_OCCUPANCY_NS)],
        500 * rig.plan.length_ns * RIG_REPLICATIONS);
}
END_TEST

/* Contents that never repeat miss always; contents that all fit hit always. */
START_TEST(extremes)
{
    setup_cache(CAIRN_LRU, _i ? 10 : 0, 1.0, 10, 1.0);
    rig_run(&rig, 442, &result);
    ck_assert_double_eq(rig_mean(&result.hits[0]), _i ? 1.0 : 0.0);
    ck_assert_int_gt(
        result.total.counts[cairn_layout_cache(&result.total.layout, 0, 0, CAIRN_LOOKUPS)], 10000);
}
END_TEST

/*
 * What a window leaves in a cache does not depend on how long it drained: with a slow pool behind
 * the cache, the second window begins alike after no drain and after one of some 100 seconds.
 */
START_TEST(frozen_in_the_drain)
{
    int64_t hits[2], in_flight[2];

    for (int i = 0; i < 2; i++) {
        setup_cache(CAIRN_LRU, 1000, 0.8, 100, 1.0);
        rig.plan.n_windows = 2;
        rig.windows[1] = rig.windows[0];
        rig.latencies[0][0][0] = INT64_C(50000000000);
        rig.plan.drain_ns = i == 0 ? 0 : INT64_C(1000000000000);
        rig_run(&rig, 445, &result);
        hits[i] =
            result.total.counts[cairn_layout_cache(&result.total.layout, 1, 0, CAIRN_CACHE_HITS)];
        in_flight[i] = rig_sum(&result.total, CAIRN_IN_FLIGHT);
        if (i == 0)
            rig_result_release(&result);
    }
    ck_assert_int_gt(in_flight[0], 1000);
    ck_assert_int_eq(in_flight[1], 0);
    ck_assert_int_eq(hits[0], hits[1]);
}
END_TEST

/*
 * Where a hit is answered: at the site after the look-up, at the region after uplink, look-up and
 * downlink. Arrivals at 1 per 100 s never meet each other, so that times are exact.
 */
START_TEST(way_of_a_hit)
{
    bool at_site = _i == 0;

    rig_init(&rig, 0.0, 1000.0);
    rig_add_link(&rig, 0.02);
    rig_add_source(&rig, 0.01);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_cache(&rig, CAIRN_STATIC, 1);
    rig_add_route(&rig, 0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig.sources[0].contents = 1;
    rig.sources[0].payload_bytes = 1000;
    rig.sources[0].reply_bytes = 10;
    rig.caches[0].lookup_ns = 3000000;
    rig.routes[0].cache = 0;
    rig.routes[0].cache_at_site = at_site;
    rig.routes[0].link = 0;
    rig.routes[0].up_ns = 5000000;
    rig.routes[0].down_ns = 1000000;
    rig_run(&rig, 443, &result);
    /* 3 ms; or 5 + 20 + 3 + 1 + 20 ms */
    ck_assert_double_eq_tol(rig_mean(&result.sojourn_s[0]), at_site ? 0.003 : 0.049, 1e-15);
    ck_assert_int_eq(result.total.counts[CAIRN_HITS], 10 * RIG_REPLICATIONS);
    ck_assert_int_eq(
        result.total.counts[cairn_layout_link(&result.total.layout, 0, 0, CAIRN_UP_BYTES)],
        at_site ? 0 : 10000 * RIG_REPLICATIONS);
    ck_assert_int_eq(
        result.total.counts[cairn_layout_link(&result.total.layout, 0, 0, CAIRN_DOWN_BYTES)],
        at_site ? 0 : 100 * RIG_REPLICATIONS);
}
END_TEST

/* ---- the index, plain and hashed, against a plain table ---- */

START_TEST(content_index)
{
    enum { CONTENTS = 50, COPIES = 3, ENTRIES = 20, STEPS = 20000 };
    uint32_t model[COPIES][CONTENTS];
    int held[COPIES] = {0};
    struct cairn_content_index index;
    struct cairn_rng rng = cairn_rng_from_bits(5);

    cairn_content_index_init(&index, CONTENTS, COPIES, ENTRIES, _i ? 0 : 1000);
    ck_assert_int_eq(index.keys != NULL, _i);
    for (int c = 0; c < COPIES; c++)
        for (int i = 0; i < CONTENTS; i++)
            model[c][i] = CAIRN_NO_SLOT;
    for (int step = 0; step < STEPS; step++) {
        int copy = (int)cairn_rng_below(&rng, COPIES);
        uint32_t content = (uint32_t)cairn_rng_below(&rng, CONTENTS);
        uint32_t *known = &model[copy][content];

        ck_assert_uint_eq(cairn_content_index_find(&index, copy, content), *known);
        if (*known != CAIRN_NO_SLOT) {
            cairn_content_index_remove(&index, copy, content);
            *known = CAIRN_NO_SLOT;
            held[copy]--;
        } else if (held[copy] < ENTRIES) {
            *known = (uint32_t)step;
            cairn_content_index_add(&index, copy, content, *known);
            held[copy]++;
        }
    }
    for (int c = 0; c < COPIES; c++)
        for (uint32_t i = 0; i < CONTENTS; i++)
            ck_assert_uint_eq(cairn_content_index_find(&index, c, i), model[c][i]);
    cairn_content_index_release(&index);
}
END_TEST

Suite *test_caching(void)
{
    Suite *suite = suite_create("caching");
    TCase *core = tcase_create("caches");
    TCase *index = tcase_create("contents");

    tcase_add_checked_fixture(core, NULL, release);
    tcase_add_loop_test(core, hit_ratio, 0, 3 * N_CACHE_CASES);
    tcase_add_loop_test(core, filled_at_the_beginning, 0, 2 * N_CACHE_CASES);
    tcase_add_test(core, copies_and_windows);
    tcase_add_test(index, filled_by_copy_and_replication);
    tcase_add_test(core, shared);
    tcase_add_loop_test(core, shared_by_unequals, 0, 2);
    tcase_add_loop_test(core, extremes, 0, 2);
    tcase_add_test(core, frozen_in_the_drain);
    tcase_add_loop_test(core, way_of_a_hit, 0, 2);
    tcase_add_loop_test(index, content_index, 0, 2);
    suite_add_tcase(suite, core);
    suite_add_tcase(suite, index);
    return suite;
}

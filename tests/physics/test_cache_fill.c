/*
 * What a cache holds when a window begins [CACHE]: the first moments of a replication must hit as
 * often as the law says, or where there is no law, as often as after a long time. Replications
 * are short and many, so that filling is all there is.
 */

#include <check.h>
#include <math.h>

#include "base/alloc.h"
#include "physics/cache.h"
#include "support/rig.h"

static struct rig rig;

enum { CONTENTS = 1000, ENTRIES = 100 };

/* A source of 1,000 requests/s whose misses are served at once. */
static struct cairn_component_cache *setup(enum cairn_policy policy, double run_in_s,
                                           double length_s)
{
    rig_init(&rig, run_in_s, length_s);
    rig_add_source(&rig, 1000.0);
    rig_add_pool(&rig, 1, 0.01);
    rig_add_cache(&rig, policy, ENTRIES);
    rig_add_route(&rig, 0);
    rig.pools[0].unlimited = true;
    rig.sources[0].contents = CONTENTS;
    rig.sources[0].exponent = 0.8;
    rig.routes[0].cache = 0;
    rig.routes[0].cache_at_site = true;
    return &rig.caches[0];
}

/* Share of all look-ups of n replications that hit, its standard error, mean entries held. */
struct ratio {
    double mean, error, entries;
};

static struct ratio run(int n)
{
    struct cairn_world *world = cairn_world_new(&rig.component);
    struct cairn_quantities q;
    double hits = 0.0, lookups = 0.0, squares = 0.0, held = 0.0;
    double *of = cairn_calloc(2 * (size_t)n, sizeof *of);
    struct ratio ratio;

    cairn_quantities_init(&q, &rig.component);
    for (int i = 0; i < n; i++) {
        cairn_world_replicate(world, 17, (uint32_t)i, NULL, &q);
        of[2 * i] = (double)q.counts[cairn_layout_cache(&q.layout, 0, 0, CAIRN_CACHE_HITS)];
        of[2 * i + 1] = (double)q.counts[cairn_layout_cache(&q.layout, 0, 0, CAIRN_LOOKUPS)];
        held += (double)q.counts[cairn_layout_cache(&q.layout, 0, 0, CAIRN_OCCUPANCY_NS)];
        hits += of[2 * i];
        lookups += of[2 * i + 1];
    }
    ratio.mean = hits / lookups;
    for (int i = 0; i < n; i++)
        squares += pow(of[2 * i] - ratio.mean * of[2 * i + 1], 2);
    ratio.error = sqrt(squares) / lookups;
    ratio.entries = held / n / (double)rig.plan.length_ns;
    cairn_quantities_release(&q);
    cairn_world_free(world);
    cairn_free(of);
    return ratio;
}

/* Off by four standard errors with probability 6e-5; known to `precision`, so that it can fail. */
static void check(struct ratio got, double expected, double precision)
{
    ck_assert_double_lt(4.0 * got.error, precision);
    ck_assert_msg(fabs(got.mean - expected) < 4.0 * got.error, "%.5f +- %.5f, expected %.5f",
                  got.mean, got.error, expected);
}

/* ---- policies without a law ---- */

static void set_bytes(struct cairn_component_cache *cache)
{
    cache->size_bytes = 100000;
    rig.sources[0].size_bytes = 1000.0;
    rig.sources[0].size_variation = CAIRN_LOGNORMAL;
    rig.sources[0].size_cv = 2.0;
}

/*
 * The first 0.1 s against the time after 100 s, which is 1,000 look-ups per entry: the difference
 * is what is left of the bias of the filling. LFU alone goes on improving for ever, slowly: what it
 * lacks is at most 0.01.
 */
START_TEST(as_after_a_long_time)
{
    static const enum cairn_policy policies[] = {CAIRN_LRU, CAIRN_FIFO, CAIRN_S3_FIFO, CAIRN_LFU};
    enum cairn_policy policy = policies[_i / 2];
    struct ratio first, later;

    for (int late = 0; late < 2; late++) {
        struct cairn_component_cache *cache = setup(policy, late ? 100.0 : 0.0, late ? 10.0 : 0.1);

        if (_i % 2)
            set_bytes(cache);
        *(late ? &later : &first) = run(late ? 20 : 2000);
    }
    first.error = hypot(first.error, later.error);
    if (policy == CAIRN_LFU) {
        ck_assert_double_gt(later.mean, first.mean);
        ck_assert_double_lt(later.mean, first.mean + 0.01);
    } else {
        check(first, later.mean, 0.012);
    }
}
END_TEST

/* ---- time to live ---- */

/* r T / (1 + r T), renewed 1 - exp(-r T), from the first moment; mean entries likewise. */
START_TEST(expiring)
{
    bool renewed = _i == 1;
    struct cairn_component_cache *cache = setup(CAIRN_TTL, 0.0, 0.1);
    double hits = 0.0, entries = 0.0;
    struct cairn_zipf zipf;
    struct ratio got;

    cache->entries = CAIRN_NONE;
    cache->ttl_ns = INT64_C(700000000);
    cache->renewed = renewed;
    ck_assert_ptr_null(cairn_zipf_init(&zipf, CONTENTS, 0.8));
    for (size_t i = 0; i < CONTENTS; i++) {
        double r = 700.0 * zipf.probability[i];
        double there = renewed ? -expm1(-r) : r / (1.0 + r);

        hits += zipf.probability[i] * there;
        entries += there;
    }
    got = run(2000);
    check(got, hits, 0.007);
    ck_assert_double_eq_tol(got.entries, entries, 0.008 * entries);
    cairn_zipf_release(&zipf);
}
END_TEST

/* Renewed with a time that nobody reaches it is LRU, not renewed it is FIFO. */
START_TEST(never_expiring)
{
    struct cairn_component_cache *cache = setup(CAIRN_TTL, 0.0, 0.1);
    struct ratio got, plain;

    cache->ttl_ns = INT64_C(1000000000000000);
    cache->renewed = _i == 1;
    got = run(2000);
    setup(_i == 1 ? CAIRN_LRU : CAIRN_FIFO, 0.0, 0.1);
    plain = run(2000);
    got.error = hypot(got.error, plain.error);
    check(got, plain.mean, 0.012);
}
END_TEST

/* Full, and expiring too: the first moment against a long run-in. */
START_TEST(expiring_and_full)
{
    struct ratio got[2];

    for (int late = 0; late < 2; late++) {
        struct cairn_component_cache *cache =
            setup(CAIRN_TTL, late ? 100.0 : 0.0, late ? 10.0 : 0.1);

        cache->ttl_ns = INT64_C(150000000);
        cache->renewed = _i == 1;
        got[late] = run(late ? 20 : 2000);
    }
    ck_assert_double_gt(got[1].entries, 0.8 * ENTRIES);
    ck_assert_double_lt(got[1].entries, 0.999 * ENTRIES);
    got[0].error = hypot(got[0].error, got[1].error);
    check(got[0], got[1].mean, 0.012);
    ck_assert_double_eq_tol(got[0].entries, got[1].entries, 0.01 * ENTRIES);
}
END_TEST

/* ---- updates ---- */

/*
 * Everything fits and each update takes it out: one miss per content and interval, so that the
 * share of misses is the sum of 1 - exp(-r U) over the sum of r U. Windows of a twentieth of the
 * interval, so that the age at which each begins decides. By policy, each being filled otherwise.
 */
START_TEST(updated)
{
    static const enum cairn_policy policies[] = {CAIRN_LRU, CAIRN_FIFO, CAIRN_LFU, CAIRN_S3_FIFO,
                                                 CAIRN_TTL};
    struct cairn_component_cache *cache = setup(policies[_i], 0.0, 0.1);
    double misses = 0.0;
    struct cairn_zipf zipf;

    cache->entries = CONTENTS;
    cache->update_ns = INT64_C(2000000000);
    if (policies[_i] == CAIRN_TTL)
        cache->ttl_ns = INT64_C(1000000000000);
    ck_assert_ptr_null(cairn_zipf_init(&zipf, CONTENTS, 0.8));
    for (size_t i = 0; i < CONTENTS; i++)
        misses += -expm1(-2000.0 * zipf.probability[i]) / 2000.0;
    check(run(2000), 1.0 - misses, 0.02);
    cairn_zipf_release(&zipf);
}
END_TEST

/* The same within one long window, and with room for a tenth: nothing but the way of counting. */
START_TEST(updated_in_the_window)
{
    struct ratio got[2];

    for (int late = 0; late < 2; late++) {
        struct cairn_component_cache *cache =
            setup(_i ? CAIRN_FIFO : CAIRN_LRU, 0.0, late ? 40.0 : 0.1);

        cache->update_ns = INT64_C(400000000);
        got[late] = run(late ? 20 : 2000);
    }
    got[0].error = hypot(got[0].error, got[1].error);
    check(got[0], got[1].mean, 0.02);
    ck_assert_double_eq_tol(got[0].entries, got[1].entries, 0.02 * ENTRIES);
}
END_TEST

/* Expiring without renewal at ages of some times to live. */
START_TEST(updated_and_expiring)
{
    struct ratio got[2];

    for (int late = 0; late < 2; late++) {
        struct cairn_component_cache *cache = setup(CAIRN_TTL, 0.0, late ? 40.0 : 0.1);

        cache->entries = CAIRN_NONE;
        cache->ttl_ns = INT64_C(100000000);
        cache->renewed = _i == 1;
        cache->update_ns = INT64_C(350000000);
        got[late] = run(late ? 20 : 2000);
    }
    got[0].error = hypot(got[0].error, got[1].error);
    check(got[0], got[1].mean, 0.02);
    ck_assert_double_eq_tol(got[0].entries, got[1].entries, 0.02 * got[1].entries);
}
END_TEST

/* ---- traces ---- */

/*
 * A trace that is replayed from a known place on: each request of two windows hits as it does when
 * the whole trace has gone round three times before, by a table that is searched from end to end.
 */
START_TEST(replayed)
{
    enum { N = 5000, DISTINCT = 300, ROOM = 20000 };
    static uint32_t requests[N];
    static int64_t sizes[DISTINCT];
    struct cairn_content_trace trace = {requests, N, sizes, DISTINCT, {1, 2}};
    struct cairn_component_cache *cache = setup(CAIRN_LRU, 0.0, 2.0);
    struct cairn_rng rng = cairn_rng_from_bits(9);
    struct cairn_source_sim source;
    struct cairn_quantities q;
    uint32_t line[DISTINCT]; /* newest first */
    int n = 0;
    int64_t held = 0, hits = 0, expected = 0, asked = 0;
    size_t place;

    for (int i = 0; i < N; i++) {
        requests[i] = (uint32_t)cairn_rng_below(&rng, 1 + cairn_rng_below(&rng, DISTINCT));
        sizes[requests[i]] = 1 + (requests[i] * 7919) % 500;
    }
    cache->size_bytes = ROOM;
    rig.plan.n_windows = 2;
    rig.windows[1] = rig.windows[0];
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig.sources[0].contents = DISTINCT;
    rig.sources[0].trace = &trace;

    cairn_source_sim_init(&source, &rig.component, 0);
    cairn_source_sim_place(&source, 3, 0);
    place = source.place[0];
    cairn_source_sim_release(&source);
    cairn_quantities_init(&q, &rig.component);
    cairn_world_run(&rig.component, 3, 0, NULL, &q);
    for (int w = 0; w < 2; w++) {
        hits += q.counts[cairn_layout_cache(&q.layout, w, 0, CAIRN_CACHE_HITS)];
        asked += q.counts[cairn_layout_cache(&q.layout, w, 0, CAIRN_LOOKUPS)];
    }
    ck_assert_int_eq(asked, 4000);
    for (int64_t i = -3 * N; i < asked; i++) {
        uint32_t content = requests[(place + (size_t)(i + 3 * N)) % N];
        int at = 0;

        while (at < n && line[at] != content)
            at++;
        expected += i >= 0 && at < n;
        if (at == n)
            held += sizes[content];
        for (n += at == n; at > 0; at--)
            line[at] = line[at - 1];
        line[0] = content;
        while (held > ROOM)
            held -= sizes[line[--n]];
    }
    ck_assert_int_eq(hits, expected);
    ck_assert_int_gt(hits, asked / 5);
    ck_assert_int_lt(hits, 9 * asked / 10);
    cairn_quantities_release(&q);
}
END_TEST

Suite *test_cache_fill(void);
Suite *test_cache_fill(void)
{
    Suite *suite = suite_create("cache_fill");
    TCase *core = tcase_create("fillings");

    tcase_add_loop_test(core, as_after_a_long_time, 0, 8);
    tcase_add_loop_test(core, expiring, 0, 2);
    tcase_add_loop_test(core, never_expiring, 0, 2);
    tcase_add_loop_test(core, expiring_and_full, 0, 2);
    tcase_add_loop_test(core, updated, 0, 5);
    tcase_add_loop_test(core, updated_in_the_window, 0, 2);
    tcase_add_loop_test(core, updated_and_expiring, 0, 2);
    tcase_add_test(core, replayed);
    suite_add_tcase(suite, core);
    return suite;
}

/*
 * The audit: it passes what a few hundred random components yield, and it catches each law being
 * broken.
 */

#include <check.h>
#include <string.h>

#include "physics/audit.h"
#include "support/random_rig.h"
#include "support/speaking_rig.h"

static struct rig rig;

enum { RANDOM_BLOCKS = 10, PER_BLOCK = 40 };

START_TEST(random_components)
{
    for (int i = 0; i < PER_BLOCK; i++) {
        uint64_t number = (uint64_t)(_i * PER_BLOCK + i);
        struct cairn_quantities quantities, one;
        struct cairn_buffer report;

        rig_random(&rig, (struct random_rig){.kind = RANDOM_ANY}, number);
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

    for (uint64_t number = 0; number < 300; number++) {
        struct cairn_quantities q;

        rig_random(&rig, (struct random_rig){.kind = RANDOM_ANY}, number);
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
    for (int i = 0; i <= CAIRN_SPILLED; i++) /* the others are those of language models */
        ck_assert_int_gt(source[i], 20);
    for (int i = 0; i < CAIRN_N_LINK_COUNTS; i++)
        ck_assert_int_gt(link[i], 100);
    for (int i = 0; i < CAIRN_N_CACHE_COUNTS; i++)
        ck_assert_int_gt(cache[i], 100);
    for (int i = 0; i < CAIRN_N_POOL_COUNTS; i++)
        ck_assert_int_gt(pool[i], 100);
}
END_TEST

/* The same where language models are served; and everything about them occurs. [PASS] */
START_TEST(language_models)
{
    int64_t source[CAIRN_N_SOURCE_COUNTS] = {0};
    int64_t passes[CAIRN_N_PASS_COUNTS] = {0};
    struct cairn_buffer report;

    cairn_buffer_init(&report);
    for (uint64_t number = 0; number < 300; number++) {
        struct cairn_quantities q;

        rig_random(&rig, (struct random_rig){.kind = RANDOM_ANY}, number);
        rig_speak(&rig, number);
        cairn_quantities_init(&q, &rig.component);
        cairn_world_run(&rig.component, number, 0, NULL, &q);
        ck_assert_msg(cairn_audit_check(&rig.component, &q, &report) == 0, "%d: %s", (int)number,
                      report.data);
        for (int i = 0; i < CAIRN_N_SOURCE_COUNTS; i++)
            source[i] += rig_sum(&q, i);
        for (int i = 0; rig.pools[0].of_passes && i < CAIRN_N_PASS_COUNTS; i++)
            passes[i] +=
                rig_sum(&q, cairn_layout_pass(&q.layout, 0, 0, 0, (enum cairn_pass_count)i));
        cairn_quantities_release(&q);
    }
    cairn_buffer_release(&report);
    for (int i = 0; i < CAIRN_N_SOURCE_COUNTS; i++)
        ck_assert_int_gt(source[i], 20);
    for (int i = 0; i < CAIRN_N_PASS_COUNTS; i++)
        ck_assert_int_gt(passes[i], 100);
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
    q.times[0].sojourn.histogram.counts[0]++;
    ck_assert_int_eq(cairn_audit_check(&rig.component, &q, NULL), 1);
    q.times[0].sojourn.histogram.counts[0]--;
    ck_assert_int_eq(cairn_audit_check(&rig.component, &q, NULL), 0);
    cairn_buffer_clear(&report);
    q.counts[CAIRN_LOST]--;
    cairn_audit_check(&rig.component, &q, &report);
    ck_assert_ptr_nonnull(strstr(report.data, "window 0, source 0: a count: -1 is not at least 0"));
    cairn_quantities_release(&q);
    cairn_buffer_release(&report);
}
END_TEST

/* A sum over replications ends at the largest count, and then says nothing: 1.6e19 ns idle. */
START_TEST(sums_that_have_ended)
{
    struct rig_result result;

    rig_init(&rig, 0, 4e6);
    rig_add_source(&rig, 1e-4);
    rig_add_pool(&rig, 200, 1);
    rig_add_route(&rig, 0);
    rig_run(&rig, 3, &result);
    ck_assert(result.total.counts[cairn_layout_pool(&result.total.layout, 0, 0, CAIRN_IDLE_NS)] ==
              INT64_MAX);
    ck_assert_int_eq(cairn_audit_check(&rig.component, &result.total, NULL), 0);
    rig_result_release(&result);
}
END_TEST

Suite *test_audit(void)
{
    Suite *suite = suite_create("audit");
    TCase *core = tcase_create("audit");

    tcase_add_loop_test(core, random_components, 0, RANDOM_BLOCKS);
    tcase_add_test(core, generator_covers);
    tcase_add_test(core, language_models);
    tcase_add_test(core, broken);
    tcase_add_test(core, sums_that_have_ended);
    suite_add_tcase(suite, core);
    return suite;
}

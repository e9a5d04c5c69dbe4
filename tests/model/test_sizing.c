#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "model/sizing.h"
#include "support/build.h"
#include "support/fleet.h"

/* Sizings of a pool that serves one workload alone, with int8. */
static struct cairn_pool_sizings size(struct cairn_scenario *s, int workload, int pool,
                                      int fallback, int cache)
{
    struct cairn_plan plan;
    struct cairn_sizer sizer;
    struct cairn_pool_sizings sizings;
    struct cairn_route route = {.workload = workload,
                                .pool = pool,
                                .variant = INT8,
                                .cache = cache,
                                .share = 1,
                                .fallback = fallback,
                                .fallback_variant = fallback == CAIRN_NONE ? CAIRN_NONE : INT8};
    cairn_plan_init(&plan, s);
    cairn_sizer_init(&sizer, s, &plan);
    cairn_sizer_pool(&sizer, pool, &route, 1, &sizings);
    cairn_sizer_release(&sizer);
    cairn_plan_release(&plan);
    return sizings;
}

static int smallest(const struct cairn_pool_sizings *sizings, int batch_max)
{
    for (int i = 0; i < sizings->n_choices; i++)
        if (sizings->choices[i].batch_max == batch_max)
            return sizings->choices[i].count;
    return CAIRN_NONE;
}

/* Rules: batches of 1 have no timeout, 8 was not measured, repetitions count once. */
START_TEST(rules_times_sizes)
{
    struct cairn_scenario *s = fleet();
    build_batching(s, (const int[]){4, 1, 8, 4}, 4, (const double[]){0.01, 0}, 2);
    s->pools[STORE_BOX].min = 2;
    struct cairn_pool_sizings sizings = size(s, STORE_FRAMES, STORE_BOX, CAIRN_NONE, CAIRN_NONE);
    static const struct cairn_sizing expected[] = {
        {2, 1, 0},        {2, 4, 0}, {2, 4, 10000000}, {3, 1, 0},        {3, 4, 0},
        {3, 4, 10000000}, {4, 1, 0}, {4, 4, 0},        {4, 4, 10000000},
    };
    ck_assert_int_eq(sizings.n_choices, 9);
    for (int i = 0; i < 9; i++) {
        ck_assert_int_eq(sizings.choices[i].count, expected[i].count);
        ck_assert_int_eq(sizings.choices[i].batch_max, expected[i].batch_max);
        ck_assert_int_eq(sizings.choices[i].timeout_ns, expected[i].timeout_ns);
    }
    ck_assert_int_eq(sizings.overload.pool, CAIRN_NONE);
    cairn_free(sizings.choices);
    build_free(s);
}
END_TEST

/* Only rules beyond what was measured: batches of one. */
START_TEST(batches_of_one_if_nothing_else)
{
    struct cairn_scenario *s = fleet();
    build_batching(s, (const int[]){8, 16}, 2, (const double[]){0.01}, 1);
    struct cairn_pool_sizings sizings = size(s, STORE_FRAMES, STORE_BOX, CAIRN_NONE, CAIRN_NONE);
    ck_assert_int_eq(sizings.n_choices, 4);
    ck_assert_int_eq(sizings.choices[0].batch_max, 1);
    ck_assert_int_eq(sizings.choices[0].timeout_ns, 0);
    cairn_free(sizings.choices);
    build_free(s);
}
END_TEST

/*
 * Work by hand [LOAD]: 250 requests per second of 10 ms are 2.5 devices alone and, at 24 / 4 ms
 * each in batches of 4, 1.5; in the region the load of 40 copies is 100 and 60.
 */
START_TEST(no_fewer_than_the_work)
{
    struct cairn_scenario *s = fleet();
    build_batching(s, (const int[]){1, 4}, 2, (const double[]){0}, 1);
    s->workloads[STORE_FRAMES].arrivals.rate_per_s = 250;
    struct cairn_pool_sizings sizings = size(s, STORE_FRAMES, STORE_BOX, CAIRN_NONE, CAIRN_NONE);
    ck_assert_int_eq(smallest(&sizings, 1), 3);
    ck_assert_int_eq(smallest(&sizings, 4), 2);
    cairn_free(sizings.choices);

    s->pools[GPU].max = 200;
    sizings = size(s, STORE_FRAMES, GPU, CAIRN_NONE, CAIRN_NONE);
    ck_assert_int_eq(smallest(&sizings, 1), 101); /* utilisation 1 is too much */
    ck_assert_int_eq(smallest(&sizings, 4), 61);
    cairn_free(sizings.choices);

    /* A cache of half the contents of equal popularity keeps away (1 + 500 - 1) / 1000. */
    s->workloads[STORE_FRAMES].popularity.exponent = 0;
    s->caches[STORE_CACHE].entries = 500;
    sizings = size(s, STORE_FRAMES, GPU, CAIRN_NONE, STORE_CACHE);
    ck_assert_int_eq(smallest(&sizings, 4), 31);
    cairn_free(sizings.choices);

    /* What may all be sent on is no reason for a device. */
    sizings = size(s, STORE_FRAMES, STORE_BOX, GPU, CAIRN_NONE);
    ck_assert_int_eq(smallest(&sizings, 1), 1);
    cairn_free(sizings.choices);
    build_free(s);
}
END_TEST

/*
 * [HOURS] Where another route has a shape, shares are weights, and so that of 100 % beside another
 * of 100 % is half of the requests at least: of 2.5 devices' worth 1.25.
 */
START_TEST(shares_beside_a_shape_are_weights)
{
    struct cairn_scenario *s = fleet();
    s->workloads[STORE_FRAMES].arrivals.rate_per_s = 250;
    struct cairn_route box = {.workload = STORE_FRAMES,
                              .pool = STORE_BOX,
                              .variant = INT8,
                              .cache = CAIRN_NONE,
                              .share = 1,
                              .fallback = CAIRN_NONE,
                              .fallback_variant = CAIRN_NONE};
    struct cairn_route both[] = {box, box};
    struct cairn_pool_sizings sizings;
    struct cairn_sizer sizer;
    struct cairn_plan plan;

    both[1].pool = GPU;
    both[1].scheduled = true;
    cairn_plan_init(&plan, s);
    cairn_sizer_init(&sizer, s, &plan);
    cairn_sizer_pool(&sizer, STORE_BOX, both, 2, &sizings);
    ck_assert_int_eq(smallest(&sizings, 1), 2);
    cairn_free(sizings.choices);
    cairn_sizer_release(&sizer);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/* Half of the hours have 1.5 times the mean rate, the others half of it. */
static void day_and_night(struct cairn_scenario *s, double rate_per_s)
{
    double factors[24];
    for (int i = 0; i < 24; i++)
        factors[i] = i < 12 ? 0.5 : 1.5;
    s->workloads[STORE_FRAMES].arrivals.rate_per_s = rate_per_s;
    s->workloads[STORE_FRAMES].arrivals.shape = build_day_shape(s, "day", factors);
}

/* 200 /s in the mean are 300 /s by day, 3 devices' worth: 4 are needed; the peak is not asked. */
START_TEST(busiest_stratum_decides)
{
    struct cairn_scenario *s = fleet();
    day_and_night(s, 200);
    s->workloads[STORE_FRAMES].peak = 5;
    struct cairn_pool_sizings sizings = size(s, STORE_FRAMES, STORE_BOX, CAIRN_NONE, CAIRN_NONE);
    ck_assert_int_eq(smallest(&sizings, 1), 4);
    cairn_free(sizings.choices);
    build_free(s);
}
END_TEST

/* A limited queue may refuse: with 2 devices 1 + 2 of 1 + 3 hours' work is done, 75 %. */
START_TEST(limited_queue_may_lose_what_is_promised)
{
    struct cairn_scenario *s = fleet();
    day_and_night(s, 200);
    s->pools[STORE_BOX].queue = 10;
    static const struct {
        double loss;
        int least;
    } table[] = {{0, 3}, {0.24, 3}, {0.25, 2}, {0.49, 2}, {0.5, 1}};
    for (int i = 0; i < 5; i++) {
        s->workloads[STORE_FRAMES].promise.loss = table[i].loss;
        struct cairn_pool_sizings sizings =
            size(s, STORE_FRAMES, STORE_BOX, CAIRN_NONE, CAIRN_NONE);
        ck_assert_int_eq(smallest(&sizings, 1), table[i].least);
        cairn_free(sizings.choices);
    }
    build_free(s);
}
END_TEST

/* 640 /s at best 6 ms each are 3.84 devices; 2 carry 333.3 /s of them. */
START_TEST(overload_says_how_far)
{
    struct cairn_scenario *s = fleet();
    build_batching(s, (const int[]){1, 4}, 2, (const double[]){0}, 1);
    s->workloads[STORE_FRAMES].arrivals.rate_per_s = 640;
    s->pools[STORE_BOX].max = 2;
    struct cairn_pool_sizings sizings = size(s, STORE_FRAMES, STORE_BOX, CAIRN_NONE, CAIRN_NONE);
    ck_assert_int_eq(sizings.n_choices, 0);
    ck_assert_int_eq(sizings.overload.pool, STORE_BOX);
    ck_assert_int_eq(sizings.overload.workload, STORE_FRAMES);
    ck_assert_double_eq_tol(sizings.overload.devices, 3.84, 1e-9);
    ck_assert_double_eq_tol(sizings.overload.offered_per_s, 640, 1e-9);
    ck_assert_double_eq_tol(sizings.overload.carried_per_s, 1000 / 3.0, 1e-9);
    char *text = cairn_overload_text(&sizings.overload, s);
    ck_assert_str_eq(text, "store-box carries at most 333 /s of the 640 /s of store-frames: "
                           "3.8 devices' worth of work, at most 2");
    cairn_free(text);
    cairn_free(sizings.choices);
    build_free(s);
}
END_TEST

Suite *test_sizing(void);
Suite *test_sizing(void)
{
    Suite *s = suite_create("sizing");
    TCase *tc = tcase_create("sizing");
    tcase_add_test(tc, rules_times_sizes);
    tcase_add_test(tc, batches_of_one_if_nothing_else);
    tcase_add_test(tc, no_fewer_than_the_work);
    tcase_add_test(tc, shares_beside_a_shape_are_weights);
    tcase_add_test(tc, busiest_stratum_decides);
    tcase_add_test(tc, limited_queue_may_lose_what_is_promised);
    tcase_add_test(tc, overload_says_how_far);
    suite_add_tcase(s, tc);
    return s;
}

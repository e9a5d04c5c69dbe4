#include <check.h>
#include <pthread.h>

#include "base/alloc.h"
#include "support/lab_rig.h"

enum { KINDS = 6, WANTS = 8 };

/* Wants of six components, two of them twice, once more and once less than before. */
struct wish {
    struct rig rigs[WANTS];
    struct cairn_lab_want wants[WANTS];
};

static struct wish *wish_new(void)
{
    static const uint64_t keys[WANTS] = {1, 2, 3, 2, 4, 5, 6, 5};
    static const int n[WANTS] = {3, 2, 1, 5, 0, 4, 7, 2};
    struct wish *wish = cairn_calloc(1, sizeof *wish);

    for (int i = 0; i < WANTS; i++) {
        lab_rig_queue(&wish->rigs[i], keys[i]);
        wish->rigs[i].rates[0][0] = 1 + (double)keys[i];
        wish->wants[i] = (struct cairn_lab_want){&wish->rigs[i].component, n[i]};
    }
    return wish;
}

static void check_wish(const struct wish *wish, struct cairn_lab *lab, struct cairn_lab *alone)
{
    for (int i = 0; i < WANTS; i++) {
        const struct cairn_component *component = wish->wants[i].component;
        uint64_t simulated = lab->simulated;

        lab_rig_check_same(cairn_lab_sample(lab, component, wish->wants[i].n),
                           cairn_lab_sample(alone, component, wish->wants[i].n));
        ck_assert_uint_eq(lab->simulated, simulated); /* it was there */
    }
    ck_assert_uint_eq(lab->simulated, alone->simulated);
    ck_assert_uint_eq(lab->requests, alone->requests);
    ck_assert_uint_eq(lab->events, alone->events);
    ck_assert_uint_eq(lab->n, alone->n);
}

/* What the lab holds and what it took are the same, whether by 0, 1, 2, 3 or 8 workers. */
START_TEST(any_number_of_workers_prepares_the_same)
{
    static const int counts[] = {0, 1, 2, 3, 8};
    struct wish *wish = wish_new();
    struct cairn_choose_limits limits = {.workers =
                                             counts[_i] > 0 ? cairn_workers_new(counts[_i]) : NULL};
    struct cairn_lab lab, alone;

    cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&alone, 7, CAIRN_LAB_SELECTION);
    lab.limits = &limits;
    for (int i = WANTS - 1; i >= 0; i--) /* in order of need the longest come first */
        cairn_lab_sample(&alone, wish->wants[i].component,
                         wish->wants[i].component->key.word[0] == 5 ? 4 : wish->wants[i].n);
    ck_assert_uint_eq(alone.simulated, 3 + 5 + 1 + 0 + 4 + 7);
    ck_assert(cairn_lab_prepare(&lab, wish->wants, 2)); /* a part of it, then all */
    ck_assert_uint_eq(lab.simulated, 3 + 2);
    ck_assert(cairn_lab_prepare(&lab, wish->wants, WANTS));
    ck_assert(cairn_lab_prepare(&lab, wish->wants, WANTS));
    ck_assert(cairn_lab_prepare(&lab, NULL, 0));
    check_wish(wish, &lab, &alone);
    cairn_lab_release(&lab);
    cairn_lab_release(&alone);
    cairn_workers_free(limits.workers);
    cairn_free(wish);
}
END_TEST

/* ---- a memory and workers ---- */

struct watched_shelf {
    struct lab_shelf shelf;
    pthread_t caller;
    int strangers; /* calls from other threads */
};

static bool watched_get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes)
{
    struct watched_shelf *watched = context;

    watched->strangers += !pthread_equal(pthread_self(), watched->caller);
    return lab_shelf_get(&watched->shelf, ask, bytes);
}

static void watched_put(void *context, const struct cairn_lab_ask *ask,
                        const struct cairn_buffer *bytes)
{
    struct watched_shelf *watched = context;

    watched->strangers += !pthread_equal(pthread_self(), watched->caller);
    lab_shelf_put(&watched->shelf, ask, bytes);
}

START_TEST(a_memory_is_for_the_calling_thread)
{
    struct watched_shelf watched = {.caller = pthread_self()};
    struct cairn_lab_memory memory = {watched_get, watched_put, &watched};
    struct cairn_choose_limits limits = {.workers = cairn_workers_new(3)};
    struct cairn_lab first, second, alone;
    struct wish *wish = wish_new();

    cairn_lab_init(&first, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&second, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&alone, 7, CAIRN_LAB_SELECTION);
    first.memory = second.memory = &memory;
    first.limits = second.limits = &limits;
    wish->wants[6].n = 3;
    ck_assert(cairn_lab_prepare(&first, wish->wants, WANTS - 2));
    ck_assert(cairn_lab_prepare(&second, wish->wants, WANTS));
    ck_assert(cairn_lab_prepare(&alone, wish->wants, WANTS));
    ck_assert_uint_eq(first.simulated, 3 + 5 + 1 + 4);
    ck_assert_uint_eq(second.recalled, first.simulated);
    ck_assert_uint_eq(second.simulated, 3);
    ck_assert_uint_eq(second.requests + second.recalled_requests, alone.requests);
    ck_assert_int_eq(watched.shelf.puts, 3 + 5 + 1 + 4 + 3);
    ck_assert_int_eq(watched.strangers, 0);
    for (int i = 0; i < WANTS; i++)
        lab_rig_check_same(cairn_lab_sample(&second, wish->wants[i].component, wish->wants[i].n),
                           cairn_lab_sample(&alone, wish->wants[i].component, wish->wants[i].n));
    cairn_lab_release(&first);
    cairn_lab_release(&second);
    cairn_lab_release(&alone);
    cairn_workers_free(limits.workers);
    lab_shelf_release(&watched.shelf);
    cairn_free(wish);
}
END_TEST

/* ---- a stop ---- */

static bool stop_after(void *context)
{
    int *polls = context;

    return --*polls <= 0;
}

/* What was done before a stop is right, and the rest can be done afterwards. */
START_TEST(a_stop_leaves_what_can_be_gone_on_with)
{
    struct wish *wish = wish_new();
    struct cairn_workers *workers = cairn_workers_new(1 + _i % 3);
    bool done = false;

    for (int polls = 1; !done; polls++) {
        int left = polls;
        struct cairn_choose_limits limits = {
            .workers = workers, .stop = stop_after, .context = &left};
        struct cairn_lab lab, alone;

        cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
        cairn_lab_init(&alone, 7, CAIRN_LAB_SELECTION);
        lab.limits = &limits;
        done = cairn_lab_prepare(&lab, wish->wants, WANTS);
        ck_assert(done || lab.simulated >= (uint64_t)polls);
        ck_assert(!done || lab.simulated == 3 + 5 + 1 + 0 + 4 + 7);
        limits.stop = NULL;
        ck_assert(cairn_lab_prepare(&lab, wish->wants, WANTS));
        ck_assert(cairn_lab_prepare(&alone, wish->wants, WANTS));
        check_wish(wish, &lab, &alone);
        cairn_lab_release(&lab);
        cairn_lab_release(&alone);
    }
    cairn_workers_free(workers);
    cairn_free(wish);
}
END_TEST

Suite *test_job(void);

Suite *test_job(void)
{
    Suite *suite = suite_create("job");
    TCase *together = tcase_create("together");

    tcase_add_loop_test(together, any_number_of_workers_prepares_the_same, 0, 5);
    tcase_add_test(together, a_memory_is_for_the_calling_thread);
    tcase_add_loop_test(together, a_stop_leaves_what_can_be_gone_on_with, 0, 3);
    tcase_set_tags(together, "threads");
    suite_add_tcase(suite, together);
    return suite;
}

#include <check.h>
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/lab.h"
#include "physics/quantity_code.h"
#include "physics/world.h"
#include "support/rig.h"

/* An M/M/1 queue at half load; the key stands for its content, as component_key.c sees to. */
static void queue_init(struct rig *rig, uint64_t key)
{
    rig_init(rig, 10, 100);
    rig_add_source(rig, 5);
    rig_add_pool(rig, 1, 0.1);
    rig_add_route(rig, 0);
    rig->component.key.word[0] = key;
}

static size_t counts_size(const struct cairn_lab_entry *entry)
{
    const struct cairn_layout *layout = &entry->sum.layout;

    return (size_t)(layout->n_windows * layout->stride) * sizeof(int64_t);
}

START_TEST(what_has_the_same_key_is_simulated_once)
{
    struct rig one, same, other;
    struct cairn_lab lab;
    const struct cairn_lab_entry *entry;
    uint64_t requests;

    queue_init(&one, 1);
    queue_init(&same, 1);
    queue_init(&other, 2);
    cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
    entry = cairn_lab_sample(&lab, &one.component, 3);
    ck_assert_int_eq(entry->n, 3);
    ck_assert_uint_eq(lab.simulated, 3);
    ck_assert_uint_eq(lab.remembered, 0);
    requests = lab.requests;
    ck_assert_uint_gt(requests, 1000); /* 3 x 110 s x 5 /s, about */
    ck_assert_uint_eq(requests, entry->sum.requests);
    ck_assert_uint_eq(lab.events, entry->sum.events);

    ck_assert(cairn_lab_sample(&lab, &same.component, 2) == entry);
    ck_assert_uint_eq(lab.simulated, 3);
    ck_assert_uint_eq(lab.remembered, 1);
    ck_assert_uint_eq(lab.requests, requests);

    ck_assert(cairn_lab_sample(&lab, &other.component, 1) != entry);
    ck_assert_uint_eq(lab.simulated, 4);
    ck_assert_uint_eq(lab.n, 2);
    cairn_lab_release(&lab);
}
END_TEST

/* Asked for one by one or at once, replication r is what the world yields as number r. */
START_TEST(replications_are_a_prefix)
{
    enum { N = 4 };
    struct rig rig;
    struct cairn_lab at_once, one_by_one;
    const struct cairn_lab_entry *a, *b;

    queue_init(&rig, 1);
    cairn_lab_init(&at_once, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&one_by_one, 7, CAIRN_LAB_SELECTION);
    a = cairn_lab_sample(&at_once, &rig.component, N);
    for (int n = 1; n <= N; n++)
        b = cairn_lab_sample(&one_by_one, &rig.component, n);
    ck_assert_uint_eq(one_by_one.simulated, N);
    ck_assert_int_eq(b->n, N);
    for (int r = 0; r < N; r++) {
        struct cairn_quantities alone;

        cairn_quantities_init(&alone, &rig.component);
        cairn_world_run(&rig.component, 7, (uint32_t)r, NULL, &alone);
        ck_assert_mem_eq(a->samples[r].counts, alone.counts, counts_size(a));
        ck_assert_mem_eq(b->samples[r].counts, alone.counts, counts_size(a));
        cairn_quantities_release(&alone);
        if (r > 0)
            ck_assert_mem_ne(a->samples[r].counts, a->samples[r - 1].counts, counts_size(a));
    }
    ck_assert_mem_eq(a->sum.counts, b->sum.counts, counts_size(a));
    ck_assert_uint_eq(a->sum.fingerprint.sum, b->sum.fingerprint.sum);
    cairn_lab_release(&at_once);
    cairn_lab_release(&one_by_one);
}
END_TEST

START_TEST(search_and_selection_have_streams_of_their_own)
{
    struct rig rig;
    struct cairn_lab search, selection;
    const struct cairn_lab_entry *a, *b;

    queue_init(&rig, 1);
    cairn_lab_init(&search, 7, CAIRN_LAB_SEARCH);
    cairn_lab_init(&selection, 7, CAIRN_LAB_SELECTION);
    a = cairn_lab_sample(&search, &rig.component, 5);
    b = cairn_lab_sample(&selection, &rig.component, 5);
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 5; j++)
            ck_assert_mem_ne(a->samples[i].counts, b->samples[j].counts, counts_size(a));
    cairn_lab_release(&search);
    cairn_lab_release(&selection);
}
END_TEST

/* More entries than the first table holds; none is lost or simulated again when it grows. */
START_TEST(many_components_are_remembered)
{
    enum { N = 200 };
    const struct cairn_lab_entry *entries[N];
    struct rig rig;
    struct cairn_lab lab;

    queue_init(&rig, 0);
    rig.plan.length_ns = rig.plan.run_in_ns = 1000000000;
    cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
    for (uint64_t i = 0; i < N; i++) {
        rig.component.key.word[0] = 64 * i; /* all in the same slot at first */
        entries[i] = cairn_lab_sample(&lab, &rig.component, 1);
    }
    for (uint64_t i = 0; i < N; i++) {
        rig.component.key.word[0] = 64 * i;
        ck_assert(cairn_lab_sample(&lab, &rig.component, 1) == entries[i]);
    }
    ck_assert_uint_eq(lab.n, N);
    ck_assert_uint_eq(lab.simulated, N);
    ck_assert_uint_eq(lab.remembered, N);
    cairn_lab_release(&lab);
}
END_TEST

/*
 * Without loss the p95 of all requests is that of the answered ones. A queue of one place at twice
 * the load loses far more than 5 %: no time keeps 95 % of the requests. With 3 % lost, it is the
 * 0.95 / 0.97 quantile of the others, above their p95.
 */
START_TEST(lost_requests_count_in_the_p95_that_is_kept)
{
    struct rig rig;
    struct cairn_lab lab;
    const struct cairn_source_summary *summary;

    queue_init(&rig, 1);
    cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
    summary = &cairn_lab_sample(&lab, &rig.component, 1)->samples[0].sources[0];
    ck_assert(summary->kept_p95_s == summary->sojourn.p95_s && summary->kept_p95_s > 0);

    queue_init(&rig, 2);
    rig.pools[0].queue = 1;
    rig.rates[0][0] = 20;
    summary = &cairn_lab_sample(&lab, &rig.component, 1)->samples[0].sources[0];
    ck_assert(isnan(summary->kept_p95_s) && summary->sojourn.p95_s > 0);

    queue_init(&rig, 3);
    rig.pools[0].queue = 3; /* M/M/1/4 at load 1/2 loses (1/2)^5 / (1 - (1/2)^5) = 3.2 % */
    summary = &cairn_lab_sample(&lab, &rig.component, 1)->samples[0].sources[0];
    ck_assert(summary->kept_p95_s > summary->sojourn.p95_s);
    cairn_lab_release(&lab);
}
END_TEST

/* ---- a memory that outlasts the lab ---- */

enum { SHELF = 16 };

/* Keeps everything; counts. */
struct shelf {
    struct cairn_lab_ask asks[SHELF];
    struct cairn_buffer bytes[SHELF];
    int n, gets, puts;
};

static int shelf_find(const struct shelf *shelf, const struct cairn_lab_ask *ask)
{
    for (int i = 0; i < shelf->n; i++)
        if (memcmp(&shelf->asks[i].key, &ask->key, sizeof ask->key) == 0 &&
            shelf->asks[i].seed == ask->seed && shelf->asks[i].replication == ask->replication)
            return i;
    return -1;
}

static bool shelf_get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes)
{
    struct shelf *shelf = context;
    int at = shelf_find(shelf, ask);

    shelf->gets++;
    if (at >= 0)
        cairn_buffer_append(bytes, shelf->bytes[at].data, shelf->bytes[at].size);
    return at >= 0;
}

static void shelf_put(void *context, const struct cairn_lab_ask *ask,
                      const struct cairn_buffer *bytes)
{
    struct shelf *shelf = context;
    int at = shelf_find(shelf, ask);

    shelf->puts++;
    if (at < 0) {
        at = shelf->n++;
        ck_assert_int_lt(at, SHELF);
        shelf->asks[at] = *ask;
        cairn_buffer_init(&shelf->bytes[at]);
    }
    cairn_buffer_clear(&shelf->bytes[at]);
    cairn_buffer_append(&shelf->bytes[at], bytes->data, bytes->size);
}

static void shelf_release(struct shelf *shelf)
{
    for (int i = 0; i < shelf->n; i++)
        cairn_buffer_release(&shelf->bytes[i]);
}

static void check_same_entry(const struct cairn_lab_entry *a, const struct cairn_lab_entry *b)
{
    struct cairn_buffer a_sum, b_sum;

    ck_assert_int_eq(a->n, b->n);
    for (int r = 0; r < a->n; r++) {
        ck_assert_mem_eq(a->samples[r].counts, b->samples[r].counts, counts_size(a));
        ck_assert_mem_eq(a->samples[r].sources, b->samples[r].sources,
                         (size_t)a->sum.layout.n_sources * sizeof *a->samples[r].sources);
    }
    cairn_buffer_init(&a_sum);
    cairn_buffer_init(&b_sum);
    cairn_quantities_encode(&a->sum, a->key, &a_sum);
    cairn_quantities_encode(&b->sum, b->key, &b_sum);
    ck_assert_uint_eq(a_sum.size, b_sum.size);
    ck_assert_mem_eq(a_sum.data, b_sum.data, a_sum.size);
    cairn_buffer_release(&a_sum);
    cairn_buffer_release(&b_sum);
}

START_TEST(what_a_memory_holds_is_not_simulated)
{
    struct shelf shelf = {.n = 0};
    struct cairn_lab_memory memory = {shelf_get, shelf_put, &shelf};
    struct cairn_lab none, first, second;
    const struct cairn_lab_entry *alone, *simulated, *recalled;
    struct rig rig;

    queue_init(&rig, 1);
    cairn_lab_init(&none, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&first, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&second, 7, CAIRN_LAB_SELECTION);
    first.memory = second.memory = &memory;
    alone = cairn_lab_sample(&none, &rig.component, 4);
    cairn_lab_sample(&first, &rig.component, 3);
    ck_assert_int_eq(shelf.puts, 3);
    ck_assert_uint_eq(first.simulated, 3);

    cairn_lab_sample(&second, &rig.component, 2);
    recalled = cairn_lab_sample(&second, &rig.component, 4); /* two more, and one that is new */
    ck_assert_uint_eq(second.recalled, 3);
    ck_assert_uint_eq(second.simulated, 1);
    ck_assert_int_eq(shelf.puts, 4);
    simulated = cairn_lab_sample(&first, &rig.component, 4); /* what the second lab put there */
    ck_assert_uint_eq(first.recalled, 1);
    ck_assert_int_eq(shelf.gets, 3 + 4 + 1);
    check_same_entry(alone, simulated);
    check_same_entry(alone, recalled);
    ck_assert_uint_eq(first.requests + first.recalled_requests, none.requests);
    ck_assert_uint_eq(second.requests + second.recalled_requests, none.requests);
    ck_assert_uint_eq(second.events + second.recalled_events, none.events);
    ck_assert_uint_lt(second.requests, none.requests / 2);
    cairn_lab_release(&none);
    cairn_lab_release(&first);
    cairn_lab_release(&second);
    shelf_release(&shelf);
}
END_TEST

START_TEST(what_a_memory_garbles_is_simulated_again)
{
    struct shelf shelf = {.n = 0};
    struct cairn_lab_memory memory = {shelf_get, shelf_put, &shelf};
    struct cairn_lab first, second;
    struct rig rig;

    queue_init(&rig, 1);
    cairn_lab_init(&first, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&second, 7, CAIRN_LAB_SELECTION);
    first.memory = second.memory = &memory;
    cairn_lab_sample(&first, &rig.component, 4);
    shelf.bytes[1].data[10] ^= 1;        /* changed */
    shelf.bytes[2].size--;               /* cut */
    cairn_buffer_clear(&shelf.bytes[3]); /* another one's */
    cairn_buffer_append(&shelf.bytes[3], shelf.bytes[0].data, shelf.bytes[0].size);
    cairn_lab_sample(&second, &rig.component, 4);
    ck_assert_uint_eq(second.recalled, 1);
    ck_assert_uint_eq(second.simulated, 3);
    ck_assert_int_eq(shelf.puts, 4 + 3);
    check_same_entry(cairn_lab_sample(&first, &rig.component, 4),
                     cairn_lab_sample(&second, &rig.component, 4));
    cairn_lab_release(&first);
    cairn_lab_release(&second);
    shelf_release(&shelf);
}
END_TEST

START_TEST(a_memory_tells_components_seeds_and_purposes_apart)
{
    struct shelf shelf = {.n = 0};
    struct cairn_lab_memory memory = {shelf_get, shelf_put, &shelf};
    struct cairn_lab labs[3];
    struct rig rig;

    queue_init(&rig, 1);
    cairn_lab_init(&labs[0], 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&labs[1], 7, CAIRN_LAB_SEARCH);
    cairn_lab_init(&labs[2], 8, CAIRN_LAB_SELECTION);
    for (int i = 0; i < 3; i++) {
        labs[i].memory = &memory;
        queue_init(&rig, 1);
        cairn_lab_sample(&labs[i], &rig.component, 2);
        queue_init(&rig, 2);
        cairn_lab_sample(&labs[i], &rig.component, 1);
        ck_assert_uint_eq(labs[i].simulated, 3);
        cairn_lab_release(&labs[i]);
    }
    ck_assert_int_eq(shelf.n, 9);
    shelf_release(&shelf);
}
END_TEST

/* ---- together ---- */

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
        queue_init(&wish->rigs[i], keys[i]);
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

        check_same_entry(cairn_lab_sample(lab, component, wish->wants[i].n),
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
    struct shelf shelf;
    pthread_t caller;
    int strangers; /* calls from other threads */
};

static bool watched_get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes)
{
    struct watched_shelf *watched = context;

    watched->strangers += !pthread_equal(pthread_self(), watched->caller);
    return shelf_get(&watched->shelf, ask, bytes);
}

static void watched_put(void *context, const struct cairn_lab_ask *ask,
                        const struct cairn_buffer *bytes)
{
    struct watched_shelf *watched = context;

    watched->strangers += !pthread_equal(pthread_self(), watched->caller);
    shelf_put(&watched->shelf, ask, bytes);
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
        check_same_entry(cairn_lab_sample(&second, wish->wants[i].component, wish->wants[i].n),
                         cairn_lab_sample(&alone, wish->wants[i].component, wish->wants[i].n));
    cairn_lab_release(&first);
    cairn_lab_release(&second);
    cairn_lab_release(&alone);
    cairn_workers_free(limits.workers);
    shelf_release(&watched.shelf);
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

Suite *test_lab(void);

Suite *test_lab(void)
{
    Suite *suite = suite_create("lab");
    TCase *memory = tcase_create("memory");
    TCase *together = tcase_create("together");
    TCase *outlasting = tcase_create("outlasting");

    tcase_add_test(memory, what_has_the_same_key_is_simulated_once);
    tcase_add_test(memory, replications_are_a_prefix);
    tcase_add_test(memory, search_and_selection_have_streams_of_their_own);
    tcase_add_test(memory, many_components_are_remembered);
    tcase_add_test(memory, lost_requests_count_in_the_p95_that_is_kept);
    suite_add_tcase(suite, memory);
    tcase_add_loop_test(together, any_number_of_workers_prepares_the_same, 0, 5);
    tcase_add_test(together, a_memory_is_for_the_calling_thread);
    tcase_add_loop_test(together, a_stop_leaves_what_can_be_gone_on_with, 0, 3);
    tcase_set_tags(together, "threads");
    suite_add_tcase(suite, together);
    tcase_add_test(outlasting, what_a_memory_holds_is_not_simulated);
    tcase_add_test(outlasting, what_a_memory_garbles_is_simulated_again);
    tcase_add_test(outlasting, a_memory_tells_components_seeds_and_purposes_apart);
    suite_add_tcase(suite, outlasting);
    return suite;
}

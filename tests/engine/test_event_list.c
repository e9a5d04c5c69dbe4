#include <check.h>
#include <stdlib.h>

#include "engine/event_list.h"
#include "math/rng.h"

START_TEST(an_event_is_24_bytes_and_unpacks)
{
    struct cairn_event event = {5, cairn_event_order(63, (1u << 26) - 1, UINT32_MAX), 9};

    ck_assert_uint_eq(sizeof event, 24);
    ck_assert_uint_eq(cairn_event_kind(&event), 63);
    ck_assert_uint_eq(cairn_event_entity(&event), (1u << 26) - 1);
    ck_assert_uint_eq(cairn_event_counter(&event), UINT32_MAX);
    event.order = cairn_event_order(1, 2, 3);
    ck_assert_uint_eq(cairn_event_kind(&event), 1);
    ck_assert_uint_eq(cairn_event_entity(&event), 2);
    ck_assert_uint_eq(cairn_event_counter(&event), 3);
}
END_TEST

/* Time first, then kind rank, then entity, then counter. */
START_TEST(the_order_of_simultaneous_events)
{
    static const struct {
        cairn_time time_ns;
        unsigned kind;
        uint32_t entity;
        uint32_t counter;
    } ascending[] = {
        {0, 9, 9, 9},  {1, 0, 0, 0}, {1, 0, 0, 1},  {1, 0, 0, UINT32_MAX}, {1, 0, 1, 0},
        {1, 0, 99, 5}, {1, 1, 0, 0}, {1, 63, 0, 0}, {2, 0, 0, 0},          {INT64_MAX, 0, 0, 0},
    };
    const int n = sizeof ascending / sizeof *ascending;

    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            struct cairn_event a = {
                ascending[i].time_ns,
                cairn_event_order(ascending[i].kind, ascending[i].entity, ascending[i].counter), 0};
            struct cairn_event b = {
                ascending[j].time_ns,
                cairn_event_order(ascending[j].kind, ascending[j].entity, ascending[j].counter), 0};

            ck_assert(cairn_event_before(&a, &b) == (i < j));
        }
    }
}
END_TEST

static int earlier(const void *x, const void *y)
{
    const struct cairn_event *a = x, *b = y;

    if (a->time_ns != b->time_ns)
        return a->time_ns < b->time_ns ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Times from 2^62 down to 1 distinct values: at the end everything is a tie. */
static const uint64_t spans[] = {UINT64_C(1) << 62, 100000, 50, 3, 1};

/* Whatever the order of insertion, events leave as qsort would put them. */
START_TEST(as_sorted)
{
    enum { N = 3000 };
    struct cairn_rng rng = cairn_rng_from_bits((uint64_t)_i);
    struct cairn_event events[N];
    struct cairn_event_list list;

    cairn_event_list_init(&list);
    for (uint32_t i = 0; i < N; i++) {
        uint64_t time = cairn_rng_below(&rng, spans[_i]);
        uint64_t mark = cairn_rng_below(&rng, 4);

        events[i] = (struct cairn_event){(cairn_time)time,
                                         cairn_event_order((unsigned)mark, i % 7, N - i), i};
        cairn_event_list_push(&list, events[i]);
        if (i % 100 == 0)
            ck_assert(cairn_event_list_valid(&list));
    }
    qsort(events, N, sizeof *events, earlier);
    for (int i = 0; i < N; i++) {
        ck_assert_mem_eq(cairn_event_list_peek(&list), &events[i], sizeof *events);
        ck_assert_mem_eq((struct cairn_event[]){cairn_event_list_pop(&list)}, &events[i],
                         sizeof *events);
    }
    ck_assert(cairn_event_list_empty(&list));
    cairn_event_list_release(&list);
}
END_TEST

/* The plain list: a sorted array. */
struct plain {
    struct cairn_event events[600];
    size_t count;
};

static void plain_push(struct plain *plain, struct cairn_event event)
{
    size_t at = plain->count++;

    while (at > 0 && earlier(&event, &plain->events[at - 1]) < 0) {
        plain->events[at] = plain->events[at - 1];
        at--;
    }
    plain->events[at] = event;
}

static struct cairn_event plain_pop(struct plain *plain)
{
    struct cairn_event first = plain->events[0];

    plain->count--;
    for (size_t i = 0; i < plain->count; i++)
        plain->events[i] = plain->events[i + 1];
    return first;
}

/* Pushes, pops and replacements at random, against a sorted array, at every size from 0 to 500. */
START_TEST(as_a_sorted_array)
{
    struct cairn_rng rng = cairn_rng_from_bits((uint64_t)_i + 50);
    struct plain plain = {.count = 0};
    struct cairn_event_list list;

    cairn_event_list_init(&list);
    for (uint32_t step = 0; step < 30000; step++) {
        bool growing = step / 1500 % 2 == 0;
        uint64_t dice = cairn_rng_below(&rng, 10);
        uint64_t time = cairn_rng_below(&rng, spans[_i]);
        struct cairn_event event = {(cairn_time)time, cairn_event_order(0, step % 5, step), step};
        struct cairn_event got, want;

        ck_assert_uint_eq(list.count, plain.count);
        if (plain.count == 0 || (plain.count < 500 && dice < (growing ? 6u : 3u))) {
            cairn_event_list_push(&list, event);
            plain_push(&plain, event);
            continue;
        }
        want = plain_pop(&plain);
        if (dice == 9) {
            got = cairn_event_list_replace_top(&list, event);
            plain_push(&plain, event);
        } else {
            got = cairn_event_list_pop(&list);
        }
        ck_assert_mem_eq(&got, &want, sizeof got);
    }
    ck_assert(cairn_event_list_valid(&list));
    cairn_event_list_release(&list);
}
END_TEST

START_TEST(nothing_is_allocated_after_warm_up)
{
    struct cairn_rng rng = cairn_rng_from_bits(8);
    struct cairn_event_list list;
    struct cairn_event *heap;
    size_t capacity;

    cairn_event_list_init(&list);
    cairn_event_list_reserve(&list, 1000);
    heap = list.heap;
    capacity = list.capacity;
    ck_assert_uint_ge(capacity, 1000);
    for (uint32_t round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < 1000; i++)
            cairn_event_list_push(&list, (struct cairn_event){i, cairn_event_order(0, 0, i), 0});
        for (uint32_t i = 0; i < 50000; i++) {
            struct cairn_event event = cairn_event_list_pop(&list);

            event.time_ns += (cairn_time)cairn_rng_below(&rng, 1000);
            cairn_event_list_push(&list, event);
        }
        cairn_event_list_clear(&list);
        ck_assert(cairn_event_list_empty(&list));
    }
    ck_assert_ptr_eq(list.heap, heap);
    ck_assert_uint_eq(list.capacity, capacity);
    cairn_event_list_release(&list);
}
END_TEST

START_TEST(a_broken_heap_is_noticed)
{
    struct cairn_event_list list;

    cairn_event_list_init(&list);
    for (uint32_t i = 0; i < 20; i++)
        cairn_event_list_push(&list, (struct cairn_event){i, cairn_event_order(0, 0, i), 0});
    ck_assert(cairn_event_list_valid(&list));
    list.heap[17].time_ns = 0;
    ck_assert(!cairn_event_list_valid(&list));
    cairn_event_list_release(&list);
}
END_TEST

Suite *test_event_list(void);
Suite *test_event_list(void)
{
    Suite *suite = suite_create("event_list");
    TCase *tcase = tcase_create("event_list");
    const int n_spans = sizeof spans / sizeof *spans;

    tcase_add_test(tcase, an_event_is_24_bytes_and_unpacks);
    tcase_add_test(tcase, the_order_of_simultaneous_events);
    tcase_add_loop_test(tcase, as_sorted, 0, n_spans);
    tcase_add_loop_test(tcase, as_a_sorted_array, 0, n_spans);
    tcase_add_test(tcase, nothing_is_allocated_after_warm_up);
    tcase_add_test(tcase, a_broken_heap_is_noticed);
    suite_add_tcase(suite, tcase);
    return suite;
}

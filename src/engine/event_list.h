#ifndef CAIRN_ENGINE_EVENT_LIST_H
#define CAIRN_ENGINE_EVENT_LIST_H

/*
 * The pending events of one component, in the order in which they happen.
 *
 * Words: an event is a plain value of 24 bytes: when, its order among simultaneous events, and a
 * payload that only the caller reads. The order packs kind rank (6 bits, lower goes first), entity
 * key (26 bits) and entity counter (32 bits): the n-th event that this entity scheduled.
 *
 * Invariant: events are totally ordered by (time, kind rank, entity, counter) - never by insertion,
 * never by address - so that a simulation gives the same bits however its events were put in. Two
 * pending events never have the same time and order; the owner of an entity counts up to guarantee
 * it.
 *
 * There is no cancel. A payload carries the generation of what it refers to; whoever cancels raises
 * the generation, and the event is dropped when it comes up and its generation is old.
 *
 * The structure is an implicit 4-ary heap in an array. Nothing is allocated once the list has been
 * as long as it will be (or cairn_event_list_reserve() said so). Streams of events whose times
 * never decrease should go through a channel (channel.h): only its head stands in the heap.
 */

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/wide.h"
#include "engine/clock.h"

enum { CAIRN_KIND_BITS = 6, CAIRN_ENTITY_BITS = 26 };

struct cairn_event {
    cairn_time time_ns; /* >= 0 */
    uint64_t order;
    uint64_t payload;
};

struct cairn_event_list {
    struct cairn_event *heap; /* heap[0] is next; owned */
    size_t count;
    size_t capacity;
};

/* The order of an event: kind rank < 64, entity < 2^26. */
static inline uint64_t cairn_event_order(unsigned kind, uint32_t entity, uint32_t counter)
{
    assert(kind < 1u << CAIRN_KIND_BITS);
    assert(entity < UINT32_C(1) << CAIRN_ENTITY_BITS);
    return (uint64_t)kind << 58 | (uint64_t)entity << 32 | counter;
}

static inline unsigned cairn_order_kind(uint64_t order)
{
    return (unsigned)(order >> 58);
}

static inline uint32_t cairn_order_entity(uint64_t order)
{
    return (uint32_t)(order >> 32) & ((UINT32_C(1) << CAIRN_ENTITY_BITS) - 1);
}

static inline unsigned cairn_event_kind(const struct cairn_event *event)
{
    return cairn_order_kind(event->order);
}

static inline uint32_t cairn_event_entity(const struct cairn_event *event)
{
    return cairn_order_entity(event->order);
}

static inline uint32_t cairn_event_counter(const struct cairn_event *event)
{
    return (uint32_t)event->order;
}

/* Does `a` happen before `b`? One comparison of 128 bits, without a branch. */
static inline bool cairn_event_before(const struct cairn_event *a, const struct cairn_event *b)
{
    cairn_uint128 x = (cairn_uint128)(uint64_t)a->time_ns << 64 | a->order;
    cairn_uint128 y = (cairn_uint128)(uint64_t)b->time_ns << 64 | b->order;

    return x < y;
}

void cairn_event_list_init(struct cairn_event_list *list);
void cairn_event_list_release(struct cairn_event_list *list);

/* Empties the list and keeps its memory. */
void cairn_event_list_clear(struct cairn_event_list *list);

/* Makes room for `capacity` pending events. */
void cairn_event_list_reserve(struct cairn_event_list *list, size_t capacity);

/* True when every event happens no earlier than its parent; for asserts and tests, O(n). */
bool cairn_event_list_valid(const struct cairn_event_list *list);

static inline bool cairn_event_list_empty(const struct cairn_event_list *list)
{
    return list->count == 0;
}

/* The next event; the list must not be empty. Valid until the list changes. */
static inline const struct cairn_event *cairn_event_list_peek(const struct cairn_event_list *list)
{
    assert(list->count > 0);
    return &list->heap[0];
}

/* Private: moves the hole at `at` up to where `event` belongs, and puts it there. */
static inline void cairn_event_list_sift_up(struct cairn_event *heap, size_t at,
                                            struct cairn_event event)
{
    while (at > 0) {
        size_t parent = (at - 1) / 4;

        if (!cairn_event_before(&event, &heap[parent]))
            break;
        heap[at] = heap[parent];
        at = parent;
    }
    heap[at] = event;
}

/* Private: the earliest among the children first .. first+3 that exist. */
static inline size_t cairn_event_list_least(const struct cairn_event *heap, size_t first,
                                            size_t count)
{
    size_t least = first;

    if (first + 4 <= count) { /* a tournament: two independent comparisons, then one */
        size_t a = first + cairn_event_before(&heap[first + 1], &heap[first]);
        size_t b = first + 2 + cairn_event_before(&heap[first + 3], &heap[first + 2]);

        return cairn_event_before(&heap[b], &heap[a]) ? b : a;
    }
    for (size_t child = first + 1; child < count; child++)
        if (cairn_event_before(&heap[child], &heap[least]))
            least = child;
    return least;
}

/* Private: moves the hole at the root down to where `event` belongs, and puts it there. */
static inline void cairn_event_list_sift_down(struct cairn_event *heap, size_t count,
                                              struct cairn_event event)
{
    size_t at = 0;

    for (;;) {
        size_t first = 4 * at + 1;
        size_t least;

        if (first >= count)
            break;
        least = cairn_event_list_least(heap, first, count);
        if (!cairn_event_before(&heap[least], &event))
            break;
        heap[at] = heap[least];
        at = least;
    }
    heap[at] = event;
}

/* Adds an event, time_ns >= 0. */
static inline void cairn_event_list_push(struct cairn_event_list *list, struct cairn_event event)
{
    assert(event.time_ns >= 0);
    if (list->count == list->capacity)
        cairn_event_list_reserve(list, list->count + 1);
    cairn_event_list_sift_up(list->heap, list->count++, event);
}

/* Removes and returns the next event; the list must not be empty. */
static inline struct cairn_event cairn_event_list_pop(struct cairn_event_list *list)
{
    struct cairn_event next = *cairn_event_list_peek(list);
    struct cairn_event last = list->heap[--list->count];

    if (list->count > 0)
        cairn_event_list_sift_down(list->heap, list->count, last);
    return next;
}

/* Pop and push in one, cheaper than both: removes and returns the next event and adds `event`. */
static inline struct cairn_event cairn_event_list_replace_top(struct cairn_event_list *list,
                                                              struct cairn_event event)
{
    struct cairn_event next = *cairn_event_list_peek(list);

    assert(event.time_ns >= 0);
    cairn_event_list_sift_down(list->heap, list->count, event);
    return next;
}

/* The next event happens again, no earlier: the list keeps it at its new time. */
static inline void cairn_event_list_postpone_top(struct cairn_event_list *list, cairn_time time_ns)
{
    assert(time_ns >= cairn_event_list_peek(list)->time_ns);
    list->heap[0].time_ns = time_ns;
    if (list->count > 1)
        cairn_event_list_sift_down(list->heap, list->count, list->heap[0]);
}

#endif

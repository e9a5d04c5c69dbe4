/*
 * cache_list.h - slots of a cache in lists from newest to oldest
 *
 * Private to cache_store.c and its policies.
 */
#ifndef CAIRN_PHYSICS_CACHE_LIST_H
#define CAIRN_PHYSICS_CACHE_LIST_H

#include <assert.h>

#include "physics/cache_store.h"

/* One copy of a store, with what belongs to it. */
struct cairn_cache_at {
    struct cairn_cache_store *store;
    struct cairn_cache_copy *in;
    struct cairn_cache_slot *slots;
    int copy;
    int64_t time_ns;
};

static inline struct cairn_cache_at cairn_cache_at(struct cairn_cache_store *store, int copy,
                                                   int64_t time_ns)
{
    return (struct cairn_cache_at){
        .store = store,
        .in = &store->copies[copy],
        .slots = &store->slots[(size_t)copy * store->n_slots],
        .copy = copy,
        .time_ns = time_ns,
    };
}

static const struct cairn_cache_list cairn_empty_list = {CAIRN_NO_SLOT, CAIRN_NO_SLOT};

static inline void cairn_list_unlink(struct cairn_cache_slot *slots, struct cairn_cache_list *list,
                                     uint32_t slot)
{
    struct cairn_cache_slot of = slots[slot];

    if (of.newer == CAIRN_NO_SLOT)
        list->newest = of.older;
    else
        slots[of.newer].older = of.older;
    if (of.older == CAIRN_NO_SLOT)
        list->oldest = of.newer;
    else
        slots[of.older].newer = of.newer;
}

static inline void cairn_list_put_newest(struct cairn_cache_slot *slots,
                                         struct cairn_cache_list *list, uint32_t slot)
{
    slots[slot].newer = CAIRN_NO_SLOT;
    slots[slot].older = list->newest;
    if (list->newest == CAIRN_NO_SLOT)
        list->oldest = slot;
    else
        slots[list->newest].newer = slot;
    list->newest = slot;
}

static inline void cairn_list_put_oldest(struct cairn_cache_slot *slots,
                                         struct cairn_cache_list *list, uint32_t slot)
{
    slots[slot].older = CAIRN_NO_SLOT;
    slots[slot].newer = list->oldest;
    if (list->oldest == CAIRN_NO_SLOT)
        list->newest = slot;
    else
        slots[list->oldest].older = slot;
    list->oldest = slot;
}

/* How much of what is watched is over at a time. */
static inline int64_t cairn_cache_watched_ns(const struct cairn_cache_store *store, int64_t time_ns)
{
    time_ns = time_ns < store->end_ns ? time_ns : store->end_ns;
    return time_ns > store->begin_ns ? time_ns - store->begin_ns : 0;
}

/* A slot for a content, in no list yet, that the index knows. */
static inline uint32_t cairn_cache_take_slot(struct cairn_cache_at at, uint32_t content)
{
    uint32_t slot = at.in->spare;

    if (slot != CAIRN_NO_SLOT)
        at.in->spare = at.slots[slot].older;
    else
        slot = at.in->fresh++;
    assert(slot < at.store->n_slots);
    at.slots[slot].content = content;
    cairn_content_index_add(&at.store->where, at.copy, content, slot);
    return slot;
}

/* Gives back a slot that is in no list any more. */
static inline void cairn_cache_give_slot(struct cairn_cache_at at, uint32_t slot)
{
    cairn_content_index_remove(&at.store->where, at.copy, at.slots[slot].content);
    at.slots[slot].content = CAIRN_NO_SLOT;
    at.slots[slot].older = at.in->spare;
    at.in->spare = slot;
}

/* Counts a content as held from now on. */
static inline void cairn_cache_enter(struct cairn_cache_at at, int64_t units)
{
    at.in->units += units;
    at.in->entries++;
    at.store->presence_ns -= cairn_cache_watched_ns(at.store, at.time_ns);
}

/* Counts a content as held no longer. */
static inline void cairn_cache_leave(struct cairn_cache_at at, int64_t units)
{
    at.in->units -= units;
    at.in->entries--;
    at.store->presence_ns += cairn_cache_watched_ns(at.store, at.time_ns);
}

/* ---- policies with files of their own: a content is there; one is not, but has room ---- */

void cairn_lfu_touch(struct cairn_cache_at at, uint32_t slot);
void cairn_lfu_insert(struct cairn_cache_at at, uint32_t content, int64_t units);

/* A slot of S3_FIFO that holds a content, not just its name. */
static inline bool cairn_s3_holds(const struct cairn_cache_slot *slot)
{
    return (slot->mark & 3) != CAIRN_QUEUE_GHOST;
}

static inline void cairn_s3_touch(struct cairn_cache_slot *slot)
{
    if (slot->mark >> 2 < CAIRN_S3_USES_MOST)
        slot->mark += 1 << 2;
}

/* `ghost` is the slot of its name, or CAIRN_NO_SLOT. */
void cairn_s3_insert(struct cairn_cache_at at, uint32_t content, int64_t units, uint32_t ghost);

#endif

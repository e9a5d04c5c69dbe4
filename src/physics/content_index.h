/*
 * content_index.h - where a content stands in a cache
 *
 * Maps (copy, content) to a slot. While contents x copies are few it is a plain array, one load
 * per question; beyond, a hash table with linear probing, whose entries are at most half as many
 * as its places. Removal closes the gap, so that no question ever grows longer.
 */
#ifndef CAIRN_PHYSICS_CONTENT_INDEX_H
#define CAIRN_PHYSICS_CONTENT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

#define CAIRN_NO_SLOT UINT32_MAX

/* Most places of a plain array, 64 MiB; chosen somewhat arbitrarily. */
enum { CAIRN_CONTENT_INDEX_PLAIN = 1 << 24 };

struct cairn_content_index {
    uint64_t contents; /* per copy */
    uint32_t *slots;   /* [place], CAIRN_NO_SLOT where empty; owned */
    uint64_t *keys;    /* [place], NULL for a plain array; owned */
    size_t mask;       /* places - 1 of a hash table */
};

/* For `copies` times `contents`, of which at most `entries` per copy are held at a time. */
void cairn_content_index_init(struct cairn_content_index *index, uint64_t contents, int copies,
                              int64_t entries, size_t plain_limit);
void cairn_content_index_release(struct cairn_content_index *index);

/* Private: the place of a content, or the empty place where it would be put. */
static inline size_t cairn_content_index_place(const struct cairn_content_index *index, int copy,
                                               uint32_t content)
{
    uint64_t key = (uint64_t)copy * index->contents + content;
    size_t place;

    if (!index->keys)
        return (size_t)key;
    place = (size_t)cairn_mix64(key) & index->mask;
    while (index->slots[place] != CAIRN_NO_SLOT && index->keys[place] != key)
        place = (place + 1) & index->mask;
    return place;
}

/* The slot of a content, or CAIRN_NO_SLOT. */
static inline uint32_t cairn_content_index_find(const struct cairn_content_index *index, int copy,
                                                uint32_t content)
{
    return index->slots[cairn_content_index_place(index, copy, content)];
}

/* Adds a content that is not there. */
void cairn_content_index_add(struct cairn_content_index *index, int copy, uint32_t content,
                             uint32_t slot);

/* Removes a content that is there. */
void cairn_content_index_remove(struct cairn_content_index *index, int copy, uint32_t content);

#endif

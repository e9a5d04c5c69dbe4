/*
 * passage.h - the requests of a net that are under way
 *
 * Part of net.h. A request is named by its place in an array, which stays the same while it is
 * under way; places are used again. A pool wants the requests of a block as arrays of their
 * properties, into which they are copied.
 */
#ifndef CAIRN_PHYSICS_PASSAGE_H
#define CAIRN_PHYSICS_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cairn_passage {
    int64_t arrival_ns; /* at the site */
    int64_t queued_ns;  /* arrival at the pool; its wait there, from when that is known */
    uint64_t number;    /* (window << 40) + number within its source and window */
    uint64_t bits;      /* its service variate */
    uint32_t content;   /* rank */
    int32_t source, copy, route;
    bool hit; /* answered by a cache */
};

/* All zero is the initial state. */
struct cairn_passages {
    struct cairn_passage *items; /* owned */
    uint32_t *free;              /* stack of those not in use; owned */
    size_t capacity, free_capacity;
    uint32_t n, n_free; /* ever in use since the last clear; of these, not in use */
};

void cairn_passages_release(struct cairn_passages *passages);

/* Forgets all and keeps the memory. */
void cairn_passages_clear(struct cairn_passages *passages);

/* A place whose contents are not set. Moves the array. */
uint32_t cairn_passages_make(struct cairn_passages *passages);

static inline void cairn_passages_end(struct cairn_passages *passages, uint32_t id)
{
    passages->free[passages->n_free++] = id;
}

/* Arrays of one length, all zero at first. */
struct cairn_passage_block {
    size_t capacity;
    int64_t *time_ns; /* owned, as all */
    uint64_t *bits, *entity;
    uint32_t *id;
    int32_t *copy, *variant;
};

void cairn_passage_block_release(struct cairn_passage_block *block);

/* Makes room for n; what the arrays held is lost. */
void cairn_passage_block_reserve(struct cairn_passage_block *block, size_t n);

#endif

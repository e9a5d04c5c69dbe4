/*
 * rank_queue.h - requests that wait, the first of them by rank
 *
 * Words: the lower rank goes first; of equal ranks who came first. The oldest is who came first of
 * all that wait, whatever its rank. A heap gives the first, a list through the same places the
 * oldest. Nothing is allocated once a queue has been as long as it will be.
 */
#ifndef CAIRN_PHYSICS_RANK_QUEUE_H
#define CAIRN_PHYSICS_RANK_QUEUE_H

#include <stddef.h>
#include <stdint.h>

struct cairn_rank_place {
    int64_t rank;
    int64_t queued_ns;
    int64_t number;       /* in order of coming; < 0: put back, the later the lower */
    int32_t older, newer; /* places, or -1; `newer` also links free places */
    uint32_t request;
};

struct cairn_rank_queue {
    struct cairn_rank_place *places; /* owned */
    int32_t *heap;                   /* of places; owned */
    size_t capacity, heap_capacity;
    int64_t came, back; /* so many ever came, were put back */
    int32_t length, used, free;
    int32_t oldest, newest;
};

/* Empties a queue; of one that is all zeros, makes it ready. */
void cairn_rank_queue_clear(struct cairn_rank_queue *queue);
void cairn_rank_queue_release(struct cairn_rank_queue *queue);

void cairn_rank_queue_put(struct cairn_rank_queue *queue, int64_t rank, int64_t queued_ns,
                          uint32_t request);

/* The same of one that has been taken: of its rank it comes before all that wait. */
void cairn_rank_queue_put_back(struct cairn_rank_queue *queue, int64_t rank, int64_t queued_ns,
                               uint32_t request);

/* Takes the first request out of a queue that is not empty. */
uint32_t cairn_rank_queue_take(struct cairn_rank_queue *queue);

/* The place of the first, of the oldest; of a queue that is not empty. Good until the next put. */
static inline const struct cairn_rank_place *cairn_rank_queue_first(
    const struct cairn_rank_queue *queue)
{
    return &queue->places[queue->heap[0]];
}

static inline const struct cairn_rank_place *cairn_rank_queue_oldest(
    const struct cairn_rank_queue *queue)
{
    return &queue->places[queue->oldest];
}

#endif

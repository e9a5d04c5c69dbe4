#include "physics/rank_queue.h"

#include <assert.h>
#include <stdbool.h>

#include "base/alloc.h"

void cairn_rank_queue_clear(struct cairn_rank_queue *queue)
{
    queue->came = 0;
    queue->back = 0;
    queue->length = 0;
    queue->used = 0;
    queue->free = -1;
    queue->oldest = -1;
    queue->newest = -1;
}

void cairn_rank_queue_release(struct cairn_rank_queue *queue)
{
    cairn_free(queue->places);
    cairn_free(queue->heap);
    *queue = (struct cairn_rank_queue){0};
}

static bool before(const struct cairn_rank_queue *queue, int32_t a, int32_t b)
{
    const struct cairn_rank_place *left = &queue->places[a], *right = &queue->places[b];

    return left->rank != right->rank ? left->rank < right->rank : left->number < right->number;
}

static void rise(struct cairn_rank_queue *queue, int32_t at)
{
    int32_t place = queue->heap[at];

    while (at > 0 && before(queue, place, queue->heap[(at - 1) / 2])) {
        queue->heap[at] = queue->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    queue->heap[at] = place;
}

static void sink(struct cairn_rank_queue *queue, int32_t at)
{
    int32_t place = queue->heap[at];

    for (;;) {
        int32_t child = 2 * at + 1;

        if (child >= queue->length)
            break;
        if (child + 1 < queue->length && before(queue, queue->heap[child + 1], queue->heap[child]))
            child++;
        if (!before(queue, queue->heap[child], place))
            break;
        queue->heap[at] = queue->heap[child];
        at = child;
    }
    queue->heap[at] = place;
}

static int32_t make_place(struct cairn_rank_queue *queue)
{
    int32_t place = queue->free;

    if (place >= 0) {
        queue->free = queue->places[place].newer;
        return place;
    }
    place = queue->used++;
    queue->places =
        cairn_grow(queue->places, &queue->capacity, (size_t)queue->used, sizeof *queue->places);
    queue->heap =
        cairn_grow(queue->heap, &queue->heap_capacity, (size_t)queue->used, sizeof *queue->heap);
    return place;
}

void cairn_rank_queue_put(struct cairn_rank_queue *queue, int64_t rank, int64_t queued_ns,
                          uint32_t request)
{
    int32_t place = make_place(queue);

    queue->places[place] = (struct cairn_rank_place){
        .rank = rank,
        .queued_ns = queued_ns,
        .number = queue->came++,
        .older = queue->newest,
        .newer = -1,
        .request = request,
    };
    if (queue->newest >= 0)
        queue->places[queue->newest].newer = place;
    else
        queue->oldest = place;
    queue->newest = place;
    queue->heap[queue->length++] = place;
    rise(queue, queue->length - 1);
}

void cairn_rank_queue_put_back(struct cairn_rank_queue *queue, int64_t rank, int64_t queued_ns,
                               uint32_t request)
{
    int32_t place = make_place(queue);

    queue->places[place] = (struct cairn_rank_place){
        .rank = rank,
        .queued_ns = queued_ns,
        .number = -++queue->back,
        .older = -1,
        .newer = queue->oldest,
        .request = request,
    };
    if (queue->oldest >= 0)
        queue->places[queue->oldest].older = place;
    else
        queue->newest = place;
    queue->oldest = place;
    queue->heap[queue->length++] = place;
    rise(queue, queue->length - 1);
}

uint32_t cairn_rank_queue_take(struct cairn_rank_queue *queue)
{
    int32_t taken = queue->heap[0];
    struct cairn_rank_place *place = &queue->places[taken];

    assert(queue->length > 0);
    queue->heap[0] = queue->heap[--queue->length];
    if (queue->length > 0)
        sink(queue, 0);
    if (place->older >= 0)
        queue->places[place->older].newer = place->newer;
    else
        queue->oldest = place->newer;
    if (place->newer >= 0)
        queue->places[place->newer].older = place->older;
    else
        queue->newest = place->older;
    place->newer = queue->free;
    queue->free = taken;
    return place->request;
}

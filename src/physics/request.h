/*
 * request.h - the requests that are alive, in one array with a free list
 *
 * A request is named by its index, which stays the same while it lives; a pointer to it is good
 * until the next request is made. Nothing is allocated once the array has been as long as it will
 * be. A request takes 64 bytes, one cache line.
 */
#ifndef CAIRN_PHYSICS_REQUEST_H
#define CAIRN_PHYSICS_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/alloc.h"

#define CAIRN_NO_REQUEST UINT32_MAX
#define CAIRN_ONE_TOKEN UINT32_MAX /* there is no further token */

struct cairn_request {
    int64_t arrival_ns; /* at the site */
    /* arrival at the pool; once a language model has replied: ns to its first token there */
    int64_t queued_ns;
    int64_t wait_ns; /* start of service - arrival at the pool */
    uint64_t number; /* (window << 40) + number within its source and window */
    uint64_t bits;   /* its service variate */
    uint32_t next;   /* in the queue, in the batch or in the free list */
    int32_t copy, route;
    uint32_t content; /* rank; once a language model has replied: ns per further token */
    int32_t row;      /* of a replay: which one it is in the recording */
    bool measured;    /* arrived in the measured time, and has not ended */
    bool hit;         /* answered by a cache */
    bool handed_on;   /* on its way to the site, to go on from there */
};

/*
 * Most requests under way in a component; those that come when so many are there are lost. Only a
 * system that cannot carry its load has so many, and without a limit it would take all memory.
 */
enum { CAIRN_REQUESTS_MOST = 1 << 22 };

struct cairn_requests {
    struct cairn_request *items; /* owned */
    size_t capacity;
    uint32_t count; /* ever used since the last clear */
    uint32_t free;  /* head of the free list */
};

static inline void cairn_requests_clear(struct cairn_requests *requests)
{
    requests->count = 0;
    requests->free = CAIRN_NO_REQUEST;
}

static inline void cairn_requests_release(struct cairn_requests *requests)
{
    cairn_free(requests->items);
    *requests = (struct cairn_requests){0};
}

/* A request whose fields are not set. */
static inline uint32_t cairn_requests_make(struct cairn_requests *requests)
{
    uint32_t made = requests->free;

    if (made != CAIRN_NO_REQUEST) {
        requests->free = requests->items[made].next;
    } else {
        made = requests->count++;
        if (made == requests->capacity)
            requests->items = cairn_grow(requests->items, &requests->capacity, (size_t)made + 1,
                                         sizeof *requests->items);
    }
    return made;
}

static inline void cairn_requests_end(struct cairn_requests *requests, uint32_t request)
{
    requests->items[request].measured = false;
    requests->items[request].next = requests->free;
    requests->free = request;
}

#endif

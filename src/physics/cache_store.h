/*
 * cache_store.h - what the copies of a cache hold, and which content makes room [CACHE]
 *
 *   LRU      the content asked for longest ago
 *   FIFO     the content inserted longest ago
 *   LFU      the content asked for least often since it was inserted; of several, the one asked for
 *            longest ago. Contents that were asked for equally often form a list, and these lists
 *            one more, so that every step takes the same time (K. Shah, A. Mitra, D. Matani, An
 *            O(1) algorithm for implementing the LFU cache eviction scheme, 2010)
 *   S3_FIFO  three lists, first in first out (J. Yang et al., FIFO queues are all you need for
 *            cache eviction, SOSP 2023): a tenth of the room is for newcomers; one that has been
 *            asked for twice or more when its turn comes moves on to the main list, others leave
 *            and only their names are kept, as many as the main list has room for; whoever comes
 *            back while his name is there goes straight to the main list, whose oldest content
 *            goes round once more for each time it was asked for, three times at most
 *   TTL      contents expire some time after they were inserted or, where that renews them, asked
 *            for last; where room is short, the one that would expire first makes room
 *
 * Words: a unit is an entry, or a byte where contents have sizes. Room is counted in units. A
 * content of more units than there is room for is never held. A slot is a place in memory for one
 * content or the name of one.
 *
 * Times never go back, from call to call of one copy. Presence is the time for which contents have
 * been held, summed over contents, as far as it lies in a stretch that the caller sets: integers,
 * and exact.
 *
 * Here are no requests, no popularity and no filling. STATIC needs no store.
 */
#ifndef CAIRN_PHYSICS_CACHE_STORE_H
#define CAIRN_PHYSICS_CACHE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

#include "physics/content_index.h"

/* Most uses that S3_FIFO counts. */
enum { CAIRN_S3_USES_MOST = 3 };

/* Which list of its copy a slot is in. */
enum cairn_cache_queue { CAIRN_QUEUE_MAIN, CAIRN_QUEUE_SMALL, CAIRN_QUEUE_GHOST };

/* Links are slots of the same copy, or CAIRN_NO_SLOT. */
struct cairn_cache_slot {
    uint32_t content; /* CAIRN_NO_SLOT: not in use */
    uint32_t newer, older;
    uint32_t mark; /* LFU: its node; S3_FIFO: uses << 2 | queue */
};

struct cairn_cache_list {
    uint32_t newest, oldest;
};

/* Contents of one copy that were asked for equally often. Links are nodes of the same copy. */
struct cairn_lfu_node {
    int64_t uses;
    struct cairn_cache_list list;
    uint32_t more, less;
};

struct cairn_cache_copy {
    struct cairn_cache_list main;         /* all but LFU */
    struct cairn_cache_list small, ghost; /* S3_FIFO */
    int64_t units;                        /* held */
    int64_t small_units, ghost_units;
    int64_t entries; /* held */
    uint32_t fresh,
        spare;      /* slots from `fresh` on were never used; others form a list by `older` */
    uint32_t least; /* LFU: node of fewest uses */
    uint32_t fresh_node, spare_node;
};

struct cairn_cache_store_spec {
    enum cairn_policy policy;
    int copies;
    int64_t contents;     /* of each copy, less than UINT32_MAX */
    int64_t room;         /* units of each copy, > 0 */
    const int64_t *sizes; /* [content] units, > 0; NULL: each is one entry */
    int64_t ttl_ns;       /* TTL */
    bool renewed;
};

struct cairn_cache_store {
    struct cairn_cache_store_spec spec;
    uint32_t n_slots;                /* per copy */
    struct cairn_cache_slot *slots;  /* [copy][slot]; owned */
    int64_t *expires_ns;             /* [copy][slot], TTL; owned */
    struct cairn_lfu_node *nodes;    /* [copy][slot], LFU; owned */
    struct cairn_cache_copy *copies; /* owned */
    struct cairn_content_index where;
    int64_t begin_ns, end_ns; /* the stretch in which presence counts */
    int64_t presence_ns;      /* of contents that have gone, less the beginnings of those held */
};

/* `sizes` must outlive the store. */
void cairn_cache_store_init(struct cairn_cache_store *store,
                            const struct cairn_cache_store_spec *spec);
void cairn_cache_store_release(struct cairn_cache_store *store);

/* Asks a copy for a content. If it is not there it is inserted. Was it there? */
bool cairn_cache_store_ask(struct cairn_cache_store *store, int copy, uint32_t content,
                           int64_t time_ns);

/* Does a copy hold a content at a time? Changes nothing. */
bool cairn_cache_store_has(const struct cairn_cache_store *store, int copy, uint32_t content,
                           int64_t time_ns);

/*
 * Puts a content that is not there behind all others, as the next to make room; false if there is
 * no room for it. LRU, FIFO and TTL; `expires_ns` counts for TTL alone.
 */
bool cairn_cache_store_append(struct cairn_cache_store *store, int copy, uint32_t content,
                              int64_t time_ns, int64_t expires_ns);

/* Takes everything out of one copy, or of all. */
void cairn_cache_store_empty_copy(struct cairn_cache_store *store, int copy, int64_t time_ns);
void cairn_cache_store_empty(struct cairn_cache_store *store, int64_t time_ns);

/* Presence counts from here on, between begin and end, none of which lies before now. */
void cairn_cache_store_watch(struct cairn_cache_store *store, int64_t begin_ns, int64_t end_ns);

/* Presence up to the end of what is watched, all copies; afterwards ask of no earlier time. */
int64_t cairn_cache_store_presence_ns(struct cairn_cache_store *store);

/* Units of a content. */
static inline int64_t cairn_cache_store_units(const struct cairn_cache_store *store,
                                              uint32_t content)
{
    return store->spec.sizes ? store->spec.sizes[content] : 1;
}

#endif

/* cache_s3_fifo.c - three static queues, first in first out (Yang et al. 2023) [CACHE] */
#include "physics/cache_list.h"

enum { SMALL_PART = 10, MOVES_ON = 2 }; /* a tenth; asked for twice, as the paper has it */

static struct cairn_cache_list *list_of(struct cairn_cache_at at, enum cairn_cache_queue queue)
{
    return queue == CAIRN_QUEUE_MAIN    ? &at.in->main
           : queue == CAIRN_QUEUE_SMALL ? &at.in->small
                                        : &at.in->ghost;
}

static int64_t small_room(struct cairn_cache_at at)
{
    int64_t room = at.store->spec.room / SMALL_PART;

    return room > 0 ? room : 1;
}

static int64_t main_room(struct cairn_cache_at at)
{
    return at.store->spec.room - small_room(at);
}

static int64_t main_units(struct cairn_cache_at at)
{
    return at.in->units - at.in->small_units;
}

static int64_t units_of(struct cairn_cache_at at, uint32_t slot)
{
    return cairn_cache_store_units(at.store, at.slots[slot].content);
}

/* Puts a slot that is in no list at the newest end of one, as not asked for since. */
static void put(struct cairn_cache_at at, uint32_t slot, enum cairn_cache_queue queue)
{
    at.slots[slot].mark = queue;
    cairn_list_put_newest(at.slots, list_of(at, queue), slot);
    if (queue == CAIRN_QUEUE_SMALL)
        at.in->small_units += units_of(at, slot);
    else if (queue == CAIRN_QUEUE_GHOST)
        at.in->ghost_units += units_of(at, slot);
}

static void take(struct cairn_cache_at at, uint32_t slot)
{
    enum cairn_cache_queue queue = (enum cairn_cache_queue)(at.slots[slot].mark & 3);

    cairn_list_unlink(at.slots, list_of(at, queue), slot);
    if (queue == CAIRN_QUEUE_SMALL)
        at.in->small_units -= units_of(at, slot);
    else if (queue == CAIRN_QUEUE_GHOST)
        at.in->ghost_units -= units_of(at, slot);
}

static void forget(struct cairn_cache_at at, uint32_t ghost)
{
    take(at, ghost);
    cairn_cache_give_slot(at, ghost);
}

/* Makes one content of the main list leave. */
static void evict_main(struct cairn_cache_at at)
{
    for (;;) {
        uint32_t slot = at.in->main.oldest;
        uint32_t uses = at.slots[slot].mark >> 2;

        cairn_list_unlink(at.slots, &at.in->main, slot);
        if (uses == 0) {
            cairn_cache_leave(at, units_of(at, slot));
            cairn_cache_give_slot(at, slot);
            return;
        }
        cairn_list_put_newest(at.slots, &at.in->main, slot);
        at.slots[slot].mark -= 1 << 2;
    }
}

/* Makes one newcomer leave, after those before it that have earned to stay. */
static void evict_small(struct cairn_cache_at at)
{
    while (at.in->small.oldest != CAIRN_NO_SLOT) {
        uint32_t slot = at.in->small.oldest;
        bool stays = at.slots[slot].mark >> 2 >= MOVES_ON;

        take(at, slot);
        if (stays) {
            put(at, slot, CAIRN_QUEUE_MAIN);
            while (main_units(at) > main_room(at))
                evict_main(at);
            continue;
        }
        cairn_cache_leave(at, units_of(at, slot));
        put(at, slot, CAIRN_QUEUE_GHOST);
        while (at.in->ghost_units > main_room(at))
            forget(at, at.in->ghost.oldest);
        return;
    }
}

void cairn_s3_insert(struct cairn_cache_at at, uint32_t content, int64_t units, uint32_t ghost)
{
    bool known = ghost != CAIRN_NO_SLOT;
    uint32_t slot;

    if (known) /* before room is made, which may forget it */
        forget(at, ghost);
    while (at.in->units > at.store->spec.room - units)
        if (at.in->small_units >= small_room(at) || at.in->main.oldest == CAIRN_NO_SLOT)
            evict_small(at);
        else
            evict_main(at);
    slot = cairn_cache_take_slot(at, content);
    put(at, slot, known ? CAIRN_QUEUE_MAIN : CAIRN_QUEUE_SMALL);
    cairn_cache_enter(at, units);
}

#include "physics/cache_store.h"

#include "base/alloc.h"
#include "physics/cache_list.h"

/* ---- how many slots a copy may need ---- */

/* Most contents that so much room can hold, and more: sizes are rounded down to powers of 2. */
static int64_t most_entries(const struct cairn_cache_store_spec *spec)
{
    int64_t of_size[64] = {0};
    int64_t room = spec->room, n = 0;

    if (!spec->sizes)
        return room < spec->contents ? room : spec->contents;
    for (int64_t c = 0; c < spec->contents; c++) {
        int power = 0;

        while (spec->sizes[c] >> power > 1)
            power++;
        of_size[power]++;
    }
    for (int power = 0; power < 63; power++) {
        int64_t fit = room >> power;

        fit = fit < of_size[power] ? fit : of_size[power];
        n += fit;
        room -= fit << power;
    }
    return n;
}

void cairn_cache_store_init(struct cairn_cache_store *store,
                            const struct cairn_cache_store_spec *spec)
{
    size_t n_copies = (size_t)spec->copies;
    int64_t entries = most_entries(spec);
    int64_t slots = entries;

    assert(spec->room > 0 && spec->contents > 0 && spec->contents < UINT32_MAX);
    assert(spec->policy != CAIRN_STATIC && spec->copies > 0);
    if (spec->policy == CAIRN_S3_FIFO) /* names take slots as contents do, and one more coming in */
        slots = 2 * entries < spec->contents ? 2 * entries : spec->contents;
    slots = slots > 0 ? slots : 1;
    *store = (struct cairn_cache_store){
        .spec = *spec,
        .n_slots = (uint32_t)slots,
        .slots = cairn_calloc(n_copies * (size_t)slots, sizeof *store->slots),
        .copies = cairn_calloc(n_copies, sizeof *store->copies),
    };
    if (spec->policy == CAIRN_TTL)
        store->expires_ns = cairn_calloc(n_copies * (size_t)slots, sizeof *store->expires_ns);
    if (spec->policy == CAIRN_LFU)
        store->nodes = cairn_calloc(n_copies * (size_t)slots, sizeof *store->nodes);
    cairn_content_index_init(&store->where, (uint64_t)spec->contents, spec->copies, slots,
                             CAIRN_CONTENT_INDEX_PLAIN);
    for (int copy = 0; copy < spec->copies; copy++) { /* as if empty(), which may not look in yet */
        store->copies[copy].main = cairn_empty_list;
        cairn_cache_store_empty_copy(store, copy, 0);
    }
}

void cairn_cache_store_release(struct cairn_cache_store *store)
{
    if (store->slots)
        cairn_content_index_release(&store->where);
    cairn_free(store->slots);
    cairn_free(store->expires_ns);
    cairn_free(store->nodes);
    cairn_free(store->copies);
    *store = (struct cairn_cache_store){0};
}

/* ---- one list: LRU, FIFO, TTL ---- */

static void evict_oldest(struct cairn_cache_at at)
{
    uint32_t slot = at.in->main.oldest;

    cairn_list_unlink(at.slots, &at.in->main, slot);
    cairn_cache_leave(at, cairn_cache_store_units(at.store, at.slots[slot].content));
    cairn_cache_give_slot(at, slot);
}

static uint32_t insert_newest(struct cairn_cache_at at, uint32_t content, int64_t units)
{
    uint32_t slot;

    while (at.in->units > at.store->spec.room - units)
        evict_oldest(at);
    slot = cairn_cache_take_slot(at, content);
    cairn_list_put_newest(at.slots, &at.in->main, slot);
    cairn_cache_enter(at, units);
    return slot;
}

static void move_newest(struct cairn_cache_at at, uint32_t slot)
{
    if (slot == at.in->main.newest)
        return;
    cairn_list_unlink(at.slots, &at.in->main, slot);
    cairn_list_put_newest(at.slots, &at.in->main, slot);
}

static int64_t *expiry_of(struct cairn_cache_at at, uint32_t slot)
{
    return &at.store->expires_ns[(size_t)at.copy * at.store->n_slots + slot];
}

/* Removes what has expired by now, each at its own time. The list is in order of expiry. */
static void expire(struct cairn_cache_at at)
{
    int64_t now_ns = at.time_ns;

    while (at.in->main.oldest != CAIRN_NO_SLOT) {
        at.time_ns = *expiry_of(at, at.in->main.oldest);
        if (at.time_ns > now_ns)
            return;
        evict_oldest(at);
    }
}

/* ---- asking ---- */

static void touch(struct cairn_cache_at at, uint32_t slot)
{
    switch (at.store->spec.policy) {
    case CAIRN_LRU:
        move_newest(at, slot);
        break;
    case CAIRN_LFU:
        cairn_lfu_touch(at, slot);
        break;
    case CAIRN_S3_FIFO:
        cairn_s3_touch(&at.slots[slot]);
        break;
    case CAIRN_TTL:
        if (at.store->spec.renewed) {
            move_newest(at, slot);
            *expiry_of(at, slot) = at.time_ns + at.store->spec.ttl_ns;
        }
        break;
    case CAIRN_FIFO:
    case CAIRN_STATIC:
        break;
    }
}

static void insert(struct cairn_cache_at at, uint32_t content, uint32_t ghost)
{
    int64_t units = cairn_cache_store_units(at.store, content);
    uint32_t slot;

    if (units > at.store->spec.room)
        return;
    switch (at.store->spec.policy) {
    case CAIRN_LRU:
    case CAIRN_FIFO:
        insert_newest(at, content, units);
        break;
    case CAIRN_LFU:
        cairn_lfu_insert(at, content, units);
        break;
    case CAIRN_S3_FIFO:
        cairn_s3_insert(at, content, units, ghost);
        break;
    case CAIRN_TTL:
        slot = insert_newest(at, content, units);
        *expiry_of(at, slot) = at.time_ns + at.store->spec.ttl_ns;
        break;
    case CAIRN_STATIC:
        break;
    }
}

bool cairn_cache_store_ask(struct cairn_cache_store *store, int copy, uint32_t content,
                           int64_t time_ns)
{
    struct cairn_cache_at at = cairn_cache_at(store, copy, time_ns);
    uint32_t slot;

    if (store->expires_ns)
        expire(at);
    slot = cairn_content_index_find(&store->where, copy, content);
    if (slot != CAIRN_NO_SLOT &&
        (store->spec.policy != CAIRN_S3_FIFO || cairn_s3_holds(&at.slots[slot]))) {
        touch(at, slot);
        return true;
    }
    insert(at, content, slot);
    return false;
}

bool cairn_cache_store_has(const struct cairn_cache_store *store, int copy, uint32_t content,
                           int64_t time_ns)
{
    uint32_t slot = cairn_content_index_find(&store->where, copy, content);
    size_t at = (size_t)copy * store->n_slots + slot;

    if (slot == CAIRN_NO_SLOT)
        return false;
    if (store->expires_ns)
        return store->expires_ns[at] > time_ns;
    return store->spec.policy != CAIRN_S3_FIFO || cairn_s3_holds(&store->slots[at]);
}

bool cairn_cache_store_append(struct cairn_cache_store *store, int copy, uint32_t content,
                              int64_t time_ns, int64_t expires_ns)
{
    struct cairn_cache_at at = cairn_cache_at(store, copy, time_ns);
    int64_t units = cairn_cache_store_units(store, content);
    uint32_t slot;

    assert(!store->nodes && store->spec.policy != CAIRN_S3_FIFO);
    if (at.in->units > store->spec.room - units)
        return false;
    slot = cairn_cache_take_slot(at, content);
    cairn_list_put_oldest(at.slots, &at.in->main, slot);
    cairn_cache_enter(at, units);
    if (store->expires_ns)
        *expiry_of(at, slot) = expires_ns;
    return true;
}

/* ---- all copies ---- */

void cairn_cache_store_empty_copy(struct cairn_cache_store *store, int copy, int64_t time_ns)
{
    struct cairn_cache_at at = cairn_cache_at(store, copy, time_ns);

    if (store->expires_ns)
        expire(at);
    for (uint32_t slot = 0; slot < at.in->fresh; slot++)
        if (at.slots[slot].content != CAIRN_NO_SLOT)
            cairn_content_index_remove(&store->where, copy, at.slots[slot].content);
    store->presence_ns += at.in->entries * cairn_cache_watched_ns(store, time_ns);
    *at.in = (struct cairn_cache_copy){
        .main = cairn_empty_list,
        .small = cairn_empty_list,
        .ghost = cairn_empty_list,
        .spare = CAIRN_NO_SLOT,
        .least = CAIRN_NO_SLOT,
        .spare_node = CAIRN_NO_SLOT,
    };
}

void cairn_cache_store_empty(struct cairn_cache_store *store, int64_t time_ns)
{
    for (int copy = 0; copy < store->spec.copies; copy++)
        cairn_cache_store_empty_copy(store, copy, time_ns);
}

void cairn_cache_store_watch(struct cairn_cache_store *store, int64_t begin_ns, int64_t end_ns)
{
    store->begin_ns = begin_ns;
    store->end_ns = end_ns;
    store->presence_ns = 0;
}

int64_t cairn_cache_store_presence_ns(struct cairn_cache_store *store)
{
    int64_t held = 0;

    for (int copy = 0; copy < store->spec.copies; copy++) {
        if (store->expires_ns)
            expire(cairn_cache_at(store, copy, store->end_ns));
        held += store->copies[copy].entries;
    }
    return store->presence_ns + held * (store->end_ns - store->begin_ns);
}

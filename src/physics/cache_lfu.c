/* cache_lfu.c - least frequently used, with lists of equal frequency [CACHE] */
#include "physics/cache_list.h"

static struct cairn_lfu_node *nodes_of(struct cairn_cache_at at)
{
    return &at.store->nodes[(size_t)at.copy * at.store->n_slots];
}

/* A node of so many uses between two others, either of which may be CAIRN_NO_SLOT. */
static uint32_t add_node(struct cairn_cache_at at, int64_t uses, uint32_t less, uint32_t more)
{
    struct cairn_lfu_node *nodes = nodes_of(at);
    uint32_t node = at.in->spare_node;

    if (node != CAIRN_NO_SLOT)
        at.in->spare_node = nodes[node].more;
    else
        node = at.in->fresh_node++;
    assert(node < at.store->n_slots);
    nodes[node] = (struct cairn_lfu_node){
        .uses = uses,
        .list = cairn_empty_list,
        .more = more,
        .less = less,
    };
    if (less == CAIRN_NO_SLOT)
        at.in->least = node;
    else
        nodes[less].more = node;
    if (more != CAIRN_NO_SLOT)
        nodes[more].less = node;
    return node;
}

/* Removes a node that is empty. */
static void remove_node(struct cairn_cache_at at, uint32_t node)
{
    struct cairn_lfu_node *nodes = nodes_of(at);
    struct cairn_lfu_node of = nodes[node];

    if (of.less == CAIRN_NO_SLOT)
        at.in->least = of.more;
    else
        nodes[of.less].more = of.more;
    if (of.more != CAIRN_NO_SLOT)
        nodes[of.more].less = of.less;
    nodes[node].more = at.in->spare_node;
    at.in->spare_node = node;
}

static void put(struct cairn_cache_at at, uint32_t slot, uint32_t node)
{
    at.slots[slot].mark = node;
    cairn_list_put_newest(at.slots, &nodes_of(at)[node].list, slot);
}

void cairn_lfu_touch(struct cairn_cache_at at, uint32_t slot)
{
    struct cairn_lfu_node *nodes = nodes_of(at);
    uint32_t node = at.slots[slot].mark;
    struct cairn_cache_list *list = &nodes[node].list;
    uint32_t more = nodes[node].more;
    int64_t uses = nodes[node].uses + 1;
    bool next = more != CAIRN_NO_SLOT && nodes[more].uses == uses;

    if (!next && list->newest == list->oldest) { /* alone: takes its node along */
        nodes[node].uses = uses;
        return;
    }
    cairn_list_unlink(at.slots, list, slot);
    if (!next) /* there is one to spare: two contents share this one */
        more = add_node(at, uses, node, more);
    put(at, slot, more);
    if (list->newest == CAIRN_NO_SLOT)
        remove_node(at, node);
}

static void evict(struct cairn_cache_at at)
{
    uint32_t node = at.in->least;
    struct cairn_cache_list *list = &nodes_of(at)[node].list;
    uint32_t slot = list->oldest;

    cairn_list_unlink(at.slots, list, slot);
    if (list->newest == CAIRN_NO_SLOT)
        remove_node(at, node);
    cairn_cache_leave(at, cairn_cache_store_units(at.store, at.slots[slot].content));
    cairn_cache_give_slot(at, slot);
}

void cairn_lfu_insert(struct cairn_cache_at at, uint32_t content, int64_t units)
{
    uint32_t least, slot;

    while (at.in->units > at.store->spec.room - units)
        evict(at);
    slot = cairn_cache_take_slot(at, content);
    least = at.in->least;
    if (least == CAIRN_NO_SLOT || nodes_of(at)[least].uses > 1)
        least = add_node(at, 1, CAIRN_NO_SLOT, least);
    put(at, slot, least);
    cairn_cache_enter(at, units);
}

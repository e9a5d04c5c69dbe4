#include "physics/locate.h"

#include <assert.h>

struct count_type {
    const char *name, *unit;
};

static const struct count_type source_counts[CAIRN_N_SOURCE_COUNTS] = {
    [CAIRN_ARRIVALS] = {"arrivals", "requests"},
    [CAIRN_COMPLETED] = {"completed", "requests"},
    [CAIRN_HITS] = {"hits", "requests"},
    [CAIRN_LOST] = {"lost", "requests"},
    [CAIRN_IN_FLIGHT] = {"in flight", "requests"},
    [CAIRN_LATE] = {"late", "requests"},
    [CAIRN_WAITED] = {"waited", "requests"},
    [CAIRN_SPILLED] = {"sent on", "requests"},
    [CAIRN_WENT_ON] = {"went on", "requests"},
    [CAIRN_SLOW_FIRST] = {"slow first token", "requests"},
    [CAIRN_SLOW_TOKEN] = {"slow tokens", "requests"},
    [CAIRN_WRONG] = {"wrong", "requests"},
};

static const struct count_type link_counts[CAIRN_N_LINK_COUNTS] = {
    [CAIRN_UP_BYTES] = {"bytes up", "B"},
    [CAIRN_DOWN_BYTES] = {"bytes down", "B"},
    [CAIRN_UP_BUSY_NS] = {"sending up", "ns"},
    [CAIRN_DOWN_BUSY_NS] = {"sending down", "ns"},
    [CAIRN_RADIO_IDLE_NS] = {"radio idle", "ns"},
    [CAIRN_PROMOTION_NS] = {"radio promotion", "ns"},
    [CAIRN_ACTIVE_NS] = {"radio active", "ns"},
    [CAIRN_TAIL_NS] = {"radio tail", "ns"},
    [CAIRN_PROMOTIONS] = {"promotions", "promotions"},
    [CAIRN_CUT_NS] = {"cut off", "line ns"},
};

static const struct count_type cache_counts[CAIRN_N_CACHE_COUNTS] = {
    [CAIRN_LOOKUPS] = {"look-ups", "requests"},
    [CAIRN_CACHE_HITS] = {"hits", "requests"},
    [CAIRN_CACHE_MISSES] = {"misses", "requests"},
    [CAIRN_SIMILAR_HITS] = {"similar hits", "requests"},
    [CAIRN_WRONG_HITS] = {"wrong hits", "requests"},
    [CAIRN_OCCUPANCY_NS] = {"occupancy", "entry ns"},
};

static const struct count_type pool_counts[CAIRN_N_POOL_COUNTS] = {
    [CAIRN_SLEEP_NS] = {"asleep", "ns"},
    [CAIRN_WAKING_NS] = {"waking", "ns"},
    [CAIRN_IDLE_NS] = {"idle", "ns"},
    [CAIRN_BUSY_NS] = {"busy", "ns"},
    [CAIRN_QUEUE_NS] = {"queue", "request ns"},
    [CAIRN_WAITS_NS] = {"waits", "request ns"},
    [CAIRN_BATCHES] = {"batches", "batches"},
    [CAIRN_FULL_BATCHES] = {"full batches", "batches"},
    [CAIRN_SERVED] = {"served", "requests"},
    [CAIRN_LOADING_NS] = {"loading", "ns"},
    [CAIRN_OFF_NS] = {"off", "ns"},
    [CAIRN_STARTING_NS] = {"starting", "ns"},
    [CAIRN_DOWN_NS] = {"down", "ns"},
    [CAIRN_ON_NS] = {"on", "ns"},
};

static const struct count_type pass_counts[CAIRN_N_PASS_COUNTS] = {
    [CAIRN_PREFILL_NS] = {"reading", "ns"},
    [CAIRN_PASSES] = {"passes", "passes"},
    [CAIRN_READ] = {"read", "tokens"},
    [CAIRN_MADE] = {"made", "tokens"},
    [CAIRN_GOT] = {"got", "tokens"},
    [CAIRN_SEQUENCES_NS] = {"sequences", "sequence ns"},
    [CAIRN_STAYS_NS] = {"stays", "sequence ns"},
    [CAIRN_CONTEXT_MS] = {"context", "token ms"},
};

static const struct count_type batch_count = {"busy", "ns"};

struct cairn_count_place cairn_layout_locate(const struct cairn_layout *layout, int index)
{
    struct cairn_count_place place = {.window = index / layout->stride};
    int at = index % layout->stride;
    int pool = layout->n_pools - 1;

    assert(index >= 0 && place.window < layout->n_windows);
    if (at < layout->link_at) {
        place.kind = CAIRN_COUNT_OF_SOURCE;
        place.station = at / CAIRN_N_SOURCE_COUNTS;
        place.count = at % CAIRN_N_SOURCE_COUNTS;
        return place;
    }
    if (at < layout->cache_at) {
        place.kind = CAIRN_COUNT_OF_LINK;
        place.station = (at - layout->link_at) / CAIRN_N_LINK_COUNTS;
        place.count = (at - layout->link_at) % CAIRN_N_LINK_COUNTS;
        return place;
    }
    if (layout->n_pools == 0 || at < layout->pool_at[0]) {
        place.kind = CAIRN_COUNT_OF_CACHE;
        place.station = (at - layout->cache_at) / CAIRN_N_CACHE_COUNTS;
        place.count = (at - layout->cache_at) % CAIRN_N_CACHE_COUNTS;
        return place;
    }
    while (at < layout->pool_at[pool])
        pool--;
    place.station = pool;
    if (at < layout->batch_at[pool]) {
        place.kind = CAIRN_COUNT_OF_POOL;
        place.count = at - layout->pool_at[pool];
        return place;
    }
    if (layout->pass_at[pool] != CAIRN_NONE && at >= layout->pass_at[pool]) {
        place.kind = CAIRN_COUNT_OF_PASS;
        place.variant = (at - layout->pass_at[pool]) / CAIRN_N_PASS_COUNTS;
        place.count = (at - layout->pass_at[pool]) % CAIRN_N_PASS_COUNTS;
        return place;
    }
    place.kind = CAIRN_COUNT_OF_BATCH;
    place.variant = (at - layout->batch_at[pool]) / layout->batch_max[pool];
    place.batch = (at - layout->batch_at[pool]) % layout->batch_max[pool] + 1;
    return place;
}

static const struct count_type *count_type(const struct cairn_count_place *place)
{
    switch (place->kind) {
    case CAIRN_COUNT_OF_SOURCE:
        return &source_counts[place->count];
    case CAIRN_COUNT_OF_LINK:
        return &link_counts[place->count];
    case CAIRN_COUNT_OF_CACHE:
        return &cache_counts[place->count];
    case CAIRN_COUNT_OF_POOL:
        return &pool_counts[place->count];
    case CAIRN_COUNT_OF_PASS:
        return &pass_counts[place->count];
    case CAIRN_COUNT_OF_BATCH:
        break;
    }
    return &batch_count;
}

const char *cairn_count_name(const struct cairn_count_place *place)
{
    return count_type(place)->name;
}

const char *cairn_count_unit(const struct cairn_count_place *place)
{
    return count_type(place)->unit;
}

/* ledger_cache.c - memory that a cache adds, and its look-ups. [CACHE] [EMB] [COST] */
#include "account/ledger_build.h"
#include "base/alloc.h"

static int cache_factor(struct cairn_ledger_builder *b, const struct cairn_cache *cache,
                        enum cairn_factor_kind kind, double value)
{
    return cairn_builder_enter(b, &(struct cairn_factor){.kind = kind,
                                                         .subject = cache->id,
                                                         .value = value,
                                                         .evidence = cairn_own_word,
                                                         .origin = cache->origin});
}

void cairn_ledger_cache(struct cairn_ledger_builder *b, int cache)
{
    const struct cairn_component_cache *c = &b->component->caches[cache];
    const struct cairn_cache *said = &b->scenario->caches[c->scenario_cache];
    double copies = cairn_builder_pieces(b, c->copies);
    struct cairn_flow at = cairn_flow_at(b, said->place, true, true, CAIRN_OVERHEAD_APPLIES);
    at.term.item_kind = CAIRN_ITEM_CACHE;
    at.term.item = c->scenario_cache;
    at.term.part = CAIRN_PART_CACHE;
    at.term.equation = "[CACHE]";

    struct cairn_flow memory = at;
    memory.term.amount = copies;
    cairn_term_times(&memory.term, cache_factor(b, said, CAIRN_FACTOR_CACHE_POWER, said->power_w));
    cairn_term_times(&memory.term, b->horizon);
    cairn_flow_add(b, &memory);

    struct cairn_flow lookups = at;
    lookups.term.quantity = cairn_layout_cache(&b->layout, 0, cache, CAIRN_LOOKUPS);
    cairn_term_times(&lookups.term,
                     cache_factor(b, said, CAIRN_FACTOR_CACHE_LOOKUP, said->lookup_energy_j));
    cairn_flow_add(b, &lookups);

    char *id = cairn_format("cache:%s", said->id);
    char *who = cairn_format("cache \"%s\"", said->id);
    struct cairn_goods goods = {.term = at.term,
                                .reserved = copies,
                                .bought = copies,
                                .kind = CAIRN_FACTOR_EMBODIED,
                                .id = id,
                                .who = who,
                                .embodied_g = said->embodied_g,
                                .lifetime_s = said->lifetime_s,
                                .evidence = cairn_own_word,
                                .origin = said->origin,
                                .category = "3.2",
                                .price_kind = CAIRN_FACTOR_PRICE,
                                .price_usd = said->price_usd,
                                .price_evidence = cairn_own_word,
                                .price_origin = said->origin,
                                .price_scale = 1};
    cairn_goods_add(b, &goods);
    cairn_free(id);
    cairn_free(who);
}

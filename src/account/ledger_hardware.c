/* ledger_hardware.c - hardware as goods, and devices that have more than one user. [EMB] [LIFE] */
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

void cairn_hardware_goods_init(struct cairn_hardware_goods *goods, struct cairn_ledger_builder *b,
                               const struct cairn_term *term, int hardware)
{
    const struct cairn_hardware *h = &b->scenario->hardware[hardware];
    char *who = cairn_format("hardware \"%s\"", h->id);

    *goods = (struct cairn_hardware_goods){.goods = {.term = *term,
                                                     .kind = CAIRN_FACTOR_EMBODIED,
                                                     .id = h->id,
                                                     .who = who,
                                                     .embodied_g = h->embodied.carbon_g,
                                                     .lifetime_s = h->embodied.lifetime_s,
                                                     .evidence = h->embodied.evidence,
                                                     .origin = h->embodied.origin,
                                                     .category = "3.2",
                                                     .price_kind = CAIRN_FACTOR_PRICE,
                                                     .price_usd = h->price.value_usd,
                                                     .price_evidence = h->price.evidence,
                                                     .price_origin = h->price.origin,
                                                     .price_scale = 1},
                                           .who = who};
}

static int share(struct cairn_ledger_builder *b, const struct cairn_pool *of,
                 enum cairn_factor_kind kind, double value)
{
    return cairn_builder_enter(b, &(struct cairn_factor){.kind = kind,
                                                         .subject = of->id,
                                                         .value = value,
                                                         .evidence = of->second_life.evidence,
                                                         .origin = of->second_life.origin});
}

/* [LIFE] used ones bring a share of what making them emitted, live shorter and have their price */
static void begin_used(struct cairn_hardware_goods *goods, struct cairn_ledger_builder *b,
                       const struct cairn_pool *of)
{
    const struct cairn_second_life *life = &of->second_life;
    struct cairn_goods *g = &goods->goods;

    goods->own_id = cairn_format("used:%s", of->id);
    g->own_id = goods->own_id;
    cairn_free(goods->who);
    goods->who = cairn_format("used hardware \"%s\" of pool \"%s\"",
                              b->scenario->hardware[of->hardware].id, of->id);
    g->who = goods->who;
    g->lifetime_s = life->lifetime_s;
    g->price_usd = life->price_usd;
    g->price_evidence = life->evidence;
    g->price_origin = life->origin;
    g->used = true;
    g->brought = share(b, of, CAIRN_FACTOR_USED, life->brings);
}

void cairn_hardware_goods_init_of_pool(struct cairn_hardware_goods *goods,
                                       struct cairn_ledger_builder *b,
                                       const struct cairn_term *term, const struct cairn_pool *of)
{
    const struct cairn_second_life *life = &of->second_life;
    struct cairn_goods *g = &goods->goods;

    cairn_hardware_goods_init(goods, b, term, of->hardware);
    if (!life->origin.file)
        return;
    if (!isnan(life->brings))
        begin_used(goods, b, of);
    g->handed_on = life->passes_on > 0;
    if (g->handed_on)
        g->kept = share(b, of, CAIRN_FACTOR_PASSED_ON, 1 - life->passes_on);
    g->resold = life->resale > 0;
    if (g->resold)
        g->paid = share(b, of, CAIRN_FACTOR_RESALE, 1 - life->resale);
}

void cairn_hardware_goods_release(struct cairn_hardware_goods *goods)
{
    cairn_free(goods->who);
    cairn_free(goods->own_id);
    *goods = (struct cairn_hardware_goods){0};
}

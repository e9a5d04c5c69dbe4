/* ledger_goods.c - embodied carbon and price of what is used and bought. [EMB] [COST] */
#include <math.h>

#include "account/ledger_build.h"
#include "account/purchase.h"

static bool counts(const struct cairn_goods *goods, double amount)
{
    return goods->term.quantity != CAIRN_NONE || amount > 0;
}

/* How often the horizon writes it off, or how often it is bought. */
static int times_factor(struct cairn_ledger_builder *b, const struct cairn_goods *goods,
                        enum cairn_factor_kind kind)
{
    double horizon_s = b->scenario->time.horizon_s;
    double times = kind == CAIRN_FACTOR_AMORTISATION
                       ? horizon_s / goods->lifetime_s
                       : cairn_purchase_times(horizon_s, goods->lifetime_s);
    return cairn_builder_enter(
        b, &(struct cairn_factor){.kind = kind,
                                  .subject = goods->own_id ? goods->own_id : goods->id,
                                  .value = times,
                                  .evidence = goods->evidence,
                                  .origin = goods->origin});
}

/* [LIFE] less what the next user bears; returns the bases that know of none */
static unsigned add_handed_on(struct cairn_ledger_builder *b, const struct cairn_goods *goods,
                              const struct cairn_term *whole)
{
    struct cairn_term term = *whole;

    term.bases &= cairn_bases_with_handed_on();
    cairn_term_times(&term, goods->kept);
    cairn_builder_add(b, &term);
    return whole->bases & ~cairn_bases_with_handed_on();
}

/* [EMB] */
static void add_carbon(struct cairn_ledger_builder *b, const struct cairn_goods *goods,
                       enum cairn_embodied_model model)
{
    bool amortised = model == CAIRN_EMBODIED_AMORTISED;
    struct cairn_term term = goods->term;
    term.measure = CAIRN_CARBON;
    term.equation = "[EMB]";
    term.bases = cairn_bases_of_embodied(model);
    term.amount = amortised ? goods->reserved : goods->bought;
    term.category = amortised ? NULL : goods->category;
    if (!counts(goods, term.amount))
        return;
    struct cairn_gap gap = {
        .measures = CAIRN_MEASURE_BIT(CAIRN_CARBON), .bases = term.bases, .place = term.place};
    int embodied = cairn_builder_figure(b,
                                        &(struct cairn_factor){.kind = goods->kind,
                                                               .subject = goods->id,
                                                               .value = goods->embodied_g,
                                                               .evidence = goods->evidence,
                                                               .origin = goods->origin},
                                        gap, goods->who, "embodied carbon");
    if (embodied == CAIRN_NONE)
        return;
    if (isnan(goods->lifetime_s)) {
        cairn_builder_note(b, CAIRN_NOTE_MISSING, gap, "%s has no lifetime", goods->who);
        return;
    }
    cairn_term_times(&term, embodied);
    if (goods->used)
        cairn_term_times(&term, goods->brought);
    cairn_term_times(
        &term,
        times_factor(b, goods, amortised ? CAIRN_FACTOR_AMORTISATION : CAIRN_FACTOR_PURCHASES));
    if (goods->handed_on)
        term.bases = add_handed_on(b, goods, &term);
    cairn_builder_add(b, &term);
}

/* [COST] */
static void add_money(struct cairn_ledger_builder *b, const struct cairn_goods *goods)
{
    struct cairn_term term = goods->term;
    term.measure = CAIRN_MONEY_SPENT;
    term.equation = "[COST]";
    term.bases = CAIRN_ALL_BASES;
    term.amount = goods->bought;
    term.scale *= goods->price_scale;
    if (!counts(goods, term.amount))
        return;
    struct cairn_gap gap = {
        .measures = CAIRN_MEASURE_BIT(CAIRN_MONEY_SPENT), .bases = term.bases, .place = term.place};
    int price = cairn_builder_figure(
        b,
        &(struct cairn_factor){.kind = goods->price_kind,
                               .subject = goods->own_id ? goods->own_id : goods->id,
                               .value = goods->price_usd,
                               .evidence = goods->price_evidence,
                               .origin = goods->price_origin},
        gap, goods->who, "price");
    if (price == CAIRN_NONE)
        return;
    if (isnan(goods->lifetime_s)) {
        cairn_builder_note(b, CAIRN_NOTE_MISSING, gap, "%s has no lifetime", goods->who);
        return;
    }
    cairn_term_times(&term, price);
    if (goods->resold)
        cairn_term_times(&term, goods->paid);
    cairn_term_times(&term, times_factor(b, goods, CAIRN_FACTOR_PURCHASES));
    cairn_builder_add(b, &term);
}

void cairn_goods_add(struct cairn_ledger_builder *b, const struct cairn_goods *goods)
{
    add_carbon(b, goods, CAIRN_EMBODIED_AMORTISED);
    add_carbon(b, goods, CAIRN_EMBODIED_PURCHASED);
    if (!goods->free_of_charge)
        add_money(b, goods);
}

/* ledger_repair.c - devices in the place of broken ones, and who comes to them. [REPAIR] */
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

/* What the terms of the repairs of a pool share. */
struct repairs {
    const struct cairn_pool *said;
    struct cairn_term term; /* devices x failures of each over the horizon */
};

static int figure(struct cairn_ledger_builder *b, const struct repairs *r,
                  enum cairn_factor_kind kind, double value)
{
    return cairn_builder_enter(b, &(struct cairn_factor){.kind = kind,
                                                         .subject = r->said->id,
                                                         .value = value,
                                                         .evidence = r->said->repair.evidence,
                                                         .origin = r->said->repair.origin});
}

/* [REPAIR] failures per device = rate x horizon; of an outage horizon / (mtbf + mttr) */
static double failures(const struct cairn_ledger_builder *b, const struct cairn_pool *said)
{
    double horizon_s = b->scenario->time.horizon_s;

    return isnan(said->repair.failures_per_s)
               ? horizon_s / (said->outage.mtbf_s + said->outage.mttr_s)
               : horizon_s * said->repair.failures_per_s;
}

/* [REPAIR] a whole device at purchase; amortised, the half of its life that it has left */
static void add_device(struct cairn_ledger_builder *b, const struct repairs *r,
                       const struct cairn_goods *goods, enum cairn_embodied_model model)
{
    struct cairn_term term = r->term;
    struct cairn_factor embodied = {.kind = goods->kind,
                                    .subject = goods->id,
                                    .value = goods->embodied_g,
                                    .evidence = goods->evidence,
                                    .origin = goods->origin};

    term.measure = CAIRN_CARBON;
    term.bases = cairn_bases_of_embodied(model);
    term.category = model == CAIRN_EMBODIED_PURCHASED ? goods->category : NULL;
    int factor = cairn_builder_figure(
        b, &embodied, (struct cairn_gap){CAIRN_MEASURE_BIT(CAIRN_CARBON), term.bases, term.place},
        goods->who, "embodied carbon");
    if (factor == CAIRN_NONE)
        return;
    cairn_term_times(&term, factor);
    if (goods->used)
        cairn_term_times(&term, goods->brought);
    if (model == CAIRN_EMBODIED_AMORTISED)
        cairn_term_times(
            &term, cairn_builder_enter(b, &(struct cairn_factor){.kind = CAIRN_FACTOR_WASTED,
                                                                 .subject = "",
                                                                 .value = 0.5,
                                                                 .evidence = cairn_own_word}));
    cairn_builder_add(b, &term);
}

/* [COST] */
static void add_money(struct cairn_ledger_builder *b, const struct cairn_term *template,
                      const struct cairn_factor *price, const char *who)
{
    struct cairn_term term = *template;

    term.measure = CAIRN_MONEY_SPENT;
    term.equation = "[COST]";
    int factor = cairn_builder_figure(
        b, price,
        (struct cairn_gap){CAIRN_MEASURE_BIT(CAIRN_MONEY_SPENT), CAIRN_ALL_BASES, term.place}, who,
        "price");
    if (factor == CAIRN_NONE)
        return;
    cairn_term_times(&term, factor);
    cairn_builder_add(b, &term);
}

static void add_replacements(struct cairn_ledger_builder *b, const struct repairs *at)
{
    struct repairs r = *at;
    struct cairn_hardware_goods hardware;

    if (r.said->repair.replaced == 0)
        return;
    cairn_term_times(&r.term, figure(b, &r, CAIRN_FACTOR_REPLACED, r.said->repair.replaced));
    cairn_hardware_goods_init_of_pool(&hardware, b, &r.term, r.said);
    const struct cairn_goods *goods = &hardware.goods;
    add_device(b, &r, goods, CAIRN_EMBODIED_AMORTISED);
    add_device(b, &r, goods, CAIRN_EMBODIED_PURCHASED);
    add_money(b, &r.term,
              &(struct cairn_factor){.kind = goods->price_kind,
                                     .subject = goods->own_id ? goods->own_id : goods->id,
                                     .value = goods->price_usd,
                                     .evidence = goods->price_evidence,
                                     .origin = goods->price_origin},
              goods->who);
    cairn_hardware_goods_release(&hardware);
}

/* [REPAIR] journeys: not of the software, so not under sci */
static void add_visits(struct cairn_ledger_builder *b, const struct repairs *at)
{
    struct repairs r = *at;
    const struct cairn_place *place = &b->scenario->places[r.term.place];
    const struct cairn_visit *visit = &place->visit;

    if (r.said->repair.visited == 0)
        return;
    cairn_term_times(&r.term, figure(b, &r, CAIRN_FACTOR_VISITED, r.said->repair.visited));
    struct cairn_factor factor = {.kind = CAIRN_FACTOR_VISIT_CARBON,
                                  .subject = place->id,
                                  .value = visit->carbon_g,
                                  .evidence = visit->evidence,
                                  .origin = visit->origin};
    struct cairn_term term = r.term;
    term.measure = CAIRN_CARBON;
    term.bases = cairn_bases_with_activities();
    term.category = "3.6";
    cairn_term_times(&term, cairn_builder_enter(b, &factor));
    cairn_builder_add(b, &term);

    char *who = cairn_format("visit of \"%s\"", place->id);
    factor.kind = CAIRN_FACTOR_VISIT_PRICE;
    factor.value = visit->price_usd;
    add_money(b, &r.term, &factor, who);
    cairn_free(who);
}

void cairn_ledger_repairs(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    struct repairs r = {.said = &b->scenario->pools[p->scenario_pool], .term = at->term};

    if (!r.said->repair.origin.file)
        return;
    r.term.part = CAIRN_PART_REPAIRS;
    r.term.equation = "[REPAIR]";
    r.term.amount = cairn_builder_devices(b, p);
    cairn_term_times(&r.term, figure(b, &r, CAIRN_FACTOR_FAILURES, failures(b, r.said)));
    add_replacements(b, &r);
    add_visits(b, &r);
}

/* ledger_provider.c - others' devices: shared pools, managed services. [SHARED] [API] */
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

static const double s_per_ns = 1e-9;

static int pool_factor(struct cairn_ledger_builder *b, const struct cairn_pool *pool,
                       const char *subject, enum cairn_factor_kind kind, double value)
{
    return cairn_builder_enter(b, &(struct cairn_factor){.kind = kind,
                                                         .subject = subject,
                                                         .value = value,
                                                         .evidence = cairn_own_word,
                                                         .origin = pool->origin});
}

static struct cairn_gap gap_of(const struct cairn_term *term, unsigned measures)
{
    return (struct cairn_gap){.measures = measures, .bases = term->bases, .place = term->place};
}

/* [SHARED] embodied / (lifetime x u) per busy second, or 1 / lifetime per hour; hosts by share */
void cairn_builder_add_reserved(struct cairn_ledger_builder *b, const struct cairn_term *reserved,
                                int hardware)
{
    const struct cairn_hardware *h = &b->scenario->hardware[hardware];
    struct cairn_term term = *reserved;
    term.measure = CAIRN_CARBON;
    term.part = CAIRN_PART_EMBODIED;
    term.category = "3.1";
    struct cairn_gap gap = gap_of(&term, CAIRN_MEASURE_BIT(CAIRN_CARBON));
    char *who = cairn_format("hardware \"%s\"", h->id);
    struct cairn_factor factor = {.kind = CAIRN_FACTOR_EMBODIED,
                                  .subject = h->id,
                                  .value = h->embodied.carbon_g,
                                  .evidence = h->embodied.evidence,
                                  .origin = h->embodied.origin};
    int embodied = cairn_builder_figure(b, &factor, gap, who, "embodied carbon");
    factor.kind = CAIRN_FACTOR_WRITE_OFF;
    factor.value = 1 / h->embodied.lifetime_s;
    int write_off = cairn_builder_figure(b, &factor, gap, who, "lifetime");
    cairn_free(who);
    if (embodied == CAIRN_NONE || write_off == CAIRN_NONE)
        return;
    cairn_term_times(&term, embodied);
    cairn_term_times(&term, write_off);
    cairn_builder_add(b, &term);
}

/* [COST] the reserved time of a device at its rent; electricity is in it */
void cairn_builder_add_rented(struct cairn_ledger_builder *b, const struct cairn_term *reserved,
                              const struct cairn_pool *said)
{
    struct cairn_term term = *reserved;
    term.measure = CAIRN_MONEY_SPENT;
    term.part = CAIRN_PART_RENT;
    term.equation = "[COST]";
    term.scale /= 3600;
    char *who = cairn_format("pool \"%s\"", said->id);
    int rent =
        cairn_builder_figure(b,
                             &(struct cairn_factor){.kind = CAIRN_FACTOR_RENT,
                                                    .subject = said->id,
                                                    .value = said->rent_usd_per_h,
                                                    .evidence = cairn_own_word,
                                                    .origin = said->origin},
                             gap_of(&term, CAIRN_MEASURE_BIT(CAIRN_MONEY_SPENT)), who, "rent");
    cairn_free(who);
    if (rent == CAIRN_NONE)
        return;
    cairn_term_times(&term, rent);
    cairn_builder_add(b, &term);
}

/* moved: NULL where nothing waits; else all of it goes along [DEFER] */
static void add_power(struct cairn_ledger_builder *b, const struct cairn_flow *base, int power,
                      int share, const struct cairn_moved *moved)
{
    if (power == CAIRN_NONE)
        return;
    struct cairn_flow flow = *base;
    flow.term.part = CAIRN_PART_SERVICE;
    cairn_term_times(&flow.term, power);
    cairn_term_times(&flow.term, share);
    cairn_flow_add(b, &flow);
    if (moved)
        cairn_flow_move(b, &flow, moved, 1);
}

/* Time of a provider's devices, of which requests use one part in `of`. */
struct part {
    struct cairn_flow at; /* its term has the quantity */
    int of;
    int profile;
    bool prompts;                    /* they are read in it */
    const struct cairn_moved *moved; /* or NULL: nothing waits */
};

/*
 * [SHARED] A second of a part is 1 / of a busy second of a device; each of these comes with
 * (1 - u)/u idle ones and reserves 1/u seconds of the device.
 */
static void add_part(struct cairn_ledger_builder *b, const struct cairn_pool *said,
                     const struct part *part)
{
    double u = said->utilisation;
    bool whole = part->of == 1 && said->batch != 1;
    char *subject = whole ? cairn_format("%s, alone", said->id) : cairn_format("%s", said->id);
    int busy = pool_factor(b, said, subject, CAIRN_FACTOR_SHARED_BUSY, 1.0 / part->of);
    int idle = pool_factor(b, said, subject, CAIRN_FACTOR_SHARED_IDLE, (1 - u) / (u * part->of));
    int reserved = pool_factor(b, said, subject, CAIRN_FACTOR_SHARED_RESERVED, 1 / (u * part->of));
    const struct cairn_host *host = &b->scenario->hardware[said->hardware].host;

    cairn_free(subject);
    int host_share = CAIRN_NONE;
    if (host->hardware != CAIRN_NONE)
        host_share = cairn_builder_host_share(b, &b->scenario->hardware[said->hardware]);
    int power = part->prompts
                    ? cairn_builder_prefill_power(b, said->place, part->profile)
                    : cairn_builder_busy_power(b, said->place, part->profile, said->batch);
    add_power(b, &part->at, power, busy, part->moved);
    add_power(b, &part->at,
              cairn_builder_idle_power(b, said->place, said->hardware, CAIRN_FACTOR_POWER_IDLE),
              idle, part->moved);
    struct cairn_term time = part->at.term;
    cairn_term_times(&time, reserved);
    cairn_builder_add_reserved(b, &time, said->hardware);
    if (host->hardware != CAIRN_NONE) {
        struct cairn_term share = time;
        cairn_term_times(&share, host_share);
        cairn_builder_add_reserved(b, &share, host->hardware);
    }
    cairn_builder_add_rented(b, &time, said);
}

/*
 * [SHARED] The provider keeps a device busy for the share u of its time, with batches of b, of
 * which a request is one part in b. [PASS] What a prompt adds to its passes is the request's own.
 */
static void add_shared(struct cairn_ledger_builder *b, int pool)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_pool *said = &b->scenario->pools[p->scenario_pool];
    struct part part = {.at = cairn_flow_at(b, said->place, false, false, CAIRN_OVERHEAD_APPLIES)};
    struct cairn_term *term = &part.at.term;
    term->item_kind = CAIRN_ITEM_POOL;
    term->item = p->scenario_pool;
    term->equation = "[SHARED]";
    term->scale = s_per_ns;
    if (isnan(said->utilisation)) {
        cairn_builder_note(b, CAIRN_NOTE_MISSING, gap_of(term, CAIRN_ALL_MEASURES),
                           "pool \"%s\" has no utilisation", said->id);
        return;
    }
    struct cairn_moved *moved = cairn_calloc((size_t)p->n_variants, sizeof *moved);
    bool moves = cairn_ledger_moves(b, pool, moved);
    for (int v = 0; v < p->n_variants; v++) {
        part.moved = moves ? &moved[v] : NULL;
        term->quantity = cairn_layout_batch(&b->layout, 0, pool, v, p->batch_max);
        part.of = said->batch;
        part.profile = p->variants[v].scenario_profile;
        part.prompts = false;
        add_part(b, said, &part);
        if (!p->variants[v].passes)
            continue;
        term->quantity = cairn_layout_pass(&b->layout, 0, pool, v, CAIRN_PREFILL_NS);
        part.of = 1;
        part.prompts = true;
        add_part(b, said, &part);
    }
    cairn_free(moved);
}

/* [API] a managed service is known by what a request takes */
static void add_managed(struct cairn_ledger_builder *b, int pool)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_pool *said = &b->scenario->pools[p->scenario_pool];
    const struct cairn_service *service = &b->scenario->services[said->service];
    struct cairn_flow flow = cairn_flow_at(
        b, said->place, false, false,
        service->scope == CAIRN_API_IT ? CAIRN_OVERHEAD_APPLIES : CAIRN_OVERHEAD_INCLUDED);
    flow.term.item_kind = CAIRN_ITEM_POOL;
    flow.term.item = p->scenario_pool;
    flow.term.part = CAIRN_PART_SERVICE;
    flow.term.equation = "[API]";
    flow.term.quantity = cairn_layout_pool(&b->layout, 0, pool, CAIRN_SERVED);

    char *who = cairn_format("service \"%s\"", service->id);
    struct cairn_factor factor = {
        .subject = service->id, .evidence = service->evidence, .origin = service->origin};
    struct cairn_term per_request = flow.term;

    factor.kind = CAIRN_FACTOR_SERVICE_ENERGY;
    factor.value = service->energy_j;
    int energy =
        cairn_builder_figure(b, &factor, gap_of(&flow.term, CAIRN_ENERGY_MEASURES), who, "energy");
    cairn_term_times(&flow.term, energy);
    if (energy != CAIRN_NONE)
        cairn_flow_add(b, &flow);
    struct cairn_moved moved; /* it has one variant */
    if (energy != CAIRN_NONE && cairn_ledger_moves(b, pool, &moved))
        cairn_flow_move(b, &flow, &moved, 1);

    struct cairn_term embodied = per_request;
    embodied.measure = CAIRN_CARBON;
    embodied.category = "3.1";
    factor.kind = CAIRN_FACTOR_SERVICE_EMBODIED;
    factor.value = service->embodied_g;
    int carbon = cairn_builder_figure(
        b, &factor, gap_of(&embodied, CAIRN_MEASURE_BIT(CAIRN_CARBON)), who, "embodied carbon");
    cairn_term_times(&embodied, carbon);
    if (carbon != CAIRN_NONE)
        cairn_builder_add(b, &embodied);

    struct cairn_term money = per_request;
    money.measure = CAIRN_MONEY_SPENT;
    money.equation = "[COST]";
    factor.kind = CAIRN_FACTOR_SERVICE_PRICE;
    factor.value = service->price_usd;
    int price = cairn_builder_figure(
        b, &factor, gap_of(&money, CAIRN_MEASURE_BIT(CAIRN_MONEY_SPENT)), who, "price");
    cairn_term_times(&money, price);
    if (price != CAIRN_NONE)
        cairn_builder_add(b, &money);
    cairn_free(who);
}

void cairn_ledger_provider_pool(struct cairn_ledger_builder *b, int pool)
{
    int said = b->component->pools[pool].scenario_pool;
    if (b->scenario->pools[said].tenancy == CAIRN_MANAGED)
        add_managed(b, pool);
    else
        add_shared(b, pool);
}

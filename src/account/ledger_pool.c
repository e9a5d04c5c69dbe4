/* ledger_pool.c - devices the planner runs: at work, idle, made and paid for. [PWR] [EMB] [COST] */
#include <math.h>

#include "account/ledger_build.h"
#include "account/wall_power.h"
#include "base/alloc.h"

static const double s_per_ns = 1e-9;

/*
 * Notes what a power could not be had from, or how it was converted: once per hardware and
 * boundary, not per batch size. `of` is what has been extrapolated; NULL: nothing can be.
 */
static void note_power(struct cairn_ledger_builder *b, int place, int hardware,
                       const struct cairn_wall_power *power, const char *of)
{
    struct cairn_gap gap = {
        .measures = CAIRN_ALL_MEASURES, .bases = CAIRN_ALL_BASES, .place = place};
    if (power->missing) {
        cairn_builder_note(b, CAIRN_NOTE_MISSING, gap, "hardware \"%s\" has no %s",
                           b->scenario->hardware[power->hardware].id, power->missing);
        return;
    }
    const char *from = power->flags & CAIRN_POWER_FROM_CHIP    ? "chip"
                       : power->flags & CAIRN_POWER_FROM_BOARD ? "board"
                                                               : NULL;
    if (from)
        cairn_builder_note(b, CAIRN_NOTE_CONVERTED, gap,
                           "power of %s was measured at the %s and is converted to the wall",
                           b->scenario->hardware[hardware].id, from);
    if (of && power->flags & CAIRN_POWER_EXTRAPOLATED)
        cairn_builder_note(b, CAIRN_NOTE_EXTRAPOLATED, gap,
                           "power of %s is extrapolated to batches that were not measured", of);
}

/* The power of a profile at work: on what, after the last stroke of its subject. */
static int enter_busy(struct cairn_ledger_builder *b, int place, const struct cairn_profile *p,
                      const struct cairn_wall_power *power, const char *at)
{
    const struct cairn_scenario *s = b->scenario;
    char *of = cairn_format("%s/%s/%s", s->hardware[p->hardware].id, s->models[p->model].id,
                            s->variants[p->variant].id);
    char *subject = cairn_format("%s/%s", of, at);
    int factor = CAIRN_NONE;

    note_power(b, place, p->hardware, power, of);
    cairn_free(of);
    if (!power->missing)
        factor = cairn_builder_enter(b, &(struct cairn_factor){.kind = CAIRN_FACTOR_POWER_BUSY,
                                                               .subject = subject,
                                                               .value = power->value_w,
                                                               .evidence = p->evidence,
                                                               .origin = p->origin});
    cairn_free(subject);
    return factor;
}

int cairn_builder_busy_power(struct cairn_ledger_builder *b, int place, int profile, int batch)
{
    struct cairn_wall_power power = cairn_power_of_batch(b->scenario, profile, batch);
    char *at = cairn_format("%d", batch);
    int factor = enter_busy(b, place, &b->scenario->profiles[profile], &power, at);

    cairn_free(at);
    return factor;
}

int cairn_builder_prefill_power(struct cairn_ledger_builder *b, int place, int profile)
{
    struct cairn_wall_power power = cairn_power_of_prefill(b->scenario, profile);

    return enter_busy(b, place, &b->scenario->profiles[profile], &power, "prefill");
}

int cairn_builder_idle_power(struct cairn_ledger_builder *b, int place, int hardware,
                             enum cairn_factor_kind kind)
{
    enum cairn_power_state state = kind == CAIRN_FACTOR_POWER_SLEEP     ? CAIRN_POWER_SLEEP
                                   : kind == CAIRN_FACTOR_POWER_OFF     ? CAIRN_POWER_OFF
                                   : kind == CAIRN_FACTOR_POWER_WAKING  ? CAIRN_POWER_WAKING
                                   : kind == CAIRN_FACTOR_POWER_LOADING ? CAIRN_POWER_LOADING
                                                                        : CAIRN_POWER_IDLE;
    const struct cairn_hardware *h = &b->scenario->hardware[hardware];
    struct cairn_wall_power power = cairn_power_of_state(b->scenario, hardware, state);
    note_power(b, place, hardware, &power, NULL);
    if (power.missing)
        return CAIRN_NONE;
    bool of_wake = state == CAIRN_POWER_WAKING && !isnan(h->wake.power_w);
    bool of_memory = state == CAIRN_POWER_LOADING && !isnan(h->memory.power_w);
    return cairn_builder_enter(b,
                               &(struct cairn_factor){.kind = kind,
                                                      .subject = h->id,
                                                      .value = power.value_w,
                                                      .evidence = of_wake     ? h->wake.evidence
                                                                  : of_memory ? h->memory.evidence
                                                                              : h->power.evidence,
                                                      .origin = of_wake     ? h->wake.origin
                                                                : of_memory ? h->memory.origin
                                                                            : h->power.origin});
}

int cairn_builder_host_share(struct cairn_ledger_builder *b, const struct cairn_hardware *hardware)
{
    return cairn_builder_enter(b, &(struct cairn_factor){.kind = CAIRN_FACTOR_HOST_SHARE,
                                                         .subject = hardware->id,
                                                         .value = 1.0 / hardware->host.per,
                                                         .evidence = hardware->host.evidence,
                                                         .origin = hardware->host.origin});
}

static struct cairn_flow state_flow(const struct cairn_flow *at, int quantity, enum cairn_part part,
                                    int power)
{
    struct cairn_flow flow = *at;
    flow.term.part = part;
    flow.term.equation = "[PWR]";
    flow.term.quantity = quantity;
    flow.term.scale = s_per_ns;
    cairn_term_times(&flow.term, power);
    return flow;
}

/* [PWR] energy of the device = ns in the state x power at the wall */
static void add_state(struct cairn_ledger_builder *b, const struct cairn_flow *at, int quantity,
                      enum cairn_part part, int power)
{
    if (power == CAIRN_NONE)
        return;
    struct cairn_flow flow = state_flow(at, quantity, part, power);
    cairn_flow_add(b, &flow);
}

/*
 * [DEFER] Work at another hour: its power moves there, and the device rests in the hour in which
 * the work came, and not in the other one.
 */
static void move_state(struct cairn_ledger_builder *b, const struct cairn_flow *at, int quantity,
                       int power, int idle, const struct cairn_moved *moved)
{
    if (power == CAIRN_NONE || idle == CAIRN_NONE)
        return;
    struct cairn_flow work = state_flow(at, quantity, CAIRN_PART_BUSY, power);
    struct cairn_flow rest = state_flow(at, quantity, CAIRN_PART_IDLE, idle);
    cairn_flow_move(b, &work, moved, 1);
    cairn_flow_move(b, &rest, moved, -1);
}

/* [DEFER] all work of a pool of which some may wait */
static void move_operation(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    struct cairn_moved *moved = cairn_calloc((size_t)p->n_variants, sizeof *moved);
    int place = at->term.place;

    if (cairn_ledger_moves(b, pool, moved)) {
        int idle = cairn_builder_idle_power(b, place, b->scenario->pools[p->scenario_pool].hardware,
                                            CAIRN_FACTOR_POWER_IDLE);

        for (int v = 0; v < p->n_variants; v++) {
            int profile = p->variants[v].scenario_profile;

            for (int batch = 1; batch <= p->batch_max; batch++)
                move_state(b, at, cairn_layout_batch(&b->layout, 0, pool, v, batch),
                           cairn_builder_busy_power(b, place, profile, batch), idle, &moved[v]);
            if (p->of_passes && p->variants[v].passes->of_tokens)
                move_state(b, at, cairn_layout_pass(&b->layout, 0, pool, v, CAIRN_PREFILL_NS),
                           cairn_builder_prefill_power(b, place, profile), idle, &moved[v]);
        }
    }
    cairn_free(moved);
}

bool cairn_builder_is_hired(const struct cairn_ledger_builder *b,
                            const struct cairn_component_pool *pool)
{
    return !isnan(b->scenario->pools[pool->scenario_pool].rent_usd_per_h) &&
           cairn_pool_may_be(pool, CAIRN_OFF_NS);
}

static void add_operation(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    static const struct {
        enum cairn_pool_count count;
        enum cairn_factor_kind power;
    } states[] = {
        {CAIRN_IDLE_NS, CAIRN_FACTOR_POWER_IDLE},       {CAIRN_SLEEP_NS, CAIRN_FACTOR_POWER_SLEEP},
        {CAIRN_WAKING_NS, CAIRN_FACTOR_POWER_WAKING},   {CAIRN_OFF_NS, CAIRN_FACTOR_POWER_OFF},
        {CAIRN_STARTING_NS, CAIRN_FACTOR_POWER_WAKING}, {CAIRN_DOWN_NS, CAIRN_FACTOR_POWER_OFF},
    };
    const struct cairn_component_pool *p = &b->component->pools[pool];
    int place = at->term.place;
    for (int v = 0; v < p->n_variants; v++)
        for (int batch = 1; batch <= p->batch_max; batch++)
            add_state(b, at, cairn_layout_batch(&b->layout, 0, pool, v, batch), CAIRN_PART_BUSY,
                      cairn_builder_busy_power(b, place, p->variants[v].scenario_profile, batch));
    for (int v = 0; p->of_passes && v < p->n_variants; v++)
        if (p->variants[v].passes->of_tokens)
            add_state(b, at, cairn_layout_pass(&b->layout, 0, pool, v, CAIRN_PREFILL_NS),
                      CAIRN_PART_BUSY,
                      cairn_builder_prefill_power(b, place, p->variants[v].scenario_profile));
    int hardware = b->scenario->pools[p->scenario_pool].hardware;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        bool away =
            states[i].count == CAIRN_OFF_NS && cairn_builder_is_hired(b, p); /* its owner's */

        if (away || !cairn_pool_may_be(p, states[i].count))
            continue;
        add_state(b, at, cairn_layout_pool(&b->layout, 0, pool, states[i].count), CAIRN_PART_IDLE,
                  cairn_builder_idle_power(b, place, hardware, states[i].power));
    }
    if (p->swaps)
        add_state(b, at, cairn_layout_pool(&b->layout, 0, pool, CAIRN_LOADING_NS), CAIRN_PART_BUSY,
                  cairn_builder_idle_power(b, place, hardware, CAIRN_FACTOR_POWER_LOADING));
}

/* [EMB] [COST] so many of the goods, which are released; owned ones are not bought */
static void add_goods(struct cairn_ledger_builder *b, struct cairn_hardware_goods *goods,
                      const struct cairn_pool *said, double reserved)
{
    bool rented = !isnan(said->rent_usd_per_h);

    goods->goods.reserved = reserved;
    goods->goods.bought = said->tenancy == CAIRN_OWNED ? 0 : reserved;
    goods->goods.free_of_charge = rented;
    goods->goods.category = rented ? "3.1" : "3.2";
    cairn_goods_add(b, &goods->goods);
    cairn_hardware_goods_release(goods);
}

/* Devices of one copy, those that stand by included. */
static double devices_of(const struct cairn_ledger_builder *b, const struct cairn_component_pool *p)
{
    return (double)p->devices + b->scenario->pools[p->scenario_pool].spare;
}

double cairn_builder_devices(const struct cairn_ledger_builder *b,
                             const struct cairn_component_pool *pool)
{
    return devices_of(b, pool) * cairn_builder_pieces(b, pool->copies);
}

/* Whole hosts for the devices of one copy: nobody else is in them. */
static double hosts_of(const struct cairn_ledger_builder *b, const struct cairn_component_pool *p,
                       const struct cairn_host *host)
{
    return ceil(devices_of(b, p) / host->per);
}

/* [SPARE] devices that stand by are idle all the time, or asleep where the pool's devices sleep */
static void add_spares(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_pool *said = &b->scenario->pools[p->scenario_pool];
    enum cairn_factor_kind kind =
        p->sleep_after_ns == CAIRN_NONE ? CAIRN_FACTOR_POWER_IDLE : CAIRN_FACTOR_POWER_SLEEP;
    struct cairn_flow flow = *at;
    int power;

    if (said->spare == 0)
        return;
    power = cairn_builder_idle_power(b, at->term.place, said->hardware, kind);
    if (power == CAIRN_NONE)
        return;
    flow.term.part = CAIRN_PART_IDLE;
    flow.term.equation = "[SPARE]";
    flow.term.amount = said->spare * cairn_builder_pieces(b, p->copies);
    cairn_term_times(&flow.term, power);
    cairn_term_times(&flow.term, b->horizon);
    cairn_flow_add(b, &flow);
}

/*
 * [PWR] places of own hosts that no device fills draw their share of the host's idle power: the
 * power of a device holds only the share of its own place
 */
static void add_vacant_places(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_hardware *h =
        &b->scenario->hardware[b->scenario->pools[p->scenario_pool].hardware];
    double vacant = h->host.hardware == CAIRN_NONE || cairn_builder_is_hired(b, p)
                        ? 0
                        : hosts_of(b, p, &h->host) * h->host.per - devices_of(b, p);
    if (vacant <= 0)
        return;
    int power =
        cairn_builder_idle_power(b, at->term.place, h->host.hardware, CAIRN_FACTOR_POWER_IDLE);
    if (power == CAIRN_NONE)
        return;
    struct cairn_flow flow = *at;
    flow.term.part = CAIRN_PART_IDLE;
    flow.term.equation = "[PWR]";
    flow.term.amount = vacant * cairn_builder_pieces(b, p->copies);
    cairn_term_times(&flow.term, power);
    cairn_term_times(&flow.term, cairn_builder_host_share(b, h));
    cairn_term_times(&flow.term, b->horizon);
    cairn_flow_add(b, &flow);
}

/* [EMB] [COST] devices, [SPARE] those in store, and whole hosts */
static void add_devices(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_pool *said = &b->scenario->pools[p->scenario_pool];
    const struct cairn_host *host = &b->scenario->hardware[said->hardware].host;
    struct cairn_factor shelf = {.kind = CAIRN_FACTOR_SHELF,
                                 .subject = said->id,
                                 .value = said->shelf,
                                 .evidence = cairn_own_word,
                                 .origin = said->origin};
    struct cairn_hardware_goods goods;
    struct cairn_term term = at->term;

    term.part = CAIRN_PART_EMBODIED;
    cairn_hardware_goods_init_of_pool(&goods, b, &term, said);
    add_goods(b, &goods, said, cairn_builder_devices(b, p));
    if (host->hardware != CAIRN_NONE) {
        cairn_hardware_goods_init(&goods, b, &term, host->hardware);
        add_goods(b, &goods, said, hosts_of(b, p, host) * cairn_builder_pieces(b, p->copies));
    }
    if (said->shelf == 0)
        return;
    cairn_term_times(&term, cairn_builder_enter(b, &shelf));
    cairn_hardware_goods_init_of_pool(&goods, b, &term, said);
    add_goods(b, &goods, said, cairn_builder_devices(b, p));
}

/* [COST] a rented device: its owner buys and powers it */
static void add_rent(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_pool *said = &b->scenario->pools[p->scenario_pool];
    struct cairn_term term = at->term;
    term.measure = CAIRN_MONEY_SPENT;
    term.part = CAIRN_PART_RENT;
    term.equation = "[COST]";
    term.amount = cairn_builder_devices(b, p);
    term.scale = 1 / 3600.0;
    cairn_term_times(&term,
                     cairn_builder_enter(b, &(struct cairn_factor){.kind = CAIRN_FACTOR_RENT,
                                                                   .subject = said->id,
                                                                   .value = said->rent_usd_per_h,
                                                                   .evidence = cairn_own_word,
                                                                   .origin = said->origin}));
    cairn_term_times(&term, b->horizon);
    cairn_builder_add(b, &term);
}

/* [EMB] [COST] devices, and their shares of hosts, by the hours in which they are on */
static void add_hired(struct cairn_ledger_builder *b, int pool, const struct cairn_flow *at)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_pool *said = &b->scenario->pools[p->scenario_pool];
    const struct cairn_hardware *h = &b->scenario->hardware[said->hardware];
    struct cairn_term time = at->term;

    time.quantity = cairn_layout_pool(&b->layout, 0, pool, CAIRN_ON_NS);
    time.scale = s_per_ns;
    time.equation = "[EMB]";
    cairn_builder_add_reserved(b, &time, said->hardware);
    cairn_builder_add_rented(b, &time, said);
    if (h->host.hardware == CAIRN_NONE)
        return;
    cairn_term_times(&time, cairn_builder_host_share(b, h));
    cairn_builder_add_reserved(b, &time, h->host.hardware);
}

void cairn_ledger_pool(struct cairn_ledger_builder *b, int pool)
{
    const struct cairn_component_pool *p = &b->component->pools[pool];
    const struct cairn_pool *said = &b->scenario->pools[p->scenario_pool];
    if (said->tenancy == CAIRN_SHARED_POOL || said->tenancy == CAIRN_MANAGED) {
        cairn_ledger_provider_pool(b, pool);
        return;
    }
    bool rented = !isnan(said->rent_usd_per_h);
    struct cairn_flow at =
        cairn_flow_at(b, said->place, cairn_pool_is_own(said), !rented, CAIRN_OVERHEAD_APPLIES);
    at.term.item_kind = CAIRN_ITEM_POOL;
    at.term.item = p->scenario_pool;
    add_operation(b, pool, &at);
    move_operation(b, pool, &at);
    add_spares(b, pool, &at);
    add_vacant_places(b, pool, &at);
    cairn_ledger_releases(b, pool, &at);
    cairn_ledger_monitoring(b, pool, &at);
    cairn_ledger_repairs(b, pool, &at);
    if (cairn_builder_is_hired(b, p)) {
        add_hired(b, pool, &at);
        return;
    }
    add_devices(b, pool, &at);
    if (rented)
        add_rent(b, pool, &at);
}

/*
 * group_supply.c - sun and battery of a place, beside its other load. [SOLAR]
 *
 * cairn's devices are charged for what the meter shows more with them than without: the other load
 * is there anyway, and what the sun already does for it, it does no longer where they take it.
 */
#include <math.h>

#include "account/group_stage.h"
#include "base/alloc.h"

enum { HOURS = CAIRN_HOURS_PER_YEAR };

static bool applies(const struct cairn_scenario *scenario, int place)
{
    return scenario->places[place].solar.origin.file || scenario->places[place].battery.origin.file;
}

/* ---- the hours of a place ---- */

static void place_hours(const struct cairn_hourly *hourly, const struct cairn_year *year,
                        double scale, double *to)
{
    cairn_year_place_series(year, hourly->series, hourly->spells, to);
    for (int h = 0; h < HOURS; h++)
        to[h] *= scale;
}

/* A shape is by local hours; an hour of UTC has the mean of the quarters that it meets. */
static double shape_at(const struct cairn_scenario *s, int place, int shape, int spell)
{
    double offset_s = s->places[place].utc_offset_s, sum = 0;
    int quarters = isnan(offset_s) ? 0 : (int)lround(offset_s / 900);
    int season = spell / CAIRN_HOURS_PER_WEEK, hour = spell % CAIRN_HOURS_PER_WEEK;

    for (int q = 0; q < 4; q++) {
        int at = 4 * hour + q + quarters, week = 4 * CAIRN_HOURS_PER_WEEK;

        at = ((at % week) + week) % week / 4;
        sum += s->shapes[shape].hour_of_week[season * CAIRN_HOURS_PER_WEEK + at];
    }
    return sum / 4;
}

static double *other_load(const struct cairn_ground *ground, const struct cairn_year *year)
{
    const struct cairn_scenario *s = ground->scenario;
    const struct cairn_other_load *load = &s->places[ground->place].load;
    double *to = cairn_calloc(HOURS, sizeof *to);

    if (!load->origin.file)
        return to;
    if (load->hours.series) {
        place_hours(&load->hours, year,
                    isnan(load->power_w) ? 1 : load->power_w / load->hours.series->mean, to);
        return to;
    }
    for (int h = 0; h < HOURS; h++)
        to[h] = load->power_w * (load->shape == CAIRN_NONE
                                     ? 1
                                     : shape_at(s, ground->place, load->shape, year->spell[h]));
    return to;
}

static struct cairn_dispatch_task task_of(const struct cairn_ground *ground, const double *load_w)
{
    const struct cairn_ground_supply *supply = &ground->supply;

    return (struct cairn_dispatch_task){.n = HOURS,
                                        .load_w = load_w,
                                        .sun_w = supply->sun_w,
                                        .signal = supply->signal,
                                        .battery = supply->signal ? &supply->battery : NULL};
}

/* Dispatches; what is drawn from the grid goes to drawn_w, what the battery loses is returned. */
static void dispatch(const struct cairn_ground *ground, const double *load_w, double *drawn_w,
                     double *lost_w)
{
    struct cairn_dispatch_task task = task_of(ground, load_w);
    double *charge_w = task.battery ? cairn_calloc(HOURS, sizeof *charge_w) : NULL;
    double *discharge_w = task.battery ? cairn_calloc(HOURS, sizeof *discharge_w) : NULL;

    cairn_dispatch(&task, &(struct cairn_dispatch_hours){
                              .grid_w = drawn_w, .charge_w = charge_w, .discharge_w = discharge_w});
    *lost_w = 0;
    for (int h = 0; task.battery && h < HOURS; h++)
        *lost_w += charge_w[h] - discharge_w[h];
    cairn_free(charge_w);
    cairn_free(discharge_w);
}

static void init(struct cairn_ground *ground, struct cairn_year *year)
{
    const struct cairn_place *place = &ground->scenario->places[ground->place];
    const struct cairn_battery *battery = &place->battery;
    struct cairn_ground_supply *supply = &ground->supply;

    supply->other_w = other_load(ground, year);
    supply->sun_w = cairn_calloc(HOURS, sizeof *supply->sun_w);
    if (place->solar.origin.file)
        place_hours(&place->solar.hours, year, place->solar.peak_w, supply->sun_w);
    if (battery->origin.file) {
        supply->signal = cairn_year_intensity(year, place->grid, battery->signal, battery->scope);
        supply->battery = (struct cairn_dispatch_battery){
            .capacity_wh = battery->capacity_j / 3600 * battery->depth,
            .charge_w = battery->charge_w,
            .discharge_w = battery->discharge_w,
            .charge_efficiency = battery->charge_efficiency,
            .discharge_efficiency = battery->discharge_efficiency,
            .wear = battery->wear_g_per_kwh,
            .grid = battery->grid_charging,
            .foresight = battery->rule == CAIRN_FORESIGHT};
    }
    supply->drawn_w = cairn_calloc(HOURS, sizeof *supply->drawn_w);
    dispatch(ground, supply->other_w, supply->drawn_w, &supply->lost_w);
}

static void release(struct cairn_ground *ground)
{
    cairn_free(ground->supply.other_w);
    cairn_free(ground->supply.sun_w);
    cairn_free(ground->supply.drawn_w);
}

/* [SOLAR] drawn with cairn's devices - drawn without - what they take */
static void settle(const struct cairn_ground *ground, struct cairn_group_hours *hours)
{
    const struct cairn_ground_supply *supply = &ground->supply;
    double *load_w = cairn_alloc(HOURS * sizeof *load_w);
    double lost_w;

    for (int h = 0; h < HOURS; h++)
        load_w[h] = fmax(0, supply->other_w[h] + hours->facility_w[h]); /* [CV] may leave less */
    dispatch(ground, load_w, hours->drawn_w, &lost_w);
    for (int h = 0; h < HOURS; h++)
        hours->drawn_w[h] -= supply->drawn_w[h] + hours->facility_w[h];
    hours->used_w[0] = lost_w - supply->lost_w; /* only the sum counts */
    cairn_free(load_w);
}

/* All that its battery loses anyway. */
static double most_used(const struct cairn_ground *ground)
{
    return ground->supply.lost_w;
}

/*
 * Whatever steers it, no dispatch costs less than the best one for the worth itself, without wear
 * and with leave to charge from the grid. One more W of load costs that at most its worth, so what
 * is saved of it grows with the load, until the load takes all of the sun and of what the battery
 * can give: that is the most.
 */
static double most_worth(const struct cairn_ground *ground, const double *worth)
{
    const struct cairn_ground_supply *supply = &ground->supply;
    struct cairn_dispatch_battery best = supply->battery;
    double most_w = best.discharge_w, saved = 0; /* 0 without a battery */
    double *load_w = cairn_alloc(HOURS * sizeof *load_w);
    double *drawn_w = cairn_alloc(HOURS * sizeof *drawn_w);
    struct cairn_dispatch_task task = task_of(ground, load_w);

    best.wear = 0;
    best.grid = best.foresight = true;
    task.signal = worth;
    task.battery = supply->signal ? &best : NULL;
    for (int h = 0; h < HOURS; h++)
        load_w[h] = supply->other_w[h] + supply->sun_w[h] + most_w;
    cairn_dispatch(&task, &(struct cairn_dispatch_hours){.grid_w = drawn_w});
    for (int h = 0; h < HOURS; h++)
        saved += worth[h] * (load_w[h] - supply->other_w[h] - drawn_w[h] + supply->drawn_w[h]);
    cairn_free(load_w);
    cairn_free(drawn_w);
    return fmax(0, saved);
}

/* ---- what is bought ---- */

/* Something of each copy of a place. */
struct thing {
    const char *what; /* "solar" */
    enum cairn_tenancy tenancy;
    double embodied_g, lifetime_s, price_usd;
    struct cairn_evidence evidence;
    struct cairn_origin origin;
};

/* [EMB] [COST] */
static void add_thing(struct cairn_ledger_builder *b, int place, const struct thing *thing)
{
    const struct cairn_place *p = &b->scenario->places[place];
    char *id = cairn_format("%s:%s", thing->what, p->id);
    char *who = cairn_format("%s of %s \"%s\"", thing->what,
                             p->kind == CAIRN_SITE ? "site" : "region", p->id);
    struct cairn_goods goods = {.term = {.place = place,
                                         .part = CAIRN_PART_SUPPLY,
                                         .item_kind = CAIRN_ITEM_PLACE,
                                         .item = place,
                                         .quantity = CAIRN_NONE,
                                         .hours_of = CAIRN_NONE,
                                         .scale = 1},
                                .reserved = p->count,
                                .bought = p->count,
                                .kind = CAIRN_FACTOR_EMBODIED,
                                .id = id,
                                .who = who,
                                .embodied_g = thing->embodied_g,
                                .lifetime_s = thing->lifetime_s,
                                .evidence = thing->evidence,
                                .origin = thing->origin,
                                .category = "3.2",
                                .price_kind = CAIRN_FACTOR_PRICE,
                                .price_usd = thing->price_usd,
                                .price_evidence = thing->evidence,
                                .price_origin = thing->origin,
                                .price_scale = 1};

    if (thing->origin.file && thing->tenancy == CAIRN_BOUGHT)
        cairn_goods_add(b, &goods);
    cairn_free(id);
    cairn_free(who);
}

static void add_goods(struct cairn_ledger_builder *b, const struct cairn_ground *ground)
{
    const struct cairn_solar *solar = &b->scenario->places[ground->place].solar;
    const struct cairn_battery *battery = &b->scenario->places[ground->place].battery;

    add_thing(b, ground->place,
              &(struct thing){"solar", solar->tenancy, solar->embodied_g_per_w * solar->peak_w,
                              solar->lifetime_s, solar->price_usd, solar->evidence, solar->origin});
    add_thing(b, ground->place,
              &(struct thing){"battery", battery->tenancy,
                              battery->embodied_g_per_j * battery->capacity_j, battery->lifetime_s,
                              battery->price_usd, battery->evidence, battery->origin});
}

const struct cairn_group_stage cairn_group_supply = {.name = "supply",
                                                     .equation = "[SOLAR]",
                                                     .part = CAIRN_PART_SUPPLY,
                                                     .applies = applies,
                                                     .init = init,
                                                     .release = release,
                                                     .settle = settle,
                                                     .most_used = most_used,
                                                     .most_worth = most_worth,
                                                     .add_goods = add_goods};

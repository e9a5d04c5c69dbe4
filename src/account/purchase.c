#include "account/purchase.h"

#include <math.h>
#include <stdbool.h>

#include "account/basis.h"
#include "account/wall_power.h"
#include "base/alloc.h"
#include "model/overhead.h"
#include "model/steps.h"

double cairn_purchase_times(double horizon_s, double lifetime_s)
{
    /* Units are converted in floating point: 60 months and 5 years are the same. */
    return fmax(1, ceil(horizon_s / lifetime_s - 1e-9));
}

/* Times bought and what is left of the last one. */
static void add(struct cairn_purchases *list, const struct cairn_scenario *scenario,
                const struct cairn_purchase *item, double lifetime_s, bool owned)
{
    struct cairn_purchase purchase = *item;
    double horizon_s = scenario->time.horizon_s;
    double times = owned ? 0 : isnan(lifetime_s) ? 1 : cairn_purchase_times(horizon_s, lifetime_s);
    purchase.times = (int)times;
    purchase.lifetime_s = lifetime_s;
    purchase.residual_g =
        owned ? 0 : purchase.count * purchase.carbon_each_g * (times - horizon_s / lifetime_s);
    list->items =
        cairn_grow(list->items, &list->capacity, (size_t)list->n + 1, sizeof *list->items);
    list->items[list->n++] = purchase;
}

/* The larger of two figures; absent where one is. */
static double larger(double a, double b)
{
    return isnan(a) || isnan(b) ? NAN : fmax(a, b);
}

static double pue_most(const struct cairn_place *place)
{
    return place->overhead ? place->overhead->pue_most : place->pue;
}

static double busy_power_w(const struct cairn_scenario *scenario, int pool, int variant,
                           int batch_max)
{
    int profile = cairn_scenario_profile(scenario, variant, scenario->pools[pool].hardware);
    if (profile == CAIRN_NONE)
        return NAN;
    double peak_w = 0;
    for (int batch = 1; batch <= batch_max; batch++)
        peak_w = larger(peak_w, cairn_power_of_batch(scenario, profile, batch).value_w);
    return peak_w;
}

/* Of one device of a pool, over the variants and batches that the placement lets it serve. */
static double device_peak_w(const struct cairn_scenario *scenario,
                            const struct cairn_placement *placement, int pool)
{
    double peak_w = 0;
    int batch_max = placement->pools[pool].batch_max;
    for (int i = 0; i < placement->n_routes; i++) {
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(&placement->routes[i], targets);
        for (int t = 0; t < n; t++)
            if (targets[t].pool == pool)
                peak_w =
                    larger(peak_w, busy_power_w(scenario, pool, targets[t].variant, batch_max));
    }
    return peak_w;
}

static bool is_own(const struct cairn_scenario *scenario, int pool)
{
    return scenario->pools[pool].tenancy == CAIRN_OWNED ||
           scenario->pools[pool].tenancy == CAIRN_BOUGHT;
}

/* [SPARE] [REPAIR] what is bought besides the devices that `item` says; rounded up */
static void add_stock(struct cairn_purchases *list, const struct cairn_scenario *scenario,
                      const struct cairn_pool *said, const struct cairn_purchase *devices,
                      double lifetime_s, double price_usd)
{
    const struct cairn_repair *repair = &said->repair;
    struct cairn_purchase item = *devices;
    double failures =
        scenario->time.horizon_s * (isnan(repair->failures_per_s)
                                        ? 1 / (said->outage.mtbf_s + said->outage.mttr_s)
                                        : repair->failures_per_s);

    item.peak_w = 0;
    if (said->shelf > 0) {
        item.kind = CAIRN_PURCHASE_SHELF;
        item.count = (int)ceil(devices->count * said->shelf - 1e-9);
        add(list, scenario, &item, lifetime_s, said->tenancy == CAIRN_OWNED);
    }
    if (repair->origin.file && repair->replaced > 0) {
        item.kind = CAIRN_PURCHASE_REPLACEMENT;
        item.count = (int)ceil(devices->count * failures * repair->replaced - 1e-9);
        item.price_each_usd = price_usd;
        /* each once, when another breaks; what life it has left at the end is not known */
        add(list, scenario, &item, scenario->time.horizon_s, false);
    }
}

/* So many hosts in each copy, for devices that are bought or owned like them. */
static void add_host(struct cairn_purchases *list, const struct cairn_scenario *scenario,
                     const struct cairn_pool *said, const struct cairn_purchase *devices, int hosts)
{
    const struct cairn_hardware *host =
        &scenario->hardware[scenario->hardware[said->hardware].host.hardware];
    bool owned = said->tenancy == CAIRN_OWNED;
    struct cairn_purchase item = *devices;

    item.kind = CAIRN_PURCHASE_HOST;
    item.name = host->id;
    item.count = hosts * scenario->places[said->place].count;
    item.carbon_each_g = host->embodied.carbon_g;
    item.price_each_usd = !owned && isnan(said->rent_usd_per_h) ? host->price.value_usd : 0;
    item.peak_w = 0;
    add(list, scenario, &item, host->embodied.lifetime_s, owned);
}

static void add_pool(struct cairn_purchases *list, const struct cairn_scenario *scenario,
                     const struct cairn_placement *placement, int pool)
{
    const struct cairn_pool *said = &scenario->pools[pool];
    int working = placement->pools[pool].count;
    int devices = working + said->spare;
    if (working == 0 || !is_own(scenario, pool))
        return;
    const struct cairn_place *place = &scenario->places[said->place];
    const struct cairn_hardware *hardware = &scenario->hardware[said->hardware];
    const struct cairn_second_life *life = &said->second_life;
    bool used = life->origin.file && !isnan(life->brings); /* [LIFE] */
    bool owned = said->tenancy == CAIRN_OWNED;
    bool paid = !owned && isnan(said->rent_usd_per_h);
    double lifetime_s = used ? life->lifetime_s : hardware->embodied.lifetime_s;
    double price_usd = used ? life->price_usd : hardware->price.value_usd;
    struct cairn_purchase item = {.kind = CAIRN_PURCHASE_DEVICE,
                                  .place = said->place,
                                  .pool = pool,
                                  .name = hardware->id,
                                  .count = devices * place->count,
                                  .carbon_each_g =
                                      hardware->embodied.carbon_g * (used ? life->brings : 1),
                                  .price_each_usd = paid ? price_usd : 0};
    /* a spare works when another has failed */
    item.peak_w =
        working * place->count * device_peak_w(scenario, placement, pool) * pue_most(place);
    add(list, scenario, &item, lifetime_s, owned);
    add_stock(list, scenario, said, &item, lifetime_s, price_usd);
    if (hardware->host.hardware != CAIRN_NONE)
        add_host(list, scenario, said, &item,
                 (devices + hardware->host.per - 1) / hardware->host.per);
}

static void add_cache(struct cairn_purchases *list, const struct cairn_scenario *scenario,
                      int cache)
{
    const struct cairn_cache *said = &scenario->caches[cache];
    const struct cairn_place *place = &scenario->places[said->place];
    add(list, scenario,
        &(struct cairn_purchase){.kind = CAIRN_PURCHASE_CACHE,
                                 .place = said->place,
                                 .pool = CAIRN_NONE,
                                 .name = said->id,
                                 .count = place->count,
                                 .carbon_each_g = said->embodied_g,
                                 .price_each_usd = said->price_usd,
                                 .peak_w = place->count * said->power_w * pue_most(place)},
        said->lifetime_s, false);
}

static void add_link(struct cairn_purchases *list, const struct cairn_scenario *scenario, int link)
{
    const struct cairn_link *said = &scenario->links[link];
    if (said->line == CAIRN_LINE_EXISTING)
        return;
    double share = said->line == CAIRN_LINE_SHARED ? said->share : 1;
    int lines = cairn_scenario_lines(scenario, link);
    for (int i = 0; i < said->n_hops; i++) {
        const struct cairn_hop *hop = &scenario->hops[said->first_hop + i];
        add(list, scenario,
            &(struct cairn_purchase){.kind = CAIRN_PURCHASE_LINE,
                                     .place =
                                         hop->grid == CAIRN_HOP_AT_SITE ? said->from : said->to,
                                     .pool = CAIRN_NONE,
                                     .name = hop->id,
                                     .count = lines,
                                     .carbon_each_g = hop->embodied_g * share,
                                     .price_each_usd = hop->price_usd * share,
                                     .peak_w = lines * hop->base_w * share},
            hop->lifetime_s, false);
    }
}

/* The sun and the battery of a place at which something stands. [SOLAR] */
static void add_supply(struct cairn_purchases *list, const struct cairn_scenario *scenario,
                       int place)
{
    const struct cairn_place *said = &scenario->places[place];
    const struct cairn_solar *solar = &said->solar;
    const struct cairn_battery *battery = &said->battery;
    struct cairn_purchase item = {.place = place, .pool = CAIRN_NONE, .count = said->count};

    if (solar->origin.file && solar->tenancy == CAIRN_BOUGHT) {
        item.kind = CAIRN_PURCHASE_SOLAR;
        item.name = cairn_purchase_kind_name(item.kind);
        item.carbon_each_g = solar->embodied_g_per_w * solar->peak_w;
        item.price_each_usd = solar->price_usd;
        add(list, scenario, &item, solar->lifetime_s, false);
    }
    if (battery->origin.file && battery->tenancy == CAIRN_BOUGHT) {
        item.kind = CAIRN_PURCHASE_BATTERY;
        item.name = cairn_purchase_kind_name(item.kind);
        item.carbon_each_g = battery->embodied_g_per_j * battery->capacity_j;
        item.price_each_usd = battery->price_usd;
        add(list, scenario, &item, battery->lifetime_s, false);
    }
}

/* Marks the link that a route to a pool crosses. */
static void use_link(const struct cairn_scenario *scenario, int workload, int pool, bool *used)
{
    int site = scenario->workloads[workload].place;
    int place = scenario->pools[pool].place;
    int link = place == site ? CAIRN_NONE : cairn_scenario_link(scenario, site, place);
    if (link != CAIRN_NONE)
        used[link] = true;
}

/* Of all places at which a placement puts something of its own. */
static void add_supplies(struct cairn_purchases *purchases, const struct cairn_scenario *scenario,
                         const struct cairn_placement *placement, const bool *caches)
{
    bool *places = cairn_calloc((size_t)scenario->n_places, sizeof *places);
    for (int i = 0; i < scenario->n_pools; i++)
        if (placement->pools[i].count > 0 && cairn_pool_is_own(&scenario->pools[i]))
            places[scenario->pools[i].place] = true;
    for (int i = 0; i < scenario->n_caches; i++)
        if (caches[i])
            places[scenario->caches[i].place] = true;
    for (int i = 0; i < placement->n_routes; i++) {
        const struct cairn_workload *workload = &scenario->workloads[placement->routes[i].workload];
        if (workload->storage.origin.file)
            places[workload->storage.at] = true;
    }
    for (int i = 0; i < scenario->n_places; i++)
        if (places[i])
            add_supply(purchases, scenario, i);
    cairn_free(places);
}

void cairn_purchases_init(struct cairn_purchases *purchases, const struct cairn_scenario *scenario,
                          const struct cairn_placement *placement)
{
    *purchases = (struct cairn_purchases){0};
    bool *caches = cairn_calloc((size_t)scenario->n_caches, sizeof *caches);
    bool *links = cairn_calloc((size_t)scenario->n_links, sizeof *links);
    for (int i = 0; i < placement->n_routes; i++) {
        const struct cairn_route *route = &placement->routes[i];
        if (route->cache != CAIRN_NONE)
            caches[route->cache] = true;
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(route, targets);
        for (int t = 0; t < n; t++)
            use_link(scenario, route->workload, targets[t].pool, links);
    }
    for (int i = 0; i < scenario->n_pools; i++)
        add_pool(purchases, scenario, placement, i);
    for (int i = 0; i < scenario->n_caches; i++)
        if (caches[i])
            add_cache(purchases, scenario, i);
    for (int i = 0; i < scenario->n_links; i++)
        if (links[i])
            add_link(purchases, scenario, i);
    add_supplies(purchases, scenario, placement, caches);
    cairn_free(caches);
    cairn_free(links);
}

void cairn_purchases_release(struct cairn_purchases *purchases)
{
    cairn_free(purchases->items);
    *purchases = (struct cairn_purchases){0};
}

double cairn_purchases_peak_w(const struct cairn_purchases *purchases, int place)
{
    double peak_w = 0;
    for (int i = 0; i < purchases->n; i++)
        if (purchases->items[i].place == place)
            peak_w += purchases->items[i].peak_w;
    return peak_w;
}

const char *cairn_purchase_kind_name(enum cairn_purchase_kind kind)
{
    static const char *const names[] = {
        [CAIRN_PURCHASE_DEVICE] = "device", [CAIRN_PURCHASE_HOST] = "host",
        [CAIRN_PURCHASE_CACHE] = "cache",   [CAIRN_PURCHASE_LINE] = "line",
        [CAIRN_PURCHASE_SOLAR] = "solar",   [CAIRN_PURCHASE_BATTERY] = "battery",
        [CAIRN_PURCHASE_SHELF] = "shelf",   [CAIRN_PURCHASE_REPLACEMENT] = "replacement",
    };
    return names[kind];
}

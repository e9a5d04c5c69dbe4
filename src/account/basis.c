#include "account/basis.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/alloc.h"
#include "model/steps.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const struct cairn_basis bases[CAIRN_N_BASES] = {
    {.kind = CAIRN_INVENTORY,
     .id = "inventory",
     .name = "inventory",
     .help = "what the service answers for: average life-cycle electricity, average network, "
             "embodied carbon amortised, public pretraining as a line",
     .intensity = CAIRN_AVERAGE,
     .scope = CAIRN_LIFE_CYCLE,
     .network = CAIRN_NETWORK_AVERAGE,
     .embodied = CAIRN_EMBODIED_AMORTISED,
     .pretraining = true,
     .activities = true,
     .handed_on = true,
     .decides = true},
    {.kind = CAIRN_DECISION,
     .id = "decision",
     .name = "decision",
     .help = "what choosing this placement changes: long-run marginal electricity, marginal "
             "network, embodied carbon of what is bought, own training only",
     .intensity = CAIRN_LONG_RUN,
     .scope = CAIRN_DIRECT,
     .network = CAIRN_NETWORK_MARGINAL,
     .embodied = CAIRN_EMBODIED_PURCHASED,
     .pretraining = false,
     .activities = true,
     .handed_on = true,
     .decides = true},
    {.kind = CAIRN_SCI,
     .id = "sci",
     .name = "SCI (ISO/IEC 21031)",
     .help = "software carbon intensity per request: average life-cycle electricity, average "
             "network, embodied carbon amortised, own training; no offsets or certificates",
     .intensity = CAIRN_AVERAGE,
     .scope = CAIRN_LIFE_CYCLE,
     .network = CAIRN_NETWORK_AVERAGE,
     .embodied = CAIRN_EMBODIED_AMORTISED,
     .pretraining = false,
     .activities = false,
     .handed_on = false,
     .decides = true},
    {.kind = CAIRN_GHG_LOCATION,
     .id = "ghg-location",
     .name = "GHG Protocol, location-based",
     .help = "scope 2: average direct electricity of own devices; category 3.3: upstream of it and "
             "grid losses; 3.2: embodied carbon when bought; 3.1: shared pools, managed services "
             "and carriers, life-cycle",
     .intensity = CAIRN_AVERAGE,
     .scope = CAIRN_DIRECT,
     .network = CAIRN_NETWORK_AVERAGE,
     .embodied = CAIRN_EMBODIED_PURCHASED,
     .pretraining = false,
     .activities = true,
     .handed_on = false,
     .decides = true},
    {.kind = CAIRN_GHG_MARKET,
     .id = "ghg-market",
     .name = "GHG Protocol, market-based",
     .help = "as ghg-location with contracts of the place and, for the rest, the residual mix of "
             "the grid instead of its average; reported, never decided on",
     .intensity = CAIRN_RESIDUAL,
     .scope = CAIRN_DIRECT,
     .network = CAIRN_NETWORK_AVERAGE,
     .embodied = CAIRN_EMBODIED_PURCHASED,
     .pretraining = false,
     .activities = true,
     .handed_on = false,
     .decides = false},
};

enum {
    INVENTORY = 1 << CAIRN_INVENTORY,
    DECISION = 1 << CAIRN_DECISION,
    SCI = 1 << CAIRN_SCI,
    GHG = 1 << CAIRN_GHG_LOCATION,
    MARKET = 1 << CAIRN_GHG_MARKET,
};

/*
 * Own electricity. The GHG rows add up: direct (scope 2), then life-cycle less direct (upstream,
 * 3.3), then what the grid lost on the way, life-cycle (3.3). Those of the market are the same with
 * the residual mix, of which contracts take their part of scope 2.
 */
static const struct cairn_charge own_charges[] = {
    {CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 1, false, false, INVENTORY | SCI, NULL},
    {CAIRN_LONG_RUN, CAIRN_DIRECT, 1, false, false, DECISION, NULL},
    {CAIRN_AVERAGE, CAIRN_DIRECT, 1, false, false, GHG, "2"},
    {CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 1, false, false, GHG, "3.3"},
    {CAIRN_AVERAGE, CAIRN_DIRECT, -1, false, false, GHG, "3.3"},
    {CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 1, false, true, GHG, "3.3"},
    {CAIRN_RESIDUAL, CAIRN_DIRECT, 1, true, false, MARKET, "2"},
    {CAIRN_RESIDUAL, CAIRN_LIFE_CYCLE, 1, false, false, MARKET, "3.3"},
    {CAIRN_RESIDUAL, CAIRN_DIRECT, -1, false, false, MARKET, "3.3"},
    {CAIRN_RESIDUAL, CAIRN_LIFE_CYCLE, 1, false, true, MARKET, "3.3"},
};

static const struct cairn_charge bought_in_charges[] = {
    {CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 1, false, false, INVENTORY | SCI, NULL},
    {CAIRN_LONG_RUN, CAIRN_DIRECT, 1, false, false, DECISION, NULL},
    {CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 1, false, false, GHG, "3.1"},
    {CAIRN_RESIDUAL, CAIRN_LIFE_CYCLE, 1, false, false, MARKET, "3.1"},
};

const struct cairn_basis *cairn_basis(enum cairn_basis_kind kind)
{
    assert(kind < CAIRN_N_BASES && bases[kind].kind == kind);
    return &bases[kind];
}

const struct cairn_basis *cairn_basis_find(const char *id)
{
    for (size_t i = 0; i < LENGTH(bases); i++)
        if (strcmp(bases[i].id, id) == 0)
            return &bases[i];
    return NULL;
}

unsigned cairn_bases_of_network(enum cairn_network_model model)
{
    unsigned set = 0;
    for (size_t i = 0; i < LENGTH(bases); i++)
        if (bases[i].network == model)
            set |= CAIRN_BASIS_BIT(i);
    return set;
}

unsigned cairn_bases_of_embodied(enum cairn_embodied_model model)
{
    unsigned set = 0;
    for (size_t i = 0; i < LENGTH(bases); i++)
        if (bases[i].embodied == model)
            set |= CAIRN_BASIS_BIT(i);
    return set;
}

unsigned cairn_bases_with_pretraining(void)
{
    unsigned set = 0;
    for (size_t i = 0; i < LENGTH(bases); i++)
        if (bases[i].pretraining)
            set |= CAIRN_BASIS_BIT(i);
    return set;
}

unsigned cairn_bases_with_activities(void)
{
    unsigned set = 0;
    for (size_t i = 0; i < LENGTH(bases); i++)
        if (bases[i].activities)
            set |= CAIRN_BASIS_BIT(i);
    return set;
}

unsigned cairn_bases_with_handed_on(void)
{
    unsigned set = 0;
    for (size_t i = 0; i < LENGTH(bases); i++)
        if (bases[i].handed_on)
            set |= CAIRN_BASIS_BIT(i);
    return set;
}

bool cairn_pool_is_own(const struct cairn_pool *pool)
{
    return (pool->tenancy == CAIRN_OWNED || pool->tenancy == CAIRN_BOUGHT) &&
           isnan(pool->rent_usd_per_h);
}

const struct cairn_charge *cairn_basis_charges(bool own, int *n)
{
    *n = own ? (int)LENGTH(own_charges) : (int)LENGTH(bought_in_charges);
    return own ? own_charges : bought_in_charges;
}

const char *cairn_intensity_name(enum cairn_intensity_kind kind, enum cairn_intensity_scope scope)
{
    static const char *const names[][2] = {
        [CAIRN_AVERAGE] = {"average life-cycle intensity", "average direct intensity"},
        [CAIRN_SHORT_RUN] = {"short-run life-cycle intensity", "short-run direct intensity"},
        [CAIRN_LONG_RUN] = {"long-run life-cycle intensity", "long-run direct intensity"},
        [CAIRN_RESIDUAL] = {"residual life-cycle intensity", "residual direct intensity"},
    };
    return names[kind][scope];
}

/* Appends unless it is there already. */
static void name_missing(struct cairn_buffer *missing, const char *grid, const char *what)
{
    if (!missing)
        return;
    char *text = cairn_format("grid \"%s\" has no %s", grid, what);
    if (!strstr(missing->data, text)) {
        if (missing->size > 0)
            cairn_buffer_puts(missing, "; ");
        cairn_buffer_puts(missing, text);
    }
    cairn_free(text);
}

bool cairn_basis_covers_grid(const struct cairn_scenario *scenario, enum cairn_basis_kind basis,
                             int grid, bool own, struct cairn_buffer *missing)
{
    int n;
    const struct cairn_charge *charges = cairn_basis_charges(own, &n);
    bool covered = true;
    for (int i = 0; i < n; i++) {
        if (!(charges[i].bases & CAIRN_BASIS_BIT(basis)))
            continue;
        const char *id = scenario->grids[grid].id;
        if (cairn_scenario_intensity(scenario, grid, charges[i].kind, charges[i].scope) ==
            CAIRN_NONE) {
            name_missing(missing, id, cairn_intensity_name(charges[i].kind, charges[i].scope));
            covered = false;
        }
        if (charges[i].loss && !(scenario->grids[grid].loss.share >= 0)) {
            name_missing(missing, id, "share of losses");
            covered = false;
        }
    }
    return covered;
}

/* How each grid is drawn from. */
enum { USED_OWN = 1, USED_BOUGHT_IN = 2 };

static void use_link(const struct cairn_scenario *scenario, int link, unsigned char *used)
{
    const struct cairn_link *l = &scenario->links[link];
    for (int i = 0; i < l->n_hops; i++) {
        const struct cairn_hop *hop = &scenario->hops[l->first_hop + i];
        bool own = hop->kind == CAIRN_RADIO || hop->kind == CAIRN_SITE_EQUIPMENT;
        used[cairn_scenario_hop_grid(scenario, link, l->first_hop + i)] |=
            own ? USED_OWN : USED_BOUGHT_IN;
    }
}

/* Releases to the devices of a pool that holds a variant, and what watches them. */
static void use_upkeep(const struct cairn_scenario *scenario, int pool, int variant,
                       unsigned char *used)
{
    const struct cairn_pool *p = &scenario->pools[pool];
    int link;

    if (scenario->places[p->place].kind != CAIRN_SITE || variant == CAIRN_NONE)
        return;
    for (int r = 0; r < scenario->n_releases; r++) {
        link = cairn_scenario_link(scenario, p->place, scenario->releases[r].from);
        if (scenario->releases[r].model == scenario->variants[variant].model && link != CAIRN_NONE)
            use_link(scenario, link, used);
    }
    if (!p->monitoring.origin.file || p->monitoring.to == CAIRN_NONE)
        return;
    link = cairn_scenario_link(scenario, p->place, p->monitoring.to);
    if (link != CAIRN_NONE)
        use_link(scenario, link, used);
}

static void use_pool(const struct cairn_scenario *scenario, int workload, int pool,
                     unsigned char *used)
{
    const struct cairn_pool *p = &scenario->pools[pool];
    used[scenario->places[p->place].grid] |= cairn_pool_is_own(p) ? USED_OWN : USED_BOUGHT_IN;
    int site = scenario->workloads[workload].place;
    if (p->place == site)
        return;
    int link = cairn_scenario_link(scenario, site, p->place);
    if (link != CAIRN_NONE)
        use_link(scenario, link, used);
}

static void use_target(const struct cairn_scenario *scenario, int workload,
                       const struct cairn_target *target, unsigned char *used)
{
    use_pool(scenario, workload, target->pool, used);
    use_upkeep(scenario, target->pool, target->variant, used);
}

static void use_workload(const struct cairn_scenario *scenario, int workload, unsigned char *used)
{
    const struct cairn_workload *w = &scenario->workloads[workload];
    if (w->storage.origin.file)
        used[scenario->places[w->storage.at].grid] |= USED_OWN;
    if (w->training.origin.file)
        used[w->training.grid] |= USED_OWN;
}

bool cairn_basis_covers(const struct cairn_scenario *scenario, enum cairn_basis_kind basis,
                        const struct cairn_placement *placement, struct cairn_buffer *missing)
{
    unsigned char *used = cairn_calloc((size_t)scenario->n_grids, 1);
    for (int i = 0; i < placement->n_routes; i++) {
        const struct cairn_route *route = &placement->routes[i];
        use_workload(scenario, route->workload, used);
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(route, targets);
        for (int t = 0; t < n; t++)
            use_target(scenario, route->workload, &targets[t], used);
        if (route->cache != CAIRN_NONE)
            used[scenario->places[scenario->caches[route->cache].place].grid] |= USED_OWN;
    }
    bool covered = true;
    for (int g = 0; g < scenario->n_grids; g++) {
        if (used[g] & USED_OWN)
            covered &= cairn_basis_covers_grid(scenario, basis, g, true, missing);
        if (used[g] & USED_BOUGHT_IN)
            covered &= cairn_basis_covers_grid(scenario, basis, g, false, missing);
    }
    cairn_free(used);
    return covered;
}

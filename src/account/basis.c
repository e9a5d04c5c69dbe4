#include "account/basis.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

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

/*
 * purchase.h - the shopping list of a placement: what has to be there, bought how often
 *
 * Devices of the pools in use, those in store and those that take the place of broken ones
 * [REPAIR], the hosts that carry them, memory of caches, equipment of lines that the deployment
 * adds, sun and batteries of places where it puts devices. A list is for people who buy and for the
 * electrician; footprints come from the ledger, which counts the same pieces. Shared pools and
 * managed services buy nothing.
 *
 * Absent figures are NaN.
 */
#ifndef CAIRN_ACCOUNT_PURCHASE_H
#define CAIRN_ACCOUNT_PURCHASE_H

#include <stddef.h>

#include <cairn/placement.h>
#include <cairn/scenario.h>

enum cairn_purchase_kind {
    CAIRN_PURCHASE_DEVICE,
    CAIRN_PURCHASE_HOST,
    CAIRN_PURCHASE_CACHE,
    CAIRN_PURCHASE_LINE,
    CAIRN_PURCHASE_SOLAR,
    CAIRN_PURCHASE_BATTERY,
    CAIRN_PURCHASE_SHELF,      /* devices in store */
    CAIRN_PURCHASE_REPLACEMENT /* devices in the place of broken ones: mean number, rounded up */
};

struct cairn_purchase {
    enum cairn_purchase_kind kind;
    int place;
    int pool;              /* that it is for, or CAIRN_NONE */
    const char *name;      /* of the hardware, cache or hop; the scenario's */
    int count;             /* there at a time, all copies of the place; replacements: ever */
    int times;             /* bought over the horizon; 0: owned already */
    double carbon_each_g;  /* embodied; of a line and of used devices: the share that is charged */
    double lifetime_s;     /* NaN: not said; replacements: the horizon */
    double price_each_usd; /* 0 where it is owned or rented */
    double residual_g; /* embodied carbon of life that is left at the end of the horizon [EMB] */
    /*
     * Power of all of them at work, PUE included. That of a device holds its share of the host, so
     * that of a host is 0; that of a line is its base power.
     */
    double peak_w;
};

struct cairn_purchases {
    struct cairn_purchase *items; /* by pool, then caches, lines, supply by place; owned */
    int n;
    size_t capacity;
};

void cairn_purchases_init(struct cairn_purchases *purchases, const struct cairn_scenario *scenario,
                          const struct cairn_placement *placement);
void cairn_purchases_release(struct cairn_purchases *purchases);

/* Peak power at the meters of a place, all copies together, in W; NaN where a figure is absent. */
double cairn_purchases_peak_w(const struct cairn_purchases *purchases, int place);

/* "device", "host", "cache", "line", "solar", "battery", "shelf", "replacement"; static. */
const char *cairn_purchase_kind_name(enum cairn_purchase_kind kind);

/* Times that something is bought within a horizon: horizon / lifetime, rounded up, >= 1. [EMB] */
double cairn_purchase_times(double horizon_s, double lifetime_s);

#endif

/*
 * place.h - sites and regions, and what stands at their meter
 *
 * The structs hold what was said of a place itself, under the invariants of scenario.h; its pools,
 * caches and workloads name it.
 */
#ifndef CAIRN_PLACE_H
#define CAIRN_PLACE_H

#include <stdbool.h>

#include <cairn/catalogue.h>

/* Edge location or cloud region. */
enum cairn_place_kind { CAIRN_SITE, CAIRN_REGION };

/* Whose devices they are, and which part of them is charged. */
enum cairn_tenancy { CAIRN_OWNED, CAIRN_BOUGHT, CAIRN_SHARED_POOL, CAIRN_MANAGED };

/* Electricity that a place buys from plants of its choice, or their certificates. */
struct cairn_contract {
    struct cairn_origin origin; /* file is NULL where there is none */
    double share;               /* of what its own devices use in a year */
    double intensity_g_per_kwh; /* direct */
    struct cairn_evidence evidence;
};

/* What a building is made for, of one copy of a place. */
struct cairn_building {
    struct cairn_origin origin; /* file is NULL where nothing is said */
    double rated_w, others_w;   /* IT power: of its making; of devices of others */
    double cap_w;               /* facility power that devices of the planner may draw */
};

struct cairn_hourly_overhead;

/* Numbers by the hour of the real calendar, from a file. */
struct cairn_hourly {
    struct cairn_origin origin; /* file is NULL where there is none */
    const char *href, *column;
    enum cairn_series_format format;
    int year;     /* or CAIRN_NONE: all hours */
    double scale; /* what a 1 in the file means */
    double utc_offset_s;
    enum cairn_daylight daylight;
    const struct cairn_series *series; /* derived: scaled */
    const double *spells; /* derived: [season][UTC hour of week], for hours that it lacks */
};

/* What else uses electricity at a place, of one copy. */
struct cairn_other_load {
    struct cairn_origin origin; /* file is NULL where there is none */
    double power_w;             /* mean; NaN: that of its hours */
    int shape;                  /* or CAIRN_NONE: constant, or by its hours */
    struct cairn_hourly hours;  /* W */
    struct cairn_evidence evidence;
};

/* Photovoltaics of one copy of a place. */
struct cairn_solar {
    struct cairn_origin origin; /* file is NULL where there is none */
    double peak_w;
    enum cairn_tenancy tenancy; /* owned or bought */
    struct cairn_hourly hours;  /* W per W of peak */
    double embodied_g_per_w, lifetime_s, price_usd;
    struct cairn_evidence evidence;
};

/* What steers a battery: the whole year ahead, or the moment. */
enum cairn_dispatch_rule { CAIRN_FORESIGHT, CAIRN_GREEDY };

/* A battery of one copy of a place. */
struct cairn_battery {
    struct cairn_origin origin; /* file is NULL where there is none */
    enum cairn_tenancy tenancy; /* owned or bought */
    double capacity_j, depth;   /* that is used of it */
    double charge_w, discharge_w;
    double charge_efficiency, discharge_efficiency; /* in (0, 1] */
    int grid_charging;                              /* it may also be charged from the grid */
    enum cairn_intensity_kind signal;               /* steers it */
    enum cairn_intensity_scope scope;
    double wear_g_per_kwh; /* discharged; steers it */
    enum cairn_dispatch_rule rule;
    double embodied_g_per_j, lifetime_s, price_usd;
    struct cairn_evidence evidence;
};

/* A journey to a copy of a place and back, and the work there. */
struct cairn_visit {
    struct cairn_origin origin; /* file is NULL where nothing is said of it */
    double carbon_g, price_usd;
    struct cairn_evidence evidence;
};

/* A site (count identical copies that share one decision) or a region (count 1). */
struct cairn_place {
    struct cairn_origin origin;
    enum cairn_place_kind kind;
    const char *id;
    int count; /* copies */
    int grid;
    int datacentre;
    int cooling, climate;      /* after loading: those of the data centre where absent */
    double pue, wue_l_per_kwh; /* the same; where they change by the hour, means of the year */
    bool overhead_said;        /* pue or wue, by the place itself */
    const struct cairn_hourly_overhead
        *overhead; /* derived: where they do (model/overhead.h), or NULL */
    struct cairn_building building;
    struct cairn_scarcity scarcity;
    double utc_offset_s;
    const char *jurisdiction; /* after loading: that of the grid where absent */
    double price_usd_per_kwh;
    struct cairn_contract contract;
    struct cairn_other_load load;
    struct cairn_solar solar;
    struct cairn_battery battery;
    struct cairn_visit visit;
};

#endif

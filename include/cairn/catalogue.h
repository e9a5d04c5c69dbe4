/*
 * catalogue.h - facts that scenarios use: grids, hardware, models, networks
 *
 * What is true of a thing wherever it stands: the intensity of a grid, the watts of a device, the
 * latency of a model on it, the joules of a hop. Each figure says where it comes from and how it is
 * known. Whoever reads these structs may rely on the invariants of scenario.h, which holds them.
 */
#ifndef CAIRN_CATALOGUE_H
#define CAIRN_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cairn/distribution.h>

enum { CAIRN_NONE = -1 };

enum {
    CAIRN_HOURS_PER_WEEK = 168, /* hour 0 is Monday 00:00 to 01:00 UTC */
    CAIRN_DAYS_PER_YEAR = 365,  /* without February 29th */
    CAIRN_SECONDS_PER_DAY = 86400,
    CAIRN_SECONDS_PER_YEAR = CAIRN_DAYS_PER_YEAR * CAIRN_SECONDS_PER_DAY,
    CAIRN_MOST_SEASONS = 12,
};

/* A file that was read. */
struct cairn_file {
    const char *path;  /* as messages show it */
    const char *href;  /* by which a scenario in the same folder names it */
    const char *bytes; /* verbatim; a zero follows that size does not count */
    size_t size;       /* in bytes */
};

/* Where something was said. */
struct cairn_origin {
    const char *file; /* as messages show it; NULL: nowhere */
    int line;         /* from 1 on */
};

/* From the best knowledge to the poorest. */
enum cairn_evidence_class { CAIRN_MEASURED, CAIRN_VENDOR, CAIRN_MODELLED, CAIRN_ASSUMED };

/* How a figure is known. */
struct cairn_evidence {
    int source; /* into sources */
    enum cairn_evidence_class known;
};

/* A publication that figures cite. */
struct cairn_source {
    struct cairn_origin origin;
    const char *id;
    const char *title;   /* with author and year */
    const char *href;    /* where it is found; NULL: not said */
    const char *licence; /* its terms; NULL: not said */
};

/* ---- electricity ---- */

/* What an intensity is the mean of: all plants, or those that respond. */
enum cairn_intensity_kind {
    CAIRN_AVERAGE,
    CAIRN_SHORT_RUN, /* short-run marginal: serves routing and deferral */
    CAIRN_LONG_RUN,  /* long-run marginal: serves purchases */
    CAIRN_RESIDUAL,  /* market-based residual mix */
};
/* Fuel chain and plant included, or the stack alone. */
enum cairn_intensity_scope { CAIRN_LIFE_CYCLE, CAIRN_DIRECT };

/* How a trace is written (io/trace_table.h). */
enum cairn_trace_format {
    CAIRN_TRACE_PLAIN,
    CAIRN_TRACE_ELECTRICITY_MAPS,
    CAIRN_TRACE_ELECTRICITY_MAPS_API,
    CAIRN_TRACE_EIA,
    CAIRN_TRACE_ENTSOE,
    CAIRN_TRACE_WATTTIME,
    CAIRN_TRACE_UK_CARBON_INTENSITY,
    CAIRN_TRACE_MATRIX,
};

/* How a file of other numbers by the hour is written (io/trace_table.h). */
enum cairn_series_format {
    CAIRN_SERIES_PLAIN,
    CAIRN_SERIES_PRODUCTION,
    CAIRN_SERIES_SECONDS,
};

/* When the clocks of a trace go forward and back. */
enum cairn_daylight {
    CAIRN_DAYLIGHT_NONE,
    CAIRN_DAYLIGHT_EU,
    CAIRN_DAYLIGHT_US,
    CAIRN_DAYLIGHT_AUSTRALIA,
    CAIRN_DAYLIGHT_NEW_ZEALAND,
};

/* Hours of the real calendar, one after the other; none is missing. */
struct cairn_series {
    int64_t first_hour;   /* since 1970-01-01 00:00 UTC */
    int n;                /* hours */
    const double *values; /* n of them */
    double mean;          /* of the values */
    int rows, repeated;   /* of the file: read; standing there once more, and dropped */
    int step_s;           /* between rows */
    int filled;           /* hours without a row */
    int estimated;        /* hours that the publisher estimated */
    double hidden;        /* that means by hour of the week do not show [TRACE] */
};

/* The file of an intensity by the hour. */
struct cairn_grid_trace {
    struct cairn_origin origin; /* file is NULL where there is none */
    const char *href, *column;
    const char *zone; /* whose rows count, where it holds several; NULL: all */
    enum cairn_trace_format format;
    int year; /* or CAIRN_NONE: all hours */
    double unit_g_per_kwh;
    double utc_offset_s;
    enum cairn_daylight daylight;
    const struct cairn_series *series; /* derived: g/kWh, with the mean that the intensity has */
};

/* An intensity of a grid, of one kind and scope. */
struct cairn_intensity {
    struct cairn_origin origin;
    int grid;
    enum cairn_intensity_kind kind;
    enum cairn_intensity_scope scope;
    double value_g_per_kwh; /* mean over the year; always present after loading */
    double year;            /* that the figure describes; NaN: not said */
    struct cairn_evidence evidence;
    struct cairn_grid_trace trace;
    const double *hours;        /* as written: 12 x 24, or NULL */
    const double *hour_of_week; /* derived: g/kWh by [season][UTC hour of week]; NULL: constant */
};

/* Water that a grid consumes per kWh, with and without what reservoirs evaporate. */
struct cairn_water {
    struct cairn_origin origin; /* file is NULL where the grid has no water figure */
    double with_reservoirs_l_per_kwh, without_reservoirs_l_per_kwh;
    struct cairn_evidence evidence;
};

/* Electricity lost between plants and customers, as a share of what is generated. */
struct cairn_loss {
    struct cairn_origin origin;
    double share;
    struct cairn_evidence evidence;
};

/* What water is worth where it is used, against the mean of the world (AWARE). */
struct cairn_scarcity {
    struct cairn_origin origin; /* file is NULL where nothing is said */
    double factor;              /* litres of the world per litre */
    struct cairn_evidence evidence;
};

/* What plants of a kind consume. */
struct cairn_fuel {
    struct cairn_origin origin;
    const char *id, *name;
    double with_reservoirs_l_per_kwh, without_reservoirs_l_per_kwh;
    struct cairn_evidence evidence;
};

/* A fuel's part of what a grid generates. */
struct cairn_mix {
    struct cairn_origin origin;
    int grid, fuel;
    double share;
    struct cairn_evidence evidence;
};

/* An electricity zone. */
struct cairn_grid {
    struct cairn_origin origin;
    const char *id, *name;
    const char *jurisdiction; /* of places on it that name none; NULL: none */
    int first_intensity, n_intensities;
    int first_mix, n_mixes;
    struct cairn_water water; /* after loading: that of the mix where there is one */
    bool water_of_mix;        /* it was worked out from the mix */
    struct cairn_scarcity scarcity;
    struct cairn_loss loss;
};

/* ---- hardware ---- */

/* Where a power was measured. */
enum cairn_boundary { CAIRN_CHIP, CAIRN_BOARD, CAIRN_WALL };

/* Power of a device by state; NaN: not known. */
struct cairn_power {
    struct cairn_origin origin;
    double idle_w, sleep_w, busy_w;
    double off_w;
    enum cairn_boundary boundary;
    struct cairn_evidence evidence;
};

/* From sleep to service: how long, and the power meanwhile. */
struct cairn_wake {
    struct cairn_origin origin;
    double time_s, power_w;
    enum cairn_distribution_kind variation;
    double cv; /* after loading, here and elsewhere: 0 of deterministic, 1 of exponential */
    struct cairn_evidence evidence;
};

/* Memory for models. */
struct cairn_memory {
    struct cairn_origin origin;
    double size_bytes;
    double bandwidth_bit_s, power_w; /* while models are loaded */
    struct cairn_evidence evidence;
};

/* Carbon of making a device, and how long it serves. */
struct cairn_embodied {
    struct cairn_origin origin;
    double carbon_g, lifetime_s;
    struct cairn_evidence evidence;
};

/* What a device costs. */
struct cairn_price {
    struct cairn_origin origin;
    double value_usd;
    struct cairn_evidence evidence;
};

/* From the wall socket to the boundary of the power figures. */
struct cairn_supply {
    struct cairn_origin origin;
    double efficiency; /* output over input */
    struct cairn_evidence evidence;
};

/* The computer that a device needs. */
struct cairn_host {
    struct cairn_origin origin;
    int hardware;
    int per; /* devices that share one */
    struct cairn_evidence evidence;
};

/* What sort of device it is. */
enum cairn_hardware_kind {
    CAIRN_MICROCONTROLLER,
    CAIRN_BOARD_COMPUTER,
    CAIRN_ACCELERATOR,
    CAIRN_PHONE,
    CAIRN_COMPUTER,
    CAIRN_SERVER,
};

/* A type of device. */
struct cairn_hardware {
    struct cairn_origin origin;
    const char *id, *name;
    int kind;     /* enum cairn_hardware_kind or CAIRN_NONE */
    int released; /* year in which it can first be had, or CAIRN_NONE: it can */
    struct cairn_power power;
    struct cairn_wake wake;
    struct cairn_memory memory;
    struct cairn_embodied embodied;
    struct cairn_price price;
    struct cairn_supply supply;
    struct cairn_host host;
};

/* ---- models ---- */

/* One form of a model: its precision, accuracy and size. */
struct cairn_variant {
    struct cairn_origin origin;
    int model;
    const char *id;
    const char *precision; /* such as int8; NULL: not said */
    double accuracy;
    double memory_bytes;
    double kv_bytes;     /* per token of context */
    double output_bytes; /* that it hands to the next step */
    int released;        /* year in which it can first be had, or CAIRN_NONE: it can */
    int first_early_exit, n_exits;
    struct cairn_evidence evidence;
};

/* What a variant decides by itself, if it does so from some confidence on. */
struct cairn_early_exit {
    struct cairn_origin origin;
    int variant;
    double at;             /* the confidence */
    double share;          /* of the requests that it sees */
    double accuracy, rest; /* on these; of the next step, on the others */
};

/* Training by others, told over the requests of the world; never part of a decision. */
struct cairn_pretraining {
    struct cairn_origin origin;
    double carbon_g;
    double requests; /* that it is told over */
    struct cairn_evidence evidence;
};

/* A network to serve. */
struct cairn_model {
    struct cairn_origin origin;
    const char *id, *name;
    const char *task;    /* what it does; NULL: not said, like these */
    const char *metric;  /* that accuracies are in */
    const char *dataset; /* that they were measured on */
    int first_variant, n_variants;
    struct cairn_pretraining pretraining;
};

/* One measurement of a profile. */
struct cairn_point {
    struct cairn_origin origin;
    int profile;
    int batch;        /* requests, or sequences of a pass */
    double latency_s; /* of the whole batch */
    double power_w;   /* one of power and energy is present */
    double energy_j;  /* per request */
};

/* Latency and energy of a batch of b: latency + b x per request; energy + per batch / b each. */
struct cairn_law {
    struct cairn_origin origin; /* file is NULL where there are points */
    double latency_s, latency_per_request_s;
    double energy_j, energy_per_batch_j;
    int batch_max; /* for which it holds */
};

/* A pass of a language model that reads prompts only. */
struct cairn_prefill {
    struct cairn_origin origin;
    int profile;
    int tokens; /* that it reads */
    double time_s, power_w;
};

/*
 * Latency and power of one variant on one hardware: either a law, or points in order of batch size.
 * With prefills, in order of their tokens, it is a profile of passes: a point's batch are sequences
 * that get one token each, in its latency; its energy is that per token.
 */
struct cairn_profile {
    struct cairn_origin origin;
    int model, variant, hardware;
    enum cairn_boundary boundary;
    double load_s;         /* of the variant, into memory */
    const char *request;   /* what one asks for, for people; NULL: not said */
    double context;        /* tokens of each sequence behind the points */
    double context_time_s; /* per token */
    int first_point, n_points;
    struct cairn_law law;
    int first_prefill, n_prefills;
    struct cairn_evidence evidence;
};

/* Whether the energy of a service leaves out or includes the overhead of its data centre. */
enum cairn_api_scope { CAIRN_API_IT, CAIRN_API_FACILITY };

/* A managed service: joules, latency and price per request are all that is known. */
struct cairn_service {
    struct cairn_origin origin;
    const char *id, *name;
    int model;
    double accuracy, energy_j;
    enum cairn_api_scope scope;
    double latency_s;
    enum cairn_distribution_kind variation;
    double cv, embodied_g, price_usd;
    struct cairn_evidence evidence;
};

/* ---- network ---- */

/* What a hop consists of. */
enum cairn_hop_kind { CAIRN_RADIO, CAIRN_SITE_EQUIPMENT, CAIRN_ACCESS_LINE, CAIRN_CORE };
/* Whose grid feeds a hop. */
enum cairn_hop_grid { CAIRN_HOP_AT_SITE, CAIRN_HOP_AT_REGION };

/* The radio of a device, by state; idle it draws nothing that the device's own idle power lacks. */
struct cairn_radio {
    struct cairn_origin origin; /* file is NULL where the hop has none */
    double promotion_s, promotion_w;
    double active_w; /* while something is sent or received, whatever the rate */
    double up_w_per_bit_s, down_w_per_bit_s; /* added by the rate */
    double tail_s, tail_w;
    struct cairn_evidence evidence;
};

/* One piece of the way that data takes. */
struct cairn_hop {
    struct cairn_origin origin;
    int access, link; /* one of them is the parent, the other CAIRN_NONE */
    const char *id;
    enum cairn_hop_kind kind;
    double average_j_per_byte;   /* average model */
    double marginal_w_per_bit_s; /* marginal model */
    double base_w;               /* marginal model: without traffic */
    enum cairn_hop_grid grid;
    int fed_by; /* into grids, or CAIRN_NONE: the grid of the site or region that `grid` says */
    double latency_s; /* 0 where nothing is said */
    double embodied_g, lifetime_s, price_usd;
    struct cairn_radio radio; /* says all of the hop's energy */
    struct cairn_evidence evidence;
};

/* The hops between a kind of customer and a data centre. */
struct cairn_access {
    struct cairn_origin origin;
    const char *id, *name;
    int first_hop, n_hops;
};

/* Temperatures outside, from a file. */
struct cairn_weather {
    struct cairn_origin origin; /* file is NULL where there is none */
    const char *href, *column;
    int year; /* or CAIRN_NONE: all hours */
    double utc_offset_s;
    const struct cairn_series *series; /* derived: degrees Celsius */
};

/* Temperatures outside: a table or a file. */
struct cairn_climate {
    struct cairn_origin origin;
    const char *id, *name;
    const double *temperatures; /* as written: 12 x 24 degrees Celsius, or NULL */
    struct cairn_weather weather;
    struct cairn_evidence evidence;
};

/* What takes the heat out of the building. */
enum cairn_cooling_kind { CAIRN_AIR_COOLING, CAIRN_EVAPORATIVE_COOLING, CAIRN_LIQUID_COOLING };

/* PUE and WUE at a temperature outside, or at a share of the rated power. */
struct cairn_cooling_point {
    struct cairn_origin origin;
    int cooling;
    double at; /* degrees Celsius, or a share */
    double pue, wue_l_per_kwh;
};

/*
 * A way to cool devices: one pair of PUE and WUE, or points by temperature outside, or by load; in
 * order of these.
 */
struct cairn_cooling {
    struct cairn_origin origin;
    const char *id, *name;
    enum cairn_cooling_kind kind;
    double pue, wue_l_per_kwh;
    int first_outside, n_outsides;
    int first_loading, n_loadings;
    struct cairn_evidence evidence;
};

/* A data centre that can be a region. */
struct cairn_datacentre {
    struct cairn_origin origin;
    const char *id, *name;
    const char *provider; /* NULL: not said */
    int grid;
    int cooling, climate;
    double pue, wue_l_per_kwh;
    struct cairn_evidence evidence;
};

/* A kind of storage, per byte that is kept. */
struct cairn_medium {
    struct cairn_origin origin;
    const char *id, *name;
    double power_w_per_byte, embodied_g_per_byte, lifetime_s, price_usd_per_gb;
    struct cairn_evidence evidence;
};

#endif

/*
 * scenario.h - a scenario and the catalogue entries it uses, as plain structs
 *
 * A scenario is one question: where should these workloads run? The loader (load.h) reads it
 * from XML, checks it, and leaves it here as flat arrays of plain structs. Whoever holds a
 * `struct cairn_scenario` may rely on these invariants:
 *
 *   - Values are in base units: seconds, bytes, bits per second, watts, joules, grams of CO2e,
 *     litres, US dollars; intensities in g/kWh, water in L/kWh, energy prices in USD/kWh,
 *     rents in USD/h, prices of data in USD/GB.
 *   - A number that is absent is NaN, a text that is absent is NULL, an index that is absent
 *     is CAIRN_NONE. Absent means "no data"; nothing is guessed in its place.
 *   - An index always points into the array that its name says and is in range.
 *   - Arrays are in canonical order (by id, children by the id of their parent first; regions
 *     before sites), so that the order of elements in a file changes nothing.
 *   - Children that belong to one parent stand together: model.first_variant and n_variants.
 *   - Everything is owned by the scenario and lives until cairn_scenario_free().
 *
 * long: the format has that many elements.
 *
 * The structs hold what was said, not what follows from it; sampling windows, routes and
 * components are derived elsewhere.
 */
#ifndef CAIRN_SCENARIO_H
#define CAIRN_SCENARIO_H

#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>

#include <cairn/api.h>
#include <cairn/distribution.h>

enum { CAIRN_NONE = -1 };

enum {
    CAIRN_HOURS_PER_WEEK = 168, /* hour 0 is Monday 00:00 to 01:00 UTC */
    CAIRN_DAYS_PER_YEAR = 365,  /* without February 29th */
    CAIRN_MOST_SEASONS = 12,
};

/* A file that was read. */
struct cairn_file {
    const char *path;  /* as messages show it */
    const char *href;  /* by which a scenario in the same folder names it */
    const char *bytes; /* verbatim; a zero follows that size does not count */
    size_t size;
};

/* Where something was said. */
struct cairn_origin {
    const char *file;
    int line;
};

enum cairn_evidence_class { CAIRN_MEASURED, CAIRN_VENDOR, CAIRN_MODELLED, CAIRN_ASSUMED };

/* How a figure is known. */
struct cairn_evidence {
    int source; /* into sources */
    enum cairn_evidence_class class;
};

struct cairn_source {
    struct cairn_origin origin;
    const char *id, *title, *href, *licence;
};

/* ---- electricity ---- */

enum cairn_intensity_kind {
    CAIRN_AVERAGE,
    CAIRN_SHORT_RUN, /* short-run marginal: serves routing and deferral */
    CAIRN_LONG_RUN,  /* long-run marginal: serves purchases */
    CAIRN_RESIDUAL,  /* market-based residual mix */
};
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
    double mean;
    int rows, repeated; /* of the file: read; standing there once more, and dropped */
    int step_s;         /* between rows */
    int filled;         /* hours without a row */
    int estimated;      /* hours that the publisher estimated */
    double hidden;      /* that means by hour of the week do not show [TRACE] */
};

struct cairn_grid_trace {
    struct cairn_origin origin; /* file is NULL where there is none */
    const char *href, *column, *zone;
    enum cairn_trace_format format;
    int year; /* or CAIRN_NONE: all hours */
    double unit_g_per_kwh;
    double utc_offset_s;
    enum cairn_daylight daylight;
    const struct cairn_series *series; /* derived: g/kWh, with the mean that the intensity has */
};

struct cairn_intensity {
    struct cairn_origin origin;
    int grid;
    enum cairn_intensity_kind kind;
    enum cairn_intensity_scope scope;
    double value_g_per_kwh; /* mean over the year; always present after loading */
    double year;
    struct cairn_evidence evidence;
    struct cairn_grid_trace trace;
    const double *hours;        /* as written: 12 x 24, or NULL */
    const double *hour_of_week; /* derived: g/kWh by [season][UTC hour of week]; NULL: constant */
};

struct cairn_water {
    struct cairn_origin origin; /* file is NULL where the grid has no water figure */
    double with_reservoirs_l_per_kwh, without_reservoirs_l_per_kwh;
    struct cairn_evidence evidence;
};

struct cairn_loss {
    struct cairn_origin origin;
    double share;
    struct cairn_evidence evidence;
};

struct cairn_grid {
    struct cairn_origin origin;
    const char *id, *name, *jurisdiction;
    int first_intensity, n_intensities;
    struct cairn_water water;
    struct cairn_loss loss;
};

/* ---- hardware ---- */

enum cairn_boundary { CAIRN_CHIP, CAIRN_BOARD, CAIRN_WALL };

struct cairn_power {
    struct cairn_origin origin;
    double idle_w, sleep_w, busy_w;
    double off_w;
    enum cairn_boundary boundary;
    struct cairn_evidence evidence;
};

struct cairn_wake {
    struct cairn_origin origin;
    double time_s, power_w;
    enum cairn_distribution_kind variation;
    double cv; /* after loading, here and elsewhere: 0 of deterministic, 1 of exponential */
    struct cairn_evidence evidence;
};

struct cairn_memory {
    struct cairn_origin origin;
    double size_bytes;
    double bandwidth_bit_s, power_w; /* while models are loaded */
    struct cairn_evidence evidence;
};

struct cairn_embodied {
    struct cairn_origin origin;
    double carbon_g, lifetime_s;
    struct cairn_evidence evidence;
};

struct cairn_price {
    struct cairn_origin origin;
    double value_usd;
    struct cairn_evidence evidence;
};

struct cairn_supply {
    struct cairn_origin origin;
    double efficiency;
    struct cairn_evidence evidence;
};

struct cairn_host {
    struct cairn_origin origin;
    int hardware;
    int per;
    struct cairn_evidence evidence;
};

enum cairn_hardware_kind {
    CAIRN_MICROCONTROLLER,
    CAIRN_BOARD_COMPUTER,
    CAIRN_ACCELERATOR,
    CAIRN_PHONE,
    CAIRN_COMPUTER,
    CAIRN_SERVER,
};

struct cairn_hardware {
    struct cairn_origin origin;
    const char *id, *name;
    int kind; /* enum cairn_hardware_kind or CAIRN_NONE */
    struct cairn_power power;
    struct cairn_wake wake;
    struct cairn_memory memory;
    struct cairn_embodied embodied;
    struct cairn_price price;
    struct cairn_supply supply;
    struct cairn_host host;
};

/* ---- models ---- */

struct cairn_variant {
    struct cairn_origin origin;
    int model;
    const char *id, *precision;
    double accuracy;
    double memory_bytes;
    double kv_bytes;     /* per token of context */
    double output_bytes; /* that it hands to the next step */
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

struct cairn_pretraining {
    struct cairn_origin origin;
    double carbon_g, requests;
    struct cairn_evidence evidence;
};

struct cairn_model {
    struct cairn_origin origin;
    const char *id, *name, *task, *metric, *dataset;
    int first_variant, n_variants;
    struct cairn_pretraining pretraining;
};

struct cairn_point {
    struct cairn_origin origin;
    int profile;
    int batch;
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
    int tokens;
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
    double load_s; /* of the variant, into memory */
    const char *request;
    double context;        /* tokens of each sequence behind the points */
    double context_time_s; /* per token */
    int first_point, n_points;
    struct cairn_law law;
    int first_prefill, n_prefills;
    struct cairn_evidence evidence;
};

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

enum cairn_hop_kind { CAIRN_RADIO, CAIRN_SITE_EQUIPMENT, CAIRN_ACCESS_LINE, CAIRN_CORE };
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

struct cairn_access {
    struct cairn_origin origin;
    const char *id, *name;
    int first_hop, n_hops;
};

struct cairn_datacentre {
    struct cairn_origin origin;
    const char *id, *name, *provider;
    int grid;
    double pue, wue_l_per_kwh;
    struct cairn_evidence evidence;
};

struct cairn_medium {
    struct cairn_origin origin;
    const char *id, *name;
    double power_w_per_byte, embodied_g_per_byte, lifetime_s, price_usd_per_gb;
    struct cairn_evidence evidence;
};

/* ---- load ---- */

/* A part of the year: from its first day until another season begins. */
struct cairn_season {
    struct cairn_origin origin;
    const char *id;
    const char *from;    /* month and day, such as 12-01 */
    int first_day, days; /* derived; day 0 is January 1st */
};

struct cairn_shape {
    struct cairn_origin origin;
    const char *id;
    const double *hour_of_week; /* derived: factors by [season][local hour of week], mean 1 */
};

/* A state of arrivals that change their rate at random. */
struct cairn_phase {
    struct cairn_origin origin;
    double load;   /* rate, relative to that of the other phases */
    double stay_s; /* mean time in it */
    double weight; /* how often it follows on others, relative to others */
};

/* A course that repeats; n_loads is 0 where there is none. */
struct cairn_cycle {
    struct cairn_origin origin;
    const double *loads; /* of equal parts of the period; only proportions count */
    int n_loads;
    double period_s;
    double from_s; /* where in it the measured time begins, or NaN: anywhere */
};

/* A crowd that strikes all who name it: a random factor for a period, then another. */
struct cairn_surge {
    struct cairn_origin origin;
    const char *id;
    enum cairn_distribution_kind variation; /* of mean 1 */
    double cv, period_s;
};

/* What a recorded request asked of a language model. */
struct cairn_recorded_tokens {
    uint32_t context, generated;
};

/* Requests that were recorded, in order of time; as a circle, since a replay begins again. */
struct cairn_recording {
    int n;                                      /* at least 2 */
    const int64_t *at_ns;                       /* ascending, from 0 on, before length_ns */
    const struct cairn_recorded_tokens *tokens; /* of each, or NULL: the format has none */
    int64_t length_ns;                          /* of the circle */
    int64_t longest_gap_ns;
    int rows, failed, others; /* rows of the file; not replayed: failures, rows of something else */
    uint64_t content[2];      /* hash of the requests */
};

enum cairn_replay_format {
    CAIRN_TIMESTAMPS,
    CAIRN_AZURE_LLM,
    CAIRN_AZURE_FUNCTIONS_2019,
    CAIRN_AZURE_FUNCTIONS_2021,
    CAIRN_BURSTGPT,
    CAIRN_VIDUR,
};
enum cairn_replay_moment { CAIRN_REPLAY_ANYWHERE, CAIRN_REPLAY_FROM_START };

/* Requests from a file instead of a random process. */
struct cairn_replay {
    struct cairn_origin origin; /* file is NULL where there is none */
    const char *href, *column, *only;
    enum cairn_replay_format format;
    enum cairn_replay_moment moment;
    double scale;                            /* recordings on top of each other, at other points */
    const struct cairn_recording *recording; /* derived */
};

struct cairn_arrivals {
    struct cairn_origin origin;
    enum cairn_distribution_kind process; /* of times between requests; poisson is exponential */
    double rate_per_s, cv;                /* rate, after loading: that of the replay where absent */
    int shape;
    int together; /* copies of the site change phase, or replay, as one */
    int surge;
    int first_phase, n_phases;
    struct cairn_cycle cycle;
    struct cairn_replay replay;
};

struct cairn_promise {
    struct cairn_origin origin;
    double p95_s;    /* +infinity where it says any; these too: */
    double ttft_s;   /* to the first token */
    double tpot_s;   /* per token after it */
    double accuracy; /* 0 where it says any */
    double loss;
    const char *residency;
    int offline;
};

enum cairn_content_format { CAIRN_CONTENT_PLAIN, CAIRN_CONTENT_TWITTER };

/* Contents in the order in which they were asked for. */
struct cairn_content_trace {
    const uint32_t *requests; /* contents, by rank: 0 is the one that is asked for most often */
    size_t n_requests;
    const int64_t *sizes_bytes; /* [content]: the largest that is recorded; at least 1 */
    int contents;
    uint64_t key[2]; /* a hash of all of the above */
};

struct cairn_popularity {
    struct cairn_origin origin; /* file is NULL where contents never repeat */
    int contents;               /* after loading, here too of a trace */
    double exponent;            /* NaN of a trace */
    const char *trace_href;
    enum cairn_content_format format;
    double size_bytes; /* mean; NaN: a trace says, or nobody asks */
    enum cairn_distribution_kind variation;
    double cv;
    const struct cairn_content_trace *trace; /* derived; NULL: Zipf */
};

/* Lengths of the prompts and replies of a language model. */
struct cairn_tokens {
    struct cairn_origin origin;             /* file is NULL where nothing is said of them */
    const struct cairn_recording *recorded; /* after loading: the replay whose lengths they are */
    double prompt, reply;                   /* means; NaN where recorded */
    enum cairn_distribution_kind variation;
    double prompt_cv, reply_cv;
    int most;
    double prefix; /* share of a prompt that has been read before */
};

struct cairn_training {
    struct cairn_origin origin; /* file is NULL where there is none */
    double energy_j;
    int grid;
    double pue, every_s, price_usd;
};

struct cairn_storage {
    struct cairn_origin origin; /* file is NULL where nothing is kept */
    int medium, at;             /* at: into places */
    double per_request_bytes, keep_s;
};

enum cairn_takes { CAIRN_TAKES_ALL, CAIRN_TAKES_UNSURE };

/* A further step: another model works on what the one before has made of a request. */
struct cairn_step {
    struct cairn_origin origin;
    int workload;
    int number; /* from 2 on, without a gap; step 1 is the workload's own model */
    int model;
    double payload_bytes; /* that it is handed; NaN: the output of the variant before */
    double share;         /* of the requests before it that go on, where it takes all */
    enum cairn_takes takes;
    int same_variants; /* only after the variant of the same name */
    struct cairn_tokens tokens;
};

struct cairn_workload {
    struct cairn_origin origin;
    const char *id;
    int place; /* its site */
    int model;
    int first_step, n_steps; /* further ones */
    double payload_bytes, reply_bytes, peak;
    int peak_season; /* in which the load is `peak` times as high, or CAIRN_NONE: not said */
    int priority;    /* the higher goes first */
    struct cairn_arrivals arrivals;
    struct cairn_promise promise;
    struct cairn_popularity popularity;
    struct cairn_tokens tokens;
    struct cairn_training training;
    struct cairn_storage storage;
};

/* ---- places ---- */

enum cairn_place_kind { CAIRN_SITE, CAIRN_REGION };

/* A site (count identical copies that share one decision) or a region (count 1). */
/* Electricity that a place buys from plants of its choice, or their certificates. */
struct cairn_contract {
    struct cairn_origin origin; /* file is NULL where there is none */
    double share;               /* of what its own devices use in a year */
    double intensity_g_per_kwh; /* direct */
    struct cairn_evidence evidence;
};

struct cairn_place {
    struct cairn_origin origin;
    enum cairn_place_kind kind;
    const char *id;
    int count;
    int grid;
    int datacentre;
    double pue, wue_l_per_kwh; /* after loading: those of the data centre where absent */
    double utc_offset_s;
    const char *jurisdiction; /* after loading: that of the grid where absent */
    double price_usd_per_kwh;
    struct cairn_contract contract;
};

enum cairn_tenancy { CAIRN_OWNED, CAIRN_BOUGHT, CAIRN_SHARED_POOL, CAIRN_MANAGED };

enum cairn_discipline {
    CAIRN_FIRST_COME,
    CAIRN_BY_PRIORITY,
    CAIRN_BY_DEADLINE,
    CAIRN_SHARING, /* of the processor: all at once, each with an equal share of the devices */
};

enum cairn_scaling_rule { CAIRN_SCALING_NONE, CAIRN_BY_UTILISATION, CAIRN_BY_BACKLOG };

/* How many of a pool's devices are on, by what they have to do. */
struct cairn_scaling {
    struct cairn_origin origin; /* file is NULL where they are not scaled */
    enum cairn_scaling_rule rule;
    double target; /* mean utilisation, or requests per device */
    int least;
    double every_s, cool_down_s;
};

/* How a device or a line fails. */
struct cairn_outage {
    struct cairn_origin origin; /* file is NULL where it does not */
    double mtbf_s, mttr_s;      /* means: up, down */
    int lost;                   /* what it serves, or what finds it down, is lost */
};

struct cairn_pool {
    struct cairn_origin origin;
    const char *id;
    int place;
    int hardware, service; /* service only where tenancy is api, hardware otherwise */
    enum cairn_tenancy tenancy;
    int min, max; /* devices per copy of the place */
    int spare;    /* beyond those, where there is one */
    double utilisation;
    double sleep_after_s;
    int batch; /* of a shared pool's provider; after loading: what utilisation implies if absent */
    int queue; /* most requests waiting, or CAIRN_NONE: unlimited */
    enum cairn_discipline discipline;
    int batch_min; /* a batch starts with so many, or 0: with the most that it may have */
    int adaptive;  /* a batch grows as long as its first can keep its promise */
    int swap;      /* variants that do not fit into a device together take turns */
    int tokens;    /* most of a pass */
    int chunked;
    int schedule;   /* into shapes: how many devices are on, or CAIRN_NONE: all */
    double start_s; /* until a device that was off serves */
    struct cairn_scaling scaling;
    struct cairn_outage outage;
    enum cairn_distribution_kind variation;
    double cv;
    double rent_usd_per_h;
};

enum cairn_policy {
    CAIRN_LRU,
    CAIRN_FIFO,
    CAIRN_STATIC,
    CAIRN_LFU,
    CAIRN_S3_FIFO,
    CAIRN_TTL,
};
enum { CAIRN_N_POLICIES = CAIRN_TTL + 1 };

struct cairn_cache {
    struct cairn_origin origin;
    const char *id;
    int place;
    enum cairn_policy policy;
    int entries; /* CAIRN_NONE: as many as fit the size or do not expire */
    double size_bytes, ttl_s, update_every_s;
    int renewed;
    double similar, wrong, retried;
    double lookup_time_s, lookup_energy_j, power_w, embodied_g, lifetime_s, price_usd;
};

enum cairn_line { CAIRN_LINE_EXISTING, CAIRN_LINE_NEW, CAIRN_LINE_SHARED };

/* The network between a site and a region: a line for each so many copies of the site. */
struct cairn_link {
    struct cairn_origin origin;
    const char *id;
    int from, to; /* into places: a site, a region */
    int access;
    int first_hop, n_hops; /* after loading: its own, or those of its access */
    enum cairn_line line;
    double share;
    int copies_per_line;
    double bandwidth_bit_s, bandwidth_down_bit_s;
    double latency_s, load, load_down;
    enum cairn_distribution_kind variation; /* of the latency */
    double cv;
    double loss; /* probability that a transmission is lost */
    double resend_after_s;
    double egress_usd_per_gb;
    struct cairn_outage outage; /* of a line */
};

/* ---- the question ---- */

struct cairn_time_plan {
    struct cairn_origin origin;
    double horizon_s;
    uint64_t seed;
    double precision;
    int replications;
    double window_s, run_in_s;
};

enum cairn_basis_kind {
    CAIRN_INVENTORY,
    CAIRN_DECISION,
    CAIRN_SCI,
    CAIRN_GHG_LOCATION,
    CAIRN_GHG_MARKET, /* reported, never decided on */
    CAIRN_N_BASES
};

/* Narrows the ways to serve a workload. */
struct cairn_narrowing {
    struct cairn_origin origin;
    int workload, step, pool, variant, cache;
};

struct cairn_choose {
    struct cairn_origin origin;
    enum cairn_basis_kind basis;
    double alpha, tie;
    int limit;
    int failover; /* also try to send requests on while a line or all devices are down */
    const int *batch_max;
    int n_batch_max;
    const double *timeout_s;
    int n_timeouts;
    const double *split_share;
    int n_splits;
    const int *spill_over;
    int n_spills;
};

struct cairn_send {
    struct cairn_origin origin;
    int baseline, workload, pool, variant, cache;
    double share;
    int fallback; /* into pools */
    int fallback_variant;
    int over;
    int first_then, n_thens;
};

/* Where requests that were sent go on. */
struct cairn_then {
    struct cairn_origin origin;
    int send, step, pool, variant;
    double at; /* of the exit of the variant before; NaN: it has one, or all go on */
};

struct cairn_size {
    struct cairn_origin origin;
    int baseline, pool, count, batch;
    double timeout_s;
};

struct cairn_baseline {
    struct cairn_origin origin;
    const char *id;
    int first_send, n_sends, first_size, n_sizes;
};

struct cairn_scenario {
    const char *path, *name, *about;
    struct cairn_time_plan time;
    struct cairn_choose choose;

    /* LIST(type, name) of everything that can occur many times */
#define CAIRN_SCENARIO_LISTS(LIST)             \
    LIST(struct cairn_source, sources)         \
    LIST(struct cairn_grid, grids)             \
    LIST(struct cairn_intensity, intensities)  \
    LIST(struct cairn_hardware, hardware)      \
    LIST(struct cairn_model, models)           \
    LIST(struct cairn_variant, variants)       \
    LIST(struct cairn_early_exit, exits)       \
    LIST(struct cairn_profile, profiles)       \
    LIST(struct cairn_point, points)           \
    LIST(struct cairn_prefill, prefills)       \
    LIST(struct cairn_service, services)       \
    LIST(struct cairn_access, accesses)        \
    LIST(struct cairn_hop, hops)               \
    LIST(struct cairn_datacentre, datacentres) \
    LIST(struct cairn_medium, media)           \
    LIST(struct cairn_season, seasons)         \
    LIST(struct cairn_shape, shapes)           \
    LIST(struct cairn_surge, surges)           \
    LIST(struct cairn_phase, phases)           \
    LIST(struct cairn_place, places)           \
    LIST(struct cairn_workload, workloads)     \
    LIST(struct cairn_step, steps)             \
    LIST(struct cairn_pool, pools)             \
    LIST(struct cairn_cache, caches)           \
    LIST(struct cairn_link, links)             \
    LIST(struct cairn_narrowing, narrowings)   \
    LIST(struct cairn_baseline, baselines)     \
    LIST(struct cairn_send, sends)             \
    LIST(struct cairn_then, thens)             \
    LIST(struct cairn_size, sizes)
#define CAIRN_DECLARE_LIST(type, name) \
    type *name;                        \
    int n_##name;
    CAIRN_SCENARIO_LISTS(CAIRN_DECLARE_LIST)
#undef CAIRN_DECLARE_LIST

    const struct cairn_file *files; /* all that was read, the scenario itself first */
    int n_files;

    struct cairn_scenario_memory *memory; /* owns all of the above */
};

/* Frees a scenario and all it holds. NULL is allowed. */
CAIRN_API void cairn_scenario_free(struct cairn_scenario *scenario);

/* Index of the entry with this id, or CAIRN_NONE. */
CAIRN_API int cairn_scenario_find_workload(const struct cairn_scenario *scenario, const char *id);
CAIRN_API int cairn_scenario_find_pool(const struct cairn_scenario *scenario, const char *id);

/*
 * Seasons that tables by season have: those of the scenario, or one, the year, where it states
 * none.
 */
CAIRN_API int cairn_scenario_seasons(const struct cairn_scenario *scenario);

/* Days of one of these, of a year of 365. */
CAIRN_API int cairn_scenario_season_days(const struct cairn_scenario *scenario, int season);

/* Index of the profile of a variant on a hardware, or CAIRN_NONE: not measured. */
CAIRN_API int cairn_scenario_profile(const struct cairn_scenario *scenario, int variant,
                                     int hardware);

/* Index of the link from a site to a region, or CAIRN_NONE. */
CAIRN_API int cairn_scenario_link(const struct cairn_scenario *scenario, int site, int region);

/* The radio at the ends of a link's lines, or NULL. */
CAIRN_API const struct cairn_radio *cairn_scenario_radio(const struct cairn_scenario *scenario,
                                                         int link);

/* Propagation on a link, one way: what it says itself and what its hops add. Seconds. [LINK] */
CAIRN_API double cairn_scenario_latency_s(const struct cairn_scenario *scenario, int link);

/*
 * Time to put so many bytes on a line, up or down, beside the traffic that is there: 8 B / (C (1 -
 * load)), seconds. What is said of the way up holds for the way down where nothing is said of it
 * (NaN). [LINK]
 */
CAIRN_API double cairn_link_sending_s(const struct cairn_link *link, bool down, double bytes);

/* The grid that feeds a hop of a link. */
CAIRN_API int cairn_scenario_hop_grid(const struct cairn_scenario *scenario, int link, int hop);

/* How many lines a link has: one for each copies_per_line copies of its site, begun ones whole. */
CAIRN_API int cairn_scenario_lines(const struct cairn_scenario *scenario, int link);

/* Index of the intensity of that kind and scope, or CAIRN_NONE: no data. */
CAIRN_API int cairn_scenario_intensity(const struct cairn_scenario *scenario, int grid,
                                       enum cairn_intensity_kind kind,
                                       enum cairn_intensity_scope scope);

#endif

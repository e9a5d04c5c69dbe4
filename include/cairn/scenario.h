/*
 * scenario.h - a scenario, with the facts (catalogue.h) and loads (workload.h) it is made of
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
 * The structs hold what was said, not what follows from it; sampling windows, routes and
 * components are derived elsewhere.
 */
#ifndef CAIRN_SCENARIO_H
#define CAIRN_SCENARIO_H

#include <stdbool.h>

#include <cairn/api.h>
#include <cairn/catalogue.h>
#include <cairn/growth.h>
#include <cairn/place.h>
#include <cairn/uncertain.h>
#include <cairn/vary.h>
#include <cairn/workload.h>

/* ---- what stands there ---- */

/* Who is served next. */
enum cairn_discipline {
    CAIRN_FIRST_COME,
    CAIRN_BY_PRIORITY,
    CAIRN_BY_DEADLINE,
    CAIRN_SHARING, /* of the processor: all at once, each with an equal share of the devices */
};

/* What devices that come and go follow. */
enum cairn_scaling_rule { CAIRN_SCALING_NONE, CAIRN_BY_UTILISATION, CAIRN_BY_BACKLOG };

/* How many of a pool's devices are on, by what they have to do. */
struct cairn_scaling {
    struct cairn_origin origin; /* file is NULL where they are not scaled */
    enum cairn_scaling_rule rule;
    double target; /* mean utilisation, or requests per device */
    int least;     /* that are always on */
    double every_s, cool_down_s;
};

/* How a device or a line fails. */
struct cairn_outage {
    struct cairn_origin origin; /* file is NULL where it does not */
    double mtbf_s, mttr_s;      /* means: up, down */
    int lost;                   /* what it serves, or what finds it down, is lost */
};

/* What watching a pool takes: of each device at all times, of each request; NaN: nothing. */
struct cairn_monitoring {
    struct cairn_origin origin; /* file is NULL where nobody watches */
    double power_w, traffic_bit_s;
    double energy_j, per_request_bytes;
    int to; /* into places: a region, or CAIRN_NONE */
    struct cairn_evidence evidence;
};

/* What failures of devices cause. */
struct cairn_repair {
    struct cairn_origin origin; /* file is NULL where nothing is said of it */
    double failures_per_s;      /* of a device; NaN: those of the outage */
    double replaced, visited;   /* shares of the failures */
    struct cairn_evidence evidence;
};

/* Devices that had, or will have, another user. */
struct cairn_second_life {
    struct cairn_origin origin;           /* file is NULL where they have not */
    double brings, lifetime_s, price_usd; /* of used ones; brings is NaN of new ones */
    double passes_on;                     /* share of the embodied carbon that goes with them */
    double resale;                        /* share of the price that comes back */
    struct cairn_evidence evidence;
};

/* Devices of one hardware at a place, with a queue; or a managed service. */
struct cairn_pool {
    struct cairn_origin origin;
    const char *id;
    int place;
    int hardware, service; /* service only where tenancy is api, hardware otherwise */
    enum cairn_tenancy tenancy;
    int min, max;       /* devices per copy of the place */
    int spare;          /* beyond those, where there is one */
    double shelf;       /* further ones in store, switched off, as a share of all of these */
    double utilisation; /* of a shared pool, by all its users, in (0, 1] */
    double sleep_after_s;
    int batch; /* of a shared pool's provider; after loading: what utilisation implies if absent */
    int queue; /* most requests waiting, or CAIRN_NONE: unlimited */
    enum cairn_discipline discipline;
    int batch_min;  /* a batch starts with so many, or 0: with the most that it may have */
    int adaptive;   /* a batch grows as long as its first can keep its promise */
    int swap;       /* variants that do not fit into a device together take turns */
    int tokens;     /* most of a pass */
    int chunked;    /* prompts are read in pieces, beside replies */
    int schedule;   /* into shapes: how many devices are on, or CAIRN_NONE: all */
    double start_s; /* until a device that was off serves */
    struct cairn_scaling scaling;
    struct cairn_outage outage;
    struct cairn_monitoring monitoring;
    struct cairn_repair repair;
    struct cairn_second_life second_life;
    enum cairn_distribution_kind variation;
    double cv;
    double rent_usd_per_h;
};

/* Which entry a full cache gives up. */
enum cairn_policy {
    CAIRN_LRU,
    CAIRN_FIFO,
    CAIRN_STATIC,
    CAIRN_LFU,
    CAIRN_S3_FIFO,
    CAIRN_TTL,
};
enum { CAIRN_N_POLICIES = CAIRN_TTL + 1 };

/* A store of results at a place. */
struct cairn_cache {
    struct cairn_origin origin;
    const char *id;
    int place;
    enum cairn_policy policy;
    int entries; /* CAIRN_NONE: as many as fit the size or do not expire */
    double size_bytes, ttl_s, update_every_s;
    int renewed;    /* a hit begins the time to live again */
    double similar; /* share of the requests not in it that a similar result answers */
    double wrong;   /* share of those answers */
    double retried; /* share of the wrong ones that is noticed and goes on as if not answered */
    double lookup_time_s, lookup_energy_j, power_w, embodied_g, lifetime_s, price_usd;
};

/* Whether the deployment adds the line, uses one that is there, or pays a share. */
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
    int copies_per_line; /* of the site */
    double bandwidth_bit_s, bandwidth_down_bit_s;
    double latency_s;                       /* one way */
    double load, load_down;                 /* shares of the bandwidth that others use */
    enum cairn_distribution_kind variation; /* of the latency */
    double cv;
    double loss; /* probability that a transmission is lost */
    double resend_after_s;
    double egress_usd_per_gb;
    struct cairn_outage outage; /* of a line */
};

/* New versions of a model, pushed to the devices that hold it. */
struct cairn_release {
    struct cairn_origin origin;
    int model;
    int from; /* into places: a region */
    double every_s;
    double rolled_back; /* share of them */
    double size_bytes;  /* NaN: memory of the variant */
    double install_j;   /* of a device */
    struct cairn_evidence evidence;
};

/* ---- the question ---- */

/* What is simulated, how often, how precisely. */
struct cairn_time_plan {
    struct cairn_origin origin;
    double horizon_s;
    uint64_t seed;    /* of all randomness */
    double precision; /* relative half-width at which a simulation stops */
    int replications; /* at most; 2 or more */
    double window_s, run_in_s;
};

/* A closed set of accounting conventions (docs/MODEL.md). */
enum cairn_basis_kind {
    CAIRN_INVENTORY,
    CAIRN_DECISION,
    CAIRN_SCI,
    CAIRN_GHG_LOCATION,
    CAIRN_GHG_MARKET, /* reported, never decided on */
    CAIRN_N_BASES
};

/* What is to be as little as possible, in all over the horizon under the basis that decides. */
enum cairn_aim { CAIRN_AIM_CARBON, CAIRN_AIM_ENERGY, CAIRN_AIM_WATER, CAIRN_AIM_MONEY };

/* What a placement may take at most, over the horizon; NaN: as much as it likes. */
struct cairn_budgets {
    struct cairn_origin origin; /* file NULL: none is stated */
    double carbon_g;
    double energy_j;
    double water_l;
    double money_usd;
    double purchases_usd; /* of the money: prices of what is bought */
};

/* Narrows the ways to serve a workload. */
struct cairn_narrowing {
    struct cairn_origin origin;
    int workload, step, pool, variant, cache;
};

/* What is chosen, and which placements are tried. */
struct cairn_choose {
    struct cairn_origin origin;
    enum cairn_basis_kind basis;
    enum cairn_aim aim;
    double alpha; /* accepted probability of a wrong selection */
    double tie;   /* difference, relative to the best, that is not worth telling apart */
    int limit;    /* placements that are enumerated; more are explored */
    int failover; /* also try to send requests on while a line or all devices are down */
    int front;    /* also look for what is least in money, water, energy and latency */
    struct cairn_budgets budget;
    const int *batch_max; /* largest batches that are tried, like the other lists */
    int n_batch_max;
    const double *timeout_s;
    int n_timeouts;
    const double *split_share; /* shares in which requests are split */
    int n_splits;
    const int *spill_over; /* numbers of waiting requests from which on they are sent on */
    int n_spills;
};

/* What decides which of several places is greenest. */
struct cairn_greenest {
    struct cairn_origin origin;   /* file is NULL where nothing takes turns */
    enum cairn_intensity_kind by; /* average or short-run */
    enum cairn_intensity_scope scope;
    double forecast_cv; /* of the error of its forecast; 0: it is known */
};

/* A pool that takes turns. */
struct cairn_among {
    struct cairn_origin origin;
    int pool;
};

/* When a way to serve is used. */
enum cairn_when { CAIRN_ALWAYS, CAIRN_WHEN_GREENEST };

/* A way to serve a share of a workload, of a baseline. */
struct cairn_send {
    struct cairn_origin origin;
    int baseline, workload, pool, variant, cache;
    double share;
    int fallback;         /* into pools */
    int fallback_variant; /* into variants, or CAIRN_NONE */
    int over;             /* waiting requests from which on it is used, or CAIRN_NONE: not said */
    enum cairn_when when;
    int hours; /* into shapes: its share by the hour, or CAIRN_NONE */
    int first_then, n_thens;
};

/* Where requests that were sent go on. */
struct cairn_then {
    struct cairn_origin origin;
    int send; /* into sends */
    int step, pool, variant;
    double at; /* of the exit of the variant before; NaN: it has one, or all go on */
};

/* Size and batching rule of a pool, of a baseline. */
struct cairn_size {
    struct cairn_origin origin;
    int baseline, pool;
    int count; /* devices per copy of the place, or CAIRN_NONE */
    int batch; /* largest, or CAIRN_NONE */
    double timeout_s;
};

/* A placement to compare with. */
struct cairn_baseline {
    struct cairn_origin origin;
    const char *id;
    int first_send, n_sends, first_size, n_sizes;
};

/* The question, with all that it names. */
struct cairn_scenario {
    const char *path; /* of its file */
    const char *name, *about;
    struct cairn_time_plan time;
    struct cairn_choose choose;
    struct cairn_greenest greenest;
    struct cairn_sweep sweep;
    struct cairn_growth growth;
    struct cairn_draws draws;

    /* LIST(type, name) of everything that can occur many times */
#define CAIRN_SCENARIO_LISTS(LIST)             \
    LIST(struct cairn_source, sources)         \
    LIST(struct cairn_grid, grids)             \
    LIST(struct cairn_intensity, intensities)  \
    LIST(struct cairn_fuel, fuels)             \
    LIST(struct cairn_mix, mixes)              \
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
    LIST(struct cairn_climate, climates)       \
    LIST(struct cairn_cooling, coolings)       \
    LIST(struct cairn_cooling_point, outsides) \
    LIST(struct cairn_cooling_point, loadings) \
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
    LIST(struct cairn_release, releases)       \
    LIST(struct cairn_narrowing, narrowings)   \
    LIST(struct cairn_among, among)            \
    LIST(struct cairn_baseline, baselines)     \
    LIST(struct cairn_send, sends)             \
    LIST(struct cairn_then, thens)             \
    LIST(struct cairn_size, sizes)             \
    LIST(struct cairn_vary, varies)            \
    LIST(struct cairn_demand, demands)         \
    LIST(struct cairn_trend, trends)           \
    LIST(struct cairn_trend, gains)            \
    LIST(struct cairn_growth_policy, policies) \
    LIST(struct cairn_uncertain, uncertains)
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

/* The same of a pool. */
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

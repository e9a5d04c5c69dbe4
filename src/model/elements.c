/*
 * Lists and elements: which array or struct each element of the format fills (attributes.h).
 */

#include <string.h>

#include "model/attributes.h"
#include "model/turns.h"

#define MOST 1000000 /* elements in a file */
#define LIST(name, struct_type, said, most)                           \
    [CAIRN_LIST_##name] = {#name,                                     \
                           offsetof(struct cairn_scenario, name),     \
                           offsetof(struct cairn_scenario, n_##name), \
                           sizeof(struct struct_type),                \
                           said,                                      \
                           most}

const struct cairn_list_type cairn_list_types[CAIRN_N_LISTS] = {
    LIST(sources, cairn_source, "source", MOST),
    LIST(grids, cairn_grid, "grid", MOST),
    LIST(intensities, cairn_intensity, "intensity", MOST),
    LIST(fuels, cairn_fuel, "fuel", MOST),
    LIST(mixes, cairn_mix, "mix", MOST),
    LIST(hardware, cairn_hardware, "hardware", MOST),
    LIST(models, cairn_model, "model", MOST),
    LIST(variants, cairn_variant, "variant", MOST),
    LIST(exits, cairn_early_exit, "exit", MOST),
    LIST(profiles, cairn_profile, "profile", MOST),
    LIST(points, cairn_point, "point", MOST),
    LIST(prefills, cairn_prefill, "prefill", MOST),
    LIST(services, cairn_service, "api", MOST),
    LIST(accesses, cairn_access, "access", MOST),
    LIST(hops, cairn_hop, "hop", MOST),
    LIST(datacentres, cairn_datacentre, "datacentre", MOST),
    LIST(climates, cairn_climate, "climate", MOST),
    LIST(coolings, cairn_cooling, "cooling", MOST),
    LIST(outsides, cairn_cooling_point, "outside", MOST),
    LIST(loadings, cairn_cooling_point, "loaded", MOST),
    LIST(media, cairn_medium, "medium", MOST),
    LIST(seasons, cairn_season, "season", CAIRN_MOST_SEASONS),
    LIST(shapes, cairn_shape, "shape", MOST),
    LIST(surges, cairn_surge, "surge", MOST),
    LIST(phases, cairn_phase, "phase", MOST),
    LIST(places, cairn_place, "site or region", MOST),
    LIST(workloads, cairn_workload, "workload", MOST),
    LIST(steps, cairn_step, "step", MOST),
    LIST(pools, cairn_pool, "pool", MOST),
    LIST(caches, cairn_cache, "cache", MOST),
    LIST(links, cairn_link, "link", MOST),
    LIST(releases, cairn_release, "release", MOST),
    LIST(narrowings, cairn_narrowing, "route", MOST),
    LIST(among, cairn_among, "pool that takes turns", CAIRN_AMONG_MOST),
    LIST(baselines, cairn_baseline, "baseline", 100),
    LIST(varies, cairn_vary, "vary", 20),
    LIST(demands, cairn_demand, "demand", MOST),
    LIST(trends, cairn_trend, "trend", 100),
    LIST(gains, cairn_trend, "gain", 100),
    LIST(policies, cairn_growth_policy, "policy", 20),
    LIST(uncertains, cairn_uncertain, "uncertain", 30),
    LIST(sends, cairn_send, "send", MOST),
    LIST(thens, cairn_then, "then", MOST),
    LIST(sizes, cairn_size, "size", MOST),
};

#define NONE CAIRN_NO_OFFSET
#define AT(type, field) (ptrdiff_t) offsetof(struct type, field)
#define NOT_PART .parent_part = NONE
#define NO_KIND .kind = NONE

/* An entry of an array below the outermost element. */
#define TOP(element, items, type)                                                           \
    {                                                                                       \
        .name = element, .parent = "scenario", .role = CAIRN_ELEMENT_ITEM,                  \
        .list = CAIRN_LIST_##items, .up = NONE, .parent_first = NONE, .parent_count = NONE, \
        .origin = AT(type, origin), NOT_PART, NO_KIND                                       \
    }

/* The same below a part of the scenario. */
#define WITHIN(element, above, items, type)                                                       \
    {                                                                                             \
        .name = element, .parent = above, .role = CAIRN_ELEMENT_ITEM, .list = CAIRN_LIST_##items, \
        .up = NONE, .parent_first = NONE, .parent_count = NONE, .origin = AT(type, origin),       \
        NOT_PART, NO_KIND                                                                         \
    }

/* An entry that knows its parent. */
#define BELOW(element, above, items, type, up_field)                                              \
    {                                                                                             \
        .name = element, .parent = above, .role = CAIRN_ELEMENT_ITEM, .list = CAIRN_LIST_##items, \
        .up = AT(type, up_field), .parent_first = NONE, .parent_count = NONE,                     \
        .origin = AT(type, origin), NOT_PART, NO_KIND                                             \
    }

/* An entry that knows its parent, which knows its range: first_x and n_x. */
#define RANGED(element, above, items, type, up_field, parent_type, one, many, needed)             \
    {                                                                                             \
        .name = element, .parent = above, .role = CAIRN_ELEMENT_ITEM, .list = CAIRN_LIST_##items, \
        .up = AT(type, up_field), .parent_first = AT(parent_type, first_##one),                   \
        .parent_count = AT(parent_type, n_##many), .origin = AT(type, origin), NOT_PART, NO_KIND, \
        .required = needed                                                                        \
    }

#define PART(element, above, parent_type, field, type, needed)                             \
    {                                                                                      \
        .name = element, .parent = above, .role = CAIRN_ELEMENT_PART, .up = NONE,          \
        .parent_first = NONE, .parent_count = NONE, .parent_part = AT(parent_type, field), \
        .origin = AT(type, origin), NO_KIND, .required = needed                            \
    }

/* A part without a struct: its attributes go into that of its parent. */
#define FIELDS(element, above)                                                                \
    {                                                                                         \
        .name = element, .parent = above, .role = CAIRN_ELEMENT_PART, .up = NONE,             \
        .parent_first = NONE, .parent_count = NONE, .parent_part = 0, .origin = NONE, NO_KIND \
    }

#define PLACE(element, which)                                                              \
    {                                                                                      \
        .name = element, .parent = "scenario", .role = CAIRN_ELEMENT_ITEM,                 \
        .list = CAIRN_LIST_places, .up = NONE, .parent_first = NONE, .parent_count = NONE, \
        .origin = AT(cairn_place, origin), NOT_PART, .kind = AT(cairn_place, kind),        \
        .kind_value = which                                                                \
    }

const struct cairn_element_type cairn_element_types[] = {
    {.name = "scenario",
     .role = CAIRN_ELEMENT_ROOT,
     .up = NONE,
     .parent_first = NONE,
     .parent_count = NONE,
     .parent_part = NONE,
     .origin = NONE,
     NO_KIND},
    FIELDS("about", "scenario"),
    {.name = "use",
     .parent = "scenario",
     .role = CAIRN_ELEMENT_CONSUMED,
     .up = NONE,
     .parent_first = NONE,
     .parent_count = NONE,
     .parent_part = NONE,
     .origin = NONE,
     NO_KIND},
    TOP("source", sources, cairn_source),
    TOP("grid", grids, cairn_grid),
    RANGED("intensity", "grid", intensities, cairn_intensity, grid, cairn_grid, intensity,
           intensities, false),
    FIELDS("hours", "intensity"),
    PART("trace", "intensity", cairn_intensity, trace, cairn_grid_trace, false),
    PART("water", "grid", cairn_grid, water, cairn_water, false),
    PART("loss", "grid", cairn_grid, loss, cairn_loss, false),
    TOP("fuel", fuels, cairn_fuel),
    RANGED("mix", "grid", mixes, cairn_mix, grid, cairn_grid, mix, mixes, false),
    PART("scarcity", "grid", cairn_grid, scarcity, cairn_scarcity, false),
    PART("scarcity", "site", cairn_place, scarcity, cairn_scarcity, false),
    PART("scarcity", "region", cairn_place, scarcity, cairn_scarcity, false),
    TOP("hardware", hardware, cairn_hardware),
    PART("power", "hardware", cairn_hardware, power, cairn_power, false),
    PART("wake", "hardware", cairn_hardware, wake, cairn_wake, false),
    PART("memory", "hardware", cairn_hardware, memory, cairn_memory, false),
    PART("embodied", "hardware", cairn_hardware, embodied, cairn_embodied, false),
    PART("price", "hardware", cairn_hardware, price, cairn_price, false),
    PART("supply", "hardware", cairn_hardware, supply, cairn_supply, false),
    PART("host", "hardware", cairn_hardware, host, cairn_host, false),
    TOP("model", models, cairn_model),
    RANGED("variant", "model", variants, cairn_variant, model, cairn_model, variant, variants,
           false),
    RANGED("exit", "variant", exits, cairn_early_exit, variant, cairn_variant, early_exit, exits,
           false),
    PART("pretraining", "model", cairn_model, pretraining, cairn_pretraining, false),
    TOP("profile", profiles, cairn_profile),
    RANGED("point", "profile", points, cairn_point, profile, cairn_profile, point, points, false),
    PART("law", "profile", cairn_profile, law, cairn_law, false),
    RANGED("prefill", "profile", prefills, cairn_prefill, profile, cairn_profile, prefill, prefills,
           false),
    TOP("api", services, cairn_service),
    TOP("access", accesses, cairn_access),
    RANGED("hop", "access", hops, cairn_hop, access, cairn_access, hop, hops, true),
    RANGED("hop", "link", hops, cairn_hop, link, cairn_link, hop, hops, false),
    PART("radio", "hop", cairn_hop, radio, cairn_radio, false),
    TOP("datacentre", datacentres, cairn_datacentre),
    TOP("climate", climates, cairn_climate),
    FIELDS("temperatures", "climate"),
    PART("weather", "climate", cairn_climate, weather, cairn_weather, false),
    TOP("cooling", coolings, cairn_cooling),
    RANGED("outside", "cooling", outsides, cairn_cooling_point, cooling, cairn_cooling, outside,
           outsides, false),
    RANGED("loaded", "cooling", loadings, cairn_cooling_point, cooling, cairn_cooling, loading,
           loadings, false),
    TOP("medium", media, cairn_medium),
    TOP("season", seasons, cairn_season),
    TOP("shape", shapes, cairn_shape),
    {.name = "day",
     .parent = "shape",
     .role = CAIRN_ELEMENT_CONSUMED,
     .up = NONE,
     .parent_first = NONE,
     .parent_count = NONE,
     .parent_part = NONE,
     .origin = NONE,
     NO_KIND,
     .required = true},
    TOP("surge", surges, cairn_surge),
    PART("time", "scenario", cairn_scenario, time, cairn_time_plan, true),
    PLACE("site", CAIRN_SITE),
    PLACE("region", CAIRN_REGION),
    PART("building", "site", cairn_place, building, cairn_building, false),
    PART("building", "region", cairn_place, building, cairn_building, false),
    PART("contract", "site", cairn_place, contract, cairn_contract, false),
    PART("contract", "region", cairn_place, contract, cairn_contract, false),
    PART("visit", "site", cairn_place, visit, cairn_visit, false),
    PART("visit", "region", cairn_place, visit, cairn_visit, false),
    PART("load", "site", cairn_place, load, cairn_other_load, false),
    PART("load", "region", cairn_place, load, cairn_other_load, false),
    PART("series", "load", cairn_other_load, hours, cairn_hourly, false),
    PART("solar", "site", cairn_place, solar, cairn_solar, false),
    PART("solar", "region", cairn_place, solar, cairn_solar, false),
    PART("series", "solar", cairn_solar, hours, cairn_hourly, true),
    PART("battery", "site", cairn_place, battery, cairn_battery, false),
    PART("battery", "region", cairn_place, battery, cairn_battery, false),
    BELOW("workload", "site", workloads, cairn_workload, place),
    PART("arrivals", "workload", cairn_workload, arrivals, cairn_arrivals, true),
    {.name = "phase",
     .parent = "arrivals",
     .role = CAIRN_ELEMENT_ITEM,
     .list = CAIRN_LIST_phases,
     .up = NONE,
     .parent_first = AT(cairn_arrivals, first_phase),
     .parent_count = AT(cairn_arrivals, n_phases),
     .origin = AT(cairn_phase, origin),
     NOT_PART,
     NO_KIND},
    PART("cycle", "arrivals", cairn_arrivals, cycle, cairn_cycle, false),
    PART("replay", "arrivals", cairn_arrivals, replay, cairn_replay, false),
    PART("promise", "workload", cairn_workload, promise, cairn_promise, true),
    PART("popularity", "workload", cairn_workload, popularity, cairn_popularity, false),
    PART("tokens", "workload", cairn_workload, tokens, cairn_tokens, false),
    RANGED("step", "workload", steps, cairn_step, workload, cairn_workload, step, steps, false),
    PART("tokens", "step", cairn_step, tokens, cairn_tokens, false),
    PART("training", "workload", cairn_workload, training, cairn_training, false),
    PART("storage", "workload", cairn_workload, storage, cairn_storage, false),
    PART("defer", "workload", cairn_workload, deferral, cairn_deferral, false),
    PART("drift", "workload", cairn_workload, drift, cairn_drift, false),
    PART("rework", "workload", cairn_workload, rework, cairn_rework, false),
    BELOW("pool", "site", pools, cairn_pool, place),
    BELOW("pool", "region", pools, cairn_pool, place),
    PART("scale", "pool", cairn_pool, scaling, cairn_scaling, false),
    PART("outage", "pool", cairn_pool, outage, cairn_outage, false),
    PART("monitoring", "pool", cairn_pool, monitoring, cairn_monitoring, false),
    PART("repair", "pool", cairn_pool, repair, cairn_repair, false),
    PART("second-life", "pool", cairn_pool, second_life, cairn_second_life, false),
    BELOW("cache", "site", caches, cairn_cache, place),
    BELOW("cache", "region", caches, cairn_cache, place),
    TOP("link", links, cairn_link),
    PART("outage", "link", cairn_link, outage, cairn_outage, false),
    TOP("release", releases, cairn_release),
    PART("choose", "scenario", cairn_scenario, choose, cairn_choose, true),
    FIELDS("batching", "choose"),
    {.name = "route",
     .parent = "choose",
     .role = CAIRN_ELEMENT_ITEM,
     .list = CAIRN_LIST_narrowings,
     .up = NONE,
     .parent_first = NONE,
     .parent_count = NONE,
     .origin = AT(cairn_narrowing, origin),
     NOT_PART,
     NO_KIND},
    PART("budget", "choose", cairn_choose, budget, cairn_budgets, false),
    FIELDS("split", "choose"),
    FIELDS("spill", "choose"),
    PART("greenest", "scenario", cairn_scenario, greenest, cairn_greenest, false),
    {.name = "among",
     .parent = "greenest",
     .role = CAIRN_ELEMENT_ITEM,
     .list = CAIRN_LIST_among,
     .up = NONE,
     .parent_first = NONE,
     .parent_count = NONE,
     .origin = AT(cairn_among, origin),
     NOT_PART,
     NO_KIND,
     .required = true},
    TOP("baseline", baselines, cairn_baseline),
    RANGED("send", "baseline", sends, cairn_send, baseline, cairn_baseline, send, sends, true),
    RANGED("then", "send", thens, cairn_then, send, cairn_send, then, thens, false),
    RANGED("size", "baseline", sizes, cairn_size, baseline, cairn_baseline, size, sizes, false),
    TOP("vary", varies, cairn_vary),
    PART("sweep", "scenario", cairn_scenario, sweep, cairn_sweep, false),
    PART("growth", "scenario", cairn_scenario, growth, cairn_growth, false),
    WITHIN("demand", "growth", demands, cairn_demand),
    WITHIN("trend", "growth", trends, cairn_trend),
    WITHIN("gain", "growth", gains, cairn_trend),
    WITHIN("policy", "growth", policies, cairn_growth_policy),
    TOP("uncertain", uncertains, cairn_uncertain),
    PART("draws", "scenario", cairn_scenario, draws, cairn_draws, false),
    {.name = NULL},
};

const struct cairn_element_type *cairn_element_type(const char *name, const char *parent)
{
    for (const struct cairn_element_type *type = cairn_element_types; type->name; type++)
        if (strcmp(type->name, name) == 0 &&
            (parent && type->parent ? strcmp(type->parent, parent) == 0 : !parent && !type->parent))
            return type;
    return NULL;
}

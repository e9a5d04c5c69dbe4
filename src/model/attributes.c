/*
 * The rows of the attribute table (attributes.h). long: one row per attribute of the format.
 */

#include <limits.h>
#include <math.h>
#include <string.h>

#include <cairn/placement.h>

#include "model/attributes.h"

/* ---- words; the XSD lists the same ones (a test compares) ---- */

#define END_OF_WORDS \
    {                \
        NULL, 0      \
    }

static const struct cairn_word yes_no[] = {{"yes", 1}, {"no", 0}, END_OF_WORDS};
static const struct cairn_word evidence[] = {{"measured", CAIRN_MEASURED},
                                             {"vendor", CAIRN_VENDOR},
                                             {"modelled", CAIRN_MODELLED},
                                             {"assumed", CAIRN_ASSUMED},
                                             END_OF_WORDS};
static const struct cairn_word boundary[] = {
    {"chip", CAIRN_CHIP}, {"board", CAIRN_BOARD}, {"wall", CAIRN_WALL}, END_OF_WORDS};
static const struct cairn_word distribution[] = {{"deterministic", CAIRN_DETERMINISTIC},
                                                 {"exponential", CAIRN_EXPONENTIAL},
                                                 {"gamma", CAIRN_GAMMA},
                                                 {"lognormal", CAIRN_LOGNORMAL},
                                                 {"weibull", CAIRN_WEIBULL},
                                                 END_OF_WORDS};
static const struct cairn_word process[] = {
    {"poisson", CAIRN_EXPONENTIAL}, {"deterministic", CAIRN_DETERMINISTIC},
    {"gamma", CAIRN_GAMMA},         {"lognormal", CAIRN_LOGNORMAL},
    {"weibull", CAIRN_WEIBULL},     END_OF_WORDS};
static const struct cairn_word replay_format[] = {
    {"timestamps", CAIRN_TIMESTAMPS},
    {"azure-llm", CAIRN_AZURE_LLM},
    {"azure-functions-2019", CAIRN_AZURE_FUNCTIONS_2019},
    {"azure-functions-2021", CAIRN_AZURE_FUNCTIONS_2021},
    {"burstgpt", CAIRN_BURSTGPT},
    {"vidur", CAIRN_VIDUR},
    END_OF_WORDS};
static const struct cairn_word replay_moment[] = {
    {"any", CAIRN_REPLAY_ANYWHERE}, {"start", CAIRN_REPLAY_FROM_START}, END_OF_WORDS};
static const struct cairn_word intensity_kind[] = {{"average", CAIRN_AVERAGE},
                                                   {"short-run", CAIRN_SHORT_RUN},
                                                   {"long-run", CAIRN_LONG_RUN},
                                                   {"residual", CAIRN_RESIDUAL},
                                                   END_OF_WORDS};
static const struct cairn_word intensity_scope[] = {
    {"life-cycle", CAIRN_LIFE_CYCLE}, {"direct", CAIRN_DIRECT}, END_OF_WORDS};
static const struct cairn_word signals[] = {
    {"average", CAIRN_AVERAGE}, {"short-run", CAIRN_SHORT_RUN}, END_OF_WORDS};
static const struct cairn_word when[] = {
    {"always", CAIRN_ALWAYS}, {"greenest", CAIRN_WHEN_GREENEST}, END_OF_WORDS};
static const struct cairn_word trace_format[] = {
    {"plain", CAIRN_TRACE_PLAIN},
    {"electricity-maps", CAIRN_TRACE_ELECTRICITY_MAPS},
    {"electricity-maps-api", CAIRN_TRACE_ELECTRICITY_MAPS_API},
    {"eia", CAIRN_TRACE_EIA},
    {"entsoe", CAIRN_TRACE_ENTSOE},
    {"watttime", CAIRN_TRACE_WATTTIME},
    {"uk-carbon-intensity", CAIRN_TRACE_UK_CARBON_INTENSITY},
    {"matrix", CAIRN_TRACE_MATRIX},
    END_OF_WORDS};
static const struct cairn_word stock[] = {
    {"owned", CAIRN_OWNED}, {"bought", CAIRN_BOUGHT}, END_OF_WORDS};
static const struct cairn_word series_format[] = {{"plain", CAIRN_SERIES_PLAIN},
                                                  {"production", CAIRN_SERIES_PRODUCTION},
                                                  {"seconds", CAIRN_SERIES_SECONDS},
                                                  END_OF_WORDS};
static const struct cairn_word dispatch_rule[] = {
    {"foresight", CAIRN_FORESIGHT}, {"greedy", CAIRN_GREEDY}, END_OF_WORDS};
static const struct cairn_word daylight[] = {{"none", CAIRN_DAYLIGHT_NONE},
                                             {"eu", CAIRN_DAYLIGHT_EU},
                                             {"us", CAIRN_DAYLIGHT_US},
                                             {"australia", CAIRN_DAYLIGHT_AUSTRALIA},
                                             {"new-zealand", CAIRN_DAYLIGHT_NEW_ZEALAND},
                                             END_OF_WORDS};
static const struct cairn_word tenancy[] = {{"owned", CAIRN_OWNED},
                                            {"bought", CAIRN_BOUGHT},
                                            {"shared", CAIRN_SHARED_POOL},
                                            {"api", CAIRN_MANAGED},
                                            END_OF_WORDS};
static const struct cairn_word hop_kind[] = {{"radio", CAIRN_RADIO},
                                             {"site", CAIRN_SITE_EQUIPMENT},
                                             {"access", CAIRN_ACCESS_LINE},
                                             {"core", CAIRN_CORE},
                                             END_OF_WORDS};
static const struct cairn_word hop_grid[] = {
    {"site", CAIRN_HOP_AT_SITE}, {"region", CAIRN_HOP_AT_REGION}, END_OF_WORDS};
static const struct cairn_word line[] = {{"existing", CAIRN_LINE_EXISTING},
                                         {"new", CAIRN_LINE_NEW},
                                         {"shared", CAIRN_LINE_SHARED},
                                         END_OF_WORDS};
static const struct cairn_word basis[] = {{"inventory", CAIRN_INVENTORY},
                                          {"decision", CAIRN_DECISION},
                                          {"sci", CAIRN_SCI},
                                          {"ghg-location", CAIRN_GHG_LOCATION},
                                          END_OF_WORDS};
static const struct cairn_word aim[] = {{"carbon", CAIRN_AIM_CARBON},
                                        {"energy", CAIRN_AIM_ENERGY},
                                        {"water", CAIRN_AIM_WATER},
                                        {"money", CAIRN_AIM_MONEY},
                                        END_OF_WORDS};
static const struct cairn_word policy[] = {
    {"lru", CAIRN_LRU}, {"fifo", CAIRN_FIFO},     {"lfu", CAIRN_LFU}, {"s3-fifo", CAIRN_S3_FIFO},
    {"ttl", CAIRN_TTL}, {"static", CAIRN_STATIC}, END_OF_WORDS};
static const struct cairn_word content_format[] = {
    {"plain", CAIRN_CONTENT_PLAIN}, {"twitter", CAIRN_CONTENT_TWITTER}, END_OF_WORDS};
static const struct cairn_word takes[] = {
    {"all", CAIRN_TAKES_ALL}, {"unsure", CAIRN_TAKES_UNSURE}, END_OF_WORDS};
static const struct cairn_word variants[] = {{"any", 0}, {"same", 1}, END_OF_WORDS};
static const struct cairn_word drift_moment[] = {
    {"end", CAIRN_DRIFT_END}, {"mean", CAIRN_DRIFT_MEAN}, END_OF_WORDS};
static const struct cairn_word discipline[] = {{"fifo", CAIRN_FIRST_COME},
                                               {"priority", CAIRN_BY_PRIORITY},
                                               {"deadline", CAIRN_BY_DEADLINE},
                                               {"sharing", CAIRN_SHARING},
                                               END_OF_WORDS};
static const struct cairn_word scaling_rule[] = {
    {"utilisation", CAIRN_BY_UTILISATION}, {"backlog", CAIRN_BY_BACKLOG}, END_OF_WORDS};
static const struct cairn_word api_scope[] = {
    {"it", CAIRN_API_IT}, {"facility", CAIRN_API_FACILITY}, END_OF_WORDS};
static const struct cairn_word cooling_kind[] = {{"air", CAIRN_AIR_COOLING},
                                                 {"evaporative", CAIRN_EVAPORATIVE_COOLING},
                                                 {"liquid", CAIRN_LIQUID_COOLING},
                                                 END_OF_WORDS};
static const struct cairn_word hardware_kind[] = {{"microcontroller", CAIRN_MICROCONTROLLER},
                                                  {"board", CAIRN_BOARD_COMPUTER},
                                                  {"accelerator", CAIRN_ACCELERATOR},
                                                  {"phone", CAIRN_PHONE},
                                                  {"computer", CAIRN_COMPUTER},
                                                  {"server", CAIRN_SERVER},
                                                  END_OF_WORDS};

static const struct cairn_word spacing[] = {
    {"linear", CAIRN_LINEAR}, {"log", CAIRN_LOGARITHMIC}, END_OF_WORDS};
static const struct cairn_word sweep_design[] = {{"factorial", CAIRN_FACTORIAL},
                                                 {"latin-hypercube", CAIRN_LATIN_HYPERCUBE},
                                                 {"sobol", CAIRN_SOBOL},
                                                 END_OF_WORDS};
static const struct cairn_word replacing[] = {
    {"value", CAIRN_AS_VALUE}, {"multiplier", CAIRN_AS_MULTIPLIER}, END_OF_WORDS};

static const struct cairn_word belief[] = {{"normal", CAIRN_BELIEF_NORMAL},
                                           {"lognormal", CAIRN_BELIEF_LOGNORMAL},
                                           {"gamma", CAIRN_BELIEF_GAMMA},
                                           {"uniform", CAIRN_BELIEF_UNIFORM},
                                           {"triangular", CAIRN_BELIEF_TRIANGULAR},
                                           {"empirical", CAIRN_BELIEF_EMPIRICAL},
                                           END_OF_WORDS};
static const struct cairn_word outside[] = {
    {"refuse", CAIRN_REFUSE}, {"truncate", CAIRN_TRUNCATE}, END_OF_WORDS};
static const struct cairn_word draw_design[] = {{"latin-hypercube", CAIRN_DRAW_LATIN_HYPERCUBE},
                                                {"sobol", CAIRN_DRAW_SOBOL},
                                                {"random", CAIRN_DRAW_RANDOM},
                                                END_OF_WORDS};

/* ---- ranges. Upper ends are chosen somewhat arbitrarily, to catch a slip of units ---- */

#define DAY 86400.0
#define CENTURY (100 * 365 * DAY)
#define FROM(least, most)            \
    {                                \
        (least), (most), false, NULL \
    }
#define ABOVE(least, most)          \
    {                               \
        (least), (most), true, NULL \
    }
#define WATTS FROM(0, 1e6)
#define JOULES FROM(0, 1e15)
#define GRAMS FROM(0, 1e10)
#define DOLLARS FROM(0, 1e10)
#define BYTES FROM(0, 1e15)
#define LIFETIME ABOVE(0, CENTURY)
#define LATENCY                                                                            \
    {                                                                                      \
        0, DAY, true, "a request that takes no time or more than a day is a slip of units" \
    }
#define SHARE FROM(0, 1)
#define NOT_NONE ABOVE(0, 1)
#define CV FROM(0, 100)
#define PUE                                                                                        \
    {                                                                                              \
        1, 5, false, "a building takes what its devices take and more, but not five times as much" \
    }
#define WUE FROM(0, 1000)
#define COUNT FROM(0, 1e9)
#define AT_LEAST_ONE FROM(1, 1e9)
#define BATCH FROM(1, 1e6)
#define CONTENTS FROM(1, 1e8)
#define CHANGE ABOVE(-1, 10)

/* ---- shorthand for rows: element, attribute, struct, field ... ---- */

#define PHYSICS CAIRN_EFFECT_PHYSICS
#define ACCOUNTING CAIRN_EFFECT_ACCOUNTING
#define CHOICE CAIRN_EFFECT_CHOICE
#define LABEL CAIRN_EFFECT_LABEL

#define IS(e, a, k, f) .element = e, .name = a, .kind = CAIRN_VALUE_##k, .effect = f
#define OF(s, m) .offset = offsetof(struct s, m)
#define QUANTITY(e, a, s, m, d, f, ...)                                               \
    {                                                                                 \
        IS(e, a, QUANTITY, f), OF(s, m), .dimension = CAIRN_##d, .range = __VA_ARGS__ \
    }
#define QUANTITY_OR_ANY(e, a, s, m, d, f, either, ...)                                 \
    {                                                                                  \
        IS(e, a, QUANTITY_OR_ANY, f), OF(s, m), .dimension = CAIRN_##d, .any = either, \
                                                .range = __VA_ARGS__                   \
    }
#define QUANTITIES(e, a, s, m, n, d, f, ...)                                                       \
    {                                                                                              \
        IS(e, a, QUANTITIES, f), OF(s, m), .count = offsetof(struct s, n), .dimension = CAIRN_##d, \
                                           .range = __VA_ARGS__                                    \
    }
#define WHOLE(e, a, s, m, f, none, ...)                                    \
    {                                                                      \
        IS(e, a, WHOLE, f), OF(s, m), .absent = none, .range = __VA_ARGS__ \
    }
#define WHOLES(e, a, s, m, n, f, ...)                                                       \
    {                                                                                       \
        IS(e, a, WHOLES, f), OF(s, m), .count = offsetof(struct s, n), .range = __VA_ARGS__ \
    }
#define WORD(e, a, s, m, w, f)                  \
    {                                           \
        IS(e, a, WORD, f), OF(s, m), .words = w \
    }
#define WORD_OR(e, a, s, m, w, f, none)                         \
    {                                                           \
        IS(e, a, WORD, f), OF(s, m), .words = w, .absent = none \
    }
#define TEXT(e, a, s, m, f)         \
    {                               \
        IS(e, a, TEXT, f), OF(s, m) \
    }
#define NUMBERS(e, s, m, f, n)                               \
    {                                                        \
        IS(e, "", NUMBERS, f), OF(s, m), .range = FROM(n, n) \
    }
#define REF(e, a, s, m, l, f)                                    \
    {                                                            \
        IS(e, a, REFERENCE, f), OF(s, m), .list = CAIRN_LIST_##l \
    }
#define VARIANT_AT(e, a, s, field, how, by)                                              \
    {                                                                                    \
        IS(e, a, VARIANT_OF_##how, PHYSICS), OF(s, field), .list = CAIRN_LIST_variants,  \
                                                           .via = offsetof(struct s, by) \
    }
#define VARIANT(e, s, how, by) VARIANT_AT(e, "variant", s, variant, how, by)
#define VARIANT_OF_STEP(e, s, how, by)                                  \
    {                                                                   \
        IS(e, "variant", VARIANT_OF_##how, PHYSICS), OF(s, variant),    \
            .list = CAIRN_LIST_variants, .via = offsetof(struct s, by), \
            .step = offsetof(struct s, step)                            \
    }
#define CONSUMED(e, a, f)     \
    {                         \
        IS(e, a, CONSUMED, f) \
    }
#define EVIDENCE(e, s)                                    \
    REF(e, "source", s, evidence.source, sources, LABEL), \
        WORD_OR(e, "class", s, evidence.known, evidence, LABEL, CAIRN_ASSUMED)

const struct cairn_attribute_type cairn_attribute_types[] = {
    CONSUMED("scenario", "format", LABEL),
    TEXT("scenario", "name", cairn_scenario, name, LABEL),
    TEXT("about", "", cairn_scenario, about, LABEL),
    CONSUMED("use", "href", LABEL),

    TEXT("source", "id", cairn_source, id, LABEL),
    TEXT("source", "title", cairn_source, title, LABEL),
    TEXT("source", "href", cairn_source, href, LABEL),
    TEXT("source", "licence", cairn_source, licence, LABEL),

    /* electricity */
    TEXT("grid", "id", cairn_grid, id, LABEL),
    TEXT("grid", "name", cairn_grid, name, LABEL),
    TEXT("grid", "jurisdiction", cairn_grid, jurisdiction, CHOICE),
    WORD("intensity", "kind", cairn_intensity, kind, intensity_kind, ACCOUNTING),
    WORD("intensity", "scope", cairn_intensity, scope, intensity_scope, ACCOUNTING),
    QUANTITY("intensity", "value", cairn_intensity, value_g_per_kwh, INTENSITY, ACCOUNTING,
             {0, 5000, false, "no grid emits more"}),
    QUANTITY("intensity", "year", cairn_intensity, year, COUNT, LABEL, FROM(1990, 2100)),
    EVIDENCE("intensity", cairn_intensity),
    NUMBERS("hours", cairn_intensity, hours, ACCOUNTING, 288),
    TEXT("trace", "href", cairn_grid_trace, href, ACCOUNTING),
    WORD("trace", "format", cairn_grid_trace, format, trace_format, ACCOUNTING),
    TEXT("trace", "column", cairn_grid_trace, column, ACCOUNTING),
    TEXT("trace", "zone", cairn_grid_trace, zone, ACCOUNTING),
    WHOLE("trace", "year", cairn_grid_trace, year, ACCOUNTING, CAIRN_NONE, FROM(1990, 2100)),
    QUANTITY("trace", "unit", cairn_grid_trace, unit_g_per_kwh, INTENSITY, ACCOUNTING,
             ABOVE(0, 1e6)),
    QUANTITY("trace", "utc-offset", cairn_grid_trace, utc_offset_s, TIME, ACCOUNTING,
             {-12 * 3600, 14 * 3600, false, "no place on Earth has another"}),
    WORD("trace", "daylight", cairn_grid_trace, daylight, daylight, ACCOUNTING),
    QUANTITY("water", "with-reservoirs", cairn_water, with_reservoirs_l_per_kwh, WATER_PER_ENERGY,
             ACCOUNTING, FROM(0, 1e4)),
    QUANTITY("water", "without-reservoirs", cairn_water, without_reservoirs_l_per_kwh,
             WATER_PER_ENERGY, ACCOUNTING, FROM(0, 1e4)),
    EVIDENCE("water", cairn_water),
    QUANTITY("loss", "share", cairn_loss, share, FRACTION, ACCOUNTING, FROM(0, 0.9)),
    EVIDENCE("loss", cairn_loss),
    TEXT("fuel", "id", cairn_fuel, id, LABEL),
    TEXT("fuel", "name", cairn_fuel, name, LABEL),
    QUANTITY("fuel", "with-reservoirs", cairn_fuel, with_reservoirs_l_per_kwh, WATER_PER_ENERGY,
             ACCOUNTING, FROM(0, 1e4)),
    QUANTITY("fuel", "without-reservoirs", cairn_fuel, without_reservoirs_l_per_kwh,
             WATER_PER_ENERGY, ACCOUNTING, FROM(0, 1e4)),
    EVIDENCE("fuel", cairn_fuel),
    REF("mix", "fuel", cairn_mix, fuel, fuels, ACCOUNTING),
    QUANTITY("mix", "share", cairn_mix, share, FRACTION, ACCOUNTING, SHARE),
    EVIDENCE("mix", cairn_mix),
    QUANTITY("scarcity", "factor", cairn_scarcity, factor, COUNT, ACCOUNTING,
             {0, 1000, false, "where water is scarcest it is worth 100 times that of the world"}),
    EVIDENCE("scarcity", cairn_scarcity),

    /* hardware */
    TEXT("hardware", "id", cairn_hardware, id, LABEL),
    TEXT("hardware", "name", cairn_hardware, name, LABEL),
    WORD_OR("hardware", "kind", cairn_hardware, kind, hardware_kind, LABEL, CAIRN_NONE),
    WHOLE("hardware", "released", cairn_hardware, released, CHOICE, CAIRN_NONE, FROM(1990, 2200)),
    QUANTITY("power", "idle", cairn_power, idle_w, POWER, ACCOUNTING, WATTS),
    QUANTITY("power", "sleep", cairn_power, sleep_w, POWER, ACCOUNTING, WATTS),
    QUANTITY("power", "busy", cairn_power, busy_w, POWER, ACCOUNTING, WATTS),
    QUANTITY("power", "off", cairn_power, off_w, POWER, ACCOUNTING, WATTS),
    WORD("power", "boundary", cairn_power, boundary, boundary, ACCOUNTING),
    EVIDENCE("power", cairn_power),
    QUANTITY("wake", "time", cairn_wake, time_s, TIME, PHYSICS, FROM(0, DAY)),
    QUANTITY("wake", "power", cairn_wake, power_w, POWER, ACCOUNTING, WATTS),
    WORD("wake", "variation", cairn_wake, variation, distribution, PHYSICS),
    QUANTITY("wake", "cv", cairn_wake, cv, COUNT, PHYSICS, CV),
    EVIDENCE("wake", cairn_wake),
    QUANTITY("memory", "size", cairn_memory, size_bytes, DATA, PHYSICS, ABOVE(0, 1e15)),
    QUANTITY("memory", "bandwidth", cairn_memory, bandwidth_bit_s, BANDWIDTH, PHYSICS,
             ABOVE(0, 1e15)),
    QUANTITY("memory", "power", cairn_memory, power_w, POWER, ACCOUNTING, WATTS),
    EVIDENCE("memory", cairn_memory),
    QUANTITY("embodied", "carbon", cairn_embodied, carbon_g, MASS, ACCOUNTING, GRAMS),
    QUANTITY("embodied", "lifetime", cairn_embodied, lifetime_s, TIME, ACCOUNTING, LIFETIME),
    EVIDENCE("embodied", cairn_embodied),
    QUANTITY("price", "value", cairn_price, value_usd, MONEY, ACCOUNTING, DOLLARS),
    EVIDENCE("price", cairn_price),
    QUANTITY("supply", "efficiency", cairn_supply, efficiency, FRACTION, ACCOUNTING,
             {0, 1, true, "a power supply gives no more than it takes"}),
    EVIDENCE("supply", cairn_supply),
    REF("host", "hardware", cairn_host, hardware, hardware, ACCOUNTING),
    WHOLE("host", "per", cairn_host, per, ACCOUNTING, 0, FROM(1, 1e6)),
    EVIDENCE("host", cairn_host),

    /* models */
    TEXT("model", "id", cairn_model, id, LABEL),
    TEXT("model", "name", cairn_model, name, LABEL),
    TEXT("model", "task", cairn_model, task, LABEL),
    TEXT("model", "metric", cairn_model, metric, LABEL),
    TEXT("model", "dataset", cairn_model, dataset, LABEL),
    TEXT("variant", "id", cairn_variant, id, LABEL),
    TEXT("variant", "precision", cairn_variant, precision, LABEL),
    QUANTITY("variant", "accuracy", cairn_variant, accuracy, FRACTION, CHOICE, SHARE),
    QUANTITY("variant", "memory", cairn_variant, memory_bytes, DATA, PHYSICS, ABOVE(0, 1e15)),
    QUANTITY("variant", "kv-per-token", cairn_variant, kv_bytes, DATA, PHYSICS, FROM(1, 1e9)),
    QUANTITY("variant", "output", cairn_variant, output_bytes, DATA, PHYSICS, BYTES),
    EVIDENCE("variant", cairn_variant),
    QUANTITY("exit", "at", cairn_early_exit, at, COUNT, CHOICE, FROM(-1e9, 1e9)),
    QUANTITY("exit", "share", cairn_early_exit, share, FRACTION, PHYSICS, SHARE),
    QUANTITY("exit", "accuracy", cairn_early_exit, accuracy, FRACTION, CHOICE, SHARE),
    QUANTITY("exit", "rest", cairn_early_exit, rest, FRACTION, CHOICE, SHARE),
    QUANTITY("pretraining", "carbon", cairn_pretraining, carbon_g, MASS, ACCOUNTING, FROM(0, 1e13)),
    QUANTITY("pretraining", "requests", cairn_pretraining, requests, COUNT, ACCOUNTING,
             FROM(1, 1e18)),
    EVIDENCE("pretraining", cairn_pretraining),
    REF("profile", "model", cairn_profile, model, models, PHYSICS),
    VARIANT("profile", cairn_profile, MODEL, model),
    REF("profile", "hardware", cairn_profile, hardware, hardware, PHYSICS),
    WORD("profile", "boundary", cairn_profile, boundary, boundary, ACCOUNTING),
    QUANTITY("profile", "load", cairn_profile, load_s, TIME, PHYSICS, FROM(0, DAY)),
    TEXT("profile", "request", cairn_profile, request, LABEL),
    QUANTITY("profile", "context", cairn_profile, context, COUNT, PHYSICS, FROM(0, 1e7)),
    QUANTITY("profile", "context-time", cairn_profile, context_time_s, TIME, PHYSICS,
             {0, 1e-3, false, "a token of context that takes more than a millisecond is a slip"}),
    EVIDENCE("profile", cairn_profile),
    QUANTITY("law", "latency", cairn_law, latency_s, TIME, PHYSICS, FROM(0, DAY)),
    QUANTITY("law", "latency-per-request", cairn_law, latency_per_request_s, TIME, PHYSICS,
             FROM(0, DAY)),
    QUANTITY("law", "energy", cairn_law, energy_j, ENERGY, ACCOUNTING, JOULES),
    QUANTITY("law", "energy-per-batch", cairn_law, energy_per_batch_j, ENERGY, ACCOUNTING, JOULES),
    WHOLE("law", "max", cairn_law, batch_max, CHOICE, 0, BATCH),
    WHOLE("point", "batch", cairn_point, batch, PHYSICS, 0, BATCH),
    QUANTITY("point", "latency", cairn_point, latency_s, TIME, PHYSICS, LATENCY),
    QUANTITY("point", "power", cairn_point, power_w, POWER, ACCOUNTING, WATTS),
    QUANTITY("point", "energy", cairn_point, energy_j, ENERGY, ACCOUNTING, JOULES),
    WHOLE("prefill", "tokens", cairn_prefill, tokens, PHYSICS, 0, FROM(1, 1e7)),
    QUANTITY("prefill", "time", cairn_prefill, time_s, TIME, PHYSICS, LATENCY),
    QUANTITY("prefill", "power", cairn_prefill, power_w, POWER, ACCOUNTING, WATTS),
    TEXT("api", "id", cairn_service, id, LABEL),
    TEXT("api", "name", cairn_service, name, LABEL),
    REF("api", "model", cairn_service, model, models, CHOICE),
    QUANTITY("api", "accuracy", cairn_service, accuracy, FRACTION, CHOICE, SHARE),
    QUANTITY("api", "energy", cairn_service, energy_j, ENERGY, ACCOUNTING, JOULES),
    WORD("api", "scope", cairn_service, scope, api_scope, ACCOUNTING),
    QUANTITY("api", "latency", cairn_service, latency_s, TIME, PHYSICS, LATENCY),
    WORD("api", "variation", cairn_service, variation, distribution, PHYSICS),
    QUANTITY("api", "cv", cairn_service, cv, COUNT, PHYSICS, CV),
    QUANTITY("api", "embodied", cairn_service, embodied_g, MASS, ACCOUNTING, GRAMS),
    QUANTITY("api", "price", cairn_service, price_usd, MONEY, ACCOUNTING, DOLLARS),
    EVIDENCE("api", cairn_service),

    /* network, data centres, storage */
    TEXT("access", "id", cairn_access, id, LABEL),
    TEXT("access", "name", cairn_access, name, LABEL),
    TEXT("hop", "id", cairn_hop, id, LABEL),
    WORD("hop", "kind", cairn_hop, kind, hop_kind, ACCOUNTING),
    QUANTITY("hop", "average", cairn_hop, average_j_per_byte, ENERGY_PER_DATA, ACCOUNTING,
             {0, 1, false, "1 J/B is 278 kWh/GB, more than any network takes"}),
    QUANTITY("hop", "marginal", cairn_hop, marginal_w_per_bit_s, POWER_PER_BANDWIDTH, ACCOUNTING,
             {0, 1e-3, false, "1 kW for each Mbit/s is more than any network takes"}),
    QUANTITY("hop", "base", cairn_hop, base_w, POWER, ACCOUNTING, WATTS),
    WORD("hop", "grid", cairn_hop, grid, hop_grid, ACCOUNTING),
    REF("hop", "fed-by", cairn_hop, fed_by, grids, ACCOUNTING),
    QUANTITY("hop", "latency", cairn_hop, latency_s, TIME, PHYSICS,
             {0, 3600, false, "an hour of propagation is a slip of units"}),
    QUANTITY("hop", "embodied", cairn_hop, embodied_g, MASS, ACCOUNTING, GRAMS),
    QUANTITY("hop", "lifetime", cairn_hop, lifetime_s, TIME, ACCOUNTING, LIFETIME),
    QUANTITY("hop", "price", cairn_hop, price_usd, MONEY, ACCOUNTING, DOLLARS),
    EVIDENCE("hop", cairn_hop),
#define RADIO_TIME FROM(0, 3600)
#define RADIO_WATTS                                                             \
    {                                                                           \
        0, 100, false, "a radio of a device that draws more is a slip of units" \
    }
#define PER_RATE                                                            \
    {                                                                       \
        0, 1e-3, false, "1 kW for each Mbit/s is more than any radio takes" \
    }
    QUANTITY("radio", "promotion-time", cairn_radio, promotion_s, TIME, PHYSICS, RADIO_TIME),
    QUANTITY("radio", "promotion-power", cairn_radio, promotion_w, POWER, ACCOUNTING, RADIO_WATTS),
    QUANTITY("radio", "active-power", cairn_radio, active_w, POWER, ACCOUNTING, RADIO_WATTS),
    QUANTITY("radio", "up", cairn_radio, up_w_per_bit_s, POWER_PER_BANDWIDTH, ACCOUNTING, PER_RATE),
    QUANTITY("radio", "down", cairn_radio, down_w_per_bit_s, POWER_PER_BANDWIDTH, ACCOUNTING,
             PER_RATE),
    QUANTITY("radio", "tail-time", cairn_radio, tail_s, TIME, PHYSICS, RADIO_TIME),
    QUANTITY("radio", "tail-power", cairn_radio, tail_w, POWER, ACCOUNTING, RADIO_WATTS),
    EVIDENCE("radio", cairn_radio),
    TEXT("datacentre", "id", cairn_datacentre, id, LABEL),
    TEXT("datacentre", "name", cairn_datacentre, name, LABEL),
    TEXT("datacentre", "provider", cairn_datacentre, provider, LABEL),
    REF("datacentre", "grid", cairn_datacentre, grid, grids, ACCOUNTING),
    QUANTITY("datacentre", "pue", cairn_datacentre, pue, COUNT, ACCOUNTING, PUE),
    QUANTITY("datacentre", "wue", cairn_datacentre, wue_l_per_kwh, WATER_PER_ENERGY, ACCOUNTING,
             WUE),
    REF("datacentre", "cooling", cairn_datacentre, cooling, coolings, ACCOUNTING),
    REF("datacentre", "climate", cairn_datacentre, climate, climates, ACCOUNTING),
    EVIDENCE("datacentre", cairn_datacentre),
    TEXT("climate", "id", cairn_climate, id, LABEL),
    TEXT("climate", "name", cairn_climate, name, LABEL),
    EVIDENCE("climate", cairn_climate),
    NUMBERS("temperatures", cairn_climate, temperatures, ACCOUNTING, 288),
    TEXT("weather", "href", cairn_weather, href, ACCOUNTING),
    TEXT("weather", "column", cairn_weather, column, ACCOUNTING),
    WHOLE("weather", "year", cairn_weather, year, ACCOUNTING, CAIRN_NONE, FROM(1940, 2100)),
    QUANTITY("weather", "utc-offset", cairn_weather, utc_offset_s, TIME, ACCOUNTING,
             {-12 * 3600, 14 * 3600, false, "no place on Earth has another"}),
    TEXT("cooling", "id", cairn_cooling, id, LABEL),
    TEXT("cooling", "name", cairn_cooling, name, LABEL),
    WORD("cooling", "kind", cairn_cooling, kind, cooling_kind, LABEL),
    QUANTITY("cooling", "pue", cairn_cooling, pue, COUNT, ACCOUNTING, PUE),
    QUANTITY("cooling", "wue", cairn_cooling, wue_l_per_kwh, WATER_PER_ENERGY, ACCOUNTING, WUE),
    EVIDENCE("cooling", cairn_cooling),
    QUANTITY("outside", "temperature", cairn_cooling_point, at, TEMPERATURE, ACCOUNTING,
             {-90, 60, false, "no place on Earth is colder or hotter"}),
    QUANTITY("outside", "pue", cairn_cooling_point, pue, COUNT, ACCOUNTING, PUE),
    QUANTITY("outside", "wue", cairn_cooling_point, wue_l_per_kwh, WATER_PER_ENERGY, ACCOUNTING,
             WUE),
    QUANTITY("loaded", "share", cairn_cooling_point, at, FRACTION, ACCOUNTING, NOT_NONE),
    QUANTITY("loaded", "pue", cairn_cooling_point, pue, COUNT, ACCOUNTING,
             {1, 100, false, "an empty building may take much, but not that"}),
    TEXT("medium", "id", cairn_medium, id, LABEL),
    TEXT("medium", "name", cairn_medium, name, LABEL),
    QUANTITY("medium", "power", cairn_medium, power_w_per_byte, POWER_PER_DATA, ACCOUNTING,
             FROM(0, 1e-6)),
    QUANTITY("medium", "embodied", cairn_medium, embodied_g_per_byte, MASS_PER_DATA, ACCOUNTING,
             FROM(0, 1e-3)),
    QUANTITY("medium", "lifetime", cairn_medium, lifetime_s, TIME, ACCOUNTING, LIFETIME),
    QUANTITY("medium", "price", cairn_medium, price_usd_per_gb, MONEY_PER_DATA, ACCOUNTING,
             DOLLARS),
    EVIDENCE("medium", cairn_medium),

    /* load */
    TEXT("season", "id", cairn_season, id, LABEL),
    TEXT("season", "from", cairn_season, from, PHYSICS),
    TEXT("shape", "id", cairn_shape, id, LABEL),
    TEXT("surge", "id", cairn_surge, id, LABEL),
    WORD("surge", "variation", cairn_surge, variation, distribution, PHYSICS),
    QUANTITY("surge", "cv", cairn_surge, cv, COUNT, PHYSICS, CV),
    QUANTITY("surge", "period", cairn_surge, period_s, TIME, PHYSICS, FROM(1, 365 * DAY)),
    CONSUMED("day", "of", PHYSICS),
    CONSUMED("day", "season", PHYSICS),
    CONSUMED("day", "", PHYSICS),
    QUANTITY("time", "horizon", cairn_time_plan, horizon_s, TIME, ACCOUNTING, LIFETIME),
    {IS("time", "seed", SEED, PHYSICS), OF(cairn_time_plan, seed)},
    QUANTITY("time", "precision", cairn_time_plan, precision, FRACTION, PHYSICS, ABOVE(0, 0.5)),
    WHOLE("time", "replications", cairn_time_plan, replications, PHYSICS, 0, FROM(1, 1e6)),
    QUANTITY("time", "window", cairn_time_plan, window_s, TIME, PHYSICS, ABOVE(0, 365 * DAY)),
    QUANTITY("time", "run-in", cairn_time_plan, run_in_s, TIME, PHYSICS, FROM(0, 365 * DAY)),
    WORD("arrivals", "process", cairn_arrivals, process, process, PHYSICS),
    QUANTITY("arrivals", "rate", cairn_arrivals, rate_per_s, RATE, PHYSICS,
             {0, 1e9, true, "a workload without requests needs no placement"}),
    QUANTITY("arrivals", "cv", cairn_arrivals, cv, COUNT, PHYSICS, CV),
    REF("arrivals", "shape", cairn_arrivals, shape, shapes, PHYSICS),
    WORD("arrivals", "together", cairn_arrivals, together, yes_no, PHYSICS),
    REF("arrivals", "surge", cairn_arrivals, surge, surges, PHYSICS),
    QUANTITY("phase", "load", cairn_phase, load, COUNT, PHYSICS, FROM(0, 1e6)),
    QUANTITY("phase", "stay", cairn_phase, stay_s, TIME, PHYSICS,
             {1e-6, 365 * DAY, false, "a load that changes faster than that is its mean"}),
    QUANTITY("phase", "weight", cairn_phase, weight, COUNT, PHYSICS, ABOVE(0, 1e6)),
    QUANTITY("cycle", "period", cairn_cycle, period_s, TIME, PHYSICS, ABOVE(0, 365 * DAY)),
    QUANTITY("cycle", "from", cairn_cycle, from_s, TIME, PHYSICS, FROM(0, 365 * DAY)),
    QUANTITIES("cycle", "", cairn_cycle, loads, n_loads, COUNT, PHYSICS, FROM(0, 1e6)),
    TEXT("replay", "href", cairn_replay, href, PHYSICS),
    WORD("replay", "format", cairn_replay, format, replay_format, PHYSICS),
    TEXT("replay", "column", cairn_replay, column, PHYSICS),
    TEXT("replay", "only", cairn_replay, only, PHYSICS),
    WORD("replay", "moment", cairn_replay, moment, replay_moment, PHYSICS),
    QUANTITY("replay", "scale", cairn_replay, scale, COUNT, PHYSICS, FROM(1e-4, 1000)),
    QUANTITY_OR_ANY("promise", "p95", cairn_promise, p95_s, TIME, PHYSICS, INFINITY,
                    ABOVE(0, CENTURY)),
    QUANTITY_OR_ANY("promise", "ttft", cairn_promise, ttft_s, TIME, PHYSICS, INFINITY,
                    ABOVE(0, CENTURY)),
    QUANTITY_OR_ANY("promise", "tpot", cairn_promise, tpot_s, TIME, PHYSICS, INFINITY,
                    ABOVE(0, CENTURY)),
    QUANTITY_OR_ANY("promise", "accuracy", cairn_promise, accuracy, FRACTION, CHOICE, 0, SHARE),
    QUANTITY("promise", "loss", cairn_promise, loss, FRACTION, CHOICE, SHARE),
    TEXT("promise", "residency", cairn_promise, residency, CHOICE),
    WORD("promise", "offline", cairn_promise, offline, yes_no, CHOICE),
    WHOLE("popularity", "contents", cairn_popularity, contents, PHYSICS, CAIRN_NONE, CONTENTS),
    QUANTITY("popularity", "exponent", cairn_popularity, exponent, COUNT, PHYSICS, FROM(0, 20)),
    QUANTITY("popularity", "size", cairn_popularity, size_bytes, DATA, PHYSICS, FROM(1, 1e15)),
    WORD("popularity", "variation", cairn_popularity, variation, distribution, PHYSICS),
    QUANTITY("popularity", "cv", cairn_popularity, cv, COUNT, PHYSICS, CV),
    TEXT("popularity", "trace", cairn_popularity, trace_href, PHYSICS),
    WORD("popularity", "format", cairn_popularity, format, content_format, PHYSICS),
    QUANTITY("tokens", "prompt", cairn_tokens, prompt, COUNT, PHYSICS, FROM(1, 1e7)),
    QUANTITY("tokens", "reply", cairn_tokens, reply, COUNT, PHYSICS, FROM(1, 1e7)),
    WORD("tokens", "variation", cairn_tokens, variation, distribution, PHYSICS),
    QUANTITY("tokens", "prompt-cv", cairn_tokens, prompt_cv, COUNT, PHYSICS, CV),
    QUANTITY("tokens", "reply-cv", cairn_tokens, reply_cv, COUNT, PHYSICS, CV),
    WHOLE("tokens", "most", cairn_tokens, most, PHYSICS, 0, FROM(1, 1e7)),
    QUANTITY("tokens", "prefix", cairn_tokens, prefix, FRACTION, PHYSICS, SHARE),
    QUANTITY("training", "energy", cairn_training, energy_j, ENERGY, ACCOUNTING, JOULES),
    REF("training", "grid", cairn_training, grid, grids, ACCOUNTING),
    QUANTITY("training", "pue", cairn_training, pue, COUNT, ACCOUNTING, PUE),
    QUANTITY("training", "every", cairn_training, every_s, TIME, CHOICE, ABOVE(0, CENTURY)),
    QUANTITY("training", "price", cairn_training, price_usd, MONEY, ACCOUNTING, DOLLARS),
    REF("storage", "medium", cairn_storage, medium, media, ACCOUNTING),
    REF("storage", "at", cairn_storage, at, places, ACCOUNTING),
    QUANTITY("storage", "per-request", cairn_storage, per_request_bytes, DATA, ACCOUNTING, BYTES),
    QUANTITY("storage", "keep", cairn_storage, keep_s, TIME, ACCOUNTING, ABOVE(0, CENTURY)),
    QUANTITY("defer", "share", cairn_deferral, share, FRACTION, ACCOUNTING, NOT_NONE),
    QUANTITY("defer", "slack", cairn_deferral, slack_s, TIME, ACCOUNTING, FROM(0, 31 * DAY)),
    QUANTITY("defer", "length", cairn_deferral, length_s, TIME, ACCOUNTING, FROM(3600, 31 * DAY)),
    WORD("defer", "interruptible", cairn_deferral, interruptible, yes_no, ACCOUNTING),
    WORD("defer", "by", cairn_deferral, by, signals, ACCOUNTING),
    WORD("defer", "scope", cairn_deferral, scope, intensity_scope, ACCOUNTING),
    QUANTITY("defer", "forecast-cv", cairn_deferral, forecast_cv, COUNT, ACCOUNTING, CV),
    QUANTITY("defer", "up-to", cairn_deferral, up_to, FRACTION, ACCOUNTING, NOT_NONE),
    QUANTITY("drift", "loss", cairn_drift, loss, FRACTION, CHOICE, SHARE),
    QUANTITY("drift", "per", cairn_drift, per_s, TIME, CHOICE, ABOVE(0, CENTURY)),
    WORD("drift", "promise", cairn_drift, promise, drift_moment, CHOICE),
    EVIDENCE("drift", cairn_drift),
    QUANTITY("rework", "carbon", cairn_rework, carbon_g, MASS, ACCOUNTING, GRAMS),
    QUANTITY("rework", "price", cairn_rework, price_usd, MONEY, ACCOUNTING, DOLLARS),
    EVIDENCE("rework", cairn_rework),
    QUANTITY("contract", "share", cairn_contract, share, FRACTION, ACCOUNTING, NOT_NONE),
    QUANTITY("contract", "intensity", cairn_contract, intensity_g_per_kwh, INTENSITY, ACCOUNTING,
             {0, 5000, false, "no plant emits more"}),
    EVIDENCE("contract", cairn_contract),
    QUANTITY("visit", "carbon", cairn_visit, carbon_g, MASS, ACCOUNTING, GRAMS),
    QUANTITY("visit", "price", cairn_visit, price_usd, MONEY, ACCOUNTING, DOLLARS),
    EVIDENCE("visit", cairn_visit),
    REF("release", "model", cairn_release, model, models, ACCOUNTING),
    REF("release", "from", cairn_release, from, places, ACCOUNTING),
    QUANTITY("release", "every", cairn_release, every_s, TIME, ACCOUNTING, ABOVE(0, CENTURY)),
    QUANTITY("release", "rolled-back", cairn_release, rolled_back, FRACTION, ACCOUNTING, SHARE),
    QUANTITY("release", "size", cairn_release, size_bytes, DATA, ACCOUNTING, BYTES),
    QUANTITY("release", "install", cairn_release, install_j, ENERGY, ACCOUNTING, JOULES),
    EVIDENCE("release", cairn_release),

    /* supply */
    TEXT("series", "href", cairn_hourly, href, ACCOUNTING),
    WORD("series", "format", cairn_hourly, format, series_format, ACCOUNTING),
    TEXT("series", "column", cairn_hourly, column, ACCOUNTING),
    WHOLE("series", "year", cairn_hourly, year, ACCOUNTING, CAIRN_NONE, FROM(1970, 2100)),
    QUANTITY("series", "scale", cairn_hourly, scale, COUNT, ACCOUNTING, ABOVE(0, 1e9)),
    QUANTITY("series", "utc-offset", cairn_hourly, utc_offset_s, TIME, ACCOUNTING,
             {-12 * 3600, 14 * 3600, false, "no place on Earth has another"}),
    WORD("series", "daylight", cairn_hourly, daylight, daylight, ACCOUNTING),
    QUANTITY("load", "power", cairn_other_load, power_w, POWER, ACCOUNTING, FROM(0, 1e9)),
    REF("load", "shape", cairn_other_load, shape, shapes, ACCOUNTING),
    EVIDENCE("load", cairn_other_load),
    QUANTITY("solar", "peak", cairn_solar, peak_w, POWER, ACCOUNTING, ABOVE(0, 1e9)),
    WORD("solar", "tenancy", cairn_solar, tenancy, stock, ACCOUNTING),
    QUANTITY("solar", "embodied", cairn_solar, embodied_g_per_w, MASS_PER_POWER, ACCOUNTING,
             FROM(0, 1e5)),
    QUANTITY("solar", "lifetime", cairn_solar, lifetime_s, TIME, ACCOUNTING, LIFETIME),
    QUANTITY("solar", "price", cairn_solar, price_usd, MONEY, ACCOUNTING, DOLLARS),
    EVIDENCE("solar", cairn_solar),
    WORD("battery", "tenancy", cairn_battery, tenancy, stock, ACCOUNTING),
    QUANTITY("battery", "capacity", cairn_battery, capacity_j, ENERGY, ACCOUNTING, ABOVE(0, 1e15)),
    QUANTITY("battery", "depth", cairn_battery, depth, FRACTION, ACCOUNTING, NOT_NONE),
    QUANTITY("battery", "charge", cairn_battery, charge_w, POWER, ACCOUNTING, ABOVE(0, 1e9)),
    QUANTITY("battery", "discharge", cairn_battery, discharge_w, POWER, ACCOUNTING, ABOVE(0, 1e9)),
    QUANTITY("battery", "charge-efficiency", cairn_battery, charge_efficiency, FRACTION, ACCOUNTING,
             NOT_NONE),
    QUANTITY("battery", "discharge-efficiency", cairn_battery, discharge_efficiency, FRACTION,
             ACCOUNTING, NOT_NONE),
    WORD("battery", "grid-charging", cairn_battery, grid_charging, yes_no, ACCOUNTING),
    WORD("battery", "signal", cairn_battery, signal, intensity_kind, ACCOUNTING),
    WORD("battery", "scope", cairn_battery, scope, intensity_scope, ACCOUNTING),
    QUANTITY("battery", "wear", cairn_battery, wear_g_per_kwh, INTENSITY, ACCOUNTING, FROM(0, 1e6)),
    WORD("battery", "dispatch", cairn_battery, rule, dispatch_rule, ACCOUNTING),
    QUANTITY("battery", "embodied", cairn_battery, embodied_g_per_j, MASS_PER_ENERGY_CAPACITY,
             ACCOUNTING, FROM(0, 1e3)),
    QUANTITY("battery", "lifetime", cairn_battery, lifetime_s, TIME, ACCOUNTING, LIFETIME),
    QUANTITY("battery", "price", cairn_battery, price_usd, MONEY, ACCOUNTING, DOLLARS),
    EVIDENCE("battery", cairn_battery),

    WHOLE(
        "step", "number", cairn_step, number, PHYSICS, 0,
        {2, CAIRN_STEPS_MOST, false, "the model of the workload is the first of at most 4 steps"}),
    REF("step", "model", cairn_step, model, models, PHYSICS),
    QUANTITY("step", "payload", cairn_step, payload_bytes, DATA, PHYSICS, BYTES),
    QUANTITY("step", "share", cairn_step, share, FRACTION, PHYSICS, NOT_NONE),
    WORD("step", "takes", cairn_step, takes, takes, PHYSICS),
    WORD("step", "variants", cairn_step, same_variants, variants, CHOICE),
    TEXT("workload", "id", cairn_workload, id, LABEL),
    REF("workload", "model", cairn_workload, model, models, PHYSICS),
    QUANTITY("workload", "payload", cairn_workload, payload_bytes, DATA, PHYSICS, BYTES),
    QUANTITY("workload", "reply", cairn_workload, reply_bytes, DATA, PHYSICS, BYTES),
    QUANTITY("workload", "peak", cairn_workload, peak, COUNT, PHYSICS,
             {1, 1000, false, "the busiest hour carries no less than a typical one"}),
    REF("workload", "peak-in", cairn_workload, peak_season, seasons, PHYSICS),
    WHOLE("workload", "priority", cairn_workload, priority, PHYSICS, 0, COUNT),

    /* places */
    TEXT("pool", "id", cairn_pool, id, LABEL),
    REF("pool", "hardware", cairn_pool, hardware, hardware, PHYSICS),
    REF("pool", "api", cairn_pool, service, services, PHYSICS),
    WORD("pool", "tenancy", cairn_pool, tenancy, tenancy, PHYSICS),
    WHOLE("pool", "min", cairn_pool, min, CHOICE, 0, COUNT),
    WHOLE("pool", "max", cairn_pool, max, CHOICE, CAIRN_NONE, AT_LEAST_ONE),
    WHOLE("pool", "spare", cairn_pool, spare, ACCOUNTING, 0, FROM(0, 1e6)),
    QUANTITY("pool", "shelf", cairn_pool, shelf, FRACTION, ACCOUNTING, FROM(0, 10)),
    QUANTITY("pool", "utilisation", cairn_pool, utilisation, FRACTION, PHYSICS, NOT_NONE),
    QUANTITY("pool", "sleep-after", cairn_pool, sleep_after_s, TIME, PHYSICS, FROM(0, 365 * DAY)),
    WHOLE("pool", "batch", cairn_pool, batch, PHYSICS, CAIRN_NONE, BATCH),
    WHOLE("pool", "queue", cairn_pool, queue, PHYSICS, CAIRN_NONE, COUNT),
    WORD("pool", "discipline", cairn_pool, discipline, discipline, PHYSICS),
    WHOLE("pool", "batch-min", cairn_pool, batch_min, PHYSICS, 0, BATCH),
    WORD("pool", "adaptive", cairn_pool, adaptive, yes_no, PHYSICS),
    WORD("pool", "swap", cairn_pool, swap, yes_no, PHYSICS),
    WHOLE("pool", "tokens", cairn_pool, tokens, PHYSICS, 0, FROM(1, 1e7)),
    WORD("pool", "chunked", cairn_pool, chunked, yes_no, PHYSICS),
    WORD("pool", "variation", cairn_pool, variation, distribution, PHYSICS),
    QUANTITY("pool", "cv", cairn_pool, cv, COUNT, PHYSICS, CV),
    QUANTITY("pool", "rent", cairn_pool, rent_usd_per_h, MONEY_PER_TIME, ACCOUNTING, DOLLARS),
    REF("pool", "schedule", cairn_pool, schedule, shapes, PHYSICS),
    QUANTITY("pool", "start", cairn_pool, start_s, TIME, PHYSICS, FROM(0, DAY)),
    WORD("scale", "by", cairn_scaling, rule, scaling_rule, PHYSICS),
    QUANTITY("scale", "target", cairn_scaling, target, COUNT, PHYSICS, ABOVE(0, 1e6)),
    WHOLE("scale", "least", cairn_scaling, least, PHYSICS, 1, COUNT),
    QUANTITY("scale", "every", cairn_scaling, every_s, TIME, PHYSICS,
             {1e-3, DAY, false, "a pool that looks around all the time does nothing else"}),
    QUANTITY("scale", "cool-down", cairn_scaling, cool_down_s, TIME, PHYSICS, FROM(0, 7 * DAY)),
    QUANTITY("outage", "mtbf", cairn_outage, mtbf_s, TIME, PHYSICS,
             {1, CENTURY, false, "what fails every second serves nobody"}),
    QUANTITY("outage", "mttr", cairn_outage, mttr_s, TIME, PHYSICS, {1e-3, 365 * DAY, false, NULL}),
    WORD("outage", "lost", cairn_outage, lost, yes_no, PHYSICS),
    QUANTITY("monitoring", "power", cairn_monitoring, power_w, POWER, ACCOUNTING, WATTS),
    QUANTITY("monitoring", "traffic", cairn_monitoring, traffic_bit_s, BANDWIDTH, ACCOUNTING,
             FROM(0, 1e12)),
    QUANTITY("monitoring", "energy", cairn_monitoring, energy_j, ENERGY, ACCOUNTING, JOULES),
    QUANTITY("monitoring", "per-request", cairn_monitoring, per_request_bytes, DATA, ACCOUNTING,
             BYTES),
    REF("monitoring", "to", cairn_monitoring, to, places, ACCOUNTING),
    EVIDENCE("monitoring", cairn_monitoring),
    QUANTITY("repair", "failures", cairn_repair, failures_per_s, RATE, ACCOUNTING, FROM(0, 1)),
    QUANTITY("repair", "replaced", cairn_repair, replaced, FRACTION, ACCOUNTING, SHARE),
    QUANTITY("repair", "visited", cairn_repair, visited, FRACTION, ACCOUNTING, SHARE),
    EVIDENCE("repair", cairn_repair),
    QUANTITY("second-life", "brings", cairn_second_life, brings, FRACTION, ACCOUNTING, SHARE),
    QUANTITY("second-life", "lifetime", cairn_second_life, lifetime_s, TIME, ACCOUNTING, LIFETIME),
    QUANTITY("second-life", "price", cairn_second_life, price_usd, MONEY, ACCOUNTING, DOLLARS),
    QUANTITY("second-life", "passes-on", cairn_second_life, passes_on, FRACTION, ACCOUNTING, SHARE),
    QUANTITY("second-life", "resale", cairn_second_life, resale, FRACTION, ACCOUNTING, SHARE),
    EVIDENCE("second-life", cairn_second_life),
    TEXT("cache", "id", cairn_cache, id, LABEL),
    WORD("cache", "policy", cairn_cache, policy, policy, PHYSICS),
    WHOLE("cache", "entries", cairn_cache, entries, PHYSICS, CAIRN_NONE, AT_LEAST_ONE),
    QUANTITY("cache", "size", cairn_cache, size_bytes, DATA, PHYSICS, FROM(1, 1e15)),
    QUANTITY("cache", "ttl", cairn_cache, ttl_s, TIME, PHYSICS, FROM(1e-6, CENTURY)),
    WORD("cache", "renewed", cairn_cache, renewed, yes_no, PHYSICS),
    QUANTITY("cache", "update-every", cairn_cache, update_every_s, TIME, PHYSICS,
             FROM(1e-3, CENTURY)),
    QUANTITY("cache", "similar", cairn_cache, similar, FRACTION, PHYSICS, SHARE),
    QUANTITY("cache", "wrong", cairn_cache, wrong, FRACTION, PHYSICS, SHARE),
    QUANTITY("cache", "retried", cairn_cache, retried, FRACTION, PHYSICS, SHARE),
    QUANTITY("cache", "lookup-time", cairn_cache, lookup_time_s, TIME, PHYSICS, FROM(0, DAY)),
    QUANTITY("cache", "lookup-energy", cairn_cache, lookup_energy_j, ENERGY, ACCOUNTING, JOULES),
    QUANTITY("cache", "power", cairn_cache, power_w, POWER, ACCOUNTING, WATTS),
    QUANTITY("cache", "embodied", cairn_cache, embodied_g, MASS, ACCOUNTING, GRAMS),
    QUANTITY("cache", "lifetime", cairn_cache, lifetime_s, TIME, ACCOUNTING, LIFETIME),
    QUANTITY("cache", "price", cairn_cache, price_usd, MONEY, ACCOUNTING, DOLLARS),
    TEXT("site", "id", cairn_place, id, LABEL),
    CONSUMED("site", "rows", PHYSICS),
    WHOLE("site", "count", cairn_place, count, PHYSICS, 1, AT_LEAST_ONE),
    REF("site", "grid", cairn_place, grid, grids, ACCOUNTING),
    QUANTITY("site", "pue", cairn_place, pue, COUNT, ACCOUNTING, PUE),
    REF("site", "cooling", cairn_place, cooling, coolings, ACCOUNTING),
    REF("site", "climate", cairn_place, climate, climates, ACCOUNTING),
    QUANTITY("site", "utc-offset", cairn_place, utc_offset_s, TIME, PHYSICS,
             {-12 * 3600, 14 * 3600, false, "no place on Earth has another"}),
    TEXT("site", "jurisdiction", cairn_place, jurisdiction, CHOICE),
    QUANTITY("site", "price", cairn_place, price_usd_per_kwh, MONEY_PER_ENERGY, ACCOUNTING,
             FROM(-100, 100)),
    TEXT("region", "id", cairn_place, id, LABEL),
    REF("region", "datacentre", cairn_place, datacentre, datacentres, ACCOUNTING),
    REF("region", "grid", cairn_place, grid, grids, ACCOUNTING),
    QUANTITY("region", "pue", cairn_place, pue, COUNT, ACCOUNTING, PUE),
    REF("region", "cooling", cairn_place, cooling, coolings, ACCOUNTING),
    REF("region", "climate", cairn_place, climate, climates, ACCOUNTING),
    QUANTITY("region", "wue", cairn_place, wue_l_per_kwh, WATER_PER_ENERGY, ACCOUNTING, WUE),
    TEXT("region", "jurisdiction", cairn_place, jurisdiction, CHOICE),
    QUANTITY("region", "price", cairn_place, price_usd_per_kwh, MONEY_PER_ENERGY, ACCOUNTING,
             FROM(-100, 100)),
    QUANTITY("building", "rated", cairn_building, rated_w, POWER, ACCOUNTING, ABOVE(0, 1e10)),
    QUANTITY("building", "others", cairn_building, others_w, POWER, ACCOUNTING, FROM(0, 1e10)),
    QUANTITY("building", "cap", cairn_building, cap_w, POWER, CHOICE, ABOVE(0, 1e10)),
    TEXT("link", "id", cairn_link, id, LABEL),
    REF("link", "from", cairn_link, from, places, PHYSICS),
    REF("link", "to", cairn_link, to, places, PHYSICS),
    REF("link", "access", cairn_link, access, accesses, PHYSICS),
    WORD("link", "line", cairn_link, line, line, ACCOUNTING),
    QUANTITY("link", "share", cairn_link, share, FRACTION, ACCOUNTING, NOT_NONE),
    WHOLE("link", "copies-per-line", cairn_link, copies_per_line, PHYSICS, 1, AT_LEAST_ONE),
    QUANTITY("link", "bandwidth", cairn_link, bandwidth_bit_s, BANDWIDTH, PHYSICS, ABOVE(0, 1e15)),
    QUANTITY("link", "bandwidth-down", cairn_link, bandwidth_down_bit_s, BANDWIDTH, PHYSICS,
             ABOVE(0, 1e15)),
    QUANTITY("link", "latency", cairn_link, latency_s, TIME, PHYSICS,
             {0, 3600, false, "an hour of propagation is a slip of units"}),
    WORD("link", "variation", cairn_link, variation, distribution, PHYSICS),
    QUANTITY("link", "cv", cairn_link, cv, COUNT, PHYSICS, CV),
    QUANTITY("link", "loss", cairn_link, loss, FRACTION, PHYSICS,
             {0, 0.9, false, "a line that loses more carries next to nothing"}),
    QUANTITY("link", "resend-after", cairn_link, resend_after_s, TIME, PHYSICS,
             {0, 3600, false, "nobody waits longer for what is lost"}),
    QUANTITY("link", "load", cairn_link, load, FRACTION, PHYSICS,
             {0, 0.999, false, "a full link carries nothing more"}),
    QUANTITY("link", "load-down", cairn_link, load_down, FRACTION, PHYSICS,
             {0, 0.999, false, "a full link carries nothing more"}),
    QUANTITY("link", "egress", cairn_link, egress_usd_per_gb, MONEY_PER_DATA, ACCOUNTING, DOLLARS),

    /* the question */
    WORD("choose", "basis", cairn_choose, basis, basis, CHOICE),
    QUANTITY("choose", "alpha", cairn_choose, alpha, FRACTION, CHOICE, ABOVE(0, 0.5)),
    QUANTITY("choose", "tie", cairn_choose, tie, FRACTION, CHOICE, SHARE),
    WHOLE("choose", "limit", cairn_choose, limit, CHOICE, 0, AT_LEAST_ONE),
    WORD("choose", "failover", cairn_choose, failover, yes_no, CHOICE),
    WORD("choose", "aim", cairn_choose, aim, aim, CHOICE),
    WORD("choose", "front", cairn_choose, front, yes_no, CHOICE),
    QUANTITY("budget", "carbon", cairn_budgets, carbon_g, MASS, CHOICE, ABOVE(0, 1e15)),
    QUANTITY("budget", "energy", cairn_budgets, energy_j, ENERGY, CHOICE, ABOVE(0, 1e21)),
    QUANTITY("budget", "water", cairn_budgets, water_l, VOLUME, CHOICE, ABOVE(0, 1e15)),
    QUANTITY("budget", "money", cairn_budgets, money_usd, MONEY, CHOICE, ABOVE(0, 1e13)),
    QUANTITY("budget", "purchases", cairn_budgets, purchases_usd, MONEY, CHOICE, FROM(0, 1e13)),
    WHOLES("batching", "max", cairn_choose, batch_max, n_batch_max, CHOICE, BATCH),
    QUANTITIES("batching", "timeout", cairn_choose, timeout_s, n_timeouts, TIME, CHOICE,
               FROM(0, DAY)),
    REF("route", "workload", cairn_narrowing, workload, workloads, CHOICE),
    WHOLE("route", "step", cairn_narrowing, step, CHOICE, 1, FROM(1, CAIRN_STEPS_MOST)),
    REF("route", "pool", cairn_narrowing, pool, pools, CHOICE),
    VARIANT_OF_STEP("route", cairn_narrowing, WORKLOAD, workload),
    REF("route", "cache", cairn_narrowing, cache, caches, CHOICE),
    QUANTITIES("split", "shares", cairn_choose, split_share, n_splits, FRACTION, CHOICE,
               {0, 0.999, true, "a share of all or nothing is no split"}),
    WHOLES("spill", "over", cairn_choose, spill_over, n_spills, CHOICE, COUNT),
    TEXT("baseline", "id", cairn_baseline, id, LABEL),
    REF("send", "workload", cairn_send, workload, workloads, PHYSICS),
    REF("send", "to", cairn_send, pool, pools, PHYSICS),
    VARIANT("send", cairn_send, WORKLOAD, workload),
    REF("send", "cache", cairn_send, cache, caches, PHYSICS),
    QUANTITY("send", "share", cairn_send, share, FRACTION, PHYSICS, NOT_NONE),
    REF("send", "fallback", cairn_send, fallback, pools, PHYSICS),
    VARIANT_AT("send", "fallback-variant", cairn_send, fallback_variant, WORKLOAD, workload),
    WORD("send", "when", cairn_send, when, when, PHYSICS),
    REF("send", "hours", cairn_send, hours, shapes, PHYSICS),
    WHOLE("send", "over", cairn_send, over, PHYSICS, CAIRN_NONE, COUNT),
    WORD("greenest", "by", cairn_greenest, by, signals, PHYSICS),
    WORD("greenest", "scope", cairn_greenest, scope, intensity_scope, PHYSICS),
    QUANTITY("greenest", "forecast-cv", cairn_greenest, forecast_cv, COUNT, PHYSICS, CV),
    REF("among", "pool", cairn_among, pool, pools, PHYSICS),
    WHOLE("then", "step", cairn_then, step, PHYSICS, 0, FROM(2, CAIRN_STEPS_MOST)),
    REF("then", "to", cairn_then, pool, pools, PHYSICS),
    VARIANT_OF_STEP("then", cairn_then, SEND, send),
    QUANTITY("then", "at", cairn_then, at, COUNT, PHYSICS, FROM(-1e9, 1e9)),
    REF("size", "pool", cairn_size, pool, pools, PHYSICS),
    WHOLE("size", "count", cairn_size, count, PHYSICS, 0, COUNT),
    WHOLE("size", "batch", cairn_size, batch, PHYSICS, 1, BATCH),
    QUANTITY("size", "timeout", cairn_size, timeout_s, TIME, PHYSICS, FROM(0, DAY)),
    TEXT("vary", "select", cairn_vary, select, CHOICE),
    TEXT("vary", "from", cairn_vary, from, CHOICE),
    TEXT("vary", "to", cairn_vary, to, CHOICE),
    TEXT("vary", "values", cairn_vary, listed, CHOICE),
    WHOLE("vary", "points", cairn_vary, points, CHOICE, 0, FROM(2, 1e6)),
    WORD("vary", "scale", cairn_vary, spacing, spacing, CHOICE),
    WORD("vary", "as", cairn_vary, as, replacing, CHOICE),
    WORD("sweep", "design", cairn_sweep, design, sweep_design, CHOICE),
    WHOLE("sweep", "points", cairn_sweep, points, CHOICE, 0, FROM(1, 1e7)),
    WHOLE("growth", "years", cairn_growth, years, CHOICE, 0, FROM(2, 100)),
    WHOLE("growth", "from", cairn_growth, from, CHOICE, 0, FROM(1990, 2200)),
    QUANTITY("growth", "carbon-price", cairn_growth, carbon_usd_per_t, MONEY_PER_MASS, CHOICE,
             FROM(0, 1e6)),
    QUANTITY("growth", "time-price", cairn_growth, time_usd_per_h, MONEY_PER_TIME, CHOICE,
             FROM(0, 1e6)),
    REF("demand", "workload", cairn_demand, workload, workloads, CHOICE),
    QUANTITY("demand", "change", cairn_demand, course.change, FRACTION, CHOICE, CHANGE),
    QUANTITIES("demand", "values", cairn_demand, course.values, course.n_values, COUNT, CHOICE,
               ABOVE(0, 1e6)),
    QUANTITY("demand", "saturation", cairn_demand, saturation, COUNT, CHOICE, ABOVE(1, 1e6)),
    QUANTITY("demand", "elasticity", cairn_demand, elasticity, COUNT, CHOICE, FROM(0, 20)),
    QUANTITY("demand", "adjustment", cairn_demand, adjustment, FRACTION, CHOICE, NOT_NONE),
    TEXT("trend", "select", cairn_trend, select, CHOICE),
    QUANTITY("trend", "change", cairn_trend, course.change, FRACTION, CHOICE, CHANGE),
    QUANTITIES("trend", "values", cairn_trend, course.values, course.n_values, COUNT, CHOICE,
               ABOVE(0, 1e6)),
    TEXT("gain", "select", cairn_trend, select, CHOICE),
    QUANTITY("gain", "change", cairn_trend, course.change, FRACTION, CHOICE, CHANGE),
    QUANTITIES("gain", "values", cairn_trend, course.values, course.n_values, COUNT, CHOICE,
               ABOVE(0, 1e6)),
    TEXT("uncertain", "select", cairn_uncertain, select, CHOICE),
    WORD("uncertain", "distribution", cairn_uncertain, distribution, belief, CHOICE),
    TEXT("uncertain", "mean", cairn_uncertain, mean, CHOICE),
    QUANTITY("uncertain", "cv", cairn_uncertain, cv, COUNT, CHOICE, ABOVE(0, 100)),
    TEXT("uncertain", "p5", cairn_uncertain, p5, CHOICE),
    TEXT("uncertain", "p50", cairn_uncertain, p50, CHOICE),
    TEXT("uncertain", "p95", cairn_uncertain, p95, CHOICE),
    TEXT("uncertain", "low", cairn_uncertain, low, CHOICE),
    TEXT("uncertain", "mode", cairn_uncertain, mode, CHOICE),
    TEXT("uncertain", "high", cairn_uncertain, high, CHOICE),
    TEXT("uncertain", "values", cairn_uncertain, listed, CHOICE),
    CONSUMED("uncertain", "href", CHOICE),
    CONSUMED("uncertain", "column", CHOICE),
    WORD("uncertain", "as", cairn_uncertain, as, replacing, CHOICE),
    WORD("uncertain", "outside", cairn_uncertain, outside, outside, CHOICE),
    TEXT("uncertain", "group", cairn_uncertain, group, CHOICE),
    QUANTITY("uncertain", "correlation", cairn_uncertain, correlation, COUNT, CHOICE, FROM(-1, 1)),
    WHOLE("draws", "n", cairn_draws, n, CHOICE, 0, FROM(20, 1e6)),
    WORD("draws", "design", cairn_draws, design, draw_design, CHOICE),
    WHOLE("draws", "ask", cairn_draws, ask, CHOICE, 0, FROM(1, 1e4)),
    WHOLE("draws", "sobol", cairn_draws, sobol, CHOICE, 0, FROM(0, 1e6)),
    WHOLE("draws", "morris", cairn_draws, morris, CHOICE, 0, FROM(0, 1e6)),
    {.element = NULL},
};

const struct cairn_attribute_type *cairn_attribute_types_of(const char *element)
{
    for (const struct cairn_attribute_type *type = cairn_attribute_types; type->element; type++)
        if (strcmp(type->element, element) == 0)
            return type;
    return NULL;
}

const struct cairn_attribute_type *cairn_attribute_type(const char *element, const char *name)
{
    const struct cairn_attribute_type *type = cairn_attribute_types_of(element);

    for (; type && type->element && strcmp(type->element, element) == 0; type++)
        if (strcmp(type->name, name) == 0)
            return type;
    return NULL;
}

/* The kinds of catalogue entries and their columns (list.h): one row per column. */

#include "cli/list.h"

#define NUMBER_OF(rows) (sizeof(rows) / sizeof *(rows))
#define COLUMN(n, t) .column = {.name = n, .title = t}
#define AT(s, m) .offset = offsetof(struct s, m)
#define TEXT(n, t, s, m)                         \
    {                                            \
        COLUMN(n, t), CAIRN_FIELD_TEXT, AT(s, m) \
    }
#define NUMBER(n, t, s, m, by, per)                                          \
    {                                                                        \
        COLUMN(n, t), CAIRN_FIELD_NUMBER, AT(s, m), .times = by, .over = per \
    }
#define WHOLE(n, t, s, m)                         \
    {                                             \
        COLUMN(n, t), CAIRN_FIELD_WHOLE, AT(s, m) \
    }
#define WORD(n, t, s, m, e, a)                                         \
    {                                                                  \
        COLUMN(n, t), CAIRN_FIELD_WORD, AT(s, m), .words_of = { e, a } \
    }
#define ID(n, t, s, m, l)                                              \
    {                                                                  \
        COLUMN(n, t), CAIRN_FIELD_ID, AT(s, m), .list = CAIRN_LIST_##l \
    }
#define IN(s, p) .part = offsetof(struct s, p.origin)
#define FIGURE(n, s, p)                                                        \
    {                                                                          \
        n, offsetof(struct s, p.origin), offsetof(struct s, p.evidence), false \
    }
#define WHOLE_ENTRY(s)                             \
    {                                              \
        "", 0, offsetof(struct s, evidence), false \
    }

/* ---- hardware ---- */

#define HW cairn_hardware
static const struct cairn_field hardware_fields[] = {
    TEXT("id", NULL, HW, id),
    TEXT("name", NULL, HW, name),
    WORD("kind", NULL, HW, kind, "hardware", "kind"),
    {COLUMN("busy_w", "busy W"), CAIRN_FIELD_NUMBER, AT(HW, power.busy_w), IN(HW, power)},
    {COLUMN("idle_w", "idle W"), CAIRN_FIELD_NUMBER, AT(HW, power.idle_w), IN(HW, power)},
    {COLUMN("sleep_w", "sleep W"), CAIRN_FIELD_NUMBER, AT(HW, power.sleep_w), IN(HW, power)},
    {COLUMN("boundary", "at"), CAIRN_FIELD_WORD, AT(HW, power.boundary), IN(HW, power),
     .words_of = {"power", "boundary"}},
    {COLUMN("memory_gb", "GB"), CAIRN_FIELD_NUMBER, AT(HW, memory.size_bytes), IN(HW, memory),
     .over = 1e9},
    {COLUMN("embodied_kg", "kgCO2e"), CAIRN_FIELD_NUMBER, AT(HW, embodied.carbon_g),
     IN(HW, embodied), .over = 1e3},
    {COLUMN("lifetime_years", "years"), CAIRN_FIELD_NUMBER, AT(HW, embodied.lifetime_s),
     IN(HW, embodied), .over = CAIRN_SECONDS_PER_YEAR},
    {COLUMN("price_usd", "USD"), CAIRN_FIELD_NUMBER, AT(HW, price.value_usd), IN(HW, price)},
    {COLUMN("host", NULL), CAIRN_FIELD_ID, AT(HW, host.hardware), IN(HW, host),
     .list = CAIRN_LIST_hardware},
    {COLUMN("devices_per_host", "per host"), CAIRN_FIELD_WHOLE, AT(HW, host.per), IN(HW, host)},
};
static const struct cairn_figure hardware_figures[] = {
    FIGURE("power", HW, power),       FIGURE("wake", HW, wake),   FIGURE("memory", HW, memory),
    FIGURE("embodied", HW, embodied), FIGURE("price", HW, price), FIGURE("supply", HW, supply),
    FIGURE("host", HW, host),
};

/* ---- models and profiles ---- */

static const struct cairn_field model_fields[] = {
    {COLUMN("model", NULL), CAIRN_FIELD_TEXT, AT(cairn_model, id), .of_owner = true},
    TEXT("variant", NULL, cairn_variant, id),
    {COLUMN("name", NULL), CAIRN_FIELD_TEXT, AT(cairn_model, name), .of_owner = true},
    {COLUMN("task", NULL), CAIRN_FIELD_TEXT, AT(cairn_model, task), .of_owner = true},
    TEXT("precision", NULL, cairn_variant, precision),
    NUMBER("accuracy", NULL, cairn_variant, accuracy, 1, 1),
    {COLUMN("metric", NULL), CAIRN_FIELD_TEXT, AT(cairn_model, metric), .of_owner = true},
    {COLUMN("dataset", NULL), CAIRN_FIELD_TEXT, AT(cairn_model, dataset), .of_owner = true},
    NUMBER("memory_gb", "GB", cairn_variant, memory_bytes, 1, 1e9),
};
static const struct cairn_figure model_figures[] = {
    WHOLE_ENTRY(cairn_variant),
    {"pretraining", offsetof(struct cairn_model, pretraining.origin),
     offsetof(struct cairn_model, pretraining.evidence), true},
};

static const struct cairn_field profile_fields[] = {
    {COLUMN("model", NULL), CAIRN_FIELD_ID, AT(cairn_profile, model), .of_owner = true,
     .list = CAIRN_LIST_models},
    {COLUMN("variant", NULL), CAIRN_FIELD_ID, AT(cairn_profile, variant), .of_owner = true,
     .list = CAIRN_LIST_variants},
    {COLUMN("hardware", NULL), CAIRN_FIELD_ID, AT(cairn_profile, hardware), .of_owner = true,
     .list = CAIRN_LIST_hardware},
    WHOLE("batch", NULL, cairn_point, batch),
    NUMBER("latency_ms", "ms", cairn_point, latency_s, 1e3, 1),
    NUMBER("power_w", "W", cairn_point, power_w, 1, 1),
    NUMBER("energy_j_per_request", "J/request", cairn_point, energy_j, 1, 1),
    {COLUMN("boundary", "at"), CAIRN_FIELD_WORD, AT(cairn_profile, boundary), .of_owner = true,
     .words_of = {"profile", "boundary"}},
    {COLUMN("request", NULL), CAIRN_FIELD_TEXT, AT(cairn_profile, request), .of_owner = true},
};
static const struct cairn_figure profile_figures[] = {
    {"", 0, offsetof(struct cairn_profile, evidence), true},
};

/* ---- grids ---- */

static const struct cairn_field grid_fields[] = {
    {COLUMN("grid", NULL), CAIRN_FIELD_TEXT, AT(cairn_grid, id), .of_owner = true},
    WORD("kind", NULL, cairn_intensity, kind, "intensity", "kind"),
    WORD("scope", NULL, cairn_intensity, scope, "intensity", "scope"),
    {COLUMN("name", NULL), CAIRN_FIELD_TEXT, AT(cairn_grid, name), .of_owner = true},
    {COLUMN("jurisdiction", NULL), CAIRN_FIELD_TEXT, AT(cairn_grid, jurisdiction),
     .of_owner = true},
    NUMBER("intensity_g_per_kwh", "gCO2e/kWh", cairn_intensity, value_g_per_kwh, 1, 1),
    NUMBER("year", NULL, cairn_intensity, year, 1, 1),
    {COLUMN("course", NULL), CAIRN_FIELD_HOURLY, .offset = 0},
    {COLUMN("water_l_per_kwh", "water L/kWh"), CAIRN_FIELD_NUMBER,
     AT(cairn_grid, water.with_reservoirs_l_per_kwh), .of_owner = true, IN(cairn_grid, water)},
    {COLUMN("loss_share", "loss"), CAIRN_FIELD_NUMBER, AT(cairn_grid, loss.share), .of_owner = true,
     IN(cairn_grid, loss)},
};
static const struct cairn_figure grid_figures[] = {
    {"intensity", 0, offsetof(struct cairn_intensity, evidence), false},
    {"water", offsetof(struct cairn_grid, water.origin),
     offsetof(struct cairn_grid, water.evidence), true},
    {"loss", offsetof(struct cairn_grid, loss.origin), offsetof(struct cairn_grid, loss.evidence),
     true},
};

/* ---- networks, clouds, services, storage ---- */

static const struct cairn_field access_fields[] = {
    {COLUMN("access", NULL), CAIRN_FIELD_TEXT, AT(cairn_access, id), .of_owner = true},
    TEXT("hop", NULL, cairn_hop, id),
    {COLUMN("name", NULL), CAIRN_FIELD_TEXT, AT(cairn_access, name), .of_owner = true},
    WORD("kind", NULL, cairn_hop, kind, "hop", "kind"),
    NUMBER("average_kwh_per_gb", "average kWh/GB", cairn_hop, average_j_per_byte, 1e9, 3.6e6),
    NUMBER("marginal_w_per_mbit_s", "marginal W per Mbit/s", cairn_hop, marginal_w_per_bit_s, 1e6,
           1),
    NUMBER("base_w", "base W", cairn_hop, base_w, 1, 1),
    WORD("grid", NULL, cairn_hop, grid, "hop", "grid"),
    NUMBER("embodied_kg", "kgCO2e", cairn_hop, embodied_g, 1, 1e3),
    NUMBER("lifetime_years", "years", cairn_hop, lifetime_s, 1, CAIRN_SECONDS_PER_YEAR),
    NUMBER("price_usd", "USD", cairn_hop, price_usd, 1, 1),
};
static const struct cairn_figure access_figures[] = {WHOLE_ENTRY(cairn_hop)};

static const struct cairn_field datacentre_fields[] = {
    TEXT("id", NULL, cairn_datacentre, id),
    TEXT("name", NULL, cairn_datacentre, name),
    TEXT("provider", NULL, cairn_datacentre, provider),
    ID("grid", NULL, cairn_datacentre, grid, grids),
    NUMBER("pue", "PUE", cairn_datacentre, pue, 1, 1),
    NUMBER("wue_l_per_kwh", "WUE L/kWh", cairn_datacentre, wue_l_per_kwh, 1, 1),
};
static const struct cairn_field cooling_fields[] = {
    TEXT("id", NULL, cairn_cooling, id),
    TEXT("name", NULL, cairn_cooling, name),
    WORD("kind", NULL, cairn_cooling, kind, "cooling", "kind"),
    NUMBER("pue", "PUE", cairn_cooling, pue, 1, 1),
    NUMBER("wue_l_per_kwh", "WUE L/kWh", cairn_cooling, wue_l_per_kwh, 1, 1),
    WHOLE("points_outside", "by temperature", cairn_cooling, n_outsides),
    WHOLE("points_load", "by load", cairn_cooling, n_loadings),
};
static const struct cairn_figure cooling_figures[] = {WHOLE_ENTRY(cairn_cooling)};

static const struct cairn_field climate_fields[] = {
    TEXT("id", NULL, cairn_climate, id),
    TEXT("name", NULL, cairn_climate, name),
};
static const struct cairn_figure climate_figures[] = {WHOLE_ENTRY(cairn_climate)};

static const struct cairn_field fuel_fields[] = {
    TEXT("id", NULL, cairn_fuel, id),
    TEXT("name", NULL, cairn_fuel, name),
    NUMBER("water_l_per_kwh", "water L/kWh", cairn_fuel, with_reservoirs_l_per_kwh, 1, 1),
    NUMBER("water_without_reservoirs_l_per_kwh", "without reservoirs", cairn_fuel,
           without_reservoirs_l_per_kwh, 1, 1),
};
static const struct cairn_figure fuel_figures[] = {WHOLE_ENTRY(cairn_fuel)};

static const struct cairn_figure datacentre_figures[] = {WHOLE_ENTRY(cairn_datacentre)};

static const struct cairn_field service_fields[] = {
    TEXT("id", NULL, cairn_service, id),
    TEXT("name", NULL, cairn_service, name),
    ID("model", NULL, cairn_service, model, models),
    NUMBER("accuracy", NULL, cairn_service, accuracy, 1, 1),
    NUMBER("energy_j_per_request", "J/request", cairn_service, energy_j, 1, 1),
    WORD("scope", NULL, cairn_service, scope, "api", "scope"),
    NUMBER("latency_ms", "ms", cairn_service, latency_s, 1e3, 1),
    NUMBER("cv", NULL, cairn_service, cv, 1, 1),
    NUMBER("embodied_g_per_request", "gCO2e/request", cairn_service, embodied_g, 1, 1),
    NUMBER("price_usd_per_request", "USD/request", cairn_service, price_usd, 1, 1),
};
static const struct cairn_figure service_figures[] = {WHOLE_ENTRY(cairn_service)};

static const struct cairn_field medium_fields[] = {
    TEXT("id", NULL, cairn_medium, id),
    TEXT("name", NULL, cairn_medium, name),
    NUMBER("power_w_per_tb", "W/TB", cairn_medium, power_w_per_byte, 1e12, 1),
    NUMBER("embodied_kg_per_tb", "kgCO2e/TB", cairn_medium, embodied_g_per_byte, 1e9, 1),
    NUMBER("lifetime_years", "years", cairn_medium, lifetime_s, 1, CAIRN_SECONDS_PER_YEAR),
    NUMBER("price_usd_per_gb", "USD/GB", cairn_medium, price_usd_per_gb, 1, 1),
};
static const struct cairn_figure medium_figures[] = {WHOLE_ENTRY(cairn_medium)};

#define OF_WEEK(n, t, k)                               \
    {                                                  \
        COLUMN(n, t), k, AT(cairn_shape, hour_of_week) \
    }
static const struct cairn_field shape_fields[] = {
    TEXT("id", NULL, cairn_shape, id),
    OF_WEEK("busiest", NULL, CAIRN_FIELD_MOST),
    OF_WEEK("busiest_at", "at", CAIRN_FIELD_MOST_AT),
    OF_WEEK("quietest", NULL, CAIRN_FIELD_LEAST),
    OF_WEEK("weekend", NULL, CAIRN_FIELD_WEEKEND),
};

static const struct cairn_field source_fields[] = {
    TEXT("id", NULL, cairn_source, id),
    TEXT("title", NULL, cairn_source, title),
    TEXT("href", NULL, cairn_source, href),
    TEXT("licence", NULL, cairn_source, licence),
};

/* ---- the kinds ---- */

#define FIELDS(rows) .fields = rows, .n_fields = NUMBER_OF(rows)
#define FIGURES(rows) .figures = rows, .n_figures = NUMBER_OF(rows)
#define OWNED_BY(l, s, m) \
    .has_owner = true, .owner_list = CAIRN_LIST_##l, .owner = offsetof(struct s, m)

const struct cairn_list_kind cairn_list_kinds[] = {
    {"hardware", "types of device", CAIRN_LIST_hardware, FIELDS(hardware_fields), .n_names = 1,
     FIGURES(hardware_figures)},
    {"models", "networks to serve, by variant", CAIRN_LIST_variants,
     OWNED_BY(models, cairn_variant, model), FIELDS(model_fields), .n_names = 2,
     FIGURES(model_figures)},
    {"profiles", "latency and power of variants on hardware, by batch size", CAIRN_LIST_points,
     OWNED_BY(profiles, cairn_point, profile), FIELDS(profile_fields), .n_names = 3,
     FIGURES(profile_figures)},
    {"grids", "electricity zones, by kind of intensity", CAIRN_LIST_intensities,
     OWNED_BY(grids, cairn_intensity, grid), FIELDS(grid_fields), .n_names = 3,
     FIGURES(grid_figures)},
    {"access", "access networks, hop by hop", CAIRN_LIST_hops,
     OWNED_BY(accesses, cairn_hop, access), FIELDS(access_fields), .n_names = 2,
     FIGURES(access_figures)},
    {"datacentres", "data centres that can be a region", CAIRN_LIST_datacentres,
     FIELDS(datacentre_fields), .n_names = 1, FIGURES(datacentre_figures)},
    {"cooling", "ways to cool devices, as PUE and WUE", CAIRN_LIST_coolings, FIELDS(cooling_fields),
     .n_names = 1, FIGURES(cooling_figures)},
    {"climates", "temperatures outside", CAIRN_LIST_climates, FIELDS(climate_fields), .n_names = 1,
     FIGURES(climate_figures)},
    {"fuels", "water of plants by fuel", CAIRN_LIST_fuels, FIELDS(fuel_fields), .n_names = 1,
     FIGURES(fuel_figures)},
    {"services", "managed services", CAIRN_LIST_services, FIELDS(service_fields), .n_names = 1,
     FIGURES(service_figures)},
    {"media", "kinds of storage", CAIRN_LIST_media, FIELDS(medium_fields), .n_names = 1,
     FIGURES(medium_figures)},
    {"shapes", "courses of load over the week: hours against the mean", CAIRN_LIST_shapes,
     FIELDS(shape_fields), .n_names = 1},
    {"sources", "publications that figures cite", CAIRN_LIST_sources, FIELDS(source_fields),
     .n_names = 1},
    {.name = NULL},
};

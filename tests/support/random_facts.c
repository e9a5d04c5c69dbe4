/* random_facts.c - grids, hardware, models and profiles of a random scenario */
#include "support/scenario_maker.h"

/* At most so much; returns how much it is. */
static int64_t make_intensity(struct maker *maker, struct draft_node *grid, const char *kind,
                              const char *scope, int64_t most)
{
    int64_t drawn = maker_between(maker, 10, 900), value = drawn < most ? drawn : most;
    struct draft_node *intensity = draft_add(maker->draft, grid, "intensity");

    draft_text(maker->draft, intensity, "kind", "%s", kind);
    draft_text(maker->draft, intensity, "scope", "%s", scope);
    draft_amount(maker->draft, intensity, "value", DRAFT_INTENSITY, value);
    return value;
}

static void make_grid(struct maker *maker, const char *id)
{
    struct draft_node *grid = draft_add(maker->draft, maker->root, "grid");
    struct draft_node *loss = draft_add(maker->draft, grid, "loss");
    int64_t all;

    draft_text(maker->draft, grid, "id", "%s", id);
    draft_amount(maker->draft, loss, "share", DRAFT_SHARE, maker_between(maker, 1, 10));
    all = make_intensity(maker, grid, "average", "life-cycle", 900);
    make_intensity(maker, grid, "average", "direct", all);
    make_intensity(maker, grid, "long-run", "direct", 900);
}

/* ---- hardware ---- */

/* Returns what it draws idle, in mW. */
static int64_t make_power(struct maker *maker, struct draft_node *hardware, bool at_wall)
{
    struct draft_node *power = draft_add(maker->draft, hardware, "power");
    int64_t idle_mw = maker_between(maker, 1000, 50000);
    int64_t sleep_mw = maker_between(maker, 0, idle_mw);
    struct draft_node *supply;

    draft_amount(maker->draft, power, "idle", DRAFT_POWER, idle_mw);
    draft_amount(maker->draft, power, "sleep", DRAFT_POWER, sleep_mw);
    draft_amount(maker->draft, power, "off", DRAFT_POWER, maker_between(maker, 0, sleep_mw));
    draft_amount(maker->draft, power, "busy", DRAFT_POWER,
                 idle_mw + maker_between(maker, 0, 200000));
    draft_text(maker->draft, power, "boundary", at_wall ? "wall" : "board");
    if (at_wall)
        return idle_mw;
    supply = draft_add(maker->draft, hardware, "supply");
    draft_amount(maker->draft, supply, "efficiency", DRAFT_SHARE, maker_between(maker, 60, 100));
    return idle_mw;
}

static void make_embodied(struct maker *maker, struct draft_node *hardware)
{
    struct draft_node *embodied = draft_add(maker->draft, hardware, "embodied");

    draft_amount(maker->draft, embodied, "carbon", DRAFT_CARBON, maker_between(maker, 0, 1000000));
    draft_amount(maker->draft, embodied, "lifetime", DRAFT_TIME,
                 maker_between(maker, 100, 50000) * 3600 * second_ns);
}

static void make_chassis(struct maker *maker)
{
    struct draft_node *chassis = draft_add(maker->draft, maker->root, "hardware");

    draft_text(maker->draft, chassis, "id", "chassis");
    make_power(maker, chassis, maker_chance(maker, 50));
    make_embodied(maker, chassis);
}

static void make_device(struct maker *maker, bool has_chassis, bool of_language)
{
    struct made_hardware *made = &maker->hardware[maker->n_hardware];
    struct draft_node *hardware = draft_add(maker->draft, maker->root, "hardware");
    struct draft_node *memory = draft_add(maker->draft, hardware, "memory");
    struct draft_node *wake, *host;
    bool at_wall = maker_chance(maker, 50);

    *made = (struct made_hardware){.of_language = of_language};
    draft_text(maker->draft, hardware, "id", "h%d", maker->n_hardware++);
    made->idle_mw = make_power(maker, hardware, at_wall) * at_wall;
    make_embodied(maker, hardware);
    draft_amount(maker->draft, memory, "size", DRAFT_DATA, INT64_C(16000000000));
    draft_amount(maker->draft, memory, "bandwidth", DRAFT_BANDWIDTH,
                 maker_between(maker, 1000, 50000) * 1000000000);
    if (maker_chance(maker, 50))
        draft_amount(maker->draft, memory, "power", DRAFT_POWER,
                     maker_between(maker, 1000, 100000));
    wake = draft_add(maker->draft, hardware, "wake");
    draft_amount(maker->draft, wake, "time", DRAFT_TIME,
                 maker_chance(maker, 10) ? 0 : maker_between(maker, 1, 20000) * us_ns);
    maker_variation(maker, wake, "variation", "cv", 40);
    if (maker_chance(maker, 50))
        draft_amount(maker->draft, wake, "power", DRAFT_POWER, maker_between(maker, 1000, 100000));
    if (!has_chassis || !maker_chance(maker, 70))
        return;
    host = draft_add(maker->draft, hardware, "host");
    draft_text(maker->draft, host, "hardware", "chassis");
    draft_text(maker->draft, host, "per", "%d", 1 + maker_pick(maker, 4));
}

/* ---- models ---- */

static void make_exit(struct maker *maker, struct draft_node *variant)
{
    struct draft_node *early = draft_add(maker->draft, variant, "exit");

    draft_text(maker->draft, early, "at", "0.5");
    draft_amount(maker->draft, early, "share", DRAFT_SHARE, maker_between(maker, 1, 99));
    draft_amount(maker->draft, early, "accuracy", DRAFT_SHARE, maker_between(maker, 50, 99));
}

static void make_model(struct maker *maker, bool of_language)
{
    struct made_model *made = &maker->models[maker->n_models];
    struct draft_node *model = draft_add(maker->draft, maker->root, "model");
    int least = maker->theme == THEME_SWAP ? 2 : 1;

    *made = (struct made_model){
        .of_language = of_language,
        .exits = maker_wants(maker, THEME_CASCADE, 30),
        .n_variants = least + maker_pick(maker, VARIANTS_MOST - least + 1),
        .latency_us =
            of_language ? maker_between(maker, 500, 4000) : maker_between(maker, 500, 12000),
    };
    draft_text(maker->draft, model, "id", "m%d", maker->n_models++);
    for (int v = 0; v < made->n_variants; v++) {
        struct draft_node *variant = draft_add(maker->draft, model, "variant");

        draft_text(maker->draft, variant, "id", "v%d", v);
        draft_amount(maker->draft, variant, "accuracy", DRAFT_SHARE, maker_between(maker, 50, 99));
        draft_amount(maker->draft, variant, "memory", DRAFT_DATA,
                     maker_between(maker, least == 2 ? 8100 : 4000, 15900) * 1000000);
        if (made->exits)
            make_exit(maker, variant);
        if (of_language)
            draft_amount(maker->draft, variant, "kv-per-token", DRAFT_DATA,
                         maker_between(maker, 1, 1000) * 1000);
    }
}

static void make_api(struct maker *maker, int model)
{
    struct draft_node *api = draft_add(maker->draft, maker->root, "api");

    draft_text(maker->draft, api, "id", "api%d", model);
    draft_text(maker->draft, api, "model", "m%d", model);
    draft_amount(maker->draft, api, "accuracy", DRAFT_SHARE, 80);
    draft_amount(maker->draft, api, "energy", DRAFT_ENERGY, maker_between(maker, 1000, 9000000));
    draft_text(maker->draft, api, "scope", maker_chance(maker, 50) ? "it" : "facility");
    draft_amount(maker->draft, api, "latency", DRAFT_TIME, maker_between(maker, 1, 30000) * us_ns);
    maker_variation(maker, api, "variation", "cv", 40);
}

/* ---- profiles ---- */

/* What a device draws idle in that time, in uJ, rounded up. */
static int64_t idle_uj(int64_t idle_mw, int64_t time_us)
{
    return (idle_mw * time_us + 999) / 1000;
}

static int64_t at_least(int64_t least, int64_t value)
{
    return value > least ? value : least;
}

/* Batches of so many take `latency_us` and `slope` percent of it for each more than one. */
static void make_points(struct maker *maker, struct draft_node *profile, int64_t latency_us,
                        int64_t idle_mw)
{
    static const int batches[] = {1, 4, 16};
    int64_t slope = maker_between(maker, 5, 100);
    int n = 1 + maker_pick(maker, 3);

    for (int i = 0; i < n; i++) {
        struct draft_node *point = draft_add(maker->draft, profile, "point");
        int64_t time_us = latency_us + latency_us * (batches[i] - 1) * slope / 100;

        draft_text(maker->draft, point, "batch", "%d", batches[i]);
        draft_amount(maker->draft, point, "latency", DRAFT_TIME, time_us * us_ns);
        if (maker_chance(maker, 50))
            draft_amount(maker->draft, point, "power", DRAFT_POWER,
                         at_least(idle_mw, maker_between(maker, 5000, 300000)));
        else
            draft_amount(maker->draft, point, "energy", DRAFT_ENERGY,
                         at_least(idle_uj(idle_mw, time_us) / batches[i] + 1,
                                  maker_between(maker, 1000, 2000000)));
    }
}

static void make_law(struct maker *maker, struct draft_node *profile, int64_t latency_us,
                     int64_t idle_mw)
{
    struct draft_node *law = draft_add(maker->draft, profile, "law");
    int64_t base = maker_between(maker, 0, latency_us - 1);

    draft_amount(maker->draft, law, "latency", DRAFT_TIME, base * us_ns);
    draft_amount(maker->draft, law, "latency-per-request", DRAFT_TIME, (latency_us - base) * us_ns);
    draft_amount(maker->draft, law, "energy", DRAFT_ENERGY,
                 at_least(idle_uj(idle_mw, latency_us - base), maker_between(maker, 0, 2000000)));
    draft_amount(maker->draft, law, "energy-per-batch", DRAFT_ENERGY,
                 at_least(idle_uj(idle_mw, base), maker_between(maker, 0, 2000000)));
    draft_text(maker->draft, law, "max", "%d", 1 + maker_pick(maker, 16));
}

/* How long prompts take, and what context adds; it may not take longer than a pass does. */
static void make_prefills(struct maker *maker, struct draft_node *profile, int64_t latency_us,
                          int64_t idle_mw)
{
    int n = 1 + maker_pick(maker, 2);
    int64_t per_token_ns = maker_between(maker, 1000, 40000);

    for (int i = 0; i < n; i++) {
        struct draft_node *prefill = draft_add(maker->draft, profile, "prefill");
        int tokens = i == 0 ? 64 : 512;

        draft_text(maker->draft, prefill, "tokens", "%d", tokens);
        draft_amount(maker->draft, prefill, "time", DRAFT_TIME, tokens * per_token_ns);
        draft_amount(maker->draft, prefill, "power", DRAFT_POWER,
                     at_least(idle_mw, maker_between(maker, 5000, 300000)));
    }
    if (!maker_chance(maker, 50))
        return;
    draft_text(maker->draft, profile, "context", "100");
    draft_amount(maker->draft, profile, "context-time", DRAFT_TIME,
                 maker_between(maker, 1, latency_us * 1000 / 2000));
}

static void make_profile(struct maker *maker, int model, int variant, int hardware)
{
    const struct made_model *of = &maker->models[model];
    struct draft_node *profile = draft_add(maker->draft, maker->root, "profile");
    int64_t latency_us = 1 + of->latency_us * (2 - hardware % 2) / (1 + variant) / 2;
    int64_t idle_mw = maker->hardware[hardware].idle_mw;

    draft_text(maker->draft, profile, "model", "m%d", model);
    draft_text(maker->draft, profile, "variant", "v%d", variant);
    draft_text(maker->draft, profile, "hardware", "h%d", hardware);
    draft_text(maker->draft, profile, "boundary", "wall");
    if (maker_chance(maker, 30))
        draft_amount(maker->draft, profile, "load", DRAFT_TIME,
                     maker_between(maker, 0, 20000) * us_ns);
    if (of->of_language && maker->hardware[hardware].of_language) {
        make_points(maker, profile, latency_us, idle_mw);
        make_prefills(maker, profile, latency_us, idle_mw);
    } else if (maker_chance(maker, 30)) {
        make_law(maker, profile, latency_us, idle_mw);
    } else {
        make_points(maker, profile, latency_us, idle_mw);
    }
}

/* Language models are measured on the hardware for them alone. */
static void make_profiles(struct maker *maker)
{
    for (int m = 0; m < maker->n_models; m++)
        for (int v = 0; v < maker->models[m].n_variants; v++)
            for (int h = 0; h < maker->n_hardware; h++)
                if (!maker->models[m].of_language || maker->hardware[h].of_language)
                    make_profile(maker, m, v, h);
}

void make_facts(struct maker *maker)
{
    bool language = maker_wants(maker, THEME_LANGUAGE, 25) || maker->theme == THEME_PREFIX;
    bool has_chassis = maker_chance(maker, 40);
    int n_hardware = 1 + maker_pick(maker, 2);
    int n_models = maker->theme == THEME_CASCADE ? 2 : 1 + maker_pick(maker, 2);

    make_grid(maker, "g0");
    make_grid(maker, "g1");
    if (has_chassis)
        make_chassis(maker);
    for (int i = 0; i < n_hardware; i++)
        make_device(maker, has_chassis, false);
    if (language)
        make_device(maker, has_chassis, true);
    if (language)
        make_model(maker, true);
    for (int i = 0; i < n_models; i++)
        make_model(maker, false);
    for (int m = 0; m < maker->n_models; m++)
        make_api(maker, m);
    make_profiles(maker);
}

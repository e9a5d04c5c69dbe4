#include "support/town.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "math/rng.h"
#include "support/build.h"

static void *grow(void *items, int n, size_t size)
{
    items = realloc(items, ((size_t)n + 1) * size);
    assert(items);
    return items;
}

int town_grid(struct cairn_scenario *s, const char *id, double g_per_kwh)
{
    static const struct {
        enum cairn_intensity_kind kind;
        enum cairn_intensity_scope scope;
    } kinds[] = {{CAIRN_AVERAGE, CAIRN_LIFE_CYCLE},
                 {CAIRN_AVERAGE, CAIRN_DIRECT},
                 {CAIRN_LONG_RUN, CAIRN_DIRECT}};
    int grid = s->n_grids;

    s->grids = grow(s->grids, s->n_grids++, sizeof *s->grids);
    s->grids[grid] = (struct cairn_grid){
        .id = id,
        .first_intensity = s->n_intensities,
        .n_intensities = 3,
        .water = {.with_reservoirs_l_per_kwh = NAN, .without_reservoirs_l_per_kwh = NAN},
        .loss = {.share = 0.05},
    };
    for (int i = 0; i < 3; i++) {
        s->intensities = grow(s->intensities, s->n_intensities, sizeof *s->intensities);
        s->intensities[s->n_intensities++] = (struct cairn_intensity){
            .grid = grid,
            .kind = kinds[i].kind,
            .scope = kinds[i].scope,
            .value_g_per_kwh = g_per_kwh * (1 - 0.1 * i),
            .evidence = {.source = CAIRN_NONE},
        };
    }
    return grid;
}

/* The link of the store to the region, with a hop that has every figure. */
static void add_link(struct cairn_scenario *s)
{
    int link = build_link(s, "line", TOWN_STORE, TOWN_NORTH);
    int hop = s->n_hops;

    s->hops = grow(s->hops, s->n_hops++, sizeof *s->hops);
    s->hops[hop] = (struct cairn_hop){
        .fed_by = CAIRN_NONE,
        .id = "access",
        .access = CAIRN_NONE,
        .link = link,
        .kind = CAIRN_ACCESS_LINE,
        .average_j_per_byte = 1e-4,
        .marginal_w_per_bit_s = 1e-7,
        .base_w = 2,
        .grid = CAIRN_HOP_AT_SITE,
        .embodied_g = 1000,
        .lifetime_s = 1e8,
        .price_usd = NAN,
    };
    s->links[link].first_hop = hop;
    s->links[link].n_hops = 1;
}

static int add_hardware(struct cairn_scenario *s, const char *id, double idle_w, double embodied_g)
{
    int hardware = build_hardware(s, id);

    s->hardware[hardware].power.idle_w = idle_w;
    s->hardware[hardware].power.sleep_w = idle_w / 10;
    s->hardware[hardware].wake.time_s = 0.5;
    s->hardware[hardware].wake.power_w = idle_w;
    s->hardware[hardware].embodied.carbon_g = embodied_g;
    s->hardware[hardware].embodied.lifetime_s = 4 * 365 * 86400.0;
    return hardware;
}

/* Latencies of batches of 1, 2 and 4, and a share of a provider's pool of the GPU's hardware. */
static void add_pools(struct cairn_scenario *s, int n_variants, double box_s, double gpu_s)
{
    int chip = add_hardware(s, "chip", 5, 50e3);
    int gpu = add_hardware(s, "gpu", 40, 150e3);
    int rented;

    for (int v = 0; v < n_variants; v++) {
        double scale = 1 + v; /* the second variant is slower */
        const double chip_s[] = {box_s * scale, 1.5 * box_s * scale, 2.5 * box_s * scale};
        const double fast_s[] = {gpu_s * scale, 1.2 * gpu_s * scale, 1.6 * gpu_s * scale};
        int profile = build_profile(s, v, chip, chip_s, 3);

        for (int i = 0; i < 3; i++)
            s->points[s->profiles[profile].first_point + i].power_w = 12;
        profile = build_profile(s, v, gpu, fast_s, 3);
        for (int i = 0; i < 3; i++)
            s->points[s->profiles[profile].first_point + i].power_w = 150;
    }
    build_pool(s, "box", TOWN_STORE, chip, 2);
    build_pool(s, "gpu", TOWN_NORTH, gpu, 2);
    rented = build_pool(s, "rented", TOWN_NORTH, gpu, CAIRN_NONE);
    s->pools[rented].tenancy = CAIRN_SHARED_POOL;
    s->pools[rented].utilisation = 0.5;
    s->pools[rented].batch = 2;
}

static struct cairn_scenario *town_of(int copies, int n_variants, double box_s, double gpu_s)
{
    struct cairn_scenario *s = build_scenario();
    static const char *const variants[] = {"int8", "large"};

    build_site(s, "store", copies);
    build_region(s, "north");
    s->places[TOWN_STORE].grid = town_grid(s, "PL", 600);
    s->places[TOWN_NORTH].grid = town_grid(s, "SE", 60);
    build_model(s, "model");
    for (int v = 0; v < n_variants; v++)
        build_variant(s, variants[v], 0.8 + 0.1 * v);
    add_pools(s, n_variants, box_s, gpu_s);
    add_link(s);
    s->time.window_s = 40;
    s->time.run_in_s = 10;
    s->time.precision = 0.05;
    return s;
}

struct cairn_scenario *town(void)
{
    struct cairn_scenario *s = town_of(1, 1, 0.1, 0.02);
    int w = build_workload(s, "frames", TOWN_STORE, 0, 4);

    s->workloads[w].promise.p95_s = 1;
    return s;
}

struct cairn_scenario *town_boxes(double rate_per_s, double p95_s)
{
    struct cairn_scenario *s = town();

    s->n_pools = TOWN_GPU;
    s->workloads[0].arrivals.rate_per_s = rate_per_s;
    s->workloads[0].promise.p95_s = p95_s;
    return s;
}

/* ---- random ---- */

static double between(struct cairn_rng *rng, double low, double high)
{
    return low + (high - low) * cairn_rng_unit(rng);
}

static bool chance(struct cairn_rng *rng, double probability)
{
    return cairn_rng_unit(rng) < probability;
}

static void random_workload(struct cairn_scenario *s, struct cairn_rng *rng, const char *id)
{
    static const double p95_s[] = {0.3, 0.6, 1, 3, INFINITY};
    int index = build_workload(s, id, TOWN_STORE, 0, 1);
    struct cairn_workload *w = &s->workloads[index];

    w->arrivals.rate_per_s = between(rng, 0.5, 6);
    w->payload_bytes = between(rng, 1000, 60000);
    w->promise.p95_s = p95_s[cairn_rng_below(rng, 5)];
    w->promise.loss = chance(rng, 0.5) ? 0.05 : 0;
    if (chance(rng, 0.25))
        w->peak = 1.5;
}

static void random_choices(struct cairn_scenario *s, struct cairn_rng *rng)
{
    s->pools[TOWN_BOX].max = 1 + (int)cairn_rng_below(rng, 3);
    s->pools[TOWN_GPU].max = (int)cairn_rng_below(rng, 3);
    s->pools[TOWN_RENTED].utilisation = between(rng, 0.05, 0.5);
    if (chance(rng, 0.6))
        s->n_pools = TOWN_RENTED;
    if (chance(rng, 0.3))
        s->pools[TOWN_BOX].sleep_after_s = 2;
    if (chance(rng, 0.3)) {
        s->pools[TOWN_BOX].queue = 5;
        for (int w = 0; w < s->n_workloads; w++)
            s->workloads[w].promise.loss = 0.05; /* no number of requests proves a loss of 0 */
    }
    if (chance(rng, 0.6))
        build_batching(s, (const int[]){1, 4}, 2, (const double[]){0, 0.05}, 2);
    if (s->n_workloads == 1 && chance(rng, 0.3))
        build_splits(s, (const double[]){0.5}, 1);
    if (s->n_workloads == 1 && chance(rng, 0.3))
        build_spills(s, (const int[]){2}, 1);
    s->choose.basis = chance(rng, 0.5) ? CAIRN_INVENTORY : CAIRN_DECISION;
}

struct cairn_scenario *town_random(uint64_t seed)
{
    struct cairn_rng rng;
    struct cairn_scenario *s;
    int copies, n_variants, n_workloads;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = seed});
    copies = 1 + (int)cairn_rng_below(&rng, 3);
    n_variants = 1 + (int)cairn_rng_below(&rng, 2);
    n_workloads = 1 + (int)cairn_rng_below(&rng, 2);
    s = town_of(copies, n_variants, between(&rng, 0.05, 0.25), between(&rng, 0.01, 0.05));
    s->time.seed = seed;
    s->grids[1].first_intensity = s->grids[chance(&rng, 0.3) ? 0 : 1].first_intensity;
    s->hardware[0].embodied.carbon_g = between(&rng, 5e3, 500e3);
    random_workload(s, &rng, "frames");
    if (n_workloads > 1)
        random_workload(s, &rng, "words");
    if (chance(&rng, 0.3)) {
        build_cache(s, "near", TOWN_STORE, 20);
        s->workloads[0].popularity.origin.file = "test.xml";
        s->workloads[0].popularity.contents = 100;
        s->workloads[0].popularity.exponent = 1;
    }
    random_choices(s, &rng);
    return s;
}

static void set_price(double *field, double value)
{
    if (isnan(*field))
        *field = value;
}

void town_prices(struct cairn_scenario *s)
{
    for (int h = 0; h < s->n_hardware; h++)
        set_price(&s->hardware[h].price.value_usd, 400.0 + 700.0 * h);
    for (int p = 0; p < s->n_places; p++) {
        bool region = s->places[p].kind == CAIRN_REGION;

        set_price(&s->places[p].price_usd_per_kwh, region ? 0.11 : 0.23);
        set_price(&s->places[p].wue_l_per_kwh, region ? 1.1 : 0.0);
    }
    for (int p = 0; p < s->n_pools; p++)
        if (s->pools[p].tenancy == CAIRN_SHARED_POOL)
            set_price(&s->pools[p].rent_usd_per_h, 0.9);
    for (int g = 0; g < s->n_grids; g++) {
        s->grids[g].water.origin.file = "town";
        set_price(&s->grids[g].water.with_reservoirs_l_per_kwh, 2.0 + 3.0 * g);
        set_price(&s->grids[g].water.without_reservoirs_l_per_kwh, 1.0 + g);
    }
    for (int c = 0; c < s->n_caches; c++)
        set_price(&s->caches[c].price_usd, 30.0);
    for (int h = 0; h < s->n_hops; h++)
        set_price(&s->hops[h].price_usd, 50.0);
    for (int l = 0; l < s->n_links; l++)
        set_price(&s->links[l].egress_usd_per_gb, 0.09);
    for (int m = 0; m < s->n_media; m++)
        set_price(&s->media[m].price_usd_per_gb, 0.02);
}

#include "support/sunny.h"

#include <math.h>
#include <string.h>

#include "support/build.h"

#define FIRST_HOUR_OF_2023 INT64_C(464592)

static const struct cairn_origin said = {.file = "test.xml", .line = 1};

static bool is_noon(int h)
{
    return h % 24 >= 10 && h % 24 < 14;
}

static struct cairn_series series_of(const double *values, double mean)
{
    return (struct cairn_series){.first_hour = FIRST_HOUR_OF_2023,
                                 .n = CAIRN_HOURS_PER_YEAR,
                                 .values = values,
                                 .mean = mean};
}

static void add_grid(struct sunny *r)
{
    static const struct {
        enum cairn_intensity_kind kind;
        enum cairn_intensity_scope scope;
    } kinds[SUNNY_INTENSITIES] = {{CAIRN_AVERAGE, CAIRN_LIFE_CYCLE},
                                  {CAIRN_AVERAGE, CAIRN_DIRECT},
                                  {CAIRN_LONG_RUN, CAIRN_DIRECT},
                                  {CAIRN_RESIDUAL, CAIRN_LIFE_CYCLE},
                                  {CAIRN_RESIDUAL, CAIRN_DIRECT}};

    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++) {
        r->week[h % CAIRN_HOURS_PER_WEEK] = is_noon(h) ? 200 : 100;
        r->sun_w[h] = is_noon(h) ? 0.75 : 0;
        for (int i = 0; i < SUNNY_INTENSITIES; i++)
            r->dirt_g[i][h] = is_noon(h) ? 200 : 100;
    }
    r->sun = series_of(r->sun_w, 0.125);
    for (int i = 0; i < SUNNY_INTENSITIES; i++) {
        r->dirt[i] = series_of(r->dirt_g[i], 700.0 / 6);
        r->intensities[i] =
            (struct cairn_intensity){.origin = said,
                                     .kind = kinds[i].kind,
                                     .scope = kinds[i].scope,
                                     .value_g_per_kwh = 700.0 / 6,
                                     .evidence = {.source = CAIRN_NONE, .known = CAIRN_ASSUMED},
                                     .trace = {.origin = said, .series = &r->dirt[i]},
                                     .hour_of_week = r->week};
    }
    r->grid = (struct cairn_grid){.origin = said,
                                  .id = "grid",
                                  .first_intensity = 0,
                                  .n_intensities = SUNNY_INTENSITIES,
                                  .loss = {.share = 0.05}};
    r->s->grids = &r->grid;
    r->s->n_grids = 1;
    r->s->intensities = r->intensities;
    r->s->n_intensities = SUNNY_INTENSITIES;
}

static void add_devices(struct sunny *r, int n)
{
    struct cairn_scenario *s = r->s;
    int hardware = build_hardware(s, "device"), model = build_model(s, "model");
    int variant = build_variant(s, "fp16", 0.9);

    s->hardware[hardware].power.busy_w = s->hardware[hardware].power.idle_w = 10;
    s->hardware[hardware].embodied = (struct cairn_embodied){
        .origin = said, .carbon_g = 1000, .lifetime_s = SUNNY_YEARS * 31536000.0};
    s->hardware[hardware].price = (struct cairn_price){.origin = said, .value_usd = 100};
    build_profile(s, variant, hardware, (double[]){0.01}, 1);
    s->points[0].power_w = 10;
    for (int i = 0; i < n; i++) {
        build_pool(s, i ? "pool-b" : "pool-a", r->site, hardware, 1);
        build_workload(s, i ? "work-b" : "work-a", r->site, model, 1);
    }
    cairn_placement_init(&r->placement, s);
    for (int i = 0; i < n; i++) {
        cairn_placement_add(&r->placement, &(struct cairn_route){.workload = i,
                                                                 .pool = i,
                                                                 .variant = variant,
                                                                 .cache = CAIRN_NONE,
                                                                 .share = 1,
                                                                 .fallback = CAIRN_NONE,
                                                                 .fallback_variant = CAIRN_NONE});
        r->placement.pools[i] = (struct cairn_sizing){.count = 1, .batch_max = 1};
    }
}

void sunny_init(struct sunny *r, int n)
{
    struct cairn_place *site;

    memset(r, 0, sizeof *r);
    r->s = build_scenario();
    add_grid(r);
    r->site = build_site(r->s, "site", SUNNY_COPIES);
    site = &r->s->places[r->site];
    site->grid = 0;
    site->pue = 1.2;
    site->price_usd_per_kwh = 0.5;
    site->load = (struct cairn_other_load){
        .origin = said, .power_w = 25, .shape = CAIRN_NONE, .evidence = {.source = CAIRN_NONE}};
    site->solar = (struct cairn_solar){.origin = said,
                                       .peak_w = 40, /* 30 W at noon */
                                       .tenancy = CAIRN_OWNED,
                                       .hours = {.origin = said, .series = &r->sun},
                                       .embodied_g_per_w = NAN,
                                       .lifetime_s = NAN,
                                       .price_usd = NAN,
                                       .evidence = {.source = CAIRN_NONE}};
    add_devices(r, n);
}

void sunny_try(struct sunny *r)
{
    cairn_plan_init(&r->plan, r->s);
    cairn_factor_book_init(&r->book);
    cairn_lab_init(&r->lab, 1, CAIRN_LAB_SELECTION);
    cairn_trial_init(&r->trial, r->s, &r->plan, &r->placement, &r->book, &r->lab);
}

void sunny_release(struct sunny *r)
{
    cairn_trial_release(&r->trial);
    cairn_lab_release(&r->lab);
    cairn_factor_book_release(&r->book);
    cairn_plan_release(&r->plan);
    cairn_placement_release(&r->placement);
    r->s->grids = NULL;
    r->s->intensities = NULL;
    build_free(r->s);
}

double sunny_part(struct sunny *r, enum cairn_measure measure, enum cairn_part part)
{
    double parts[CAIRN_N_PARTS] = {0};

    cairn_trial_total(&r->trial, 0, measure, CAIRN_INVENTORY, parts);
    return parts[part];
}

void sunny_battery(struct sunny *r, bool from_grid)
{
    build_battery(r->s, r->site);
    r->s->places[r->site].battery.grid_charging = from_grid;
}

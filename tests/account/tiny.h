/*
 * tiny.h - the smallest scenario that accounting can be done on, with nothing said
 *
 * One site "site" on grid "G0", one region "region" on grid "G1", one workload, one model with one
 * variant, hardware "device" and "host", and one of everything else. All figures are absent; a test
 * fills in what it is about, calls tiny_ready(), writes counts and calls tiny_account().
 */
#ifndef CAIRN_TESTS_ACCOUNT_TINY_H
#define CAIRN_TESTS_ACCOUNT_TINY_H

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "account/ledger.h"

enum { TINY_WINDOWS = 24, TINY_INTENSITIES = 8 };

#define TINY_HOUR_NS INT64_C(3600000000000)
#define TINY_YEAR_S 31536000.0 /* 365 days */

struct tiny {
    struct cairn_scenario s;
    struct cairn_grid grids[2];
    struct cairn_intensity intensities[2 * TINY_INTENSITIES];
    struct cairn_hardware hardware[2];
    struct cairn_model models[1];
    struct cairn_variant variants[1];
    struct cairn_profile profiles[1];
    struct cairn_point points[3];
    struct cairn_service services[1];
    struct cairn_access accesses[1];
    struct cairn_hop hops[2];
    struct cairn_medium media[1];
    struct cairn_place places[2];
    struct cairn_workload workloads[1];
    struct cairn_pool pools[1];
    struct cairn_cache caches[1];
    struct cairn_link links[1];

    struct cairn_plan plan;
    struct cairn_window windows[TINY_WINDOWS];
    struct cairn_component component;
    struct cairn_component_source source;
    struct cairn_component_pool pool;
    struct cairn_component_variant variant;
    struct cairn_component_link link;
    struct cairn_component_cache cache;

    struct cairn_layout layout;
    double *amounts;
    struct cairn_factor_book book;
    struct cairn_ledger ledger;
};

static inline void tiny_catalogue(struct tiny *t)
{
    struct cairn_evidence none = {.source = CAIRN_NONE, .known = CAIRN_ASSUMED};
    for (int g = 0; g < 2; g++)
        t->grids[g] = (struct cairn_grid){.id = g ? "G1" : "G0",
                                          .first_intensity = g * TINY_INTENSITIES,
                                          .water = {.with_reservoirs_l_per_kwh = NAN,
                                                    .without_reservoirs_l_per_kwh = NAN,
                                                    .evidence = none},
                                          .loss = {.share = NAN, .evidence = none}};
    for (int h = 0; h < 2; h++)
        t->hardware[h] = (struct cairn_hardware){
            .id = h ? "host" : "device",
            .power = {.idle_w = NAN, .sleep_w = NAN, .busy_w = NAN, .boundary = CAIRN_WALL},
            .wake = {.time_s = NAN, .power_w = NAN},
            .embodied = {.carbon_g = NAN, .lifetime_s = NAN},
            .price = {.value_usd = NAN},
            .supply = {.efficiency = NAN},
            .host = {.hardware = CAIRN_NONE}};
    t->models[0] = (struct cairn_model){
        .id = "model", .n_variants = 1, .pretraining = {.carbon_g = NAN, .requests = NAN}};
    t->variants[0] = (struct cairn_variant){.id = "fp16"};
    t->profiles[0] = (struct cairn_profile){.boundary = CAIRN_WALL, .n_points = 1};
    t->points[0] =
        (struct cairn_point){.batch = 1, .latency_s = 1, .power_w = NAN, .energy_j = NAN};
    t->services[0] = (struct cairn_service){
        .id = "service", .energy_j = NAN, .latency_s = 1, .embodied_g = NAN, .price_usd = NAN};
    t->accesses[0] = (struct cairn_access){.id = "access", .n_hops = 1};
    for (int h = 0; h < 2; h++)
        t->hops[h] = (struct cairn_hop){.fed_by = CAIRN_NONE,
                                        .id = h ? "core" : "line",
                                        .access = 0,
                                        .link = CAIRN_NONE,
                                        .kind = h ? CAIRN_CORE : CAIRN_ACCESS_LINE,
                                        .average_j_per_byte = NAN,
                                        .marginal_w_per_bit_s = NAN,
                                        .base_w = NAN,
                                        .embodied_g = NAN,
                                        .lifetime_s = NAN,
                                        .price_usd = NAN};
    t->media[0] = (struct cairn_medium){.id = "disk", .price_usd_per_gb = NAN};
}

static inline void tiny_deployment(struct tiny *t)
{
    for (int p = 0; p < 2; p++)
        t->places[p] =
            (struct cairn_place){.kind = p ? CAIRN_REGION : CAIRN_SITE,
                                 .id = p ? "region" : "site",
                                 .count = 1,
                                 .grid = p,
                                 .datacentre = CAIRN_NONE,
                                 .cooling = CAIRN_NONE,
                                 .climate = CAIRN_NONE,
                                 .building = {.rated_w = NAN, .others_w = NAN, .cap_w = NAN},
                                 .pue = NAN,
                                 .wue_l_per_kwh = NAN,
                                 .price_usd_per_kwh = NAN};
    t->workloads[0] =
        (struct cairn_workload){.id = "work", .training = {.every_s = NAN, .price_usd = NAN}};
    t->pools[0] = (struct cairn_pool){.id = "pool",
                                      .service = CAIRN_NONE,
                                      .tenancy = CAIRN_BOUGHT,
                                      .utilisation = NAN,
                                      .sleep_after_s = NAN,
                                      .batch = 1,
                                      .queue = CAIRN_NONE,
                                      .schedule = CAIRN_NONE,
                                      .rent_usd_per_h = NAN};
    t->caches[0] = (struct cairn_cache){.id = "cache", .price_usd = NAN};
    t->links[0] = (struct cairn_link){.copies_per_line = 1,
                                      .id = "uplink",
                                      .from = 0,
                                      .to = 1,
                                      .n_hops = 1,
                                      .share = NAN,
                                      .egress_usd_per_gb = NAN};
}

/* Everything absent; one window of an hour that stands for the week, horizon one year. */
static inline void tiny_init(struct tiny *t)
{
    *t = (struct tiny){0};
    tiny_catalogue(t);
    tiny_deployment(t);
#define TINY_LIST(name) .name = t->name, .n_##name = (int)(sizeof t->name / sizeof *t->name)
    t->s = (struct cairn_scenario){.name = "tiny",
                                   .time = {.horizon_s = TINY_YEAR_S},
                                   TINY_LIST(grids),
                                   TINY_LIST(intensities),
                                   TINY_LIST(hardware),
                                   TINY_LIST(models),
                                   TINY_LIST(variants),
                                   TINY_LIST(profiles),
                                   TINY_LIST(points),
                                   TINY_LIST(services),
                                   TINY_LIST(accesses),
                                   TINY_LIST(hops),
                                   TINY_LIST(media),
                                   TINY_LIST(places),
                                   TINY_LIST(workloads),
                                   TINY_LIST(pools),
                                   TINY_LIST(caches),
                                   TINY_LIST(links)};
#undef TINY_LIST
    t->windows[0] = (struct cairn_window){.hours = CAIRN_HOURS_PER_WEEK};
    t->plan = (struct cairn_plan){.n_windows = 1,
                                  .windows = t->windows,
                                  .length_ns = TINY_HOUR_NS,
                                  .n_seasons = 1,
                                  .weeks = {1}};
    t->source = (struct cairn_component_source){.copies = 1};
    t->pool = (struct cairn_component_pool){.copies = 1,
                                            .devices = 1,
                                            .batch_max = 1,
                                            .sleep_after_ns = CAIRN_NONE,
                                            .n_variants = 1,
                                            .variants = &t->variant};
    t->link = (struct cairn_component_link){.lines = 1, .copies_per_line = 1};
    t->cache = (struct cairn_component_cache){.copies = 1};
    t->component = (struct cairn_component){.multiplicity = 1,
                                            .plan = &t->plan,
                                            .sources = &t->source,
                                            .n_sources = 1,
                                            .pools = &t->pool,
                                            .links = &t->link,
                                            .caches = &t->cache};
}

static inline void tiny_intensity(struct tiny *t, int grid, enum cairn_intensity_kind kind,
                                  enum cairn_intensity_scope scope, double g_per_kwh)
{
    struct cairn_grid *g = &t->grids[grid];
    ck_assert_int_lt(g->n_intensities, TINY_INTENSITIES);
    t->intensities[g->first_intensity + g->n_intensities++] =
        (struct cairn_intensity){.grid = grid,
                                 .kind = kind,
                                 .scope = scope,
                                 .value_g_per_kwh = g_per_kwh,
                                 .evidence = {.source = CAIRN_NONE}};
}

/* One constant for the three intensities that bases need, of one grid. */
static inline void tiny_any_intensity(struct tiny *t, int grid, double g_per_kwh)
{
    tiny_intensity(t, grid, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, g_per_kwh);
    tiny_intensity(t, grid, CAIRN_AVERAGE, CAIRN_DIRECT, g_per_kwh);
    tiny_intensity(t, grid, CAIRN_LONG_RUN, CAIRN_DIRECT, g_per_kwh);
    tiny_intensity(t, grid, CAIRN_RESIDUAL, CAIRN_LIFE_CYCLE, g_per_kwh);
    tiny_intensity(t, grid, CAIRN_RESIDUAL, CAIRN_DIRECT, g_per_kwh);
}

/* The component has the pool, at this place, whose device draws this at the wall. */
static inline void tiny_use_pool(struct tiny *t, int place, double idle_w, double busy_w)
{
    t->component.n_pools = 1;
    t->pools[0].place = place;
    t->hardware[0].power.idle_w = idle_w;
    t->points[0].power_w = busy_w;
}

static inline void tiny_ready(struct tiny *t)
{
    cairn_layout_init(&t->layout, &t->component);
    t->amounts = calloc((size_t)(t->layout.n_windows * t->layout.stride), sizeof *t->amounts);
    ck_assert_ptr_nonnull(t->amounts);
}

/* Seconds in which the pool's devices are at work on batches of a size, and idle. */
static inline void tiny_busy(struct tiny *t, int window, int batch, double busy_s)
{
    t->amounts[cairn_layout_batch(&t->layout, window, 0, 0, batch)] = (double)llrint(busy_s * 1e9);
}

static inline void tiny_idle(struct tiny *t, int window, double idle_s)
{
    t->amounts[cairn_layout_pool(&t->layout, window, 0, CAIRN_IDLE_NS)] =
        (double)llrint(idle_s * 1e9);
}

static inline void tiny_account(struct tiny *t)
{
    cairn_factor_book_init(&t->book);
    cairn_ledger_init(&t->ledger, &t->s, &t->component, &t->book);
}

/* Forgets the ledger, so that figures may be changed and accounted for again. */
static inline void tiny_forget(struct tiny *t)
{
    cairn_ledger_release(&t->ledger);
    cairn_factor_book_release(&t->book);
}

static inline void tiny_release(struct tiny *t)
{
    tiny_forget(t);
    cairn_layout_release(&t->layout);
    free(t->amounts);
}

static inline double tiny_total(const struct tiny *t, enum cairn_measure measure,
                                enum cairn_basis_kind basis)
{
    return cairn_ledger_total(&t->ledger, &t->book, measure, basis, t->amounts, NULL);
}

static inline double tiny_part(const struct tiny *t, enum cairn_measure measure,
                               enum cairn_basis_kind basis, enum cairn_part part)
{
    double parts[CAIRN_N_PARTS];
    cairn_ledger_total(&t->ledger, &t->book, measure, basis, t->amounts, parts);
    return parts[part];
}

/* The sum of one category of the GHG Protocol. */
static inline double tiny_category(const struct tiny *t, const char *category)
{
    double sum = 0;
    struct cairn_terms terms = cairn_ledger_terms(&t->ledger);
    while (cairn_terms_next(&terms)) {
        const struct cairn_term *term = &terms.term;
        if (term->measure == CAIRN_CARBON && term->bases & CAIRN_BASIS_BIT(CAIRN_GHG_LOCATION) &&
            term->category && strcmp(term->category, category) == 0)
            sum += cairn_term_value(term, &t->book, t->amounts);
    }
    return sum;
}

/* The text of what is missing, or "". */
static inline const char *tiny_missing(const struct tiny *t, enum cairn_measure measure,
                                       enum cairn_basis_kind basis)
{
    const struct cairn_ledger_note *note = cairn_ledger_missing(&t->ledger, measure, basis);
    return note ? note->text : "";
}

/* Equal to about 12 digits: only the order of multiplication differs. */
#define TINY_EQ(actual, expected)                                                              \
    do {                                                                                       \
        double tiny_a = (actual), tiny_e = (expected);                                         \
        ck_assert_msg(fabs(tiny_a - tiny_e) <= 1e-12 * fabs(tiny_e), "%s is %.17g, not %.17g", \
                      #actual, tiny_a, tiny_e);                                                \
    } while (0)

#endif

/*
 * sheet.h - a scenario with numbers to move, its ledgers, and counts of many replications
 *
 * Two components of one site and one region, with pool, storage and an added line, so that there
 * are terms by hour, over the week, and of constants. The plain totals, ledgers walked term by
 * term, are what accounting in bulk must agree with.
 */
#ifndef CAIRN_TESTS_ACCOUNT_SHEET_H
#define CAIRN_TESTS_ACCOUNT_SHEET_H

#include "account/contraction.h"
#include "account/tiny.h"
#include "math/stats.h"

enum { REPLICATIONS = 20, PARTS = 2, WINDOWS = 24 };

struct numbers {
    double intensity; /* of the region's grid, x 300 and 200 g/kWh */
    double pue, lifetime_y, idle_w, usd_per_kwh;
    const double *week[2]; /* by grid, average life-cycle and direct; NULL: constant */
};

static const struct numbers as_said = {
    .intensity = 1, .pue = 1.2, .lifetime_y = 5, .idle_w = 60, .usd_per_kwh = 0.1};

struct sheet {
    struct tiny t;
    struct cairn_component_pool more_devices;
    struct cairn_component second;
    struct cairn_ledger second_ledger;
    double *amounts[PARTS][REPLICATIONS];
    struct cairn_contraction_part parts[PARTS];
};

static inline void say(struct tiny *t, const struct numbers *numbers)
{
    tiny_init(t);
    tiny_any_intensity(t, 0, 500);
    tiny_any_intensity(t, 1, 300 * numbers->intensity);
    for (int i = 0; i < 2 * TINY_INTENSITIES; i++)
        if (t->intensities[i].scope == CAIRN_DIRECT || i % TINY_INTENSITIES > 0)
            t->intensities[i].value_g_per_kwh *= 2.0 / 3;
    for (int g = 0; g < 2; g++)
        for (int i = 0; i < 2; i++)
            t->intensities[t->grids[g].first_intensity + i].hour_of_week = numbers->week[g];
    for (int g = 0; g < 2; g++) {
        t->grids[g].loss.share = 0.05;
        t->grids[g].water = (struct cairn_water){
            .origin.file = "x", .with_reservoirs_l_per_kwh = 3, .without_reservoirs_l_per_kwh = 2};
    }
    t->places[0].pue = 1;
    t->places[1].pue = numbers->pue;
    t->places[1].wue_l_per_kwh = 0.3;
    t->places[1].price_usd_per_kwh = numbers->usd_per_kwh;
    tiny_use_pool(t, 1, numbers->idle_w, 250);
    t->hardware[0].embodied.carbon_g = 50e3;
    t->hardware[0].embodied.lifetime_s = numbers->lifetime_y * TINY_YEAR_S;
    t->hardware[0].price.value_usd = 1000;
    t->workloads[0].storage = (struct cairn_storage){
        .origin.file = "x", .at = 1, .per_request_bytes = 1e-5, .keep_s = 30 * 86400};
    t->media[0].power_w_per_byte = 1e-12;
    t->media[0].embodied_g_per_byte = 17300 / 1e12;
    t->media[0].lifetime_s = 4 * TINY_YEAR_S;
    t->media[0].price_usd_per_gb = 0.02;
    t->component.n_links = 1;
    t->links[0].line = CAIRN_LINE_NEW;
    t->links[0].egress_usd_per_gb = 1e-5;
    t->hops[0].average_j_per_byte = 1e-7;
    t->hops[0].marginal_w_per_bit_s = 5e-8;
    t->hops[0].base_w = 7;
    t->hops[0].embodied_g = 1e4;
    t->hops[0].lifetime_s = 10 * TINY_YEAR_S;
    t->hops[0].price_usd = 50;
}

/* About 2.7e12 a count, a tenth up or down, as replications do; less in the first hours. */
static inline int64_t some_count(int part, int replication, int window, int index)
{
    uint64_t x = (uint64_t)((part * 64 + replication) * 4096 + index + 1) * 0x9e3779b97f4a7c15;
    x ^= x >> 29;
    x *= 0xbf58476d1ce4e5b9;
    x ^= x >> 32;
    return (INT64_C(2500000000000) + (int64_t)(x % UINT64_C(500000000000))) / WINDOWS *
           (window + 1);
}

static inline void sheet_init(struct sheet *sheet, const struct numbers *numbers)
{
    struct tiny *t = &sheet->t;
    say(t, numbers);
    t->plan.n_windows = WINDOWS;
    for (int h = 0; h < CAIRN_HOURS_PER_WEEK; h++)
        t->plan.window_of_hour[h] = h % WINDOWS;
    for (int w = 0; w < WINDOWS; w++)
        t->windows[w] = (struct cairn_window){.hour = w, .hours = CAIRN_HOURS_PER_WEEK / WINDOWS};
    tiny_ready(t);
    tiny_account(t);
    sheet->more_devices = t->pool;
    sheet->more_devices.devices = 3;
    sheet->second = t->component;
    sheet->second.pools = &sheet->more_devices;
    cairn_ledger_init(&sheet->second_ledger, &t->s, &sheet->second, &t->book);
    int n = t->layout.n_windows * t->layout.stride;
    for (int p = 0; p < PARTS; p++) {
        for (int r = 0; r < REPLICATIONS; r++) {
            sheet->amounts[p][r] = calloc((size_t)n, sizeof(double));
            ck_assert_ptr_nonnull(sheet->amounts[p][r]);
            for (int i = 0; i < n; i++)
                sheet->amounts[p][r][i] = (double)some_count(p, r, i / t->layout.stride, i);
        }
        sheet->parts[p] =
            (struct cairn_contraction_part){.ledger = p ? &sheet->second_ledger : &t->ledger,
                                            .amounts = (const double *const *)sheet->amounts[p]};
    }
}

static inline void sheet_release(struct sheet *sheet)
{
    for (int p = 0; p < PARTS; p++)
        for (int r = 0; r < REPLICATIONS; r++)
            free(sheet->amounts[p][r]);
    cairn_ledger_release(&sheet->second_ledger);
    tiny_release(&sheet->t);
}

struct total {
    enum cairn_measure measure;
    enum cairn_basis_kind basis;
};

/* Every measure that a basis can move, under every basis. */
static inline struct total total_of(int i)
{
    return (struct total){(enum cairn_measure)(i / CAIRN_N_BASES),
                          (enum cairn_basis_kind)(i % CAIRN_N_BASES)};
}
enum { TOTALS = CAIRN_N_MEASURES * CAIRN_N_BASES };

static inline double plain_total(const struct sheet *sheet, struct total of, int replication)
{
    double total = 0;
    for (int p = 0; p < PARTS; p++)
        total += cairn_ledger_total(sheet->parts[p].ledger, &sheet->t.book, of.measure, of.basis,
                                    sheet->amounts[p][replication], NULL);
    return total;
}

static inline void plain_totals(const struct numbers *numbers, struct total of,
                                double total[REPLICATIONS])
{
    struct sheet sheet;
    sheet_init(&sheet, numbers);
    for (int r = 0; r < REPLICATIONS; r++)
        total[r] = plain_total(&sheet, of, r);
    sheet_release(&sheet);
}

static inline struct cairn_contraction_setup setup_of(const struct sheet *sheet, struct total of,
                                                      const struct cairn_variables *variables)
{
    return (struct cairn_contraction_setup){.parts = sheet->parts,
                                            .n_parts = PARTS,
                                            .n_replications = REPLICATIONS,
                                            .measure = of.measure,
                                            .basis = of.basis,
                                            .variables = variables,
                                            .confidence = 0.95};
}

/* Equal to 1e-12 of the scale that both came from. */
#define NEAR(actual, expected, scale)                                                         \
    do {                                                                                      \
        double near_a = (actual), near_e = (expected);                                        \
        ck_assert_msg(fabs(near_a - near_e) <= 1e-12 * fabs(scale), "%s is %.17g, not %.17g", \
                      #actual, near_a, near_e);                                               \
    } while (0)

#endif

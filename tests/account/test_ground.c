/*
 * The most that a place with sun saves, worked out by hand: of 20 W of sun in every hour others
 * take 15 W, so that devices of cairn have 5 W at most. [GROUP] [FLOOR]
 */
#include <check.h>
#include <math.h>

#include "account/ground.h"
#include "support/build.h"

enum { COPIES = 3, YEARS = 5, HOURS = CAIRN_HOURS_PER_YEAR };

static const struct cairn_origin said = {.file = "test.xml", .line = 1};

/* kWh that are saved of 5 W. */
static const double saved_kwh = 5 * HOURS / 1000.0 * YEARS * COPIES;

enum { LIFE_CYCLE = 300, DIRECT = 250, LONG_RUN = 400, RESIDUAL = 500, RESIDUAL_DIRECT = 420 };

struct rig {
    struct cairn_scenario *s;
    struct cairn_grid grid;
    struct cairn_intensity intensities[5];
    struct cairn_series sun;
    double sun_w[HOURS];
    struct cairn_plan plan;
    struct cairn_grounds grounds;
};

static void rig_init(struct rig *r)
{
    static const struct {
        enum cairn_intensity_kind kind;
        enum cairn_intensity_scope scope;
        double g_per_kwh;
    } rows[] = {{CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, LIFE_CYCLE},
                {CAIRN_AVERAGE, CAIRN_DIRECT, DIRECT},
                {CAIRN_LONG_RUN, CAIRN_DIRECT, LONG_RUN},
                {CAIRN_RESIDUAL, CAIRN_LIFE_CYCLE, RESIDUAL},
                {CAIRN_RESIDUAL, CAIRN_DIRECT, RESIDUAL_DIRECT}};
    struct cairn_place *site;
    int sunny;

    *r = (struct rig){.s = build_scenario()};
    for (int i = 0; i < 5; i++)
        r->intensities[i] = (struct cairn_intensity){.origin = said,
                                                     .kind = rows[i].kind,
                                                     .scope = rows[i].scope,
                                                     .value_g_per_kwh = rows[i].g_per_kwh,
                                                     .evidence = {.source = CAIRN_NONE}};
    r->grid = (struct cairn_grid){.id = "grid",
                                  .n_intensities = 5,
                                  .loss = {.share = 0.05},
                                  .water = {.origin = said,
                                            .with_reservoirs_l_per_kwh = 3,
                                            .without_reservoirs_l_per_kwh = 2}};
    r->s->grids = &r->grid;
    r->s->n_grids = 1;
    r->s->intensities = r->intensities;
    r->s->n_intensities = 5;
    for (int h = 0; h < HOURS; h++)
        r->sun_w[h] = 0.5;
    r->sun = (struct cairn_series){
        .first_hour = 464592, .n = HOURS, .values = r->sun_w, .mean = 0.5}; /* from 2023 on */
    build_site(r->s, "plain", 1);                                           /* no group */
    sunny = build_site(r->s, "sunny", COPIES);
    site = &r->s->places[sunny];
    site->grid = 0;
    site->price_usd_per_kwh = 0.5;
    site->load = (struct cairn_other_load){.origin = said, .power_w = 15, .shape = CAIRN_NONE};
    site->solar = (struct cairn_solar){
        .origin = said, .peak_w = 40, .tenancy = CAIRN_OWNED, .hours.series = &r->sun};
}

static void rig_look(struct rig *r)
{
    cairn_plan_init(&r->plan, r->s);
    cairn_grounds_init(&r->grounds, r->s, &r->plan);
}

static void rig_release(struct rig *r)
{
    cairn_grounds_release(&r->grounds);
    cairn_plan_release(&r->plan);
    r->s->grids = NULL;
    r->s->intensities = NULL;
    build_free(r->s);
}

/* A bound is allowed to be a billionth too loose. */
static void saves(const struct rig *r, enum cairn_measure measure, enum cairn_basis_kind basis,
                  double expected)
{
    static const double least = 1e9;
    double saved = least - cairn_grounds_least(&r->grounds, measure, basis, least);

    ck_assert_msg(saved >= expected * (1 - 1e-12) - 1e-6 && saved <= expected * (1 + 3e-9) + 1e-6,
                  "%.12g instead of %.12g", saved, expected);
}

/* The GHG Protocol's rows: direct, upstream of it, and what is lost on the way, 5 / 95 of it. */
START_TEST(what_the_sun_leaves_may_be_saved_at_most)
{
    struct rig r;

    rig_init(&r);
    rig_look(&r);
    ck_assert_int_eq(r.grounds.n, 1);
    ck_assert_int_eq(r.grounds.items[0].place, 1);
    saves(&r, CAIRN_CARBON, CAIRN_INVENTORY, saved_kwh * LIFE_CYCLE);
    saves(&r, CAIRN_CARBON, CAIRN_SCI, saved_kwh * LIFE_CYCLE);
    saves(&r, CAIRN_CARBON, CAIRN_DECISION, saved_kwh * LONG_RUN);
    saves(&r, CAIRN_CARBON, CAIRN_GHG_LOCATION, saved_kwh * LIFE_CYCLE / 0.95);
    saves(&r, CAIRN_CARBON, CAIRN_GHG_MARKET, saved_kwh * RESIDUAL / 0.95);
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        saves(&r, CAIRN_ENERGY_USED, (enum cairn_basis_kind)b, 0);
        saves(&r, CAIRN_WATER_USED, (enum cairn_basis_kind)b, saved_kwh * 3);
        saves(&r, CAIRN_MONEY_SPENT, (enum cairn_basis_kind)b, saved_kwh * 0.5);
    }
    rig_release(&r);
}
END_TEST

/* A contract may be dirtier than the rest; where there are no losses, none are saved. */
START_TEST(contracts_and_losses_count)
{
    struct rig r;

    rig_init(&r);
    r.s->places[1].contract =
        (struct cairn_contract){.origin = said, .share = 0.5, .intensity_g_per_kwh = 90};
    rig_look(&r);
    saves(&r, CAIRN_CARBON, CAIRN_GHG_MARKET, saved_kwh * (90 + RESIDUAL / 0.95));
    saves(&r, CAIRN_CARBON, CAIRN_GHG_LOCATION, saved_kwh * LIFE_CYCLE / 0.95);
    rig_release(&r);

    rig_init(&r);
    r.grid.loss.share = NAN;
    rig_look(&r);
    saves(&r, CAIRN_CARBON, CAIRN_GHG_LOCATION, saved_kwh * LIFE_CYCLE);
    rig_release(&r);
}
END_TEST

/* Without figures nothing is charged, so nothing is saved; who is paid to draw may save any sum. */
START_TEST(prices_and_water_may_be_absent_or_below_nothing)
{
    struct rig r;

    rig_init(&r);
    r.s->places[1].price_usd_per_kwh = NAN;
    r.grid.water.origin.file = NULL;
    r.grid.n_intensities = 2;
    rig_look(&r);
    saves(&r, CAIRN_MONEY_SPENT, CAIRN_INVENTORY, 0);
    saves(&r, CAIRN_WATER_USED, CAIRN_INVENTORY, 0);
    saves(&r, CAIRN_CARBON, CAIRN_DECISION, 0);
    rig_release(&r);

    rig_init(&r);
    r.s->places[1].price_usd_per_kwh = -0.01;
    rig_look(&r);
    ck_assert_double_eq(cairn_grounds_least(&r.grounds, CAIRN_MONEY_SPENT, CAIRN_INVENTORY, 1),
                        -INFINITY);
    rig_release(&r);

    rig_init(&r); /* a price of nothing is one */
    r.s->places[1].price_usd_per_kwh = 0;
    rig_look(&r);
    saves(&r, CAIRN_MONEY_SPENT, CAIRN_INVENTORY, 0);
    rig_release(&r);
}
END_TEST

/* 10 W more than others take go in for 12 hours a day, and 81 % of them come out by night. */
START_TEST(what_a_battery_loses_may_be_saved_at_most)
{
    struct rig r;
    struct cairn_battery *battery;
    double lost_wh = 0;

    rig_init(&r);
    for (int h = 0; h < HOURS; h++)
        r.sun_w[h] = h % 24 < 12 ? 0.625 : 0; /* 25 W by day, for 15 W of load: 10 W are left */
    r.sun.mean = 0.3125;
    build_battery(r.s, 1);
    battery = &r.s->places[1].battery;
    battery->capacity_j = 1000 * 3600;
    battery->depth = 1;
    battery->rule = CAIRN_GREEDY;
    battery->charge_w = battery->discharge_w = 1000;
    rig_look(&r);
    for (int h = 0; h < HOURS; h++)
        lost_wh += h % 24 < 12 ? 10 * (1 - 0.81) : 0;
    saves(&r, CAIRN_ENERGY_USED, CAIRN_INVENTORY, lost_wh * 3600 * YEARS * COPIES);
    rig_release(&r);
}
END_TEST

Suite *test_ground(void);
Suite *test_ground(void)
{
    Suite *suite = suite_create("ground");
    TCase *tcase = tcase_create("ground");

    tcase_add_test(tcase, what_the_sun_leaves_may_be_saved_at_most);
    tcase_add_test(tcase, contracts_and_losses_count);
    tcase_add_test(tcase, prices_and_water_may_be_absent_or_below_nothing);
    tcase_add_test(tcase, what_a_battery_loses_may_be_saved_at_most);
    suite_add_tcase(suite, tcase);
    return suite;
}

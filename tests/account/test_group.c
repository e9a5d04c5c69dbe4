/*
 * Accounting groups: the sun and a battery at the place of devices. Expected values are worked out
 * by hand from powers that are the same busy or idle, so that nothing hangs on chance. [GROUP]
 * [SOLAR] long: all cases are of one rig.
 */
#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/bound.h"
#include "choose/floor.h"
#include "choose/trial.h"
#include "math/rng.h"
#include "model/space.h"
#include "support/build.h"

enum { HOURS = CAIRN_HOURS_PER_YEAR, COPIES = 3, YEARS = 5, N_INTENSITIES = 5 };

#define FIRST_HOUR_OF_2023 INT64_C(464592)

static const struct cairn_origin said = {.file = "test.xml", .line = 1};

/* A site of three copies with one or two pools of 10 W devices, whatever they do; PUE 1.2. */
struct rig {
    struct cairn_scenario *s;
    struct cairn_grid grid;
    struct cairn_intensity intensities[N_INTENSITIES];
    struct cairn_series sun, dirt[N_INTENSITIES];
    double sun_w[HOURS], dirt_g[N_INTENSITIES][HOURS], week[CAIRN_HOURS_PER_WEEK];
    int site;
    struct cairn_plan plan;
    struct cairn_factor_book book;
    struct cairn_lab lab;
    struct cairn_placement placement;
    struct cairn_trial trial;
};

static bool is_noon(int h)
{
    return h % 24 >= 10 && h % 24 < 14;
}

static struct cairn_series series_of(const double *values, double mean)
{
    return (struct cairn_series){
        .first_hour = FIRST_HOUR_OF_2023, .n = HOURS, .values = values, .mean = mean};
}

/* 200 g/kWh at noon, 100 otherwise, of whatever kind. */
static void add_grid(struct rig *r)
{
    static const struct {
        enum cairn_intensity_kind kind;
        enum cairn_intensity_scope scope;
    } kinds[N_INTENSITIES] = {{CAIRN_AVERAGE, CAIRN_LIFE_CYCLE},
                              {CAIRN_AVERAGE, CAIRN_DIRECT},
                              {CAIRN_LONG_RUN, CAIRN_DIRECT},
                              {CAIRN_RESIDUAL, CAIRN_LIFE_CYCLE},
                              {CAIRN_RESIDUAL, CAIRN_DIRECT}};

    for (int h = 0; h < HOURS; h++) {
        r->week[h % CAIRN_HOURS_PER_WEEK] = is_noon(h) ? 200 : 100;
        r->sun_w[h] = is_noon(h) ? 0.75 : 0;
        for (int i = 0; i < N_INTENSITIES; i++)
            r->dirt_g[i][h] = is_noon(h) ? 200 : 100;
    }
    r->sun = series_of(r->sun_w, 0.125);
    for (int i = 0; i < N_INTENSITIES; i++) {
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
                                  .n_intensities = N_INTENSITIES,
                                  .loss = {.share = 0.05}};
    r->s->grids = &r->grid;
    r->s->n_grids = 1;
    r->s->intensities = r->intensities;
    r->s->n_intensities = N_INTENSITIES;
}

static void add_devices(struct rig *r, int n)
{
    struct cairn_scenario *s = r->s;
    int hardware = build_hardware(s, "device"), model = build_model(s, "model");
    int variant = build_variant(s, "fp16", 0.9);

    s->hardware[hardware].power.busy_w = s->hardware[hardware].power.idle_w = 10;
    s->hardware[hardware].embodied =
        (struct cairn_embodied){.origin = said, .carbon_g = 1000, .lifetime_s = YEARS * 31536000.0};
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

/* What is said of the site may be changed between this and rig_try(). */
static void rig_init(struct rig *r, int n)
{
    struct cairn_place *site;

    memset(r, 0, sizeof *r);
    r->s = build_scenario();
    add_grid(r);
    r->site = build_site(r->s, "site", COPIES);
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

static void rig_try(struct rig *r)
{
    cairn_plan_init(&r->plan, r->s);
    cairn_factor_book_init(&r->book);
    cairn_lab_init(&r->lab, 1, CAIRN_LAB_SELECTION);
    cairn_trial_init(&r->trial, r->s, &r->plan, &r->placement, &r->book, &r->lab);
}

static void rig_release(struct rig *r)
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

static double part_of(struct rig *r, enum cairn_measure measure, enum cairn_part part)
{
    double parts[CAIRN_N_PARTS] = {0};

    cairn_trial_total(&r->trial, 0, measure, CAIRN_INVENTORY, parts);
    return parts[part];
}

static void assert_near(double value, double expected)
{
    ck_assert_msg(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected)), "%.12g is not %.12g",
                  value, expected);
}

/*
 * 30 W of sun at noon, 25 W of which the other load takes: 5 W are left for 12 W of devices, in
 * four hours of 200 g/kWh.
 */
START_TEST(devices_get_what_the_other_load_leaves)
{
    struct rig r;
    double kwh = 5 * 4 * 365.0 * YEARS * COPIES / 1000;
    double all_kwh = 12 * HOURS * YEARS * COPIES / 1000.0;

    rig_init(&r, 1);
    rig_try(&r);
    ck_assert_int_eq(r.trial.groups.n, 1);
    assert_near(part_of(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY), -kwh * 200);
    assert_near(part_of(&r, CAIRN_MONEY_SPENT, CAIRN_PART_SUPPLY), -kwh * 0.5);
    assert_near(part_of(&r, CAIRN_ENERGY_USED, CAIRN_PART_SUPPLY), 0);
    assert_near(cairn_trial_total(&r.trial, 0, CAIRN_CARBON, CAIRN_INVENTORY, NULL),
                COPIES * 1000 + all_kwh * 700 / 6 - kwh * 200);
    assert_near(cairn_trial_values(&r.trial, CAIRN_CARBON, CAIRN_INVENTORY, 1)[0],
                COPIES * 1000 + all_kwh * 700 / 6 - kwh * 200);
    rig_release(&r);
}
END_TEST

/* What others consume already, cairn's devices do not get. */
START_TEST(sun_that_is_used_already_saves_nothing)
{
    struct rig r;

    rig_init(&r, 1);
    r.s->places[r.site].load.power_w = 30;
    rig_try(&r);
    assert_near(part_of(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY), 0);
    rig_release(&r);
}
END_TEST

/* Two pools of 12 W share 5 W; alone each would have had them. */
START_TEST(components_share_the_sun)
{
    struct rig r;
    double kwh = 5 * 4 * 365.0 * YEARS * COPIES / 1000;

    rig_init(&r, 2);
    rig_try(&r);
    ck_assert_int_eq(r.trial.components.n, 2);
    assert_near(part_of(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY), -kwh * 200);
    rig_release(&r);
}
END_TEST

/* 40 W at 1 kg/W for 25 years, of which 5 pass: a fifth amortised, all of it purchased. */
START_TEST(what_is_bought_is_charged_once)
{
    struct rig r;
    double saved_g = 5 * 4 * 365.0 * YEARS * COPIES / 1000 * 200;
    struct cairn_solar *solar;

    rig_init(&r, 2);
    solar = &r.s->places[r.site].solar;
    solar->tenancy = CAIRN_BOUGHT;
    solar->embodied_g_per_w = 1000;
    solar->lifetime_s = 25 * 31536000.0;
    solar->price_usd = 70;
    rig_try(&r);
    assert_near(part_of(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY), COPIES * 40000.0 / 5 - saved_g);
    assert_near(part_of(&r, CAIRN_MONEY_SPENT, CAIRN_PART_SUPPLY),
                COPIES * 70 - saved_g / 200 * 0.5);
    rig_release(&r);
}
END_TEST

static void add_battery(struct rig *r, bool from_grid)
{
    r->s->places[r->site].battery = (struct cairn_battery){.origin = said,
                                                           .tenancy = CAIRN_OWNED,
                                                           .capacity_j = 100 * 3600,
                                                           .depth = 0.8,
                                                           .charge_w = 50,
                                                           .discharge_w = 50,
                                                           .charge_efficiency = 0.9,
                                                           .discharge_efficiency = 0.9,
                                                           .grid_charging = from_grid,
                                                           .signal = CAIRN_AVERAGE,
                                                           .scope = CAIRN_LIFE_CYCLE,
                                                           .embodied_g_per_j = NAN,
                                                           .lifetime_s = NAN,
                                                           .price_usd = NAN,
                                                           .evidence = {.source = CAIRN_NONE}};
}

/*
 * No sun: in four hours of 200 g/kWh the 37 W of all would be served from 148 Wh stored at 100
 * g/kWh, and 80 Wh are there: 72 Wh given. Without cairn's devices 25 W x 4 h = 100 Wh: 72 Wh too.
 * So the battery does nothing more for cairn, which it was full of work without. With 10 W of other
 * load it gives 40 Wh without cairn's 12 W and 72 Wh with them: 32 Wh more, for 32 / 0.81 drawn in
 * cheap hours. Each day but for the last night, after which nothing comes.
 */
START_TEST(a_battery_charges_at_night)
{
    struct rig r;
    double days = 365.0, kwh_each = YEARS * COPIES / 1000.0;

    rig_init(&r, 1);
    add_battery(&r, true);
    memset(r.sun_w, 0, sizeof r.sun_w);
    rig_try(&r);
    assert_near(part_of(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY), 0);
    rig_release(&r);

    rig_init(&r, 1);
    add_battery(&r, true);
    memset(r.sun_w, 0, sizeof r.sun_w);
    r.s->places[r.site].load.power_w = 10;
    rig_try(&r);
    assert_near(part_of(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY),
                (-32 * 200 + 32 / 0.81 * 100) * days * kwh_each);
    assert_near(part_of(&r, CAIRN_ENERGY_USED, CAIRN_PART_SUPPLY),
                (32 / 0.81 - 32) * days * kwh_each * 3.6e6);
    rig_release(&r);
}
END_TEST

/* No total is below what its floor allows for. [FLOOR] */
START_TEST(floors_allow_for_groups)
{
    for (int battery = 0; battery < 3; battery++) {
        struct rig r;
        double floor_g, gross_g, total_g;

        rig_init(&r, 2);
        if (battery > 0)
            add_battery(&r, battery > 1);
        r.s->places[r.site].load.power_w = 3 * battery;
        rig_try(&r);
        total_g = cairn_trial_total(&r.trial, 0, CAIRN_CARBON, CAIRN_INVENTORY, NULL);
        gross_g = total_g - part_of(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY);
        floor_g = cairn_floor(&r.trial, CAIRN_INVENTORY);
        ck_assert_double_le(floor_g, total_g);
        ck_assert_double_lt(total_g, gross_g);
        ck_assert_double_le(
            cairn_grounds_least(r.trial.grounds, CAIRN_CARBON, CAIRN_INVENTORY, gross_g), total_g);
        ck_assert_double_le(
            cairn_grounds_least(
                r.trial.grounds, CAIRN_MONEY_SPENT, CAIRN_INVENTORY,
                cairn_trial_total(&r.trial, 0, CAIRN_MONEY_SPENT, CAIRN_INVENTORY, NULL) -
                    part_of(&r, CAIRN_MONEY_SPENT, CAIRN_PART_SUPPLY)),
            cairn_trial_total(&r.trial, 0, CAIRN_MONEY_SPENT, CAIRN_INVENTORY, NULL));
        rig_release(&r);
    }
}
END_TEST

/* A site at random: loads, sun, battery, and hours that follow no sun. */
static void make_random(struct rig *r, gsl_rng *rng)
{
    struct cairn_place *site = &r->s->places[r->site];
    struct cairn_battery *battery = &site->battery;

    add_battery(r, gsl_rng_uniform(rng) < 0.7);
    if (gsl_rng_uniform(rng) < 0.2)
        battery->origin.file = NULL;
    battery->capacity_j = 3600 * 300 * gsl_rng_uniform(rng) + 1;
    battery->charge_w = 5 + 100 * gsl_rng_uniform(rng);
    battery->discharge_w = 5 + 100 * gsl_rng_uniform(rng);
    battery->charge_efficiency = 0.7 + 0.3 * gsl_rng_uniform(rng);
    battery->discharge_efficiency = 0.7 + 0.3 * gsl_rng_uniform(rng);
    battery->wear_g_per_kwh = gsl_rng_uniform(rng) < 0.5 ? 0 : 100 * gsl_rng_uniform(rng);
    battery->rule =
        battery->grid_charging || gsl_rng_uniform(rng) < 0.5 ? CAIRN_FORESIGHT : CAIRN_GREEDY;
    site->load.power_w = gsl_rng_uniform(rng) < 0.3 ? 0 : 60 * gsl_rng_uniform(rng);
    site->solar.peak_w = gsl_rng_uniform(rng) < 0.3 ? 1 : 150 * gsl_rng_uniform(rng);
    for (int h = 0; h < HOURS; h++)
        for (int i = 0; i < N_INTENSITIES; i++)
            r->dirt_g[i][h] *= 0.1 + 2 * gsl_rng_uniform(rng);
    for (int h = 0; h < HOURS; h++) /* so that upstream is never below 0 */
        for (int i = 0; i < N_INTENSITIES; i += 3)
            r->dirt_g[i][h] += i ? r->dirt_g[4][h] : r->dirt_g[1][h];
}

/*
 * Under no basis does a group save more than is allowed for, whatever intensity its battery looks
 * at; under the one that it looks at, and steered by nothing else, it saves something, or nothing.
 */
START_TEST(no_group_saves_more_than_it_may)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    int saving = 0;

    gsl_rng_set(rng, 3);
    for (int i = 0; i < 30; i++) {
        struct rig r;
        const struct cairn_battery *battery;

        rig_init(&r, 2);
        make_random(&r, rng);
        rig_try(&r);
        battery = &r.s->places[r.site].battery;
        for (int b = 0; b < CAIRN_N_BASES; b++) {
            double parts[CAIRN_N_PARTS] = {0};
            enum cairn_basis_kind basis = (enum cairn_basis_kind)b;
            double total_g = cairn_trial_total(&r.trial, 0, CAIRN_CARBON, basis, parts);
            double gross_g = total_g - parts[CAIRN_PART_SUPPLY];

            ck_assert_double_ge(total_g,
                                cairn_grounds_least(r.trial.grounds, CAIRN_CARBON, basis, gross_g));
            saving += parts[CAIRN_PART_SUPPLY] < 0;
            if (basis == CAIRN_INVENTORY && battery->wear_g_per_kwh == 0)
                ck_assert_double_le(parts[CAIRN_PART_SUPPLY], 1e-9 * gross_g);
        }
        rig_release(&r);
    }
    ck_assert_int_gt(saving, 50);
    gsl_rng_free(rng);
}
END_TEST

/* The least carbon of all placements of a space, each with its groups. */
static double least_of(struct rig *r, const struct cairn_space *space)
{
    double least_g = INFINITY;

    for (int a = 0; a < space->n_assignments; a++) {
        const struct cairn_space_component *c;

        ck_assert_int_eq(space->assignments[a].n_members, 1); /* what shares the sun is one */
        c = &space->components[space->members[space->assignments[a].first_member]];
        for (uint64_t i = 0; i < (uint64_t)c->n_configurations; i++) {
            struct cairn_placement placement;
            struct cairn_trial trial;

            cairn_placement_init(&placement, r->s);
            cairn_space_configure(space, (int)(c - space->components), i, &placement);
            cairn_trial_init(&trial, r->s, &r->plan, &placement, &r->book, &r->lab);
            least_g =
                fmin(least_g, cairn_trial_values(&trial, CAIRN_CARBON, CAIRN_INVENTORY, 1)[0]);
            cairn_trial_release(&trial);
            cairn_placement_release(&placement);
        }
    }
    return least_g;
}

/* [BOUND] Nothing hangs on chance here, so that the least is what the bound is of. */
START_TEST(no_placement_with_groups_is_below_the_bound)
{
    static const struct cairn_choose_limits limits = {.replications = 2};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(rng, 4);
    for (int i = 0; i < 10; i++) {
        struct rig r;
        struct cairn_routes routes;
        struct cairn_space space;
        struct cairn_bound bound;
        struct cairn_factor_book scratch;

        rig_init(&r, 2);
        make_random(&r, rng);
        r.s->pools[0].max = r.s->pools[1].max = 2;
        rig_try(&r);
        cairn_routes_init(&routes, r.s);
        cairn_space_init(&space, r.s, &r.plan, &routes, CAIRN_SPACE_ALL, 1000);
        cairn_factor_book_init(&scratch);
        cairn_bound_init(&bound,
                         &(struct cairn_bound_question){.scenario = r.s,
                                                        .plan = &r.plan,
                                                        .basis = CAIRN_INVENTORY,
                                                        .book = &scratch,
                                                        .grounds = r.trial.grounds},
                         &routes, 0, &limits);
        ck_assert_int_ge(space.n_assignments, 4);
        ck_assert_msg(bound.programme_g <= least_of(&r, &space) * (1 + 1e-9),
                      "site %d: %g g under a bound of %g g", i, least_of(&r, &space),
                      bound.programme_g);
        cairn_bound_release(&bound);
        cairn_factor_book_release(&scratch);
        cairn_space_release(&space);
        cairn_routes_release(&routes);
        rig_release(&r);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Workloads that share the sun are decided together, and simulated apart. */
START_TEST(what_shares_the_sun_is_decided_together)
{
    for (int sun = 0; sun < 2; sun++) {
        struct rig r;
        struct cairn_routes routes;
        struct cairn_space space;

        rig_init(&r, 2);
        if (!sun)
            r.s->places[r.site].solar.origin.file = NULL;
        for (int i = 0; i < 2; i++)
            build_narrowing(r.s, i, i, CAIRN_NONE, CAIRN_NONE);
        rig_try(&r);
        cairn_routes_init(&routes, r.s);
        cairn_space_init(&space, r.s, &r.plan, &routes, CAIRN_SPACE_ALL, 1000);
        ck_assert_int_eq(space.n_blocks, sun ? 1 : 2);
        ck_assert_int_eq(r.trial.groups.n, sun);
        ck_assert_int_eq(r.trial.components.n, 2);
        cairn_space_release(&space);
        cairn_routes_release(&routes);
        rig_release(&r);
    }
}
END_TEST

Suite *test_group(void);
Suite *test_group(void)
{
    Suite *suite = suite_create("group");
    TCase *tcase = tcase_create("group");

    tcase_add_test(tcase, devices_get_what_the_other_load_leaves);
    tcase_add_test(tcase, sun_that_is_used_already_saves_nothing);
    tcase_add_test(tcase, components_share_the_sun);
    tcase_add_test(tcase, what_is_bought_is_charged_once);
    tcase_add_test(tcase, a_battery_charges_at_night);
    tcase_add_test(tcase, floors_allow_for_groups);
    tcase_add_test(tcase, no_group_saves_more_than_it_may);
    tcase_add_test(tcase, no_placement_with_groups_is_below_the_bound);
    tcase_add_test(tcase, what_shares_the_sun_is_decided_together);
    suite_add_tcase(suite, tcase);
    return suite;
}

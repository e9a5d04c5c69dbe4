/*
 * The stages of accounting groups by themselves, and what a group draws: hours worked out by hand.
 * [GROUP] [SOLAR] [COOLING]
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "account/group.h"
#include "account/group_stage.h"
#include "support/build.h"
#include "support/town.h"

enum { HOURS = CAIRN_HOURS_PER_YEAR, WEEK = CAIRN_HOURS_PER_WEEK };

static const struct cairn_origin said = {.file = "test.xml", .line = 1};

/* 0.2 of the rated power besides IT at a tenth of it, 0.3 at half of it, 0.8 at all of it. */
static struct cairn_cooling_point by_load[] = {
    {.at = 0.1, .pue = 3}, {.at = 0.5, .pue = 1.6}, {.at = 1, .pue = 1.8}};

static void make_building(struct cairn_scenario *s, struct cairn_cooling *cooling, double others_w)
{
    *cooling = (struct cairn_cooling){.n_loadings = 3};
    s->coolings = cooling;
    s->loadings = by_load;
    build_site(s, "site", 1);
    s->places[0].cooling = 0;
    s->places[0].pue = 1.25; /* the flattest part: 1 + (0.3 - 0.2) / (0.5 - 0.1) */
    s->places[0].building.rated_w = 1000;
    s->places[0].building.others_w = others_w;
}

static void free_building(struct cairn_scenario *s)
{
    s->coolings = NULL;
    s->loadings = NULL;
    build_free(s);
}

/* W more than 1.25 x IT that so much IT takes beside others. */
static double more_w(double others_w, double it_w)
{
    struct cairn_scenario *s = build_scenario();
    struct cairn_cooling cooling;
    struct cairn_ground ground = {.scenario = s};
    struct cairn_group_hours *hours = calloc(1, sizeof *hours);
    double more;

    ck_assert_ptr_nonnull(hours);
    make_building(s, &cooling, others_w);
    hours->facility_w[0] = hours->facility_w[HOURS - 1] = 1.25 * it_w;
    cairn_group_overhead.settle(&ground, hours);
    more = hours->used_w[0];
    ck_assert_double_eq(hours->drawn_w[0], more);
    ck_assert_double_eq(hours->facility_w[0], 1.25 * it_w + more);
    ck_assert_double_eq(hours->used_w[HOURS - 1], more);
    free(hours);
    free_building(s);
    return more;
}

/*
 * Up to 500 W of IT the building takes 1.25 x IT + 175 W, beyond that 2 x IT - 200 W. With others
 * of 400 W it takes 675 W anyway.
 */
START_TEST(devices_pay_for_the_overhead_that_they_cause)
{
    ck_assert_double_eq_tol(more_w(400, 300), 2 * 700 - 200 - 675 - 375, 1e-9);
    ck_assert_double_eq_tol(more_w(0, 100), 175, 1e-9); /* alone: all that is there anyway */
    ck_assert_double_eq_tol(more_w(0, 600), 2 * 600 - 200 - 750, 1e-9);
    for (int it_w = 0; it_w <= 99; it_w++) /* the first watt of others brings the base */
        ck_assert_double_eq(more_w(400.7, it_w + 0.1), 0);
    ck_assert_double_eq(more_w(0.5, 100), 0);
}
END_TEST

/* The mean of the quarters of an hour, by the clock of the place. */
static double local_mean(const double *factors, int spell, double offset_s)
{
    double sum = 0;

    for (int q = 0; q < 4; q++) {
        double local_s = spell % WEEK * 3600.0 + q * 900.0 + offset_s;

        local_s -= floor(local_s / (WEEK * 3600.0)) * WEEK * 3600.0;
        sum += factors[spell / WEEK * WEEK + (int)(local_s / 3600)];
    }
    return sum / 4;
}

/* India, Nepal, Newfoundland, and nowhere in particular; two seasons. */
START_TEST(other_load_follows_the_local_clock)
{
    static const double offsets_s[] = {0, 19800, 20700, -12600, NAN};
    double factors[2 * WEEK];

    for (int i = 0; i < 2 * WEEK; i++)
        factors[i] = 1 + i * i % 97 / 10.0;
    for (size_t o = 0; o < sizeof offsets_s / sizeof *offsets_s; o++) {
        struct cairn_scenario *s = build_scenario();
        struct cairn_ground ground = {.scenario = s};
        struct cairn_year year;

        build_site(s, "site", 1);
        build_season(s, "cold", 180);
        build_season(s, "warm", 185);
        build_year_shape(s, "shop", factors);
        s->places[0].utc_offset_s = offsets_s[o];
        s->places[0].load = (struct cairn_other_load){.origin = said, .power_w = 40, .shape = 0};
        cairn_year_init(&year, s);
        cairn_group_supply.init(&ground, &year);
        for (int h = 0; h < HOURS; h++) {
            double offset_s = isnan(offsets_s[o]) ? 0 : offsets_s[o];
            double expected_w = 40 * local_mean(factors, year.spell[h], offset_s);

            ck_assert_double_eq_tol(ground.supply.other_w[h], expected_w, 1e-9);
            ck_assert_double_eq(ground.supply.drawn_w[h], ground.supply.other_w[h]);
        }
        cairn_group_supply.release(&ground);
        cairn_year_release(&year);
        build_free(s);
    }
}
END_TEST

/* As measured, or with the mean that is said: hours of 10 and 30 W, or of 50 and 150 W. */
START_TEST(measured_other_load_may_be_scaled)
{
    static const double powers_w[] = {NAN, 100};
    static double values[HOURS];
    struct cairn_series series = {.first_hour = 464592, .n = HOURS, .values = values, .mean = 20};

    for (int h = 0; h < HOURS; h++)
        values[h] = h % 2 ? 30 : 10;
    for (int i = 0; i < 2; i++) {
        struct cairn_scenario *s = build_scenario();
        struct cairn_ground ground = {.scenario = s};
        struct cairn_year year;

        build_site(s, "site", 1);
        s->places[0].load = (struct cairn_other_load){
            .origin = said, .power_w = powers_w[i], .shape = CAIRN_NONE, .hours.series = &series};
        cairn_year_init(&year, s);
        cairn_group_supply.init(&ground, &year);
        ck_assert_double_eq_tol(ground.supply.other_w[1], i ? 150 : 30, 1e-9);
        ck_assert_double_eq_tol(ground.supply.other_w[2], i ? 50 : 10, 1e-9);
        cairn_group_supply.release(&ground);
        cairn_year_release(&year);
        build_free(s);
    }
}
END_TEST

static void name_is(const struct cairn_group *group, int amount, const char *stage,
                    const char *what)
{
    const char *has_stage, *is_what;

    cairn_group_amount_name(group, amount, &has_stage, &is_what);
    ck_assert_str_eq(has_stage, stage);
    ck_assert_str_eq(is_what, what);
}

START_TEST(amounts_have_names)
{
    struct cairn_scenario *s = build_scenario();
    struct cairn_ground ground = {.scenario = s};
    struct cairn_group group = {.ground = &ground, .n_amounts = cairn_group_amounts_of_stage()};
    struct cairn_cooling cooling;

    make_building(s, &cooling, 0);
    name_is(&group, 0, "overhead", "energy used");
    name_is(&group, 1, "overhead", "energy drawn");
    name_is(&group, 2, "overhead", "average life-cycle intensity");
    name_is(&group, 3, "overhead", "long-run direct intensity");
    s->places[0].solar.origin = said;
    group.n_amounts *= 2;
    name_is(&group, 2, "overhead", "average life-cycle intensity");
    name_is(&group, cairn_group_amounts_of_stage(), "supply", "energy used");
    name_is(&group, cairn_group_amounts_of_stage() + 4, "supply", "average direct intensity");
    s->places[0].cooling = CAIRN_NONE; /* the sun alone */
    group.n_amounts /= 2;
    name_is(&group, 1, "supply", "energy drawn");
    free_building(s);
}
END_TEST

/* A line of energy used by an item of a place. */
static struct cairn_ledger_line line_of(enum cairn_item_kind kind, int item, enum cairn_part part)
{
    return (struct cairn_ledger_line){.term = {.measure = CAIRN_ENERGY_USED,
                                               .place = TOWN_STORE,
                                               .item_kind = kind,
                                               .item = item,
                                               .part = part}};
}

/* Own and bought devices, caches and storage; not what a provider runs, links, or the place. */
START_TEST(a_group_knows_what_draws_there)
{
    struct cairn_scenario *s = town();
    struct cairn_ledger_line lines[] = {
        line_of(CAIRN_ITEM_POOL, TOWN_RENTED, CAIRN_PART_BUSY),
        line_of(CAIRN_ITEM_POOL, TOWN_BOX, CAIRN_PART_BUSY),
        line_of(CAIRN_ITEM_POOL, TOWN_GPU, CAIRN_PART_BUSY),
        line_of(CAIRN_ITEM_CACHE, 0, CAIRN_PART_BUSY),
        line_of(CAIRN_ITEM_WORKLOAD, 0, CAIRN_PART_TRAINING),
        line_of(CAIRN_ITEM_WORKLOAD, 0, CAIRN_PART_STORAGE),
        line_of(CAIRN_ITEM_LINK, 0, CAIRN_PART_NETWORK),
        line_of(CAIRN_ITEM_PLACE, TOWN_STORE, CAIRN_PART_SUPPLY),
        line_of(CAIRN_ITEM_POOL, TOWN_BOX, CAIRN_PART_BUSY),
        line_of(CAIRN_ITEM_POOL, TOWN_BOX, CAIRN_PART_BUSY),
    };
    static const int wanted[] = {1, 2, 3, 5};
    struct cairn_ledger ledgers[] = {{.n_lines = 0}, {.lines = lines, .n_lines = 10}};
    struct cairn_ground ground = {.scenario = s, .place = TOWN_STORE};
    struct cairn_plan plan;
    struct cairn_grounds grounds = {.scenario = s, .items = &ground, .n = 1};
    struct cairn_factor_book book;
    struct cairn_groups groups;
    static const double nothing[64];

    lines[8].term.measure = CAIRN_CARBON;
    lines[9].term.place = TOWN_NORTH;
    s->pools[TOWN_GPU].tenancy = CAIRN_OWNED;
    s->places[TOWN_STORE].solar.origin = said;
    s->places[TOWN_STORE].battery = (struct cairn_battery){.origin = said,
                                                           .tenancy = CAIRN_BOUGHT,
                                                           .capacity_j = 7200,
                                                           .embodied_g_per_j = 0.5,
                                                           .lifetime_s = 20 * 365 * 86400.0,
                                                           .price_usd = 30};
    cairn_plan_init(&plan, s);
    ground.plan = grounds.plan = &plan;
    cairn_factor_book_init(&book);
    cairn_groups_init(&groups, &grounds, ledgers, 2, &book);
    ck_assert_int_eq(groups.n, 1);
    ck_assert_int_eq(groups.items[0].n_lines[0], 0);
    ck_assert_int_eq(groups.items[0].n_lines[1], 4);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(groups.items[0].lines[1][i], wanted[i]);
    ck_assert_int_eq(groups.items[0].n_amounts, cairn_group_amounts_of_stage());
    /* the battery: 7,200 J of 0.5 g each for 20 years, of which 5 pass */
    ck_assert_double_eq_tol(cairn_ledger_total(&groups.items[0].ledger, &book, CAIRN_CARBON,
                                               CAIRN_INVENTORY, nothing, NULL),
                            3600 * 5 / 20.0, 1e-9);
    ck_assert_double_eq_tol(cairn_ledger_total(&groups.items[0].ledger, &book, CAIRN_MONEY_SPENT,
                                               CAIRN_INVENTORY, nothing, NULL),
                            30, 1e-9);
    cairn_groups_release(&groups);
    /* the rent of rented devices is for their electricity, too: the sun serves them nothing */
    s->pools[TOWN_GPU].rent_usd_per_h = 1;
    cairn_groups_init(&groups, &grounds, ledgers, 2, &book);
    ck_assert_int_eq(groups.items[0].n_lines[1], 3);
    cairn_groups_release(&groups);
    cairn_groups_init(&groups, &grounds, ledgers, 1, &book); /* nothing draws here */
    ck_assert_int_eq(groups.n, 0);
    cairn_groups_release(&groups);
    cairn_factor_book_release(&book);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/*
 * 3 copies over 5 years, a week of 24 and 144 hours of two windows. 1 and 2 kW of each copy in
 * these, beside 100 W at any hour.
 */
static const double horizon_s = 5 * 365 * 86400.0;

static void draw(struct cairn_scenario *s, struct cairn_plan *plan, struct cairn_ground *ground,
                 struct cairn_group *group, double *drawn_j)
{
    static struct cairn_window windows[] = {{.hours = 24}, {.hours = 144}, {.peak = true}};
    static int window[HOURS];

    for (int h = 0; h < HOURS; h++)
        window[h] = h % 7 > 0;
    *plan = (struct cairn_plan){.n_windows = 3, .windows = windows, .n_seasons = 1, .weeks = {1}};
    s->places[0].count = 3;
    drawn_j[0] = 1000 * 3 * horizon_s / 7;
    drawn_j[1] = 2000 * 3 * horizon_s * 6 / 7;
    drawn_j[2] = 0;
    drawn_j[3] = 100 * 3 * horizon_s;
    ground->plan = plan;
    ground->window = window;
    *group = (struct cairn_group){
        .ground = ground, .drawn_j = drawn_j, .n_amounts = cairn_group_amounts_of_stage()};
}

START_TEST(hours_draw_the_power_of_their_windows)
{
    struct cairn_scenario *s = build_scenario();
    struct cairn_ground ground = {.scenario = s};
    struct cairn_plan plan;
    struct cairn_group group;
    double drawn_j[4], facility_w[HOURS];

    build_site(s, "site", 3);
    draw(s, &plan, &ground, &group, drawn_j);
    cairn_group_facility_w(&group, facility_w);
    for (int h = 0; h < HOURS; h++)
        ck_assert_double_eq_tol(facility_w[h], h % 7 > 0 ? 2100 : 1100, 1e-9);
    build_free(s);
}
END_TEST

/* An hour of the week is a window like any other. */
START_TEST(a_window_may_be_an_hour)
{
    struct cairn_window windows[] = {{.hours = 1}, {.hours = 167}};
    struct cairn_scenario *s = build_scenario();
    struct cairn_ground ground = {.scenario = s};
    struct cairn_plan plan;
    struct cairn_group group;
    double drawn_j[4], facility_w[HOURS];

    build_site(s, "site", 3);
    draw(s, &plan, &ground, &group, drawn_j);
    plan.windows = windows;
    plan.n_windows = 2;
    drawn_j[0] = 1000 * 3 * horizon_s / 168;
    drawn_j[1] = drawn_j[2] = 0;
    cairn_group_facility_w(&group, facility_w);
    for (int h = 0; h < HOURS; h++)
        ck_assert_double_eq_tol(facility_w[h], h % 7 > 0 ? 0 : 1000, 1e-9);
    build_free(s);
}
END_TEST

/*
 * Beside others of 400 W the 1,100 W are 880 W of IT, so that the building takes 2 x 1280 - 200 -
 * 675 W with them: 585 W more than the 1,100. Of 2,100 W it is 1,185 W. All of it is drawn; an
 * intensity that is twice its mean in the hours of the first window counts them twice.
 */
START_TEST(a_building_settles_with_its_grid)
{
    struct cairn_scenario *s = build_scenario();
    struct cairn_ground ground = {.scenario = s};
    struct cairn_cooling cooling;
    struct cairn_plan plan;
    struct cairn_group group;
    static double g_per_kwh[HOURS];
    double drawn_j[4], *amounts = calloc(16, sizeof *amounts), kept_j = 0;

    make_building(s, &cooling, 400);
    draw(s, &plan, &ground, &group, drawn_j);
    for (int h = 0; h < HOURS; h++) {
        g_per_kwh[h] = h % 7 > 0 ? 0 : 200;
        kept_j += h % 7 > 0 ? 0 : 585 * 3600.0 * 3 * 5;
    }
    ground.charges[0] = (struct cairn_ground_charge){.g_per_kwh = g_per_kwh, .mean_g_per_kwh = 100};
    ground.charges[1] = (struct cairn_ground_charge){.g_per_kwh = g_per_kwh, .mean_g_per_kwh = 0};
    amounts[2] = amounts[3] = amounts[4] = 7; /* what was there before does not matter */
    cairn_group_settle(&group, amounts);
    ck_assert_double_eq_tol(amounts[0] / amounts[1], 1, 1e-12);
    ck_assert_double_eq_tol(amounts[1] / (3 * horizon_s), (585 * 1252 + 1185 * 7508) / 8760.0,
                            1e-9);
    ck_assert_double_eq_tol(amounts[2], 2 * kept_j, 1e-9 * kept_j);
    ck_assert_double_eq(amounts[3], 0);
    ck_assert_double_eq(amounts[4], 0); /* no data */
    free(amounts);
    free_building(s);
}
END_TEST

/* Sun of 30 W, others of 25 W, devices of 12 W: 5 W less are drawn than they take. */
START_TEST(the_sun_settles)
{
    struct cairn_scenario *s = build_scenario();
    struct cairn_ground ground = {.scenario = s};
    struct cairn_group_hours *hours = calloc(1, sizeof *hours);
    static double sun[HOURS];
    struct cairn_series series = {.first_hour = 464592, .n = HOURS, .values = sun, .mean = 0.75};
    struct cairn_year year;

    ck_assert_ptr_nonnull(hours);
    for (int h = 0; h < HOURS; h++) {
        sun[h] = 0.75;
        hours->facility_w[h] = 12;
    }
    build_site(s, "site", 1);
    s->places[0].load =
        (struct cairn_other_load){.origin = said, .power_w = 25, .shape = CAIRN_NONE};
    s->places[0].solar =
        (struct cairn_solar){.origin = said, .peak_w = 40, .hours.series = &series};
    cairn_year_init(&year, s);
    cairn_group_supply.init(&ground, &year);
    cairn_group_supply.settle(&ground, hours);
    for (int h = 0; h < HOURS; h++) {
        ck_assert_double_eq_tol(hours->drawn_w[h], -5, 1e-9);
        ck_assert_double_eq(hours->used_w[h], 0);
    }
    cairn_group_supply.release(&ground);
    cairn_year_release(&year);
    free(hours);
    build_free(s);
}
END_TEST

Suite *test_group_stage(void);
Suite *test_group_stage(void)
{
    Suite *suite = suite_create("group_stage");
    TCase *tcase = tcase_create("group_stage");

    tcase_add_test(tcase, devices_pay_for_the_overhead_that_they_cause);
    tcase_add_test(tcase, other_load_follows_the_local_clock);
    tcase_add_test(tcase, measured_other_load_may_be_scaled);
    tcase_add_test(tcase, amounts_have_names);
    tcase_add_test(tcase, a_group_knows_what_draws_there);
    tcase_add_test(tcase, hours_draw_the_power_of_their_windows);
    tcase_add_test(tcase, a_window_may_be_an_hour);
    tcase_add_test(tcase, a_building_settles_with_its_grid);
    tcase_add_test(tcase, the_sun_settles);
    suite_add_tcase(suite, tcase);
    return suite;
}

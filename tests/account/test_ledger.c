#include <signal.h>

#include "account/tiny.h"

/* 2 requests/s of 0.3 s on one server: 0.6 busy. Hand arithmetic:
 * (0.6 x 250 W + 0.4 x 60 W) x 24 h = 4.176 kWh, x 1.2 = 5.0112 kWh, x 400 = 2004.48 g;
 * 50 kg x 1 d / (4 x 365 d) = 34.2466 g. */
/* [PWR] [CARB] */
START_TEST(a_server_for_a_day)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 86400;
    tiny_any_intensity(&t, 1, 400);
    t.places[1].pue = 1.2;
    tiny_use_pool(&t, 1, 60, 250);
    t.hardware[0].embodied.carbon_g = 50e3;
    t.hardware[0].embodied.lifetime_s = 4 * TINY_YEAR_S;
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, 0.6 * 3600);
    tiny_idle(&t, 0, 0.4 * 3600);
    tiny_account(&t);

    TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_INVENTORY), 5.0112 * 3.6e6);
    double busy = tiny_part(&t, CAIRN_CARBON, CAIRN_INVENTORY, CAIRN_PART_BUSY);
    double idle = tiny_part(&t, CAIRN_CARBON, CAIRN_INVENTORY, CAIRN_PART_IDLE);
    TINY_EQ(busy + idle, 2004.48);
    TINY_EQ(busy, 0.6 * 250 * 24e-3 * 1.2 * 400);
    double embodied = tiny_part(&t, CAIRN_CARBON, CAIRN_INVENTORY, CAIRN_PART_EMBODIED);
    TINY_EQ(embodied, 50e3 / (4 * 365));
    double total = tiny_total(&t, CAIRN_CARBON, CAIRN_INVENTORY);
    ck_assert_double_eq_tol(total, 2038.72657534, 1e-8);
    ck_assert_double_eq_tol(total / (2 * 86400), 0.0117981861999, 1e-12); /* per request */
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_INVENTORY), "");
    tiny_release(&t);
}
END_TEST

/* Load and intensity by hour of the day; a request takes 1 s at 10 W, PUE 1.1. Hand arithmetic:
 * 10 J x 1.1 / 3.6e6 x 3600 s x sum of rate x intensity (21,000) = 231 g. With the mean intensity
 * (262.5) it would be 302,400 requests x 10 J x 1.1 / 3.6e6 x 262.5 = 242.55 g, which is wrong. */
static const double rate_of_quarter[4] = {1, 4, 6, 3};
static const double g_per_kwh_of_quarter[4] = {200, 300, 150, 400};

/* The day in n_windows windows (24 or 4), the intensity hourly or, wrongly, its mean. */
static double day_of_hours_g(int n_windows, bool hourly)
{
    double hour_of_week[CAIRN_HOURS_PER_WEEK];
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 86400;
    t.plan.n_windows = n_windows;
    for (int h = 0; h < CAIRN_HOURS_PER_WEEK; h++) {
        hour_of_week[h] = g_per_kwh_of_quarter[h % 24 / 6];
        t.plan.window_of_hour[h] = h % 24 * n_windows / 24;
    }
    for (int w = 0; w < n_windows; w++)
        t.windows[w].hours = CAIRN_HOURS_PER_WEEK / n_windows;
    tiny_intensity(&t, 0, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 262.5);
    if (hourly)
        t.intensities[0].hour_of_week = hour_of_week;
    t.places[0].pue = 1.1;
    tiny_use_pool(&t, 0, 0, 10);
    tiny_ready(&t);
    for (int w = 0; w < n_windows; w++)
        tiny_busy(&t, w, 1, rate_of_quarter[w * 4 / n_windows] * 3600);
    tiny_account(&t);
    double energy_j = tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_INVENTORY);
    TINY_EQ(energy_j, 302400 * 10.0 * 1.1);
    double carbon_g = tiny_total(&t, CAIRN_CARBON, CAIRN_INVENTORY);
    tiny_release(&t);
    return carbon_g;
}

/* [CARB] */
START_TEST(energy_is_charged_in_the_hour_it_is_drawn)
{
    TINY_EQ(day_of_hours_g(24, true), 231.0);
    TINY_EQ(day_of_hours_g(4, true), 231.0);
    TINY_EQ(day_of_hours_g(24, false), 242.55);
}
END_TEST

/* A window that stands for hours of different intensity is charged with their mean: half the hours
 * at 100, half at 300. Load is constant, so nothing is lost by it. Energy: 1 W x 1 y = 8.76 kWh. */
START_TEST(a_window_is_charged_with_the_mean_of_its_hours)
{
    double hour_of_week[CAIRN_HOURS_PER_WEEK];
    for (int h = 0; h < CAIRN_HOURS_PER_WEEK; h++)
        hour_of_week[h] = h % 2 ? 100 : 300;
    struct tiny t;
    tiny_init(&t);
    tiny_intensity(&t, 0, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 200);
    t.intensities[0].hour_of_week = hour_of_week;
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, 1, 1);
    tiny_ready(&t);
    tiny_idle(&t, 0, 3600);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_INVENTORY), 8.76 * 200);
    tiny_release(&t);
}
END_TEST

/* The window of the peak serves promises only. */
START_TEST(a_window_without_weight_counts_for_nothing)
{
    struct tiny t;
    tiny_init(&t);
    t.plan.n_windows = 2;
    t.windows[1] = (struct cairn_window){.hours = 0, .peak = true};
    tiny_any_intensity(&t, 0, 100);
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, 1, 5);
    tiny_ready(&t);
    tiny_idle(&t, 0, 3600);
    tiny_busy(&t, 1, 1, 3600);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_CARBON, CAIRN_INVENTORY), 8.76 * 100);
    tiny_release(&t);
}
END_TEST

/* Forty stores, simulated once: forty times the footprint, devices too. */
START_TEST(copies_multiply_everything)
{
    double one[CAIRN_N_MEASURES];
    for (int copies = 1; copies <= 40; copies += 39) {
        struct tiny t;
        tiny_init(&t);
        t.component.multiplicity = t.places[0].count = copies;
        tiny_any_intensity(&t, 0, 100);
        t.places[0].pue = 1.3;
        t.places[0].price_usd_per_kwh = 0.2;
        tiny_use_pool(&t, 0, 2, 5);
        t.hardware[0].embodied.carbon_g = 1000;
        t.hardware[0].embodied.lifetime_s = 3 * TINY_YEAR_S;
        t.hardware[0].price.value_usd = 50;
        tiny_ready(&t);
        tiny_idle(&t, 0, 1000);
        tiny_busy(&t, 0, 1, 2600);
        tiny_account(&t);
        for (int m = 0; m < CAIRN_N_MEASURES; m++) {
            double total = tiny_total(&t, (enum cairn_measure)m, CAIRN_DECISION);
            if (copies == 1)
                one[m] = total;
            else
                TINY_EQ(total, 40 * one[m]);
        }
        tiny_release(&t);
    }
    ck_assert_double_gt(one[CAIRN_MONEY_SPENT], 50);
}
END_TEST

/* Asleep 3 h of 4 and waking 0.1 h: 0.5 W and 8 W; hand arithmetic per hour simulated. */
/* [PWR] */
START_TEST(sleep_and_waking_have_their_own_power)
{
    struct tiny t;
    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    tiny_any_intensity(&t, 0, 100);
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, 5, 20);
    t.pool.sleep_after_ns = 1;
    t.hardware[0].power.sleep_w = 0.5;
    t.hardware[0].wake.power_w = 8;
    tiny_ready(&t);
    t.amounts[cairn_layout_pool(&t.layout, 0, 0, CAIRN_SLEEP_NS)] = 3 * TINY_HOUR_NS / 4;
    t.amounts[cairn_layout_pool(&t.layout, 0, 0, CAIRN_WAKING_NS)] = TINY_HOUR_NS / 10;
    tiny_account(&t);
    TINY_EQ(tiny_part(&t, CAIRN_ENERGY_USED, CAIRN_SCI, CAIRN_PART_IDLE),
            3600 * (0.75 * 0.5 + 0.1 * 8));
    tiny_release(&t);
}
END_TEST

/* A device at the site and a line whose far end hangs on the region's grid. */
static void two_places(struct tiny *t, double site_g, double region_g)
{
    tiny_init(t);
    tiny_any_intensity(t, 0, site_g);
    tiny_any_intensity(t, 1, region_g);
    t->places[0].pue = t->places[1].pue = 1.25;
    t->grids[0].loss.share = t->grids[1].loss.share = 0.05;
    tiny_use_pool(t, 0, 5, 20);
    t->hardware[0].embodied.carbon_g = 1e4;
    t->hardware[0].embodied.lifetime_s = 3 * TINY_YEAR_S;
    t->component.n_links = 1;
    t->links[0].n_hops = 2;
    for (int h = 0; h < 2; h++) {
        t->hops[h].grid = h ? CAIRN_HOP_AT_REGION : CAIRN_HOP_AT_SITE;
        t->hops[h].average_j_per_byte = 1e-4;
        t->hops[h].marginal_w_per_bit_s = 1e-6;
    }
    tiny_ready(t);
    tiny_idle(t, 0, 600);
    tiny_busy(t, 0, 1, 3000);
    t->amounts[cairn_layout_link(&t->layout, 0, 0, CAIRN_UP_BYTES)] = 110000000;
    t->amounts[cairn_layout_link(&t->layout, 0, 0, CAIRN_DOWN_BYTES)] = 1000000;
    tiny_account(t);
}

/* Property: the operational carbon of a place is proportional to the intensity of its grid, and
 * nobody else's changes; doubling is exact in floating point. */
START_TEST(doubling_an_intensity_doubles_that_place_alone)
{
    struct cairn_footprint before[2] = {0}, after[2] = {0};
    struct tiny t;
    two_places(&t, 300, 70);
    for (int p = 0; p < 2; p++)
        cairn_ledger_add(&t.ledger, &t.book, t.amounts, p, &before[p]);
    tiny_release(&t);
    two_places(&t, 600, 70);
    for (int p = 0; p < 2; p++)
        cairn_ledger_add(&t.ledger, &t.book, t.amounts, p, &after[p]);
    tiny_release(&t);

    for (int basis = 0; basis < CAIRN_N_BASES; basis++) {
        const double *was = before[0].part[CAIRN_CARBON][basis];
        const double *is = after[0].part[CAIRN_CARBON][basis];
        ck_assert_double_gt(was[CAIRN_PART_BUSY], 0);
        ck_assert_double_gt(was[CAIRN_PART_NETWORK], 0);
        ck_assert_double_eq(is[CAIRN_PART_BUSY], 2 * was[CAIRN_PART_BUSY]);
        ck_assert_double_eq(is[CAIRN_PART_IDLE], 2 * was[CAIRN_PART_IDLE]);
        ck_assert_double_eq(is[CAIRN_PART_NETWORK], 2 * was[CAIRN_PART_NETWORK]);
        ck_assert_double_eq(is[CAIRN_PART_EMBODIED], was[CAIRN_PART_EMBODIED]);
        ck_assert_double_gt(before[1].total[CAIRN_CARBON][basis], 0);
        ck_assert_double_eq(after[1].total[CAIRN_CARBON][basis],
                            before[1].total[CAIRN_CARBON][basis]);
        ck_assert_double_eq(after[0].total[CAIRN_ENERGY_USED][basis],
                            before[0].total[CAIRN_ENERGY_USED][basis]);
    }
}
END_TEST

/* Property: parts sum to the total, places sum to the total, one pass gives the same numbers. */
START_TEST(parts_and_places_sum_to_the_total)
{
    struct tiny t;
    two_places(&t, 300, 70);
    struct cairn_footprint all = {0}, places = {0};
    cairn_ledger_add(&t.ledger, &t.book, t.amounts, CAIRN_NONE, &all);
    cairn_ledger_add(&t.ledger, &t.book, t.amounts, 0, &places);
    cairn_ledger_add(&t.ledger, &t.book, t.amounts, 1, &places);
    for (int m = 0; m < CAIRN_N_MEASURES; m++)
        for (int basis = 0; basis < CAIRN_N_BASES; basis++) {
            double total = tiny_total(&t, (enum cairn_measure)m, (enum cairn_basis_kind)basis);
            double sum = 0;
            for (int p = 0; p < CAIRN_N_PARTS; p++) {
                double part = tiny_part(&t, (enum cairn_measure)m, (enum cairn_basis_kind)basis,
                                        (enum cairn_part)p);
                ck_assert_double_eq(part, all.part[m][basis][p]);
                sum += part;
            }
            TINY_EQ(sum, total);
            ck_assert_double_eq(all.total[m][basis], total);
            TINY_EQ(places.total[m][basis], total);
        }
    TINY_EQ(
        cairn_ledger_item_energy_j(&t.ledger, &t.book, CAIRN_SCI, CAIRN_ITEM_POOL, 0, t.amounts) +
            cairn_ledger_item_energy_j(&t.ledger, &t.book, CAIRN_SCI, CAIRN_ITEM_LINK, 0,
                                       t.amounts),
        all.total[CAIRN_ENERGY_USED][CAIRN_SCI]);
    tiny_release(&t);
}
END_TEST

/* Property: no term is there twice: same measure, quantity, factors, sign and a common basis. */
START_TEST(no_term_appears_twice)
{
    struct tiny t;
    two_places(&t, 300, 70);
    struct cairn_terms terms = cairn_ledger_terms(&t.ledger);
    while (cairn_terms_next(&terms)) {
        struct cairn_terms before = cairn_ledger_terms(&t.ledger);
        while (cairn_terms_next(&before) && before.index < terms.index) {
            const struct cairn_term *a = &terms.term, *b = &before.term;
            bool same = a->measure == b->measure && (a->bases & b->bases) != 0 &&
                        a->quantity == b->quantity && a->amount == b->amount &&
                        a->scale == b->scale && a->n_factors == b->n_factors &&
                        memcmp(a->factor, b->factor, (size_t)a->n_factors * sizeof *a->factor) == 0;
            ck_assert_msg(!same, "terms %d and %d are the same", before.index, terms.index);
        }
    }
    ck_assert_int_eq(terms.index + 1, t.ledger.n);
    ck_assert_int_gt(t.ledger.n, 30);
    tiny_release(&t);
}
END_TEST

/* Facility energy = IT energy x PUE, once, for carbon and money alike; networks have no PUE. */
/* [CARB] */
START_TEST(pue_is_applied_once_and_not_to_networks)
{
    for (int doubled = 0; doubled < 2; doubled++) {
        struct tiny t;
        two_places(&t, 300, 70);
        int pue = cairn_factor_find(&t.book, CAIRN_FACTOR_PUE, "site", CAIRN_NONE);
        ck_assert_int_ne(pue, CAIRN_NONE);
        t.book.factors[pue].value *= doubled ? 2 : 1;
        /* (600 s x 5 W + 3000 s x 20 W) x 8760 x 1.25 */
        double device_j = 63000.0 * 8760 * 1.25 * (doubled ? 2 : 1);
        /* two hops of 1e-4 J/B, 111 MB */
        double network_j = 2 * 1e-4 * 111e6 * 8760;
        TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_INVENTORY), device_j + network_j);
        TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_INVENTORY, CAIRN_PART_BUSY),
                60000.0 * 8760 * 1.25 * (doubled ? 2 : 1) / 3.6e6 * 300);
        TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_INVENTORY, CAIRN_PART_NETWORK),
                network_j / 2 / 3.6e6 * (300 + 70));
        ck_assert_int_eq(cairn_factor_find(&t.book, CAIRN_FACTOR_PUE, "region", CAIRN_NONE),
                         CAIRN_NONE);
        tiny_release(&t);
    }
}
END_TEST

/* The SQL of a results file does what cairn_term_value does; changing a factor is re-accounting. */
START_TEST(a_changed_factor_equals_a_changed_scenario)
{
    struct tiny t;
    two_places(&t, 300, 70);
    static const enum cairn_factor_kind kinds[] = {
        CAIRN_FACTOR_INTENSITY, CAIRN_FACTOR_INTENSITY + 1, CAIRN_FACTOR_INTENSITY + 5,
        CAIRN_FACTOR_INTENSITY + 6, CAIRN_FACTOR_INTENSITY + 7};
    for (int k = 0; k < 5; k++)
        t.book.factors[cairn_factor_find(&t.book, kinds[k], "G0", CAIRN_NONE)].value = 41;
    double updated[CAIRN_N_BASES];
    for (int basis = 0; basis < CAIRN_N_BASES; basis++)
        updated[basis] = tiny_total(&t, CAIRN_CARBON, (enum cairn_basis_kind)basis);
    tiny_release(&t);
    two_places(&t, 41, 70);
    for (int basis = 0; basis < CAIRN_N_BASES; basis++)
        ck_assert_double_eq(tiny_total(&t, CAIRN_CARBON, (enum cairn_basis_kind)basis),
                            updated[basis]);
    tiny_release(&t);
}
END_TEST

/* Carbon in kg, energy in kWh; the rest as it is counted. */
START_TEST(shown_units_are_those_of_people)
{
    static const struct {
        enum cairn_measure measure;
        const char *unit, *shown;
        double per_unit;
    } rows[] = {{CAIRN_CARBON, "g", "kg", 1000},
                {CAIRN_ENERGY_USED, "J", "kWh", 3.6e6},
                {CAIRN_WATER_USED, "L", "L", 1},
                {CAIRN_MONEY_SPENT, "USD", "USD", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double per_unit;
        ck_assert_str_eq(cairn_measure_unit(rows[i].measure), rows[i].unit);
        ck_assert_str_eq(cairn_measure_shown_unit(rows[i].measure, &per_unit), rows[i].shown);
        ck_assert_double_eq(per_unit, rows[i].per_unit);
    }
}
END_TEST

/* Where nobody comes, copies are those of the place of the first pool. [PLAN] */
START_TEST(copies_without_requests_are_of_the_first_pool)
{
    struct tiny t;
    struct cairn_pool said[2];
    struct cairn_component_pool pools[2];
    tiny_init(&t);
    tiny_use_pool(&t, 1, 10, 40);
    said[0] = said[1] = t.pools[0];
    said[1].place = 0;
    t.s.pools = said;
    t.s.n_pools = 2;
    pools[0] = pools[1] = t.pool;
    pools[1].scenario_pool = 1;
    t.component.pools = pools;
    t.component.n_pools = 2;
    t.component.n_sources = 0;
    t.component.multiplicity = 3;
    tiny_ready(&t);
    tiny_account(&t);
    ck_assert_int_eq(cairn_factor_find(&t.book, CAIRN_FACTOR_WEIGHT, "site", 0), CAIRN_NONE);
    int weight = cairn_factor_find(&t.book, CAIRN_FACTOR_WEIGHT, "region", 0);
    ck_assert_int_ne(weight, CAIRN_NONE);
    TINY_EQ(t.book.factors[weight].value, 3 * 8760); /* a year of an hour's windows */
    tiny_release(&t);
}
END_TEST

/*
 * Of 12 copies, alone and by four on a line: twelve times and three times what one piece of either
 * counts, in one book. [PLAN]
 */
START_TEST(pieces_of_one_site_have_weights_of_their_own)
{
    static const struct {
        int multiplicity;
        const char *subject;
    } pieces[] = {{12, "region"}, {3, "region, by 4"}, {1, ""}};
    struct tiny t;
    struct cairn_ledger ledgers[3];

    tiny_init(&t);
    t.places[1].count = 12;
    tiny_use_pool(&t, 1, 10, 40);
    t.component.n_sources = 0;
    tiny_ready(&t);
    tiny_account(&t);
    for (int i = 0; i < 3; i++) {
        t.component.multiplicity = pieces[i].multiplicity;
        cairn_ledger_init(&ledgers[i], &t.s, &t.component, &t.book);
    }
    for (int i = 0; i < 3; i++) {
        int weight = cairn_factor_find(&t.book, CAIRN_FACTOR_WEIGHT, pieces[i].subject, 0);

        ck_assert_int_ne(weight, CAIRN_NONE);
        TINY_EQ(t.book.factors[weight].value, pieces[i].multiplicity * 8760);
        ck_assert_int_eq(ledgers[i].weight[0], weight);
        cairn_ledger_release(&ledgers[i]);
    }
    tiny_release(&t);
}
END_TEST

/* Two figures of one name would be one of them for both: it is no answer. */
START_TEST(a_name_has_one_figure)
{
    struct cairn_factor factor = {.kind = CAIRN_FACTOR_PUE, .subject = "a", .value = 1};
    struct cairn_factor_book book;

    cairn_factor_book_init(&book);
    cairn_factor_enter(&book, &factor);
    cairn_factor_enter(&book, &factor);
    ck_assert_int_eq(book.n, 1);
    factor.value = 2;
    cairn_factor_enter(&book, &factor);
}
END_TEST

Suite *test_ledger(void);
Suite *test_ledger(void)
{
    Suite *suite = suite_create("ledger");
    TCase *tc = tcase_create("operation");
    tcase_add_test(tc, a_server_for_a_day);
    tcase_add_test(tc, energy_is_charged_in_the_hour_it_is_drawn);
    tcase_add_test(tc, a_window_is_charged_with_the_mean_of_its_hours);
    tcase_add_test(tc, a_window_without_weight_counts_for_nothing);
    tcase_add_test(tc, copies_multiply_everything);
    tcase_add_test(tc, sleep_and_waking_have_their_own_power);
    suite_add_tcase(suite, tc);
    tc = tcase_create("properties");
    tcase_add_test(tc, doubling_an_intensity_doubles_that_place_alone);
    tcase_add_test(tc, parts_and_places_sum_to_the_total);
    tcase_add_test(tc, no_term_appears_twice);
    tcase_add_test(tc, pue_is_applied_once_and_not_to_networks);
    tcase_add_test(tc, a_changed_factor_equals_a_changed_scenario);
    tcase_add_test(tc, shown_units_are_those_of_people);
    tcase_add_test(tc, copies_without_requests_are_of_the_first_pool);
    tcase_add_test(tc, pieces_of_one_site_have_weights_of_their_own);
    tcase_add_test_raise_signal(tc, a_name_has_one_figure, SIGABRT);
    suite_add_tcase(suite, tc);
    return suite;
}

/* What the views of a results file say of the sample. */

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "io/store.h"
#include "support/store_sample.h"

static struct sample_folder folder;
static struct cairn_store *store;

static void setup(void)
{
    sample_folder_enter(&folder);
    store = sample_open("r.sqlite");
}

static void teardown(void)
{
    cairn_store_close(store);
    sample_folder_leave(&folder);
}

/* The expected figures are those of store_sample.h, done by hand there. */
START_TEST(footprint_is_quantity_times_factors)
{
    sample_fill(store, 'a');
    sample_fill(store, 'b');
    static const char *const where = "SELECT value FROM v_footprint WHERE study = 1 AND basis = ";
    char sql[200];
    snprintf(sql, sizeof sql, "%s'inventory'", where);
    ck_assert_double_eq_tol(sample_number(store, sql), 0.030, 0.030 * 1e-12);
    snprintf(sql, sizeof sql, "%s'sci'", where);
    ck_assert_double_eq_tol(sample_number(store, sql), 0.030, 0.030 * 1e-12);
    snprintf(sql, sizeof sql, "%s'decision'", where);
    ck_assert_double_eq_tol(sample_number(store, sql), 150, 150 * 1e-12);
    /* One row for each basis and part; the horizon is two years. */
    ck_assert_double_eq(sample_number(store, "SELECT count(*) FROM v_footprint WHERE study = 1"),
                        4);
    ck_assert_double_eq_tol(
        sample_number(
            store, "SELECT value_per_year FROM v_footprint WHERE study = 1 AND basis = 'decision'"),
        75, 75 * 1e-12);

    /* A planner's what-if, by a plain client: half the intensity of the grid is half the carbon. */
    cairn_store_close(store);
    sample_execute("r.sqlite", "UPDATE factor SET value = 250 WHERE study = 1 AND name = "
                               "'intensity' AND subject = 'PL'");
    store = sample_open("r.sqlite");
    snprintf(sql, sizeof sql, "%s'inventory'", where);
    ck_assert_double_eq_tol(sample_number(store, sql), 0.015, 0.015 * 1e-12);
    ck_assert_double_eq_tol(
        sample_number(store,
                      "SELECT value FROM v_footprint WHERE study = 2 AND basis = 'inventory'"),
        0.030, 0.030 * 1e-12);
}
END_TEST

START_TEST(views_read_as_answers)
{
    char text[500];
    sample_fill(store, 'a');
    sample_text(store,
                "SELECT scenario || ' | ' || question || ' | ' || answer || ' | ' || placement || "
                "' over ' || runner_up || ' | ' || change_from_baselines FROM v_optimum",
                text, sizeof text);
    ck_assert_str_eq(text, "cameras | A box or a GPU? | a box in every store | box over gpu | "
                           "all-cloud: no region; today: -0.03 kg (-50 %)");
    ck_assert_double_eq(sample_number(store, "SELECT carbon_kg_per_year FROM v_optimum"), 0.015);
    ck_assert_double_eq(sample_number(store, "SELECT flags FROM v_optimum"), 1);

    sample_text(store, "SELECT calculation FROM v_term WHERE part = 'busy'", text, sizeof text);
    ck_assert_str_eq(text, "3.6e+12 ns busy of box in window 0 x 10 W busy power of orin x "
                           "4 copies of store x 1.5 pue of store x 500 g/kWh intensity of PL x "
                           "2.77778e-16");
    sample_text(store, "SELECT calculation FROM v_term WHERE part = 'embodied'", text, sizeof text);
    ck_assert_str_eq(text, "3 x 50000 g embodied carbon of orin");

    sample_text(store, "SELECT broken_promises FROM v_candidate WHERE rank = 2", text, sizeof text);
    ck_assert_str_eq(text, "frames p95");
    ck_assert_double_eq(sample_number(store, "SELECT devices FROM v_route"), 8); /* 4 copies of 2 */
    ck_assert_double_eq(sample_number(store, "SELECT embodied_bought_kg FROM v_purchase"),
                        800); /* 8x2x50 */
    ck_assert_double_eq(sample_number(store, "SELECT price_bought_usd FROM v_purchase"), 9600);
    ck_assert_double_eq(sample_number(store, "SELECT decides FROM v_basis"), 0);
    ck_assert_double_eq(sample_number(store, "SELECT count(*) FROM v_promise"), 2);
    ck_assert_double_eq(sample_number(store, "SELECT count(*) FROM v_baseline"), 2);
    ck_assert_double_eq(sample_number(store, "SELECT concerns_answer FROM v_flag"), 1);
    ck_assert_double_eq(sample_number(store, "SELECT placements FROM v_flag"),
                        0); /* the whole study */
}
END_TEST

/* By hand from the sample: two points of a front, a flip from 1.2 to 1.8, two years. */
START_TEST(fronts_and_flips_are_told)
{
    char text[100];

    sample_fill(store, 'a');
    /* 300 USD more for 0.03 kg less; nothing to compare the last one with */
    ck_assert_double_eq_tol(
        sample_number(store, "SELECT value_per_kg FROM v_pareto WHERE rank = 1"), 1e4, 1e-6);
    ck_assert_double_eq(
        sample_number(store, "SELECT value_per_kg IS NULL FROM v_pareto WHERE rank = 2"), 1);
    ck_assert_double_eq(sample_number(store, "SELECT value_per_year FROM v_pareto WHERE rank = 1"),
                        450);
    ck_assert_double_eq_tol(sample_number(store, "SELECT change_share FROM v_flip"), 0.5, 1e-12);
    sample_text(store, "SELECT role FROM v_flip", text, sizeof text);
    ck_assert_str_eq(text, "runner-up");
    ck_assert_double_eq(sample_number(store, "SELECT used_share FROM v_budget"), 0.9);
    sample_text(store, "SELECT what FROM v_binding LIMIT 1", text, sizeof text);
    ck_assert_str_eq(text, "budget of money"); /* 0.9 used; of the promise a half */
    sample_text(store, "SELECT breaks FROM v_excluded", text, sizeof text);
    ck_assert_str_eq(text, "promise of p95 to frames");
    ck_assert_double_eq(sample_number(store, "SELECT more_per_year FROM v_next_best"), 0.015);
    /* what is of nothing in particular is named all the same */
    sample_text(store, "SELECT words FROM v_flip", text, sizeof text);
    ck_assert_str_eq(text, "pue of store");
    cairn_store_close(store);
    sample_execute("r.sqlite", "UPDATE flip SET number = 'repair.wasted', subject = NULL");
    store = sample_open("r.sqlite");
    sample_text(store, "SELECT words FROM v_flip", text, sizeof text);
    ck_assert_str_eq(text, "repair wasted");
}
END_TEST

/* Hours of the sample's one window: their mean is what the footprint has in all. */
START_TEST(hours_add_up_to_the_footprint)
{
    sample_fill(store, 'a');
    ck_assert_double_eq(sample_number(store, "SELECT count(DISTINCT hour) FROM v_hour"), 168);
    double mean = sample_number(store, "SELECT sum(carbon_kg_per_hour) / 168 FROM v_hour");
    double all = sample_number(
        store, "SELECT sum(v.value) FROM v_footprint v JOIN study s ON s.id = v.study "
               "AND s.basis = v.basis WHERE v.measure = 'carbon'");
    ck_assert(all > 0);
    ck_assert_double_eq_tol(mean, all / (2 * 8760), 1e-12 * all); /* its horizon is two years */
}
END_TEST

Suite *test_store_views(void);
Suite *test_store_views(void)
{
    Suite *s = suite_create("store_views");
    TCase *tc = tcase_create("store_views");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, footprint_is_quantity_times_factors);
    tcase_add_test(tc, views_read_as_answers);
    tcase_add_test(tc, fronts_and_flips_are_told);
    tcase_add_test(tc, hours_add_up_to_the_footprint);
    suite_add_tcase(s, tc);
    return s;
}

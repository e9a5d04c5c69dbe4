#include "study/response.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "base/diag.h"
#include "choose/trial.h"
#include "math/stats.h"

enum { REPLICATIONS = 3, PLACEMENTS = 3 }; /* of mixed.xml: its baselines */

static const char path[] = "tests/study/mixed.xml";

struct mixed {
    struct cairn_template *from;
    struct cairn_scenario *scenario;
    struct cairn_labs labs;
    struct cairn_stations stations;
    struct cairn_placement placements[PLACEMENTS];
    const struct cairn_placement *each[PLACEMENTS];
};

static struct mixed mixed;
static const struct cairn_choose_limits unlimited;

static void setup(void)
{
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    mixed.from = cairn_template_load(path, NULL, &diag);
    ck_assert_ptr_nonnull(mixed.from);
    mixed.scenario = cairn_template_make(mixed.from, NULL, 0, &diag);
    cairn_diag_release(&diag);
    cairn_labs_init(&mixed.labs, 5, &unlimited);
    for (int i = 0; i < PLACEMENTS; i++) {
        cairn_placement_from_baseline(&mixed.placements[i], mixed.scenario, i);
        mixed.each[i] = &mixed.placements[i];
    }
}

static void teardown(void)
{
    for (int i = 0; i < PLACEMENTS; i++)
        cairn_placement_release(&mixed.placements[i]);
    cairn_labs_release(&mixed.labs);
    cairn_stations_release(&mixed.stations);
    cairn_scenario_free(mixed.scenario);
    cairn_template_free(mixed.from);
}

static const struct cairn_response_output outputs[] = {
    {CAIRN_CARBON, CAIRN_INVENTORY},
    {CAIRN_MONEY_SPENT, CAIRN_INVENTORY},
    {CAIRN_CARBON, CAIRN_DECISION},
};

static struct cairn_response_question question_of(const struct cairn_response_number *numbers,
                                                  int n, int n_outputs)
{
    return (struct cairn_response_question){
        .from = mixed.from,
        .numbers = numbers,
        .n_numbers = n,
        .outputs = outputs,
        .n_outputs = n_outputs,
        .n_replications = REPLICATIONS,
        .labs = &mixed.labs,
        .stations = &mixed.stations,
    };
}

/* What a scenario with these numbers in its file says: mean over replications of a total. */
static double asked(const struct cairn_response_question *question, const double *x, int placement,
                    int output)
{
    char *why;
    struct cairn_scenario *there = cairn_response_scenario(question, x, &why);
    struct cairn_plan plan;
    struct cairn_factor_book book;
    struct cairn_controls controls;
    struct cairn_trial trial;
    double mean;

    ck_assert_ptr_nonnull(there);
    cairn_plan_init(&plan, there);
    cairn_factor_book_init(&book);
    cairn_controls_init(&controls, there, &plan, &mixed.labs.search);
    cairn_trial_init(&trial, there, &plan, mixed.each[placement], &book, &mixed.labs.selection);
    trial.controls = &controls;
    mean = cairn_stats_mean(
        cairn_trial_values(&trial, outputs[output].measure, outputs[output].basis, REPLICATIONS),
        REPLICATIONS);
    cairn_trial_release(&trial);
    cairn_controls_release(&controls);
    cairn_factor_book_release(&book);
    cairn_plan_release(&plan);
    cairn_scenario_free(there);
    return mean;
}

#define SOUTH "//grid[@id='south']/intensity[@kind='average' and @scope='life-cycle']/@value"
#define BOARD "//hardware[@id='board']/embodied/@lifetime"

static const struct cairn_response_number three[] = {
    {.select = SOUTH, .unit = "gCO2e/kWh", .low = 20, .high = 900},
    {.select = BOARD, .unit = "s", .low = 3.1 * 31536000.0, .high = 9 * 31536000.0},
    {.select = "//site/@pue", .multiplies = true, .unit = "", .low = 1, .high = 1.5},
};

/*
 * [RESPONSE] Boards outlast the horizon, as the number of purchases is rounded up. An intensity, a
 * lifetime (by its reciprocal) and a PUE, each alone and all together: away from all points that
 * were asked, totals are those of the scenario with these numbers.
 */
START_TEST(totals_are_those_of_the_scenario)
{
    static const double at[][3] = {
        {20, 3.1 * 31536000.0, 1}, {477, 4.3 * 31536000.0, 1.17}, {811, 8.1 * 31536000.0, 1.44}};
    struct cairn_response_question question = question_of(three, 3, 2);
    struct cairn_response response;

    cairn_response_init(&response, &question);
    ck_assert_int_eq(cairn_response_add(&response, mixed.each, 2), CAIRN_RESPONSE_EXACT);
    ck_assert_int_eq(cairn_response_add(&response, mixed.each + 2, 1), CAIRN_RESPONSE_EXACT);
    ck_assert(!response.numbers[0].reciprocal);
    ck_assert(response.numbers[1].reciprocal);
    ck_assert(!response.numbers[2].reciprocal);
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        for (int p = 0; p < PLACEMENTS; p++)
            for (int o = 0; o < 2; o++) {
                double wanted = asked(&question, at[i], p, o), half_width;

                ck_assert_double_eq_tol(
                    cairn_response_mean(&response, p, o, at[i], &half_width) / wanted, 1, 1e-12);
                ck_assert(half_width >= 0 && half_width < HUGE_VAL);
            }
    cairn_response_release(&response);
}
END_TEST

/* Boards that are bought again when they are worn out: a number of purchases is rounded up */
START_TEST(what_is_rounded_up_is_not_affine)
{
    struct cairn_response_question question = question_of(&three[1], 1, 3);
    struct cairn_response_number life = {
        .select = BOARD, .unit = "s", .low = 0.4 * 31536000.0, .high = 2 * 31536000.0};
    struct cairn_response response;

    question.numbers = &life;
    cairn_response_init(&response, &question);
    ck_assert_int_eq(cairn_response_add(&response, mixed.each, 1), CAIRN_RESPONSE_NOT_AFFINE);
    ck_assert_int_eq(response.culprit, 0);
    cairn_response_release(&response);
}
END_TEST

START_TEST(a_corner_without_a_scenario)
{
    struct cairn_response_number pue = {.select = "//site/@pue", .unit = "", .low = 0.5, .high = 2};
    struct cairn_response_question question = question_of(&pue, 1, 1);
    struct cairn_response response;

    cairn_response_init(&response, &question);
    ck_assert_int_eq(cairn_response_add(&response, mixed.each, 1), CAIRN_RESPONSE_INVALID);
    ck_assert_ptr_nonnull(strstr(response.why, "pue"));
    cairn_response_release(&response);
}
END_TEST

START_TEST(units_and_values)
{
    struct cairn_response_number plain = {.low = 20, .high = 900};
    struct cairn_response_number inverse = {.low = 2, .high = 8, .reciprocal = true};

    ck_assert_double_eq(cairn_response_unit(&plain, 460), 0.5);
    ck_assert_double_eq(cairn_response_value(&plain, 0.5), 460);
    ck_assert_double_eq(cairn_response_unit(&inverse, 4), 2.0 / 3); /* (1/4 - 1/2) / (1/8 - 1/2) */
    ck_assert_double_eq_tol(cairn_response_value(&inverse, 2.0 / 3), 4, 1e-15);
    ck_assert_double_eq(cairn_response_value(&inverse, 1), 8);
}
END_TEST

Suite *test_response(void)
{
    Suite *suite = suite_create("response");
    TCase *tcase = tcase_create("response");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, totals_are_those_of_the_scenario);
    tcase_add_test(tcase, what_is_rounded_up_is_not_affine);
    tcase_add_test(tcase, a_corner_without_a_scenario);
    tcase_add_test(tcase, units_and_values);
    suite_add_tcase(suite, tcase);
    return suite;
}

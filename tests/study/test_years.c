#include <check.h>
#include <math.h>

#include "study/year_amounts.h"
#include "study/years.h"

/* [GROWTH] (1 + r)^(y - 1); told values stay at the last */
START_TEST(courses)
{
    const double told[] = {1.5, 3};
    const struct cairn_yearly by_rate = {.change = 0.12};
    const struct cairn_yearly by_table = {.change = NAN, .values = told, .n_values = 2};

    ck_assert_double_eq(cairn_years_course(&by_rate, 1), 1);
    ck_assert_double_eq_tol(cairn_years_course(&by_rate, 4), 1.404928, 1e-12);
    ck_assert_double_eq(cairn_years_course(&by_table, 1), 1);
    ck_assert_double_eq(cairn_years_course(&by_table, 2), 1.5);
    ck_assert_double_eq(cairn_years_course(&by_table, 9), 3);
}
END_TEST

/*
 * [GROWTH] S / (1 + (S - 1) e^(-kt)) is 1 at t = 0, S / 2 at t = ln(S - 1) / k, tends to S, and
 * begins with the slope k (1 - 1/S) = ln(1 + r)
 */
START_TEST(logistic)
{
    struct cairn_demand demand = {.course = {.change = 0.5}, .saturation = 4};

    ck_assert_double_eq(cairn_years_demand(&demand, 1), 1);
    ck_assert_double_eq_tol(cairn_years_demand(&demand, 100), 4, 1e-9);
    demand.course.change = expm1(log(3) * 3 / 4 / 2); /* k = ln 3 / 2: half of it after two years */
    ck_assert_double_eq_tol(cairn_years_demand(&demand, 3), 2, 1e-12);
    demand.course.change = 1e-5;
    ck_assert_double_eq_tol((cairn_years_demand(&demand, 2) - 1) / 1e-5, 1, 1e-4);
}
END_TEST

/* [GROWTH] at once: ratio^-eps; by halves: the logarithm goes half of the way each year */
START_TEST(responses)
{
    struct cairn_demand demand = {.elasticity = 0.8, .adjustment = 1};
    double x = 1;

    ck_assert_double_eq_tol(cairn_years_response(&demand, 7, 0.5), pow(2, 0.8), 1e-12);
    demand.adjustment = 0.5;
    for (int y = 1; y <= 3; y++)
        x = cairn_years_response(&demand, x, 0.5);
    ck_assert_double_eq_tol(x, pow(2, 0.8 * 7 / 8), 1e-12);
}
END_TEST

/* [POLICY] 200 USD/t from 2028 on, 5 % more each year: 2030 is two years after it began */
START_TEST(policies_by_year)
{
    const struct cairn_growth_policy policy = {.begins = 2028, .change = 0.05};
    struct cairn_scenario scenario = {.growth = {.from = 2026}};

    ck_assert_double_eq_tol(cairn_years_policy(&policy, 200, &scenario, 3), 200, 1e-12);
    ck_assert_double_eq_tol(cairn_years_policy(&policy, 200, &scenario, 5), 220.5, 1e-12);
}
END_TEST

/*
 * [LMDI] demand doubles while the energy of a request halves: +- L(4, 4) ln 2 of running carbon,
 * and what is of no energy grows with demand alone
 */
START_TEST(effects)
{
    double before_j[] = {10, 0}, after_j[] = {10, 0}, before_g[] = {4, 0}, after_g[] = {4, 0};
    struct cairn_year_amounts before = {.n_places = 2,
                                        .requests = 100,
                                        .carbon_g = 5,
                                        .other_g = 1,
                                        .energy_j = before_j,
                                        .energy_g = before_g};
    struct cairn_year_amounts after = before;
    double effect[CAIRN_N_EFFECTS_OF], sum = 0;

    after.energy_j = after_j;
    after.energy_g = after_g;
    after.requests = 200;
    after.other_g = 2;
    after.carbon_g = 6;
    cairn_year_effects(&before, &after, effect);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_DEMAND], 4 * log(2) + 1, 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_EFFICIENCY], -4 * log(2), 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_EMBODIED], 0, 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_PLACEMENT], 0, 1e-12);

    /* all of it moves to a place of half the intensity, with nothing else changed: placement */
    after = before;
    after_j[0] = 0;
    after_j[1] = 10;
    after_g[0] = 0;
    after_g[1] = 2;
    after.energy_j = after_j;
    after.energy_g = after_g;
    cairn_year_effects(&before, &after, effect);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_PLACEMENT], -2, 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_GRID], 0, 1e-12);

    /* and any two years add up, also where a place draws nothing and emits, or is credited */
    after_j[0] = 3;
    after_g[0] = 7;
    before_g[1] = 1.5;
    after.requests = 321;
    after.other_g = 0;
    cairn_year_effects(&before, &after, effect);
    for (int k = 0; k < CAIRN_N_EFFECTS_OF; k++)
        sum += effect[k];
    ck_assert_double_eq_tol(sum, 7 + 2 - (4 + 1.5 + 1), 1e-12);
}
END_TEST

/*
 * [LMDI] a service takes 0.4 J and 0.2 g of it, and 0.02 g of no energy, for a request; then half
 * the energy, the rest as before, for as many requests: V falls from 22 to 12 g, all of it
 * efficiency, though a joule comes with more of the rest. Twice the requests: 2 g more of no energy
 * is demand.
 */
START_TEST(no_energy_is_no_grid)
{
    double before_j[] = {40}, after_j[] = {20}, before_g[] = {20}, after_g[] = {10};
    struct cairn_year_amounts before = {
        .n_places = 1, .requests = 100, .other_g = 2, .energy_j = before_j, .energy_g = before_g};
    struct cairn_year_amounts after = before;
    double effect[CAIRN_N_EFFECTS_OF];

    after.energy_j = after_j;
    after.energy_g = after_g;
    cairn_year_effects(&before, &after, effect);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_EFFICIENCY], -10, 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_GRID], 0, 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_DEMAND], 0, 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_EMBODIED], 0, 1e-12);

    after_j[0] = 40;
    after_g[0] = 20;
    after.requests = 200;
    after.other_g = 4;
    cairn_year_effects(&before, &after, effect);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_DEMAND], 20 * log(2) + 2, 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_EFFICIENCY], -20 * log(2), 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_GRID], 0, 1e-12);
    ck_assert_double_eq_tol(effect[CAIRN_EFFECT_OF_EMBODIED], 0, 1e-12);
}
END_TEST

Suite *test_years(void);
Suite *test_years(void)
{
    Suite *suite = suite_create("years");
    TCase *tc = tcase_create("years");
    tcase_add_test(tc, courses);
    tcase_add_test(tc, logistic);
    tcase_add_test(tc, responses);
    tcase_add_test(tc, policies_by_year);
    tcase_add_test(tc, effects);
    tcase_add_test(tc, no_energy_is_no_grid);
    suite_add_tcase(suite, tc);
    return suite;
}

#include <check.h>
#include <math.h>

#include "account/rebound.h"

/*
 * [REBOUND] D1/D0 = c^-eps, E1/E0 = (1-s+s/g)^-eps / g, R = 1 - (1 - E1/E0)/(1 - 1/g), evaluated
 * to 12 digits: g 2, eps 0.6, s 1 (2^0.6, 2^-0.4); g 2, eps 1.5, s 0.4 (0.8^-1.5).
 */
static const struct {
    double gain, elasticity, share, cost, demand, energy, rebound;
} cases[] = {
    {2, 0.6, 1, 0.5, 1.51571656651, 0.757858283255, 0.51571656651},
    {2, 1.5, 0.4, 0.8, 1.39754248594, 0.698771242969, 0.397542485937},
};

START_TEST(closed_form)
{
    double cost = cairn_rebound_cost_ratio(cases[_i].share, cases[_i].gain), rebound;

    ck_assert_double_eq_tol(cost, cases[_i].cost, 1e-15);
    ck_assert_double_eq_tol(cairn_rebound_demand_ratio(cost, cases[_i].elasticity),
                            cases[_i].demand, 1e-9 * cases[_i].demand);
    ck_assert_double_eq_tol(
        cairn_rebound_energy_ratio(cases[_i].share, cases[_i].gain, cases[_i].elasticity),
        cases[_i].energy, 1e-9 * cases[_i].energy);
    ck_assert(cairn_rebound(1, 1 / cases[_i].gain, cases[_i].energy, &rebound));
    ck_assert_double_eq_tol(rebound, cases[_i].rebound, 1e-9);
    ck_assert(rebound < 1);
}
END_TEST

/* [REBOUND] at s = 1 E1/E0 = g^(eps-1): backfire iff eps > 1; R tends to eps as g tends to 1 */
START_TEST(backfire_iff_elasticity_above_one)
{
    for (int i = 0; i <= 40; i++) {
        double elasticity = i * 0.05, rebound;

        for (double gain = 1.0001; gain < 20; gain *= 1.7) {
            double ratio = cairn_rebound_energy_ratio(1, gain, elasticity);

            ck_assert_double_eq_tol(ratio, exp((elasticity - 1) * log(gain)), 1e-9 * ratio);
            if (i == 20)
                continue;
            ck_assert(cairn_rebound(1, 1 / gain, ratio, &rebound));
            ck_assert_int_eq(rebound > 1, elasticity > 1);
        }
        cairn_rebound(1, 1 / 1.0001, cairn_rebound_energy_ratio(1, 1.0001, elasticity), &rebound);
        ck_assert_double_eq_tol(rebound, elasticity, 2e-4);
    }
}
END_TEST

START_TEST(nothing_to_save_is_undefined)
{
    double rebound;

    ck_assert(!cairn_rebound(10, 10, 12, &rebound));
    ck_assert(!cairn_rebound(0, 0, 1, &rebound)); /* of nothing, nothing is too little */
    ck_assert(isnan(rebound));
    ck_assert(isnan(rebound));
    ck_assert(!cairn_rebound(10, 10 - 1e-6, 10, &rebound));
    ck_assert(cairn_rebound(10, 9, 9, &rebound));
    ck_assert_double_eq_tol(rebound, 0, 1e-12);
    ck_assert(cairn_rebound(10, 9, 8, &rebound)); /* more than was to be had */
    ck_assert_double_eq_tol(rebound, -1, 1e-12);
}
END_TEST

/* [REBOUND] (c1/c0)^-eps r = 1 at eps = ln r / ln c; s = 1: 1; s = 0.4, g = 2: ln 2 / ln 1.25 */
START_TEST(break_even)
{
    ck_assert_double_eq_tol(cairn_rebound_break_even(0.5, 0.5), 1, 1e-10);
    ck_assert_double_eq_tol(cairn_rebound_break_even(0.8, 0.5), 3.1062837195053903, 1e-10);
    ck_assert(isnan(cairn_rebound_break_even(1, 0.5)));   /* cost does not move: never */
    ck_assert(isnan(cairn_rebound_break_even(1.1, 0.5))); /* it grows: never */
    ck_assert_double_eq(
        cairn_rebound_energy_ratio(0.4, 2, cairn_rebound_break_even(0.8, 0.5)) > 1 - 1e-9, 1);
}
END_TEST

static double by_bisection(const struct cairn_congestion *of)
{
    double low = 0, high = of->capacity;

    for (int i = 0; i < 200; i++) {
        double rate = (low + high) / 2;
        double wants =
            of->scale * pow(of->price + of->value / (of->capacity - rate), -of->elasticity);

        if (rate < wants)
            low = rate;
        else
            high = rate;
    }
    return (low + high) / 2;
}

/* [CONGEST] A 10, eps 0.5, p 1, v 1: mu 6 gives 5.5539455437, mu 9 7.61752970919 */
START_TEST(congestion)
{
    struct cairn_congestion of = {10, 0.5, 1, 1, 6};
    double before, after;

    ck_assert_int_eq(cairn_congestion_rate(&of, &before), CAIRN_ROOT_FOUND);
    ck_assert_double_eq_tol(before, 5.5539455437, 1e-6 * 5.55);
    ck_assert_double_eq_tol(before, by_bisection(&of), 1e-6 * before);
    ck_assert_double_eq_tol(1 / (6 - before), 2.24187873448, 1e-6 * 2.24);
    of.capacity = 9;
    ck_assert_int_eq(cairn_congestion_rate(&of, &after), CAIRN_ROOT_FOUND);
    ck_assert_double_eq_tol(after, 7.61752970919, 1e-6 * 7.6);
    ck_assert_double_eq_tol(after, by_bisection(&of), 1e-6 * after);
    ck_assert_double_eq_tol(1 / (9 - after), 0.723342849861, 1e-6 * 0.72);
    ck_assert_double_eq_tol(after / before, 1.37155282659, 1e-6 * 1.37);
    for (int i = 0; i < 50; i++) {
        struct cairn_congestion other = {1 + i, 0.1 * i, 0.01, 3, 2 + 0.3 * i};

        ck_assert_int_eq(cairn_congestion_rate(&other, &after), CAIRN_ROOT_FOUND);
        ck_assert_double_eq_tol(after, by_bisection(&other), 1e-6 * after);
    }
}
END_TEST

/*
 * All together, in kg: 100 without the gain, 60 if demand had stayed; 75 % of it saved, all of it
 * eaten up, more than that; and a gain that saves nothing, or is a loss.
 */
START_TEST(backfire_is_more_than_without_the_gain)
{
    static const struct {
        double potential_g, actual_g, rebound;
        bool gained, backfires;
    } rows[] = {
        {60e3, 70e3, 0.25, true, false},     {60e3, 100e3, 1, true, false},
        {60e3, 100.1e3, 1.0025, true, true}, {60e3, 100e3 * (1 + 1e-13), 1, true, false},
        {100e3, 120e3, NAN, false, false},   {140e3, 150e3, -0.25, true, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cairn_rebounded of =
            cairn_rebounded_of(100e3, rows[i].potential_g, rows[i].actual_g, 0.5);

        ck_assert_int_eq(of.gained, rows[i].gained);
        ck_assert_int_eq(of.backfires, rows[i].backfires);
        if (rows[i].gained)
            ck_assert_double_eq_tol(of.rebound, rows[i].rebound, 1e-9);
        else
            ck_assert(isnan(of.rebound));
        ck_assert_double_eq(of.without_g, 100e3);
        ck_assert_double_eq(of.potential_g, rows[i].potential_g);
    }
    /* ln(0.6) / ln(0.5), see break_even */
    ck_assert_double_eq_tol(cairn_rebounded_of(100e3, 60e3, 70e3, 0.5).break_even, 0.736965594166,
                            1e-9);
    ck_assert(isnan(cairn_rebound_break_even(0.995, 0.5))); /* some 138: beyond what is looked at */
    ck_assert(!cairn_rebounded_none().gained && isnan(cairn_rebounded_none().break_even));
}
END_TEST

Suite *test_rebound(void);
Suite *test_rebound(void)
{
    Suite *suite = suite_create("rebound");
    TCase *tc = tcase_create("rebound");
    tcase_add_loop_test(tc, closed_form, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tc, backfire_iff_elasticity_above_one);
    tcase_add_test(tc, nothing_to_save_is_undefined);
    tcase_add_test(tc, break_even);
    tcase_add_test(tc, congestion);
    tcase_add_test(tc, backfire_is_more_than_without_the_gain);
    suite_add_tcase(suite, tc);
    return suite;
}

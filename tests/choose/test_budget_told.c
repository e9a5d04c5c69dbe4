/* Budgets of candidates that take what they are told to, worked out by hand. [BUDGET] */
#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/budget.h"
#include "support/build.h"
#include "support/staged.h"
#include "support/town.h"

enum { MOST = 4 };

static struct cairn_scenario *town_within(double carbon_g, double water_l)
{
    struct cairn_scenario *s = town();

    town_prices(s);
    s->choose.budget = (struct cairn_budgets){.origin.file = "x",
                                              .carbon_g = carbon_g,
                                              .energy_j = NAN,
                                              .water_l = water_l,
                                              .money_usd = NAN,
                                              .purchases_usd = NAN};
    return s;
}

/* Half-width of two values that are d apart: t(p) with one degree of freedom is tan(pi (p - 1/2)),
 * the standard error is d / 2, and p is 1 - error / 2. */
static double half_of(double d, double error)
{
    return tan(acos(-1) * (0.5 - error / 2)) * d / 2;
}

/* Of an alpha of 0.05 half belongs to budgets, and of that each of them has the same. */
START_TEST(budgets_share_their_error)
{
    for (int two = 0; two < 2; two++) {
        struct cairn_budget_result results[CAIRN_N_RESOURCES];
        struct staged t;
        struct cairn_trial *trial;
        double half = half_of(4, two ? 0.0125 : 0.025);

        staged_init(&t, town_within(100, two ? 1000 : NAN), MOST);
        staged_add(&t, TOWN_BOX, 1, 1, true);
        staged_tell(&t, 0, (const double[MOST]){10, 14, 99, 99}, MOST);
        trial = &t.answer.candidates[0]->trial;
        ck_assert_int_eq(cairn_budget_count(t.s), 1 + two);
        ck_assert_int_eq(cairn_budgets_test(trial, 2, 0.05, results), 1 + two);
        ck_assert_int_eq(results[0].resource, CAIRN_RESOURCE_CARBON);
        ck_assert_double_eq(results[0].limit, 100);
        ck_assert_double_eq(results[0].value, 12);
        ck_assert_double_eq_tol(results[0].half_width, half, 1e-6 * half);
        ck_assert_int_eq(results[0].verdict, two ? CAIRN_UNDECIDED : CAIRN_KEPT);
        if (two) {
            ck_assert_int_eq(results[1].resource, CAIRN_RESOURCE_WATER);
            ck_assert_double_eq(results[1].limit, 1000);
            ck_assert_int_eq(results[1].verdict, CAIRN_KEPT);
        }
        ck_assert_double_eq(cairn_budget_alpha(t.s, 0.05), 0.025);
        ck_assert_double_eq(cairn_promises_alpha(t.s, 0.05), 0.025);
        t.s->choose.budget.origin.file = NULL;
        ck_assert_int_eq(cairn_budgets_test(trial, 2, 0.05, results), 0);
        ck_assert_int_eq(cairn_budget_count(t.s), 0);
        ck_assert_double_eq(cairn_budget_alpha(t.s, 0.05), 0);
        staged_release(&t);
    }
}
END_TEST

/*
 * A total of 1,000 for certain: its budget may be 10^-12 of itself too small, as sums are rounded,
 * and no more. Of 996 and 1,004 the interval is some 100 to either side.
 */
START_TEST(budgets_are_kept_broken_or_undecided)
{
    static const struct {
        double apart, limit;
        enum cairn_verdict verdict;
    } cases[] = {
        {0, 1000, CAIRN_KEPT},
        {0, 1000 * (1 - 0.9e-12), CAIRN_KEPT},
        {0, 1000 * (1 - 1.2e-12), CAIRN_BROKEN},
        {0, 1001, CAIRN_KEPT},
        {8, 1105, CAIRN_KEPT},
        {8, 1095, CAIRN_UNDECIDED},
        {8, 1000, CAIRN_UNDECIDED},
        {8, 905, CAIRN_UNDECIDED},
        {8, 895, CAIRN_BROKEN},
    };

    ck_assert_double_eq_tol(half_of(8, 0.025), 101.8, 0.1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_budget_result results[CAIRN_N_RESOURCES];
        struct staged t;

        staged_init(&t, town_within(cases[i].limit, NAN), MOST);
        staged_add(&t, TOWN_BOX, 1, 1, true);
        staged_tell(&t, 0, (const double[]){1000 - cases[i].apart / 2, 1000 + cases[i].apart / 2},
                    2);
        cairn_budgets_test(&t.answer.candidates[0]->trial, 2, 0.05, results);
        ck_assert_msg(results[0].verdict == cases[i].verdict, "case %d", (int)i);
        staged_release(&t);
    }
}
END_TEST

/* A value and a limit that are one and the same, both with the rounding that is allowed for. */
START_TEST(a_budget_that_is_met_exactly_is_kept)
{
    struct cairn_budget_result results[CAIRN_N_RESOURCES];
    struct staged t;
    double value = 1024 * (1 + 1e-12);

    staged_init(&t, town_within(1024, NAN), MOST);
    staged_add(&t, TOWN_BOX, 1, 1, true);
    staged_tell(&t, 0, (const double[]){value, value}, 2);
    cairn_budgets_test(&t.answer.candidates[0]->trial, 2, 0.05, results);
    ck_assert_int_eq(results[0].verdict, CAIRN_KEPT);
    staged_release(&t);
}
END_TEST

/* Broken is what is above for sure: not an interval that begins at the limit. */
START_TEST(an_interval_that_touches_its_budget_is_undecided)
{
    struct cairn_budget_result results[CAIRN_N_RESOURCES];
    struct staged t;
    double low, limit;

    staged_init(&t, town_within(1, NAN), MOST);
    staged_add(&t, TOWN_BOX, 1, 1, true);
    staged_tell(&t, 0, (const double[]){996, 1004}, 2);
    cairn_budgets_test(&t.answer.candidates[0]->trial, 2, 0.05, results);
    ck_assert_int_eq(results[0].verdict, CAIRN_BROKEN);
    low = results[0].value - results[0].half_width;
    limit = low * (1 - 2e-12);
    while (limit * (1 + 1e-12) < low)
        limit = nextafter(limit, low);
    t.s->choose.budget.carbon_g = limit;
    cairn_budgets_test(&t.answer.candidates[0]->trial, 2, 0.05, results);
    ck_assert_int_eq(results[0].verdict, CAIRN_UNDECIDED);
    staged_release(&t);
}
END_TEST

/* What is told is returned for each replication; purchases are accounted by part. */
START_TEST(values_are_of_each_replication)
{
    struct staged t;
    double values[3] = {0};

    staged_init(&t, town_within(1, NAN), MOST);
    staged_add(&t, TOWN_BOX, 1, 1, true);
    staged_tell(&t, 0, (const double[MOST]){3, 1, 4, 1}, MOST);
    cairn_resource_values(&t.answer.candidates[0]->trial, CAIRN_RESOURCE_WATER, 3, values);
    ck_assert_double_eq(values[0], 3);
    ck_assert_double_eq(values[1], 1);
    ck_assert_double_eq(values[2], 4);
    staged_release(&t);
}
END_TEST

/* A new line of 50 USD to a box of 400 USD, or a GPU of 1,100, once in five years (4 is a life). */
START_TEST(lines_are_purchases)
{
    static const struct {
        int pool;
        double price_usd;
    } cases[] = {{TOWN_BOX, 400}, {TOWN_GPU, 1100}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_scenario *s = town_within(1, NAN);
        struct staged t;
        double values[2];

        s->links[0].line = CAIRN_LINE_NEW;
        s->hops[0].lifetime_s = s->time.horizon_s;
        s->hardware[0].embodied.lifetime_s = s->hardware[1].embodied.lifetime_s = s->time.horizon_s;
        staged_init(&t, s, MOST);
        staged_add(&t, cases[i].pool, 1, 1, true);
        cairn_resource_values(&t.answer.candidates[0]->trial, CAIRN_RESOURCE_PURCHASES, 2, values);
        for (int r = 0; r < 2; r++)
            ck_assert_double_eq_tol(
                values[r], cases[i].price_usd + (cases[i].pool == TOWN_GPU ? 50 : 0), 1e-9);
        staged_release(&t);
    }
}
END_TEST

/* By its aim, then by what has a budget: the first figure that is missing, or none. */
START_TEST(what_a_budget_lacks_is_missing)
{
    struct cairn_scenario *s = town_within(NAN, NAN);
    struct staged t;
    const struct cairn_trial *trial;

    s->hardware[0].embodied.carbon_g = NAN;
    s->choose.aim = CAIRN_AIM_MONEY;
    staged_init(&t, s, MOST);
    staged_add(&t, TOWN_BOX, 1, 1, true);
    trial = &t.answer.candidates[0]->trial;
    ck_assert_ptr_null(cairn_budget_missing(trial));
    s->choose.budget.water_l = 1;
    ck_assert_ptr_null(cairn_budget_missing(trial));
    s->choose.budget.carbon_g = 1;
    ck_assert_ptr_nonnull(strstr(cairn_budget_missing(trial), "embodied"));
    s->choose.budget.carbon_g = NAN;
    s->choose.aim = CAIRN_AIM_CARBON;
    ck_assert_ptr_nonnull(strstr(cairn_budget_missing(trial), "embodied"));
    staged_release(&t);

    s = town_within(NAN, NAN);
    s->hardware[0].price.value_usd = NAN;
    s->choose.budget.purchases_usd = 1; /* the last of them */
    staged_init(&t, s, MOST);
    staged_add(&t, TOWN_BOX, 1, 1, true);
    ck_assert_ptr_nonnull(strstr(cairn_budget_missing(&t.answer.candidates[0]->trial), "price"));
    staged_release(&t);
}
END_TEST

START_TEST(resources_have_names_and_measures)
{
    static const struct {
        const char *name;
        enum cairn_measure measure;
    } expected[CAIRN_N_RESOURCES] = {{"carbon", CAIRN_CARBON},
                                     {"energy", CAIRN_ENERGY_USED},
                                     {"water", CAIRN_WATER_USED},
                                     {"money", CAIRN_MONEY_SPENT},
                                     {"purchases", CAIRN_MONEY_SPENT}};

    for (int r = 0; r < CAIRN_N_RESOURCES; r++) {
        ck_assert_str_eq(cairn_resource_name((enum cairn_resource)r), expected[r].name);
        ck_assert_int_eq(cairn_resource_measure((enum cairn_resource)r), expected[r].measure);
    }
}
END_TEST

Suite *test_budget_told(void);

Suite *test_budget_told(void)
{
    Suite *suite = suite_create("budget_told");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, budgets_share_their_error);
    tcase_add_test(tests, budgets_are_kept_broken_or_undecided);
    tcase_add_test(tests, a_budget_that_is_met_exactly_is_kept);
    tcase_add_test(tests, an_interval_that_touches_its_budget_is_undecided);
    tcase_add_test(tests, values_are_of_each_replication);
    tcase_add_test(tests, lines_are_purchases);
    tcase_add_test(tests, what_a_budget_lacks_is_missing);
    tcase_add_test(tests, resources_have_names_and_measures);
    suite_add_tcase(suite, tests);
    return suite;
}

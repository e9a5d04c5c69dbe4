/* What of a factor book is left open. [BULK] */
#include <check.h>
#include <math.h>

#include "account/variables.h"

enum {
    PUE_EAST,
    PUE_WEST,
    IT_SHARE,
    LIFETIME,
    GRID_0,
    GRID_1,
    GRID_WEEK,
    SAVED,
    SAVED_LAST,
    N_FACTORS
};

static const struct {
    enum cairn_factor_kind kind;
    const char *subject;
    int window;
    double value;
} entries[N_FACTORS] = {
    [PUE_EAST] = {CAIRN_FACTOR_PUE, "east", CAIRN_NONE, 1.2},
    [PUE_WEST] = {CAIRN_FACTOR_PUE, "west", CAIRN_NONE, 1.5},
    [IT_SHARE] = {CAIRN_FACTOR_IT_SHARE, "east", CAIRN_NONE, 1 / 1.2},
    [LIFETIME] = {CAIRN_FACTOR_AMORTISATION, "box", CAIRN_NONE, 0.25},
    [GRID_0] = {CAIRN_FACTOR_INTENSITY, "PL", 0, 700},
    [GRID_1] = {CAIRN_FACTOR_INTENSITY, "PL", 1, 800},
    [GRID_WEEK] = {CAIRN_FACTOR_INTENSITY, "PL", CAIRN_NONE, 750},
    [SAVED] = {CAIRN_FACTOR_DEFERRED, "PL/box", 0, -50},
    [SAVED_LAST] = {CAIRN_FACTOR_DEFERRED_LAST, "PL/box", 0, -30},
};

static struct cairn_factor_book book;
static struct cairn_variables variables;

static void setup(void)
{
    cairn_factor_book_init(&book);
    for (int i = 0; i < N_FACTORS; i++)
        ck_assert_int_eq(
            cairn_factor_enter(&book, &(struct cairn_factor){.kind = entries[i].kind,
                                                             .subject = entries[i].subject,
                                                             .window = entries[i].window,
                                                             .value = entries[i].value}),
            i);
    cairn_variables_init(&variables, &book, 2);
}

static void teardown(void)
{
    cairn_variables_release(&variables);
    cairn_factor_book_release(&book);
}

static int bind(enum cairn_factor_kind kind, const char *subject, int variable, int power,
                double base)
{
    return cairn_variables_bind(
        &variables,
        &(struct cairn_binding){
            .kind = kind, .subject = subject, .variable = variable, .power = power, .base = base});
}

static struct cairn_monomial of_factors(int a, int b, int hours_of)
{
    struct cairn_term term = {.n_factors = 2, .factor = {a, b}, .hours_of = hours_of};
    return cairn_variables_monomial(&variables, &term);
}

static void check_power(const struct cairn_monomial *monomial, int at, int variable, int power)
{
    ck_assert_int_lt(at, monomial->n);
    ck_assert_int_eq(monomial->powers[at].variable, variable);
    ck_assert_int_eq(monomial->powers[at].power, power);
}

START_TEST(one_subject_or_all_are_bound)
{
    int all = cairn_variables_add(&variables);
    int east = cairn_variables_add(&variables);
    ck_assert_int_eq(bind(CAIRN_FACTOR_PUE, NULL, all, 1, NAN), 2);
    ck_assert_int_eq(bind(CAIRN_FACTOR_PUE, "east", east, 1, 1), 1);
    ck_assert_int_eq(bind(CAIRN_FACTOR_PUE, "north", east, 1, NAN), 0);
    ck_assert_double_eq(variables.factors[PUE_WEST].base, 1.5);
    ck_assert_double_eq(variables.factors[PUE_EAST].base, 1);
    struct cairn_monomial both = of_factors(PUE_EAST, LIFETIME, CAIRN_NONE);
    ck_assert_int_eq(both.n, 2);
    check_power(&both, 0, all, 1);
    check_power(&both, 1, east, 1);
    struct cairn_monomial none = of_factors(IT_SHARE, LIFETIME, CAIRN_NONE);
    ck_assert_int_eq(none.n, 0);
}
END_TEST

/*
 * What waiting saves is a difference of intensities: it is rescaled with all hours of its grid, and
 * not where one takes their place. [DEFER]
 */
START_TEST(what_waiting_saves_is_rescaled_only)
{
    int v = cairn_variables_add(&variables);

    ck_assert_int_eq(bind(CAIRN_FACTOR_INTENSITY, "P", v, 1, NAN), 0);
    ck_assert_int_eq(bind(CAIRN_FACTOR_INTENSITY, "PL", v, 1, NAN), 4);
    ck_assert_int_eq(variables.factors[SAVED].n_powers, 1);
    ck_assert_int_eq(bind(CAIRN_FACTOR_INTENSITY + 1, "PL", v, 1, NAN), 0);
    ck_assert_int_eq(bind(CAIRN_FACTOR_INTENSITY, "PL", v, 1, 1), 3);
    ck_assert_int_eq(variables.factors[SAVED].n_powers, 1);
    ck_assert_double_eq(variables.factors[SAVED].base, -50);
    ck_assert_double_eq(variables.factors[GRID_0].base, 1);
}
END_TEST

/* Of all grids, and of the last kind of intensity. */
START_TEST(any_kind_and_grid_may_be_rescaled)
{
    int v = cairn_variables_add(&variables);

    ck_assert_int_eq(bind(CAIRN_FACTOR_INTENSITY, NULL, v, 1, NAN), 4);
    ck_assert_int_eq(bind(CAIRN_FACTOR_INTENSITY_LAST, "PL", v, 1, NAN), 1);
    ck_assert_int_eq(variables.factors[SAVED].n_powers, 1);
    ck_assert_int_eq(variables.factors[SAVED_LAST].n_powers, 1);
}
END_TEST

/* What cancels may stand before what stays. */
START_TEST(what_cancels_leaves_the_rest)
{
    int first = cairn_variables_add(&variables), second = cairn_variables_add(&variables),
        third = cairn_variables_add(&variables);
    struct cairn_term term = {
        .n_factors = 4, .factor = {PUE_EAST, LIFETIME, GRID_0, IT_SHARE}, .hours_of = CAIRN_NONE};
    struct cairn_monomial left;

    bind(CAIRN_FACTOR_PUE, NULL, first, 1, NAN);
    bind(CAIRN_FACTOR_IT_SHARE, NULL, first, -1, NAN);
    bind(CAIRN_FACTOR_AMORTISATION, NULL, second, -1, NAN);
    bind(CAIRN_FACTOR_INTENSITY, NULL, third, 1, NAN);
    left = cairn_variables_monomial(&variables, &term);
    ck_assert_int_eq(left.n, 2);
    check_power(&left, 0, second, -1);
    check_power(&left, 1, third, 1);
}
END_TEST

/* Powers add up, in whatever order the factors stand, and x / x is no variable at all. */
START_TEST(powers_add_up_and_cancel)
{
    int first = cairn_variables_add(&variables), second = cairn_variables_add(&variables);
    bind(CAIRN_FACTOR_PUE, NULL, second, 1, NAN);
    bind(CAIRN_FACTOR_IT_SHARE, NULL, second, -1, NAN);
    bind(CAIRN_FACTOR_AMORTISATION, NULL, first, -1, NAN);
    struct cairn_monomial square = of_factors(PUE_EAST, PUE_WEST, CAIRN_NONE);
    ck_assert_int_eq(square.n, 1);
    check_power(&square, 0, second, 2);
    struct cairn_monomial gone = of_factors(PUE_EAST, IT_SHARE, CAIRN_NONE);
    ck_assert_int_eq(gone.n, 0);
    struct cairn_monomial a = of_factors(PUE_EAST, LIFETIME, CAIRN_NONE);
    struct cairn_monomial b = of_factors(LIFETIME, PUE_EAST, CAIRN_NONE);
    check_power(&a, 0, first, -1);
    check_power(&a, 1, second, 1);
    ck_assert(cairn_monomial_equal(&a, &b));
    ck_assert(!cairn_monomial_equal(&a, &square));
    ck_assert(!cairn_monomial_equal(&gone, &square));
}
END_TEST

/* The window of the term decides, not that of the factor: a constant intensity has one factor. */
START_TEST(hours_are_one_variable_a_window)
{
    int pue = cairn_variables_add(&variables);
    int hours = cairn_variables_bind_hours(&variables, "PL", CAIRN_AVERAGE, CAIRN_LIFE_CYCLE);
    bind(CAIRN_FACTOR_PUE, "east", pue, 1, NAN);
    ck_assert_int_eq(variables.n, 1 + 2 + 1);
    for (int w = 0; w < 2; w++)
        for (int factor = GRID_0; factor <= GRID_WEEK; factor++) {
            struct cairn_monomial monomial = of_factors(factor, PUE_EAST, w);
            ck_assert_int_eq(monomial.n, 2);
            check_power(&monomial, 0, pue, 1);
            check_power(&monomial, 1, hours + w, 1);
        }
    struct cairn_monomial week = of_factors(GRID_WEEK, PUE_WEST, CAIRN_NONE);
    ck_assert_int_eq(week.n, 1);
    check_power(&week, 0, hours + 2, 1);
    ck_assert_double_eq(variables.factors[GRID_1].base, 1);
    cairn_variables_bind_hours(&variables, "DE", CAIRN_AVERAGE, CAIRN_LIFE_CYCLE);
    cairn_variables_bind_hours(&variables, "PL", CAIRN_AVERAGE, CAIRN_DIRECT);
    ck_assert_int_eq(variables.n, 1 + 3 * 3);
    ck_assert_int_eq(of_factors(GRID_0, PUE_WEST, 0).powers[0].variable, hours);
}
END_TEST

Suite *test_variables(void);
Suite *test_variables(void)
{
    Suite *suite = suite_create("variables");
    TCase *tc = tcase_create("variables");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, one_subject_or_all_are_bound);
    tcase_add_test(tc, what_waiting_saves_is_rescaled_only);
    tcase_add_test(tc, any_kind_and_grid_may_be_rescaled);
    tcase_add_test(tc, what_cancels_leaves_the_rest);
    tcase_add_test(tc, powers_add_up_and_cancel);
    tcase_add_test(tc, hours_are_one_variable_a_window);
    suite_add_tcase(suite, tc);
    return suite;
}

/* [INDEX] [MORRIS] Sensitivity indices of functions whose indices are known in closed form. */

#include "math/indices.h"

#include <check.h>
#include <math.h>
#include <sys/resource.h>

#include "support/known_indices.h"

static const int alone[] = {0, 1};

/* ---- they are found ---- */

/* the values that the literature gives to three digits, from the closed forms above */
START_TEST(closed_forms_are_those_of_the_literature)
{
    double first[4], total[4];

    known_functions[0].know(first, total);
    ck_assert_double_eq_tol(first[0], 0.3139, 5e-5);
    ck_assert_double_eq_tol(first[1], 0.4424, 5e-5);
    ck_assert_double_eq_tol(total[0], 0.5576, 5e-5);
    ck_assert_double_eq_tol(total[2], 0.2437, 5e-5);
}
END_TEST

/*
 * 60 repeats: a procedure that covers 95 % of 360 or 480 intervals stays within these limits with
 * probability above 1 - 1e-4 each; tests/soak/soak_indices.c has 500 and the limits of 93 to 97 %.
 */
START_TEST(intervals_cover)
{
    const struct known_function *known = &known_functions[_i];
    struct known_coverage coverage;
    double share;

    known_coverage_measure(&coverage, known, 1024, 60);
    share = (double)coverage.all / (60 * 2 * known->n);
    ck_assert_double_ge(share, 0.90);
    ck_assert_double_le(share, 0.99);
}
END_TEST

/* a constant on top changes nothing but rounding: outputs are centred */
static bool shifted(void *context, const double *u, int n, double *y)
{
    known_functions[0].f(context, u, n, y);
    for (int p = 0; p < n; p++)
        y[p] += 1e6;
    return true;
}

START_TEST(a_constant_changes_nothing)
{
    struct cairn_indices_problem problem = known_problem(&known_functions[0], 256);
    struct cairn_index plain[3], moved[3];

    ck_assert(cairn_indices_find(&problem, plain));
    problem.evaluate = shifted;
    ck_assert(cairn_indices_find(&problem, moved));
    for (int f = 0; f < 3; f++) {
        ck_assert_double_eq_tol(plain[f].first, moved[f].first, 1e-6);
        ck_assert_double_eq_tol(plain[f].first_low, moved[f].first_low, 1e-6);
    }
}
END_TEST

/* x1 and x3 of Ishigami as one factor: its first and total are both 1 - S_2 */
START_TEST(a_group_is_one_factor)
{
    static const int grouped[] = {0, 1, 0};
    struct cairn_indices_problem problem = known_problem(&known_functions[0], 4096);
    struct cairn_index indices[2];
    double first[3], total[3];

    known_functions[0].know(first, total);
    problem.n_factors = 2;
    problem.factor_of = grouped;
    ck_assert(cairn_indices_find(&problem, indices));
    ck_assert_double_eq_tol(indices[0].first, 1 - first[1], 0.07);
    ck_assert_double_eq_tol(indices[0].total, 1 - first[1], 0.05);
}
END_TEST

static bool constant(void *context, const double *u, int n, double *y)
{
    (void)context;
    (void)u;
    for (int p = 0; p < n; p++)
        y[p] = 3;
    return true;
}

START_TEST(what_does_not_vary_has_no_indices)
{
    struct cairn_indices_problem problem = known_problem(&known_functions[0], 64);
    struct cairn_index indices[3];

    problem.evaluate = constant;
    ck_assert(cairn_indices_find(&problem, indices));
    ck_assert(isnan(indices[0].first) && isnan(indices[2].total));
}
END_TEST

static bool two_outputs(void *context, const double *u, int n, double *y)
{
    (void)context;
    for (int p = 0; p < n; p++, u += 2, y += 2) {
        y[0] = 3 * u[0] - 5 * u[1];
        y[1] = u[0] * u[1];
    }
    return true;
}

static bool gives_up(void *context, const double *u, int n, double *y)
{
    int *left = context;

    *left -= n;
    return *left >= 0 && two_outputs(NULL, u, n, y);
}

/* of a linear function: every effect is the coefficient; of u v, each is the other's value: mean
 * 1/2, and its variance that of four levels, (16 - 1)/12/16 */
START_TEST(morris_effects)
{
    struct cairn_effect_size effects[4];
    struct cairn_indices_problem problem = {
        .evaluate = two_outputs,
        .n_coordinates = 2,
        .n_factors = 2,
        .n_outputs = 2,
        .factor_of = alone,
        .n = 4000,
        .confidence = 0.95,
        .seed = 7,
    };
    int left = 100;

    ck_assert(cairn_morris_find(&problem, effects));
    ck_assert_double_eq_tol(effects[0].mu_star, 3, 1e-9);
    ck_assert_double_eq_tol(effects[1].mu_star, 5, 1e-9);
    ck_assert_double_eq_tol(effects[0].sigma, 0, 1e-9);
    for (int f = 2; f < 4; f++) {
        ck_assert_double_eq_tol(effects[f].mu_star, 0.5, 0.02);
        ck_assert_double_eq_tol(effects[f].sigma, sqrt(15 / 12.0) / 4, 0.01);
    }
    problem.evaluate = gives_up;
    problem.context = &left;
    ck_assert(!cairn_morris_find(&problem, effects));
}
END_TEST

static long most_kb(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* Of 200,000 rows: outputs are kept, 8 MB of them, and sums; 400 resamples would be 320 MB. */
START_TEST(resamples_take_no_memory)
{
    struct cairn_indices_problem problem = known_problem(&known_functions[0], 200000);
    struct cairn_index indices[3];
    long before_kb = most_kb();

    ck_assert(cairn_indices_find(&problem, indices));
    ck_assert_int_lt(most_kb() - before_kb, 100000);
}
END_TEST

Suite *test_indices(void)
{
    Suite *suite = suite_create("indices");
    TCase *tcase = tcase_create("indices");

    tcase_set_timeout(tcase, 600);
    tcase_add_test(tcase, closed_forms_are_those_of_the_literature);
    tcase_add_loop_test(tcase, intervals_cover, 0, 3);
    tcase_add_test(tcase, a_constant_changes_nothing);
    tcase_add_test(tcase, a_group_is_one_factor);
    tcase_add_test(tcase, what_does_not_vary_has_no_indices);
    tcase_add_test(tcase, resamples_take_no_memory);
    tcase_add_test(tcase, morris_effects);
    suite_add_tcase(suite, tcase);
    return suite;
}

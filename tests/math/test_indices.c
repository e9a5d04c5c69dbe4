/*
 * [INDEX] [MORRIS] Sensitivity indices of functions whose indices are known in closed form.
 *
 * CAIRN_SOAK=1 repeats the coverage over 500 samples each; otherwise 60, with limits that a
 * procedure which covers 95 % passes with probability above 1 - 1e-6 (binomial), once and for all
 * as seeds are fixed.
 */

#include "math/indices.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "math/belief.h"

static const double pi = 3.14159265358979323846;
static const int alone[] = {0, 1, 2, 3, 4, 5, 6, 7};

/* ---- the functions ---- */

/* Ishigami and Homma 1990 with a = 7, b = 0.1: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 */
static bool ishigami(void *context, const double *u, double *y)
{
    double x[3];

    (void)context;
    for (int i = 0; i < 3; i++)
        x[i] = pi * (2 * u[i] - 1);
    *y = sin(x[0]) + 7 * pow(sin(x[1]), 2) + 0.1 * pow(x[2], 4) * sin(x[0]);
    return true;
}

static void know_ishigami(double *first, double *total)
{
    double p4 = pow(pi, 4), p8 = p4 * p4;
    double v1 = 0.5 * pow(1 + 0.1 * p4 / 5, 2), v2 = 49 / 8.0, v13 = 0.01 * p8 * (1 / 18.0 - 0.02);
    double v = v1 + v2 + v13;

    first[0] = v1 / v;
    first[1] = total[1] = v2 / v;
    first[2] = 0;
    total[0] = (v1 + v13) / v;
    total[2] = v13 / v;
}

/* Sobol's g with a = 0, 1, 4.5, 9: V_i = 1/(3 (1 + a_i)^2), T_i = V_i prod of others (1 + V_j) / V */
static const double g_a[] = {0, 1, 4.5, 9};

static bool g_function(void *context, const double *u, double *y)
{
    (void)context;
    *y = 1;
    for (int i = 0; i < 4; i++)
        *y *= (fabs(4 * u[i] - 2) + g_a[i]) / (1 + g_a[i]);
    return true;
}

/* prod (1 + v_i) - 1 is the variance of a product with relative variances v_i: both below */
static void know_product(const double *v, int n, double *first, double *total)
{
    double all = 1;

    for (int i = 0; i < n; i++)
        all *= 1 + v[i];
    for (int i = 0; i < n; i++) {
        first[i] = v[i] / (all - 1);
        total[i] = v[i] * all / (1 + v[i]) / (all - 1);
    }
}

static void know_g(double *first, double *total)
{
    double v[4];

    for (int i = 0; i < 4; i++)
        v[i] = 1 / (3 * pow(1 + g_a[i], 2));
    know_product(v, 4, first, total);
}

/* Carbon = energy x PUE x intensity x requests: lognormal, uniform, gamma, normal */
static const double cvs[] = {0.3, 0.1, 0.25, 0.2};

static bool carbon(void *context, const double *u, double *y)
{
    static const enum cairn_belief_kind kinds[] = {CAIRN_BELIEF_LOGNORMAL, CAIRN_BELIEF_UNIFORM,
                                                   CAIRN_BELIEF_GAMMA, CAIRN_BELIEF_NORMAL};
    struct cairn_belief belief;

    (void)context;
    *y = 1000;
    for (int i = 0; i < 4; i++) {
        cairn_belief_by_mean(&belief, kinds[i], 1, cvs[i]);
        *y *= cairn_belief_quantile(&belief, u[i]);
    }
    return true;
}

static void know_carbon(double *first, double *total)
{
    double v[4];

    for (int i = 0; i < 4; i++)
        v[i] = cvs[i] * cvs[i];
    know_product(v, 4, first, total);
}

static const struct known {
    const char *name;
    bool (*f)(void *context, const double *u, double *y);
    void (*know)(double *first, double *total);
    int n;
} functions[] = {
    {"Ishigami", ishigami, know_ishigami, 3},
    {"g", g_function, know_g, 4},
    {"product carbon", carbon, know_carbon, 4},
};

static struct cairn_indices_problem problem_of(const struct known *known, int n)
{
    return (struct cairn_indices_problem){
        .evaluate = known->f,
        .n_coordinates = known->n,
        .n_factors = known->n,
        .n_outputs = 1,
        .factor_of = alone,
        .n = n,
        .confidence = 0.95,
        .seed = 7,
    };
}

/* ---- they are found ---- */

/* the values that the literature gives to three digits, from the closed forms above */
START_TEST(closed_forms_are_those_of_the_literature)
{
    double first[4], total[4];

    know_ishigami(first, total);
    ck_assert_double_eq_tol(first[0], 0.3139, 5e-5);
    ck_assert_double_eq_tol(first[1], 0.4424, 5e-5);
    ck_assert_double_eq_tol(total[0], 0.5576, 5e-5);
    ck_assert_double_eq_tol(total[2], 0.2437, 5e-5);
}
END_TEST

/* 95 % intervals cover in 93 to 97 % of repeats, over all indices of a function */
START_TEST(intervals_cover)
{
    const struct known *known = &functions[_i];
    bool soak = getenv("CAIRN_SOAK") != NULL;
    int repeats = soak ? 500 : 60, covered = 0, all = 0;
    struct cairn_indices_problem problem = problem_of(known, 1024);
    double first[4], total[4];

    known->know(first, total);
    for (int r = 0; r < repeats; r++) {
        struct cairn_index indices[4];

        problem.repeat = (uint32_t)r;
        ck_assert(cairn_indices_find(&problem, indices));
        for (int f = 0; f < known->n; f++, all += 2) {
            covered += fabs(indices[f].first - first[f]) <= indices[f].first_half_width;
            covered += fabs(indices[f].total - total[f]) <= indices[f].total_half_width;
        }
    }
    printf("# %s: %d of %d intervals cover (%.1f %%)\n", known->name, covered, all,
           100.0 * covered / all);
    ck_assert_double_ge((double)covered / all, soak ? 0.93 : 0.90);
    ck_assert_double_le((double)covered / all, soak ? 0.97 : 0.99);
}
END_TEST

/* a constant on top changes nothing but rounding: outputs are centred */
static bool shifted(void *context, const double *u, double *y)
{
    ishigami(context, u, y);
    *y += 1e6;
    return true;
}

START_TEST(a_constant_changes_nothing)
{
    struct cairn_indices_problem problem = problem_of(&functions[0], 256);
    struct cairn_index plain[3], moved[3];

    ck_assert(cairn_indices_find(&problem, plain));
    problem.evaluate = shifted;
    ck_assert(cairn_indices_find(&problem, moved));
    for (int f = 0; f < 3; f++) {
        ck_assert_double_eq_tol(plain[f].first, moved[f].first, 1e-6);
        ck_assert_double_eq_tol(plain[f].first_half_width, moved[f].first_half_width, 1e-6);
    }
}
END_TEST

/* x1 and x3 of Ishigami as one factor: its first and total are both 1 - S_2 */
START_TEST(a_group_is_one_factor)
{
    static const int grouped[] = {0, 1, 0};
    struct cairn_indices_problem problem = problem_of(&functions[0], 4096);
    struct cairn_index indices[2];
    double first[3], total[3];

    know_ishigami(first, total);
    problem.n_factors = 2;
    problem.factor_of = grouped;
    ck_assert(cairn_indices_find(&problem, indices));
    ck_assert_double_eq_tol(indices[0].first, 1 - first[1], 0.07);
    ck_assert_double_eq_tol(indices[0].total, 1 - first[1], 0.05);
}
END_TEST

static bool constant(void *context, const double *u, double *y)
{
    (void)context;
    (void)u;
    *y = 3;
    return true;
}

START_TEST(what_does_not_vary_has_no_indices)
{
    struct cairn_indices_problem problem = problem_of(&functions[0], 64);
    struct cairn_index indices[3];

    problem.evaluate = constant;
    ck_assert(cairn_indices_find(&problem, indices));
    ck_assert(isnan(indices[0].first) && isnan(indices[2].total));
}
END_TEST

static bool two_outputs(void *context, const double *u, double *y)
{
    (void)context;
    y[0] = 3 * u[0] - 5 * u[1];
    y[1] = u[0] * u[1];
    return true;
}

static bool gives_up(void *context, const double *u, double *y)
{
    int *left = context;

    return (*left)-- > 0 && two_outputs(NULL, u, y);
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
    tcase_add_test(tcase, morris_effects);
    suite_add_tcase(suite, tcase);
    return suite;
}

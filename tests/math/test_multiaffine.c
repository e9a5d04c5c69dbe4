/* [AFFINE] Sums of products of few numbers are found; what is something else is refused. */

#include "math/multiaffine.h"

#include <check.h>
#include <math.h>
#include <string.h>

enum { NUMBERS = 6, VALUES = 2 };

static const double low[NUMBERS] = {1, 0, 2, -1, 10, 3};
static const double high[NUMBERS] = {2, 5, 4, 1, 20, 3};

struct asking {
    void (*f)(const double *x, double *y);
    int left; /* points before it gives up */
};

/* three numbers in one product, two in another, one as a reciprocal, one that cannot move */
static void footprint(const double *x, double *y)
{
    y[0] = 100 + 3 * x[0] * x[1] * x[2] + 7 * x[3] + 5 * x[1] / x[4] + x[5];
    y[1] = x[5] * (x[2] - 4 * x[3]);
}

static void rounded_up(const double *x, double *y)
{
    footprint(x, y);
    y[1] += ceil(x[2]);
}

static void kinked_together(const double *x, double *y)
{
    footprint(x, y);
    y[0] += fmax(x[0] + x[3] - 2.2, 0);
}

static bool ask(void *context, const double *x, int n, double *values)
{
    struct asking *asking = context;

    for (int p = 0; p < n; p++)
        asking->f(x + (ptrdiff_t)p * NUMBERS, values + (ptrdiff_t)p * VALUES);
    asking->left -= n;
    return asking->left >= 0;
}

static void find(struct cairn_multiaffine *found, struct asking *asking, int most)
{
    struct cairn_multiaffine_problem problem = {
        .ask = ask,
        .context = asking,
        .n_numbers = NUMBERS,
        .n_values = VALUES,
        .low = low,
        .high = high,
        .tolerance = 1e-9,
        .most_asked = most,
    };

    cairn_multiaffine_find(found, &problem);
}

/* by the definition: values of the function itself at other points */
START_TEST(values_are_those_of_the_function)
{
    struct asking asking = {footprint, 1000};
    struct cairn_multiaffine found;
    double products[64], expected[VALUES], values[VALUES];

    find(&found, &asking, 1000);
    ck_assert_int_eq(found.status, CAIRN_MULTIAFFINE_FOUND);
    for (int p = 0; p < 50; p++) {
        double x[NUMBERS];

        for (int i = 0; i < NUMBERS; i++)
            x[i] = low[i] + fmod(0.37 * (p + 1) + 0.713 * (i + 1) * p, 1) * (high[i] - low[i]);
        ck_assert(cairn_multiaffine_inside(&found, x));
        footprint(x, expected);
        cairn_multiaffine_evaluate(&found, x, products, values);
        for (int v = 0; v < VALUES; v++)
            ck_assert_double_eq_tol(values[v], expected[v], 1e-11);
    }
    cairn_multiaffine_release(&found);
}
END_TEST

/*
 * {}, five that move, {0 1} {0 2} {1 2} {1 4}, {0 1 2}: eleven terms of 32; asked for: the middle,
 * 4 of each, ten pairs, one triple, 4 together
 */
START_TEST(terms_are_what_interacts)
{
    struct asking asking = {footprint, 1000};
    struct cairn_multiaffine found;

    find(&found, &asking, 1000);
    ck_assert_int_eq(found.n_terms, 11);
    ck_assert_int_eq(found.asked, 1 + 4 * 5 + 10 + 1 + 4);
    ck_assert(found.reciprocal[4] && !found.reciprocal[1]);
    ck_assert(found.worst < 1e-13);
    cairn_multiaffine_release(&found);
}
END_TEST

START_TEST(outside_the_box_is_told)
{
    struct asking asking = {footprint, 1000};
    struct cairn_multiaffine found;
    double x[NUMBERS] = {1.5, 2, 3, 0, 15, 3};

    find(&found, &asking, 1000);
    ck_assert(cairn_multiaffine_inside(&found, x));
    x[3] = 1.01;
    ck_assert(!cairn_multiaffine_inside(&found, x));
    x[3] = NAN;
    ck_assert(!cairn_multiaffine_inside(&found, x));
    cairn_multiaffine_release(&found);
}
END_TEST

START_TEST(what_bends_is_refused)
{
    struct asking asking = {rounded_up, 1000};
    struct cairn_multiaffine found;

    find(&found, &asking, 1000);
    ck_assert_int_eq(found.status, CAIRN_MULTIAFFINE_BENDS);
    ck_assert_int_eq(found.culprit, 2);
    cairn_multiaffine_release(&found);

    asking = (struct asking){kinked_together, 1000};
    find(&found, &asking, 1000);
    ck_assert_int_eq(found.status, CAIRN_MULTIAFFINE_BENDS);
    cairn_multiaffine_release(&found);
}
END_TEST

START_TEST(limits_are_kept)
{
    struct asking asking = {footprint, 1000};
    struct cairn_multiaffine found;

    find(&found, &asking, 30);
    ck_assert_int_eq(found.status, CAIRN_MULTIAFFINE_LARGE);
    ck_assert(found.asked <= 30);
    cairn_multiaffine_release(&found);

    asking.left = 25;
    find(&found, &asking, 1000);
    ck_assert_int_eq(found.status, CAIRN_MULTIAFFINE_STOPPED);
    cairn_multiaffine_release(&found);
}
END_TEST

Suite *test_multiaffine(void)
{
    Suite *suite = suite_create("multiaffine");
    TCase *tcase = tcase_create("multiaffine");

    tcase_add_test(tcase, values_are_those_of_the_function);
    tcase_add_test(tcase, terms_are_what_interacts);
    tcase_add_test(tcase, outside_the_box_is_told);
    tcase_add_test(tcase, what_bends_is_refused);
    tcase_add_test(tcase, limits_are_kept);
    suite_add_tcase(suite, tcase);
    return suite;
}

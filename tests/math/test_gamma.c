/* [BELIEF] The gamma distribution against sums of its series with 60 decimal digits. */

#include "math/gamma.h"

#include <check.h>
#include <math.h>

static const struct {
    double shape, x, below, tolerance;
} known[] = {
    {0.04, 1e-6, 0.58812085900486193, 1e-14},
    {0.04, 0.24, 0.9569347352192025, 1e-13},
    {400, 340, 0.00082256382066768846, 1e-15},
    {400, 450, 0.9922253558072541, 1e-13},
    {10000, 9900, 0.15865119219356466, 1e-12},
    {10000, 10250, 0.9934821365116574, 1e-13},
    {97656, 97656, 0.5004255390013264, 1e-12},
    {100000, 100000, 0.5004205221103651, 1e-7}, /* by the cube root */
};

START_TEST(has_known_probabilities)
{
    struct cairn_gamma_tails tails = cairn_gamma_tails(known[_i].shape, known[_i].x);

    ck_assert_double_eq_tol(tails.below, known[_i].below, known[_i].tolerance);
    ck_assert_double_eq_tol(tails.above, 1 - known[_i].below, known[_i].tolerance);
    ck_assert_double_eq_tol(cairn_gamma_quantile(known[_i].shape, known[_i].below), known[_i].x,
                            1e-5 * known[_i].x);
}
END_TEST

static const double cvs[] = {100, 10, 5, 2, 1, 0.3, 0.02, 0.01, 0.0032, 0.003, 1e-3, 1e-6, 1e-9};

/* Of any shape and probability there is a quantile, which leads back and never falls. */
START_TEST(quantiles_lead_back)
{
    enum { N = 1000 };
    double shape = 1 / (cvs[_i] * cvs[_i]), before = 0;

    for (int i = 0; i <= N; i++) {
        double u = i == 0 ? 1e-12 : i == N ? 1 - 1e-12 : (double)i / N;
        double x = cairn_gamma_quantile(shape, u);
        struct cairn_gamma_tails tails = cairn_gamma_tails(shape, x);

        ck_assert_double_ge(x, before);
        if (x > 1e-300) /* of cv 100 half of all values are below */
            ck_assert_double_eq_tol(u < 0.5 ? tails.below / u : tails.above / (1 - u), 1,
                                    cvs[_i] < 1e-5 ? 1e-5 : 1e-9);
        before = x;
    }
}
END_TEST

START_TEST(ends_at_its_ends)
{
    ck_assert_double_eq(cairn_gamma_quantile(3, 0), 0);
    ck_assert(isinf(cairn_gamma_quantile(3, 1)));
    ck_assert_double_eq(cairn_gamma_tails(3, -1).below, 0);
    ck_assert_double_eq(cairn_gamma_tails(3, INFINITY).above, 0);
}
END_TEST

Suite *test_gamma(void);
Suite *test_gamma(void)
{
    Suite *suite = suite_create("gamma");
    TCase *tcase = tcase_create("gamma");

    tcase_add_loop_test(tcase, has_known_probabilities, 0, (int)(sizeof known / sizeof *known));
    tcase_add_loop_test(tcase, quantiles_lead_back, 0, (int)(sizeof cvs / sizeof *cvs));
    tcase_add_test(tcase, ends_at_its_ends);
    suite_add_tcase(suite, tcase);
    return suite;
}

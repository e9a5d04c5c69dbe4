#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "math/dist.h"
#include "math/stats.h"

enum { N = 100000 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/*
 * Against GSL's distribution functions, with parameters by hand. Weibull: shape 2 has cv sqrt(4/pi
 * - 1) and mean scale sqrt(pi)/2; shape 1/2 has cv sqrt(5) and mean 2 scale. Lognormal with cv
 * sqrt(e - 1) has sigma 1 and mu = ln(mean) - 1/2. [DIST]
 */
static const struct {
    enum cairn_distribution_kind kind;
    double mean;
    double cv;
    double (*cdf)(double x, double a, double b);
    double a;
    double b;
} cases[] = {
    {CAIRN_GAMMA, 3, 0.5, gsl_cdf_gamma_P, 4, 0.75},
    {CAIRN_GAMMA, 3, 2, gsl_cdf_gamma_P, 0.25, 12},
    {CAIRN_LOGNORMAL, 1, 1.3108324944320862, gsl_cdf_lognormal_P, -0.5, 1},
    {CAIRN_WEIBULL, 0.886226925452758, 0.5227232008770633, gsl_cdf_weibull_P, 1, 2},
    {CAIRN_WEIBULL, 2, 2.23606797749979, gsl_cdf_weibull_P, 1, 0.5},
    {CAIRN_WEIBULL, 5, 1, gsl_cdf_weibull_P, 5, 1},
};

/* Kolmogorov-Smirnov at 1e-6, critical value 2.694; a mean off by 2 % is rejected. */
START_TEST(variates_follow_their_distribution)
{
    static double x[N];
    struct cairn_rng rng = cairn_rng_from_bits(11);
    struct cairn_dist dist;
    double worst = 0;

    ck_assert_ptr_null(cairn_dist_init(&dist, cases[_i].kind, cases[_i].mean, cases[_i].cv));
    for (int i = 0; i < N; i++)
        x[i] = cairn_dist_draw(&dist, &rng);
    qsort(x, N, sizeof *x, ascending);
    for (int i = 0; i < N; i++) {
        double p = cases[_i].cdf(x[i], cases[_i].a, cases[_i].b);

        worst = fmax(worst, fmax(p - (double)i / N, (double)(i + 1) / N - p));
    }
    ck_assert_double_lt(sqrt(N) * worst, 2.694);
}
END_TEST

/* ---- quantiles and moments ---- */

/* E X^k */
static double moment(size_t c, int k)
{
    double a = cases[c].a, b = cases[c].b;

    switch (cases[c].kind) {
    case CAIRN_GAMMA:
        return pow(b, k) * exp(lgamma(a + k) - lgamma(a));
    case CAIRN_LOGNORMAL:
        return exp(k * a + 0.5 * k * k * b * b);
    case CAIRN_WEIBULL:
        return pow(a, k) * tgamma(1 + k / b);
    case CAIRN_EXPONENTIAL:
    case CAIRN_DETERMINISTIC:
        break;
    }
    ck_abort();
}

static double quantile(size_t c, double p)
{
    switch (cases[c].kind) {
    case CAIRN_GAMMA:
        return gsl_cdf_gamma_Pinv(p, cases[c].a, cases[c].b);
    case CAIRN_LOGNORMAL:
        return gsl_cdf_lognormal_Pinv(p, cases[c].a, cases[c].b);
    case CAIRN_WEIBULL:
        return gsl_cdf_weibull_Pinv(p, cases[c].a, cases[c].b);
    case CAIRN_EXPONENTIAL:
    case CAIRN_DETERMINISTIC:
        break;
    }
    ck_abort();
}

/*
 * Shares below quantiles and the first two moments, each within five of its sigmas: 6e-7 for what
 * is nearly normal, as the shares are; at most 4 % by Chebyshev's inequality however heavy the
 * tail. The exponential and the normal are in test_ziggurat.c.
 */
START_TEST(quantiles_and_moments)
{
    static const double levels[] = {0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 0.9999};
    enum { LEVELS = sizeof levels / sizeof *levels };
    const int n = 1000000;
    struct cairn_rng rng = cairn_rng_from_bits(17);
    double value[LEVELS], below[LEVELS] = {0}, power[3] = {0};
    struct cairn_dist dist;

    ck_assert_ptr_null(cairn_dist_init(&dist, cases[_i].kind, cases[_i].mean, cases[_i].cv));
    for (int q = 0; q < LEVELS; q++)
        value[q] = quantile((size_t)_i, levels[q]);
    for (int i = 0; i < n; i++) {
        double x = cairn_dist_draw(&dist, &rng);

        for (int q = 0; q < LEVELS; q++)
            below[q] += x < value[q];
        power[1] += x;
        power[2] += x * x;
    }
    for (int q = 0; q < LEVELS; q++) {
        double sigma = sqrt(n * levels[q] * (1 - levels[q]));

        ck_assert_double_lt(fabs(below[q] - n * levels[q]), 5 * sigma);
    }
    for (int k = 1; k <= 2; k++) {
        double expected = moment((size_t)_i, k);
        double sigma = sqrt(n * (moment((size_t)_i, 2 * k) - expected * expected));

        ck_assert_double_lt(fabs(power[k] - n * expected), 5 * sigma);
    }
}
END_TEST

/* What init solves for: the parameters by hand, Weibull as scale and 1/shape. */
START_TEST(parameters_are_solved)
{
    bool weibull = cases[_i].kind == CAIRN_WEIBULL;
    struct cairn_dist dist;

    ck_assert_ptr_null(cairn_dist_init(&dist, cases[_i].kind, cases[_i].mean, cases[_i].cv));
    ck_assert_double_eq_tol(dist.a, weibull ? 1 / cases[_i].b : cases[_i].a, 1e-12);
    ck_assert_double_eq_tol(dist.b, weibull ? cases[_i].a : cases[_i].b, 1e-11);
}
END_TEST

/*
 * Every kind has the mean and cv it was asked for: mean within 5 sigma (6e-7), cv within 5 %, which
 * is over 5 sigma where the fourth moment is moderate.
 */
START_TEST(moments_are_as_asked)
{
    static const double cvs[] = {0.1, 0.5, 0.8};
    static double x[N];
    double mean = 0.04;

    for (size_t c = 0; c < 3; c++) {
        enum cairn_distribution_kind kind = (enum cairn_distribution_kind)_i;
        double cv = cvs[c];
        struct cairn_rng rng = cairn_rng_from_bits(c + 100);
        struct cairn_dist dist;

        if (kind == CAIRN_DETERMINISTIC)
            cv = 0;
        if (kind == CAIRN_EXPONENTIAL)
            cv = 1;
        ck_assert_ptr_null(cairn_dist_init(&dist, kind, mean, cv));
        for (int i = 0; i < N; i++) {
            x[i] = cairn_dist_draw(&dist, &rng);
            ck_assert(x[i] >= 0 && isfinite(x[i]));
        }
        ck_assert_double_le(fabs(cairn_stats_mean(x, N) - mean), 5 * cv * mean / sqrt(N) + 1e-12);
        ck_assert_double_le(fabs(sqrt(cairn_stats_variance(x, N)) - cv * mean),
                            0.05 * cv * mean + 1e-12);
    }
}
END_TEST

START_TEST(a_cv_of_zero_is_the_mean)
{
    struct cairn_rng rng = cairn_rng_from_bits(1);
    struct cairn_dist dist;

    if (_i == CAIRN_EXPONENTIAL)
        return;
    ck_assert_ptr_null(cairn_dist_init(&dist, (enum cairn_distribution_kind)_i, 0.3, 0));
    ck_assert(cairn_dist_draw(&dist, &rng) == 0.3);
}
END_TEST

static const struct {
    enum cairn_distribution_kind kind;
    double mean;
    double cv;
    const char *problem;
} bad[] = {
    {CAIRN_EXPONENTIAL, 1, 0.5, "an exponential distribution has cv 1 by definition"},
    {CAIRN_EXPONENTIAL, 1, 0, "an exponential distribution has cv 1 by definition"},
    {CAIRN_DETERMINISTIC, 1, 0.5, "a deterministic distribution has cv 0 by definition"},
    {CAIRN_GAMMA, 0, 0.5, "the mean of a distribution is greater than 0"},
    {CAIRN_GAMMA, -1, 0.5, "the mean of a distribution is greater than 0"},
    {CAIRN_GAMMA, HUGE_VAL, 0.5, "the mean of a distribution is greater than 0"},
    {CAIRN_GAMMA, 1, -0.5, "the cv of a distribution lies between 0 and 100"},
    {CAIRN_LOGNORMAL, 1, 101, "the cv of a distribution lies between 0 and 100"},
    {CAIRN_GAMMA, 1, 1e-7, "a gamma distribution has a cv of 0 or at least 1e-6"},
    {CAIRN_WEIBULL, 1, 1e-4, "a weibull distribution has a cv of 0 or at least 0.001"},
};

START_TEST(bad_parameters_are_named)
{
    struct cairn_dist dist = {.mean = 42};

    ck_assert_str_eq(cairn_dist_init(&dist, bad[_i].kind, bad[_i].mean, bad[_i].cv),
                     bad[_i].problem);
    ck_assert(dist.mean == 42);
}
END_TEST

START_TEST(kinds_are_found_by_name)
{
    enum cairn_distribution_kind kind = CAIRN_GAMMA;

    for (int i = 0; i < CAIRN_N_DISTRIBUTIONS; i++) {
        ck_assert_int_eq(cairn_dist_find(cairn_dist_types[i].name, &kind), 0);
        ck_assert_int_eq(kind, i);
    }
    ck_assert_int_eq(cairn_dist_find("erlang", &kind), -1);
}
END_TEST

Suite *test_dist(void);
Suite *test_dist(void)
{
    Suite *suite = suite_create("dist");
    TCase *tcase = tcase_create("dist");

    tcase_add_loop_test(tcase, variates_follow_their_distribution, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(tcase, quantiles_and_moments, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(tcase, parameters_are_solved, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(tcase, moments_are_as_asked, 0, CAIRN_N_DISTRIBUTIONS);
    tcase_add_loop_test(tcase, a_cv_of_zero_is_the_mean, 0, CAIRN_N_DISTRIBUTIONS);
    tcase_add_loop_test(tcase, bad_parameters_are_named, 0, sizeof bad / sizeof *bad);
    tcase_add_test(tcase, kinds_are_found_by_name);
    suite_add_tcase(suite, tcase);
    return suite;
}

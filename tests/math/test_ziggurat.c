#include <check.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "math/rng.h"
#include "math/ziggurat_tables.h"

/* The tables are what the method says: equal areas, densities at the edges, fractions inside. */
static void check_tables(const double *step, const double *f, const uint64_t *inside, double r,
                         double tail, double (*density)(double))
{
    double v = r * density(r) + tail;

    ck_assert(step[1] * 0x1p53 == r);
    ck_assert_double_eq_tol(step[0] * 0x1p53, v / density(r), 1e-13);
    for (int i = 0; i < 256; i++) {
        double x = step[i] * 0x1p53;
        double next = i < 255 ? step[i + 1] * 0x1p53 : 0.0;

        ck_assert_double_eq_tol(f[i] / density(x), 1.0, 1e-14);
        ck_assert_double_eq_tol((double)inside[i] * 0x1p-53, next / x, 1e-15);
        if (i > 0)
            ck_assert_double_eq_tol(x * (f[i + 1] - f[i]) / v, 1.0, 1e-11);
    }
    ck_assert(f[256] == 1.0);
}

static double exponential_density(double x)
{
    return exp(-x);
}

static double normal_density(double x)
{
    return exp(-0.5 * x * x);
}

/* r as published by Marsaglia and Tsang 2000: 7.69711747013104972 and 3.6541528853610088. */
START_TEST(tables_are_what_the_method_says)
{
    ck_assert(exponential_r == 7.69711747013104972);
    ck_assert_double_eq_tol(normal_r, 3.6541528853610088, 1e-15);
    check_tables(exponential_step, exponential_f, exponential_inside, exponential_r,
                 exp(-exponential_r), exponential_density);
    check_tables(normal_step, normal_f, normal_inside, normal_r,
                 sqrt(acos(-1.0) / 2) * erfc(normal_r / sqrt(2)), normal_density);
}
END_TEST

enum { N = 400000 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double exponential_cdf(double x)
{
    return gsl_cdf_exponential_P(x, 1.0);
}

/* Kolmogorov-Smirnov at 1e-6: sqrt(n) D < sqrt(ln(2 / 1e-6) / 2) = 2.694. */
START_TEST(variates_follow_their_distribution)
{
    static double x[N];
    double (*draw)(struct cairn_rng *) = _i ? cairn_rng_normal : cairn_rng_exponential;
    double (*cdf)(double) = _i ? gsl_cdf_ugaussian_P : exponential_cdf;
    struct cairn_rng rng = cairn_rng_from_bits(20240601);
    double worst = 0;

    for (int i = 0; i < N; i++)
        x[i] = draw(&rng);
    qsort(x, N, sizeof *x, ascending);
    for (int i = 0; i < N; i++) {
        double p = cdf(x[i]);

        worst = fmax(worst, fmax(p - (double)i / N, (double)(i + 1) / N - p));
    }
    ck_assert_double_lt(sqrt(N) * worst, 2.694);
}
END_TEST

/* Tails, which KS hardly sees: the share beyond r and r + 1/2, within five sigma (6e-7). */
START_TEST(tails_have_their_share)
{
    double (*draw)(struct cairn_rng *) = _i ? cairn_rng_normal : cairn_rng_exponential;
    double r = _i ? normal_r : exponential_r;
    double beyond[2] = {_i ? 2 * gsl_cdf_ugaussian_Q(r) : exp(-r),
                        _i ? 2 * gsl_cdf_ugaussian_Q(r + 0.5) : exp(-r - 0.5)};
    struct cairn_rng rng = cairn_rng_from_bits(7);
    const int n = 8000000;
    int count[2] = {0, 0};

    for (int i = 0; i < n; i++) {
        double x = fabs(draw(&rng));

        count[0] += x > r;
        count[1] += x > r + 0.5;
    }
    for (int i = 0; i < 2; i++)
        ck_assert_double_lt(fabs(count[i] - n * beyond[i]), 5 * sqrt(n * beyond[i]));
}
END_TEST

/*
 * The tail alone: a state of the generator whose next number is layer 0, outermost (s0 = 0 makes it
 * rotl(s3, 23)), and random beyond; 100,000 excesses over r against their law, KS at 1e-6.
 */
START_TEST(the_tail_follows_its_law)
{
    enum { TAILS = 100000 };
    static double x[TAILS];
    double (*draw)(struct cairn_rng *) = _i ? cairn_rng_normal : cairn_rng_exponential;
    double r = _i ? normal_r : exponential_r;
    struct cairn_rng seeds = cairn_rng_from_bits(31);
    const uint64_t outermost = ~UINT64_C(0xff);
    double worst = 0;

    for (int i = 0; i < TAILS; i++) {
        struct cairn_rng rng = {{0, 0, 0, outermost >> 23 | outermost << 41}};

        rng.s[1] = cairn_rng_u64(&seeds);
        rng.s[2] = cairn_rng_u64(&seeds);
        x[i] = fabs(draw(&rng));
        ck_assert_double_ge(x[i], r);
    }
    qsort(x, TAILS, sizeof *x, ascending);
    for (int i = 0; i < TAILS; i++) {
        double q = _i ? gsl_cdf_ugaussian_Q(x[i]) / gsl_cdf_ugaussian_Q(r) : exp(r - x[i]);

        worst = fmax(worst, fmax(1 - q - (double)i / TAILS, (double)(i + 1) / TAILS - 1 + q));
    }
    ck_assert_double_lt(sqrt(TAILS) * worst, 2.694);
}
END_TEST

Suite *test_ziggurat(void);
Suite *test_ziggurat(void)
{
    Suite *suite = suite_create("ziggurat");
    TCase *tcase = tcase_create("ziggurat");

    tcase_set_timeout(tcase, 60); /* under sanitizers */
    tcase_add_test(tcase, tables_are_what_the_method_says);
    tcase_add_loop_test(tcase, variates_follow_their_distribution, 0, 2);
    tcase_add_loop_test(tcase, tails_have_their_share, 0, 2);
    tcase_add_loop_test(tcase, the_tail_follows_its_law, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

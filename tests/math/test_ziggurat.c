#include <check.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "math/rng.h"
#include "math/ziggurat.h"

/* The tables are what the method says: equal areas, densities at the edges, fractions inside. */
static void check_tables(const struct cairn_ziggurat *ziggurat, double tail,
                         double (*density)(double))
{
    double r = ziggurat->r;
    double v = r * density(r) + tail;

    ck_assert(ziggurat->layer[1].step * 0x1p53 == r);
    ck_assert_double_eq_tol(ziggurat->layer[0].step * 0x1p53, v / density(r), 1e-13);
    for (int i = 0; i < 256; i++) {
        double x = ziggurat->layer[i].step * 0x1p53;
        double next = i < 255 ? ziggurat->layer[i + 1].step * 0x1p53 : 0.0;

        ck_assert_double_eq_tol(ziggurat->f[i] / density(x), 1.0, 1e-14);
        ck_assert_double_eq_tol((double)ziggurat->layer[i].inside * 0x1p-53, next / x, 1e-15);
        if (i > 0)
            ck_assert_double_eq_tol(x * (ziggurat->f[i + 1] - ziggurat->f[i]) / v, 1.0, 1e-11);
    }
    ck_assert(ziggurat->f[256] == 1.0);
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
    double r = cairn_ziggurat_normal.r;

    ck_assert(cairn_ziggurat_exponential.r == 7.69711747013104972);
    ck_assert_double_eq_tol(r, 3.6541528853610088, 1e-15);
    check_tables(&cairn_ziggurat_exponential, exp(-cairn_ziggurat_exponential.r),
                 exponential_density);
    check_tables(&cairn_ziggurat_normal, sqrt(acos(-1.0) / 2) * erfc(r / sqrt(2)), normal_density);
}
END_TEST

enum { N = 400000 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double exponential_from_bits(struct cairn_rng *rng)
{
    uint64_t bits = cairn_rng_u64(rng);

    return cairn_rng_exponential_from_bits(bits);
}

static double exponential_below(double x)
{
    return gsl_cdf_exponential_P(x, 1.0);
}

static double exponential_beyond(double x)
{
    return gsl_cdf_exponential_Q(x, 1.0);
}

static double exponential_quantile(double p)
{
    return gsl_cdf_exponential_Pinv(p, 1.0);
}

/* E X^k = k! */
static double exponential_moment(int k)
{
    return k == 0 ? 1.0 : k * exponential_moment(k - 1);
}

static double normal_beyond(double x)
{
    return 2 * gsl_cdf_ugaussian_Q(x);
}

/* E Z^k = (k - 1)!! for even k, 0 for odd */
static double normal_moment(int k)
{
    return k == 0 ? 1.0 : k == 1 ? 0.0 : (k - 1) * normal_moment(k - 2);
}

/* Two laws, three ways to draw. */
static const struct {
    double (*draw)(struct cairn_rng *);
    const struct cairn_ziggurat *ziggurat;
    double (*below)(double);
    double (*beyond)(double); /* share that is larger in size */
    double (*quantile)(double);
    double (*moment)(int); /* about 0 */
} samplers[] = {
    {cairn_rng_exponential, &cairn_ziggurat_exponential, exponential_below, exponential_beyond,
     exponential_quantile, exponential_moment},
    {exponential_from_bits, &cairn_ziggurat_exponential, exponential_below, exponential_beyond,
     exponential_quantile, exponential_moment},
    {cairn_rng_normal, &cairn_ziggurat_normal, gsl_cdf_ugaussian_P, normal_beyond,
     gsl_cdf_ugaussian_Pinv, normal_moment},
};

enum { SAMPLERS = sizeof samplers / sizeof *samplers };

/* Kolmogorov-Smirnov at 1e-6: sqrt(n) D < sqrt(ln(2 / 1e-6) / 2) = 2.694. */
START_TEST(variates_follow_their_distribution)
{
    static double x[N];
    struct cairn_rng rng = cairn_rng_from_bits(20240601);
    double worst = 0;

    for (int i = 0; i < N; i++)
        x[i] = samplers[_i].draw(&rng);
    qsort(x, N, sizeof *x, ascending);
    for (int i = 0; i < N; i++) {
        double p = samplers[_i].below(x[i]);

        worst = fmax(worst, fmax(p - (double)i / N, (double)(i + 1) / N - p));
    }
    ck_assert_double_lt(sqrt(N) * worst, 2.694);
}
END_TEST

/* Shares below quantiles, and the first four moments, each within five of its sigmas (6e-7). */
START_TEST(quantiles_and_moments)
{
    static const double levels[] = {1e-4, 1e-3, 0.01, 0.1,   0.25,  0.5,
                                    0.75, 0.9,  0.99, 0.999, 0.9999};
    enum { LEVELS = sizeof levels / sizeof *levels };
    struct cairn_rng rng = cairn_rng_from_bits(5);
    double quantile[LEVELS], below[LEVELS] = {0}, power[5] = {0};
    const int n = 2000000;

    for (int q = 0; q < LEVELS; q++)
        quantile[q] = samplers[_i].quantile(levels[q]);
    for (int i = 0; i < n; i++) {
        double x = samplers[_i].draw(&rng);
        double product = 1.0;

        for (int q = 0; q < LEVELS; q++)
            below[q] += x < quantile[q];
        for (int k = 1; k <= 4; k++) {
            product *= x;
            power[k] += product;
        }
    }
    for (int q = 0; q < LEVELS; q++) {
        double sigma = sqrt(n * levels[q] * (1 - levels[q]));

        ck_assert_double_lt(fabs(below[q] - n * levels[q]), 5 * sigma);
    }
    for (int k = 1; k <= 4; k++) {
        double expected = samplers[_i].moment(k);
        double variance = samplers[_i].moment(2 * k) - expected * expected;

        ck_assert_double_lt(fabs(power[k] - n * expected), 5 * sqrt(n * variance));
    }
}
END_TEST

/* Tails, which KS hardly sees: the share beyond r and r + 1/2, within five sigma (6e-7). */
START_TEST(tails_have_their_share)
{
    double r = samplers[_i].ziggurat->r;
    double beyond[2] = {samplers[_i].beyond(r), samplers[_i].beyond(r + 0.5)};
    struct cairn_rng rng = cairn_rng_from_bits(7);
    const int n = 8000000;
    int count[2] = {0, 0};

    for (int i = 0; i < n; i++) {
        double x = fabs(samplers[_i].draw(&rng));

        count[0] += x > r;
        count[1] += x > r + 0.5;
    }
    for (int i = 0; i < 2; i++)
        ck_assert_double_lt(fabs(count[i] - n * beyond[i]), 5 * sqrt(n * beyond[i]));
}
END_TEST

/*
 * The tail alone: a state of the generator whose next number is layer 0, position m (s0 = 0 makes
 * it rotl(s3, 23)), and random beyond; 100,000 excesses over r against their law, KS at 1e-6. The
 * positions run through all that are outside.
 */
START_TEST(the_tail_follows_its_law)
{
    enum { TAILS = 100000 };
    static double x[TAILS];
    const struct cairn_ziggurat *ziggurat = samplers[_i].ziggurat;
    double r = ziggurat->r;
    int64_t inside = ziggurat->layer[0].inside;
    struct cairn_rng seeds = cairn_rng_from_bits(31);
    double worst = 0;

    for (int i = 0; i < TAILS; i++) {
        int64_t position = inside + ((INT64_C(1) << 53) - inside) / TAILS * i;
        uint64_t bits = (uint64_t)position << 11;
        struct cairn_rng rng = {{0, 0, 0, bits >> 23 | bits << 41}};

        rng.s[1] = cairn_rng_u64(&seeds);
        rng.s[2] = cairn_rng_u64(&seeds);
        x[i] = fabs(samplers[_i].draw(&rng));
        ck_assert_double_ge(x[i], r);
    }
    qsort(x, TAILS, sizeof *x, ascending);
    for (int i = 0; i < TAILS; i++) {
        double q = samplers[_i].beyond(x[i]) / samplers[_i].beyond(r);

        worst = fmax(worst, fmax(1 - q - (double)i / TAILS, (double)(i + 1) / TAILS - 1 + q));
    }
    ck_assert_double_lt(sqrt(TAILS) * worst, 2.694);
}
END_TEST

/* The method written down plainly: the numbers are `bits`, then those of the generator. */
static double plain_exponential(uint64_t bits, struct cairn_rng rng)
{
    const struct cairn_ziggurat *ziggurat = &cairn_ziggurat_exponential;
    double shift = 0.0;

    for (;;) {
        unsigned i = bits & 255;
        double x = (double)(bits >> 11) * ziggurat->layer[i].step;

        if (bits >> 11 < (uint64_t)ziggurat->layer[i].inside)
            return shift + x;
        if (i > 0) {
            double u = cairn_rng_unit(&rng);

            if (ziggurat->f[i] + u * (ziggurat->f[i + 1] - ziggurat->f[i]) < exp(-x))
                return shift + x;
        } else {
            shift += ziggurat->r;
        }
        bits = cairn_rng_u64(&rng);
    }
}

/* Both ways to draw an exponential are that method, on every path. */
START_TEST(the_first_number_is_the_bits)
{
    struct cairn_rng rng = cairn_rng_from_bits(12);

    for (int i = 0; i < 200000; i++) {
        uint64_t bits = cairn_rng_u64(&rng);
        struct cairn_rng after = rng, again = rng;
        uint64_t first = cairn_rng_u64(&after);

        ck_assert(cairn_rng_exponential_from_bits(bits) ==
                  plain_exponential(bits, cairn_rng_from_bits(bits)));
        ck_assert(cairn_rng_exponential(&again) == plain_exponential(first, after));
    }
}
END_TEST

Suite *test_ziggurat(void);
Suite *test_ziggurat(void)
{
    Suite *suite = suite_create("ziggurat");
    TCase *tcase = tcase_create("ziggurat");

    tcase_add_test(tcase, tables_are_what_the_method_says);
    tcase_add_loop_test(tcase, variates_follow_their_distribution, 0, SAMPLERS);
    tcase_add_loop_test(tcase, quantiles_and_moments, 0, SAMPLERS);
    tcase_add_loop_test(tcase, tails_have_their_share, 0, SAMPLERS);
    tcase_add_loop_test(tcase, the_tail_follows_its_law, 0, SAMPLERS);
    tcase_add_test(tcase, the_first_number_is_the_bits);
    suite_add_tcase(suite, tcase);
    return suite;
}

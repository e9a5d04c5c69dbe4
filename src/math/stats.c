#include "math/stats.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "base/alloc.h"

double cairn_stats_mean(const double *x, size_t n)
{
    double sum = 0.0;

    assert(n > 0);
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

size_t cairn_stats_numbers(double *x, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]))
            x[kept++] = x[i];
    return kept;
}

double cairn_stats_variance(const double *x, size_t n)
{
    double mean = 0.0;
    double squares = 0.0;

    assert(n > 0);
    for (size_t i = 0; i < n; i++) {
        double delta = x[i] - mean;

        mean += delta / (double)(i + 1);
        squares += delta * (x[i] - mean);
    }
    return n < 2 ? 0.0 : squares / (double)(n - 1);
}

double cairn_stats_half_width(const double *x, size_t n, double confidence) /* [CI] */
{
    double variance = cairn_stats_variance(x, n);
    double t;

    assert(confidence > 0.0 && confidence < 1.0);
    if (n < 2)
        return HUGE_VAL;
    t = cairn_stats_t_quantile(0.5 + 0.5 * confidence, (double)(n - 1));
    return t * sqrt(variance / (double)n);
}

/* t / sqrt(n), of which a half-width is a multiple. */
static double width_of(size_t n, double confidence)
{
    return cairn_stats_t_quantile(0.5 + 0.5 * confidence, (double)(n - 1)) / sqrt((double)n);
}

/* The least m > n for which t / sqrt(m) <= width; `most` if there is none below it. */
static size_t enough(size_t n, double confidence, double width, size_t most)
{
    size_t low = n, high = n + 1;

    while (high < most && width_of(high, confidence) > width) {
        low = high;
        high = high > most / 2 ? most : 2 * high;
    }
    while (high - low > 1) { /* low is too few, high enough or most */
        size_t middle = low + (high - low) / 2;

        if (width_of(middle, confidence) > width)
            low = middle;
        else
            high = middle;
    }
    return high;
}

size_t cairn_stats_more(double half_width, size_t n, double confidence, double target, size_t most)
{
    double width;
    size_t half;

    assert(half_width > 0.0 && n >= 2 && most > n);
    width = target / half_width * width_of(n, confidence);
    half = (enough(n, confidence, width, most) - n + 1) / 2;
    return half < n ? half : n;
}

double cairn_stats_paired(const double *x, const double *y, size_t n, double confidence,
                          double *mean)
{
    double *difference = cairn_calloc(n, sizeof *difference);
    double half_width;

    for (size_t i = 0; i < n; i++)
        difference[i] = x[i] - y[i];
    if (mean)
        *mean = cairn_stats_mean(difference, n);
    half_width = cairn_stats_half_width(difference, n, confidence);
    cairn_free(difference);
    return half_width;
}

double cairn_stats_t_tail(double t, double degrees)
{
    assert(degrees > 0.0);
    return gsl_cdf_tdist_Q(t, degrees);
}

double cairn_stats_t_quantile(double p, double degrees)
{
    assert(p > 0.0 && p < 1.0 && degrees > 0.0);
    return gsl_cdf_tdist_Pinv(p, degrees);
}

double cairn_stats_normal_quantile(double p)
{
    assert(p > 0.0 && p < 1.0);
    return gsl_cdf_ugaussian_Pinv(p);
}

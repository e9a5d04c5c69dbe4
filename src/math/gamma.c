#include "math/gamma.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

enum { MOST_TERMS = 100000, MOST_STEPS = 200 };

static const double normal_from = 1e5; /* shape */
static const double two_pi = 6.283185307179586;
static const double stirling_from = 10;
static const double smallest_log = -740; /* of a number that is not denormal, nearly */

/* [BELIEF] throughout; the equations stand in the header. */

/* d; of large shapes without the difference of large logarithms. */
static double density(double a, double x)
{
    double off = (x - a) / a;

    if (a < stirling_from)
        return exp(a * log(x) - x - gsl_sf_lngamma(a + 1.0));
    return exp(a * (off < 1.0 ? gsl_sf_log_1plusx_mx(off) : log(x / a) - off)) /
           (sqrt(two_pi * a) * gsl_sf_gammastar(a));
}

static double series(double a, double x)
{
    double term = 1.0, sum = 1.0;

    for (int n = 1; n < MOST_TERMS && term > DBL_EPSILON * sum; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum;
}

static double fraction(double a, double x)
{
    double b = x + 1.0 - a, c = 1.0 / DBL_MIN, d = 1.0 / b, f = d;

    for (int n = 1; n < MOST_TERMS; n++) {
        double an = -n * (n - a), change;

        b += 2.0;
        d = 1.0 / (an * d + b);
        c = b + an / c;
        change = c * d;
        f *= change;
        if (fabs(change - 1.0) <= DBL_EPSILON)
            break;
    }
    return f;
}

static double normal_score(double a, double x)
{
    return (cbrt(x / a) - 1.0 + 1.0 / (9.0 * a)) * 3.0 * sqrt(a);
}

struct cairn_gamma_tails cairn_gamma_tails(double a, double x)
{
    double tail;

    assert(a > 0.0);
    if (!(x > 0.0))
        return (struct cairn_gamma_tails){0.0, 1.0};
    if (isinf(x))
        return (struct cairn_gamma_tails){1.0, 0.0};
    if (a >= normal_from)
        return (struct cairn_gamma_tails){gsl_cdf_ugaussian_P(normal_score(a, x)),
                                          gsl_cdf_ugaussian_Q(normal_score(a, x))};
    if (x < a + 1.0) {
        tail = fmin(density(a, x) * series(a, x), 1.0);
        return (struct cairn_gamma_tails){tail, 1.0 - tail};
    }
    tail = fmin(density(a, x) * a * fraction(a, x), 1.0);
    return (struct cairn_gamma_tails){1.0 - tail, tail};
}

/* ---- quantiles ---- */

/* The cube of a normal value, or, where there is next to nothing, what the first term says. */
static double first_log(double a, double u)
{
    double root = 1.0 - 1.0 / (9.0 * a) + gsl_cdf_ugaussian_Pinv(u) / (3.0 * sqrt(a));

    if (a < 1.0 || root < 0.1)
        return (log(u) + gsl_sf_lngamma(a + 1.0)) / a;
    return log(a) + 3.0 * log(root);
}

/* Off the probability that is wanted, as a logarithm of the smaller tail, over its slope. */
static double step_at(double a, double u, double log_x, bool *above)
{
    double x = exp(log_x), mass = density(a, x) * a; /* dP / d log x */
    struct cairn_gamma_tails at = cairn_gamma_tails(a, x);
    double tail = u < 0.5 ? at.below : at.above, wanted = u < 0.5 ? u : 1.0 - u;

    *above = u < 0.5 ? tail > wanted : tail < wanted;
    return (u < 0.5 ? 1.0 : -1.0) * log(tail / wanted) * tail / mass;
}

static double find(double a, double u)
{
    double low = -INFINITY, high = INFINITY, at = first_log(a, u);

    if (at < smallest_log)
        return exp(at);
    for (int i = 0; i < MOST_STEPS; i++) {
        bool above;
        double step = step_at(a, u, at, &above), next = at - step;

        *(above ? &high : &low) = at;
        if (isnan(next) || next <= low || next >= high)
            next = isinf(low) ? high - 1.0 : isinf(high) ? low + 1.0 : 0.5 * (low + high);
        if (fabs(next - at) <= 4.0 * DBL_EPSILON * fmax(1.0, fabs(at)))
            return exp(next);
        at = next;
    }
    return exp(at);
}

double cairn_gamma_quantile(double a, double u)
{
    double root;

    assert(a > 0.0 && u >= 0.0 && u <= 1.0);
    if (u <= 0.0 || u >= 1.0)
        return u <= 0.0 ? 0.0 : INFINITY;
    if (a < normal_from)
        return find(a, u);
    root = 1.0 - 1.0 / (9.0 * a) + gsl_cdf_ugaussian_Pinv(u) / (3.0 * sqrt(a));
    return a * root * root * root;
}

#include "math/belief.h"

#include <math.h>
#include <stddef.h>

#include <gsl/gsl_cdf.h>

#include "base/sort.h"
#include "math/gamma.h"

/* [BELIEF] throughout; the equations stand in the header. */

static void begin(struct cairn_belief *belief, enum cairn_belief_kind kind, double a, double b)
{
    *belief = (struct cairn_belief){
        .kind = kind, .a = a, .b = b, .to = 1.0, .low = -INFINITY, .high = INFINITY};
}

const char *cairn_belief_by_mean(struct cairn_belief *belief, enum cairn_belief_kind kind,
                                 double mean, double cv)
{
    double sd = cv * fabs(mean), variance = log1p(cv * cv);

    if (!(cv > 0.0 && cv <= 100.0))
        return "a cv lies above 0 and is at most 100";
    if (mean == 0.0 || !isfinite(mean))
        return "a cv is a share of the mean, which is 0";
    if (mean < 0.0 && (kind == CAIRN_BELIEF_LOGNORMAL || kind == CAIRN_BELIEF_GAMMA))
        return "this distribution lies above 0, and so does its mean";
    switch (kind) {
    case CAIRN_BELIEF_NORMAL:
        begin(belief, kind, mean, sd);
        return NULL;
    case CAIRN_BELIEF_LOGNORMAL:
        begin(belief, kind, log(mean) - 0.5 * variance, sqrt(variance));
        return NULL;
    case CAIRN_BELIEF_GAMMA:
        begin(belief, kind, 1.0 / (cv * cv), mean * cv * cv);
        return NULL;
    case CAIRN_BELIEF_UNIFORM:
        begin(belief, kind, mean - sqrt(3.0) * sd, mean + sqrt(3.0) * sd);
        return NULL;
    case CAIRN_BELIEF_TRIANGULAR:
        return "a triangular distribution is given by low, mode and high";
    case CAIRN_BELIEF_EMPIRICAL:
        return "an empirical distribution is given by its values";
    }
    return "no such distribution";
}

const char *cairn_belief_by_quantiles(struct cairn_belief *belief, enum cairn_belief_kind kind,
                                      double p5, double p95)
{
    double z = gsl_cdf_ugaussian_Pinv(0.95);

    if (kind != CAIRN_BELIEF_NORMAL && kind != CAIRN_BELIEF_LOGNORMAL)
        return "p5 and p95 give a normal or a lognormal distribution";
    if (!(p5 < p95))
        return "p5 lies below p95";
    if (kind == CAIRN_BELIEF_LOGNORMAL) {
        if (p5 <= 0.0)
            return "a lognormal distribution lies above 0, and so does its p5";
        p5 = log(p5);
        p95 = log(p95);
    }
    begin(belief, kind, 0.5 * (p5 + p95), (p95 - p5) / (2.0 * z));
    return NULL;
}

const char *cairn_belief_uniform(struct cairn_belief *belief, double low, double high)
{
    if (!(low < high))
        return "low lies below high";
    begin(belief, CAIRN_BELIEF_UNIFORM, low, high);
    return NULL;
}

const char *cairn_belief_triangular(struct cairn_belief *belief, double low, double mode,
                                    double high)
{
    if (!(low < high && low <= mode && mode <= high))
        return "low lies below high, and mode between them";
    begin(belief, CAIRN_BELIEF_TRIANGULAR, low, high);
    belief->c = mode;
    return NULL;
}

void cairn_belief_empirical(struct cairn_belief *belief, double *values, int n)
{
    begin(belief, CAIRN_BELIEF_EMPIRICAL, 0.0, 0.0);
    cairn_sort_doubles(values, n);
    belief->values = values;
    belief->n = n;
}

/* ---- of the whole belief ---- */

static double triangular_cumulative(const struct cairn_belief *belief, double x)
{
    double width = belief->b - belief->a;

    if (x <= belief->a)
        return 0.0;
    if (x >= belief->b)
        return 1.0;
    if (x < belief->c)
        return (x - belief->a) * (x - belief->a) / (width * (belief->c - belief->a));
    return 1.0 - (belief->b - x) * (belief->b - x) / (width * (belief->b - belief->c));
}

static double triangular_quantile(const struct cairn_belief *belief, double u)
{
    double width = belief->b - belief->a;

    if (u < (belief->c - belief->a) / width)
        return belief->a + sqrt(u * width * (belief->c - belief->a));
    return belief->b - sqrt((1.0 - u) * width * (belief->b - belief->c));
}

static double empirical_cumulative(const struct cairn_belief *belief, double x)
{
    int at = 0;

    while (at < belief->n && belief->values[at] <= x)
        at++;
    return (double)at / belief->n;
}

static double empirical_quantile(const struct cairn_belief *belief, double u)
{
    int at = (int)floor(u * belief->n);

    return belief->values[at < 0 ? 0 : at >= belief->n ? belief->n - 1 : at];
}

static double cumulative(const struct cairn_belief *belief, double x)
{
    switch (belief->kind) {
    case CAIRN_BELIEF_NORMAL:
        return gsl_cdf_gaussian_P(x - belief->a, belief->b);
    case CAIRN_BELIEF_LOGNORMAL:
        return x <= 0.0 ? 0.0 : gsl_cdf_gaussian_P(log(x) - belief->a, belief->b);
    case CAIRN_BELIEF_GAMMA:
        return cairn_gamma_tails(belief->a, x / belief->b).below;
    case CAIRN_BELIEF_UNIFORM:
        return x <= belief->a   ? 0.0
               : x >= belief->b ? 1.0
                                : (x - belief->a) / (belief->b - belief->a);
    case CAIRN_BELIEF_TRIANGULAR:
        return triangular_cumulative(belief, x);
    case CAIRN_BELIEF_EMPIRICAL:
        return empirical_cumulative(belief, x);
    }
    return NAN;
}

static double quantile(const struct cairn_belief *belief, double u)
{
    switch (belief->kind) {
    case CAIRN_BELIEF_NORMAL:
        return belief->a + gsl_cdf_gaussian_Pinv(u, belief->b);
    case CAIRN_BELIEF_LOGNORMAL:
        return exp(belief->a + gsl_cdf_gaussian_Pinv(u, belief->b));
    case CAIRN_BELIEF_GAMMA:
        return belief->b * cairn_gamma_quantile(belief->a, u);
    case CAIRN_BELIEF_UNIFORM:
        return belief->a + u * (belief->b - belief->a);
    case CAIRN_BELIEF_TRIANGULAR:
        return triangular_quantile(belief, u);
    case CAIRN_BELIEF_EMPIRICAL:
        return empirical_quantile(belief, u);
    }
    return NAN;
}

/* ---- as truncated ---- */

/* P(X < x): of listed values, those at the end itself are kept. */
static double below(const struct cairn_belief *belief, double x)
{
    return belief->kind == CAIRN_BELIEF_EMPIRICAL ? cumulative(belief, nextafter(x, -INFINITY))
                                                  : cumulative(belief, x);
}

double cairn_belief_truncate(struct cairn_belief *belief, double low, double high)
{
    double from = isinf(low) ? 0.0 : below(belief, low);
    double to = isinf(high) ? 1.0 : cumulative(belief, high);

    if (!(from < to))
        return 1.0;
    belief->from = from;
    belief->to = to;
    belief->low = low;
    belief->high = high;
    return from + (1.0 - to);
}

double cairn_belief_quantile(const struct cairn_belief *belief, double u)
{
    return fmin(fmax(quantile(belief, belief->from + u * (belief->to - belief->from)), belief->low),
                belief->high);
}

double cairn_belief_cumulative(const struct cairn_belief *belief, double x)
{
    double all = cumulative(belief, x);

    return fmin(fmax((all - belief->from) / (belief->to - belief->from), 0.0), 1.0);
}

double cairn_belief_normal_cumulative(double z)
{
    return gsl_cdf_ugaussian_P(z);
}

#include "math/dist.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>

/* [DIST] throughout; the equations stand in the header. */

static const char *init_deterministic(struct cairn_dist *dist)
{
    return dist->cv == 0.0 ? NULL : "a deterministic distribution has cv 0 by definition";
}

static double draw_deterministic(const struct cairn_dist *dist, struct cairn_rng *rng)
{
    (void)rng;
    return dist->mean;
}

static const char *init_exponential(struct cairn_dist *dist)
{
    return dist->cv == 1.0 ? NULL : "an exponential distribution has cv 1 by definition";
}

static double draw_exponential(const struct cairn_dist *dist, struct cairn_rng *rng)
{
    double x = cairn_rng_exponential(rng);

    return dist->mean * x;
}

static const char *init_gamma(struct cairn_dist *dist)
{
    if (dist->cv < 1e-6) /* below, the shape soon has too many digits, or is infinite */
        return "a gamma distribution has a cv of 0 or at least 1e-6";
    dist->a = 1.0 / (dist->cv * dist->cv);
    dist->b = dist->mean * dist->cv * dist->cv;
    return NULL;
}

static double draw_gamma(const struct cairn_dist *dist, struct cairn_rng *rng)
{
    gsl_rng view = cairn_rng_as_gsl(rng);

    return gsl_ran_gamma(&view, dist->a, dist->b);
}

static const char *init_lognormal(struct cairn_dist *dist)
{
    double variance = log1p(dist->cv * dist->cv);

    dist->a = log(dist->mean) - 0.5 * variance;
    dist->b = sqrt(variance);
    return NULL;
}

static double draw_lognormal(const struct cairn_dist *dist, struct cairn_rng *rng)
{
    double z = cairn_rng_normal(rng);

    return exp(dist->a + dist->b * z);
}

/* ln(1 + cv^2) of a Weibull distribution of shape 1/x; increases with x. */
static double weibull_log_moment(double x)
{
    return gsl_sf_lngamma(1.0 + 2.0 * x) - 2.0 * gsl_sf_lngamma(1.0 + x);
}

static const char *init_weibull(struct cairn_dist *dist)
{
    double target = log1p(dist->cv * dist->cv);
    double low = 0.0;   /* cv 0 */
    double high = 16.0; /* cv about 2e4 */

    if (dist->cv < 1e-3) /* below, the difference of two lngamma has too few digits */
        return "a weibull distribution has a cv of 0 or at least 0.001";
    for (int i = 0; i < 64; i++) { /* bisection to the last bit: the same steps for everyone */
        double middle = 0.5 * (low + high);

        if (weibull_log_moment(middle) < target)
            low = middle;
        else
            high = middle;
    }
    dist->a = 0.5 * (low + high); /* 1 / shape */
    dist->b = dist->mean / exp(gsl_sf_lngamma(1.0 + dist->a));
    return NULL;
}

static double draw_weibull(const struct cairn_dist *dist, struct cairn_rng *rng)
{
    double x = cairn_rng_exponential(rng);

    return dist->b * pow(x, dist->a);
}

const struct cairn_dist_type cairn_dist_types[CAIRN_N_DISTRIBUTIONS] = {
    [CAIRN_DETERMINISTIC] = {"deterministic", "always the mean", init_deterministic,
                             draw_deterministic},
    [CAIRN_EXPONENTIAL] = {"exponential", "memoryless, cv 1", init_exponential, draw_exponential},
    [CAIRN_GAMMA] = {"gamma", "any cv, light tail", init_gamma, draw_gamma},
    [CAIRN_LOGNORMAL] = {"lognormal", "any cv, heavy tail", init_lognormal, draw_lognormal},
    [CAIRN_WEIBULL] = {"weibull", "any cv, tail heavier than exponential above cv 1", init_weibull,
                       draw_weibull},
};

int cairn_dist_find(const char *name, enum cairn_distribution_kind *kind)
{
    for (int i = 0; i < CAIRN_N_DISTRIBUTIONS; i++) {
        if (strcmp(cairn_dist_types[i].name, name) == 0) {
            *kind = (enum cairn_distribution_kind)i;
            return 0;
        }
    }
    return -1;
}

const char *cairn_dist_init(struct cairn_dist *dist, enum cairn_distribution_kind kind, double mean,
                            double cv)
{
    struct cairn_dist made = {.type = &cairn_dist_types[kind], .mean = mean, .cv = cv};
    const char *problem;

    if (!(mean > 0.0 && isfinite(mean)))
        return "the mean of a distribution is greater than 0";
    if (!(cv >= 0.0 && cv <= 100.0))
        return "the cv of a distribution lies between 0 and 100";
    if (cv == 0.0 && kind != CAIRN_EXPONENTIAL)
        made.type = &cairn_dist_types[CAIRN_DETERMINISTIC];
    problem = made.type->init(&made);
    if (!problem)
        *dist = made;
    return problem;
}

#include "model/company.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "base/alloc.h"
#include "model/passes.h"
#include "model/profile.h"

enum { HALVINGS = 60 };

double cairn_company_of_batches(double u)
{
    double low = 1.0, high = 1.0 / (1.0 - u); /* of the mean batch */
    double m, none;

    assert(u > 0.0 && u < 1.0);
    for (int i = 0; i < HALVINGS; i++) {
        double b = 0.5 * (low + high);

        if ((1.0 - u) * b < exp(-u * b))
            low = b;
        else
            high = b;
    }
    m = u * low;
    none = exp(-m);
    return (m + m * m + none) / (m + none);
}

/* What the sequences on a device are like at some load. */
struct crowd {
    double idle; /* probability that there is none */
    double met;
};

/* Weights are kept from overflow by the largest so far; `load` is y in units of 1 / t(1). */
static struct crowd crowd_at(double load, const double *pass_s, int most)
{
    double weight = 1.0, none = 1.0, sum = 1.0, first = 0.0, second = 0.0;

    for (int n = 1; n <= most; n++) {
        weight *= load * pass_s[n - 1] / (pass_s[0] * n);
        sum += weight;
        first += n * weight;
        second += (double)n * n * weight;
        if (sum > 1e200) {
            weight *= 1e-200;
            none *= 1e-200;
            sum *= 1e-200;
            first *= 1e-200;
            second *= 1e-200;
        }
    }
    return (struct crowd){.idle = none / sum, .met = second / first};
}

double cairn_company_of_passes(double u, const double *pass_s, int most)
{
    double low = 0.0, high = 1.0;

    assert(u > 0.0 && u <= 1.0 && most >= 1);
    if (u > 1.0 - 1e-9)
        return most;
    while (crowd_at(high, pass_s, most).idle > 1.0 - u)
        high *= 2.0;
    for (int i = 0; i < HALVINGS; i++) {
        double load = 0.5 * (low + high);

        if (crowd_at(load, pass_s, most).idle > 1.0 - u)
            low = load;
        else
            high = load;
    }
    return crowd_at(high, pass_s, most).met;
}

/* By one profile. */
static double company_by(const struct cairn_scenario *s, int profile, double u)
{
    int most = cairn_profile_largest(s, profile);
    double met;

    if (!cairn_profile_is_of_passes(&s->profiles[profile]))
        return u < 1.0 ? fmin(cairn_company_of_batches(u), most) : most;
    double *pass_s = cairn_calloc((size_t)most, sizeof *pass_s);
    for (int b = 1; b <= most; b++)
        pass_s[b - 1] = cairn_profile_latency_s(s, profile, b, NULL);
    met = cairn_company_of_passes(u, pass_s, most);
    cairn_free(pass_s);
    return met;
}

static bool is_asked(const struct cairn_scenario *s, int model)
{
    for (int w = 0; w < s->n_workloads; w++)
        if (s->workloads[w].model == model)
            return true;
    return false;
}

int cairn_company_of(const struct cairn_scenario *s, int pool)
{
    const struct cairn_pool *p = &s->pools[pool];
    double least = INFINITY;

    for (int i = 0; i < s->n_profiles; i++)
        if (s->profiles[i].hardware == p->hardware && is_asked(s, s->profiles[i].model))
            least = fmin(least, company_by(s, i, p->utilisation));
    return isfinite(least) && least > 1.0 ? (int)lround(least) : 1;
}

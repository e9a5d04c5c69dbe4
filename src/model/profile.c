#include "model/profile.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

#include "base/alloc.h"
#include "math/monotone.h"

static double point_latency_s(const struct cairn_point *point)
{
    return point->latency_s;
}

static double point_power_w(const struct cairn_point *point)
{
    if (!isnan(point->power_w))
        return point->power_w;
    return point->energy_j * point->batch / point->latency_s;
}

static double point_energy_j(const struct cairn_point *point) /* of the whole batch */
{
    return point_power_w(point) * point->latency_s;
}

/* The points of a profile as coordinates of a curve. */
struct curve {
    double *batch, *value; /* owned */
    size_t n;
};

static void curve_init(struct curve *curve, const struct cairn_scenario *scenario, int profile,
                       double (*value)(const struct cairn_point *))
{
    assert(profile >= 0 && profile < scenario->n_profiles);
    const struct cairn_profile *p = &scenario->profiles[profile];
    assert(p->n_points > 0);
    curve->n = (size_t)p->n_points;
    curve->batch = cairn_calloc(curve->n, sizeof *curve->batch);
    curve->value = cairn_calloc(curve->n, sizeof *curve->value);
    for (size_t i = 0; i < curve->n; i++) {
        const struct cairn_point *point = &scenario->points[(size_t)p->first_point + i];
        curve->batch[i] = point->batch;
        curve->value[i] = value(point);
        assert(isfinite(curve->value[i]) && (i == 0 || curve->batch[i] > curve->batch[i - 1]));
    }
}

static void curve_release(struct curve *curve)
{
    cairn_free(curve->batch);
    cairn_free(curve->value);
}

static bool curve_covers(const struct curve *curve, int batch)
{
    return batch >= curve->batch[0] && batch <= curve->batch[curve->n - 1];
}

static double slope(const struct curve *curve, size_t i)
{
    double rise = curve->value[i + 1] - curve->value[i];
    return fmax(rise / (curve->batch[i + 1] - curve->batch[i]), 0.0);
}

/* Latency of a batch larger than any measured, or smaller. */
static double latency_outside_s(const struct curve *curve, int batch)
{
    size_t last = curve->n - 1;
    if (batch > curve->batch[last]) {
        if (last == 0)
            return curve->value[0] * batch / curve->batch[0];
        return curve->value[last] + slope(curve, last - 1) * (batch - curve->batch[last]);
    }
    if (last == 0)
        return curve->value[0];
    double line = curve->value[0] - slope(curve, 0) * (curve->batch[0] - batch);
    return fmax(line, curve->value[0] * batch / curve->batch[0]);
}

static const struct cairn_law *law_of(const struct cairn_scenario *scenario, int profile)
{
    const struct cairn_law *law = &scenario->profiles[profile].law;

    return law->origin.file ? law : NULL;
}

static double law_latency_s(const struct cairn_law *law, int batch)
{
    return law->latency_s + law->latency_per_request_s * batch;
}

int cairn_profile_largest(const struct cairn_scenario *scenario, int profile)
{
    const struct cairn_profile *p = &scenario->profiles[profile];

    if (law_of(scenario, profile))
        return p->law.batch_max;
    return scenario->points[p->first_point + p->n_points - 1].batch;
}

double cairn_profile_latency_s(const struct cairn_scenario *scenario, int profile, int batch,
                               bool *extrapolated)
{
    const struct cairn_law *law = law_of(scenario, profile);
    struct curve curve;

    assert(batch >= 1);
    if (law) {
        if (extrapolated)
            *extrapolated = batch > law->batch_max;
        return law_latency_s(law, batch);
    }
    curve_init(&curve, scenario, profile, point_latency_s);
    bool covered = curve_covers(&curve, batch);
    double latency_s = covered ? cairn_monotone_at(curve.batch, curve.value, curve.n, batch)
                               : latency_outside_s(&curve, batch);
    curve_release(&curve);
    if (extrapolated)
        *extrapolated = !covered;
    return latency_s;
}

/* At a batch within the points. */
static double latency_within_s(const struct cairn_scenario *scenario, int profile, int batch)
{
    struct curve curve;

    curve_init(&curve, scenario, profile, point_latency_s);
    double latency_s = cairn_monotone_at(curve.batch, curve.value, curve.n, batch);
    curve_release(&curve);
    return latency_s;
}

/* No more and no less than what was measured on either side; at a point, what was measured. */
static double power_between_w(const struct curve *power, int batch, double power_w)
{
    size_t right = 0;

    while (power->batch[right] < batch)
        right++;
    if (power->batch[right] <= batch)
        return power->value[right];
    double left_w = power->value[right - 1], right_w = power->value[right];
    return fmin(fmax(power_w, fmin(left_w, right_w)), fmax(left_w, right_w));
}

/* At a batch within several points: the energy of a batch is the curve; a law makes it a line. */
static double power_within_w(const struct cairn_scenario *scenario, int profile,
                             const struct curve *power, int batch)
{
    struct curve energy;

    curve_init(&energy, scenario, profile, point_energy_j);
    double energy_j = cairn_monotone_at(energy.batch, energy.value, energy.n, batch);
    curve_release(&energy);
    return power_between_w(power, batch, energy_j / latency_within_s(scenario, profile, batch));
}

double cairn_profile_power_w(const struct cairn_scenario *scenario, int profile, int batch,
                             bool *extrapolated)
{
    const struct cairn_law *law = law_of(scenario, profile);
    struct curve curve;

    assert(batch >= 1);
    if (law) {
        if (extrapolated)
            *extrapolated = batch > law->batch_max;
        return (law->energy_j * batch + law->energy_per_batch_j) / law_latency_s(law, batch);
    }
    curve_init(&curve, scenario, profile, point_power_w);
    bool covered = curve_covers(&curve, batch);
    double power_w = curve.value[batch > curve.batch[0] ? curve.n - 1 : 0];
    if (covered && curve.n > 1)
        power_w = power_within_w(scenario, profile, &curve, batch);
    curve_release(&curve);
    if (extrapolated)
        *extrapolated = !covered;
    return power_w;
}

/*
 * check_written.c - figures that contradict each other as they were written
 *
 * Each of them comes from a measurement or a table of its own, and a sweep, a draw or a year of
 * growth may well move one past the other: only what a file says is held against this.
 */
#include <math.h>

#include "base/number.h"
#include "base/units.h"
#include "model/check.h"

/*
 * Measurements scatter: by so much may a figure be on the wrong side of another. Chosen somewhat
 * arbitrarily; in the catalogue a batch of 8 takes 0.1 % less than one of 1.
 */
static const double scatter = 0.05;

static const double rounding = 1e-9;

/* ---- grids ---- */

/* Life-cycle is direct and what comes before and after it. */
static void check_scopes(const struct cairn_scenario *scenario, const struct cairn_grid *grid,
                         struct cairn_diag *diag)
{
    char direct[CAIRN_NUMBER_SIZE], whole[CAIRN_NUMBER_SIZE];

    for (int i = grid->first_intensity; i < grid->first_intensity + grid->n_intensities; i++) {
        const struct cairn_intensity *one = &scenario->intensities[i], *all;
        int other = cairn_scenario_intensity(scenario, one->grid, one->kind, CAIRN_LIFE_CYCLE);

        if (one->scope != CAIRN_DIRECT || other == CAIRN_NONE)
            continue;
        all = &scenario->intensities[other];
        if (one->value_g_per_kwh > all->value_g_per_kwh * (1 + rounding))
            cairn_diag_error(diag, one->origin.file, one->origin.line,
                             "direct intensity of grid \"%s\" is %s g/kWh, above its life-cycle "
                             "one of the same kind, %s: life-cycle includes what is direct",
                             grid->id, cairn_number_format(one->value_g_per_kwh, 4, direct),
                             cairn_number_format(all->value_g_per_kwh, 4, whole));
    }
}

/* ---- profiles ---- */

static double power_of(const struct cairn_point *point)
{
    return isnan(point->power_w) ? point->energy_j * point->batch / point->latency_s
                                 : point->power_w;
}

/* A batch takes at least as long as one of fewer requests. */
static void check_latencies(const struct cairn_scenario *scenario,
                            const struct cairn_profile *profile, struct cairn_diag *diag)
{
    const struct cairn_point *points = &scenario->points[profile->first_point], *most = points;
    char here[CAIRN_UNITS_SIZE], there[CAIRN_UNITS_SIZE];

    for (const struct cairn_point *p = points; p < points + profile->n_points; p++) {
        if (p->latency_s < most->latency_s * (1 - scatter)) {
            cairn_diag_error(diag, p->origin.file, p->origin.line,
                             "a batch of %d takes %s, and one of %d takes %s: latency is that of "
                             "the whole batch, not of a request in it",
                             p->batch, cairn_units_format(p->latency_s, CAIRN_TIME, here),
                             most->batch, cairn_units_format(most->latency_s, CAIRN_TIME, there));
            return;
        }
        if (p->latency_s > most->latency_s)
            most = p;
    }
}

/* Work adds to what a device draws idle, where both are measured at the same boundary. */
static bool check_work(const struct cairn_scenario *scenario, const struct cairn_profile *profile,
                       double power_w, struct cairn_origin origin, struct cairn_diag *diag)
{
    const struct cairn_hardware *hardware = &scenario->hardware[profile->hardware];
    const struct cairn_power *power = &hardware->power;
    char busy[CAIRN_UNITS_SIZE], idle[CAIRN_UNITS_SIZE];

    if (!power->origin.file || power->boundary != profile->boundary || isnan(power_w) ||
        power_w >= power->idle_w * (1 - scatter))
        return true;
    cairn_diag_error(diag, origin.file, origin.line,
                     "at work hardware \"%s\" draws %s here, and idle %s: power and energy of a "
                     "profile are all that the device draws",
                     hardware->id, cairn_units_format(power_w, CAIRN_POWER, busy),
                     cairn_units_format(power->idle_w, CAIRN_POWER, idle));
    return false;
}

/* Between its ends the power of a law rises or falls all the way. */
static double least_of_law(const struct cairn_law *law)
{
    double one =
        (law->energy_j + law->energy_per_batch_j) / (law->latency_s + law->latency_per_request_s);
    double most = (law->energy_j * law->batch_max + law->energy_per_batch_j) /
                  (law->latency_s + law->latency_per_request_s * law->batch_max);

    return fmin(one, most);
}

/* One error for each profile. */
static void check_powers(const struct cairn_scenario *scenario, const struct cairn_profile *profile,
                         struct cairn_diag *diag)
{
    const struct cairn_point *points = &scenario->points[profile->first_point];
    const struct cairn_prefill *prefills = &scenario->prefills[profile->first_prefill];

    if (profile->law.origin.file) {
        check_work(scenario, profile, least_of_law(&profile->law), profile->law.origin, diag);
        return;
    }
    for (int i = 0; i < profile->n_points; i++)
        if (!check_work(scenario, profile, power_of(&points[i]), points[i].origin, diag))
            return;
    for (int i = 0; i < profile->n_prefills; i++)
        if (!check_work(scenario, profile, prefills[i].power_w, prefills[i].origin, diag))
            return;
}

void cairn_check_written(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    for (int i = 0; i < scenario->n_grids; i++)
        check_scopes(scenario, &scenario->grids[i], diag);
    for (int i = 0; i < scenario->n_profiles; i++) {
        check_latencies(scenario, &scenario->profiles[i], diag);
        check_powers(scenario, &scenario->profiles[i], diag);
    }
}

#include <math.h>

#include "model/check.h"

static void check_grid(const struct cairn_scenario *scenario, const struct cairn_grid *grid,
                       struct cairn_diag *diag)
{
    for (int i = grid->first_intensity; i < grid->first_intensity + grid->n_intensities; i++) {
        const struct cairn_intensity *one = &scenario->intensities[i];

        for (int j = grid->first_intensity; j < i; j++) {
            const struct cairn_intensity *other = &scenario->intensities[j];

            if (other->kind == one->kind && other->scope == one->scope) {
                cairn_check_twice(diag, one->origin, other->origin,
                                  "a second intensity of this kind and scope in grid \"%s\"",
                                  grid->id);
                break;
            }
        }
    }
    if (grid->water.without_reservoirs_l_per_kwh > grid->water.with_reservoirs_l_per_kwh)
        cairn_diag_error(diag, grid->water.origin.file, grid->water.origin.line,
                         "water of grid \"%s\" is less with reservoirs than without", grid->id);
}

/* Is there a power supply between this device and the wall, its own or that of a host? */
static bool has_supply(const struct cairn_scenario *scenario, int hardware)
{
    for (int n = 0; hardware != CAIRN_NONE && n <= scenario->n_hardware; n++) {
        if (scenario->hardware[hardware].supply.origin.file)
            return true;
        hardware = scenario->hardware[hardware].host.hardware;
    }
    return false;
}

static void check_hosts(const struct cairn_scenario *scenario, int hardware,
                        struct cairn_diag *diag)
{
    const struct cairn_hardware *first = &scenario->hardware[hardware];
    int at = first->host.hardware;

    for (int n = 0; at != CAIRN_NONE && n < scenario->n_hardware; n++) {
        if (at == hardware) {
            cairn_diag_error(diag, first->host.origin.file, first->host.origin.line,
                             "hardware \"%s\" is its own host, directly or by way of others",
                             first->id);
            return;
        }
        at = scenario->hardware[at].host.hardware;
    }
}

static void check_hardware(const struct cairn_scenario *scenario, int hardware,
                           struct cairn_diag *diag)
{
    const struct cairn_hardware *h = &scenario->hardware[hardware];
    const struct cairn_power *power = &h->power;

    check_hosts(scenario, hardware, diag);
    if (h->wake.origin.file)
        cairn_check_cv(diag, h->wake.origin, "wake of hardware", h->id, h->wake.variation,
                       h->wake.cv);
    if (!power->origin.file)
        return;
    if (power->boundary == CAIRN_BOARD && !has_supply(scenario, hardware))
        cairn_diag_error(diag, power->origin.file, power->origin.line,
                         "hardware \"%s\" is measured at the board and has no <supply>: what it "
                         "draws from the wall is unknown",
                         h->id);
    if (power->sleep_w > power->idle_w)
        cairn_diag_error(diag, power->origin.file, power->origin.line,
                         "hardware \"%s\" draws more asleep than idle", h->id);
    if (power->busy_w < power->idle_w)
        cairn_diag_error(diag, power->origin.file, power->origin.line,
                         "hardware \"%s\" draws less busy than idle", h->id);
}

static void check_points(const struct cairn_scenario *scenario, const struct cairn_profile *profile,
                         struct cairn_diag *diag)
{
    for (int i = profile->first_point; i < profile->first_point + profile->n_points; i++) {
        const struct cairn_point *point = &scenario->points[i];
        const struct cairn_point *before = i > profile->first_point ? point - 1 : NULL;

        if (isnan(point->power_w) == isnan(point->energy_j))
            cairn_diag_error(diag, point->origin.file, point->origin.line,
                             "batch %d has %s: one of them is due", point->batch,
                             isnan(point->power_w) ? "neither power nor energy"
                                                   : "both power and energy");
        if (before && before->batch == point->batch)
            cairn_check_twice(diag, point->origin, before->origin, "a second point for batch %d",
                              point->batch);
    }
}

/* Either points or a law, which takes some time. */
static void check_law(const struct cairn_profile *profile, struct cairn_diag *diag)
{
    const struct cairn_law *law = &profile->law;
    const char *problem = NULL;

    if (!law->origin.file && profile->n_points == 0)
        problem = "profile has neither <point> nor <law>";
    else if (law->origin.file && profile->n_points > 0)
        problem = "profile has both <point> and <law>: say one of them";
    else if (law->origin.file && profile->n_prefills > 0)
        problem = "profile has both <law> and <prefill>: points say how long passes take";
    else if (law->origin.file && law->latency_s + law->latency_per_request_s <= 0)
        problem = "law of a profile by which a batch takes no time";
    if (problem)
        cairn_diag_error(diag, profile->origin.file, profile->origin.line, "%s", problem);
}

/* [PASS] */
static void check_prefills(const struct cairn_scenario *scenario,
                           const struct cairn_profile *profile, struct cairn_diag *diag)
{
    const struct cairn_variant *variant = &scenario->variants[profile->variant];
    const struct cairn_point *points = &scenario->points[profile->first_point];
    double context_s = profile->context * profile->context_time_s;

    for (int i = profile->first_prefill; i < profile->first_prefill + profile->n_prefills; i++) {
        const struct cairn_prefill *one = &scenario->prefills[i];
        const struct cairn_prefill *before = i > profile->first_prefill ? one - 1 : NULL;

        if (isnan(one->power_w))
            cairn_diag_error(diag, one->origin.file, one->origin.line,
                             "prefill of %d tokens has no power", one->tokens);
        if (before && before->tokens == one->tokens)
            cairn_check_twice(diag, one->origin, before->origin, "a second prefill of %d tokens",
                              one->tokens);
        else if (before && before->time_s > one->time_s)
            cairn_diag_error(diag, one->origin.file, one->origin.line,
                             "prefill of %d tokens takes less than that of %d", one->tokens,
                             before->tokens);
    }
    if (profile->n_prefills > 0 && isnan(variant->kv_bytes))
        cairn_diag_error(diag, profile->origin.file, profile->origin.line,
                         "profile has <prefill>, but variant \"%s\" of model \"%s\" has no "
                         "kv-per-token: what context fits is unknown",
                         variant->id, scenario->models[profile->model].id);
    if (profile->n_prefills == 0 && (profile->context != 0 || profile->context_time_s != 0))
        cairn_diag_error(diag, profile->origin.file, profile->origin.line,
                         "context of a profile without <prefill>: its points are no passes");
    for (int i = 0; profile->n_prefills > 0 && i < profile->n_points; i++)
        if (context_s * points[i].batch >= points[i].latency_s) {
            cairn_diag_error(diag, points[i].origin.file, points[i].origin.line,
                             "batch %d: its context alone takes longer than the pass: context or "
                             "context-time is too large",
                             points[i].batch);
            break;
        }
}

static void check_profile(const struct cairn_scenario *scenario, int index, struct cairn_diag *diag)
{
    const struct cairn_profile *profile = &scenario->profiles[index];
    const struct cairn_profile *before = index > 0 ? profile - 1 : NULL;
    const char *hardware = scenario->hardware[profile->hardware].id;

    check_points(scenario, profile, diag);
    check_law(profile, diag);
    check_prefills(scenario, profile, diag);
    if (before && before->variant == profile->variant && before->hardware == profile->hardware)
        cairn_check_twice(diag, profile->origin, before->origin,
                          "a second profile of variant \"%s\" of model \"%s\" on \"%s\"",
                          scenario->variants[profile->variant].id,
                          scenario->models[profile->model].id, hardware);
    if (profile->boundary == CAIRN_BOARD && !has_supply(scenario, profile->hardware))
        cairn_diag_error(diag, profile->origin.file, profile->origin.line,
                         "profile is measured at the board and hardware \"%s\" has no <supply>: "
                         "what it draws from the wall is unknown",
                         hardware);
}

/* Its energy is charged once: by the states of the radio. */
static void check_radio(const struct cairn_hop *hop, struct cairn_diag *diag)
{
    const char *twice = !isnan(hop->average_j_per_byte)     ? "average"
                        : !isnan(hop->marginal_w_per_bit_s) ? "marginal"
                        : !isnan(hop->base_w)               ? "base"
                                                            : NULL;

    if (hop->kind != CAIRN_RADIO)
        cairn_diag_error(diag, hop->radio.origin.file, hop->radio.origin.line,
                         "<radio> of hop \"%s\", whose kind is not radio", hop->id);
    if (twice)
        cairn_diag_error(diag, hop->origin.file, hop->origin.line,
                         "hop \"%s\" has both <radio> and %s: its energy would count twice",
                         hop->id, twice);
}

static void check_hop(const struct cairn_hop *hop, struct cairn_diag *diag)
{
    const char *file = hop->origin.file;

    if (hop->radio.origin.file)
        check_radio(hop, diag);
    else if (isnan(hop->average_j_per_byte) && isnan(hop->marginal_w_per_bit_s))
        cairn_diag_error(diag, file, hop->origin.line,
                         "hop \"%s\" has neither average nor marginal: it needs one of them",
                         hop->id);
    if (hop->fed_by != CAIRN_NONE &&
        (hop->kind == CAIRN_RADIO || hop->kind == CAIRN_SITE_EQUIPMENT))
        cairn_diag_error(diag, file, hop->origin.line,
                         "hop \"%s\" has fed-by and is the site's own: the site feeds it", hop->id);
    if (!isnan(hop->embodied_g) && isnan(hop->lifetime_s))
        cairn_diag_error(diag, file, hop->origin.line, "hop \"%s\" has embodied and no lifetime",
                         hop->id);
}

void cairn_check_facts(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    for (int i = 0; i < scenario->n_grids; i++)
        check_grid(scenario, &scenario->grids[i], diag);
    for (int i = 0; i < scenario->n_hardware; i++)
        check_hardware(scenario, i, diag);
    for (int i = 0; i < scenario->n_profiles; i++)
        check_profile(scenario, i, diag);
    for (int i = 0; i < scenario->n_services; i++)
        cairn_check_cv(diag, scenario->services[i].origin, "api", scenario->services[i].id,
                       scenario->services[i].variation, scenario->services[i].cv);
    for (int i = 0; i < scenario->n_hops; i++)
        check_hop(&scenario->hops[i], diag);
    cairn_check_facility_facts(scenario, diag);
}

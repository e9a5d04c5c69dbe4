#include "model/route_check.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/units.h"
#include "model/best_case.h"
#include "model/coupling.h"
#include "model/drift.h"
#include "model/steps.h"

/* Any variant or cache. */
enum { ANY = -2 };

static bool is_wanted(const struct cairn_scenario *s, int workload, int step, int pool, int variant,
                      int cache)
{
    bool narrowed = false;
    for (int i = 0; i < s->n_narrowings; i++) {
        const struct cairn_narrowing *n = &s->narrowings[i];
        if (n->workload != workload || n->step != step)
            continue;
        narrowed = true;
        if (n->pool == pool &&
            (variant == ANY || n->variant == CAIRN_NONE || n->variant == variant) &&
            (cache == ANY || n->cache == CAIRN_NONE || n->cache == cache))
            return true;
    }
    return !narrowed;
}

bool cairn_route_is_wanted(const struct cairn_scenario *s, int workload, int pool, int variant,
                           int cache)
{
    return is_wanted(s, workload, 1, pool, variant, cache);
}

/* Whether two lists of words separated by spaces have one in common. */
static bool share_a_word(const char *a, const char *b)
{
    while (*a) {
        size_t n = strcspn(a, " ");
        for (const char *at = b; n > 0 && *at;) {
            size_t m = strcspn(at, " ");
            if (m == n && memcmp(a, at, n) == 0)
                return true;
            at += m + strspn(at + m, " ");
        }
        a += n;
        a += strspn(a, " ");
    }
    return false;
}

static char *check_residency(const struct cairn_place *place, const char *residency)
{
    if (!residency || (place->jurisdiction && share_a_word(residency, place->jurisdiction)))
        return NULL;
    if (!place->jurisdiction)
        return cairn_format("data may be processed only in %s, and %s states no jurisdiction",
                            residency, place->id);
    return cairn_format("data may be processed only in %s, and %s lies in %s", residency, place->id,
                        place->jurisdiction);
}

char *cairn_route_check_pool(const struct cairn_scenario *s, int workload, int step, int pool,
                             enum cairn_exclusion_reason *reason)
{
    const struct cairn_workload *w = &s->workloads[workload];
    const struct cairn_pool *p = &s->pools[pool];
    const struct cairn_place *site = &s->places[w->place], *place = &s->places[p->place];

    *reason = CAIRN_EXCLUDED_NARROWED;
    if (!is_wanted(s, workload, step, pool, ANY, ANY))
        return cairn_format("not among the routes of %s that the scenario asks for", w->id);
    *reason = CAIRN_EXCLUDED_EMPTY;
    if (!cairn_pool_is_unlimited(s, pool) && p->max < 1)
        return cairn_format("%s may have no devices", p->id);
    if (cairn_pool_is_to_come(s, pool))
        return cairn_format("%s is released in %d", s->hardware[p->hardware].id,
                            s->hardware[p->hardware].released);
    *reason = CAIRN_EXCLUDED_NO_LINK;
    if (place != site && cairn_link_to_pool(s, workload, pool) == CAIRN_NONE)
        return cairn_format("no link from %s to %s", site->id, place->id);
    *reason = CAIRN_EXCLUDED_OFFLINE;
    if (w->promise.offline && place != site)
        return cairn_format("%s must work offline, and %s is not at its site", w->id, p->id);
    *reason = CAIRN_EXCLUDED_RESIDENCY;
    return check_residency(place, w->promise.residency);
}

/* [DRIFT] What is wrong with an accuracy that falls too far until the next training. */
static char *too_far(const struct cairn_scenario *s, int workload, const char *whose,
                     const struct cairn_accuracy *accuracy)
{
    char is[CAIRN_NUMBER_SIZE], falls[CAIRN_NUMBER_SIZE], least[CAIRN_NUMBER_SIZE];
    char interval[CAIRN_UNITS_SIZE], longest[CAIRN_UNITS_SIZE];
    const struct cairn_workload *w = &s->workloads[workload];

    return cairn_format(
        "%s is %s and falls to %s %s %s without training, promised %s; training every %s or more "
        "often would keep it",
        whose, cairn_number_format(accuracy->fresh, 4, is),
        cairn_number_format(accuracy->promised, 4, falls),
        w->drift.promise == CAIRN_DRIFT_END ? "in" : "on average in",
        cairn_units_format(cairn_drift_interval_s(s, workload), CAIRN_TIME, interval),
        cairn_number_format(w->promise.accuracy, 4, least),
        cairn_units_format(cairn_drift_longest_s(s, workload, accuracy->fresh), CAIRN_TIME,
                           longest));
}

/* Within rounding of the interval that is told as the longest. */
static bool keeps(const struct cairn_accuracy *accuracy, double promised)
{
    double rounding = accuracy->fresh > accuracy->promised ? 1e-12 : 0;

    return accuracy->promised >= promised - rounding;
}

static char *check_accuracy(const struct cairn_scenario *s, int workload, int pool, int variant,
                            const char *id)
{
    double promised = s->workloads[workload].promise.accuracy;
    struct cairn_accuracy of = cairn_drift_of_target(s, workload, pool, variant);
    double accuracy = of.fresh;
    if (keeps(&of, promised) || s->workloads[workload].n_steps > 0)
        return NULL;
    char is[CAIRN_NUMBER_SIZE], least[CAIRN_NUMBER_SIZE];
    if (accuracy > promised) {
        char *whose = cairn_format("accuracy of %s", id);
        char *text = too_far(s, workload, whose, &of);
        cairn_free(whose);
        return text;
    }
    return cairn_format("accuracy of %s is %s, promised %s", id,
                        cairn_number_format(accuracy, 4, is),
                        cairn_number_format(promised, 4, least));
}

static char *check_memory(const struct cairn_variant *variant,
                          const struct cairn_hardware *hardware)
{
    double size_bytes = hardware->memory.size_bytes;
    if (isnan(size_bytes) || !(variant->memory_bytes > size_bytes))
        return NULL;
    char needs[CAIRN_UNITS_SIZE], has[CAIRN_UNITS_SIZE];
    return cairn_format("%s needs %s, %s has %s", variant->id,
                        cairn_units_format(variant->memory_bytes, CAIRN_DATA, needs), hardware->id,
                        cairn_units_format(size_bytes, CAIRN_DATA, has));
}

/* Powers without which no basis can account for the devices. */
static char *check_power(const struct cairn_scenario *s, const struct cairn_pool *pool, int profile)
{
    const struct cairn_hardware *hardware = &s->hardware[pool->hardware];
    const struct cairn_profile *p = &s->profiles[profile];
    if (isnan(hardware->power.idle_w))
        return cairn_format("no idle power of %s", hardware->id);
    if (!isnan(pool->sleep_after_s) && isnan(hardware->power.sleep_w))
        return cairn_format("%s sleeps, and there is no sleep power of %s", pool->id, hardware->id);
    for (int i = p->first_point; i < p->first_point + p->n_points; i++)
        if (isnan(s->points[i].power_w) && isnan(s->points[i].energy_j))
            return cairn_format("no power of %s on %s at batch %d", s->variants[p->variant].id,
                                hardware->id, s->points[i].batch);
    return NULL;
}

char *cairn_route_check_accuracy(const struct cairn_scenario *s, const struct cairn_route *route,
                                 double *accuracy)
{
    double promised = s->workloads[route->workload].promise.accuracy;
    struct cairn_accuracy of = cairn_drift_of_route(s, route);
    double whole = of.fresh;
    if (keeps(&of, promised))
        return NULL;
    char is[CAIRN_NUMBER_SIZE], least[CAIRN_NUMBER_SIZE];
    *accuracy = of.promised;
    if (whole > promised)
        return too_far(s, route->workload, "accuracy of all steps from here on", &of);
    return cairn_format("all steps from here on have an accuracy of %s at best, promised %s",
                        cairn_number_format(whole, 4, is), cairn_number_format(promised, 4, least));
}

static char *check_service(const struct cairn_scenario *s, int workload, int step, int pool,
                           enum cairn_exclusion_reason *reason)
{
    const struct cairn_service *service = &s->services[s->pools[pool].service];
    int model = cairn_steps_model(s, workload, step);
    *reason = CAIRN_EXCLUDED_MODEL;
    if (service->model != model)
        return cairn_format("%s serves %s, not %s", service->id, s->models[service->model].id,
                            s->models[model].id);
    *reason = CAIRN_EXCLUDED_ACCURACY;
    return check_accuracy(s, workload, pool, CAIRN_NONE, service->id);
}

char *cairn_route_check_variant(const struct cairn_scenario *s, int workload, int step, int pool,
                                int variant, enum cairn_exclusion_reason *reason)
{
    const struct cairn_pool *p = &s->pools[pool];
    if (p->tenancy == CAIRN_MANAGED)
        return check_service(s, workload, step, pool, reason);

    const struct cairn_variant *v = &s->variants[variant];
    const struct cairn_hardware *hardware = &s->hardware[p->hardware];
    *reason = CAIRN_EXCLUDED_NARROWED;
    if (!is_wanted(s, workload, step, pool, variant, ANY))
        return cairn_format("not among the routes of %s that the scenario asks for",
                            s->workloads[workload].id);
    *reason = CAIRN_EXCLUDED_EMPTY;
    if (cairn_variant_is_to_come(s, variant))
        return cairn_format("%s of %s is released in %d", v->id, s->models[v->model].id,
                            v->released);
    *reason = CAIRN_EXCLUDED_ACCURACY;
    char *text = check_accuracy(s, workload, pool, variant, v->id);
    if (text)
        return text;
    *reason = CAIRN_EXCLUDED_MEMORY;
    text = check_memory(v, hardware);
    if (text)
        return text;
    *reason = CAIRN_EXCLUDED_NO_PROFILE;
    int profile = cairn_scenario_profile(s, variant, p->hardware);
    if (profile == CAIRN_NONE)
        return cairn_format("no profile of %s %s on %s", s->models[v->model].id, v->id,
                            hardware->id);
    *reason = CAIRN_EXCLUDED_POWER;
    return check_power(s, p, profile);
}

char *cairn_route_check_latency(const struct cairn_scenario *s, int workload, int pool, int variant,
                                enum cairn_exclusion_reason *reason)
{
    *reason = CAIRN_EXCLUDED_LATENCY;
    if (cairn_least_late(s, workload, pool, variant, CAIRN_NONE) <= CAIRN_LATE_ALLOWED)
        return NULL;
    char best[CAIRN_UNITS_SIZE], promised[CAIRN_UNITS_SIZE];
    double best_s = cairn_best_time_s(s, workload, pool, variant);
    double promised_s = s->workloads[workload].promise.p95_s;
    return cairn_format("takes %s at best, promised %s",
                        cairn_units_format(best_s, CAIRN_TIME, best),
                        cairn_units_format(promised_s, CAIRN_TIME, promised));
}

char *cairn_route_check_loss(const struct cairn_scenario *s, int workload, int pool,
                             enum cairn_exclusion_reason *reason)
{
    double lost = cairn_least_lost(s, workload, pool, CAIRN_NONE);
    *reason = CAIRN_EXCLUDED_LOSS;
    if (lost <= s->workloads[workload].promise.loss + 1e-12)
        return NULL;
    char share[CAIRN_UNITS_SIZE], promised[CAIRN_UNITS_SIZE];
    return cairn_format(
        "its link is down %s of the time, promised loss %s",
        cairn_units_format(lost, CAIRN_FRACTION, share),
        cairn_units_format(s->workloads[workload].promise.loss, CAIRN_FRACTION, promised));
}

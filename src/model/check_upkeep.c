/* check_upkeep.c - releases, monitoring, repairs, second lives, stocks */
#include <math.h>

#include "model/check.h"

/* ---- releases ---- */

/* A device of this pool may hold the model: does the release come there? */
static void check_way(const struct cairn_scenario *scenario, const struct cairn_release *release,
                      const struct cairn_pool *pool, struct cairn_diag *diag)
{
    const struct cairn_place *place = &scenario->places[pool->place];

    if (place->kind == CAIRN_SITE &&
        cairn_scenario_link(scenario, pool->place, release->from) == CAIRN_NONE)
        cairn_diag_error(diag, release->origin.file, release->origin.line,
                         "releases of model \"%s\" come from \"%s\", to which site \"%s\" of pool "
                         "\"%s\" has no link",
                         scenario->models[release->model].id, scenario->places[release->from].id,
                         place->id, pool->id);
}

static bool is_provided(const struct cairn_pool *pool)
{
    return pool->tenancy == CAIRN_SHARED_POOL || pool->tenancy == CAIRN_MANAGED;
}

static void check_release(const struct cairn_scenario *scenario, int index, struct cairn_diag *diag)
{
    const struct cairn_release *release = &scenario->releases[index];

    for (int i = 0; i < index; i++)
        if (scenario->releases[i].model == release->model) {
            cairn_check_twice(diag, release->origin, scenario->releases[i].origin,
                              "releases of model \"%s\" a second time",
                              scenario->models[release->model].id);
            break;
        }
    if (scenario->places[release->from].kind != CAIRN_REGION) {
        cairn_diag_error(diag, release->origin.file, release->origin.line,
                         "releases of model \"%s\" come from \"%s\", which is no region",
                         scenario->models[release->model].id, scenario->places[release->from].id);
        return;
    }
    for (int p = 0; p < scenario->n_pools; p++)
        if (!is_provided(&scenario->pools[p]) &&
            cairn_check_serves(scenario, p, release->model, CAIRN_NONE))
            check_way(scenario, release, &scenario->pools[p], diag);
}

/* ---- monitoring ---- */

static void check_collector(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                            struct cairn_diag *diag)
{
    const struct cairn_monitoring *m = &pool->monitoring;
    const struct cairn_place *place = &scenario->places[pool->place];
    const char *file = m->origin.file;
    int line = m->origin.line;
    bool sends = !isnan(m->traffic_bit_s) || !isnan(m->per_request_bytes);

    if (!sends) {
        if (m->to != CAIRN_NONE)
            cairn_diag_error(diag, file, line,
                             "monitoring of pool \"%s\" sends nothing \"to\" anywhere: say its "
                             "traffic or per-request",
                             pool->id);
        return;
    }
    if (m->to == CAIRN_NONE) {
        if (place->kind == CAIRN_SITE)
            cairn_diag_error(diag, file, line,
                             "monitoring of pool \"%s\" sends data and does not say \"to\" which "
                             "region",
                             pool->id);
        return;
    }
    if (scenario->places[m->to].kind != CAIRN_REGION)
        cairn_diag_error(diag, file, line,
                         "monitoring of pool \"%s\" sends data to \"%s\", which is no region",
                         pool->id, scenario->places[m->to].id);
    else if (place->kind == CAIRN_SITE &&
             cairn_scenario_link(scenario, pool->place, m->to) == CAIRN_NONE)
        cairn_diag_error(diag, file, line,
                         "monitoring of pool \"%s\" sends data to \"%s\", to which site \"%s\" has "
                         "no link",
                         pool->id, scenario->places[m->to].id, place->id);
}

static void check_monitoring(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                             struct cairn_diag *diag)
{
    const struct cairn_monitoring *m = &pool->monitoring;

    if (!m->origin.file)
        return;
    if (is_provided(pool))
        cairn_diag_error(diag, m->origin.file, m->origin.line,
                         "monitoring of pool \"%s\", which its provider watches", pool->id);
    if (isnan(m->power_w) && isnan(m->traffic_bit_s) && isnan(m->energy_j) &&
        isnan(m->per_request_bytes))
        cairn_diag_error(diag, m->origin.file, m->origin.line,
                         "monitoring of pool \"%s\" takes nothing: say its power, traffic, energy "
                         "or per-request",
                         pool->id);
    check_collector(scenario, pool, diag);
}

/* ---- devices that break, or change hands ---- */

static void check_repair(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                         struct cairn_diag *diag)
{
    const struct cairn_repair *repair = &pool->repair;
    const struct cairn_place *place = &scenario->places[pool->place];
    const char *file = repair->origin.file;

    if (!file)
        return;
    if (isnan(repair->failures_per_s) && !pool->outage.origin.file)
        cairn_diag_error(diag, file, repair->origin.line,
                         "repair of pool \"%s\" has no failures, and there is no <outage> to take "
                         "them from",
                         pool->id);
    if (repair->visited > 0 && !place->visit.origin.file)
        cairn_diag_error(
            diag, file, repair->origin.line,
            "failures of pool \"%s\" are visited, and \"%s\" has no <visit>: what does "
            "a journey take?",
            pool->id, place->id);
}

static void check_second_life(const struct cairn_pool *pool, struct cairn_diag *diag)
{
    const struct cairn_second_life *life = &pool->second_life;
    const char *file = life->origin.file;
    int line = life->origin.line;
    bool used = !isnan(life->brings);

    if (!file)
        return;
    if (used && isnan(life->lifetime_s))
        cairn_diag_error(diag, file, line,
                         "used devices of pool \"%s\" have no lifetime: how long do they last from "
                         "then on?",
                         pool->id);
    if (!used && (!isnan(life->lifetime_s) || !isnan(life->price_usd)))
        cairn_diag_error(diag, file, line,
                         "lifetime or price of used devices of pool \"%s\", which brings nothing: "
                         "say brings, 0 %% if it is so",
                         pool->id);
    if (pool->tenancy == CAIRN_OWNED && life->resale > 0)
        cairn_diag_error(diag, file, line,
                         "resale of pool \"%s\", whose devices are owned already and not bought",
                         pool->id);
    if (!used && life->passes_on == 0 && life->resale == 0)
        cairn_diag_error(diag, file, line,
                         "second life of pool \"%s\" says neither brings nor passes-on nor resale",
                         pool->id);
}

/* What only who owns the devices has to say, or NULL. */
static const char *word_of_owner(const struct cairn_pool *pool)
{
    return pool->repair.origin.file        ? "<repair>"
           : pool->second_life.origin.file ? "<second-life>"
           : pool->shelf > 0               ? "shelf"
                                           : NULL;
}

void cairn_check_upkeep(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    for (int i = 0; i < scenario->n_releases; i++)
        check_release(scenario, i, diag);
    for (int p = 0; p < scenario->n_pools; p++) {
        const struct cairn_pool *pool = &scenario->pools[p];
        const char *word = word_of_owner(pool);

        check_monitoring(scenario, pool, diag);
        if (word && (is_provided(pool) || !isnan(pool->rent_usd_per_h))) {
            cairn_diag_error(diag, pool->origin.file, pool->origin.line,
                             "%s of pool \"%s\", whose devices belong to somebody else", word,
                             pool->id);
            continue;
        }
        check_repair(scenario, pool, diag);
        check_second_life(pool, diag);
    }
}

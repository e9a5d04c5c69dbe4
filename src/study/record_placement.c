/* Placements as rows: routes, sizes, shopping list; performance: record_performance.c. */

#include "study/record.h"

#include <math.h>
#include <string.h>

#include "account/purchase.h"
#include "base/alloc.h"
#include "model/route_share.h"
#include "model/steps.h"
#include "study/headline.h"

#define KWH 3.6e6 /* joules */

static const char *tenancy_name(enum cairn_tenancy tenancy)
{
    static const char *const names[] = {
        [CAIRN_OWNED] = "owned",
        [CAIRN_BOUGHT] = "bought",
        [CAIRN_SHARED_POOL] = "shared",
        [CAIRN_MANAGED] = "api",
    };

    return names[tenancy];
}

static const char *pool_id(const struct cairn_scenario *scenario, int pool)
{
    return pool == CAIRN_NONE ? NULL : scenario->pools[pool].id;
}

static const char *variant_id(const struct cairn_scenario *scenario, int variant)
{
    return variant == CAIRN_NONE ? NULL : scenario->variants[variant].id;
}

/* A step of a route; cache and fallback are those of the first. */
static void record_step(const struct cairn_record_place *at, int i, const struct cairn_route *route,
                        int step, double share)
{
    const struct cairn_scenario *s = at->scenario;
    bool first = step == 1;
    int pool = cairn_route_pool(route, step);
    int early_exit = first ? CAIRN_NONE : route->onward[step - 2].early_exit;
    int over = first && route->fallback != CAIRN_NONE ? route->over : CAIRN_NONE;
    const char *cache = first && route->cache != CAIRN_NONE ? s->caches[route->cache].id : NULL;

    CAIRN_STORE_ADD(
        at->store, "route", CAIRN_INTEGER("study", at->study),
        CAIRN_INTEGER("placement", at->number), CAIRN_INTEGER("route", i),
        CAIRN_INTEGER("step", step), CAIRN_STRING("workload", s->workloads[route->workload].id),
        CAIRN_STRING("site", s->places[s->workloads[route->workload].place].id),
        CAIRN_STRING("pool", s->pools[pool].id),
        CAIRN_STRING("place", s->places[s->pools[pool].place].id),
        CAIRN_STRING("variant", variant_id(s, cairn_route_variant(route, step))),
        CAIRN_STRING("cache", cache),
        CAIRN_REAL("share", share * cairn_route_reach(s, route, step)),
        CAIRN_REAL_OR_NULL("unsure_at", early_exit == CAIRN_NONE ? NAN : s->exits[early_exit].at),
        CAIRN_STRING("fallback", first ? pool_id(s, route->fallback) : NULL),
        CAIRN_STRING("fallback_variant", first ? variant_id(s, route->fallback_variant) : NULL),
        CAIRN_INDEX("over", over));
}

static void record_routes(const struct cairn_record_place *at,
                          const struct cairn_placement *placement)
{
    struct cairn_plan plan;

    cairn_plan_init(&plan, at->scenario); /* by which shares change */
    for (int i = 0; i < placement->n_routes; i++) {
        double share = cairn_route_share_mean(at->scenario, &plan, placement, i);

        for (int step = 1; step <= cairn_route_steps(&placement->routes[i]); step++)
            record_step(at, i, &placement->routes[i], step, share);
    }
    cairn_plan_release(&plan);
}

static void record_sizings(const struct cairn_record_place *at,
                           const struct cairn_placement *placement)
{
    const struct cairn_scenario *s = at->scenario;

    for (int p = 0; p < s->n_pools; p++) {
        const struct cairn_pool *pool = &s->pools[p];
        const struct cairn_sizing *sizing = &placement->pools[p];

        if (sizing->count == 0)
            continue;
        CAIRN_STORE_ADD(at->store, "sizing", CAIRN_INTEGER("study", at->study),
                        CAIRN_INTEGER("placement", at->number), CAIRN_STRING("pool", pool->id),
                        CAIRN_STRING("place", s->places[pool->place].id),
                        CAIRN_STRING("tenancy", tenancy_name(pool->tenancy)),
                        CAIRN_STRING("hardware", pool->tenancy == CAIRN_MANAGED
                                                     ? s->services[pool->service].id
                                                     : s->hardware[pool->hardware].id),
                        CAIRN_INTEGER("copies", s->places[pool->place].count),
                        CAIRN_INTEGER("devices", sizing->count),
                        CAIRN_INTEGER("batch_max", sizing->batch_max),
                        CAIRN_REAL("timeout_s", (double)sizing->timeout_ns / 1e9));
    }
}

void cairn_record_place(const struct cairn_record_place *at,
                        const struct cairn_placement *placement)
{
    char *name = cairn_headline_name(at->scenario, placement);
    char *summary = cairn_placement_text(placement, at->scenario);

    CAIRN_STORE_ADD(at->store, "placement", CAIRN_INTEGER("study", at->study),
                    CAIRN_INTEGER("placement", at->number), CAIRN_STRING("name", name),
                    CAIRN_STRING("summary", summary));
    cairn_free(name);
    cairn_free(summary);
    record_routes(at, placement);
    record_sizings(at, placement);
}

/* ---- shopping list ---- */

/* Energy of a pool, all components that use it, in kWh a year under the deciding basis. */
static double pool_kwh_per_year(struct cairn_candidate *candidate, int pool)
{
    const struct cairn_scenario *scenario = candidate->trial.scenario;
    double joules = 0.0;

    for (int c = 0; c < candidate->trial.components.n; c++)
        for (int r = 0; r < candidate->replications; r++)
            joules += cairn_ledger_item_energy_j(
                &candidate->trial.ledgers[c], candidate->trial.book, scenario->choose.basis,
                CAIRN_ITEM_POOL, pool, cairn_trial_amounts(&candidate->trial, c, r));
    return joules / candidate->replications / KWH /
           (scenario->time.horizon_s / CAIRN_SECONDS_PER_YEAR);
}

static void record_purchases(struct cairn_record *record, int index)
{
    struct cairn_candidate *candidate = record->answer->candidates[index];
    const struct cairn_scenario *s = record->answer->scenario;
    struct cairn_purchases purchases;

    cairn_purchases_init(&purchases, s, &candidate->trial.placement);
    for (int i = 0; i < purchases.n; i++) {
        const struct cairn_purchase *item = &purchases.items[i];
        bool device = item->kind == CAIRN_PURCHASE_DEVICE;

        CAIRN_STORE_ADD(
            record->store, "purchase", CAIRN_INTEGER("study", record->study),
            CAIRN_INTEGER("placement", index), CAIRN_INTEGER("purchase", i),
            CAIRN_STRING("place", s->places[item->place].id),
            CAIRN_STRING("pool", pool_id(s, item->pool)),
            CAIRN_STRING("item", cairn_purchase_kind_name(item->kind)),
            CAIRN_STRING("name", item->name), CAIRN_INTEGER("count", item->count),
            CAIRN_INTEGER("times_bought", item->times),
            CAIRN_REAL_OR_NULL("embodied_each_kg", item->carbon_each_g / 1000.0),
            CAIRN_REAL_OR_NULL("price_each_usd", item->price_each_usd),
            CAIRN_REAL_OR_NULL("peak_kw", item->peak_w / 1000.0),
            CAIRN_REAL_OR_NULL("energy_kwh_per_year",
                               device ? pool_kwh_per_year(candidate, item->pool) : NAN));
    }
    cairn_purchases_release(&purchases);
}

void cairn_record_placements(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;

    for (int i = 0; i < answer->n_candidates; i++) {
        const struct cairn_placement *placement = &answer->candidates[i]->trial.placement;
        struct cairn_record_place at = {record->store, record->study, i, answer->scenario};

        cairn_record_place(&at, placement);
        if (answer->candidates[i]->replications > 0 && cairn_record_is_finalist(answer, i)) {
            cairn_record_performance(record, i);
            record_purchases(record, i);
        }
    }
}

/* lever_place.c - other placements: caches, batches, fewer devices, other pools */

#include <math.h>

#include "account/basis.h"
#include "base/alloc.h"
#include "model/coupling.h"
#include "model/route_check.h"
#include "model/sizing.h"
#include "study/lever.h"

/* ---- caches ---- */

static bool may_use(const struct cairn_scenario *s, const struct cairn_route *route, int cache)
{
    const struct cairn_workload *workload = &s->workloads[route->workload];
    const struct cairn_cache *c = &s->caches[cache];

    return (workload->popularity.origin.file || c->similar > 0) &&
           (c->place == workload->place || c->place == s->pools[route->pool].place) &&
           !route->greenest &&
           cairn_route_is_wanted(s, route->workload, route->pool, route->variant, cache);
}

void cairn_lever_cache(struct cairn_proposals *proposals)
{
    const struct cairn_scenario *s = proposals->stand->scenario;

    for (int c = 0; c < s->n_caches; c++) {
        struct cairn_proposal *proposal = cairn_proposals_add(proposals);
        struct cairn_placement *placement = cairn_proposal_move(proposals, proposal);
        bool any = false;

        for (int i = 0; i < placement->n_routes; i++) {
            struct cairn_route *route = &placement->routes[i];

            if (route->cache != CAIRN_NONE || !may_use(s, route, c))
                continue;
            route->cache = c;
            any = true;
            proposal->what = cairn_arena_format(proposals->arena, "%s%s%s behind %s",
                                                proposal->what, *proposal->what ? ", " : "",
                                                s->workloads[route->workload].id, s->caches[c].id);
        }
        cairn_placement_normalise(placement, s);
        if (!any)
            cairn_proposals_drop(proposals);
    }
    cairn_proposals_otherwise(proposals, s->n_caches == 0 ? "no cache is stated"
                                                          : "no cache could serve what has none");
}

/* ---- batches ---- */

/* Largest batch that was measured for everything that a pool serves. */
static int largest_batch(const struct cairn_stand *stand, int pool)
{
    int largest = 0;

    for (int i = 0; i < stand->placement.n_routes; i++) {
        const struct cairn_route *route = &stand->placement.routes[i];

        if (route->pool == pool && route->variant != CAIRN_NONE) {
            int here = cairn_largest_batch(stand->scenario, pool, route->variant);

            largest = largest == 0 || here < largest ? here : largest;
        }
    }
    return largest;
}

static void propose_batch(struct cairn_proposals *proposals, int batch, double timeout_s)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    struct cairn_proposal *proposal = cairn_proposals_add(proposals);
    struct cairn_placement *placement = cairn_proposal_move(proposals, proposal);
    char wait[CAIRN_UNITS_SIZE];
    bool any = false;

    for (int p = 0; p < s->n_pools; p++) {
        struct cairn_sizing *sizing = &placement->pools[p];

        if (sizing->count == 0 || cairn_pool_is_unlimited(s, p) || sizing->batch_max >= batch ||
            largest_batch(proposals->stand, p) < batch)
            continue;
        sizing->batch_max = batch;
        sizing->timeout_ns = cairn_time_from_s(timeout_s);
        proposal->what = cairn_arena_format(proposals->arena, "%s%s%s", proposal->what,
                                            any ? ", " : "", s->pools[p].id);
        any = true;
    }
    proposal->what = cairn_arena_format(proposals->arena, "%s: up to %d or %s", proposal->what,
                                        batch, cairn_units_format(timeout_s, CAIRN_TIME, wait));
    cairn_placement_normalise(placement, s);
    if (!any)
        cairn_proposals_drop(proposals);
}

void cairn_lever_batch(struct cairn_proposals *proposals)
{
    const struct cairn_choose *choose = &proposals->stand->scenario->choose;

    for (int b = 0; b < choose->n_batch_max; b++)
        for (int t = 0; t < choose->n_timeouts && choose->batch_max[b] > 1; t++)
            propose_batch(proposals, choose->batch_max[b], choose->timeout_s[t]);
    cairn_proposals_otherwise(proposals,
                              "no larger batch of <batching> that was measured, in a pool of "
                              "one's own");
}

/* ---- fewer devices ---- */

void cairn_lever_fewer(struct cairn_proposals *proposals)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    struct cairn_proposal *proposal = cairn_proposals_add(proposals);
    struct cairn_placement *placement = cairn_proposal_move(proposals, proposal);
    bool any = false;

    for (int p = 0; p < s->n_pools; p++) {
        int least = s->pools[p].min > 1 ? s->pools[p].min : 1;

        if (placement->pools[p].count <= least || cairn_pool_is_unlimited(s, p))
            continue;
        proposal->fit[p] = any = true;
        proposal->what = cairn_arena_format(proposals->arena, "%s%s%s", proposal->what,
                                            *proposal->what ? ", " : "", s->pools[p].id);
    }
    proposal->shrink = true;
    if (any)
        return;
    cairn_proposals_because(proposals, "every pool has as few devices as it may");
    cairn_proposals_drop(proposals);
}

/* ---- other pools ---- */

/* What the basis charges most of the electricity of a place with, as a mean; NaN: no data. */
static double intensity_at(const struct cairn_scenario *s, int place)
{
    const struct cairn_basis *basis = cairn_basis(s->choose.basis);
    int intensity =
        s->places[place].grid == CAIRN_NONE
            ? CAIRN_NONE
            : cairn_scenario_intensity(s, s->places[place].grid, basis->intensity, basis->scope);

    return intensity == CAIRN_NONE ? NAN : s->intensities[intensity].value_g_per_kwh;
}

/* Whether a route would be better off with a pool, as this lever sees it. */
typedef bool wants(const struct cairn_scenario *s, const struct cairn_route *route, int pool);

static bool wants_greener(const struct cairn_scenario *s, const struct cairn_route *route, int pool)
{
    int here = s->pools[route->pool].place, there = s->pools[pool].place;

    return here != there && intensity_at(s, there) < intensity_at(s, here);
}

static bool wants_other(const struct cairn_scenario *s, const struct cairn_route *route, int pool)
{
    return s->pools[route->pool].place == s->pools[pool].place && route->pool != pool &&
           s->pools[route->pool].hardware != s->pools[pool].hardware;
}

/* A usable variant for a workload on a pool: the one that it has, or the nearest in accuracy. */
static bool find_variant(struct cairn_proposals *proposals, const struct cairn_route *route,
                         int pool, int *variant)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    const struct cairn_model *model = &s->models[s->workloads[route->workload].model];
    double accuracy = route->variant == CAIRN_NONE ? 1.0 : s->variants[route->variant].accuracy;
    enum cairn_exclusion_reason reason;
    int best = CAIRN_NONE;
    char *why;

    *variant = CAIRN_NONE;
    if (s->pools[pool].hardware == CAIRN_NONE) {
        why = cairn_route_check_variant(s, route->workload, 1, pool, CAIRN_NONE, &reason);
        if (why)
            cairn_proposals_because(proposals, "%s", why);
        cairn_free(why);
        return !why;
    }
    for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++) {
        double distance = v == route->variant ? -1.0 : fabs(s->variants[v].accuracy - accuracy);

        why = cairn_route_check_variant(s, route->workload, 1, pool, v, &reason);
        if (why && v == route->variant)
            cairn_proposals_because(proposals, "%s", why);
        else if (!why && (best == CAIRN_NONE ||
                          distance < (best == route->variant
                                          ? -1.0
                                          : fabs(s->variants[best].accuracy - accuracy))))
            best = v;
        cairn_free(why);
    }
    *variant = best;
    return best != CAIRN_NONE;
}

static bool may_move(struct cairn_proposals *proposals, const struct cairn_route *route, int pool,
                     wants *wanted, int *variant)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    enum cairn_exclusion_reason reason;
    char *why;

    if (route->n_onward > 0 || !wanted(s, route, pool))
        return false;
    why = cairn_route_check_pool(s, route->workload, 1, pool, &reason);
    if (why)
        cairn_proposals_because(proposals, "%s", why);
    cairn_free(why);
    return !why && find_variant(proposals, route, pool, variant);
}

/* The first route that a placement has for a workload, or NULL. */
static const struct cairn_route *first_route(const struct cairn_placement *placement, int workload)
{
    for (int i = 0; i < placement->n_routes; i++)
        if (placement->routes[i].workload == workload)
            return &placement->routes[i];
    return NULL;
}

/* All of a workload goes to a pool; a cache stays where it is at the workload's site. */
static void send(struct cairn_placement *placement, const struct cairn_scenario *s,
                 const struct cairn_route *before, int pool, int variant)
{
    int workload = before->workload, cache = before->cache;
    bool at_site = cache != CAIRN_NONE && s->caches[cache].place == s->workloads[workload].place;
    struct cairn_route route = {
        .workload = workload,
        .pool = pool,
        .variant = variant,
        .cache = at_site ? cache : CAIRN_NONE,
        .share = 1.0,
        .fallback = CAIRN_NONE,
        .fallback_variant = CAIRN_NONE,
    };
    int n = 0;

    for (int i = 0; i < placement->n_routes; i++)
        if (placement->routes[i].workload != workload)
            placement->routes[n++] = placement->routes[i];
    placement->n_routes = n;
    cairn_placement_add(placement, &route);
}

/* Everything that can and wants to go to a pool goes there. */
static void propose_pool(struct cairn_proposals *proposals, int pool, wants *wanted)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    struct cairn_proposal *proposal = cairn_proposals_add(proposals);
    struct cairn_placement *placement = cairn_proposal_move(proposals, proposal);

    for (int w = 0; w < s->n_workloads; w++) {
        const struct cairn_route *route = first_route(&proposals->stand->placement, w);
        const char *id = s->workloads[w].id;
        int variant;

        if (!route || !may_move(proposals, route, pool, wanted, &variant))
            continue;
        send(placement, s, route, pool, variant);
        proposal->what =
            *proposal->what
                ? cairn_arena_format(proposals->arena, "%s, %s", id, proposal->what)
                : cairn_arena_format(proposals->arena, "%s to %s in %s", id, s->pools[pool].id,
                                     s->places[s->pools[pool].place].id);
        proposal->fit[pool] = !cairn_pool_is_unlimited(s, pool);
    }
    if (*proposal->what) {
        if (placement->pools[pool].count < 1)
            placement->pools[pool] = (struct cairn_sizing){.count = 1, .batch_max = 1};
        cairn_placement_normalise(placement, s);
    } else {
        cairn_proposals_drop(proposals);
    }
}

void cairn_lever_region(struct cairn_proposals *proposals)
{
    for (int p = 0; p < proposals->stand->scenario->n_pools; p++)
        propose_pool(proposals, p, wants_greener);
    cairn_proposals_otherwise(proposals, "no pool elsewhere has a greener grid");
}

void cairn_lever_hardware(struct cairn_proposals *proposals)
{
    for (int p = 0; p < proposals->stand->scenario->n_pools; p++)
        propose_pool(proposals, p, wants_other);
    cairn_proposals_otherwise(proposals, "no pool of other hardware at the same place");
}

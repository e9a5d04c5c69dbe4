#include "model/routes.h"

#include <assert.h>

#include "base/alloc.h"
#include "model/best_case.h"
#include "model/coupling.h"
#include "model/route_check.h"

/* One way to serve one workload. */
struct way {
    int pool, variant, cache;
    bool at_site, unlimited;
    double late; /* least share of its requests that break the promise */
    double lost; /* share of them that its link loses */
};

struct maker {
    const struct cairn_scenario *scenario;
    struct cairn_routes *routes;
    size_t options_room, exclusions_room;
    struct way *ways; /* of the workload at hand; owned */
    int n_ways;
    size_t ways_room;
};

/* ---- ways ---- */

static void exclude(struct maker *m, int workload, int pool, int variant,
                    enum cairn_exclusion_reason reason, char *text)
{
    struct cairn_routes *r = m->routes;
    r->exclusions = cairn_grow(r->exclusions, &m->exclusions_room, (size_t)r->n_exclusions + 1,
                               sizeof *r->exclusions);
    r->exclusions[r->n_exclusions++] = (struct cairn_exclusion){
        .workload = workload, .pool = pool, .variant = variant, .reason = reason, .text = text};
}

static void add_way(struct maker *m, int workload, int pool, int variant, int cache)
{
    const struct cairn_scenario *s = m->scenario;
    if (!cairn_route_is_wanted(s, workload, pool, variant, cache))
        return;
    m->ways = cairn_grow(m->ways, &m->ways_room, (size_t)m->n_ways + 1, sizeof *m->ways);
    m->ways[m->n_ways++] = (struct way){
        .pool = pool,
        .variant = variant,
        .cache = cache,
        .at_site = s->places[s->pools[pool].place].kind == CAIRN_SITE,
        .unlimited = cairn_pool_is_unlimited(s, pool),
        .late = cairn_least_late(s, workload, pool, variant, cache),
        .lost = cairn_least_lost(s, workload, pool, cache),
    };
}

static void add_ways(struct maker *m, int workload, int pool, int variant)
{
    const struct cairn_scenario *s = m->scenario;
    enum cairn_exclusion_reason reason;
    char *text = cairn_route_check_variant(s, workload, pool, variant, &reason);
    if (text) {
        exclude(m, workload, pool, variant, reason, text);
        return;
    }
    text = cairn_route_check_latency(s, workload, pool, variant, &reason);
    if (text)
        exclude(m, workload, pool, variant, reason, text);
    text = cairn_route_check_loss(s, workload, pool, &reason);
    if (text)
        exclude(m, workload, pool, variant, reason, text);
    add_way(m, workload, pool, variant, CAIRN_NONE);
    bool repeats = s->workloads[workload].popularity.origin.file;
    for (int c = 0; c < s->n_caches; c++)
        if ((repeats || s->caches[c].similar > 0) &&
            (s->caches[c].place == s->workloads[workload].place ||
             s->caches[c].place == s->pools[pool].place))
            add_way(m, workload, pool, variant, c);
}

static void find_ways(struct maker *m, int workload)
{
    const struct cairn_scenario *s = m->scenario;
    const struct cairn_workload *w = &s->workloads[workload];
    const struct cairn_model *model = &s->models[w->model];
    m->n_ways = 0;
    for (int pool = 0; pool < s->n_pools; pool++) {
        const struct cairn_pool *p = &s->pools[pool];
        enum cairn_exclusion_reason reason;
        if (p->place != w->place && s->places[p->place].kind == CAIRN_SITE)
            continue;
        char *text = cairn_route_check_pool(s, workload, pool, &reason);
        if (text)
            exclude(m, workload, pool, CAIRN_NONE, reason, text);
        else if (p->tenancy == CAIRN_MANAGED)
            add_ways(m, workload, pool, CAIRN_NONE);
        else
            for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++)
                add_ways(m, workload, pool, v);
    }
}

/* ---- servings ---- */

static struct cairn_route route_of(int workload, const struct way *way, double share)
{
    return (struct cairn_route){
        .workload = workload,
        .pool = way->pool,
        .variant = way->variant,
        .cache = way->cache,
        .share = share,
        .fallback = CAIRN_NONE,
        .fallback_variant = CAIRN_NONE,
    };
}

static struct cairn_serving *add_option(struct maker *m)
{
    struct cairn_routes *r = m->routes;
    r->servings =
        cairn_grow(r->servings, &m->options_room, (size_t)r->n_servings + 1, sizeof *r->servings);
    r->servings[r->n_servings] = (struct cairn_serving){0};
    return &r->servings[r->n_servings++];
}

/* Is so much more than is promised? */
static bool loses(const struct maker *m, int workload, double lost)
{
    return lost > m->scenario->workloads[workload].promise.loss + 1e-12;
}

static void add_singles(struct maker *m, int workload)
{
    for (int i = 0; i < m->n_ways; i++) {
        if (m->ways[i].late > CAIRN_LATE_ALLOWED || loses(m, workload, m->ways[i].lost))
            continue;
        struct cairn_serving *serving = add_option(m);
        serving->routes[serving->n_routes++] = route_of(workload, &m->ways[i], 1);
    }
}

/* Both halves behind the same cache at the site, or behind none. */
static bool can_split(const struct cairn_scenario *s, int workload, const struct way *site,
                      const struct way *region)
{
    bool cache_at_site =
        site->cache == CAIRN_NONE || s->caches[site->cache].place == s->workloads[workload].place;
    return site->at_site && !region->at_site && site->cache == region->cache && cache_at_site;
}

static void add_splits(struct maker *m, int workload, const struct way *site,
                       const struct way *region)
{
    const struct cairn_choose *choose = &m->scenario->choose;
    for (int i = 0; i < choose->n_splits; i++) {
        double share = choose->split_share[i];
        assert(share > 0 && share < 1);
        if (share * site->late + (1 - share) * region->late > CAIRN_LATE_ALLOWED ||
            loses(m, workload, (1 - share) * region->lost))
            continue;
        struct cairn_serving *serving = add_option(m);
        serving->routes[serving->n_routes++] = route_of(workload, site, share);
        serving->routes[serving->n_routes++] = route_of(workload, region, 1 - share);
    }
}

/* From a queue at the site to a pool of a region; what is sent on passes no second cache. */
static bool can_spill(const struct way *site, const struct way *region)
{
    return site->at_site && !site->unlimited && site->late <= CAIRN_LATE_ALLOWED &&
           !region->at_site && region->cache == CAIRN_NONE;
}

static void add_spills(struct maker *m, int workload, const struct way *site,
                       const struct way *region)
{
    const struct cairn_choose *choose = &m->scenario->choose;
    for (int i = 0; i < choose->n_spills; i++) {
        struct cairn_serving *serving = add_option(m);
        struct cairn_route *route = &serving->routes[serving->n_routes++];
        *route = route_of(workload, site, 1);
        route->fallback = region->pool;
        route->fallback_variant = region->variant;
        route->over = choose->spill_over[i];
    }
}

/* From where the way may be down to any other pool; what is sent on passes no cache. [FAILOVER] */
static void add_failover(struct maker *m, int workload, const struct way *from,
                         const struct way *to)
{
    if (from->pool == to->pool || to->cache != CAIRN_NONE || from->late > CAIRN_LATE_ALLOWED ||
        !cairn_way_may_fail(m->scenario, workload, from->pool))
        return;
    struct cairn_serving *serving = add_option(m);
    struct cairn_route *route = &serving->routes[serving->n_routes++];
    *route = route_of(workload, from, 1);
    route->fallback = to->pool;
    route->fallback_variant = to->variant;
    route->over = CAIRN_OVER_NEVER;
}

static void add_pairs(struct maker *m, int workload)
{
    for (int i = 0; i < m->n_ways; i++)
        for (int j = 0; j < m->n_ways; j++)
            if (can_split(m->scenario, workload, &m->ways[i], &m->ways[j]))
                add_splits(m, workload, &m->ways[i], &m->ways[j]);
    for (int i = 0; i < m->n_ways; i++)
        for (int j = 0; j < m->n_ways; j++)
            if (can_spill(&m->ways[i], &m->ways[j]))
                add_spills(m, workload, &m->ways[i], &m->ways[j]);
    for (int i = 0; m->scenario->choose.failover && i < m->n_ways; i++)
        for (int j = 0; j < m->n_ways; j++)
            add_failover(m, workload, &m->ways[i], &m->ways[j]);
}

void cairn_routes_init(struct cairn_routes *routes, const struct cairn_scenario *scenario)
{
    struct maker m = {.scenario = scenario, .routes = routes};
    *routes = (struct cairn_routes){
        .first_serving =
            cairn_calloc((size_t)scenario->n_workloads + 1, sizeof *routes->first_serving),
    };
    for (int w = 0; w < scenario->n_workloads; w++) {
        routes->first_serving[w] = routes->n_servings;
        find_ways(&m, w);
        add_singles(&m, w);
        add_pairs(&m, w);
    }
    routes->first_serving[scenario->n_workloads] = routes->n_servings;
    cairn_free(m.ways);
}

void cairn_routes_release(struct cairn_routes *routes)
{
    for (int i = 0; i < routes->n_exclusions; i++)
        cairn_free(routes->exclusions[i].text);
    cairn_free(routes->servings);
    cairn_free(routes->first_serving);
    cairn_free(routes->exclusions);
    *routes = (struct cairn_routes){0};
}

const char *cairn_exclusion_name(enum cairn_exclusion_reason reason)
{
    static const char *const names[CAIRN_N_EXCLUSIONS] = {
        [CAIRN_EXCLUDED_NARROWED] = "not asked for", [CAIRN_EXCLUDED_EMPTY] = "no devices",
        [CAIRN_EXCLUDED_NO_LINK] = "no link",        [CAIRN_EXCLUDED_OFFLINE] = "offline",
        [CAIRN_EXCLUDED_RESIDENCY] = "residency",    [CAIRN_EXCLUDED_MODEL] = "other model",
        [CAIRN_EXCLUDED_ACCURACY] = "accuracy",      [CAIRN_EXCLUDED_MEMORY] = "memory",
        [CAIRN_EXCLUDED_NO_PROFILE] = "no profile",  [CAIRN_EXCLUDED_POWER] = "no power",
        [CAIRN_EXCLUDED_LATENCY] = "latency",        [CAIRN_EXCLUDED_LOSS] = "loss",
    };
    return names[reason];
}

bool cairn_serving_is_at(const struct cairn_serving *serving, const struct cairn_scenario *scenario,
                         enum cairn_place_kind kind)
{
    for (int i = 0; i < serving->n_routes; i++) {
        const struct cairn_route *route = &serving->routes[i];
        if (scenario->places[scenario->pools[route->pool].place].kind != kind)
            return false;
        if (route->fallback != CAIRN_NONE &&
            scenario->places[scenario->pools[route->fallback].place].kind != kind)
            return false;
    }
    return true;
}

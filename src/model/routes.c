#include "model/routes.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/units.h"
#include "model/best_case.h"
#include "model/coupling.h"
#include "model/route_check.h"
#include "model/steps.h"

/* One way to serve one workload. */
struct way {
    struct cairn_route route; /* of all its requests */
    bool at_site, unlimited;  /* its first pool */
    double late;              /* least share of its requests that break the promise */
    double lost;              /* share of them that its link loses */
};

/* Where a step can be taken. */
struct place_of_step {
    int step, pool, variant;
};

struct maker {
    const struct cairn_scenario *scenario;
    struct cairn_routes *routes;
    size_t options_room, exclusions_room;
    /* of the workload at hand; owned */
    struct way *ways;
    int n_ways;
    size_t ways_room;
    struct place_of_step *places; /* in order of steps */
    int n_places;
    size_t places_room;
    double best_accuracy; /* of the ways from a place on that are not accurate enough, with why */
    char *inaccurate;     /* owned */
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

/* Adds a route, whose steps are all there, unless it is not accurate enough. [STEP] */
static void add_way(struct maker *m, const struct cairn_route *route)
{
    const struct cairn_scenario *s = m->scenario;
    double accuracy;
    char *text = cairn_route_check_accuracy(s, route, &accuracy);
    if (text) {
        bool best = !m->inaccurate || accuracy > m->best_accuracy;
        m->best_accuracy = best ? accuracy : m->best_accuracy;
        cairn_free(best ? m->inaccurate : text);
        m->inaccurate = best ? text : m->inaccurate;
        return;
    }
    m->ways = cairn_grow(m->ways, &m->ways_room, (size_t)m->n_ways + 1, sizeof *m->ways);
    m->ways[m->n_ways++] = (struct way){
        .route = *route,
        .at_site = s->places[s->pools[route->pool].place].kind == CAIRN_SITE,
        .unlimited = cairn_pool_is_unlimited(s, route->pool),
        .late =
            s->workloads[route->workload].n_steps > 0
                ? cairn_least_late_of_route(s, route)
                : cairn_least_late(s, route->workload, route->pool, route->variant, route->cache),
        .lost = cairn_least_lost(s, route->workload, route->pool, route->cache),
    };
}

/* Adds a route as far as it goes, and all that go on from its last step. */
static void go_on(struct maker *m, const struct cairn_route *route)
{
    const struct cairn_scenario *s = m->scenario;
    int step = cairn_route_steps(route), variant = cairn_route_variant(route, step);
    const struct cairn_step *next = cairn_steps_at(s, route->workload, step + 1);
    if (cairn_steps_may_end(s, route->workload, step))
        add_way(m, route);
    for (int i = 0; next && i < m->n_places; i++) {
        const struct place_of_step *place = &m->places[i];
        if (place->step != step + 1 ||
            (next->same_variants &&
             (variant == CAIRN_NONE ||
              place->variant != cairn_steps_namesake(s, next->model, variant))))
            continue;
        struct cairn_route longer = *route;
        struct cairn_onward *onward = &longer.onward[longer.n_onward++];
        *onward = (struct cairn_onward){place->pool, place->variant, CAIRN_NONE};
        if (next->takes == CAIRN_TAKES_ALL)
            go_on(m, &longer);
        else if (variant != CAIRN_NONE && variant != place->variant)
            for (int e = 0; e < s->variants[variant].n_exits; e++) {
                onward->early_exit = s->variants[variant].first_early_exit + e;
                go_on(m, &longer);
            }
    }
}

/* Why no way that begins there can work, where that is so. */
static void exclude_all(struct maker *m, int workload, const struct place_of_step *first, int from)
{
    double promised_s = m->scenario->workloads[workload].promise.p95_s;
    char promised[CAIRN_UNITS_SIZE];
    if (m->n_ways == from && m->inaccurate) {
        exclude(m, workload, first->pool, first->variant, CAIRN_EXCLUDED_ACCURACY, m->inaccurate);
        m->inaccurate = NULL;
    }
    for (int i = from; i < m->n_ways; i++)
        if (m->ways[i].late <= CAIRN_LATE_ALLOWED)
            return;
    if (m->n_ways > from)
        exclude(m, workload, first->pool, first->variant, CAIRN_EXCLUDED_LATENCY,
                cairn_format("all steps from here on take too long even when nothing waits, "
                             "promised %s",
                             cairn_units_format(promised_s, CAIRN_TIME, promised)));
}

/* All ways that begin with a place, with and without each cache. */
static void add_ways(struct maker *m, int workload, const struct place_of_step *first)
{
    const struct cairn_scenario *s = m->scenario;
    const struct cairn_workload *w = &s->workloads[workload];
    struct cairn_route route = {.workload = workload,
                                .pool = first->pool,
                                .variant = first->variant,
                                .cache = CAIRN_NONE,
                                .share = 1,
                                .fallback = CAIRN_NONE,
                                .fallback_variant = CAIRN_NONE};
    int from = m->n_ways;
    if (cairn_route_is_wanted(s, workload, route.pool, route.variant, CAIRN_NONE))
        go_on(m, &route);
    for (route.cache = 0; route.cache < s->n_caches; route.cache++) {
        const struct cairn_cache *cache = &s->caches[route.cache];
        if ((w->popularity.origin.file || cache->similar > 0) &&
            (cache->place == w->place || cache->place == s->pools[route.pool].place) &&
            cairn_route_is_wanted(s, workload, route.pool, route.variant, route.cache))
            go_on(m, &route);
    }
    if (w->n_steps > 0)
        exclude_all(m, workload, first, from);
    cairn_free(m->inaccurate);
    m->inaccurate = NULL;
}

static void add_place(struct maker *m, int workload, int step, int pool, int variant)
{
    const struct cairn_scenario *s = m->scenario;
    enum cairn_exclusion_reason reason;
    char *text = cairn_route_check_variant(s, workload, step, pool, variant, &reason);
    if (text) {
        exclude(m, workload, pool, variant, reason, text);
        return;
    }
    text = s->workloads[workload].n_steps > 0
               ? NULL
               : cairn_route_check_latency(s, workload, pool, variant, &reason);
    if (text)
        exclude(m, workload, pool, variant, reason, text);
    text = s->workloads[workload].n_steps > 0 ? NULL
                                              : cairn_route_check_loss(s, workload, pool, &reason);
    if (text)
        exclude(m, workload, pool, variant, reason, text);
    m->places = cairn_grow(m->places, &m->places_room, (size_t)m->n_places + 1, sizeof *m->places);
    m->places[m->n_places++] = (struct place_of_step){step, pool, variant};
}

static void find_places(struct maker *m, int workload, int step)
{
    const struct cairn_scenario *s = m->scenario;
    const struct cairn_workload *w = &s->workloads[workload];
    const struct cairn_model *model = &s->models[cairn_steps_model(s, workload, step)];
    for (int pool = 0; pool < s->n_pools; pool++) {
        const struct cairn_pool *p = &s->pools[pool];
        enum cairn_exclusion_reason reason;
        if (p->place != w->place && s->places[p->place].kind == CAIRN_SITE)
            continue;
        char *text = cairn_route_check_pool(s, workload, step, pool, &reason);
        if (text)
            exclude(m, workload, pool, CAIRN_NONE, reason, text);
        else if (p->tenancy == CAIRN_MANAGED)
            add_place(m, workload, step, pool, CAIRN_NONE);
        else
            for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++)
                add_place(m, workload, step, pool, v);
    }
}

static void find_ways(struct maker *m, int workload)
{
    m->n_ways = 0;
    m->n_places = 0;
    for (int step = 1; cairn_steps_model(m->scenario, workload, step) != CAIRN_NONE; step++)
        find_places(m, workload, step);
    for (int i = 0; i < m->n_places && m->places[i].step == 1; i++)
        add_ways(m, workload, &m->places[i]);
}

/* ---- servings ---- */

static struct cairn_route route_of(const struct way *way, double share)
{
    struct cairn_route route = way->route;
    route.share = share;
    return route;
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
        serving->routes[serving->n_routes++] = route_of(&m->ways[i], 1);
    }
}

/* Both halves behind the same cache at the site, or behind none. */
static bool can_split(const struct cairn_scenario *s, const struct way *site,
                      const struct way *region)
{
    int cache = site->route.cache, place = s->workloads[site->route.workload].place;
    bool cache_at_site = cache == CAIRN_NONE || s->caches[cache].place == place;
    return site->at_site && !region->at_site && cache == region->route.cache && cache_at_site;
}

static void add_splits(struct maker *m, const struct way *site, const struct way *region)
{
    const struct cairn_choose *choose = &m->scenario->choose;
    for (int i = 0; i < choose->n_splits; i++) {
        double share = choose->split_share[i];
        assert(share > 0 && share < 1);
        if (share * site->late + (1 - share) * region->late > CAIRN_LATE_ALLOWED ||
            loses(m, site->route.workload, (1 - share) * region->lost))
            continue;
        struct cairn_serving *serving = add_option(m);
        serving->routes[serving->n_routes++] = route_of(site, share);
        serving->routes[serving->n_routes++] = route_of(region, 1 - share);
    }
}

/* From a queue at the site to a pool of a region; what is sent on passes no second cache. */
static bool can_spill(const struct way *site, const struct way *region)
{
    return site->at_site && !site->unlimited && site->late <= CAIRN_LATE_ALLOWED &&
           !region->at_site && region->route.cache == CAIRN_NONE;
}

static void add_spills(struct maker *m, const struct way *site, const struct way *region)
{
    const struct cairn_choose *choose = &m->scenario->choose;
    for (int i = 0; i < choose->n_spills; i++) {
        struct cairn_serving *serving = add_option(m);
        struct cairn_route *route = &serving->routes[serving->n_routes++];
        *route = route_of(site, 1);
        route->fallback = region->route.pool;
        route->fallback_variant = region->route.variant;
        route->over = choose->spill_over[i];
    }
}

/* From where the way may be down to any other pool; what is sent on passes no cache. [FAILOVER] */
static void add_failover(struct maker *m, const struct way *from, const struct way *to)
{
    if (from->route.pool == to->route.pool || to->route.cache != CAIRN_NONE ||
        from->late > CAIRN_LATE_ALLOWED ||
        !cairn_way_may_fail(m->scenario, from->route.workload, from->route.pool))
        return;
    struct cairn_serving *serving = add_option(m);
    struct cairn_route *route = &serving->routes[serving->n_routes++];
    *route = route_of(from, 1);
    route->fallback = to->route.pool;
    route->fallback_variant = to->route.variant;
    route->over = CAIRN_OVER_NEVER;
}

static void add_pairs(struct maker *m)
{
    for (int i = 0; i < m->n_ways; i++)
        for (int j = 0; j < m->n_ways; j++)
            if (can_split(m->scenario, &m->ways[i], &m->ways[j]))
                add_splits(m, &m->ways[i], &m->ways[j]);
    for (int i = 0; i < m->n_ways; i++)
        for (int j = 0; j < m->n_ways; j++)
            if (can_spill(&m->ways[i], &m->ways[j]))
                add_spills(m, &m->ways[i], &m->ways[j]);
    for (int i = 0; m->scenario->choose.failover && i < m->n_ways; i++)
        for (int j = 0; j < m->n_ways; j++)
            add_failover(m, &m->ways[i], &m->ways[j]);
}

static bool takes_turns(const struct cairn_scenario *s, int pool)
{
    for (int i = 0; i < s->n_among; i++)
        if (s->among[i].pool == pool)
            return true;
    return false;
}

/* [GREENEST] All ways with a variant, and managed services, to pools that take turns. */
static void add_turns(struct maker *m, int workload, int variant)
{
    const struct cairn_scenario *s = m->scenario;
    struct cairn_serving turns = {0};
    int of_variant = 0;

    for (int i = 0; i < m->n_ways; i++) {
        const struct way *way = &m->ways[i];
        struct cairn_route route = route_of(way, 1);

        if (way->late > CAIRN_LATE_ALLOWED || loses(m, workload, way->lost) ||
            route.cache != CAIRN_NONE || !takes_turns(s, route.pool) ||
            (route.variant != variant && route.variant != CAIRN_NONE))
            continue;
        route.greenest = true;
        of_variant += route.variant == variant;
        turns.routes[turns.n_routes++] = route;
    }
    if (of_variant > 0 && turns.n_routes > 1)
        *add_option(m) = turns;
}

static void add_all_turns(struct maker *m, int workload)
{
    const struct cairn_scenario *s = m->scenario;
    const struct cairn_model *model = &s->models[s->workloads[workload].model];

    if (!s->greenest.origin.file)
        return;
    for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++)
        add_turns(m, workload, v);
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
        if (scenario->workloads[w].n_steps == 0) {
            add_pairs(&m);
            add_all_turns(&m, w);
        }
    }
    routes->first_serving[scenario->n_workloads] = routes->n_servings;
    cairn_free(m.ways);
    cairn_free(m.places);
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
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(&serving->routes[i], targets);
        for (int t = 0; t < n; t++)
            if (scenario->places[scenario->pools[targets[t].pool].place].kind != kind)
                return false;
    }
    return true;
}

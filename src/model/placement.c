#include <cairn/placement.h>

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "engine/clock.h"
#include "model/coupling.h"
#include "model/steps.h"

void cairn_placement_init(struct cairn_placement *placement, const struct cairn_scenario *scenario)
{
    *placement = (struct cairn_placement){
        .pools = cairn_calloc((size_t)scenario->n_pools, sizeof *placement->pools),
    };
}

void cairn_placement_release(struct cairn_placement *placement)
{
    cairn_free(placement->routes);
    cairn_free(placement->pools);
    *placement = (struct cairn_placement){0};
}

void cairn_placement_copy(struct cairn_placement *to, const struct cairn_placement *from,
                          const struct cairn_scenario *scenario)
{
    cairn_placement_init(to, scenario);
    memcpy(to->pools, from->pools, (size_t)scenario->n_pools * sizeof *to->pools);
    if (from->n_routes == 0)
        return;
    to->n_routes = from->n_routes;
    to->routes = cairn_calloc((size_t)to->n_routes, sizeof *to->routes);
    memcpy(to->routes, from->routes, (size_t)to->n_routes * sizeof *to->routes);
}

/* ---- canonical form ---- */

static int compare_onward(const struct cairn_route *a, const struct cairn_route *b)
{
    if (a->n_onward != b->n_onward)
        return a->n_onward < b->n_onward ? -1 : 1;
    for (int i = 0; i < a->n_onward; i++) {
        const struct cairn_onward *x = &a->onward[i], *y = &b->onward[i];
        const int left[] = {x->pool, x->variant, x->early_exit};
        const int right[] = {y->pool, y->variant, y->early_exit};
        for (size_t k = 0; k < sizeof left / sizeof *left; k++)
            if (left[k] != right[k])
                return left[k] < right[k] ? -1 : 1;
    }
    return 0;
}

static int compare_routes(const struct cairn_route *a, const struct cairn_route *b)
{
    const int left[] = {a->workload,         a->pool, a->variant,  a->cache,     a->fallback,
                        a->fallback_variant, a->over, a->greenest, a->scheduled, a->hours};
    const int right[] = {b->workload,         b->pool, b->variant,  b->cache,     b->fallback,
                         b->fallback_variant, b->over, b->greenest, b->scheduled, b->hours};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    int order = compare_onward(a, b);
    return order ? order : (a->share > b->share) - (a->share < b->share);
}

/* Moves the last of `n` routes to where it belongs among the others, which are in order. */
static void sink(struct cairn_route *routes, int n)
{
    struct cairn_route route = routes[n - 1];
    int at = n - 1;
    for (; at > 0 && compare_routes(&route, &routes[at - 1]) < 0; at--)
        routes[at] = routes[at - 1];
    routes[at] = route;
}

void cairn_placement_add(struct cairn_placement *placement, const struct cairn_route *route)
{
    size_t n = (size_t)placement->n_routes + 1;
    placement->routes = cairn_realloc(placement->routes, n, sizeof *placement->routes);
    placement->routes[placement->n_routes++] = *route;
    sink(placement->routes, placement->n_routes);
}

void cairn_placement_normalise(struct cairn_placement *placement,
                               const struct cairn_scenario *scenario)
{
    bool *used = cairn_calloc((size_t)scenario->n_pools, sizeof *used);
    for (int i = 0; i < placement->n_routes; i++) {
        struct cairn_route *route = &placement->routes[i];
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(route, targets);
        for (int t = 0; t < n; t++)
            used[targets[t].pool] = true;
        if (route->fallback == CAIRN_NONE) {
            route->fallback_variant = CAIRN_NONE;
            route->over = 0;
        }
        sink(placement->routes, i + 1);
    }
    for (int i = 0; i < scenario->n_pools; i++) {
        struct cairn_sizing *sizing = &placement->pools[i];
        if (!used[i])
            *sizing = (struct cairn_sizing){0};
        else if (cairn_pool_is_unlimited(scenario, i))
            *sizing = (struct cairn_sizing){.count = 1, .batch_max = 1};
        else if (sizing->batch_max <= 1)
            *sizing = (struct cairn_sizing){.count = sizing->count, .batch_max = 1};
    }
    cairn_free(used);
}

bool cairn_placement_equal(const struct cairn_placement *a, const struct cairn_placement *b,
                           const struct cairn_scenario *scenario)
{
    if (a->n_routes != b->n_routes)
        return false;
    for (int i = 0; i < a->n_routes; i++)
        if (compare_routes(&a->routes[i], &b->routes[i]) != 0)
            return false;
    for (int i = 0; i < scenario->n_pools; i++) {
        const struct cairn_sizing *p = &a->pools[i], *q = &b->pools[i];
        if (p->count != q->count || p->batch_max != q->batch_max || p->timeout_ns != q->timeout_ns)
            return false;
    }
    return true;
}

uint64_t cairn_placement_hash(const struct cairn_placement *placement,
                              const struct cairn_scenario *scenario)
{
    struct cairn_hash hash;
    cairn_hash_init(&hash);
    for (int i = 0; i < placement->n_routes; i++) {
        const struct cairn_route *route = &placement->routes[i];
        cairn_hash_i64(&hash, route->workload);
        cairn_hash_i64(&hash, route->pool);
        cairn_hash_i64(&hash, route->variant);
        cairn_hash_i64(&hash, route->cache);
        cairn_hash_double(&hash, route->share);
        cairn_hash_i64(&hash, route->fallback);
        cairn_hash_i64(&hash, route->fallback_variant);
        cairn_hash_i64(&hash, route->over);
        cairn_hash_i64(&hash, route->greenest);
        cairn_hash_i64(&hash, route->scheduled);
        cairn_hash_i64(&hash, route->hours);
        cairn_hash_i64(&hash, route->n_onward);
        for (int k = 0; k < route->n_onward; k++) {
            cairn_hash_i64(&hash, route->onward[k].pool);
            cairn_hash_i64(&hash, route->onward[k].variant);
            cairn_hash_i64(&hash, route->onward[k].early_exit);
        }
    }
    for (int i = 0; i < scenario->n_pools; i++) {
        cairn_hash_i64(&hash, placement->pools[i].count);
        cairn_hash_i64(&hash, placement->pools[i].batch_max);
        cairn_hash_i64(&hash, placement->pools[i].timeout_ns);
    }
    return cairn_hash_final(&hash).word[0];
}

/* ---- baselines ---- */

/* The most accurate variant of a model that was measured on the pool's hardware. */
static int usual_variant(const struct cairn_scenario *s, int model, int pool)
{
    int hardware = s->pools[pool].hardware;
    const struct cairn_model *m = &s->models[model];
    int best = CAIRN_NONE;
    if (hardware == CAIRN_NONE)
        return CAIRN_NONE;
    for (int v = m->first_variant; v < m->first_variant + m->n_variants; v++) {
        if (cairn_scenario_profile(s, v, hardware) == CAIRN_NONE)
            continue;
        if (best == CAIRN_NONE || s->variants[v].accuracy > s->variants[best].accuracy)
            best = v;
    }
    return best;
}

/* The variant of a step that a send does not name. */
static int onward_variant(const struct cairn_scenario *s, const struct cairn_step *step, int pool,
                          int before)
{
    int variant = step->same_variants ? cairn_steps_namesake(s, step->model, before) : CAIRN_NONE;
    return variant != CAIRN_NONE ? variant : usual_variant(s, step->model, pool);
}

/* Lets a route go on to a step; false where the send does not. */
static bool add_onward(const struct cairn_scenario *s, const struct cairn_send *send, int step,
                       struct cairn_route *route)
{
    const struct cairn_step *at = cairn_steps_at(s, send->workload, step);
    const struct cairn_then *then = NULL;
    for (int i = send->first_then; i < send->first_then + send->n_thens; i++)
        then = s->thens[i].step == step ? &s->thens[i] : then;
    if (!then)
        return false;
    int before = cairn_route_variant(route, step - 1);
    bool unsure = at->takes == CAIRN_TAKES_UNSURE;
    bool managed = s->pools[then->pool].hardware == CAIRN_NONE;
    struct cairn_onward *onward = &route->onward[route->n_onward++];
    onward->pool = then->pool;
    onward->variant = managed                       ? CAIRN_NONE
                      : then->variant != CAIRN_NONE ? then->variant
                                                    : onward_variant(s, at, then->pool, before);
    onward->early_exit = unsure ? cairn_steps_exit(s, before, then->at) : CAIRN_NONE;
    return true;
}

struct cairn_route cairn_route_of_send(const struct cairn_scenario *s,
                                       const struct cairn_send *send)
{
    int model = s->workloads[send->workload].model;
    struct cairn_route route = {
        .workload = send->workload,
        .pool = send->pool,
        .variant = send->variant,
        .cache = send->cache,
        .share = send->share,
        .fallback = send->fallback,
        .fallback_variant = CAIRN_NONE,
        .over = send->over,
        .greenest = send->when == CAIRN_WHEN_GREENEST,
        .scheduled = send->hours != CAIRN_NONE,
        .hours = send->hours != CAIRN_NONE ? send->hours : 0,
    };
    if (s->pools[route.pool].hardware == CAIRN_NONE)
        route.variant = CAIRN_NONE;
    else if (route.variant == CAIRN_NONE)
        route.variant = usual_variant(s, model, route.pool);
    for (int step = 2; step <= CAIRN_STEPS_MOST; step++)
        if (!add_onward(s, send, step, &route))
            break;
    if (route.fallback == CAIRN_NONE)
        return route;

    if (route.over == CAIRN_NONE)
        route.over = s->pools[route.pool].queue;
    if (route.over == CAIRN_NONE)
        route.over = cairn_way_may_fail(s, route.workload, route.pool) ? CAIRN_OVER_NEVER : 1;
    int hardware = s->pools[route.fallback].hardware;
    if (hardware == CAIRN_NONE)
        return route;
    route.fallback_variant = send->fallback_variant;
    if (route.fallback_variant == CAIRN_NONE && route.variant != CAIRN_NONE &&
        cairn_scenario_profile(s, route.variant, hardware) != CAIRN_NONE)
        route.fallback_variant = route.variant;
    if (route.fallback_variant == CAIRN_NONE)
        route.fallback_variant = usual_variant(s, model, route.fallback);
    return route;
}

void cairn_placement_from_baseline(struct cairn_placement *placement,
                                   const struct cairn_scenario *scenario, int baseline)
{
    const struct cairn_baseline *b = &scenario->baselines[baseline];
    cairn_placement_init(placement, scenario);
    for (int i = 0; i < scenario->n_pools; i++) {
        int min = scenario->pools[i].min;
        placement->pools[i] = (struct cairn_sizing){.count = min > 1 ? min : 1, .batch_max = 1};
    }
    for (int i = 0; i < b->n_sizes; i++) {
        const struct cairn_size *size = &scenario->sizes[b->first_size + i];
        placement->pools[size->pool] = (struct cairn_sizing){
            .count = size->count,
            .batch_max = size->batch,
            .timeout_ns = isnan(size->timeout_s) ? 0 : cairn_time_from_s(size->timeout_s),
        };
    }
    for (int i = 0; i < b->n_sends; i++) {
        struct cairn_route route =
            cairn_route_of_send(scenario, &scenario->sends[b->first_send + i]);
        cairn_placement_add(placement, &route);
    }
    cairn_placement_normalise(placement, scenario);
}

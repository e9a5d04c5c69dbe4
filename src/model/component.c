#include "model/component.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "engine/clock.h"
#include "model/component_key.h"
#include "model/component_pool.h"
#include "model/component_source.h"
#include "model/component_stations.h"
#include "model/coupling.h"
#include "model/route_share.h"
#include "model/drift.h"
#include "model/steps.h"

/* A route of the placement, and the smallest workload that its own is coupled with. */
struct classed {
    int class, route;
};

struct builder {
    const struct cairn_scenario *scenario;
    const struct cairn_plan *plan;
    const struct cairn_placement *placement;
    struct classed *all;          /* every route, by class and then as in the placement; owned */
    const struct classed *routes; /* those of the component that is being made */
    int n_routes;
    struct cairn_component_stations stations; /* of it; there is room for those of any */
    struct cairn_component *component;
};

static int by_class(const void *a, const void *b)
{
    const struct classed *p = a, *q = b;

    return p->class != q->class ? (p->class > q->class) - (p->class < q->class)
                                : (p->route > q->route) - (p->route < q->route);
}

static void builder_init(struct builder *b, const struct cairn_scenario *scenario,
                         const struct cairn_plan *plan, const struct cairn_placement *placement)
{
    size_t n = (size_t)placement->n_routes;
    struct cairn_coupling coupling;

    *b = (struct builder){
        .scenario = scenario,
        .plan = plan,
        .placement = placement,
        .all = cairn_calloc(n, sizeof *b->all),
    };
    cairn_component_stations_init(&b->stations, scenario, placement->n_routes);
    cairn_coupling_init_of(&coupling, scenario, placement);
    for (int i = 0; i < placement->n_routes; i++)
        b->all[i] = (struct classed){
            .class = cairn_coupling_class(&coupling, placement->routes[i].workload),
            .route = i,
        };
    cairn_coupling_release(&coupling);
    if (n > 0)
        qsort(b->all, n, sizeof *b->all, by_class);
}

static void builder_release(struct builder *b)
{
    cairn_free(b->all);
    cairn_component_stations_release(&b->stations);
}

/* A route of the component, by number. */
static const struct cairn_route *route_of(const struct builder *b, int number)
{
    return &b->placement->routes[b->routes[number].route];
}

/* ---- pools ---- */

static void fill_pools(struct builder *b)
{
    struct cairn_component *c = b->component;
    for (int at = 0; at < c->n_pools; at++) {
        int i = b->stations.pools.of[at], place = b->scenario->pools[i].place;
        cairn_component_pool_init(&c->pools[at], b->scenario, i, &b->placement->pools[i],
                                  cairn_component_stations_copies(&b->stations, place));
    }
    for (int i = 0; i < b->n_routes; i++) {
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(route_of(b, i), targets);
        for (int t = 0; t < n; t++)
            cairn_component_pool_enter(
                &c->pools[cairn_component_station_at(&b->stations.pools, targets[t].pool)],
                b->scenario, targets[t].variant);
    }
    for (int i = 0; i < c->n_pools; i++) {
        cairn_component_pool_complete(&c->pools[i], b->scenario);
        cairn_component_pool_change(&c->pools[i], b->scenario, b->plan);
    }
}

/* ---- routes ---- */

/* A step of a route, or its fallback, as requests meet it. */
static struct cairn_component_route component_route(const struct builder *b,
                                                    const struct cairn_route *r,
                                                    const struct cairn_target *target)
{
    const struct cairn_scenario *s = b->scenario;
    const struct cairn_workload *w = &s->workloads[r->workload];
    const struct cairn_component_pool *pool =
        &b->component->pools[cairn_component_station_at(&b->stations.pools, target->pool)];
    int link = cairn_link_to_pool(s, r->workload, target->pool);
    double payload_bytes = cairn_route_payload_bytes(s, r, target->step);
    struct cairn_accuracy accuracy =
        target->fallback ? cairn_drift_of_target(s, r->workload, target->pool, target->variant)
                         : cairn_drift_of_route(s, r);
    struct cairn_component_route route = {
        .cache = CAIRN_NONE,
        .link = CAIRN_NONE,
        .pool = cairn_component_station_at(&b->stations.pools, target->pool),
        .variant = cairn_component_pool_variant(pool, target->variant),
        .handed_bytes = target->step > 1 ? (int64_t)llround(payload_bytes) : 0,
        .tokens = cairn_token_law_of(cairn_steps_tokens(s, r->workload, target->step)),
        .fallback_route = CAIRN_NONE,
        .next_route = CAIRN_NONE,
        .accuracy = accuracy.promised,
        .mean_accuracy = accuracy.mean,
    };
    assert(s->pools[target->pool].place == w->place || link != CAIRN_NONE);
    if (link == CAIRN_NONE)
        return route;
    const struct cairn_link *l = &s->links[link];
    route.link = cairn_component_station_at(&b->stations.links, link);
    route.up_ns = cairn_time_from_s(cairn_link_sending_s(l, false, payload_bytes)); /* [LINK] */
    route.down_ns = cairn_time_from_s(cairn_link_sending_s(l, true, w->reply_bytes));
    return route;
}

/* [STEP] Lets requests that a step has served go on to the next, which is the route at `next`. */
static void chain(const struct builder *b, const struct cairn_route *r, int step,
                  struct cairn_component_route *route, int next)
{
    const struct cairn_scenario *s = b->scenario;
    int pool = cairn_route_pool(r, step), next_pool = cairn_route_pool(r, step + 1);
    route->next_route = next;
    route->next_share = cairn_route_share(s, r, step + 1);
    route->next_here = s->pools[pool].place == s->pools[next_pool].place;
    if (route->next_here || route->link == CAIRN_NONE)
        return;
    const struct cairn_link *l = &s->links[cairn_link_to_pool(s, r->workload, pool)];
    double bytes = cairn_route_payload_bytes(s, r, step + 1);
    route->on_ns = cairn_time_from_s(cairn_link_sending_s(l, true, bytes));
}

/* What requests of a route meet: its first step at `at`, everything else from `behind` on. */
static int fill_route(struct builder *b, const struct cairn_route *r, int at, int behind)
{
    const struct cairn_scenario *s = b->scenario;
    struct cairn_component_route *routes = b->component->routes, *first = &routes[at];
    struct cairn_target targets[CAIRN_TARGETS_MOST];
    int n = cairn_route_targets(r, targets);

    *first = component_route(b, r, &targets[0]);
    first->share = r->share;
    if (r->cache != CAIRN_NONE) {
        int place = s->caches[r->cache].place;
        first->cache = cairn_component_station_at(&b->stations.caches, r->cache);
        first->cache_at_site = place == s->workloads[r->workload].place;
        assert(first->cache_at_site || place == s->pools[r->pool].place);
    }
    for (int t = 1; t < n; t++) {
        routes[behind] = component_route(b, r, &targets[t]);
        if (targets[t].fallback) {
            first->fallback_route = behind;
            first->over = r->over;
        } else {
            chain(b, r, t, t == 1 ? first : &routes[behind - 1], behind);
        }
        behind++;
    }
    return behind;
}

/* [GREENEST] [HOURS] Shares by window, and their mean. */
static void change_share(struct builder *b, int index, struct cairn_component_route *route)
{
    int n = b->plan->n_windows;

    route->share_in = cairn_alloc((size_t)n * sizeof *route->share_in);
    for (int w = 0; w < n; w++)
        route->share_in[w] = cairn_route_share_in(b->scenario, b->plan, b->placement, index, w);
    route->share = cairn_route_share_mean(b->scenario, b->plan, b->placement, index);
}

/* A source's n routes, from `first` on, and behind them those of further steps and fallbacks. */
static void fill_routes(struct builder *b, struct cairn_component_source *source, int first, int n)
{
    struct cairn_component *c = b->component;
    struct cairn_target targets[CAIRN_TARGETS_MOST];
    int at = c->n_routes, behind = at + n;

    source->first_route = at;
    for (int i = first; i < first + n; i++)
        source->n_routes += cairn_route_targets(route_of(b, i), targets);
    c->n_routes += source->n_routes;
    c->routes = cairn_realloc(c->routes, (size_t)c->n_routes, sizeof *c->routes);
    for (int i = 0; i < n; i++)
        behind = fill_route(b, route_of(b, first + i), at + i, behind);
    if (!cairn_route_shares_change(b->placement, source->scenario_workload))
        return;
    for (int i = 0; i < n; i++)
        change_share(b, b->routes[first + i].route, &c->routes[at + i]);
}

/* Adds the source whose n routes stand from `first` on. */
static void add_source(struct builder *b, int first, int n)
{
    int workload = route_of(b, first)->workload;
    int copies =
        cairn_component_stations_copies(&b->stations, b->scenario->workloads[workload].place);
    struct cairn_component *c = b->component;
    struct cairn_component_source *source;

    c->sources = cairn_realloc(c->sources, (size_t)c->n_sources + 1, sizeof *c->sources);
    source = &c->sources[c->n_sources++];
    cairn_component_source_init(source, b->scenario, b->plan, workload, copies);
    fill_routes(b, source, first, n);
}

/* ---- components ---- */

/* How many of the routes from the first on are of its workload. */
static int count_routes(const struct builder *b, int first)
{
    int n = 1;

    while (first + n < b->n_routes &&
           route_of(b, first + n)->workload == route_of(b, first)->workload)
        n++;
    return n;
}

/* Of these routes, which are all of a class. */
static void component_init(struct cairn_component *component, struct builder *b,
                           const struct classed *routes, int n)
{
    const struct cairn_scenario *s = b->scenario;
    int site = s->workloads[routes[0].class].place;

    *component = (struct cairn_component){.plan = b->plan};
    b->component = component;
    b->routes = routes;
    b->n_routes = n;
    cairn_component_stations_clear(&b->stations);
    for (int i = 0; i < n; i++)
        cairn_component_stations_add(&b->stations, route_of(b, i));
    cairn_component_stations_settle(&b->stations);
    cairn_component_stations_fill(&b->stations, component);
    fill_pools(b);
    for (int i = 0, of_one; i < n; i += of_one) {
        of_one = count_routes(b, i);
        add_source(b, i, of_one);
    }
    component->multiplicity = b->stations.meets ? 1 : s->places[site].count / b->stations.together;
    for (int i = 0; i < component->n_sources; i++)
        assert(b->stations.meets ||
               s->workloads[component->sources[i].scenario_workload].place == site);
    component->key = cairn_component_key(component);
}

static void component_release(struct cairn_component *component)
{
    for (int i = 0; i < component->n_sources; i++)
        cairn_component_source_release(&component->sources[i]);
    for (int i = 0; i < component->n_pools; i++)
        cairn_component_pool_release(&component->pools[i]);
    for (int i = 0; i < component->n_routes; i++)
        cairn_free(component->routes[i].share_in);
    cairn_free(component->sources);
    cairn_free(component->routes);
    cairn_free(component->links);
    cairn_free(component->caches);
    cairn_free(component->pools);
}

void cairn_components_init(struct cairn_components *components,
                           const struct cairn_scenario *scenario, const struct cairn_plan *plan,
                           const struct cairn_placement *placement)
{
    size_t room = 0;
    struct builder b;

    builder_init(&b, scenario, plan, placement);
    *components = (struct cairn_components){0};
    for (int first = 0, end; first < placement->n_routes; first = end) {
        for (end = first + 1; end < placement->n_routes && b.all[end].class == b.all[first].class;
             end++)
            continue;
        components->items = cairn_grow(components->items, &room, (size_t)components->n + 1,
                                       sizeof *components->items);
        component_init(&components->items[components->n++], &b, &b.all[first], end - first);
    }
    builder_release(&b);
}

void cairn_components_release(struct cairn_components *components)
{
    for (int i = 0; i < components->n; i++)
        component_release(&components->items[i]);
    cairn_free(components->items);
    *components = (struct cairn_components){0};
}

#include "model/component.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/sort.h"
#include "engine/clock.h"
#include "model/component_key.h"
#include "model/component_pool.h"
#include "model/component_source.h"
#include "model/coupling.h"
#include "model/route_share.h"
#include "model/drift.h"
#include "model/steps.h"

/* A route of the placement, and the smallest workload that its own is coupled with. */
struct classed {
    int class, route;
};

/* The scenario's stations that a component has, ascending, as they stand in it. */
struct stations {
    int *of; /* owned */
    int n;
};

struct builder {
    const struct cairn_scenario *scenario;
    const struct cairn_plan *plan;
    const struct cairn_placement *placement;
    struct classed *all;          /* every route, by class and then as in the placement; owned */
    const struct classed *routes; /* those of the component that is being made */
    int n_routes;
    struct stations links, caches, pools; /* of it; there is room for those of any */
    bool meets;                           /* all copies of a site meet, in a region mostly */
    int together;                         /* else: so many of them do, in a line */
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
    size_t n = (size_t)placement->n_routes, most = n * CAIRN_TARGETS_MOST;
    struct cairn_coupling coupling;

    *b = (struct builder){
        .scenario = scenario,
        .plan = plan,
        .placement = placement,
        .all = cairn_calloc(n, sizeof *b->all),
        .links.of = cairn_calloc(most, sizeof *b->links.of),
        .caches.of = cairn_calloc(n, sizeof *b->caches.of),
        .pools.of = cairn_calloc(most, sizeof *b->pools.of),
    };
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
    cairn_free(b->links.of);
    cairn_free(b->caches.of);
    cairn_free(b->pools.of);
}

/* A route of the component, by number. */
static const struct cairn_route *route_of(const struct builder *b, int number)
{
    return &b->placement->routes[b->routes[number].route];
}

static int copies_at(const struct builder *b, int place)
{
    const struct cairn_place *p = &b->scenario->places[place];
    if (p->kind != CAIRN_SITE)
        return 1;
    return b->meets ? p->count : b->together;
}

/* ---- stations ---- */

static void note(struct stations *stations, int station)
{
    stations->of[stations->n++] = station;
}

/* Where a station of the scenario stands in the component. */
static int stands_at(const struct stations *stations, int station)
{
    int at = cairn_sorted_find(stations->of, stations->n, station);

    assert(at >= 0);
    return at;
}

static void note_pool(struct builder *b, int workload, int pool)
{
    const struct cairn_scenario *s = b->scenario;
    int link = cairn_link_to_pool(s, workload, pool);
    note(&b->pools, pool);
    if (link != CAIRN_NONE)
        note(&b->links, link);
    if (s->places[s->pools[pool].place].kind == CAIRN_REGION && !cairn_pool_is_unlimited(s, pool))
        b->meets = true;
}

static void note_route(struct builder *b, const struct cairn_route *route)
{
    const struct cairn_scenario *s = b->scenario;
    struct cairn_target targets[CAIRN_TARGETS_MOST];
    int n = cairn_route_targets(route, targets);
    for (int i = 0; i < n; i++)
        note_pool(b, route->workload, targets[i].pool);
    if (route->cache == CAIRN_NONE)
        return;
    note(&b->caches, route->cache);
    if (s->places[s->caches[route->cache].place].kind == CAIRN_REGION)
        b->meets = true;
}

/* Copies that share a line meet there. */
static void find_meetings(struct builder *b)
{
    const struct cairn_scenario *s = b->scenario;
    for (int i = 0; i < b->links.n; i++) {
        const struct cairn_link *link = &s->links[b->links.of[i]];
        int count = s->places[link->from].count;
        int sharing = link->copies_per_line;
        if (sharing == 1 || count == 1)
            continue;
        sharing = sharing < count ? sharing : count;
        if ((b->together > 1 && b->together != sharing) || count % sharing != 0)
            b->meets = true; /* lines that differ are not each other's copies */
        b->together = sharing;
    }
}

/* Finds what the routes of the component use, and whether copies meet in it. */
static void find_stations(struct builder *b)
{
    struct cairn_component *c = b->component;
    b->links.n = b->caches.n = b->pools.n = 0;
    b->meets = false;
    b->together = 1;
    for (int i = 0; i < b->n_routes; i++)
        note_route(b, route_of(b, i));
    c->n_links = b->links.n = cairn_sort_distinct(b->links.of, b->links.n);
    c->n_caches = b->caches.n = cairn_sort_distinct(b->caches.of, b->caches.n);
    c->n_pools = b->pools.n = cairn_sort_distinct(b->pools.of, b->pools.n);
    c->links = cairn_calloc((size_t)c->n_links, sizeof *c->links);
    c->caches = cairn_calloc((size_t)c->n_caches, sizeof *c->caches);
    c->pools = cairn_calloc((size_t)c->n_pools, sizeof *c->pools);
    find_meetings(b);
}

static void fill_links(struct builder *b)
{
    for (int at = 0; at < b->links.n; at++) {
        int i = b->links.of[at];
        const struct cairn_link *link = &b->scenario->links[i];
        int copies = copies_at(b, link->from);
        int lines = (copies - 1) / link->copies_per_line + 1;
        const struct cairn_radio *radio = cairn_scenario_radio(b->scenario, i);
        b->component->links[at] = (struct cairn_component_link){
            .scenario_link = i,
            .lines = lines,
            .copies_per_line = lines > 1 ? link->copies_per_line : 1,
            .latency_ns = cairn_time_from_s(cairn_scenario_latency_s(b->scenario, i)),
            .variation = link->variation,
            .cv = cairn_cv_of(link->variation, link->cv),
            .loss = link->loss,
            .resend_ns = link->loss > 0 ? cairn_time_from_s(link->resend_after_s) : 0,
            .has_radio = radio,
            .promotion_ns = radio ? cairn_time_from_s(radio->promotion_s) : 0,
            .tail_ns = radio ? cairn_time_from_s(radio->tail_s) : 0,
            .outage = cairn_component_outage_of(&link->outage, link->id),
        };
    }
}

static void fill_caches(struct builder *b)
{
    for (int at = 0; at < b->caches.n; at++) {
        int i = b->caches.of[at];
        const struct cairn_cache *cache = &b->scenario->caches[i];
        b->component->caches[at] = (struct cairn_component_cache){
            .scenario_cache = i,
            .copies = copies_at(b, cache->place),
            .policy = cache->policy,
            .entries = cache->entries,
            .size_bytes = isnan(cache->size_bytes) ? 0 : (int64_t)llround(cache->size_bytes),
            .ttl_ns = isnan(cache->ttl_s) ? 0 : cairn_time_from_s(cache->ttl_s),
            .renewed = cache->renewed,
            .update_ns =
                isnan(cache->update_every_s) ? 0 : cairn_time_from_s(cache->update_every_s),
            .similar = cache->similar,
            .wrong = cache->wrong,
            .retried = cache->retried,
            .lookup_ns = cairn_time_from_s(cache->lookup_time_s),
        };
    }
}

static void fill_pools(struct builder *b)
{
    struct cairn_component *c = b->component;
    for (int at = 0; at < b->pools.n; at++) {
        int i = b->pools.of[at];
        cairn_component_pool_init(&c->pools[at], b->scenario, i, &b->placement->pools[i],
                                  copies_at(b, b->scenario->pools[i].place));
    }
    for (int i = 0; i < b->n_routes; i++) {
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(route_of(b, i), targets);
        for (int t = 0; t < n; t++)
            cairn_component_pool_enter(&c->pools[stands_at(&b->pools, targets[t].pool)],
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
        &b->component->pools[stands_at(&b->pools, target->pool)];
    int link = cairn_link_to_pool(s, r->workload, target->pool);
    double payload_bytes = cairn_route_payload_bytes(s, r, target->step);
    struct cairn_accuracy accuracy =
        target->fallback ? cairn_drift_of_target(s, r->workload, target->pool, target->variant)
                         : cairn_drift_of_route(s, r);
    struct cairn_component_route route = {
        .cache = CAIRN_NONE,
        .link = CAIRN_NONE,
        .pool = stands_at(&b->pools, target->pool),
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
    route.link = stands_at(&b->links, link);
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
        first->cache = stands_at(&b->caches, r->cache);
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
    int copies = copies_at(b, b->scenario->workloads[workload].place);
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
    find_stations(b);
    fill_links(b);
    fill_caches(b);
    fill_pools(b);
    for (int i = 0, of_one; i < n; i += of_one) {
        of_one = count_routes(b, i);
        add_source(b, i, of_one);
    }
    component->multiplicity = b->meets ? 1 : s->places[site].count / b->together;
    for (int i = 0; i < component->n_sources; i++)
        assert(b->meets || s->workloads[component->sources[i].scenario_workload].place == site);
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

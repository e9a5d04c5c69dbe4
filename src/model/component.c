#include "model/component.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "engine/clock.h"
#include "model/component_key.h"
#include "model/component_pool.h"
#include "model/coupling.h"
#include "model/route_share.h"
#include "model/drift.h"
#include "model/steps.h"

/* Where the scenario's stations stand in the component that is being made, or CAIRN_NONE. */
struct builder {
    const struct cairn_scenario *scenario;
    const struct cairn_plan *plan;
    const struct cairn_placement *placement;
    struct cairn_coupling coupling;
    int *link_at, *cache_at, *pool_at; /* owned */
    bool meets;                        /* all copies of a site meet, in a region mostly */
    int together;                      /* else: so many of them do, in a line */
    struct cairn_component *component;
};

static void builder_init(struct builder *b, const struct cairn_scenario *scenario,
                         const struct cairn_plan *plan, const struct cairn_placement *placement)
{
    *b = (struct builder){
        .scenario = scenario,
        .plan = plan,
        .placement = placement,
        .link_at = cairn_calloc((size_t)scenario->n_links, sizeof *b->link_at),
        .cache_at = cairn_calloc((size_t)scenario->n_caches, sizeof *b->cache_at),
        .pool_at = cairn_calloc((size_t)scenario->n_pools, sizeof *b->pool_at),
    };
    cairn_coupling_init(&b->coupling, scenario);
    for (int i = 0; i < placement->n_routes; i++)
        cairn_coupling_add(&b->coupling, &placement->routes[i]);
}

static void builder_release(struct builder *b)
{
    cairn_coupling_release(&b->coupling);
    cairn_free(b->link_at);
    cairn_free(b->cache_at);
    cairn_free(b->pool_at);
}

static int copies_at(const struct builder *b, int place)
{
    const struct cairn_place *p = &b->scenario->places[place];
    if (p->kind != CAIRN_SITE)
        return 1;
    return b->meets ? p->count : b->together;
}

/* ---- stations ---- */

static void mark_pool(struct builder *b, int workload, int pool)
{
    const struct cairn_scenario *s = b->scenario;
    int link = cairn_link_to_pool(s, workload, pool);
    b->pool_at[pool] = 1;
    if (link != CAIRN_NONE)
        b->link_at[link] = 1;
    if (s->places[s->pools[pool].place].kind == CAIRN_REGION && !cairn_pool_is_unlimited(s, pool))
        b->meets = true;
}

static void mark_route(struct builder *b, const struct cairn_route *route)
{
    const struct cairn_scenario *s = b->scenario;
    struct cairn_target targets[CAIRN_TARGETS_MOST];
    int n = cairn_route_targets(route, targets);
    for (int i = 0; i < n; i++)
        mark_pool(b, route->workload, targets[i].pool);
    if (route->cache == CAIRN_NONE)
        return;
    b->cache_at[route->cache] = 1;
    if (s->places[s->caches[route->cache].place].kind == CAIRN_REGION)
        b->meets = true;
}

/* Turns marks into indices; returns how many there are. */
static int number(int *at, int n)
{
    int next = 0;
    for (int i = 0; i < n; i++)
        at[i] = at[i] ? next++ : CAIRN_NONE;
    return next;
}

/* Copies that share a line meet there. */
static void mark_meetings(struct builder *b)
{
    const struct cairn_scenario *s = b->scenario;
    for (int i = 0; i < s->n_links; i++) {
        int count = s->places[s->links[i].from].count;
        int sharing = s->links[i].copies_per_line;
        if (!b->link_at[i] || sharing == 1 || count == 1)
            continue;
        sharing = sharing < count ? sharing : count;
        if ((b->together > 1 && b->together != sharing) || count % sharing != 0)
            b->meets = true; /* lines that differ are not each other's copies */
        b->together = sharing;
    }
}

/* Finds what the routes of a class use, and whether copies meet in it. */
static void find_stations(struct builder *b, int class)
{
    const struct cairn_scenario *s = b->scenario;
    struct cairn_component *c = b->component;
    for (int i = 0; i < s->n_links; i++)
        b->link_at[i] = 0;
    for (int i = 0; i < s->n_caches; i++)
        b->cache_at[i] = 0;
    for (int i = 0; i < s->n_pools; i++)
        b->pool_at[i] = 0;
    b->meets = false;
    b->together = 1;
    for (int i = 0; i < b->placement->n_routes; i++)
        if (cairn_coupling_class(&b->coupling, b->placement->routes[i].workload) == class)
            mark_route(b, &b->placement->routes[i]);
    mark_meetings(b);
    c->n_links = number(b->link_at, s->n_links);
    c->n_caches = number(b->cache_at, s->n_caches);
    c->n_pools = number(b->pool_at, s->n_pools);
    c->links = cairn_calloc((size_t)c->n_links, sizeof *c->links);
    c->caches = cairn_calloc((size_t)c->n_caches, sizeof *c->caches);
    c->pools = cairn_calloc((size_t)c->n_pools, sizeof *c->pools);
}

static void fill_links(struct builder *b)
{
    for (int i = 0; i < b->scenario->n_links; i++) {
        const struct cairn_link *link = &b->scenario->links[i];
        int copies = copies_at(b, link->from);
        int lines = (copies - 1) / link->copies_per_line + 1;
        const struct cairn_radio *radio = cairn_scenario_radio(b->scenario, i);
        if (b->link_at[i] != CAIRN_NONE)
            b->component->links[b->link_at[i]] = (struct cairn_component_link){
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
    for (int i = 0; i < b->scenario->n_caches; i++) {
        const struct cairn_cache *cache = &b->scenario->caches[i];
        if (b->cache_at[i] != CAIRN_NONE)
            b->component->caches[b->cache_at[i]] = (struct cairn_component_cache){
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

static void fill_pools(struct builder *b, int class)
{
    struct cairn_component *c = b->component;
    for (int i = 0; i < b->scenario->n_pools; i++)
        if (b->pool_at[i] != CAIRN_NONE)
            cairn_component_pool_init(&c->pools[b->pool_at[i]], b->scenario, i,
                                      &b->placement->pools[i],
                                      copies_at(b, b->scenario->pools[i].place));
    for (int i = 0; i < b->placement->n_routes; i++) {
        const struct cairn_route *route = &b->placement->routes[i];
        if (cairn_coupling_class(&b->coupling, route->workload) != class)
            continue;
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(route, targets);
        for (int t = 0; t < n; t++)
            cairn_component_pool_enter(&c->pools[b->pool_at[targets[t].pool]], b->scenario,
                                       targets[t].variant);
    }
    for (int i = 0; i < c->n_pools; i++) {
        cairn_component_pool_complete(&c->pools[i], b->scenario);
        cairn_component_pool_change(&c->pools[i], b->scenario, b->plan);
    }
}

/* ---- sources and routes ---- */

/* A step of a route, or its fallback, as requests meet it. */
static struct cairn_component_route component_route(const struct builder *b,
                                                    const struct cairn_route *r,
                                                    const struct cairn_target *target)
{
    const struct cairn_scenario *s = b->scenario;
    const struct cairn_workload *w = &s->workloads[r->workload];
    const struct cairn_component_pool *pool = &b->component->pools[b->pool_at[target->pool]];
    int link = cairn_link_to_pool(s, r->workload, target->pool);
    double payload_bytes = cairn_route_payload_bytes(s, r, target->step);
    struct cairn_accuracy accuracy =
        target->fallback ? cairn_drift_of_target(s, r->workload, target->pool, target->variant)
                         : cairn_drift_of_route(s, r);
    struct cairn_component_route route = {
        .cache = CAIRN_NONE,
        .link = CAIRN_NONE,
        .pool = b->pool_at[target->pool],
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
    route.link = b->link_at[link];
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
        first->cache = b->cache_at[r->cache];
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

/* The routes of a workload and, behind them, those that further steps and fallbacks take. */
static void fill_routes(struct builder *b, struct cairn_component_source *source)
{
    struct cairn_component *c = b->component;
    struct cairn_target targets[CAIRN_TARGETS_MOST];
    int at = c->n_routes, behind = at;

    source->first_route = at;
    for (int i = 0; i < b->placement->n_routes; i++) {
        const struct cairn_route *r = &b->placement->routes[i];
        if (r->workload != source->scenario_workload)
            continue;
        source->n_routes += cairn_route_targets(r, targets);
        behind++;
    }
    c->n_routes += source->n_routes;
    c->routes = cairn_realloc(c->routes, (size_t)c->n_routes, sizeof *c->routes);
    for (int i = 0; i < b->placement->n_routes; i++)
        if (b->placement->routes[i].workload == source->scenario_workload)
            behind = fill_route(b, &b->placement->routes[i], at++, behind);
    at = source->first_route;
    if (!cairn_route_shares_change(b->placement, source->scenario_workload))
        return;
    for (int i = 0; i < b->placement->n_routes; i++)
        if (b->placement->routes[i].workload == source->scenario_workload)
            change_share(b, i, &c->routes[at++]);
}

/* A promise about tokens, where there are any. */
static int64_t promised_ns(const struct cairn_component_source *source, double promised_s)
{
    return source->of_tokens && isfinite(promised_s) ? cairn_time_from_s(promised_s) : INT64_MAX;
}

static void fill_contents(struct cairn_component_source *source,
                          const struct cairn_popularity *popularity)
{
    source->contents = popularity->contents;
    source->trace = popularity->trace;
    source->exponent = popularity->trace ? 0 : popularity->exponent;
    if (isnan(popularity->size_bytes))
        return;
    source->size_bytes = popularity->size_bytes;
    source->size_variation = popularity->variation;
    source->size_cv = cairn_cv_of(popularity->variation, popularity->cv);
}

static struct cairn_component_tempo tempo_of(const struct cairn_scenario *s,
                                             const struct cairn_arrivals *arrivals)
{
    const struct cairn_cycle *cycle = &arrivals->cycle;
    struct cairn_component_tempo tempo = {
        .n_phases = arrivals->n_phases,
        .together = arrivals->n_phases != 0 && arrivals->together,
        .n_cycle_loads = cycle->n_loads,
        .cycle_from_ns = CAIRN_NONE,
    };
    tempo.phases = cairn_calloc((size_t)tempo.n_phases, sizeof *tempo.phases);
    for (int i = 0; i < tempo.n_phases; i++) {
        const struct cairn_phase *phase = &s->phases[arrivals->first_phase + i];
        tempo.phases[i] = (struct cairn_component_phase){phase->load, phase->stay_s, phase->weight};
    }
    tempo.cycle_load = cairn_calloc((size_t)cycle->n_loads, sizeof *tempo.cycle_load);
    for (int i = 0; i < cycle->n_loads; i++)
        tempo.cycle_load[i] = cycle->loads[i];
    if (cycle->n_loads > 0) {
        tempo.cycle_ns = cairn_time_from_s(cycle->period_s);
        if (!isnan(cycle->from_s))
            tempo.cycle_from_ns = cairn_time_from_s(cycle->from_s);
    }
    if (arrivals->surge != CAIRN_NONE) {
        const struct cairn_surge *surge = &s->surges[arrivals->surge];
        tempo.surge = cairn_entity_of(surge->id);
        tempo.surge_variation = surge->variation;
        tempo.surge_cv = cairn_cv_of(surge->variation, surge->cv);
        tempo.surge_ns = cairn_time_from_s(surge->period_s);
    }
    return tempo;
}

static void add_source(struct builder *b, int workload)
{
    const struct cairn_workload *w = &b->scenario->workloads[workload];
    struct cairn_component *c = b->component;
    struct cairn_component_source source = {
        .scenario_workload = workload,
        .entity = cairn_entity_of(w->id),
        .copies = copies_at(b, w->place),
        .process = w->arrivals.process,
        .cv = cairn_cv_of(w->arrivals.process, w->arrivals.cv),
        .tempo = tempo_of(b->scenario, &w->arrivals),
        .recording = w->arrivals.replay.recording,
        .replay_moment = w->arrivals.replay.moment,
        .replay_scale = w->arrivals.replay.scale,
        .replay_together = w->arrivals.replay.recording && w->arrivals.together,
        .payload_bytes = (int64_t)llround(w->payload_bytes),
        .reply_bytes = (int64_t)llround(w->reply_bytes),
        .priority = w->priority,
        .late_ns = isfinite(w->promise.p95_s) ? cairn_time_from_s(w->promise.p95_s) : INT64_MAX,
    };
    source.of_tokens = cairn_steps_have_tokens(b->scenario, workload);
    source.ttft_ns = promised_ns(&source, w->promise.ttft_s);
    source.tpot_ns = promised_ns(&source, w->promise.tpot_s);
    if (w->popularity.origin.file)
        fill_contents(&source, &w->popularity);
    size_t n = 0;
    for (int i = 0; i < b->plan->n_windows; i++)
        n += (size_t)b->plan->windows[i].n_segments;
    source.rate_per_s = cairn_calloc(n, sizeof *source.rate_per_s);
    n = 0;
    for (int i = 0; i < b->plan->n_windows; i++) {
        const struct cairn_window *window = &b->plan->windows[i];
        for (int j = 0; j < window->n_segments; j++)
            source.rate_per_s[n++] = window->rate_per_s[workload * window->n_segments + j];
    }
    fill_routes(b, &source);
    size_t n_sources = (size_t)c->n_sources + 1;
    c->sources = cairn_realloc(c->sources, n_sources, sizeof *c->sources);
    c->sources[c->n_sources++] = source;
}

/* ---- components ---- */

static bool has_routes(const struct cairn_placement *placement, int workload)
{
    for (int i = 0; i < placement->n_routes; i++)
        if (placement->routes[i].workload == workload)
            return true;
    return false;
}

static void component_init(struct cairn_component *component, struct builder *b, int class)
{
    const struct cairn_scenario *s = b->scenario;
    *component = (struct cairn_component){.plan = b->plan};
    b->component = component;
    find_stations(b, class);
    fill_links(b);
    fill_caches(b);
    fill_pools(b, class);
    for (int w = 0; w < s->n_workloads; w++)
        if (cairn_coupling_class(&b->coupling, w) == class && has_routes(b->placement, w))
            add_source(b, w);

    int site = s->workloads[class].place;
    component->multiplicity = b->meets ? 1 : s->places[site].count / b->together;
    for (int i = 0; i < component->n_sources; i++)
        assert(b->meets || s->workloads[component->sources[i].scenario_workload].place == site);
    component->key = cairn_component_key(component);
}

static void component_release(struct cairn_component *component)
{
    for (int i = 0; i < component->n_sources; i++) {
        cairn_free(component->sources[i].rate_per_s);
        cairn_free(component->sources[i].tempo.phases);
        cairn_free(component->sources[i].tempo.cycle_load);
    }
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
    struct builder b;
    builder_init(&b, scenario, plan, placement);
    *components = (struct cairn_components){
        .items = cairn_calloc((size_t)scenario->n_workloads, sizeof *components->items),
    };
    for (int w = 0; w < scenario->n_workloads; w++)
        if (cairn_coupling_class(&b.coupling, w) == w && has_routes(placement, w))
            component_init(&components->items[components->n++], &b, w);
    builder_release(&b);
}

void cairn_components_release(struct cairn_components *components)
{
    for (int i = 0; i < components->n; i++)
        component_release(&components->items[i]);
    cairn_free(components->items);
    *components = (struct cairn_components){0};
}

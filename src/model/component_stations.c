#include "model/component_stations.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "base/sort.h"
#include "engine/clock.h"
#include "model/component_pool.h"
#include "model/coupling.h"
#include "model/steps.h"

void cairn_component_stations_init(struct cairn_component_stations *stations,
                                   const struct cairn_scenario *scenario, int n_routes)
{
    size_t n = (size_t)n_routes, most = n * CAIRN_TARGETS_MOST;

    *stations = (struct cairn_component_stations){
        .scenario = scenario,
        .links.of = cairn_calloc(most, sizeof *stations->links.of),
        .caches.of = cairn_calloc(n, sizeof *stations->caches.of),
        .pools.of = cairn_calloc(most, sizeof *stations->pools.of),
    };
}

void cairn_component_stations_release(struct cairn_component_stations *stations)
{
    cairn_free(stations->links.of);
    cairn_free(stations->caches.of);
    cairn_free(stations->pools.of);
}

/* ---- which there are ---- */

void cairn_component_stations_clear(struct cairn_component_stations *stations)
{
    stations->links.n = stations->caches.n = stations->pools.n = 0;
    stations->meets = false;
    stations->together = 1;
}

static void note(struct cairn_stations_of *stations, int station)
{
    stations->of[stations->n++] = station;
}

static void note_pool(struct cairn_component_stations *stations, int workload, int pool)
{
    const struct cairn_scenario *s = stations->scenario;
    int link = cairn_link_to_pool(s, workload, pool);

    note(&stations->pools, pool);
    if (link != CAIRN_NONE)
        note(&stations->links, link);
    if (s->places[s->pools[pool].place].kind == CAIRN_REGION && !cairn_pool_is_unlimited(s, pool))
        stations->meets = true;
}

void cairn_component_stations_add(struct cairn_component_stations *stations,
                                  const struct cairn_route *route)
{
    const struct cairn_scenario *s = stations->scenario;
    struct cairn_target targets[CAIRN_TARGETS_MOST];
    int n = cairn_route_targets(route, targets);

    for (int i = 0; i < n; i++)
        note_pool(stations, route->workload, targets[i].pool);
    if (route->cache == CAIRN_NONE)
        return;
    note(&stations->caches, route->cache);
    if (s->places[s->caches[route->cache].place].kind == CAIRN_REGION)
        stations->meets = true;
}

/* Copies that share a line meet there. */
static void find_meetings(struct cairn_component_stations *stations)
{
    const struct cairn_scenario *s = stations->scenario;
    for (int i = 0; i < stations->links.n; i++) {
        const struct cairn_link *link = &s->links[stations->links.of[i]];
        int count = s->places[link->from].count;
        int sharing = link->copies_per_line;
        if (sharing == 1 || count == 1)
            continue;
        sharing = sharing < count ? sharing : count;
        if ((stations->together > 1 && stations->together != sharing) || count % sharing != 0)
            stations->meets = true; /* lines that differ are not each other's copies */
        stations->together = sharing;
    }
}

static void settle(struct cairn_stations_of *stations)
{
    stations->n = cairn_sort_distinct(stations->of, stations->n);
}

void cairn_component_stations_settle(struct cairn_component_stations *stations)
{
    settle(&stations->links);
    settle(&stations->caches);
    settle(&stations->pools);
    find_meetings(stations);
}

/* ---- in the component ---- */

int cairn_component_station_at(const struct cairn_stations_of *stations, int station)
{
    int at = cairn_sorted_find(stations->of, stations->n, station);

    assert(at >= 0);
    return at;
}

int cairn_component_stations_copies(const struct cairn_component_stations *stations, int place)
{
    const struct cairn_place *p = &stations->scenario->places[place];

    if (p->kind != CAIRN_SITE)
        return 1;
    return stations->meets ? p->count : stations->together;
}

static void fill_links(const struct cairn_component_stations *stations,
                       struct cairn_component *component)
{
    for (int at = 0; at < stations->links.n; at++) {
        int i = stations->links.of[at];
        const struct cairn_link *link = &stations->scenario->links[i];
        int copies = cairn_component_stations_copies(stations, link->from);
        int lines = (copies - 1) / link->copies_per_line + 1;
        const struct cairn_radio *radio = cairn_scenario_radio(stations->scenario, i);
        component->links[at] = (struct cairn_component_link){
            .scenario_link = i,
            .lines = lines,
            .copies_per_line = lines > 1 ? link->copies_per_line : 1,
            .latency_ns = cairn_time_from_s(cairn_scenario_latency_s(stations->scenario, i)),
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

static void fill_caches(const struct cairn_component_stations *stations,
                        struct cairn_component *component)
{
    for (int at = 0; at < stations->caches.n; at++) {
        int i = stations->caches.of[at];
        const struct cairn_cache *cache = &stations->scenario->caches[i];
        component->caches[at] = (struct cairn_component_cache){
            .scenario_cache = i,
            .copies = cairn_component_stations_copies(stations, cache->place),
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

void cairn_component_stations_fill(const struct cairn_component_stations *stations,
                                   struct cairn_component *component)
{
    component->n_links = stations->links.n;
    component->n_caches = stations->caches.n;
    component->n_pools = stations->pools.n;
    component->links = cairn_calloc((size_t)component->n_links, sizeof *component->links);
    component->caches = cairn_calloc((size_t)component->n_caches, sizeof *component->caches);
    component->pools = cairn_calloc((size_t)component->n_pools, sizeof *component->pools);
    fill_links(stations, component);
    fill_caches(stations, component);
}

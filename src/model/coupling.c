#include "model/coupling.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/sort.h"
#include "model/steps.h"

/* ---- nodes ---- */

enum { NODES_MOST = 3 * CAIRN_TARGETS_MOST + 4 }; /* of a route */

static int node_of_pool(const struct cairn_scenario *s, int pool)
{
    return s->n_workloads + pool;
}

static int node_of_link(const struct cairn_scenario *s, int link)
{
    return s->n_workloads + s->n_pools + link;
}

static int node_of_cache(const struct cairn_scenario *s, int cache)
{
    return s->n_workloads + s->n_pools + s->n_links + cache;
}

static int node_of_place(const struct cairn_scenario *s, int place)
{
    return s->n_workloads + s->n_pools + s->n_links + s->n_caches + place;
}

/* ---- a place ---- */

bool cairn_place_shares_overhead(const struct cairn_scenario *s, int place)
{
    int cooling = s->places[place].cooling;

    return cooling != CAIRN_NONE && s->coolings[cooling].n_loadings > 0;
}

bool cairn_place_is_group(const struct cairn_scenario *s, int place)
{
    return s->places[place].solar.origin.file || s->places[place].battery.origin.file ||
           cairn_place_shares_overhead(s, place);
}

/* Adds a place where what stands there hangs together. */
static int add_place(const struct cairn_coupling *coupling, int place, int *nodes, int n)
{
    const struct cairn_scenario *s = coupling->scenario;

    if (coupling->groups && (cairn_place_is_group(s, place) || s->places[place].building.cap_w > 0))
        nodes[n++] = node_of_place(s, place);
    return n;
}

/* What a route brings together: its workload first. Returns how many. */
static int nodes_of(const struct cairn_coupling *coupling, const struct cairn_route *route,
                    int nodes[NODES_MOST])
{
    const struct cairn_scenario *s = coupling->scenario;
    struct cairn_target targets[CAIRN_TARGETS_MOST];
    int n_targets = cairn_route_targets(route, targets), n = 0;

    nodes[n++] = route->workload;
    for (int i = 0; i < n_targets; i++) {
        int pool = targets[i].pool, link = cairn_link_to_pool(s, route->workload, pool);

        if (!cairn_pool_is_unlimited(s, pool)) {
            nodes[n++] = node_of_pool(s, pool);
            n = add_place(coupling, s->pools[pool].place, nodes, n);
        }
        if (link != CAIRN_NONE)
            nodes[n++] = node_of_link(s, link);
    }
    if (route->cache != CAIRN_NONE) {
        nodes[n++] = node_of_cache(s, route->cache);
        n = add_place(coupling, s->caches[route->cache].place, nodes, n);
    }
    if (s->workloads[route->workload].storage.origin.file)
        n = add_place(coupling, s->workloads[route->workload].storage.at, nodes, n);
    return n;
}

/* ---- classes ---- */

/* Where a node stands. */
static int find(const struct cairn_coupling *coupling, int node)
{
    int at = node;

    if (coupling->nodes)
        at = cairn_sorted_find(coupling->nodes, coupling->n_nodes, node);
    assert(at >= 0 && at < coupling->n_nodes);
    return at;
}

/* Where the smallest node of the class stands; halves paths on the way. */
static int root(struct cairn_coupling *coupling, int at)
{
    int *parent = coupling->parent;
    while (parent[at] != at) {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    return at;
}

/* The smaller root stays one, so that the root of a class with a workload is its smallest. */
static void join(struct cairn_coupling *coupling, int a, int b)
{
    a = root(coupling, find(coupling, a));
    b = root(coupling, find(coupling, b));
    if (a < b)
        coupling->parent[b] = a;
    else
        coupling->parent[a] = b;
}

void cairn_coupling_init(struct cairn_coupling *coupling, const struct cairn_scenario *scenario)
{
    int n_nodes = node_of_place(scenario, scenario->n_places);

    *coupling = (struct cairn_coupling){
        .scenario = scenario,
        .n_nodes = n_nodes,
        .parent = cairn_calloc((size_t)n_nodes, sizeof *coupling->parent),
    };
    cairn_coupling_clear(coupling);
}

void cairn_coupling_init_of(struct cairn_coupling *coupling, const struct cairn_scenario *scenario,
                            const struct cairn_placement *placement)
{
    size_t most = (size_t)placement->n_routes * NODES_MOST;
    int n = 0;

    *coupling = (struct cairn_coupling){
        .scenario = scenario,
        .nodes = cairn_calloc(most + 1, sizeof *coupling->nodes), /* not NULL without routes */
        .parent = cairn_calloc(most, sizeof *coupling->parent),
    };
    for (int i = 0; i < placement->n_routes; i++)
        n += nodes_of(coupling, &placement->routes[i], coupling->nodes + n);
    coupling->n_nodes = cairn_sort_distinct(coupling->nodes, n);
    cairn_coupling_clear(coupling);
    for (int i = 0; i < placement->n_routes; i++)
        cairn_coupling_add(coupling, &placement->routes[i]);
}

void cairn_coupling_release(struct cairn_coupling *coupling)
{
    cairn_free(coupling->nodes);
    cairn_free(coupling->parent);
    *coupling = (struct cairn_coupling){0};
}

void cairn_coupling_clear(struct cairn_coupling *coupling)
{
    for (int i = 0; i < coupling->n_nodes; i++)
        coupling->parent[i] = i;
}

void cairn_coupling_add(struct cairn_coupling *coupling, const struct cairn_route *route)
{
    int nodes[NODES_MOST], n = nodes_of(coupling, route, nodes);

    for (int i = 1; i < n; i++)
        join(coupling, route->workload, nodes[i]);
}

int cairn_coupling_class(struct cairn_coupling *coupling, int workload)
{
    int at = root(coupling, find(coupling, workload));

    return coupling->nodes ? coupling->nodes[at] : at;
}

/* ---- what can be had ---- */

bool cairn_pool_is_unlimited(const struct cairn_scenario *scenario, int pool)
{
    enum cairn_tenancy tenancy = scenario->pools[pool].tenancy;
    return tenancy == CAIRN_SHARED_POOL || tenancy == CAIRN_MANAGED;
}

bool cairn_pool_is_to_come(const struct cairn_scenario *scenario, int pool)
{
    int hardware = scenario->pools[pool].hardware;

    return scenario->growth.origin.file && hardware != CAIRN_NONE &&
           scenario->hardware[hardware].released > scenario->growth.from;
}

bool cairn_variant_is_to_come(const struct cairn_scenario *scenario, int variant)
{
    return scenario->growth.origin.file && variant != CAIRN_NONE &&
           scenario->variants[variant].released > scenario->growth.from;
}

/* Does anything that a route serves with have to wait for its year? */
static bool is_to_come(const struct cairn_scenario *scenario, const struct cairn_route *route)
{
    for (int k = 0; k < route->n_onward; k++)
        if (cairn_variant_is_to_come(scenario, route->onward[k].variant))
            return true;
    return cairn_variant_is_to_come(scenario, route->variant) ||
           cairn_variant_is_to_come(scenario, route->fallback_variant);
}

bool cairn_placement_is_to_come(const struct cairn_scenario *scenario,
                                const struct cairn_placement *placement)
{
    for (int p = 0; p < scenario->n_pools; p++)
        if (placement->pools[p].count > 0 && cairn_pool_is_to_come(scenario, p))
            return true;
    for (int r = 0; r < placement->n_routes; r++)
        if (is_to_come(scenario, &placement->routes[r]))
            return true;
    return false;
}

int cairn_link_to_pool(const struct cairn_scenario *scenario, int workload, int pool)
{
    int site = scenario->workloads[workload].place;
    int place = scenario->pools[pool].place;
    return place == site ? CAIRN_NONE : cairn_scenario_link(scenario, site, place);
}

bool cairn_way_may_fail(const struct cairn_scenario *s, int workload, int pool)
{
    int link = cairn_link_to_pool(s, workload, pool);

    return s->pools[pool].outage.origin.file || s->pools[pool].schedule != CAIRN_NONE ||
           (link != CAIRN_NONE && s->links[link].outage.origin.file);
}

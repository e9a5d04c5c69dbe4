#include "model/coupling.h"

#include "base/alloc.h"
#include "model/steps.h"

static int n_nodes(const struct cairn_scenario *s)
{
    return s->n_workloads + s->n_pools + s->n_links + s->n_caches + s->n_places;
}

void cairn_coupling_init(struct cairn_coupling *coupling, const struct cairn_scenario *scenario)
{
    *coupling = (struct cairn_coupling){
        .scenario = scenario,
        .parent = cairn_calloc((size_t)n_nodes(scenario), sizeof *coupling->parent),
    };
    cairn_coupling_clear(coupling);
}

void cairn_coupling_release(struct cairn_coupling *coupling)
{
    cairn_free(coupling->parent);
    *coupling = (struct cairn_coupling){0};
}

void cairn_coupling_clear(struct cairn_coupling *coupling)
{
    for (int i = 0; i < n_nodes(coupling->scenario); i++)
        coupling->parent[i] = i;
}

/* Smallest node of the class; halves paths on the way. */
static int root(struct cairn_coupling *coupling, int node)
{
    int *parent = coupling->parent;
    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

/* The smaller root stays one, so that the root of a class with a workload is its smallest. */
static void join(struct cairn_coupling *coupling, int a, int b)
{
    a = root(coupling, a);
    b = root(coupling, b);
    if (a < b)
        coupling->parent[b] = a;
    else
        coupling->parent[a] = b;
}

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

static void join_place(struct cairn_coupling *coupling, int workload, int place)
{
    const struct cairn_scenario *s = coupling->scenario;

    if (coupling->groups && (cairn_place_is_group(s, place) || s->places[place].building.cap_w > 0))
        join(coupling, workload, s->n_workloads + s->n_pools + s->n_links + s->n_caches + place);
}

static void join_pool(struct cairn_coupling *coupling, int workload, int pool)
{
    const struct cairn_scenario *s = coupling->scenario;
    int link = cairn_link_to_pool(s, workload, pool);
    if (!cairn_pool_is_unlimited(s, pool)) {
        join(coupling, workload, s->n_workloads + pool);
        join_place(coupling, workload, s->pools[pool].place);
    }
    if (link != CAIRN_NONE)
        join(coupling, workload, s->n_workloads + s->n_pools + link);
}

void cairn_coupling_add(struct cairn_coupling *coupling, const struct cairn_route *route)
{
    const struct cairn_scenario *s = coupling->scenario;
    struct cairn_target targets[CAIRN_TARGETS_MOST];
    int n = cairn_route_targets(route, targets);
    for (int i = 0; i < n; i++)
        join_pool(coupling, route->workload, targets[i].pool);
    if (route->cache != CAIRN_NONE) {
        join(coupling, route->workload, s->n_workloads + s->n_pools + s->n_links + route->cache);
        join_place(coupling, route->workload, s->caches[route->cache].place);
    }
    if (s->workloads[route->workload].storage.origin.file)
        join_place(coupling, route->workload, s->workloads[route->workload].storage.at);
}

int cairn_coupling_class(struct cairn_coupling *coupling, int workload)
{
    return root(coupling, workload);
}

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

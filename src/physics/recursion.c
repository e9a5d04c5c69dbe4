#include "physics/recursion.h"

#include "base/alloc.h"
#include "physics/strand.h"
#include "physics/net.h"

enum { EIGHTH = CAIRN_REQUESTS_MOST / 8 };

/* Does a route stay clear of events at the present and of feedback? */
static bool route_fits(const struct cairn_component *component,
                       const struct cairn_component_route *route)
{
    const struct cairn_component_link *link;
    int64_t least_ns; /* that a message travels */

    if (route->fallback_route != CAIRN_NONE || route->next_route != CAIRN_NONE)
        return false;
    if (route->link == CAIRN_NONE)
        return true;
    link = &component->links[route->link];
    least_ns = link->variation == CAIRN_DETERMINISTIC ? link->latency_ns : 0;
    return least_ns + route->up_ns > 0 && least_ns + route->down_ns > 0;
}

/* Is a cache asked on both sides of a link? */
static bool cache_fits(const struct cairn_component *component, int cache)
{
    bool at_site = false, at_region = false;

    for (int r = 0; r < component->n_routes; r++) {
        const struct cairn_component_route *route = &component->routes[r];

        at_site = at_site || (route->cache == cache && route->cache_at_site);
        at_region = at_region || (route->cache == cache && !route->cache_at_site);
    }
    return !(at_site && at_region);
}

static bool pool_fits(const struct cairn_component_pool *pool)
{
    if (pool->of_passes || !cairn_component_pool_is_plain(pool))
        return false;
    for (int v = 0; v < pool->n_variants; v++)
        for (int b = 0; b < pool->batch_max; b++)
            if (pool->variants[v].latency_ns[b] == 0)
                return false;
    return true;
}

bool cairn_recursion_fits(const struct cairn_component *component)
{
    for (int s = 0; s < component->n_sources; s++)
        if (component->sources[s].of_tokens)
            return false;
    for (int r = 0; r < component->n_routes; r++)
        if (!route_fits(component, &component->routes[r]))
            return false;
    for (int l = 0; l < component->n_links; l++)
        if (component->links[l].outage.mtbf_ns > 0 || component->links[l].has_radio)
            return false; /* a reply decides whether the next payload finds the radio awake */
    for (int c = 0; c < component->n_caches; c++)
        if (!cache_fits(component, c))
            return false;
    for (int p = 0; p < component->n_pools; p++)
        if (!pool_fits(&component->pools[p]))
            return false;
    return component->n_sources > 0;
}

struct cairn_recursion *cairn_recursion_new(const struct cairn_component *component)
{
    struct cairn_recursion *recursion = cairn_calloc(1, sizeof *recursion);
    uint32_t lines = 0, devices = 0, copies = 0;

    recursion->component = component;
    recursion->links = cairn_calloc((size_t)component->n_links, sizeof *recursion->links);
    recursion->pools = cairn_calloc((size_t)component->n_pools, sizeof *recursion->pools);
    for (int l = 0; l < component->n_links; l++) {
        cairn_link_stage_init(&recursion->links[l], component, l, lines);
        lines += (uint32_t)component->links[l].lines;
    }
    for (int p = 0; p < component->n_pools; p++) {
        cairn_pool_stage_init(&recursion->pools[p], component, p, devices, copies);
        devices += cairn_pool_sim_devices(&component->pools[p]);
        copies += (uint32_t)component->pools[p].copies;
    }
    if (cairn_strand_fits(component))
        recursion->strand = cairn_strand_new(component);
    else
        recursion->net = cairn_net_new(component);
    return recursion;
}

void cairn_recursion_free(struct cairn_recursion *recursion)
{
    if (!recursion)
        return;
    for (int l = 0; l < recursion->component->n_links; l++)
        cairn_link_stage_release(&recursion->links[l]);
    for (int p = 0; p < recursion->component->n_pools; p++)
        cairn_pool_stage_release(&recursion->pools[p]);
    cairn_strand_free(recursion->strand);
    cairn_net_free(recursion->net);
    cairn_free(recursion->links);
    cairn_free(recursion->pools);
    cairn_free(recursion);
}

static void begin(struct cairn_recursion *recursion, struct cairn_world *world, int window)
{
    const struct cairn_component *component = recursion->component;
    const struct cairn_layout *layout = &world->quantities->layout;
    const struct cairn_run *run = &world->run;
    int64_t *counts = world->quantities->counts;

    recursion->world = world;
    recursion->start_ns = run->now_ns;
    recursion->past_ns =
        cairn_run_later(cairn_run_later(run->end_ns, component->plan->drain_ns), 1);
    recursion->outstanding = 0;
    recursion->crowd = (struct cairn_crowd){.shortest_ns = CAIRN_NEVER};
    recursion->tallies = world->tallies;
    for (int l = 0; l < component->n_links; l++)
        cairn_link_stage_begin(&recursion->links[l],
                               &counts[cairn_layout_link(layout, window, l, 0)]);
    for (int p = 0; p < component->n_pools; p++)
        cairn_pool_stage_begin(&recursion->pools[p], run->now_ns, run->begin_ns, run->end_ns,
                               &counts[cairn_layout_pool(layout, window, p, 0)],
                               &counts[cairn_layout_batch(layout, window, p, 0, 1)]);
}

bool cairn_recursion_arrived(struct cairn_recursion *recursion, int n, int64_t until_ns,
                             size_t held)
{
    struct cairn_crowd *crowd = &recursion->crowd;
    uint64_t before = crowd->arrivals;

    crowd->arrivals += (uint64_t)n;
    if (before / EIGHTH != crowd->arrivals / EIGHTH) {
        int64_t both_ns = until_ns - crowd->mark_ns[1];

        if (crowd->n_marks >= 2 && both_ns < crowd->shortest_ns)
            crowd->shortest_ns = both_ns;
        crowd->mark_ns[1] = crowd->mark_ns[0];
        crowd->mark_ns[0] = until_ns;
        crowd->n_marks++;
    }
    return held < CAIRN_REQUESTS_MOST / 2;
}

bool cairn_recursion_run(struct cairn_recursion *recursion, struct cairn_world *world, int window)
{
    begin(recursion, world, window);
    if (!(recursion->strand ? cairn_strand_run(recursion->strand, recursion)
                            : cairn_net_run(recursion->net, recursion)))
        return false;
    if (recursion->crowd.longest_ns >= recursion->crowd.shortest_ns)
        return false;
    for (int p = 0; p < recursion->component->n_pools; p++)
        cairn_pool_stage_end(&recursion->pools[p]);
    for (int s = 0; s < recursion->component->n_sources; s++)
        cairn_tally_in_flight(&world->tallies[s], cairn_tally_missing(&world->tallies[s]));
    return true;
}

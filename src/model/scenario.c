#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/memory.h"

void cairn_scenario_free(struct cairn_scenario *scenario)
{
    struct cairn_arena arena;

    if (!scenario || !scenario->memory)
        return;
    arena = scenario->memory->arena; /* which the arena itself holds */
    cairn_arena_release(&arena);
}

static int compare_names(const void *a, const void *b)
{
    const struct cairn_name *x = a, *y = b;

    return strcmp(x->id, y->id);
}

static int compare_ends(const void *a, const void *b)
{
    const struct cairn_ends *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

void cairn_scenario_index(struct cairn_scenario *scenario)
{
    struct cairn_scenario_memory *memory = scenario->memory;
    size_t n_workloads = (size_t)scenario->n_workloads;
    size_t n_pools = (size_t)scenario->n_pools;
    size_t n_links = (size_t)scenario->n_links;
    struct cairn_name *workloads =
        cairn_arena_array(&memory->arena, n_workloads, sizeof *workloads);
    struct cairn_name *pools = cairn_arena_array(&memory->arena, n_pools, sizeof *pools);
    struct cairn_ends *links = cairn_arena_array(&memory->arena, n_links, sizeof *links);

    for (int i = 0; i < scenario->n_workloads; i++)
        workloads[i] = (struct cairn_name){scenario->workloads[i].id, i};
    for (int i = 0; i < scenario->n_pools; i++)
        pools[i] = (struct cairn_name){scenario->pools[i].id, i};
    for (int i = 0; i < scenario->n_links; i++)
        links[i] = (struct cairn_ends){scenario->links[i].from, scenario->links[i].to, i};
    if (n_workloads > 1)
        qsort(workloads, n_workloads, sizeof *workloads, compare_names);
    if (n_pools > 1)
        qsort(pools, n_pools, sizeof *pools, compare_names);
    if (n_links > 1)
        qsort(links, n_links, sizeof *links, compare_ends);
    memory->workloads = workloads;
    memory->pools = pools;
    memory->links = links;
}

static int find_name(const struct cairn_name *names, int n, const char *id)
{
    struct cairn_name key = {.id = id};
    const struct cairn_name *found =
        n > 0 ? bsearch(&key, names, (size_t)n, sizeof *names, compare_names) : NULL;

    return found ? found->index : CAIRN_NONE;
}

int cairn_scenario_find_workload(const struct cairn_scenario *scenario, const char *id)
{
    if (scenario->memory)
        return find_name(scenario->memory->workloads, scenario->n_workloads, id);
    for (int i = 0; i < scenario->n_workloads; i++)
        if (strcmp(scenario->workloads[i].id, id) == 0)
            return i;
    return CAIRN_NONE;
}

int cairn_scenario_find_pool(const struct cairn_scenario *scenario, const char *id)
{
    if (scenario->memory)
        return find_name(scenario->memory->pools, scenario->n_pools, id);
    for (int i = 0; i < scenario->n_pools; i++)
        if (strcmp(scenario->pools[i].id, id) == 0)
            return i;
    return CAIRN_NONE;
}

/* Profiles are in the order of model, variant and hardware, as these are: by index as by id. */
static int find_profile(const struct cairn_scenario *scenario, int variant, int hardware)
{
    int low = 0, high = scenario->n_profiles;

    while (low < high) {
        int middle = low + (high - low) / 2;
        const struct cairn_profile *at = &scenario->profiles[middle];

        if (at->variant < variant || (at->variant == variant && at->hardware < hardware))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int cairn_scenario_seasons(const struct cairn_scenario *scenario)
{
    return scenario->n_seasons > 0 ? scenario->n_seasons : 1;
}

int cairn_scenario_season_days(const struct cairn_scenario *scenario, int season)
{
    return scenario->n_seasons > 0 ? scenario->seasons[season].days : CAIRN_DAYS_PER_YEAR;
}

int cairn_scenario_profile(const struct cairn_scenario *scenario, int variant, int hardware)
{
    int i = scenario->memory ? find_profile(scenario, variant, hardware) : 0;
    int end = scenario->memory && i < scenario->n_profiles ? i + 1 : scenario->n_profiles;

    for (; i < end; i++)
        if (scenario->profiles[i].variant == variant && scenario->profiles[i].hardware == hardware)
            return i;
    return CAIRN_NONE;
}

static int find_ends(const struct cairn_ends *links, int n, int from, int to)
{
    int low = 0, high = n;

    while (low < high) {
        int middle = low + (high - low) / 2;
        const struct cairn_ends *at = &links[middle];

        if (at->from < from || (at->from == from && at->to < to))
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && links[low].from == from && links[low].to == to ? links[low].index
                                                                     : CAIRN_NONE;
}

int cairn_scenario_link(const struct cairn_scenario *scenario, int site, int region)
{
    if (scenario->memory)
        return find_ends(scenario->memory->links, scenario->n_links, site, region);
    for (int i = 0; i < scenario->n_links; i++)
        if (scenario->links[i].from == site && scenario->links[i].to == region)
            return i;
    return CAIRN_NONE;
}

const struct cairn_radio *cairn_scenario_radio(const struct cairn_scenario *scenario, int link)
{
    const struct cairn_link *l = &scenario->links[link];
    for (int h = l->first_hop; h < l->first_hop + l->n_hops; h++)
        if (scenario->hops[h].radio.origin.file)
            return &scenario->hops[h].radio;
    return NULL;
}

double cairn_scenario_latency_s(const struct cairn_scenario *scenario, int link)
{
    const struct cairn_link *l = &scenario->links[link];
    double latency_s = l->latency_s;
    for (int h = l->first_hop; h < l->first_hop + l->n_hops; h++)
        latency_s += scenario->hops[h].latency_s;
    return latency_s;
}

double cairn_link_sending_s(const struct cairn_link *link, bool down, double bytes)
{
    double bandwidth_bit_s = link->bandwidth_bit_s;
    double load = link->load;
    if (down && !isnan(link->bandwidth_down_bit_s))
        bandwidth_bit_s = link->bandwidth_down_bit_s;
    if (down && !isnan(link->load_down))
        load = link->load_down;
    return 8 * bytes / (bandwidth_bit_s * (1 - load));
}

int cairn_scenario_hop_grid(const struct cairn_scenario *scenario, int link, int hop)
{
    const struct cairn_link *l = &scenario->links[link];
    const struct cairn_hop *h = &scenario->hops[hop];
    if (h->fed_by != CAIRN_NONE)
        return h->fed_by;
    return scenario->places[h->grid == CAIRN_HOP_AT_SITE ? l->from : l->to].grid;
}

int cairn_scenario_lines(const struct cairn_scenario *scenario, int link)
{
    const struct cairn_link *l = &scenario->links[link];
    return (scenario->places[l->from].count - 1) / l->copies_per_line + 1;
}

int cairn_scenario_intensity(const struct cairn_scenario *scenario, int grid,
                             enum cairn_intensity_kind kind, enum cairn_intensity_scope scope)
{
    const struct cairn_grid *g = &scenario->grids[grid];

    for (int i = g->first_intensity; i < g->first_intensity + g->n_intensities; i++)
        if (scenario->intensities[i].kind == kind && scenario->intensities[i].scope == scope)
            return i;
    return CAIRN_NONE;
}

#include "model/space_parts.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/units.h"
#include "model/coupling.h"
#include "model/steps.h"

void cairn_space_parts_init(struct cairn_space_parts *parts, struct cairn_space *space,
                            const struct cairn_sizer *sizer)
{
    *parts = (struct cairn_space_parts){.space = space, .sizer = sizer, .n_slots = 64};
    parts->slots = cairn_calloc(parts->n_slots, sizeof *parts->slots);
    for (size_t i = 0; i < parts->n_slots; i++)
        parts->slots[i] = CAIRN_NONE;
}

void cairn_space_parts_release(struct cairn_space_parts *parts)
{
    cairn_free(parts->slots);
    *parts = (struct cairn_space_parts){0};
}

/* Adds a limited pool to an ascending list of pools that does not have it yet. */
static void add_pool(const struct cairn_scenario *s, int *pools, int *n, int pool)
{
    int at = *n;
    if (cairn_pool_is_unlimited(s, pool))
        return;
    for (int i = 0; i < *n; i++)
        if (pools[i] == pool)
            return;
    for (; at > 0 && pools[at - 1] > pool; at--)
        pools[at] = pools[at - 1];
    pools[at] = pool;
    ++*n;
}

char *cairn_space_memory_problem(const struct cairn_scenario *s, int pool,
                                 const struct cairn_route *routes, int n)
{
    const struct cairn_hardware *hardware = &s->hardware[s->pools[pool].hardware];
    double sum_bytes = 0;
    bool *counted = cairn_calloc((size_t)s->n_variants, sizeof *counted);
    for (int i = 0; i < n; i++) {
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n_targets = cairn_route_targets(&routes[i], targets);
        for (int t = 0; t < n_targets; t++) {
            int variant = targets[t].pool == pool ? targets[t].variant : CAIRN_NONE;
            if (variant == CAIRN_NONE || counted[variant])
                continue;
            counted[variant] = true;
            sum_bytes += s->variants[variant].memory_bytes;
        }
    }
    cairn_free(counted);
    if (s->pools[pool].swap || isnan(hardware->memory.size_bytes) ||
        !(sum_bytes > hardware->memory.size_bytes))
        return NULL;
    char needs[CAIRN_UNITS_SIZE], has[CAIRN_UNITS_SIZE];
    return cairn_format("%s needs %s for all its variants, %s has %s", s->pools[pool].id,
                        cairn_units_format(sum_bytes, CAIRN_DATA, needs), hardware->id,
                        cairn_units_format(hardware->memory.size_bytes, CAIRN_DATA, has));
}

/* Finds the pools of a component and their sizings. */
static void size_component(struct cairn_space_parts *parts, struct cairn_space_component *c)
{
    const struct cairn_scenario *s = parts->space->scenario;
    size_t most = (size_t)c->n_workloads * CAIRN_SERVING_ROUTES;
    struct cairn_route *routes = cairn_calloc(most, sizeof *routes);
    int *pools = cairn_calloc(CAIRN_TARGETS_MOST * most, sizeof *pools);
    int n = 0;
    for (int i = 0; i < c->n_workloads; i++) {
        const struct cairn_serving *serving = &parts->space->routes->servings[c->servings[i]];
        for (int j = 0; j < serving->n_routes; j++) {
            struct cairn_target targets[CAIRN_TARGETS_MOST];
            int n_targets = cairn_route_targets(&serving->routes[j], targets);
            for (int t = 0; t < n_targets; t++)
                add_pool(s, pools, &c->n_pools, targets[t].pool);
            routes[n++] = serving->routes[j];
        }
    }
    c->pools = cairn_calloc((size_t)c->n_pools, sizeof *c->pools);
    c->n_configurations = 1;
    for (int i = 0; i < c->n_pools; i++) {
        struct cairn_pool_sizings *sizings = &c->pools[i];
        cairn_sizer_pool(parts->sizer, pools[i], routes, n, sizings);
        c->n_configurations *= sizings->n_choices;
        if (!c->problem)
            c->problem = cairn_space_memory_problem(s, pools[i], routes, n);
        if (sizings->n_choices == 0 &&
            (c->overload.pool == CAIRN_NONE ||
             sizings->overload.carried_per_s * c->overload.offered_per_s <
                 c->overload.carried_per_s * sizings->overload.offered_per_s))
            c->overload = sizings->overload;
    }
    if (c->problem) {
        c->n_configurations = 0;
        c->overload.pool = CAIRN_NONE;
    } else if (c->overload.pool != CAIRN_NONE) {
        c->problem = cairn_overload_text(&c->overload, s);
    }
    cairn_free(routes);
    cairn_free(pools);
}

static uint64_t hash_options(const int *servings, int n)
{
    uint64_t hash = 0;
    for (int i = 0; i < n; i++)
        hash = cairn_mix64(hash + (uint64_t)servings[i] + 1);
    return hash;
}

static size_t find_slot(const struct cairn_space_parts *parts, const int *servings, int n)
{
    size_t slot = hash_options(servings, n) & (parts->n_slots - 1);
    for (; parts->slots[slot] != CAIRN_NONE; slot = (slot + 1) & (parts->n_slots - 1)) {
        const struct cairn_space_component *c = &parts->space->components[parts->slots[slot]];
        if (c->n_workloads == n && memcmp(c->servings, servings, (size_t)n * sizeof *servings) == 0)
            break;
    }
    return slot;
}

/* Keeps the slots at most half full. */
static void grow_slots(struct cairn_space_parts *parts)
{
    if (2 * ((size_t)parts->space->n_components + 1) <= parts->n_slots)
        return;
    parts->n_slots *= 2;
    parts->slots = cairn_realloc(parts->slots, parts->n_slots, sizeof *parts->slots);
    for (size_t i = 0; i < parts->n_slots; i++)
        parts->slots[i] = CAIRN_NONE;
    for (int i = 0; i < parts->space->n_components; i++) {
        const struct cairn_space_component *c = &parts->space->components[i];
        parts->slots[find_slot(parts, c->servings, c->n_workloads)] = i;
    }
}

int cairn_space_parts_find(struct cairn_space_parts *parts, int block, const int *workloads,
                           const int *servings, int n)
{
    struct cairn_space *space = parts->space;
    size_t slot = find_slot(parts, servings, n);
    if (parts->slots[slot] != CAIRN_NONE)
        return parts->slots[slot];
    grow_slots(parts);
    parts->slots[find_slot(parts, servings, n)] = space->n_components;
    space->components = cairn_grow(space->components, &parts->room, (size_t)space->n_components + 1,
                                   sizeof *space->components);
    struct cairn_space_component *c = &space->components[space->n_components];
    *c = (struct cairn_space_component){
        .block = block,
        .n_workloads = n,
        .workloads = cairn_calloc((size_t)n, sizeof *c->workloads),
        .servings = cairn_calloc((size_t)n, sizeof *c->servings),
        .overload.pool = CAIRN_NONE,
    };
    memcpy(c->workloads, workloads, (size_t)n * sizeof *workloads);
    memcpy(c->servings, servings, (size_t)n * sizeof *servings);
    size_component(parts, c);
    space->n_configurations += c->n_configurations;
    return space->n_components++;
}

void cairn_space_component_release(struct cairn_space_component *component)
{
    for (int i = 0; i < component->n_pools; i++)
        cairn_free(component->pools[i].choices);
    cairn_free(component->pools);
    cairn_free(component->workloads);
    cairn_free(component->servings);
    cairn_free(component->problem);
}

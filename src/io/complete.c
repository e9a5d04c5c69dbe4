#include "io/complete.h"

#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "model/company.h"

static void complete_place(const struct cairn_scenario *scenario, struct cairn_place *place)
{
    if (place->kind == CAIRN_REGION)
        place->count = 1;
    place->overhead_said = !isnan(place->pue) || !isnan(place->wue_l_per_kwh);
    if (place->datacentre != CAIRN_NONE) {
        const struct cairn_datacentre *centre = &scenario->datacentres[place->datacentre];

        if (place->grid == CAIRN_NONE)
            place->grid = centre->grid;
        if (place->climate == CAIRN_NONE)
            place->climate = centre->climate;
        if (place->cooling == CAIRN_NONE && !place->overhead_said)
            place->cooling = centre->cooling;
        if (place->cooling == CAIRN_NONE && isnan(place->pue))
            place->pue = centre->pue;
        if (place->cooling == CAIRN_NONE && isnan(place->wue_l_per_kwh))
            place->wue_l_per_kwh = centre->wue_l_per_kwh;
    }
    if (place->cooling != CAIRN_NONE && !place->overhead_said) {
        place->pue = scenario->coolings[place->cooling].pue;
        place->wue_l_per_kwh = scenario->coolings[place->cooling].wue_l_per_kwh;
    }
    if (!place->jurisdiction && place->grid != CAIRN_NONE)
        place->jurisdiction = scenario->grids[place->grid].jurisdiction;
}

/* [WATER] Of a grid that says its fuels and not its water. Checked later: all shares are 1. */
static void complete_grid(const struct cairn_scenario *scenario, struct cairn_grid *grid)
{
    const struct cairn_mix *most;
    double with = 0, without = 0;

    if (grid->water.origin.file || grid->n_mixes == 0)
        return;
    most = &scenario->mixes[grid->first_mix];
    for (int i = grid->first_mix; i < grid->first_mix + grid->n_mixes; i++) {
        const struct cairn_mix *mix = &scenario->mixes[i];
        const struct cairn_fuel *fuel = &scenario->fuels[mix->fuel];

        with += mix->share * fuel->with_reservoirs_l_per_kwh;
        without += mix->share * fuel->without_reservoirs_l_per_kwh;
        if (mix->share > most->share)
            most = mix;
    }
    grid->water = (struct cairn_water){.origin = most->origin,
                                       .with_reservoirs_l_per_kwh = with,
                                       .without_reservoirs_l_per_kwh = without,
                                       .evidence = {.source = most->evidence.source,
                                                    .known = most->evidence.known == CAIRN_ASSUMED
                                                                 ? CAIRN_ASSUMED
                                                                 : CAIRN_MODELLED}};
    grid->water_of_mix = true;
}

static int by_at(const void *a, const void *b)
{
    const struct cairn_cooling_point *x = a, *y = b;

    return x->at != y->at ? (x->at > y->at ? 1 : -1) : x->origin.line - y->origin.line;
}

static void sort_points(struct cairn_cooling_point *points, int n)
{
    if (n > 1)
        qsort(points, (size_t)n, sizeof *points, by_at);
}

static void complete_link(const struct cairn_scenario *scenario, struct cairn_link *link)
{
    if (link->access != CAIRN_NONE && link->n_hops == 0) {
        link->first_hop = scenario->accesses[link->access].first_hop;
        link->n_hops = scenario->accesses[link->access].n_hops;
    }
    if (isnan(link->bandwidth_down_bit_s))
        link->bandwidth_down_bit_s = link->bandwidth_bit_s;
    if (isnan(link->load_down))
        link->load_down = link->load;
}

static void complete_cv(enum cairn_distribution_kind kind, double *cv)
{
    if (isnan(*cv) && kind == CAIRN_DETERMINISTIC)
        *cv = 0;
    if (isnan(*cv) && kind == CAIRN_EXPONENTIAL)
        *cv = 1;
}

/* Has a model a profile of passes? */
static bool is_of_language(const struct cairn_scenario *scenario, int model)
{
    for (int i = 0; i < scenario->n_profiles; i++)
        if (scenario->profiles[i].model == model && scenario->profiles[i].n_prefills > 0)
            return true;
    return false;
}

/* A replay that has recorded lengths gives them to a language model, <tokens> or not. */
static void complete_lengths(const struct cairn_scenario *scenario, struct cairn_workload *workload)
{
    const struct cairn_replay *replay = &workload->arrivals.replay;
    struct cairn_tokens *tokens = &workload->tokens;
    bool said = tokens->origin.file != NULL;

    if (!replay->recording || !replay->recording->tokens ||
        (!said && !is_of_language(scenario, workload->model)))
        return;
    if (!said)
        *tokens = (struct cairn_tokens){
            .origin = replay->origin, .prompt = NAN, .reply = NAN, .most = INT_MAX};
    tokens->recorded = replay->recording;
}

static void complete_tokens(struct cairn_tokens *tokens)
{
    if (!tokens->origin.file)
        return;
    complete_cv(tokens->variation, &tokens->prompt_cv);
    complete_cv(tokens->variation, &tokens->reply_cv);
}

void cairn_complete(struct cairn_scenario *scenario)
{
    for (int i = 0; i < scenario->n_grids; i++)
        complete_grid(scenario, &scenario->grids[i]);
    for (int i = 0; i < scenario->n_coolings; i++) {
        const struct cairn_cooling *cooling = &scenario->coolings[i];

        sort_points(&scenario->outsides[cooling->first_outside], cooling->n_outsides);
        sort_points(&scenario->loadings[cooling->first_loading], cooling->n_loadings);
    }
    for (int i = 0; i < scenario->n_places; i++)
        complete_place(scenario, &scenario->places[i]);
    for (int i = 0; i < scenario->n_links; i++) {
        complete_link(scenario, &scenario->links[i]);
        complete_cv(scenario->links[i].variation, &scenario->links[i].cv);
    }
    for (int i = 0; i < scenario->n_workloads; i++) {
        struct cairn_workload *workload = &scenario->workloads[i];

        complete_cv(workload->arrivals.process, &workload->arrivals.cv);
        complete_lengths(scenario, workload);
        complete_tokens(&workload->tokens);
        if (workload->popularity.origin.file)
            complete_cv(workload->popularity.variation, &workload->popularity.cv);
    }
    for (int i = 0; i < scenario->n_steps; i++)
        complete_tokens(&scenario->steps[i].tokens);
    for (int i = 0; i < scenario->n_surges; i++)
        complete_cv(scenario->surges[i].variation, &scenario->surges[i].cv);
    for (int i = 0; i < scenario->n_pools; i++)
        complete_cv(scenario->pools[i].variation, &scenario->pools[i].cv);
    for (int i = 0; i < scenario->n_services; i++)
        complete_cv(scenario->services[i].variation, &scenario->services[i].cv);
    for (int i = 0; i < scenario->n_hardware; i++)
        if (scenario->hardware[i].wake.origin.file)
            complete_cv(scenario->hardware[i].wake.variation, &scenario->hardware[i].wake.cv);
}

void cairn_complete_batches(struct cairn_scenario *scenario)
{
    for (int i = 0; i < scenario->n_pools; i++) {
        struct cairn_pool *pool = &scenario->pools[i];

        if (pool->batch == CAIRN_NONE)
            pool->batch = pool->tenancy == CAIRN_SHARED_POOL ? cairn_company_of(scenario, i) : 1;
    }
}

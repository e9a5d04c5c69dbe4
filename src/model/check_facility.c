/* check_facility.c - how places are cooled, and where grids take their water from */
#include <math.h>
#include <string.h>

#include "model/check.h"

static const char *place_word(const struct cairn_place *place)
{
    return place->kind == CAIRN_SITE ? "site" : "region";
}

/* ---- cooling ---- */

static void check_points(const struct cairn_cooling *cooling,
                         const struct cairn_cooling_point *points, int n, const char *by,
                         struct cairn_diag *diag)
{
    if (n == 1)
        cairn_diag_error(diag, points[0].origin.file, points[0].origin.line,
                         "cooling \"%s\" has one point by %s: two are the least", cooling->id, by);
    for (int i = 1; i < n; i++) {
        if (points[i].at == points[i - 1].at)
            cairn_check_twice(diag, points[i].origin, points[i - 1].origin,
                              "a second point of cooling \"%s\" at this %s", cooling->id, by);
        if (isnan(points[i].wue_l_per_kwh) != isnan(points[0].wue_l_per_kwh))
            cairn_diag_error(diag, points[i].origin.file, points[i].origin.line,
                             "some points of cooling \"%s\" have a wue and others none",
                             cooling->id);
    }
}

/* What a building takes besides its devices is not less than nothing, nor less for more of them. */
static void check_loadings(const struct cairn_scenario *s, const struct cairn_cooling *cooling,
                           struct cairn_diag *diag)
{
    const struct cairn_cooling_point *points = &s->loadings[cooling->first_loading];

    for (int i = 1; i < cooling->n_loadings; i++) {
        const struct cairn_cooling_point *a = &points[i - 1], *b = &points[i];
        double low = a->at * (a->pue - 1), high = b->at * (b->pue - 1);

        if (b->at == a->at)
            continue;
        if (high < low - 1e-9)
            cairn_diag_error(diag, b->origin.file, b->origin.line,
                             "cooling \"%s\" takes less at a load of %g %% than at %g %%: "
                             "share x (pue - 1) falls from %g to %g",
                             cooling->id, 100 * b->at, 100 * a->at, low, high);
        if (i == 1 && low - a->at * (high - low) / (b->at - a->at) < -1e-9)
            cairn_diag_error(diag, a->origin.file, a->origin.line,
                             "cooling \"%s\" would take less than nothing without load: its "
                             "first two points rise too steeply",
                             cooling->id);
    }
}

static void check_cooling(const struct cairn_scenario *s, const struct cairn_cooling *cooling,
                          struct cairn_diag *diag)
{
    int ways = !isnan(cooling->pue) + (cooling->n_outsides > 0) + (cooling->n_loadings > 0);

    if (ways != 1)
        cairn_diag_error(diag, cooling->origin.file, cooling->origin.line,
                         "cooling \"%s\" has %s pue, <outside> and <loaded>: one of them is due",
                         cooling->id, ways == 0 ? "none of" : "more than one of");
    if (cooling->n_outsides > 0 && !isnan(cooling->wue_l_per_kwh))
        cairn_diag_error(diag, cooling->origin.file, cooling->origin.line,
                         "wue of cooling \"%s\", whose points have their own", cooling->id);
    check_points(cooling, &s->outsides[cooling->first_outside], cooling->n_outsides, "temperature",
                 diag);
    check_points(cooling, &s->loadings[cooling->first_loading], cooling->n_loadings, "load", diag);
    check_loadings(s, cooling, diag);
}

static void check_datacentre(const struct cairn_datacentre *centre, struct cairn_diag *diag)
{
    bool cooled = centre->cooling != CAIRN_NONE;

    if (cooled != isnan(centre->pue))
        cairn_diag_error(diag, centre->origin.file, centre->origin.line,
                         "datacentre \"%s\" has %s: one of them is due", centre->id,
                         cooled ? "both pue and cooling" : "neither pue nor cooling");
    if (cooled && !isnan(centre->wue_l_per_kwh))
        cairn_diag_error(diag, centre->origin.file, centre->origin.line,
                         "wue of datacentre \"%s\", whose cooling says it", centre->id);
}

/* ---- water ---- */

static void check_mix(const struct cairn_scenario *s, const struct cairn_grid *grid,
                      struct cairn_diag *diag)
{
    const struct cairn_mix *mixes = &s->mixes[grid->first_mix];
    double sum = 0;

    for (int i = 0; i < grid->n_mixes; i++) {
        sum += mixes[i].share;
        for (int j = 0; j < i; j++)
            if (mixes[j].fuel == mixes[i].fuel) {
                cairn_check_twice(diag, mixes[i].origin, mixes[j].origin,
                                  "fuel \"%s\" of grid \"%s\" for the second time",
                                  s->fuels[mixes[i].fuel].id, grid->id);
                break;
            }
    }
    if (grid->n_mixes > 0 && fabs(sum - 1) > 1e-6)
        cairn_diag_error(diag, mixes[0].origin.file, mixes[0].origin.line,
                         "fuels of grid \"%s\" add up to %g %%, not to 100 %%", grid->id,
                         100 * sum);
    if (grid->n_mixes > 0 && grid->water.origin.file && !grid->water_of_mix)
        cairn_diag_error(diag, grid->water.origin.file, grid->water.origin.line,
                         "grid \"%s\" has both <water> and <mix>, which says its water: one of "
                         "them is due",
                         grid->id);
}

void cairn_check_facility_facts(const struct cairn_scenario *s, struct cairn_diag *diag)
{
    for (int i = 0; i < s->n_coolings; i++)
        check_cooling(s, &s->coolings[i], diag);
    for (int i = 0; i < s->n_datacentres; i++)
        check_datacentre(&s->datacentres[i], diag);
    for (int i = 0; i < s->n_fuels; i++)
        if (s->fuels[i].without_reservoirs_l_per_kwh > s->fuels[i].with_reservoirs_l_per_kwh)
            cairn_diag_error(diag, s->fuels[i].origin.file, s->fuels[i].origin.line,
                             "fuel \"%s\" takes less water with reservoirs than without",
                             s->fuels[i].id);
    for (int i = 0; i < s->n_grids; i++)
        check_mix(s, &s->grids[i], diag);
}

/* ---- places ---- */

/* [COOLING] What PUE by load needs to know. */
static void check_shared(const struct cairn_scenario *s, const struct cairn_place *place,
                         struct cairn_diag *diag)
{
    const char *cooling = s->coolings[place->cooling].id;

    if (isnan(place->building.rated_w) || isnan(place->building.others_w))
        cairn_diag_error(diag, place->origin.file, place->origin.line,
                         "%s \"%s\" has no <building> with rated and others, on which cooling "
                         "\"%s\" depends",
                         place_word(place), place->id, cooling);
    for (int i = 0; i < s->n_pools; i++) {
        const struct cairn_pool *pool = &s->pools[i];

        if (&s->places[pool->place] == place &&
            (pool->tenancy == CAIRN_SHARED_POOL || pool->tenancy == CAIRN_MANAGED))
            cairn_diag_error(diag, pool->origin.file, pool->origin.line,
                             "pool \"%s\" is a provider's, and what its building takes for it is "
                             "the provider's mean: cooling \"%s\" of %s \"%s\" depends on the "
                             "load",
                             pool->id, cooling, place_word(place), place->id);
    }
}

void cairn_check_facility(const struct cairn_scenario *s, const struct cairn_place *place,
                          struct cairn_diag *diag)
{
    const struct cairn_building *building = &place->building;
    const struct cairn_cooling *cooling;

    if (building->others_w > building->rated_w)
        cairn_diag_error(diag, building->origin.file, building->origin.line,
                         "devices of others at %s \"%s\" draw more than it is rated for",
                         place_word(place), place->id);
    if (place->cooling == CAIRN_NONE)
        return;
    cooling = &s->coolings[place->cooling];
    if (place->overhead_said)
        cairn_diag_error(diag, place->origin.file, place->origin.line,
                         "%s \"%s\" has both a cooling and a pue or wue, which the cooling says: "
                         "one of them is due",
                         place_word(place), place->id);
    else if (cooling->n_outsides > 0 && place->climate == CAIRN_NONE)
        cairn_diag_error(diag, place->origin.file, place->origin.line,
                         "%s \"%s\" has no climate, on which cooling \"%s\" depends",
                         place_word(place), place->id, cooling->id);
    else if (cooling->n_loadings > 0)
        check_shared(s, place, diag);
}

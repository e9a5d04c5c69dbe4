#include "model/overhead.h"

#include <math.h>
#include <stddef.h>

#include "base/alloc.h"
#include "model/year.h"

enum { HOURS = CAIRN_HOURS_PER_YEAR };

bool cairn_cooling_at(const struct cairn_scenario *scenario, const struct cairn_cooling *cooling,
                      double temperature, double *pue, double *wue_l_per_kwh)
{
    const struct cairn_cooling_point *points = &scenario->outsides[cooling->first_outside];
    int n = cooling->n_outsides, i = 1;
    double share;

    while (i < n && points[i].at < temperature)
        i++;
    i = i < n ? i : n - 1;
    const struct cairn_cooling_point *a = &points[i > 0 ? i - 1 : 0], *b = &points[i];
    share = b->at > a->at ? (temperature - a->at) / (b->at - a->at) : 0;
    share = fmin(fmax(share, 0), 1);
    *pue = a->pue + share * (b->pue - a->pue);
    *wue_l_per_kwh = a->wue_l_per_kwh + share * (b->wue_l_per_kwh - a->wue_l_per_kwh);
    return temperature >= points[0].at && temperature <= points[n - 1].at;
}

/* Power besides IT at a point, over the rated power. */
static double besides(const struct cairn_cooling_point *point)
{
    return point->at * (point->pue - 1);
}

static double slope(const struct cairn_cooling_point *a)
{
    return (besides(a + 1) - besides(a)) / (a[1].at - a->at);
}

double cairn_building_w(const struct cairn_scenario *scenario, const struct cairn_place *place,
                        double it_w)
{
    const struct cairn_cooling *cooling = &scenario->coolings[place->cooling];
    const struct cairn_cooling_point *a = &scenario->loadings[cooling->first_loading];
    double rated_w = place->building.rated_w, share = it_w / rated_w;

    for (int i = 2; i < cooling->n_loadings && a[1].at < share; i++)
        a++;
    return it_w + rated_w * (besides(a) + slope(a) * (share - a->at));
}

double cairn_cooling_least(const struct cairn_scenario *scenario,
                           const struct cairn_cooling *cooling)
{
    const struct cairn_cooling_point *points = &scenario->loadings[cooling->first_loading];
    double least = slope(points);

    for (int i = 1; i + 1 < cooling->n_loadings; i++)
        least = fmin(least, slope(&points[i]));
    return 1 + least;
}

/* Hours of one place on their way to spells. */
struct spells {
    const struct cairn_year *year;
    struct cairn_arena *arena;
    int n;
    double *hours; /* [spell] how many hours of the year are in it */
};

/*
 * A season of seven days lacks a day of the week where the year ends within it, as the next begins
 * on the same day. Such an hour has the mean of the season's other days at that hour.
 */
static double on_other_days(const struct spells *spells, const double *mean, int spell)
{
    int first = spell - spell % CAIRN_HOURS_PER_WEEK + spell % 24;
    double sum = 0, hours = 0;

    for (int k = first; k < first + CAIRN_HOURS_PER_WEEK - spell % 24; k += 24) {
        sum += spells->hours[k] * mean[k];
        hours += spells->hours[k];
    }
    return sum / hours;
}

/* Means by spell of a product of one or two things by the hour. */
static const double *means(const struct spells *spells, const double *a, const double *b)
{
    double *mean = cairn_arena_array(spells->arena, (size_t)spells->n, sizeof *mean);

    for (int h = 0; h < HOURS; h++)
        mean[spells->year->spell[h]] += b ? a[h] * b[h] : a[h];
    for (int k = 0; k < spells->n; k++)
        if (spells->hours[k] > 0)
            mean[k] /= spells->hours[k];
    for (int k = 0; k < spells->n; k++)
        if (!(spells->hours[k] > 0))
            mean[k] = on_other_days(spells, mean, k);
    return mean;
}

static double mean_of_year(const double *hours)
{
    double sum = 0;

    for (int h = 0; h < HOURS; h++)
        sum += hours[h];
    return sum / HOURS;
}

/* [COOLING] the mean of the product, by each intensity of the grid */
static void correlate(struct cairn_hourly_overhead *overhead, const struct spells *spells,
                      struct cairn_year *year, int grid, const double *pue)
{
    const struct cairn_scenario *s = year->scenario;
    size_t n = (size_t)s->grids[grid].n_intensities;
    const double **intensity = cairn_arena_array(spells->arena, n, sizeof *intensity);
    const double **product = cairn_arena_array(spells->arena, n, sizeof *product);

    overhead->first_intensity = s->grids[grid].first_intensity;
    overhead->n_intensities = s->grids[grid].n_intensities;
    overhead->intensity = intensity;
    overhead->pue_x_intensity = product;
    for (size_t i = 0; i < n; i++) {
        const struct cairn_intensity *one = &s->intensities[overhead->first_intensity + (int)i];
        const double *hours = cairn_year_intensity(year, grid, one->kind, one->scope);

        intensity[i] = means(spells, hours, NULL);
        product[i] = means(spells, hours, pue);
    }
}

static bool is_derivable(const struct cairn_scenario *s, const struct cairn_place *place)
{
    const struct cairn_climate *climate;

    if (place->cooling == CAIRN_NONE || place->climate == CAIRN_NONE || place->grid == CAIRN_NONE ||
        !isnan(place->pue) || s->coolings[place->cooling].n_outsides == 0)
        return false;
    climate = &s->climates[place->climate];
    return climate->temperatures || climate->weather.series;
}

int cairn_overhead_hours(const struct cairn_year *year, const struct cairn_place *place,
                         double pue[HOURS], double wue[HOURS])
{
    const struct cairn_scenario *s = year->scenario;
    const struct cairn_climate *climate = &s->climates[place->climate];
    int outside = 0;

    if (climate->weather.series) /* temperatures first, then what they come to */
        cairn_year_place_series(year, climate->weather.series, NULL, pue);
    else
        cairn_year_place_profile(year, climate->temperatures, pue);
    for (int h = 0; h < HOURS; h++)
        outside += !cairn_cooling_at(s, &s->coolings[place->cooling], pue[h], &pue[h], &wue[h]);
    return outside;
}

static void derive(struct cairn_place *place, struct cairn_year *year, struct spells *spells,
                   double *scratch)
{
    struct cairn_hourly_overhead *overhead = cairn_arena_alloc(spells->arena, sizeof *overhead);
    double *pue = scratch, *wue = pue + HOURS, *part = wue + HOURS;

    overhead->hours_outside_points = cairn_overhead_hours(year, place, pue, wue);
    for (int h = 0; h < HOURS; h++) {
        part[h] = wue[h] / pue[h];
        overhead->pue_most = fmax(overhead->pue_most, pue[h]);
    }
    place->pue = mean_of_year(pue);
    overhead->pue = means(spells, pue, NULL);
    if (!isnan(wue[0])) {
        place->wue_l_per_kwh = mean_of_year(wue);
        overhead->wue = means(spells, wue, NULL);
        overhead->wue_of_facility = means(spells, part, NULL);
    }
    correlate(overhead, spells, year, place->grid, pue);
    place->overhead = overhead;
}

void cairn_overheads_derive(struct cairn_scenario *scenario, struct cairn_arena *arena)
{
    struct cairn_year year = {0};
    struct spells spells = {.arena = arena};
    double *scratch = NULL;

    for (int i = 0; i < scenario->n_places; i++) {
        struct cairn_place *place = &scenario->places[i];

        if (place->cooling != CAIRN_NONE && isnan(place->pue) &&
            scenario->coolings[place->cooling].n_loadings > 1)
            place->pue = cairn_cooling_least(scenario, &scenario->coolings[place->cooling]);
        if (!is_derivable(scenario, place))
            continue;
        if (!scratch) {
            cairn_year_init(&year, scenario);
            scratch = cairn_alloc((size_t)3 * HOURS * sizeof *scratch);
            spells.year = &year;
            spells.n = cairn_scenario_seasons(scenario) * CAIRN_HOURS_PER_WEEK;
            spells.hours = cairn_calloc((size_t)spells.n, sizeof *spells.hours);
            for (int h = 0; h < HOURS; h++)
                spells.hours[year.spell[h]]++;
        }
        derive(place, &year, &spells, scratch);
    }
    cairn_free(spells.hours);
    cairn_free(scratch);
    if (scratch)
        cairn_year_release(&year);
}

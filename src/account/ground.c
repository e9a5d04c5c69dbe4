#include "account/ground.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "account/group_stage.h"
#include "base/alloc.h"
#include "model/coupling.h"
#include "model/fold.h"

enum { HOURS = CAIRN_HOURS_PER_YEAR };

static const double kwh_per_wh = 1e-3;

/* That a bound which is attained may be off by. */
static const double last_bits = 1e-9;

/* The hours of each charge on own electricity, and the mean that is its factor. */
static void find_charges(struct cairn_ground *ground, struct cairn_year *year)
{
    const struct cairn_scenario *s = ground->scenario;
    int grid = s->places[ground->place].grid, n;
    const struct cairn_charge *charges = cairn_basis_charges(true, &n);

    assert(n <= CAIRN_MOST_CHARGES);
    for (int i = 0; i < n; i++) {
        struct cairn_ground_charge *to = &ground->charges[i];
        int index = cairn_scenario_intensity(s, grid, charges[i].kind, charges[i].scope);

        to->g_per_kwh = cairn_year_intensity(year, grid, charges[i].kind, charges[i].scope);
        if (index == CAIRN_NONE)
            continue;
        to->mean_g_per_kwh =
            s->intensities[index].hour_of_week
                ? cairn_fold_to_window(s->intensities[index].hour_of_week, ground->plan, CAIRN_NONE)
                : s->intensities[index].value_g_per_kwh;
    }
}

/* The most that a kWh in an hour can be charged with under a basis. */
static double most_g_per_kwh(const struct cairn_ground *ground, enum cairn_basis_kind basis, int h)
{
    const struct cairn_place *place = &ground->scenario->places[ground->place];
    const struct cairn_loss *loss = &ground->scenario->grids[place->grid].loss;
    int n;
    const struct cairn_charge *charges = cairn_basis_charges(true, &n);
    double sum = 0;

    for (int i = 0; i < n; i++) {
        double g_per_kwh = ground->charges[i].g_per_kwh ? ground->charges[i].g_per_kwh[h] : 0;

        if (!(charges[i].bases & CAIRN_BASIS_BIT(basis)))
            continue;
        if (charges[i].bought && place->contract.origin.file)
            g_per_kwh += place->contract.intensity_g_per_kwh;
        if (charges[i].loss)
            g_per_kwh *= loss->share > 0 ? loss->share / (1 - loss->share) : 0;
        sum += charges[i].sign * g_per_kwh;
    }
    return fmax(0, sum);
}

/* What a kWh that is not drawn saves; INFINITY: it may be paid to draw. */
static double per_kwh(const struct cairn_ground *ground, enum cairn_measure measure)
{
    const struct cairn_place *place = &ground->scenario->places[ground->place];
    const struct cairn_water *water = &ground->scenario->grids[place->grid].water;
    double value = measure == CAIRN_ENERGY_USED                ? 0
                   : measure == CAIRN_WATER_USED               ? water->with_reservoirs_l_per_kwh
                   : measure == CAIRN_WATER_WITHOUT_RESERVOIRS ? water->without_reservoirs_l_per_kwh
                                                               : place->price_usd_per_kwh;

    if (isnan(value) || (measure != CAIRN_MONEY_SPENT && !water->origin.file))
        return 0;
    return value < 0 ? INFINITY : value;
}

/* The most that stages save of a year at a worth by the hour. */
static double most_of(const struct cairn_ground *ground, const double *worth)
{
    double sum = 0;

    for (int i = 0; cairn_group_stages[i]; i++)
        if (cairn_group_stages[i]->most_worth &&
            cairn_group_stages[i]->applies(ground->scenario, ground->place))
            sum += cairn_group_stages[i]->most_worth(ground, worth);
    return sum;
}

static double most_used_wh(const struct cairn_ground *ground)
{
    double sum = 0;

    for (int i = 0; cairn_group_stages[i]; i++)
        if (cairn_group_stages[i]->most_used &&
            cairn_group_stages[i]->applies(ground->scenario, ground->place))
            sum += cairn_group_stages[i]->most_used(ground);
    return sum;
}

static void find_most_saved(struct cairn_ground *ground)
{
    const struct cairn_scenario *s = ground->scenario;
    double times = s->time.horizon_s / (3600.0 * HOURS) * s->places[ground->place].count;
    double worth[HOURS];

    for (int b = 0; b < CAIRN_N_BASES; b++) {
        for (int h = 0; h < HOURS; h++)
            worth[h] = most_g_per_kwh(ground, (enum cairn_basis_kind)b, h) * kwh_per_wh;
        ground->most_saved[CAIRN_CARBON][b] = most_of(ground, worth) * times * (1 + last_bits);
    }
    for (int m = CAIRN_ENERGY_USED; m < CAIRN_N_MEASURES; m++) {
        double each = per_kwh(ground, (enum cairn_measure)m);
        double saved = m == CAIRN_ENERGY_USED ? most_used_wh(ground) * 3600 : INFINITY;

        for (int h = 0; h < HOURS; h++)
            worth[h] = each * kwh_per_wh;
        if (m != CAIRN_ENERGY_USED && !isinf(each))
            saved = most_of(ground, worth);
        for (int b = 0; b < CAIRN_N_BASES; b++)
            ground->most_saved[m][b] = saved * times * (1 + last_bits);
    }
}

void cairn_grounds_init(struct cairn_grounds *grounds, const struct cairn_scenario *scenario,
                        const struct cairn_plan *plan)
{
    memset(grounds, 0, sizeof *grounds);
    grounds->scenario = scenario;
    grounds->plan = plan;
    for (int p = 0; p < scenario->n_places; p++)
        grounds->n += cairn_place_is_group(scenario, p);
    if (grounds->n == 0)
        return;
    grounds->items = cairn_calloc((size_t)grounds->n, sizeof *grounds->items);
    cairn_year_init(&grounds->year, scenario);
    cairn_year_windows(&grounds->year, plan, grounds->window);
    for (int p = 0, g = 0; p < scenario->n_places; p++) {
        struct cairn_ground *ground = &grounds->items[g];

        if (!cairn_place_is_group(scenario, p))
            continue;
        *ground = (struct cairn_ground){
            .scenario = scenario, .plan = plan, .place = p, .window = grounds->window};
        find_charges(ground, &grounds->year);
        for (int i = 0; cairn_group_stages[i]; i++)
            if (cairn_group_stages[i]->init && cairn_group_stages[i]->applies(scenario, p))
                cairn_group_stages[i]->init(ground, &grounds->year);
        find_most_saved(ground);
        g++;
    }
}

void cairn_grounds_release(struct cairn_grounds *grounds)
{
    for (int g = 0; g < grounds->n; g++)
        for (int i = 0; cairn_group_stages[i]; i++)
            if (cairn_group_stages[i]->release &&
                cairn_group_stages[i]->applies(grounds->scenario, grounds->items[g].place))
                cairn_group_stages[i]->release(&grounds->items[g]);
    cairn_free(grounds->items);
    cairn_year_release(&grounds->year);
    memset(grounds, 0, sizeof *grounds);
}

double cairn_grounds_least(const struct cairn_grounds *grounds, enum cairn_measure measure,
                           enum cairn_basis_kind basis, double least) /* [FLOOR] */
{
    double saved = 0;

    for (int g = 0; g < grounds->n; g++)
        saved += grounds->items[g].most_saved[measure][basis];
    return least - saved;
}

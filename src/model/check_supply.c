/* check_supply.c - whether what feeds a place beside its grid is said well enough. [SOLAR] */
#include <math.h>

#include "base/alloc.h"
#include "model/check.h"

static const char *place_word(const struct cairn_place *place)
{
    return place->kind == CAIRN_SITE ? "site" : "region";
}

/* What is bought has carbon and a life; what is owned is charged for neither. */
static void check_bought(const struct cairn_place *place, const char *what,
                         enum cairn_tenancy tenancy, double embodied_g, double lifetime_s,
                         struct cairn_origin origin, struct cairn_diag *diag)
{
    const char *missing = isnan(embodied_g) ? "embodied" : isnan(lifetime_s) ? "lifetime" : NULL;

    if (tenancy == CAIRN_BOUGHT && missing)
        cairn_diag_error(diag, origin.file, origin.line,
                         "%s of %s \"%s\" is bought and has no %s: its carbon is unknown", what,
                         place_word(place), place->id, missing);
    if (tenancy == CAIRN_OWNED && (!isnan(embodied_g) || !isnan(lifetime_s)))
        cairn_diag_error(diag, origin.file, origin.line,
                         "%s of %s \"%s\" is owned, and charged nothing: leave out %s", what,
                         place_word(place), place->id,
                         isnan(embodied_g) ? "its lifetime" : "its embodied carbon");
}

static void check_load(const struct cairn_place *place, struct cairn_diag *diag)
{
    const struct cairn_other_load *load = &place->load;
    const char *file = load->origin.file;
    int line = load->origin.line;

    if (!file)
        return;
    if (isnan(load->power_w) && !load->hours.origin.file)
        cairn_diag_error(diag, file, line, "load of %s \"%s\" has neither power nor a series",
                         place_word(place), place->id);
    if (load->shape != CAIRN_NONE && load->hours.origin.file)
        cairn_diag_error(diag, file, line,
                         "load of %s \"%s\" has both a shape and a series: say one of them",
                         place_word(place), place->id);
    if (load->shape != CAIRN_NONE && place->kind == CAIRN_SITE && isnan(place->utc_offset_s))
        cairn_diag_error(diag, file, line,
                         "load of site \"%s\" has a shape by local hours, and the site no "
                         "utc-offset",
                         place->id);
    if (!place->solar.origin.file && !place->battery.origin.file)
        cairn_diag_error(diag, file, line,
                         "load of %s \"%s\", which has neither solar nor a battery: nothing "
                         "depends on it",
                         place_word(place), place->id);
}

/* The sun and a battery serve what else is there first: what that is must be said. */
static void check_battery(const struct cairn_scenario *scenario, const struct cairn_place *place,
                          struct cairn_diag *diag)
{
    const struct cairn_battery *battery = &place->battery;
    const struct cairn_origin *origin = &battery->origin;

    if (!origin->file)
        return;
    check_bought(place, "battery", battery->tenancy, battery->embodied_g_per_j, battery->lifetime_s,
                 *origin, diag);
    if (!place->solar.origin.file && !battery->grid_charging)
        cairn_diag_error(diag, origin->file, origin->line,
                         "battery of %s \"%s\" has nothing to charge from: no solar, and "
                         "grid-charging no",
                         place_word(place), place->id);
    if (battery->rule == CAIRN_GREEDY && battery->grid_charging)
        cairn_diag_error(diag, origin->file, origin->line,
                         "battery of %s \"%s\" is greedy, and that rule never charges from the "
                         "grid: grid-charging no, or dispatch foresight",
                         place_word(place), place->id);
    if (place->grid != CAIRN_NONE &&
        cairn_scenario_intensity(scenario, place->grid, battery->signal, battery->scope) ==
            CAIRN_NONE)
        cairn_diag_error(diag, origin->file, origin->line,
                         "battery of %s \"%s\" looks at an intensity that grid \"%s\" does not "
                         "have",
                         place_word(place), place->id, scenario->grids[place->grid].id);
}

void cairn_check_supply(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    for (int i = 0; i < scenario->n_places; i++) {
        const struct cairn_place *place = &scenario->places[i];
        bool fed = place->solar.origin.file || place->battery.origin.file;
        struct cairn_origin origin =
            place->solar.origin.file ? place->solar.origin : place->battery.origin;

        check_load(place, diag);
        if (place->solar.origin.file)
            check_bought(place, "solar", place->solar.tenancy, place->solar.embodied_g_per_w,
                         place->solar.lifetime_s, place->solar.origin, diag);
        check_battery(scenario, place, diag);
        if (fed && !place->load.origin.file)
            cairn_diag_error(diag, origin.file, origin.line,
                             "%s \"%s\" has no <load>, which the sun and a battery serve first: "
                             "say power 0 W where nothing else uses electricity",
                             place_word(place), place->id);
    }
}

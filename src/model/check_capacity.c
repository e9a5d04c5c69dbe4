/* check_capacity.c - pools whose devices come and go */
#include <math.h>

#include "model/check.h"

/* What makes the devices of a pool come and go, or NULL. */
static const char *change_of(const struct cairn_pool *pool)
{
    return pool->schedule != CAIRN_NONE ? "schedule"
           : pool->scaling.origin.file  ? "<scale>"
           : pool->outage.origin.file   ? "<outage>"
                                        : NULL;
}

static void check_scaling(const struct cairn_pool *pool, struct cairn_diag *diag)
{
    const struct cairn_scaling *scaling = &pool->scaling;
    const char *file = scaling->origin.file;

    if (!file)
        return;
    if (pool->schedule != CAIRN_NONE)
        cairn_diag_error(diag, file, scaling->origin.line,
                         "pool \"%s\" has both a schedule and <scale>: say one of them", pool->id);
    if (scaling->rule == CAIRN_BY_UTILISATION && scaling->target > 1)
        cairn_diag_error(diag, file, scaling->origin.line,
                         "target of pool \"%s\" is a utilisation of %g: at most 1 can be reached",
                         pool->id, scaling->target);
    if (pool->max != CAIRN_NONE && scaling->least > pool->max)
        cairn_diag_error(diag, file, scaling->origin.line,
                         "least %d of pool \"%s\" is above its max %d", scaling->least, pool->id,
                         pool->max);
}

void cairn_check_capacity(const struct cairn_scenario *scenario, const struct cairn_pool *pool,
                          struct cairn_diag *diag)
{
    bool sized = pool->tenancy == CAIRN_OWNED || pool->tenancy == CAIRN_BOUGHT;
    const struct cairn_place *place = &scenario->places[pool->place];
    const char *change = change_of(pool);
    const char *file = pool->origin.file;
    int line = pool->origin.line;

    check_scaling(pool, diag);
    if (pool->start_s > 0 && pool->schedule == CAIRN_NONE && !pool->scaling.origin.file)
        cairn_diag_error(diag, file, line,
                         "start of pool \"%s\", whose devices are never off: only with a schedule "
                         "or <scale> are they",
                         pool->id);
    if (!change)
        return;
    if (pool->spare > 0 && !isnan(pool->rent_usd_per_h) &&
        (pool->schedule != CAIRN_NONE || pool->scaling.origin.file))
        cairn_diag_error(diag, file, line,
                         "spare of pool \"%s\", whose devices are rented only while they are on: "
                         "raise its max",
                         pool->id);
    if (!sized)
        cairn_diag_error(diag, file, line, "%s of pool \"%s\": a provider's pool always serves",
                         change, pool->id);
    else if (pool->discipline == CAIRN_SHARING)
        cairn_diag_error(diag, file, line,
                         "%s of pool \"%s\", whose requests share its devices: these must be there",
                         change, pool->id);
    else if (cairn_check_serves_in_passes(scenario, pool))
        cairn_diag_error(diag, file, line,
                         "%s of pool \"%s\", which serves a language model in passes: its devices "
                         "must be there",
                         change, pool->id);
    if (pool->schedule != CAIRN_NONE && place->kind == CAIRN_SITE && isnan(place->utc_offset_s))
        cairn_diag_error(diag, file, line,
                         "schedule of pool \"%s\", but site \"%s\" has no utc-offset: its local "
                         "hours are unknown",
                         pool->id, place->id);
}

#include "model/forecast.h"

#include <assert.h>

#include "math/dist.h"
#include "model/component_pool.h"

uint64_t cairn_forecast_of(const char *grid, enum cairn_intensity_kind kind,
                           enum cairn_intensity_scope scope)
{
    return cairn_entity_of(grid) + 2 * (uint64_t)kind + (uint64_t)scope;
}

void cairn_forecast(const double actual[CAIRN_HOURS_PER_YEAR], double cv, uint64_t seed,
                    uint64_t entity, double forecast[CAIRN_HOURS_PER_YEAR])
{
    struct cairn_rng rng;
    struct cairn_dist error;
    const char *wrong = cairn_dist_init(&error, CAIRN_LOGNORMAL, 1, cv);

    assert(!wrong);
    (void)wrong;
    cairn_rng_init(&rng, (struct cairn_stream_key){
                             .seed = seed, .purpose = CAIRN_PURPOSE_FORECAST, .entity = entity});
    for (int hour = 0; hour < CAIRN_HOURS_PER_YEAR; hour++) {
        double factor = cairn_dist_draw(&error, &rng);

        forecast[hour] = actual[hour] * factor;
    }
}

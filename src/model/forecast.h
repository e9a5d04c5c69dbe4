/*
 * forecast.h - what is foreseen of the hours of a year [DEFER] [GREENEST]
 *
 * Each hour times a lognormal factor of mean 1: an error that knows no other hour and does not grow
 * with the time ahead. It belongs to the seed and to what it is a forecast of, so that all who look
 * at the same grid foresee the same. With a cv of 0 the future is known.
 */
#ifndef CAIRN_MODEL_FORECAST_H
#define CAIRN_MODEL_FORECAST_H

#include <stdint.h>

#include "model/year.h"

/* Number of its random streams among those of physics/run.h, which leaves it free. */
enum { CAIRN_PURPOSE_FORECAST = 80 };

/* The entity of a forecast: an intensity of a grid. */
uint64_t cairn_forecast_of(const char *grid, enum cairn_intensity_kind kind,
                           enum cairn_intensity_scope scope);

void cairn_forecast(const double actual[CAIRN_HOURS_PER_YEAR], double cv, uint64_t seed,
                    uint64_t entity, double forecast[CAIRN_HOURS_PER_YEAR]);

#endif

/*
 * year.h - the real calendar: the 8,760 hours of one year, what they stand for and what a grid
 * emits in each
 *
 * A footprint of means by hour of the week is right for what draws power whatever the wind does.
 * What looks at the wind (routing to the greenest grid, work that waits, batteries) needs hours as
 * they were. They are here: hour 0 is January 1st 00:00 to 01:00 UTC of a year that the traces of
 * the scenario cover, February 29th is dropped, and the year repeats over the horizon. [YEAR]
 *
 * Each hour falls in a spell (calendar.h): its season, and its hour of the week on the calendar of
 * that year. So it falls in a window of the sampling plan, and has its load.
 *
 * Which year: the one of which the traces of the scenario's grids have most hours together, of
 * several the latest; without a trace 2023. A trace of other years stands in with its fullest
 * year, of several the latest: the day of the year that is nearest and has the same day of the
 * week, at most three days off, the year being a circle (where that leads over its end, a day of
 * the week later or earlier). Hours that it lacks are its mean by hour of the week. An intensity
 * without a trace has the values of its months and hours of the day, or is constant; that it is no
 * trace can be asked.
 *
 * Invariants: an intensity's hours keep the scale of its trace, so that their mean is that of the
 * intensity where the trace is this one year. What a grid has no data of is NULL, and never another
 * kind. A pure function of the scenario.
 *
 * Not here: prices, and shapes of load, which are by spell.
 */
#ifndef CAIRN_MODEL_YEAR_H
#define CAIRN_MODEL_YEAR_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

#include "model/plan.h"

enum { CAIRN_HOURS_PER_YEAR = 24 * CAIRN_DAYS_PER_YEAR };

/* How the hours of an intensity are known. */
enum cairn_year_detail {
    CAIRN_YEAR_CONSTANT,
    CAIRN_YEAR_PROFILE,  /* 24 hours for each month */
    CAIRN_YEAR_ELSEWHEN, /* a trace of another year, or of a part of this one, stands in */
    CAIRN_YEAR_TRACE
};

struct cairn_year {
    const struct cairn_scenario *scenario;
    int year;                                 /* of the calendar */
    short spell[CAIRN_HOURS_PER_YEAR];        /* season x 168 + hour of the week, UTC */
    unsigned char month[CAIRN_DAYS_PER_YEAR]; /* 0 is January */
    double **intensity; /* [intensity of the scenario][8,760], NULL until it is asked for; owned */
};

/* The scenario outlives the year. */
void cairn_year_init(struct cairn_year *year, const struct cairn_scenario *scenario);
void cairn_year_release(struct cairn_year *year);

/* Which window of the plan each hour falls in. */
void cairn_year_windows(const struct cairn_year *year, const struct cairn_plan *plan,
                        int window[CAIRN_HOURS_PER_YEAR]);

/*
 * Intensity of a grid in each of the 8,760 hours, g/kWh, or NULL: the grid has no data of that
 * kind. The year's own; computed when it is asked for first, so not by several threads at once.
 */
const double *cairn_year_intensity(struct cairn_year *year, int grid,
                                   enum cairn_intensity_kind kind,
                                   enum cairn_intensity_scope scope);

/* How these are known; CAIRN_YEAR_CONSTANT also where there are none. */
enum cairn_year_detail cairn_year_detail(const struct cairn_year *year, int grid,
                                         enum cairn_intensity_kind kind,
                                         enum cairn_intensity_scope scope);

/*
 * The parts, for other things that are known by the hour. The hours of a series on this calendar;
 * where it has none, those of `spells`, [season][168], may be NULL if the series covers a year.
 */
void cairn_year_place_series(const struct cairn_year *year, const struct cairn_series *series,
                             const double *spells, double hours[CAIRN_HOURS_PER_YEAR]);

/* 12 x 24 values by month and UTC hour of the day, as they are. */
void cairn_year_place_profile(const struct cairn_year *year, const double profile[288],
                              double hours[CAIRN_HOURS_PER_YEAR]);

/* The fullest calendar year of a series, the latest of several. */
int cairn_year_of_series(const struct cairn_series *series);

#endif

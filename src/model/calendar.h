/*
 * calendar.h - rates of workloads and shares of devices by quarter of the hour, over a week of each
 * season
 *
 * Shapes are by local hours and a site's offset to UTC is a multiple of 15 minutes, so a UTC hour
 * has up to four different quarters. Each season is a week that begins again: what precedes its
 * Monday is its own Sunday. In a season that consists of peak weeks of a workload its rate is
 * multiplied by its peak. [SEASON] Pools that follow the same shape at the same local time have one
 * schedule [SCHEDULE], and so have sends of a workload whose share follows a shape, at its site.
 * [HOURS]
 *
 * Words: a spell is an hour of the week in a season, numbered season x 168 + hour. A scenario
 * without seasons has one, the year.
 */
#ifndef CAIRN_MODEL_CALENDAR_H
#define CAIRN_MODEL_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

#include "engine/clock.h"

enum {
    CAIRN_QUARTERS_PER_HOUR = 4,
    CAIRN_QUARTERS_PER_WEEK = CAIRN_HOURS_PER_WEEK * CAIRN_QUARTERS_PER_HOUR,
    CAIRN_MOST_SPELLS = CAIRN_MOST_SEASONS * CAIRN_HOURS_PER_WEEK,
};
#define CAIRN_QUARTER_NS (CAIRN_NS_PER_HOUR / CAIRN_QUARTERS_PER_HOUR)

struct cairn_calendar {
    const struct cairn_scenario *scenario;
    int n_seasons, n_spells;
    double *rate_per_s; /* [season][quarter][workload], one copy; owned */
    double *on_share;   /* [season][quarter][schedule], of devices that are on; owned */
    int n_schedules;
    int *schedule_of;       /* [pool] into schedules, or CAIRN_NONE; NULL: there are none; owned */
    int *schedule_of_hours; /* [shape][place] of sends with hours, likewise; owned */
    int *kind; /* [season][quarter]: equal rates and shares have the same number; owned */
    bool varies;
};

void cairn_calendar_init(struct cairn_calendar *calendar, const struct cairn_scenario *scenario);
void cairn_calendar_release(struct cairn_calendar *calendar);

/*
 * A quarter of the season of a spell, into kind[] and the rates: so many of them before the end of
 * its hour, which for 1 is its last quarter.
 */
int cairn_calendar_quarter(int spell, int64_t before_end);

/* Quarters that a span reaches back from the end of an hour. */
int64_t cairn_calendar_quarters_in(int64_t span_ns);

/* Mean rate of one copy of a workload over a spell, in 1/s. */
double cairn_calendar_rate(const struct cairn_calendar *calendar, int workload, int spell);

/* Do two windows that end with these spells and go back so many quarters see the same course? */
bool cairn_calendar_same(const struct cairn_calendar *calendar, int a, int b, int64_t quarters);

/*
 * What the rates of a workload are multiplied by where promises are tested at its peak: 1 where a
 * season says when that is, since its rates are that high already then.
 */
double cairn_calendar_peak(const struct cairn_calendar *calendar, int workload);

#endif

#include "io/local_time.h"

#include <math.h>

#include "io/stamp.h"

enum { HOUR_S = 3600, DAY_S = 86400, LAST = 5, DAY_OF_EPOCH = 4 /* a Thursday; 0 is Sunday */ };

/* A Sunday of a month, the `week`-th or the last one, at a second of standard time or of UTC. */
struct moment {
    int month, week, second;
    bool utc;
};

static const struct rule {
    struct moment begins, ends;
} rules[] = {
    [CAIRN_DAYLIGHT_EU] = {{3, LAST, HOUR_S, true}, {10, LAST, HOUR_S, true}},
    [CAIRN_DAYLIGHT_US] = {{3, 2, 2 * HOUR_S, false}, {11, 1, HOUR_S, false}},
    [CAIRN_DAYLIGHT_AUSTRALIA] = {{10, 1, 2 * HOUR_S, false}, {4, 1, 2 * HOUR_S, false}},
    [CAIRN_DAYLIGHT_NEW_ZEALAND] = {{9, LAST, 2 * HOUR_S, false}, {4, 1, 2 * HOUR_S, false}},
};

struct cairn_clock cairn_clock_of(double offset_s, enum cairn_daylight daylight)
{
    return (struct cairn_clock){isnan(offset_s) ? 0 : (long long)offset_s, daylight};
}

/* When, in UTC, a moment comes in a year. */
static long long moment_in(const struct moment *moment, int year, long long offset_s)
{
    bool last = moment->week == LAST;
    long long first = last ? cairn_stamp_days(year, moment->month + 1, 1)
                           : cairn_stamp_days(year, moment->month, 1) + 7LL * (moment->week - 1);
    int weekday = (int)((first % 7 + 7 + DAY_OF_EPOCH) % 7);
    long long sunday = first + (7 - weekday) % 7 - (last ? 7 : 0);

    return sunday * DAY_S + moment->second - (moment->utc ? 0 : offset_s);
}

static bool is_summer(const struct cairn_clock *clock, long long utc)
{
    const struct rule *rule = &rules[clock->daylight];
    int year = cairn_stamp_year(utc + clock->offset_s);
    long long begins, ends;

    if (clock->daylight == CAIRN_DAYLIGHT_NONE)
        return false;
    begins = moment_in(&rule->begins, year, clock->offset_s);
    ends = moment_in(&rule->ends, year, clock->offset_s);
    return begins < ends ? utc >= begins && utc < ends : utc >= begins || utc < ends;
}

bool cairn_local_time(const struct cairn_clock *clock, long long local, long long after,
                      long long *utc)
{
    long long standard = local - clock->offset_s, summer = standard - HOUR_S;
    bool in_summer = is_summer(clock, summer), in_standard = !is_summer(clock, standard);

    *utc = in_summer && (summer > after || !in_standard) ? summer : standard;
    return in_summer || in_standard;
}

#include "model/year.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"

enum {
    HOURS = CAIRN_HOURS_PER_YEAR,
    DAYS = CAIRN_DAYS_PER_YEAR,
    WEEK = CAIRN_HOURS_PER_WEEK,
    MONTHS = 12,
    EPOCH = 1970,
    WEEKDAY_OF_EPOCH = 3,   /* a Thursday; Monday is 0 */
    MARCH_FIRST = 31 + 28,  /* day of a year of 365 days */
    WITHOUT_A_TRACE = 2023, /* begins on a Sunday, as any year might */
};

static const int days_of_month[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/* ---- the calendar ---- */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from 1970-01-01 to January 1st of a year. */
static int64_t days_before(int year)
{
    int64_t y = (int64_t)year - 1;
    int64_t e = EPOCH - 1;

    return DAYS * (y - e) + (y / 4 - e / 4) - (y / 100 - e / 100) + (y / 400 - e / 400);
}

/* Days since 1970 of a day of a year, 0 .. 364, whose February 29th is dropped. */
static int64_t day_of(int year, int day)
{
    return days_before(year) + day + (is_leap(year) && day >= MARCH_FIRST);
}

static int year_of_hour(int64_t hour)
{
    int year = EPOCH + (int)(hour / HOURS);

    while (24 * days_before(year) > hour)
        year--;
    while (24 * days_before(year + 1) <= hour)
        year++;
    return year;
}

static int weekday(int64_t days_since_epoch)
{
    return (int)(((days_since_epoch + WEEKDAY_OF_EPOCH) % 7 + 7) % 7);
}

static int season_of(const struct cairn_scenario *s, int day)
{
    int best = 0, since = DAYS;

    for (int i = 0; i < s->n_seasons; i++) {
        int days = (day - s->seasons[i].first_day + DAYS) % DAYS;

        if (days < since) {
            since = days;
            best = i;
        }
    }
    return best;
}

/* ---- which year ---- */

/* Hours of a series in a year. */
static int64_t hours_in(const struct cairn_series *series, int year)
{
    int64_t from = 24 * days_before(year), to = 24 * days_before(year + 1);
    int64_t first = series->first_hour, end = first + series->n;

    from = from > first ? from : first;
    to = to < end ? to : end;
    return to > from ? to - from : 0;
}

int cairn_year_of_series(const struct cairn_series *series)
{
    int best = year_of_hour(series->first_hour);
    int last = year_of_hour(series->first_hour + series->n - 1);

    for (int year = best; year <= last; year++) {
        int64_t hours = hours_in(series, year), most = hours_in(series, best);
        bool full = hours >= HOURS && most >= HOURS; /* a leap day is no merit */

        if (full || hours >= most)
            best = year;
    }
    return best;
}

static int64_t hours_of_all(const struct cairn_scenario *s, int year)
{
    int64_t sum = 0;

    for (int i = 0; i < s->n_intensities; i++) {
        int64_t hours =
            s->intensities[i].trace.series ? hours_in(s->intensities[i].trace.series, year) : 0;

        sum += hours < HOURS ? hours : HOURS;
    }
    return sum;
}

static int choose_year(const struct cairn_scenario *s)
{
    int first = 0, last = -1, best = WITHOUT_A_TRACE;
    int64_t most = 0;

    for (int i = 0; i < s->n_intensities; i++) {
        const struct cairn_series *series = s->intensities[i].trace.series;

        if (!series)
            continue;
        int from = year_of_hour(series->first_hour);
        int to = year_of_hour(series->first_hour + series->n - 1);
        first = last < 0 || from < first ? from : first;
        last = last < 0 || to > last ? to : last;
    }
    for (int year = first; year <= last; year++) {
        int64_t hours = hours_of_all(s, year);

        if (hours > 0 && hours >= most) {
            most = hours;
            best = year;
        }
    }
    return best;
}

void cairn_year_init(struct cairn_year *year, const struct cairn_scenario *scenario)
{
    int day = 0;

    memset(year, 0, sizeof *year);
    year->scenario = scenario;
    year->year = choose_year(scenario);
    year->intensity = cairn_calloc((size_t)scenario->n_intensities, sizeof *year->intensity);
    for (int month = 0; month < MONTHS; month++)
        for (int d = 0; d < days_of_month[month]; d++, day++) {
            int season = season_of(scenario, day);
            int of_week = weekday(day_of(year->year, day));

            year->month[day] = (unsigned char)month;
            for (int hour = 0; hour < 24; hour++)
                year->spell[24 * day + hour] = (short)(season * WEEK + 24 * of_week + hour);
        }
}

void cairn_year_release(struct cairn_year *year)
{
    for (int i = 0; year->scenario && i < year->scenario->n_intensities; i++)
        cairn_free(year->intensity[i]);
    cairn_free(year->intensity);
    memset(year, 0, sizeof *year);
}

void cairn_year_windows(const struct cairn_year *year, const struct cairn_plan *plan,
                        int window[HOURS])
{
    for (int h = 0; h < HOURS; h++)
        window[h] =
            plan->window_of_year ? plan->window_of_year[h] : plan->window_of_hour[year->spell[h]];
}

/* ---- what is known by the hour ---- */

void cairn_year_place_series(const struct cairn_year *year, const struct cairn_series *series,
                             const double *spells, double hours[HOURS])
{
    int source = hours_in(series, year->year) >= HOURS ? year->year : cairn_year_of_series(series);

    for (int day = 0; day < DAYS; day++) {
        int off = weekday(day_of(year->year, day)) - weekday(day_of(source, day));
        int64_t from;

        off = off > 3 ? off - 7 : off < -3 ? off + 7 : off; /* to the same day of the week */
        from = 24 * day_of(source, (day + off + DAYS) % DAYS) - series->first_hour;
        for (int hour = 0; hour < 24; hour++) {
            int64_t at = from + hour;
            bool has = at >= 0 && at < series->n;

            assert(has || spells);
            hours[24 * day + hour] =
                has ? series->values[at] : spells[year->spell[24 * day + hour]];
        }
    }
}

void cairn_year_place_profile(const struct cairn_year *year, const double profile[288],
                              double hours[HOURS])
{
    for (int h = 0; h < HOURS; h++)
        hours[h] = profile[24 * year->month[h / 24] + h % 24];
}

/* Months by hours, scaled to the mean that the intensity states. */
static void place_scaled(const struct cairn_year *year, const struct cairn_intensity *intensity,
                         double hours[HOURS])
{
    double sum = 0, scale;

    cairn_year_place_profile(year, intensity->hours, hours);
    for (int h = 0; h < HOURS; h++)
        sum += hours[h];
    scale = intensity->value_g_per_kwh * HOURS / sum;
    for (int h = 0; h < HOURS; h++)
        hours[h] *= scale;
}

static void place_intensity(const struct cairn_year *year, const struct cairn_intensity *intensity,
                            double hours[HOURS])
{
    if (intensity->trace.series)
        cairn_year_place_series(year, intensity->trace.series, intensity->hour_of_week, hours);
    else if (intensity->hours)
        place_scaled(year, intensity, hours);
    else
        for (int h = 0; h < HOURS; h++)
            hours[h] = intensity->hour_of_week ? intensity->hour_of_week[year->spell[h]]
                                               : intensity->value_g_per_kwh;
}

const double *cairn_year_intensity(struct cairn_year *year, int grid,
                                   enum cairn_intensity_kind kind, enum cairn_intensity_scope scope)
{
    int i = cairn_scenario_intensity(year->scenario, grid, kind, scope);

    if (i == CAIRN_NONE)
        return NULL;
    if (!year->intensity[i]) {
        year->intensity[i] = cairn_alloc(HOURS * sizeof *year->intensity[i]);
        place_intensity(year, &year->scenario->intensities[i], year->intensity[i]);
    }
    return year->intensity[i];
}

enum cairn_year_detail cairn_year_detail(const struct cairn_year *year, int grid,
                                         enum cairn_intensity_kind kind,
                                         enum cairn_intensity_scope scope)
{
    const struct cairn_scenario *s = year->scenario;
    int i = cairn_scenario_intensity(s, grid, kind, scope);
    const struct cairn_series *series = i == CAIRN_NONE ? NULL : s->intensities[i].trace.series;

    if (series)
        return hours_in(series, year->year) >= HOURS ? CAIRN_YEAR_TRACE : CAIRN_YEAR_ELSEWHEN;
    return i == CAIRN_NONE || !s->intensities[i].hour_of_week ? CAIRN_YEAR_CONSTANT
                                                              : CAIRN_YEAR_PROFILE;
}

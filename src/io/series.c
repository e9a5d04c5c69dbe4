#include "io/series.h"

#include <math.h>

#include "base/alloc.h"
#include "io/stamp.h"

enum {
    HOUR_S = 3600,
    DAY_S = 86400,
    STEPS_MOST = 16,    /* different times between rows; more are told apart by nobody */
    HOUR_OF_EPOCH = 72, /* 1970-01-01 was a Thursday */
    DAY_HOURS = 24,
};

static long long floor_hour(long long seconds)
{
    return (seconds - (seconds % HOUR_S + HOUR_S) % HOUR_S) / HOUR_S;
}

/* The most frequent time between rows, the shortest of these; at most a day. */
static long long step_of(const struct cairn_series_rows *rows)
{
    long long step[STEPS_MOST] = {HOUR_S};
    size_t times[STEPS_MOST] = {0};
    int n = 1, best = 0;

    for (size_t i = 1; i < rows->n; i++) {
        long long between = rows->at_s[i] - rows->at_s[i - 1];
        int k = 0;

        while (k < n && step[k] != between)
            k++;
        if (k == STEPS_MOST)
            continue;
        if (k == n)
            step[n++] = between;
        times[k]++;
    }
    for (int k = 1; k < n; k++)
        if (times[k] > times[best] || (times[k] == times[best] && step[k] < step[best]))
            best = k;
    return step[best] < DAY_S ? step[best] : DAY_S;
}

/* Hours in the making. */
struct hours {
    long long first; /* since 1970 */
    size_t n;
    double *sum;   /* of values by the steps that they hold, then means */
    double *steps; /* 0 is a gap */
    bool *estimated;
    long long step_s;
};

/* How long a row holds. */
static long long holds_s(const struct cairn_series_rows *rows, size_t i, long long step_s)
{
    long long until = step_s;

    if (i + 1 < rows->n)
        until = rows->at_s[i + 1] - rows->at_s[i];
    else if (i > 0)
        until = rows->at_s[i] - rows->at_s[i - 1];
    return until < step_s ? until : step_s;
}

static void add_row(struct hours *hours, const struct cairn_series_rows *rows, size_t i)
{
    double value = rows->value[i * rows->stride];
    long long at = rows->at_s[i], end = at + holds_s(rows, i, hours->step_s);

    while (at < end) {
        long long hour = floor_hour(at);
        long long stop = (hour + 1) * HOUR_S < end ? (hour + 1) * HOUR_S : end;
        double steps = (double)(stop - at) / (double)hours->step_s;

        if (hour >= hours->first && hour < hours->first + (long long)hours->n) {
            size_t h = (size_t)(hour - hours->first);

            hours->sum[h] += value * steps;
            hours->steps[h] += steps;
            hours->estimated[h] |= rows->estimated && rows->estimated[i];
        }
        at = stop;
    }
}

/* The first and last row with a value; false if there is none. */
static bool ends(const struct cairn_series_rows *rows, size_t *first, size_t *last)
{
    size_t i = 0, j = rows->n;

    while (i < rows->n && isnan(rows->value[i * rows->stride]))
        i++;
    while (j > i && isnan(rows->value[(j - 1) * rows->stride]))
        j--;
    *first = i;
    *last = j - 1;
    return j > i;
}

/* Makes means of sums and fills gaps; the number of these. 0 < n; some hour has a value. */
static size_t fill(struct hours *hours)
{
    size_t gaps = 0, before = hours->n;

    for (size_t i = 0; i < hours->n; i++) {
        if (hours->steps[i] <= 0)
            continue;
        hours->sum[i] /= hours->steps[i];
        for (size_t j = before < hours->n ? before + 1 : 0; j < i; j++, gaps++) {
            double share = (double)(j - before) / (double)(i - before);

            hours->sum[j] = before < hours->n
                                ? hours->sum[before] + share * (hours->sum[i] - hours->sum[before])
                                : hours->sum[i];
        }
        before = i;
    }
    for (size_t j = before + 1; j < hours->n; j++, gaps++)
        hours->sum[j] = hours->sum[before];
    return gaps;
}

/* Sets which hours are due; false if none has a value. */
static bool span(struct hours *hours, const struct cairn_series_rows *rows, int year, size_t *due)
{
    size_t first, last;

    if (!ends(rows, &first, &last))
        return false;
    if (year != CAIRN_NONE) {
        hours->first = 24 * cairn_stamp_days(year, 1, 1);
        hours->n = (size_t)(24 * cairn_stamp_days(year + 1, 1, 1) - hours->first);
        *due = hours->n;
        return true;
    }
    hours->first = floor_hour(rows->at_s[first]);
    hours->n = (size_t)(floor_hour(rows->at_s[last] + holds_s(rows, last, hours->step_s) - 1) -
                        hours->first + 1);
    last = rows->n - 1;
    *due = (size_t)(floor_hour(rows->at_s[last] + holds_s(rows, last, hours->step_s) - 1) -
                    floor_hour(rows->at_s[0]) + 1);
    return true;
}

static void describe(const struct hours *hours, struct cairn_arena *arena,
                     struct cairn_series *series)
{
    double *values = cairn_arena_array(arena, hours->n, sizeof *values);

    series->first_hour = hours->first;
    series->n = (int)hours->n;
    series->step_s = (int)hours->step_s;
    series->values = values;
    for (size_t i = 0; i < hours->n; i++) {
        values[i] = hours->sum[i];
        series->mean += values[i];
        series->estimated += hours->estimated[i];
    }
    series->mean /= (double)hours->n;
}

bool cairn_series_make(struct cairn_arena *arena, const struct cairn_series_rows *rows, int year,
                       struct cairn_series *series, size_t *due)
{
    struct hours hours = {.step_s = step_of(rows)};
    double held = 0;

    *series = (struct cairn_series){.rows = (int)rows->n};
    if (!span(&hours, rows, year, due))
        return false;
    hours.sum = cairn_calloc(hours.n, sizeof *hours.sum);
    hours.steps = cairn_calloc(hours.n, sizeof *hours.steps);
    hours.estimated = cairn_calloc(hours.n, sizeof *hours.estimated);
    for (size_t i = 0; i < rows->n; i++)
        if (!isnan(rows->value[i * rows->stride]))
            add_row(&hours, rows, i);
    for (size_t i = 0; i < hours.n; i++)
        held += hours.steps[i];
    if (held > 0) {
        series->filled = (int)fill(&hours);
        describe(&hours, arena, series);
    }
    cairn_free(hours.sum);
    cairn_free(hours.steps);
    cairn_free(hours.estimated);
    return held > 0;
}

/* Hours before 1970 are negative. */
static int wrap(int64_t hour, int most)
{
    return (int)((hour % most + most) % most);
}

int cairn_series_first_of_week(const struct cairn_series *series)
{
    return wrap(series->first_hour + HOUR_OF_EPOCH, CAIRN_HOURS_PER_WEEK);
}

int cairn_series_hour_of_day(const struct cairn_series *series, int i)
{
    return wrap(series->first_hour + i, DAY_HOURS);
}

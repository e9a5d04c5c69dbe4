#include "io/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "base/number.h"
#include "io/csv.h"
#include "io/season.h"
#include "io/stamp.h"
#include "model/fold.h"

enum {
    HOURS_PER_WEEK = CAIRN_HOURS_PER_WEEK,
    HOURS_PER_YEAR = 8760,
    MOST_HOURS = 100 * HOURS_PER_YEAR, /* no electricity grid is that old */
    HOUR_OF_EPOCH = 72,                /* 1970-01-01 was a Thursday */
};

static const double highest_g_per_kwh = 5000;

struct series {
    struct cairn_csv csv;
    int column;      /* of the numbers */
    long long last;  /* seconds of the row before */
    long long first; /* hour of the first row, since 1970 */
    double *sum;     /* by hour from the first */
    int *rows;       /* that went into it; 0 is a gap */
    size_t n, sum_capacity, rows_capacity;
};

/* Makes the series reach hour `n` - 1. */
static void extend(struct series *series, size_t n)
{
    series->sum = cairn_grow(series->sum, &series->sum_capacity, n, sizeof *series->sum);
    series->rows = cairn_grow(series->rows, &series->rows_capacity, n, sizeof *series->rows);
    for (; series->n < n; series->n++) {
        series->sum[series->n] = 0;
        series->rows[series->n] = 0;
    }
}

/* The hour of a row in the series; -1 after an error. */
static long long hour_of_row(struct series *series, const char *stamp)
{
    struct cairn_csv *csv = &series->csv;
    const char *file = csv->input->path;
    int line = csv->record_line;
    long long seconds, hour;

    if (!cairn_stamp_read(stamp, &seconds)) {
        cairn_diag_error(csv->diag, file, line,
                         "\"%.60s\" is no time stamp such as 2024-03-31 01:00", stamp);
        return -1;
    }
    if (series->n > 0 && seconds <= series->last) {
        cairn_diag_error(csv->diag, file, line,
                         seconds == series->last ? "time stamp \"%.60s\" stands there twice"
                                                 : "time stamp \"%.60s\" is before the last one",
                         stamp);
        return -1;
    }
    series->last = seconds;
    hour = (seconds - (seconds % 3600 + 3600) % 3600) / 3600;
    if (series->n == 0)
        series->first = hour;
    if (hour - series->first >= MOST_HOURS) {
        cairn_diag_error(csv->diag, file, line, "time stamp \"%.60s\" is a century after the first",
                         stamp);
        return -1;
    }
    return hour - series->first;
}

/* One row; false after an error. */
static bool add_row(struct series *series)
{
    struct cairn_csv *csv = &series->csv;
    const char *text = csv->fields[series->column];
    long long hour = hour_of_row(series, csv->fields[0]);
    const char *end = text;
    double value;

    if (hour < 0)
        return false;
    extend(series, (size_t)hour + 1);
    if (!*text)
        return true;
    if (cairn_number_scan(text, &value, &end) != CAIRN_NUMBER_OK || *end) {
        cairn_diag_error(csv->diag, csv->input->path, csv->record_line,
                         "\"%.60s\" is not a number; a gap is an empty field", text);
        return false;
    }
    if (value < 0 || value > highest_g_per_kwh) {
        cairn_diag_error(csv->diag, csv->input->path, csv->record_line,
                         "intensity %.60s is not between 0 and 5000 gCO2e/kWh", text);
        return false;
    }
    series->sum[hour] += value;
    series->rows[hour]++;
    return true;
}

/* The column of the numbers; -1 after an error. */
static int number_column(struct cairn_csv *csv, const char *name, struct cairn_origin origin)
{
    int column = name ? cairn_csv_column(csv, name) : 1;
    const char *near;

    if (column > 0 && column < csv->n_columns)
        return column;
    if (!name) {
        cairn_diag_error(csv->diag, csv->input->path, 1,
                         "one column: time stamps and numbers are due");
        return -1;
    }
    near = cairn_nearest(name, csv->header, (size_t)csv->n_columns);
    if (near)
        cairn_diag_error(csv->diag, origin.file, origin.line,
                         "no column \"%.60s\" in %s; did you mean \"%.60s\"?", name,
                         csv->input->path, near);
    else
        cairn_diag_error(csv->diag, origin.file, origin.line, "no column \"%.60s\" in %s", name,
                         csv->input->path);
    return -1;
}

static bool read_rows(struct series *series)
{
    enum { ENOUGH = 5 }; /* more of the same tells nothing */
    int bad = 0;

    while (bad < ENOUGH && cairn_csv_next(&series->csv))
        bad += !add_row(series);
    return bad == 0;
}

/* Fills gaps on a straight line between the hours around them; returns how many there were. */
static size_t fill(struct series *series)
{
    size_t before = 0, gaps = 0;

    for (size_t i = 0; i < series->n; i++) {
        if (series->rows[i] == 0)
            continue;
        series->sum[i] /= series->rows[i];
        for (size_t j = before + 1; j < i; j++) {
            double share = (double)(j - before) / (double)(i - before);

            series->sum[j] = series->sum[before] + share * (series->sum[i] - series->sum[before]);
            gaps++;
        }
        before = i;
    }
    return gaps;
}

/* Cuts hours without a number off both ends, so that every gap has neighbours. */
static void cut_ends(struct series *series)
{
    size_t start = 0;

    while (series->n > 0 && series->rows[series->n - 1] == 0)
        series->n--;
    while (start < series->n && series->rows[start] == 0)
        start++;
    if (start == 0)
        return;
    series->n -= start;
    series->first += (long long)start;
    memmove(series->sum, series->sum + start, series->n * sizeof *series->sum);
    memmove(series->rows, series->rows + start, series->n * sizeof *series->rows);
}

/* "8,700" */
static const char *thousands(struct cairn_arena *arena, size_t n)
{
    return n < 1000 ? cairn_arena_format(arena, "%zu", n)
                    : cairn_arena_format(arena, "%s,%03zu", thousands(arena, n / 1000), n % 1000);
}

static bool judge_coverage(struct series *series, struct cairn_arena *arena,
                           struct cairn_origin origin, size_t hours, size_t gaps)
{
    struct cairn_diag *diag = series->csv.diag;
    const char *path = series->csv.input->path;
    const char *covered = thousands(arena, hours - gaps);
    const char *all = thousands(arena, hours);

    if (series->n < HOURS_PER_WEEK) {
        cairn_diag_error(diag, origin.file, origin.line,
                         "trace %s covers %s hours, and a week has 168", path, all);
        return false;
    }
    if (gaps * 10 > hours) {
        cairn_diag_error(diag, origin.file, origin.line,
                         "trace %s covers %s of %s hours, less than 90 %%", path, covered, all);
        return false;
    }
    if (gaps > 0)
        cairn_diag_warning(diag, origin.file, origin.line,
                           "trace %s covers %s of %s hours; %s filled by linear interpolation",
                           path, covered, all, thousands(arena, gaps));
    if (hours < HOURS_PER_YEAR)
        cairn_diag_warning(diag, origin.file, origin.line,
                           "trace %s covers %s hours, less than a year: seasons are missing", path,
                           all);
    return true;
}

/* Where the hours of the series stand in the week: that of its first. */
static int first_of_week(const struct series *series)
{
    long long first = series->first + HOUR_OF_EPOCH;

    return (int)((first % HOURS_PER_WEEK + HOURS_PER_WEEK) % HOURS_PER_WEEK);
}

/* [SEASON] Means by season and hour of the week; false where there is nothing to take one of. */
static bool fold_to_seasons(const struct series *series, const struct cairn_trace_setup *setup,
                            double *week)
{
    const struct cairn_scenario *s = setup->seasons;
    size_t n = (size_t)s->n_seasons * HOURS_PER_WEEK;
    int *rows = cairn_calloc(n, sizeof *rows);
    size_t hour = (size_t)first_of_week(series), at = 0;

    for (size_t i = 0; i < series->n; i++) {
        long long day = cairn_stamp_day(3600 * (series->first + (long long)i));

        at = (size_t)cairn_season_of_day(s, (int)day) * HOURS_PER_WEEK + hour;
        week[at] += series->sum[i];
        rows[at]++;
        hour = (hour + 1) % HOURS_PER_WEEK;
    }
    for (at = 0; at < n && rows[at] > 0; at++)
        week[at] /= rows[at];
    if (at < n)
        cairn_diag_error(series->csv.diag, setup->origin.file, setup->origin.line,
                         "trace %s does not cover every hour of a week in season \"%s\"",
                         series->csv.input->path, s->seasons[at / HOURS_PER_WEEK].id);
    cairn_free(rows);
    return at == n;
}

static bool reduce(struct cairn_arena *arena, const struct series *series,
                   const struct cairn_trace_setup *setup, struct cairn_trace *trace)
{
    size_t n = (size_t)cairn_scenario_seasons(setup->seasons) * HOURS_PER_WEEK;

    *trace = (struct cairn_trace){0};
    for (size_t i = 0; i < series->n; i++)
        trace->mean += series->sum[i];
    trace->mean /= (double)series->n;
    trace->hour_of_week = cairn_arena_array(arena, n, sizeof *trace->hour_of_week);
    if (setup->seasons->n_seasons > 0)
        return fold_to_seasons(series, setup, trace->hour_of_week);
    cairn_fold_to_week(series->sum, series->n, first_of_week(series), trace->hour_of_week);
    return true;
}

bool cairn_trace_read(struct cairn_arena *arena, const struct cairn_input *input,
                      const struct cairn_trace_setup *setup, struct cairn_diag *diag,
                      struct cairn_trace *trace)
{
    size_t errors = cairn_diag_count(diag, CAIRN_ERROR);
    struct series series = {0};
    size_t hours, gaps;
    bool good = false;

    if (!cairn_csv_open(&series.csv, arena, input, diag))
        return false;
    series.column = number_column(&series.csv, setup->column, setup->origin);
    if (series.column < 0)
        return false;
    read_rows(&series);
    if (cairn_diag_count(diag, CAIRN_ERROR) > errors)
        goto out;
    hours = series.n;
    cut_ends(&series);
    gaps = fill(&series) + hours - series.n;
    good = judge_coverage(&series, arena, setup->origin, hours, gaps) &&
           reduce(arena, &series, setup, trace);
out:
    cairn_free(series.sum);
    cairn_free(series.rows);
    return good;
}

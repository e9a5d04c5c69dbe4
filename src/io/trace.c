#include "io/trace.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "io/season.h"
#include "io/series.h"
#include "io/stamp.h"
#include "io/trace_table.h"
#include "model/fold.h"
#include "model/year.h"

/* "8,700" */
static const char *thousands(struct cairn_arena *arena, size_t n)
{
    return n < 1000 ? cairn_arena_format(arena, "%zu", n)
                    : cairn_arena_format(arena, "%s,%03zu", thousands(arena, n / 1000), n % 1000);
}

/* Do the words of a trace fit its format, and is it the kind of intensity that is asked for? */
static bool fits(const struct cairn_intensity *intensity, struct cairn_diag *diag)
{
    const struct cairn_grid_trace *trace = &intensity->trace;
    const struct cairn_trace_type *type = cairn_trace_type((int)trace->format);
    const char *file = trace->origin.file;
    int line = trace->origin.line;
    size_t errors = cairn_diag_count(diag, CAIRN_ERROR);

    if (trace->column && !type->columns)
        cairn_diag_error(diag, file, line, "column of a trace of format %s, which has its own",
                         type->name);
    if (trace->zone && !type->zones)
        cairn_diag_error(diag, file, line, "zone of a trace of format %s, which names none",
                         type->name);
    if (!type->local && (trace->utc_offset_s != 0 || trace->daylight != CAIRN_DAYLIGHT_NONE))
        cairn_diag_error(diag, file, line, "local times of a trace of format %s, whose are UTC",
                         type->name);
    if (type->kind != CAIRN_NONE && type->kind != (int)intensity->kind)
        cairn_diag_error(diag, file, line, "%s publishes %s intensities, not of this kind",
                         type->name, type->kind == CAIRN_AVERAGE ? "average" : "short-run");
    if (type->scope != CAIRN_NONE && type->scope != (int)intensity->scope)
        cairn_diag_error(diag, file, line, "%s publishes direct intensities, not life-cycle",
                         type->name);
    return cairn_diag_count(diag, CAIRN_ERROR) == errors;
}

static bool judge_coverage(const struct cairn_series *series, size_t due, struct cairn_arena *arena,
                           const char *path, struct cairn_origin origin, struct cairn_diag *diag)
{
    size_t gaps = due - (size_t)(series->n - series->filled);
    const char *covered = thousands(arena, due - gaps);
    const char *all = thousands(arena, due);

    if (series->n < CAIRN_HOURS_PER_WEEK) {
        cairn_diag_error(diag, origin.file, origin.line,
                         "trace %s covers %s hours, and a week has 168", path, all);
        return false;
    }
    if (gaps * 10 > due) {
        cairn_diag_error(diag, origin.file, origin.line,
                         "trace %s covers %s of %s hours, less than 90 %%", path, covered, all);
        return false;
    }
    if (gaps > 0)
        cairn_diag_warning(diag, origin.file, origin.line,
                           "trace %s covers %s of %s hours; %s filled by linear interpolation",
                           path, covered, all, thousands(arena, gaps));
    if (series->estimated * 10 > series->n)
        cairn_diag_warning(diag, origin.file, origin.line,
                           "%s of %s hours of trace %s are estimates of its publisher",
                           thousands(arena, (size_t)series->estimated), all, path);
    if (series->step_s > 3600)
        cairn_diag_warning(
            diag, origin.file, origin.line,
            "rows of trace %s are more than an hour apart: each holds until the next", path);
    if (due < CAIRN_HOURS_PER_YEAR)
        cairn_diag_warning(diag, origin.file, origin.line,
                           "trace %s covers %s hours, less than a year: seasons are missing", path,
                           all);
    return true;
}

/* The hours of a table of one column. False after an error. */
static bool make_hours(struct cairn_arena *arena, const struct cairn_trace_table *table,
                       const char *path, const struct cairn_grid_trace *trace,
                       struct cairn_diag *diag, struct cairn_series *series)
{
    struct cairn_series_rows rows = {.n = table->n,
                                     .at_s = table->at_s,
                                     .value = table->values,
                                     .stride = 1,
                                     .estimated = table->estimated};
    size_t due;

    if (cairn_series_make(arena, &rows, trace->year, series, &due)) {
        series->repeated = table->repeated;
        return judge_coverage(series, due, arena, path, trace->origin, diag);
    }
    if (trace->year != CAIRN_NONE)
        cairn_diag_error(diag, trace->origin.file, trace->origin.line,
                         "trace %s has no number in %d", path, trace->year);
    else
        cairn_diag_error(diag, trace->origin.file, trace->origin.line, "trace %s has no number",
                         path);
    return false;
}

/* ---- hours of the week ---- */

/* Where in [season][hour of the week] each hour of a series is; to be freed. */
static size_t *places_in_week(const struct cairn_series *series, const struct cairn_scenario *s)
{
    size_t *places = cairn_calloc((size_t)series->n, sizeof *places);
    int first = cairn_series_first_of_week(series);

    for (int i = 0; i < series->n; i++) {
        int day = cairn_stamp_day(3600LL * (series->first_hour + i));
        int season = s->n_seasons > 0 ? cairn_season_of_day(s, day) : 0;

        places[i] =
            (size_t)season * CAIRN_HOURS_PER_WEEK + (size_t)((first + i) % CAIRN_HOURS_PER_WEEK);
    }
    return places;
}

/* [SEASON] Means by season and hour of the week; the first place without an hour, or n. */
static size_t fold_to_seasons(const struct cairn_series *series, const size_t *places, size_t n,
                              double *week)
{
    int *hours = cairn_calloc(n, sizeof *hours);
    size_t at;

    for (int i = 0; i < series->n; i++) {
        week[places[i]] += series->values[i];
        hours[places[i]]++;
    }
    for (at = 0; at < n && hours[at] > 0; at++)
        week[at] /= hours[at];
    cairn_free(hours);
    return at;
}

/* [TRACE] Root of the mean square by which hours differ from what they are charged as, over mean */
static double hidden(const struct cairn_series *series, const size_t *places, const double *week)
{
    double sum = 0;

    for (int i = 0; i < series->n; i++) {
        double off = series->values[i] - week[places[i]];

        sum += off * off;
    }
    return sqrt(sum / series->n) / fabs(series->mean);
}

/* False after an error: a season lacks an hour of the week. */
static bool reduce(struct cairn_arena *arena, const struct cairn_scenario *scenario,
                   struct cairn_series *series, double **week, size_t *lacks)
{
    size_t n = (size_t)cairn_scenario_seasons(scenario) * CAIRN_HOURS_PER_WEEK;
    size_t *places = places_in_week(series, scenario);

    *week = cairn_arena_array(arena, n, sizeof **week);
    *lacks = n;
    if (scenario->n_seasons > 0)
        *lacks = fold_to_seasons(series, places, n, *week);
    else
        cairn_fold_to_week(series->values, (size_t)series->n, cairn_series_first_of_week(series),
                           *week);
    if (*lacks == n)
        series->hidden = hidden(series, places, *week);
    cairn_free(places);
    return *lacks == n;
}

bool cairn_trace_read(struct cairn_arena *arena, const struct cairn_input *input,
                      const struct cairn_intensity *intensity,
                      const struct cairn_scenario *scenario, struct cairn_diag *diag,
                      struct cairn_series *series, double **week)
{
    const struct cairn_grid_trace *trace = &intensity->trace;
    struct cairn_trace_ask ask = {
        .format = (int)trace->format,
        .column = trace->column,
        .zone = trace->zone,
        .scope = (int)intensity->scope,
        .unit = trace->unit_g_per_kwh,
        .clock = cairn_clock_of(trace->utc_offset_s, trace->daylight),
        .origin = trace->origin,
    };
    struct cairn_trace_table table;
    struct cairn_arena scratch; /* of the text of the file */
    size_t lacks;
    bool good;

    if (!fits(intensity, diag))
        return false;
    cairn_arena_init(&scratch);
    good = cairn_trace_table_read(&table, &scratch, input, &ask, diag) &&
           make_hours(arena, &table, input->path, trace, diag, series);
    cairn_trace_table_release(&table);
    cairn_arena_release(&scratch);
    if (!good)
        return false;
    if (reduce(arena, scenario, series, week, &lacks))
        return true;
    cairn_diag_error(diag, trace->origin.file, trace->origin.line,
                     "trace %s does not cover every hour of a week in season \"%s\"", input->path,
                     scenario->seasons[lacks / CAIRN_HOURS_PER_WEEK].id);
    return false;
}

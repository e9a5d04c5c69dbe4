#include "io/trace_table.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/number.h"
#include "io/gzip.h"
#include "io/json_reader.h"
#include "io/json_trace.h"
#include "io/stamp.h"
#include "io/trace_layout.h"

enum { HOUR_S = 3600 };

static const long long century_s = 100LL * 365 * 86400;
static const double highest_g_per_kwh = 5000, highest_number = 1e12;

struct reading {
    struct cairn_csv csv;
    const struct cairn_trace_ask *ask;
    struct cairn_trace_layout layout;
    struct cairn_trace_table *table;
    double *row; /* numbers of one */
};

static bool complain(struct reading *reading, const char *before, const char *text,
                     const char *behind)
{
    cairn_diag_error(reading->csv.diag, reading->csv.input->path, reading->csv.record_line,
                     "%s\"%.60s\" %s", before, text, behind);
    return false;
}

/* ---- times ---- */

/* A whole number of `unit` seconds, fewer than `most`. */
static bool counted(const char *text, long long unit, long long most, long long *seconds)
{
    long long value = 0;
    const char *at = text;

    for (; *at >= '0' && *at <= '9' && value < most; at++)
        value = 10 * value + (*at - '0');
    *seconds = value * unit;
    return at > text && !*at && value < most;
}

static bool local_second(struct reading *reading, const char *text, long long local, long long *utc)
{
    const struct cairn_trace_table *table = reading->table;
    long long last = table->n > 0 ? table->at_s[table->n - 1] : LLONG_MIN;

    return cairn_local_time(&reading->ask->clock, local, last, utc) ||
           complain(reading, "time stamp ", text, "does not exist: the clocks go forward over it");
}

static bool second_of_row(struct reading *reading, const char *text, long long *at_s)
{
    int year = reading->layout.year;
    bool naive;

    if (reading->ask->format == CAIRN_TRACE_SECONDS)
        return counted(text, 1, century_s, at_s) ||
               complain(reading, "", text, "is not a whole number of seconds");
    if (year != CAIRN_NONE) {
        long long start = 24 * cairn_stamp_days(year, 1, 1);

        if (!counted(text, HOUR_S, 24 * cairn_stamp_days(year + 1, 1, 1) - start, at_s))
            return complain(reading, "", text, "is not an hour of the year, counted from 0");
        *at_s += start * HOUR_S;
        return true;
    }
    if (!cairn_stamp_read_naive(text, at_s, &naive))
        return complain(reading, "", text, "is no time stamp such as 2024-03-31 01:00");
    return !naive || local_second(reading, text, *at_s, at_s);
}

double *cairn_trace_table_row(struct cairn_trace_table *table, long long at_s, bool estimated)
{
    size_t n = table->n + 1, width = (size_t)table->n_columns;

    if (table->n > 0 && (at_s <= table->at_s[table->n - 1] || at_s - table->at_s[0] >= century_s))
        return NULL;
    table->at_s = cairn_grow(table->at_s, &table->at_capacity, n, sizeof *table->at_s);
    table->values =
        cairn_grow(table->values, &table->values_capacity, n * width, sizeof *table->values);
    table->estimated =
        cairn_grow(table->estimated, &table->estimated_capacity, n, sizeof *table->estimated);
    table->at_s[table->n] = at_s;
    table->estimated[table->n] = estimated;
    table->n = n;
    return table->values + (n - 1) * width;
}

/* ---- numbers ---- */

static bool number_of(struct reading *reading, const char *text, double *number)
{
    const struct cairn_trace_ask *ask = reading->ask;
    bool intensity = !ask->temperatures &&
                     (strcmp(cairn_trace_type(ask->format)->unit, "gCO2e/kWh") == 0 || !ask->all);
    const char *end = text;
    double value;

    *number = NAN;
    if (!*text)
        return true;
    if (cairn_number_scan(text, &value, &end) != CAIRN_NUMBER_OK || *end)
        return complain(reading, "", text, "is not a number; a gap is an empty field");
    if (ask->unit > 0)
        value *= ask->unit;
    if (ask->plain && value < 0)
        return complain(reading, "", text, "is negative");
    if (intensity && !ask->all && !ask->plain && (value < 0 || value > highest_g_per_kwh)) {
        cairn_diag_error(reading->csv.diag, reading->csv.input->path, reading->csv.record_line,
                         "intensity %.60s is not between 0 and 5000 gCO2e/kWh", text);
        return false;
    }
    if (ask->temperatures && (value < CAIRN_COLDEST || value > CAIRN_HOTTEST)) {
        cairn_diag_error(reading->csv.diag, reading->csv.input->path, reading->csv.record_line,
                         "temperature %.60s is not between %d and %d degrees Celsius", text,
                         CAIRN_COLDEST, CAIRN_HOTTEST);
        return false;
    }
    if (fabs(value) > highest_number)
        return complain(reading, "", text, "is too large");
    *number = value;
    return true;
}

static bool numbers_of_row(struct reading *reading)
{
    const struct cairn_trace_layout *layout = &reading->layout;
    const char *status = layout->status == CAIRN_NONE ? "ok" : reading->csv.fields[layout->status];

    for (int c = 0; c < layout->n_columns; c++) {
        const char *text = reading->csv.fields[layout->columns[c]];

        if (strcasecmp(status, "ok") != 0)
            text = "";
        if (!number_of(reading, text, &reading->row[c]))
            return false;
    }
    return true;
}

/* ---- rows ---- */

static bool same_numbers(const struct cairn_trace_table *table, const double *row)
{
    const double *last = table->values + (table->n - 1) * (size_t)table->n_columns;

    for (int c = 0; c < table->n_columns; c++)
        if (!(last[c] == row[c] || (isnan(last[c]) && isnan(row[c]))))
            return false;
    return true;
}

/* A row at the time of the last one. */
static bool add_again(struct reading *reading, const char *stamp)
{
    struct cairn_trace_table *table = reading->table;
    size_t width = (size_t)table->n_columns;

    table->repeated++;
    if (reading->ask->format == CAIRN_TRACE_ELECTRICITY_MAPS_API) {
        if (!isnan(reading->row[0]))
            memcpy(table->values + (table->n - 1) * width, reading->row, width * sizeof(double));
        return true;
    }
    return same_numbers(table, reading->row) ||
           complain(reading, "time stamp ", stamp,
                    "stands there twice, with other numbers; of local times, daylight says when "
                    "the clocks change");
}

/* Is the row one of the zone that is asked for? Without one, all must be of one zone. */
static bool of_zone(struct reading *reading, bool *good)
{
    struct cairn_trace_table *table = reading->table;
    const char *zone;

    *good = true;
    if (reading->layout.zone == CAIRN_NONE)
        return true;
    zone = reading->csv.fields[reading->layout.zone];
    if (reading->ask->zone)
        return strcmp(zone, reading->ask->zone) == 0;
    if (!table->zone)
        table->zone = cairn_arena_strdup(reading->csv.arena, zone);
    if (strcmp(zone, table->zone) == 0)
        return true;
    cairn_diag_error(reading->csv.diag, reading->csv.input->path, reading->csv.record_line,
                     "zone \"%.60s\" beside \"%.60s\": zone of the trace says which one is meant",
                     zone, table->zone);
    *good = false;
    return false;
}

/* One row; false after an error. */
static bool add_row(struct reading *reading)
{
    struct cairn_trace_table *table = reading->table;
    const char *stamp = reading->csv.fields[reading->layout.time];
    int estimated = reading->layout.estimated;
    long long at_s;
    bool good;
    double *row;

    if (!of_zone(reading, &good))
        return good;
    if (!second_of_row(reading, stamp, &at_s) || !numbers_of_row(reading))
        return false;
    if (table->n > 0 && at_s == table->at_s[table->n - 1])
        return add_again(reading, stamp);
    row = cairn_trace_table_row(table, at_s,
                                estimated != CAIRN_NONE &&
                                    strcasecmp(reading->csv.fields[estimated], "true") == 0);
    if (!row)
        return complain(reading, "time stamp ", stamp,
                        at_s < table->at_s[table->n - 1] ? "is before the last one"
                                                         : "is a century after the first");
    memcpy(row, reading->row, (size_t)table->n_columns * sizeof *row);
    return true;
}

static bool read_rows(struct reading *reading)
{
    enum { ENOUGH = 5 }; /* more of the same tells nothing */
    struct cairn_diag *diag = reading->csv.diag;
    const struct cairn_trace_ask *ask = reading->ask;
    size_t errors = cairn_diag_count(diag, CAIRN_ERROR);
    int bad = 0;

    while (bad < ENOUGH && cairn_csv_next(&reading->csv))
        bad += !add_row(reading);
    if (cairn_diag_count(diag, CAIRN_ERROR) > errors)
        return false;
    if (ask->zone && reading->table->n == 0)
        cairn_diag_error(diag, ask->origin.file, ask->origin.line, "no zone \"%.60s\" in %s",
                         ask->zone, reading->csv.input->path);
    else if (reading->table->n == 0)
        cairn_diag_error(diag, reading->csv.input->path, 1, "no row behind the header");
    return reading->table->n > 0;
}

/* ---- the file ---- */

static void name_columns(struct reading *reading)
{
    struct cairn_trace_table *table = reading->table;
    int n = reading->layout.n_columns;

    table->n_columns = n;
    table->zone = reading->ask->zone;
    table->names = cairn_arena_array(reading->csv.arena, (size_t)n, sizeof *table->names);
    for (int c = 0; c < n; c++)
        table->names[c] = reading->csv.header[reading->layout.columns[c]];
    reading->row = cairn_arena_array(reading->csv.arena, (size_t)n, sizeof *reading->row);
}

/* A file of a known publisher must not be read as if it were anybody's. */
static bool is_plain(const struct reading *reading)
{
    const struct cairn_trace_ask *ask = reading->ask;
    int looks = cairn_trace_layout_recognise(&reading->csv);

    if (ask->all || ask->column || ask->format != CAIRN_TRACE_PLAIN || looks == CAIRN_TRACE_PLAIN ||
        looks == CAIRN_TRACE_ENTSOE || looks > CAIRN_TRACE_MATRIX)
        return true;
    cairn_diag_error(reading->csv.diag, ask->origin.file, ask->origin.line,
                     "%s looks like format=\"%s\"; column is due where it is not",
                     reading->csv.input->path, cairn_trace_type(looks)->name);
    return false;
}

bool cairn_trace_table_read(struct cairn_trace_table *table, struct cairn_arena *arena,
                            const struct cairn_input *input, const struct cairn_trace_ask *ask,
                            struct cairn_diag *diag)
{
    struct reading reading = {.ask = ask, .table = table};

    *table = (struct cairn_trace_table){0};
    if (ask->format == CAIRN_TRACE_UK_CARBON_INTENSITY)
        return cairn_json_trace_read(table, arena, input, ask, diag);
    if (!cairn_csv_open(&reading.csv, arena, input, diag) || !is_plain(&reading) ||
        !cairn_trace_layout_find(&reading.layout, &reading.csv, ask))
        return false;
    name_columns(&reading);
    return read_rows(&reading);
}

int cairn_trace_recognise(struct cairn_arena *arena, const struct cairn_input *input)
{
    int format = CAIRN_TRACE_PLAIN;
    struct cairn_diag unheard;
    struct cairn_csv csv;
    long long seconds;
    char *text;
    size_t size;

    if (cairn_json_is(input->bytes) ||
        (cairn_gzip_is(input->bytes, input->size) &&
         !cairn_gzip_unpack(arena, input->bytes, input->size, &text, &size) && cairn_json_is(text)))
        return CAIRN_TRACE_UK_CARBON_INTENSITY;
    cairn_diag_init(&unheard);
    if (cairn_csv_open(&csv, arena, input, &unheard)) {
        format = cairn_trace_layout_recognise(&csv);
        if (format == CAIRN_TRACE_PLAIN && cairn_csv_next(&csv) &&
            counted(csv.fields[0], 1, century_s, &seconds))
            format = CAIRN_TRACE_SECONDS;
    }
    cairn_diag_release(&unheard);
    return format;
}

void cairn_trace_table_release(struct cairn_trace_table *table)
{
    cairn_free(table->at_s);
    cairn_free(table->values);
    cairn_free(table->estimated);
    *table = (struct cairn_trace_table){0};
}

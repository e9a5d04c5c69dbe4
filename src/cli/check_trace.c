#include "cli/check_trace.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/units.h"
#include "io/series.h"
#include "io/stamp.h"
#include "io/trace_table.h"
#include "io/zone_table.h"
#include "model/attributes.h"

enum { HOUR_S = 3600, DIGITS = 6 };

static const char *word_of(const char *attribute, int value)
{
    const struct cairn_word *word = cairn_attribute_type("intensity", attribute)->words;

    while (word->value != value)
        word++;
    return word->text;
}

static void put_stamp(struct cairn_buffer *out, const char *before, int64_t hour)
{
    char text[CAIRN_STAMP_SIZE];

    cairn_buffer_puts(out, before);
    cairn_buffer_puts(out, cairn_stamp_write(hour * HOUR_S, text));
}

/* "8784 rows of 1 h, 8784 hours from 2024-01-01 00:00 to 2025-01-01 00:00 UTC" */
static void put_cover(struct cairn_buffer *out, const struct cairn_series *series, bool dated)
{
    char step[CAIRN_UNITS_SIZE];

    cairn_buffer_appendf(out, "%d rows of %s, %d hours", series->rows,
                         cairn_units_format(series->step_s, CAIRN_TIME, step), series->n);
    if (!dated)
        return;
    put_stamp(out, " from ", series->first_hour);
    put_stamp(out, " to ", series->first_hour + series->n);
    cairn_buffer_puts(out, " UTC");
}

static void put_blemishes(struct cairn_buffer *out, const struct cairn_series *series)
{
    if (series->filled > 0)
        cairn_buffer_appendf(out, ", %d filled", series->filled);
    if (series->estimated > 0)
        cairn_buffer_appendf(out, ", %d estimated", series->estimated);
    if (series->repeated > 0)
        cairn_buffer_appendf(out, ", %d repeated rows dropped", series->repeated);
}

static void put_series_json(struct cairn_json *json, const struct cairn_series *series, bool dated)
{
    char text[CAIRN_STAMP_SIZE];

    cairn_json_integer(json, "rows", series->rows);
    cairn_json_integer(json, "step_s", series->step_s);
    cairn_json_integer(json, "hours", series->n);
    if (dated)
        cairn_json_text(json, "from", cairn_stamp_write(series->first_hour * HOUR_S, text));
    cairn_json_integer(json, "filled", series->filled);
    cairn_json_integer(json, "estimated", series->estimated);
    cairn_json_integer(json, "repeated", series->repeated);
    cairn_json_number(json, "mean", series->mean);
}

/* ---- of a scenario ---- */

/* The series of a place: its other load, or its output of the sun. */
static const struct cairn_hourly *series_of(const struct cairn_place *place, bool solar)
{
    return solar ? &place->solar.hours : &place->load.hours;
}

static void put_series_of_places(const struct cairn_scenario *scenario, struct cairn_buffer *out)
{
    char text[CAIRN_UNITS_SIZE], number[CAIRN_NUMBER_SIZE];

    for (int i = 0; i < 2 * scenario->n_places; i++) {
        const struct cairn_place *place = &scenario->places[i / 2];
        bool solar = i % 2;
        const struct cairn_hourly *hourly = series_of(place, solar);

        if (!hourly->series)
            continue;
        cairn_buffer_appendf(out, "  %s: %s of \"%s\", ", hourly->href, solar ? "solar" : "load",
                             place->id);
        put_cover(out, hourly->series, hourly->format != CAIRN_SERIES_SECONDS);
        put_blemishes(out, hourly->series);
        if (solar)
            cairn_buffer_appendf(out, ", mean %s of the peak\n",
                                 cairn_number_format(hourly->series->mean, 4, number));
        else
            cairn_buffer_appendf(out, ", mean %s\n",
                                 cairn_units_format(hourly->series->mean, CAIRN_POWER, text));
    }
}

void cairn_check_traces_text(const struct cairn_scenario *scenario, struct cairn_buffer *out)
{
    char text[CAIRN_UNITS_SIZE], number[CAIRN_NUMBER_SIZE];

    for (int i = 0; i < scenario->n_intensities; i++) {
        const struct cairn_intensity *intensity = &scenario->intensities[i];
        const struct cairn_series *series = intensity->trace.series;

        if (!series)
            continue;
        cairn_buffer_appendf(out, "  %s: %s %s intensity of \"%s\", ", intensity->trace.href,
                             word_of("kind", (int)intensity->kind),
                             word_of("scope", (int)intensity->scope),
                             scenario->grids[intensity->grid].id);
        put_cover(out, series, true);
        put_blemishes(out, series);
        cairn_buffer_appendf(out, ", mean %s",
                             cairn_units_format(series->mean, CAIRN_INTENSITY, text));
        cairn_buffer_appendf(out, "; its hours of the week hide %s %%\n",
                             cairn_number_format(100 * series->hidden, 3, number));
    }
    put_series_of_places(scenario, out);
}

void cairn_check_traces_json(const struct cairn_scenario *scenario, struct cairn_json *json)
{
    bool any = false;

    for (int i = 0; i < scenario->n_intensities; i++) {
        const struct cairn_intensity *intensity = &scenario->intensities[i];

        if (!intensity->trace.series)
            continue;
        if (!any)
            cairn_json_array(json, "traces");
        any = true;
        cairn_json_object(json, NULL);
        cairn_json_text(json, "file", intensity->trace.href);
        cairn_json_text(json, "grid", scenario->grids[intensity->grid].id);
        cairn_json_text(json, "kind", word_of("kind", (int)intensity->kind));
        cairn_json_text(json, "scope", word_of("scope", (int)intensity->scope));
        put_series_json(json, intensity->trace.series, true);
        cairn_json_number(json, "hidden", intensity->trace.series->hidden);
        cairn_json_end(json);
    }
    for (int i = 0; i < 2 * scenario->n_places; i++) {
        const struct cairn_place *place = &scenario->places[i / 2];
        const struct cairn_hourly *hourly = series_of(place, i % 2);

        if (!hourly->series)
            continue;
        if (!any)
            cairn_json_array(json, "traces");
        any = true;
        cairn_json_object(json, NULL);
        cairn_json_text(json, "file", hourly->href);
        cairn_json_text(json, i % 2 ? "solar" : "load", place->id);
        put_series_json(json, hourly->series, hourly->format != CAIRN_SERIES_SECONDS);
        cairn_json_end(json);
    }
    if (any)
        cairn_json_end(json);
}

/* ---- a file alone ---- */

bool cairn_check_is_trace(const char *path)
{
    static const char *const ends[] = {".csv", ".csv.gz", ".json", ".json.gz"};
    size_t size = strlen(path);

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t end = strlen(ends[i]);

        if (size > end && strcmp(path + size - end, ends[i]) == 0)
            return true;
    }
    return false;
}

static void put_number(struct cairn_buffer *out, const char *before, double value)
{
    char text[CAIRN_NUMBER_SIZE];

    cairn_buffer_puts(out, before);
    cairn_buffer_puts(out, cairn_number_format(value, DIGITS, text));
}

static void ends_of(const struct cairn_series *series, double *least, double *most)
{
    *least = *most = series->values[0];
    for (int i = 1; i < series->n; i++) {
        *least = fmin(*least, series->values[i]);
        *most = fmax(*most, series->values[i]);
    }
}

/* One column; `unit` is empty where the file does not say. */
static void put_column(struct cairn_buffer *out, struct cairn_json *json, const char *name,
                       const char *unit, const struct cairn_series *series, bool dated)
{
    double least, most;

    ends_of(series, &least, &most);
    if (json) {
        cairn_json_object(json, NULL);
        cairn_json_text(json, "column", name);
        put_series_json(json, series, dated);
        cairn_json_number(json, "least", least);
        cairn_json_number(json, "most", most);
        cairn_json_end(json);
        return;
    }
    cairn_buffer_appendf(out, "  %s:", name);
    put_number(out, " mean ", series->mean);
    put_number(out, ", ", least);
    put_number(out, " to ", most);
    cairn_buffer_appendf(out, "%s%s", *unit ? " " : "", unit);
    put_blemishes(out, series);
    cairn_buffer_putc(out, '\n');
}

/* What a column of numbers is measured in; files of intensities have shares or powers beside. */
static const char *unit_of(int format, const char *name)
{
    if (format == CAIRN_TRACE_ELECTRICITY_MAPS && strstr(name, "ercentage"))
        return "%";
    if (format == CAIRN_TRACE_EIA && strcmp(name, "avg_CI") != 0)
        return "MW";
    return cairn_trace_type(format)->unit;
}

static void put_table(const char *path, int format, struct cairn_arena *arena,
                      const struct cairn_trace_table *table, struct cairn_buffer *out,
                      struct cairn_json *json)
{
    const struct cairn_trace_type *type = cairn_trace_type(format);
    bool dated = format != CAIRN_TRACE_SECONDS, headed = false;

    if (json)
        cairn_json_text(json, "format", type->name);
    if (json && table->zone)
        cairn_json_text(json, "zone", table->zone);
    if (json)
        cairn_json_array(json, "columns");
    for (int c = 0; c < table->n_columns; c++) {
        struct cairn_series_rows rows = {.n = table->n,
                                         .at_s = table->at_s,
                                         .value = table->values + c,
                                         .stride = (size_t)table->n_columns,
                                         .estimated = table->estimated};
        struct cairn_series series;
        size_t due;

        if (!cairn_series_make(arena, &rows, CAIRN_NONE, &series, &due))
            continue;
        series.repeated = table->repeated;
        if (!headed && !json) {
            cairn_buffer_appendf(out, "%s: %s%s%s, ", path, type->name, table->zone ? " of " : "",
                                 table->zone ? table->zone : "");
            put_cover(out, &series, dated);
            cairn_buffer_putc(out, '\n');
        }
        headed = true;
        put_column(out, json, table->names[c], unit_of(format, table->names[c]), &series, dated);
    }
    if (json)
        cairn_json_end(json);
}

/* A table without hours: "zones, 224 rows", and its columns. */
static bool check_zones(const char *path, struct cairn_arena *arena,
                        const struct cairn_input *input, struct cairn_diag *diag,
                        struct cairn_buffer *out, struct cairn_json *json)
{
    struct cairn_zone_table table;

    if (!cairn_zone_table_read(&table, arena, input, diag))
        return false;
    if (json) {
        cairn_json_text(json, "format", table.format);
        cairn_json_array(json, "columns");
    } else {
        cairn_buffer_appendf(out, "%s: %s, %d rows\n", path, table.format, table.n_rows);
    }
    for (int c = 0; c < table.n_columns; c++) {
        const struct cairn_zone_column *column = &table.columns[c];

        if (json) {
            cairn_json_object(json, NULL);
            cairn_json_text(json, "column", column->name);
            cairn_json_integer(json, "rows", column->n);
            cairn_json_number(json, "mean", column->sum / column->n);
            cairn_json_number(json, "least", column->least);
            cairn_json_number(json, "most", column->most);
            cairn_json_end(json);
            continue;
        }
        cairn_buffer_appendf(out, "  %s:", column->name);
        put_number(out, " mean ", column->sum / column->n);
        put_number(out, ", ", column->least);
        put_number(out, " to ", column->most);
        cairn_buffer_appendf(out, "%s%s", *column->unit ? " " : "", column->unit);
        if (column->n < table.n_rows)
            cairn_buffer_appendf(out, ", %d absent", table.n_rows - column->n);
        cairn_buffer_putc(out, '\n');
    }
    if (json)
        cairn_json_end(json);
    return true;
}

bool cairn_check_trace_file(const char *path, struct cairn_diag *diag, struct cairn_buffer *out,
                            struct cairn_json *json)
{
    struct cairn_trace_ask ask = {.all = true, .origin = {path, 1}};
    struct cairn_trace_table table = {0};
    struct cairn_inputs inputs;
    struct cairn_input *input;
    struct cairn_arena arena;
    bool good = false;

    cairn_arena_init(&arena);
    cairn_inputs_init(&inputs, &arena, diag, NULL);
    input = cairn_inputs_file(&inputs, path, CAIRN_INPUT_CSV);
    if (input && cairn_zone_table_is(&arena, input)) {
        good = check_zones(path, &arena, input, diag, out, json);
        cairn_arena_release(&arena);
        return good;
    }
    if (input) {
        ask.format = cairn_trace_recognise(&arena, input);
        good = cairn_trace_table_read(&table, &arena, input, &ask, diag);
    }
    if (good)
        put_table(path, ask.format, &arena, &table, out, json);
    cairn_trace_table_release(&table);
    cairn_arena_release(&arena);
    return good;
}

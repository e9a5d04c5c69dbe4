#include "io/json_trace.h"

#include <math.h>
#include <string.h>

#include "io/json_reader.h"
#include "io/stamp.h"

static const double highest_g_per_kwh = 5000;

/* The row that is being read. */
struct reading {
    const struct cairn_input *input;
    struct cairn_diag *diag;
    struct cairn_trace_table *table;
    double unit;
    char from[CAIRN_JSON_TEXT];
    int from_line, line;
    double actual, forecast;
};

/* Enters the row that an object has been, if it has been one. */
static bool add_row(struct reading *reading)
{
    bool estimated = isnan(reading->actual);
    double value = (estimated ? reading->forecast : reading->actual) * reading->unit;
    long long at_s;
    double *row;

    if (!*reading->from)
        return true;
    if (!cairn_stamp_read(reading->from, &at_s)) {
        cairn_diag_error(reading->diag, reading->input->path, reading->from_line,
                         "\"%.60s\" is no time stamp such as 2024-03-31T01:00Z", reading->from);
        return false;
    }
    if (value < 0 || value > highest_g_per_kwh) {
        cairn_diag_error(reading->diag, reading->input->path, reading->from_line,
                         "intensity is not between 0 and 5000 gCO2e/kWh");
        return false;
    }
    row = cairn_trace_table_row(reading->table, at_s, estimated);
    if (!row) {
        cairn_diag_error(reading->diag, reading->input->path, reading->from_line,
                         "time stamp \"%.60s\" is not behind the last one", reading->from);
        return false;
    }
    *row = value;
    *reading->from = '\0';
    reading->actual = reading->forecast = NAN;
    return true;
}

static bool end(void *context, const struct cairn_json_place *place)
{
    struct reading *reading = context;

    reading->line = place->line;
    return place->is_array || strcmp(place->key, "intensity") == 0 || add_row(reading);
}

static bool text(void *context, const struct cairn_json_place *place, const char *text)
{
    struct reading *reading = context;

    if (strcmp(place->key, "from") == 0) {
        memcpy(reading->from, text, strlen(text) + 1);
        reading->from_line = place->line;
    }
    return true;
}

static bool number(void *context, const struct cairn_json_place *place, double value)
{
    struct reading *reading = context;

    if (strcmp(place->key, "actual") == 0)
        reading->actual = value;
    if (strcmp(place->key, "forecast") == 0)
        reading->forecast = value;
    return true;
}

bool cairn_json_trace_read(struct cairn_trace_table *table, struct cairn_arena *arena,
                           const struct cairn_input *input, const struct cairn_trace_ask *ask,
                           struct cairn_diag *diag)
{
    struct reading reading = {.input = input,
                              .diag = diag,
                              .table = table,
                              .unit = ask->unit > 0 ? ask->unit : 1,
                              .line = 1,
                              .actual = NAN,
                              .forecast = NAN};
    const struct cairn_json_handler handler = {
        .end = end, .text = text, .number = number, .context = &reading};

    table->n_columns = 1;
    table->names = cairn_arena_array(arena, 1, sizeof *table->names);
    table->names[0] = "intensity";
    if (!cairn_json_read(arena, input, &handler, diag))
        return false;
    if (table->n > 0)
        return true;
    cairn_diag_error(diag, input->path, reading.line,
                     "no intensity with a time from which it holds");
    return false;
}

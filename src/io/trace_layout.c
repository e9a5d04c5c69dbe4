#include "io/trace_layout.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/nearest.h"

static const char hour_of[] = "hour_of_";

/* Headers of a format, without case; NULL: it has none such. */
static const struct headers {
    const char *time;      /* NULL: whatever the first column is called */
    const char *value;     /* of the numbers of an intensity */
    const char *within[2]; /* columns of numbers have one of these in their headers */
    const char *zone, *status, *estimated;
} headers[CAIRN_N_TRACE_FORMATS] = {
    [CAIRN_TRACE_ELECTRICITY_MAPS] = {.time = "Datetime (UTC)",
                                      .within = {"gCO", "percentage"},
                                      .zone = "Zone Id",
                                      .estimated = "Data Estimated"},
    [CAIRN_TRACE_ELECTRICITY_MAPS_API] = {.time = "zone_datetime",
                                          .value = "carbon_intensity_avg",
                                          .within = {"carbon_intensity_avg"},
                                          .zone = "zone_name",
                                          .status = "status"},
    [CAIRN_TRACE_EIA] = {.time = "timestamp", .value = "avg_CI"},
    [CAIRN_TRACE_ENTSOE] = {.time = "Time", .value = "Carbon Intensity"},
    [CAIRN_TRACE_PRICE] = {.time = "Datetime (UTC)", .within = {"Price"}},
};

static const struct cairn_trace_type types[CAIRN_N_TRACE_FORMATS] = {
    [CAIRN_TRACE_PLAIN] = {"plain", "", CAIRN_NONE, CAIRN_NONE, true, false, true},
    [CAIRN_TRACE_ELECTRICITY_MAPS] = {"electricity-maps", "gCO2e/kWh", CAIRN_AVERAGE, CAIRN_NONE,
                                      false, true, false},
    [CAIRN_TRACE_ELECTRICITY_MAPS_API] = {"electricity-maps-api", "gCO2e/kWh", CAIRN_AVERAGE,
                                          CAIRN_NONE, false, true, false},
    [CAIRN_TRACE_EIA] = {"eia", "gCO2e/kWh", CAIRN_AVERAGE, CAIRN_NONE, false, false, false},
    [CAIRN_TRACE_ENTSOE] = {"entsoe", "gCO2e/kWh", CAIRN_AVERAGE, CAIRN_NONE, false, false, true},
    [CAIRN_TRACE_WATTTIME] = {"watttime", "gCO2e/kWh", CAIRN_SHORT_RUN, CAIRN_DIRECT, true, false,
                              true},
    [CAIRN_TRACE_UK_CARBON_INTENSITY] = {"uk-carbon-intensity", "gCO2e/kWh", CAIRN_AVERAGE,
                                         CAIRN_DIRECT, false, false, false},
    [CAIRN_TRACE_MATRIX] = {"matrix", "gCO2e/kWh", CAIRN_NONE, CAIRN_NONE, false, true, false},
    [CAIRN_TRACE_PRICE] = {"price", "USD/MWh", CAIRN_NONE, CAIRN_NONE, false, false, false},
    [CAIRN_TRACE_PRODUCTION] = {"production", "MW", CAIRN_NONE, CAIRN_NONE, false, false, true},
    [CAIRN_TRACE_SECONDS] = {"seconds", "", CAIRN_NONE, CAIRN_NONE, false, false, false},
};

const struct cairn_trace_type *cairn_trace_type(int format)
{
    return &types[format];
}

/* ---- headers ---- */

static int column_called(const struct cairn_csv *csv, const char *name)
{
    for (int i = 0; name && i < csv->n_columns; i++)
        if (strcasecmp(csv->header[i], name) == 0)
            return i;
    return CAIRN_NONE;
}

static bool has(const char *header, const char *part)
{
    size_t size = strlen(part);

    for (; *header; header++)
        if (strncasecmp(header, part, size) == 0)
            return true;
    return false;
}

static int column_with(const struct cairn_csv *csv, const char *part, const char *or_part)
{
    for (int i = 0; i < csv->n_columns; i++)
        if (has(csv->header[i], part) || (or_part && has(csv->header[i], or_part)))
            return i;
    return CAIRN_NONE;
}

int cairn_trace_layout_recognise(const struct cairn_csv *csv)
{
    const char *first = csv->header[0];

    if (column_called(csv, "Datetime (UTC)") != CAIRN_NONE) {
        if (column_with(csv, "(direct)", NULL) != CAIRN_NONE)
            return CAIRN_TRACE_ELECTRICITY_MAPS;
        if (column_with(csv, "price (", NULL) != CAIRN_NONE)
            return CAIRN_TRACE_PRICE;
    }
    for (int format = 0; format < CAIRN_N_TRACE_FORMATS; format++)
        if (headers[format].value && column_called(csv, headers[format].time) != CAIRN_NONE &&
            column_called(csv, headers[format].value) != CAIRN_NONE)
            return format;
    if (strncasecmp(first, hour_of, sizeof hour_of - 1) == 0)
        return CAIRN_TRACE_MATRIX;
    if (!*first && csv->n_columns > 2)
        return CAIRN_TRACE_PRODUCTION;
    return CAIRN_TRACE_PLAIN;
}

/* ---- the columns of numbers ---- */

static bool lacks(const struct cairn_csv *csv, const struct cairn_trace_ask *ask, const char *what)
{
    cairn_diag_error(csv->diag, ask->origin.file, ask->origin.line,
                     "%s has no column \"%.60s\", which format %s needs", csv->input->path, what,
                     types[ask->format].name);
    return false;
}

/* Says that the file has no such column, with the nearest name. */
static bool unknown(const struct cairn_csv *csv, const struct cairn_trace_ask *ask,
                    const char *what, const char *name)
{
    const char *near = cairn_nearest(name, csv->header, (size_t)csv->n_columns);

    cairn_diag_error(csv->diag, ask->origin.file, ask->origin.line,
                     "no %s \"%.60s\" in %s%s%.60s%s", what, name, csv->input->path,
                     near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return false;
}

static bool only_column(const struct cairn_csv *csv, const struct cairn_trace_ask *ask, int *column)
{
    const char *name = ask->format == CAIRN_TRACE_MATRIX ? ask->zone : ask->column;
    const char *what = ask->format == CAIRN_TRACE_MATRIX ? "zone" : "column";
    bool direct = ask->scope == CAIRN_DIRECT;

    if (headers[ask->format].value) {
        *column = column_called(csv, headers[ask->format].value);
        return *column != CAIRN_NONE || lacks(csv, ask, headers[ask->format].value);
    }
    if (ask->format == CAIRN_TRACE_ELECTRICITY_MAPS) {
        *column =
            direct ? column_with(csv, "(direct)", NULL) : column_with(csv, "(LCA)", "(Life cycle)");
        return *column != CAIRN_NONE || lacks(csv, ask, direct ? "(direct)" : "(LCA)");
    }
    if (name) {
        *column = cairn_csv_column(csv, name);
        return *column > 0 || unknown(csv, ask, what, name);
    }
    *column = 1;
    if (ask->format == CAIRN_TRACE_MATRIX)
        cairn_diag_error(csv->diag, ask->origin.file, ask->origin.line,
                         "%s has a column for each zone: zone is due", csv->input->path);
    else if (csv->n_columns < 2)
        cairn_diag_error(csv->diag, csv->input->path, 1,
                         "one column: time stamps and numbers are due");
    return ask->format != CAIRN_TRACE_MATRIX && csv->n_columns >= 2;
}

static void all_columns(struct cairn_trace_layout *layout, const struct cairn_csv *csv, int format)
{
    const char *const *within = headers[format].within;

    for (int i = 0; i < csv->n_columns; i++)
        if (i != layout->time && i != layout->zone && i != layout->status &&
            i != layout->estimated &&
            (!within[0] || has(csv->header[i], within[0]) ||
             (within[1] && has(csv->header[i], within[1]))))
            layout->columns[layout->n_columns++] = i;
}

bool cairn_trace_layout_find(struct cairn_trace_layout *layout, const struct cairn_csv *csv,
                             const struct cairn_trace_ask *ask)
{
    const struct headers *known = &headers[ask->format];

    layout->columns =
        cairn_arena_array(csv->arena, (size_t)csv->n_columns, sizeof *layout->columns);
    layout->n_columns = 0;
    layout->time = known->time ? column_called(csv, known->time) : 0;
    layout->zone = column_called(csv, known->zone);
    layout->status = column_called(csv, known->status);
    layout->estimated = column_called(csv, known->estimated);
    layout->year = CAIRN_NONE;
    if (ask->format == CAIRN_TRACE_MATRIX &&
        strncasecmp(csv->header[0], hour_of, sizeof hour_of - 1) == 0)
        layout->year = (int)strtol(csv->header[0] + sizeof hour_of - 1, NULL, 10);
    if (layout->time == CAIRN_NONE)
        return lacks(csv, ask, known->time);
    if (ask->zone && ask->format != CAIRN_TRACE_MATRIX && layout->zone == CAIRN_NONE)
        return lacks(csv, ask, known->zone);
    if (ask->all) {
        all_columns(layout, csv, ask->format);
        return true;
    }
    layout->n_columns = 1;
    return only_column(csv, ask, &layout->columns[0]);
}

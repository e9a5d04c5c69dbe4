#ifndef CAIRN_IO_TRACE_TABLE_H
#define CAIRN_IO_TRACE_TABLE_H

/*
 * Rows of a trace as its publisher writes them: times that ascend, and columns of numbers.
 *
 *   plain                 time stamps in the first column; one column is named, or the second
 *   electricity-maps      yearly CSV of the portal, with the headers of 2021 to 2024 or the newer
 *                         ones: Datetime (UTC), Zone Id, ... (direct), ... (LCA) or (Life cycle),
 *                         Data Estimated; an intensity takes the column of its scope
 *   electricity-maps-api  polls of the API: zone_datetime, status, zone_name, carbon_intensity_avg;
 *                         of polls of one hour the last counts, and a status other than ok is a gap
 *   eia                   timestamp, MW by fuel, avg_CI
 *   entsoe                Time,Carbon Intensity
 *   watttime              times in the first column whatever it is called, one marginal zone
 *   uk-carbon-intensity   JSON of the Carbon Intensity API (json_trace.h)
 *   matrix                hour_of_YEAR_utc (0 is the first of that year) or time stamps, a column
 *                         for each zone
 *   price                 Datetime (UTC), Datetime (Local), Price (USD/MWh)
 *   production            time stamps in a first column without a header, MW by source
 *   seconds               time in seconds from some moment, a column for each place
 *
 * The last three are read by `cairn check` only. Headers are compared without case. Time stamps
 * are those of stamp.h; where they name no zone, a clock says what they mean (local_time.h).
 *
 * A row that stands there twice with the same numbers counts once; with others it is an error, as
 * are rows that go back in time.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "io/input.h"
#include "io/local_time.h"

enum {
    CAIRN_TRACE_PRICE = CAIRN_TRACE_MATRIX + 1,
    CAIRN_TRACE_PRODUCTION,
    CAIRN_TRACE_SECONDS,
    CAIRN_N_TRACE_FORMATS
};

/* What is fixed of a format. */
struct cairn_trace_type {
    const char *name;
    const char *unit; /* of its numbers; "" where the file does not say */
    int kind, scope;  /* of the intensities that it publishes, or CAIRN_NONE: any */
    bool columns;     /* one may be named */
    bool zones;       /* one may be named */
    bool local;       /* its times may name no zone and be local ones */
};

const struct cairn_trace_type *cairn_trace_type(int format);

enum { CAIRN_COLDEST = -90, CAIRN_HOTTEST = 60 }; /* degrees Celsius, of places on Earth */

struct cairn_trace_ask {
    int format;                 /* an enum cairn_trace_format, or one of those above */
    bool temperatures;          /* its numbers are no intensities but degrees Celsius */
    bool all;                   /* reads all columns of numbers, not one */
    bool plain;                 /* the one column is no intensity: any numbers of 0 or more */
    const char *column;         /* or NULL */
    const char *zone;           /* or NULL */
    int scope;                  /* enum cairn_intensity_scope: which column of electricity-maps */
    double unit;                /* what a 1 in the file means; 0 is 1 */
    struct cairn_clock clock;   /* of times that name no zone */
    struct cairn_origin origin; /* where the trace is asked for */
};

struct cairn_trace_table {
    int n_columns;
    const char **names; /* of the columns */
    const char *zone;   /* or NULL */
    size_t n;
    long long *at_s; /* since 1970 UTC; owned, as are the next two */
    double *values;  /* [row x n_columns + column]; NaN: none */
    bool *estimated;
    size_t at_capacity, values_capacity, estimated_capacity;
    int repeated; /* rows that stood there once more */
};

/*
 * Reads a table; names and texts live in `arena`. False after errors. To be released in any case.
 */
bool cairn_trace_table_read(struct cairn_trace_table *table, struct cairn_arena *arena,
                            const struct cairn_input *input, const struct cairn_trace_ask *ask,
                            struct cairn_diag *diag);

/* What format a file seems to have, by its headers; plain if no other. */
int cairn_trace_recognise(struct cairn_arena *arena, const struct cairn_input *input);

void cairn_trace_table_release(struct cairn_trace_table *table);

/*
 * For readers of formats: appends a row, whose columns are to be filled by the caller; NULL after
 * an error (a time before the last one, or a century after the first).
 */
double *cairn_trace_table_row(struct cairn_trace_table *table, long long at_s, bool estimated);

#endif

#ifndef CAIRN_IO_ZONE_TABLE_H
#define CAIRN_IO_ZONE_TABLE_H

/*
 * Published tables of one figure per zone, country, year or fuel, without hours: what a file holds
 * before somebody copies a number from it. They have a mean and ends, and no place in accounting:
 * a grid states such a figure itself, with its source.
 *
 *   zones   JSON, an object of objects: co2.js from Electricity Maps, Ember and the UNFCCC. Members
 *           that are numbers, or texts that read as numbers, are columns; so is a member that holds
 *           `value`, with its `unit`
 *   fuels   JSON, an object of numbers: CodeCarbon by source of energy, beside `unit` and
 *           `..._source`. One column
 *   mix     CSV with the columns Year and country_name: CodeCarbon's energy mixes. Columns whose
 *           first row is a number
 *
 * What stands in a column of numbers and is none is an error, unless it is empty.
 */

#include "base/arena.h"
#include "base/diag.h"
#include "io/input.h"

struct cairn_zone_column {
    const char *name, *unit; /* unit: "" where the file does not say */
    int n;                   /* numbers */
    double sum, least, most;
};

struct cairn_zone_table {
    const char *format; /* zones, fuels or mix */
    int n_rows;
    struct cairn_zone_column *columns; /* the arena's */
    int n_columns;
};

/* Does a file look like one? JSON is one where it has no member `from` or `data`. */
bool cairn_zone_table_is(struct cairn_arena *arena, const struct cairn_input *input);

/* Names live in the arena. False after errors. */
bool cairn_zone_table_read(struct cairn_zone_table *table, struct cairn_arena *arena,
                           const struct cairn_input *input, struct cairn_diag *diag);

#endif

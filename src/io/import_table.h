#ifndef CAIRN_IO_IMPORT_TABLE_H
#define CAIRN_IO_IMPORT_TABLE_H

/*
 * Tables that are imported: CSV files whose columns are told by their names, whatever their order
 * and case. Columns that a format does not know are left alone.
 */

#include "io/csv.h"
#include "io/import.h"

struct cairn_import_column {
    const char *names[4]; /* as publishers write it, the usual one first; end with NULL */
    bool needed;
};

enum { CAIRN_IMPORT_MOST_COLUMNS = 32 };

struct cairn_import_table {
    struct cairn_import *import;
    struct cairn_csv *csv;
    const struct cairn_import_column *columns;
    int at[CAIRN_IMPORT_MOST_COLUMNS]; /* in the file; -1: not there */
};

/* Looks the columns up; returns how many needed ones are missing. */
int cairn_import_table_init(struct cairn_import_table *table, struct cairn_import *import,
                            struct cairn_csv *csv, const struct cairn_import_column *columns,
                            int n_columns);

/* A cell of the record read last; "" where the file has no such column. */
const char *cairn_import_table_text(const struct cairn_import_table *table, int column);

/* Is there anything in it? */
bool cairn_import_table_has(const struct cairn_import_table *table, int column);

/*
 * A number of 0 or more; NaN where the cell is empty. False after an error: it is something else.
 */
bool cairn_import_table_number(const struct cairn_import_table *table, int column, double *value);

#endif

#include "io/import_table.h"

#include <assert.h>
#include <math.h>
#include <strings.h>

#include "base/number.h"

static int find(const struct cairn_csv *csv, const struct cairn_import_column *column)
{
    for (int i = 0; column->names[i]; i++)
        for (int j = 0; j < csv->n_columns; j++)
            if (strcasecmp(csv->header[j], column->names[i]) == 0)
                return j;
    return -1;
}

int cairn_import_table_init(struct cairn_import_table *table, struct cairn_import *import,
                            struct cairn_csv *csv, const struct cairn_import_column *columns,
                            int n_columns)
{
    int missing = 0;

    assert(n_columns <= CAIRN_IMPORT_MOST_COLUMNS);
    *table = (struct cairn_import_table){.import = import, .csv = csv, .columns = columns};
    for (int i = 0; i < n_columns; i++) {
        table->at[i] = find(csv, &columns[i]);
        missing += columns[i].needed && table->at[i] < 0;
    }
    return missing;
}

const char *cairn_import_table_text(const struct cairn_import_table *table, int column)
{
    return table->at[column] < 0 ? "" : table->csv->fields[table->at[column]];
}

bool cairn_import_table_has(const struct cairn_import_table *table, int column)
{
    return *cairn_import_table_text(table, column) != '\0';
}

bool cairn_import_table_number(const struct cairn_import_table *table, int column, double *value)
{
    const char *text = cairn_import_table_text(table, column);
    const char *end = NULL;

    *value = NAN;
    if (!*text)
        return true;
    if (cairn_number_scan(text, value, &end) == CAIRN_NUMBER_OK && !*end && *value >= 0)
        return true;
    cairn_diag_error(table->import->diag, table->import->path, table->csv->record_line,
                     "column \"%s\": \"%.60s\" is not a number of 0 or more",
                     table->csv->header[table->at[column]], text);
    return false;
}

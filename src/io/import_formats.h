#ifndef CAIRN_IO_IMPORT_FORMATS_H
#define CAIRN_IO_IMPORT_FORMATS_H

/*
 * The formats that can be imported: tables that are told by their columns, and the log of MLPerf.
 *
 * A name may stand for several layouts, since publishers change theirs; the first whose columns are
 * all there is taken.
 */

#include "io/import.h"
#include "io/import_table.h"

struct cairn_import_format {
    const char *name;                          /* "ml-energy" */
    const char *help;                          /* one line, lower case */
    const struct cairn_import_column *columns; /* NULL: text, not a table */
    int n_columns;
    bool (*is)(const char *text); /* of text */
    void (*row)(struct cairn_import *import, struct cairn_import_table *table);
    void (*read)(struct cairn_import *import, const struct cairn_input *input); /* of text */
};

/* Ends with NULL. Layouts of one name stand together. */
extern const struct cairn_import_format *const cairn_import_formats[];

/* One file each. */
extern const struct cairn_import_format cairn_import_specpower, cairn_import_boavizta,
    cairn_import_ml_energy_3, cairn_import_ml_energy_2, cairn_import_mlperf_inference,
    cairn_import_mlperf_tiny, cairn_import_mlperf_flat, cairn_import_mlperf_log;

/* Is there a format of this name? */
bool cairn_import_is_format(const char *name);

/* Appends "boavizta, ml-energy, ..." for messages. */
void cairn_import_format_names(struct cairn_buffer *out);

/*
 * Reads a file into the import, in the format of that name, or in the one that it has where name is
 * NULL. Rows that cannot be used are left out; what is no such file is an error.
 */
void cairn_import_read(struct cairn_import *import, const struct cairn_input *input,
                       const char *name);

#endif

#include "io/import_formats.h"

#include <string.h>

const struct cairn_import_format *const cairn_import_formats[] = {
    &cairn_import_mlperf_inference, &cairn_import_mlperf_tiny, &cairn_import_mlperf_flat,
    &cairn_import_mlperf_log,       &cairn_import_ml_energy_3, &cairn_import_ml_energy_2,
    &cairn_import_specpower,        &cairn_import_boavizta,    NULL,
};

bool cairn_import_is_format(const char *name)
{
    for (int i = 0; cairn_import_formats[i]; i++)
        if (strcmp(cairn_import_formats[i]->name, name) == 0)
            return true;
    return false;
}

void cairn_import_format_names(struct cairn_buffer *out)
{
    for (int i = 0; cairn_import_formats[i]; i++)
        if (i == 0 || strcmp(cairn_import_formats[i]->name, cairn_import_formats[i - 1]->name) != 0)
            cairn_buffer_appendf(out, "%s%s", i > 0 ? ", " : "", cairn_import_formats[i]->name);
}

/* ---- which one it is ---- */

/* A format whose needed columns are all there, of that name where one is given; or NULL. */
static const struct cairn_import_format *format_of(struct cairn_import *import,
                                                   struct cairn_csv *csv, const char *name)
{
    struct cairn_import_table table;

    for (int i = 0; cairn_import_formats[i]; i++) {
        const struct cairn_import_format *format = cairn_import_formats[i];

        if (format->columns && (!name || strcmp(name, format->name) == 0) &&
            cairn_import_table_init(&table, import, csv, format->columns, format->n_columns) == 0)
            return format;
    }
    return NULL;
}

/* The layout of that name that the fewest columns are missing of; NULL: it is no table. */
static const struct cairn_import_format *nearest(struct cairn_import *import, struct cairn_csv *csv,
                                                 const char *name)
{
    const struct cairn_import_format *best = NULL;
    struct cairn_import_table table;
    int least = 0;

    for (int i = 0; cairn_import_formats[i]; i++) {
        const struct cairn_import_format *format = cairn_import_formats[i];
        int missing;

        if (!format->columns || strcmp(name, format->name) != 0)
            continue;
        missing = cairn_import_table_init(&table, import, csv, format->columns, format->n_columns);
        if (!best || missing < least) {
            best = format;
            least = missing;
        }
    }
    return best;
}

static void refuse(struct cairn_import *import, struct cairn_csv *csv, const char *name)
{
    const struct cairn_import_format *other = format_of(import, csv, NULL);
    const struct cairn_import_format *meant = name ? nearest(import, csv, name) : NULL;
    struct cairn_import_table table;
    struct cairn_buffer names;

    if (other) {
        cairn_diag_error(import->diag, import->path, 1, "this is no %s file; it looks like %s",
                         name, other->name);
    } else if (meant) {
        cairn_import_table_init(&table, import, csv, meant->columns, meant->n_columns);
        for (int i = 0; i < meant->n_columns; i++)
            if (meant->columns[i].needed && table.at[i] < 0)
                cairn_diag_error(import->diag, import->path, 1,
                                 "no column \"%s\", which tables of %s have",
                                 meant->columns[i].names[0], name);
    } else {
        cairn_buffer_init(&names);
        cairn_import_format_names(&names);
        cairn_diag_error(import->diag, import->path, 1,
                         "this is none of the formats that can be told by their look: %s; own "
                         "measurements are imported as csv",
                         names.data);
        cairn_buffer_release(&names);
    }
}

/* ---- reading ---- */

static void read_table(struct cairn_import *import, const struct cairn_import_format *format,
                       struct cairn_csv *csv)
{
    struct cairn_import_table table;

    cairn_import_table_init(&table, import, csv, format->columns, format->n_columns);
    while (cairn_csv_next(csv))
        format->row(import, &table);
}

void cairn_import_read(struct cairn_import *import, const struct cairn_input *input,
                       const char *name)
{
    const struct cairn_import_format *format;
    struct cairn_csv csv;

    import->path = input->path;
    for (int i = 0; cairn_import_formats[i]; i++) {
        format = cairn_import_formats[i];
        if (format->columns || (name && strcmp(name, format->name) != 0))
            continue;
        if (format->is(input->bytes)) {
            format->read(import, input);
            return;
        }
        if (name) {
            cairn_diag_error(import->diag, import->path, 1, "this is no %s: %s", name,
                             format->help);
            return;
        }
    }
    if (!cairn_csv_open(&csv, import->arena, input, import->diag))
        return;
    format = format_of(import, &csv, name);
    if (format)
        read_table(import, format, &csv);
    else
        refuse(import, &csv, name);
}

#ifndef CAIRN_IO_IMPORT_WRITE_H
#define CAIRN_IO_IMPORT_WRITE_H

/*
 * An import as a catalogue file: a source for each entry, then hardware and profiles in the order
 * of their rows.
 *
 * A profile refers to entries of other catalogues. The file uses those it can name from where it
 * will stand: installed ones as catalogue/NAME.xml, others where they are given by a path that
 * holds from there.
 */

#include "io/import.h"

struct cairn_import_place {
    const char *catalogue; /* folder of the installed catalogues, as in paths; may be NULL */
    bool here;             /* it will stand in the working directory, where relative paths hold */
};

/* The row behind each line of the text. */
struct cairn_import_rows {
    struct cairn_origin *rows; /* from line 1; file is NULL where there is none; owned */
    size_t n, capacity;
};

/*
 * Appends the catalogue, and to `rows` (may be NULL; freed by the caller) what is behind its lines.
 * With `extra`, which is elements in place of what is used, it stands alone.
 */
void cairn_import_write(const struct cairn_import *import, struct cairn_import_place place,
                        const char *extra, struct cairn_import_rows *rows,
                        struct cairn_buffer *out);

/* Appends ` name="value"` with what XML asks for in place of <, & and quotes. */
void cairn_import_attribute(struct cairn_buffer *out, const char *name, const char *value);

#endif

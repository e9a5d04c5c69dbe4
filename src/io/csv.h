#ifndef CAIRN_IO_CSV_H
#define CAIRN_IO_CSV_H

/*
 * Comma-separated values as RFC 4180 has them: fields in quotes may hold commas, line ends and
 * doubled quotes. Lines end in LF or CRLF; empty lines are skipped; a byte order mark is ignored.
 * The first record is the header, and every other one must have as many fields. Text is UTF-8. A
 * file that is packed by gzip is unpacked.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "io/input.h"

struct cairn_csv {
    const struct cairn_input *input;
    struct cairn_arena *arena;
    struct cairn_diag *diag;
    char *at, *end; /* what is left of a copy of the text, whose fields are ended in place */
    int line;       /* of `at` */
    const char **header;
    int n_columns;
    const char **fields; /* of the record read last: n_columns of them, spaces around them cut */
    int record_line;
};

/* Reads the header. False after an error. */
bool cairn_csv_open(struct cairn_csv *csv, struct cairn_arena *arena,
                    const struct cairn_input *input, struct cairn_diag *diag);

/* Reads the next record; false at the end of the file or after an error. */
bool cairn_csv_next(struct cairn_csv *csv);

/* The column with this header, or -1. */
int cairn_csv_column(const struct cairn_csv *csv, const char *name);

#endif

#ifndef CAIRN_CLI_IMPORT_H
#define CAIRN_CLI_IMPORT_H

/* What `cairn import` was asked for, and the two ways in which it is done. */

#include "cli/call.h"
#include "cli/catalogue.h"
#include "io/import.h"

/* A file, or one line of it: FILE:LINE as messages have it. */
struct cairn_import_file {
    char *path;
    int line; /* 0: all */
};

struct cairn_import_ask {
    struct cairn_call *call;
    const char *format; /* NULL: as the files look */
    const char *output; /* NULL: standard output */
    struct cairn_import_wish wish;
    struct cairn_import_file *files;
    int n_files;
    char *folder;                            /* of the installed catalogues, or NULL */
    struct cairn_catalogue_files catalogues; /* those in it, and those given */
};

/* Own measurements: a CSV file of batch, latency and power. Returns the exit status. */
int cairn_import_own(const struct cairn_import_ask *ask);

/* What others published. Returns the exit status. */
int cairn_import_published(const struct cairn_import_ask *ask);

/* Prints the catalogue or writes its file, which is there whole or not at all. */
int cairn_import_deliver(const struct cairn_import_ask *ask, const struct cairn_buffer *text);

#endif

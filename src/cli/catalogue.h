#ifndef CAIRN_CLI_CATALOGUE_H
#define CAIRN_CLI_CATALOGUE_H

/*
 * Where the catalogues are: the folder given with --catalogue, else the installed one, else
 * scenarios/catalogue, as in the source tree. A folder `catalogue` beside the scenario, where the
 * loader looks by itself, comes after the folder given and before the others.
 */

#include <stdbool.h>
#include <stddef.h>

#include "cli/call.h"

/*
 * A path to free with cairn_free(), or NULL: there is none. False where the one given is no folder,
 * after an error; the status is CAIRN_EXIT_INVALID.
 */
bool cairn_catalogue_folder(struct cairn_call *call, char **folder);

struct cairn_catalogue_files {
    char **paths; /* in order of name; owned */
    int n;
    size_t capacity;
};

/* Every *.xml of a folder. Returns 0, or errno and no files. */
int cairn_catalogue_files_init(struct cairn_catalogue_files *files, const char *folder);

/* Appends a path, which is copied. */
void cairn_catalogue_files_add(struct cairn_catalogue_files *files, const char *path);
void cairn_catalogue_files_release(struct cairn_catalogue_files *files);

#endif

#ifndef CAIRN_CLI_CATALOGUE_H
#define CAIRN_CLI_CATALOGUE_H

/*
 * Where the catalogues are: the folder given with --catalogue, else the installed one, else
 * scenarios/catalogue, as in the source tree. (A scenario's own folder comes before all of these;
 * the loader looks there by itself.)
 */

#include <stddef.h>

#include "cli/call.h"

/* A path to free with cairn_free(), or NULL: there is none. */
char *cairn_catalogue_folder(const struct cairn_call *call);

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

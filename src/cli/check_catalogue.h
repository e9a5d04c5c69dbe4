#ifndef CAIRN_CLI_CHECK_CATALOGUE_H
#define CAIRN_CLI_CHECK_CATALOGUE_H

/* What `cairn check` says of a valid catalogue: how many entries of each kind stand in the file. */

#include <cairn/scenario.h>

#include "base/diag.h"
#include "cli/json.h"

/* Appends "own.xml: valid catalogue: 1 hardware, 2 profiles, 3 sources". */
void cairn_check_catalogue_text(const char *path, const struct cairn_scenario *catalogue,
                                struct cairn_buffer *out);

/* Adds an object for paths[at] of n catalogues loaded together; NULL: they are not valid. */
void cairn_check_catalogue_json(const char *const *paths, int n, int at,
                                const struct cairn_scenario *catalogue,
                                const struct cairn_diag *diag, struct cairn_json *json);

/*
 * Adds what was found to the object of paths[at]: what stands in that file, and in the first what
 * stands in none of them. With n = 0 everything.
 */
void cairn_check_found_json(const struct cairn_diag *diag, const char *const *paths, int n, int at,
                            struct cairn_json *json);

#endif

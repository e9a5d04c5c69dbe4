#ifndef CAIRN_CLI_CHECK_CATALOGUE_H
#define CAIRN_CLI_CHECK_CATALOGUE_H

/* What `cairn check` says of a valid catalogue: how many entries of each kind stand in the file. */

#include <cairn/scenario.h>

#include "cli/json.h"

/* Appends "own.xml: valid catalogue: 1 hardware, 2 profiles, 3 sources". */
void cairn_check_catalogue_text(const char *path, const struct cairn_scenario *catalogue,
                                struct cairn_buffer *out);

/* Adds a count of each kind. */
void cairn_check_catalogue_json(const char *path, const struct cairn_scenario *catalogue,
                                struct cairn_json *json);

#endif

#ifndef CAIRN_CLI_STUDIES_H
#define CAIRN_CLI_STUDIES_H

/* Which studies a results file has, for commands that take `--study NAME`. */

#include <stdbool.h>

#include "cli/call.h"
#include "io/store.h"

/* `--study NAME` */
extern const struct cairn_option cairn_option_study;

/* Is there a study, of that name if one is given? Says so if not, with the nearest name. */
bool cairn_studies_has(struct cairn_call *call, struct cairn_store *store, const char *path,
                       const char *study);

#endif

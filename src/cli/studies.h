#ifndef CAIRN_CLI_STUDIES_H
#define CAIRN_CLI_STUDIES_H

/* Which results file a command reads, and which studies it has (`--study NAME`). */

#include <stdbool.h>

#include "cli/call.h"
#include "io/store.h"

/* `--study NAME` */
extern const struct cairn_option cairn_option_study;

/* The results file of `[DB]` or `--db DB`, results/cairn.sqlite without either; NULL where both
 * were given, which is said. */
const char *cairn_studies_file(struct cairn_call *call);

/* Is there a study, of that name if one is given? Says so if not, with the nearest name. */
bool cairn_studies_has(struct cairn_call *call, struct cairn_store *store, const char *path,
                       const char *study);

#endif

#ifndef CAIRN_CLI_SCENARIO_H
#define CAIRN_CLI_SCENARIO_H

/*
 * Scenarios of a command line: loaded with the catalogue folder that the call means, diagnostics
 * written, and --seed, --replications and --precision put in place of what the scenario says.
 */

#include <cairn/load.h>

#include "cli/command.h"

/*
 * The same, for sweeps: what is made of it is to be adapted. `added` is more of the scenario that
 * the command line says (load.h), or NULL. NULL after its errors were written.
 */
struct cairn_template *cairn_call_template(struct cairn_call *call, const char *path,
                                           const char *added);

/* The template's scenario as it stands, adapted; NULL after its errors were written. */
struct cairn_scenario *cairn_call_make(struct cairn_call *call, struct cairn_template *from);

/* Puts what the command line says in place of what a scenario does; context is the call. */
void cairn_call_adapt(void *context, struct cairn_scenario *scenario);

/* The scenario, to be freed with cairn_scenario_free(), or NULL after its errors were written. */
struct cairn_scenario *cairn_call_load(struct cairn_call *call, const char *path);

#endif

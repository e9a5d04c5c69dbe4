#ifndef CAIRN_CLI_SCENARIO_H
#define CAIRN_CLI_SCENARIO_H

/*
 * Scenarios of a command line: loaded with the catalogue folder that the call means, diagnostics
 * written, and --seed, --replications and --precision put in place of what the scenario says.
 */

#include <cairn/scenario.h>

#include "cli/command.h"

/* The scenario, to be freed with cairn_scenario_free(), or NULL after its errors were written. */
struct cairn_scenario *cairn_call_load(struct cairn_call *call, const char *path);

#endif

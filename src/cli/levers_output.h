#ifndef CAIRN_CLI_LEVERS_OUTPUT_H
#define CAIRN_CLI_LEVERS_OUTPUT_H

/*
 * Levers for people, as CSV and as JSON: what each saves alone, the best order, the curve.
 */

#include "cli/command.h"
#include "study/levers.h"

/* name: of the placement, as the command line or the scenario calls it. */
void cairn_levers_output(struct cairn_call *call, const struct cairn_levers *levers,
                         const char *name);

#endif

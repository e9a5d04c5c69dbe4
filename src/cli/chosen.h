#ifndef CAIRN_CLI_CHOSEN_H
#define CAIRN_CLI_CHOSEN_H

/*
 * Placements that a command line names by what they are: the answer of the scenario, or the best
 * that serves everything at the sites, or in regions. Naming one means choosing first.
 */

#include <cairn/placement.h>

#include "choose/lab.h"
#include "cli/command.h"

/* Is this such a name: best, all-edge, all-cloud? */
bool cairn_is_chosen(const char *name);

/*
 * Chooses, and copies the placement of that name, to be released by the caller. Returns
 * CAIRN_EXIT_FINE, or says why there is none and returns the status; then there is nothing to
 * release. Of the means only workers and memory count.
 */
int cairn_call_choose(struct cairn_call *call, const struct cairn_scenario *scenario,
                      const struct cairn_choose_limits *means, const char *name,
                      struct cairn_placement *placement);

/*
 * The placement that --placement names, or the only baseline, with its name; likewise. The name is
 * the option's or the scenario's.
 */
int cairn_call_placement(struct cairn_call *call, const struct cairn_scenario *scenario,
                         const struct cairn_choose_limits *means, const char **name,
                         struct cairn_placement *placement);

#endif

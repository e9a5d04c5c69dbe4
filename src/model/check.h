#ifndef CAIRN_MODEL_CHECK_H
#define CAIRN_MODEL_CHECK_H

/*
 * Third pass: does a scenario make sense? Its shape is right and its references lead somewhere;
 * here is what follows from the meaning of its parts taken together.
 *
 * Overload is not a mistake of the scenario but an answer of the choice.
 */

#include "base/diag.h"
#include <cairn/scenario.h>

/* Everything below. */
void cairn_check(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Facts of catalogues: profiles, hosts, hops, boundaries. */
void cairn_check_facts(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Sites, regions, pools, caches and links. */
void cairn_check_places(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* Workloads: what they need, and whether something can serve them. */
void cairn_check_workloads(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/* The question: whether its basis has data, narrowings and baselines. */
void cairn_check_question(const struct cairn_scenario *scenario, struct cairn_diag *diag);

/*
 * Can requests from this site reach this pool? They can when it is there, or in a region to which
 * the site has a link.
 */
int cairn_check_reaches(const struct cairn_scenario *scenario, int site, int pool);

#endif

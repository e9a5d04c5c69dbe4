/*
 * bound_levy.h - what a facility costs by who is served there [BOUND]
 *
 * A levy of a facility is a sum of costs over the demands that have a share there, and the facility
 * costs the greatest of its levies (bound_problem.h). This is how a cost enters that grows ever
 * less with each demand more: any submodular function of the set of them.
 */
#ifndef CAIRN_CHOOSE_BOUND_LEVY_H
#define CAIRN_CHOOSE_BOUND_LEVY_H

#include "choose/bound_problem.h"

/* Begins a levy at a facility (all of one in a row), and adds a part to the levy begun last. */
void cairn_bound_add_levy(struct cairn_bound_problem *problem, int facility);
void cairn_bound_add_part(struct cairn_bound_problem *problem, int demand, double cost);

/* The greatest levy of a facility that serves these demands; served: [demand]. */
double cairn_bound_levied(const struct cairn_bound_problem *problem, int facility,
                          const bool *served);

/* The greatest levies of all facilities, by the options that are chosen. */
double cairn_bound_levied_all(const struct cairn_bound_problem *problem, const int *chosen);

void cairn_bound_copy_levies(struct cairn_bound_problem *to,
                             const struct cairn_bound_problem *from);

#endif

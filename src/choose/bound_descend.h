/*
 * bound_descend.h - a better choice of options, found by moving demands [BOUND]
 *
 * Branch and cut throws away what cannot beat the best solution that is known, so that a good one
 * at the beginning saves most of its nodes. Moves are a demand that takes another option, two
 * demands that trade places, a facility that closes and one that opens for all that it serves for
 * less; each is kept if it lowers the cost. Work beyond the largest size costs a fine, which
 * rises while there is some and falls while there is none. Where no move helps, a few demands are
 * moved by chance and it goes on from there. What is tried is a number of moves, so that the
 * result is a function of the problem.
 *
 * Not for problems with levies or least sizes of options: these are left as they are.
 *
 * Source: S. Martello, P. Toth, Knapsack Problems (1990), chapter 7, for shifts and trades; H.
 * Lourenco, O. Martin, T. Stuetzle, Iterated local search (2003).
 */
#ifndef CAIRN_CHOOSE_BOUND_DESCEND_H
#define CAIRN_CHOOSE_BOUND_DESCEND_H

#include "choose/bound_problem.h"

/*
 * Improves a choice that may have too much work somewhere: [demand] an option, or CAIRN_NONE: not
 * in question. It ends early where a choice costs no more than `enough`. Returns its cost without
 * the problem's fixed cost, or INFINITY: none was found that fits.
 */
double cairn_bound_descend(const struct cairn_bound_problem *problem, double enough, int *chosen);

#endif

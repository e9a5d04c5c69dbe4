/*
 * explore_budget.h - exploring for what stays within budgets, and for the ends of fronts
 *
 * Where what was explored exceeds a budget, the space is explored again with a price on each
 * budgeted resource, which is raised while what is found first exceeds its budget: a few rounds,
 * and none after one that is within. All that was found is kept, what may stay within the budgets
 * first, by the aim. [BUDGET]
 *
 * Where fronts are asked for it is explored again for what takes least carbon, energy, water and
 * money: a round each. [PARETO]
 */
#ifndef CAIRN_CHOOSE_EXPLORE_BUDGET_H
#define CAIRN_CHOOSE_EXPLORE_BUDGET_H

#include "choose/explore.h"

/* As cairn_explore(), which it is where neither is asked for. */
bool cairn_explore_within(struct cairn_exploration *exploration,
                          const struct cairn_exploring *exploring);

#endif

/*
 * freeze_others.h - contenders for what the aim alone would not find
 *
 * Under budgets the placements that take least of the aim may all be too dear. The search looks on
 * for sums of the aim and a price of each budgeted resource; prices rise as long as what is found
 * exceeds a budget, and fall while it does not (a Lagrangian relaxation by hand): what is found on
 * the way and may stay within all budgets are contenders, besides what takes least of each. Where
 * there is one component alone this changes nothing: its configurations are filtered one by one.
 *
 * For fronts the placements that take least energy, water and money and are the quickest, and some
 * between these and the best, are contenders too.
 *
 * Private to freeze.c.
 */
#ifndef CAIRN_CHOOSE_FREEZE_OTHERS_H
#define CAIRN_CHOOSE_FREEZE_OTHERS_H

#include "choose/answer.h"

/*
 * Index of the candidate with this placement, a new one where there is none; or CAIRN_NONE where
 * a figure is missing of what is aimed at or budgeted, with what it is in *missing (owned by the
 * caller; NULL: not wanted).
 */
int cairn_answer_enter(struct cairn_answer *answer, const struct cairn_placement *placement,
                       bool contender, char **missing);

/*
 * Enters the placements of a query that may stay within the budgets as contenders; the cost of the
 * cheapest of them, or NaN: none.
 */
double cairn_answer_enter_best(struct cairn_answer *answer, const struct cairn_search_query *query);

/* Enters the others, where budgets or fronts ask for them; the least aim of them, or NaN: none. */
double cairn_answer_enter_others(struct cairn_answer *answer);

#endif

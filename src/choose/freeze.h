/*
 * freeze.h - from what the search found to the candidates of the selection
 *
 * Contenders are the cheapest placements that the search found, under the basis that decides, and
 * a few of the cheapest under each other basis, of those with every workload at its site, and of
 * those with every workload in a region. So that they are not all one placement with different
 * batching rules, at most PER_ASSIGNMENT of them share the servings (routes.h) of a block. Besides
 * the hopeful there are always some that surely keep their promises, so that an answer remains if
 * all that seemed hopeful turns out to break one.
 *
 * A placement of which a figure is missing of what is aimed at or budgeted, under the basis that
 * decides, is no candidate: its total would lack something that others have to bear. Budgets and
 * fronts add contenders (freeze_others.h).
 */
#ifndef CAIRN_CHOOSE_FREEZE_H
#define CAIRN_CHOOSE_FREEZE_H

#include "choose/answer.h"

/*
 * Makes the candidates and the baselines that they are compared with, each placement once, and
 * fixes the indifference zone: the scenario's tie times the least carbon that the search saw.
 * Returns false where the search found no placement that may keep every promise; the baselines of
 * the scenario are there also then.
 */
bool cairn_answer_freeze(struct cairn_answer *answer);

#endif

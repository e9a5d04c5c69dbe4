/*
 * freeze.h - from what the search found to the candidates of the selection, and what to say where
 * there are none
 */
#ifndef CAIRN_CHOOSE_FREEZE_H
#define CAIRN_CHOOSE_FREEZE_H

#include "choose/answer.h"

/*
 * Makes the candidates and the baselines that they are compared with, each placement once, and
 * fixes the indifference zone: the scenario's tie times the least carbon that the search saw.
 * Returns false where the search found no placement that keeps every promise.
 */
bool cairn_answer_freeze(struct cairn_answer *answer);

/* Says in answer->why why there is no winner: what stands in the way and the nearest to it. */
void cairn_answer_explain(struct cairn_answer *answer);

#endif

/*
 * explain.h - why there is no answer: what stands in the way, and the nearest to it
 */
#ifndef CAIRN_CHOOSE_EXPLAIN_H
#define CAIRN_CHOOSE_EXPLAIN_H

#include "choose/answer.h"

/* Says so in answer->why. The answer has no winner. */
void cairn_answer_explain(struct cairn_answer *answer);

#endif

/*
 * answer_bound.h - the bound of an answer (bound.h), from its relaxation and its search
 */
#ifndef CAIRN_CHOOSE_ANSWER_BOUND_H
#define CAIRN_CHOOSE_ANSWER_BOUND_H

#include "choose/answer.h"

/* Sets bound and gap of an answer that has a winner, whose interval is settled. */
void cairn_answer_bound(struct cairn_answer *answer);

#endif

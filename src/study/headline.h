/*
 * headline.h - an answer in a sentence
 *
 *     frames: box (int8), 1 x orin-nx-16 per store: 1,440 kg CO2e a year (1,436 to 1,444), 18 %
 *     below the runner-up; all-cloud 3,190, today 5,020; also best under 2 of 3 other bases
 */
#ifndef CAIRN_STUDY_HEADLINE_H
#define CAIRN_STUDY_HEADLINE_H

#include "choose/answer.h"

/* Owned by the caller, freed with cairn_free(). */
char *cairn_headline(const struct cairn_answer *answer);

#endif

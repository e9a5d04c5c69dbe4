/*
 * headline.h - an answer in a sentence
 *
 *     frames: box (int8), 1 x orin-nx-16 per store: 1.44 tCO2e a year (1.436 tCO2e to 1.444 tCO2e),
 *     18 % below the runner-up; all-cloud 3.19 tCO2e, today 5.02 tCO2e; best under decision and 2 of
 *     3 other bases
 */
#ifndef CAIRN_STUDY_HEADLINE_H
#define CAIRN_STUDY_HEADLINE_H

#include "choose/answer.h"

/* Owned by the caller, freed with cairn_free(). */
char *cairn_headline(const struct cairn_answer *answer);

#endif

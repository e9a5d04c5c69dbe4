/*
 * growth_cases.h - a growth study with other numbers: under its policies, at draws of what is
 * uncertain, and at the points of its sweep [POLICY] [RUNG]
 *
 * Cases are numbered by kind: policies from 1 (0: none of them), draws and points from 1. They
 * are rows of `growth_case`, written in order and in parts, so that a study which was killed goes
 * on where it was. What is remembered comes from the study's own years and paths, and from draws
 * that are asked as a whole until enough in a row bring no placement that is new; what these say
 * stands in `growth_exact`, against which interpolation is checked.
 */
#ifndef CAIRN_STUDY_GROWTH_CASES_H
#define CAIRN_STUDY_GROWTH_CASES_H

#include "study/growth.h"

/* Whether the results file holds all of them. */
bool cairn_growth_cases_known(const struct cairn_sweep_question *question);

/* Asks and writes what is missing, after the study itself. */
enum cairn_study_status cairn_growth_cases_run(const struct cairn_sweep_question *question,
                                               const struct cairn_growth_study *study);

#endif

/*
 * record_exact.h - what varies, how it was followed, and what was found, as rows
 *
 * Everything of all that varies is written in one transaction, before any point that is asked: that
 * the file says what varies means that it was followed, as far as that goes.
 */
#ifndef CAIRN_STUDY_RECORD_EXACT_H
#define CAIRN_STUDY_RECORD_EXACT_H

#include "study/exact.h"
#include "study/record_point.h"

enum { CAIRN_EXACT_ROWS = 10000 }; /* points that become rows; of more segments stay alone */

/*
 * Follows everything that varies and can be, and writes all of it; nothing where that is written
 * already. What it is stopped or fails by goes into the report. Where a single number varies and
 * was followed, or two that were mapped, points are answered by that: up to CAIRN_EXACT_ROWS of
 * them are written here.
 */
void cairn_record_exact(struct cairn_record_points *record,
                        const struct cairn_sweep_question *question,
                        const struct cairn_choose_limits *limits,
                        struct cairn_sweep_report *report);

/* Are the points of a sweep answered by what was followed? */
bool cairn_record_exact_covers(const struct cairn_sweep_question *question);

#endif

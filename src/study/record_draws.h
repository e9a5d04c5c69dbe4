/*
 * record_draws.h - draws as rows of the results file, as they are finished
 *
 * What is uncertain and the candidates are written before the first draw, and draws in their order,
 * so that what is finished is a prefix; a study that was stopped or killed has it.
 */
#ifndef CAIRN_STUDY_RECORD_DRAWS_H
#define CAIRN_STUDY_RECORD_DRAWS_H

#include "study/uncertain.h"

/*
 * Draws that the file holds, 0 to n - 1, into totals and kept of the stage. Numbers the candidates
 * as placements of the study (stage->numbers), and writes what is not there yet. Negative: the
 * store failed.
 */
int cairn_record_draws_begin(struct cairn_uncertain_stage *stage);

/* Writes draws [from, to) in a transaction; false: the store failed. */
bool cairn_record_draws(const struct cairn_uncertain_stage *stage, int from, int to);

#endif

/*
 * sweep_exact.h - points of a sweep, read off what was followed exactly
 *
 * Where totals are known as functions of what varies (exact.h, box.h), a point costs microseconds:
 * points are had in blocks, by all workers, and written in their order.
 */
#ifndef CAIRN_STUDY_SWEEP_EXACT_H
#define CAIRN_STUDY_SWEEP_EXACT_H

#include "study/exact.h"
#include "study/sweep_rows.h"

/*
 * Answers the points that are missing, which ascend; the numbers of the exact are all that varies.
 * What is not written when it returns was stopped, or could not be written (rows).
 */
void cairn_sweep_exact(struct cairn_sweep_rows *rows, const struct cairn_exact *exact,
                       const int64_t *missing, int64_t n_missing);

#endif

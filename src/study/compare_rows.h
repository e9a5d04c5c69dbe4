/*
 * compare_rows.h - rows of one table of two studies, side by side
 *
 * Rows are read in the order of their primary key from both files and merged, one row of each in
 * memory. The number that a study has in its file does not count.
 */
#ifndef CAIRN_STUDY_COMPARE_ROWS_H
#define CAIRN_STUDY_COMPARE_ROWS_H

#include "study/compare.h"

/* Adds to the counts of the table, and returns how many were added; study 0 has no rows. */
int64_t cairn_compare_rows(struct cairn_compared_table *table, struct cairn_store *a,
                           int64_t study_a, struct cairn_store *b, int64_t study_b);

#endif

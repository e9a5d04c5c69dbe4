/*
 * total.h - totals of candidates with their intervals, in the units of the results file
 *
 * A total is of one measure under the basis that decides. It is NaN where a figure is missing, and
 * its ends are where it has no interval (one replication).
 */
#ifndef CAIRN_STUDY_TOTAL_H
#define CAIRN_STUDY_TOTAL_H

#include "choose/answer.h"

struct cairn_total_shown {
    double mean, low, high;
};

/* Over the replications that count for the candidate, at 1 - alpha. */
struct cairn_total_shown cairn_total_of(struct cairn_candidate *candidate,
                                        enum cairn_measure measure);

/* What one has more than another, paired over the replications that both were seen in. */
struct cairn_total_shown cairn_total_excess(struct cairn_candidate *candidate,
                                            struct cairn_candidate *other,
                                            enum cairn_measure measure);

/* Its mean under any basis; NaN also where there is no such candidate (CAIRN_NONE). */
double cairn_total_under(const struct cairn_answer *answer, int candidate,
                         enum cairn_measure measure, enum cairn_basis_kind basis);

#endif

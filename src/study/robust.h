/*
 * robust.h - one placement for all points of a sweep [ROBUST]
 *
 * A sweep says what is best at each of its points: grids that one may be built in, years to come,
 * conventions of accounting. Who has to choose before knowing which of them it will be asks instead
 * what each placement takes at every point. Candidates are those of the study as it stands and the
 * winners of the whole question at points; all are weighed at all points (weigh.h), and the view
 * v_robust says what they take at worst and in the mean, and their regret.
 *
 * Not here: probabilities of points (uncertain.h).
 */
#ifndef CAIRN_STUDY_ROBUST_H
#define CAIRN_STUDY_ROBUST_H

#include "study/sweep.h"

struct cairn_robust_report {
    enum cairn_study_status status; /* known: the file holds it, or it was not asked for */
    char *why;                      /* it failed, besides the store; owned */
};

/* Rows are written in one transaction; what was simulated is remembered by the archive. */
void cairn_robust_run(const struct cairn_sweep_question *question,
                      struct cairn_robust_report *report);

#endif

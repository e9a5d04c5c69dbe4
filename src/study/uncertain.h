/*
 * uncertain.h - the answer of a study where numbers are not known: over draws
 *
 * A study is first answered as it stands (run.h). Then its candidates, and the winners of the whole
 * question asked again at draws until none is new, are weighed in every draw (reckoning.h); draws
 * are rows as soon as a block of them is finished (record_draws.h). What they say of the candidates
 * (outlook.h), what each input does alone (swing.h) and how the total and the decision depend on
 * all of them (sensitivity.h) becomes rows in one transaction at the end. What was simulated is
 * remembered by the archive. A stage that was stopped or killed goes on where it was, to the same
 * bits.
 */
#ifndef CAIRN_STUDY_UNCERTAIN_H
#define CAIRN_STUDY_UNCERTAIN_H

#include "study/outlook.h"
#include "study/sensitivity.h"
#include "study/sweep.h"
#include "study/swing.h"
#include "study/reckoning.h"

struct cairn_uncertain_report {
    enum cairn_study_status status; /* known: the file holds it, or nothing is uncertain */
    char *sentence;                 /* what came out; owned; NULL where it did not */
    char *why;                      /* it failed, besides the store; owned */
};

/* The stage at work, and what is written of it. */
struct cairn_uncertain_stage {
    const struct cairn_sweep_question *question;
    struct cairn_scales scales;
    struct cairn_reckoning reckoning;
    double *values; /* [draw x n_uncertains + uncertain]; owned, like what follows */
    double *totals; /* [draw x candidate] */
    bool *kept;     /* likewise */
    int *numbers;   /* [candidate]: placement of the study */
    bool *verdicts; /* [candidate]: keeps its promises in the first draw */
    int n_draws, asked;
    bool complete; /* the last draws that were asked brought nothing new */
    struct cairn_outlook_table table;
    struct cairn_outlook outlook;
    struct cairn_worth *worths; /* [factor] */
    struct cairn_swing *swings; /* [uncertain] */
    struct cairn_sensitivity sensitivity;
};

void cairn_uncertain_run(const struct cairn_sweep_question *question,
                         struct cairn_uncertain_report *report);

#endif

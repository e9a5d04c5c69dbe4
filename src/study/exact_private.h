/*
 * exact_private.h - what following one number and mapping several have in common (exact.h, box.h)
 */
#ifndef CAIRN_STUDY_EXACT_PRIVATE_H
#define CAIRN_STUDY_EXACT_PRIVATE_H

#include "study/exact.h"

enum { CAIRN_EXACT_MOST_QUESTIONS = 64 }; /* what needs more is not followed, and says so */

/* All that varies by its index, and nothing asked yet. False: it is not to be followed. */
bool cairn_exact_set_up(struct cairn_exact *e, const struct cairn_sweep_question *sweep,
                        const int *varies, int n, const struct cairn_choose_limits *limits);

/* Sets the status and why, which is taken; false. */
bool cairn_exact_not(struct cairn_exact *e, char *why);

/* Asks the whole question at x[number]. False: not exact, or stopped; likewise those below. */
bool cairn_exact_ask(struct cairn_exact *e, const double *x);

/* Learns candidates (which[], NULL: all) that a response does not have yet, up to n of them. */
bool cairn_exact_learn(struct cairn_exact *e, struct cairn_response *response, const int *which,
                       int n);

/* Judges the promises of a candidate, which depend on no number of accounting. */
bool cairn_exact_judge(struct cairn_exact *e, struct cairn_exact_candidate *candidate);

/* Makes a candidate that breaks no promise a finalist. */
void cairn_exact_finalist(struct cairn_exact *e, int candidate);

/* Winners of answers are finalists too; learns all in as many replications as any was seen in. */
bool cairn_exact_learn_last(struct cairn_exact *e);

/* Chords between the bounds of all answers, numbers as a response has them. */
void cairn_exact_find_bounds(struct cairn_exact *e, const struct cairn_response *response);

#endif

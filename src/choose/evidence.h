/*
 * evidence.h - what is put beside the winner: runner-up, baselines, other bases
 *
 * Candidates were observed in different numbers of replications, those that were dropped early in
 * few. They are compared by their differences to the winner in the replications that both have,
 * which under common random numbers are far more precise than their means. Whatever is shown
 * (runner-up, baselines, winners under other bases) is simulated as often as the winner.
 */
#ifndef CAIRN_CHOOSE_EVIDENCE_H
#define CAIRN_CHOOSE_EVIDENCE_H

#include "choose/answer.h"

/*
 * Fills in runner-up, regret, baselines and bases, with the winner chosen and settled. Judges
 * promises as far as that takes, with `most` replications at most. Returns false if stopped.
 */
bool cairn_answer_evidence(struct cairn_answer *answer, const struct cairn_choose_limits *limits);

/*
 * The baselines where no contender keeps its promises: none of a kind, the scenario's simulated.
 * Returns false if stopped.
 */
bool cairn_answer_without_winner(struct cairn_answer *answer);

#endif

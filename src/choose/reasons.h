/*
 * reasons.h - why each workload went where it went, and what promises and budgets cost
 *
 * The next best place of a workload: of the candidates that break nothing and serve it otherwise
 * than the winner, the one that has least of the aim; what it has more, part by part, on the same
 * requests. Where no candidate serves it otherwise, the cheapest placement of the search that does:
 * as good as one search sample.
 *
 * What promises cost: candidates, and placements that the search saw, that have less of the aim
 * than the winner but break something; what they would save is what keeping it costs.
 */
#ifndef CAIRN_CHOOSE_REASONS_H
#define CAIRN_CHOOSE_REASONS_H

#include "choose/candidate.h"

struct cairn_answer;

struct cairn_next_best {
    int workload;
    int candidate;                    /* or CAIRN_NONE: it is of the search */
    struct cairn_placement placement; /* owned */
    double more[CAIRN_N_PARTS];       /* than the winner, of the aim in units of the ledger */
};

struct cairn_excluded {
    int candidate;                    /* or CAIRN_NONE: it is of the search */
    struct cairn_placement placement; /* owned */
    double saving;                    /* of the aim against the winner, in units of the ledger */
    bool by_budget;
    struct cairn_promise_result promise; /* that it breaks most; of a budget: not set */
    int resource;                        /* of the budget */
};

struct cairn_reasons {
    struct cairn_next_best *next_best; /* by workload, one each where there is any; owned */
    int n_next_best;
    struct cairn_excluded *excluded; /* what would save most first; owned */
    int n_excluded;
};

/* Nothing where the answer has no winner. */
void cairn_reasons_init(struct cairn_reasons *reasons, struct cairn_answer *answer);
void cairn_reasons_release(struct cairn_reasons *reasons);

#endif

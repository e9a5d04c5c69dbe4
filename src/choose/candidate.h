/*
 * candidate.h - a placement in the selection: its trial and what was seen of it
 *
 * A contender may win; the baselines of a scenario are candidates that may not. What a candidate
 * emits in a replication is accounted once and kept.
 */
#ifndef CAIRN_CHOOSE_CANDIDATE_H
#define CAIRN_CHOOSE_CANDIDATE_H

#include "choose/trial.h"

enum cairn_candidate_status {
    CAIRN_CANDIDATE_OPEN,
    CAIRN_CANDIDATE_BEST,
    CAIRN_CANDIDATE_BROKEN, /* breaks a promise */
};

struct cairn_candidate {
    struct cairn_trial trial;
    bool contender;
    enum cairn_candidate_status status;
    enum cairn_verdict verdict; /* of its promises, over its replications */
    int replications;           /* that count for it */
    double carbon_g;            /* mean of these under the basis that decides */
    double half_width_g;        /* of its 95 % interval; HUGE_VAL for one replication */
    double *seen_g;             /* [replication], as far as accounted; owned */
    int n_seen;
};

/* Takes a copy of the placement. The plan, book and lab outlive the candidate. */
struct cairn_candidate *cairn_candidate_new(const struct cairn_scenario *scenario,
                                            const struct cairn_plan *plan,
                                            const struct cairn_placement *placement,
                                            struct cairn_factor_book *book, struct cairn_lab *lab,
                                            bool contender);
void cairn_candidate_free(struct cairn_candidate *candidate);

/* Carbon in one replication, always under the same basis. */
double cairn_candidate_observe(struct cairn_candidate *candidate, enum cairn_basis_kind basis,
                               int replication);

/* Mean over the first n replications, which must have been observed. */
double cairn_candidate_mean(const struct cairn_candidate *candidate, int n);

/*
 * Tests its promises over its replications, taking more, up to `most`, while they are undecided.
 * The accepted error is half the scenario's alpha; the other half belongs to the selection.
 */
void cairn_candidate_judge(struct cairn_candidate *candidate, int most);

/* Sets replications, mean and interval. */
void cairn_candidate_settle(struct cairn_candidate *candidate, enum cairn_basis_kind basis, int n);

#endif

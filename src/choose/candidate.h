/*
 * candidate.h - a placement in the selection: its trial and what was seen of it
 *
 * A contender may win; the baselines of a scenario are candidates that may not. What a candidate
 * has of the aim (carbon, unless the scenario says otherwise) is accounted once per replication and
 * kept, in units of its ledger; "emits" here and in the rest of the choice is said of any aim. Its
 * promises are judged after stated numbers of replications only, so that the error of looking again
 * and again is known.
 */
#ifndef CAIRN_CHOOSE_CANDIDATE_H
#define CAIRN_CHOOSE_CANDIDATE_H

#include "choose/trial.h"

enum cairn_candidate_status {
    CAIRN_CANDIDATE_OPEN,
    CAIRN_CANDIDATE_BEST,
    CAIRN_CANDIDATE_BROKEN, /* breaks a promise */
};

/* When promises are judged, and how strictly. */
struct cairn_judging {
    double alpha;    /* accepted error of one candidate at one look */
    int first, most; /* looks, as in select.h */
};

struct cairn_candidate {
    struct cairn_trial trial;
    bool contender;
    enum cairn_candidate_status status;
    enum cairn_verdict verdict; /* of its promises, at the look below */
    int judged;                 /* replications of the last look; 0: none yet */
    double judged_alpha;        /* accepted error of it */
    bool looked_further;        /* the last look was further than that (further.h), or of no use */
    bool aside;            /* passed over: undecided to the end, and others keep all promises */
    int replications;      /* that count for its total */
    double aim;            /* mean of these of the aim, under the basis that decides */
    double half_width;     /* of its interval at 1 - alpha; HUGE_VAL for one replication */
    int n_seen;            /* replications that it was observed in; the trial has them */
    int screened_at;       /* replications after which the selection dropped it; 0: it did not */
    int screened_by;       /* of the candidates: who was better then */
    double screened_share; /* by how much, of what that one emitted */
};

/* Did the selection drop it, though as far as it was judged it breaks no promise? */
static inline bool cairn_candidate_is_screened(const struct cairn_candidate *candidate)
{
    return candidate->screened_at > 0 && candidate->status != CAIRN_CANDIDATE_BEST &&
           candidate->verdict != CAIRN_BROKEN;
}

/* Takes a copy of the placement. The plan, book and lab outlive the candidate. */
struct cairn_candidate *cairn_candidate_new(const struct cairn_scenario *scenario,
                                            const struct cairn_plan *plan,
                                            const struct cairn_placement *placement,
                                            struct cairn_factor_book *book, struct cairn_lab *lab,
                                            bool contender);
void cairn_candidate_free(struct cairn_candidate *candidate);

/* The aim in one replication, under the basis that decides. */
double cairn_candidate_observe(struct cairn_candidate *candidate, enum cairn_basis_kind basis,
                               int replication);

/* Sets replications, mean and interval. False: stopped, and nothing was set. */
bool cairn_candidate_settle(struct cairn_candidate *candidate, enum cairn_basis_kind basis, int n);

/*
 * How much more it emits than another, paired over the first replications that both have been
 * observed in: mean and half-width at this confidence (NULL: not wanted). Needs one such; under
 * common random numbers far more precise than the difference of their means.
 */
double cairn_candidate_excess(const struct cairn_candidate *candidate,
                              const struct cairn_candidate *than, double confidence,
                              double *half_width);

/*
 * Tests its promises at the looks it has not had yet, up to the first look at or beyond n
 * replications, until a verdict is reached. Where the last of them leaves promises of few requests
 * undecided, there is a look beyond it (further.h). Simulates what is missing. False: stopped
 * before that; the verdict is then that of the last look.
 */
bool cairn_candidate_judge(struct cairn_candidate *candidate, const struct cairn_judging *judging,
                           int n);

/* The same for some candidates, candidates[i] up to until[i]: all have a look, then the next. */
bool cairn_candidates_judge(struct cairn_candidate *const *candidates, const int *until,
                            int n_candidates, const struct cairn_judging *judging);

/* Of one whose verdict is "broken": does it break a promise? Otherwise only budgets. */
bool cairn_candidate_breaks_promise(struct cairn_candidate *candidate);

/* The results that its verdict rests on; as cairn_trial_promises(). NULL if never judged. */
struct cairn_promise_result *cairn_candidate_promises(struct cairn_candidate *candidate,
                                                      int *n_results);

#endif

/*
 * select.h - which of k systems has the least mean, with a stated probability of being right
 *
 * The procedure of Kim and Nelson (2001, ACM TOMACS 11(3)) for observations that are independent
 * over replications and may be correlated between systems, as they are under common random
 * numbers: variances of pairwise differences, error split over the comparisons by Bonferroni.
 * [SELECT]
 *
 *     beta = alpha / (k - 1)
 *     eta  = ((2 beta)^(-2/(n0 - 1)) - 1) / 2,     h^2 = 2 eta (n0 - 1)
 *     after r replications, i is dropped if for some l
 *         mean_i(r) > mean_l(r) + max(0, delta / (2 r) (h^2 S_il^2 / delta^2 - r))
 *
 * Assumes normal observations (a replication's total is a sum over very many requests). If the
 * best system is better than every other by delta, the indifference zone, it is chosen with
 * probability >= 1 - alpha; delta is absolute and fixed before the first observation.
 *
 * Systems are observed in index order of replications: a result is a pure function of the
 * observations. Not here: promises (promise.h), where observations come from (lab.h).
 */
#ifndef CAIRN_CHOOSE_SELECT_H
#define CAIRN_CHOOSE_SELECT_H

#include <stdbool.h>

struct cairn_select_problem {
    int n_systems;        /* >= 1 */
    double alpha;         /* in (0, 1/2) */
    double indifference;  /* > 0 */
    int first;            /* replications before the first comparison, >= 2 */
    int most;             /* >= first; reaching it leaves the selection undecided */
    /* The observation of one system in one replication; asked for once each. */
    double (*observe)(void *context, int system, int replication);
    void *context;
};

struct cairn_selection {
    int best;             /* least mean among those never dropped */
    bool decided;         /* the procedure ended by itself */
    int replications;     /* of the best */
    int runner_up;        /* least mean among the others, or -1 */
    /*
     * Bonferroni bound on the probability that no other system is better than the best by more
     * than the indifference zone, from Student's t on the paired differences; at least 1 - alpha
     * where the procedure ended by itself.
     */
    double p_correct;
    int n_systems;
    int *seen;            /* [system]: replications observed; owned */
    double *mean;         /* [system]: over these; owned */
};

/* Runs the procedure. */
void cairn_select(const struct cairn_select_problem *problem, struct cairn_selection *selection);
void cairn_selection_release(struct cairn_selection *selection);

/* eta and h^2 of the procedure, for k systems. */
double cairn_select_eta(int n_systems, int first, double alpha);

#endif

/*
 * select.h - which of k systems has the least mean, with a stated probability of being right
 *
 * Observations are independent over replications and may be correlated between systems, as they
 * are under common random numbers: only differences of two systems in the same replications are
 * looked at, and the accepted error is split over comparisons by Bonferroni. [SELECT]
 *
 * Three rules drop systems, each at its share of the error.
 *
 *   zone     the procedure of Kim and Nelson (2001, ACM TOMACS 11(3)), from n0 replications on:
 *                beta = 0.4 alpha / (k - 1)
 *                eta  = ((2 beta)^(-2/(n0 - 1)) - 1) / 2,     h^2 = 2 eta (n0 - 1)
 *                i is dropped after r replications if for some l
 *                    mean_i(r) > mean_l(r) + max(0, delta / (2 r) (h^2 S_il^2 / delta^2 - r))
 *            S_il^2 being the variance of the differences over the first n0. It ends even where
 *            means are equal.
 *   ratio    a sequential test of "i is better than l by delta" against "as much worse", which
 *            goes on learning the variance (ratio.h): i is dropped if mean_i(r) > mean_l(r) and
 *                L(x_i - x_l + delta; gain 2 delta) >= (k - 1) / (0.5 alpha),
 *            looked at after n0 + 1 replications and then each time there are 1/32 more. The
 *            zone rule pays for the few replications that it knows the variance from; this one is
 *            quicker wherever means are not equal.
 *   distance Student's t at a few looks: after n0/4, n0/2, n0, 2 n0 ... and the last replication,
 *                mean_i(r) - mean_l(r) > max(0, t s / sqrt(r) - delta),
 *                t = t(1 - 0.1 alpha / (looks (k - 1)), r - 1 degrees of freedom)
 *            where i was better by delta, it would be seen this far behind with no more than its
 *            part of the error. It lets go of what is far behind before there are n0.
 *
 * Assumes normal observations (a replication's total is a sum over very many requests). If the
 * best system is better than every other by delta, the indifference zone, it is chosen with
 * probability >= 1 - alpha; delta is absolute and fixed before the first observation. The proof
 * bounds, for each other system, the probability that it ever drops the best; that depends on
 * the two alone, so that it also holds where systems are struck out on the way, as long as the
 * error is split over all k. Where others are within delta of the best, that one of these is chosen
 * is no theorem, but what is measured (docs/VALIDATION.md).
 *
 * Replications are announced before they are asked for: up to n0 just those of the next look, which
 * are all needed; after it, where the zone rule looks at each, an eighth more than there are, so
 * that there is something to do together: a system that is dropped has been announced for at most
 * that many in vain. What is announced has no influence on what is selected.
 *
 * Systems are observed in index order of replications: a result is a pure function of the
 * observations. Not here: promises (promise.h), where observations come from (lab.h).
 */
#ifndef CAIRN_CHOOSE_SELECT_H
#define CAIRN_CHOOSE_SELECT_H

#include <stdbool.h>

struct cairn_select_problem {
    int n_systems;       /* >= 1 */
    double alpha;        /* in (0, 1/2) */
    double indifference; /* > 0 */
    int first;           /* n0, >= 2 */
    int most;            /* >= first; reaching it leaves the selection undecided */
    /* The observation of one system in one replication; asked for once each, in order. */
    double (*observe)(void *context, int system, int replication);
    /*
     * Told which systems are about to be observed in all replications before `until`, so that these
     * can be simulated together; false stops the selection. Some of what is announced may never be
     * asked for: see below. May be NULL.
     */
    bool (*prepare)(void *context, const int *systems, int n_systems, int until);
    /*
     * Whether a system that would be chosen may be; false strikes it out, and the selection goes
     * on without it. May be NULL: all may. Systems are asked in an order that observations alone
     * decide, so it may depend on what it said before.
     */
    bool (*accept)(void *context, int system);
    bool (*stop)(void *context); /* polled between replications; may be NULL; once true, always */
    void *context;
};

/* Where and why a system was dropped. */
struct cairn_dropped {
    int at;        /* replications; 0: it was not */
    int by;        /* a system that was better */
    double behind; /* by how much, in the mean of these */
};

struct cairn_selection {
    int best;     /* least mean among those never dropped, or -1: all were struck out, or stopped */
    bool decided; /* one was left, or the zone rule says that those left are as good */
    bool stopped;
    /*
     * Estimate of the probability that no other system but those struck out is better than the
     * best by more than the indifference zone: 1 less the sum of the one-sided tails of Student's
     * t for the paired differences. Where the selection is decided, at least the 1 - alpha that
     * the procedure guarantees.
     */
    double p_correct;
    int n_systems;
    int *seen;                     /* [system]: replications observed; owned */
    struct cairn_dropped *dropped; /* [system]: in the last run of the procedure; owned */
};

/* Runs the procedure. */
void cairn_select(const struct cairn_select_problem *problem, struct cairn_selection *selection);
void cairn_selection_release(struct cairn_selection *selection);

/* eta of the zone rule alone, for k >= 2 systems and an error of alpha in all; h^2 follows. */
double cairn_select_eta(int n_systems, int first, double alpha);

/*
 * Looks after first/4 (at least 2), doubled again and again, and after the last replication: the
 * next one after r, `most` where there is none; how many there are.
 */
int cairn_select_next_look(int first, int most, int r);
int cairn_select_looks(int first, int most);

#endif

/*
 * swing.h - one uncertain number at a time, all others as the scenario has them [SWING]
 *
 * A tornado: the total of the chosen placement at the 5 % and 95 % points of the number. And the
 * flip: the value nearest to the scenario's at which another candidate has less than it, found on a
 * grid of quantiles (0.5 %, 5 %, 25 %, 50 %, 75 %, 95 %, 99.5 %) and then by bisection of the
 * crossing that the grid brackets, on either side, to a millionth of the bracket. A grid can miss
 * two crossings between neighbours; a difference that is affine in the number has but one.
 */
#ifndef CAIRN_STUDY_SWING_H
#define CAIRN_STUDY_SWING_H

#include <stdbool.h>

struct cairn_belief;

enum { CAIRN_SWING_LOOKS = 47 }; /* at most */

/* The outer values of the grid. */
void cairn_swing_ends(const struct cairn_belief *belief, double *low, double *high);

struct cairn_swing_problem {
    /* Totals of all candidates with the number at x, all else as it stands; false: give up. */
    bool (*look)(void *context, double x, double *totals);
    void *context;
    const struct cairn_belief *belief; /* about the number */
    double base;                       /* where the scenario stands */
    int n_candidates, chosen;
};

struct cairn_swing {
    double low, high;             /* 5 % and 95 % points, as values of the number */
    double total_low, total_high; /* of the chosen there */
    int best_low, best_high;      /* candidates */
    double flips_at;              /* NaN: nowhere within the grid */
    int flips_to;
};

/* Promises are left aside. False: a look gave up. */
bool cairn_swing_find(struct cairn_swing *swing, const struct cairn_swing_problem *problem);

#endif

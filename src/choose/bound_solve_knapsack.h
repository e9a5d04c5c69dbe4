/*
 * bound_solve_knapsack.h - which things to take where not all fit [BOUND]
 *
 * Things bring a gain and take room; the most gain of what fits is found by branch and bound in
 * the order of gain per room, where what is left is bounded by filling the room with a part of a
 * thing. After MOST_STEPS the bound stands for the gain: it is never less.
 *
 * Source: E. Horowitz, S. Sahni, Journal of the ACM 21, 277 (1974); the bound is G. Dantzig's,
 * Operations Research 5, 266 (1957).
 */
#ifndef CAIRN_CHOOSE_BOUND_SOLVE_KNAPSACK_H
#define CAIRN_CHOOSE_BOUND_SOLVE_KNAPSACK_H

#include <stdbool.h>

/* work not negative. */
struct cairn_thing {
    double gain, work;
    int index; /* the caller's */
    bool taken;
};

/*
 * Sorts the things (those without a gain behind all others, never taken) and marks what is taken.
 * Returns the most gain, or more where it was not found in time. Adds the steps that it took.
 */
double cairn_knapsack(struct cairn_thing *things, int n, double room, double *steps);

/*
 * At least the gain of any of the things (sorted) that fit, without one of them.
 */
double cairn_knapsack_most(const struct cairn_thing *things, int n, int without, double room);

#endif

/*
 * bound_solve_prices.h - proving an optimum by prices, without a linear programme [PRICES]
 *
 * At the prices of a market (bound_solve_market.h) that are raised for whom nobody takes and
 * lowered for whom several take, the bound climbs close to the least cost where demands are not
 * split: closer than the linear relaxation, in less time. What is taken also shows a solution
 * nearby. Where the two do not meet, the search branches on facilities, then on options.
 *
 * What is spent is counted and limited by the size of the problem, so that trying costs little
 * where it does not succeed, and results depend on nothing else.
 *
 * Source: M. Held, P. Wolfe, H. Crowder, Mathematical Programming 6, 62 (1974), for the steps.
 */
#ifndef CAIRN_CHOOSE_BOUND_SOLVE_PRICES_H
#define CAIRN_CHOOSE_BOUND_SOLVE_PRICES_H

#include "choose/bound_solve.h"

struct cairn_prices {
    const struct cairn_bound_problem *problem;
    const struct cairn_bound_query *query; /* its nodes and when to stop */
    const int *part_of;
    int part;
    double unit; /* of which all costs are multiples; 0: of none */
    int *chosen; /* [demand]: the best solution, CAIRN_NONE outside of the part; the caller's */
    double bound, cost; /* without the fixed cost; INFINITY: no solution was found */
    double nodes;
    bool proven; /* the solution is the cheapest, and bound says so within 3e-7 of its cost */
};

/*
 * The last four are set. False: it is not a market, and nothing is said but a bound of 0 and an
 * infinite cost.
 */
bool cairn_prices_solve(struct cairn_prices *prices);

#endif

/*
 * bound_solve_repair.h - a solution near what is taken in a market
 *
 * Private to bound_solve_prices.c. Who is taken several times goes where it costs least, then who
 * is not taken at all where there is room and it costs least, with what opening a facility costs.
 */
#ifndef CAIRN_CHOOSE_BOUND_SOLVE_REPAIR_H
#define CAIRN_CHOOSE_BOUND_SOLVE_REPAIR_H

#include "choose/bound_solve_market.h"

/* chosen: [demand] an option; of other parts as it is. False: somebody found no room. */
bool cairn_market_repair(const struct cairn_market *market, int *chosen);

#endif

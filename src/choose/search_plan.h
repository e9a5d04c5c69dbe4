/*
 * search_plan.h - the sampling plan of the search: that of the selection with shorter windows
 *
 * What points the way may be less exact than what decides: windows are shorter by a factor of 2, 4
 * or 8, whichever leaves nearest (in ratio) to 50,000 requests of all copies together. The run-in
 * stays, since what is measured must have run in. Both numbers are compromises. A factor that could
 * be anything would change with every load, and the plan with it (plan.h says why that matters).
 */
#ifndef CAIRN_CHOOSE_SEARCH_PLAN_H
#define CAIRN_CHOOSE_SEARCH_PLAN_H

#include "model/plan.h"

/* `full` is the plan of the scenario. Released with cairn_plan_release(). */
void cairn_search_plan_init(struct cairn_plan *plan, const struct cairn_plan *full,
                            const struct cairn_scenario *scenario);

#endif

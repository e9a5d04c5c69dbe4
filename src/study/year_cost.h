/*
 * year_cost.h - what a request costs in a year of a growth study [GROWTH]
 *
 * The unit cost of a workload is the money of its component, carbon at its price and waiting at its
 * price, over the requests of that component: workloads that share a queue share a cost. What
 * accounting groups change is shared by all requests. The three are kept apart, because prices of
 * carbon and of time change none of them.
 */
#ifndef CAIRN_STUDY_YEAR_COST_H
#define CAIRN_STUDY_YEAR_COST_H

#include "choose/trial.h"

/* Of a demand. */
struct cairn_year_unit {
    double requests;              /* in the year, all copies */
    double usd, carbon_g, wait_s; /* of a request; usd is NaN where a price is missing */
};

/*
 * Means over the first n replications, units[demand]. Returns the requests of all workloads in the
 * year; *unpriced is set where a price is missing, to words that are the trial's.
 */
double cairn_year_units(struct cairn_trial *trial, const struct cairn_plan *plan, int n,
                        struct cairn_year_unit *units, const char **unpriced);

/* USD of a request, at a price of carbon; NaN: nothing is paid for it. */
double cairn_year_unit_cost(const struct cairn_year_unit *unit, const struct cairn_growth *growth,
                            double carbon_usd_per_t);

#endif

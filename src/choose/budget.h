/*
 * budget.h - what a placement takes besides its aim, and whether that is within the budgets
 *
 * A resource is a total over the horizon that a study may limit: carbon, energy, water, money, and
 * of the money what is paid for purchases. All are taken under the basis that decides. A budget is
 * the most that a placement may take of one; it is tested like a promise, by the interval of the
 * total over replications: [BUDGET]
 *
 *     kept where the interval ends at or below the budget, broken where it begins above it, else
 *     undecided
 *
 * Where budgets are stated they take half of the error that the promises of a placement may take,
 * each an equal part of it. What is the same in all replications (purchases) has an interval of no
 * width.
 *
 * A placement with a figure missing of what is budgeted cannot be shown to keep it, and is no
 * candidate. Units are those of the ledger: g, J, L, USD.
 */
#ifndef CAIRN_CHOOSE_BUDGET_H
#define CAIRN_CHOOSE_BUDGET_H

#include "choose/trial.h"

enum cairn_resource {
    CAIRN_RESOURCE_CARBON,
    CAIRN_RESOURCE_ENERGY,
    CAIRN_RESOURCE_WATER,
    CAIRN_RESOURCE_MONEY,
    CAIRN_RESOURCE_PURCHASES,
    CAIRN_N_RESOURCES
};

struct cairn_budget_result {
    enum cairn_resource resource;
    double limit;
    double value;      /* mean over replications */
    double half_width; /* HUGE_VAL for one replication */
    enum cairn_verdict verdict;
};

/* "carbon", "purchases" ...; static. */
const char *cairn_resource_name(enum cairn_resource resource);
enum cairn_measure cairn_resource_measure(enum cairn_resource resource);

/* The budget of a resource, INFINITY where there is none; how many there are. */
double cairn_budget_limit(const struct cairn_scenario *scenario, enum cairn_resource resource);
int cairn_budget_count(const struct cairn_scenario *scenario);

/* What a trial takes in each of the first n replications, in units of the ledger. */
void cairn_resource_values(struct cairn_trial *trial, enum cairn_resource resource, int n,
                           double *values);

/* What is missing from a total that is budgeted or aimed at, as cairn_trial_missing(), or NULL. */
const char *cairn_budget_missing(const struct cairn_trial *trial);

/* Of the accepted error of a placement: what promises and budgets may take together. */
double cairn_budget_alpha(const struct cairn_scenario *scenario, double alpha);   /* all budgets */
double cairn_promises_alpha(const struct cairn_scenario *scenario, double alpha); /* the rest */

/* Tests all budgets over n replications; alpha is that of the placement. Returns how many. */
int cairn_budgets_test(struct cairn_trial *trial, int n, double alpha,
                       struct cairn_budget_result results[CAIRN_N_RESOURCES]);

#endif

/*
 * crossing.h - where a contracted difference changes its sign along one variable [FLIP]
 *
 * All variables but one stay at 1, as multipliers of what they are. From 1 the variable is followed
 * to the least and to the most it may be, in STEPS equal ratios each; the first change of sign on
 * either side is halved until it is known to the last digits. Two changes within one step are taken
 * for none.
 *
 * Not here: which variables (flip.h), crossings along a sweep of several points.
 */
#ifndef CAIRN_ACCOUNT_CROSSING_H
#define CAIRN_ACCOUNT_CROSSING_H

#include "account/contraction.h"

struct cairn_crossing_query {
    const struct cairn_contraction *difference;
    int variable;
    double constant;    /* to add to the difference, whatever the variable is */
    double least, most; /* least <= 1 <= most */
};

struct cairn_crossing {
    double at;        /* NaN: none */
    double low, high; /* where the interval of the difference there leads; NaN: it has none */
};

/* The nearest to 1 in ratio. */
struct cairn_crossing cairn_crossing_find(const struct cairn_crossing_query *query);

#endif

/*
 * rungs.h - what placements amount to in a year at any demand, from a ladder of demands [RUNG]
 *
 * Physics depend on demand, so that every demand is another simulation, and a study over many draws
 * has as many demands as years and draws. Placements are therefore put on trial at rungs only:
 * demands of 2^(k/8) times those of year 1, k whole, which are the same for all years and draws and
 * are simulated once. Between rungs, totals are interpolated: of the vertices of the cell that a
 * demand is in, those of Freudenthal's simplex (n + 1 for n workloads, raised in order of how far
 * each is above its rung), with weights that are positive and sum to 1.
 *
 *     f(x) = sum over i of w_i f(v_i),    w_0 = 1 - u_(1), w_i = u_(i) - u_(i+1), w_n = u_(n)
 *
 * It is exact for what is a fixed part and a part in proportion to requests. A placement can carry
 * a demand where it breaks no promise at the top of the cell. Where none of those that are
 * remembered can, or the demand is outside of where they were looked for, the whole question is
 * asked at the top of the cell, and what wins joins them for this year.
 *
 * What was found last is found again where it is within the scenario's tie of the best, so that a
 * search for a demand does not flip to and fro over a difference that does not matter.
 */
#ifndef CAIRN_STUDY_RUNGS_H
#define CAIRN_STUDY_RUNGS_H

#include "choose/limits.h"
#include "study/labs.h"
#include "study/remembered.h"
#include "study/year_cost.h"

enum { CAIRN_RUNGS_PER_DOUBLING = 8 };

struct cairn_rungs_setup {
    struct cairn_scenario *scenario; /* of the year, at the demand of year 1; its rates are moved */
    const struct cairn_remembered *remembered;
    int replications;
    struct cairn_labs *labs;
    const struct cairn_choose_limits *limits;
};

struct cairn_rung;

struct cairn_rungs {
    struct cairn_rungs_setup setup;
    double *rate_per_s;                   /* [demand] of year 1; owned, as all */
    const struct cairn_placement **tried; /* remembered ones that exist, then own */
    int *number;                          /* [tried]: among the remembered, or CAIRN_NONE */
    struct cairn_placement **own;         /* that were asked for */
    int n_tried, n_own, n_rungs, n_asked;
    size_t own_capacity, rungs_capacity;
    struct cairn_rung **rungs;
    int last; /* of the tried, that was found last; or CAIRN_NONE */
    bool stopped;
};

void cairn_rungs_init(struct cairn_rungs *rungs, const struct cairn_rungs_setup *setup);
void cairn_rungs_release(struct cairn_rungs *rungs);

/* The best that can carry a demand, by the scenario's aim. */
struct cairn_rungs_found {
    int placement;             /* of the remembered, or CAIRN_NONE: one that was asked for */
    double carbon_g, requests; /* in the year, of all */
};

/*
 * At multiples[demand] of year 1, with units[demand] of what wins. False: nothing carries that, or
 * it was stopped.
 */
bool cairn_rungs_find(struct cairn_rungs *rungs, const double *multiples,
                      struct cairn_rungs_found *found, struct cairn_year_unit *units);

/* The next search is for the best whatever was found last. */
void cairn_rungs_forget_last(struct cairn_rungs *rungs);

/*
 * The aim of a remembered placement there, over that of the best; NaN: it cannot carry that, or
 * there is none (CAIRN_NONE).
 */
double cairn_rungs_ratio(struct cairn_rungs *rungs, const double *multiples, int placement);

#endif

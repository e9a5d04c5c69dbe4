/*
 * year_amounts.h - what a placement amounts to in a year of a growth study [GROWTH]
 *
 * Means over replications, per year of the horizon, under the basis that decides. Unit costs are
 * those of year_cost.h.
 */
#ifndef CAIRN_STUDY_YEAR_AMOUNTS_H
#define CAIRN_STUDY_YEAR_AMOUNTS_H

#include "choose/answer.h"

struct cairn_year_amounts {
    int n_places;
    double requests;              /* of all workloads */
    double carbon_g, embodied_g;  /* in all; of devices, hosts and lines, in it */
    double part_g[CAIRN_N_PARTS]; /* carbon */
    double *energy_j, *energy_g;  /* [place]: what is drawn, and its carbon; owned */
    double other_g;               /* carbon of no energy: embodied, visits, rework, pretraining */
    double *cost_usd;             /* [demand] of a request; NaN: a price is missing; owned */
    const char *unpriced;         /* why a cost is not known; the ledger's, or NULL */
    double *requests_of;          /* [demand]; owned */
};

/* Of one of its candidates, from the replications that count for it. */
void cairn_year_amounts_init(struct cairn_year_amounts *amounts, struct cairn_answer *answer,
                             struct cairn_candidate *candidate);
void cairn_year_amounts_release(struct cairn_year_amounts *amounts);

/* [LMDI] What changed between two years: adds up to the difference of their carbon. */
enum cairn_effect_of {
    CAIRN_EFFECT_OF_DEMAND,
    CAIRN_EFFECT_OF_EFFICIENCY, /* energy of a request */
    CAIRN_EFFECT_OF_PLACEMENT,  /* in which places the energy is drawn */
    CAIRN_EFFECT_OF_GRID,       /* carbon of what is drawn there */
    CAIRN_EFFECT_OF_EMBODIED,   /* carbon of a request that is of no energy: mostly embodied */
    CAIRN_N_EFFECTS_OF
};
void cairn_year_effects(const struct cairn_year_amounts *before,
                        const struct cairn_year_amounts *after, double effect[CAIRN_N_EFFECTS_OF]);

#endif

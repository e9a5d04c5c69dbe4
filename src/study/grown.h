/*
 * grown.h - what a growth study comes to with other numbers, or under a policy [RUNG] [POLICY]
 *
 * A case is a list of edits of the scenario (a draw, a point of a sweep) and perhaps a policy. Its
 * years are those of the study (growth.h), with placements that are remembered and demands between
 * rungs (rungs.h): what takes the study seconds takes a case a fraction of one. Demand and cost
 * agree to 1e-6 of the logarithm of a response, or the year is unsettled.
 *
 * A policy begins in a year after the first and holds from then on, on both sides of a rebound: a
 * price of carbon takes the place of what the study says is paid; a cap is the price at which the
 * year emits no more, found by a bracketed root [ROOT]; a standard is a gain of its own.
 */
#ifndef CAIRN_STUDY_GROWN_H
#define CAIRN_STUDY_GROWN_H

#include <pthread.h>

#include "account/rebound.h"
#include "study/rungs.h"
#include "study/sweep.h"
#include "study/year_ask.h"

struct cairn_grown_setup {
    const struct cairn_sweep_question *question;
    const struct cairn_choose_limits *limits; /* of one thread */
    const struct cairn_remembered *remembered;
    const int *planned;      /* [year - 1]: remembered, the study's own path */
    pthread_mutex_t *making; /* held while a scenario is made; outlives, as all */
    int replications;
};

struct cairn_grown_case {
    const struct cairn_edit *edits;
    int n_edits;
    const struct cairn_growth_policy *policy; /* NULL: none */
};

struct cairn_grown_year {
    enum cairn_year_state state;
    int placement; /* of the remembered, or CAIRN_NONE: one that was asked for, or none */
    double requests, carbon_g;
    struct cairn_rebounded gains;
    double carbon_usd_per_t; /* that is paid; NaN: nothing */
    double planned_ratio; /* the aim of the planned placement over that of the best; NaN: broken */
    bool over_cap;        /* no price that is allowed brings it down to the cap */
};

/* One thread's. */
struct cairn_grower {
    const struct cairn_grown_setup *setup;
    struct cairn_labs labs;
    int n_asked; /* whole questions */
};

void cairn_grower_init(struct cairn_grower *grower, const struct cairn_grown_setup *setup);
void cairn_grower_release(struct cairn_grower *grower);

/*
 * A pure function of the setup and the case. years[] has one for each of the study. False: stopped;
 * or there is no valid scenario, and *why (owned by the caller) says so.
 */
bool cairn_grower_grow(struct cairn_grower *grower, const struct cairn_grown_case *of,
                       struct cairn_grown_year *years, char **why);

/* Whether there is a rebound to ask for: a gain, or hardware that is released on the way. */
bool cairn_grown_has_gains(const struct cairn_scenario *scenario);

#endif

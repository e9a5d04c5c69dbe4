/*
 * court.h - placements on trial in one scenario, with labs that outlast it
 *
 * What draws and years have in common: the same placements, scenario after scenario, accounted from
 * what the labs remember and simulated where it is new to them.
 */
#ifndef CAIRN_STUDY_COURT_H
#define CAIRN_STUDY_COURT_H

#include "choose/trial.h"
#include "study/labs.h"

struct cairn_court_setup {
    const struct cairn_scenario *scenario;
    const struct cairn_placement *const *placements;
    int n, replications;
    struct cairn_labs *labs;
};

struct cairn_court {
    struct cairn_plan plan, search_plan;
    struct cairn_factor_book book;
    struct cairn_controls controls;
    struct cairn_trial *trials; /* [placement] */
    int n;
    struct cairn_labs *labs;
};

/* Simulates what is missing. False: stopped. Release it in any case; it is not to be moved. */
bool cairn_court_init(struct cairn_court *court, const struct cairn_court_setup *setup);
void cairn_court_release(struct cairn_court *court);

#endif

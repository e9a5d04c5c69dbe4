/*
 * growth.h - a study over years: demand, efficiency and what use makes of it [GROWTH]
 *
 * A study that grows is first answered as it stands (run.h); that is year 1. Each further year is
 * asked as a whole. Where something is gained, it is asked twice more: without the gains, at the
 * demand that this leads to, and with them at that same demand. From the three follows the rebound,
 * both sides re-optimised. Then the path over the years is sought (year_path.h), and then what the
 * study comes to in other cases (growth_cases.h).
 *
 * A year is written when it is done. A study that was stopped or killed asks a year that the file
 * holds once, at the demand that it ended with, and goes on from there to the same bits.
 */
#ifndef CAIRN_STUDY_GROWTH_H
#define CAIRN_STUDY_GROWTH_H

#include "account/rebound.h"
#include "study/sweep.h"
#include "study/year_path.h"

/* What is told of a year besides its answer; NaN: there is none of it. */
struct cairn_growth_year {
    struct cairn_rebounded gains;
    double effect[CAIRN_N_EFFECTS_OF]; /* g, since year 1 */
};

struct cairn_growth_study {
    struct cairn_year_asked *asked; /* [year], 0 is year 1; owned, as all */
    struct cairn_growth_year *years;
    int n;
    double *without; /* [demand]: responses where nothing is gained, of the last year asked */
    bool has_paths;  /* every year has an answer */
    struct cairn_year_paths paths;
};

/* The same question and report as that of a sweep; points are years. */
void cairn_growth_run(const struct cairn_sweep_question *question,
                      struct cairn_sweep_report *report);

/* Write a year, from 1, that was asked; and the paths; in a transaction. */
void cairn_record_growth_year(const struct cairn_sweep_question *question,
                              struct cairn_growth_study *growth, int year);
void cairn_record_growth_paths(const struct cairn_sweep_question *question,
                               struct cairn_growth_study *growth);

#endif

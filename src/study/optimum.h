/*
 * optimum.h - the answer at one point of a sweep, in the little that is kept of it
 *
 * A sweep asks the whole question again at each point: search, selection, bound, with the same
 * streams, so that what the point does not change is remembered and not simulated (archive.h). What
 * differs between two points is the answer, not the luck.
 */
#ifndef CAIRN_STUDY_OPTIMUM_H
#define CAIRN_STUDY_OPTIMUM_H

#include "study/total.h"

struct cairn_optimum {
    bool stopped;  /* nothing else is set then */
    bool answered; /* else the scenario is not valid there, and `headline` says why */
    enum cairn_answer_status status;
    bool has_best, has_runner_up;
    struct cairn_placement best, runner_up; /* owned where there are any */
    char *best_name, *runner_up_name;       /* short; owned likewise */
    struct cairn_figures figures;
    char *headline; /* owned */
};

/* Answers a scenario. Release it in any case. */
void cairn_optimum_init(struct cairn_optimum *optimum, const struct cairn_scenario *scenario,
                        const struct cairn_choose_limits *limits);

/* One at which the scenario is not valid; takes the text. */
void cairn_optimum_invalid(struct cairn_optimum *optimum, char *why);
void cairn_optimum_release(struct cairn_optimum *optimum);

#endif

/*
 * sweep.h - the points of a study, answered and stored
 *
 * A study that varies something is first answered as it stands (run.h), then at each point. Points
 * that the results file holds are not asked again: what is missing is what there is to do, so that
 * a sweep which was stopped or killed goes on where it was, to the same bits. Each point is
 * answered by one worker, and points are written in their order.
 */
#ifndef CAIRN_STUDY_SWEEP_H
#define CAIRN_STUDY_SWEEP_H

#include <cairn/load.h>

#include "study/run.h"

struct cairn_ranks;

struct cairn_sweep_question {
    struct cairn_template *from;           /* of the scenario */
    const struct cairn_scenario *scenario; /* as it stands */
    struct cairn_store *store;
    int64_t study;
    const struct cairn_study_options *options;
    struct cairn_ranks *ranks; /* that answer points for this one (parallel.h); NULL: threads do */
    /* What a command line puts in place of what a scenario says; may be NULL. */
    void (*adapt)(void *context, struct cairn_scenario *scenario);
    /* How many of all points, draws or years are done; by any thread, one at a time; or NULL. */
    void (*on_done)(void *context, const char *what, int64_t done, int64_t all);
    void *context;
};

struct cairn_sweep_report {
    enum cairn_study_status status; /* known: nothing was missing */
    int64_t points, answered, left; /* in all; now; not yet */
};

void cairn_sweep_run(const struct cairn_sweep_question *question,
                     struct cairn_sweep_report *report);

#endif

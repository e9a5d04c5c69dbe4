/*
 * weigh.h - totals of placements in scenarios with other numbers
 *
 * The general path of everything that asks "what if": a list of edits makes another scenario, and
 * placements of the scenario as it stands are put on trial there, with the same streams. Where only
 * accounting changes nothing is simulated, since components are remembered by content (lab.h);
 * where physics changes, placements and draws see the same requests.
 *
 * A total is of the aim under the basis that decides, in the unit that people see: the mean over a
 * stated number of replications, corrected by controls as in the selection [CV].
 *
 * Several threads may weigh at once, each as a worker of its own (base/workers.h): making a
 * scenario takes turns, weighing does not. A total is a function of the edits alone.
 */
#ifndef CAIRN_STUDY_WEIGH_H
#define CAIRN_STUDY_WEIGH_H

#include <cairn/load.h>
#include <cairn/placement.h>

#include "choose/limits.h"
#include "study/labs.h"
#include "study/shared_memory.h"
#include "study/sweep.h"

struct cairn_scales {
    struct cairn_template *from;           /* of the scenario; outlives this, like what follows */
    const struct cairn_scenario *scenario; /* as it stands */
    /* What a command line puts in place of what a scenario says; may be NULL. */
    void (*adapt)(void *context, struct cairn_scenario *scenario);
    void *context;
    const struct cairn_choose_limits *limits;
    int replications;
    struct cairn_choose_limits own; /* of one worker */
    struct cairn_shared_memory memory;
    struct cairn_labs *labs; /* [worker]; owned */
    int n_labs;
    pthread_mutex_t making;
    struct cairn_placement *placements; /* owned */
    int n;
    size_t capacity;
    double per_unit; /* units of the ledger in what people see */
    const char *unit;
    char *why; /* a scenario was not valid; owned */
};

/* Set from, scenario, adapt, context, limits and replications before. Not to be moved then. */
void cairn_scales_init(struct cairn_scales *scales);

/* The same, with all these of a question, and as many replications as are looked at first. */
void cairn_scales_init_of(struct cairn_scales *scales, const struct cairn_sweep_question *question,
                          const struct cairn_choose_limits *limits);
void cairn_scales_release(struct cairn_scales *scales);

/* Adds a copy of a placement unless it is there; returns its number. */
int cairn_scales_add(struct cairn_scales *scales, const struct cairn_placement *placement);

/* The scenario with edits. NULL: see why. */
struct cairn_scenario *cairn_scales_make(struct cairn_scales *scales,
                                         const struct cairn_edit *edits, int n_edits);

/*
 * Totals of all placements there, and whether none of their promises and budgets is broken (NULL:
 * not wanted). False: stopped, or no valid scenario (why).
 */
bool cairn_scales_weigh(struct cairn_scales *scales, int worker, const struct cairn_edit *edits,
                        int n_edits, double *totals, bool *kept);

#endif

/*
 * run.h - a whole question: from a scenario to a study in the results file
 *
 * A study has a key, the hash of everything that determines its answer: the effective scenario,
 * the numbers that a command line may override, and the version of the model. A study that the
 * file already holds is not computed again. A new one is written in one transaction: after a kill
 * the file holds it whole or not at all.
 */
#ifndef CAIRN_STUDY_RUN_H
#define CAIRN_STUDY_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

#include "choose/limits.h"
#include "io/store.h"
#include "study/archive.h"

struct cairn_answer;

struct cairn_study_options {
    bool force;                        /* compute again and replace what is there */
    struct cairn_choose_limits limits; /* its memory is that of the archive */
    struct cairn_archive *archive;     /* NULL: none */
    /* Sees the answer before it is released; may be NULL. Not called for a study that is known. */
    void (*on_answer)(void *context, struct cairn_answer *answer);
    void *context;
};

/*
 * What a study took, in replications of components. A placement wants some of each of its
 * components, and had each of them from one of three places.
 */
struct cairn_study_work {
    uint64_t simulated;
    uint64_t recalled;         /* from the cache file */
    uint64_t shared;           /* with a placement that wanted them before */
    uint64_t requests, events; /* simulated */
};

enum cairn_study_status {
    CAIRN_STUDY_DONE,
    CAIRN_STUDY_KNOWN,   /* it was there already; nothing was simulated */
    CAIRN_STUDY_STOPPED, /* by limits.stop; nothing was written */
    CAIRN_STUDY_FAILED,  /* the store's status and text say why */
};

struct cairn_study_report {
    enum cairn_study_status status;
    int64_t study;  /* id in the file */
    char *headline; /* freed with cairn_free(); NULL where stopped or failed */
    struct cairn_study_work work;
    int threads; /* that simulated */
    double seconds;
};

/* Answers a scenario and stores the study. The scenario's time plan is as overridden. */
void cairn_study_run(const struct cairn_scenario *scenario, struct cairn_store *store,
                     const struct cairn_study_options *options, struct cairn_study_report *report);

#endif

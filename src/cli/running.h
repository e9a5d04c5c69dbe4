#ifndef CAIRN_CLI_RUNNING_H
#define CAIRN_CLI_RUNNING_H

/*
 * Running: studies of scenario files, with their sweeps, into a results file. What `run` and
 * `sweep` share; they differ in what they print.
 */

#include "cli/command.h"
#include "cli/pace.h"
#include "cli/remember.h"
#include "study/sweep.h"

extern const struct cairn_option cairn_option_force_again;

/* A study that is in the file, and what it took now: nothing where it was there already. */
struct cairn_ran {
    int64_t id;
    struct cairn_study_work work;
};

struct cairn_running {
    struct cairn_call *call;
    struct cairn_store *store; /* NULL before the first scenario */
    struct cairn_workers *workers;
    struct cairn_ranks *ranks; /* that answer points; may be NULL */
    const char *path;          /* of the results file */
    const char *scenario;      /* at hand, for progress */
    bool points_alone;         /* of what a question asks besides, its sweep alone */
    /* Called for a study that is done or known; outlook may be NULL, as may be this. */
    void (*tell)(struct cairn_running *running, const struct cairn_study_report *report,
                 const char *outlook);
    int n_done, n_known, n_invalid, n_failed;
    int64_t n_points, n_answered, n_left; /* of sweeps: in all, answered now, not answered */
    int64_t n_points_invalid;             /* of all points: their numbers make no scenario */
    struct cairn_pace pace;
    struct cairn_remembering remembering;
    struct cairn_study_work work; /* of all studies */
    struct cairn_ran *studies;    /* in order of the files; owned */
    int n_studies;
};

void cairn_running_init(struct cairn_running *running, struct cairn_call *call);
void cairn_running_release(struct cairn_running *running);

/*
 * Answers a scenario and its sweep. The template is what it was made of. The first one opens the
 * results file, so that bad input leaves none behind; where that fails, so has the scenario.
 */
void cairn_running_scenario(struct cairn_running *running, struct cairn_template *from,
                            const struct cairn_scenario *scenario);

/* The status of a call with n_failed above 0; says what is wrong with the store if that is why. */
int cairn_running_failed(const struct cairn_running *running);

/* Appends to the output where along what varies another placement is best, a sentence each. */
void cairn_running_flips(struct cairn_running *running, int64_t study);

/* "; 120 replications simulated, 1000 remembered (100 of them in cairn.cache)" */
void cairn_running_took(const struct cairn_running *running, struct cairn_buffer *text);

#endif

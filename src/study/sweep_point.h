/*
 * sweep_point.h - asking at a point of a sweep
 *
 * An asker makes the scenario of a point and answers it. Several threads may ask at once: making
 * takes turns, answering does not, and what was simulated is remembered for all of them.
 */
#ifndef CAIRN_STUDY_SWEEP_POINT_H
#define CAIRN_STUDY_SWEEP_POINT_H

#include <pthread.h>

#include "study/optimum.h"
#include "study/points.h"
#include "study/shared_memory.h"
#include "study/sweep.h"

struct cairn_asker {
    const struct cairn_sweep_question *question;
    struct cairn_points points;
    struct cairn_choose_limits limits; /* of one point */
    struct cairn_shared_memory memory; /* the archive's */
    pthread_mutex_t making;
};

/* A point with its answer. */
struct cairn_asked {
    int64_t point;
    struct cairn_setting setting;
    struct cairn_scenario *there; /* NULL: no scenario is valid there; owned, like all of these */
    struct cairn_optimum optimum;
};

/* Not to be moved then. */
void cairn_asker_init(struct cairn_asker *asker, const struct cairn_sweep_question *question);
void cairn_asker_release(struct cairn_asker *asker);

/* The point's scenario; where none is valid, what its optimum says of it too. */
void cairn_asker_make(struct cairn_asker *asker, int64_t point, struct cairn_asked *asked);

/* Makes and answers. False: stopped, and asked holds nothing. */
bool cairn_asker_ask(struct cairn_asker *asker, int64_t point, struct cairn_asked *asked);

void cairn_asked_release(struct cairn_asked *asked);

#endif

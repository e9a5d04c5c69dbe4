/*
 * record_point.h - points of a sweep as rows of the results file
 *
 * A point is a row of `optimum` and a row of `setting` for each that varies. Placements that the
 * study has not mentioned before get the next number, so that points are written in their order.
 */
#ifndef CAIRN_STUDY_RECORD_POINT_H
#define CAIRN_STUDY_RECORD_POINT_H

#include "io/store.h"
#include "study/optimum.h"

struct cairn_record_points {
    struct cairn_store *store;
    int64_t study;
    const struct cairn_scenario *scenario; /* as it stands: what varies */
    char **summaries;                      /* [placement] of the study; owned */
    int n_placements;
    size_t capacity;
};

/* Reads which placements the study has. */
void cairn_record_points_init(struct cairn_record_points *record, struct cairn_store *store,
                              int64_t study, const struct cairn_scenario *scenario);
void cairn_record_points_release(struct cairn_record_points *record);

/* The number of a placement in the study, which is written where it is new; in a transaction. */
int cairn_record_points_placement(struct cairn_record_points *record,
                                  const struct cairn_scenario *there,
                                  const struct cairn_placement *placement);

/* Which values hold at a point; in a transaction. */
void cairn_record_settings(struct cairn_record_points *record, int64_t number);

/* A point, by its number, of the scenario as it is there; in a transaction. */
void cairn_record_point(struct cairn_record_points *record, int64_t number,
                        const struct cairn_scenario *there, const struct cairn_optimum *optimum);

#endif

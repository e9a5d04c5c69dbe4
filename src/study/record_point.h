/*
 * record_point.h - points of a sweep as rows of the results file
 *
 * A point is a row of `point`, of as few bytes as it takes: placements are numbers, as are words
 * of what varies, and what a view can derive is not there. Placements that the study has not
 * mentioned before get the next number, so that points are written in their order.
 */
#ifndef CAIRN_STUDY_RECORD_POINT_H
#define CAIRN_STUDY_RECORD_POINT_H

#include "io/store.h"
#include "study/sweep_point.h"

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

/* The status of a point whose scenario is not valid; of others it is that of the answer. */
enum { CAIRN_POINT_INVALID = 4 };

/* An answer at a point, in units of the results file; NaN: there is none of it. */
struct cairn_point_row {
    int64_t point;
    int status;               /* enum cairn_answer_status, or CAIRN_POINT_INVALID */
    int placement, runner_up; /* of the study, or CAIRN_NONE */
    int candidates;
    double value, half_width, carbon_kg, carbon_half_width_kg, p_correct, bound, regret;
    enum cairn_bound_kind bound_by;
    const char *note;      /* why there is no answer; NULL: there is one */
    const double *numbers; /* [vary], as of cairn_points_numbers() */
};

/* In a transaction, as those below. */
void cairn_record_point_row(struct cairn_record_points *record, const struct cairn_point_row *row);

/* The words of what takes words; the rows of `vary` are there. */
void cairn_record_words(struct cairn_record_points *record);

/* A point with its answer; in a transaction. */
void cairn_record_point(struct cairn_record_points *record, const struct cairn_asked *asked);

#endif

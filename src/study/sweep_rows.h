/*
 * sweep_rows.h - answers of a sweep become rows, in their order
 *
 * Answers come in any order and are written in the order of what was missing, so that placements
 * get the same numbers whoever was faster. What has come too early waits here, a bounded number of
 * answers. Rows are committed about ten times a second: a kill loses no more than that, and what
 * was under way.
 */
#ifndef CAIRN_STUDY_SWEEP_ROWS_H
#define CAIRN_STUDY_SWEEP_ROWS_H

#include <time.h>

#include "study/record_point.h"
#include "study/sweep_point.h"

enum { CAIRN_SWEEP_ROWS_AHEAD = 256 }; /* answers that wait; chosen somewhat arbitrarily */

struct cairn_sweep_rows {
    const struct cairn_sweep_question *question;
    struct cairn_record_points record;
    struct cairn_asked ahead[CAIRN_SWEEP_ROWS_AHEAD]; /* [index % AHEAD]; point 0: nothing */
    int64_t next, known, points;                      /* index to be written; for progress */
    bool open, failed;                                /* a transaction; the store */
    struct timespec committed;
};

/* Of so many points; how many are known already is set by the caller. */
void cairn_sweep_rows_init(struct cairn_sweep_rows *rows,
                           const struct cairn_sweep_question *question, int64_t points);

/* Commits what is written; forgets what is not. */
void cairn_sweep_rows_release(struct cairn_sweep_rows *rows);

/* Is there room for the index-th of what was missing? There always is for `next`. */
bool cairn_sweep_rows_has_room(const struct cairn_sweep_rows *rows, int64_t index);

/* Takes the index-th answer; writes what is due. */
void cairn_sweep_rows_put(struct cairn_sweep_rows *rows, int64_t index, struct cairn_asked *asked);

/* Begins a transaction where none is open. */
void cairn_sweep_rows_begin(struct cairn_sweep_rows *rows);

/* Writes n answers that are due, in order. */
void cairn_sweep_rows_write(struct cairn_sweep_rows *rows, const struct cairn_point_row *points,
                            int n);

#endif

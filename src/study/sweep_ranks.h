/*
 * sweep_ranks.h - a sweep by many processes
 *
 * Rank 0 hands a point to each rank that has none, gets its answer as bytes, and alone writes rows.
 * Each rank answers one point at a time, and remembers what it simulated for itself.
 */
#ifndef CAIRN_STUDY_SWEEP_RANKS_H
#define CAIRN_STUDY_SWEEP_RANKS_H

#include "study/parallel.h"
#include "study/sweep_rows.h"

/* Rank 0: has the missing points answered, until all are or somebody stops. */
void cairn_sweep_serve(struct cairn_ranks *ranks, struct cairn_asker *asker,
                       struct cairn_sweep_rows *rows, const int64_t *missing, int64_t n_missing);

/* Rank 0, whatever happened: sends the others home. */
void cairn_sweep_dismiss(struct cairn_ranks *ranks);

/* The others: answer what they are given until they are sent home. No store is needed. */
void cairn_sweep_work(struct cairn_ranks *ranks, const struct cairn_sweep_question *question);

#endif

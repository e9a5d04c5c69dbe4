/*
 * parallel.h - many processes, on one machine or many
 *
 * A program that was built with `make MPI=1` and started by mpirun or srun is one of several ranks,
 * from 0 on. Rank 0 hands out work as numbers and gets bytes back; the others ask for nothing else.
 * Everything that knows MPI stands in parallel.c, and without it there is one rank.
 *
 * Nobody spins: who waits looks again every half millisecond. A rank that is lost ends all of them,
 * which is the default of MPI.
 */
#ifndef CAIRN_STUDY_PARALLEL_H
#define CAIRN_STUDY_PARALLEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

struct cairn_ranks;

/*
 * This process as a rank, once per process; NULL: it is alone. *why is NULL, or says why a process
 * that was started as one of several cannot be one of them; static.
 */
struct cairn_ranks *cairn_ranks_join(const char **why);

/* All leave; NULL is ignored. */
void cairn_ranks_leave(struct cairn_ranks *ranks);

/* 1 and 0 for NULL. */
int cairn_ranks_count(const struct cairn_ranks *ranks);
int cairn_ranks_own(const struct cairn_ranks *ranks);

/* Called by all: do all of them have the same text? */
bool cairn_ranks_agree(struct cairn_ranks *ranks, const char *text);

/* ---- rank 0 ---- */

enum { CAIRN_RANKS_DONE = -1 }; /* in place of work: there is no more */

void cairn_ranks_give(struct cairn_ranks *ranks, int rank, int64_t work);

/* What some rank returned, which is appended; false: nothing came within half a millisecond. */
bool cairn_ranks_collect(struct cairn_ranks *ranks, int *rank, struct cairn_buffer *bytes);

/* ---- the others ---- */

/* Waits for work, or CAIRN_RANKS_DONE. */
int64_t cairn_ranks_take(struct cairn_ranks *ranks);
void cairn_ranks_return(struct cairn_ranks *ranks, const struct cairn_buffer *bytes);

#endif

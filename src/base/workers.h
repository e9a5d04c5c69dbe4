#ifndef CAIRN_BASE_WORKERS_H
#define CAIRN_BASE_WORKERS_H

/*
 * Workers: a few threads that do independent tasks of an array together.
 *
 * There is one operation: call a function once for each index 0 .. n - 1. Whoever is free takes
 * the next index, so that tasks may take different times. The thread that asks is worker 0 and
 * does its share; the others sleep between two rounds.
 *
 * Invariants: when a round returns, all of its tasks have returned, and what they wrote can be
 * read. Two tasks never run as the same worker at the same time, so that scratch space indexed by
 * worker needs no lock. Which worker does which task, and when, is different each time: a result
 * is the same for any number of workers only where it depends on neither.
 *
 * Signals are for the thread that made the workers: the others block them.
 *
 * A task may end the round: no more are handed out, and those that were are finished, so that what
 * has been done is always 0 .. m - 1.
 *
 * Not here: locks, queues, and rounds within a task or from two threads at once, which is a
 * mistake.
 */

#include <stdbool.h>

struct cairn_workers;

/*
 * n workers, the caller among them, n >= 1. Where the system does not give so many threads there
 * are fewer; one worker is the caller alone, and no thread at all.
 */
struct cairn_workers *cairn_workers_new(int n);

/* Ends the threads; NULL is ignored. */
void cairn_workers_free(struct cairn_workers *workers);

/* How many there are; 1 for NULL. */
int cairn_workers_count(const struct cairn_workers *workers);

/* Called for a task, by a worker in 0 .. count - 1; false ends the round. */
typedef bool (*cairn_task)(void *context, int index, int worker);

/*
 * Does n tasks, n >= 0, handed out in order of their index; returns when they are done, and how
 * many were: n unless one of them ended the round. NULL does them one after the other in the
 * calling thread.
 */
int cairn_workers_run(struct cairn_workers *workers, int n, cairn_task task, void *context);

#endif

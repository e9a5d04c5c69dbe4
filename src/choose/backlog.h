/*
 * backlog.h - does the line in front of a pool grow without end?
 *
 * The sizes that are tried leave out what is overloaded for sure (sizing.h), but that is a bound:
 * it takes the best hit share that a cache could have, and that of requests which may go on to a
 * fallback all do. What was simulated shows the rest. A pool that cannot keep up is never idle,
 * and of the requests that come in an hour more are still waiting at its end than at its start.
 * Where no time is promised, or a longer one than a window lasts, nothing else tells: a placement
 * that leaves its work undone would be the cheapest. [BACKLOG]
 *
 *     growth = (accepted - served) / accepted     of a component, in one window
 *
 * accepted: requests that arrived in the window and were neither answered by a cache nor lost, and
 * those that went on in it to a further step, once more for each;
 * served: requests whose batch began in it. In the steady state the mean of growth is 0. A line
 * grows where the interval of growth over replications begins above 1 % while some pool with an
 * unlimited queue, or a link on the way up, is busy for 99 % of the window.
 *
 * Left out: an overloaded pool or link that takes less than a hundredth of the requests of its
 * component; replies that wait for a line; peak windows, in which a line may grow and be worked off
 * later.
 */
#ifndef CAIRN_CHOOSE_BACKLOG_H
#define CAIRN_CHOOSE_BACKLOG_H

#include "choose/promise.h"

/*
 * Looks at the first n samples of a component. Fills the result, of kind CAIRN_PROMISE_LOAD and of
 * the workload that has most requests, with the window whose line grows most, and returns true;
 * false where no line grows. One replication proves nothing: it is undecided, but broken where a
 * third of more than a thousand requests stays in line.
 */
bool cairn_backlog_test(const struct cairn_component *component,
                        const struct cairn_lab_entry *entry, int n, double alpha,
                        struct cairn_promise_result *result);

/* May some line grow, for all that the first n samples show? Then no result is no proof. */
bool cairn_backlog_is_open(const struct cairn_component *component,
                           const struct cairn_lab_entry *entry, int n, double alpha);

#endif

/*
 * further.h - how often each component of a placement is simulated for its promises
 *
 * A component whose promises are all kept need not be simulated more often because those of others
 * are open: its verdicts stay those of the look that found them so, and are as right as if every
 * look were asked. A load counts as carried until it is shown not to be, so that this is no reason
 * to look no more: where its line may grow after all, the component stays open. [PROMISE]
 *
 * Where hundreds of workloads are served, some have so few requests that all replications of the
 * selection together cannot show that a promise is kept, although hardly a request is late. The
 * components of such workloads alone, mostly small ones, are simulated further, just as often as it
 * takes if the share late stays what it is: sixteen times as often as the selection at most, and
 * for no more than twice the requests that all of the placement took there. Where one promise would
 * take more, none is looked at further: the placement would stay undecided all the same.
 *
 * Where there are budgets, which are of the whole, all components are looked at alike.
 */
#ifndef CAIRN_CHOOSE_FURTHER_H
#define CAIRN_CHOOSE_FURTHER_H

#include "choose/trial.h"

/* Settles the components whose promises were all found kept in n replications at this alpha. */
void cairn_further_settle(struct cairn_trial *trial, int n, double alpha);

/*
 * Sets how often the components are simulated for their promises (trial.h), for a trial that n
 * replications left undecided at this alpha. False: there is no use in it, and nothing was set.
 */
bool cairn_further_plan(struct cairn_trial *trial, int n, double alpha);

/*
 * What has to be simulated so that promises can be tested over n replications, or what was planned:
 * writes up to as many wants as the trial has components and returns how many.
 */
int cairn_further_wants(const struct cairn_trial *trial, int n, struct cairn_lab_want *wants);

#endif

/*
 * bound_awake.h - the least share of time in which some device of a pool is awake [BOUND]
 *
 * A device that has served sleeps only when it has idled for sleep_after. All devices of a copy of
 * a pool are asleep, then, only where no request came for x = sleep_after + the least time of a
 * batch: whoever came since then waits for a device that wakes, is being served, or was served by
 * a device that is still awake. (Devices are awake when a window begins, and waiting ends only with
 * service.) And who finds all of them asleep waits for one to wake in a time u: after two gaps with
 * sleep in a row, the second began u later. So, with gaps G between requests that surely come, and
 * z = 1 for a gap with sleep,
 *
 *     time asleep  <=  sum of z_i (G_i - x)+  -  u z_i z_(i-1)
 *                  <=  sum of (G_i - x)+          and  sum of (G_i - x - 2 u)+  +  u
 *
 * (by z z' >= z + z' - 1), plus 2 u where the window cuts a gap. Requests that come besides only
 * shorten sleep. For Poisson arrivals of rate r, the times in which a gap has lasted for m have the
 * share exp(-r m). For other renewal processes, gaps of mean 1 on the clock on which a request
 * comes per unit of time, by Wald's equation
 *
 *     at most  E[N + 1] E[(G - m)+],   E[N + 1] <= r l + 2 + cv^2,
 *     E[(G - m)+] <= (sqrt(cv^2 + (m - 1)^2) - (m - 1)) / 2
 *
 * for N arrivals in the time l at a rate of r at most: whatever the law of gaps.
 *
 * Source: A. Wald, Annals of Mathematical Statistics 15, 283 (1944); G. Lorden, Annals of
 * Mathematical Statistics 41, 520 (1970), for E[N + 1]; H. Scarf, A min-max solution of an
 * inventory problem (1958), for the excess over m. Not here: what comes by a line, from a cache or
 * from a step before, what recordings, phases, cycles or surges bring: of these nothing is known.
 */
#ifndef CAIRN_CHOOSE_BOUND_AWAKE_H
#define CAIRN_CHOOSE_BOUND_AWAKE_H

#include "model/plan.h"

/* Do requests of such a workload come as is said above? */
bool cairn_bound_is_renewal(const struct cairn_arrivals *arrivals);

struct cairn_bound_sleeper {
    int workload;
    double share;   /* of its requests that come, each by itself */
    double after_s; /* x */
    double wake_s;  /* u, at least */
};

/*
 * The same of several workloads of Poisson arrivals, without what waking adds: a submodular
 * function of the set of them, since 1 - exp(-sum of r x) is concave in the sum.
 */
double cairn_bound_awake_together(const struct cairn_plan *plan, int window,
                                  const struct cairn_bound_sleeper *sleepers, int n);

/*
 * Share of the measured time of a window, averaged over its parts. Of other than Poisson arrivals
 * nothing is known where only a share of them comes.
 */
double cairn_bound_awake(const struct cairn_plan *plan, int window,
                         const struct cairn_scenario *scenario,
                         const struct cairn_bound_sleeper *sleeper);

#endif

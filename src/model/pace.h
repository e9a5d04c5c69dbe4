/*
 * pace.h - the slowest things of a scenario: time constants from which a sampling plan is made
 *
 * Maxima over everything that could serve a workload, whatever placement is chosen: pools of its
 * site and of all regions, every variant with a profile. No queueing, no load.
 */
#ifndef CAIRN_MODEL_PACE_H
#define CAIRN_MODEL_PACE_H

#include <cairn/scenario.h>

struct cairn_pace {
    double service_s; /* longest service of one request (smallest measured batch), or transfer */
    double batch_s;   /* longest service of a batch that the batching rules allow */
    double timeout_s; /* longest wait for a batch to fill */
    double sleep_s;   /* longest idle time before sleep, and the wake time behind it; or until a
                         pool that scales has found its size; 0: neither */
    double stay_s;    /* longest mean time in a phase of arrivals; 0: no phases */
    double cycle_s;   /* longest period of a cycle of arrivals; 0: no cycles */
    double p95_s;     /* longest time that is promised; 0: none is */
};

/*
 * Service times that alone break the promise of their workload count as the time promised: such
 * a route is never chosen, and one absurd pairing must not make every window long.
 */
struct cairn_pace cairn_pace_of(const struct cairn_scenario *scenario);

/* What a message of a workload takes on a link at most, by its bandwidth alone. [LINK] */
double cairn_pace_sending_s(const struct cairn_scenario *scenario,
                            const struct cairn_workload *workload, const struct cairn_link *link);

/*
 * In about what time a queue of c devices at utilisation u < 1 forgets that it began empty, in s:
 *     service / (c (1 - sqrt u)^2)
 * the relaxation time of M/M/1, with c devices taken for one that is c times as fast. [PLAN]
 */
double cairn_relaxation_s(double service_s, double devices, double utilisation);

#endif

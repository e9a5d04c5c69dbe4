/*
 * promise.h - does a placement keep what its workloads were promised? Tested by counts
 *
 * A promise of p95 holds where at most 5 % of all requests take longer, lost ones and those still
 * under way included; a promise of loss where at most that share is lost. Shares are weighted
 * over the windows of a replication (a typical week); where a workload states a peak, the worst
 * of the peak windows is tested by itself. A share is known per replication; its interval over replications is
 * Student's. [PROMISE]
 *
 * A promise is kept where the interval lies below its limit, broken where it lies above, else
 * undecided.
 */
#ifndef CAIRN_CHOOSE_PROMISE_H
#define CAIRN_CHOOSE_PROMISE_H

#include "choose/lab.h"

enum cairn_promise_kind {
    CAIRN_PROMISE_P95,
    CAIRN_PROMISE_LOSS,
    CAIRN_PROMISE_P95_PEAK,
    CAIRN_PROMISE_LOSS_PEAK,
    CAIRN_N_PROMISES
};

enum cairn_verdict { CAIRN_KEPT, CAIRN_UNDECIDED, CAIRN_BROKEN };

struct cairn_promise_result {
    int workload;
    enum cairn_promise_kind kind;
    double limit;      /* largest share of requests late, or lost */
    double share;      /* mean over replications */
    double half_width; /* HUGE_VAL for one replication */
    double promised_s; /* p95 only: the promised time */
    double p95_s;      /* p95 of a typical week: the time that 95 % of requests keep; else NaN */
    enum cairn_verdict verdict;
};

/* Names for results and messages: "p95", "loss", "p95 at peak", "loss at peak". */
const char *cairn_promise_name(enum cairn_promise_kind kind);
const char *cairn_verdict_name(enum cairn_verdict verdict);

/*
 * Tests the promises of one source of a component over the first n samples of its entry. Writes
 * up to CAIRN_N_PROMISES results and returns how many: a promise of any is none. alpha is the
 * accepted error of each two-sided interval.
 */
int cairn_promise_test(const struct cairn_scenario *scenario,
                       const struct cairn_component *component, int source,
                       const struct cairn_lab_entry *entry, int n, double alpha,
                       struct cairn_promise_result results[CAIRN_N_PROMISES]);

#endif

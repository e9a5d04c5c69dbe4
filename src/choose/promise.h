/*
 * promise.h - does a placement keep what its workloads were promised? Tested by counts
 *
 * A promise of p95 holds where at most 5 % of all requests take longer, lost ones and those still
 * under way included; one of ttft or tpot likewise, for the time to the first token and that per
 * token after it; a promise of loss where at most that share is lost. Shares are weighted
 * over the windows of a replication (a typical week, or year of seasons); where a workload states a
 * peak, the worst of the peak windows is tested by itself. [PROMISE]
 *
 * A promise of accuracy is kept by each variant that serves the workload (route_check.h). Where a
 * cache may answer wrongly with something similar, the accuracy of the whole is that of the least
 * accurate variant in use times the share that is not answered so; wrong answers of a cache are
 * all taken for wrong, and may then be at most 1 - promised / accuracy. [CACHE]
 *
 * A share is known per replication; how far it may be from the truth is Student's, over
 * replications, and at least what N independent requests of which none counts would leave open:
 * 1 - error^(1/N). A promise is kept where the share and that for the error of "kept" end at or
 * below its limit, broken where the share less that for the error of "broken" begins above, else
 * undecided. A promise to lose nothing is kept as long as nothing was lost: no number of requests
 * could prove more.
 *
 * A placement keeps its promises if it keeps each of them. One that does not is taken for one that
 * does only if the very promise that it breaks is found kept: so each may be tested at the whole
 * error of "kept" (intersection-union test: R. L. Berger, Technometrics 24(4), 1982). One that does
 * is taken for one that does not if any is found broken: that error is split. A placement is one
 * or the other, so each kind of error may be as large as what is accepted in all.
 */
#ifndef CAIRN_CHOOSE_PROMISE_H
#define CAIRN_CHOOSE_PROMISE_H

#include "choose/lab.h"

enum cairn_promise_kind {
    CAIRN_PROMISE_P95,
    CAIRN_PROMISE_LOSS,
    CAIRN_PROMISE_P95_PEAK,
    CAIRN_PROMISE_LOSS_PEAK,
    CAIRN_PROMISE_TTFT, /* of language models only, like the rest */
    CAIRN_PROMISE_TPOT,
    CAIRN_PROMISE_TTFT_PEAK,
    CAIRN_PROMISE_TPOT_PEAK,
    CAIRN_N_PROMISES,
    /* nobody has to say it: a load is carried. Of a component, not of a source; see backlog.h */
    CAIRN_PROMISE_LOAD = CAIRN_N_PROMISES,
    CAIRN_PROMISE_ACCURACY, /* of the whole, where caches may answer wrongly */
    CAIRN_PROMISE_POWER     /* of a place, not of a source; see cap.h */
};

enum cairn_verdict { CAIRN_KEPT, CAIRN_UNDECIDED, CAIRN_BROKEN };

struct cairn_promise_result {
    int workload;
    enum cairn_promise_kind kind;
    int place;         /* of a power; 0 for the other kinds */
    double limit;      /* largest share of requests late, lost, or answered wrongly by a cache */
    double share;      /* mean over replications */
    double half_width; /* that "kept" allows for; HUGE_VAL for one replication */
    double requests;   /* how many these are worth: Kish's effective number, windows weighted */
    double promised_s; /* of promises of times: the promised one */
    /*
     * of these over all of it: the time that 95 % of all requests keep, mean over replications that
     * have requests; INFINITY where more than 5 % are not answered in one of them, NaN where no
     * replication has any, and for the other kinds
     */
    double p95_s;
    enum cairn_verdict verdict;
};

/* Names for results and messages: "p95", "loss", "ttft", "p95 at peak", "load", "accuracy" ... */
const char *cairn_promise_name(enum cairn_promise_kind kind);
const char *cairn_verdict_name(enum cairn_verdict verdict);

/* Does a promise say within which time something happens? */
bool cairn_promise_is_of_time(enum cairn_promise_kind kind);

/* How many promises a source may have: alpha is shared out by it. */
int cairn_promise_most(const struct cairn_scenario *scenario,
                       const struct cairn_component *component, int source);

/* The accepted error of either verdict on one promise, each of one side. */
struct cairn_promise_error {
    double kept, broken;
};

/*
 * Tests the promises of one source of a component over the first n samples of its entry. Writes
 * up to CAIRN_N_PROMISES results and returns how many: a promise of any is none. Of the peak
 * windows, over which the worst is taken, each takes its part of the error of "broken".
 */
int cairn_promise_test(const struct cairn_scenario *scenario,
                       const struct cairn_component *component, int source,
                       const struct cairn_lab_entry *entry, int n, struct cairn_promise_error error,
                       struct cairn_promise_result results[CAIRN_N_PROMISES]);

/* Is the accuracy of the whole in question: was one promised, and can a cache be wrong? */
bool cairn_promise_has_accuracy(const struct cairn_scenario *scenario,
                                const struct cairn_component *component, int source);

/* Tests it, likewise. */
void cairn_promise_test_accuracy(const struct cairn_scenario *scenario,
                                 const struct cairn_component *component, int source,
                                 const struct cairn_lab_entry *entry, int n,
                                 struct cairn_promise_error error,
                                 struct cairn_promise_result *result);

/*
 * By what factor there have to be more replications until a promise is found kept, if its share and
 * how far that varies stay what they are: 1 or more; INFINITY: the share is not below its limit, or
 * nothing is known of how it varies.
 */
double cairn_promise_more(const struct cairn_promise_result *result,
                          struct cairn_promise_error error);

#endif

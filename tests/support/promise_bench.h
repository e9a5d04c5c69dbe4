/*
 * promise_bench.h - promises of one source, judged by counts made up by hand
 *
 * Windows of 1 and 3 hours, then two peaks; one source, whose workload promises a p95 of 1 s and a
 * loss of at most 2 %.
 */
#ifndef TESTS_SUPPORT_PROMISE_BENCH_H
#define TESTS_SUPPORT_PROMISE_BENCH_H

#include "choose/promise.h"
#include "support/rig.h"

enum {
    BENCH_ONE_HOUR,
    BENCH_THREE_HOURS,
    BENCH_PEAK,
    BENCH_OTHER_PEAK,
    BENCH_N_WINDOWS,
    BENCH_REPLICATIONS = 4
};

struct promise_bench {
    struct rig rig;
    struct cairn_scenario *s;
    struct cairn_lab_entry entry;
    struct cairn_sample samples[BENCH_REPLICATIONS];
    struct cairn_source_summary summaries[BENCH_REPLICATIONS];
    struct cairn_promise_result results[CAIRN_N_PROMISES];
    int n_results;
};

/* Do not move it afterwards. */
void bench_init(struct promise_bench *b);
void bench_release(struct promise_bench *b);

void bench_set(struct promise_bench *b, int replication, int window, int64_t arrivals, int64_t late,
               int64_t lost);

/* The same in every replication and window. */
void bench_set_all(struct promise_bench *b, int64_t arrivals, int64_t late, int64_t lost);

/* Half of it to either side, for both verdicts. */
struct cairn_promise_error bench_both(double alpha);

/* Tests all promises over n replications. */
void bench_test(struct promise_bench *b, int n, double alpha);

/* What that said of one kind; fails where it said nothing. */
const struct cairn_promise_result *bench_result(const struct promise_bench *b,
                                                enum cairn_promise_kind kind);

#endif

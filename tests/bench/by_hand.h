/*
 * by_hand.h - the limits: each queue written by hand, for nothing but its mean time in system
 *
 * Two limits for each. The *loop* holds the few clocks that its queue needs and steps to the next
 * of them: the fastest form of an event engine, which no engine for more than one queue reaches.
 * The *recursion* has no events at all: what happens to a request follows from the one before.
 *
 * They use the generator of the project, one stream for gaps and one for service times, both of
 * mean 1, and times as floating seconds. They do not clip, do not run in, keep no distribution and
 * no streams per purpose: what the program costs beyond them is what it knows beyond them.
 */
#ifndef TESTS_BENCH_BY_HAND_H
#define TESTS_BENCH_BY_HAND_H

#include <stdint.h>

/* Poisson arrivals at this rate, a line that takes transfer_s each, then exponential servers. */
struct by_hand_queue {
    double rate_per_s;
    double transfer_s; /* 0: there is no line */
    double service_s;  /* mean */
    int servers;
    long requests;
};

enum { BY_HAND_HOURS = 24, BY_HAND_DEVICES = 4, BY_HAND_BATCH = 8 };

/*
 * The full path of a request: Poisson arrivals at the rate of the hour, an uplink, a pool that
 * forms batches with a timeout, a downlink. Lines are first in, first out; a message takes its
 * transfer time, then the latency.
 */
struct by_hand_path {
    double rate_per_s[BY_HAND_HOURS];
    double up_s, down_s, latency_s;
    double timeout_s;
    double service_s[BY_HAND_BATCH]; /* of a batch of 1 ... BY_HAND_BATCH */
    double hour_s;                   /* length of what is simulated of each hour */
};

/* What was measured. */
struct by_hand_result {
    double requests;
    double sojourn_s; /* mean */
    double busy_s;    /* of all devices */
};

struct by_hand_result by_hand_mm1_loop(const struct by_hand_queue *queue, uint64_t seed);
struct by_hand_result by_hand_mm1_recursion(const struct by_hand_queue *queue, uint64_t seed);
struct by_hand_result by_hand_mmc_loop(const struct by_hand_queue *queue, uint64_t seed);
struct by_hand_result by_hand_mmc_recursion(const struct by_hand_queue *queue, uint64_t seed);
struct by_hand_result by_hand_tandem_loop(const struct by_hand_queue *queue, uint64_t seed);
struct by_hand_result by_hand_tandem_recursion(const struct by_hand_queue *queue, uint64_t seed);
struct by_hand_result by_hand_path_loop(const struct by_hand_path *path, uint64_t seed);
struct by_hand_result by_hand_path_recursion(const struct by_hand_path *path, uint64_t seed);

/*
 * The same recursion with the statistics that the program keeps of each request: histograms,
 * variances, requests late and waiting, the fingerprint. No limit, but what these cost at least.
 */
struct by_hand_result by_hand_path_counted(const struct by_hand_path *path, uint64_t seed);

#endif

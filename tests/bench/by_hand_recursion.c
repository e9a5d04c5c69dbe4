#include "bench/by_hand.h"

#include <math.h>
#include <stddef.h>

#include "base/alloc.h"
#include "bench/by_hand_private.h"

/*
 * Lindley, The theory of queues with a single server, 1952, by completions and not by waits: that
 * compiles to no branch, which every fifth request would mispredict.
 */
struct by_hand_result by_hand_mm1_recursion(const struct by_hand_queue *queue, uint64_t seed)
{
    struct streams draw = streams_begin(seed);
    double gap_s = 1.0 / queue->rate_per_s;
    double sum_s = 0.0;
    double now_s = 0.0, done_s = 0.0;

    for (long i = 0; i < queue->requests; i++) {
        now_s += gap_s * cairn_rng_exponential(&draw.gaps);
        double service_s = queue->service_s * cairn_rng_exponential(&draw.services);

        done_s = (done_s > now_s ? done_s : now_s) + service_s;
        sum_s += done_s - now_s;
    }
    return result_of(sum_s, queue->requests);
}

/* Kiefer and Wolfowitz, 1955: of the times at which servers are free, the least is taken. */
struct by_hand_result by_hand_mmc_recursion(const struct by_hand_queue *queue, uint64_t seed)
{
    struct streams draw = streams_begin(seed);
    double *free_s = cairn_calloc((size_t)queue->servers, sizeof *free_s); /* ascending */
    double gap_s = 1.0 / queue->rate_per_s;
    double sum_s = 0.0;
    double now_s = 0.0;
    int n = queue->servers;

    for (long i = 0; i < queue->requests; i++) {
        now_s += gap_s * cairn_rng_exponential(&draw.gaps);
        double service_s = queue->service_s * cairn_rng_exponential(&draw.services);
        double done_s = (free_s[0] > now_s ? free_s[0] : now_s) + service_s;
        int at = 0;

        sum_s += done_s - now_s;
        for (; at + 1 < n && free_s[at + 1] < done_s; at++)
            free_s[at] = free_s[at + 1];
        free_s[at] = done_s;
    }
    cairn_free(free_s);
    return result_of(sum_s, queue->requests);
}

struct by_hand_result by_hand_tandem_recursion(const struct by_hand_queue *queue, uint64_t seed)
{
    struct streams draw = streams_begin(seed);
    double gap_s = 1.0 / queue->rate_per_s;
    double sum_s = 0.0;
    double now_s = 0.0, sent_s = 0.0, done_s = 0.0;

    for (long i = 0; i < queue->requests; i++) {
        now_s += gap_s * cairn_rng_exponential(&draw.gaps);
        double service_s = queue->service_s * cairn_rng_exponential(&draw.services);

        sent_s = (sent_s > now_s ? sent_s : now_s) + queue->transfer_s;
        done_s = (done_s > sent_s ? done_s : sent_s) + service_s;
        sum_s += done_s - now_s;
    }
    return result_of(sum_s, queue->requests);
}

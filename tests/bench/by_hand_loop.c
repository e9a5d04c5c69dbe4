#include "bench/by_hand.h"

#include <math.h>
#include <stddef.h>

#include "base/alloc.h"
#include "bench/by_hand_private.h"

/* M/M/1 as two clocks and a ring of arrival times. */
struct by_hand_result by_hand_mm1_loop(const struct by_hand_queue *queue, uint64_t seed)
{
    struct streams draw = streams_begin(seed);
    double *ring = cairn_calloc(RING, sizeof *ring);
    double gap_s = 1.0 / queue->rate_per_s;
    double sum_s = 0.0;
    double arrival_s = gap_s * cairn_rng_exponential(&draw.gaps);
    double departure_s = HUGE_VAL;
    long arrived = 0, served = 0;

    while (served < queue->requests) {
        if (arrival_s < departure_s) {
            ring[arrived++ % RING] = arrival_s;
            if (arrived - served == 1)
                departure_s = arrival_s + queue->service_s * cairn_rng_exponential(&draw.services);
            arrival_s += gap_s * cairn_rng_exponential(&draw.gaps);
        } else {
            sum_s += departure_s - ring[served++ % RING];
            if (arrived == served)
                departure_s = HUGE_VAL;
            else
                departure_s += queue->service_s * cairn_rng_exponential(&draw.services);
        }
    }
    cairn_free(ring);
    return result_of(sum_s, served);
}

/* A departure of a server, in a heap of them by time. */
struct departure {
    double time_s, arrival_s;
};

static void heap_push(struct departure *heap, int n, struct departure departure)
{
    int at = n;

    while (at > 0 && heap[(at - 1) / 2].time_s > departure.time_s) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = departure;
}

/* Puts a departure where the first one was; n in all. */
static void heap_replace(struct departure *heap, int n, struct departure departure)
{
    int at = 0;

    for (;;) {
        int child = 2 * at + 1;

        if (child >= n)
            break;
        if (child + 1 < n && heap[child + 1].time_s < heap[child].time_s)
            child++;
        if (heap[child].time_s >= departure.time_s)
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = departure;
}

/* M/M/c as the clock of arrivals, a heap of departures and a ring of those who wait. */
struct by_hand_result by_hand_mmc_loop(const struct by_hand_queue *queue, uint64_t seed)
{
    struct streams draw = streams_begin(seed);
    double *ring = cairn_calloc(RING, sizeof *ring);
    struct departure *heap = cairn_calloc((size_t)queue->servers, sizeof *heap);
    double gap_s = 1.0 / queue->rate_per_s;
    double sum_s = 0.0;
    double arrival_s = gap_s * cairn_rng_exponential(&draw.gaps);
    int busy = 0;
    long came = 0, began = 0, served = 0; /* those who waited: came, and began their service */

    while (served < queue->requests) {
        if (busy == 0 || arrival_s < heap[0].time_s) {
            if (busy == queue->servers) {
                ring[came++ % RING] = arrival_s;
            } else {
                double service_s = queue->service_s * cairn_rng_exponential(&draw.services);

                heap_push(heap, busy++, (struct departure){arrival_s + service_s, arrival_s});
            }
            arrival_s += gap_s * cairn_rng_exponential(&draw.gaps);
        } else {
            double now_s = heap[0].time_s;

            sum_s += now_s - heap[0].arrival_s;
            served++;
            if (came > began) {
                double service_s = queue->service_s * cairn_rng_exponential(&draw.services);

                heap_replace(heap, busy,
                             (struct departure){now_s + service_s, ring[began++ % RING]});
            } else {
                busy--;
                heap_replace(heap, busy, heap[busy]);
            }
        }
    }
    cairn_free(heap);
    cairn_free(ring);
    return result_of(sum_s, served);
}

/* M/D/1 before ./M/1 as three clocks; the ring holds those on the line and those in the queue. */
struct by_hand_result by_hand_tandem_loop(const struct by_hand_queue *queue, uint64_t seed)
{
    struct streams draw = streams_begin(seed);
    double *ring = cairn_calloc(RING, sizeof *ring);
    double gap_s = 1.0 / queue->rate_per_s;
    double sum_s = 0.0;
    double arrival_s = gap_s * cairn_rng_exponential(&draw.gaps);
    double sent_s = HUGE_VAL, departure_s = HUGE_VAL;
    long arrived = 0, sent = 0, served = 0;

    while (served < queue->requests) {
        if (arrival_s < sent_s && arrival_s < departure_s) {
            ring[arrived++ % RING] = arrival_s;
            if (arrived - sent == 1)
                sent_s = arrival_s + queue->transfer_s;
            arrival_s += gap_s * cairn_rng_exponential(&draw.gaps);
        } else if (sent_s < departure_s) {
            if (++sent - served == 1)
                departure_s = sent_s + queue->service_s * cairn_rng_exponential(&draw.services);
            sent_s = arrived == sent ? HUGE_VAL : sent_s + queue->transfer_s;
        } else {
            sum_s += departure_s - ring[served++ % RING];
            if (sent == served)
                departure_s = HUGE_VAL;
            else
                departure_s += queue->service_s * cairn_rng_exponential(&draw.services);
        }
    }
    cairn_free(ring);
    return result_of(sum_s, served);
}

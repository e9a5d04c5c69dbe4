/*
 * The parts of the engine by themselves: the event list, random numbers, caches.
 *
 * Event list: the hold model, in which the next event is taken and one put in its place an
 * exponential time later, at a constant number of pending events; beside a binary heap of bare
 * times. The figure is the time that a hold moves the clock by, times the events pending: 1.
 * Random numbers: a draw beside 64 bits of the generator; the figure is a moment that is 1.
 */
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "base/alloc.h"
#include "bench/bench.h"
#include "engine/event_list.h"
#include "math/dist.h"
#include "math/rng.h"

/* ---- event list ---- */

enum { HOLDS = 1000000 };

static struct cairn_rng gaps_of(uint64_t seed)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = seed, .purpose = 1});
    return rng;
}

/* Unit exponential, in ticks of a millionth. */
static int64_t gap_ticks(struct cairn_rng *rng)
{
    return (int64_t)(1e6 * cairn_rng_exponential(rng));
}

static struct bench_turn hold_list(const void *context, uint64_t seed)
{
    const size_t n = *(const size_t *)context;
    struct cairn_rng rng = gaps_of(seed);
    struct cairn_event_list list;
    int64_t now = 0;

    cairn_event_list_init(&list);
    for (size_t i = 0; i < n; i++)
        cairn_event_list_push(&list, (struct cairn_event){.time_ns = gap_ticks(&rng), .order = i});
    for (int i = 0; i < HOLDS; i++) {
        struct cairn_event event = *cairn_event_list_peek(&list);

        now = event.time_ns;
        event.time_ns += gap_ticks(&rng);
        cairn_event_list_replace_top(&list, event);
    }
    cairn_event_list_release(&list);
    return (struct bench_turn){HOLDS, 1e-6 * (double)now / HOLDS * (double)n};
}

static void sift_up(int64_t *heap, size_t at, int64_t time)
{
    for (; at > 0 && heap[(at - 1) / 2] > time; at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = time;
}

static void sift_down(int64_t *heap, size_t n, int64_t time)
{
    size_t at = 0;

    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && heap[child + 1] < heap[child])
            child++;
        if (heap[child] >= time)
            break;
        heap[at] = heap[child];
    }
    heap[at] = time;
}

static struct bench_turn hold_by_hand(const void *context, uint64_t seed)
{
    const size_t n = *(const size_t *)context;
    struct cairn_rng rng = gaps_of(seed);
    int64_t *heap = cairn_calloc(n, sizeof *heap);
    int64_t now = 0;

    for (size_t i = 0; i < n; i++)
        sift_up(heap, i, gap_ticks(&rng));
    for (int i = 0; i < HOLDS; i++) {
        now = heap[0];
        sift_down(heap, n, now + gap_ticks(&rng));
    }
    cairn_free(heap);
    return (struct bench_turn){HOLDS, 1e-6 * (double)now / HOLDS * (double)n};
}

static bool event_list(void)
{
    static const size_t pending[] = {2, 64, 10000, 1000000};
    static const char *const names[] = {"hold, 2 pending", "hold, 64 pending",
                                        "hold, 10,000 pending", "hold, 1,000,000 pending"};
    bool good = true;

    for (int i = 0; i < 4; i++) {
        struct bench_way ways[] = {
            {"binary heap by hand", NULL, hold_by_hand, &pending[i]},
            {"event list", "binary heap by hand", hold_list, &pending[i]},
        };

        /* A million holds of a million pending have hardly begun: the figure means little. */
        good &= bench_case_run(&(struct bench_case){
            .name = names[i],
            .turns = 5,
            .expected = 1.0,
            .within = pending[i] < HOLDS ? 0.02 : 0.5,
            .ways = ways,
            .n_ways = 2,
        });
    }
    return good;
}

/* ---- random numbers ---- */

enum { DRAWS = 2000000 };

static struct bench_turn draw_bits(const void *context, uint64_t seed)
{
    struct cairn_rng rng = gaps_of(seed);
    double sum = 0.0;

    (void)context;
    for (int i = 0; i < DRAWS; i++)
        sum += cairn_unit_from_bits(cairn_rng_u64(&rng));
    return (struct bench_turn){DRAWS, 2.0 * sum / DRAWS};
}

static struct bench_turn draw_exponential(const void *context, uint64_t seed)
{
    struct cairn_rng rng = gaps_of(seed);
    double sum = 0.0;

    (void)context;
    for (int i = 0; i < DRAWS; i++)
        sum += cairn_rng_exponential(&rng);
    return (struct bench_turn){DRAWS, sum / DRAWS};
}

static struct bench_turn draw_normal(const void *context, uint64_t seed)
{
    struct cairn_rng rng = gaps_of(seed);
    double sum = 0.0;

    (void)context;
    for (int i = 0; i < DRAWS; i++) {
        double x = cairn_rng_normal(&rng);

        sum += x * x;
    }
    return (struct bench_turn){DRAWS, sum / DRAWS};
}

static struct bench_turn draw_log(const void *context, uint64_t seed)
{
    struct cairn_rng rng = gaps_of(seed);
    double sum = 0.0;

    (void)context;
    for (int i = 0; i < DRAWS; i++)
        sum -= log(cairn_rng_unit(&rng));
    return (struct bench_turn){DRAWS, sum / DRAWS};
}

static struct bench_turn draw_gsl(const void *context, uint64_t seed)
{
    struct cairn_rng rng = gaps_of(seed);
    gsl_rng view = cairn_rng_as_gsl(&rng);
    double sum = 0.0;

    (void)context;
    for (int i = 0; i < DRAWS; i++)
        sum += gsl_ran_exponential(&view, 1.0);
    return (struct bench_turn){DRAWS, sum / DRAWS};
}

static struct bench_turn draw_dist(const void *context, uint64_t seed)
{
    const enum cairn_distribution_kind *kind = context;
    struct cairn_rng rng = gaps_of(seed);
    struct cairn_dist dist;
    double sum = 0.0;

    cairn_dist_init(&dist, *kind, 1.0, 0.5);
    for (int i = 0; i < DRAWS; i++)
        sum += cairn_dist_draw(&dist, &rng);
    return (struct bench_turn){DRAWS, sum / DRAWS};
}

static bool random_numbers(void)
{
    static const enum cairn_distribution_kind gamma = CAIRN_GAMMA, lognormal = CAIRN_LOGNORMAL,
                                              weibull = CAIRN_WEIBULL;
    struct bench_way ways[] = {
        {"64 bits", NULL, draw_bits, NULL},
        {"exponential", "64 bits", draw_exponential, NULL},
        {"normal", "64 bits", draw_normal, NULL},
        {"exponential, logarithm", "64 bits", draw_log, NULL},
        {"exponential of GSL", "64 bits", draw_gsl, NULL},
        {"gamma", "64 bits", draw_dist, &gamma},
        {"lognormal", "64 bits", draw_dist, &lognormal},
        {"weibull", "64 bits", draw_dist, &weibull},
    };

    return bench_case_run(&(struct bench_case){
        .name = "random number",
        .turns = 5,
        .expected = 1.0,
        .within = 0.005,
        .ways = ways,
        .n_ways = 8,
    });
}

int main(void)
{
    bool good = event_list();

    good &= random_numbers();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

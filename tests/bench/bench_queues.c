/*
 * The engine and the recursion path beside the limits (by_hand.h), one job being a request from its
 * arrival to its end:
 *
 *   M/M/1, M/M/10   utilisation 0.8; mean times in system 1 / (mu - lambda) = 5 s, and by Erlang's
 *                   C formula C(10, 8) / (10 - 8) + 1 = 1.20459 s
 *   two stages      a line with deterministic times at utilisation 0.5, then a server at 0.8: three
 *                   events per request
 *   full path       by_hand_path: 24 hours, uplink, batches of up to 8 or 5 ms on 4 devices,
 *                   downlink: four events and a share of a batch's two per request; also where
 *                   devices may sleep, which the limits know nothing of
 */
#include <math.h>
#include <stdlib.h>

#include "bench/model.h"

static struct bench_turn turn_of(struct by_hand_result result)
{
    return (struct bench_turn){.jobs = result.requests, .figure = result.sojourn_s};
}

static struct bench_turn mm1_loop(const void *context, uint64_t seed)
{
    return turn_of(by_hand_mm1_loop(context, seed));
}

static struct bench_turn mm1_recursion(const void *context, uint64_t seed)
{
    return turn_of(by_hand_mm1_recursion(context, seed));
}

static struct bench_turn mmc_loop(const void *context, uint64_t seed)
{
    return turn_of(by_hand_mmc_loop(context, seed));
}

static struct bench_turn mmc_recursion(const void *context, uint64_t seed)
{
    return turn_of(by_hand_mmc_recursion(context, seed));
}

static struct bench_turn tandem_loop(const void *context, uint64_t seed)
{
    return turn_of(by_hand_tandem_loop(context, seed));
}

static struct bench_turn tandem_recursion(const void *context, uint64_t seed)
{
    return turn_of(by_hand_tandem_recursion(context, seed));
}

static struct bench_turn path_loop(const void *context, uint64_t seed)
{
    return turn_of(by_hand_path_loop(context, seed));
}

static struct bench_turn path_recursion(const void *context, uint64_t seed)
{
    return turn_of(by_hand_path_recursion(context, seed));
}

static struct bench_turn path_counted(const void *context, uint64_t seed)
{
    return turn_of(by_hand_path_counted(context, seed));
}

typedef struct bench_turn (*way_fn)(const void *context, uint64_t seed);

/* A queue by hand, and as the program's. */
struct queue {
    const char *name;
    const void *by_hand;
    const struct bench_model *model;
    way_fn loop, recursion;
    double expected, within;
};

enum { COMMON_WAYS = 4 };

/* The two limits, and the two paths of the program beside them. */
static void common_ways(const struct queue *queue, struct bench_way ways[COMMON_WAYS])
{
    ways[0] = (struct bench_way){"loop by hand", NULL, queue->loop, queue->by_hand};
    ways[1] = (struct bench_way){"events", "loop by hand", bench_model_by_events, queue->model};
    ways[2] = (struct bench_way){"recursion by hand", NULL, queue->recursion, queue->by_hand};
    ways[3] = (struct bench_way){"recursion", "recursion by hand", bench_model_by_recursion,
                                 queue->model};
}

static bool queue_run(const struct queue *queue, const struct bench_way *ways, int n_ways)
{
    return bench_case_run(&(struct bench_case){
        .name = queue->name,
        .turns = 9,
        .expected = queue->expected,
        .within = queue->within,
        .ways = ways,
        .n_ways = n_ways,
    });
}

static bool simple_queue(const struct queue *queue)
{
    struct bench_way ways[COMMON_WAYS];

    common_ways(queue, ways);
    return queue_run(queue, ways, COMMON_WAYS);
}

static bool queues(void)
{
    static const struct by_hand_queue mm1 = {0.8, 0.0, 1.0, 1, 1000000};
    static const struct by_hand_queue mm10 = {8.0, 0.0, 1.0, 10, 1000000};
    static const struct by_hand_queue tandem = {0.8, 0.625, 1.0, 1, 1000000};
    static struct bench_model model;
    bool good = true;

    /* Relative errors of nine million requests are 0.4, 0.1 and 0.4 %. */
    bench_model_queue(&model, &mm1);
    good &=
        simple_queue(&(struct queue){"M/M/1", &mm1, &model, mm1_loop, mm1_recursion, 5.0, 0.025});
    bench_model_queue(&model, &mm10);
    good &= simple_queue(
        &(struct queue){"M/M/10", &mm10, &model, mmc_loop, mmc_recursion, 1.20459, 0.01});
    bench_model_queue(&model, &tandem);
    good &= simple_queue(
        &(struct queue){"two stages", &tandem, &model, tandem_loop, tandem_recursion, NAN, 0.025});
    return good;
}

static bool full_path(void)
{
    struct by_hand_path path = {
        .up_s = 0.3e-3, .down_s = 0.1e-3, .latency_s = 10e-3, .timeout_s = 5e-3, .hour_s = 20.0};
    static struct bench_model awake, asleep;
    struct queue queue = {"full path", &path, &awake, path_loop, path_recursion, NAN, 0.005};
    struct bench_way ways[COMMON_WAYS + 3];

    for (int h = 0; h < BY_HAND_HOURS; h++)
        path.rate_per_s[h] = 600.0 + 120.0 * (h < 12 ? h : 23 - h);
    for (int b = 0; b < BY_HAND_BATCH; b++)
        path.service_s[b] = 4e-3 + 1e-3 * (b + 1);
    bench_model_path(&awake, &path, false);
    bench_model_path(&asleep, &path, true);
    common_ways(&queue, ways);
    ways[4] = (struct bench_way){"events, sleep", "loop by hand", bench_model_by_events, &asleep};
    ways[5] = (struct bench_way){"recursion, sleep", "recursion by hand", bench_model_by_recursion,
                                 &asleep};
    ways[6] = (struct bench_way){"by hand, counted", "recursion by hand", path_counted, &path};
    return queue_run(&queue, ways, COMMON_WAYS + 3);
}

int main(void)
{
    bool good = queues();

    good &= full_path();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include <math.h>
#include <stddef.h>

#include "base/alloc.h"
#include "bench/by_hand.h"
#include "bench/by_hand_private.h"
#include "engine/clock.h"
#include "engine/fingerprint.h"
#include "math/histogram.h"
#include "math/moments.h"

/* A request on its way: when it is there, when it arrived at the site. */
struct message {
    double time_s, arrival_s;
};

struct ring {
    struct message *items; /* RING of them */
    long first, end;
};

/* Sums over all hours; busy time by hour and size of the batch. */
struct sums {
    double sojourn_s;
    long requests;
    double busy_s[BY_HAND_HOURS][BY_HAND_BATCH];
};

static struct by_hand_result path_result(const struct sums *sums)
{
    struct by_hand_result result = result_of(sums->sojourn_s, sums->requests);

    for (int h = 0; h < BY_HAND_HOURS; h++)
        for (int b = 0; b < BY_HAND_BATCH; b++)
            result.busy_s += sums->busy_s[h][b];
    return result;
}

static double later(double a_s, double b_s)
{
    return a_s > b_s ? a_s : b_s;
}

/* ---- as a loop ---- */

struct device {
    double done_s; /* HUGE_VAL: idle */
    int size;
    double arrival_s[BY_HAND_BATCH];
};

struct loop {
    const struct by_hand_path *path;
    int hour;
    double now_s, arrival_s, done_s, due_s; /* clocks; done_s: of the next device */
    double up_free_s, down_free_s;
    struct ring up, queue, down;
    struct device devices[BY_HAND_DEVICES];
    int next, idle; /* device that is done next; how many are idle */
    struct sums *sums;
};

static double head_s(const struct ring *ring)
{
    return ring->first == ring->end ? HUGE_VAL : ring->items[ring->first % RING].time_s;
}

static void ring_push(struct ring *ring, double time_s, double arrival_s)
{
    ring->items[ring->end++ % RING] = (struct message){time_s, arrival_s};
}

static void next_device(struct loop *l)
{
    l->done_s = HUGE_VAL;
    for (int d = 0; d < BY_HAND_DEVICES; d++) {
        if (l->devices[d].done_s < l->done_s) {
            l->done_s = l->devices[d].done_s;
            l->next = d;
        }
    }
}

static void start_batch(struct loop *l, int size)
{
    int d = 0;

    while (l->devices[d].done_s < HUGE_VAL)
        d++;
    l->idle--;
    l->devices[d].done_s = l->now_s + l->path->service_s[size - 1];
    l->devices[d].size = size;
    for (int i = 0; i < size; i++)
        l->devices[d].arrival_s[i] = l->queue.items[l->queue.first++ % RING].arrival_s;
    l->sums->busy_s[l->hour][size - 1] += l->path->service_s[size - 1];
    next_device(l);
}

/* Starts what may start now, and says when what waits may start by its timeout. */
static void start_what_may(struct loop *l)
{
    long waiting = l->queue.end - l->queue.first;

    l->due_s = HUGE_VAL;
    while (l->idle > 0 && waiting > 0) {
        double due_s = head_s(&l->queue) + l->path->timeout_s;

        if (waiting < BY_HAND_BATCH && due_s > l->now_s) {
            l->due_s = due_s;
            return;
        }
        start_batch(l, waiting < BY_HAND_BATCH ? (int)waiting : BY_HAND_BATCH);
        waiting = l->queue.end - l->queue.first;
    }
}

static void on_arrival(struct loop *l)
{
    l->up_free_s = later(l->up_free_s, l->now_s) + l->path->up_s;
    ring_push(&l->up, l->up_free_s + l->path->latency_s, l->now_s);
}

static void on_delivered_up(struct loop *l)
{
    ring_push(&l->queue, l->now_s, l->up.items[l->up.first++ % RING].arrival_s);
    start_what_may(l);
}

static void on_done(struct loop *l)
{
    struct device *device = &l->devices[l->next];

    for (int i = 0; i < device->size; i++) {
        l->down_free_s = later(l->down_free_s, l->now_s) + l->path->down_s;
        ring_push(&l->down, l->down_free_s + l->path->latency_s, device->arrival_s[i]);
    }
    device->done_s = HUGE_VAL;
    l->idle++;
    next_device(l);
    start_what_may(l);
}

static void on_delivered_down(struct loop *l)
{
    l->sums->sojourn_s += l->now_s - l->down.items[l->down.first++ % RING].arrival_s;
    l->sums->requests++;
}

static void loop_hour(struct loop *l, struct streams *draw)
{
    double gap_s = 1.0 / l->path->rate_per_s[l->hour];

    l->arrival_s = gap_s * cairn_rng_exponential(&draw->gaps);
    l->up_free_s = l->down_free_s = 0.0;
    l->done_s = l->due_s = HUGE_VAL;
    for (;;) {
        double up_s = head_s(&l->up);
        double down_s = head_s(&l->down);
        double at_pool_s = l->done_s < l->due_s ? l->done_s : l->due_s;
        double on_line_s = up_s < down_s ? up_s : down_s;

        l->now_s = l->arrival_s < on_line_s ? l->arrival_s : on_line_s;
        if (at_pool_s < l->now_s)
            l->now_s = at_pool_s;
        if (l->now_s == HUGE_VAL)
            return;
        if (l->now_s == l->arrival_s) {
            on_arrival(l);
            l->arrival_s += gap_s * cairn_rng_exponential(&draw->gaps);
            if (l->arrival_s >= l->path->hour_s)
                l->arrival_s = HUGE_VAL;
        } else if (l->now_s == up_s) {
            on_delivered_up(l);
        } else if (l->now_s == down_s) {
            on_delivered_down(l);
        } else if (l->now_s == l->done_s) {
            on_done(l);
        } else {
            start_what_may(l);
        }
    }
}

struct by_hand_result by_hand_path_loop(const struct by_hand_path *path, uint64_t seed)
{
    struct streams draw = streams_begin(seed);
    struct message *items = cairn_calloc(3 * RING, sizeof *items);
    struct sums sums = {0};
    struct loop l = {
        .path = path,
        .up.items = items,
        .queue.items = items + RING,
        .down.items = items + 2 * RING,
        .idle = BY_HAND_DEVICES,
        .sums = &sums,
    };

    for (int d = 0; d < BY_HAND_DEVICES; d++)
        l.devices[d].done_s = HUGE_VAL;
    for (l.hour = 0; l.hour < BY_HAND_HOURS; l.hour++)
        loop_hour(&l, &draw);
    cairn_free(items);
    return path_result(&sums);
}

/* ---- as a recursion ---- */

/* What the program keeps of each request, and with its own means. */
struct statistics {
    struct cairn_moments wait, sojourn;
    struct cairn_histogram wait_histogram, sojourn_histogram;
    struct cairn_fingerprint fingerprint;
    int64_t waited, late;
};

static void statistics_add(struct statistics *statistics, uint64_t number, double wait_s,
                           double sojourn_s, double end_s)
{
    int64_t wait_ns = (int64_t)(1e9 * wait_s);
    int64_t sojourn_ns = (int64_t)(1e9 * sojourn_s);

    statistics->waited += wait_ns > 0;
    statistics->late += sojourn_ns > 50000000;
    cairn_moments_add(&statistics->wait, wait_ns);
    cairn_moments_add(&statistics->sojourn, sojourn_ns);
    cairn_histogram_add(&statistics->wait_histogram, wait_ns);
    cairn_histogram_add(&statistics->sojourn_histogram, sojourn_ns);
    cairn_fingerprint_add(&statistics->fingerprint, 1, number, (int64_t)(1e9 * end_s));
}

/* A batch in service; its requests are neighbours. */
struct batch {
    double start_s, done_s;
    long first;
    int size;
};

struct recursion {
    const struct by_hand_path *path;
    int hour;
    struct message *at_pool; /* in order of time; owned */
    long n, capacity;
    double free_s[BY_HAND_DEVICES];            /* ascending */
    struct batch running[BY_HAND_DEVICES + 1]; /* by done_s */
    int n_running;
    double down_free_s;
    struct sums *sums;
    struct statistics *statistics; /* NULL: not wanted */
};

static void uplink(struct recursion *r, struct streams *draw)
{
    const struct by_hand_path *path = r->path;
    double gap_s = 1.0 / path->rate_per_s[r->hour];
    double free_s = 0.0;
    double now_s = gap_s * cairn_rng_exponential(&draw->gaps);

    for (r->n = 0; now_s < path->hour_s && r->n < r->capacity; r->n++) {
        free_s = later(free_s, now_s) + path->up_s;
        r->at_pool[r->n] = (struct message){free_s + path->latency_s, now_s};
        now_s += gap_s * cairn_rng_exponential(&draw->gaps);
    }
}

/* Replies of batches that are done by then go down the line. */
static void downlink(struct recursion *r, double until_s)
{
    int done = 0;

    for (; done < r->n_running && r->running[done].done_s <= until_s; done++) {
        const struct batch *batch = &r->running[done];

        for (long i = batch->first; i < batch->first + batch->size; i++) {
            const struct message *message = &r->at_pool[i];
            double end_s;

            r->down_free_s = later(r->down_free_s, batch->done_s) + r->path->down_s;
            end_s = r->down_free_s + r->path->latency_s;
            r->sums->sojourn_s += end_s - message->arrival_s;
            if (r->statistics)
                statistics_add(r->statistics, (uint64_t)i, batch->start_s - message->time_s,
                               end_s - message->arrival_s, end_s);
        }
    }
    r->n_running -= done;
    for (int i = 0; done > 0 && i < r->n_running; i++)
        r->running[i] = r->running[i + done];
}

static void run_batch(struct recursion *r, struct batch batch)
{
    int at = 0;

    for (; at + 1 < BY_HAND_DEVICES && r->free_s[at + 1] < batch.done_s; at++)
        r->free_s[at] = r->free_s[at + 1];
    r->free_s[at] = batch.done_s;
    for (at = r->n_running++; at > 0 && r->running[at - 1].done_s > batch.done_s; at--)
        r->running[at] = r->running[at - 1];
    r->running[at] = batch;
}

static void recursion_hour(struct recursion *r)
{
    const struct by_hand_path *path = r->path;
    int size;

    for (int d = 0; d < BY_HAND_DEVICES; d++)
        r->free_s[d] = 0.0;
    r->down_free_s = 0.0;
    for (long i = 0; i < r->n; i += size) {
        double start_s = r->at_pool[i].time_s + path->timeout_s;
        long last = i + BY_HAND_BATCH - 1;

        if (last < r->n && r->at_pool[last].time_s < start_s)
            start_s = r->at_pool[last].time_s;
        start_s = later(start_s, r->free_s[0]);
        for (size = 1; size < BY_HAND_BATCH && i + size < r->n; size++)
            if (r->at_pool[i + size].time_s > start_s)
                break;
        downlink(r, start_s);
        run_batch(r, (struct batch){start_s, start_s + path->service_s[size - 1], i, size});
        r->sums->busy_s[r->hour][size - 1] += path->service_s[size - 1];
    }
    downlink(r, HUGE_VAL);
    r->sums->requests += r->n;
}

static struct by_hand_result recursion(const struct by_hand_path *path, uint64_t seed,
                                       struct statistics *statistics)
{
    struct streams draw = streams_begin(seed);
    struct sums sums = {0};
    double most_per_s = 0.0;
    struct recursion r = {.path = path, .sums = &sums, .statistics = statistics};

    for (int h = 0; h < BY_HAND_HOURS; h++)
        most_per_s = later(most_per_s, path->rate_per_s[h]);
    r.capacity = (long)(1.5 * most_per_s * path->hour_s) + 100;
    r.at_pool = cairn_calloc((size_t)r.capacity, sizeof *r.at_pool);
    for (r.hour = 0; r.hour < BY_HAND_HOURS; r.hour++) {
        uplink(&r, &draw);
        recursion_hour(&r);
    }
    cairn_free(r.at_pool);
    return path_result(&sums);
}

struct by_hand_result by_hand_path_recursion(const struct by_hand_path *path, uint64_t seed)
{
    return recursion(path, seed, NULL);
}

struct by_hand_result by_hand_path_counted(const struct by_hand_path *path, uint64_t seed)
{
    struct statistics statistics = {0};
    struct by_hand_result result = recursion(path, seed, &statistics);

    /* The sums are looked at, so that they are made. */
    result.sojourn_s =
        cairn_moments_mean_s(&statistics.sojourn) +
        1e-300 * (double)(statistics.fingerprint.sum + (uint64_t)statistics.late +
                          (uint64_t)statistics.waited + (uint64_t)statistics.wait.count);
    cairn_histogram_release(&statistics.wait_histogram);
    cairn_histogram_release(&statistics.sojourn_histogram);
    return result;
}

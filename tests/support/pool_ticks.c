#include "support/pool_ticks.h"

#include <string.h>

enum { MS = 1000000, DEVICES = 8, LAST_TICK = 20000 };

struct ticks {
    const struct feed *feed;
    struct feed_result *result;
    int64_t now_ns;
    int64_t free_ns[DEVICES];
    bool waits[FEED_REQUESTS];
    int held[DEVICES][FEED_VARIANTS]; /* variants, the last used first; as many as fit; -1: none */
};

/* The lower goes first. */
static int64_t rank(const struct feed *feed, int i)
{
    const struct cairn_component_source *source = &feed->sources[feed->source[i]];

    if (feed->pool.discipline == CAIRN_BY_PRIORITY)
        return -source->priority;
    if (feed->pool.discipline == CAIRN_BY_DEADLINE)
        return source->late_ns == INT64_MAX ? INT64_MAX : feed->time_ns[i] + source->late_ns;
    return 0;
}

/* The first that waits for a variant, or -1. */
static int first(const struct ticks *t, int variant)
{
    int best = -1;

    for (int i = 0; i < t->feed->n; i++)
        if (t->waits[i] && t->feed->variant[i] == variant &&
            (best < 0 || rank(t->feed, i) < rank(t->feed, best)))
            best = i;
    return best;
}

/* Would a request break its promise in a batch that takes so long? */
static bool is_pressed(const struct ticks *t, int i, int64_t latency_ns)
{
    const struct cairn_component_source *source = &t->feed->sources[t->feed->source[i]];

    return source->late_ns != INT64_MAX &&
           t->now_ns + latency_ns >= t->feed->time_ns[i] + source->late_ns;
}

static bool may_start(const struct ticks *t, int variant)
{
    const struct cairn_component_pool *pool = &t->feed->pool;
    int64_t oldest_ns = INT64_MAX;
    int n = 0;

    for (int i = 0; i < t->feed->n; i++)
        if (t->waits[i] && t->feed->variant[i] == variant) {
            oldest_ns = oldest_ns < t->feed->time_ns[i] ? oldest_ns : t->feed->time_ns[i];
            n++;
        }
    if (n == 0)
        return false;
    if (n >= (pool->batch_min > 0 && pool->batch_min < pool->batch_max ? pool->batch_min
                                                                       : pool->batch_max))
        return true;
    if (pool->adaptive && is_pressed(t, first(t, variant), t->feed->latencies[variant][n]))
        return true;
    if (pool->timeout_ns == 0 && (pool->batch_min > 0 || pool->adaptive))
        return false;
    return t->now_ns - oldest_ns >= pool->timeout_ns;
}

/* The variant to serve next, or -1. */
static int next(const struct ticks *t)
{
    int best = -1;

    for (int v = 0; v < t->feed->pool.n_variants; v++) {
        int a, b;

        if (!may_start(t, v))
            continue;
        if (best < 0) {
            best = v;
            continue;
        }
        a = first(t, v);
        b = first(t, best);
        if (rank(t->feed, a) < rank(t->feed, b) ||
            (rank(t->feed, a) == rank(t->feed, b) && t->feed->time_ns[a] < t->feed->time_ns[b]))
            best = v;
    }
    return best;
}

/* Where a device has a variant, or -1. */
static int place_of(const struct ticks *t, int device, int variant)
{
    for (int i = 0; i < FEED_VARIANTS; i++)
        if (t->held[device][i] == variant)
            return i;
    return -1;
}

/* Makes a variant the last used; returns how long that takes. All variants are of one size. */
static int64_t load(struct ticks *t, int device, int variant)
{
    const struct cairn_component_pool *pool = &t->feed->pool;
    int place = place_of(t, device, variant);
    int room = pool->swaps ? (int)(pool->memory_bytes / pool->variants[0].bytes) : FEED_VARIANTS;

    for (int i = place < 0 ? room - 1 : place; i > 0; i--)
        t->held[device][i] = t->held[device][i - 1];
    t->held[device][0] = variant;
    return place < 0 && pool->swaps ? pool->variants[variant].load_ns : 0;
}

/* The lowest that holds the variant, or else the lowest. */
static int device_for(const struct ticks *t, int variant)
{
    int lowest = -1;

    for (int d = t->feed->pool.devices - 1; d >= 0; d--)
        if (t->free_ns[d] <= t->now_ns)
            lowest = d;
    for (int d = lowest; t->feed->pool.swaps && d < t->feed->pool.devices; d++)
        if (t->free_ns[d] <= t->now_ns && place_of(t, d, variant) >= 0)
            return d;
    return lowest;
}

static int idle_device(const struct ticks *t)
{
    for (int d = 0; d < t->feed->pool.devices; d++)
        if (t->free_ns[d] <= t->now_ns)
            return d;
    return -1;
}

static void serve(struct ticks *t, int device, int variant)
{
    int batch[FEED_BATCH], n = 0;
    int64_t done_ns;

    for (int i = first(t, variant); i >= 0 && n < t->feed->pool.batch_max; i = first(t, variant)) {
        batch[n++] = i;
        t->waits[i] = false;
    }
    done_ns = t->now_ns + load(t, device, variant) + t->feed->latencies[variant][n - 1];
    t->free_ns[device] = done_ns;
    for (int k = 0; k < n; k++) {
        t->result->start_ns[batch[k]] = t->now_ns;
        t->result->done_ns[batch[k]] = done_ns;
    }
}

static void start(struct ticks *t)
{
    int variant;

    while (idle_device(t) >= 0 && (variant = next(t)) >= 0)
        serve(t, device_for(t, variant), variant);
}

static void arrive(struct ticks *t, int i)
{
    int waiting = 0;

    for (int j = 0; j < t->feed->n; j++)
        waiting += t->waits[j];
    t->waits[i] = true;
    if ((idle_device(t) < 0 || !may_start(t, t->feed->variant[i])) &&
        t->feed->pool.queue != CAIRN_NONE && waiting >= t->feed->pool.queue) {
        t->waits[i] = false;
        t->result->start_ns[i] = t->result->done_ns[i] = CAIRN_NEVER;
    } else {
        start(t);
    }
}

void ticks_run(const struct feed *feed, struct feed_result *result)
{
    struct ticks t = {.feed = feed, .result = result};
    int arrived = 0;

    memset(result, 0, sizeof *result);
    memset(t.held, 0xff, sizeof t.held);
    for (int i = 0; i < FEED_REQUESTS; i++)
        result->start_ns[i] = result->done_ns[i] = -1;
    for (int tick = 0; tick < LAST_TICK; tick++) {
        t.now_ns = (int64_t)tick * MS;
        for (int d = 0; d < feed->pool.devices; d++) { /* as if the higher were not free yet */
            int64_t later_ns[DEVICES];

            if (t.free_ns[d] != t.now_ns)
                continue;
            memcpy(later_ns, t.free_ns, sizeof later_ns);
            for (int e = d + 1; e < feed->pool.devices; e++)
                if (later_ns[e] == t.now_ns)
                    t.free_ns[e]++;
            start(&t);
            for (int e = d + 1; e < feed->pool.devices; e++)
                if (later_ns[e] == t.now_ns)
                    t.free_ns[e] = t.now_ns;
        }
        while (arrived < feed->n && feed->time_ns[arrived] == t.now_ns)
            arrive(&t, arrived++);
        start(&t);
    }
}

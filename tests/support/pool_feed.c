#include "support/pool_feed.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "physics/pool_flow.h"

static void clear(struct feed_result *result)
{
    *result = (struct feed_result){0};
    for (int i = 0; i < FEED_REQUESTS; i++)
        result->start_ns[i] = result->done_ns[i] = -1;
}

/* ---- by events ---- */

static void keep(struct feed_result *result, const struct cairn_request *request, int64_t done_ns)
{
    int i = (int)request->number;

    result->start_ns[i] = request->queued_ns + request->wait_ns;
    result->done_ns[i] = done_ns;
    result->finished[result->n++] = i;
}

static void on_arrival(struct cairn_pool_sim *sim, struct cairn_run *run, const struct feed *feed,
                       int i, struct feed_result *result)
{
    uint32_t r = cairn_requests_make(&run->requests);
    struct cairn_request *request = cairn_run_request(run, r);

    request->number = (uint64_t)i;
    request->bits = feed->bits[i];
    request->copy = feed->copy[i];
    request->arrival_ns = run->now_ns;
    request->route = feed->source[i] * FEED_VARIANTS + feed->variant[i];
    request->wait_ns = 0;
    if (i + 1 < feed->n)
        cairn_run_schedule(run, feed->time_ns[i + 1], CAIRN_EVENT_ARRIVAL, 0, (uint32_t)i + 1,
                           (uint64_t)i + 1);
    if (cairn_pool_sim_arrive(sim, run, r, feed->variant[i], feed->entity[i], CAIRN_NONE) !=
        CAIRN_ADMITTED)
        result->start_ns[i] = result->done_ns[i] = CAIRN_NEVER;
}

static void on_served(struct cairn_pool_sim *sim, struct cairn_run *run, int device,
                      struct feed_result *result)
{
    struct cairn_batch batch = cairn_pool_sim_served(sim, run, device);
    uint32_t r = batch.head;

    for (int i = 0; i < batch.size; i++) {
        keep(result, cairn_run_request(run, r), run->now_ns);
        r = cairn_run_request(run, r)->next;
    }
}

static void on_event(struct cairn_pool_sim *sim, struct cairn_run *run, const struct feed *feed,
                     struct cairn_event event, struct feed_result *result)
{
    uint32_t item = (uint32_t)event.payload;

    switch (cairn_event_kind(&event)) {
    case CAIRN_EVENT_ARRIVAL:
        on_arrival(sim, run, feed, (int)item, result);
        break;
    case CAIRN_EVENT_SERVED:
        on_served(sim, run, (int)item, result);
        break;
    case CAIRN_EVENT_ANSWERED:
        keep(result, cairn_run_request(run, item), run->now_ns);
        break;
    case CAIRN_EVENT_AWAKE:
        cairn_pool_sim_awake(sim, run, (int)item);
        break;
    case CAIRN_EVENT_TIMEOUT:
        cairn_pool_sim_timeout(sim, run, (int)item);
        break;
    case CAIRN_EVENT_SLEEP:
        cairn_pool_sim_sleep(sim, run, (int)item);
        break;
    default:
        ck_abort();
    }
}

void feed_events(const struct feed *feed, struct feed_result *result)
{
    struct cairn_pool_sim sim;
    struct cairn_run run = {.begin_ns = feed->begin_ns, .end_ns = feed->end_ns};

    clear(result);
    cairn_event_list_init(&run.events);
    cairn_requests_clear(&run.requests);
    cairn_pool_sim_init(&sim, &feed->component, 0, FEED_FIRST_DEVICE, FEED_FIRST_COPY);
    cairn_run_set_now(&run, feed->start_ns);
    cairn_pool_sim_begin(&sim, &run, result->counts, result->batch_counts);
    cairn_run_schedule(&run, feed->time_ns[0], CAIRN_EVENT_ARRIVAL, 0, 0, 0);
    while (!cairn_event_list_empty(&run.events)) {
        struct cairn_event event = *cairn_event_list_peek(&run.events);

        if (event.time_ns == CAIRN_NEVER)
            break;
        cairn_run_set_now(&run, event.time_ns);
        run.handled = true;
        on_event(&sim, &run, feed, event, result);
        cairn_run_remove_handled(&run);
    }
    cairn_run_set_now(&run, feed->end_ns);
    cairn_pool_sim_end(&sim, &run);
    cairn_pool_sim_release(&sim);
    cairn_event_list_release(&run.events);
    cairn_requests_release(&run.requests);
}

/* ---- by a stage ---- */

/* Where the next block may begin, and how much is then known. */
static int cut(const struct feed *feed, int from, struct cairn_rng *rng, int64_t *until_ns)
{
    int to = from + (int)cairn_rng_below(rng, 40);

    if (to >= feed->n)
        to = feed->n;
    while (to < feed->n && to > 0 && feed->time_ns[to] == feed->time_ns[to - 1])
        to++;
    if (to == feed->n) {
        *until_ns = CAIRN_NEVER;
        return to;
    }
    *until_ns = feed->time_ns[to];
    if (to > 0 && cairn_rng_below(rng, 2))
        *until_ns -=
            (int64_t)cairn_rng_below(rng, (uint64_t)(feed->time_ns[to] - feed->time_ns[to - 1]));
    return to;
}

static bool absent(struct cairn_rng *rng)
{
    return cairn_rng_below(rng, 2) == 0;
}

/* Arrays are left out where they may be, now and then. */
static void run_block(const struct feed *feed, struct cairn_pool_stage *stage, int from, int to,
                      int64_t until_ns, struct cairn_rng *rng, struct cairn_pool_outlet *outlet)
{
    static uint32_t ids[FEED_REQUESTS];
    struct cairn_pool_inlet inlet = {
        .n = to - from,
        .time_ns = &feed->time_ns[from],
        .bits = &feed->bits[from],
        .first_id = (uint32_t)from,
        .copy = &feed->copy[from],
        .variant = &feed->variant[from],
        .entity = &feed->entity[from],
    };

    for (int i = from; i < to; i++)
        ids[i] = (uint32_t)i;
    if (!absent(rng))
        inlet.id = &ids[from];
    if (feed->pool.copies == 1 && absent(rng))
        inlet.copy = NULL;
    if (feed->pool.n_variants == 1 && absent(rng))
        inlet.variant = NULL;
    if (feed->pool.variation == CAIRN_DETERMINISTIC &&
        feed->pool.wake_variation == CAIRN_DETERMINISTIC && absent(rng))
        inlet.bits = NULL;
    cairn_pool_stage_run(stage, &inlet, until_ns, outlet);
}

static const struct cairn_pool_outlet *sorted; /* qsort() passes no context */

static int by_end(const void *a, const void *b)
{
    int i = *(const int *)a;
    int j = *(const int *)b;

    if (sorted->done_ns[i] != sorted->done_ns[j])
        return sorted->done_ns[i] < sorted->done_ns[j] ? -1 : 1;
    if (sorted->order[i] != sorted->order[j])
        return sorted->order[i] < sorted->order[j] ? -1 : 1;
    return i - j;
}

static void read_outlet(const struct cairn_pool_outlet *outlet, struct feed_result *result)
{
    int at[FEED_REQUESTS];

    ck_assert_int_le(outlet->n, FEED_REQUESTS);
    for (int i = 0; i < outlet->n; i++) {
        if (result->done_ns[outlet->id[i]] != -1)
            ck_abort_msg("told twice");
        result->start_ns[outlet->id[i]] = outlet->start_ns[i];
        result->done_ns[outlet->id[i]] = outlet->done_ns[i];
        at[i] = i;
    }
    sorted = outlet;
    qsort(at, (size_t)outlet->n, sizeof *at, by_end);
    for (int i = 0; i < outlet->n && outlet->done_ns[at[i]] != CAIRN_NEVER; i++)
        result->finished[result->n++] = (int)outlet->id[at[i]];
}

/* Whatever begins before until_ns must have been told. */
static void check_told(const struct feed *feed, const struct feed_result *expected,
                       int64_t until_ns, const struct cairn_pool_outlet *outlet)
{
    int due = 0;
    int told = 0;

    for (int i = 0; i < feed->n; i++)
        due += feed->time_ns[i] < until_ns && expected->start_ns[i] >= 0 &&
               (expected->start_ns[i] < until_ns || expected->start_ns[i] == CAIRN_NEVER);
    for (int i = 0; i < outlet->n; i++)
        told += outlet->start_ns[i] < until_ns || outlet->start_ns[i] == CAIRN_NEVER;
    ck_assert_int_eq(due, told);
}

void feed_stage(const struct feed *feed, enum cairn_pool_stage_kind kind, uint64_t seed,
                const struct feed_result *expected, struct feed_result *result)
{
    struct cairn_pool_stage stage;
    struct cairn_pool_outlet outlet = {0};
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = seed, .purpose = 99});
    cairn_pool_stage_init_as(&stage, &feed->component, 0, FEED_FIRST_DEVICE, FEED_FIRST_COPY, kind);
    for (int window = 0; window < 2; window++) {
        int64_t until_ns = feed->start_ns;
        int at = 0;

        clear(result);
        outlet.n = 0;
        cairn_pool_stage_begin(&stage, feed->start_ns, feed->begin_ns, feed->end_ns, result->counts,
                               result->batch_counts);
        while (until_ns < CAIRN_NEVER) {
            int to = cut(feed, at, &rng, &until_ns);

            run_block(feed, &stage, at, to, until_ns, &rng, &outlet);
            check_told(feed, expected, until_ns, &outlet);
            at = to;
        }
        cairn_pool_stage_end(&stage);
        read_outlet(&outlet, result);
    }
    cairn_pool_stage_release(&stage);
    cairn_pool_outlet_release(&outlet);
}

static void check_same(const char *what, const void *expected, const void *got, size_t size)
{
    if (memcmp(expected, got, size) != 0)
        ck_abort_msg("%s differ", what);
}

void feed_check_same(const struct feed_result *expected, const struct feed_result *got)
{
    check_same("starts", expected->start_ns, got->start_ns, sizeof got->start_ns);
    check_same("ends", expected->done_ns, got->done_ns, sizeof got->done_ns);
    ck_assert_int_eq(expected->n, got->n);
    check_same("orders", expected->finished, got->finished, sizeof got->finished);
    for (int c = 0; c < CAIRN_N_POOL_COUNTS; c++)
        ck_assert_int_eq(expected->counts[c], got->counts[c]);
    check_same("batch counts", expected->batch_counts, got->batch_counts, sizeof got->batch_counts);
}

#include "physics/pool.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "physics/power.h"

uint32_t cairn_pool_sim_devices(const struct cairn_component_pool *pool)
{
    return pool->unlimited ? 1 : (uint32_t)pool->copies * (uint32_t)pool->devices;
}

static void init_set(struct cairn_device_set *set, size_t n_copies, size_t n_words)
{
    set->words = cairn_calloc(n_words, sizeof *set->words);
    set->lowest = cairn_calloc(n_copies, sizeof *set->lowest);
}

static void release_set(struct cairn_device_set *set)
{
    cairn_free(set->words);
    cairn_free(set->lowest);
}

static void clear_set(const struct cairn_pool_sim *sim, struct cairn_device_set *set)
{
    size_t n_copies = (size_t)sim->pool->copies;

    memset(set->words, 0, n_copies * (size_t)sim->words * sizeof *set->words);
    memset(set->lowest, 0, n_copies * sizeof *set->lowest);
}

void cairn_pool_sim_init(struct cairn_pool_sim *sim, const struct cairn_component *component,
                         int index, uint32_t first_device, uint32_t first_copy)
{
    const struct cairn_component_pool *pool = &component->pools[index];
    size_t n_copies = (size_t)pool->copies;
    size_t n_words;

    *sim = (struct cairn_pool_sim){
        .pool = pool,
        .index = index,
        .first_device = first_device,
        .first_copy = first_copy,
        .service = cairn_run_unit_dist(pool->variation, pool->cv),
        .wake = cairn_run_unit_dist(pool->wake_variation, pool->wake_cv),
        .words = pool->unlimited ? 0 : (pool->devices + 63) / 64,
    };
    assert(pool->copies > 0 && pool->batch_max > 0 && pool->n_variants > 0);
    if (pool->unlimited)
        return;
    assert(pool->devices > 0);
    n_words = n_copies * (size_t)sim->words;
    sim->copies = cairn_calloc(n_copies, sizeof *sim->copies);
    sim->queues = cairn_calloc(n_copies * (size_t)pool->n_variants, sizeof *sim->queues);
    sim->devices = cairn_calloc(n_copies * (size_t)pool->devices, sizeof *sim->devices);
    init_set(&sim->idle, n_copies, n_words);
    init_set(&sim->asleep, n_copies, n_words);
}

void cairn_pool_sim_release(struct cairn_pool_sim *sim)
{
    cairn_free(sim->copies);
    cairn_free(sim->queues);
    cairn_free(sim->devices);
    release_set(&sim->idle);
    release_set(&sim->asleep);
    *sim = (struct cairn_pool_sim){0};
}

void cairn_pool_sim_begin(struct cairn_pool_sim *sim, struct cairn_run *run, int64_t *counts,
                          int64_t *batch_counts)
{
    const struct cairn_component_pool *pool = sim->pool;

    sim->counts = counts;
    sim->batch_counts = batch_counts;
    sim->answered = 0;
    if (pool->unlimited)
        return;
    clear_set(sim, &sim->idle);
    clear_set(sim, &sim->asleep);
    for (int copy = 0; copy < pool->copies; copy++) {
        sim->copies[copy] = (struct cairn_pool_copy){
            .since_ns = run->clock_ns,
            .in_state[CAIRN_BUSY_NS] = pool->devices,
        };
        for (int v = 0; v < pool->n_variants; v++)
            sim->queues[copy * pool->n_variants + v] = (struct cairn_fifo){0};
        for (int d = copy * pool->devices; d < (copy + 1) * pool->devices; d++) {
            sim->devices[d] = (struct cairn_device){
                .since_ns = run->clock_ns,
                .state = CAIRN_BUSY_NS,
            };
            cairn_power_idle(sim, run, copy, d, CAIRN_BUSY_NS);
        }
    }
}

/* Counts requests x time until now, before the number that waits changes. */
static void count_waiting(struct cairn_pool_sim *sim, const struct cairn_run *run, int copy)
{
    struct cairn_pool_copy *in = &sim->copies[copy];

    sim->counts[CAIRN_QUEUE_NS] += in->waiting * (run->clock_ns - in->since_ns);
    in->since_ns = run->clock_ns;
}

/* Time that a request waited until now, as far as it lies in the measured time. */
static int64_t clipped_wait_ns(const struct cairn_run *run, const struct cairn_request *request)
{
    return run->clock_ns - cairn_run_clip(run, request->queued_ns);
}

static void count_device(struct cairn_pool_sim *sim, const struct cairn_run *run, int device)
{
    const struct cairn_device *of = &sim->devices[device];

    if (of->state == CAIRN_BUSY_NS)
        sim->batch_counts[of->variant * sim->pool->batch_max + of->size - 1] +=
            run->clock_ns - of->since_ns;
}

void cairn_pool_sim_end(struct cairn_pool_sim *sim, struct cairn_run *run)
{
    const struct cairn_component_pool *pool = sim->pool;

    if (pool->unlimited)
        return;
    for (int copy = 0; copy < pool->copies; copy++) {
        count_waiting(sim, run, copy);
        for (int v = 0; v < pool->n_variants; v++) {
            const struct cairn_fifo *queue = &sim->queues[copy * pool->n_variants + v];
            uint32_t r = queue->head;

            for (int i = 0; i < queue->length; i++) {
                sim->counts[CAIRN_WAITS_NS] += clipped_wait_ns(run, cairn_run_request(run, r));
                r = cairn_run_request(run, r)->next;
            }
        }
        for (int d = copy * pool->devices; d < (copy + 1) * pool->devices; d++) {
            count_device(sim, run, d);
            sim->counts[sim->devices[d].state] += run->clock_ns - sim->devices[d].since_ns;
        }
    }
}

/* A device takes up a batch whose members' waits have been counted. */
static void serve(struct cairn_pool_sim *sim, struct cairn_run *run, int copy, int device,
                  enum cairn_pool_count from, int variant, struct cairn_batch batch)
{
    struct cairn_device *of = &sim->devices[device];
    int64_t mean_ns = sim->pool->variants[variant].latency_ns[batch.size - 1];
    uint64_t bits = cairn_run_request(run, batch.head)->bits;
    int64_t service_ns = cairn_run_vary(&sim->service, mean_ns, bits);

    cairn_power_enter(sim, run, copy, device, from, CAIRN_BUSY_NS);
    of->head = batch.head;
    of->size = batch.size;
    of->variant = variant;
    if (cairn_run_measures(run, run->now_ns)) {
        sim->counts[CAIRN_BATCHES]++;
        sim->counts[CAIRN_FULL_BATCHES] += batch.size == sim->pool->batch_max;
        sim->counts[CAIRN_SERVED] += batch.size;
    }
    cairn_run_schedule(run, run->now_ns + service_ns, CAIRN_EVENT_SERVED,
                       sim->first_device + (uint32_t)device, 0,
                       cairn_payload(sim->index, (uint32_t)device));
}

/* Takes the next batch out of a queue and counts the waits of its members. */
static struct cairn_batch take(struct cairn_pool_sim *sim, struct cairn_run *run, int copy,
                               int variant)
{
    struct cairn_fifo *queue = &sim->queues[copy * sim->pool->n_variants + variant];
    struct cairn_batch batch = {.head = queue->head, .size = queue->length};
    uint32_t r = queue->head;

    if (batch.size > sim->pool->batch_max)
        batch.size = sim->pool->batch_max;
    for (int i = 0; i < batch.size; i++) {
        struct cairn_request *request = cairn_run_request(run, r);

        request->wait_ns = run->now_ns - request->queued_ns;
        sim->counts[CAIRN_WAITS_NS] += clipped_wait_ns(run, request);
        r = request->next;
    }
    queue->head = r;
    queue->length -= batch.size;
    count_waiting(sim, run, copy);
    sim->copies[copy].waiting -= batch.size;
    return batch;
}

/* Is a queue due, given that it is not empty? */
static bool is_due(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                   const struct cairn_fifo *queue)
{
    return queue->length >= sim->pool->batch_max ||
           run->now_ns - run->requests.items[queue->head].queued_ns >= sim->pool->timeout_ns;
}

/*
 * The variant whose queue is due, has the oldest head and may start; -1 if none is due. Something
 * waits.
 */
static int choose_variant(const struct cairn_pool_sim *sim, const struct cairn_run *run, int copy)
{
    const struct cairn_fifo *queues = &sim->queues[copy * sim->pool->n_variants];
    int64_t oldest_ns = INT64_MAX;
    int chosen = -1;

    if (sim->pool->n_variants == 1)
        return is_due(sim, run, queues) ? 0 : -1;
    for (int v = 0; v < sim->pool->n_variants; v++) {
        if (queues[v].length > 0 && is_due(sim, run, &queues[v]) &&
            run->requests.items[queues[v].head].queued_ns < oldest_ns) {
            oldest_ns = run->requests.items[queues[v].head].queued_ns;
            chosen = v;
        }
    }
    return chosen;
}

int64_t cairn_pool_sim_due_ns(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                              int copy)
{
    const struct cairn_fifo *queues = &sim->queues[copy * sim->pool->n_variants];
    int64_t oldest_ns = INT64_MAX;

    for (int v = 0; v < sim->pool->n_variants; v++)
        if (queues[v].length > 0 && run->requests.items[queues[v].head].queued_ns < oldest_ns)
            oldest_ns = run->requests.items[queues[v].head].queued_ns;
    return cairn_run_later(oldest_ns, sim->pool->timeout_ns);
}

/*
 * With a device idle and a batch forming, something must come up when it may start. One timer is
 * enough: heads only get younger, so that it is never too late.
 */
static void set_batch_timer(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    if (sim->copies[copy].timed)
        return;
    sim->copies[copy].timed = true;
    cairn_run_schedule(run, cairn_pool_sim_due_ns(sim, run, copy), CAIRN_EVENT_TIMEOUT,
                       sim->first_copy + (uint32_t)copy, 0,
                       cairn_payload(sim->index, (uint32_t)copy));
}

/* Starts whatever batches can start. */
static void start(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    struct cairn_pool_copy *in = &sim->copies[copy];

    while (in->in_state[CAIRN_IDLE_NS] > 0 && in->waiting > 0) {
        int variant = choose_variant(sim, run, copy);
        int device;

        if (variant < 0) {
            set_batch_timer(sim, run, copy);
            return;
        }
        device = cairn_power_lowest(sim, &sim->idle, copy);
        serve(sim, run, copy, device, CAIRN_IDLE_NS, variant, take(sim, run, copy, variant));
    }
}

/* An unlimited pool serves a request. */
static void answer(struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t request, int variant)
{
    int batch_max = sim->pool->batch_max;
    int64_t mean_ns = sim->pool->variants[variant].latency_ns[batch_max - 1];
    uint64_t bits = cairn_run_request(run, request)->bits;
    int64_t service_ns = cairn_run_vary(&sim->service, mean_ns, bits);
    int64_t busy_ns = cairn_run_clip(run, run->now_ns + service_ns) - run->clock_ns;

    sim->counts[CAIRN_BUSY_NS] += busy_ns;
    sim->batch_counts[variant * batch_max + batch_max - 1] += busy_ns;
    if (cairn_run_measures(run, run->now_ns)) {
        sim->counts[CAIRN_BATCHES]++;
        sim->counts[CAIRN_SERVED]++;
    }
    cairn_run_schedule(run, run->now_ns + service_ns, CAIRN_EVENT_ANSWERED, sim->first_device,
                       sim->answered++, cairn_payload(sim->index, request));
}

/* Requests that wait at a pool copy and will not be taken by a device that is waking; < 0: room. */
static int64_t waiting_for_others(const struct cairn_pool_sim *sim, int copy)
{
    const struct cairn_pool_copy *in = &sim->copies[copy];

    return in->waiting - (int64_t)in->in_state[CAIRN_WAKING_NS] * sim->pool->batch_max;
}

/* Must a request that cannot start at once wake a device? */
static bool must_wake(const struct cairn_pool_sim *sim, int copy)
{
    const struct cairn_pool_copy *in = &sim->copies[copy];

    return in->in_state[CAIRN_IDLE_NS] == 0 && in->in_state[CAIRN_SLEEP_NS] > 0 &&
           waiting_for_others(sim, copy) >= 0;
}

/* Whether a request that cannot start at once, and wakes nobody, may wait. */
static enum cairn_admission admit(const struct cairn_pool_sim *sim, int copy,
                                  struct cairn_alternative alternative)
{
    int64_t others = waiting_for_others(sim, copy);
    bool full = sim->pool->queue != CAIRN_NONE && others >= sim->pool->queue;

    if (alternative.fallback && (full || others >= alternative.over))
        return CAIRN_SENT_ON;
    return full ? CAIRN_REFUSED : CAIRN_ADMITTED;
}

static void enqueue(struct cairn_pool_sim *sim, struct cairn_run *run, int copy, int variant,
                    uint32_t request)
{
    struct cairn_fifo *queue = &sim->queues[copy * sim->pool->n_variants + variant];

    if (queue->length++ == 0)
        queue->head = request;
    else
        cairn_run_request(run, queue->tail)->next = request;
    queue->tail = request;
    count_waiting(sim, run, copy);
    sim->copies[copy].waiting++;
}

/* Can a batch with this request start now? */
static bool starts_at_once(const struct cairn_pool_sim *sim, const struct cairn_run *run, int copy,
                           int variant)
{
    const struct cairn_fifo *queue = &sim->queues[copy * sim->pool->n_variants + variant];

    if (sim->copies[copy].in_state[CAIRN_IDLE_NS] == 0)
        return false;
    return queue->length + 1 >= sim->pool->batch_max || sim->pool->timeout_ns == 0 ||
           (queue->length > 0 && is_due(sim, run, queue));
}

enum cairn_admission cairn_pool_sim_arrive(struct cairn_pool_sim *sim, struct cairn_run *run,
                                           uint32_t request, int variant, uint64_t wake_entity,
                                           struct cairn_alternative alternative)
{
    struct cairn_request *of = cairn_run_request(run, request);
    int copy = sim->pool->copies > 1 ? of->copy : 0;
    bool wakes, starts;

    of->queued_ns = run->now_ns;
    if (sim->pool->unlimited) {
        answer(sim, run, request, variant);
        return CAIRN_ADMITTED;
    }
    starts = starts_at_once(sim, run, copy, variant);
    if (starts && sim->copies[copy].waiting == 0) { /* the common case, without the queue */
        serve(sim, run, copy, cairn_power_lowest(sim, &sim->idle, copy), CAIRN_IDLE_NS, variant,
              (struct cairn_batch){.head = request, .size = 1});
        return CAIRN_ADMITTED;
    }
    wakes = !starts && must_wake(sim, copy);
    if (!starts && !wakes) {
        enum cairn_admission admission = admit(sim, copy, alternative);

        if (admission != CAIRN_ADMITTED)
            return admission;
    }
    enqueue(sim, run, copy, variant, request);
    if (wakes)
        cairn_power_wake(sim, run, copy, wake_entity, of->bits);
    else if (sim->copies[copy].in_state[CAIRN_IDLE_NS] > 0)
        start(sim, run, copy);
    return CAIRN_ADMITTED;
}

struct cairn_batch cairn_pool_sim_served(struct cairn_pool_sim *sim, struct cairn_run *run,
                                         int device)
{
    int copy = sim->pool->copies > 1 ? device / sim->pool->devices : 0;
    struct cairn_batch batch = {
        .head = sim->devices[device].head,
        .size = sim->devices[device].size,
    };
    const struct cairn_pool_copy *in = &sim->copies[copy];
    int variant = -1;

    count_device(sim, run, device);
    if (in->in_state[CAIRN_IDLE_NS] == 0 && in->waiting > 0)
        variant = choose_variant(sim, run, copy);
    if (variant >= 0) { /* the common case, without being idle in between */
        serve(sim, run, copy, device, CAIRN_BUSY_NS, variant, take(sim, run, copy, variant));
    } else {
        cairn_power_idle(sim, run, copy, device, CAIRN_BUSY_NS);
        start(sim, run, copy);
    }
    return batch;
}

void cairn_pool_sim_awake(struct cairn_pool_sim *sim, struct cairn_run *run, int device)
{
    int copy = device / sim->pool->devices;

    cairn_power_idle(sim, run, copy, device, CAIRN_WAKING_NS);
    start(sim, run, copy);
}

void cairn_pool_sim_timeout(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    sim->copies[copy].timed = false;
    start(sim, run, copy);
}

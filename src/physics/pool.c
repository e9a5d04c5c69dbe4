#include "physics/pool.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "physics/pool_flow.h"

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

void cairn_pool_sim_end(struct cairn_pool_sim *sim, struct cairn_run *run)
{
    const struct cairn_component_pool *pool = sim->pool;

    if (pool->unlimited)
        return;
    for (int copy = 0; copy < pool->copies; copy++) {
        cairn_pool_sim_count_waiting(sim, run, copy, 0);
        for (int v = 0; v < pool->n_variants; v++) {
            const struct cairn_fifo *queue = &sim->queues[copy * pool->n_variants + v];
            uint32_t r = queue->head;

            for (int i = 0; i < queue->length; i++) {
                sim->counts[CAIRN_WAITS_NS] +=
                    cairn_pool_sim_clipped_wait_ns(run, cairn_run_request(run, r));
                r = cairn_run_request(run, r)->next;
            }
        }
        for (int d = copy * pool->devices; d < (copy + 1) * pool->devices; d++) {
            if (sim->devices[d].state == CAIRN_BUSY_NS)
                cairn_pool_sim_count_batch(sim, run, d);
            sim->counts[sim->devices[d].state] += run->clock_ns - sim->devices[d].since_ns;
        }
    }
}

int cairn_pool_sim_choose_among(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                                int copy)
{
    const struct cairn_fifo *queues = &sim->queues[copy * sim->pool->n_variants];
    int64_t oldest_ns = INT64_MAX;
    int chosen = -1;

    for (int v = 0; v < sim->pool->n_variants; v++) {
        if (queues[v].length > 0 && cairn_pool_sim_is_due(sim, run, &queues[v]) &&
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

void cairn_pool_sim_start(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    struct cairn_pool_copy *in = &sim->copies[copy];

    while (in->in_state[CAIRN_IDLE_NS] > 0 && in->waiting > 0) {
        int variant = cairn_pool_sim_choose(sim, run, copy);
        int device;

        if (variant < 0) {
            set_batch_timer(sim, run, copy);
            return;
        }
        device = cairn_power_lowest(sim, &sim->idle, copy);
        cairn_pool_sim_serve(sim, run, copy, device, CAIRN_IDLE_NS, variant,
                             cairn_pool_sim_take(sim, run, copy, variant));
    }
}

void cairn_pool_sim_answer(struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t request,
                           int variant)
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

void cairn_pool_sim_awake(struct cairn_pool_sim *sim, struct cairn_run *run, int device)
{
    int copy = device / sim->pool->devices;

    cairn_power_idle(sim, run, copy, device, CAIRN_WAKING_NS);
    cairn_pool_sim_start(sim, run, copy);
}

void cairn_pool_sim_timeout(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    sim->copies[copy].timed = false;
    cairn_pool_sim_start(sim, run, copy);
}

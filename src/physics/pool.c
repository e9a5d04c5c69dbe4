#include "physics/pool.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "physics/capacity.h"
#include "physics/pass_pool.h"
#include "physics/pool_flow.h"
#include "physics/pool_ruled.h"
#include "physics/pool_sharing.h"

uint32_t cairn_pool_sim_devices(const struct cairn_component_pool *pool)
{
    return pool->unlimited ? 1 : (uint32_t)pool->copies * (uint32_t)pool->devices;
}

/* Variants x sizes. */
static size_t count_batches(const struct cairn_pool_sim *sim)
{
    return (size_t)sim->pool->n_variants * (size_t)sim->pool->batch_max;
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
        .apart = pool->unlimited || pool->of_passes,
        .first_device = first_device,
        .first_copy = first_copy,
        .service = cairn_run_unit_dist(pool->variation, pool->cv),
        .wake = cairn_run_unit_dist(pool->wake_variation, pool->wake_cv),
        .plain = !pool->unlimited && !pool->of_passes && cairn_component_pool_is_plain(pool),
    };
    assert(pool->copies > 0 && pool->batch_max > 0 && pool->n_variants > 0);
    sim->batches = cairn_calloc(count_batches(sim), sizeof *sim->batches);
    if (pool->of_passes)
        cairn_pass_pool_init(sim, component);
    if (pool->unlimited)
        return;
    assert(pool->devices > 0);
    n_words = 2 * (size_t)cairn_device_set_words(pool->devices);
    sim->copies = cairn_calloc(n_copies, sizeof *sim->copies);
    sim->queues = cairn_calloc(n_copies * (size_t)pool->n_variants, sizeof *sim->queues);
    sim->devices = cairn_calloc(n_copies * (size_t)pool->devices, sizeof *sim->devices);
    sim->sets = cairn_calloc(n_copies * n_words, sizeof *sim->sets);
    if (sim->plain || sim->apart)
        return;
    if (pool->discipline == CAIRN_SHARING)
        sim->sharing = cairn_pool_sharing_new(component, index);
    else
        sim->ruled = cairn_pool_ruled_new(component, index);
    if (cairn_component_pool_changes(pool))
        sim->capacity = cairn_capacity_new(component, index);
}

void cairn_pool_sim_release(struct cairn_pool_sim *sim)
{
    cairn_pass_pool_release(sim);
    cairn_free(sim->copies);
    cairn_free(sim->queues);
    cairn_free(sim->devices);
    cairn_free(sim->sets);
    cairn_pool_ruled_free(sim->ruled);
    cairn_pool_sharing_free(sim->sharing);
    cairn_capacity_free(sim->capacity);
    cairn_free(sim->batches);
    *sim = (struct cairn_pool_sim){0};
}

/* Begins a window at a pool copy, all of whose devices become idle. */
static void begin_copy(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    const struct cairn_component_pool *pool = sim->pool;
    struct cairn_pool_copy *in = &sim->copies[copy];
    size_t words = (size_t)cairn_device_set_words(pool->devices);
    uint64_t *sets = &sim->sets[2 * words * (size_t)copy];

    *in = (struct cairn_pool_copy){
        .in_state[CAIRN_BUSY_NS] = pool->devices,
        .queues = &sim->queues[(size_t)copy * (size_t)pool->n_variants],
        .devices = &sim->devices[(size_t)copy * (size_t)pool->devices],
        .idle.words = sets,
        .asleep.words = sets + words,
    };
    cairn_device_set_clear(&in->idle, pool->devices);
    cairn_device_set_clear(&in->asleep, pool->devices);
    for (int v = 0; v < pool->n_variants; v++)
        in->queues[v] = (struct cairn_fifo){0};
    for (int d = 0; d < pool->devices; d++) {
        in->devices[d] = (struct cairn_device){
            .in = in,
            .at = d,
            .number = (uint32_t)(copy * pool->devices + d),
            .state = CAIRN_BUSY_NS,
        };
        cairn_power_idle(sim, run, &in->devices[d], CAIRN_BUSY_NS);
    }
}

void cairn_pool_sim_begin(struct cairn_pool_sim *sim, struct cairn_run *run, int64_t *counts,
                          int64_t *batch_counts)
{
    sim->counts = counts;
    sim->batch_counts = batch_counts;
    sim->queue_ns = sim->waits_ns = 0;
    if (sim->passes)
        sim->passes->counts = batch_counts + count_batches(sim);
    sim->answered = 0;
    memset(sim->batches, 0, count_batches(sim) * sizeof *sim->batches);
    if (sim->pool->unlimited)
        return;
    for (int copy = 0; copy < sim->pool->copies; copy++)
        begin_copy(sim, run, copy);
    if (sim->ruled)
        cairn_pool_ruled_begin(sim);
    if (sim->sharing)
        cairn_pool_sharing_begin(sim, run);
    if (sim->passes)
        cairn_pass_pool_begin(sim, run);
    if (sim->capacity)
        cairn_capacity_begin(sim, run);
}

static void end_copy(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_pool_copy *in)
{
    sim->queue_ns += (cairn_int128)in->waiting * run->clock_ns;
    for (int v = 0; v < sim->pool->n_variants; v++) {
        uint32_t r = in->queues[v].head;

        for (int i = 0; i < in->queues[v].length; i++) {
            const struct cairn_request *request = cairn_run_request(run, r);

            sim->waits_ns += cairn_pool_sim_clipped_wait_ns(run, request);
            r = request->next;
        }
    }
    for (int d = 0; d < sim->pool->devices; d++) {
        const struct cairn_device *of = &in->devices[d];

        sim->counts[of->state] += run->clock_ns;
        if (of->state == CAIRN_BUSY_NS && !sim->sharing)
            of->count->busy_ns += run->clock_ns;
    }
}

static void count_size(struct cairn_pool_sim *sim, int size, const struct cairn_batch_count *count)
{
    bool full = size == sim->pool->batch_max && !sim->pool->unlimited;

    sim->counts[CAIRN_BATCHES] += count->begun;
    sim->counts[CAIRN_FULL_BATCHES] += full ? count->begun : 0;
    sim->counts[CAIRN_SERVED] += count->begun * (sim->pool->unlimited ? 1 : size);
}

void cairn_pool_sim_end(struct cairn_pool_sim *sim, struct cairn_run *run)
{
    for (int copy = 0; !sim->apart && copy < sim->pool->copies; copy++) {
        end_copy(sim, run, &sim->copies[copy]);
        if (sim->ruled)
            cairn_pool_ruled_end(sim, run, copy);
        if (sim->sharing)
            cairn_pool_sharing_end(sim, run, copy);
    }
    if (sim->passes && !sim->pool->unlimited)
        cairn_pass_pool_end(sim, run);
    if (sim->capacity)
        cairn_capacity_end(sim);
    for (size_t i = 0; i < count_batches(sim); i++) {
        sim->batch_counts[i] += sim->batches[i].busy_ns;
        count_size(sim, (int)(i % (size_t)sim->pool->batch_max) + 1, &sim->batches[i]);
    }
    cairn_count_add(&sim->counts[CAIRN_QUEUE_NS], sim->queue_ns);
    cairn_count_add(&sim->counts[CAIRN_WAITS_NS], sim->waits_ns);
}

int cairn_pool_sim_choose_among(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                                const struct cairn_pool_copy *in)
{
    int64_t oldest_ns = INT64_MAX;
    int chosen = -1;

    for (int v = 0; v < sim->pool->n_variants; v++) {
        const struct cairn_fifo *queue = &in->queues[v];

        if (queue->length > 0 && cairn_pool_sim_is_due(sim, run, queue) &&
            run->requests.items[queue->head].queued_ns < oldest_ns) {
            oldest_ns = run->requests.items[queue->head].queued_ns;
            chosen = v;
        }
    }
    return chosen;
}

int64_t cairn_pool_sim_due_ns(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                              const struct cairn_pool_copy *in)
{
    int64_t oldest_ns = INT64_MAX;

    if (sim->ruled)
        return cairn_pool_ruled_due_ns(sim, run, in);
    for (int v = 0; v < sim->pool->n_variants; v++) {
        const struct cairn_fifo *queue = &in->queues[v];

        if (queue->length > 0 && run->requests.items[queue->head].queued_ns < oldest_ns)
            oldest_ns = run->requests.items[queue->head].queued_ns;
    }
    return cairn_run_later(oldest_ns, sim->pool->timeout_ns);
}

/*
 * With a device idle and a batch forming, something must come up when it may start. One timer is
 * enough: heads only get younger, so that it is never too late.
 */
static void set_batch_timer(struct cairn_pool_sim *sim, struct cairn_run *run,
                            struct cairn_pool_copy *in)
{
    uint32_t copy = (uint32_t)(in - sim->copies);

    if (in->timed)
        return;
    in->timed = true;
    cairn_run_schedule(run, cairn_pool_sim_due_ns(sim, run, in), CAIRN_EVENT_TIMEOUT,
                       sim->first_copy + copy, 0, cairn_payload(sim->index, copy));
}

void cairn_pool_sim_start(struct cairn_pool_sim *sim, struct cairn_run *run,
                          struct cairn_pool_copy *in)
{
    while (in->in_state[CAIRN_IDLE_NS] > 0 && in->waiting > 0) {
        int variant = cairn_pool_sim_choose(sim, run, in);
        struct cairn_device *of;

        if (variant < 0) {
            set_batch_timer(sim, run, in);
            return;
        }
        of = &in->devices[cairn_device_set_lowest(&in->idle)];
        cairn_power_enter(sim, run, of, CAIRN_IDLE_NS, CAIRN_BUSY_NS);
        cairn_pool_sim_serve(sim, run, of, variant, cairn_pool_sim_take(sim, run, in, variant), 0);
    }
}

/* An unlimited pool serves a request. */
static void answer(struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t request, int variant)
{
    int batch_max = sim->pool->batch_max;
    struct cairn_batch_count *count = &sim->batches[variant * batch_max + batch_max - 1];
    int64_t mean_ns = sim->pool->variants[variant].latency_ns[batch_max - 1];
    uint64_t bits = cairn_run_request(run, request)->bits;
    int64_t service_ns = cairn_run_vary(&sim->service, mean_ns, bits);
    int64_t busy_ns = cairn_run_clip(run, run->now_ns + service_ns) - run->clock_ns;

    sim->counts[CAIRN_BUSY_NS] += busy_ns;
    count->busy_ns += busy_ns;
    count->begun += run->measuring;
    cairn_run_schedule(run, run->now_ns + service_ns, CAIRN_EVENT_ANSWERED, sim->first_device,
                       sim->answered++, cairn_payload(sim->index, request));
}

/* One that is unlimited or of passes. */
static enum cairn_admission arrive_apart(struct cairn_pool_sim *sim, struct cairn_run *run,
                                         uint32_t request, int variant, uint64_t wake_entity,
                                         int over)
{
    if (!sim->pool->unlimited)
        return cairn_pass_pool_arrive(sim, run, request, variant, wake_entity, over);
    if (sim->pool->variants[variant].passes)
        cairn_pass_pool_answer(sim, run, request, variant);
    else
        answer(sim, run, request, variant);
    return CAIRN_ADMITTED;
}

enum cairn_admission cairn_pool_sim_arrive_other(struct cairn_pool_sim *sim, struct cairn_run *run,
                                                 uint32_t request, int variant,
                                                 uint64_t wake_entity, int over)
{
    if (sim->ruled)
        return cairn_pool_ruled_arrive(sim, run, request, variant, wake_entity, over);
    if (sim->sharing)
        return cairn_pool_sharing_arrive(sim, run, request, variant, wake_entity, over);
    return arrive_apart(sim, run, request, variant, wake_entity, over);
}

struct cairn_batch cairn_pool_sim_served_other(struct cairn_pool_sim *sim, struct cairn_run *run,
                                               int device)
{
    return sim->ruled ? cairn_pool_ruled_served(sim, run, device)
                      : cairn_pool_sharing_served(sim, run, device);
}

void cairn_pool_sim_awake(struct cairn_pool_sim *sim, struct cairn_run *run, int device)
{
    struct cairn_device *of = &sim->devices[device];

    if (sim->passes) {
        cairn_pass_pool_awake(sim, run, device);
        return;
    }
    if (sim->sharing)
        cairn_pool_sharing_update(sim, run, of->in);
    if (!sim->capacity)
        cairn_power_idle(sim, run, of, CAIRN_WAKING_NS);
    else if (!cairn_capacity_awake(sim, run, of))
        return;
    if (sim->plain)
        cairn_pool_sim_start(sim, run, of->in);
    else if (sim->ruled)
        cairn_pool_ruled_start(sim, run, of->in);
    else
        cairn_pool_sharing_start(sim, run, of->in);
}

void cairn_pool_sim_timeout(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    struct cairn_pool_copy *in = &sim->copies[copy];

    if (sim->ruled) {
        cairn_pool_ruled_timeout(sim, run, copy);
        return;
    }
    in->timed = false;
    cairn_pool_sim_start(sim, run, in);
}

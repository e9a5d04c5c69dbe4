/*
 * pool_flow.h - the way of requests through a pool: arrive, wait, be served [BATCH]
 *
 * Part of pool.h: what happens per request. Inline, so that a loop over events keeps in registers
 * what it has at hand; what is rare stands in pool.c.
 */
#ifndef CAIRN_PHYSICS_POOL_FLOW_H
#define CAIRN_PHYSICS_POOL_FLOW_H

#include "physics/power.h"

/* Private: starts whatever batches can start, or has something come up when one may. */
void cairn_pool_sim_start(struct cairn_pool_sim *sim, struct cairn_run *run,
                          struct cairn_pool_copy *in);

/* Private: the two below of a pool that is not plain. */
enum cairn_admission cairn_pool_sim_arrive_other(struct cairn_pool_sim *sim, struct cairn_run *run,
                                                 uint32_t request, int variant,
                                                 uint64_t wake_entity, int over);
struct cairn_batch cairn_pool_sim_served_other(struct cairn_pool_sim *sim, struct cairn_run *run,
                                               int device);

/* Time that a request waited until now, as far as it lies in the measured time. */
static inline int64_t cairn_pool_sim_clipped_wait_ns(const struct cairn_run *run,
                                                     const struct cairn_request *request)
{
    return run->clock_ns - cairn_run_clip(run, request->queued_ns);
}

/* So many more wait from now on. */
static inline void cairn_pool_sim_count_waiting(struct cairn_pool_sim *sim,
                                                const struct cairn_run *run,
                                                struct cairn_pool_copy *in, int32_t more)
{
    in->waiting += more;
    sim->queue_ns -= (cairn_int128)more * run->clock_ns;
}

/*
 * A busy device takes up a batch whose members' waits have been counted. Inline wherever it is
 * called, as much of what it does follows from where: a tenth of the time of a plain queue. Service
 * begins after delay_ns. Returns when it is done.
 */
static inline __attribute__((always_inline)) int64_t cairn_pool_sim_serve(
    struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_device *of, int variant,
    struct cairn_batch batch, int64_t delay_ns)
{
    const struct cairn_component_pool *pool = sim->pool;
    int64_t mean_ns = pool->variants[variant].latency_ns[batch.size - 1];
    uint64_t bits = cairn_run_request(run, batch.head)->bits;
    int64_t service_ns = cairn_run_vary(&sim->service, mean_ns, bits);

    of->head = batch.head;
    of->size = batch.size;
    of->count = &sim->batches[variant * pool->batch_max + batch.size - 1];
    of->count->busy_ns -= run->clock_ns;
    of->count->begun += run->measuring;
    cairn_run_schedule(run, run->now_ns + delay_ns + service_ns, CAIRN_EVENT_SERVED,
                       sim->first_device + of->number, 0, cairn_payload(sim->index, of->number));
    return run->now_ns + delay_ns + service_ns;
}

/* Takes the next batch out of a queue and counts the waits of its members. */
static inline struct cairn_batch cairn_pool_sim_take(struct cairn_pool_sim *sim,
                                                     struct cairn_run *run,
                                                     struct cairn_pool_copy *in, int variant)
{
    struct cairn_fifo *queue = &in->queues[variant];
    struct cairn_batch batch = {.head = queue->head, .size = queue->length};
    uint32_t r = queue->head;

    if (batch.size > sim->pool->batch_max)
        batch.size = sim->pool->batch_max;
    for (int i = 0; i < batch.size; i++) {
        struct cairn_request *request = cairn_run_request(run, r);

        request->wait_ns = run->now_ns - request->queued_ns;
        sim->waits_ns += cairn_pool_sim_clipped_wait_ns(run, request);
        r = request->next;
    }
    queue->head = r;
    queue->length -= batch.size;
    in->waiting -= batch.size;
    sim->queue_ns += (cairn_int128)batch.size * run->clock_ns;
    return batch;
}

/* Is a queue due, given that it is not empty? */
static inline bool cairn_pool_sim_is_due(const struct cairn_pool_sim *sim,
                                         const struct cairn_run *run,
                                         const struct cairn_fifo *queue)
{
    return queue->length >= sim->pool->batch_max ||
           run->now_ns - run->requests.items[queue->head].queued_ns >= sim->pool->timeout_ns;
}

/* Private: the same of several variants. */
int cairn_pool_sim_choose_among(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                                const struct cairn_pool_copy *in);

/*
 * The variant whose queue is due, has the oldest head and may start; -1 if none is due. Something
 * waits.
 */
static inline int cairn_pool_sim_choose(const struct cairn_pool_sim *sim,
                                        const struct cairn_run *run,
                                        const struct cairn_pool_copy *in)
{
    if (sim->pool->n_variants > 1)
        return cairn_pool_sim_choose_among(sim, run, in);
    return cairn_pool_sim_is_due(sim, run, in->queues) ? 0 : -1;
}

/* Requests that wait at a pool copy and will not be taken by a device that is waking; < 0: room. */
static inline int64_t cairn_pool_sim_waiting_for_others(const struct cairn_pool_sim *sim,
                                                        const struct cairn_pool_copy *in)
{
    return in->waiting - (int64_t)in->in_state[CAIRN_WAKING_NS] * sim->pool->batch_max;
}

/* Must a request that cannot start at once wake a device? */
static inline bool cairn_pool_sim_must_wake(const struct cairn_pool_sim *sim,
                                            const struct cairn_pool_copy *in)
{
    return in->in_state[CAIRN_IDLE_NS] == 0 && in->in_state[CAIRN_SLEEP_NS] > 0 &&
           cairn_pool_sim_waiting_for_others(sim, in) >= 0;
}

/*
 * Whether a request that cannot start at once, and wakes nobody, may join so many others that wait.
 * over: its way's.
 */
static inline enum cairn_admission cairn_pool_sim_admit(const struct cairn_pool_sim *sim,
                                                        int64_t others, int over)
{
    bool full = sim->pool->queue != CAIRN_NONE && others >= sim->pool->queue;

    if (over != CAIRN_NONE && (full || others >= over))
        return CAIRN_SENT_ON;
    return full ? CAIRN_REFUSED : CAIRN_ADMITTED;
}

static inline void cairn_pool_sim_enqueue(struct cairn_pool_sim *sim, struct cairn_run *run,
                                          struct cairn_pool_copy *in, int variant, uint32_t request)
{
    struct cairn_fifo *queue = &in->queues[variant];

    if (queue->length++ == 0)
        queue->head = request;
    else
        cairn_run_request(run, queue->tail)->next = request;
    queue->tail = request;
    in->waiting++;
    sim->queue_ns -= run->clock_ns;
}

/* Can a batch with this request start now? */
static inline bool cairn_pool_sim_starts_at_once(const struct cairn_pool_sim *sim,
                                                 const struct cairn_run *run,
                                                 const struct cairn_pool_copy *in, int variant)
{
    const struct cairn_fifo *queue = &in->queues[variant];

    if (in->in_state[CAIRN_IDLE_NS] == 0)
        return false;
    return queue->length + 1 >= sim->pool->batch_max || sim->pool->timeout_ns == 0 ||
           (queue->length > 0 && cairn_pool_sim_is_due(sim, run, queue));
}

/*
 * A request arrives. It joins unless it is sent on or refused, and may start at once. It is sent on
 * where so many wait as `over` says or the queue is full; CAIRN_NONE: it has no fallback.
 */
static inline __attribute__((always_inline)) enum cairn_admission cairn_pool_sim_arrive(
    struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t request, int variant,
    uint64_t wake_entity, int over)
{
    struct cairn_request *of = cairn_run_request(run, request);
    struct cairn_pool_copy *in;
    bool wakes, starts;

    of->queued_ns = run->now_ns;
    if (!sim->plain)
        return cairn_pool_sim_arrive_other(sim, run, request, variant, wake_entity, over);
    in = &sim->copies[sim->pool->copies > 1 ? of->copy : 0];
    starts = cairn_pool_sim_starts_at_once(sim, run, in, variant);
    if (starts && in->waiting == 0) { /* the common case, without the queue */
        struct cairn_device *device = &in->devices[cairn_device_set_lowest(&in->idle)];

        cairn_power_enter(sim, run, device, CAIRN_IDLE_NS, CAIRN_BUSY_NS);
        cairn_pool_sim_serve(sim, run, device, variant,
                             (struct cairn_batch){.head = request, .size = 1}, 0);
        return CAIRN_ADMITTED;
    }
    wakes = !starts && cairn_pool_sim_must_wake(sim, in);
    if (!starts && !wakes) {
        enum cairn_admission admission =
            cairn_pool_sim_admit(sim, cairn_pool_sim_waiting_for_others(sim, in), over);

        if (admission != CAIRN_ADMITTED)
            return admission;
    }
    cairn_pool_sim_enqueue(sim, run, in, variant, request);
    if (wakes)
        cairn_power_wake(sim, run, in, wake_entity, of->bits);
    else if (in->in_state[CAIRN_IDLE_NS] > 0)
        cairn_pool_sim_start(sim, run, in);
    return CAIRN_ADMITTED;
}

/* A device (numbered through the copies) is done: returns its batch; the next one may start. */
static inline struct cairn_batch cairn_pool_sim_served(struct cairn_pool_sim *sim,
                                                       struct cairn_run *run, int device)
{
    struct cairn_device *of = &sim->devices[device];
    struct cairn_pool_copy *in = of->in;
    struct cairn_batch batch = {.head = of->head, .size = of->size};
    int variant = -1;

    if (!sim->plain)
        return cairn_pool_sim_served_other(sim, run, device);
    of->count->busy_ns += run->clock_ns;
    if (in->in_state[CAIRN_IDLE_NS] == 0 && in->waiting > 0)
        variant = cairn_pool_sim_choose(sim, run, in);
    if (variant >= 0) { /* the common case, without being idle in between */
        cairn_pool_sim_serve(sim, run, of, variant, cairn_pool_sim_take(sim, run, in, variant), 0);
    } else {
        cairn_power_idle(sim, run, of, CAIRN_BUSY_NS);
        if (in->waiting > 0)
            cairn_pool_sim_start(sim, run, in);
    }
    return batch;
}

#endif

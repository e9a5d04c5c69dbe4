#include "physics/pool_ruled.h"

#include <assert.h>

#include "base/alloc.h"
#include "physics/capacity.h"
#include "physics/rank_queue.h"

struct ruled_copy {
    int64_t timer_ns; /* the earliest that is pending, or CAIRN_NEVER */
    uint32_t timers;  /* so many were set */
};

/* What a device holds, where variants are swapped. */
struct ruled_device {
    int64_t free_bytes;
    uint64_t batches;  /* so many it began */
    int64_t loaded_ns; /* when its batch has been loaded */
};

struct cairn_pool_ruled {
    const struct cairn_component *component;
    const struct cairn_component_pool *pool;
    const struct cairn_component_source **source_of; /* [route]; owned */
    struct ruled_copy *copies;                       /* owned */
    struct cairn_rank_queue *queues;                 /* [copy][variant]; owned */
    struct ruled_device *devices;                    /* through the copies; owned */
    uint64_t *used; /* [device][variant]: its last batch of it, 0: not there; owned */
};

struct cairn_pool_ruled *cairn_pool_ruled_new(const struct cairn_component *component, int index)
{
    const struct cairn_component_pool *pool = &component->pools[index];
    struct cairn_pool_ruled *ruled = cairn_calloc(1, sizeof *ruled);
    size_t n_copies = (size_t)pool->copies, n_variants = (size_t)pool->n_variants;

    ruled->component = component;
    ruled->pool = pool;
    ruled->source_of = cairn_calloc((size_t)component->n_routes, sizeof *ruled->source_of);
    for (int i = 0; i < component->n_sources; i++)
        for (int r = 0; r < component->sources[i].n_routes; r++)
            ruled->source_of[component->sources[i].first_route + r] = &component->sources[i];
    ruled->copies = cairn_calloc(n_copies, sizeof *ruled->copies);
    if (pool->swaps) {
        size_t n_devices = n_copies * (size_t)pool->devices;

        ruled->devices = cairn_calloc(n_devices, sizeof *ruled->devices);
        ruled->used = cairn_calloc(n_devices * n_variants, sizeof *ruled->used);
    }
    ruled->queues = cairn_calloc(n_copies * n_variants, sizeof *ruled->queues);
    return ruled;
}

void cairn_pool_ruled_free(struct cairn_pool_ruled *ruled)
{
    if (!ruled)
        return;
    for (int i = 0; i < ruled->pool->copies * ruled->pool->n_variants; i++)
        cairn_rank_queue_release(&ruled->queues[i]);
    cairn_free(ruled->source_of);
    cairn_free(ruled->devices);
    cairn_free(ruled->used);
    cairn_free(ruled->copies);
    cairn_free(ruled->queues);
    cairn_free(ruled);
}

void cairn_pool_ruled_begin(struct cairn_pool_sim *sim)
{
    struct cairn_pool_ruled *ruled = sim->ruled;

    for (int c = 0; c < ruled->pool->copies; c++)
        ruled->copies[c] = (struct ruled_copy){.timer_ns = CAIRN_NEVER};
    for (int i = 0; i < ruled->pool->copies * ruled->pool->n_variants; i++)
        cairn_rank_queue_clear(&ruled->queues[i]);
    for (int d = 0; d < ruled->pool->copies * ruled->pool->devices; d++)
        cairn_pool_ruled_forget(sim, &sim->devices[d]);
}

static int number_of(const struct cairn_pool_sim *sim, const struct cairn_pool_copy *in)
{
    return (int)(in - sim->copies);
}

static struct cairn_rank_queue *queues_of(const struct cairn_pool_sim *sim,
                                          const struct cairn_pool_copy *in)
{
    return &sim->ruled->queues[(size_t)number_of(sim, in) * (size_t)sim->pool->n_variants];
}

/* ---- who is first ---- */

/* When the reply of a request must leave the pool so as not to be late. */
static int64_t deadline_of(const struct cairn_pool_ruled *ruled,
                           const struct cairn_request *request)
{
    const struct cairn_component *component = ruled->component;
    const struct cairn_component_route *route = &component->routes[request->route];
    int64_t late_ns = ruled->source_of[request->route]->late_ns;
    int64_t way_ns = 0;

    if (late_ns == INT64_MAX)
        return CAIRN_NEVER;
    if (route->link != CAIRN_NONE)
        way_ns = component->links[route->link].latency_ns + route->down_ns;
    return cairn_run_later(request->arrival_ns, late_ns) - way_ns;
}

static int64_t rank_of(const struct cairn_pool_sim *sim, const struct cairn_request *request)
{
    switch (sim->pool->discipline) {
    case CAIRN_FIRST_COME:
    case CAIRN_SHARING:
        break;
    case CAIRN_BY_PRIORITY:
        return -(int64_t)sim->ruled->source_of[request->route]->priority;
    case CAIRN_BY_DEADLINE:
        return deadline_of(sim->ruled, request);
    }
    return 0;
}

/* ---- when a batch may start ---- */

/* A batch that forms: how many wait, since when the oldest, and who is first. */
struct forming {
    int32_t length;
    int64_t oldest_ns;
    const struct cairn_request *first;
};

/* By time alone; 0 where enough requests wait. [FORM] */
static int64_t due_of(const struct cairn_pool_sim *sim, int variant, struct forming forming)
{
    const struct cairn_component_pool *pool = sim->pool;
    bool bare = pool->batch_min == 0 && !pool->adaptive;
    bool few = pool->batch_min > 0 && pool->batch_min < pool->batch_max;
    int64_t due_ns = CAIRN_NEVER;

    if (forming.length >= (few ? pool->batch_min : pool->batch_max))
        return 0;
    if (bare || pool->timeout_ns > 0)
        due_ns = cairn_run_later(forming.oldest_ns, pool->timeout_ns);
    if (pool->adaptive) {
        int64_t deadline_ns = deadline_of(sim->ruled, forming.first);
        int64_t start_ns = deadline_ns - pool->variants[variant].latency_ns[forming.length];

        if (deadline_ns != CAIRN_NEVER && start_ns < due_ns)
            due_ns = start_ns;
    }
    return due_ns;
}

static struct forming forming_of(const struct cairn_run *run, const struct cairn_rank_queue *queue)
{
    return (struct forming){
        .length = queue->length,
        .oldest_ns = cairn_rank_queue_oldest(queue)->queued_ns,
        .first = &run->requests.items[cairn_rank_queue_first(queue)->request],
    };
}

/* The same once a request has joined it. */
static struct forming forming_with(const struct cairn_run *run,
                                   const struct cairn_rank_queue *queue, int64_t rank,
                                   const struct cairn_request *request)
{
    struct forming forming = {.length = 1, .oldest_ns = request->queued_ns, .first = request};

    if (queue->length == 0)
        return forming;
    forming = forming_of(run, queue);
    forming.length++;
    if (rank < cairn_rank_queue_first(queue)->rank)
        forming.first = request;
    return forming;
}

/* The variant whose queue may start and has the first head; -1: none may. */
static int choose(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                  const struct cairn_pool_copy *in)
{
    const struct cairn_rank_queue *queues = queues_of(sim, in);
    const struct cairn_rank_place *best = NULL;
    int chosen = -1;

    for (int v = 0; v < sim->pool->n_variants; v++) {
        const struct cairn_rank_place *first;

        if (queues[v].length == 0 || due_of(sim, v, forming_of(run, &queues[v])) > run->now_ns)
            continue;
        first = cairn_rank_queue_first(&queues[v]);
        if (best && (first->rank > best->rank ||
                     (first->rank == best->rank && first->queued_ns >= best->queued_ns)))
            continue;
        best = first;
        chosen = v;
    }
    return chosen;
}

int64_t cairn_pool_ruled_due_ns(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                                const struct cairn_pool_copy *in)
{
    const struct cairn_rank_queue *queues = queues_of(sim, in);
    int64_t due_ns = CAIRN_NEVER;

    for (int v = 0; v < sim->pool->n_variants; v++) {
        int64_t one_ns =
            queues[v].length ? due_of(sim, v, forming_of(run, &queues[v])) : CAIRN_NEVER;

        due_ns = one_ns < due_ns ? one_ns : due_ns;
    }
    return due_ns;
}

/* What is due may come earlier than it was: then there is a second timer. */
static void set_timer(struct cairn_pool_sim *sim, struct cairn_run *run,
                      const struct cairn_pool_copy *in)
{
    uint32_t number = (uint32_t)number_of(sim, in);
    struct ruled_copy *copy = &sim->ruled->copies[number];
    int64_t due_ns = cairn_pool_ruled_due_ns(sim, run, in);

    if (due_ns >= copy->timer_ns)
        return;
    copy->timer_ns = due_ns;
    cairn_run_schedule(run, due_ns, CAIRN_EVENT_TIMEOUT, sim->first_copy + number, copy->timers++,
                       cairn_payload(sim->index, number));
}

void cairn_pool_ruled_timeout(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    if (run->now_ns >= sim->ruled->copies[copy].timer_ns)
        sim->ruled->copies[copy].timer_ns = CAIRN_NEVER;
    cairn_pool_ruled_start(sim, run, &sim->copies[copy]);
}

/* ---- the way of a request ---- */

static struct cairn_batch take(struct cairn_pool_sim *sim, struct cairn_run *run,
                               struct cairn_pool_copy *in, int variant)
{
    struct cairn_rank_queue *queue = &queues_of(sim, in)[variant];
    int size = queue->length < sim->pool->batch_max ? queue->length : sim->pool->batch_max;
    struct cairn_batch batch = {.head = cairn_rank_queue_first(queue)->request, .size = size};
    struct cairn_request *last = NULL;

    for (int i = 0; i < size; i++) {
        uint32_t r = cairn_rank_queue_take(queue);
        struct cairn_request *request = cairn_run_request(run, r);

        request->wait_ns = run->now_ns - request->queued_ns;
        sim->waits_ns += cairn_pool_sim_clipped_wait_ns(run, request);
        if (last)
            last->next = r;
        last = request;
    }
    cairn_pool_sim_count_waiting(sim, run, in, -size);
    return batch;
}

/* ---- what devices hold [SWAP] ---- */

static uint64_t *used_of(const struct cairn_pool_sim *sim, const struct cairn_device *of)
{
    return &sim->ruled->used[(size_t)of->number * (size_t)sim->pool->n_variants];
}

/* Gives up what was used longest ago until there is no lack of memory. */
static void make_room(const struct cairn_pool_sim *sim, struct ruled_device *device, uint64_t *used)
{
    while (device->free_bytes < 0) {
        int oldest = -1;

        for (int v = 0; v < sim->pool->n_variants; v++)
            if (used[v] > 0 && (oldest < 0 || used[v] < used[oldest]))
                oldest = v;
        used[oldest] = 0;
        device->free_bytes += sim->pool->variants[oldest].bytes;
    }
}

/* A device is to serve a variant; how long it loads. */
static int64_t load_ns(const struct cairn_pool_sim *sim, const struct cairn_device *of, int variant)
{
    struct ruled_device *device = &sim->ruled->devices[of->number];
    uint64_t *used = used_of(sim, of);
    bool there = used[variant] > 0;

    assert(sim->pool->variants[variant].bytes <= sim->pool->memory_bytes);
    used[variant] = ++device->batches;
    if (there)
        return 0;
    device->free_bytes -= sim->pool->variants[variant].bytes;
    make_room(sim, device, used);
    return sim->pool->variants[variant].load_ns;
}

void cairn_pool_ruled_forget(struct cairn_pool_sim *sim, const struct cairn_device *of)
{
    if (!sim->pool->swaps)
        return;
    sim->ruled->devices[of->number] = (struct ruled_device){.free_bytes = sim->pool->memory_bytes};
    for (int v = 0; v < sim->pool->n_variants; v++)
        used_of(sim, of)[v] = 0;
}

/* The idle device that serves a variant: one that holds it, where variants are swapped. */
static struct cairn_device *idle_device(const struct cairn_pool_sim *sim,
                                        struct cairn_pool_copy *in, int variant)
{
    int lowest = cairn_device_set_lowest(&in->idle);

    for (int d = lowest; sim->pool->swaps && d < sim->pool->devices; d++)
        if (in->devices[d].state == CAIRN_IDLE_NS && used_of(sim, &in->devices[d])[variant] > 0)
            return &in->devices[d];
    return &in->devices[lowest];
}

static void serve(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_device *of,
                  int variant, struct cairn_batch batch)
{
    int64_t delay_ns = sim->pool->swaps ? load_ns(sim, of, variant) : 0;
    int64_t loading_ns = cairn_run_clip(run, run->now_ns + delay_ns) - run->clock_ns;

    cairn_power_enter(sim, run, of, CAIRN_IDLE_NS, CAIRN_BUSY_NS);
    of->mark_ns = cairn_pool_sim_serve(sim, run, of, variant, batch, delay_ns);
    of->count->busy_ns -= loading_ns;
    sim->counts[CAIRN_LOADING_NS] += loading_ns;
    if (sim->pool->swaps)
        sim->ruled->devices[of->number].loaded_ns = run->now_ns + delay_ns;
    if (sim->capacity)
        cairn_capacity_serve(sim, run, of);
}

void cairn_pool_ruled_start(struct cairn_pool_sim *sim, struct cairn_run *run,
                            struct cairn_pool_copy *in)
{
    while (in->in_state[CAIRN_IDLE_NS] > 0 && in->waiting > 0) {
        int variant = choose(sim, run, in);

        if (variant < 0) {
            set_timer(sim, run, in);
            return;
        }
        serve(sim, run, idle_device(sim, in, variant), variant, take(sim, run, in, variant));
    }
}

enum cairn_admission cairn_pool_ruled_arrive(struct cairn_pool_sim *sim, struct cairn_run *run,
                                             uint32_t request, int variant, uint64_t wake_entity,
                                             int over)
{
    struct cairn_request *of = cairn_run_request(run, request);
    struct cairn_pool_copy *in = &sim->copies[sim->pool->copies > 1 ? of->copy : 0];
    struct cairn_rank_queue *queue = &queues_of(sim, in)[variant];
    int64_t rank = rank_of(sim, of);

    if (sim->capacity && over != CAIRN_NONE && !cairn_capacity_serves(sim, in))
        return CAIRN_SENT_ON; /* [FAILOVER] */

    bool starts = in->in_state[CAIRN_IDLE_NS] > 0 &&
                  due_of(sim, variant, forming_with(run, queue, rank, of)) <= run->now_ns;
    bool wakes = !starts && cairn_pool_sim_must_wake(sim, in);

    if (!starts && !wakes) {
        enum cairn_admission admission =
            cairn_pool_sim_admit(sim, cairn_pool_sim_waiting_for_others(sim, in), over);

        if (admission != CAIRN_ADMITTED)
            return admission;
    }
    cairn_rank_queue_put(queue, rank, of->queued_ns, request);
    cairn_pool_sim_count_waiting(sim, run, in, 1);
    if (wakes)
        cairn_power_wake(sim, run, in, wake_entity, of->bits);
    else if (in->in_state[CAIRN_IDLE_NS] > 0)
        cairn_pool_ruled_start(sim, run, in);
    return CAIRN_ADMITTED;
}

struct cairn_batch cairn_pool_ruled_served(struct cairn_pool_sim *sim, struct cairn_run *run,
                                           int device)
{
    struct cairn_device *of = &sim->devices[device];
    struct cairn_batch batch = {.head = of->head, .size = of->size};

    if (!sim->capacity) {
        of->count->busy_ns += run->clock_ns;
        cairn_power_idle(sim, run, of, CAIRN_BUSY_NS);
    } else if (!cairn_capacity_served(sim, run, of)) {
        return (struct cairn_batch){0};
    }
    cairn_pool_ruled_start(sim, run, of->in);
    return batch;
}

/* ---- what is broken off [OUTAGE] ---- */

/* A batch waits again, ahead of the others; what it waited until it started stays counted. */
static void put_back(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_pool_copy *in,
                     int variant, struct cairn_batch batch)
{
    struct cairn_rank_queue *queue = &queues_of(sim, in)[variant];
    uint32_t r = batch.head, before = r;

    for (int i = 0; i < batch.size; i++) { /* the list is turned round */
        struct cairn_request *request = cairn_run_request(run, r);
        uint32_t next = request->next;

        request->next = before;
        before = r;
        r = next;
    }
    for (int i = 0; i < batch.size; i++) {
        const struct cairn_request *request = cairn_run_request(run, before);

        cairn_rank_queue_put_back(queue, rank_of(sim, request), request->queued_ns, before);
        sim->waits_ns -= cairn_pool_sim_clipped_wait_ns(run, request);
        before = request->next;
    }
    cairn_pool_sim_count_waiting(sim, run, in, batch.size);
}

struct cairn_batch cairn_pool_ruled_break_off(struct cairn_pool_sim *sim, struct cairn_run *run,
                                              const struct cairn_device *of)
{
    struct cairn_batch batch = {.head = of->head, .size = of->size};
    int variant = (int)(of->count - sim->batches) / sim->pool->batch_max;

    of->count->busy_ns += run->clock_ns;
    if (sim->pool->swaps) {
        int64_t loaded_ns = cairn_run_clip(run, sim->ruled->devices[of->number].loaded_ns);
        int64_t left_ns = loaded_ns > run->clock_ns ? loaded_ns - run->clock_ns : 0;

        of->count->busy_ns += left_ns;
        sim->counts[CAIRN_LOADING_NS] -= left_ns;
    }
    if (sim->pool->outage.lost)
        return batch;
    put_back(sim, run, of->in, variant, batch);
    return (struct cairn_batch){0};
}

void cairn_pool_ruled_end(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    const struct cairn_pool_copy *in = &sim->copies[copy];
    const struct cairn_rank_queue *queues = queues_of(sim, in);

    for (int v = 0; v < sim->pool->n_variants; v++)
        for (int32_t i = 0; i < queues[v].length; i++)
            sim->waits_ns += cairn_pool_sim_clipped_wait_ns(
                run, cairn_run_request(run, queues[v].places[queues[v].heap[i]].request));
}

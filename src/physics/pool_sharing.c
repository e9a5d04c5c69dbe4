#include "physics/pool_sharing.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/wide.h"
#include "physics/rank_queue.h"

/* Units of attained service in a nanosecond, and the longest service there is: two years. */
enum { UNITS = 64 };
#define LONGEST_NS (INT64_C(1) << 56)

struct sharing_copy {
    struct cairn_rank_queue present; /* ranked by what the clock shows when they leave */
    int64_t attained;                /* the clock */
    int64_t updated_ns;              /* time when it was right */
    int64_t counted_ns;              /* clock of the run when busy time was counted */
    int64_t pending_ns;              /* time of the event that is good, or CAIRN_NEVER */
    uint32_t events;                 /* so many were set */
    int32_t *by_variant;             /* of those present; of the pool's */
};

struct cairn_pool_sharing {
    const struct cairn_component *component;
    const struct cairn_component_pool *pool;
    struct sharing_copy *copies; /* owned */
    int32_t *by_variant;         /* [copy][variant]; owned */
};

struct cairn_pool_sharing *cairn_pool_sharing_new(const struct cairn_component *component,
                                                  int index)
{
    const struct cairn_component_pool *pool = &component->pools[index];
    struct cairn_pool_sharing *sharing = cairn_calloc(1, sizeof *sharing);
    size_t n_copies = (size_t)pool->copies, n_variants = (size_t)pool->n_variants;

    assert(pool->batch_max == 1);
    sharing->component = component;
    sharing->pool = pool;
    sharing->copies = cairn_calloc(n_copies, sizeof *sharing->copies);
    sharing->by_variant = cairn_calloc(n_copies * n_variants, sizeof *sharing->by_variant);
    return sharing;
}

void cairn_pool_sharing_free(struct cairn_pool_sharing *sharing)
{
    if (!sharing)
        return;
    for (int c = 0; c < sharing->pool->copies; c++)
        cairn_rank_queue_release(&sharing->copies[c].present);
    cairn_free(sharing->copies);
    cairn_free(sharing->by_variant);
    cairn_free(sharing);
}

void cairn_pool_sharing_begin(struct cairn_pool_sim *sim, struct cairn_run *run)
{
    int n_variants = sim->pool->n_variants;

    for (int c = 0; c < sim->pool->copies; c++) {
        struct sharing_copy *copy = &sim->sharing->copies[c];

        cairn_rank_queue_clear(&copy->present);
        copy->attained = 0;
        copy->updated_ns = run->now_ns;
        copy->counted_ns = run->clock_ns;
        copy->pending_ns = CAIRN_NEVER;
        copy->events = 0;
        copy->by_variant = &sim->sharing->by_variant[(size_t)c * (size_t)n_variants];
        for (int v = 0; v < n_variants; v++)
            copy->by_variant[v] = 0;
    }
}

static struct sharing_copy *sharing_of(const struct cairn_pool_sim *sim,
                                       const struct cairn_pool_copy *in)
{
    return &sim->sharing->copies[in - sim->copies];
}

static int64_t scaled(int64_t value, int64_t by, int64_t over)
{
    return (int64_t)((cairn_int128)value * by / over);
}

/* Splits the time of busy devices between variants; what rounding leaves is the last one's. */
static void count_busy(struct cairn_pool_sim *sim, const struct cairn_run *run,
                       const struct cairn_pool_copy *in, struct sharing_copy *copy)
{
    int64_t busy_ns = in->in_state[CAIRN_BUSY_NS] * (run->clock_ns - copy->counted_ns);
    int64_t left_ns = busy_ns;
    int last = 0;

    copy->counted_ns = run->clock_ns;
    if (busy_ns == 0)
        return;
    for (int v = 0; v < sim->pool->n_variants; v++) {
        int64_t part_ns = scaled(busy_ns, copy->by_variant[v], copy->present.length);

        if (copy->by_variant[v] == 0)
            continue;
        sim->batches[v].busy_ns += part_ns;
        left_ns -= part_ns;
        last = v;
    }
    sim->batches[last].busy_ns += left_ns;
}

void cairn_pool_sharing_update(struct cairn_pool_sim *sim, struct cairn_run *run,
                               struct cairn_pool_copy *in)
{
    struct sharing_copy *copy = sharing_of(sim, in);
    int32_t busy = in->in_state[CAIRN_BUSY_NS], n = copy->present.length;

    if (busy > 0)
        copy->attained += scaled(run->now_ns - copy->updated_ns, (int64_t)UNITS * busy, n);
    copy->updated_ns = run->now_ns;
    count_busy(sim, run, in, copy);
}

/* When the first will leave if nothing changes; CAIRN_NEVER: not before something does. */
static int64_t leaving_ns(const struct cairn_pool_copy *in, const struct sharing_copy *copy)
{
    int64_t busy = in->in_state[CAIRN_BUSY_NS], n = copy->present.length;
    int64_t missing;

    if (busy == 0)
        return CAIRN_NEVER;
    missing = cairn_rank_queue_first(&copy->present)->rank - copy->attained;
    missing = missing > 0 ? missing : 0;
    return cairn_run_later(copy->updated_ns,
                           (int64_t)(((cairn_int128)missing * n + (cairn_int128)UNITS * busy - 1) /
                                     ((cairn_int128)UNITS * busy)));
}

/* Has something come up then. */
static void set_event(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_pool_copy *in)
{
    struct sharing_copy *copy = sharing_of(sim, in);
    int64_t time_ns = leaving_ns(in, copy);

    if (time_ns >= copy->pending_ns)
        return;
    copy->pending_ns = time_ns;
    cairn_run_schedule(run, time_ns, CAIRN_EVENT_SERVED, sim->first_device + in->devices[0].number,
                       copy->events++, cairn_payload(sim->index, in->devices[0].number));
}

/* Those who waited for the first device to wake up do so no more. */
static void end_waits(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_pool_copy *in)
{
    const struct cairn_rank_queue *present = &sharing_of(sim, in)->present;

    assert(in->waiting == present->length);
    for (int32_t i = 0; i < present->length; i++) {
        struct cairn_request *request =
            cairn_run_request(run, present->places[present->heap[i]].request);

        request->wait_ns = run->now_ns - request->queued_ns;
        sim->waits_ns += cairn_pool_sim_clipped_wait_ns(run, request);
    }
    cairn_pool_sim_count_waiting(sim, run, in, -in->waiting);
}

void cairn_pool_sharing_start(struct cairn_pool_sim *sim, struct cairn_run *run,
                              struct cairn_pool_copy *in)
{
    const struct sharing_copy *copy = sharing_of(sim, in);

    while (in->in_state[CAIRN_IDLE_NS] > 0 && in->in_state[CAIRN_BUSY_NS] < copy->present.length)
        cairn_power_enter(sim, run, &in->devices[cairn_device_set_lowest(&in->idle)], CAIRN_IDLE_NS,
                          CAIRN_BUSY_NS);
    if (in->waiting > 0 && in->in_state[CAIRN_BUSY_NS] > 0)
        end_waits(sim, run, in);
    set_event(sim, run, in);
}

enum cairn_admission cairn_pool_sharing_arrive(struct cairn_pool_sim *sim, struct cairn_run *run,
                                               uint32_t request, int variant, uint64_t wake_entity,
                                               int over)
{
    struct cairn_request *of = cairn_run_request(run, request);
    struct cairn_pool_copy *in = &sim->copies[sim->pool->copies > 1 ? of->copy : 0];
    struct sharing_copy *copy = sharing_of(sim, in);
    int64_t others = copy->present.length - in->in_state[CAIRN_IDLE_NS] -
                     in->in_state[CAIRN_BUSY_NS] - in->in_state[CAIRN_WAKING_NS];
    bool wakes = others >= 0 && in->in_state[CAIRN_SLEEP_NS] > 0;
    int64_t service_ns;

    if (others >= 0 && !wakes) {
        enum cairn_admission admission = cairn_pool_sim_admit(sim, others, over);

        if (admission != CAIRN_ADMITTED)
            return admission;
    }
    cairn_pool_sharing_update(sim, run, in);
    service_ns =
        cairn_run_vary(&sim->service, sim->pool->variants[variant].latency_ns[0], of->bits);
    service_ns = service_ns < LONGEST_NS ? service_ns : LONGEST_NS;
    of->wait_ns = 0;
    cairn_rank_queue_put(&copy->present, copy->attained + UNITS * service_ns, of->queued_ns,
                         request);
    copy->by_variant[variant]++;
    if (in->in_state[CAIRN_IDLE_NS] + in->in_state[CAIRN_BUSY_NS] == 0)
        cairn_pool_sim_count_waiting(sim, run, in, 1);
    if (wakes)
        cairn_power_wake(sim, run, in, wake_entity, of->bits);
    cairn_pool_sharing_start(sim, run, in);
    return CAIRN_ADMITTED;
}

/* Takes those who have had their service. */
static struct cairn_batch take_served(struct cairn_pool_sim *sim, struct cairn_run *run,
                                      struct sharing_copy *copy)
{
    struct cairn_batch batch = {0};
    struct cairn_request *last = NULL;

    while (copy->present.length > 0 &&
           cairn_rank_queue_first(&copy->present)->rank <= copy->attained) {
        uint32_t r = cairn_rank_queue_take(&copy->present);
        struct cairn_request *request = cairn_run_request(run, r);

        int variant = sim->sharing->component->routes[request->route].variant;

        copy->by_variant[variant]--;
        sim->batches[variant].begun += run->measuring;
        if (last)
            last->next = r;
        else
            batch.head = r;
        last = request;
        batch.size++;
    }
    return batch;
}

struct cairn_batch cairn_pool_sharing_served(struct cairn_pool_sim *sim, struct cairn_run *run,
                                             int device)
{
    struct cairn_pool_copy *in = sim->devices[device].in;
    struct sharing_copy *copy = sharing_of(sim, in);
    struct cairn_batch batch = {0};

    if (run->now_ns != copy->pending_ns)
        return batch;
    copy->pending_ns = CAIRN_NEVER;
    if (leaving_ns(in, copy) > run->now_ns) {
        set_event(sim, run, in);
        return batch;
    }
    cairn_pool_sharing_update(sim, run, in);
    batch = take_served(sim, run, copy);
    for (int d = sim->pool->devices; in->in_state[CAIRN_BUSY_NS] > copy->present.length;)
        if (in->devices[--d].state == CAIRN_BUSY_NS)
            cairn_power_idle(sim, run, &in->devices[d], CAIRN_BUSY_NS);
    set_event(sim, run, in);
    return batch;
}

void cairn_pool_sharing_end(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    struct cairn_pool_copy *in = &sim->copies[copy];
    const struct cairn_rank_queue *present = &sim->sharing->copies[copy].present;

    count_busy(sim, run, in, &sim->sharing->copies[copy]);
    if (in->waiting > 0)
        for (int32_t i = 0; i < present->length; i++)
            sim->waits_ns += cairn_pool_sim_clipped_wait_ns(
                run, cairn_run_request(run, present->places[present->heap[i]].request));
}

#include "physics/pass_pool.h"

#include <assert.h>

#include "base/alloc.h"

/* ---- made and unmade ---- */

void cairn_pass_pool_init(struct cairn_pool_sim *sim, const struct cairn_component *component)
{
    const struct cairn_component_pool *pool = sim->pool;
    size_t n_devices = (size_t)pool->copies * (size_t)pool->devices;
    size_t n_slots = n_devices * (size_t)pool->batch_max;
    struct cairn_pass_sim *passes = cairn_calloc(1, sizeof *passes);

    sim->passes = passes;
    passes->tokens = cairn_calloc((size_t)component->n_routes, sizeof *passes->tokens);
    for (int r = 0; r < component->n_routes; r++)
        cairn_tokens_sim_init(&passes->tokens[r], &component->routes[r].tokens);
    if (pool->unlimited)
        return;
    passes->runners = cairn_calloc(n_devices, sizeof *passes->runners);
    passes->standing = cairn_calloc((size_t)pool->copies, sizeof *passes->standing);
    passes->slots = cairn_calloc(n_slots, sizeof *passes->slots);
    passes->heaps = cairn_calloc(n_slots, sizeof *passes->heaps);
    passes->replies = cairn_calloc((size_t)pool->batch_max, sizeof *passes->replies);
    for (size_t d = 0; d < n_devices; d++) {
        passes->runners[d].slots = &passes->slots[d * (size_t)pool->batch_max];
        passes->runners[d].heap = &passes->heaps[d * (size_t)pool->batch_max];
    }
}

void cairn_pass_pool_release(struct cairn_pool_sim *sim)
{
    if (!sim->passes)
        return;
    cairn_free(sim->passes->tokens);
    cairn_free(sim->passes->runners);
    cairn_free(sim->passes->standing);
    cairn_free(sim->passes->slots);
    cairn_free(sim->passes->heaps);
    cairn_free(sim->passes->replies);
    cairn_free(sim->passes);
}

void cairn_pass_pool_begin(struct cairn_pool_sim *sim, const struct cairn_run *run)
{
    const struct cairn_component_pool *pool = sim->pool;

    for (int copy = 0; copy < pool->copies; copy++)
        sim->passes->standing[copy] = (struct cairn_standing){.since_ns = run->clock_ns};
    for (int d = 0; d < pool->copies * pool->devices; d++)
        cairn_runner_begin(&sim->passes->runners[d], pool->batch_max, run->clock_ns);
}

/* ---- waiting ---- */

static void count_standing(struct cairn_pool_sim *sim, const struct cairn_run *run, int copy,
                           int32_t more)
{
    struct cairn_standing *standing = &sim->passes->standing[copy];

    sim->queue_ns += (cairn_int128)standing->n * (run->clock_ns - standing->since_ns);
    standing->since_ns = run->clock_ns;
    standing->n += more;
}

void cairn_pass_count_standing(struct cairn_pool_sim *sim, const struct cairn_run *run,
                               const struct cairn_runner *runner, int32_t more)
{
    int device = (int)(runner - sim->passes->runners);

    count_standing(sim, run, device / sim->pool->devices, more);
}

void cairn_pass_started(struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t request)
{
    struct cairn_request *of = cairn_run_request(run, request);

    of->wait_ns = run->now_ns - of->queued_ns;
    sim->waits_ns += cairn_pool_sim_clipped_wait_ns(run, of);
    if (!cairn_run_measures(run, run->now_ns))
        return;
    sim->counts[CAIRN_BATCHES]++;
    sim->counts[CAIRN_SERVED]++;
}

/* The wait until now of requests that still wait when the window ends. */
static void count_waiter(struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t request)
{
    sim->waits_ns += cairn_pool_sim_clipped_wait_ns(run, cairn_run_request(run, request));
}

static void end_device(struct cairn_pool_sim *sim, struct cairn_run *run, int d)
{
    const struct cairn_device *of = &sim->devices[d];
    struct cairn_runner *runner = &sim->passes->runners[d];
    uint32_t slot = runner->joining;

    sim->counts[of->state] += run->clock_ns;
    for (int32_t i = 0; i < runner->n_joining; i++, slot = runner->slots[slot].next)
        count_waiter(sim, run, runner->slots[slot].request);
    cairn_runner_end(sim, run, runner);
}

void cairn_pass_pool_end(struct cairn_pool_sim *sim, struct cairn_run *run)
{
    const struct cairn_component_pool *pool = sim->pool;

    for (int copy = 0; copy < pool->copies; copy++) {
        count_standing(sim, run, copy, 0);
        for (int v = 0; v < pool->n_variants; v++) {
            uint32_t r = sim->copies[copy].queues[v].head;

            for (int i = 0; i < sim->copies[copy].queues[v].length; i++) {
                count_waiter(sim, run, r);
                r = cairn_run_request(run, r)->next;
            }
        }
    }
    for (int d = 0; d < pool->copies * pool->devices; d++)
        end_device(sim, run, d);
}

/* ---- lengths ---- */

struct cairn_lengths cairn_pass_pool_lengths(const struct cairn_pool_sim *sim,
                                             const struct cairn_request *request, int variant)
{
    if (!sim->pool->variants[variant].passes->of_tokens)
        return (struct cairn_lengths){0};
    return cairn_tokens_of(&sim->passes->tokens[request->route], request->bits, request->row);
}

/* ---- which device ---- */

static struct cairn_runner *runner_of(const struct cairn_pool_sim *sim,
                                      const struct cairn_device *of)
{
    return &sim->passes->runners[of->number];
}

static bool has_room(const struct cairn_pool_sim *sim, const struct cairn_runner *runner,
                     int variant, int64_t tokens)
{
    int32_t n = cairn_runner_sequences(runner);

    return n == 0 || (runner->variant == variant && n < sim->pool->batch_max &&
                      runner->reserved + tokens <= sim->pool->variants[variant].passes->room);
}

/* The device that takes a request, or NULL. */
static struct cairn_device *find(const struct cairn_pool_sim *sim, struct cairn_pool_copy *in,
                                 int variant, int64_t tokens)
{
    struct cairn_device *found = NULL;
    int32_t fewest = INT32_MAX;

    if (in->in_state[CAIRN_IDLE_NS] > 0)
        return &in->devices[cairn_device_set_lowest(&in->idle)];
    for (int d = 0; in->in_state[CAIRN_BUSY_NS] > 0 && d < sim->pool->devices; d++) {
        struct cairn_device *of = &in->devices[d];
        const struct cairn_runner *runner = runner_of(sim, of);

        if (of->state == CAIRN_BUSY_NS && cairn_runner_sequences(runner) < fewest &&
            has_room(sim, runner, variant, tokens)) {
            found = of;
            fewest = cairn_runner_sequences(runner);
        }
    }
    return found;
}

static void schedule(struct cairn_pool_sim *sim, struct cairn_run *run,
                     const struct cairn_device *of, int64_t time_ns)
{
    uint32_t device = of->number;

    if (time_ns != CAIRN_NEVER)
        cairn_run_schedule(run, time_ns, CAIRN_EVENT_PASSED, sim->first_device + device,
                           runner_of(sim, of)->generation, cairn_payload(sim->index, device));
}

/* A device takes a request; true: it has been idle and is now at hand. */
static bool take(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_device *of,
                 uint32_t request, int variant, const struct cairn_lengths *lengths)
{
    struct cairn_runner *runner = runner_of(sim, of);
    bool woken = of->state == CAIRN_IDLE_NS;

    if (woken) {
        cairn_power_enter(sim, run, of, CAIRN_IDLE_NS, CAIRN_BUSY_NS);
        runner->stretch.start_ns = run->now_ns;
        runner->stretch.start_ps = 0;
        runner->at_hand = true;
    }
    cairn_runner_take(sim, run, runner, request, variant, lengths);
    if (!runner->at_hand)
        schedule(sim, run, of, cairn_runner_cut(run, runner));
    return woken;
}

/* The next stretch of a device at hand, or its rest. */
static void go_on(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_device *of)
{
    int64_t time_ns = cairn_runner_compose(sim, run, runner_of(sim, of));

    if (time_ns == CAIRN_NEVER)
        cairn_power_idle(sim, run, of, CAIRN_BUSY_NS);
    else
        schedule(sim, run, of, time_ns);
}

/* ---- the queue ---- */

/* The variant of the request that came first; something waits. */
static int oldest(const struct cairn_pool_sim *sim, struct cairn_run *run,
                  const struct cairn_pool_copy *in)
{
    int64_t oldest_ns = INT64_MAX;
    int chosen = -1;

    for (int v = 0; v < sim->pool->n_variants; v++) {
        const struct cairn_fifo *queue = &in->queues[v];

        if (queue->length > 0 && cairn_run_request(run, queue->head)->queued_ns < oldest_ns) {
            oldest_ns = cairn_run_request(run, queue->head)->queued_ns;
            chosen = v;
        }
    }
    return chosen;
}

/* Gives those that wait to devices, first come first served; at_hand may be NULL. */
static void dispatch(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_pool_copy *in,
                     struct cairn_device *at_hand)
{
    while (in->waiting > 0) {
        int variant = oldest(sim, run, in);
        struct cairn_fifo *queue = &in->queues[variant];
        uint32_t request = queue->head;
        struct cairn_lengths lengths =
            cairn_pass_pool_lengths(sim, cairn_run_request(run, request), variant);
        struct cairn_device *of = find(sim, in, variant, lengths.prompt + lengths.reply);

        if (!of)
            break;
        queue->head = cairn_run_request(run, request)->next;
        queue->length--;
        in->waiting--;
        if (take(sim, run, of, request, variant, &lengths))
            at_hand = of; /* one that has just woken up: nobody waits while others idle */
    }
    if (at_hand)
        go_on(sim, run, at_hand);
}

static void enqueue(struct cairn_pool_copy *in, struct cairn_run *run, int variant,
                    uint32_t request)
{
    struct cairn_fifo *queue = &in->queues[variant];

    if (queue->length++ == 0)
        queue->head = request;
    else
        cairn_run_request(run, queue->tail)->next = request;
    queue->tail = request;
    in->waiting++;
}

static enum cairn_admission turn_away(int over)
{
    return over != CAIRN_NONE ? CAIRN_SENT_ON : CAIRN_REFUSED;
}

enum cairn_admission cairn_pass_pool_arrive(struct cairn_pool_sim *sim, struct cairn_run *run,
                                            uint32_t request, int variant, uint64_t wake_entity,
                                            int over)
{
    const struct cairn_request *of = cairn_run_request(run, request);
    int copy = sim->pool->copies > 1 ? of->copy : 0;
    struct cairn_pool_copy *in = &sim->copies[copy];
    struct cairn_lengths lengths = cairn_pass_pool_lengths(sim, of, variant);
    int64_t tokens = lengths.prompt + lengths.reply;
    struct cairn_device *device = NULL;
    bool wakes;

    if (tokens > sim->pool->variants[variant].passes->room)
        return turn_away(over);
    if (in->waiting == 0)
        device = find(sim, in, variant, tokens);
    wakes = !device && cairn_pool_sim_must_wake(sim, in);
    if (!device && !wakes) {
        enum cairn_admission admission =
            cairn_pool_sim_admit(sim, cairn_pool_sim_waiting_for_others(sim, in), over);

        if (admission != CAIRN_ADMITTED)
            return admission;
    }
    count_standing(sim, run, copy, 1);
    if (!device) {
        enqueue(in, run, variant, request);
        if (wakes)
            cairn_power_wake(sim, run, in, wake_entity, of->bits);
    } else if (take(sim, run, device, request, variant, &lengths)) {
        go_on(sim, run, device);
    }
    return CAIRN_ADMITTED;
}

void cairn_pass_pool_passed(struct cairn_pool_sim *sim, struct cairn_run *run, int device,
                            uint32_t counter)
{
    struct cairn_device *of = &sim->devices[device];
    struct cairn_runner *runner = &sim->passes->runners[device];

    sim->passes->n_replies = 0;
    if (counter != runner->generation)
        return;
    cairn_runner_advance(sim, run, runner);
    dispatch(sim, run, of->in, of);
}

void cairn_pass_pool_awake(struct cairn_pool_sim *sim, struct cairn_run *run, int device)
{
    struct cairn_device *of = &sim->devices[device];

    cairn_power_idle(sim, run, of, CAIRN_WAKING_NS);
    dispatch(sim, run, of->in, NULL);
}

/* ---- unlimited pools ---- */

/* What a prompt adds to the provider's passes, and the time until all of it is read; in ns. */
struct reading {
    int64_t own_ns, all_ns;
};

/* Whole nanoseconds; what is longer than any window ends like that, as in run.h. */
static int64_t ns_of(cairn_int128 ps)
{
    static const int64_t most_ns = INT64_C(1) << 60;
    cairn_int128 ns = ps / CAIRN_PS_PER_NS;

    return ns < most_ns ? (int64_t)ns : most_ns;
}

static struct reading read_beside(const struct cairn_component_pool *pool,
                                  const struct cairn_passes *passes, int64_t tokens)
{
    int64_t others = pool->chunked ? pool->company - 1 : 0;
    int64_t part = pool->chunked ? pool->budget - others : tokens;
    cairn_int128 own_ps = 0, all_ps = 0;

    for (; tokens > 0; tokens -= part) {
        part = part < tokens ? part : tokens;
        own_ps += cairn_passes_prompts_ps(passes, others, part);
        all_ps += others > 0 ? passes->decode_ps[others] : 0;
    }
    return (struct reading){ns_of(own_ps), ns_of(own_ps + all_ps)};
}

/* Time of all tokens after the first. */
static int64_t decoding_ns(const struct cairn_component_pool *pool,
                           const struct cairn_passes *passes, int64_t reply)
{
    return ns_of((cairn_int128)(reply - 1) * passes->decode_ps[pool->company]);
}

struct cairn_beside_ns cairn_pass_pool_beside(const struct cairn_component_pool *pool, int variant,
                                              const struct cairn_lengths *lengths)
{
    const struct cairn_passes *passes = pool->variants[variant].passes;

    return (struct cairn_beside_ns){
        .read = read_beside(pool, passes, lengths->read).own_ns,
        .made = decoding_ns(pool, passes, lengths->reply),
    };
}

static void count_gaps(struct cairn_pass_sim *sim, int64_t gap_ns, int64_t gaps)
{
    uint64_t times = sim->weight * (uint64_t)gaps;

    if (times == 0)
        return;
    cairn_histogram_put(sim->gaps, gap_ns, times);
    sim->gaps->count += times;
}

void cairn_pass_pool_answer(struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t request,
                            int variant)
{
    const struct cairn_component_pool *pool = sim->pool;
    const struct cairn_passes *passes = pool->variants[variant].passes;
    struct cairn_lengths lengths =
        cairn_pass_pool_lengths(sim, cairn_run_request(run, request), variant);
    struct reading reading = read_beside(pool, passes, lengths.read);
    int64_t *counts = cairn_pass_counts(sim, variant);
    int64_t first_ns = run->now_ns + reading.all_ns;
    int64_t end_ns = first_ns + decoding_ns(pool, passes, lengths.reply);
    int64_t read_ns = cairn_run_clip(run, run->now_ns + reading.own_ns) - run->clock_ns;
    int64_t made_ns = cairn_run_clip(run, end_ns) - cairn_run_clip(run, first_ns);

    sim->counts[CAIRN_BUSY_NS] += read_ns + made_ns;
    sim->batch_counts[variant * pool->batch_max + pool->batch_max - 1] += made_ns;
    counts[CAIRN_PREFILL_NS] += read_ns;
    if (cairn_run_measures(run, run->now_ns)) {
        sim->counts[CAIRN_BATCHES]++;
        sim->counts[CAIRN_SERVED]++;
        counts[CAIRN_READ] += lengths.read;
        counts[CAIRN_MADE] += lengths.reply;
        counts[CAIRN_GOT] += lengths.reply;
        count_gaps(sim->passes, passes->decode_ps[pool->company] / CAIRN_PS_PER_NS,
                   lengths.reply - 1);
    }
    cairn_run_schedule(run, end_ns, CAIRN_EVENT_ANSWERED, sim->first_device, sim->answered++,
                       cairn_payload(sim->index, request));
}

int64_t cairn_pass_pool_first_ns(const struct cairn_pool_sim *sim,
                                 const struct cairn_request *request, int variant)
{
    struct cairn_lengths lengths = cairn_pass_pool_lengths(sim, request, variant);
    const struct cairn_passes *passes = sim->pool->variants[variant].passes;

    return request->queued_ns + read_beside(sim->pool, passes, lengths.read).all_ns;
}

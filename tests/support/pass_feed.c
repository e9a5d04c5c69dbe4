#include "support/pass_feed.h"

#include <check.h>
#include <string.h>

/* ---- made ---- */

void pass_feed_init(struct pass_feed *feed)
{
    *feed = (struct pass_feed){
        .source = {.copies = 1, .of_tokens = true, .late_ns = INT64_MAX},
        .route = {.tokens = {.known = true, .most = INT64_MAX}},
        .pool = {.copies = 1,
                 .devices = 1,
                 .batch_max = PASS_BATCH,
                 .queue = CAIRN_NONE,
                 .sleep_after_ns = CAIRN_NONE,
                 .of_passes = true,
                 .budget = 1000,
                 .chunked = true,
                 .n_variants = 1},
        .end_ns = INT64_C(1) << 60,
    };
    for (int v = 0; v < PASS_VARIANTS; v++) {
        feed->passes[v] = (struct cairn_passes){.of_tokens = true,
                                                .most = PASS_BATCH,
                                                .decode_ps = feed->decode_ps[v],
                                                .n_prefills = 1,
                                                .prefill_at = feed->prefill_at[v],
                                                .prefill_ps = feed->prefill_ps[v],
                                                .room = 1000000};
        feed->variants[v].passes = &feed->passes[v];
        for (int b = 0; b <= PASS_BATCH; b++)
            feed->decode_ps[v][b] = INT64_C(10000000000) + b * INT64_C(1000000000);
        feed->decode_ps[v][0] = feed->decode_ps[v][1];
        feed->prefill_at[v][0] = 1000;
        feed->prefill_ps[v][0] = 1000 * INT64_C(1000000);
    }
}

void pass_feed_add(struct pass_feed *feed, int64_t time_ns, int64_t prompt, int64_t reply)
{
    feed->time_ns[feed->n] = time_ns;
    feed->prompt[feed->n] = prompt;
    feed->reply[feed->n++] = reply;
}

/* ---- by the event engine ---- */

static void on_arrival(const struct pass_feed *feed, struct cairn_pool_sim *sim,
                       struct cairn_run *run, int i, struct pass_result *result)
{
    uint32_t r = cairn_requests_make(&run->requests);
    struct cairn_request *request = cairn_run_request(run, r);

    request->number = (uint64_t)i;
    request->route = 0;
    request->copy = 0;
    request->bits = 0;
    request->row = i;
    if (i + 1 < feed->n)
        cairn_run_schedule(run, feed->time_ns[i + 1], CAIRN_EVENT_ARRIVAL, 0, (uint32_t)i + 1,
                           (uint64_t)i + 1);
    if (cairn_pool_sim_arrive(sim, run, r, feed->variant[i], 7, CAIRN_NONE) != CAIRN_ADMITTED)
        result->start_ns[i] = result->first_ns[i] = result->done_ns[i] = -1;
}

static void on_passed(struct cairn_pool_sim *sim, struct cairn_run *run,
                      const struct cairn_event *event, struct pass_result *result)
{
    cairn_pass_pool_passed(sim, run, (int)(uint32_t)event->payload, cairn_event_counter(event));
    for (int i = 0; i < sim->passes->n_replies; i++) {
        const struct cairn_reply *reply = &sim->passes->replies[i];
        const struct cairn_request *request = cairn_run_request(run, reply->request);

        result->start_ns[request->number] = request->queued_ns + request->wait_ns;
        result->first_ns[request->number] = reply->first_ns;
        result->done_ns[request->number] = run->now_ns;
    }
}

static void on_answered(const struct cairn_pool_sim *sim, struct cairn_run *run, uint32_t r,
                        struct pass_result *result)
{
    const struct cairn_request *request = cairn_run_request(run, r);

    result->start_ns[request->number] = request->queued_ns;
    result->first_ns[request->number] = cairn_pass_pool_first_ns(sim, request, 0);
    result->done_ns[request->number] = run->now_ns;
}

void pass_feed_run(const struct pass_feed *given, struct pass_result *result)
{
    struct pass_feed feed = *given;
    struct cairn_pool_sim sim;
    struct cairn_run run = {0};

    feed.component = (struct cairn_component){
        .sources = &feed.source,
        .n_sources = 1,
        .routes = &feed.route,
        .n_routes = 1,
        .pools = &feed.pool,
        .n_pools = 1,
    };
    for (int i = 0; i < feed.n; i++)
        feed.rows[i] =
            (struct cairn_recorded_tokens){(uint32_t)feed.prompt[i], (uint32_t)feed.reply[i]};
    feed.recording = (struct cairn_recording){.n = feed.n, .tokens = feed.rows};
    feed.route.tokens.recorded = &feed.recording;
    feed.source.n_routes = 1;
    feed.pool.variants = feed.variants;
    for (int v = 0; v < PASS_VARIANTS; v++) {
        feed.variants[v].passes = &feed.passes[v];
        if (feed.own_tables)
            continue;
        feed.passes[v].decode_ps = feed.decode_ps[v];
        feed.passes[v].prefill_at = feed.prefill_at[v];
        feed.passes[v].prefill_ps = feed.prefill_ps[v];
    }
    memset(result, 0, sizeof *result);
    cairn_event_list_init(&run.events);
    cairn_requests_clear(&run.requests);
    cairn_pool_sim_init(&sim, &feed.component, 0, 50, 5);
    cairn_run_begin(&run, 0, feed.begin_ns, feed.end_ns);
    cairn_pool_sim_begin(&sim, &run, result->counts, result->batch_counts);
    cairn_run_schedule(&run, feed.time_ns[0], CAIRN_EVENT_ARRIVAL, 0, 0, 0);
    while (!cairn_event_list_empty(&run.events)) {
        struct cairn_event event = *cairn_event_list_peek(&run.events);

        cairn_run_set_now(&run, event.time_ns);
        run.handled = true;
        switch (cairn_event_kind(&event)) {
        case CAIRN_EVENT_ARRIVAL:
            on_arrival(&feed, &sim, &run, (int)(uint32_t)event.payload, result);
            break;
        case CAIRN_EVENT_PASSED:
            on_passed(&sim, &run, &event, result);
            break;
        case CAIRN_EVENT_ANSWERED:
            on_answered(&sim, &run, (uint32_t)event.payload, result);
            break;
        case CAIRN_EVENT_AWAKE:
            cairn_pool_sim_awake(&sim, &run, (int)(uint32_t)event.payload);
            break;
        case CAIRN_EVENT_SLEEP:
            cairn_pool_sim_sleep(&sim, &run, (int)(uint32_t)event.payload);
            break;
        default:
            ck_abort();
        }
        cairn_run_remove_handled(&run);
    }
    cairn_run_set_now(&run, feed.end_ns);
    cairn_pool_sim_end(&sim, &run);
    cairn_pool_sim_release(&sim);
    cairn_event_list_release(&run.events);
    cairn_requests_release(&run.requests);
}

/* ---- by the oracle: one pass at a time, sequences in the order in which they came ---- */

enum { ORACLE_DEVICES = 4 };

struct oracle_device {
    int order[PASS_BATCH], n; /* requests on it */
    int in_pass;              /* how many of them; the others join the next one */
    bool reads;               /* this pass */
    int64_t end_ps;           /* of the pass under way; -1: idle */
};

struct oracle {
    const struct pass_feed *feed;
    struct pass_result *result;
    int64_t left[PASS_REQUESTS], made[PASS_REQUESTS];
    struct oracle_device devices[ORACLE_DEVICES];
    int queue[PASS_REQUESTS], n_queue;
};

static int64_t reserved_on(const struct oracle *o, const struct oracle_device *d)
{
    int64_t sum = 0;

    for (int i = 0; i < d->n; i++)
        sum += o->feed->prompt[d->order[i]] + o->feed->reply[d->order[i]];
    return sum;
}

static int device_for(const struct oracle *o, int r)
{
    const struct pass_feed *f = o->feed;
    int found = -1;

    for (int d = 0; d < f->pool.devices; d++)
        if (o->devices[d].end_ps < 0)
            return d;
    for (int d = 0; d < f->pool.devices; d++) {
        const struct oracle_device *of = &o->devices[d];
        int64_t room = f->passes[f->variant[r]].room;

        if (of->n > 0 && (f->variant[of->order[0]] != f->variant[r] || of->n == f->pool.batch_max ||
                          reserved_on(o, of) + f->prompt[r] + f->reply[r] > room))
            continue;
        if (found < 0 || of->n < o->devices[found].n)
            found = d;
    }
    return found;
}

/* What a pass does to the sequences on a device: chunk[i] tokens of prompts, or a token made. */
static void plan_pass(const struct oracle *o, const struct oracle_device *d, int64_t *chunk,
                      bool *decodes)
{
    const struct cairn_component_pool *pool = &o->feed->pool;
    int64_t read = 0, budget = pool->budget;
    bool reading = false;

    for (int i = 0; i < d->n; i++)
        reading = reading || o->left[d->order[i]] > 0;
    for (int i = 0; i < d->n; i++) {
        decodes[i] = o->left[d->order[i]] == 0 && (pool->chunked || !reading);
        budget -= pool->chunked && decodes[i];
    }
    for (int i = 0; i < d->n; i++) {
        int64_t left = o->left[d->order[i]], fits = budget - read;

        chunk[i] = left < fits ? left : fits;
        if (!pool->chunked)
            chunk[i] = left <= fits || read == 0 ? left : 0;
        if (!pool->chunked && chunk[i] < left)
            budget = read; /* none behind it either */
        read += chunk[i];
    }
}

static void begin_pass(struct oracle *o, struct oracle_device *d, int64_t start_ps)
{
    const struct cairn_passes *passes;
    int64_t chunk[PASS_BATCH], read = 0, context = 0, decoding = 0;
    bool decodes[PASS_BATCH];

    d->end_ps = -1;
    if (d->n == 0)
        return;
    for (; d->in_pass < d->n; d->in_pass++)
        o->result->start_ns[d->order[d->in_pass]] = start_ps / CAIRN_PS_PER_NS;
    passes = &o->feed->passes[o->feed->variant[d->order[0]]];
    plan_pass(o, d, chunk, decodes);
    for (int i = 0; i < d->n; i++) {
        read += chunk[i];
        decoding += decodes[i];
        context += decodes[i] ? o->feed->prompt[d->order[i]] + o->made[d->order[i]] : 0;
    }
    d->reads = read > 0;
    d->end_ps = start_ps + cairn_passes_prompts_ps(passes, decoding, read);
    if (decoding > 0)
        d->end_ps += passes->decode_ps[decoding] + passes->context_ps * context;
}

/* Ends a pass; true: something but tokens came of it. */
static bool end_pass(struct oracle *o, struct oracle_device *d, bool look_only)
{
    int64_t chunk[PASS_BATCH], end_ns = d->end_ps / CAIRN_PS_PER_NS;
    bool decodes[PASS_BATCH], noisy = d->reads || d->in_pass < d->n;
    int kept = 0, n = d->n;

    d->n = d->in_pass;
    plan_pass(o, d, chunk, decodes);
    d->n = n;
    for (int i = 0; i < d->in_pass; i++)
        noisy = noisy || (decodes[i] && o->made[d->order[i]] + 1 == o->feed->reply[d->order[i]]);
    if (look_only)
        return noisy;
    for (int i = 0, all = d->in_pass; i < n; i++) {
        int r = d->order[i];

        if (i < all && chunk[i] > 0 && (o->left[r] -= chunk[i]) == 0) {
            o->result->first_ns[r] = end_ns;
            o->made[r] = 1;
        } else if (i < all && decodes[i]) {
            o->made[r]++;
        }
        if (o->made[r] == o->feed->reply[r]) {
            o->result->done_ns[r] = end_ns;
            d->in_pass--;
        } else {
            d->order[kept++] = r;
        }
    }
    d->n = kept;
    return noisy;
}

static void put_on(struct oracle *o, int device, int r)
{
    o->devices[device].order[o->devices[device].n++] = r;
}

static void dispatch(struct oracle *o)
{
    while (o->n_queue > 0 && device_for(o, o->queue[0]) >= 0) {
        put_on(o, device_for(o, o->queue[0]), o->queue[0]);
        memmove(o->queue, o->queue + 1, (size_t)--o->n_queue * sizeof *o->queue);
    }
}

/* By time, of those that came together by variant. */
static void wait(struct oracle *o, int r)
{
    const struct pass_feed *f = o->feed;
    int at = o->n_queue++;

    for (; at > 0 && f->time_ns[o->queue[at - 1]] == f->time_ns[r] &&
           f->variant[o->queue[at - 1]] > f->variant[r];
         at--)
        o->queue[at] = o->queue[at - 1];
    o->queue[at] = r;
}

static void arrive(struct oracle *o, int r)
{
    const struct pass_feed *f = o->feed;
    int64_t found = (int64_t)(f->route.tokens.prefix * (double)f->prompt[r]);
    int d = o->n_queue == 0 ? device_for(o, r) : -1;

    o->left[r] = found < f->prompt[r] ? f->prompt[r] - found : 1;
    if (f->prompt[r] + f->reply[r] > f->passes[f->variant[r]].room) {
        o->result->start_ns[r] = o->result->first_ns[r] = o->result->done_ns[r] = -1;
        return;
    }
    if (d < 0)
        wait(o, r);
    else
        put_on(o, d, r);
    if (d >= 0 && o->devices[d].end_ps < 0)
        begin_pass(o, &o->devices[d], f->time_ns[r] * CAIRN_PS_PER_NS);
}

void pass_feed_oracle(const struct pass_feed *feed, struct pass_result *result)
{
    struct oracle o = {.feed = feed, .result = result};
    int next = 0;

    memset(result, 0, sizeof *result);
    for (int d = 0; d < ORACLE_DEVICES; d++)
        o.devices[d].end_ps = -1;
    for (;;) {
        int64_t now_ns = next < feed->n ? feed->time_ns[next] : INT64_MAX;
        int noisy[ORACLE_DEVICES], n_noisy = 0;

        for (int d = 0; d < feed->pool.devices; d++)
            if (o.devices[d].end_ps >= 0 && o.devices[d].end_ps / CAIRN_PS_PER_NS < now_ns)
                now_ns = o.devices[d].end_ps / CAIRN_PS_PER_NS;
        if (now_ns == INT64_MAX)
            return;
        for (int d = 0; d < feed->pool.devices; d++) {
            struct oracle_device *of = &o.devices[d];

            if (of->end_ps < 0 || of->end_ps / CAIRN_PS_PER_NS != now_ns)
                continue;
            if (end_pass(&o, of, true)) {
                noisy[n_noisy++] = d;
            } else {
                end_pass(&o, of, false);
                begin_pass(&o, of, of->end_ps);
            }
        }
        for (int i = 0; i < n_noisy; i++) {
            struct oracle_device *of = &o.devices[noisy[i]];

            end_pass(&o, of, false);
            dispatch(&o);
            begin_pass(&o, of, of->end_ps);
        }
        for (; next < feed->n && feed->time_ns[next] == now_ns; next++)
            arrive(&o, next);
    }
}

#include "bench/model.h"

#include "base/alloc.h"
#include "engine/clock.h"
#include "physics/world.h"

/* What queue and path have in common: a source, a pool, and a line between them or none. */
static void model_init(struct bench_model *model, int n_windows, double length_s, bool line)
{
    *model = (struct bench_model){
        .end_ns = INT64_MAX,
        .plan =
            {
                .n_windows = n_windows,
                .windows = model->windows,
                .length_ns = cairn_time_from_s(length_s),
                .parts = 1,
                .drain_ns = cairn_time_from_s(1e6),
            },
        .source =
            {
                .entity = 1,
                .copies = 1,
                .process = CAIRN_EXPONENTIAL,
                .rate_per_s = model->rates,
                .late_ns = INT64_MAX,
                .n_routes = 1,
            },
        .route =
            {
                .share = 1.0,
                .cache = CAIRN_NONE,
                .link = line ? 0 : CAIRN_NONE,
                .fallback_route = CAIRN_NONE,
                .next_route = CAIRN_NONE,
            },
        .link = {.lines = 1, .copies_per_line = 1},
        .pool =
            {
                .copies = 1,
                .batch_max = 1,
                .queue = CAIRN_NONE,
                .sleep_after_ns = CAIRN_NONE,
                .n_variants = 1,
                .variants = &model->variant,
            },
        .variant = {.latency_ns = model->latency_ns},
    };
    model->component = (struct cairn_component){
        .multiplicity = 1,
        .plan = &model->plan,
        .sources = &model->source,
        .n_sources = 1,
        .routes = &model->route,
        .n_routes = 1,
        .links = &model->link,
        .n_links = line ? 1 : 0,
        .pools = &model->pool,
        .n_pools = 1,
    };
    for (int w = 0; w < n_windows; w++)
        model->windows[w] = (struct cairn_window){
            .hour = w,
            .hours = 1,
            .n_segments = 1,
            .segment_end_ns = &model->end_ns,
            .rate_per_s = &model->rates[w],
        };
}

void bench_model_queue(struct bench_model *model, const struct by_hand_queue *queue)
{
    double length_s = (double)queue->requests / queue->rate_per_s;

    model_init(model, 1, length_s, queue->transfer_s > 0.0);
    model->rates[0] = queue->rate_per_s;
    /* A nanosecond, since lines without any may not be computed as recursions. */
    model->link.latency_ns = 1;
    model->route.up_ns = cairn_time_from_s(queue->transfer_s);
    model->pool.devices = queue->servers;
    model->pool.variation = CAIRN_EXPONENTIAL;
    model->latency_ns[0] = cairn_time_from_s(queue->service_s);
}

void bench_model_path(struct bench_model *model, const struct by_hand_path *path, bool sleep)
{
    model_init(model, BY_HAND_HOURS, path->hour_s, true);
    for (int h = 0; h < BY_HAND_HOURS; h++)
        model->rates[h] = path->rate_per_s[h];
    model->link.latency_ns = cairn_time_from_s(path->latency_s);
    model->route.up_ns = cairn_time_from_s(path->up_s);
    model->route.down_ns = cairn_time_from_s(path->down_s);
    model->pool.devices = BY_HAND_DEVICES;
    model->pool.batch_max = BY_HAND_BATCH;
    model->pool.timeout_ns = cairn_time_from_s(path->timeout_s);
    if (sleep) {
        model->pool.sleep_after_ns = cairn_time_from_s(60.0);
        model->pool.wake_ns = cairn_time_from_s(0.1);
    }
    for (int b = 0; b < BY_HAND_BATCH; b++)
        model->latency_ns[b] = cairn_time_from_s(path->service_s[b]);
}

static struct cairn_world *world_new(const struct cairn_component *component,
                                     enum bench_engine engine)
{
    struct cairn_world *world = cairn_world_new(component);

    if (engine == BENCH_EVENTS)
        cairn_world_use_events(world);
    return world;
}

static struct bench_turn run(const struct bench_model *model, enum bench_engine engine,
                             uint64_t seed)
{
    struct cairn_quantities quantities;
    struct cairn_world *world = world_new(&model->component, engine);
    struct bench_turn turn;

    cairn_quantities_init(&quantities, &model->component);
    cairn_world_replicate(world, seed, 0, NULL, &quantities);
    turn = (struct bench_turn){
        .jobs = (double)quantities.requests,
        .figure = cairn_moments_mean_s(&quantities.times[0].sojourn.moments),
    };
    cairn_quantities_release(&quantities);
    cairn_world_free(world);
    return turn;
}

struct bench_turn bench_model_by_events(const void *context, uint64_t seed)
{
    return run(context, BENCH_EVENTS, seed);
}

struct bench_turn bench_model_by_recursion(const void *context, uint64_t seed)
{
    return run(context, BENCH_RECURSION, seed);
}

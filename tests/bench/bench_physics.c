/*
 * How fast requests are simulated: M/M/c at utilisation 0.8, processor time, beside a loop written
 * by hand that does nothing but M/M/1 with a mean wait. Compare by the ratio within one run.
 */

#include <stdio.h>
#include <time.h>

#include "math/rng.h"
#include "physics/world.h"

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* M/M/1 as next-event time advance with two clocks and a ring of arrival times. */
static void bench_by_hand(double rate, double length)
{
    enum { RING = 4096 };
    static double ring[RING];
    struct cairn_rng gaps, services;
    double now = 0.0, sum = 0.0, begin = seconds();
    double arrival, departure = 1e300;
    unsigned long served = 0, queued = 0;

    cairn_rng_init(&gaps, (struct cairn_stream_key){.seed = 1, .purpose = 1});
    cairn_rng_init(&services, (struct cairn_stream_key){.seed = 1, .purpose = 2});
    arrival = cairn_rng_exponential(&gaps) / rate;
    while (now < length) {
        if (arrival < departure) {
            now = arrival;
            ring[queued++ % RING] = now;
            arrival = now + cairn_rng_exponential(&gaps) / rate;
            if (queued - served == 1)
                departure = now + cairn_rng_exponential(&services);
        } else {
            now = departure;
            sum += now - ring[served++ % RING];
            departure = queued == served ? 1e300 : now + cairn_rng_exponential(&services);
        }
    }
    begin = seconds() - begin;
    printf("%-24s %6.1f ns/request, mean sojourn %.3f\n", "M/M/1 by hand",
           1e9 * begin / (double)served, sum / (double)served);
}

static void bench_queue(const char *name, double rate, int devices, double length_s)
{
    int64_t end_ns = INT64_MAX;
    int64_t latency_ns = 1000000000;
    struct cairn_window window = {.hours = 1, .n_segments = 1, .segment_end_ns = &end_ns};
    struct cairn_plan plan = {
        .n_windows = 1,
        .windows = &window,
        .length_ns = cairn_time_from_s(length_s),
        .drain_ns = cairn_time_from_s(1e6),
    };
    struct cairn_component_source source = {
        .entity = 1,
        .copies = 1,
        .process = CAIRN_EXPONENTIAL,
        .rate_per_s = &rate,
        .late_ns = INT64_MAX,
        .n_routes = 1,
    };
    struct cairn_component_route route = {
        .share = 1.0,
        .cache = CAIRN_NONE,
        .link = CAIRN_NONE,
        .fallback_route = CAIRN_NONE,
    };
    struct cairn_component_variant variant = {.latency_ns = &latency_ns};
    struct cairn_component_pool pool = {
        .copies = 1,
        .devices = devices,
        .batch_max = 1,
        .queue = CAIRN_NONE,
        .sleep_after_ns = CAIRN_NONE,
        .variation = CAIRN_EXPONENTIAL,
        .n_variants = 1,
        .variants = &variant,
    };
    struct cairn_component component = {
        .plan = &plan,
        .sources = &source,
        .n_sources = 1,
        .routes = &route,
        .n_routes = 1,
        .pools = &pool,
        .n_pools = 1,
    };
    struct cairn_world *world = cairn_world_new(&component);
    struct cairn_quantities quantities;
    uint64_t requests = 0, events = 0;
    double begin;

    cairn_quantities_init(&quantities, &component);
    begin = seconds();
    for (uint32_t r = 0; r < 3; r++) {
        cairn_world_replicate(world, 1, r, NULL, &quantities);
        requests += quantities.requests;
        events += quantities.events;
    }
    begin = seconds() - begin;
    printf("%-24s %6.1f ns/request, %.1f million events/s\n", name, 1e9 * begin / (double)requests,
           1e-6 * (double)events / begin);
    cairn_quantities_release(&quantities);
    cairn_world_free(world);
}

int main(void)
{
    bench_by_hand(0.8, 3e6);
    bench_queue("M/M/1, utilisation 0.8", 0.8, 1, 1e6);
    bench_queue("M/M/10, utilisation 0.8", 8.0, 10, 1e5);
    return 0;
}

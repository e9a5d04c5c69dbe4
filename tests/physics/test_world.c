/*
 * What happens exactly: ties, links, timers, the end of a window. Arrivals are deterministic with a
 * random phase, so that everything that follows them by whole milliseconds happens at the same
 * nanoseconds.
 */

#include <check.h>
#include <stdlib.h>

#include "physics/run.h"
#include "support/rig.h"

static struct rig rig;

enum { MS = 1000000 };

/* A deterministic source with a request every gap_ms, and a pool of fixed service_ms. */
static void setup_clockwork(double gap_ms, double service_ms, double length_s)
{
    rig_init(&rig, 1.0, length_s);
    rig_add_source(&rig, 1000.0 / gap_ms);
    rig_add_pool(&rig, 1, service_ms / 1000.0);
    rig_add_route(&rig, 0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig.pools[0].variation = CAIRN_DETERMINISTIC;
}

static struct cairn_quantities run_once(uint32_t replication)
{
    struct cairn_quantities quantities;

    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 1, replication, NULL, &quantities);
    return quantities;
}

static int64_t pool_count(const struct cairn_quantities *quantities, int pool,
                          enum cairn_pool_count count)
{
    return quantities->counts[cairn_layout_pool(&quantities->layout, 0, pool, count)];
}

static int64_t sum_ms(const struct cairn_moments *moments)
{
    ck_assert(moments->sum_ns % MS == 0);
    return (int64_t)(moments->sum_ns / MS);
}

/* ---- ties ---- */

/* A device that is done when a request arrives is free for it: nobody is refused. */
START_TEST(completion_before_arrival)
{
    struct cairn_quantities quantities;

    setup_clockwork(5.0, 5.0, 10.0);
    rig.pools[0].queue = 0;
    quantities = run_once(0);
    ck_assert_int_eq(quantities.counts[CAIRN_ARRIVALS], 2000);
    ck_assert_int_eq(quantities.counts[CAIRN_LOST], 0);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_BUSY_NS), rig.plan.length_ns);
    cairn_quantities_release(&quantities);
}
END_TEST

/* A request that arrives when the batch times out is in it: 4 of them, having waited 3 2 1 0 ms. */
START_TEST(arrival_before_timeout)
{
    struct cairn_quantities quantities;

    setup_clockwork(1.0, 1.0, 10.0);
    rig_batching(&rig, 0, 64, 0.003, 0.0005, 0.0);
    quantities = run_once(0);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_SERVED),
                     4 * pool_count(&quantities, 0, CAIRN_BATCHES));
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_BATCHES), 2500);
    ck_assert_int_eq(quantities.counts[CAIRN_WAITED], 7500);
    ck_assert_int_eq(sum_ms(&quantities.times[0].wait.moments), 2500 * 6);
    cairn_quantities_release(&quantities);
}
END_TEST

/* A request that arrives when a device would fall asleep finds it awake. */
START_TEST(arrival_before_sleep)
{
    struct cairn_quantities quantities;

    setup_clockwork(10.0, 4.0, 10.0);
    rig.pools[0].sleep_after_ns = 6 * MS;
    rig.pools[0].wake_ns = 1 * MS;
    quantities = run_once(0);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_SLEEP_NS), 0);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_IDLE_NS), 6000 * (int64_t)MS);
    cairn_quantities_release(&quantities);
}
END_TEST

/* Sleeping 1 ns of every 10 ms costs 1 ms to wake up; the device then idles 5 ms less 1 ns. */
START_TEST(asleep_and_woken)
{
    struct cairn_quantities quantities;

    setup_clockwork(10.0, 4.0, 10.0);
    rig.pools[0].sleep_after_ns = 5 * MS - 1;
    rig.pools[0].wake_ns = 1 * MS;
    quantities = run_once(0);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_SLEEP_NS), 1000);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_WAKING_NS), 1000 * (int64_t)MS);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_IDLE_NS), 5000 * (int64_t)MS - 1000);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_BUSY_NS), 4000 * (int64_t)MS);
    ck_assert_int_eq(quantities.counts[CAIRN_WAITED], 1000);
    cairn_quantities_release(&quantities);
}
END_TEST

/* While a batch forms, an idle device stays awake, however short its patience. */
START_TEST(awake_while_forming)
{
    struct cairn_quantities quantities;

    setup_clockwork(10.0, 1.0, 10.0);
    rig_batching(&rig, 0, 2, 0.008, 0.001, 0.0);
    rig.pools[0].sleep_after_ns = 1 * MS;
    rig.pools[0].wake_ns = 1 * MS;
    quantities = run_once(0);
    /* woken 1 ms, idle till the batch starts 8 ms after the arrival, busy 1 ms, asleep at 10 ms:
       the arrival at that time is first, and keeps it awake: no more sleep from then on */
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_BATCHES), 1000);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_BUSY_NS), 1000 * (int64_t)MS);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_IDLE_NS), 9000 * (int64_t)MS);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_QUEUE_NS), 8000 * (int64_t)MS);
    cairn_quantities_release(&quantities);
}
END_TEST

/*
 * A device that wakes up takes a whole batch: of n requests at the same time four need one device,
 * the fifth a second one. 10 ms to wake up, every 100 ms.
 */
START_TEST(waking_for_a_batch)
{
    struct cairn_quantities quantities;

    setup_clockwork(100.0, 1.0, 10.0);
    rig_batching(&rig, 0, 4, 0.0, 0.001, 0.0);
    rig.pools[0].devices = 2;
    rig.pools[0].sleep_after_ns = 0;
    rig.pools[0].wake_ns = 10 * MS;
    for (int s = 1; s < 4 + _i; s++) {
        rig_add_source(&rig, 10.0);
        rig_add_route(&rig, 0);
        rig.sources[s].process = CAIRN_DETERMINISTIC;
        rig.sources[s].entity = rig.sources[0].entity;
    }
    quantities = run_once(0);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_WAKING_NS), (1 + _i) * 1000 * (int64_t)MS);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_BATCHES), (1 + _i) * 100);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_FULL_BATCHES), 100);
    cairn_quantities_release(&quantities);
}
END_TEST

/* Two sources that arrive at the same nanosecond: the lower goes first, and the second waits. */
START_TEST(same_nanosecond)
{
    struct cairn_quantities quantities;

    setup_clockwork(10.0, 4.0, 10.0);
    rig_add_source(&rig, 100.0);
    rig_add_route(&rig, 0);
    rig.sources[1].process = CAIRN_DETERMINISTIC;
    rig.sources[1].entity = rig.sources[0].entity;
    quantities = run_once(0);
    ck_assert_int_eq(sum_ms(&quantities.times[0].wait.moments), 0);
    ck_assert_int_eq(sum_ms(&quantities.times[1].wait.moments), 4000);
    cairn_quantities_release(&quantities);
}
END_TEST

/* The variant whose oldest request is older goes first; then the lower variant. */
START_TEST(oldest_variant_first)
{
    struct cairn_quantities quantities;

    setup_clockwork(10.0, 4.0, 10.0);
    rig_add_link(&rig, 0.001);
    rig_add_source(&rig, 100.0);
    rig_add_route(&rig, 0);
    rig_add_source(&rig, 100.0);
    rig_add_route(&rig, 0);
    rig.pools[0].n_variants = 2;
    rig.latencies[0][1][0] = 2 * MS;
    for (int s = 1; s < 3; s++) {
        rig.sources[s].process = CAIRN_DETERMINISTIC;
        rig.sources[s].entity = rig.sources[0].entity;
        rig.routes[s].link = 0;
    }
    /* source 0 takes the device for 4 ms; 1 ms later come 1 with variant 1 and, if _i, after a
       further ms, 2 with variant 0; else both at once */
    rig.routes[1].variant = 1;
    rig.routes[2].up_ns = _i ? 1 * MS : 0;
    quantities = run_once(0);
    if (_i) { /* 1 waits 3 ms, 2 waits till 6 ms for 4 ms */
        ck_assert_int_eq(sum_ms(&quantities.times[1].wait.moments), 3000);
        ck_assert_int_eq(sum_ms(&quantities.times[2].wait.moments), 4000);
    } else { /* variant 0 first: 2 waits 3 ms, 1 waits 7 ms */
        ck_assert_int_eq(sum_ms(&quantities.times[2].wait.moments), 3000);
        ck_assert_int_eq(sum_ms(&quantities.times[1].wait.moments), 7000);
    }
    cairn_quantities_release(&quantities);
}
END_TEST

/* ---- links ---- */

/* Two requests on one line: the second is sent when the first is through. */
START_TEST(lindley)
{
    struct cairn_quantities quantities;
    const int64_t *counts;

    setup_clockwork(10.0, 0.0, 10.0);
    rig_add_link(&rig, 0.007);
    rig_add_source(&rig, 100.0);
    rig_add_route(&rig, 0);
    for (int s = 0; s < 2; s++) {
        rig.sources[s].process = CAIRN_DETERMINISTIC;
        rig.sources[s].entity = rig.sources[0].entity;
        rig.sources[s].payload_bytes = 100;
        rig.sources[s].reply_bytes = 7;
        rig.routes[s].link = 0;
        rig.routes[s].up_ns = 3 * MS;
        rig.routes[s].down_ns = 1 * MS;
    }
    quantities = run_once(0);
    /* 3 + 7 + 0 + 1 + 7 ms; the second sends from 3 to 6 ms, its reply from 13 to 14 ms */
    ck_assert_int_eq(sum_ms(&quantities.times[0].sojourn.moments), 18000);
    ck_assert_int_eq(sum_ms(&quantities.times[1].sojourn.moments), 21000);
    counts = &quantities.counts[cairn_layout_link(&quantities.layout, 0, 0, 0)];
    ck_assert_int_eq(counts[CAIRN_UP_BYTES], 200000);
    ck_assert_int_eq(counts[CAIRN_DOWN_BYTES], 14000);
    ck_assert_int_eq(counts[CAIRN_UP_BUSY_NS], 6000 * (int64_t)MS);
    ck_assert_int_eq(counts[CAIRN_DOWN_BUSY_NS], 2000 * (int64_t)MS);
    cairn_quantities_release(&quantities);
}
END_TEST

/* A line that is too slow is busy all the time and no longer; what it sent is what fits. */
START_TEST(overloaded_line)
{
    struct cairn_quantities quantities;
    const int64_t *counts;

    setup_clockwork(1.0, 0.0, 10.0);
    rig_add_link(&rig, 0.0);
    rig.sources[0].payload_bytes = 100;
    rig.routes[0].link = 0;
    rig.routes[0].up_ns = 2 * MS;
    rig.plan.drain_ns = cairn_time_from_s(1.0);
    quantities = run_once(0);
    counts = &quantities.counts[cairn_layout_link(&quantities.layout, 0, 0, 0)];
    ck_assert_int_eq(counts[CAIRN_UP_BUSY_NS], rig.plan.length_ns);
    ck_assert_int_eq(counts[CAIRN_UP_BYTES], 5000 * 100);
    /* of 11,000 arrivals until 11 s, 6,000 are delivered at 12 s: the first 1,000 of the run-in */
    ck_assert_int_eq(quantities.counts[CAIRN_ARRIVALS], 10000);
    ck_assert_int_le(labs(quantities.counts[CAIRN_COMPLETED] - 5000), 1);
    ck_assert_int_eq(quantities.counts[CAIRN_COMPLETED] + quantities.counts[CAIRN_IN_FLIGHT],
                     10000);
    cairn_quantities_release(&quantities);
}
END_TEST

/* Each copy has its own line and its own device: 3 copies in step are served as one is. */
START_TEST(copies_do_not_meet)
{
    struct cairn_quantities quantities;

    setup_clockwork(10.0, 9.0, 10.0);
    rig_add_link(&rig, 0.001);
    rig.sources[0].copies = 3;
    rig.pools[0].copies = 3;
    rig.links[0].lines = 3;
    rig.routes[0].link = 0;
    rig.routes[0].up_ns = 8 * MS;
    quantities = run_once(0);
    ck_assert_int_eq(quantities.counts[CAIRN_COMPLETED], 3000);
    ck_assert_int_eq(sum_ms(&quantities.times[0].sojourn.moments), 3000 * (8 + 1 + 9 + 1));
    ck_assert_int_eq(quantities.counts[CAIRN_WAITED], 0);
    cairn_quantities_release(&quantities);
}
END_TEST

/* ---- refusing, sending on, the end of a window ---- */

/*
 * A pool behind a pool: 2 of 3 are sent on, as one device takes every third request. They pass no
 * cache on the way, and are not sent on again.
 */
START_TEST(sent_on)
{
    struct cairn_quantities quantities;

    setup_clockwork(1.0, 3.0, 9.0);
    rig_add_pool(&rig, 1, 0.002);
    rig_add_pool(&rig, 1, 0.002);
    rig_add_cache(&rig, CAIRN_STATIC, 1);
    rig_add_route(&rig, 1);
    rig_add_route(&rig, 2);
    rig.pools[2].unlimited = true;
    rig.routes[1].cache = 0;
    rig.routes[1].fallback_route = 2;
    rig.routes[2].share = 0.0;
    rig.pools[1].variation = CAIRN_DETERMINISTIC;
    rig.pools[1].queue = 0;
    rig.routes[0].fallback_route = 1;
    rig.routes[1].share = 0.0;
    quantities = run_once(0);
    /* 0 to the device; 1 on, for 2 ms; 2 on, and finds it busy: lost; 3 to the device again */
    ck_assert_int_eq(quantities.counts[CAIRN_SPILLED], 6000);
    ck_assert_int_eq(quantities.counts[CAIRN_LOST], 3000);
    ck_assert_int_eq(quantities.counts[CAIRN_COMPLETED], 6000);
    ck_assert_int_eq(quantities.counts[cairn_layout_cache(&quantities.layout, 0, 0, CAIRN_LOOKUPS)],
                     0);
    cairn_quantities_release(&quantities);
}
END_TEST

/* A full queue sends on rather than refuses, although `over` is not reached. */
START_TEST(full_queue_sends_on)
{
    struct cairn_quantities quantities;

    setup_clockwork(1.0, 2.0, 10.0);
    rig_add_pool(&rig, 1, 0.001);
    rig_add_route(&rig, 1);
    rig.pools[0].queue = 2;
    rig.pools[1].unlimited = true;
    rig.routes[0].fallback_route = 1;
    rig.routes[0].over = 100;
    rig.routes[1].share = 0.0;
    quantities = run_once(0);
    ck_assert_int_eq(quantities.counts[CAIRN_LOST], 0);
    ck_assert_int_eq(quantities.counts[CAIRN_SPILLED], 5000);
    cairn_quantities_release(&quantities);
}
END_TEST

/*
 * Twice too much work: after 1 s run-in, 10 s and 1 s of drain the device has served 12 s of it,
 * the first 0.5 s of service each ms; the rest is in flight and late.
 */
START_TEST(in_flight)
{
    struct cairn_quantities quantities;
    const int64_t *counts;

    setup_clockwork(1.0, 2.0, 10.0);
    rig.plan.drain_ns = cairn_time_from_s(1.0);
    rig.sources[0].late_ns = cairn_time_from_s(100.0);
    quantities = run_once(0);
    counts = quantities.counts;
    ck_assert_int_eq(counts[CAIRN_ARRIVALS], 10000);
    ck_assert_int_le(labs(counts[CAIRN_COMPLETED] - 5000), 1);
    ck_assert_int_eq(counts[CAIRN_IN_FLIGHT], 10000 - counts[CAIRN_COMPLETED]);
    ck_assert_int_eq(counts[CAIRN_LATE], counts[CAIRN_IN_FLIGHT]);
    ck_assert_int_eq(pool_count(&quantities, 0, CAIRN_BUSY_NS), rig.plan.length_ns);
    cairn_quantities_release(&quantities);
}
END_TEST

/* A request that takes as long as it may is not late; a nanosecond more is. */
START_TEST(late_by_a_nanosecond)
{
    struct cairn_quantities quantities;

    setup_clockwork(10.0, 5.0, 10.0);
    rig.sources[0].late_ns = 5 * MS - _i;
    quantities = run_once(0);
    ck_assert_int_eq(quantities.counts[CAIRN_LATE], _i ? 1000 : 0);
    cairn_quantities_release(&quantities);
}
END_TEST

static void on_first_arrival(void *context, const struct cairn_event *event)
{
    int64_t *first_ns = context;

    if (*first_ns < 0 && cairn_event_kind(event) == CAIRN_EVENT_ARRIVAL)
        *first_ns = event->time_ns;
}

/* The measured time has its first nanosecond and not its end. */
START_TEST(measured_time_is_half_open)
{
    struct cairn_quantities quantities;
    int64_t first_ns = -1;
    struct cairn_trace sink = {.on_event = on_first_arrival, .context = &first_ns};

    setup_clockwork(10.0, 1.0, 1.0);
    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 1, 0, &sink, &quantities);
    cairn_quantities_release(&quantities);
    rig.plan.run_in_ns = _i ? first_ns - 1 : first_ns;
    rig.plan.length_ns = _i ? 100 * MS + 1 : 95 * MS; /* to an arrival, or past one */
    quantities = run_once(0);
    ck_assert_int_eq(quantities.counts[CAIRN_ARRIVALS], 10);
    cairn_quantities_release(&quantities);
}
END_TEST

/* The peak window counts, and leaves the distributions alone; others come in with their weight. */
START_TEST(weights)
{
    struct cairn_quantities quantities;
    int64_t n[3];

    rig_init(&rig, 1.0, 10.0);
    rig_add_window(&rig, 5, 1, NULL);
    rig_add_window(&rig, 0, 1, NULL);
    rig.windows[0].hours = 3;
    rig_add_source(&rig, 100.0);
    rig_add_pool(&rig, 1, 0.001);
    rig_add_route(&rig, 0);
    quantities = run_once(0);
    for (int w = 0; w < 3; w++)
        n[w] = quantities.counts[cairn_layout_source(&quantities.layout, w, 0, CAIRN_COMPLETED)];
    ck_assert_int_gt(n[2], 800);
    ck_assert_int_eq((int64_t)quantities.times[0].sojourn.moments.count, 3 * n[0] + 5 * n[1]);
    ck_assert_int_eq((int64_t)quantities.times[0].wait.histogram.count, 3 * n[0] + 5 * n[1]);
    cairn_quantities_release(&quantities);
}
END_TEST

/*
 * A load that ends with its hour, and a device that falls asleep half an hour later: measured in
 * sixths of the hour, a replication finds the device idle throughout or asleep throughout, and half
 * of the parts are of each kind. Of 400 replications 200 +- 3 x 10 are (binomial, 3 sigma). [PLAN]
 */
START_TEST(every_part_of_an_hour_counts_alike)
{
    static const double ends_s[] = {3600.0};
    int n_idle = 0;

    rig_init(&rig, 3600.0, 600.0);
    rig.plan.parts = 6;
    rig.plan.n_windows = 0;
    rig.n_segments = 0;
    rig_add_window(&rig, 1, 2, ends_s);
    rig_add_source(&rig, 1.0);
    rig.rates[0][1] = 0.0;
    rig_add_pool(&rig, 1, 0.001);
    rig_add_route(&rig, 0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig.pools[0].variation = CAIRN_DETERMINISTIC;
    rig.pools[0].sleep_after_ns = INT64_C(1799) * 1000 * MS;
    for (uint32_t r = 0; r < 400; r++) {
        struct cairn_quantities quantities = run_once(r);
        int64_t idle_ns = pool_count(&quantities, 0, CAIRN_IDLE_NS);

        ck_assert(idle_ns >= 598 * (INT64_C(1000) * MS) || idle_ns == 0);
        n_idle += idle_ns > 0;
        cairn_quantities_release(&quantities);
    }
    ck_assert_int_ge(n_idle, 170);
    ck_assert_int_le(n_idle, 230);
}
END_TEST

Suite *test_world(void)
{
    Suite *suite = suite_create("world");
    TCase *ties = tcase_create("ties");
    TCase *links = tcase_create("links");
    TCase *ends = tcase_create("ends");

    tcase_add_test(ties, completion_before_arrival);
    tcase_add_test(ties, arrival_before_timeout);
    tcase_add_test(ties, arrival_before_sleep);
    tcase_add_test(ties, asleep_and_woken);
    tcase_add_test(ties, awake_while_forming);
    tcase_add_loop_test(ties, waking_for_a_batch, 0, 2);
    tcase_add_test(ties, same_nanosecond);
    tcase_add_loop_test(ties, oldest_variant_first, 0, 2);
    tcase_add_test(links, lindley);
    tcase_add_test(links, overloaded_line);
    tcase_add_test(links, copies_do_not_meet);
    tcase_add_test(ends, sent_on);
    tcase_add_test(ends, full_queue_sends_on);
    tcase_add_test(ends, in_flight);
    tcase_add_loop_test(ends, late_by_a_nanosecond, 0, 2);
    tcase_add_loop_test(ends, measured_time_is_half_open, 0, 2);
    tcase_add_test(ends, weights);
    tcase_add_test(ends, every_part_of_an_hour_counts_alike);
    suite_add_tcase(suite, ties);
    suite_add_tcase(suite, links);
    suite_add_tcase(suite, ends);
    return suite;
}

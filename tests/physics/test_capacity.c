/*
 * Devices that come and go. What queues have closed forms is among the known answers; here is what
 * can be worked out by hand, and that outages belong to what fails.
 */

#include <check.h>
#include <math.h>

#include "engine/clock.h"
#include "physics/outage.h"
#include "physics/world.h"
#include "support/rig.h"

#define MS INT64_C(1000000)

static struct rig rig;

static int64_t count(const struct cairn_quantities *q, int pool, enum cairn_pool_count which)
{
    return rig_sum(q, cairn_layout_pool(&q->layout, 0, pool, which));
}

static void run(uint64_t seed, struct cairn_quantities *q)
{
    cairn_quantities_init(q, &rig.component);
    cairn_world_run(&rig.component, seed, 0, NULL, q);
}

/* One request at the middle of each second, service of 100 ms; so many devices. */
static void by_the_clock(int devices, double length_s)
{
    rig_init(&rig, 0.0, length_s);
    rig_add_source(&rig, 1.0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig_add_pool(&rig, devices, 0.1);
    rig.pools[0].variation = CAIRN_DETERMINISTIC;
    rig_add_route(&rig, 0);
}

/* ---- outages [OUTAGE] ---- */

/*
 * A process alone: the share of time up is A = 3 / 4. Over n = 20000 cycles its standard error is
 * about A (1 - A) sqrt(2 / n) = 0.0019 (alternating renewal, exponential times); four of them.
 */
START_TEST(up_for_its_share_of_time)
{
    const struct cairn_component_outage outage = {.mtbf_ns = 3000 * MS, .mttr_ns = 1000 * MS};
    struct cairn_run window = {.key = {.seed = 5}};
    struct cairn_outage_walk walk;
    int64_t up_ns = 0, at_ns = 0;
    int began_up = 0;

    cairn_outage_begin(&walk, &outage, &window, 7);
    for (int i = 0; i < 20000; i++) {
        ck_assert_int_le(at_ns, walk.fails_ns);
        ck_assert_int_lt(walk.fails_ns, walk.back_ns);
        up_ns += walk.fails_ns - at_ns;
        at_ns = walk.back_ns;
        cairn_outage_next(&walk, &outage);
    }
    ck_assert_double_eq_tol((double)up_ns / (double)at_ns, 0.75, 0.008);
    for (uint64_t entity = 0; entity < 10000; entity++) { /* four of 0.0043 */
        cairn_outage_begin(&walk, &outage, &window, entity);
        began_up += walk.fails_ns > 0;
    }
    ck_assert_double_eq_tol(began_up / 10000.0, 0.75, 0.0174);
}
END_TEST

/* The same devices are down at the same times, whatever they do and how many others there are. */
START_TEST(outages_do_not_depend_on_the_load)
{
    struct cairn_quantities few, many, scaled;

    by_the_clock(2, 1000.0);
    rig.pools[0].outage = (struct cairn_component_outage){10000 * MS, 3000 * MS, false, 99};
    run(3, &few);
    rig.rates[0][0] = 9.0;
    run(3, &many);
    ck_assert_int_gt(count(&few, 0, CAIRN_DOWN_NS), 0);
    ck_assert_int_eq(count(&few, 0, CAIRN_DOWN_NS), count(&many, 0, CAIRN_DOWN_NS));
    rig.pools[0].scaling = CAIRN_BY_BACKLOG;
    rig.pools[0].scale_target = 1.0;
    rig.pools[0].every_ns = 100 * MS;
    run(3, &scaled);
    ck_assert_int_gt(count(&scaled, 0, CAIRN_OFF_NS), 0);
    ck_assert_int_eq(count(&few, 0, CAIRN_DOWN_NS), count(&scaled, 0, CAIRN_DOWN_NS));
    cairn_quantities_release(&few);
    cairn_quantities_release(&many);
    cairn_quantities_release(&scaled);
}
END_TEST

/* All are served in the end, and more than once; what is lost is not. */
START_TEST(what_fails_starts_again)
{
    struct cairn_quantities again, lost;
    int64_t completed, lost_requests;

    by_the_clock(1, 10000.0);
    rig.plan.drain_ns = 1000 * CAIRN_NS_PER_S;
    rig.pools[0].outage = (struct cairn_component_outage){2000 * MS, 10 * MS, false, 99};
    run(3, &again);
    completed = rig_sum(&again, cairn_layout_source(&again.layout, 0, 0, CAIRN_COMPLETED));
    ck_assert_int_eq(completed, 10000);
    ck_assert_int_gt(count(&again, 0, CAIRN_SERVED), 10300);
    rig.pools[0].outage.lost = true;
    run(3, &lost);
    completed = rig_sum(&lost, cairn_layout_source(&lost.layout, 0, 0, CAIRN_COMPLETED));
    lost_requests = rig_sum(&lost, cairn_layout_source(&lost.layout, 0, 0, CAIRN_LOST));
    ck_assert_int_eq(completed + lost_requests, 10000);
    ck_assert_int_eq(count(&lost, 0, CAIRN_SERVED), 10000); /* nobody is served twice */
    /* 1 - exp(-0.1 / 2) of them, give or take four times sqrt(10000 x 0.049 x 0.951) = 22 */
    ck_assert_double_eq_tol((double)lost_requests, 10000 * (1 - exp(-0.05)), 88);
    cairn_quantities_release(&again);
    cairn_quantities_release(&lost);
}
END_TEST

/* ---- on and off ---- */

/*
 * Segments of 100 s with 3, 1, 0 and 2 devices of 3. A request is there at the middle of each
 * second: those of the third segment wait for the fourth, in which devices start for 10 s.
 */
START_TEST(a_schedule_is_kept) /* [SCHEDULE] */
{
    struct cairn_quantities q;

    rig_init(&rig, 0.0, 400.0);
    rig.plan.n_windows = 0;
    rig.n_segments = 0;
    rig_add_window(&rig, 1, 4, (const double[]){100.0, 200.0, 300.0, 400.0});
    rig_add_source(&rig, 1.0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig_add_pool(&rig, 3, 0.1);
    rig.pools[0].variation = CAIRN_DETERMINISTIC;
    rig_add_route(&rig, 0);
    rig.pools[0].start_ns = 10 * CAIRN_NS_PER_S;
    rig.pools[0].on = rig.on[0];
    for (int i = 0; i < 4; i++)
        rig.on[0][i] = (const int[]){3, 1, 0, 2}[i];
    run(1, &q);
    ck_assert_int_eq(count(&q, 0, CAIRN_STARTING_NS), 20 * CAIRN_NS_PER_S);
    ck_assert_int_le(count(&q, 0, CAIRN_OFF_NS), 600 * CAIRN_NS_PER_S);
    ck_assert_int_ge(count(&q, 0, CAIRN_OFF_NS), 600 * CAIRN_NS_PER_S - 100 * MS); /* at work */
    ck_assert_int_eq(count(&q, 0, CAIRN_ON_NS), 1200 * CAIRN_NS_PER_S - count(&q, 0, CAIRN_OFF_NS));
    /* 110 wait until 310 s, 55 s on average, and then for half of 110 x 0.1 s / 2 devices */
    ck_assert_double_eq_tol((double)count(&q, 0, CAIRN_WAITS_NS), 1e9 * 110 * 57.75, 1e9 * 110);
    cairn_quantities_release(&q);
}
END_TEST

/*
 * By backlog with a look every 700 ms. Requests come every second and take 100 ms: at a look none
 * or one is there, so the target would go up and down all the time, from 2 to 1 with least 1 and
 * half a request wanted. With a cool-down of 30 s it falls once in 30 s at most.
 */
START_TEST(scaling_waits_for_its_cool_down) /* [SCALE] */
{
    struct cairn_quantities eager, calm;

    by_the_clock(2, 1000.0);
    rig.pools[0].scaling = CAIRN_BY_BACKLOG;
    rig.pools[0].scale_target = 0.5;
    rig.pools[0].least = 1;
    rig.pools[0].every_ns = 700 * MS;
    rig.pools[0].start_ns = 50 * MS;
    run(1, &eager);
    rig.pools[0].cool_down_ns = 30 * CAIRN_NS_PER_S;
    run(1, &calm);
    /* one look in ten finds a request: 142 starts of 50 ms, give or take one */
    ck_assert_double_eq_tol((double)count(&eager, 0, CAIRN_STARTING_NS), 142.5 * 50 * MS, 75 * MS);
    /* every 30 s or more there is a fall, and a rise at the next look that finds one */
    ck_assert_int_le(count(&calm, 0, CAIRN_STARTING_NS), 1000 / 30 * 50 * MS);
    ck_assert_int_ge(count(&calm, 0, CAIRN_STARTING_NS), 1000 / 40 * 50 * MS);
    ck_assert_int_lt(count(&calm, 0, CAIRN_OFF_NS), count(&eager, 0, CAIRN_OFF_NS));
    cairn_quantities_release(&eager);
    cairn_quantities_release(&calm);
}
END_TEST

/* Off half of the time by schedule: then requests go to the fallback, not when one waits. */
START_TEST(nobody_there) /* [FAILOVER] */
{
    struct cairn_quantities q;
    int64_t sent_on;

    rig_init(&rig, 0.0, 200.0);
    rig.plan.n_windows = 0;
    rig.n_segments = 0;
    rig_add_window(&rig, 1, 2, (const double[]){100.0, 200.0});
    rig_add_source(&rig, 1.0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig_add_pool(&rig, 1, 1.5); /* overloaded: requests do wait */
    rig_add_pool(&rig, 1, 0.001);
    rig_add_route(&rig, 0);
    rig_add_route(&rig, 1);
    rig.routes[1].share = 0.0;
    rig.routes[0].fallback_route = 1;
    rig.routes[0].over = CAIRN_OVER_NEVER;
    rig.pools[0].on = rig.on[0];
    rig.on[0][0] = 1;
    run(1, &q);
    sent_on = rig_sum(&q, cairn_layout_source(&q.layout, 0, 0, CAIRN_SPILLED));
    ck_assert_int_eq(sent_on, 100);
    ck_assert_int_ge(count(&q, 1, CAIRN_SERVED), 100);
    cairn_quantities_release(&q);
}
END_TEST

Suite *test_capacity(void);

Suite *test_capacity(void)
{
    Suite *suite = suite_create("capacity");
    TCase *outages = tcase_create("outages");
    TCase *on = tcase_create("on and off");

    tcase_add_test(outages, up_for_its_share_of_time);
    tcase_add_test(outages, outages_do_not_depend_on_the_load);
    tcase_add_test(outages, what_fails_starts_again);
    tcase_add_test(on, a_schedule_is_kept);
    tcase_add_test(on, scaling_waits_for_its_cool_down);
    tcase_add_test(on, nobody_there);
    suite_add_tcase(suite, outages);
    suite_add_tcase(suite, on);
    return suite;
}

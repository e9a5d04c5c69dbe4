#include <check.h>

#include "support/rig.h"

static struct rig rig;

/* One source whose requests go on from the first pool to the second. */
static void setup_chain(double share)
{
    rig_init(&rig, 10.0, 1000.0);
    rig_add_pool(&rig, 1, 0.05);
    rig_add_pool(&rig, 1, 0.03);
    rig_add_source(&rig, 5.0);
    rig_add_route(&rig, 0);
    rig_add_route(&rig, 1);
    rig.routes[1].share = 0.0;
    rig.routes[0].next_route = 1;
    rig.routes[0].next_share = share;
    rig.routes[0].next_here = true;
}

static struct cairn_quantities run_once(void)
{
    struct cairn_quantities quantities;

    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 7, 0, NULL, &quantities);
    return quantities;
}

static int64_t busy_ns(const struct cairn_quantities *quantities, int pool)
{
    return quantities->counts[cairn_layout_pool(&quantities->layout, 0, pool, CAIRN_BUSY_NS)];
}

/*
 * Which requests go on does not change with the pool that they come from or go to; nor, where
 * nothing waits, does the time that they take there. [STEP]
 */
START_TEST(as_hard_wherever)
{
    struct cairn_quantities one, other;

    setup_chain(0.3);
    rig.pools[0].unlimited = rig.pools[1].unlimited = true;
    rig.pools[0].variation = CAIRN_DETERMINISTIC;
    rig.pools[1].variation = CAIRN_EXPONENTIAL;
    one = run_once();
    rig.routes[0].pool = 1;
    rig.routes[1].pool = 0;
    rig.pools[0].variation = CAIRN_EXPONENTIAL;
    rig.pools[1].variation = CAIRN_DETERMINISTIC;
    rig.latencies[0][0][0] = 30000000;
    rig.latencies[1][0][0] = 50000000;
    other = run_once();
    ck_assert_int_gt(one.counts[CAIRN_WENT_ON], 1000);
    ck_assert_int_eq(one.counts[CAIRN_WENT_ON], other.counts[CAIRN_WENT_ON]);
    ck_assert_int_eq(busy_ns(&one, 0), busy_ns(&other, 1));
    ck_assert_int_eq(busy_ns(&one, 1), busy_ns(&other, 0));
    ck_assert(one.fingerprint.sum == other.fingerprint.sum);
    cairn_quantities_release(&one);
    cairn_quantities_release(&other);
}
END_TEST

/* What finds no room at the second step is lost there, and nothing else. [STEP] */
START_TEST(no_room_at_a_further_step)
{
    struct cairn_quantities quantities;

    setup_chain(1.0);
    rig.pools[1].queue = 0;
    rig.latencies[1][0][0] = 500000000;
    quantities = run_once();
    ck_assert_int_gt(quantities.counts[CAIRN_LOST], 1000);
    ck_assert_int_gt(quantities.counts[CAIRN_COMPLETED], 1000);
    ck_assert_int_eq(quantities.counts[CAIRN_ARRIVALS],
                     quantities.counts[CAIRN_LOST] + quantities.counts[CAIRN_COMPLETED]);
    cairn_quantities_release(&quantities);
}
END_TEST

Suite *test_further_steps(void);

Suite *test_further_steps(void)
{
    Suite *suite = suite_create("further_steps");
    TCase *tc = tcase_create("further_steps");

    tcase_add_test(tc, as_hard_wherever);
    tcase_add_test(tc, no_room_at_a_further_step);
    suite_add_tcase(suite, tc);
    return suite;
}

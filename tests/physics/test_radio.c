/*
 * Radios, to the nanosecond: one request every 10 s, and what it does to the radio of its line.
 * Poisson arrivals are in tests/reference (n05-radio).
 */

#include <check.h>

#include "physics/world.h"
#include "support/rig.h"

static struct rig rig;

#define S INT64_C(1000000000)

/* Payload 1 s, service 2 s, reply 0.5 s; promotion 0.25 s. */
static struct cairn_quantities simulate(int64_t tail_ns)
{
    struct cairn_quantities quantities;

    rig_init(&rig, 20.0, 100.0);
    rig_add_source(&rig, 0.1);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig.sources[0].payload_bytes = 1;
    rig.sources[0].reply_bytes = 1;
    rig_add_link(&rig, 0.0);
    rig.links[0].has_radio = true;
    rig.links[0].promotion_ns = S / 4;
    rig.links[0].tail_ns = tail_ns;
    rig.pools[rig_add_pool(&rig, 1, 2.0)].variation = CAIRN_DETERMINISTIC;
    rig.routes[rig_add_route(&rig, 0)].link = 0;
    rig.routes[0].up_ns = S;
    rig.routes[0].down_ns = S / 2;
    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 5, 0, NULL, &quantities);
    ck_assert_uint_eq(quantities.by_path[CAIRN_PATH_EVENTS], 1);
    return quantities;
}

/* Of each 10 s. */
static const struct {
    int64_t tail_ns; /* of the radio */
    int promotions;
    int64_t idle_ns, tail_in_all_ns, sojourn_ns;
} cases[] = {
    {3 * S, 1, 13 * S / 4, 5 * S, 15 * S / 4}, /* awake for the reply, asleep afterwards */
    {1 * S, 2, 6 * S, 2 * S, 4 * S},           /* the reply wakes it again */
    {2 * S, 1, 17 * S / 4, 4 * S, 15 * S / 4}, /* it comes when the tail ends: in time */
    {0, 2, 8 * S, 0, 4 * S},                   /* no tail */
    {100 * S, 0, 0, 17 * S / 2, 7 * S / 2},    /* it never sleeps */
};

START_TEST(states_of_a_period)
{
    struct cairn_quantities quantities = simulate(cases[_i].tail_ns);
    const int64_t *counts = &quantities.counts[cairn_layout_link(&quantities.layout, 0, 0, 0)];

    ck_assert_int_eq(counts[CAIRN_PROMOTIONS], 10 * cases[_i].promotions);
    ck_assert_int_eq(counts[CAIRN_PROMOTION_NS], 10 * cases[_i].promotions * S / 4);
    ck_assert_int_eq(counts[CAIRN_ACTIVE_NS], 15 * S);
    ck_assert_int_eq(counts[CAIRN_TAIL_NS], 10 * cases[_i].tail_in_all_ns);
    ck_assert_int_eq(counts[CAIRN_RADIO_IDLE_NS], 10 * cases[_i].idle_ns);
    ck_assert_int_eq((int64_t)quantities.times[0].sojourn.moments.sum_ns,
                     10 * cases[_i].sojourn_ns);
    cairn_quantities_release(&quantities);
}
END_TEST

/* Two payloads at once, of 2 copies that share a line: one promotion, and both wait for it. */
START_TEST(one_promotion_for_all_that_wait)
{
    struct cairn_quantities quantities;
    const int64_t *counts;

    rig_init(&rig, 20.0, 100.0);
    for (int s = 0; s < 2; s++) {
        rig_add_source(&rig, 0.1);
        rig.sources[s].entity = 7; /* the same arrivals */
        rig.sources[s].process = CAIRN_DETERMINISTIC;
        rig.sources[s].payload_bytes = 1;
    }
    rig_add_link(&rig, 0.0);
    rig.links[0].has_radio = true;
    rig.links[0].promotion_ns = S;
    rig.links[0].tail_ns = S;
    rig.pools[rig_add_pool(&rig, 2, 0.5)].variation = CAIRN_DETERMINISTIC;
    for (int s = 0; s < 2; s++) {
        int route = rig_add_route(&rig, 0);

        rig.routes[route].link = 0;
        rig.routes[route].up_ns = S;
        rig.sources[s].first_route = route;
        rig.sources[s].n_routes = 1;
    }
    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 5, 0, NULL, &quantities);
    counts = &quantities.counts[cairn_layout_link(&quantities.layout, 0, 0, 0)];
    ck_assert_int_eq(counts[CAIRN_PROMOTIONS], 10);
    ck_assert_int_eq(counts[CAIRN_PROMOTION_NS], 10 * S);
    ck_assert_int_eq(counts[CAIRN_ACTIVE_NS], 20 * S);
    ck_assert_int_eq(counts[CAIRN_TAIL_NS], 10 * S); /* replies have no bytes and need no radio */
    ck_assert_int_eq((int64_t)quantities.times[0].sojourn.moments.sum_ns, 10 * (S + S + S / 2));
    ck_assert_int_eq((int64_t)quantities.times[1].sojourn.moments.sum_ns, 10 * (S + 2 * S + S / 2));
    cairn_quantities_release(&quantities);
}
END_TEST

Suite *test_radio(void)
{
    Suite *suite = suite_create("radio");
    TCase *core = tcase_create("radio");

    tcase_add_loop_test(core, states_of_a_period, 0, sizeof cases / sizeof *cases);
    tcase_add_test(core, one_promotion_for_all_that_wait);
    suite_add_tcase(suite, core);
    return suite;
}

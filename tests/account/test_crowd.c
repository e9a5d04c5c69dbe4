#include "account/crowd.h"
#include "account/tiny.h"

/*
 * 2 sites send 3 requests per second each. 60 % go to the first pool, half of which go on to the
 * second; 40 % go to the second at once. That one has 4 devices of 0.3 s for one and 0.4 s for two.
 */
struct rig {
    struct tiny t;
    struct cairn_component_pool pools[2];
    struct cairn_component_variant variants[2];
    struct cairn_component_route routes[3];
    int64_t latency_ns[2], end_ns;
    double rate_per_s, share_in[1];
    struct cairn_step step; /* the second one */
    struct cairn_crowd crowd;
};

static void rig_init(struct rig *r)
{
    struct tiny *t = &r->t;

    tiny_init(t);
    r->step = (struct cairn_step){.number = 2};
    t->s.steps = &r->step;
    t->s.n_steps = 1;
    t->workloads[0].n_steps = 1;
    r->rate_per_s = 3;
    r->end_ns = TINY_HOUR_NS;
    t->plan.parts = 1;
    t->windows[0].n_segments = 1;
    t->windows[0].segment_end_ns = &r->end_ns;
    t->windows[0].rate_per_s = &r->rate_per_s;
    r->latency_ns[0] = 300000000;
    r->latency_ns[1] = 400000000;
    for (int p = 0; p < 2; p++) {
        r->variants[p] = (struct cairn_component_variant){.latency_ns = r->latency_ns};
        r->pools[p] = (struct cairn_component_pool){.copies = 2,
                                                    .devices = 2,
                                                    .batch_max = 2,
                                                    .n_variants = 1,
                                                    .variants = &r->variants[p]};
    }
    r->routes[0] =
        (struct cairn_component_route){.share = 0.6, .pool = 0, .next_route = 2, .next_share = 0.5};
    r->routes[1] =
        (struct cairn_component_route){.share = 0.4, .pool = 1, .next_route = CAIRN_NONE};
    r->routes[2] = (struct cairn_component_route){.share = 0, .pool = 1, .next_route = CAIRN_NONE};
    t->source = (struct cairn_component_source){.copies = 2, .first_route = 0, .n_routes = 2};
    t->component.n_sources = 1;
    t->component.pools = r->pools;
    t->component.n_pools = 2;
    t->component.routes = r->routes;
    t->component.n_routes = 3;
}

START_TEST(who_comes_is_rate_times_share)
{
    struct rig r;
    rig_init(&r);
    cairn_crowd_init(&r.crowd, &r.t.s, &r.t.component, 1);
    ck_assert_int_eq(r.crowd.n_visits, 2);
    TINY_EQ(cairn_crowd_rate(&r.crowd, &r.crowd.visits[0], 0), 6 * 0.3);
    TINY_EQ(r.crowd.visits[0].reach, 0.5);
    TINY_EQ(cairn_crowd_rate(&r.crowd, &r.crowd.visits[1], 0), 6 * 0.4);
    TINY_EQ(r.crowd.visits[1].reach, 1);
    ck_assert_int_eq(r.crowd.n_waits, 0);
    cairn_crowd_release(&r.crowd);
}
END_TEST

/* 0.2 s a request at best: 6 x 0.7 x 0.2 s of work in a second, for 4 devices. [LOAD] */
START_TEST(load_is_work_over_devices)
{
    struct rig r;
    rig_init(&r);
    cairn_crowd_init(&r.crowd, &r.t.s, &r.t.component, 1);
    TINY_EQ(r.crowd.on[0], 4);
    TINY_EQ(cairn_crowd_load(&r.crowd, CAIRN_NONE, 0), 6 * 0.7 * 0.2 / 4);
    TINY_EQ(cairn_crowd_load(&r.crowd, 0, 0), 6 * 0.7 * 0.2 / 4);
    ck_assert_double_eq(cairn_crowd_load(&r.crowd, 1, 0), 0);
    cairn_crowd_release(&r.crowd);
    /* a tenth of the time up: less than one device is taken for one */
    r.t.pools[0].outage = (struct cairn_outage){.origin.file = "x", .mtbf_s = 1, .mttr_s = 9};
    cairn_crowd_init(&r.crowd, &r.t.s, &r.t.component, 1);
    TINY_EQ(r.crowd.on[0], 0.4);
    TINY_EQ(cairn_crowd_load(&r.crowd, CAIRN_NONE, 0), 6 * 0.7 * 0.2);
    cairn_crowd_release(&r.crowd);
    r.pools[1].unlimited = true;
    cairn_crowd_init(&r.crowd, &r.t.s, &r.t.component, 1);
    ck_assert_double_eq(cairn_crowd_load(&r.crowd, CAIRN_NONE, 0), 0);
    cairn_crowd_release(&r.crowd);
}
END_TEST

/* In this window all who may go to the first pool do, of whom half go on. */
START_TEST(shares_may_change_by_window)
{
    struct rig r;
    rig_init(&r);
    r.share_in[0] = 1;
    r.routes[0].share_in = r.share_in;
    r.t.workloads[0].deferral.origin.file = "x";
    cairn_crowd_init(&r.crowd, &r.t.s, &r.t.component, 1);
    TINY_EQ(cairn_crowd_rate(&r.crowd, &r.crowd.visits[0], 0), 6 * 0.5);
    TINY_EQ(cairn_crowd_rate(&r.crowd, &r.crowd.visits[1], 0), 6 * 0.4);
    ck_assert_int_eq(r.crowd.n_waits, 1);
    cairn_crowd_release(&r.crowd);
}
END_TEST

Suite *test_crowd(void);
Suite *test_crowd(void)
{
    Suite *suite = suite_create("crowd");
    TCase *tc = tcase_create("crowd");
    tcase_add_test(tc, who_comes_is_rate_times_share);
    tcase_add_test(tc, load_is_work_over_devices);
    tcase_add_test(tc, shares_may_change_by_window);
    suite_add_tcase(suite, tc);
    return suite;
}

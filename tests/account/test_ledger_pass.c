/* What language models draw: passes that decode, prompts that are read. [PASS] */
#include "account/tiny.h"

/* A pool of passes with a budget of three sequences; 300 W while prompts are read. */
static void use_passes(struct tiny *t, struct cairn_passes *passes, struct cairn_prefill *prefills)
{
    *passes = (struct cairn_passes){.of_tokens = true};
    prefills[0] = (struct cairn_prefill){.tokens = 100, .time_s = 0.1, .power_w = 200};
    prefills[1] = (struct cairn_prefill){.tokens = 500, .time_s = 0.4, .power_w = 325};
    t->s.prefills = prefills;
    t->s.n_prefills = 2;
    t->profiles[0].n_prefills = 2;
    t->profiles[0].n_points = 2;
    t->points[1] =
        (struct cairn_point){.batch = 4, .latency_s = 0.2, .power_w = NAN, .energy_j = 5};
    t->pool.of_passes = true;
    t->pool.batch_max = 4;
    t->variant.passes = passes;
}

static void read_prompts(struct tiny *t, double time_s)
{
    t->amounts[cairn_layout_pass(&t->layout, 0, 0, 0, CAIRN_PREFILL_NS)] = 1e9 * time_s;
}

/* 100 s at 120 W, 50 s at 4 x 5 J / 0.2 s = 100 W, 20 s at (200 x 0.1 + 325 x 0.4) / 0.5 W. */
START_TEST(prompts_are_charged)
{
    struct tiny t;
    struct cairn_passes passes;
    struct cairn_prefill prefills[2];

    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, 0, 120);
    use_passes(&t, &passes, prefills);
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, 100);
    tiny_busy(&t, 0, 4, 50);
    read_prompts(&t, 20);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI), 100 * 120 + 50 * 100 + 20 * 300);
    tiny_release(&t);
}
END_TEST

/*
 * A provider's device, u = 0.5, four sequences: a second of a pass is a quarter of 100 W busy and
 * of 40 W idle; one of a prompt is all of 300 W and 40 W.
 */
START_TEST(a_provider_shares_passes_not_prompts) /* [SHARED] */
{
    struct tiny t;
    struct cairn_passes passes;
    struct cairn_prefill prefills[2];

    tiny_init(&t);
    t.s.time.horizon_s = 3600;
    t.places[1].pue = 1;
    tiny_use_pool(&t, 1, 40, 120);
    use_passes(&t, &passes, prefills);
    t.pool.batch_max = 1;
    t.pool.unlimited = true;
    t.pool.devices = 0;
    t.pools[0].tenancy = CAIRN_SHARED_POOL;
    t.pools[0].utilisation = 0.5;
    t.pools[0].batch = 4;
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, 1000);
    read_prompts(&t, 10);
    tiny_account(&t);
    TINY_EQ(tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_SCI), 250 * (100 + 40) + 10 * (300 + 40));
    tiny_release(&t);
}
END_TEST

Suite *test_ledger_pass(void)
{
    Suite *suite = suite_create("ledger_pass");
    TCase *tc = tcase_create("ledger_pass");

    tcase_add_test(tc, prompts_are_charged);
    tcase_add_test(tc, a_provider_shares_passes_not_prompts);
    suite_add_tcase(suite, tc);
    return suite;
}

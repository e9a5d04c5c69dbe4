/*
 * GHG Protocol, market-based: contracts, then the residual mix. [MARKET] Expected values are worked
 * out by hand beside each case.
 */

#include "account/tiny.h"

/* A device of 100 W for an hour, PUE 1: 0.1 kWh. Grid: average 300 and 240, residual 500, 400. */
static void a_device(struct tiny *t, double share, double intensity_g_per_kwh)
{
    tiny_init(t);
    t->s.time.horizon_s = 3600;
    tiny_intensity(t, 1, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 300);
    tiny_intensity(t, 1, CAIRN_AVERAGE, CAIRN_DIRECT, 240);
    tiny_intensity(t, 1, CAIRN_RESIDUAL, CAIRN_LIFE_CYCLE, 500);
    tiny_intensity(t, 1, CAIRN_RESIDUAL, CAIRN_DIRECT, 400);
    t->grids[1].loss.share = 0.2;
    t->places[1].pue = 1;
    if (share > 0)
        t->places[1].contract = (struct cairn_contract){
            .origin = {"x", 1}, .share = share, .intensity_g_per_kwh = intensity_g_per_kwh};
    tiny_use_pool(t, 1, 100, 100);
    t->hardware[0].embodied.carbon_g = 0;
    t->hardware[0].embodied.lifetime_s = TINY_YEAR_S;
    tiny_ready(t);
    tiny_idle(t, 0, 3600);
    tiny_account(t);
}

static double total(const struct tiny *t, enum cairn_basis_kind basis)
{
    return tiny_part(t, CAIRN_CARBON, basis, CAIRN_PART_IDLE);
}

/* 0.1 x 500 and a quarter of it, 0.2 / 0.8, for what is lost: 62.5 g; location-based 30 and 7.5. */
START_TEST(without_a_contract_the_residual_mix_is_charged)
{
    struct tiny t;

    a_device(&t, 0, 0);
    TINY_EQ(total(&t, CAIRN_GHG_MARKET), 62.5);
    TINY_EQ(total(&t, CAIRN_GHG_LOCATION), 37.5);
    tiny_release(&t);
}
END_TEST

/*
 * Scope 2 is 0.1 x (0.75 x 20 + 0.25 x 400) = 11.5 g instead of 40; the rest stays 22.5 g. No other
 * basis knows of the contract.
 */
START_TEST(a_contract_takes_its_part_of_scope_2)
{
    struct tiny t;

    a_device(&t, 0.75, 20);
    TINY_EQ(total(&t, CAIRN_GHG_MARKET), 34);
    TINY_EQ(total(&t, CAIRN_GHG_LOCATION), 37.5);
    TINY_EQ(total(&t, CAIRN_INVENTORY), 30);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_GHG_MARKET), "");
    tiny_release(&t);
}
END_TEST

/* All of it from plants without direct emissions: upstream 10 g and losses 12.5 g are left. */
START_TEST(a_contract_leaves_what_lies_upstream)
{
    struct tiny t;

    a_device(&t, 1, 0);
    TINY_EQ(total(&t, CAIRN_GHG_MARKET), 22.5);
    tiny_release(&t);
}
END_TEST

/* A residual mix that is absent is no data, whatever the average is. */
START_TEST(an_average_is_no_residual_mix)
{
    struct tiny t;

    tiny_init(&t);
    tiny_intensity(&t, 0, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 300);
    tiny_intensity(&t, 0, CAIRN_AVERAGE, CAIRN_DIRECT, 240);
    t.grids[0].loss.share = 0.2;
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, 10, 40);
    t.hardware[0].embodied.carbon_g = 0;
    t.hardware[0].embodied.lifetime_s = TINY_YEAR_S;
    tiny_ready(&t);
    tiny_idle(&t, 0, 3600);
    tiny_account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_GHG_LOCATION), "");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_CARBON, CAIRN_GHG_MARKET),
                     "grid \"G0\" has no residual direct intensity");
    tiny_release(&t);
}
END_TEST

Suite *test_market(void);
Suite *test_market(void)
{
    Suite *suite = suite_create("market");
    TCase *tc = tcase_create("market");
    tcase_add_test(tc, without_a_contract_the_residual_mix_is_charged);
    tcase_add_test(tc, a_contract_takes_its_part_of_scope_2);
    tcase_add_test(tc, a_contract_leaves_what_lies_upstream);
    tcase_add_test(tc, an_average_is_no_residual_mix);
    suite_add_tcase(suite, tc);
    return suite;
}
